"""成果推送: to whom each record is sent, by which rule, and why in words.

The rules are content/vocabularies/routes.yml. Sent is what stands on the supply or the needs list that day:
what is withdrawn, expired, resolved or past its deadline leaves its recipients by itself. A rule may ask for a
status on top, so that what is signed or paused stays on an industry's list, but is not offered to investors.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from showcase.catalogue.entry import Entry
from showcase.derived.movement import on_list
from showcase.schema.recipients import member_code
from showcase.schema.terms import Condition, Recipient, RouteRule


@dataclass(frozen=True)
class Route:
    """A record's way to one recipient by one rule; `reason` is in Chinese words."""

    recipient: Recipient
    rule: RouteRule
    reason: str

    @property
    def flagged(self) -> bool:
        """Whether the rule itself awaits verification."""
        return not self.rule.verified


_made: WeakKeyDictionary[Entry, tuple[Route, ...]] = WeakKeyDictionary()


def routes_of(entry: Entry) -> tuple[Route, ...]:
    """The entry's routes, built once: the index of recipients, pages, documents and spreadsheets all ask for them."""
    if entry not in _made:
        _made[entry] = build_routes(entry)
    return _made[entry]


def build_routes(entry: Entry) -> tuple[Route, ...]:
    """All routes of an entry on its day, in the recipients' order; a recipient may be reached by several rules."""
    if not on_list(entry.record, entry.as_of):
        return ()
    routes = [
        Route(recipient, rule, _reason(entry, rule, recipient))
        for rule in _rules(entry)
        for recipient in _recipients(entry, rule)
    ]
    order = {code: number for number, code in enumerate(entry.vocabularies.recipients)}
    return tuple(sorted(routes, key=lambda route: order[route.recipient.code]))


def recipients_of(entry: Entry) -> tuple[str, ...]:
    """The codes of all to whom the entry is sent as long as it stands on its list, whatever the day."""
    codes = (recipient.code for rule in _rules(entry) for recipient in _recipients(entry, rule))
    return tuple(dict.fromkeys(codes))


def _rules(entry: Entry) -> list[RouteRule]:
    """The rules that send the entry."""
    held: dict[str, RouteRule] = {}
    for rule in entry.vocabularies.routes.values():
        if meets(entry, rule.when):
            held[rule.code] = rule
    return [rule for rule in held.values() if not held.keys() & set(rule.unless)]


def meets(entry: Entry, when: Condition) -> bool:
    """Whether the condition is true of the entry; broader industries count as the entry's own."""
    record = entry.record
    return (
        (when.kind is None or entry.kind in when.kind)
        and (when.category is None or not set(when.category).isdisjoint(entry.categories))
        and (when.industries is None or bool(_matching(entry, "industries", when.industries)))
        and (when.marine_sectors is None or bool(_matching(entry, "marine_sectors", when.marine_sectors)))
        and all(getattr(record, part, None) for part in when.has or ())
        and (when.status is None or record.status in when.status)
    )


def _matching(entry: Entry, field: str, wanted: list[str]) -> list[str]:
    """Those of the entry's codes that are wanted, or refine what is."""
    vocabulary = entry.vocabularies[field]
    return [code for code in entry.codes(field) if not set(wanted).isdisjoint(vocabulary.ancestry(code))]


def _venture_district(entry: Entry) -> str | None:
    venture = entry.record.venture
    return venture.district if venture else None


def _recipients(entry: Entry, rule: RouteRule) -> Iterator[Recipient]:
    """The rule's recipients; of a family the members for the entry's district or industries."""
    recipients = entry.vocabularies.recipients
    industries = entry.vocabularies.industries
    own = [industries.ancestry(code)[-1] for code in entry.record.industries]
    if district := _venture_district(entry):
        own.append(district)
    for code in rule.to:
        for candidate in (code, *dict.fromkeys(member_code(code, part) for part in own)):
            if candidate in recipients:
                yield recipients[candidate]


def _reason(entry: Entry, rule: RouteRule, recipient: Recipient) -> str:
    """The rule's name and what of the record makes it hold."""
    when = rule.when
    found = [_contracts(entry, when.category)] if when.category else []
    for field, wanted in (("industries", when.industries), ("marine_sectors", when.marine_sectors)):
        if wanted:
            found.append(_labels(entry, field, _matching(entry, field, wanted)))
    if "venture" in (when.has or ()):
        found.append(_venture(entry))
    if entry.record.financing and "financing" in (when.has or ()):
        found.append(f"用于{entry.record.financing.use}")
    if recipient.family and recipient.code in {_force(entry, recipient, code) for code in entry.record.industries}:
        own = [code for code in entry.record.industries if _force(entry, recipient, code) == recipient.code]
        found.append(_labels(entry, "industries", own))
    details = "；".join(part for part in found if part)
    return f"{rule.label}：{details}" if details else rule.label


def _force(entry: Entry, recipient: Recipient, code: str) -> str:
    """The code that the recipient's family has for the industry of the code."""
    return member_code(recipient.family or "", entry.vocabularies.industries.ancestry(code)[-1])


def _labels(entry: Entry, field: str, codes: list[str]) -> str:
    vocabulary = entry.vocabularies[field]
    return "、".join(vocabulary[code].label for code in codes)


def _contracts(entry: Entry, categories: list[str]) -> str:
    """The contract types by which the record is in one of the classes."""
    types = (entry.vocabularies.contract_types[code] for code in entry.record.contract_types)
    return "、".join(term.label for term in types if term.category in categories)


def _venture(entry: Entry) -> str:
    venture = entry.record.venture
    if venture is None:
        return ""
    stage = entry.vocabularies.venture_stages[venture.stage].label
    place = f"，落地{entry.vocabularies.districts[venture.district].label}" if venture.district else ""
    return f"{stage}企业{place}"
