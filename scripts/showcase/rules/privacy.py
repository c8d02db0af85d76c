"""Rules that keep personal data out, and what lets some of it in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from showcase.files.personal import Kind, Personal, find_personal, normalize, plain_text
from showcase.files.problem import Loc, Message, Severity, shorten
from showcase.files.source import tree_texts
from showcase.rules.cues import find_each, find_people, find_secrets
from showcase.rules.engine import Draft, Finding, rule
from showcase.rules.hosts import find_addresses
from showcase.rules.matters import find_matters, find_private
from showcase.rules.references import as_shown, written_offset
from showcase.rules.staff import SIGNED
from showcase.schema.records import Achievement
from showcase.schema.vocabulary import Vocabularies

MOST_FINDS = 50
"""Of a kind, in one field or body."""


def is_cleared(draft: Draft, thing: str) -> bool:
    """Whether the record names a consent or a review for `thing`: a find's key, a file or the title of an IP item."""
    return "disclosure" not in draft.unsound and any(
        thing in (item.what, normalize(item.what)) for item in draft.record.disclosure.cleared
    )


@rule()
def check_personal_data(draft: Draft, vocabularies: Vocabularies) -> Iterator[Finding]:
    """不写个人手机号、QQ、微信、邮箱、身份证号、姓名、住址等；除身份证号外，本人书面同意的，写入 disclosure.cleared。
    No field and no body holds a personal mobile, QQ or ID-card number, a WeChat id or private mail; none names people,
    a home, a bank card, a plate or a passport. All but ID-card numbers may stand if `disclosure.cleared` names the
    written separate consent to it."""
    for loc, place, found in _persons(draft, vocabularies):
        if found.kind == "id-card" or not is_cleared(draft, found.key):
            severity = Severity.ERROR if is_certain(found) else Severity.WARNING
            yield Finding(loc, said_of(found), _HINTS[found.kind], severity, place)


@rule()
def check_secrecy(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    """不带密级标志和“内部资料”“不得公开”一类的话，不写涉军内容、密码和密钥、约定保密的客户和合同金额；
    经审查确可公开的，写入 disclosure.cleared。
    No marking of secrecy, no word that keeps a text inside a house, nothing of the armed forces, no password or key, no
    customer or sum that was to be kept, unless `disclosure.cleared` names the review."""
    for loc, place, found in (*_places(draft, find_secrets), *_places(draft, find_matters)):
        if not is_cleared(draft, found.key):
            yield Finding(loc, said_of(found), _KEPT_HINTS.get(found.kind, _SECRET_HINT), Severity.WARNING, place)


_SECRET_HINT = Message(
    "涉密、涉军和内部内容不能公开，请先做保密审查；审查认定可以公开的，把这几个字和依据写入 disclosure.cleared",
    "what is secret or internal is not published: have it reviewed, then name it in `disclosure.cleared`",
)
_TRADE_HINT = Message(
    "客户和合同金额多有保密约定，请删去或改写为概括的说法；对方书面同意公开的，把这几个字和依据写入 disclosure.cleared",
    "customers and sums are mostly agreed to be kept: leave them out, or name the consent in `disclosure.cleared`",
)
_ACCESS_HINT = Message(
    "密码、密钥和提取码一公开就谁都能用，请删去并立即更换；确是给公众用的，把这几个字和依据写入 disclosure.cleared",
    "whoever reads it can use it: remove it and change it at once, or name it in `disclosure.cleared`",
)
_KEPT_HINTS: dict[Kind, Message] = {"trade": _TRADE_HINT, "access": _ACCESS_HINT}


@rule()
def check_web_addresses(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    """网址照实写，读者打得开：不含 @（其后才是真正的网站）、xn-- 编码、形似的外文字母和数字写法，不指向内部网络。
    Web addresses show where they lead, and readers can go there: no @ before the host, no punycode, no look-alike
    letters, no numbers, no inner network; a mail link writes no letter."""
    for loc, place, found in _places(draft, find_addresses):
        if not is_cleared(draft, found.key):
            said, hint = _ADDRESSES[found.kind]
            shown = shorten(found.text)
            message = Message(said.zh.replace("{}", shown), said.en.replace("{}", shown))
            yield Finding(loc, message, hint, Severity.ERROR if found.certain else Severity.WARNING, place)


_ADDRESSES: dict[Kind, tuple[Message, Message]] = {
    "address": (
        Message("网址“{}”的去处与看上去的不同", "{} leads elsewhere than it seems"),
        Message(
            "请打开核对后改为真正的网址，中文域名写中文；确实无误的，把它和核对的依据写入 disclosure.cleared",
            "open it and give the true address, or name it in `disclosure.cleared` if it is right",
        ),
    ),
    "inside": (
        Message("网址“{}”只在内部网络里打得开", "{} opens in an inner network only"),
        Message(
            "请改为公网网址或删去；是产品说明里的地址的，把它和依据写入 disclosure.cleared",
            "give an address of the public web, or name it in `disclosure.cleared` if a product has it",
        ),
    ),
    "number": (
        Message("网址“{}”写的是数字地址，看不出是谁的网站", "{} is a number that does not tell whose site it is"),
        Message(
            "请改为域名；确实没有域名的，把它和核对的依据写入 disclosure.cleared",
            "give the name of the host, or name it in `disclosure.cleared` if it has none",
        ),
    ),
    "nowhere": (
        Message("网址“{}”不可能打开", "{} cannot be opened"),
        Message("请核对域名和端口（1–65535）后改正或删去", "look at the host and the port (1 to 65535), or remove it"),
    ),
    "slashes": (
        Message("网址“{}”的斜线不对", "{}: the slashes are wrong"),
        Message("请写成 http:// 或 https:// 加域名", "write http:// or https:// and the host"),
    ),
    "letter": (
        Message("邮件链接“{}”替读者写好了抄送或正文", "{} fills in a letter's copies or its text"),
        Message("请只写邮箱地址，可带 ?subject=", "write the mail address alone, with ?subject= at most"),
    ),
}


@rule("disclosure", "attachments")
def check_clearance(draft: Draft, vocabularies: Vocabularies) -> Iterator[Finding]:
    """disclosure.cleared 的每一项须与记录里的一处内容相同：提醒过的文字或网址、附件文件名、未申请的知识产权名称。
    Each item of `disclosure.cleared` names something in the record: what was told, a file, unfiled IP."""
    if not draft.record.disclosure.cleared:
        return
    things = {found.key for _, _, found in _persons(draft, vocabularies) if found.kind != "id-card"}
    things |= {
        found.key for find in (find_secrets, find_matters, find_addresses) for _, _, found in _places(draft, find)
    }
    things |= {item.file for item in draft.record.attachments}
    if isinstance(draft.record, Achievement) and "ip" not in draft.unsound:
        things |= {item.title for item in draft.record.ip if item.status == "unfiled"}
    for index, item in enumerate(draft.record.disclosure.cleared):
        if not things & {item.what, normalize(item.what)}:
            message = Message("记录里没有这项内容", "there is no such thing in the record")
            hint = Message(
                "内容已删去的，把这一项也删去；写错的，改为与记录里完全一样",
                "remove it too if the thing is gone, or write it exactly as it stands in the record",
            )
            yield Finding(("disclosure", "cleared", index, "what"), message, hint, Severity.WARNING)


Find = Callable[[str], Iterator[Personal]]
Found = tuple[Loc, tuple[int, int] | None, Personal]
"""A find with its field and, in the body, its line and column."""


def _persons(draft: Draft, vocabularies: Vocabularies) -> Iterator[Found]:
    yield from _places(draft, _find_persons(vocabularies))
    yield from _places(draft, find_people)
    yield from _places(draft, find_private)
    for loc, text, at_key in tree_texts(draft.source.data):
        if not at_key and loc in _OFFICES:
            for found in find_each("name", (SIGNED,), text, plain_text(text)):
                yield loc, None, found


_OFFICES: tuple[Loc, ...] = (("contact", "office"), ("disclosure", "by"))
"""Where an office is asked for, and never who sits there."""


def _find_persons(vocabularies: Vocabularies) -> Find:
    return _personal_finder(
        frozenset(domain for term in vocabularies.personal_mail.values() for domain in term.domains)
    )


@lru_cache(maxsize=4)
def _personal_finder(providers: frozenset[str]) -> Find:
    return lambda text: find_personal(text, providers)


def _places(draft: Draft, find: Find) -> Iterator[Found]:
    for loc, text, at_key in tree_texts(draft.source.data):
        if not at_key and not _elsewhere(loc):
            for found in _in_field(find, text):
                yield loc, None, found
    body = draft.source.body
    shown, shifts = as_shown(body)
    for found in _first(find(shown)):
        offset = written_offset(shifts, found.offset)
        before = body[:offset]
        line = draft.source.body_line + before.count("\n")
        yield ("body",), (line, offset - before.rfind("\n")), found


@lru_cache(maxsize=1 << 13)
def _in_field(find: Find, text: str) -> tuple[Personal, ...]:
    """Half of what stands in fields stands in many records: codes, units, plain words."""
    return tuple(_first(find(text)))


def _first(finds: Iterator[Personal]) -> Iterator[Personal]:
    """As many as an author can mend at once: a text made of nothing else must cost no more than its length."""
    for number, found in enumerate(finds):
        if number == MOST_FINDS:
            return
        yield found


def _elsewhere(loc: Loc) -> bool:
    """Whether another rule looks at the text: telephones and IP numbers have a form; a clearance repeats the thing."""
    return loc == ("contact", "phone") or (loc[0] == "ip" and loc[-1] == "number") or loc[-1] == "what"


def find_told(text: str, vocabularies: Vocabularies) -> Iterator[Personal]:
    """All that a text tells of persons, or that must be kept: as often as its author can mend at once."""
    for find in (_find_persons(vocabularies), find_people, find_private, find_secrets, find_matters):
        yield from _in_field(find, text)


def is_certain(found: Personal) -> bool:
    """Whether nobody needs to look whether it is what it looks like."""
    return found.certain and found.kind in _CERTAIN


def said_of(found: Personal) -> Message:
    """What is said of a find."""
    if found.kind not in _NAMES:
        return Message(f"写有“{found.text}”", f"says {found.text}")
    zh, en = _NAMES[found.kind]
    # A log is public too: the find is shown only so far that its author knows it again.
    masked = _masked(found)
    return Message(f"含有{zh} {masked}", f"contains {en} {masked}")


def _masked(found: Personal) -> str:
    if found.kind == "mail":
        name, _, domain = found.key.partition("@")
        return f"{name[0]}***@{domain}"
    first, last = _SHOWN.get(found.kind, (1, 0))
    hidden = len(found.key) - first - last
    return f"{found.key[:first]}{'*' * hidden}{found.key[first + hidden :]}"


_CERTAIN = ("mobile", "id-card", "old-id-card", "qq", "wechat")
_SHOWN: dict[Kind, tuple[int, int]] = {
    **dict.fromkeys(("mobile", "id-card", "old-id-card", "bank-card"), (3, 2)),
    **dict.fromkeys(("qq", "wechat"), (2, 0)),
    "home": (3, 0),
    "plate": (2, 1),
    "passport": (1, 2),
}
"""How many signs of a find its message shows, at its beginning and at its end."""
_NAMES: dict[Kind, tuple[str, str]] = {
    "mobile": ("个人手机号", "a personal mobile number"),
    "id-card": ("身份证号", "an ID-card number"),
    "old-id-card": ("像 15 位身份证号的数字", "what looks like an ID-card number of 15 digits"),
    "qq": ("个人 QQ 号", "a personal QQ number"),
    "wechat": ("个人微信号", "a personal WeChat id"),
    "mail": ("个人邮箱", "private mail"),
    "name": ("人名", "what looks like a person's name"),
    "home": ("像住址的地址", "what looks like a private address"),
    "bank-card": ("像银行卡号的数字", "what looks like a bank card's number"),
    "plate": ("像车牌号的文字", "what looks like a number plate"),
    "passport": ("证件号码", "what looks like a passport's number"),
    "private": ("个人的家庭、健康、收入或身份信息", "what tells of somebody's family, health, pay or birth"),
    "account": ("像个人账号的文字", "what looks like a personal account"),
}
_ACCOUNT_HINT = Message(
    "请改为办公电话；确需公开的，把本人书面单独同意或“单位公用账号”的依据写入 disclosure.cleared",
    "give an office's telephone, or name the consent in `disclosure.cleared`",
)
_PERSON_HINT = Message(
    "请删去，改写单位或部门；本人书面单独同意公开的，或者并非个人信息的，把这几个字和依据写入 disclosure.cleared",
    "name the body instead; if the person consents in writing, or it is none, name it in `disclosure.cleared`",
)
_HINTS: dict[Kind, Message] = {
    "mobile": Message(
        "请改为办公电话；确需公开的，取得本人书面单独同意后写入 disclosure.cleared（个人信息保护法第25条）",
        "give an office's telephone, or name the written separate consent in `disclosure.cleared`",
    ),
    "id-card": Message("请删去，身份证号在任何情况下都不公开", "remove it: it is never published"),
    "old-id-card": Message(
        "是身份证号的请删去，任何情况下都不公开；确是别的号码的，把它和核对的依据写入 disclosure.cleared",
        "remove it if it is one; if it is another number, name it and who has looked in `disclosure.cleared`",
    ),
    "qq": _ACCOUNT_HINT,
    "wechat": _ACCOUNT_HINT,
    "account": _ACCOUNT_HINT,
    **dict.fromkeys(("name", "home", "bank-card", "plate", "passport", "private"), _PERSON_HINT),
    "mail": Message(
        "请改为办公邮箱；确需公开的，把本人书面单独同意或“单位公用邮箱”的依据写入 disclosure.cleared",
        "give an office's address, or name the consent in `disclosure.cleared`",
    ),
}
