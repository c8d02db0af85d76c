"""What a change does to the terms of vocabularies: every record that has one says something else from then on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from showcase.catalogue.load import Catalogue
from showcase.files.problem import Message, Problem, Severity
from showcase.files.source import load_yaml
from showcase.review.baseline import Baseline, has_broken_vocabulary
from showcase.schema.names import bare
from showcase.schema.shapes import names_term, shapes
from showcase.schema.terms import Term
from showcase.schema.vocabulary import TERM_MODELS


@dataclass(frozen=True)
class TermChange:
    """A field of a term with another value; of an added or removed term only its name, on one of the sides.

    `records` is how many records have the term now.
    """

    vocabulary: str
    code: str
    field: str
    before: str
    after: str
    records: int


def build_term_changes(now: Catalogue, baseline: Baseline) -> tuple[TermChange, ...]:
    """Every change of a term, in the order of the files."""
    return tuple(change for name in _changed(now, baseline) for change in _changes_in(name, now, baseline.catalogue))


def _changes_in(name: str, now: Catalogue, former: Catalogue) -> Iterator[TermChange]:
    then, present = former.vocabularies[name], now.vocabularies[name]
    for code in dict.fromkeys([*then, *present]):
        if differences := list(_differences(then.get(code), present.get(code))):
            uses = _uses(now, name, code)
            yield from (TermChange(name, code, *difference, records=uses) for difference in differences)


def check_terms(now: Catalogue, baseline: Baseline) -> Iterator[Problem]:
    """一个代码不接用另一个代码的名称：已有的记录会全都变了意思。
    No code takes over another one's name, or all records that have it mean something else."""
    for name in _changed(now, baseline):
        then = baseline.catalogue.vocabularies[name]
        owners = {bare(term.label): code for code, term in then.items()}
        for number, (code, term) in enumerate(now.vocabularies[name].items()):
            owner = owners.get(bare(term.label), code)
            if code in then and owner != code and (uses := _uses(now, name, code)):
                source = load_yaml(now.root, now.root / f"content/vocabularies/{name}.yml")
                message = _taken_over(then[code], term, owner, uses)
                yield source.problem("vocabulary", ("terms", number, "label"), message, _LOOK, Severity.WARNING)


def _changed(now: Catalogue, baseline: Baseline) -> list[str]:
    """The vocabularies that differ, unless one of the two states cannot be read."""
    if has_broken_vocabulary(now) or has_broken_vocabulary(baseline.catalogue):
        return []
    return [name for name in TERM_MODELS if f"content/vocabularies/{name}.yml" in baseline.changed]


def _differences(then: Term | None, now: Term | None) -> Iterator[tuple[str, str, str]]:
    """The fields that differ by their titles, with both values in words."""
    if then is None or now is None:
        yield "（删去）" if now is None else "（新增）", then.label if then else "", now.label if now else ""
        return
    for name, info in type(now).model_fields.items():
        before, after = getattr(then, name, None), getattr(now, name)
        if before != after:
            yield info.title or name, _say(before), _say(after)


def _say(value: object) -> str:
    if isinstance(value, list | tuple):
        return "、".join(map(_say, value))
    if isinstance(value, BaseModel):
        titles = {name: info.title or name for name, info in type(value).model_fields.items()}
        return "，".join(f"{titles[name]}：{_say(part)}" for name, part in value if part is not None)
    return "" if value is None or value is False else "是" if value is True else str(value)


def _uses(now: Catalogue, name: str, code: str) -> int:
    return sum(
        any(
            names_term(value, shape, name, code)
            for field, shape in shapes(entry.kind).items()
            if (value := entry.source.data.get(field)) is not None
        )
        for entry in now.entries
    )


def _taken_over(before: Term, after: Term, owner: str, uses: int) -> Message:
    return Message(
        f"{after.code} 原叫“{before.label}”，现在用了 {owner} 原来的名称“{after.label}”，"
        f"用它的 {uses} 条记录都变了意思",
        f"{after.code} was {before.label} and has the name that {owner} had, {after.label}: "
        f"{uses} records mean something else",
    )


_LOOK = Message(
    "名称写反了的，请改回；确要对调，逐条核对这些记录",
    "put the names back if they were exchanged by mistake; look at each of these records if not",
)
