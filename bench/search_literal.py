"""Whether what stands in real prose is found by typing any part of it, comes first, and what that costs in bytes.

Run: .venv/bin/python bench/search_literal.py [--records 2000] [--length 6000] [--texts FOLDER] [--each] [--peer]

With --texts every text file of a folder is a record: fetch an open corpus of your own, none is kept here. Without,
prose is invented (bench/search/prose.py), with Latin words, measures and signs between the words. Drawn are 200
substrings of 1 to 8 characters without spaces of Chinese prose, 60 in which Latin, digits or signs meet Chinese, that
cut no word, and 60 that may. Recall: of the records that hold the substring literally in any field, the part
that is found. First: whether no record that does not hold it stands before one that does. With --peer Pagefind
is asked for the same of the same texts, in Chromium, in the same run, and for the bytes of the first FETCHED of a kind.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from search.browsing import Browsing, browsing
from search.corpora import Corpus, demonstration
from search.measures import mean, percentile
from search.prose import Text, records_of, with_latin, write_texts
from search.serving import serve
from search.sites import build_pagefind
from showcase.derived.matching import build_matches
from showcase.files.tokens import SPACES, WORD, fold
from showcase.outputs.search import render_search

ASKING = Path(__file__).parent / "search" / "asking.mjs"
HAN = re.compile("^[\u4e00-\u9fff]+$")
MIXED = re.compile(f"(?=.*[\u4e00-\u9fff])(?=.*(?:[{WORD}]|[%°≥≤±+~μ])).+")
SAID = re.compile("[\\s\"“”:'-]|^[(（]|[)）]$")
"""What has a meaning in a query, or says nothing at its ends."""
FETCHED = 20
IN_WORD = re.compile(f"[{WORD}.]")


@dataclass(frozen=True)
class Drawn:
    """A kind of substring: what it must be like, and how many."""

    name: str
    number: int
    wanted: Callable[[str], bool]
    cuts_words: bool


KINDS = (
    Drawn("Chinese, 1 to 8 characters", 200, lambda part: HAN.match(part) is not None, cuts_words=True),
    Drawn("mixed", 60, lambda part: MIXED.match(part) is not None, cuts_words=False),
    Drawn("mixed, words cut", 60, lambda part: MIXED.match(part) is not None, cuts_words=True),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=2000, help="records of invented prose")
    parser.add_argument("--length", type=int, default=6000, help="characters of each")
    parser.add_argument("--texts", type=Path, help="a folder of text files, each a record")
    parser.add_argument("--each", action="store_true", help="also print what is not found, or not first")
    parser.add_argument("--peer", action="store_true", help="also ask Pagefind, which takes minutes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        model = demonstration(Path(folder) / "model")
        corpus = Corpus(Path(folder), records_of(model.catalogue, list(_texts(options))))
        site = Path(folder) / "site"
        length = median(len(entry.body_text) for entry in corpus.entries)
        print(f"## {len(corpus.entries)} records, bodies of {length:.0f} characters\n")
        write_search(corpus, site)
        folded = [squeezed("\n".join(text.values())) for text in corpus.texts.values()]
        drawn = [(kind, draw(corpus, kind)) for kind in KINDS]
        for kind, parts in drawn:
            report(kind, parts, folded, site, each=options.each)
        if options.peer:
            ask_peer(corpus, Path(folder) / "sites", drawn, folded)


def _texts(options: argparse.Namespace) -> Iterator[Text]:
    if options.texts is None:
        yield from (
            with_latin(text, number) for number, text in enumerate(write_texts(options.records, options.length))
        )
        return
    for path in sorted(options.texts.glob("*.txt"))[: options.records]:
        body = path.read_text("utf-8")
        sentences = [part for part in map(str.strip, re.split("[。\n]", body)) if len(part) > 3]
        yield Text([sentence[:30] for sentence in (sentences * 14)[:14]], body)


def write_search(corpus: Corpus, site: Path) -> None:
    total = number = 0
    for path, data in render_search(corpus.catalogue, lambda: build_matches(corpus.catalogue)):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(data)
        total, number = total + len(data), number + 1
    print(f"Everything below search/: {number} files, {total / 1e6:.1f} MB.\n", flush=True)


def squeezed(text: str) -> str:
    """Folded text without spaces: so the search sees it."""
    return fold(text).translate({ord(space): None for space in SPACES})


def draw(corpus: Corpus, kind: Drawn, seed: int = 7) -> list[str]:
    """Different parts of bodies."""
    chance = random.Random(seed)  # noqa: S311  # the same every time, no secret
    parts: dict[str, None] = {}
    for _ in range(200_000):
        body = chance.choice(corpus.entries).body_text
        start = chance.randrange(len(body) - 8)
        end = start + chance.randint(1, 8)
        part = body[start:end]
        whole = kind.cuts_words or not (_joined(body, start) or _joined(body, end))
        if whole and not SAID.search(part) and kind.wanted(part):
            parts[part] = None
        if len(parts) == kind.number:
            break
    return list(parts)


def _joined(body: str, at: int) -> bool:
    """Whether a cut before this character parts a word."""
    return bool(0 < at < len(body) and IN_WORD.match(fold(body[at - 1])) and IN_WORD.match(fold(body[at])))


def report(kind: Drawn, parts: Sequence[str], folded: Sequence[str], site: Path, *, each: bool) -> None:
    answers = ask(site, parts)
    recalls, firsts, claimed = [], [], 0
    for part, answer in zip(parts, answers, strict=True):
        holding = {number for number, text in enumerate(folded) if squeezed(part) in text}
        found = [number for number in answer["whole"] if number in holding]
        recalls.append(len(found) / len(holding))
        firsts.append(answer["whole"][: len(found)] == found)
        claimed += len(set(answer["whole"][: answer["proven"]]) - holding)
        if each and (recalls[-1] < 1 or not firsts[-1]):
            print(f"- {part!r}: {len(found)} of {len(holding)}, {len(answer['whole'])} listed")
    print(
        f"{kind.name}: {len(parts)} substrings, recall {mean(recalls):.3f}, literal ones first {mean(firsts):.3f}, ",
        end="",
    )
    print(f"{claimed} claimed wrongly as literal.")
    first, further = ([answer[name] for answer in answers] for name in ("first", "further"))
    print(f"  KiB: first search {median(first) / 1024:.1f} (most {max(first) / 1024:.1f}), ", end="")
    print(f"further {median(further) / 1024:.1f}, 90 % {percentile(further, 0.9) / 1024:.1f}.\n", flush=True)


def ask_peer(corpus: Corpus, root: Path, drawn: Sequence[tuple[Drawn, list[str]]], folded: Sequence[str]) -> None:
    root.mkdir()
    seconds = build_pagefind(corpus, root / "pagefind")
    print(f"Pagefind's index took {seconds:.0f} s.\n", flush=True)
    number = {entry.id: place for place, entry in enumerate(corpus.entries)}
    with serve(root) as server, browsing(server) as browser:
        for kind, parts in drawn:
            report_peer(kind, parts, folded, browser, number)


def report_peer(
    kind: Drawn, parts: Sequence[str], folded: Sequence[str], browser: Browsing, number: dict[str, int]
) -> None:
    recalls, firsts = [], []
    for part, keys in zip(parts, browser.rankings("pagefind", parts), strict=True):
        holding = {at for at, text in enumerate(folded) if squeezed(part) in text}
        whole = [number[key] for key in keys]
        found = [at for at in whole if at in holding]
        recalls.append(len(found) / len(holding))
        firsts.append(whole[: len(found)] == found)
    fetched = browser.fetched("pagefind", parts[: FETCHED + 1])
    first, further = [one.first for one in fetched], [one.further for one in fetched]
    print(f"Pagefind, {kind.name}: recall {mean(recalls):.3f}, literal ones first {mean(firsts):.3f}.")
    print(f"  KiB: first search {median(first) / 1024:.1f} (most {max(first) / 1024:.1f}), ", end="")
    print(f"further {median(further) / 1024:.1f}, 90 % {percentile(further, 0.9) / 1024:.1f}.\n", flush=True)


def ask(site: Path, queries: Sequence[str]) -> list[Any]:
    request = json.dumps({"site": str(site), "queries": list(queries)})
    answer = subprocess.run(["node", str(ASKING)], input=request, capture_output=True, text=True, check=True)
    found: list[Any] = json.loads(answer.stdout)
    return found


if __name__ == "__main__":
    main()
