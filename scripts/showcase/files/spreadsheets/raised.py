"""Raised and lowered characters of rich text → the characters that say the same in plain text: m², CO₂."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from showcase.files.problem import Message
from showcase.files.spreadsheets.shown import STRUCK_OUT, Trouble

_PLAIN = "0123456789+-=()nix"
_RAISED = str.maketrans(_PLAIN + "−－＋（）℃°®™TM", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱˣ" + "⁻⁻⁺⁽⁾℃°®™ᵀᴹ")
_LOWERED = str.maketrans("0123456789+-=()−－＋（）aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₋₋₊₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")


class Run(NamedTuple):
    """A piece of a cell's text in one style."""

    text: str
    raised: bool = False
    lowered: bool = False
    struck: bool = False


def plain_text(runs: Iterable[Run]) -> tuple[str, Trouble | None]:
    """The text of a cell in which raised and lowered characters still are; what has no such character is trouble."""
    text, trouble = "", None
    for run in runs:
        table = _RAISED if run.raised else _LOWERED if run.lowered else {}
        strange = [sign for sign in run.text if not sign.isspace() and ord(sign) not in table] if table else []
        if strange:
            trouble = _no_sign(run)
        if run.struck and run.text.strip():
            trouble = STRUCK_OUT
        text += run.text if strange else run.text.translate(table)
    return text, trouble


def _no_sign(run: Run) -> Trouble:
    name, en = ("上标", "raised") if run.raised else ("下标", "lowered")
    return (
        Message(
            f"{name}“{run.text.strip()}”不能原样变成纯文字", f"{run.text.strip()!r} cannot stand {en} in plain text"
        ),
        Message("请改成不用上下标的写法", "write it without"),
    )
