"""What a search costs in a large catalogue: bytes over the wire, script, and the building of the index.

Run: .venv/bin/python bench/search_scale.py [--records 10000] [--many 100000] [--queries 40] [--without-peer]
Needs bench/requirements.lock on top of the environment (`make bench` installs it) and Chromium.

The corpus is invented with the statistics of a real one (bench/search/prose.py). Bytes are those of a server that
compresses as any other (gzip -6), of the real search page in Chromium, suggestions, counts and passages included.
The peer is Pagefind with the same texts in a bare page (bench/search/pages), which shows titles and excerpts.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Page

from search.browsing import ANSWERED, SLOWER, Browsing, browsing, size
from search.corpora import Corpus, demonstration, draw_parts
from search.measures import percentile
from search.prose import invent
from search.serving import serve
from search.sites import build_ours, build_pagefind
from search_quality import print_table
from showcase.catalogue.load import Catalogue
from showcase.derived.matching import build_matches
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.files.tokens import han_terms
from showcase.outputs.feeds.api import render_model
from showcase.outputs.feeds.documents import api_path, build_document
from showcase.outputs.search import build_index, render_search, render_shards, search_texts, searched

LENGTH = 2000
"""Characters of a text; at the larger size a tenth, which changes the rare terms and not the commonest."""
COMMONEST = 8
SITE = Site("bench", "https://showcase.example/", "")
IDLE = "() => !document.querySelector('[data-search-status]').textContent.startsWith('正在')"


@dataclass(frozen=True)
class Cost:
    """Bytes, of these code, and milliseconds of script on a CPU slowed SLOWER times."""

    bytes: int
    code: int
    script: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=10_000, help="records with full texts")
    parser.add_argument("--many", type=int, default=100_000, help="records with short texts (0: none)")
    parser.add_argument("--queries", type=int, default=40, help="queries that are measured")
    parser.add_argument("--without-peer", action="store_true", help="leave Pagefind out, which takes minutes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        model = demonstration(Path(folder) / "model")
        build_ours(model, Path(folder) / "site")
        on_full_texts(model, Path(folder), options)
        if options.many:
            on_many(model, Path(folder), options.many)


def on_full_texts(model: Corpus, folder: Path, options: argparse.Namespace) -> None:
    corpus = Corpus(folder / "full", invent(model.catalogue, options.records, LENGTH))
    print_corpus(corpus)
    root = folder / "sites"
    root.mkdir()
    put_search(folder / "site", root / "ours", corpus.catalogue)
    queries = [*draw_parts(corpus, options.queries // 2 + 1), *pairs_of_words(corpus, options.queries // 2)]
    random.Random(2).shuffle(queries)  # noqa: S311  # the same order every time, no secret
    peer = not options.without_peer
    if peer:
        start = time.perf_counter()
        build_pagefind(corpus, root / "pagefind")
        print(f"Pagefind's index: {time.perf_counter() - start:.0f} s\n")
    with serve(root) as server, browsing(server) as browser:
        rows = [costs("showcase, its search page", measured(browser, queries))]
        if peer:
            rows.append(costs("Pagefind, a bare page", peers(browser, queries)))
    print_table(HEADS, rows)
    print(f"{len(queries)} queries: parts of titles, keywords and names, and pairs of words.\n")


def on_many(model: Corpus, folder: Path, number: int) -> None:
    corpus = Corpus(folder / "many", invent(model.catalogue, number, LENGTH // 10))
    print(f"## {len(corpus.entries)} records, bodies of about {LENGTH // 10} characters\n", flush=True)
    root = folder / "larger"
    root.mkdir()
    put_search(folder / "site", root / "ours", corpus.catalogue)
    words = commonest(corpus)
    with serve(root) as server, browsing(server) as browser:
        found = [first_search(browser, word) for word in words]
    heads = ["word", "first search, KiB", "of it page and code", "script, ms"]
    rows = [[f"commonest {place + 1}", *cells(cost)] for place, cost in enumerate(found)]
    print_table(heads, rows)


def print_corpus(corpus: Corpus) -> None:
    """What the corpus is, and what its index took."""
    entries = searched(corpus.catalogue)
    texts = [search_texts(entry) for entry in entries]
    start = time.process_time()
    index = build_index(texts)
    shards = render_shards(index)
    spent = time.process_time() - start
    in_body = int((index.field == len(index.lengths[0]) - 1).sum())
    sizes = list(map(len, shards.shards))
    print(f"## {len(entries)} records, bodies of {sum(len(text['body']) for text in texts) // len(texts)} characters\n")
    print(f"{len(index.terms)} terms; {len(index.term)} postings, {in_body} of them of bodies.")
    print(f"{len(sizes)} shards of {sum(sizes) // len(sizes)} bytes, {sum(sizes) / 1e6:.1f} MB; ", end="")
    print(f"{len(shards.weights)} frequent terms apart, {sum(map(len, shards.weights.values())) / 1e6:.1f} MB.")
    print(f"Index and shards: {spent:.1f} s of CPU.\n", flush=True)


def put_search(site: Path, target: Path, catalogue: Catalogue) -> None:
    """A copy of `site` with the search and the records of `catalogue`."""
    shutil.copytree(site, target, ignore=shutil.ignore_patterns("shards", "cards", "columns", "suggest", "weights"))
    start = time.process_time()
    number = total = 0
    for path, data in render_search(catalogue, lambda: build_matches(catalogue)):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(data)
        number += 1
        total += len(data)
    spent = time.process_time() - start
    print(f"Everything below search/: {number} files, {total / 1e6:.1f} MB, {spent:.1f} s of CPU.\n", flush=True)
    views = Views(catalogue, SITE)
    for entry in catalogue.entries[:MOST_PAGES]:
        file = target / api_path(entry)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(render_model(build_document(entry, views)))


MOST_PAGES = 10_000
"""Records' own files; of the larger catalogue no query needs more."""


def pairs_of_words(corpus: Corpus, number: int, seed: int = 3) -> list[str]:
    """Two keywords, the beginnings of them, of one record: both are required."""
    draw = random.Random(seed)  # noqa: S311
    chosen = [draw.choice(corpus.entries).record.keywords for _ in range(number)]
    return [f"{first[:3]} {second[:2]}" for first, second, *_ in chosen]


def commonest(corpus: Corpus) -> list[str]:
    """The pairs of characters that most records hold anywhere."""
    counts: Counter[str] = Counter()
    for entry in corpus.entries[::10]:
        counts.update(set(han_terms("\n".join(search_texts(entry).values()), single=False)))
    return [pair for pair, _ in counts.most_common(COMMONEST)]


def first_search(browser: Browsing, query: str) -> Cost:
    """A fresh page with the query in its address, until nothing more comes."""
    before = len(browser.server.sent)
    with searching(browser, query) as (_, script):
        return cost(browser, before, script())


def measured(browser: Browsing, queries: Sequence[str]) -> list[tuple[Cost, Cost]]:
    """For each two neighbours a first search, and a further one typed into the same page."""
    found = []
    for first, further in pairwise(queries):
        start = len(browser.server.sent)
        with searching(browser, first) as (page, script):
            between = len(browser.server.sent)
            before = cost(browser, start, script())
            page.locator("#sc-query").fill(further)
            page.locator("#sc-query").press("Enter")
            page.wait_for_function(IDLE)
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(400)
            found.append((before, cost(browser, between, script())))
    return found


@contextmanager
def searching(browser: Browsing, query: str) -> Iterator[tuple[Page, Any]]:
    """The search page with an answer, and how much script ran since one last asked."""
    with browser.page() as page:
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        session.send("Performance.enable")
        spent = [0.0]

        def script() -> float:
            metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
            spent.append(metrics["ScriptDuration"] * 1000)
            return spent[-1] - spent[-2]

        page.goto(f"{browser.server.address}/ours/search/?q={query}")
        page.wait_for_function(ANSWERED)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(400)
        yield page, script


def cost(browser: Browsing, start: int, script: float) -> Cost:
    sent = browser.server.sent[start:]
    return Cost(size(sent), size(sent, (".js", ".css", "/")), script)


def peers(browser: Browsing, queries: Sequence[str]) -> list[tuple[Cost, Cost]]:
    """The same of Pagefind, without the script's time."""
    fetched = browser.fetched("pagefind", queries)
    return [(Cost(one.first, one.code, 0), Cost(one.further, 0, 0)) for one in fetched]


HEADS = ["", "first, KiB", "90 %", "of it page and code", "script, ms", "further, KiB", "90 %", "script, ms", "90 %"]


def costs(name: str, found: Sequence[tuple[Cost, Cost]]) -> list[str]:
    first, further = ([pair[place] for pair in found] for place in (0, 1))
    row = [
        *kib([one.bytes for one in first]),
        f"{first[0].code / 1024:.1f}",
        f"{median(one.script for one in first):.0f}",
    ]
    scripts = [one.script for one in further]
    return [
        name,
        *row,
        *kib([one.bytes for one in further]),
        f"{median(scripts):.0f}",
        f"{percentile(scripts, 0.9):.0f}",
    ]


def kib(sizes: Sequence[int]) -> list[str]:
    return [f"{median(sizes) / 1024:.1f}", f"{percentile(sizes, 0.9) / 1024:.1f}"]


def cells(one: Cost) -> list[str]:
    return [f"{one.bytes / 1024:.1f}", f"{one.code / 1024:.1f}", f"{one.script:.0f}"]


if __name__ == "__main__":
    main()
