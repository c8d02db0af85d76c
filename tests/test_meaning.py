"""What is found by its meaning: the table of word vectors, the same words in both languages, groups of documents."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from building import REPOSITORY
from showcase.catalogue.load import Catalogue
from showcase.files.tokens import HAN
from showcase.files.vectors import DIMENSIONS, load_vectors
from showcase.outputs.search import meaning, search_texts, searched
from showcase.outputs.search.meaning import build_rows, render_meaning

TABLE = REPOSITORY / "scripts" / "showcase" / "files"


@pytest.mark.parametrize("name", ["vectors.txt", "vectors.bin"])
def test_the_table_is_the_one_that_its_page_names(name: str) -> None:
    """vectors.md gives the checksum of each file: a table made anew is said to be another."""
    page = (TABLE / "vectors.md").read_text("utf-8")
    digest = hashlib.sha256((TABLE / name).read_bytes()).hexdigest()

    assert re.search(rf"`files/{name}` \| SHA-256 `{digest}`", page)


def test_everyday_words_lie_where_their_sense_does() -> None:
    """A word is more like one of its own kind than like one of another."""
    table = load_vectors()
    vectors = {word: table.vector({word: 1}) for word in ("饵料", "饲料", "电焊", "焊接")}
    likeness = {(one, other): int(vectors[one] @ vectors[other]) for one in vectors for other in vectors}

    assert likeness["饵料", "饲料"] > likeness["饵料", "焊接"]
    assert likeness["电焊", "焊接"] > likeness["电焊", "饲料"]


def test_a_text_without_known_words_means_nothing() -> None:
    """No direction is made up where the table holds no word."""
    assert not load_vectors().vector({"AUV 143": 3, "": 1}).any()


def test_browser_and_build_cut_alike(oracle: Callable[..., Any], site: Path, catalogue: Catalogue) -> None:
    """The words of a text are the same ones in Python and in JavaScript."""
    table = load_vectors()
    texts = [entry.record.summary for entry in searched(catalogue)]
    found = oracle(site, meant=texts)["words"]
    expected = [
        {table.words[word] for run in re.findall(f"[{HAN}]+", text) for word in table.cut(run)} for text in texts
    ]

    assert len(texts) > 10
    assert [set(words) for words in found] == expected


def test_every_document_is_in_one_group(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Groups are small, hold every document that means anything once, and their middles are in one file."""
    monkeypatch.setattr(meaning, "GROUP", 5)
    texts = [search_texts(entry) for entry in searched(catalogue)]
    rows = build_rows(texts)
    files = render_meaning(texts)
    groups = [data for name, data in files.items() if name.startswith("group-")]
    held = []
    for data in groups:
        size = data[0]
        assert size <= 5
        documents = np.cumsum(np.frombuffer(data[1 : 1 + size], dtype=np.uint8)).tolist()
        own = np.frombuffer(data[1 + size :], dtype=np.int8).reshape(size, DIMENSIONS)
        assert np.array_equal(own, rows[documents])
        held += documents

    assert sorted(held) == np.flatnonzero(rows.any(axis=1)).tolist()
    assert len(files["places.bin"]) == len(groups) * DIMENSIONS


def test_other_words_find_what_they_mean(oracle: Callable[..., Any], site: Path, catalogue: Catalogue) -> None:
    """A problem in words that no record holds finds the record and says which word brought it."""
    entries = searched(catalogue)
    (answer,) = oracle(site, queries=["藻类爆发 遥感"])["searches"]
    found = {entries[number].id: words for number, words in answer["meaning"]}

    assert "a2026-shiyan-005" in found
    assert found["a2026-shiyan-005"]
