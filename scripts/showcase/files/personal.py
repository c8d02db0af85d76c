"""Personal data in running text: mobile, ID-card and QQ numbers, WeChat ids, mail addresses at private providers.

Offsets count characters of the text as written: full-width signs and Chinese digits are read as their ASCII twins,
one for one.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

Kind = Literal[
    "mobile",
    "id-card",
    "old-id-card",
    "qq",
    "wechat",
    "mail",
    "name",
    "home",
    "bank-card",
    "plate",
    "passport",
    "private",
    "account",
    "secret",
    "access",
    "military",
    "trade",
    "address",
    "inside",
    "number",
    "nowhere",
    "slashes",
    "letter",
]


@dataclass(frozen=True)
class Personal:
    """One find: `text` as written, `key` without the ways of writing it, `offset` in characters from 0."""

    kind: Kind
    text: str
    key: str
    offset: int
    certain: bool = True
    """Whether its form or a word before it leaves no doubt."""


SHORTEST = 7
"""No find has fewer characters."""
FEWEST_DIGITS = 11
"""No mobile and no ID-card number has fewer."""

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_ASCII = str.maketrans(
    _FULL_WIDTH | dict.fromkeys(map(ord, "‐‑‒–—−"), "-") | dict.fromkeys(map(ord, "\u00a0\u3000"), " ")
)
_NUMERAL_SIGNS = (
    *("〇○零⓪⓿", "一幺壹①❶", "二贰两②❷", "三叁③❸", "四肆④❹"),
    *("五伍⑤❺", "六陆⑥❻", "七柒⑦❼", "八捌⑧❽", "九玖⑨❾"),
)
"""Of each digit how it is written beside its Arabic figure."""
_CHINESE = "".join(_NUMERAL_SIGNS)
_ARABIC = str.maketrans({sign: str(digit) for digit, signs in enumerate(_NUMERAL_SIGNS) for sign in signs})
# Digits are read from Chinese only where several stand together: 之一13800138000 is no number with twelve digits.
_NUMERALS = re.compile(f"[0-9{_CHINESE}](?:[ .·()-]{{0,3}}[0-9{_CHINESE}]){{4,}}")
_NUMERAL = re.compile(f"[{_CHINESE}]")
_FEWEST_NUMERALS = 3

# What looks like a telephone number and is another one: addresses, DOIs, patents, standards, numbers that say so.
_OTHER_NUMBERS = re.compile(
    r"https?://[^\s<>(),;|。、]+"
    r"|\b10\.\d{4,9}/[^\s,;|。、]+"
    r"|\b(?:ZL|CN|PCT|WO|US|EP|JP|KR)[\s/.]{0,2}[A-Z]{0,4}\d(?:[ ./-]{0,2}\d)*(?: ?[A-Z]\d?(?![A-Za-z]))?"
    r"|\b(?:GB|HJ|HG|JB|SC|SL|CB|YY|NB|SH|SY|LY|NY|QB|DL|JT|DB\d*|ISO|IEC|IEEE|ASTM|EN|DIN)(?:/[A-Z]{1,4})?[\s-]?\d[\d.:-]*"
    r"|\b(?:ISBN|ISSN|IMEI|MMSI)[\s:-]*\d[\dXx-]*"
    r"|(?:编号|证书号|登记号|申请号|专利号|公开号|公告号|授权号|合同号|批号|受理号|备案号|文号|流水号|信用代码"
    r"|注册号|税号|纳税人识别号|序列号|型号|货号|料号|账户|开户行|样品|样本|订单号?|[货运]单号|条码|编码|目录号|备件号|时间戳|No\.?|№)"
    r"\s*[:]?\s*[A-Za-z0-9][A-Za-z0-9./-]*"
)
# A number with a unit is none of a person's.
_NO_UNIT = (
    r"(?!\s?(?:[kMGT]?(?:Pa|Hz|W|J|V|A|N|m|g|t|s|h|K|L|B|bit|bp|px|Da|mol|cd|cfu|CFU|kWh|Ω|rpm)\b|[℃°µμ]))"
    r"(?!(?:千|万|亿|位|条|步|年|个(?!人))"
    r"|\s?(?:次|元|吨|米|克|倍|株|尾|粒|帧|立方|平方|公里|海里|欧|台|套|件|篇|秒|小时|公斤|千克|拷贝|细胞|字节|像素))"
)
_MOBILE = re.compile(
    r"(?<![0-9A-Za-z$¥])(?<![0-9][.,-])(?<![0-9][.,] )(?<![A-Z]-)"
    r"(?:\(?(?:\+|00)?\s?86\)?[\s.·-]{0,2})?"
    r"("
    r"1[3-9]\d{9}"
    r"|1[3-9]\d(?P<a> {1,3}|[.·_-]| ?--? ?)\d{4}(?P=a)\d{4}(?! {1,3}(?!1[3-9]\d \d{4} \d{4})\d{1,5}(?!\d))"
    r"|\(1[3-9]\d\)[ -]?\d{4}[ -]?\d{4}"
    r"|1[3-9]\d{2}(?P<b>[ .·-])\d{3}(?P=b)\d{4}"
    r"|1[3-9]\d{2}(?P<e>[.·-])\d{4}(?P=e)\d{3}"
    r"|1[3-9]\d(?P<c>[ .·-])\d{3}(?P=c)\d{5}"
    r"|1[3-9]\d(?P<f>[.·-])\d{2}(?:(?P=f)\d{2}){3}"
    r"|1[3-9]\d[ -]\d{8}|1[3-9]\d{5}[ -]\d{4}|1[3-9]\d{3}[ -]\d{6}|1[3-9]\d{4}[ -]\d{5}"
    r"|1(?P<d>[ .·-])[3-9](?:(?P=d)\d){9}(?!(?P=d)\d)"
    r")"
    r"(?![0-9A-Za-z])(?!%|[.,-][0-9])" + _NO_UNIT
)
# What says that a telephone number follows; behind it the digits may stand in any groups.
_CALL = "(?:电话|手机|号码|联系|致电|拨打|来电|热线|短信|微信|同号|[Tt]el|TEL|[Mm]obile|[Pp]hone|[Cc]all|[+]86|0086)"
_CALLED = re.compile(_CALL + r"[^0-9。;\n]{0,8}$")
_USUAL = re.compile(r"^(?:\d{11}|\(?\d{3}\)?[^0-9]{0,3}\d{4}[^0-9]{0,3}\d{4})")
_SAID_MOBILE = re.compile(
    _CALL + r"[^0-9+。;\n]{0,8}(?:\(?(?:\+|00)?86\)?[ -]{0,2})?"
    r"(1[ .·_/,、-]{0,2}[3-9](?:[ .·_/,、-]{0,2}[0-9]){9})(?![0-9A-Za-z])(?![.-][0-9])" + _NO_UNIT
)
# Groups of digits that measure or name a thing, where nothing says that they are called.
_MEASURED = re.compile(
    "(?:尺寸|外形|规格|型号|编号|货号|图号|件号|号段|目录|备件|部件|零件|样品|样本|批次|站位|转速|量程|步长|刻度|长宽高|幅宽|钢|管|板"
    "|索|链|缆|网箱|支架|型材|依次|分别)[^。;\n]{0,12}$"
)
_NAMED_THING = re.compile(r" ?(?:型|号(?!码)|规格|系列|[三两四五]种|mm|毫米|[,，]?单位)")
# Grouped as people group them, and nowhere else: three months in a row have eighteen digits too. In a look-ahead,
# so that a number before it does not take away its first digits.
_ID_CARD = re.compile(
    r"(?<![0-9A-Za-z])(?="
    r"(\d{6}(?P<a>[ .·-]?)(?:19|20)\d{6}(?P=a)\d{3}[\dXx]"
    r"|\d{6}(?P<b>[ .·-])(?:19|20)\d{2}(?P=b)\d{4}(?P=b)\d{3}[\dXx]"
    r"|\d{3}(?P<c>[ .·-])\d{3}(?P=c)(?:19|20)\d{2}(?P=c)\d{4}(?P=c)\d{3}[\dXx]"
    r"|\d(?P<d>[ .·-])\d(?:(?P=d)\d){4}(?P=d)(?:1(?P=d)9|2(?P=d)0)(?:(?P=d)\d){9}(?P=d)[\dXx]"
    r")(?![0-9A-Za-z]))"
)
_SAID_ID_CARD = re.compile(r"(?:身份证|证件)[^0-9。;\n]{0,10}(\d(?:[ .·-]{0,2}\d){16}[ .·-]{0,2}[\dXx])(?![0-9A-Za-z])")
_PRODUCT_NUMBER = re.compile("(?:信用代码|[批货订料运]单?号|订单|条码|编码|序列号|流水号|合同编?号)[ :]{0,3}$")
# Before 1999: fifteen digits, no check digit; hence by the province (GB/T 2260), the day of birth and no unit.
_OLD_ID_CARD = re.compile(
    r"(?<![0-9A-Za-z$¥])(?<![0-9][.,-])(?<![A-Z]-)"
    r"((?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])(?!00)\d{2}(?!00)\d{2}(?P<s>[ -]?)"
    r"[2-9]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?P=s)\d{3})"
    r"(?![0-9A-Za-z])(?!%|[.,-][0-9])" + _NO_UNIT
)
_JOINT = r"(?:号码?|账号|帐号|ID|同号|[/、和]?(?:QQ|微信|手机|电话)|[是为:()|*`/、 ]){0,6}"
_NO_MORE = r"(?![0-9A-Za-z_@-])(?!\.[0-9A-Za-z])"
_QQ = re.compile(
    rf"(?<![0-9A-Za-z])(?:[Qq]{{2}}|扣扣){_JOINT}"
    rf"([1-9]\d{{4,9}}|[1-9]\d{{2,3}}([ -])\d{{3,4}}(?:\2\d{{1,4}})?){_NO_MORE}" + _NO_UNIT
)
_WECHAT = re.compile(
    r"((?<!企业)微信|薇信|(?<![A-Za-z])(?:[Vv]信|[Ww]e[Cc]hat|[Ww]eixin|VX)|(?<![添施外增附])加(?:[Vv][Xx]?|微))"
    rf"({_JOINT})([A-Za-z][A-Za-z0-9_-]{{5,19}}|[1-9]\d{{4,9}}){_NO_MORE}" + _NO_UNIT
)
_CUE = re.compile("[Qq]{2}|扣扣|[微薇Vv]信|[Ww]e[Cc]hat|[Ww]eixin|VX|加[Vv微]")
_DOT = r"(?:\.|\sdot\s|\s?[(\[【]\s?(?:dot|点)\s?[)\]】]\s?|点)"
_DOTS = re.compile(_DOT, re.IGNORECASE)
# The look-behind keeps a run of name characters whole: without it a long run costs quadratic time.
_MAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])([A-Za-z0-9._%+-]{1,64})(?:\s?(?:[@#]|[(\[【]\s?(?:at|艾特)\s?[)\]】]|艾特)\s?|\sat\s)"
    rf"((?:[A-Za-z0-9-]{{1,63}}{_DOT}){{1,8}}[A-Za-z]{{2,24}})",
    re.IGNORECASE,
)
_MAIL_CUE = re.compile("[@#]|at|艾特", re.IGNORECASE)
_DIGIT = re.compile("[0-9]")
_SIGNS = re.compile(r"[\s()+.·/_-]")


def find_personal(text: str, providers: Container[str]) -> Iterator[Personal]:
    """Every find in `text`, by kind and then by place; `providers` are domains of private mail such as qq.com."""
    if len(text) < SHORTEST:
        return
    plain = plain_text(text)
    if len(_DIGIT.findall(plain)) >= FEWEST_DIGITS or _CUE.search(plain):
        numbers = _OTHER_NUMBERS.sub(lambda match: "\x00" * len(match.group()), plain)
        yield from _mobiles(text, numbers)
        yield from _id_cards(text, plain)
        yield from _old_id_cards(text, numbers)
        yield from _accounts(text, numbers)
    if _MAIL_CUE.search(plain):
        yield from _mails(text, plain, providers)


def normalize(value: str) -> str:
    """What an author wrote to name a find, as its `key` is written."""
    plain = plain_text(value).strip()
    digits = _SIGNS.sub("", plain)
    if re.fullmatch(r"(?:00)?(?:86)?1[3-9]\d{9}", digits):
        return digits[-11:]
    if re.fullmatch(r"\d{5,15}", digits):
        return digits
    for account in _accounts(value, plain):
        return account.key
    for mail in _MAIL.finditer(plain):
        return _mail_key(mail)
    return re.sub(r"\s", "", plain).lower()


@lru_cache(maxsize=256)  # each finder reads a record's texts anew
def plain_text(text: str) -> str:
    """The text sign for sign, with full-width signs, odd blanks and Chinese digits as their ASCII twins."""
    return _NUMERALS.sub(_arabic, text.translate(_ASCII))


def _arabic(match: re.Match[str]) -> str:
    run = match.group()
    return run.translate(_ARABIC) if len(_NUMERAL.findall(run)) >= _FEWEST_NUMERALS else run


def _mobiles(text: str, plain: str) -> Iterator[Personal]:
    keys = set()
    for match in _MOBILE.finditer(plain):
        called = _CALLED.search(plain[max(0, match.start() - 24) : match.start()]) or match.group()[0] in "+0("
        if called or match[1].isdigit() or not _is_measured(plain, match.start(), match.end()):
            keys.add(normalize(match[1]))
            written = text[match.start() : match.end()]
            certain = bool(called or _USUAL.fullmatch(match[1]))
            yield Personal("mobile", written, normalize(match[1]), match.start(), certain)
    for match in _SAID_MOBILE.finditer(plain):
        if normalize(match[1]) not in keys:
            offset = match.start() + match.group().find(match[1])
            yield Personal("mobile", text[offset : match.end()], normalize(match[1]), offset)


def _is_measured(plain: str, start: int, end: int) -> bool:
    return (
        _MEASURED.search(plain[max(0, start - 24) : start]) is not None
        or _NAMED_THING.match(plain[end : end + 8]) is not None
    )


def _id_cards(text: str, plain: str) -> Iterator[Personal]:
    keys = set()
    for pattern in (_ID_CARD, _SAID_ID_CARD):
        for match in pattern.finditer(plain):
            number = _SIGNS.sub("", match[1]).upper()
            offset = match.start() + max(match.group().find(match[1]), 0)
            if number in keys or not _is_id_card(number):
                continue
            keys.add(number)
            if not _PRODUCT_NUMBER.search(plain[max(0, offset - 12) : offset]):
                yield Personal("id-card", text[offset : offset + len(match[1])], number, offset)


def _old_id_cards(text: str, plain: str) -> Iterator[Personal]:
    for match in _OLD_ID_CARD.finditer(plain):
        number = _SIGNS.sub("", match.group())
        if _is_date("19" + number[6:12]):
            yield Personal("old-id-card", text[match.start() : match.end()], number, match.start())


def _accounts(text: str, plain: str) -> Iterator[Personal]:
    """QQ numbers and WeChat ids behind a word that says what they are; so no name of a part is taken for one."""
    both = set()
    for match in _QQ.finditer(plain):
        both.add(match.end())
        yield Personal("qq", text[match.start() : match.end()], _SIGNS.sub("", match[1]), match.start())
    for match in _WECHAT.finditer(plain):
        if match.end() not in both and _is_wechat(match[1], match[2], match[3]):
            yield Personal("wechat", text[match.start() : match.end()], match[3].lower(), match.start())


def _is_wechat(cue: str, joint: str, name: str) -> bool:
    """Whether `name` is said to be an id or has the looks of one: 微信 Android, WeChat Pay2 and 加V Nb are none."""
    coded = re.search("[0-9_]", name) is not None and re.match("[A-Za-z]", name) is not None
    said = ":" in joint or "号" in joint or "ID" in joint
    if cue == "VX":
        return coded and said
    return said or (coded and ("信" in cue or (cue[0] == "加" and joint != "")))


def _is_id_card(number: str) -> bool:
    """Whether check digit and birthday are right. The place is not looked at: lists of places age."""
    return _is_date(number[6:14]) and _check_digit(number) == number[-1]


def _is_date(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def _check_digit(number: str) -> str:
    """What the first seventeen digits call for (GB 11643, ISO 7064 MOD 11-2); the form runs it too."""
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False)) % 11]


_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _mails(text: str, plain: str, providers: Container[str]) -> Iterator[Personal]:
    for match in _MAIL.finditer(plain):
        key = _mail_key(match)
        domain = key.partition("@")[2]
        if domain in providers or domain.partition(".")[2] in providers:
            yield Personal("mail", text[match.start() : match.end()], key, match.start())


def _mail_key(match: re.Match[str]) -> str:
    """The address with its signs, where words or another sign stand for them."""
    return f"{match[1]}@{_DOTS.sub('.', match[2])}".lower()
