"""A number and its format → what the cell shows (ECMA-376 part 1, 18.8.30 and 18.8.31).

Percent, scaling by commas, currency, masks (0000-00000000), fractions, exponents, sections for negative numbers and
conditions, Chinese numerals. Columns too narrow are not looked at.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache

from showcase.files.spreadsheets.moments import moment_of, render_moment
from showcase.files.spreadsheets.numerals import spell_digits, spell_number
from showcase.files.spreadsheets.shown import LOST_DIGITS, TOO_NARROW, Shown

GENERAL = "General"
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: "#,##0",
    42: "¥#,##0",
    43: "#,##0.00",
    44: "¥#,##0.00",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    5: "¥#,##0;¥-#,##0",
    6: "¥#,##0;¥-#,##0",
    7: "¥#,##0.00;¥-#,##0.00",
    8: "¥#,##0.00;¥-#,##0.00",
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    **dict.fromkeys((34, 55), '上午/下午h"时"mm"分"'),
    **dict.fromkeys((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
}
"""Formats that a file names by number only, as a Chinese system shows them (18.8.30)."""

MOST_DIGITS = 10**15
"""A spreadsheet keeps fifteen digits of a number."""
_GENERAL_PLACES = 11
_WIDE = Context(prec=400, rounding=ROUND_HALF_UP)
"""Room for the largest number that a cell can hold, digit by digit."""
_QUOTED = re.compile(r'"[^"]*"|\\.|!.|_.|\*.|\[(?!h{1,9}\]|m{1,9}\]|s{1,9}\])[^\][]{0,99}\]', re.DOTALL | re.IGNORECASE)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[0-9.]+)\]")
_MOMENT = re.compile(r"[ymdhs]|\[[hms]+\]|aaa|上午/下午|am/pm", re.IGNORECASE)
_MARK = re.compile(r'"[^"]*"|\\.|!.|_.|\*.|\[[^\][]{0,99}\]|[eE][+-]|General|G/通用格式|.', re.DOTALL | re.IGNORECASE)
_FRACTION = re.compile(r"[?#0] {0,9}/ {0,9}([?#0]{1,9}|[0-9]{1,9})")


def show_number(number: float, code: str, *, since_1904: bool = False) -> Shown:
    """What a cell with this number and format shows."""
    section, negative = _section(number, code)
    bare = _QUOTED.sub("", section)
    if _MOMENT.search(bare.lower().replace("general", "")) or re.search(r"\[\$-F[48]00\]", section, re.IGNORECASE):
        return _moment(number, section, since_1904=since_1904)
    text = _text(abs(number) if negative else number, section)
    lost = abs(number) >= MOST_DIGITS and not re.search(r"e[+-]", bare, re.IGNORECASE)
    return Shown(text, number, trouble=LOST_DIGITS if lost else None)


def show_text(text: str, code: str) -> str:
    """What a cell with this text shows: formats may put words around it."""
    section = next((part for part in reversed(_sections(code)) if "@" in _QUOTED.sub("", part)), "@")
    if section.strip() == "@":
        return text
    return "".join(text if mark == "@" else _literal(mark) for mark in _MARK.findall(section))


def _moment(number: float, section: str, *, since_1904: bool) -> Shown:
    moment = moment_of(number, since_1904=since_1904)
    if moment is None:
        return Shown("#", number, trouble=TOO_NARROW)
    day: date | None = moment.date() if number >= 1 else None
    return Shown(render_moment(moment, number, section), number, day, moment=True)


@lru_cache(maxsize=1024)
def _sections(code: str) -> list[str]:
    """The parts of a format between its semicolons, not counting those that it quotes."""
    parts = [""]
    for mark in _MARK.findall(code):
        if mark == ";":
            parts.append("")
        else:
            parts[-1] += mark
    return parts


def _section(number: float, code: str) -> tuple[str, bool]:
    """The section that applies to a number, and whether it shows the number without its sign."""
    sections = [part for part in _sections(code) if "@" not in _QUOTED.sub("", part)] or [GENERAL]
    conditions = [_CONDITION.search(part) for part in sections]
    if any(conditions):
        for section, found in zip(sections, conditions, strict=True):
            if found is None or _holds(number, found[1], float(found[2])):
                return section, number < 0 and found is not None and found[1] in ("<", "<=")
        return GENERAL, False
    if number < 0 and len(sections) > 1:
        return sections[1], True
    return (sections[2] if number == 0 and len(sections) > 2 else sections[0]), False  # noqa: PLR2004  # the third is for 0


def _holds(number: float, sign: str, limit: float) -> bool:
    return {
        "<": number < limit,
        "<=": number <= limit,
        ">": number > limit,
        ">=": number >= limit,
        "=": number == limit,
        "<>": number != limit,
    }[sign]


def _text(number: float, section: str) -> str:
    marks = _MARK.findall(section)
    bare = _QUOTED.sub("", section)
    style = int(found[1]) if (found := re.search(r"\[DBNum([123])\]", section)) else 0
    if re.search(r"general|G/通用格式", bare, re.IGNORECASE):
        shown = _general(number) if not style else _chinese(_general(number), style)
        return "".join(
            shown if re.fullmatch("general|G/通用格式", mark, re.IGNORECASE) else _literal(mark) for mark in marks
        ).strip()
    if not re.search(r"[0#?]", bare):
        return "".join(_literal(mark) for mark in marks).strip()
    if _FRACTION.search(bare):
        return _fraction(number, section)
    exponent = re.search(r"e[+-]", bare, re.IGNORECASE)
    text = _exponent(number, marks) if exponent else _masked(number, marks)
    return _chinese(text, style) if style else text.strip()


def _general(number: float) -> str:
    """As many digits as a wide cell shows: eleven places; larger numbers keep all that they have."""
    if number == int(number) and abs(number) < MOST_DIGITS:
        return str(int(number))
    exact = Decimal(f"{number:.15g}")
    if abs(exact) >= MOST_DIGITS or (exact and abs(exact) < Decimal("1e-9")):
        return _scientific(exact)
    whole = len(str(int(abs(exact))))
    if whole > _GENERAL_PLACES:  # Excel turns to powers of ten here; a number of a right is meant digit by digit
        return f"{exact:f}"
    rounded = exact.quantize(Decimal(1).scaleb(-max(_GENERAL_PLACES - 1 - whole, 0)), context=_WIDE)
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _scientific(number: Decimal) -> str:
    digits, _, exponent = f"{number:.5E}".partition("E")
    return f"{digits.rstrip('0').rstrip('.')}E{exponent[0]}{exponent[1:].zfill(2)}"


def _literal(mark: str) -> str:
    """What a mark that is no placeholder shows."""
    if mark[0] == '"':
        return mark[1:-1] if len(mark) > 1 else ""
    if mark[0] in "\\!":
        return mark[1:]
    if mark[0] in "_*":
        return " " if mark[0] == "_" else ""
    if mark[0] == "[":
        return mark[2:-1].partition("-")[0] if mark.startswith("[$") else ""
    return "" if mark in "?#" else mark


def _masked(number: float, marks: list[str]) -> str:
    """Placeholders filled from the right, what stands between them where it stands."""
    places = [index for index, mark in enumerate(marks) if mark in "0#?"]
    point = next((index for index, mark in enumerate(marks) if mark == "."), len(marks))
    last = max((index for index in places), default=-1)
    commas = [index for index, mark in enumerate(marks) if mark == ","]
    whole = [index for index in places if index < point]
    scaled = [index for index in commas if _scales(index, marks, (*whole[-1:], *places[-1:]))]
    exact = Decimal(f"{number:.15g}").scaleb(2 * marks.count("%") - 3 * len(scaled))
    parts = [index for index in places if index > point]
    rounded = abs(exact.quantize(Decimal(1).scaleb(-len(parts)), context=_WIDE))
    digits, _, rest = f"{rounded:f}".partition(".")
    sign = "-" if exact < 0 and rounded else ""
    grouped = any(
        index not in scaled and whole and whole[0] < index < (whole[-1] if whole else last) for index in commas
    )
    filled = _fill_whole(digits.lstrip("0"), marks, whole, grouped=grouped) | _fill_parts(rest, marks, parts)
    ends = dict.fromkeys(commas, "")
    if point < len(marks) and not whole:
        filled[point] = f"{digits.lstrip('0')}."
    return sign + "".join({**filled, **ends}.get(index, _literal(mark)) for index, mark in enumerate(marks)).strip()


def _scales(index: int, marks: list[str], ends: tuple[int, ...]) -> bool:
    """Whether a comma divides by a thousand: it stands behind the last placeholder before the point, or of all."""
    return any(end < index and all(mark == "," for mark in marks[end + 1 : index]) for end in ends)


def _fill_whole(digits: str, marks: list[str], places: list[int], *, grouped: bool) -> dict[int, str]:
    filled: dict[int, str] = {}
    done = 0
    for place in reversed(places):
        digit = digits[len(digits) - 1 - done] if done < len(digits) else "0" if marks[place] == "0" else ""
        comma = "," if grouped and digit and done and done % 3 == 0 else ""
        filled[place] = digit + comma
        done += 1
    if places and done < len(digits):
        first = digits[: len(digits) - done]
        if grouped:
            first = _with_commas(first, done)
        filled[places[0]] = first + filled[places[0]]
    return filled


def _with_commas(digits: str, behind: int) -> str:
    """The digits before `behind` others, a comma where a thousand ends."""
    text = ""
    for number, digit in enumerate(reversed(digits), start=behind):
        text = digit + ("," if number and number % 3 == 0 else "") + text
    return text


def _fill_parts(rest: str, marks: list[str], places: list[int]) -> dict[int, str]:
    kept = len(rest.rstrip("0"))
    return {
        place: rest[number] if number < kept or marks[place] == "0" else ""
        for number, place in enumerate(places)
        if number < len(rest)
    }


def _exponent(number: float, marks: list[str]) -> str:
    at = next(index for index, mark in enumerate(marks) if mark[0] in "eE" and mark[1:] in ("+", "-"))
    before, after = marks[:at], marks[at + 1 :]
    size = sum(mark in "0#?" for mark in "".join(before).partition(".")[0])
    exact = Decimal(f"{number:.15g}")
    power = exact.adjusted() // max(size, 1) * max(size, 1) if exact else 0
    mantissa = _masked(float(exact.scaleb(-power)), before)
    width = sum(mark == "0" for mark in after)
    sign = "-" if power < 0 else "+" if marks[at][1] == "+" else ""
    tail = "".join(_literal(mark) for mark in after if mark not in "0#?")
    return f"{mantissa}E{sign}{str(abs(power)).zfill(width)}{tail}"


def _fraction(number: float, section: str) -> str:
    """2.5 as 2 1/2: with `# ?/?` the nearest fraction, with `# ?/16` that many sixteenths."""
    bare = _QUOTED.sub("", section)
    found = _FRACTION.search(bare)
    assert found is not None  # asked for by the caller
    exact = Fraction(Decimal(f"{abs(number):.15g}"))
    mixed = re.search(r"[#0?] +[?#0]+ */", bare) is not None
    whole = exact.numerator // exact.denominator if mixed else 0
    if found[1].isdecimal() and set(found[1]) != {"0"}:
        below = int(found[1])
        above = round((exact - whole) * below)
    else:
        nearest = (exact - whole).limit_denominator(10 ** len(found[1]) - 1)
        above, below = nearest.numerator, nearest.denominator
    if mixed and above == below:
        whole, above = whole + 1, 0
    sign = "-" if number < 0 else ""
    if mixed and not above:
        return f"{sign}{whole}"
    return f"{sign}{whole} {above}/{below}" if whole else f"{sign}{above}/{below}"


def _chinese(text: str, style: int) -> str:
    whole, dot, part = text.partition(".")
    if not whole.lstrip("-").isdecimal():
        return spell_digits(text, style)
    sign = "-" if whole.startswith("-") else ""
    spelt = spell_number(int(whole.lstrip("-")), style)
    return sign + spelt + (f".{spell_digits(part, style)}" if dot else "")
