"""A text where parts belong → the parts that it is likely to hold; what it does not say stays open."""

from __future__ import annotations

import re
from collections.abc import Callable

from pydantic import BaseModel

from showcase.schema.fields import RECORD_ID
from showcase.schema.notation.addresses import URL, read_mail, read_url
from showcase.schema.notation.amounts import read_amounts
from showcase.schema.notation.days import read_day
from showcase.schema.notation.phones import read_phone
from showcase.schema.notation.reading import half_width
from showcase.schema.notation.rights import read_right
from showcase.schema.parts import (
    Advantage,
    Attachment,
    Demander,
    Disclosure,
    Financing,
    HumanMatch,
    Ip,
    Link,
    Resolution,
    Target,
    Venture,
    Withdrawal,
)
from showcase.schema.terms import Contact

Parts = dict[str, str]


def parts_in(model: type[BaseModel], text: str) -> Parts:
    """The parts by their names, as YAML writes them; none where nothing of the kind is found."""
    reader = _READERS.get(model)
    return reader(text.strip()) if reader and len(text) <= _LONGEST else {}


_LONGEST = 200
_LINK = re.compile(r"\[([^\[\]]{1,100})\]\(([^()\s]{1,180})\)")
_HOST = r"(?<![a-z0-9@.-])(?:[a-z0-9-]{1,63}\.){1,4}(?:cn|com|org|net|edu|gov|example)(?![a-z])(?:/[^\s（）()，。；]*)?"
_ADDRESS = re.compile(
    rf"{URL}|www\.[a-z0-9-]+\.[^\s（）()，。；]+|{_HOST}|(?:doi: ?)?10\.[0-9]{{4,9}}/[^\s，。；]+", re.IGNORECASE
)
_FILE = re.compile(r"([^/\\]{1,90})\.(?:pdf|png|jpe?g|webp|mp4|webm)", re.IGNORECASE)
_SEPARATE = str.maketrans("（）", "  ")
_BRACKETS = "《》“”\"'：:，,；;（）()—- "
_MEASURE = re.compile(
    r"(?P<metric>[^0-9≥≤<>=:,;。]{2,40}?) ?:? ?"
    r"(?P<sign>≥|≤|>=|<=|=<|=>|>|<|=|不低于|不小于|不少于|不超过|不高于|不大于|小于|大于|高于|低于|达到?|约)? ?"
    r"(?P<value>[0-9]+(?:\.[0-9]+)?(?: ?[-~至] ?[0-9]+(?:\.[0-9]+)?)?) ?"
    r"(?P<unit>[^0-9,;。(]{1,12}(?:[23](?:/[a-zA-Z]{1,3})?)?)?(?P<rest>[,;。(].{1,60})?"
)
_SIGNS = {
    "ge": ("≥", ">=", "=>", "不低于", "不小于", "不少于", "达", "达到"),
    "le": ("≤", "<=", "=<", "不超过", "不高于", "不大于"),
    "gt": (">", "大于", "高于"),
    "lt": ("<", "小于", "低于"),
}
_SECRET = re.compile(r"保密|匿名|不具名|不[便愿想宜能予]?(?:方便)?公开|某[^，。（(]{0,12}(?:公司|企业|单位|厂)")
_COMPANY = re.compile(r"[^，,；;。\s]{2,50}(?:公司|集团|企业|厂|合作社|研究院|研究所|中心|大学)")
_PLANNED = re.compile(r"是|拟|计划|筹备|有意")
_FOUNDED = re.compile(r"已(?:经)?(?:成立|注册|设立)")
_ID = re.compile(RECORD_ID.strip("^$"))


def _link(text: str) -> Parts:
    if found := _LINK.fullmatch(text):
        return {"title": found[1], "url": read_url(found[2]).stored or found[2]}
    if found := _ADDRESS.search(text.translate(_SEPARATE)):
        title = text.replace(found.group(), "").strip(_BRACKETS)
        return {"url": read_url(found.group()).stored} | ({"title": title} if title else {})
    return {}


def _attached(text: str) -> Parts:
    found = _FILE.fullmatch(text)
    return {"file": text, "title": found[1]} if found else {}


def _financing(text: str) -> Parts:
    first, _, rest = re.sub("[，；。;]", ",", text).partition(",")
    said = read_amounts(re.sub("^(?:拟|计划)?(?:融资|募集|需要?)(?:资金|金额)?", "", first))
    amount = said.high if said.low == "0" else said.low
    use = re.sub("^(?:主要)?用于", "", rest.strip())
    return ({"amount": amount} if amount else {}) | ({"use": use} if amount and use else {})


def _measure(text: str) -> tuple[Parts, str]:
    """A measure's parts and the sign before its value."""
    found = _MEASURE.fullmatch(half_width(text).rstrip("。;；, "))
    if not found:
        return {}, ""
    parts = {"metric": found["metric"].strip(), "value": f'"{found["value"]}"'}
    if unit := (found["unit"] or "").strip():
        parts["unit"] = f'"{unit}"' if unit[0] in "%@&*" else unit
    rest = (found["rest"] or "").strip(",;。() ")
    return parts | ({"baseline": rest} if rest else {}), found["sign"] or ""


def _advantage(text: str) -> Parts:
    return _measure(text)[0]


def _target(text: str) -> Parts:
    parts, sign = _measure(text)
    op = next((code for code, signs in _SIGNS.items() if sign in signs), "")
    named = {name: value for name, value in parts.items() if name != "baseline"}
    return named | ({"op": op} if op and named else {})


def _demander(text: str) -> Parts:
    if _SECRET.search(text):
        return {"disclosed": "false", "description": "…"}
    return {"disclosed": "true", "name": text} if _COMPANY.fullmatch(text) else {}


def _dated(name: str) -> Callable[[str], Parts]:
    """A reader of `单位，日期`: the day, and what stands beside it under `name`."""

    def read(text: str) -> Parts:
        sentence = _SENTENCE.fullmatch(text)
        said = f"{sentence['day']} {sentence['one'] or sentence['other'] or ''}" if sentence else text
        pieces = [piece.strip() for piece in re.split(r"[，,；;\s]+", said) if piece.strip()]
        days = {piece: read_day(piece).stored for piece in pieces}
        others = [piece for piece in pieces if not days[piece]]
        found = [day for day in days.values() if day]
        if len(found) != 1 or len(others) > 1:
            return {}
        return {"date": found[0]} | ({name: others[0]} if others and name else {})

    return read


_SENTENCE = re.compile(
    r"(?:(?:已经?由?|经由?(?![济信管营贸])|由)?(?P<one>[^，,；;\s]{2,30}?))?已?[于在](?P<day>(?:19|20)[0-9]{2}[年./-][0-9]{1,2}[月./-][0-9]{1,2}日?)[，,]?"
    r"(?:[由经](?P<other>[^，,；;\s]{2,30}?))?(?:进行了?|完成了?|通过了?|作了)?(?:公开|保密|专利)?(?:审查|审核|同意|批准)(?:通过|完成|同意)?。?"
)
"""已于2026年2月20日由某处审查."""
_LABEL = re.compile(
    "^(?:联系人?|部门|科室|单位|(?:联系|办公|固定)?电话|座机|(?:电子)?邮箱|邮件|e-?mail|tel)[:：]", re.IGNORECASE
)
_PERSON = re.compile("^联系人?[:：](?!.{0,40}[部处室科办局所组心]$)")


def _contact(text: str) -> Parts:
    parted = [piece for piece in re.split(r"[，,；;、|\s]+(?:/\s+)?", text) if piece and not _PERSON.match(piece)]
    pieces = [_LABEL.sub("", piece) for piece in parted]
    mails = {piece: stored for piece in pieces if (stored := read_mail(piece).stored)}
    mail = next(iter(mails.values()), "")
    phones = [stored for piece in pieces if piece not in mails and (stored := read_phone(piece).stored)]
    office = [piece for piece in pieces if piece not in mails and not re.search(r"[0-9]", piece)]
    if not mail and len(phones) != 1:
        return {}
    parts = {"office": office[0] if len(office) == 1 else "", "phone": phones[0] if phones else "", "email": mail}
    return {name: value for name, value in parts.items() if value}


def _venture(text: str) -> Parts:
    if _FOUNDED.search(text):
        return {"stage": "established"}
    return {"stage": "planned"} if _PLANNED.match(text) else {}


def _resolution(text: str) -> Parts:
    found = _ID.findall(text)
    return {"achievement": found[0]} if len(found) == 1 else _dated("")(text)


def _match(text: str) -> Parts:
    return {"id": text} if _ID.fullmatch(text) else {}


def _right(text: str) -> Parts:
    """Of `一种装置（ZL202010123456.2，已授权）` the number, what it says of the right, and the name before it."""
    said = half_width(text)
    number, found = read_right(text).stored, [*_NUMBER_OF_RIGHT.finditer(said)]
    if not number or len(found) != 1:
        return {}
    behind, patent = said[found[0].end() :], number.startswith("ZL")
    pending, granted = _PENDING.search(behind), patent or _GRANTED.search(behind)
    status = "" if _ENDED.search(behind) or (pending and patent) else "pending" if pending else "granted"
    parts = {
        "kind": "patent-application" if pending else _KINDS_BY_DIGIT.get(number.removeprefix("ZL")[4], ""),
        "number": number,
        "status": status if pending or granted else "",
        "title": _ABOUT_RIGHTS.sub("", said[: found[0].start()]).strip(_BRACKETS + "[]. "),
    }
    unsure = ("kind", "status") if (pending and patent) or not (pending or granted) else ()
    return {name: value for name, value in parts.items() if value and name not in unsure}


def several_numbers(model: type[BaseModel], text: str) -> bool:
    """Whether a text in the place of one right holds the numbers of several."""
    return model is Ip and len(_NUMBER_OF_RIGHT.findall(half_width(text))) > 1


_NUMBER_OF_RIGHT = re.compile(
    r"(?:ZL|CN)?[ .:]{0,3}(?:19|20)[0-9]{2}[ .]?[1-9][ .]?[0-9]{7} ?\. ?[0-9X]", re.IGNORECASE
)
_PENDING = re.compile("申请中|受理|实审|公开|审查|[未待拟][获得取经被]{0,2}授权")
_GRANTED = re.compile("(?<![未待拟获得取经被])(?:已?获得?)?授权")
_ENDED = re.compile("失效|终止|无效|放弃|驳回|撤回|届满|过期")
_KINDS_BY_DIGIT = {"1": "invention", "2": "utility-model", "3": "design", "8": "invention", "9": "utility-model"}
"""By the fifth digit of a number; 8 and 9 came in by PCT (ZC 0006—2003)."""
_ABOUT_RIGHTS = re.compile(
    "^(?:(?:国家|中国)?(?:(?:发明|实用新型|外观设计)?专利|(?:发明|实用新型|外观设计)(?=[: ]|$))[: ]?|[0-9]{1,2}[.、])"
    "|(?:已?申请)?[一二两三四五六七八九十0-9]{1,3}[件项].*"
    "|(?:[,;( ]+(?:已?(?:获得?)?授权|(?:发明|实用新型|外观设计)(?:专利)?))*[,;( ]*(?:(?:专利|申请)号?)?:? ?$"
)
_READERS: dict[type[BaseModel], Callable[[str], Parts]] = {
    Link: _link,
    Attachment: _attached,
    Financing: _financing,
    Advantage: _advantage,
    Target: _target,
    Demander: _demander,
    Disclosure: _dated("by"),
    Withdrawal: _dated("reason"),
    Contact: _contact,
    Venture: _venture,
    Resolution: _resolution,
    HumanMatch: _match,
    Ip: _right,
}
