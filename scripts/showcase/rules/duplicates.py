"""The rule against recording one thing twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from showcase.files.problem import Loc, Message, Problem, Severity
from showcase.files.tokens import fold
from showcase.rules.engine import Draft
from showcase.rules.likeness import Document, Likeness, Signs, find_alike, read_signs
from showcase.schema.records import MODELS
from showcase.schema.vocabulary import Vocabularies

_NEEDS = {"title", "summary", "published", "agency", "status", "superseded_by", "aliases", "distinct_from"}


def check_duplicates(
    drafts: Mapping[str, Draft], vocabularies: Vocabularies, signs: Mapping[str, Signs] | None = None
) -> Iterator[Problem]:
    """同一专利、名称或内容相近的记录，由在后的与在先的首问机构核对；确非同一条的，在 distinct_from 写上对方编号。
    Records with the same patent, or nearly the same title or text, are looked at by both agencies; if they are two
    things, `distinct_from` says so.

    `signs` are what `signs_of` gives, by path."""
    sound = [draft for draft in drafts.values() if not draft.unsound & _NEEDS and _offered(draft)]
    sound.sort(key=lambda draft: (draft.record.published, draft.record.id))
    told: set[tuple[str, str]] = set()
    for first, later, index in _same_number(sound):
        told.add((first.record.id, later.record.id))
        yield _problem(first, later, ("ip", index, "number"), _SAME_NUMBER, vocabularies)
    for kind in MODELS:
        group = [draft for draft in sound if draft.kind == kind]
        for first, later, likeness in _first_alike(group, signs or {}):
            if (first.record.id, later.record.id) not in told:
                yield _problem(first, later, ("title",), _alike(likeness), vocabularies)


def _offered(draft: Draft) -> bool:
    return draft.record.status != "withdrawn"


def _same_number(drafts: Sequence[Draft]) -> Iterator[tuple[Draft, Draft, int]]:
    """Items of IP whose number an earlier record gives too, however it is written."""
    holders: dict[str, list[Draft]] = {}
    for draft in drafts:
        items = () if "ip" in draft.unsound else draft.record.ip
        for index, item in enumerate(items):
            number = "".join(filter(str.isalnum, fold(item.number or ""))).removeprefix("zl").removeprefix("cn")
            for first in [other for other in holders.get(number, ()) if not _known(other, draft)][:1]:
                yield first, draft, index
            if number:
                holders.setdefault(number, []).append(draft)


def signs_of(draft: Draft) -> Signs | None:
    """By what records like this one are found; None where it is not looked at."""
    return None if draft.unsound & _NEEDS else read_signs(draft.record.title, _text(draft))


def _text(draft: Draft) -> str:
    return f"{draft.record.summary}\n{draft.source.body}"


def _first_alike(drafts: Sequence[Draft], signs: Mapping[str, Signs]) -> Iterator[tuple[Draft, Draft, Likeness]]:
    """For each record the one most like it that is earlier and that nobody knows to be another."""
    documents = [Document(draft.record.title, _text(draft), signs.get(draft.source.path)) for draft in drafts]
    done: set[int] = set()
    for likeness in find_alike(documents):
        first, later = drafts[likeness.first], drafts[likeness.later]
        if likeness.later not in done and not _known(first, later):
            done.add(likeness.later)
            yield first, later, likeness


def _known(first: Draft, later: Draft) -> bool:
    """Whether they are one record, or say how they are related."""
    one, other = first.record, later.record
    return bool(
        {one.id, *one.aliases} & {other.id, *other.distinct_from, other.superseded_by}
        or {other.id, *other.aliases} & {*one.distinct_from, one.superseded_by}
    )


def _problem(first: Draft, later: Draft, loc: Loc, what: Message, vocabularies: Vocabularies) -> Problem:
    identifier, title = first.record.id, first.record.title
    if first.record.agency == later.record.agency:
        message = Message(
            f"{what.zh}，可能与本机构的 {identifier}《{title}》是同一条",
            f"{what.en}: perhaps the same record as your own {identifier}",
        )
        hint = Message(
            f"是同一条就撤回一条并写 superseded_by；不是，在 distinct_from 写上 {identifier}",
            f"withdraw one with `superseded_by`, or put {identifier} into `distinct_from`",
        )
    else:
        message = Message(f"{what.zh}，{identifier}《{title}》登记在先", f"{what.en}: {identifier} was there before")
        zh, en = first_contact(first, vocabularies)
        hint = Message(
            f"请与首问机构{zh}核对；确非同一条，在 distinct_from 写上 {identifier}",
            f"talk to {en}; if they are two things, put {identifier} into `distinct_from`",
        )
    return later.source.problem("duplicates", loc, message, hint, Severity.WARNING)


def first_contact(draft: Draft, vocabularies: Vocabularies) -> tuple[str, str]:
    """Who meets the record, with office and telephone, in Chinese and in English."""
    agency = vocabularies.agencies[draft.record.agency]
    own = None if "contact" in draft.unsound else draft.record.contact
    contact = own or agency.contact
    parts = [contact.office, contact.phone or contact.email] if contact else []
    details = [part for part in parts if part]
    zh = f"{agency.label}（{'，'.join(details)}）" if details else agency.label
    return zh, f"{agency.label_en or agency.code} ({', '.join(details[1:] or [agency.code])})"


_SAME_NUMBER = Message("知识产权号码相同", "the same IP number")


def _alike(likeness: Likeness) -> Message:
    shares = [(likeness.title, "名称", "title"), (likeness.text, "内容", "text")]
    zh = "、".join(f"{name} {share}%" for share, name, _ in shares if share)
    en = ", ".join(f"{name} {share}%" for share, _, name in shares if share)
    return Message(f"{zh} 相同", f"{en} the same")
