"""Reading files from outside: whatever the bytes, problems and no exception."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from effort import examples
from showcase.catalogue.load import Catalogue, load
from showcase.files.source import ONLY_A_POINTER, Position, Source, load_source, tree_texts
from showcase.files.yaml_tree import YamlError, parse_tree
from showcase.schema.validation import MOST_UNKNOWN
from tree import AS_OF, CORPUS, RECORD, RECORD_PATH, make_tree, put

SEED = (CORPUS / "valid" / "trl_highest.md").read_bytes()
FRAGMENTS = st.sampled_from(
    [
        *(b"\x00", b"\xff", b"\r", b"\n", b"\t", b"---\n", b"...\n", b": ", b"- ", b"\n  ", b"#", b'"', b"'", b"\\"),
        *(
            b"&a ",
            b"*a",
            b"!!binary ",
            b"? ",
            b"|\n",
            b">\n",
            b"{",
            b"}",
            b"[",
            b"]",
            b"[[[[[[[[[[",
            b"%YAML 1.1",
            b"@",
        ),
        *(b'"\\ud800"', b'"\\U0001F600"', b"~", b"null", b"{}", b"[]", b"=", b"<<: ", b"<b>", b"```", b"[a](b:c)"),
        *("：", "\u2028", "\u2029", "\u0085", "\ufeff", "\ufffe", "\u200b", "\u202e", "９", "𠮷", "字" * 70),
    ]
).map(lambda fragment: fragment.encode() if isinstance(fragment, str) else fragment)
PLACES = st.integers(0, len(SEED))
EDITS = st.one_of(
    st.tuples(st.just("flip"), PLACES, st.integers(1, 255)),
    st.tuples(st.just("insert"), PLACES, FRAGMENTS | st.binary(max_size=4)),
    st.tuples(st.just("delete"), PLACES, st.integers(1, 40)),
    st.tuples(st.just("swap"), st.integers(0, 40), st.integers(0, 40)),
)


def mutate(content: bytes, edit: tuple[str, int, int | bytes]) -> bytes:
    """One slip of the hand or one attack."""
    kind, place, value = edit
    if isinstance(value, bytes):
        return content[:place] + value + content[place:]
    if kind == "flip":
        return b"".join(
            (content[:place], bytes(byte ^ value for byte in content[place : place + 1]), content[place + 1 :])
        )
    if kind == "delete":
        return content[:place] + content[place + value :]
    lines = content.split(b"\n")
    first, second = place % len(lines), value % len(lines)
    lines[first], lines[second] = lines[second], lines[first]
    return b"\n".join(lines)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One tree for all examples: each writes the same file anew."""
    return make_tree(tmp_path_factory.mktemp("source"))


def load_bytes(root: Path, content: bytes) -> Catalogue:
    put(root, RECORD_PATH, content)
    return load(root, AS_OF)


def assert_nothing_is_lost(catalogue: Catalogue) -> None:
    """A record is in the catalogue or an error says why not."""
    assert [entry.source.path for entry in catalogue.entries] == ([] if catalogue.errors else [RECORD_PATH])


def assert_positions_exist(catalogue: Catalogue, content: bytes) -> None:
    """Each problem points into its file, at most one past the end of a line."""
    text = content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").replace("\r\n", "\n")
    lines = text.split("\n")
    for problem in catalogue.problems:
        assert problem.path == RECORD_PATH
        assert 1 <= problem.line <= len(lines), problem
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1, problem


@given(st.binary(max_size=300))
@example(b"")
@example(b"---")
@example(b"---\n---")
@example(b"\xef\xbb\xbf")
@example("---\n\u2028: \u2028\n---\n".encode())
@example("---\na: \uffff\n---\n".encode())
def test_any_bytes(root: Path, content: bytes) -> None:
    """Arbitrary bytes give an error and never an exception."""
    catalogue = load_bytes(root, content)

    assert catalogue.errors
    assert_positions_exist(catalogue, content)


@pytest.mark.soak
@settings(max_examples=examples(400))
@given(st.lists(EDITS, min_size=1, max_size=4))
def test_mutations_of_a_record(root: Path, edits: list[tuple[str, int, int | bytes]]) -> None:
    """A sound record with random damage is either still in the catalogue or refused with a reason."""
    content = SEED
    for edit in edits:
        content = mutate(content, edit)
    catalogue = load_bytes(root, content)

    assert_nothing_is_lost(catalogue)
    assert_positions_exist(catalogue, content)


YAML = st.recursive(
    st.sampled_from(["x", "", "1", "true", "2026-01-01", "open", '"a b"', "9" * 400, "-1", "1.5"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(st.sampled_from(["min", "mode", "id", "x"]), inner, max_size=3).map(
            lambda items: "{" + ", ".join(f"{key}: {value}" for key, value in items.items()) + "}"
        )
    ),
    max_leaves=5,
)
LINES = RECORD.split("---\n")[1].splitlines()
FIELDS = [line.split(":")[0] for line in LINES if not line.startswith(" ")]
OTHER_FIELDS = ["trl", "price", "venture", "financing", "matches", "sources", "attachments", "contact", "withdrawn"]


@pytest.mark.soak
@settings(max_examples=examples(300))
@given(st.dictionaries(st.sampled_from([*FIELDS, *OTHER_FIELDS, "aliases", "demo"]), YAML, min_size=1, max_size=4))
def test_any_value_in_any_field(root: Path, values: dict[str, str]) -> None:
    """A value of the wrong shape, in any field and at any depth, is refused in words."""
    kept = {name: f"{name}: x" for name in FIELDS} | {
        line.split(":")[0]: line for line in LINES if not line.startswith(" ") and not line.endswith(":")
    }
    lines = kept | {name: f"{name}: {value}" for name, value in values.items()}
    content = ("---\n" + "\n".join(lines.values()) + "\n---\n").encode()
    catalogue = load_bytes(root, content)

    assert_nothing_is_lost(catalogue)
    assert_positions_exist(catalogue, content)
    assert not [problem for problem in catalogue.problems if "不合要求" in problem.message.zh]


@pytest.mark.parametrize("seed", ["<a ", "<a", "[", "[a](", "](", "![a](b(", "&amp", "**", "`", "\\u0041"])
def test_hostile_titles_cost_no_time(root: Path, seed: str) -> None:
    """A title as long as a file may be is refused at once, however it is made."""
    title = (seed * 200_000)[:200_000]
    started = time.monotonic()
    catalogue = load_bytes(root, RECORD.replace("三角褐指藻混养生产岩藻黄素", f"'{title}'").encode())

    assert "title" in {problem.code for problem in catalogue.errors}
    assert time.monotonic() - started < 5


def parse(root: Path, text: str) -> Source:
    return load_source(root, put(root, RECORD_PATH, text))


def test_values_stay_the_text_that_was_written(root: Path) -> None:
    """Nothing is turned into a number, a date, a time or a truth value; only nothing is nothing."""
    source = parse(root, "---\na: no\nb: 00123\nc: 12:30\nd: 2026-03-01\ne: 1e3\nf: ~\ng:\nh: ''\ni: 'null'\n---\n")

    assert source.data == {
        "a": "no",
        "b": "00123",
        "c": "12:30",
        "d": "2026-03-01",
        "e": "1e3",
        "f": None,
        "g": None,
        "h": None,
        "i": "null",
    }


def test_positions_of_values_and_keys(root: Path) -> None:
    """Positions count lines of the file and characters of the line, Chinese ones too."""
    source = parse(root, "---\n名称: 甲\nip:\n  - {种类: 乙, b: 丙}\nempty:\n---\n")

    places = {
        (): Position(2, 1),
        ("名称",): Position(2, 5),
        ("ip",): Position(4, 3),
        ("ip", 0): Position(4, 5),
        ("ip", 0, "种类"): Position(4, 10),
        ("ip", 0, "b"): Position(4, 16),
        ("ip", 1, "b"): Position(4, 3),
        ("empty",): Position(5, 1),
    }
    assert {loc: source.position(loc) for loc in places} == places
    assert source.position(("ip", 0, "b"), at_key=True) == Position(4, 13)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_windows_files_are_the_same(root: Path, ending: str, mark: str) -> None:
    """A byte order mark and CRLF change neither values, body nor positions."""
    plain = parse(root, RECORD)
    source = parse(root, mark + RECORD.replace("\n", ending))

    assert (source.data, source.body, source.blob) == (plain.data, plain.body, (mark + RECORD).encode())
    places = [loc for loc, _, _ in tree_texts(plain.data)]
    assert [source.position(loc) for loc in places] == [plain.position(loc) for loc in places]


@pytest.mark.parametrize(
    ("text", "body_line", "body"),
    [
        ("---\na: b\n---\n正文\n", 3, "\n正文\n"),
        ("---\na: b\n---\n\n正文\n", 4, "\n正文\n"),
        ("---\n\n\na: b\n-----  \n\n\n正文\n---\n", 7, "\n正文\n---\n"),
        ("---\na: b\n---", 3, ""),
    ],
)
def test_body_starts_where_it_says(root: Path, text: str, body_line: int, body: str) -> None:
    """`body_line` is the line on which the body's first character stands."""
    source = parse(root, text)

    assert (source.body_line, source.body) == (body_line, body)


def test_a_pointer_is_told(root: Path) -> None:
    """Where Git LFS has left its pointer, the message says so and not that the fields are missing."""
    path = put(root, RECORD_PATH, "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n")

    assert [str(problem.message) for problem in load_source(root, path).problems] == [str(ONLY_A_POINTER[0])]


def test_links_are_not_followed(root: Path) -> None:
    """A link is refused without reading what it points at."""
    outside = put(root, "secret.md", RECORD)
    link = root / "content" / "link.md"
    link.symlink_to(outside)
    source = load_source(root, link)

    assert (source.data, source.body, source.sha256) == ({}, "", "")
    assert [problem.code for problem in source.problems] == ["not-a-file"]


@pytest.mark.parametrize(
    ("front", "value"),
    [
        ("a: 在反应器里用弱光\n  加少量甘油，\n  培养 DP-3\n  硅藻\n", "在反应器里用弱光加少量甘油，培养 DP-3 硅藻"),
        ('a: "在反应器里用弱光\n  加少量甘油"\n', "在反应器里用弱光加少量甘油"),
        ("a: >-\n  在反应器里用弱光\n  加少量甘油\n", "在反应器里用弱光加少量甘油"),
        ("a: 甲 乙\n", "甲 乙"),
        ("a: 甲\n  甲 甲\n", "甲甲 甲"),
        ("a: one\n  two\n", "one two"),
    ],
)
def test_wrapped_lines_of_chinese(front: str, value: str) -> None:
    """YAML puts a blank where a line was wrapped; between Chinese characters nobody meant one."""
    assert parse_tree(front) == {"a": value}


@example("|")
@example("a: >")
@given(st.text(st.sampled_from("|>&*!%@`'\"[]{}:,-?#<=~ \n\t\r012ab\\x文\u2028\x85\ufeff\0"), max_size=12))
def test_whatever_is_no_yaml_is_told(text: str) -> None:
    """The reader of YAML ends in a tree or in a message, whatever it is given."""
    with suppress(YamlError):
        parse_tree(text)


def test_unknown_fields_without_end(tmp_path: Path) -> None:
    """Ten thousand unknown fields are an error like one; the first fifty are told, each with what it may have meant."""
    root = make_tree(tmp_path / "tree")
    put(root, RECORD_PATH, RECORD.replace("ip: []", "".join(f"keywrds{n}: 1\n" for n in range(10_000)) + "ip: []"))

    problems = load(root, AS_OF).problems

    assert [problem.code for problem in problems] == ["unknown-field"] * MOST_UNKNOWN
