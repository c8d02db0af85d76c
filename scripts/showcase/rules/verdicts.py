"""The rule that both sides of a match say the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from showcase.files.problem import Loc, Message, Problem, Severity
from showcase.rules.duplicates import first_contact
from showcase.rules.engine import Draft
from showcase.schema.vocabulary import Vocabularies

_NEEDS = {"title", "published", "agency"}


@dataclass(frozen=True)
class _Statement:
    """What a record says of a pair, and where; a `resolution` names what solved the demand."""

    draft: Draft
    loc: Loc
    pair: frozenset[str]
    fits: bool


def check_verdicts(
    drafts: Mapping[str, Draft], aliases: Mapping[str, str], vocabularies: Vocabularies
) -> Iterator[Problem]:
    """同一对成果和需求，各处写的对接结论须一致；不一致的，由在后的一方与另一方核对后改成一样。
    All that is said of a pair in `matches` and `resolution` agrees; if not, the later record's agency looks at it."""
    first: dict[frozenset[str], _Statement] = {}
    sound = [draft for draft in drafts.values() if not draft.unsound & _NEEDS]
    for draft in sorted(sound, key=lambda draft: (draft.record.published, draft.record.id)):
        for statement in _statements(draft, aliases):
            before = first.setdefault(statement.pair, statement)
            if before.fits != statement.fits:
                yield _problem(before, statement, vocabularies)


def _statements(draft: Draft, aliases: Mapping[str, str]) -> Iterator[_Statement]:
    record = draft.record
    resolution = None if "resolution" in draft.unsound else record.resolution
    found: list[tuple[Loc, str, bool]] = []
    if resolution and resolution.achievement:
        found.append((("resolution", "achievement"), resolution.achievement, True))
    for index, match in enumerate(() if "matches" in draft.unsound else record.matches):
        found.append((("matches", index, "verdict"), match.id, match.verdict == "confirmed"))
    for loc, other, fits in found:
        yield _Statement(draft, loc, frozenset({record.id, aliases.get(other, other)}), fits)


def _problem(before: _Statement, statement: _Statement, vocabularies: Vocabularies) -> Problem:
    one, other = statement.draft.record, before.draft.record
    now, then = _word(statement), _word(before)
    if one.id == other.id:
        message = Message(f"与本条另一处的“{then[0]}”相反", f"says {now[1]}, elsewhere the record says {then[1]}")
        hint = Message("请只留对的一处", "keep the one that is right")
    else:
        message = Message(
            f"这里是“{now[0]}”，{other.id}《{other.title}》写的是“{then[0]}”",
            f"says {now[1]}, but {other.id} says {then[1]}",
        )
        hint = _AGREE
    if one.agency != other.agency:
        zh, en = first_contact(before.draft, vocabularies)
        hint = Message(f"请与首问机构{zh}核对，把两处改成一样", f"settle it with {en} and say the same in both")
    until = _UNTIL["resolution" in (statement.loc[0], before.loc[0])]
    joined = Message(f"{hint.zh}；{until.zh}", f"{hint.en}; {until.en}")
    return statement.draft.source.problem("verdicts", statement.loc, message, joined, Severity.WARNING)


def _word(statement: _Statement) -> tuple[str, str]:
    if statement.loc[0] == "resolution":
        return "已解决需求", "that it solved the demand"
    return ("已确认", "`confirmed`") if statement.fits else ("不合适", "`rejected`")


_AGREE = Message("请核对后把两处改成一样", "find out which is right and say the same in both")
_UNTIL = {
    False: Message("改好之前按不合适处理，不再推荐", "until then the pair counts as rejected"),
    True: Message("改好之前按已解决处理", "until then the demand counts as solved by it"),
}
