"""What a copy of the catalogue answers: searches, records, lists, changes. Read anew at each publication."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from showcase.files.tokens import fold, index_terms
from showcase.mirror.manifest import MANIFEST, MirrorError
from showcase.schema.records import FOLDERS, kind_of

Json = dict[str, Any]
WEIGHTS = {"title": 4, "keywords": 3, "summary": 1}
MOST = 50
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}", re.ASCII)


@dataclass
class Library:
    """The copy in `folder`, as `showcase mirror` keeps it; every answer is of one whole publication."""

    folder: Path
    _shown: Path | None = None
    _summaries: dict[str, Json] = field(default_factory=dict)

    def search(self, words: str, kind: str = "", limit: int = 10) -> list[Json]:
        """The summaries of the listed records that hold the most terms of the words, at least half, best first."""
        if kind and kind not in FOLDERS:
            raise MirrorError(f"kind 写 {' 或 '.join(FOLDERS)}，现为 {kind}。")
        terms = set(index_terms(words, single=False))
        scored = []
        for summary in self._load_summaries().values():
            if kind and summary["kind"] != kind:
                continue
            held = {name: set(index_terms(_text(summary[name]), single=True)) for name in WEIGHTS}
            found = {term for term in terms if any(term in texts for texts in held.values())}
            weight = sum(WEIGHTS[name] for name, texts in held.items() for term in terms & texts)
            literal = any(fold(words) in fold(_text(summary[name])) for name in WEIGHTS)
            if found:
                scored.append((literal, len(found), weight, summary))
        best = max((len_ for _, len_, _, _ in scored), default=0)
        scored = [row for row in scored if row[1] == best and 2 * best > len(terms)]
        scored.sort(key=lambda row: (not row[0], -row[2], row[3]["id"]))
        return [row[3] for row in scored[: _clamp(limit)]]

    def load_record(self, identifier: str) -> Json:
        """A record, whole; raises MirrorError for what is none."""
        if not _NAME.fullmatch(identifier):
            raise MirrorError(f"{identifier} 不是编号，应如 a2026-lanhai-001。")
        return self._load(f"{FOLDERS[kind_of(identifier)]}/{identifier}.json", f"没有编号为 {identifier} 的记录。")

    def load_list(self, facet: str, code: str, limit: int = MOST) -> Json:
        """What stands under a facet's value, or, without a code, the values; raises MirrorError for what is none."""
        if not all(_NAME.fullmatch(name) for name in (facet, code or "index")):
            raise MirrorError(f"没有 {facet} {code} 这一列。")
        document = self._load(f"by/{facet}/{code or 'index'}.json", f"没有 {facet} {code} 这一列。")
        if not code:
            return document
        summaries = self._load_summaries()
        items = [summaries[id_] for id_ in document["ids"] if id_ in summaries]
        return {"label": document["label"], "count": document["count"], "items": items[: _clamp(limit)]}

    def load_changes(self, since: str, facet: str = "", code: str = "") -> list[Json]:
        """What changed on the day `since` and after, newest first; of a list what came to it and left it."""
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", since, re.ASCII):
            raise MirrorError(f"{since} 不是日期，应如 2026-03-01。")
        if facet and code:
            self.load_list(facet, code, 1)
            items = self._load(f"by/{facet}/{code}/changes.json", "没有这一列的进出。")["items"]
            return [item for item in items if item["day"] >= since]
        return [item for item in self._chain("changes.json") if item["modified"][:10] >= since]

    def _load_summaries(self) -> dict[str, Json]:
        shown = (self.folder / "current").resolve()
        if shown != self._shown:
            chains = (self._chain(f"{name}.json") for name in FOLDERS.values())
            self._summaries = {item["id"]: item for chain in chains for item in chain}
            self._shown = shown
        return self._summaries

    def _chain(self, name: str) -> Iterator[Json]:
        """The items of a document and of all that `next_url` leads to."""
        site = self._load("index.json", "")["url"]
        while name:
            document = self._load(name, f"副本里没有 {name}。")
            yield from document["items"]
            name = (document["next_url"] or "").removeprefix(f"{site}api/v1/")

    def _load(self, name: str, missing: str) -> Json:
        current = self.folder / "current"
        if not (current / MANIFEST).is_file():
            raise MirrorError(f"{self.folder} 里没有目录的副本。请先运行：showcase mirror 网址 {self.folder}")
        try:
            document: Json = json.loads((current / "api/v1" / name).read_bytes())
        except FileNotFoundError:
            raise MirrorError(missing) from None
        return document


def _text(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "\n".join(value)


def _clamp(limit: int) -> int:
    return max(1, min(limit, MOST))
