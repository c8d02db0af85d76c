"""Personal data in running text: mobile numbers, ID-card numbers, mail addresses at private providers.

Offsets count characters of the text as written: full-width signs are read as their ASCII twins, one for one.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["mobile", "id-card", "mail"]


@dataclass(frozen=True)
class Personal:
    """One find: `text` as written, `key` without the ways of writing it, `offset` in characters from 0."""

    kind: Kind
    text: str
    key: str
    offset: int


SHORTEST = 8
"""No find has fewer characters, and no number fewer digits."""

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_ASCII = str.maketrans(
    _FULL_WIDTH | dict.fromkeys(map(ord, "‐‑‒–—−"), "-") | dict.fromkeys(map(ord, "\u00a0\u3000"), " ")
)

# What looks like a telephone number and is another one: addresses, DOIs, patents, standards, numbers that say so.
_OTHER_NUMBERS = re.compile(
    r"https?://[^\s<>()]+"
    r"|\b10\.\d{4,9}/\S+"
    r"|\b(?:ZL|CN|PCT|WO|US|EP|JP|KR)[\s/.]{0,2}[A-Z]{0,4}\d[\d\s./-]*[A-Z]?\d?"
    r"|\b(?:GB|HJ|HG|JB|SC|SL|CB|YY|NB|SH|SY|LY|NY|QB|DL|JT|DB\d*|ISO|IEC|IEEE|ASTM|EN|DIN)(?:/[A-Z]{1,4})?[\s-]?\d[\d.:-]*"
    r"|\b(?:ISBN|ISSN)[\s:-]*\d[\dXx-]*"
    r"|(?:编号|证书号|登记号|申请号|专利号|公开号|公告号|授权号|合同号|批号|受理号|备案号|文号|流水号|信用代码|No\.?|№)"
    r"\s*[:]?\s*[A-Za-z0-9][A-Za-z0-9./-]*"
)
_MOBILE = re.compile(
    r"(?<![0-9A-Za-z$¥])(?<![0-9][.,-])(?<![0-9][.,] )"
    r"(?:\(?(?:\+|00)?\s?86\)?[\s-]{0,2})?"
    r"("
    r"1[3-9]\d{9}"
    r"|1[3-9]\d(?P<a>[ .·-]| - )\d{4}(?P=a)\d{4}(?! (?!1[3-9]\d \d{4} \d{4})\d{1,5}(?!\d))"
    r"|1[3-9]\d{2}(?P<b>[ .·-])\d{3}(?P=b)\d{4}"
    r"|1[3-9]\d(?P<c>[ .·-])\d{3}(?P=c)\d{5}"
    r"|1[3-9]\d[ -]\d{8}|1[3-9]\d{5}[ -]\d{4}|1[3-9]\d{3}[ -]\d{6}|1[3-9]\d{4}[ -]\d{5}"
    r"|1(?P<d>[ .-])[3-9](?:(?P=d)\d){9}"
    r")"
    r"(?![0-9A-Za-z])(?!%|[.,-][0-9])"
    r"(?!\s?(?:[kMGT]?(?:Pa|Hz|W|J|V|A|N|m|g|t|B|bit|cd|cfu|CFU|kWh|Ω|rpm)\b|[℃°µμ]))"
    r"(?!(?:千|万|亿|位|条|步|年|个(?!人))|\s?(?:次|元|吨|米|克|倍|株|尾|粒|帧|立方|平方|公里|海里|欧))"
)
_ID_CARD = re.compile(r"(?<![0-9A-Za-z])\d{6}[ -]?(?:19|20)\d{2}[ -]?\d{4}[ -]?\d{3}[\dXx](?![0-9A-Za-z])")
# The look-behind keeps a run of name characters whole: without it a long run costs quadratic time.
_MAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}\s?(?:@|[(\[]\s?at\s?[)\]])\s?((?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24})",
    re.IGNORECASE,
)
_DIGIT = re.compile("[0-9]")
_SIGNS = re.compile(r"[\s()+.·-]")


def find_personal(text: str, providers: Container[str]) -> Iterator[Personal]:
    """Every find in `text`, by kind and then by place; `providers` are domains of private mail such as qq.com."""
    if len(text) < SHORTEST:
        return
    plain = text.translate(_ASCII)
    if len(_DIGIT.findall(plain)) >= SHORTEST:
        numbers = _OTHER_NUMBERS.sub(lambda match: "\x00" * len(match.group()), plain)
        yield from _mobiles(text, numbers)
        yield from _id_cards(text, plain)
    if "@" in plain or "at" in plain.lower():
        yield from _mails(text, plain, providers)


def normalize(value: str) -> str:
    """What an author wrote to name a find, as its `key` is written."""
    plain = value.translate(_ASCII).strip()
    digits = _SIGNS.sub("", plain)
    if re.fullmatch(r"(?:00)?(?:86)?1[3-9]\d{9}", digits):
        return digits[-11:]
    return re.sub(r"\s|[(\[]\s?at\s?[)\]]", lambda match: "" if match.group().isspace() else "@", plain).lower()


def _mobiles(text: str, plain: str) -> Iterator[Personal]:
    for match in _MOBILE.finditer(plain):
        written = text[match.start() : match.end()]
        yield Personal("mobile", written, normalize(match[1]), match.start())


def _id_cards(text: str, plain: str) -> Iterator[Personal]:
    for match in _ID_CARD.finditer(plain):
        number = _SIGNS.sub("", match.group()).upper()
        if _is_id_card(number):
            yield Personal("id-card", text[match.start() : match.end()], number, match.start())


def _is_id_card(number: str) -> bool:
    """Whether check digit and birthday are right. The place is not looked at: lists of places age."""
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return _check_digit(number) == number[-1]


def _check_digit(number: str) -> str:
    """What the first seventeen digits call for (GB 11643, ISO 7064 MOD 11-2); the form runs it too."""
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False)) % 11]


_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _mails(text: str, plain: str, providers: Container[str]) -> Iterator[Personal]:
    for match in _MAIL.finditer(plain):
        domain = match[1].lower()
        if domain in providers or domain.partition(".")[2] in providers:
            yield Personal("mail", text[match.start() : match.end()], normalize(match.group()), match.start())
