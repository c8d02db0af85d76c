"""How names are told apart: what of a name counts when it is matched, and which names must never be guessed."""

from __future__ import annotations

import re

from rapidfuzz import fuzz, process

from showcase.schema.notation.reading import half_width

PENDING = "（待核）"
"""Stands behind the name of a term that is not verified yet; no part of the name."""
PROPOSED = "新增："
"""What an author writes before a name that its vocabulary does not have yet."""

_MARK = re.compile(r"[(\[【〔]? ?待核 ?[)\]】〕]?")
_PROPOSAL = re.compile(r"(?:新增|新单位|新机构|新产业|新词条|拟增|待增) ?: ?(.+)")
_COUNTER = re.compile(
    r"[0-9]+|[〇零一二三四五六七八九十百]+|[甲乙丙丁戊己庚辛壬癸]|[Ⅰ-Ⅻ]|[①-⑳]|(?<![A-Za-z])[A-Za-z](?![A-Za-z])"
)


def bare(name: str) -> str:
    """What counts of a name: not the mark 待核, blanks, the case of letters, or how signs are typed."""
    return re.sub(r"\s+", "", _MARK.sub("", half_width(name))).lower().replace(">=", "≥").replace("<=", "≤")


def proposed_name(text: str) -> str:
    """The name that an author proposes for a vocabulary; empty if none is proposed."""
    found = _PROPOSAL.fullmatch(half_width(text).strip())
    return found.group(1).strip() if found else ""


def nearest(value: str, choices: list[str]) -> str | None:
    """The choice most like `value`, if one alone is alike enough to be a slip of the pen.

    Of names that only a number or a letter tells apart (第一服务专班, 第二服务专班) none is guessed for another.
    """
    own = _counters(value)
    frames: dict[str, int] = {}
    for choice in choices:
        frame = _frame(choice)
        frames[frame] = frames.get(frame, 0) + 1
    if len(frames) == 1 and _COUNTER.fullmatch(value):
        numbered = [choice for choice in choices if _counters(choice) == own]
        return numbered[0] if len(numbered) == 1 else None
    able = [choice for choice in choices if frames[_frame(choice)] == 1 or _counters(choice) == own]
    return most_like(value, able)


def _frame(name: str) -> str:
    """A name without its numbers, and whether or not it is verified."""
    return _COUNTER.sub("#", bare(name))


def _counters(name: str) -> list[str]:
    return [found.lstrip("0") for found in _COUNTER.findall(name)]


def most_like(value: str, choices: list[str]) -> str | None:
    """The choice with the highest likeness, where that is 60 of 100 at least and no other is as like."""
    best = process.extract(value, choices, scorer=fuzz.ratio, score_cutoff=60, limit=2)
    alone = len(best) == 1 or (len(best) > 1 and best[0][1] > best[1][1])
    return best[0][0] if alone else None
