"""What our search finds, costs and misses beside Pagefind and Material's search, on the same records.

Run: .venv/bin/python bench/search_quality.py [--records 2000] [--each] [--quick]
Needs bench/requirements.lock on top of the environment (`make bench` installs it) and Chromium.
"""

from __future__ import annotations

import argparse
import logging
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import yaml

from search.browsing import Browsing, Shown, browsing
from search.corpora import Corpus, demonstration, draw_parts, generated
from search.measures import mean, ndcg, percentile, precision, recall, recall_at_depth
from search.serving import serve
from search.sites import build_material, build_ours, build_pagefind

ENGINES = {"ours": "showcase", "pagefind": "Pagefind", "material": "Material"}
BUILDERS: dict[str, Callable[[Corpus, Path], float]] = {
    "ours": build_ours,
    "pagefind": build_pagefind,
    "material": build_material,
}
COSTING = {
    "ours": "showcase",
    "ours-passages": "showcase, with passages",
    "pagefind": "Pagefind",
    "material": "Material",
    "page": "showcase, its whole search page",
}
JUDGEMENTS = Path(__file__).parent / "search" / "judgements.yml"
PARTS = 60


@dataclass(frozen=True)
class Judged:
    """A query with its graded records."""

    query: str
    kind: str
    relevant: dict[str, int]


@dataclass(frozen=True)
class Effort:
    """How many queries are measured for bytes and for seconds, and on how many records the second corpus is."""

    bytes: int
    seconds: int
    records: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=2000, help="size of the generated catalogue")
    parser.add_argument("--each", action="store_true", help="also print the first results of every judged query")
    parser.add_argument("--quick", action="store_true", help="fewer queries where bytes and seconds are measured")
    options = parser.parse_args()
    logging.getLogger("jieba").setLevel(logging.WARNING)
    effort = Effort(3, 1, options.records) if options.quick else Effort(12, 5, options.records)
    with tempfile.TemporaryDirectory() as folder:
        on_demonstration(demonstration(Path(folder) / "a"), effort, each=options.each)
        on_generated(generated(Path(folder) / "b", effort.records), effort)


def on_demonstration(corpus: Corpus, effort: Effort, *, each: bool) -> None:
    judged = [Judged(**row) for row in yaml.safe_load(JUDGEMENTS.read_text("utf-8"))]
    queries = [one.query for one in judged]
    print(f"## {len(corpus.entries)} demonstration records, {len(judged)} judged queries\n")
    built, root = build_sites(corpus)
    with serve(root) as server, browsing(server) as browser:
        rankings = rank(browser, corpus, queries)
        print_quality(judged, rankings)
        if each:
            print_each(judged, rankings)
        print_costs(browser, spread(queries, effort.bytes + 1), spread(queries, effort.seconds))
    print_built(built)


def on_generated(corpus: Corpus, effort: Effort) -> None:
    parts = draw_parts(corpus, PARTS)
    print(f"## {len(corpus.entries)} generated records, {len(parts)} substrings of 2 to 6 characters\n")
    built, root = build_sites(corpus)
    with serve(root) as server, browsing(server) as browser:
        print_found([corpus.holding(part) for part in parts], rank(browser, corpus, parts))
        print_costs(browser, spread(parts, effort.bytes // 3 + 1), spread(parts, effort.seconds // 2 + 1))
    print_built(built)


def build_sites(corpus: Corpus) -> tuple[dict[str, float], Path]:
    """Every engine's site below one folder, and the seconds that each index took."""
    root = corpus.root / "sites"
    root.mkdir()
    return {engine: build(corpus, root / engine) for engine, build in BUILDERS.items()}, root


def rank(browser: Browsing, corpus: Corpus, queries: Sequence[str]) -> dict[str, list[list[str]]]:
    """For each engine and query the ids of all results, best first."""
    numbers = {str(number): entry.id for number, entry in enumerate(corpus.entries)}
    return {
        engine: [[numbers.get(key, key) for key in keys] for keys in browser.rankings(engine, queries)]
        for engine in ENGINES
    }


def spread(queries: Sequence[str], number: int) -> list[str]:
    """`number` of the queries, at even distances."""
    number = min(number, len(queries))
    return [queries[place * len(queries) // number] for place in range(number)]


def print_quality(judged: Sequence[Judged], rankings: dict[str, list[list[str]]]) -> None:
    """nDCG@10 by kind of query, then the means of all."""
    kinds = list(dict.fromkeys(one.kind for one in judged))
    rows = [[f"nDCG@10, {kind}", *_means(judged, rankings, ndcg, kind)] for kind in kinds]
    rows.append(["**nDCG@10, all**", *_means(judged, rankings, ndcg)])
    rows.append(["**recall@10, all**", *_means(judged, rankings, recall_at_depth)])
    empty = [sum(not ranking for ranking in rankings[engine]) for engine in ENGINES]
    print_table(["", *ENGINES.values()], [*rows, ["queries that find nothing", *map(str, empty)]])


def _means(
    judged: Sequence[Judged],
    rankings: dict[str, list[list[str]]],
    measure: Callable[[list[str], dict[str, int]], float],
    kind: str | None = None,
) -> Iterable[str]:
    for engine in ENGINES:
        pairs = [pair for pair in zip(judged, rankings[engine], strict=True) if kind in {None, pair[0].kind}]
        yield f"{mean([measure(ranking, one.relevant) for one, ranking in pairs]):.3f}"


def print_each(judged: Sequence[Judged], rankings: dict[str, list[list[str]]]) -> None:
    """nDCG@10 of every query, and the first five ids with their grades."""
    for number, one in enumerate(judged):
        print(f"### {one.query} ({one.kind})\n")
        for engine, name in ENGINES.items():
            ranking = rankings[engine][number]
            first = ", ".join(f"{found}:{one.relevant.get(found, 0)}" for found in ranking[:5])
            print(f"- {name} {ndcg(ranking, one.relevant):.2f}, {len(ranking)} found: {first}")
        print()


def print_found(relevant: Sequence[set[str]], rankings: dict[str, list[list[str]]]) -> None:
    """Recall and precision over everything that was found."""
    table: dict[str, list[str]] = {"recall": [], "queries with all found": [], "precision": [], "found, median": []}
    for engine in ENGINES:
        pairs = list(zip(rankings[engine], relevant, strict=True))
        recalls = [recall(*pair) for pair in pairs]
        table["recall"].append(f"{mean(recalls):.3f}")
        table["queries with all found"].append(f"{mean([value == 1 for value in recalls]):.0%}")
        table["precision"].append(f"{mean([precision(*pair) for pair in pairs]):.3f}")
        table["found, median"].append(f"{median(map(len, rankings[engine])):.0f}")
    print_table(["", *ENGINES.values()], [[name, *cells] for name, cells in table.items()])
    print(f"Relevant: holds the substring literally in any field; median {median(map(len, relevant)):.0f} records.\n")


def print_costs(browser: Browsing, queries: Sequence[str], timed: Sequence[str]) -> None:
    """Bytes over the wire and seconds to the first result."""
    shown = {mobile: time(browser, timed, mobile=mobile) for mobile in (False, True)}
    rows = []
    for engine, name in COSTING.items():
        seconds = [median(one.seconds for one in shown[mobile][engine]) for mobile in (False, True)]
        whole = median(one.bytes for one in shown[False][engine])
        sizes = [f"{whole / 1024:.1f}", "", "", ""] if engine == "page" else weigh(browser, engine, queries)
        rows.append([name, *sizes, *(f"{value:.2f}" for value in seconds)])
    heads = ["", "first search, KiB", "of it code", "further, median", "further, 90 %", "first result, s", "slow 4G, s"]
    print_table(heads, rows)
    print(
        f"Bytes: {len(queries) - 1} pairs of queries, each on a fresh page. Seconds: median of {len(timed)}, CPU ÷ 4.\n"
    )


def time(browser: Browsing, queries: Sequence[str], *, mobile: bool) -> dict[str, list[Shown]]:
    """Every engine's first results; the engines take turns, so that other work of the machine slows all alike."""
    found: dict[str, list[Shown]] = {engine: [] for engine in COSTING}
    for query in queries:
        for engine, shown in found.items():
            shown.append(browser.first_result(engine, query, mobile=mobile))
    return found


def weigh(browser: Browsing, engine: str, queries: Sequence[str]) -> list[str]:
    """KiB of a first search, of its code, and of a further search by median and 90th percentile."""
    fetched = browser.fetched(engine, queries)
    further = [one.further for one in fetched]
    sizes = (median(one.first for one in fetched), fetched[0].code, median(further), percentile(further, 0.9))
    return [f"{size / 1024:.1f}" for size in sizes]


def print_built(built: dict[str, float]) -> None:
    """Seconds for the index alone; Material's index proper is made in every reader's browser."""
    rows = [[ENGINES[engine], f"{seconds:.2f}"] for engine, seconds in built.items()]
    print_table(["index build", "seconds"], rows)


def print_table(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    print(f"| {' | '.join(heads)} |")
    print(f"|---|{'---:|' * (len(heads) - 1)}")
    for row in rows:
        print(f"| {' | '.join(map(str, row))} |")
    print(flush=True)


if __name__ == "__main__":
    main()
