"""Days as people write them → 2026-09-01."""

from __future__ import annotations

import re
from datetime import date, timedelta

from showcase.schema.notation.placeholders import LEAVE_OUT, is_placeholder
from showcase.schema.notation.reading import NOTHING, Reading, plain, proposed, told

_DIGITS = {
    **dict.fromkeys("〇零○◯", "0"),
    **dict(zip("一二三四五六七八九", "123456789", strict=True)),
    **dict(zip("壹贰叁肆伍陆柒捌玖", "123456789", strict=True)),
}
_NUMERAL = "〇零○◯一二三四五六七八九十廿卅壹贰叁肆伍陆柒捌玖拾0-9"
_WEEKDAY = re.compile(r" ?\(?(?:星期|周|礼拜)([一二三四五六日天])\)?")
_TIME = re.compile(
    r"(?: ?T ?|[ ,])?(?:上午|下午|凌晨|晚上|早上|中午)? ?"
    r"[0-9]{1,2}(?::|时|点)[0-9]{2}(?:(?::|分)[0-9]{2})?秒?(?:\.[0-9]+)?分? ?(?:am|pm|AM|PM)?"
    r"(Z|\+00:?00|\+08:?00)?$"
)
_LABEL = re.compile(r"^[^0-9〇零○一二]{0,6}(?:日期|时间|日)[:.]? ?")
_YEAR_FIRST = re.compile(r"((?:19|20)[0-9]{2}) ?(?:年|[-./\\,]) ?([0-9]{1,2}) ?(?:月|[-./\\,]) ?([0-9]{1,2}) ?[日号]?")
_BLANKS_BETWEEN = re.compile(r"((?:19|20)[0-9]{2}) ([0-9]{1,2}) ([0-9]{1,2})")
_EIGHT_DIGITS = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})(?:\.0+)?")
_IN_WORDS = re.compile(f"([{_NUMERAL}]{{4}})年([{_NUMERAL}]{{1,3}})月([{_NUMERAL}]{{1,4}})[日号]?")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})[. ]{0,2}([0-9]{1,2})(?:st|nd|rd|th)?[, ]{1,3}((?:19|20)[0-9]{2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[ -]?([A-Za-z]{3,9})[., -]{0,3}((?:19|20)[0-9]{2})")
_DAY_FIRST_SHORT = re.compile(r"([0-9]{1,2})[ -]([A-Za-z]{3,9})[ -]([0-9]{2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})[-./ ]([0-9]{1,2})[-./ ]((?:19|20)[0-9]{2})")
_SHORT_YEAR = re.compile(r"([0-9]{2})(?:年|[-./])([0-9]{1,2})(?:月|[-./])([0-9]{1,2})[日号]?")
_MONTH_ONLY = re.compile(
    f"([{_NUMERAL}]{{4}}) ?(?:年|[-./]) ?([{_NUMERAL}]{{1,3}}) ?月?份?([初底末中]|[上中下]旬[初底末]?|月[初中底末])?"
)
_ENDS = {"上": "10", "中": "20"}
"""The last days of the first two thirds of a month."""
_NO_YEAR = re.compile(f"[{_NUMERAL}]{{1,3}}(?:月|[-./])[{_NUMERAL}]{{1,4}}[日号]?")
_SEVERAL = re.compile(r"(?:19|20)[0-9]{2}.{1,60}(?:至|到|~|—|-)[^-]{0,30}[0-9] ?(?:月|[-./])")
_WITHIN_A_MONTH = re.compile(r"[0-9] ?[日号]? ?(?:至|到|~|—|-|、) ?[0-9]{1,2} ?[日号]")
_SERIAL = re.compile(r"[2-7][0-9]{4}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = (
    *("january", "february", "march", "april", "june", "july", "august", "september", "october", "november"),
    *("december", "sept"),
)
_WEEKDAY_NAME = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}[., ]{1,2}", re.IGNORECASE)
_ZONE = re.compile(r" ?(?:gmt|utc)\+0?8:?00(?: ?\(.{1,20}\)?)?$", re.IGNORECASE)
_ABOUT = re.compile(
    r"^(?:截至|截止|截止到|截止至|至|自|从|于|约|公元) ?"
    r"|(?:之?前|以前|止|为止|起|开始|左右|生效|有效|到期|届满|\(?含(?:当日)?\)?|[上下]午|早上|晚上|中午|全天)$"
)
_OPEN = re.compile(r"(?:即日|长期|永久|常年|不限|无限期|长年|始终)(?:起|有效|可用)?(?:期)?|至今|目前")
_SIX_DIGITS = re.compile(r"([23][0-9])([01][0-9])([0-3][0-9])")
_PART_OF_YEAR = re.compile(
    f"([{_NUMERAL}]{{4}}) ?年?度? ?-?(?:([上下])半年|(年?[初中末底])"
    "|第?([一二三四1-4])个?季度?|q([1-4])|w[0-9]{1,2})([初中])?[末底内]?",
    re.IGNORECASE,
)
_LAST_MONTHS = {"上": "6", "下": "12", "中": "6", "底": "12", "末": "12", "一": "3", "二": "6", "三": "9", "四": "12"}
_WEEK = re.compile("月份?的?(?:第[一二三四五1-5]|[上中下头首末]|最后一?)个?[周星]")
_DAY_MISSING = "the day is missing"
YEAR_MISSING = told("要写上年份，如 2026-03-01", "the year is missing")
_NO_DAYS = (
    (
        re.compile(
            f"^(?:发布|签约|自)?[后起]?[{_NUMERAL}两半]{{1,4}} ?(?:个?半?[年月周]|天|日|个?季度)"
            r"[以之]?[内后]?(?:有效)?\Z"
        ),
        told("写具体的一天，如 2026-03-01", "write the day, not how long it is"),
    ),
    (
        re.compile(
            "^(?:今|明|后|本|下个?|上个?)(?:年|月|季度?|周|半年)|^(?:年|月|季度?)[初中底末内]"
            "|(?:春|国庆|清明|端午|中秋|重阳|元宵|劳动|五一|十一|双节)节|元旦|国庆|除夕|[五十]一(?:之?前|假)|寒假|暑假"
        ),
        told("写具体的一天，如 2026-03-01", "write the day itself"),
    ),
    (
        re.compile("[农阴旧]历|[正腊冬]月|月初[一二三四五六七八九十]"),
        told("请换算成公历，如 2026-03-01", "give the day of the Gregorian calendar"),
    ),
    *((span, told("只写一天，不写起止", "one day, not a span")) for span in (_WITHIN_A_MONTH, _SEVERAL)),
)
_BESIDE_A_DAY = re.compile(
    " ?\\(?(?:[农阴]历[\u4e00-\u9fff]{1,20}|(?:(?![至到起前后内以或和及与年月周])[\u4e00-\u9fff]){1,20})\\)?"
)
"""What may stand behind a day and change nothing in it: 国庆节, 农历正月十三."""
_NO_SUCH_DAY = told("日历上没有这一天", "there is no such day")


def read_day(text: str) -> Reading:
    """20260901, 2026/9/1, 2026年9月1日, 二〇二六年九月一日, Sep 1 2026, with a time or a weekday behind it."""
    if is_placeholder(text):
        return LEAVE_OUT
    said = plain(text).strip("《》<>[]()（） ")
    if weekday := _WEEKDAY.search(said):
        said = said.replace(weekday.group(), "").strip()
    if _OPEN.fullmatch(said):
        return told("写具体的一天，如 2026-03-01；没有期限的不填", "write a day, or leave it out if there is none")
    said = _ZONE.sub("", _WEEKDAY_NAME.sub("", said))
    time = _TIME.search(said)
    bare = _TIME.sub("", said).strip()
    reading = _bare_day(_LABEL.sub("", bare))
    if time and reading.stored and time[1] and "8" not in time[1]:
        return proposed(
            reading.stored, "时刻不是北京时间，请核对是哪一天", "the time is not Beijing's: which day is it?"
        )
    if weekday and reading.sure and not _falls_on(reading.stored, weekday[1]):
        return proposed(reading.stored, "日期与星期不符，请核对", "the day of the week does not fit")
    return reading


def _bare_day(said: str) -> Reading:
    for pattern in (_YEAR_FIRST, _EIGHT_DIGITS, _BLANKS_BETWEEN):
        if found := pattern.fullmatch(said):
            return _day(found[1], found[2], found[3])
    if found := _IN_WORDS.fullmatch(said.replace(" ", "")):
        return _day("".join([_DIGITS.get(sign, sign) for sign in found[1]]), _small(found[2]), _small(found[3]))
    if found := _MONTH_FIRST.fullmatch(said):
        return _day(found[3], _month(found[1]), found[2])
    if found := _DAY_FIRST.fullmatch(said):
        return _day(found[3], _month(found[2]), found[1])
    return _doubtful_day(said)


def _doubtful_day(said: str) -> Reading:
    """What does not say a day by itself."""
    if (bare := _ABOUT.sub("", said).strip()) != said:
        return _about(_bare_day(bare))
    if found := _YEAR_LAST.fullmatch(said):
        return _year_last(found[3], found[1], found[2])
    short = _short_year(said)
    if short.stored or short.note:
        return short
    if _SERIAL.fullmatch(said):
        return proposed(
            day_of(int(said)), "这像是表格软件里日期的序号", "this looks like a spreadsheet's number of a day"
        )
    beside = _with_words(said)
    return beside if beside.stored or beside.note else _no_day(said)


def _with_words(said: str) -> Reading:
    """A whole day and words behind it that change nothing in it."""
    for whole in (_YEAR_FIRST, _IN_WORDS):
        if (found := whole.match(said)) and _BESIDE_A_DAY.fullmatch(said[found.end() :]):
            return _about(_bare_day(found[0].strip()))
    return NOTHING


def _short_year(said: str) -> Reading:
    """260301, 26/3/1, 1-Mar-26."""
    day = NOTHING
    if found := _SIX_DIGITS.fullmatch(said):
        day = _day(f"20{found[1]}", found[2], found[3])
        day = day if day.stored else NOTHING
    elif found := _SHORT_YEAR.fullmatch(said):
        day = _day(f"20{found[1]}", found[2], found[3])
    elif found := _DAY_FIRST_SHORT.fullmatch(said):
        day = _day(f"20{found[3]}", _month(found[2]), found[1])
    return proposed(day.stored, "年份写四位", "write the year with four digits") if day.stored else day


def _about(day: Reading) -> Reading:
    if not day.stored or not day.sure:
        return day
    return proposed(
        day.stored, "只写日期；“前”“起”“左右”等写进正文", "the day only; say `before` or `about` in the text"
    )


def _no_day(said: str) -> Reading:
    if found := _MONTH_ONLY.fullmatch(said):
        year = "".join([_DIGITS.get(sign, sign) for sign in found[1]])
        month = _small(found[2])
        return _lacking(_day_of_month(year, month, found[3] or "初"))
    if found := _PART_OF_YEAR.fullmatch(said):
        year = "".join([_DIGITS.get(sign, sign) for sign in found[1]])
        return _lacking(
            "" if found[6] else _last_of_part(year, found[2] or (found[3] or "")[-1:] or found[4] or found[5] or "")
        )
    if _WEEK.search(said):
        return _lacking("")
    if _NO_YEAR.fullmatch(said):
        return YEAR_MISSING
    for pattern, reading in _NO_DAYS:
        if pattern.search(said):
            return reading
    return NOTHING


def _lacking(day: str) -> Reading:
    return told(f"要写到日，如 {day or '2026-03-01'}", _DAY_MISSING)


def _day_of_month(year: str, month: str, part: str) -> str:
    """Of a part of a month its last day, of a month alone its first."""
    if part in ("初", "月初"):
        return _day(year, month, "1").stored
    if part in ("中", "月中"):
        return _day(year, month, "15").stored
    return _day(year, month, _ENDS.get(part[0], "")).stored or _last_day(year, month)


def _last_of_part(year: str, part: str) -> str:
    """The last day of a half or a quarter of a year, or of what 年底 and 年中 mean."""
    month = _LAST_MONTHS.get(part) or (str(int(part) * 3) if part.isdigit() else "")
    return _last_day(year, month) if month else ""


def _last_day(year: str, month: str) -> str:
    """The last of a month, nothing of one that is none."""
    long = _day(year, month, "31").stored or _day(year, month, "30").stored
    return long or _day(year, month, "29").stored or _day(year, month, "28").stored


def lacks_day(reading: Reading) -> bool:
    """Whether a month or a part of a year was read."""
    return reading.note is not None and reading.note.en == _DAY_MISSING


def day_of(serial: int) -> str:
    """The day that a spreadsheet means by a number: day 0 as Excel counts from March 1900 on."""
    return (date(1899, 12, 30) + timedelta(days=serial)).isoformat()


def _year_last(year: str, one: str, other: str) -> Reading:
    """09/13/2026 can mean one day only; 01/02/2026 is written for two."""
    first, second = _day(year, one, other), _day(year, other, one)
    if first.stored and second.stored and first.stored != second.stored:
        return told(
            f"可能是 {first.stored}，也可能是 {second.stored}，请按 2026-03-01 的样子写", "two days are written so"
        )
    return first if first.stored else second


def _day(year: str, month: str, day: str) -> Reading:
    if not (month.isdigit() and day.isdigit()):
        return NOTHING
    try:
        return Reading(date(int(year), int(month), int(day)).isoformat())
    except ValueError:
        return _NO_SUCH_DAY


def _month(name: str) -> str:
    short = name.lower()[:3]
    known = short in _MONTHS and (name.lower() in _NAMES or len(name) == len(short))
    return next((str(number) for number, month in enumerate(_MONTHS, 1) if month == short), "") if known else ""


def _small(text: str) -> str:
    """十 → 10, 二十一 → 21, 廿三 → 23, 09 → 09."""
    spelt = text.replace("拾", "十").replace("廿", "二十").replace("卅", "三十")
    if "十" not in spelt:
        return "".join([_DIGITS.get(sign, sign) for sign in spelt])
    tens, _, ones = spelt.partition("十")
    return f"{_DIGITS.get(tens, tens) or '1'}{_DIGITS.get(ones, ones) or '0'}"


def _falls_on(day: str, weekday: str) -> bool:
    ordinal = date.fromisoformat(day).toordinal()
    return "日一二三四五六"[ordinal % 7] == weekday.replace("天", "日")
