"""What a digest is made of: numbered sections, each with a sentence and a table."""

from __future__ import annotations

from dataclasses import dataclass

from showcase.digest.period import Period
from showcase.files.brand import PLAIN, Palette
from showcase.files.sheets import Sheet


@dataclass(frozen=True)
class Section:
    """`text` says what the table shows, or that there is nothing to show; a table without rows is left out."""

    title: str
    text: str
    tables: tuple[Sheet, ...] = ()


@dataclass(frozen=True)
class Digest:
    """`notes` are what a reader must know of how it was made."""

    title: str
    period: Period
    notes: tuple[str, ...]
    sections: tuple[Section, ...]
    palette: Palette = PLAIN
    """Of its workbook."""

    @property
    def headings(self) -> list[str]:
        """一、…, 二、…"""
        return [f"{chinese_number(number)}、{section.title}" for number, section in enumerate(self.sections, 1)]


def chinese_number(number: int) -> str:
    """1 → 一 … 19 → 十九."""
    tens, ones = divmod(number, 10)
    return ("十" if tens else "") + ("〇一二三四五六七八九"[ones] if ones else "")
