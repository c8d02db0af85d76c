"""Catalogues of any size for the benchmarks, made by recombining the demonstration records."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
_ID = re.compile(r"^id: \S+$", re.MULTILINE)
_LINKED = re.compile(r"^(?:resolution|superseded_by|aliases|matches|attachments|cover):.*\n(?:[ -].*\n)*", re.MULTILINE)
_TITLE = re.compile(r"^title: (.*)$", re.MULTILINE)


def make_catalogue(root: Path, records: int, seed: int = 1) -> Path:
    """A project at `root` with `records` records: every seventh a demand, bodies of shuffled paragraphs."""
    shuffle = random.Random(seed)  # noqa: S311  # a fixed corpus, no secret
    shutil.copytree(REPOSITORY / "theme", root / "theme")
    shutil.copytree(REPOSITORY / "content" / "vocabularies", root / "content" / "vocabularies")
    shutil.copytree(REPOSITORY / "content" / "guide", root / "content" / "guide")
    shutil.copy(REPOSITORY / "content" / "index.md", root / "content")
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    (root / "scripts").mkdir()
    models = {kind: _models(kind) for kind in ("achievements", "demands")}
    paragraphs = [part for texts in models.values() for text in texts for part in _body(text).split("\n\n")]
    for number in range(records):
        kind = "demands" if number % 7 == 0 else "achievements"
        _write_record(root, kind, number, shuffle.choice(models[kind]), shuffle.sample(paragraphs, 8))
    return root


def _models(kind: str) -> list[str]:
    """The records of a kind; a resolved one leans on another and is no model."""
    texts = [path.read_text("utf-8") for path in sorted((REPOSITORY / "content" / kind).rglob("*.md"))]
    return [text for text in texts if "\nstatus: resolved\n" not in text]


def _write_record(root: Path, kind: str, number: int, model: str, paragraphs: list[str]) -> None:
    agency = re.search(r"^agency: (\S+)$", model, re.MULTILINE)
    assert agency is not None
    serial = number // 1000
    identifier = f"{kind[0]}{2010 + serial}-{agency[1]}-{number % 1000:03d}"
    front = _LINKED.sub("", model.split("---\n", 2)[1])
    front = _ID.sub(f"id: {identifier}", front)
    front = _TITLE.sub(lambda match: f"title: {match[1][:50]}{number}", front)
    path = root / "content" / kind / identifier[1:5] / f"{identifier}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{front}---\n\n" + "\n\n".join(paragraphs) + "\n", "utf-8")


def _body(text: str) -> str:
    return text.split("---\n", 2)[2].strip()
