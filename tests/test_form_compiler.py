"""The compiler from Python to JavaScript: what it knows means the same, what it does not know it refuses."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from building import REPOSITORY
from showcase.files.problem import Message, shorten
from showcase.outputs.form.natives import METHODS, NATIVES, SEARCHES, CompileError
from showcase.outputs.form.patterns import TranslateError, translate
from showcase.outputs.form.program import Program
from showcase.rules.engine import Draft, Finding
from showcase.schema.fields import fail
from showcase.schema.names import nearest
from showcase.schema.vocabulary import Vocabularies

RUNTIME = REPOSITORY / "theme" / "assets" / "form" / "python.js"
TEXTS = [
    *(
        "",
        "a",
        "ab12",
        "１２",
        "2026-03-01",
        "2026-03-01\n",
        "a.b",
        "线\n段",
        "x y",
        "x\u3000y",
        "x\u0085y",
        "é-_",
        "𠮷",
    ),
    *(
        "ZL202310123456.7",
        "<b>粗</b>",
        "a@b.example",
        "https://x.example/?a=1",
        "##  标题",
        "AbC",
        "[x](y)",
        "10°C",
        "k]",
    ),
]
PATTERNS = [
    *(
        r"^\d{4}-\d{2}-\d{2}$",
        r"\d+",
        r"\D+",
        r"\s",
        r"\S+",
        r"\w+",
        r"\W",
        r"[\w.-]+@[\w.-]+",
        r"a.b",
        r"^.+$",
        r".+\Z",
    ),
    *(
        r"(?P<y>\d)(?P=y)?",
        r"(a)|(b)",
        r"x\s?y",
        r"(?<!\d)1",
        r"(?<=a)b",
        r"b\b",
        r"[-a\]]+",
        r"\Ba",
        r"[^a]+?",
    ),
    *(r"[\[{}()/|^$.*+?]", r"[a-c]{2,}", r"(?:ab){1}", r"\x41|\u7ebf", r"#+ *"),
]


@dataclass(frozen=True)
class Sample:
    """A dataclass of a rule's own."""

    name: str
    size: int = 2


def arithmetic(_given: Any) -> list[Any]:
    """Numbers and how they are shown."""
    values = [
        7 // 2,
        -7 // 2,
        -7 % 3,
        2 * 3 - 1,
        1 + 2.5,
        float("80"),
        float("0.00001"),
        float("12.50"),
        10_000_000 * 1.0,
    ]
    return [f"{value}" for value in values] + [sum([1, 2, 3]), min(3, 1, 2), max([1, 5]), abs(-3), int("007"), 3 * "ab"]


def texts(given: list[str]) -> list[Any]:
    """What texts can do, counted in characters."""
    results: list[Any] = []
    for text in given:
        results += [len(text), text.strip(), text.upper(), text[:2], text[-1:], text[1:3], text.isdigit(), text.split()]
        results += [
            text.partition("."),
            text.find("x"),
            text.rfind("x"),
            text.count("a"),
            text.replace("a", "b"),
            list(text),
        ]
        results += [
            shorten(text * 20),
            text.startswith(("a", "x")),
            text.translate({97: "z", 98: None}),
            text.splitlines(),
        ]
    return results


def collections(given: list[str]) -> list[Any]:
    """Lists, sets, mappings, sorting, comprehensions."""
    counts: dict[str, int] = {}
    for text in given:
        for sign in text:
            counts[sign] = counts.get(sign, 0) + 1
    found = {sign for sign, number in counts.items() if number > 1}
    found |= {"!"}
    pairs = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    table = {(True, False): "one", (False, False): "none"}
    return [
        [list(pair) for pair in pairs[:5]],
        sorted(found),
        table[bool(given), False] if given == [] else table[True, False],
        [a + b for a in "ab" for b in "cd" if a + b != "bc"],
        [place for place, text in enumerate(given) if "1" in text and text not in ("a", "")],
        any(text == "a" for text in given) and all(len(text) < 99 for text in given),
        list(zip(given, range(3), strict=False)),
        given[0] or "empty",
        next((text for text in given if len(text) > 3), None),
        list(map(str.isdigit, given)),
        list(reversed(given[:2])),
    ]


def dates(given: list[str]) -> list[str]:
    """Days read, moved and compared; what is none is passed over."""
    said: list[str] = []
    for text in given:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            continue
        last = day + timedelta(days=365)
        said.append(
            f"{day} {last} {(last - day).days} {day < last <= date(2027, 12, 31)} {day.month} {day.isoformat()}"
        )
    return said


def objects(given: list[str]) -> list[Any]:
    """Instances of a dataclass, their defaults and attributes, and likeness."""
    items = [Sample(text) for text in given] + [Sample(*["x", 3]), Sample("y", size=4)]
    return [[item.name, item.size] for item in items] + [nearest("opne", ["open", "paused"]), nearest("乙", ["甲"])]


def searches(given: list[str]) -> list[Any]:
    """Patterns in all the ways in which they are used."""
    results: list[Any] = []
    for text in given:
        for pattern in _COMPILED:
            found = pattern.search(text)
            results.append([found.group(), found.start(), found.end(), list(found.groups())] if found else None)
            results += [bool(pattern.match(text)), bool(pattern.fullmatch(text))]
            results += [len(list(pattern.finditer(text))), pattern.sub("_", text)]
        results.append([found.group() for pattern in _COMPILED if (found := pattern.search(text))])
        results.append(re.sub(r"\d", lambda match: f"<{match.group()}>", text))
    return results


_COMPILED = [re.compile(pattern) for pattern in PATTERNS if "\\B" not in pattern]
FUNCTIONS = (arithmetic, texts, collections, dates, objects, searches)


@pytest.fixture(scope="module")
def compiled_results(tmp_path_factory: pytest.TempPathFactory, need: Callable[[str, str], str]) -> dict[str, Any]:
    """What each of FUNCTIONS gives for TEXTS, compiled and run by Node.js."""
    folder = tmp_path_factory.mktemp("compiled")
    program = Program()
    names = {function.__name__: program.function(function) for function in FUNCTIONS}
    calls = ", ".join(f"{key}: {name}(given)" for key, name in names.items())
    code = (
        f'import * as $ from "{RUNTIME.as_uri()}";\n{program.text}\nconst given = {json.dumps(TEXTS)};\n'
        f"process.stdout.write(JSON.stringify({{{calls}}}));\n"
    )
    (folder / "run.mjs").write_text(code, encoding="utf-8")
    result = subprocess.run(
        [need("node", "nodejs"), str(folder / "run.mjs")], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    answers: dict[str, Any] = json.loads(result.stdout)
    return answers


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_same_meaning(function: Callable[[list[str]], Any], compiled_results: dict[str, Any]) -> None:
    """A compiled function gives what Python gives."""
    expected = json.loads(json.dumps(function(TEXTS)))

    assert expected == compiled_results[function.__name__]


def opens_a_file(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    if Path(draft.source.path).exists():
        yield Finding(("id",), Message("有", "there"))


def asks_what_is_not_there(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    if draft.record.body_html:  # type: ignore[attr-defined]
        yield Finding(("body",), Message("有", "there"))


def formats_finely(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    yield Finding(("id",), Message(f"{draft.record.id:>20}", "x"))


def splits_once(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    for part in draft.record.id.split("-", 1):
        yield Finding(("id",), Message(part, part))


def loops_while(_draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    while True:
        yield Finding(("id",), Message("x", "x"))


_CONDITIONAL = re.compile(r"(a)?b(?(1)c|d)")


def matches_by_condition(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    if _CONDITIONAL.search(draft.record.id):
        fail(Message("x", "x"))
    yield from ()


@pytest.mark.parametrize(
    ("rule", "what"),
    [
        (opens_a_file, "`Path`"),
        (asks_what_is_not_there, "`.body_html`, which is no field"),
        (formats_finely, "the format"),
        (splits_once, "the method `.split` with these arguments"),
        (loops_while, "a statement `While`"),
        (matches_by_condition, "GROUPREF_EXISTS"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_refusal(rule: Callable[..., Any], what: str) -> None:
    """A rule that the form cannot run is refused by name and line, with both remedies."""
    with pytest.raises(CompileError) as refused:
        compiled(rule)

    message = str(refused.value)
    assert what in message
    assert rule.__name__ in message
    assert re.search(r"line \d+: the form cannot run", message)
    assert "form=False" in message


def compiled(rule: Callable[..., Any]) -> str:
    program = Program()
    program.function(rule)
    return program.text


def says_both(zh: str, en: str) -> Message:
    return Message(zh, en)


def speaks_both(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    yield Finding(("id",), says_both(f"有 {draft.record.id}", f"there is {draft.record.id}"))
    yield Finding(("id",), says_both(zh="缺", en="missing"))


def test_english_does_not_travel() -> None:
    """What only the English sentence is made of is left out, wherever it is written."""
    text = compiled(speaks_both)

    assert "有 " in text
    assert "缺" in text
    assert "there is" not in text
    assert "missing" not in text


def test_runtime_is_complete() -> None:
    """Whatever the compiler may call is there."""
    source = RUNTIME.with_name("operators.js").read_text(encoding="utf-8")
    exported = set(re.findall(r"export (?:const|function\*?|class) (\w+)", source)) | set(
        re.findall(r"as (\w+) }", source)
    )
    source = RUNTIME.with_name("methods.js").read_text(encoding="utf-8")
    methods = set(re.findall(r"^  (\w+)(?::|\()", source[source.index("export const methods") :], re.MULTILINE))

    assert {name for name, _most in NATIVES.values()} - exported == set()
    assert (set(METHODS) | set(SEARCHES.values())) - methods == set()


@pytest.mark.parametrize("pattern", [r"(?i:a)b", r"a++", r"(?>a)b", r"[a\D]", r"[^\W\d_]", r"(a)?(?(1)b)"])
def test_pattern_refused(pattern: str) -> None:
    """A pattern that JavaScript has no like of is refused, not bent."""
    with pytest.raises(TranslateError):
        translate(re.compile(pattern))
