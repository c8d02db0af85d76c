"""The index that other sites load into a stock lunr.js."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from lunr.builder import Builder
from mkdocs.contrib import search as mkdocs_search

from building import REPOSITORY
from published import ORIGIN
from showcase.catalogue.load import Catalogue
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.files.tokens import fold
from showcase.outputs.feeds.lunr_index import BOOSTS, build_index, render_lunr

LUNR = Path(mkdocs_search.__file__).parent / "templates" / "search" / "lunr.js"
SITE = Site("测试目录", ORIGIN, "测试用")
QUERY = REPOSITORY / "content/guide/lunr-query.mjs"
ASK = """
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { search } from "%s";
const lunr = createRequire(import.meta.url)("%s");
const { index, queries } = JSON.parse(readFileSync(0, "utf-8"));
const loaded = lunr.Index.load(index);
console.log(JSON.stringify(queries.map((text) => search(loaded, text).map(({ ref }) => ref))));
"""
TERMS = st.lists(
    st.sampled_from(["藻", "海藻", "dp", "3", "dp3", "\U00020000", "\uff5e", "n-3", "_index", "constructor"])
)


def ask(node: str, index: dict[str, Any], queries: list[str], folder: Path) -> list[list[str]]:
    """What a stock lunr.js finds for each query, best first."""
    script = folder / "ask.mjs"
    script.write_text(ASK % (QUERY.as_uri(), LUNR), "utf-8")
    said = json.dumps({"index": index, "queries": queries})
    result = subprocess.run([node, script], input=said, capture_output=True, text=True, check=True)
    found: list[list[str]] = json.loads(result.stdout)
    return found


@given(st.lists(st.tuples(TERMS, TERMS, TERMS), min_size=1, max_size=6))
def test_the_index_is_the_one_that_lunr_makes(documents: list[tuple[list[str], ...]]) -> None:
    """Every weight, number and place is that of lunr's own builder on the same terms."""
    builder = Builder()
    for name, boost in BOOSTS.items():
        builder.field(name, boost)
    ours = {}
    for number, fields in enumerate(documents):
        named = dict(zip(BOOSTS, fields, strict=True))
        builder.add({"id": f"a{number}"} | named)
        ours |= {f"{name}/a{number}": Counter(terms) for name, terms in named.items()}
    theirs = builder.build().serialize()
    theirs["invertedIndex"].sort(key=lambda posting: posting[0].encode("utf-16-be"))

    assert json.loads(json.dumps(build_index(ours))) == json.loads(json.dumps(theirs))


def test_a_stock_lunr_finds_what_stands_in_the_records(
    catalogue: Catalogue, need: Callable[[str, str], str], tmp_path: Path
) -> None:
    """Loaded as it comes, it finds parts of titles and all keywords in the records that hold them; these are listed."""
    ((path, data),) = render_lunr(Views(catalogue, SITE))
    texts = {
        entry.id: fold("\n".join([entry.record.title, *entry.record.keywords, entry.record.summary]))
        for entry in catalogue.listed
    }
    queries = sorted({entry.record.title[start : start + 3] for entry in catalogue.listed for start in (0, 2, 5)})
    queries = [query for query in queries if len(query) == 3 and not re.search("[^\u4e00-\u9fff]", query)]
    queries += sorted({keyword for entry in catalogue.listed for keyword in entry.record.keywords})
    found = ask(need("node", "nodejs"), json.loads(data), queries, tmp_path)

    assert path == "api/v1/search/lunr.json"
    assert len(queries) > 20
    for query, ids in zip(queries, found, strict=True):
        holding = {id_ for id_, text in texts.items() if fold(query) in text}
        assert holding <= set(ids) <= texts.keys(), query


def test_a_large_catalogue_has_an_index_for_each_industry(catalogue: Catalogue) -> None:
    """Above the limit each industry has its own, which an empty one loads as well; with the limit 0 there is none."""
    few = Views(catalogue, replace(SITE, lunr_records=3))
    files = {path: json.loads(data) for path, data in render_lunr(few)}
    held = {code: {entry.id for entry in group.entries} for code, group in few.indexes["industry"].groups.items()}

    for code, ids in held.items():
        index = files[f"api/v1/search/industry/{code}.lunr.json"]
        assert {ref.partition("/")[2] for ref, _ in index["fieldVectors"]} == ids
    assert any(not ids for ids in held.values())
    assert list(render_lunr(Views(catalogue, replace(SITE, lunr_records=0)))) == []
