"""The search on built sites: lunr's results, nothing missed, whatever the form in which it is typed."""

from __future__ import annotations

import base64
import json
import random
import re
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, chain, combinations, pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import pytest
from lunr.builder import Builder

from showcase.catalogue.entry import Entry
from showcase.catalogue.load import Catalogue, load
from showcase.derived.matching import build_matches
from showcase.files.tokens import HAN, WORD, fold, running_terms
from showcase.outputs.search import (
    FIELDS,
    InvertedIndex,
    build_index,
    render_search,
    render_shards,
    search_texts,
    searched,
    shards,
)
from showcase.outputs.search.columns import COLUMN_DOCUMENTS, SearchFacet, build_facets, render_column
from showcase.outputs.search.shards import Shards, quantised
from showcase.outputs.search.suggestions import build_spellings
from showcase.outputs.search.texts import search_names
from showcase.schema.records import Achievement

BATTERY, DP3, PIPE, ALGAE = "a2026-ceshi-001", "a2026-ceshi-002", "a2026-ceshi-003", "a2026-shiyan-001"
RED_TIDE = "a2026-shiyan-005"
LENGTHS = range(2, 7)

Oracle = Callable[..., Any]
"""Takes `site` and what to do with it: queries, cards, typed, texts, shards with wanted; see search_oracle.mjs."""

_WORD = re.compile(f"[{WORD}]")
_DECIMAL = re.compile(r".*?[0-9]\.[0-9]")
_DOTTED = re.compile("[0-9][.,:][0-9]")
_SYNTAX = re.compile("^[-－]|[:：]")


@pytest.fixture(scope="session")
def own_catalogue(own_project: Path, catalogue: Catalogue) -> Catalogue:
    """What the site of `own_project` is made from."""
    return load(own_project, catalogue.as_of)


class Answer(NamedTuple):
    """The ids of what answers a query, best first, and of what does so in part."""

    whole: list[str]
    partial: list[str]


Find = Callable[[Sequence[str]], list[Answer]]


@pytest.fixture(scope="module")
def find(oracle: Oracle, site: Path, catalogue: Catalogue) -> Find:
    """The search of the tests' catalogue."""
    entries = searched(catalogue)

    def ask(queries: Sequence[str]) -> list[Answer]:
        answers = oracle(site, queries=list(queries))["searches"]
        names = [[[entries[number].id for number in answer[key]] for key in ("results", "also")] for answer in answers]
        return [Answer(results, also) for results, also in names]

    return ask


def terms_by_field(entries: Iterable[Entry]) -> list[dict[str, list[str]]]:
    """The documents as lunr is to see them: each field cut into terms."""
    texts = [search_texts(entry) for entry in entries]
    return [{field.name: field.terms(text[field.name]) for field in FIELDS} for text in texts]


def short_texts(entry: Entry) -> Iterator[str]:
    """What a reader remembers of a record: title, keywords, summary, who has it."""
    record = entry.record
    yield from (record.title, record.summary, *record.keywords)
    if isinstance(record, Achievement):
        yield entry.vocabularies.institutions[record.holder].label
    elif record.demander.name:
        yield record.demander.name


def parts(text: str) -> Iterator[str]:
    """The substrings of 2 to 6 characters that cut no Latin word or number and do not begin as query syntax."""
    folded = [fold(character) for character in text]
    cuts = [bool(_WORD.match(before[-1]) and _WORD.match(after[0])) for before, after in pairwise(folded)]
    for at in (
        at
        for at in range(1, len(folded) - 1)
        if folded[at] == "." and _DECIMAL.fullmatch(folded[at - 1] + "." + folded[at + 1][:1])
    ):
        cuts[at - 1] = cuts[at] = True
    whole = [True, *(not cut for cut in cuts), True]
    for start in range(len(text)):
        for end in (start + length for length in LENGTHS if start + length <= len(text)):
            part = text[start:end]
            if whole[start] and whole[end] and not _SYNTAX.search(part) and running_terms(part):
                yield part


def expected_finds(entries: Iterable[Entry]) -> dict[str, set[int]]:
    """For each part of each short text the documents that must be found by it."""
    expected: dict[str, set[int]] = {}
    for number, entry in enumerate(entries):
        for text in short_texts(entry):
            for part in parts(text):
                expected.setdefault(part, set()).add(number)
    return expected


def test_scores_are_those_of_the_whole_index(oracle: Oracle, site: Path, catalogue: Catalogue) -> None:
    """For hundreds of queries the shards give lunr's documents and scores, but for weights rounded to a byte."""
    entries = searched(catalogue)
    words = [
        *"藻海水电DP3",
        "DP-3",
        "316L",
        "AUV",
        "co2",
        "水下机器人 电源",
        "海水 淡化 -清洗",
        "标题:锂离子",
        "编号:2026-ceshi",
        "深海 ＡＵＶ 143",
    ]
    bodies = [entry.body_text for entry in entries]
    queries = [
        *words,
        *list(expected_finds(entries))[::17],
        *(part for text in bodies for part in list(parts(text))[::19]),
        *(f"{first} {second}" for first, second in pairwise(bodies) if first and second),
    ]
    boosts = [(field.name, field.boost) for field in FIELDS]
    answer = oracle(site, documents=terms_by_field(entries), boosts=boosts, queries=queries)

    assert len(queries) > 300
    pairs = zip(queries, (search["comparison"] for search in answer["searches"]), strict=True)
    compared = [(query, comparison) for query, comparison in pairs if comparison]
    assert len(compared) > 300
    assert [query for query, comparison in compared if not comparison["documents"]] == []
    assert [query for query, comparison in compared if comparison["beyond"] > ROUNDING] == []
    same = sum(comparison["first"] for _, comparison in compared)
    assert same / len(compared) > SAME_FIRST_TEN


ROUNDING = 1e-9
"""Of floating-point sums in another order."""
SAME_FIRST_TEN = 0.85
"""Of random queries, whose documents often score alike to the third decimal place."""


def test_weights_are_those_of_lunr_py(catalogue: Catalogue) -> None:
    """The second implementation of lunr gives the same weight to every term, field and document."""
    entries = searched(catalogue)
    builder = Builder()
    builder.ref("ref")
    for field in FIELDS:
        builder.field(field.name, boost=field.boost)
    for number, terms in enumerate(terms_by_field(entries)):
        builder.add({"ref": number, **terms})
    index = builder.build()
    names = {posting["_index"]: term for term, posting in index.inverted_index.items()}
    theirs = {}
    for reference, vector in index.field_vectors.items():
        field, document = reference.split("/")
        for number, weight in zip(vector.elements[::2], vector.elements[1::2], strict=True):
            theirs[names[number], field, int(document)] = weight
    ours = weights(build_index([search_texts(entry) for entry in entries]))

    assert ours.keys() == theirs.keys()
    # Python rounds halves to even where JavaScript rounds them up.
    assert [key for key, weight in ours.items() if abs(weight - theirs[key]) > 0.0010001] == []
    assert sum(ours[key] != theirs[key] for key in ours) < len(ours) / 1000


def lunr_weights(index: InvertedIndex) -> np.ndarray:
    """lunr's weight of each posting × 1000, rounded half up as Math.round does."""
    # lunr counts a document once for every field that holds the term.
    with_term = np.bincount(index.term, minlength=len(index.terms))
    idf = np.log(1 + np.abs((index.documents - with_term + 0.5) / (with_term + 0.5)))
    boost = np.array([field.boost for field in FIELDS])
    thousandths: np.ndarray = idf[index.term] * index.saturation() * boost[index.field] * 1000
    return np.floor(thousandths + 0.5).astype(np.int64)


def weights(index: InvertedIndex) -> dict[tuple[str, str, int], float]:
    return columns_of(index, lunr_weights(index) / 1000)


def columns_of(index: InvertedIndex, numbers: np.ndarray) -> dict[tuple[str, str, int], Any]:
    """A number of each posting by term, field and document."""
    columns = zip(index.term.tolist(), index.field.tolist(), index.document.tolist(), numbers.tolist(), strict=True)
    return {(index.terms[term], FIELDS[field].name, document): number for term, field, document, number in columns}


def missed(answer: Any, expected: Mapping[str, set[int]]) -> list[str]:
    """The queries that do not find all that they must, in full."""
    return [
        query
        for (query, documents), search in zip(expected.items(), answer["searches"], strict=True)
        if not documents <= set(search["results"])
    ]


def test_every_part_of_short_texts_finds_its_record(oracle: Oracle, site: Path, catalogue: Catalogue) -> None:
    """Every 2 to 6 characters of title, keywords, summary and institution find the record: none is missed."""
    expected = expected_finds(searched(catalogue))
    answer = oracle(site, queries=list(expected))

    assert len(expected) > 3000
    assert missed(answer, expected) == []


def test_own_content_can_be_found(oracle: Oracle, own_project: Path, own_catalogue: Catalogue) -> None:
    """The same of a sample of the repository's own records."""
    sample = dict(list(expected_finds(searched(own_catalogue)).items())[::97])
    answer = oracle(own_project / "site", queries=list(sample))

    assert missed(answer, sample) == []


def test_every_part_of_bodies_finds_its_record(oracle: Oracle, site: Path, catalogue: Catalogue) -> None:
    """Parts of the full text find the record too, short of lone characters inside a word."""
    expected: dict[str, set[int]] = {}
    for number, entry in enumerate(searched(catalogue)):
        for line in entry.body_text.splitlines():
            for part in list(parts(line))[::5]:
                if not any(len(run) == 1 for run in re.findall("[\u4e00-\u9fff]+", part)):
                    expected.setdefault(part, set()).add(number)
    answer = oracle(site, queries=list(expected))

    assert len(expected) > 300
    assert missed(answer, expected) == []


@pytest.mark.parametrize(
    ("queries", "identifier"),
    [
        (["auv", "AUV", "ＡＵＶ", "ａｕｖ", "Auv"], BATTERY),
        (["DP-3", "dp-3", "DP3", "dp3", "ＤＰ－３", "dp 3"], DP3),
        (["316L", "316l", "316", "３１６Ｌ"], PIPE),
        (["CO₂", "CO2", "co₂", "ｃｏ２"], ALGAE),
        (["2400㎡", "2400m2", "２４００ｍ²"], PIPE),
        (["锂离子电池", "离子", "鋰離子電池"], BATTERY),
        (["耐压油浸", "耐圧油浸", "耐压\ufe00油浸"], BATTERY),
        (["缓蚀清洗", "缓蚀淸洗"], PIPE),
        (["死鱼自动清除", "死⻥自动淸除"], "a2026-shiyan-003"),
        (["a2026-ceshi-003", "A2026-CESHI-003", "编号:a2026-ceshi-003"], PIPE),
        (["a2025-ceshi-009"], BATTERY),
        (["ZL202310123456.6", "202310123456", "编号:10123456"], BATTERY),
    ],
)
def test_forms_of_the_same(find: Find, queries: list[str], identifier: str) -> None:
    """Width, case, hyphens, subscripts, traditional and Japanese characters and former ids: all find the same."""
    answers = find(queries)

    assert [query for query, answer in zip(queries, answers, strict=True) if identifier not in answer.whole] == []


def test_single_characters(find: Find) -> None:
    """One character is found in title, keywords, summary and names, and in the body where it stands alone."""
    ((found, _),) = find(["藻"])

    assert found[0] == ALGAE
    assert set(found) >= {ALGAE, "a2026-shiyan-002"}


def test_phrases(find: Find) -> None:
    """东海海洋大学 stands nowhere: unquoted its pairs are found apart, quoted nothing claims to hold it."""
    apart, nowhere, phrase = find(["东海海洋大学", "“东海海洋大学”", '"近海海域，由测例海洋大学"'])

    assert apart.whole == [RED_TIDE]
    assert nowhere.whole == []
    assert phrase.whole == [RED_TIDE]


def test_other_punctuation_is_proven(oracle: Oracle, site: Path, catalogue: Catalogue) -> None:
    """A character after a mark is not proven by standing anywhere: 4）尖 was claimed of all that hold 4 and 尖."""
    texts = ["".join(search_texts(entry).values()) for entry in searched(catalogue)]
    lone = [(first, last) for text in texts for first, last in re.findall(f"([0-9])[^{HAN}{WORD}]([{HAN}])", text)]
    queries = [f"{first}）{last}" for first, last in dict.fromkeys(lone)]
    answers = oracle(site, queries=queries)["searches"]
    wrong = [
        (query, number)
        for query, answer in zip(queries, answers, strict=True)
        for number in answer["proven"]
        if not re.search(f"{query[0]}\\W?\\s*{query[2]}", fold(texts[number]))
    ]

    assert len(queries) > 3
    assert wrong == []


@pytest.fixture(scope="module")
def written(oracle: Oracle, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Find:
    """The search of records with bodies of their own, one a line of BODIES."""
    folder = tmp_path_factory.mktemp("written")
    entries = [replace(entry) for entry in searched(catalogue)]
    for entry, body in zip(entries, [*BODIES, *[""] * len(entries)], strict=False):
        entry.__dict__["body_text"] = body
    bodies = replace(catalogue, entries=tuple(entries))
    for path, data in render_search(bodies, lambda: build_matches(bodies)):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)

    def ask(queries: Sequence[str]) -> list[Answer]:
        answers = oracle(folder, queries=list(queries))["searches"]
        return [
            Answer(
                [BODIES[number] for number in answer["proven"]], [BODIES[number] for number in answer["results"][:1]]
            )
            for answer in answers
        ]

    return ask


BODIES = (
    "缺省值：minor，阀、PVC管",
    "minor的值，阀管",
    "新+新并列，单位：KiB|",
    "按最新的浮标规程检定",
    "老的浮标规程作废",
)


@pytest.mark.parametrize(
    ("query", "body"),
    [
        ("值：mi", 0),
        ("or，阀", 0),
        ("or的值", 1),
        ("VC管", 0),
        ("r的值，阀", 1),
        ("新+新", 2),
        ("单位：KiB", 2),
        ("单位：Ki", 2),
        ("最新的浮标规程", 3),
    ],
)
def test_what_stands_literally_is_proven_and_first(written: Find, query: str, body: int) -> None:
    """Words cut where Chinese or a sign stands, and what looks like an operator, a prefix or an order but is text."""
    ((proven, first),) = written([query])

    assert (proven, first) == ([BODIES[body]], [BODIES[body]])


def test_phrases_of_recombined_pairs(find: Find, catalogue: Catalogue) -> None:
    """Pairs that one body holds but nowhere in a row are no phrase, and are not excluded as one."""
    entry = catalogue.by_id[RED_TIDE]
    everything = "\n".join(search_texts(entry).values())
    pairs = {pair for pair in parts(entry.body_text) if re.fullmatch("[\u4e00-\u9fff]{2}", pair)}
    joined = sorted(first + second[1] for first in pairs for second in pairs if first[1] == second[0])
    phrase = next(text for text in joined if text not in everything)
    loose, quoted, without = find([phrase, f"“{phrase}”", f"赤潮 -{phrase}"])

    assert RED_TIDE in loose.whole
    assert RED_TIDE not in quoted.whole
    assert without.whole == [RED_TIDE]


def test_exclusions_are_literal(find: Find) -> None:
    """What is excluded is a text, not its pairs: they may stand apart, and a synonym is another text."""
    everything, apart, literal, other = find(["赤潮", "赤潮 -东海海洋大学", "赤潮 -测例海洋大学", "刺参 -海参"])

    assert everything.whole == apart.whole == [RED_TIDE]
    assert literal == Answer([], [])
    assert other.whole == ["a2026-shiyan-002"]


ANSWERS: dict[str, list[str]] = {
    "": [],
    "  　": [],
    "，。、（）": [],
    "-": [],
    "宇宙飞船": [],
    # withdrawn records are not searched
    "洗涤水": [],
    "贝类净化": [],
    # expired ones are
    "牡蛎壳": ["a2025-ceshi-002"],
    "锂离子 -钛合金": [BATTERY],
    "标题:油浸": [BATTERY],
    "标题:省去耐压舱": [],
    "锂离子 状态:已过期": [],
    "产业:海水淡化与综合利用": [PIPE],
    # words without weight
    "怎么知道赤潮": [RED_TIDE],
    "怎么样能不能赤潮": [RED_TIDE],
    # by sound, anywhere in the title
    "lizidianchi": ["a2026-ceshi-001", "a2025-ceshi-003"],
    "lzdc": ["a2026-ceshi-001", "a2025-ceshi-003"],
}
"""What fulfils the whole query."""


def test_answers(find: Find) -> None:
    """Exactly what fulfils the whole query, or nothing."""
    answers = {query: sorted(answer.whole) for query, answer in zip(ANSWERS, find(list(ANSWERS)), strict=True)}

    assert answers == {query: sorted(found) for query, found in ANSWERS.items()}


def test_partial_answers_come_apart(find: Find) -> None:
    """What holds only some of the words is found apart, whether or not anything holds all; more before less."""
    none, one, more = find(["锂离子 海带烘干", "赤潮 卫星 水温", "深海 锂离子 接驳盒"])

    assert none.whole == []
    assert set(none.partial) >= {BATTERY, "d2026-shiyan-002"}
    assert one.whole == []
    assert one.partial[0] == RED_TIDE
    assert more.whole == [BATTERY]
    assert more.partial == ["d2026-ceshi-001", "a2025-ceshi-003"]


def test_last_resort(oracle: Oracle, site: Path, catalogue: Catalogue) -> None:
    """Where nothing holds anything of a word, one rare character of it in a title or a keyword is taken."""
    (answer,) = oracle(site, queries=["鱼参"])["searches"]
    entries = searched(catalogue)

    assert answer["results"] == []
    assert answer["rare"] == [["鱼参", "参"]]
    assert [entries[number].id for number in answer["also"]] == ["a2026-shiyan-002"]


def test_synonyms(find: Find) -> None:
    """A word that means the same finds the record."""
    cucumber, vehicle = find(["海参", "自主水下航行器"])

    assert cucumber.whole == ["a2026-shiyan-002"]
    assert set(vehicle.whole) == {BATTERY, "d2026-ceshi-001"}


def test_a_pasted_paragraph_is_answered_at_once(oracle: Oracle, own_project: Path) -> None:
    """A text of many words that have other names costs no more than a few hundred ways to read it."""
    words = "海上风电风机螺栓预警监测报警涂层腐蚀渔船船员对虾饲料海带溶解氧缺氧冲刷电缆机械手水听器声呐"
    (answer,) = oracle(own_project / "site", queries=[words])["searches"]

    assert answer["also"]
    assert answer["ways"] < 300


def test_names_in_other_words(oracle: Oracle, own_project: Path) -> None:
    """Both of two words may have another name, none within the other's; a name of Latin words is one, plural or not."""
    same = [
        ("溶氧预测", "溶解氧预报"),
        ("海上风电监控", "海上 风力发电机 监控"),
        ("fish meals", "鱼粉"),
        ("fish-meal", "鱼粉"),
    ]
    same += [("saccharina japonica 提碘", "海带 提碘"), ("meal fish", "鱼粉")]
    answers = oracle(own_project / "site", queries=[query for pair in same for query in pair])["searches"]
    shared = [set(one["proven"]) & set(other["proven"]) for one, other in zip(answers[::2], answers[1::2], strict=True)]

    assert [bool(found) for found in shared] == [True, False, True, True, True, False]


def test_pinyin_of_several_words(find: Find) -> None:
    """Words that stand nowhere in a row are spelled one after another, with or without a space between."""
    word, apart, joined = find(["刺参 预报", "cishen yubao", "cishenyubao"])

    assert "a2026-shiyan-002" in word.whole
    assert apart.whole == joined.whole == word.whole


def test_pinyin_spells_what_any_text_holds(find: Find, catalogue: Catalogue) -> None:
    """The sound of a word of a body finds the records that hold the word, and what was typed apart is one word."""
    spelled, apart, word = find(["pingjunhandanbai", "ping jun han dan bai", "平均含蛋白"])

    assert word.whole
    assert spelled.whole == apart.whole == word.whole
    assert "平均含蛋白" in catalogue.by_id[word.whole[0]].body_text


def test_pinyin_and_slips_beside_other_words(oracle: Oracle, site: Path, catalogue: Catalogue) -> None:
    """Letters that no record holds are read as sounds or as words with a slip, one by one; what is neither stays."""
    queries = ["锂离子dianchi", "锂离zi电池", "锂离子 dian chi", "lithum baterries", "lithium xyzzyx"]
    spoken, within, apart, slips, unknown = oracle(site, queries=queries)["searches"]
    entries = searched(catalogue)

    assert (spoken["read"], spoken["how"]) == ("锂离子电池", "拼音") == (within["read"], within["how"])
    assert BATTERY in {entries[number].id for number in spoken["results"]}
    assert (apart["read"], apart["how"]) == ("锂离子 电池", "拼音")
    assert (slips["read"], slips["how"]) == ("lithium batteries", "拼写")
    assert unknown["read"] == queries[-1]


def test_slips_in_synonyms_are_known(catalogue: Catalogue) -> None:
    """An abbreviation with a slip is mended though no record holds it: its other names may stand in some."""
    spellings = build_spellings(searched(catalogue), catalogue.vocabularies.synonyms)

    assert "swro" in spellings["s"]
    assert not any("swro" in search_texts(entry)["letters"].lower() for entry in searched(catalogue))


def test_a_wrong_character_that_sounds_otherwise(oracle: Oracle, site: Path, catalogue: Catalogue) -> None:
    """One wrong character in a word of a title, keyword or term is mended by its neighbours, at the ends too."""
    words = {
        "水下机器入": "水下机器人",
        "炎下机器人": "水下机器人",
        "惟进器": "推进器",
        "人工智熊": "人工智能",
        "海洋装务": "海洋装备",
    }
    said = ([entry.record.title, *entry.record.keywords, *search_names(entry)] for entry in searched(catalogue))
    texts = " ".join(chain.from_iterable(said))
    wanted = {slip: word for slip, word in words.items() if word in texts}
    found = oracle(site, queries=[*wanted, "奶牛挤奶"])["searches"]

    assert len(wanted) > 2
    assert [one["read"] for one in found] == [*wanted.values(), "奶牛挤奶"]
    assert [one["how"] for one in found] == ["错字"] * len(wanted) + [None]


def test_a_wrong_character_that_looks_alike(oracle: Oracle, site: Path) -> None:
    """A word of two or three characters is known by one that looks like it; a word beside the others is no slip."""
    slips = {"电他": "电池", "深侮": "深海", "机器入": "机器人", "赤潮 监侧": "赤潮 监测"}
    others = ["电池船", "深海"]
    found = oracle(site, queries=[*slips, *others])["searches"]

    assert [one["read"] for one in found] == [*slips.values(), *others]
    assert [one["how"] for one in found] == ["错字"] * len(slips) + [None] * len(others)


def test_a_wrong_character_in_one_of_several_words(oracle: Oracle, site: Path) -> None:
    """Of words typed apart the one with a slip is mended; a word that the catalogue lacks is none."""
    slip, unknown = oracle(site, queries=["锂离子电沲 耐压", "奶牛场 耐压"])["searches"]

    assert (slip["read"], slip["how"]) == ("锂离子电池 耐压", "错字")
    assert unknown["how"] is None


def test_words_of_another_trade_claim_nothing(oracle: Oracle, site: Path) -> None:
    """Where most of a query is words or names that no record holds, one common word is no answer; half of it is."""
    other, name, own = oracle(site, queries=["小学语文老师上课监测", "OLED电视屏幕维修监测", "赤潮发生监测"])[
        "searches"
    ]

    assert (other["results"], other["also"]) == (name["results"], name["also"]) == ([], [])
    assert own["results"] or own["also"]


def test_what_hardly_anything_speaks_for_is_doubtful(oracle: Oracle, site: Path) -> None:
    """A need of another trade that shares a few words with this one is no find: a few answers, said to be doubtful."""
    other, own, whole = oracle(site, queries=["光伏板清洗机器人", "赤潮发生监测", "水下机器人"])["searches"]

    assert other["doubtful"]
    assert other["results"] == []
    assert 0 < len(other["also"]) <= 5
    assert not own["doubtful"]
    assert not whole["doubtful"]


def test_a_word_of_another_trade_tells_it(oracle: Oracle, site: Path) -> None:
    """What names another trade's own thing is doubtful or not answered, where the rest of it alone is answered."""
    own, named = oracle(site, queries=["管道清洗机器人", "猪场管道清洗机器人"])["searches"]

    assert own["also"]
    assert not own["doubtful"]
    assert named["doubtful"] or not named["also"]


def test_a_lone_digit_is_no_part(oracle: Oracle, site: Path) -> None:
    """Of a code that no record holds the digit alone is no match, of one that some hold the letters are."""
    code, known = oracle(site, queries=["QZ-3", "锂离子 3"])["searches"]

    assert (code["results"], code["also"]) == ([], [])
    assert known["results"] or known["also"]


def test_a_wrong_character_of_the_same_sound(oracle: Oracle, site: Path, catalogue: Catalogue) -> None:
    """What no record holds is read as the catalogue's word that sounds so, unless they hardly share a character."""
    wrong, other = oracle(site, queries=["锂离子电迟", "鲤梨籽电池"])["searches"]
    entries = searched(catalogue)

    assert wrong["read"] == "锂离子电池"
    assert BATTERY in {entries[number].id for number in wrong["results"]}
    assert other["read"] == "鲤梨籽电池"


def test_a_value_stands_by_its_unit(find: Find, catalogue: Catalogue) -> None:
    """What a measure is and its unit are typed as the page shows them, whether the body repeats them or not."""
    entries = [entry for entry in searched(catalogue) if entry.kind == "achievement"]
    told = {
        f"{one.value}{one.unit}": entry.id
        for entry in entries
        for one in entry.record.advantages
        if one.unit and f"{one.value}{one.unit}" not in entry.body_text.replace(" ", "")
    }
    answers = find(list(told))

    assert told
    assert [name for name, answer in zip(told.values(), answers, strict=True) if name not in answer.whole] == []


def test_cards_come_in_the_order_asked(oracle: Oracle, site: Path, catalogue: Catalogue) -> None:
    """Cards of any documents, from several files, in the order of the request."""
    entries = searched(catalogue)
    wanted = [17, 0, 15, 16, 3, 15]
    cards = oracle(site, cards=wanted)["cards"]

    assert len(entries) == 18
    assert [card["id"] for card in cards] == [entries[number].id for number in wanted]
    assert [card["title"] for card in cards] == [entries[number].record.title for number in wanted]


def test_what_stands_in_a_demand_brings_what_solved_it(find: Find, catalogue: Catalogue) -> None:
    """Who types a problem as it stands in a demand finds the remedy too, though it shares none of the words."""
    demand = catalogue.by_id["d2026-shiyan-001"]
    assert demand.record.resolution is not None
    (answer,) = find([demand.record.title])

    assert answer.whole == [demand.id]
    assert answer.partial[0] == demand.record.resolution.achievement


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [
        ("微藻", {"text": "微藻", "kind": "keyword", "target": None}),
        ("测例海", {"text": "测例海洋大学", "kind": "institution", "target": None}),
        ("海洋大学", {"text": "测例海洋大学", "kind": "institution", "target": None}),
        ("weizao", {"text": "微藻", "kind": "keyword", "target": None}),
        ("clhydx", {"text": "测例海洋大学", "kind": "institution", "target": None}),
    ],
)
def test_suggestions(oracle: Oracle, site: Path, typed: str, suggestion: dict[str, object]) -> None:
    """What begins as was typed is suggested, in Chinese, pinyin or its first letters; institutions by any part."""
    ((first, *_),) = oracle(site, typed=[typed])["suggestions"]

    assert first == suggestion


def test_empty_catalogue(oracle: Oracle, empty_project: Path) -> None:
    """Before the first record the search answers that there is nothing, without an error."""
    site = empty_project / "site"
    answer = oracle(site, queries=["锂离子", "藻", "DP-3", "", "标题:海", "-海"], typed=["海", "hai"])

    assert [search["results"] for search in answer["searches"]] == [[]] * 6
    assert answer["suggestions"] == [[], []]
    assert json.loads((site / "search" / "index.json").read_text("utf-8"))["documents"] == 0


def test_manifest_names_its_version(site: Path, own_project: Path) -> None:
    """The version that browsers put into addresses changes with the files."""
    versions = [
        json.loads((folder / "search" / "index.json").read_text("utf-8"))["version"]
        for folder in (site, own_project / "site")
    ]

    assert all(re.fullmatch("[0-9a-f]{12}", version) for version in versions)
    assert versions[0] != versions[1]


def has_places(term: str) -> bool:
    """Words and pairs, in contrast to marked terms and single Chinese characters."""
    return not re.match(r"[~^_]..", term) and not re.fullmatch(f"[{HAN}]", term)


def decode(shard: bytes, total: int) -> dict[str, list[list[tuple[int, int]]]]:
    """A shard by its description in showcase.outputs.search.shards: term → for each field (document, weight)."""
    at = 0

    def varint() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = shard[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    found: dict[str, list[list[tuple[int, int]]]] = {}
    while at < len(shard):
        size = varint()
        term = shard[at : at + size].decode()
        at += size
        head = varint()
        mask = head >> 2
        fields: list[list[tuple[int, int]]] = [[] for _ in FIELDS]
        for number in (number for number in range(len(FIELDS)) if mask >> number & 1):
            count = varint()
            if count * 8 < total:
                documents = list(accumulate(varint() for _ in range(count)))
            else:
                size = (total + 7) // 8
                documents = [place for place in range(total) if shard[at + place // 8] >> place % 8 & 1]
                at += size
            fields[number] = list(zip(documents, shard[at : at + count], strict=True))
            at += count
            if has_places(term):
                assert not head & 2  # no term of the tests' catalogue has so many
                size = varint()
                at += size
        assert term not in found
        found[term] = fields
    return found


def test_shards_hold_the_index(site: Path, catalogue: Catalogue) -> None:
    """Every posting is in the shard that CRC-32 names for its term, and the shards hold nothing else."""
    index = build_index([search_texts(entry) for entry in searched(catalogue)])
    manifest = json.loads((site / "search" / "index.json").read_text("utf-8"))
    files = sorted((site / "search" / manifest["version"] / "shards").iterdir(), key=lambda path: int(path.stem, 16))
    found = {}
    for number, path in enumerate(files):
        for term, fields in decode(path.read_bytes(), index.documents).items():
            assert zlib.crc32(term.encode()) % len(files) == number
            for field, postings in zip(FIELDS, fields, strict=True):
                found |= {(term, field.name, document): weight for document, weight in postings}

    assert [path.name for path in files] == [f"{number:x}.bin" for number in range(len(files))]
    assert manifest["shards"] == len(files)
    assert found.keys() == weights(index).keys()
    steps = columns_of(index, np.clip(np.floor(index.saturation() / manifest["step"] + 0.5), 1, 255).astype(int))
    assert found == steps


LIMITS = [0, 1, 127, 128, 16_383, 16_384, 2**21 - 1, 2**21]
"""Where a varint grows by a byte."""


def synthetic(terms: list[str], documents: Sequence[int], total: int) -> InvertedIndex:
    """An index in which every term stands in every field of the documents, the oftener the later and by the field."""
    rows = [
        (term, field, document, 1 + place + 3 * field)
        for term in range(len(terms))
        for field in range(len(FIELDS))
        for place, document in enumerate(documents)
    ]
    columns = [np.array(column, dtype=np.int64) for column in zip(*rows, strict=True)]
    placed = np.array([has_places(term) for term, *_ in ((terms[row[0]],) for row in rows)])
    places = np.where(placed, columns[3] % 3 + 1, 0)
    position = np.concatenate([np.arange(count) * 200 + at for at, count in enumerate(places.tolist())])
    lengths = np.ones((total, len(FIELDS)), dtype=np.int64)
    return InvertedIndex(tuple(terms), *columns, places, position.astype(np.int64), lengths)


def decode_in_browser(
    oracle: Oracle, site: Path, rendered: Shards, index: InvertedIndex, wanted: Sequence[str]
) -> list[Any]:
    """For each wanted term and field [document, weight] as the browser reads them."""
    weights, places = (
        {name: base64.b64encode(data).decode() for name, data in files.items()}
        for files in (rendered.weights, rendered.places)
    )
    encoded = [base64.b64encode(shard).decode() for shard in rendered.shards]
    request = {
        "shards": encoded,
        "weights": weights,
        "places": places,
        "wanted": wanted,
        "fields": len(FIELDS),
        "total": index.documents,
    }
    found: list[Any] = oracle(site, **request)["postings"]
    return found


def expected_postings(index: InvertedIndex, number: int) -> list[list[list[Any]]]:
    """The same of a term of a synthetic index, by its fields."""
    weights = quantised(index.saturation())
    start = np.cumsum(index.places) - index.places
    found: list[list[list[Any]]] = [[] for _ in FIELDS]
    for at in np.flatnonzero(index.term == number).tolist():
        own = index.position[start[at] : start[at] + index.places[at]].tolist()
        found[index.field[at]].append([int(index.document[at]), int(weights[at]), own])
    return found


def all_postings(index: InvertedIndex) -> list[Any]:
    return [expected_postings(index, number) for number in range(len(index.terms))]


def test_numbers_of_every_length_survive(oracle: Oracle, site: Path) -> None:
    """Documents of one to four bytes and all terms come back from the browser's decoder as they were."""
    terms = sorted(["a", "海洋", "é", "字" * 50, "𠮷野", "z" * 127, "y" * 128])
    index = synthetic(terms, LIMITS, max(LIMITS) + 1)
    answer = decode_in_browser(oracle, site, render_shards(index), index, [*terms, "absent"])

    assert answer == [*all_postings(index), None]


@pytest.mark.parametrize("documents", [range(0, 600, 3), range(600), range(75)], ids=["third", "all", "eighth"])
def test_dense_and_frequent_terms(
    oracle: Oracle, site: Path, monkeypatch: pytest.MonkeyPatch, documents: range
) -> None:
    """Documents kept as bits, and weights kept apart, are read as they were written."""
    monkeypatch.setattr(shards, "FREQUENT", 100)
    monkeypatch.setattr(shards, "MIN_SHARDS", 1)
    index = synthetic(["海洋", "鮟鱇"], documents, 600)
    rendered = render_shards(index)

    assert sorted(rendered.weights) == sorted(f"{term.encode().hex()}.bin" for term in index.terms)
    assert decode_in_browser(oracle, site, rendered, index, index.terms) == all_postings(index)


def test_few_documents_that_hold_a_term_everywhere(oracle: Oracle, site: Path) -> None:
    """A term is frequent by its postings, of which one document has one a field."""
    running = {field.name: "海水网箱" if field.marks is None else "" for field in FIELDS}
    index = build_index([running] * 200)
    rendered = render_shards(index)

    assert rendered.weights
    assert decode_in_browser(oracle, site, rendered, index, index.terms) == all_postings(index)


def test_more_characters_than_are_told_apart() -> None:
    """Records of nothing but rare characters end no build, and what others hold is found as ever."""
    rare = [chr(code) for code in (*range(0x3400, 0x9FFF), *range(0x20000, 0x2F800), *range(0xAC00, 0xD7A4))]
    texts = [{field.name: "" for field in FIELDS} for _ in range(3)]
    for number, part in enumerate(("".join(rare[::2]), "".join(rare[1::2]), "海水淡化膜")):
        texts[number]["body"] = part
    index = build_index(texts)
    rendered = render_shards(index)

    assert len(rare) > 65_536
    assert len(set(index.terms)) == len(index.terms)
    for pair in ("海水", "水淡", "淡化", "化膜"):
        assert index.document[index.term == index.terms.index(pair)].tolist() == [2]
    assert rendered.shards


@pytest.mark.parametrize("postings", [1, 7, 1000])
def test_runs_of_terms_make_the_same_files(monkeypatch: pytest.MonkeyPatch, postings: int) -> None:
    """However many postings are encoded at a time, the files are those of all at once."""
    texts = [
        {field.name: f"{field.name} 海水{number}米 网箱 a{number % 7}" for field in FIELDS} for number in range(60)
    ]
    index = build_index(texts)
    monkeypatch.setattr(shards, "MOST_PLACES", 100)
    monkeypatch.setattr(shards, "FREQUENT", 100)
    whole = render_shards(index)
    monkeypatch.setattr(shards, "_AT_ONCE", postings)

    assert len(list(index.parts(postings))) > 1
    assert render_shards(index) == whole
    assert whole.weights
    assert whole.places


def test_number_of_shards_grows_with_the_index(oracle: Oracle, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shards are a power of two of them, enough to keep the average below its limit; a browser finds every term."""
    terms = sorted(f"{first}{second}" for first in "海洋水产船舶" for second in "甲乙丙丁戊己庚辛")
    index = synthetic(terms, [3, 200], 1000)
    monkeypatch.setattr(shards, "SHARD_BYTES", 60)
    rendered = render_shards(index)

    assert len(rendered.shards) > shards.MIN_SHARDS
    assert len(rendered.shards).bit_count() == 1
    assert len(rendered.shards) * 30 < sum(map(len, rendered.shards)) <= len(rendered.shards) * 60
    assert decode_in_browser(oracle, site, rendered, index, terms) == all_postings(index)


def test_columns(oracle: Oracle, site: Path, catalogue: Catalogue) -> None:
    """Every facet's values of every document come back as they are, whatever the number of bits."""
    facets = build_facets(catalogue)
    answer = oracle(site, columns=[facet.name for facet in facets])["columns"]

    expected = {facet.name: [list(facet.codes(entry)) for entry in searched(catalogue)] for facet in facets}
    assert answer == expected


@pytest.mark.parametrize("number", [1, 2, 4, 5, 17, 257, 3000])
def test_columns_of_many_values(oracle: Oracle, tmp_path: Path, number: int) -> None:
    """Few or thousands of different values, in several files."""
    entries: Any = [SimpleNamespace(number=place % number) for place in range(20_000)]
    facet = SearchFacet("x", "x", "choice", (), lambda entry: (str(entry.number),) if entry.number else ())  # type: ignore[attr-defined]
    folder = tmp_path / "search"
    columns = folder / ("0" * 12) / "columns"
    columns.mkdir(parents=True)
    for place, data in enumerate(render_column(facet, entries)):
        (columns / f"x-{place:x}.bin").write_bytes(data)
    manifest = {"documents": len(entries), "column_documents": COLUMN_DOCUMENTS, "version": "0" * 12}
    (folder / "index.json").write_text(json.dumps(manifest), "utf-8")

    answer = oracle(tmp_path, columns=["x"])["columns"]["x"]
    assert answer == [list(facet.codes(entry)) for entry in entries]


ALPHABETS = (
    "海洋锂离子电池藻东深〇々㐀䶿一鿿𠀀𰻝",
    "abcXYZéßñÄœμΩяЖ",
    "0123456789０９",
    "ＡＵＶｄｐ－．／",
    "㎡㎏ﬁ①Ⅳ½㈱℃㍿ﾊﾝﾀかナー",
    " \n，。、：；（）《》“”-._/+%<>&≥±×·~",
)
"""Characters of all sorts that texts here hold, or may. No combining marks: a cut before one changes the letter."""


def random_texts(number: int) -> list[str]:
    """Texts of mixed scripts, the same on every machine."""
    chance = random.Random(20260921)  # noqa: S311  # no secret
    return [
        "".join(chance.choice(chance.choice(ALPHABETS)) for _ in range(chance.randint(1, 30))) for _ in range(number)
    ]


def test_queries_ask_only_for_indexed_terms(oracle: Oracle, site: Path) -> None:
    """Whatever part of a text is typed, the browser asks for terms that the index of the text holds."""
    texts = random_texts(400)
    cases = [(text, part) for text in texts for part in [*list(parts(text))[::3], text]]
    answer = oracle(site, texts=[part for _, part in cases])["terms"]
    wrong = [
        (text, part, terms)
        for (text, part), terms in zip(cases, answer, strict=True)
        if not set(terms) <= set(running_terms(text))
    ]

    assert len(cases) > 3000
    assert wrong == []


def test_a_part_is_linked_by_indexed_terms_wherever_words_are_cut(oracle: Oracle, site: Path) -> None:
    """What proves that a part stands in a text, be its words at both ends cut, stands in the index of the text."""
    texts = [text for text in random_texts(300) if not _DOTTED.search(fold(text))]
    cases = [(text, text[start:end]) for text in texts for start, end in combinations(range(len(text) + 1), 2)][::7]
    cases = [(text, part) for text, part in cases if fold(part) in fold(text)]
    answer = oracle(site, texts=[part for _, part in cases])["links"]
    wrong = [
        (text, part, links)
        for (text, part), links in zip(cases, answer, strict=True)
        if not set(links) <= set(running_terms(text))
    ]

    assert len(cases) > 3000
    assert wrong == []


def test_folding_is_the_same_in_both_languages(oracle: Oracle, site: Path) -> None:
    """Python and JavaScript fold every character, and mixed texts, alike."""
    characters = [chr(code) for code in range(0x30000) if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co")]
    texts = [*characters, *random_texts(200), "e\u0301", "İstanbul", "ΑΣ ΣΑ"]
    folded = oracle(site, texts=texts)["folded"]

    assert [text for text, found in zip(texts, folded, strict=True) if fold(text) != found] == []


def test_a_number_with_commas_between_thousands_is_one_without_them_too() -> None:
    """Who types 1500 finds 1,500, and no number that commas merely part."""
    assert {"1500", "1", "500"} <= set(running_terms("处理量1,500吨"))
    assert "12345000" in running_terms("12,345,000")
    assert not {"12345", "01500", "11500", "125"} & set(running_terms("1,2345；0.1,500；1,1500；12,5"))
