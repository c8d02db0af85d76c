"""From the demonstration to a market's own, empty catalogue: its settings, without invented records and terms."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from showcase.catalogue.events import PATH as EVENTS
from showcase.catalogue.folders import find_records
from showcase.files.source import load_source, load_yaml
from showcase.schema.records import MODELS
from showcase.schema.vocabulary import TERM_MODELS

SETTINGS: dict[str, tuple[str, ...]] = {
    "name": ("site_name",),
    "sponsor": ("extra", "footer", "sponsor"),
    "icp": ("extra", "footer", "icp"),
    "office": ("extra", "editor", "office"),
    "phone": ("extra", "editor", "phone"),
    "email": ("extra", "editor", "email"),
    "hours": ("extra", "editor", "hours"),
}
"""What is asked at the beginning, and where it stands in mkdocs.yml."""
_ADDRESS = re.compile(r'(?m)^(site_url: !ENV \[SHOWCASE_SITE_URL, )"[^"]*"(\])')


def render_settings(text: str, answers: Mapping[str, str]) -> str:
    """mkdocs.yml with the answers in it, comments and all else as they are; an empty answer changes nothing."""
    for name, place in SETTINGS.items():
        if answers.get(name):
            text = _with_value(text, place, answers[name])
    if answers.get("url"):
        address = json.dumps(answers["url"].rstrip("/") + "/")
        text = _ADDRESS.sub(lambda match: match[1] + address + match[2], text)
    return text


def _with_value(text: str, place: tuple[str, ...], value: str) -> str:
    """The scalar at `place`, a path of keys, each two blanks deeper than the one above."""
    lines = text.split("\n")
    start = 0
    for depth, key in enumerate(place):
        heads = (number for number in range(start, len(lines)) if re.match(rf"{'  ' * depth}{key}:", lines[number]))
        start = next(heads)
    before, key, rest = lines[start].partition(":")
    comment = re.search(r"\s(#.*)$", rest)
    lines[start] = f"{before}{key} {json.dumps(value, ensure_ascii=False)}{f'  {comment[1]}' if comment else ''}"
    return "\n".join(lines)


def find_demonstration(root: Path) -> Iterator[Path]:
    """The files of invented records, and the folders of their attachments."""
    for kind in MODELS:
        for path in find_records(root, kind):
            if load_source(root, path).data.get("demo") == "true":
                yield path
                if path.with_suffix("").is_dir():
                    yield path.with_suffix("")


def build_vocabularies(root: Path) -> dict[str, str]:
    """By path the vocabularies and the events that had invented items, without them; comments between them stay."""
    files = {}
    lists = [(root / "content" / "vocabularies" / f"{name}.yml", "terms") for name in TERM_MODELS]
    for path, key in (*lists, (root / EVENTS, "events")):
        if not path.exists():
            continue
        source = load_yaml(root, path)
        terms = source.data.get(key)
        if not isinstance(terms, list):
            continue
        invented = [
            number for number, term in enumerate(terms) if isinstance(term, dict) and term.get("demo") == "true"
        ]
        if invented:
            starts = [source.position((key, number)).line for number in range(len(terms))]
            files[source.path] = _without(path.read_text("utf-8"), starts, invented, key)
    return files


def _without(text: str, starts: list[int], gone: list[int], key: str) -> str:
    """A file without the items `gone` of the list `key`; `starts` are the lines, from 1, on which each begins."""
    lines = text.split("\n")
    ends = [*(start - 1 for start in starts[1:]), len(lines)]
    dropped = {line for number in gone for line in range(starts[number] - 1, ends[number]) if lines[line].strip()}
    kept = "\n".join(line for number, line in enumerate(lines) if number not in dropped)
    return kept if len(gone) < len(starts) else re.sub(rf"(?m)^{key}:\s*$", f"{key}: []", kept)
