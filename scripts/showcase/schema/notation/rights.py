"""Numbers of patents and applications as certificates and databases print them → the stored form.

Chinese numbers: ZL202010123456.2 for a patent, 202010123456.2 for an application; weights 2–9 and 2–5 over the twelve
digits (older numbers: 2–9 over eight), modulo 11, 10 written X (国家知识产权局《专利申请号标准》ZC 0006—2003). Abroad:
the office's two letters and the number (WIPO ST.3, ST.6): US10123456B2, EP3123456B1, 特開2020-123456;
PCT/CN2020/123456 and WO2020/123456.
"""

from __future__ import annotations

import re

from showcase.schema.notation.placeholders import LEAVE_OUT, is_placeholder
from showcase.schema.notation.reading import NOTHING, Reading, plain, proposed, told

CHINESE = re.compile(r"(?:ZL)?(?:[0-9]{12}|[0-9]{8})\.[0-9X]")
"""The stored form of a Chinese number, its check digit not looked at."""

_LABEL = re.compile(
    r"^(?:中国|国际|国家)?(?:发明|实用新型|外观设计|PCT)?(?:专利)?(?:国际)?(?:申请|授权|公开)?"
    r"(?:\(专利\)|公告|公布|公开|登记|注册)?号(?:码)?[:. ]*"
)
_COUNTRIES = {
    "美国": "US",
    "欧洲": "EP",
    "日本": "JP",
    "韩国": "KR",
    "德国": "DE",
    "英国": "GB",
    "法国": "FR",
    "俄罗斯": "RU",
    "澳大利亚": "AU",
    "加拿大": "CA",
    "印度": "IN",
    "南非": "ZA",
    "卢森堡": "LU",
    "新加坡": "SG",
    "荷兰": "NL",
    "香港": "HK",
    "中国香港": "HK",
    "台湾": "TW",
    "中国台湾": "TW",
    "澳门": "MO",
    "中国澳门": "MO",
}
_FROM = re.compile(
    rf"^({'|'.join(_COUNTRIES)})(?:发明|实用新型|外观设计|创新)?(?:专利)?(?:申请|授权|公开)?(?:号|号码)?[:. ]*"
)
_PATENT = re.compile(r" ?(?:PATENT|PAT\.)(?: APPLICATION| APPL\.)?(?: NO\.?| NUMBER)?[ :.]*")
_REGISTERED_LABEL = re.compile(
    r"^(?:计算机)?(?:软件著作权|软著|软件|植物新品种权?|品种权|集成电路布图设计(?:专有权)?|布图设计)?"
    r"(?:登记|授权)?号?(?:码)?[:. ]*"
)
_REGISTERED = re.compile(
    r"((?:19|20)[0-9]{2}SR[0-9]{6,7})|(CNA(?:19|20)[0-9]{6,9}(?:\.[0-9])?)|(BS)\.?([0-9]{8,9}(?:\.[0-9])?)"
)
_CERTIFICATE = re.compile(r"软著(?:变补)?登字第?[0-9]{5,9}号?")
_PATENTS_CERTIFICATE = re.compile(r"(?:专利)?(?:证书(?:编号|号)?[:.]?|第)第?[0-9]{6,8}号?")
_BETWEEN_DIGITS = re.compile(r"[ ,:()_-]+")
_INSIDE = re.compile(r"(?:ZL|CN)?[: ]{0,9}(?:19|20)[0-9]{2} ?[1-9] ?[0-9]{7} ?\. ?[0-9X]")
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_APPLICATION = re.compile(
    r"(ZL|CNZL|ZLCN|CN)?((?:19|20)[0-9]{2}[1-9][0-9]{7}|(?:8[5-9]|9[0-9]|0[0-3])[1-9][0-9]{5})\.?([0-9X])"
)
_NO_CHECK_DIGIT = re.compile(r"(ZL|CNZL|ZLCN|CN)?((?:19|20)[0-9]{2}[1-9][0-9]{7})")
_PUBLICATION = re.compile(r"CN([0-9]{7}|[0-9]{9})([ABCDSUY][0-9]?)?")
_PCT = re.compile(r"PCT[ /]?([A-Z]{2})[ /]?((?:19|20)[0-9]{2})[ /]?([0-9]{6})")
_OLD_PCT = re.compile(r"PCT/?([A-Z]{2})([0-9]{2})/([0-9]{5})")
_SHORT_PCT = re.compile(r"PCT[ /]?[A-Z]{2}[ /]?(?:19|20)[0-9]{2}[ /]?[0-9]{1,5}")
_DESIGN = re.compile(r"(?:IR|WIPO)?(DM)/?([0-9]{5,6})")
_WO = re.compile(r"WO/?((?:19|20)[0-9]{2})/?([0-9]{6})([AB][0-9])?")
_US_PUBLICATION = re.compile(r"US(20[0-9]{2})/?([0-9]{7})(A[0-9])?")
_US_APPLICATION = re.compile(r"US([0-9]{2})/([0-9]{6})")
_JAPANESE = re.compile(
    r"(?:JP)?(特開|特願|特許|特表|実願|実開|実登|意願|意匠登録|実用新案登録)第?([HS昭平]?)([0-9]{1,4}-[0-9]{3,7}|[0-9]{4,8})号?(?:公報)?"
)
_JP_YEAR = re.compile(r"JP((?:19|20)[0-9]{2})-?([0-9]{6})([AB][0-9]?)?")
_KOREAN = re.compile(r"(KR)?([1-4]0)-?((?:19|20)[0-9]{2})-?([0-9]{7})(?:호)?")
_KOREAN_PATENT = re.compile(r"(KR)?([1-4]0)-([0-9]{7})(?:호)?")
_ABROAD = re.compile(r"([A-Z]{2})([A-Z]{0,2}[0-9]{5,13}(?:\.[0-9])?(?:[A-Z][0-9]?)?)")
_OFFICES = (
    " AR AT AU BE BG BR CA CH CL CO CZ DE DK EA EE EG EP ES FI FR GB GC GR HK HR HU ID IE IL IN IS IT JP KR KZ LT LU"
    " LV MA MO MX MY NL NO NZ PE PH PL PT RO RS RU SA SE SG SI SK SU TH TR TW UA US UY UZ VN ZA "
)
_JAPANESE_SIGNS = {
    ord("开"): "開",
    ord("愿"): "願",
    ord("许"): "許",
    ord("实"): "実",
    ord("實"): "実",
    ord("号"): "号",
    ord("號"): "号",
}


def expected_check_digit(number: str) -> str:
    """The check digit that belongs to the eight or twelve digits of a Chinese number."""
    digits = number.removeprefix("ZL").partition(".")[0]
    remainder = sum([int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False)]) % 11
    return "0123456789X"[remainder]


def is_abroad(stored: str) -> bool:
    """Whether a number in its stored form is one of another office, or an international one."""
    return not CHINESE.fullmatch(stored)


def registered_as(stored: str) -> str:
    """The kind of right whose registration a number in its stored form is; empty for a patent's."""
    found = _REGISTERED.fullmatch(stored)
    return "" if not found else "software" if found[1] else "plant-variety" if found[2] else "ic-layout"


_NOT_YET = re.compile(
    "(?:专利|发明|正在)?(?:申请|受理|审查|实审|公开|授权|登记)(?:中|阶段)|(?:已|待|拟|准备|尚未|未)(?:经)?(?:申请|受理|授权|登记|公开|提交)"
)


def read_right(text: str) -> Reading:
    """ZL 2020 1 0123456.2, zl…, CN202010123456.2, PCT/CN2020/123456, US 10,123,456 B2, EP 3 123 456 B1."""
    if is_placeholder(text):
        return LEAVE_OUT
    if _NOT_YET.fullmatch(text.strip()):
        return told("还没有号码的不写这一项，状态写在 status", "leave it out while there is none: `status` tells that")
    said = _of_country(_PATENT.sub(" ", _LABEL.sub("", plain(text).upper())).strip())
    for read in (_registered, _chinese, _international, _japanese, _korean, _other):
        reading = read(said)
        if reading.stored or reading.note:
            return reading
    return _several(said)


def _of_country(said: str) -> str:
    """美国专利 10,123,456 as US10,123,456."""
    found = _FROM.match(said)
    if not found:
        return said
    rest = said.removeprefix(found[0]).strip()
    return f"{_COUNTRIES[found[1]]}{rest}" if rest[:1].isdigit() else rest


def _registered(said: str) -> Reading:
    """Numbers of software, plant varieties and layouts."""
    if _CERTIFICATE.fullmatch(said.replace(" ", "")):
        return told(
            "这是证书号；请写登记号，如 2023SR0123456", "the certificate's number; give that of the registration"
        )
    if _PATENTS_CERTIFICATE.fullmatch(said.replace(" ", "")):
        return told(
            "这是证书的编号；请写证书上的专利号，如 ZL202010123456.2",
            "the certificate's number; give that of the patent",
        )
    found = _REGISTERED.fullmatch(_REGISTERED_LABEL.sub("", said).replace(" ", ""))
    if not found:
        return NOTHING
    return Reading(found[1] or found[2] or f"BS.{found[4]}")


def _chinese(said: str) -> Reading:
    compact = _BETWEEN_DIGITS.sub("", said).replace("..", ".").removesuffix("号")
    if found := _APPLICATION.fullmatch(compact) or _APPLICATION.fullmatch(compact.replace(".", "")):
        return Reading(f"{'ZL' if 'ZL' in (found[1] or '') else ''}{found[2]}.{found[3]}")
    if found := _NO_CHECK_DIGIT.fullmatch(compact):
        digit = expected_check_digit(found[2])
        stored = f"{'ZL' if 'ZL' in (found[1] or '') else ''}{found[2]}.{digit}"
        return proposed(stored, "原文缺校验位，请对照证书", "the check digit is missing: look it up on the certificate")
    if found := _PUBLICATION.fullmatch(compact.replace(".", "")):
        return _publication(found[2] or "")
    digits = compact.replace("ZL", "").replace("O", "0").replace("I", "1").replace("L", "1")
    if compact.startswith("ZL") and (found := _APPLICATION.fullmatch(f"ZL{digits}")):
        return proposed(f"ZL{found[2]}.{found[3]}", "数字里混有字母 O、I 或 L", "there are letters among the digits")
    return NOTHING


def _publication(kind: str) -> Reading:
    name = (
        "公布号（专利公开时的编号）"
        if kind.startswith("A")
        else "公告号（公告文本的编号）"
        if kind
        else "公布号或公告号"
    )
    return told(
        f"这是{name}，不是专利号；请写证书或公告首页上的专利号或申请号，如 ZL202010123456.2",
        "this is the number of a publication; give that of the patent or application, like ZL202010123456.2",
    )


def _international(said: str) -> Reading:
    compact = said.replace(" ", "").replace(",", "")
    if found := _PCT.fullmatch(compact):
        return Reading(f"PCT/{found[1]}{found[2]}/{found[3]}")
    if found := _OLD_PCT.fullmatch(compact):
        return Reading(f"PCT/{found[1]}{found[2]}/{found[3]}")
    if _SHORT_PCT.fullmatch(compact):
        return told(
            "PCT 申请号的最后一段是六位数字，如 PCT/CN2020/012345", "the last part of a PCT number has six digits"
        )
    if found := _DESIGN.fullmatch(compact):
        return Reading(f"DM/{found[2]}")
    if found := _WO.fullmatch(compact.replace("-", "").replace("(", "").replace(")", "")):
        return Reading(f"WO{found[1]}/{found[2]}{found[3] or ''}")
    return NOTHING


def _japanese(said: str) -> Reading:
    compact = said.translate(_JAPANESE_SIGNS).replace(" ", "").replace(",", "").replace("(", "").replace(")", "")
    if found := _JAPANESE.fullmatch(compact):
        return Reading(f"{found[1]}{found[2]}{found[3]}")
    if found := _JP_YEAR.fullmatch(compact):
        return Reading(f"JP{found[1]}-{found[2]}{found[3] or ''}")
    return NOTHING


def _korean(said: str) -> Reading:
    compact = said.replace(" ", "")
    if found := _KOREAN.fullmatch(compact):
        return Reading(f"KR{found[2]}-{found[3]}-{found[4]}")
    if found := _KOREAN_PATENT.fullmatch(compact):
        return Reading(f"KR{found[2]}-{found[3]}")
    return NOTHING


def _other(said: str) -> Reading:
    compact = _BETWEEN_DIGITS.sub("", said)
    if found := _US_PUBLICATION.fullmatch(compact):
        return Reading(f"US{found[1]}/{found[2]}{found[3] or ''}")
    if found := _US_APPLICATION.fullmatch(compact):
        return Reading(f"US{found[1]}/{found[2]}")
    european = compact.startswith("EP") and compact[:-1].endswith(".")
    found = _ABROAD.fullmatch(compact if european else compact.replace(".", "").replace("/", ""))
    return Reading(f"{found[1]}{found[2]}") if found and f" {found[1]} " in _OFFICES else NOTHING


def _several(said: str) -> Reading:
    """More than one number in a field, or words beside one."""
    known = [_chinese(found.group()).stored for found in _INSIDE.finditer(said)]
    if len(known) > 1:
        return proposed(
            known[0], "一条只写一个号码，其余的另起一条", "one number an item; the others are items of their own"
        )
    if known:
        return proposed(known[0], "只写号码，不写说明", "the number only, no words")
    return NOTHING
