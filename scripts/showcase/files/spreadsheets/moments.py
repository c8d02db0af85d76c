"""Days and times of a spreadsheet → what their format shows (ECMA-376 part 1, 18.8.30)."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from showcase.files.spreadsheets.numerals import spell_digits, spell_number

_TOKEN = re.compile(
    r"\"[^\"]*\"|\\.|!.|_.|\*.|\[(?:h{1,9}|m{1,9}|s{1,9})\]|\[[^\][]{0,99}\]|AM/PM|A/P|上午/下午|[yYeE]+|[mM]+|[dD]+|[hH]+|[sS]+(?:\.0+)?|a{3,4}|\.0+|.",
    re.DOTALL,
)
_WEEKDAYS = "一二三四五六日"
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def moment_of(number: float, *, since_1904: bool) -> datetime | None:
    """The moment that a serial number means, to the nearest millisecond; None where there is none."""
    if number < 0:
        return None
    if since_1904:
        number += 1462
    elif number < 60:  # noqa: PLR2004  # Excel has a 29 February 1900 that never was
        number += 1
    try:
        moment = datetime(1899, 12, 30) + timedelta(days=number)  # noqa: DTZ001  # a sheet knows no zones
    except OverflowError:
        return None
    rounded = moment + timedelta(microseconds=500)
    return rounded.replace(microsecond=rounded.microsecond // 1000 * 1000)


def render_moment(moment: datetime, number: float, section: str) -> str:
    """A moment in a section of a format that shows days or times."""
    style = int(found[1]) if (found := re.search(r"\[DBNum([123])\]", section)) else 0
    if re.search(r"\[\$-(?:F800|x-sysdate)\]", section, re.IGNORECASE):
        section = 'yyyy"年"m"月"d"日"'
    elif "[$-F400]" in section.upper():
        section = "h:mm:ss"
    tokens = _TOKEN.findall(section)
    halves = any(token in ("AM/PM", "A/P", "上午/下午") for token in tokens)
    parts = [
        _part(token, moment, number, style, halves=halves, minutes=_is_minute(tokens, place))
        for place, token in enumerate(tokens)
    ]
    return "".join(parts).strip()


def _is_minute(tokens: list[str], place: int) -> bool:
    """`m` is a minute behind an hour or before a second."""
    named = [
        (number, token[1] if token[0] == "[" else token[0])
        for number, token in enumerate(tokens)
        if re.match(r"\[?[yYeEmMdDhHsS]", token)
    ]
    at = next((number for number, (index, _sign) in enumerate(named) if index == place), None)
    if at is None:
        return False
    before = named[at - 1][1].lower() if at else ""
    after = named[at + 1][1].lower() if at + 1 < len(named) else ""
    return before == "h" or after == "s"


def _part(token: str, moment: datetime, number: float, style: int, *, halves: bool, minutes: bool) -> str:
    if token[0] in '"\\!':
        return token[1:].removesuffix('"') if token[0] == '"' else token[1:]
    if token[0] in "_*":
        return " " if token[0] == "_" else ""
    if token[0] == "[":
        return _elapsed(token, number)
    if token in ("AM/PM", "A/P", "上午/下午"):
        first, second = token.split("/")
        return second if moment.hour >= 12 else first  # noqa: PLR2004  # noon
    if token[0].lower() in "hs" or (token[0].lower() == "m" and minutes):
        return _time(token, moment, style, halves=halves)
    return _day(token, moment.date(), style)


def _elapsed(token: str, number: float) -> str:
    """[h], [mm], [ss]: hours, minutes, seconds in all; other brackets show nothing, but [$…-804] its sign."""
    unit = {"h": 24, "m": 1440, "s": 86_400}.get(token[1:2].lower())
    if unit and set(token[1:-1].lower()) == {token[1].lower()}:
        return str(int(number * unit + 1e-6)).zfill(len(token) - 2)
    return token[2:-1].partition("-")[0] if token.startswith("[$") else ""


def _time(token: str, moment: datetime, style: int, *, halves: bool) -> str:
    sign = token[0].lower()
    if sign == "s" and "." in token:
        places = len(token.partition(".")[2])
        return f"{moment.second:0{len(token.partition('.')[0])}}.{f'{moment.microsecond:06}'[:places]}"
    value = {"h": (moment.hour - 1) % 12 + 1 if halves else moment.hour, "m": moment.minute, "s": moment.second}[sign]
    return spell_number(value, style) if style else f"{value:0{min(len(token), 2)}}"


def _day(token: str, day: date, style: int) -> str:
    sign, size = token[0].lower(), len(token)
    if sign in "ye":
        digits = f"{day.year:04}" if size > 2 or sign == "e" else f"{day.year % 100:02}"  # noqa: PLR2004  # yy
        return spell_digits(digits, style) if style else digits
    if token in ("aaa", "aaaa"):
        return ("星期" if size == 4 else "周") + _WEEKDAYS[day.weekday()]  # noqa: PLR2004  # aaaa
    if sign not in "md":
        return token
    if size > 2:  # noqa: PLR2004  # a name
        return _name(sign, size, day)
    value = day.month if sign == "m" else day.day
    return spell_number(value, style) if style else f"{value:0{size}}"


def _name(sign: str, size: int, day: date) -> str:
    name = _MONTHS[day.month - 1] if sign == "m" else _DAYS[day.weekday()]
    return name[:1] if size == 5 else name[:3] if size == 3 else name  # noqa: PLR2004  # mmmmm, mmm
