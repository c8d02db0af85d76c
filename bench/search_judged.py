"""How well the search page answers the judged queries of bench/search/*.yml, on the demonstration records, in seconds.

Run: .venv/bin/python bench/search_judged.py [--each]

judgements.yml, practice.yml, dev.yml, names.yml, mixed.yml, spoken.yml, phone.yml, quay.yml, market.yml, harbour.yml,
conditions.yml, orders.yml, desk.yml, pier.yml and jetty.yml may be tuned on; the others may not, and are spent as
soon as something was changed because of them. Of queries that the catalogue does not answer it is said how many show
anything all the same, and for how many the page does not say that it is doubtful; of the others for how many it does.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from pathlib import Path

import yaml

from search.corpora import demonstration
from search.measures import mean, ndcg
from search_literal import ask, write_search

SETS = (
    "judgements",
    "practice",
    "dev",
    "names",
    "mixed",
    "spoken",
    "phone",
    "quay",
    "market",
    "harbour",
    "conditions",
    "orders",
    "desk",
    "pier",
    "jetty",
    "fresh",
    "blind",
    "unseen",
    "held",
    "kept",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", action="store_true", help="also print every query")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus = demonstration(Path(folder) / "model")
        site = Path(folder) / "site"
        write_search(corpus, site)
        ids = [entry.id for entry in corpus.entries]
        for name in SETS:
            report(name, site, ids, each=options.each)


def report(name: str, site: Path, ids: list[str], *, each: bool) -> None:
    rows = yaml.safe_load((Path(__file__).parent / "search" / f"{name}.yml").read_text("utf-8"))
    answers = ask(site, [row["query"] for row in rows])
    values: defaultdict[str, list[float]] = defaultdict(list)
    shown = doubted = 0
    claimed: list[str] = []
    for row, answer in zip(rows, answers, strict=True):
        ranking = [ids[document] for document in answer["shown"]]
        if not row["relevant"]:
            shown += bool(ranking)
            claimed += [row["query"]] * bool(ranking and not answer["doubtful"])
            continue
        doubted += answer["doubtful"]
        value = ndcg(ranking, row["relevant"])
        for kind in (row["kind"], "all"):
            values[kind].append(value)
        if each:
            first = ", ".join(f"{found}:{row['relevant'].get(found, 0)}" for found in ranking[:5])
            print(f"- {row['query']} {value:.2f}: {first}")
    unanswered = sum(not row["relevant"] for row in rows)
    kinds = ", ".join(f"{kind} {mean(found):.3f} ({len(found)})" for kind, found in values.items())
    print(f"{name}: nDCG@10 {kinds}; doubted {doubted} of {len(rows) - unanswered} with an answer;")
    print(f"  {shown} of {unanswered} without one show something, {len(claimed)} undoubted {claimed or ''}")


if __name__ == "__main__":
    main()
