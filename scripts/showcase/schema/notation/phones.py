"""Telephone numbers of offices as people write them → 0532-88888888, 0532-88888888-8, 400-123-4567, 12345."""

from __future__ import annotations

import re

from showcase.files.problem import Message
from showcase.schema.notation.placeholders import LEAVE_OUT, is_placeholder
from showcase.schema.notation.reading import NOTHING, Reading, plain, proposed, told

_AREA = r"0(?:10|2[0-9]|(?![48]00)[3-9][0-9]{2})"
_SHORT = r"(?:1[02][0-9]{3}|9[56][0-9]{3,4})"
PHONE = re.compile(rf"({_AREA}-[0-9]{{7,8}}|[48]00-[0-9]{{3}}-[0-9]{{4}}|(?:{_AREA}-)?{_SHORT})(?:-([0-9]{{1,6}}))?")
"""The stored form: area code and number, 400 or 800 number, or a short one as 95533 and 12345; then the extension."""

_LABEL = re.compile(
    r"^(?:联系|咨询|办公|固定|服务)?(?:室|公)?(?:电话|座机|固话|热线|总机|tel|telephone|phone)(?:号码)?[:. ]*"
)
_EXTENSION = re.compile(
    r"^(.*[0-9)])[ ,(-]*(?:转|分机|内线|;ext=|ext|extn|extension|x|#|\*)"
    r"[ :.]*(?:分机)?[号:. ]*([0-9]{1,6})(?:分机|号)?\)?$"
)
_SIGNS = re.compile(r"[0-9 ()+.-]+")
_DIGITS = re.compile(r"[0-9]+")
_WHOLE_AREA = re.compile(rf"({_AREA})([0-9]{{7,8}}|{_SHORT})")
_FREE = re.compile(r"([48]00)([0-9]{3})([0-9]{4})")
_MOBILE = re.compile(r"0?1[3-9][0-9]{9}")
_LOCAL = re.compile(r"[2-8][0-9]{6,7}")
_WITHOUT_ZERO = re.compile(r"10[0-9]{8}|2[0-9]{9}|[3-9][0-9]{9,10}")
_WITHIN = re.compile(" ?(?:区号|(?<=[0-9 ])(?:座机|电话|号码))[:. ]*(?=[0-9])")
_JOINT = re.compile(rf"^({_AREA})[/_:,;] ?(?:(?:座机|电话|号码)[:. ]*)?(?=[0-9]{{7,8}}$)")
_TAIL = re.compile(r"[0-9]{3,6}")
_SHORT_INSIDE = re.compile(rf"(?<![0-9-]){_SHORT}(?![0-9-])")
_ALONE = re.compile(r"(?<![0-9.-])[2-8][0-9]{6,7}(?![0-9-])")
_BETWEEN = re.compile(r" {0,9}(?:[/,;|]|或|和|及) {0,9}|\n")
_INSIDE = re.compile(rf"(?:{_AREA}[ -]?[0-9]{{7,8}}(?![0-9])|[48]00[ -]?[0-9]{{3}}[ -]?[0-9]{{4}}(?![0-9]))")
_COUNTRY = re.compile(r"^\(?(?:\+ ?86|0086|86(?=[ )-]))\)?[ -]*(?:\(0\))?")
_LOST = Message("开头的 0 丢了（表格里请把这一格设为“文本”）", "the leading 0 was lost (make it a text cell)")


def read_phone(text: str) -> Reading:
    """Brackets, blanks, +86, 转8 and 400 numbers in one way; a lost 0 is put back and said."""
    if is_placeholder(text):
        return LEAVE_OUT
    said = _LABEL.sub("", plain(text.replace("\n", "/")).lower()).strip()
    said = _WITHIN.sub(" ", said).strip()
    if joint := _JOINT.match(said):
        said = f"{joint[1]}-{said.removeprefix(joint[0])}"
    if PHONE.fullmatch(said):
        return Reading(said)
    extension = _EXTENSION.search(said)
    reading = _number(extension[1] if extension else said)
    if extension and PHONE.fullmatch(f"{reading.stored}-{extension[2]}"):
        return Reading(f"{reading.stored}-{extension[2]}", reading.sure, reading.note)
    if reading.stored or reading.note:
        return reading
    return _more_than_a_number(said)


_LONGEST = 8
"""Digits of a number without its area code."""
_MANY = 3


def _number(said: str) -> Reading:
    """A number of digits and signs only."""
    if not _SIGNS.fullmatch(said):
        return NOTHING
    national = _COUNTRY.sub("", said)
    if national == said and said.lstrip("(").startswith(("+", "00")):
        return told("只写国内的电话", "a number within China only")
    groups = _DIGITS.findall(national)
    if not groups:
        return NOTHING
    whole = "".join(groups)
    abroad = national != said
    reading = _of_digits(whole, abroad=abroad)
    if not reading.stored and not reading.note and len(groups) > 1:
        main = _of_digits("".join(groups[:-1]), abroad=abroad)
        extension = groups[len(groups) - 1]
        if main.stored and len(extension) <= 6:  # noqa: PLR2004  # as PHONE
            long = f"{main.stored}-{extension}"
            return Reading(long, main.sure, main.note) if national.endswith(f"-{extension}") else _extended(long)
    if not reading.stored and not reading.note and len(whole) > _LONGEST and len(groups) < _MANY and whole[:1] == "0":
        return told("位数不对：区号之后是七位或八位", "too many or too few digits: seven or eight follow the area code")
    return reading


def _extended(number: str) -> Reading:
    return proposed(number, "后面几位是分机就这样写", "write it so if the last digits are an extension")


def _of_digits(digits: str, *, abroad: bool) -> Reading:
    if found := _FREE.fullmatch(digits):
        return Reading(f"{found[1]}-{found[2]}-{found[3]}")
    if _MOBILE.fullmatch(digits):
        return told(
            "个人手机不公开，请写办公室的固定电话", "a person's mobile is not published: give the office's landline"
        )
    if found := _WHOLE_AREA.fullmatch(digits):
        return Reading(f"{found[1]}-{found[2]}")
    if PHONE.fullmatch(digits):
        return Reading(digits)
    return _without_area(digits, abroad=abroad)


def _without_area(digits: str, *, abroad: bool) -> Reading:
    found = _WHOLE_AREA.fullmatch(f"0{digits}")
    if found and abroad:
        return Reading(f"{found[1]}-{found[2]}")
    if found and _WITHOUT_ZERO.fullmatch(digits):
        return Reading(f"{found[1]}-{found[2]}", True, _LOST)
    if digits.startswith("86") and len(digits) > 10:  # noqa: PLR2004  # no number within an area is longer
        return _of_digits(digits[2:], abroad=True)
    if _LOCAL.fullmatch(digits):
        return told(f"缺区号，如 0532-{digits}", f"the area code is missing, as in 0532-{digits}")
    return NOTHING


def _more_than_a_number(said: str) -> Reading:
    """Several numbers, or words beside one: which to keep is the author's to say."""
    parts = [part for part in _BETWEEN.sub("/", said).split("/") if part]
    first = next((reading.stored for part in parts if (reading := _number(part)).stored), "")
    if first and len(parts) == 2 and _TAIL.fullmatch(parts[1]):  # noqa: PLR2004  # a number and its extension
        return _extended(f"{first}-{parts[1]}") if "/" not in said else proposed(first, *_SECOND)
    if first and len(parts) > 1:
        return proposed(first, "只能写一个电话，其余的写进正文", "one number only; the others go into the text")
    inside = [_number(found.group()).stored for found in _INSIDE.finditer(said)]
    if len(inside) == 1:
        return proposed(inside[0], "只写号码，不写姓名和说明", "the number only, no words")
    if inside:
        return proposed(inside[0], "只能写一个电话，其余的写进正文", "one number only; the others go into the text")
    return _hidden(said)


_SECOND = (
    "“/”之后是另一个号码的，只写一个；是分机的，写成 0532-88888888-8001",
    "one number only; an extension is written 0532-88888888-8001",
)


def _hidden(said: str) -> Reading:
    """A number among words or letters that looks like one."""
    if (local := _ALONE.search(said)) or (local := _SHORT_INSIDE.search(said)):
        reading = _of_digits(local[0], abroad=False)
        return (
            proposed(reading.stored, "只写号码，不写说明", "the number only, no words") if reading.stored else reading
        )
    clean = said.replace("o", "0").replace("l", "1")
    reading = _number(clean) if clean != said else NOTHING
    return (
        proposed(reading.stored, "数字里混有字母 O 或 l", "there are letters among the digits")
        if reading.stored
        else NOTHING
    )
