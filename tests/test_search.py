"""The search on built sites: lunr's very results, nothing missed, whatever the form in which it is typed."""

from __future__ import annotations

import base64
import json
import random
import re
import subprocess
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from lunr.builder import Builder
from mkdocs.contrib import search as mkdocs_search

from showcase.catalogue import Catalogue, load
from showcase.entry import Entry
from showcase.records import Achievement
from showcase.search import FIELDS, InvertedIndex, build_index, render_shards, search_texts, searched, shards
from showcase.tokens import WORD, fold, index_terms

HARNESS = Path(__file__).with_name("search_oracle.mjs")
LUNR = Path(mkdocs_search.__file__).parent / "templates" / "search" / "lunr.js"
BATTERY, DP3, PIPE, ALGAE = "a2026-ceshi-001", "a2026-ceshi-002", "a2026-ceshi-003", "a2026-shiyan-001"
RED_TIDE = "a2026-shiyan-005"
LENGTHS = range(2, 7)

Oracle = Callable[..., Any]
"""Takes `site` and what to do with it: queries, cards, typed, texts, shards with wanted; see search_oracle.mjs."""

_WORD = re.compile(f"[{WORD}]")
_SYNTAX = re.compile("^[-－]|[:：]")


@pytest.fixture(scope="session")
def oracle(need: Callable[[str, str], str]) -> Oracle:
    """The browser's modules under Node.js."""
    node = need("node", "nodejs")

    def ask(site: Path, **request: Any) -> Any:
        text = json.dumps({"site": str(site), "lunr": str(LUNR)} | request)
        result = subprocess.run(
            [node, str(HARNESS)], input=text, capture_output=True, text=True, check=False, encoding="utf-8"
        )
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)

    return ask


@pytest.fixture(scope="session")
def own_catalogue(own_project: Path, catalogue: Catalogue) -> Catalogue:
    """What the site of `own_project` is made from."""
    return load(own_project, catalogue.as_of)


Find = Callable[[Sequence[str]], list[tuple[list[str], bool]]]
"""For each query the ids that are found, best first, and whether they answer it only in part."""


@pytest.fixture(scope="module")
def find(oracle: Oracle, site: Path, catalogue: Catalogue) -> Find:
    """The search of the tests' catalogue."""
    entries = searched(catalogue)

    def ask(queries: Sequence[str]) -> list[tuple[list[str], bool]]:
        answers = oracle(site, queries=list(queries))["searches"]
        return [([entries[number].id for number, _ in answer["results"]], answer["partial"]) for answer in answers]

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
        yield entry.vocabularies["institutions"][record.holder].label
    elif record.demander.name:
        yield record.demander.name


def parts(text: str) -> Iterator[str]:
    """The substrings of 2 to 6 characters that cut no Latin word and do not begin as query syntax."""
    folded = [fold(character) for character in text]
    cuts = [bool(_WORD.match(before[-1]) and _WORD.match(after[0])) for before, after in pairwise(folded)]
    whole = [True, *(not cut for cut in cuts), True]
    for start in range(len(text)):
        for end in (start + length for length in LENGTHS if start + length <= len(text)):
            part = text[start:end]
            if whole[start] and whole[end] and not _SYNTAX.search(part) and index_terms(part, single=True):
                yield part


def expected_finds(entries: Iterable[Entry]) -> dict[str, set[int]]:
    """For each part of each short text the documents that must be found by it."""
    expected: dict[str, set[int]] = {}
    for number, entry in enumerate(entries):
        for text in short_texts(entry):
            for part in parts(text):
                expected.setdefault(part, set()).add(number)
    return expected


def test_results_and_scores_are_those_of_the_whole_index(oracle: Oracle, site: Path, catalogue: Catalogue) -> None:
    """For hundreds of queries the shards give lunr's documents, order and scores to the last bit."""
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
    comparisons = [pair for search in answer["searches"] for pair in search["comparisons"]]
    assert len(comparisons) >= len(queries)
    assert sum(bool(part) for part, _ in comparisons) > 300
    assert [query for query, search in zip(queries, answer["searches"], strict=True) if differs(search)] == []


def differs(search: Mapping[str, Any]) -> bool:
    return any(part != whole for part, whole in search["comparisons"])


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


def weights(index: InvertedIndex) -> dict[tuple[str, str, int], float]:
    columns = zip(
        index.term.tolist(), index.field.tolist(), index.document.tolist(), index.weight.tolist(), strict=True
    )
    return {
        (index.terms[term], FIELDS[field].name, document): weight / 1000 for term, field, document, weight in columns
    }


def missed(answer: Any, expected: Mapping[str, set[int]]) -> list[str]:
    """The queries that do not find all that they must, in full."""
    return [
        query
        for (query, documents), search in zip(expected.items(), answer["searches"], strict=True)
        if search["partial"] or not documents <= {document for document, _ in search["results"]}
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
        (["a2026-ceshi-003", "A2026-CESHI-003", "编号:a2026-ceshi-003"], PIPE),
        (["a2025-ceshi-009"], BATTERY),
        (["ZL202310123456.6", "202310123456", "编号:10123456"], BATTERY),
    ],
)
def test_forms_of_the_same(find: Find, queries: list[str], identifier: str) -> None:
    """Width, case, hyphens, subscripts, traditional characters and former ids make no difference to being found."""
    answers = find(queries)

    assert [query for query, (found, _) in zip(queries, answers, strict=True) if identifier not in found] == []
    assert not any(partial for _, partial in answers)


def test_single_characters(find: Find) -> None:
    """One character is found in title, keywords, summary and names, and in the body where it stands alone."""
    ((found, partial),) = find(["藻"])

    assert found[0] == ALGAE
    assert set(found) >= {ALGAE, "a2026-shiyan-002"}
    assert not partial


def test_names_that_only_recombine(find: Find) -> None:
    """东海海洋大学 stands nowhere: unquoted its pairs are found apart, quoted nothing claims to hold it."""
    (apart, _), (_, partial), phrase = find(["东海海洋大学", "“东海海洋大学”", '"近海海域，由测例海洋大学"'])

    assert apart == [RED_TIDE]
    assert partial
    assert phrase == ([RED_TIDE], False)


ANSWERS: dict[str, list[str] | None] = {
    "": [],
    "  　": [],
    "，。、（）": [],
    "-": [],
    "宇宙飞船": None,
    # withdrawn records are not searched
    "洗涤水": None,
    "贝类净化": None,
    # expired ones are
    "牡蛎壳": ["a2025-ceshi-002"],
    "锂离子 -钛合金": [BATTERY],
    "标题:油浸": [BATTERY],
    "标题:省去耐压舱": None,
    "锂离子 状态:已过期": None,
    "产业:海水淡化与综合利用": [PIPE],
}
"""What fulfils the whole query; none if nothing does."""


def test_answers(find: Find) -> None:
    """Exactly what fulfils the whole query, or no whole answer at all."""
    answers = dict(zip(ANSWERS, find(list(ANSWERS)), strict=True))

    assert {query: None if partial else found for query, (found, partial) in answers.items()} == ANSWERS


def test_partial_answers_say_so(find: Find) -> None:
    """Where no record holds all words, those that hold some come, best first, and are called partial."""
    ((found, partial),) = find(["锂离子 海带烘干"])

    assert partial
    assert set(found) >= {BATTERY, "d2026-shiyan-002"}


def test_synonyms(find: Find) -> None:
    """A word that means the same finds the record."""
    cucumber, vehicle = find(["海参", "自主水下航行器"])

    assert cucumber == (["a2026-shiyan-002"], False)
    assert (set(vehicle[0]), vehicle[1]) == ({BATTERY, "d2026-ceshi-001"}, False)


def test_cards_come_in_the_order_asked(oracle: Oracle, site: Path, catalogue: Catalogue) -> None:
    """Cards of any documents, from several files, in the order of the request."""
    entries = searched(catalogue)
    wanted = [17, 0, 15, 16, 3, 15]
    cards = oracle(site, cards=wanted)["cards"]

    assert len(entries) == 18
    assert [card["id"] for card in cards] == [entries[number].id for number in wanted]
    assert [card["title"] for card in cards] == [entries[number].record.title for number in wanted]


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


def decode(shard: bytes) -> dict[str, list[list[tuple[int, int]]]]:
    """A shard by its description in showcase.search.shards: term → for each field (document, weight × 1000)."""
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
        mask = varint()
        fields: list[list[tuple[int, int]]] = [[] for _ in FIELDS]
        for number, postings in enumerate(fields):
            document = 0
            for _ in range(varint() if mask >> number & 1 else 0):
                document += varint()
                postings.append((document, varint()))
        assert term not in found
        found[term] = fields
    return found


def test_shards_hold_the_index(site: Path, catalogue: Catalogue) -> None:
    """Every posting is in the shard that CRC-32 names for its term, and the shards hold nothing else."""
    index = build_index([search_texts(entry) for entry in searched(catalogue)])
    manifest = json.loads((site / "search" / "index.json").read_text("utf-8"))
    files = sorted((site / "search" / "shards").iterdir(), key=lambda path: int(path.stem, 16))
    found = {}
    for number, path in enumerate(files):
        for term, fields in decode(path.read_bytes()).items():
            assert zlib.crc32(term.encode()) % len(files) == number
            for field, postings in zip(FIELDS, fields, strict=True):
                found |= {(term, field.name, document): weight / 1000 for document, weight in postings}

    assert [path.name for path in files] == [f"{number:x}.bin" for number in range(len(files))]
    assert manifest["shards"] == len(files)
    assert found == weights(index)


LIMITS = [0, 1, 127, 128, 16_383, 16_384, 2**21 - 1, 2**21, 2**28 - 1, 2**28, 2**32 - 1]
"""Where a varint grows by a byte."""


def synthetic(terms: list[str], numbers: list[int]) -> InvertedIndex:
    """An index in which every term stands in every field, in documents and with weights of the given numbers."""
    rows = [
        (term, field, number, number)
        for term in range(len(terms))
        for field in range(len(FIELDS))
        for number in numbers
    ]
    columns = [np.array(column, dtype=np.int64) for column in zip(*rows, strict=True)]
    return InvertedIndex(tuple(terms), max(numbers) + 1, *columns)


def test_numbers_of_every_length_survive(oracle: Oracle, site: Path) -> None:
    """Documents and weights of one to five bytes come back from the browser's decoder as they were."""
    terms = sorted(
        ["a", "海洋", "é", "字" * 50, "𠮷野", "z" * 127, "y" * 128], key=lambda term: term.encode("utf-16-be")
    )
    encoded = [base64.b64encode(shard).decode() for shard in render_shards(synthetic(terms, LIMITS))]
    answer = oracle(site, shards=encoded, wanted=[*terms, "absent"], fields=len(FIELDS))["postings"]
    expected = [[number, number / 1000] for number in LIMITS]

    assert answer == [[expected] * len(FIELDS)] * len(terms) + [None]


def test_number_of_shards_grows_with_the_index(oracle: Oracle, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shards are a power of two of them, enough to keep the average below its limit; a browser finds every term."""
    terms = sorted(f"{first}{second}" for first in "海洋水产船舶" for second in "甲乙丙丁戊己庚辛")
    index = synthetic(terms, [3, 200])
    monkeypatch.setattr(shards, "SHARD_BYTES", 60)
    rendered = render_shards(index)
    encoded = [base64.b64encode(shard).decode() for shard in rendered]
    answer = oracle(site, shards=encoded, wanted=terms, fields=len(FIELDS))["postings"]

    assert len(rendered) > shards.MIN_SHARDS
    assert len(rendered).bit_count() == 1
    assert len(rendered) * 30 < sum(map(len, rendered)) <= len(rendered) * 60
    assert answer == [[[[3, 0.003], [200, 0.2]]] * len(FIELDS)] * len(terms)


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
        if not set(terms) <= set(index_terms(text, single=True))
    ]

    assert len(cases) > 3000
    assert wrong == []


def test_folding_is_the_same_in_both_languages(oracle: Oracle, site: Path) -> None:
    """Python and JavaScript fold every character, and mixed texts, alike."""
    characters = [chr(code) for code in range(0x30000) if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co")]
    texts = [*characters, *random_texts(200), "e\u0301", "İstanbul", "ΑΣ ΣΑ"]
    folded = oracle(site, texts=texts)["folded"]

    assert [text for text, found in zip(texts, folded, strict=True) if fold(text) != found] == []
