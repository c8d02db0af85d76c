"""The “10+1” lists for those who decide: what each industry is offered and asks for, each on one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from showcase.catalogue.entry import Entry
from showcase.digest.account import Account
from showcase.digest.section import Digest, Section
from showcase.files.sheets import Column, Row, Sheet
from showcase.schema.records import Kind
from showcase.schema.terms import TieredTerm
from showcase.schema.words import say_date

NAMED = 3
"""Records of each kind that a page has room for."""
_RIPE = ("production", "pilot")
"""Stages in which an achievement can be taken over, the ripest first."""


def build_lists(digest: Digest, account: Account) -> Digest:
    """清单: all industries in a table, then a page for each that has anything."""
    terms = account.states.after.vocabularies.industries.values()
    pages = [page for term in terms if term.parent is None and (page := _build_page(term, account))]
    title = f"{digest.period.short}“10+1”产业供需清单"
    sections = (replace(build_supply(account), title="总表"), *pages)
    return replace(digest, title=title, sections=sections, subtitle="", notes=digest.notes[1:])


def build_supply(account: Account) -> Section:
    """供给与需求: a line an industry, with what came and what left."""
    rows: list[Row] = []
    without = []
    for term in account.states.after.vocabularies.industries.values():
        if term.parent is None:
            counts = [_counts(term, kind, account) for kind in ("achievement", "demand")]
            if any(map(any, counts)):
                rows.append((term.label, *counts[0], *counts[1]))
            else:
                without.append(term.label)
    columns = (
        Column("产业", 30), Column("在列成果", 12), Column("新进", 10), Column("退出", 10),
        Column("在列需求", 12), Column("新增", 10), Column("了结", 10),
    )  # fmt: skip
    none = f"{'、'.join(without)}没有在列和变动的。" if without else ""
    words = f"各产业期末在列的和{account.period.here}进出的成果、需求，一条可属几个产业。{none}"
    return Section("“10+1”供给与需求", words, tables=(Sheet("10+1 供给与需求", columns, tuple(rows)),))


def _counts(term: TieredTerm, kind: Kind, account: Account) -> tuple[int, int, int]:
    comparison = account.comparison
    listed = [one for one in account.states.after.listed if _is_of(one, term, kind)]
    entered = [step for step in comparison.steps if step.entered and _is_of(step.after, term, kind)]
    left = [entry for entry in comparison.left() if _is_of(entry, term, kind)]
    return len(listed), len(entered), len(left)


def _is_of(entry: Entry, term: TieredTerm, kind: Kind | None = None) -> bool:
    """Whether an entry is in the industry or in what refines it."""
    industries = entry.vocabularies.industries
    own = {broader for code in entry.record.industries for broader in industries.ancestry(code)}
    return term.code in own and kind in (None, entry.kind)


def _build_page(term: TieredTerm, account: Account) -> Section | None:
    """新进、成熟、求解、停滞: the first few of each."""
    parts = (
        ("新进", [(step.after, _say_money(step.after)) for step in account.comparison.steps if step.entered]),
        ("成熟", _ripe(account)),
        ("求解", _wanted(account)),
        ("停滞", [(one.entry, f"{one.what} {one.days} 天") for one in account.stuck]),
    )
    own = [(label, [(entry, said) for entry, said in found if _is_of(entry, term)]) for label, found in parts]
    rows = [row for label, found in own for row in _rows(label, found)]
    if not rows:
        return None
    columns = (Column("类别", 12), Column("名称", 46), Column("单位", 30), Column("服务机构", 26), Column("要点", 28))
    counted = "，".join(f"{label} {len(found)} 项" for label, found in own if found)
    named = f"{counted}；各列前 {NAMED} 项。" if any(len(found) > NAMED for _, found in own) else f"{counted}。"
    mark = "（名称待核）" if term.flagged else ""
    return Section(f"{term.label}{mark}", named, tables=(Sheet(term.label, columns, tuple(rows)),), new_page=True)


def _rows(label: str, found: Sequence[tuple[Entry, str]]) -> Iterator[Row]:
    for number, (entry, said) in enumerate(found[:NAMED]):
        yield ("" if number else label), entry.record.title, entry.party, entry.agency.label, said


def _ripe(account: Account) -> list[tuple[Entry, str]]:
    """What is open and can be taken over."""
    open_ones = [entry for entry in account.states.after.listed if entry.is_open and entry.record.stage in _RIPE]
    open_ones.sort(key=lambda entry: _RIPE.index(entry.record.stage or ""))
    return [(entry, "".join(entry.labels("stage"))) for entry in open_ones]


def _wanted(account: Account) -> list[tuple[Entry, str]]:
    """What companies still ask for, the nearest deadline first."""
    demands: Iterable[Entry] = (entry for entry in account.states.after.listed if entry.is_open)
    found = sorted((entry for entry in demands if entry.record.deadline), key=lambda entry: (entry.closes, entry.id))
    return [(entry, f"{say_date(entry.closes)}截止") for entry in found]


def _say_money(entry: Entry) -> str:
    """新进的成果, with its stage; a demand with its deadline."""
    return "".join(entry.labels("stage")) or f"需求，{say_date(entry.closes)}截止"
