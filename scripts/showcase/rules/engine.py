"""How a rule is written, registered and run.

Each `check_` function is one rule: its docstring is the rule as authors read it (Chinese, then
English), its name the problem's code, and `@rule(...)` names the fields that it needs: it is passed
over while one of them is unsound, so that one slip is not reported twice.

The form on the site runs the same functions, compiled to JavaScript (`form/program.py` says what it
understands and refuses the rest). A rule that needs files or the Markdown engine says `form=False`: the
form then tells its author that this is checked later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Generic, Literal, TypeVar, overload

from showcase.files.problem import Loc, Message, Problem, Severity
from showcase.files.source import Source
from showcase.schema.records import Achievement, Demand, Kind, Record
from showcase.schema.vocabulary import Vocabularies

R = TypeVar("R", bound=Record)
R_co = TypeVar("R_co", bound=Record, covariant=True)


@dataclass(frozen=True)
class DraftOf(Generic[R_co]):
    """A record under check: `unsound` names the fields that `record` lacks."""

    source: Source
    record: R_co
    unsound: frozenset[str]
    files: Mapping[str, int]
    """Attachments found beside the record: name → size in bytes."""
    as_of: date
    """Today, as the catalogue counts."""

    @property
    def kind(self) -> Kind:
        return self.record.KIND


Draft = DraftOf[Achievement | Demand]
"""A draft of either kind."""


@dataclass(frozen=True)
class Finding:
    """What a rule found: `loc` is the field; `line` and `column` override its place (for the body)."""

    loc: Loc
    message: Message
    hint: Message | None = None
    severity: Severity = Severity.ERROR
    place: tuple[int, int] | None = None


Check = Callable[[DraftOf[R], Vocabularies], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """A registered check; `needs` are the fields that it reads."""

    code: str
    kind: Kind | None
    needs: tuple[str, ...]
    check: Check[Any]
    form: bool = True
    """Whether the form on the site runs it too."""
    dated: bool = False
    """Whether it asks what day it is: what it says is never kept."""

    @property
    def text(self) -> str:
        return (self.check.__doc__ or "").strip()


RULES: list[Rule] = []
ADVICE: list[Rule] = []


@overload
def rule(
    *needs: str, kind: Literal["achievement"], form: bool = True, dated: bool = False
) -> Callable[[Check[Achievement]], Check[Achievement]]: ...
@overload
def rule(*needs: str, kind: Literal["demand"], form: bool = True) -> Callable[[Check[Demand]], Check[Demand]]: ...
@overload
def rule(
    *needs: str, form: bool = True, dated: bool = False
) -> Callable[[Check[Achievement | Demand]], Check[Achievement | Demand]]: ...
def rule(
    *needs: str, kind: Kind | None = None, form: bool = True, dated: bool = False
) -> Callable[[Check[Any]], Check[Any]]:
    """Register a check for records of `kind` (default both).

    `form`: it needs nothing but the record; `dated`: it reads what day it is.
    """

    def register(check: Check[Any]) -> Check[Any]:
        code = check.__name__.removeprefix("check_").replace("_", "-")
        RULES.append(Rule(code, kind, needs, check, form, dated))
        return check

    return register


def advice(*needs: str, kind: Kind | None = None) -> Callable[[Check[Any]], Check[Any]]:
    """Register a check that only advises."""

    def register(check: Check[Any]) -> Check[Any]:
        ADVICE.append(Rule(check.__name__.removeprefix("check_").replace("_", "-"), kind, needs, check))
        return check

    return register


def check_advice(draft: Draft, vocabularies: Vocabularies) -> Iterator[Problem]:
    """What would make a record persuade."""
    yield from _check(ADVICE, draft, vocabularies)


def check_record(draft: Draft, vocabularies: Vocabularies, *, dated: bool | None = None) -> Iterator[Problem]:
    """Every rule that applies to the record's kind and whose fields are sound; by `dated` only such, or only others."""
    yield from _check(RULES if dated is None else _rules(dated), draft, vocabularies)


@cache
def _rules(dated: bool) -> list[Rule]:
    return [item for item in RULES if item.dated == dated]


def _check(rules: list[Rule], draft: Draft, vocabularies: Vocabularies) -> Iterator[Problem]:
    for item in rules:
        if item.kind not in (None, draft.kind) or draft.unsound.intersection(item.needs):
            continue
        for finding in item.check(draft, vocabularies):
            yield _problem(draft.source, item.code, finding)


def _problem(source: Source, code: str, finding: Finding) -> Problem:
    problem = source.problem(code, finding.loc, finding.message, finding.hint, finding.severity)
    if finding.place is None:
        return problem
    line, column = finding.place
    return Problem(problem.path, line, column, problem.severity, code, problem.loc, finding.message, finding.hint)
