"""How well and how fast demands find their achievements, beside plain BM25 over the same texts.

Quality: the pairs of bench/matching/*.yml, demands written from known achievements in other words, among all
achievements of these files and the demonstration records. `development` is there to develop with; `held` was seen in
sum while limits were chosen; `blind` was written later by somebody who had not seen the engine, and in its first run
gave 87.5 % first and 100 % among five by score, 80 % and 80 % as proposed. What is only near was added after that,
with a look at the sums of all three. Speed: generated records.

Run: .venv/bin/python bench/matching.py [--achievements 10000] [--demands 2000] [--each]
Needs bench/requirements.lock on top of the environment (`make bench` installs it).
"""

from __future__ import annotations

import argparse
import logging
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import bm25s
import jieba
import yaml

from corpus import REPOSITORY, make_catalogue
from showcase.catalogue.entry import Entry
from showcase.catalogue.load import Catalogue, load
from showcase.derived.matching import SHOWN, Matcher, Matches, build_matches
from showcase.derived.matching.matches import can_be_matched
from showcase.derived.matching.texts import matching_texts
from showcase.files.tokens import index_terms

SETS = ("development", "held", "blind")
AS_OF = date(2026, 11, 20)
FIRST_SERIAL = 501
COMMON: dict[str, Any] = {
    "demo": True,
    "status": "open",
    "published": "2026-06-01",
    "contract_types": ["development"],
    "task_force": "tf-1",
    "agency": "lanhai",
    "disclosure": {"by": "示例蓝海技术转移中心", "date": "2026-05-20"},
}
OF_KIND: dict[str, dict[str, Any]] = {
    "achievement": {"holder": "demo-ocean-univ", "ip": []},
    "demand": {
        "demander": {"disclosed": False, "description": "一家本地企业", "district": "370211"},
        "deadline": "2027-03-31",
    },
}
WORD = re.compile(r"\w")


@dataclass(frozen=True)
class Pair:
    """A demand and the achievement that it was written from, by id."""

    set: str
    demand: str
    achievement: str


Ranking = Callable[[Entry], list[str]]
"""Ids of achievements for a demand, best first."""


def write_pairs(root: Path) -> list[Pair]:
    """A copy of the repository's content at `root`, with the pairs as records."""
    shutil.copytree(REPOSITORY / "content", root / "content")
    (root / "mkdocs.yml").touch()
    pairs = []
    for name in SETS:
        text = (Path(__file__).parent / "matching" / f"{name}.yml").read_text("utf-8")
        for item in yaml.safe_load(text):
            ids = {kind: f"{kind[0]}2026-lanhai-{FIRST_SERIAL + len(pairs)}" for kind in OF_KIND}
            for kind, identifier in ids.items():
                write_record(root, kind, identifier, item[kind])
            pairs.append(Pair(name, ids["demand"], ids["achievement"]))
    return pairs


def write_record(root: Path, kind: str, identifier: str, fields: dict[str, Any]) -> None:
    front = {"id": identifier} | COMMON | OF_KIND[kind] | {key: fields[key] for key in fields if key != "body"}
    text = yaml.safe_dump(front, allow_unicode=True, sort_keys=False)
    path = root / "content" / f"{kind}s" / "2026" / f"{identifier}.md"
    path.write_text(f"---\n{text}---\n\n{fields['body']}\n", "utf-8")


def rank_by_score(catalogue: Catalogue, achievements: Sequence[Entry]) -> Ranking:
    """Every open achievement by our score, whether it would be proposed or not."""
    matcher = Matcher(catalogue.listed, catalogue.vocabularies.synonyms)

    def rank(demand: Entry) -> list[str]:
        cosines = matcher.cosines([demand], achievements)[0]
        pairs = zip(achievements, cosines, strict=True)
        scores = {other.id: matcher.judge(demand, other, float(cosine)).score for other, cosine in pairs}
        return sorted(scores, key=lambda other: (-scores[other], other))

    return rank


def rank_as_shown(matches: Matches) -> Ranking:
    """What the demand's page shows: the proposals, then what else is described like it."""

    def rank(demand: Entry) -> list[str]:
        proposed = [match.achievement.id for match in matches.of(demand)[:SHOWN]]
        return proposed + [near.achievement.id for near in matches.near_of(demand)]

    return rank


def rank_as_proposed(matches: Matches) -> Ranking:
    """Only the pairs for which something can be said."""
    return lambda demand: [match.achievement.id for match in matches.of(demand)[:SHOWN]]


def rank_by_bm25(achievements: Sequence[Entry], cut: Callable[[str], list[str]]) -> Ranking:
    """Plain BM25 over the same fields as one text."""
    peer = bm25s.BM25()
    peer.index([cut(whole_text(entry)) for entry in achievements], show_progress=False)

    def rank(demand: Entry) -> list[str]:
        scores = peer.get_scores(cut(whole_text(demand)))
        order = sorted(range(len(achievements)), key=lambda number: (-scores[number], achievements[number].id))
        return [achievements[number].id for number in order]

    return rank


def whole_text(entry: Entry) -> str:
    return "\n".join(matching_texts(entry).values())


def cut_words(text: str) -> list[str]:
    return [word for word in jieba.lcut(text.lower()) if WORD.search(word)]


def cut_bigrams(text: str) -> list[str]:
    return index_terms(text, single=False)


def place(ranked: list[str], wanted: str) -> float:
    """Counted from 1; infinite if it is not there."""
    return ranked.index(wanted) + 1 if wanted in ranked else float("inf")


def report_quality(*, each: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "showcase"
        root.mkdir()
        pairs = write_pairs(root)
        catalogue = load(root, AS_OF)
    assert not catalogue.errors, catalogue.errors
    achievements = [entry for entry in catalogue.listed if entry.kind == "achievement" and can_be_matched(entry)]
    matches = build_matches(catalogue)
    rankings = {
        "showcase, by score": rank_by_score(catalogue, achievements),
        "showcase, as shown": rank_as_shown(matches),
        "showcase, as proposed": rank_as_proposed(matches),
        "BM25, jieba's words": rank_by_bm25(achievements, cut_words),
        "BM25, bigrams": rank_by_bm25(achievements, cut_bigrams),
    }
    places = {
        name: {pair: place(rank(catalogue.by_id[pair.demand]), pair.achievement) for pair in pairs}
        for name, rank in rankings.items()
    }
    print(f"{len(pairs)} demands among {len(achievements)} open achievements\n")
    print_places(places, pairs)
    proposed = [len(matches.of(catalogue.by_id[pair.demand])) for pair in pairs]
    near = sum(len(matches.near_of(catalogue.by_id[pair.demand])) for pair in pairs)
    print(f"\n{sum(proposed) / len(proposed):.1f} proposals a demand, {near / len(pairs):.1f} that are only near")
    if each:
        print_misses(places, catalogue)


def print_places(places: dict[str, dict[Pair, float]], pairs: Sequence[Pair]) -> None:
    print("| ranking | set | first | among five | mean reciprocal rank |")
    print("|---|---|---:|---:|---:|")
    for name, found in places.items():
        for group in SETS:
            ranks = [found[pair] for pair in pairs if pair.set == group]
            first, five = (sum(rank <= most for rank in ranks) / len(ranks) for most in (1, 5))
            reciprocal = sum(1 / rank for rank in ranks) / len(ranks)
            print(f"| {name} | {group} | {first:.1%} | {five:.1%} | {reciprocal:.3f} |")


def print_misses(places: dict[str, dict[Pair, float]], catalogue: Catalogue) -> None:
    """Development only: nobody is to look at the single cases of the others."""
    for name, found in places.items():
        for pair, rank in found.items():
            if rank > 1 and pair.set == "development":
                print(f"{name}: {rank}: {catalogue.by_id[pair.demand].record.title}")


def report_speed(achievements: int, demands: int) -> None:
    """Seconds of CPU for all pairs, from a catalogue in memory whose bodies are rendered already."""
    with tempfile.TemporaryDirectory() as folder:
        # One record in seven is a demand, and not every model is open.
        records = max(demands * 10, achievements * 11 // 5)
        catalogue = load(make_catalogue(Path(folder) / "showcase", records), AS_OF)
    opened = [entry for entry in catalogue.entries if can_be_matched(entry)]
    kinds = {"achievement": achievements, "demand": demands}
    entries = [entry for kind, count in kinds.items() for entry in [e for e in opened if e.kind == kind][:count]]
    catalogue = replace(catalogue, entries=tuple(entries))
    for entry in entries:
        assert entry.body_text
    start = time.process_time()
    matches = build_matches(catalogue)
    seconds = time.process_time() - start
    counts = " × ".join(str(sum(entry.kind == kind for entry in entries)) for kind in kinds)
    print("\n| open achievements × demands | seconds of CPU | pairs proposed |")
    print("|---|---:|---:|")
    print(f"| {counts} | {seconds:.1f} | {len(matches.pairs)} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--achievements", type=int, default=10_000)
    parser.add_argument("--demands", type=int, default=2_000)
    parser.add_argument("--each", action="store_true", help="name the development demands that are missed")
    options = parser.parse_args()
    jieba.setLogLevel(logging.WARNING)
    report_quality(each=options.each)
    report_speed(options.achievements, options.demands)


if __name__ == "__main__":
    main()
