"""Catalogues of every size can be built: rules that begin to hold at a number of records end no build on either side.

The numbers are those at which something changes: one record and two; PASSAGES, BEST, FEWEST, FREQUENT, the slice of
the index and what lunr.js is given; lists and documents gain parts on the way.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from building import build_soundly, make_project
from crowd import write_crowd
from showcase.outputs.search.index import FIELDS, build_index
from showcase.outputs.search.meaning import render_meaning
from showcase.outputs.search.shards import render_shards
from showcase.outputs.search.sounds import build_sounds
from showcase.publishing.built import BuiltSite
from showcase.publishing.verification import check_site

SOAK = bool(os.environ.get("SHOWCASE_SOAK"))
WORDS = ("海水网箱", "藻类培养", "焊缝检测", "n-3脂肪酸", "AUV 导航", "5~10℃低温", "船舶尾气", "碳纤维")


def alike(_number: int) -> dict[str, str]:
    """Every field says the same, so that a word has a posting in each field of each record."""
    return {field.name: "海水网箱 AUV" for field in FIELDS}


def varied(number: int) -> dict[str, str]:
    """Every field says something else, all of it often."""
    return {field.name: WORDS[(number + place) % len(WORDS)] for place, field in enumerate(FIELDS)}


@pytest.mark.parametrize("text", [alike, varied])
@pytest.mark.parametrize("records", [1, 2, 3, 4, 64, 127, 129, 171, 255, 256, 257, 1023, 1024, 1025, 1030])
def test_search(records: int, text: Callable[[int], dict[str, str]]) -> None:
    texts = list(map(text, range(records)))
    index = build_index(texts)
    rendered = render_shards(index)

    assert index.documents == records
    assert sum(map(len, rendered.shards)) > 0
    assert build_sounds(index)
    assert render_meaning(texts, {})


@pytest.mark.soak
@pytest.mark.skipif(not SOAK, reason="takes many minutes: make soak")
@pytest.mark.parametrize("records", [1, 2, 25, 61, 129, 171, 257, 499, 500, 1025, 2001])
def test_site(tmp_path: Path, records: int) -> None:
    """A whole site of records that are all alike: it is built, and nothing of it is broken."""
    root = make_project(tmp_path / "project")
    for folder in ("achievements", "demands"):
        shutil.rmtree(root / "content" / folder)
    (root / "content/events.yml").unlink()
    write_crowd(root / "content", records, days_apart=1)
    build_soundly(root)

    assert len(list((root / "site/achievements").glob("a*/index.html"))) == records
    assert [str(fault) for fault in check_site(BuiltSite(root / "site", "https://showcase.example/"))] == []
