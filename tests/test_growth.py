"""Work stays in proportion to what an author hands in: patterns, rules, the renderer, and the form's rules."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from itertools import chain, pairwise
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest

from building import REPOSITORY
from form_oracles import ask_oracle, write_form
from growth import MOST, growth
from showcase.files.markdown import body_faults, render_body, render_plain
from showcase.files.source import load_source
from showcase.rules import RULES, Draft
from showcase.schema.records import MODELS
from showcase.schema.validation import check_model
from showcase.schema.vocabulary_files import load_vocabularies
from tree import AS_OF, RECORD, RECORD_PATH, put

LONG = (200, 3_200)
PACKAGE = REPOSITORY / "scripts" / "showcase"
PARSER = import_module("re._parser")

# Each makes a parser go back, nest or collect when it stands over and over; what they are is of no account.
SEEDS = [
    *("1", "1 ", "1.", "12-", "a", "一", "加入1", "138 ", "1 9 ", "13800138000", "1,000", "1～", "2026-01-01 "),
    *("<a ", "<", "[", "](", "[a](", "![", "[^a]", "[a]: b\n", "[^1]\n\n[^1]: a\n", "**", "*a ", "_a", "`", "> a\n\n"),
    *("- ", "|", "|a", "a|b\n-|-\n", "&#", "&amp;", "~", "~~a", "# ", "\n", "  - a\n", "<!--", "<![CDATA[", "\\"),
    *("http://a ", "www.a.", "a@b.", "a" * 60 + "@", "QQ", "微信", "编号", "ZL", "GB/T 1", "（", "，", "（电话", "a(b"),
]


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.stem != "__main__":
            parts = path.relative_to(PACKAGE).with_suffix("").parts
            yield ".".join(("showcase", *(part for part in parts if part != "__init__"))), path


def patterns_in(value: Any, depth: int = 3) -> Iterator[re.Pattern[str]]:
    """Every compiled pattern that a module's value is or holds, closures of functions included."""
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif depth and isinstance(value, dict):
        yield from patterns_in([*value.values()], depth)
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from patterns_in(item, depth - 1)
    elif depth and isinstance(value, FunctionType) and value.__closure__:
        yield from patterns_in([cell.cell_contents for cell in value.__closure__], depth - 1)


def written_patterns(path: Path) -> Iterator[re.Pattern[str]]:
    """Every pattern that is written out in a call such as re.sub."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(ast.Attribute(ast.Name("re"), name), [ast.Constant(str(text)), *_]) if name != "escape":
                anchored = f"^(?:{text})" if name in ("match", "fullmatch") else text
                yield re.compile(anchored)


@cache
def all_patterns() -> dict[tuple[str, int], tuple[str, re.Pattern[str]]]:
    """Each pattern of the package once, with the module that holds it."""
    found: dict[tuple[str, int], tuple[str, re.Pattern[str]]] = {}
    for name, path in modules():
        for pattern in (*patterns_in([*vars(import_module(name)).values()]), *written_patterns(path)):
            found.setdefault((pattern.pattern, pattern.flags), (name, pattern))
    return found


_CLASSES = {
    "CATEGORY_DIGIT": "1",
    "CATEGORY_SPACE": " ",
    "CATEGORY_WORD": "a",
    "CATEGORY_NOT_DIGIT": "a",
    "CATEGORY_NOT_SPACE": "a",
    "CATEGORY_NOT_WORD": " ",
}


def samples(tree: Any) -> Iterator[str]:
    """Characters that a pattern's parts match, in their order."""
    for operation, argument in tree:
        match str(operation):
            case "LITERAL":
                yield chr(argument)
            case "IN" if str(argument[0][0]) != "NEGATE":
                for kind, value in argument[:3]:
                    yield _CLASSES.get(str(value)) or chr(value[0] if str(kind) == "RANGE" else value)
            case "IN" | "ANY" | "NOT_LITERAL":
                yield from "x1 "
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                yield from samples(argument[2])
            case "SUBPATTERN":
                yield from samples(argument[3])
            case "BRANCH":
                for branch in argument[1]:
                    yield from samples(branch)


def seeds_of(pattern: re.Pattern[str]) -> list[str]:
    """Texts made of what the pattern matches: one sign, two that follow each other, and longer beginnings."""
    found = list(samples(PARSER.parse(pattern.pattern, pattern.flags)))
    signs = list(dict.fromkeys(found))[:16]
    pairs = [a + b for a, b in pairwise(found[:24])]
    longer = ["".join(found[:length]) for length in (3, 5, 8, 13)]
    return [seed for seed in dict.fromkeys([*signs, *pairs, *longer, "1", "a", " "]) if seed]


def test_every_pattern_is_linear() -> None:
    """No regular expression of the package takes four times as long for twice the text, whatever it is made of."""
    slow = [
        (name, pattern.pattern, seed, ratio)
        for name, pattern in all_patterns().values()
        for seed in seeds_of(pattern)
        if (ratio := growth(lambda text, found=pattern: list(found.finditer(text)), seed)) > MOST  # type: ignore[misc]
    ]

    assert slow == []


ONE_CHARACTER = {"LITERAL", "NOT_LITERAL", "ANY", "IN"}


def kept_groups(tree: Any) -> Iterator[Any]:
    """What a pattern repeats without giving back, where that is more than one character."""
    for operator, value in tree:
        if str(operator) == "POSSESSIVE_REPEAT" and [str(name) for name, _ in value[2]] not in [
            [one] for one in ONE_CHARACTER
        ]:
            yield value[2]
        parts = value if isinstance(value, tuple | list) else ()
        for part in chain(parts, *(part for part in parts if isinstance(part, list))):
            if isinstance(part, PARSER.SubPattern):
                yield from kept_groups(part)


def test_no_pattern_keeps_what_a_group_has_taken() -> None:
    """Where such a group fails halfway, Python before 3.11.5, as in Debian 12, finds nothing at all (its #106052)."""
    wrong = [
        (name, pattern.pattern)
        for name, pattern in all_patterns().values()
        if any(kept_groups(PARSER.parse(pattern.pattern, pattern.flags & ~re.UNICODE)))
    ]

    assert wrong == []
    for text in (r"a(?:(?:,[0-9]+)*+|b)", r"(?:a|bc)++", r"x(?=(?:ab)?+)"):
        assert any(kept_groups(PARSER.parse(text)))
    assert not any(kept_groups(PARSER.parse(r"a(?:[0-9]++|\s*+)b?+")))


def test_the_measure_finds_what_is_not_linear() -> None:
    """The audit sees a quadratic pattern by its own parts."""
    for text in (r"\d+\s*\d+x", r"'*[=+]", r"《[^》]*》", r"a*b", r"(?:a|b)+c"):
        pattern = re.compile(text)

        assert any(
            growth(lambda text, found=pattern: list(found.finditer(text)), seed) > MOST  # type: ignore[misc]
            for _ in range(3)  # a busy machine may hide it once
            for seed in seeds_of(pattern)
        )


@pytest.fixture
def measured(tree: Path) -> dict[str, Callable[[str], object]]:
    """What a body goes through, by name: each reads the text of a body."""
    vocabularies, _ = load_vocabularies(tree)
    put(tree, RECORD_PATH)
    sound = load_source(tree, tree / RECORD_PATH)
    record, unsound, _ = check_model(MODELS["achievement"], sound, sound.data, (), {"vocabularies": vocabularies})

    def draft(body: str) -> Draft:
        source = replace(sound, body=body)
        return Draft(source, record, unsound, {}, AS_OF)

    rules = [rule for rule in RULES if rule.kind in (None, "achievement")]
    works: dict[str, Callable[[str], object]] = {
        rule.code: lambda body, check=rule.check: list(check(draft(body), vocabularies)) for rule in rules
    }
    works |= {"faults": lambda body: list(body_faults(body, frozenset()))}
    works |= {"page": lambda body: render_plain(render_body(body))}
    return works


def test_every_rule_is_linear(measured: dict[str, Callable[[str], object]]) -> None:
    """Every rule, the renderer and the sanitiser take twice as long for a body of twice the length."""
    slow = [
        (name, seed, ratio)
        for name, work in measured.items()
        for seed in SEEDS
        if (ratio := growth(work, seed, LONG)) > MOST
    ]

    assert slow == []


def test_reading_a_file_is_linear(tree: Path) -> None:
    """Front matter and body of any make cost twice as much for twice the length, refused or not."""

    def read(where: str) -> Callable[[str], object]:
        return lambda text: load_source(tree, put(tree, RECORD_PATH, where.replace("…", text)))

    slow = [
        (where, seed, ratio)
        for where in ("---\na: …\n---\n", "---\n…\n---\n", f"{RECORD}\n…\n", "---\na: '…'\n---\n")
        for seed in [*SEEDS, "[", "{", "{a: ", "- ", "a: b\n", "? ", "&a ", "*a ", "!!a ", "'", '"', "\\u202e", "\r"]
        if (ratio := growth(read(where), seed, LONG)) > MOST
    ]

    assert slow == []


def test_the_forms_rules_are_linear(tree: Path, tmp_path: Path, need: Callable[[str, str], str]) -> None:
    """The rules that run in the browser take twice as long for a body or a title of twice the length."""
    vocabularies, _ = load_vocabularies(tree)
    site = tmp_path / "site"
    site.mkdir()
    source = load_source(tree, put(tree, RECORD_PATH))
    question = {"kind": "achievement", "tree": source.data, "asOf": AS_OF.isoformat(), "seeds": SEEDS, "most": MOST}

    assert ask_oracle(need("node", "nodejs"), "growth_oracle.mjs", write_form(site, vocabularies), [question]) == []
