"""Spreadsheets beside the pages: recipients' lists, supply and needs lists, the sheets that agencies fill in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from showcase.authoring.workbook import render_blank_workbook, render_workbook
from showcase.catalogue.entry import Entry
from showcase.derived.freshness import build_calls, build_reminders
from showcase.derived.indexes import Group
from showcase.derived.supply import SupplyList
from showcase.derived.views import Output, Views
from showcase.files.sheets import render_csv, render_xlsx
from showcase.files.workers import spread
from showcase.outputs.ledgers import build_ledger, build_movement_ledger, build_print, build_reason, build_route_ledger
from showcase.outputs.reminders import render_reminders, written_of
from showcase.schema.records import MODELS

LIST_TITLES = {"supply": "供给清单", "needs": "需求清单"}


def render_workbooks(views: Views) -> Iterator[Output]:
    """route/<code>/list.xlsx and .csv; list.xlsx below every page of supply/ and needs/ (its CSV is in the API)."""
    jobs = [*_route_jobs(views), *_sheet_jobs(views), *_supply_jobs(views), *_reminder_jobs(views)]
    for made in spread(lambda number: jobs[number](), len(jobs), len(views.catalogue.entries)):
        yield from made


Job = Callable[[], list[Output]]
"""Files that are made together, independently of all others."""


def _route_jobs(views: Views) -> Iterator[Job]:
    return (partial(_render_route, group, views) for group in views.indexes["route"].groups.values())


def _render_route(group: Group, views: Views) -> list[Output]:
    ledger = build_route_ledger("推送清单", group, views.site)
    why = build_reason(group)
    printed = build_print(f"{group.term.label} · 推送清单", group.entries, group.since, why)
    workbook = render_xlsx([ledger, printed], views.catalogue.as_of, views.site.palette)
    return [(f"{group.url}list.xlsx", workbook), (f"{group.url}list.csv", render_csv(ledger))]


def _supply_jobs(views: Views) -> Iterator[Job]:
    return (partial(_render_supply, supply, views) for lists in views.supply.values() for supply in lists.values())


def agency_sheet(code: str) -> str:
    """Where an agency's own records stand as the sheet that `showcase import` reads."""
    return f"submit/sheets/{code}.xlsx"


def _sheet_jobs(views: Views) -> Iterator[Job]:
    """submit/template.xlsx, and a sheet for every agency that has records, for those who have no command line."""
    yield partial(_render_template, views)
    entries = sorted(views.catalogue.entries, key=lambda entry: entry.source.path)
    for code in sorted({entry.record.agency for entry in entries}):
        yield partial(_render_sheet, code, [entry for entry in entries if entry.record.agency == code], views)


def _reminder_jobs(views: Views) -> Iterator[Job]:
    """freshness/<agency>/due.xlsx and due.ics."""
    due: dict[str, list[Entry]] = {entry.record.agency: [] for entry in views.catalogue.entries}
    for reminder in (*build_calls(views.catalogue.entries), *build_reminders(views.catalogue.entries)):
        due[reminder.entry.record.agency].append(reminder.entry)
    return (partial(render_reminders, code, due[code], views) for code in sorted(due))


def _render_template(views: Views) -> list[Output]:
    catalogue = views.catalogue
    return [
        ("submit/template.xlsx", render_blank_workbook(catalogue.vocabularies, catalogue.as_of, views.site.palette))
    ]


def _render_sheet(code: str, own: list[Entry], views: Views) -> list[Output]:
    written = {kind: [written_of(entry) for entry in own if entry.kind == kind] for kind in MODELS}
    vocabularies, as_of = views.catalogue.vocabularies, views.catalogue.as_of
    return [(agency_sheet(code), render_workbook(written, vocabularies, as_of, views.site.palette))]


def _render_supply(supply: SupplyList, views: Views) -> list[Output]:
    """The list, what changed since the last month ended, and what since the last quarter did."""
    sheets = [
        build_ledger(LIST_TITLES[supply.name], supply.entries, supply.since, views.site),
        build_print(f"{supply.term.label}{LIST_TITLES[supply.name]}", supply.entries, supply.since),
        build_movement_ledger("本月变动", supply.month),
        build_movement_ledger("本季度变动", supply.quarter),
    ]
    return [(f"{supply.url}list.xlsx", render_xlsx(sheets, views.catalogue.as_of, views.site.palette))]
