"""What a text must hold lest a pattern find nothing there."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from building import REPOSITORY
from sentences import GATE
from showcase.files.needles import may_match, needs_of
from showcase.files.personal import plain_text
from test_growth import patterns_in

GATED = ("personal", "platforms")
"""Modules of files/ that the gate asks."""


@pytest.mark.parametrize(
    ("pattern", "passed", "refused"),
    [
        ("密级[:：]秘密", ["密级:秘密", "密级：秘密"], ["密级 秘密", "密级"]),
        ("(?:船东|船主)[ :]{0,3}张", ["船东张", "船主: 张"], ["船东", "张", "船主李"]),
        ("机 ?密[★☆]", ["机密★", "机 密☆"], ["机密", "★", "机器★"]),
        ("绝密|绝对密级", ["绝密", "绝对密级"], ["绝", "密级"]),
        ("(?:a|b?)甲", ["甲", "a甲"], ["a", "b"]),
        ("(?:甲乙)?丙", ["丙", "甲乙丙"], ["甲乙"]),
        ("(?:甲乙)+", ["甲乙"], ["甲", "乙甲"]),
        ("(?=.{0,9}附件)见", ["见附件"], ["见", "附件"]),
        ("(?<=见)附件", ["见附件"], ["附件"]),
        ("(?<!不)公开", ["公开", "不公开"], ["公布"]),
        (r"\d{3}-\d", ["123-4", "-"], ["1234"]),
        ("(?i:secret)甲", ["SECRET甲"], ["secret"]),
        ("[一-龥]乙?", ["丙", ""], []),
    ],
)
def test_what_cannot_be_there_is_not_looked_for(pattern: str, passed: list[str], refused: list[str]) -> None:
    """A text that the pattern matches always passes; one that lacks what every match holds does not."""
    found = re.compile(pattern)

    assert [may_match(found, text) for text in passed] == [True] * len(passed)
    assert [may_match(found, text) for text in refused] == [False] * len(refused)


def test_of_letters_in_any_case_nothing_is_said() -> None:
    """Which letters match then, only the pattern itself knows."""
    assert needs_of(re.compile("secret", re.IGNORECASE)) == ()


def test_nothing_that_the_gate_finds_is_passed_over() -> None:
    """Each pattern of the gate, in every sentence of its sets: where it finds something, it is looked for."""
    texts = [
        plain_text(text)
        for path in sorted(GATE.glob("*.yml"))
        for text in _texts(yaml.safe_load(path.read_text("utf-8")))
    ]
    modules = [*(f"rules.{path.stem}" for path in _folder("rules")), *(f"files.{name}" for name in GATED)]
    patterns = {one for name in modules for one in patterns_in([*vars(import_module(f"showcase.{name}")).values()])}
    found = [(one, text) for one in patterns for text in texts if one.search(text)]

    assert len(found) > len(texts)
    assert [(one.pattern, text) for one, text in found if not may_match(one, text)] == []


def _folder(name: str) -> list[Path]:
    return [
        path for path in sorted((REPOSITORY / "scripts" / "showcase" / name).glob("*.py")) if path.stem != "__init__"
    ]


def _texts(held: object) -> list[str]:
    if isinstance(held, str):
        return [held]
    inside = held.values() if isinstance(held, dict) else held if isinstance(held, list) else ()
    return [text for one in inside for text in _texts(one)]
