"""What is found by its meaning: the table of word vectors, the same words in both languages, lists of documents."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from building import REPOSITORY
from showcase.catalogue.load import Catalogue, load
from showcase.files.tokens import HAN
from showcase.files.vectors import load_vectors
from showcase.outputs.search import meaning, search_texts, searched
from showcase.outputs.search.meaning import build_lists, find_names
from tree import AS_OF, make_tree, put

TABLE = REPOSITORY / "scripts" / "showcase" / "files"
SYNONYMS = REPOSITORY / "content" / "vocabularies" / "synonyms.yml"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return make_tree(tmp_path / "tree")


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("vectors.txt", "vectors.md"),
        ("vectors.bin", "vectors.md"),
        ("english.txt", "vectors.md"),
        ("variants.txt", "variants.md"),
        ("looks.txt", "looks.md"),
    ],
)
def test_the_table_is_the_one_that_its_page_names(name: str, named: str) -> None:
    """vectors.md, variants.md and looks.md give the checksum of each file: a table made anew is said to be another."""
    page = (TABLE / named).read_text("utf-8")
    digest = hashlib.sha256((TABLE / name).read_bytes()).hexdigest()

    assert re.search(rf"`files/{name}` \| SHA-256 `{digest}`", page)


def texts_of(*titles: str) -> list[dict[str, str]]:
    return [dict.fromkeys(("keywords", "summary", "details", "body"), "") | {"title": title} for title in titles]


def listed(*titles: str) -> dict[str, dict[int, int]]:
    """By word of the table the documents of these titles that its list names, with their likenesses."""
    lists, words = build_lists(texts_of(*titles), {}), load_vectors().words
    found: dict[str, dict[int, int]] = {}
    for word, document, likeness in zip(*(column.tolist() for column in lists), strict=True):
        found.setdefault(words[word], {})[document] = likeness
    return found


def test_a_word_leads_to_what_holds_one_of_its_kind() -> None:
    """The word itself counts in full, one that means much the same less, one of another kind not at all."""
    found = listed("饲料", "口腔")

    assert found["饲料"] == {0: 255}
    assert set(found["饵料"]) == {0}
    assert 0 < found["饵料"][0] < 255
    assert set(found["牙科"]) == {1}


def test_a_name_that_the_table_lacks_is_known_by_its_other_names(tree: Path) -> None:
    """Who asks for algae finds the red tide, which the table calls by another name."""
    put(
        tree,
        "content/vocabularies/synonyms.yml",
        "label: 同义词\nlabel_en: Synonyms\nterms:\n"
        "  - {code: tide, label: 红海潮, status: verified, words: [红海潮, 有害藻华, HAB]}\n"
        "  - {code: plate, label: 厚板, status: verified, words: [厚板, 特厚板材]}\n",
    )
    names = find_names(load(tree, AS_OF).vocabularies.synonyms)
    table = load_vectors()
    lists = build_lists(texts_of("红海潮的监测", "焊接"), names)
    of_algae = lists.document[lists.word == table.number["藻类"]]

    assert [table.words[number] for number in names["红海潮"]] == ["有害藻华"]
    assert set(names) == {"红海潮", *table.names}
    assert of_algae.tolist() == [0]


def test_a_word_that_others_explain_leads_to_what_holds_one_of_them() -> None:
    """A general term stands for all of its kind, an English one for what the trade calls so, vector or not."""
    table = load_vectors()
    lists = build_lists(
        texts_of("派工软件", "鲍鱼选育", "微积分"), find_names(load(REPOSITORY, AS_OF).vocabularies.synonyms)
    )
    found: dict[str, set[int]] = {}
    for word, document in zip(lists.word.tolist(), lists.document.tolist(), strict=True):
        found.setdefault(table.words[word], set()).add(document)

    assert "派工" in table.names
    assert (found["dispatch"], found["贝类"]) == ({0}, {1})
    assert "派工" not in found


def test_words_of_other_trades_are_of_no_record_and_of_no_name() -> None:
    """other-trades.txt holds each word once, and none that means a name of a group: the sea's trades use these."""
    lines = (TABLE / "other-trades.txt").read_text("utf-8").splitlines()
    words = [word for line in lines for word in line.split("\t")[1].split(" ")]
    names = {word for group in yaml.safe_load(SYNONYMS.read_text("utf-8"))["terms"] for word in group["words"]}

    assert sorted(words) == sorted(set(words))
    assert names.isdisjoint(words)


def test_words_of_the_trade_are_explained_by_others_and_once() -> None:
    """trade.txt is sorted, a word a line, none explained by itself or by nothing."""
    lines = (TABLE / "trade.txt").read_text("utf-8").splitlines()
    words = [line.split("\t")[0] for line in lines]

    assert words == sorted(set(words))
    assert all(
        meaning.split(" ") and word not in meaning.split(" ") for word, meaning in (line.split("\t") for line in lines)
    )


def test_where_a_word_stands_makes_a_difference() -> None:
    """A record's own words say more than its text."""
    (text,) = texts_of("")
    title, body = (build_lists([text | {name: "饲料"}], {}).likeness.max() for name in ("title", "body"))

    assert title > body > 0


def test_what_all_hold_tells_none_apart() -> None:
    """A word that most records hold has no list, and neither has one that more hold alike than a list has room for."""
    assert "饲料" not in listed(*["饲料"] * 4, "焊接")
    assert len(listed(*["饲料"] * meaning.MOST, *["焊接"] * 60)["饲料"]) == meaning.MOST
    assert "饲料" not in listed(*["饲料"] * (meaning.MOST + 1), *["焊接"] * 60)


def test_a_text_without_known_words_means_nothing() -> None:
    """No list names a record of which the table knows nothing."""
    assert listed("AUV 143", "") == {}


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


def test_the_browser_reads_the_lists(oracle: Callable[..., Any], site: Path, catalogue: Catalogue) -> None:
    """Every word's list comes out of the files as it went in, of words that stand first and last in them too."""
    lists, words = build_lists([search_texts(entry) for entry in searched(catalogue)], {}), load_vectors().words
    wanted = {words[word] for word in lists.word.tolist()[::97]} | {"锂", "一"}
    expected: dict[str, list[list[int]]] = {word: [] for word in wanted}
    for word, document, likeness in zip(*(column.tolist() for column in lists), strict=True):
        if words[word] in wanted:
            expected[words[word]].append([document, likeness])

    assert len(wanted) > 100
    assert oracle(site, listed=sorted(wanted))["lists"] == [expected[word] for word in sorted(wanted)]


def test_other_words_find_what_they_mean(oracle: Callable[..., Any], site: Path, catalogue: Catalogue) -> None:
    """A problem in words that no record holds finds the record and says which word brought it."""
    entries = searched(catalogue)
    (answer,) = oracle(site, queries=["藻类爆发 遥感"])["searches"]
    found = {entries[number].id: words for number, words in answer["meaning"]}

    assert "a2026-shiyan-005" in found
    assert found["a2026-shiyan-005"]


@pytest.mark.parametrize("query", ["satellite algae", "algae 遥感", "algal", "satellites algae", "sens"])
def test_english_words_lead_to_what_they_name(
    oracle: Callable[..., Any], site: Path, catalogue: Catalogue, query: str
) -> None:
    """Where no record holds an English word, those count that hold what it means."""
    entries = searched(catalogue)
    (answer,) = oracle(site, queries=[query])["searches"]

    assert "a2026-shiyan-005" in {entries[number].id for number, _ in answer["meaning"]}


def test_letters_are_read_as_pinyin_before_they_are_english(oracle: Callable[..., Any], site: Path) -> None:
    """What no record holds as letters is a reading first: weixing is a satellite and no English."""
    pinyin, neither = oracle(site, queries=["weixing", "qwertz"])["searches"]

    assert pinyin["how"] == "拼音"
    assert not neither["meaning"]


def test_an_english_word_is_no_slip_of_another(oracle: Callable[..., Any], site: Path) -> None:
    """Who types powder means no power, though records hold that one alone; a word that nobody has is a slip."""
    word, slip = oracle(site, queries=["powder", "powerr"])["searches"]

    assert (word["how"], word["read"]) == (None, "powder")
    assert (slip["how"], slip["read"]) == ("拼写", "power")
