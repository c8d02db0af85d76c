"""Whatever passes the check builds: the outputs of records with extreme values, at random and by hand."""

from __future__ import annotations

from html.entities import html5
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fed import made_feeds
from showcase.catalogue.load import Catalogue, load
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.files.characters import character_faults
from showcase.outputs.search import render_search
from showcase.outputs.workbooks import render_workbooks
from tree import AS_OF, RECORD, RECORD_PATH, make_tree, put

DATES = ["9999-12-31", "0001-01-01", "1949-01-01", "2199-12-31", "2000-02-29", "2026-03-01"]
AMOUNTS = ["0", "0.000000000001", "10000000", "9999999.999999999999", "12.50", "1"]
VALUES = [
    "1e999",
    "9" * 30,
    "1e-999",
    "-0",
    "±1e308",
    "10^999",
    "1/0",
    "≥1×10^400",
    "nan",
    "inf",
    "１２",
    "16.5",
    "0.0",
]
TEXTS = [
    "A" * 20,
    "=1+1，" * 5,
    "</script><!--" * 3,
    "％％％％" * 5,
    "𠮷" * 20,
    "😀" * 20,
    "ﷺ" * 20,
    "ا" * 20,
    "ß" * 20,
]
BODIES = ["", "<a", "&#x1f;", "1" * 2_000, "| a |\n" * 50, "```", "[^1]\n\n[^1]: a", "- " * 60, "\\", "正文。\n" * 300]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One tree for all examples: each writes the same file anew."""
    return make_tree(tmp_path_factory.mktemp("passes"))


def build(root: Path, lines: dict[str, str], body: str) -> Catalogue:
    """Check a record with these fields and this body and make every document, sheet and index of what has passed."""
    front = "\n".join(line for line in RECORD.split("---\n")[1].splitlines() if line.split(":")[0] not in lines)
    fields = "\n".join(f"{name}: {value}" for name, value in lines.items())
    put(root, RECORD_PATH, f"---\n{front}\n{fields}\n---\n\n{body}\n")
    catalogue = load(root, AS_OF, {})
    if catalogue.entries:
        views = Views(catalogue, Site("测试目录", "https://showcase.example/", ""))
        outputs = (
            made_feeds(views) | dict(render_search(catalogue, lambda: views.matches)) | dict(render_workbooks(views))
        )
        assert not [path for path, data in outputs.items() if b"NaN" in data or b"Infinity" in data]
    return catalogue


FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "published": st.sampled_from(DATES),
        "reviewed": st.sampled_from(DATES),
        "valid_until": st.sampled_from(DATES),
        "price": st.sampled_from(AMOUNTS).map("{{mode: fixed, min: {}}}".format),
        "financing": st.sampled_from(AMOUNTS).map("{{amount: {}, use: 中试放大和现场试验}}".format),
        "trl": st.sampled_from(["1", "9"]),
        "title": st.sampled_from(TEXTS).map("'{}'".format),
        "summary": st.sampled_from(TEXTS).map(lambda text: f"'{text * 2}'"),
        "advantages": st.sampled_from(VALUES).map("[{{metric: 处理量, value: '{}', unit: t/h}}]".format),
        "disclosure": st.just("{by: 海滨大学科技处, date: 1949-01-01}"),
        "keywords": st.sampled_from(TEXTS).map(lambda text: f"['{text[:20]}']"),
    },
)


@settings(max_examples=25)
@given(FIELDS, st.sampled_from(BODIES))
def test_whatever_passes_builds(root: Path, lines: dict[str, str], body: str) -> None:
    """A record of extreme but allowed values is refused in words, or every output of it can be made."""
    catalogue = build(root, lines, body)

    assert bool(catalogue.entries) is not bool(catalogue.errors)


HIDDEN = sorted(
    name for name, text in html5.items() if name.endswith(";") and any(True for _ in character_faults(text))
)


@pytest.mark.parametrize("name", [*HIDDEN, "#8238;", "#x202E;", "#x0;", "#xd800;", "#xE0041;"])
def test_characters_by_their_codes_are_refused(root: Path, name: str) -> None:
    """What no text may hold it may not name either."""
    assert build(root, {}, f"正文&{name}正文。").errors


@pytest.mark.parametrize("name", ["1e400", ".nan", "-.inf", "0x7fffffffffffffff", "1_000", "12:30:00", "9" * 5000, "٣"])
@pytest.mark.parametrize("field", ["trl", "price", "financing", "advantages", "title", "keywords"])
def test_numbers_that_are_none(root: Path, field: str, name: str) -> None:
    """Whatever YAML makes of a number, it is refused in words or every output can be made."""
    shapes = {"price": "{{mode: range, min: 1, max: {}}}", "financing": "{{amount: {}, use: 中试放大和现场试验}}"}
    shapes |= {"advantages": "[{{metric: 处理量, value: {}, unit: t/h}}]", "keywords": "[{0}, {0}]"}
    catalogue = build(root, {field: shapes.get(field, "{}").format(name)}, "")

    assert bool(catalogue.entries) is not bool(catalogue.errors)


DEEP = ["[", "{a: ", "- ", "? ", "!!python/object:os.system ", "&a [*a, ", "'"]


@pytest.mark.parametrize("sign", DEEP)
def test_deep_front_matter(root: Path, sign: str) -> None:
    """Ten thousand times an opening sign is one error, and no overflow."""
    assert build(root, {"applications": sign * 10_000}, "").errors


@pytest.mark.parametrize(
    "sign", [">", "> ", "[", "![", "[a](", "*", "_a", "`", "- ", "|", "<", "&#", "\\", "$x", "~~a", "{", "$\\frac{"]
)
def test_deep_bodies(root: Path, sign: str) -> None:
    """Thousands of times a sign of Markdown is refused, or every output of it can be made."""
    catalogue = build(root, {}, sign * 3_000)

    assert bool(catalogue.entries) is not bool(catalogue.errors)


@pytest.mark.parametrize("day", ["9999-12-31", "9999-01-02", "0001-01-01", "1948-12-31", "2200-01-01"])
@pytest.mark.parametrize("field", ["published", "reviewed", "valid_until", "withdrawn", "disclosure"])
def test_days_far_from_today_are_refused(root: Path, field: str, day: str) -> None:
    """A date whose arithmetic would fail is an error that names the years, in any field."""
    shapes = {"withdrawn": "{{date: {}, reason: 不再对外转让了}}", "disclosure": "{{by: 海滨大学科技处, date: {}}}"}
    value = shapes.get(field, "{}").format(day)
    catalogue = build(root, {field: value}, "")

    assert any("年份应在" in problem.message.zh for problem in catalogue.errors)
