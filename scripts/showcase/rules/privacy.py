"""Rules that keep personal data out, and what lets some of it in."""

from __future__ import annotations

from collections.abc import Iterator

from showcase.files.problem import Loc, Message, Severity
from showcase.files.source import tree_texts
from showcase.rules.engine import Draft, Finding, rule
from showcase.rules.personal import Kind, Personal, find_personal, normalize
from showcase.schema.records import Achievement
from showcase.schema.vocabulary import Vocabularies


def is_cleared(draft: Draft, thing: str) -> bool:
    """Whether the record names a consent or a review for `thing`: a find's key, a file or the title of an IP item."""
    return "disclosure" not in draft.unsound and any(
        thing in (item.what, normalize(item.what)) for item in draft.record.disclosure.cleared
    )


@rule()
def check_personal_data(draft: Draft, vocabularies: Vocabularies) -> Iterator[Finding]:
    """不写个人手机号、QQ、微信、邮箱和身份证号；除身份证号外，本人书面单独同意公开的，写入 disclosure.cleared。
    No field and no body holds a personal mobile, QQ or ID-card number, a WeChat id or private mail; all but ID-card
    numbers may stand if `disclosure.cleared` names the written separate consent to it."""
    for loc, place, found in _finds(draft, vocabularies):
        if found.kind == "id-card" or not is_cleared(draft, found.key):
            severity = Severity.WARNING if found.kind == "mail" else Severity.ERROR
            yield Finding(loc, *_messages(found), severity, place)


@rule("disclosure", "attachments")
def check_clearance(draft: Draft, vocabularies: Vocabularies) -> Iterator[Finding]:
    """disclosure.cleared 的每一项须与记录里的一处内容相同：手机号、QQ、微信、邮箱、附件文件名或未申请的知识产权名称。
    Each item of `disclosure.cleared` names something in the record: a number, an account, a file, unfiled IP."""
    if not draft.record.disclosure.cleared:
        return
    things = {found.key for _, _, found in _finds(draft, vocabularies) if found.kind != "id-card"}
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


def _finds(draft: Draft, vocabularies: Vocabularies) -> Iterator[tuple[Loc, tuple[int, int] | None, Personal]]:
    """Every find with its field and, in the body, its line and column."""
    providers = {domain for term in vocabularies.personal_mail.values() for domain in term.domains}
    for loc, text, at_key in tree_texts(draft.source.data):
        if not at_key and not _elsewhere(loc):
            yield from ((loc, None, found) for found in find_personal(text, providers))
    body = draft.source.body
    for found in find_personal(body, providers):
        before = body[: found.offset]
        line = draft.source.body_line + before.count("\n")
        yield ("body",), (line, found.offset - before.rfind("\n")), found


def _elsewhere(loc: Loc) -> bool:
    """Whether another rule looks at the text: telephones and IP numbers have a form; a clearance repeats the thing."""
    return loc == ("contact", "phone") or (loc[0] == "ip" and loc[-1] == "number") or loc[-1] == "what"


def _messages(found: Personal) -> tuple[Message, Message]:
    zh, en = _NAMES[found.kind]
    # A log is public too: the find is shown only so far that its author knows it again.
    masked = _masked(found)
    message = Message(f"含有{zh} {masked}", f"contains {en} {masked}")
    return message, _HINTS[found.kind]


def _masked(found: Personal) -> str:
    if found.kind == "mail":
        name, _, domain = found.key.partition("@")
        return f"{name[0]}***@{domain}"
    first, last = (2, 0) if found.kind in ("qq", "wechat") else (3, 2)
    hidden = len(found.key) - first - last
    return f"{found.key[:first]}{'*' * hidden}{found.key[first + hidden :]}"


_NAMES: dict[Kind, tuple[str, str]] = {
    "mobile": ("个人手机号", "a personal mobile number"),
    "id-card": ("身份证号", "an ID-card number"),
    "old-id-card": ("像 15 位身份证号的数字", "what looks like an ID-card number of 15 digits"),
    "qq": ("个人 QQ 号", "a personal QQ number"),
    "wechat": ("个人微信号", "a personal WeChat id"),
    "mail": ("个人邮箱", "private mail"),
}
_ACCOUNT_HINT = Message(
    "请改为办公电话；确需公开的，把本人书面单独同意或“单位公用账号”的依据写入 disclosure.cleared",
    "give an office's telephone, or name the consent in `disclosure.cleared`",
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
    "mail": Message(
        "请改为办公邮箱；确需公开的，把本人书面单独同意或“单位公用邮箱”的依据写入 disclosure.cleared",
        "give an office's address, or name the consent in `disclosure.cleared`",
    ),
}
