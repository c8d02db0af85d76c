"""Recipients and the rules that send them records: families and their members, and rules that make no sense.

Works on vocabularies whose codes are known to exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from showcase.files.problem import Message, Problem
from showcase.files.source import Source
from showcase.schema.codes import TERM_CODE
from showcase.schema.names import nearest
from showcase.schema.terms import Condition, District, Recipient, RouteRule, Term
from showcase.schema.vocabulary import Vocabularies

NEVER_SENT = frozenset({"withdrawn", "resolved"})
"""States in which no record is sent to anybody."""
_ACHIEVEMENTS_ONLY = frozenset({"venture"})
"""Classes that no demand is in."""


def expand_recipients(vocabularies: Vocabularies) -> dict[str, Recipient]:
    """All recipients by code, each family's members in its place, in the order of their vocabulary."""
    expanded: dict[str, Recipient] = {}
    for term in vocabularies.recipients.values():
        expanded |= _members(term, vocabularies) if term.each else {term.code: term}
    return expanded


def _members(family: Recipient, vocabularies: Vocabularies) -> dict[str, Recipient]:
    sources: list[Term]
    if family.each == "venture-district":
        sources = list(vocabularies.districts.values())
    else:
        sources = [term for term in vocabularies.industries.values() if term.parent is None]
    members = [_member(family, source) for source in sources]
    return {member.code: member for member in members}


def _member(family: Recipient, source: Term) -> Recipient:
    is_zone = isinstance(source, District) and source.zone
    notes = [family.note, "功能区由哪个部门承接，通知没有写明" if is_zone else None]
    # Nothing to validate: what could be wrong is wrong in its source, and has been reported there.
    return Recipient.model_construct(
        code=member_code(family.code, source.code),
        label=_joined(source.label, family.label),
        status="verified" if family.verified and source.verified and not is_zone else "unverified",
        source=family.source,
        note="；".join(note for note in notes if note) or None,
        tier=family.tier,
        family=family.code,
        former=[member_code(family.code, old) for old in source.former if re.fullmatch(TERM_CODE, old)],
    )


def member_code(family: str, code: str) -> str:
    """The code of the family's member for a district or an industry."""
    return f"{family}-{code}"


def _joined(head: str, tail: str) -> str:
    """未来产业 and 产业专班 → 未来产业专班: what ends one and begins the other stands once."""
    shared = next(length for length in range(len(tail), -1, -1) if head.endswith(tail[:length]))
    return head + tail[shared:]


def check_routes(sources: Mapping[str, Source], vocabularies: Vocabularies) -> Iterator[Problem]:
    """Every rule can hold, names only states that there are, and every recipient is reached by some rule."""
    source = sources["routes"]
    rules = list(vocabularies.routes.values())
    for number, rule in enumerate(rules):
        unknown = list(_check_states(source, number, rule, vocabularies))
        yield from unknown
        if not unknown and (texts := _never(rule, vocabularies)):
            yield source.problem("route-never", ("terms", number, "when"), *texts)
    yield from _check_codes(sources["recipients"], vocabularies)
    reached = {code for rule in rules for code in rule.to}
    for number, code in enumerate(vocabularies.recipients):
        if code not in reached:
            yield sources["recipients"].problem("recipient-unreached", ("terms", number, "code"), *_unreached(code))


def _check_codes(source: Source, vocabularies: Vocabularies) -> Iterator[Problem]:
    """No recipient has the code of a family's member."""
    recipients = list(vocabularies.recipients.values())
    members = {code: family.code for family in recipients if family.each for code in _members(family, vocabularies)}
    for number, term in enumerate(recipients):
        if family_code := members.get(term.code):
            message = Message(
                f'代码 "{term.code}" 已由 "{family_code}" 展开得到',
                f'the code "{term.code}" is made by "{family_code}"',
            )
            hint = Message("请删去或改用另一代码", "remove it or use another code")
            yield source.problem("duplicate-code", ("terms", number, "code"), message, hint)


def _unreached(code: str) -> tuple[Message, Message]:
    return (
        Message(f'没有规则推送给 "{code}"', f'no rule sends anything to "{code}"'),
        Message("请在 routes.yml 的 to 中写上它，或删去本条", "name it in a rule's `to`, or remove it"),
    )


def _statuses(kind: str, vocabularies: Vocabularies) -> list[str]:
    return list(vocabularies[f"{kind}-statuses"])


def _kinds(when: Condition) -> tuple[str, ...]:
    return tuple(when.kind) if when.kind else ("achievement", "demand")


def _check_states(source: Source, number: int, rule: RouteRule, vocabularies: Vocabularies) -> Iterator[Problem]:
    known = list(dict.fromkeys(code for kind in ("achievement", "demand") for code in _statuses(kind, vocabularies)))
    for index, code in enumerate(rule.when.status or ()):
        if code not in known:
            near = nearest(code, known)
            message = Message(
                f'应为 {"、".join(known)} 之一，现为 "{code}"', f'must be one of {", ".join(known)}, found "{code}"'
            )
            hint = Message(f'是否想写 "{near}"？', f'did you mean "{near}"?') if near else None
            yield source.problem("term-reference", ("terms", number, "when", "status", index), message, hint)


def _never(rule: RouteRule, vocabularies: Vocabularies) -> tuple[Message, Message] | None:
    """Why the rule cannot hold of any record, if it cannot."""
    for other in (vocabularies.routes[code] for code in rule.unless):
        if _implies(rule.when, other.when):
            return (
                Message(
                    f'永远不会成立：凡符合它的记录都符合 unless 中的 "{other.code}"',
                    f'never holds: whatever fits it fits "{other.code}", which `unless` names',
                ),
                Message("请放宽条件，或从 unless 中删去", "widen it, or take the other out of `unless`"),
            )
    if not any(_possible(kind, rule, vocabularies) for kind in _kinds(rule.when)):
        return (
            Message("永远不会成立：没有记录能同时符合这些条件", "never holds: no record can meet all of this"),
            Message(
                "成立企业、融资只有成果才有；已撤回、已解决的不推送",
                "only achievements have venture or financing; withdrawn and resolved records are not sent",
            ),
        )
    return None


def _possible(kind: str, rule: RouteRule, vocabularies: Vocabularies) -> bool:
    when = rule.when
    states = [code for code in _statuses(kind, vocabularies) if code not in NEVER_SENT]
    if when.status is not None and not set(when.status).intersection(states):
        return False
    if kind == "achievement":
        return True
    to = [vocabularies.recipients[code] for code in rule.to]
    only_ventures = all(term.each == "venture-district" for term in to)
    return not (when.has or only_ventures or (when.category and _ACHIEVEMENTS_ONLY.issuperset(when.category)))


def _implies(narrow: Condition, wide: Condition) -> bool:
    """Whether every record that meets `narrow` meets `wide`, judged field by field."""
    for field in Condition.model_fields:
        wanted, given = getattr(wide, field), getattr(narrow, field)
        if wanted is None:
            continue
        inside = given is not None and (set(wanted) <= set(given) if field == "has" else set(given) <= set(wanted))
        if not inside:
            return False
    return True
