"""The rule for events: what they name is there, their days make sense, and what they are to show can be shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from showcase.files.problem import Loc, Message, Problem, Severity
from showcase.files.source import Source
from showcase.rules.engine import Draft
from showcase.schema.event import Event
from showcase.schema.validity import valid_until
from showcase.schema.vocabulary import Vocabularies


def check_events(
    source: Source,
    events: Mapping[int, Event],
    drafts: Mapping[str, Draft],
    known: frozenset[str],
    vocabularies: Vocabularies,
    as_of: date,
) -> Iterator[Problem]:
    """活动（content/events.yml）：主办和展示的记录须存在，最后一天不早于第一天；将要举办的活动不展示已撤回、到时已过期的记录，并有报名联系方式。
    Events name an organiser and records that exist and end no earlier than they begin; one that is to come shows no
    record that is withdrawn or will have expired, and says where to register.

    `events` are by their place in the file; `known` are the ids of all files, the broken ones too, and the aliases."""
    for number, event in events.items():
        at: Loc = ("events", number)
        if event.until and event.until < event.date:
            message = Message(f"早于第一天 {event.date}", f"is before the first day, {event.date}")
            yield source.problem("events", (*at, "until"), message, _DAYS)
        yield from _check_organiser(source, at, event, vocabularies)
        for place, identifier in enumerate(event.records):
            yield from _check_record(source, (*at, "records", place), identifier, event, drafts, known, as_of)
        yield from _check_state(source, at, event, vocabularies, as_of)


_DAYS = Message("请核对日期", "look at the days again")


def is_coming(event: Event, as_of: date) -> bool:
    """Whether it is still to come or goes on."""
    return event.state == "planned" and (event.until or event.date) >= as_of


def _check_organiser(source: Source, at: Loc, event: Event, vocabularies: Vocabularies) -> Iterator[Problem]:
    if event.organiser not in {**vocabularies.agencies, **vocabularies.institutions}:
        message = Message(
            f'没有代码为 "{event.organiser}" 的服务机构或持有单位',
            f'there is no agency or institution "{event.organiser}"',
        )
        hint = Message(
            "代码见 content/vocabularies/agencies.yml、institutions.yml，没有的先登记",
            "its code stands in agencies.yml or institutions.yml",
        )
        yield source.problem("events", (*at, "organiser"), message, hint)


def _check_record(
    source: Source,
    loc: Loc,
    identifier: str,
    event: Event,
    drafts: Mapping[str, Draft],
    known: frozenset[str],
    as_of: date,
) -> Iterator[Problem]:
    if identifier not in known:
        message = Message(f'没有编号为 "{identifier}" 的记录', f'there is no record "{identifier}"')
        yield source.problem("events", loc, message, Message("请核对编号", "look at the id again"))
    if event.records.index(identifier) != loc[-1]:
        message = Message(f"{identifier} 写了两次", f"{identifier} stands twice")
        yield source.problem("events", loc, message, Message("请删去一处", "remove one"), Severity.WARNING)
        return
    if identifier not in drafts or not is_coming(event, as_of):
        return
    draft = drafts[identifier]
    if "status" not in draft.unsound and draft.record.status == "withdrawn":
        message = Message(f"{identifier} 已撤回，活动页上不显示", f"{identifier} is withdrawn and will not be shown")
        hint = Message("请换一条或删去，并告诉主办方", "name another or remove it, and tell the organiser")
        yield source.problem("events", loc, message, hint, Severity.WARNING)
    elif not draft.unsound & {"published", "reviewed", "valid_until"} and valid_until(draft.record) < event.date:
        last = valid_until(draft.record)
        message = Message(
            f"{identifier} 有效期至 {last}，到活动那天已经过期", f"{identifier} expires on {last}, before the event"
        )
        hint = Message("请首问机构先复核这条记录", "have its agency review the record first")
        yield source.problem("events", loc, message, hint, Severity.WARNING)


def _check_state(source: Source, at: Loc, event: Event, vocabularies: Vocabularies, as_of: date) -> Iterator[Problem]:
    if event.state == "held" and event.date > as_of:
        message = Message(f"日期 {event.date} 还没有到", f"{event.date} is still to come")
        hint = Message("没有举办的写 planned", "write `planned` until it has been held")
        yield source.problem("events", (*at, "state"), message, hint, Severity.WARNING)
    agency = vocabularies.agencies.get(event.organiser)
    if is_coming(event, as_of) and not event.contact and not (agency and agency.contact):
        message = Message("没有报名联系方式", "nothing says where to register")
        hint = Message("请补 contact: {office: 部门, phone: 固定电话}", "add `contact`, an office with its telephone")
        yield source.problem("events", (*at, "organiser"), message, hint, Severity.WARNING)
