"""Text → index terms. theme/assets/search/text.js does the same to a query: change them together.

Chinese is cut into overlapping pairs of characters, so that every substring of two or more
characters can be found and no word segmenter decides what a word is. Latin text is cut into words;
words joined by a hyphen, dot or slash are indexed apart and together (DP-3 → dp, 3, dp3), and
letters are parted from digits (316L → 316l, 316, l); 1.5 is one number, 1.5 mm also 1.5mm, and 1,500 also 1500.
Where Chinese, a sign or punctuation meets anything else, both characters are a pair too (pH值 → h值, 10% → 0%, 鱼。);
where it meets a word, so it is with the word's two nearest characters (PVC管 → vc管): by them a word that was cut is
known to stand there.

Words and pairs have places, counted in characters without spaces: by them a text is known to stand literally.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt

HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f"
LETTER = "a-z\u00df-\u024f\u0370-\u03ff\u0400-\u04ff"
WORD = f"0-9{LETTER}"
PUNCTUATION = ".,;:?!()[]{}\"'`|、。…—―‘’“”〈〉《》「」『』【】〔〕"
"""Parts texts and says nothing; every other sign (%, ℃, ≥, +) belongs to what it stands at."""
MAX_WORD = 40
CODE_GRAM = 4

_NUMBER = r"[0-9]++(?:\.[0-9]++)*"
_RUN_PATTERN = rf"(?:{_NUMBER}|[{LETTER}])+"
_RUN = re.compile(_RUN_PATTERN)
_COMPOUND = re.compile(rf"{_RUN_PATTERN}(?:[-._/]{_RUN_PATTERN})*")
_MEASURE = re.compile(rf"(?<![0-9.])({_NUMBER}) ([{LETTER}]{{1,5}})(?![{WORD}])")
_GROUPED = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")
_PART = re.compile(f"{_NUMBER}|[{LETTER}]+")
_LETTER = re.compile(f"[{LETTER}]")
_WORD = re.compile(f"[{WORD}]+")
_HAN_RUN = re.compile(f"[{HAN}]+")

NOTHING, HAN_CHARACTER, LETTER_CHARACTER, DIGIT, SIGN, MARK = range(6)
SPACES = " \t\r\u200b\ufeff"
_NO_SPACES = {ord(space): None for space in SPACES}
MARKED = "~^_"
"""One of these begins a term that is cut from ids, pinyin or the inside of words; such terms are longer than a pair."""
UNJOINED = f"{''.join(map(chr, range(0x20)))}{MARKED}"
"""What is no joint with a word: what parts lines, and what a term that begins with it would be taken for another by."""


def _classes() -> npt.NDArray[np.uint8]:
    """The class of every code point."""
    classes = np.full(0x110000, SIGN, dtype=np.uint8)
    classes[:0x20] = NOTHING
    classes[[ord(character) for character in SPACES]] = NOTHING
    classes[[ord(character) for character in PUNCTUATION]] = MARK
    classes[ord("0") : ord("9") + 1] = DIGIT
    for ranges, kind in ((HAN, HAN_CHARACTER), (LETTER, LETTER_CHARACTER)):
        for first, last in re.findall("(.)-(.)", ranges):
            classes[ord(first) : ord(last) + 1] = kind
    return classes


_CLASS = _classes()


def classify(code_points: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
    """The class of each code point of a text; a dot between digits is a digit, a comma or a colon there a sign."""
    classes = _CLASS[code_points]
    digit = classes == DIGIT
    between = np.zeros(len(classes), dtype=bool)
    between[1:-1] = digit[:-2] & digit[2:]
    classes[between & (code_points == ord("."))] = DIGIT
    classes[between & ((code_points == ord(",")) | (code_points == ord(":")))] = SIGN
    return classes


def paired(first: npt.NDArray[np.uint8], second: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Which neighbours, by their classes, are a pair: not within words, which are terms themselves, nor punctuation."""
    neighbours: npt.NDArray[np.bool_] = np.logical_and(first > NOTHING, second > NOTHING)
    neighbours[_in_word(first) & _in_word(second)] = False
    neighbours[(first == MARK) & (second == MARK)] = False
    return neighbours


def _in_word(classes: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    found: npt.NDArray[np.bool_] = (classes == LETTER_CHARACTER) | (classes == DIGIT)
    return found


def fold(text: str) -> str:
    """Compatibility forms and case folded away: ＡＵＶ and auv, ㎡ and m2, – and - are the same."""
    for wide, narrow in _SAME_SIGNS:  # or nearly every Chinese text would take the slow way through normalize()
        text = text.replace(wide, narrow)
    return unicodedata.normalize("NFKC", text).lower()


_SAME_SIGNS = (
    *zip("，：；（）！？％", ",:;()!?%", strict=True),
    *((sign, "-") for sign in "‐‑‒–−⁻₋"),
    *((sign, "~") for sign in "〜∼"),
)


def latin_terms(folded: str) -> list[str]:
    """The Latin terms of folded text."""
    return [term for term, _ in placed_words(folded)]


def placed_words(folded: str) -> Iterator[tuple[str, int]]:
    """The Latin terms of folded text, each with the number of the character at which it begins."""
    for compound in _COMPOUND.finditer(folded):
        runs = [(run[0], compound.start() + run.start()) for run in _RUN.finditer(compound[0])]
        for run, start in runs:
            yield from _pieces(run, start)
        if len(runs) > 1 and _LETTER.search(compound[0]):
            yield from _short("".join(run for run, _ in runs), compound.start())
    for measure in _MEASURE.finditer(folded):
        yield from _short(measure[1] + measure[2], measure.start())
    for grouped in _GROUPED.finditer(folded):
        yield grouped[0].replace(",", ""), grouped.start()


def _pieces(run: str, start: int) -> Iterator[tuple[str, int]]:
    """A run, its numbers and words, and each two of them that are neighbours."""
    yield from _short(run, start)
    parts = [(part[0], start + part.start()) for part in _PART.finditer(run)]
    if len(parts) > 1:
        for part, place in parts:
            yield from _short(part, place)
    for (first, place), (second, _) in pairwise(parts):
        if first + second != run:
            yield from _short(first + second, place)


def _short(term: str, place: int) -> Iterator[tuple[str, int]]:
    if len(term) <= MAX_WORD:
        yield term, place


def placed_joints(squeezed: str) -> Iterator[tuple[str, int]]:
    """Of folded text without spaces what stands beside words, each with two characters of the word, and where."""
    for run in _RUN.finditer(squeezed):
        word, start, end = run[0], run.start(), run.end()
        if len(word) > 1 and start > 0 and squeezed[start - 1] not in UNJOINED:
            yield squeezed[start - 1 : start + 2], start - 1
        if len(word) > 1 and end < len(squeezed) and squeezed[end] not in UNJOINED:
            yield squeezed[end - 2 : end + 1], end - 2


def squeeze(folded: str) -> str:
    """Folded text without spaces, as places are counted."""
    return folded.translate(_NO_SPACES)


def letter_terms(text: str) -> list[str]:
    """Every two and three letters or digits in a row, marked and each once: by them a part of a word is found."""
    runs = set(_WORD.findall(fold(text)))
    return sorted({f"_{run[at : at + size]}" for run in runs for size in (2, 3) for at in range(len(run) - size + 1)})


def pair_terms(folded: str) -> list[str]:
    """The pairs of folded text."""
    points = np.frombuffer(folded.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    kept = ~np.isin(points, [ord(space) for space in SPACES])
    points, classes = points[kept], classify(points)[kept]
    return [chr(points[at]) + chr(points[at + 1]) for at in np.flatnonzero(paired(classes[:-1], classes[1:]))]


def han_terms(folded: str, *, single: bool) -> list[str]:
    """Pairs of Chinese characters, lone characters and, if `single`, every character."""
    terms: list[str] = []
    for run in _HAN_RUN.findall(folded):
        terms += [run[i : i + 2] for i in range(len(run) - 1)]
        if single or len(run) == 1:
            terms += run
    return terms


def index_terms(text: str, *, single: bool) -> list[str]:
    """All terms of a field."""
    folded = fold(text)
    return latin_terms(folded) + han_terms(folded, single=single)


def running_terms(text: str) -> list[str]:
    """All terms of a running text: words, pairs, and every Chinese character."""
    folded = fold(text)
    joints = [term for term, _ in placed_joints(squeeze(folded))]
    return latin_terms(folded) + joints + pair_terms(folded) + re.findall(f"[{HAN}]", folded)


def code_terms(text: str) -> list[str]:
    """Every run of CODE_GRAM letters and digits of ids and numbers, one a line, so that a part finds the whole.

    Signs between them do not count; the terms are marked, since they are not words.
    """
    terms: list[str] = []
    for line in fold(text).splitlines():
        code = "".join(_WORD.findall(line))
        terms += [f"~{code[i : i + CODE_GRAM]}" for i in range(len(code) - CODE_GRAM + 1)]
    return terms
