"""Spreadsheets beside the pages: recipients' lists, supply and needs lists, the sheets that agencies fill in."""

from __future__ import annotations

from collections.abc import Iterator

from showcase.authoring.manuscript import tidy
from showcase.authoring.workbook import Written, render_blank_workbook, render_workbook
from showcase.catalogue.entry import Entry
from showcase.derived.supply import SupplyList
from showcase.derived.views import Output, Views
from showcase.files.sheets import render_csv, render_xlsx
from showcase.outputs.ledgers import build_ledger, build_movement_ledger, build_route_ledger
from showcase.schema.records import MODELS

LIST_TITLES = {"supply": "供给清单", "needs": "需求清单"}


def render_workbooks(views: Views) -> Iterator[Output]:
    """route/<code>/list.xlsx and .csv; list.xlsx below every page of supply/ and needs/ (its CSV is in the API)."""
    for group in views.indexes["route"].groups.values():
        code = group.term.code
        ledger = build_route_ledger("推送清单", group.entries, views.routes, code, views.site)
        yield f"{group.url}list.xlsx", render_xlsx([ledger], views.catalogue.as_of, views.site.palette)
        yield f"{group.url}list.csv", render_csv(ledger)
    yield from _render_sheets(views)
    for lists in views.supply.values():
        for supply in lists.values():
            yield f"{supply.url}list.xlsx", _render_supply(supply, views)


def agency_sheet(code: str) -> str:
    """Where an agency's own records stand as the sheet that `showcase import` reads."""
    return f"submit/sheets/{code}.xlsx"


def _render_sheets(views: Views) -> Iterator[Output]:
    """submit/template.xlsx, and a sheet for every agency that has records, for those who have no command line."""
    vocabularies, as_of = views.catalogue.vocabularies, views.catalogue.as_of
    yield "submit/template.xlsx", render_blank_workbook(vocabularies, as_of, views.site.palette)
    entries = sorted(views.catalogue.entries, key=lambda entry: entry.source.path)
    for code in sorted({entry.record.agency for entry in entries}):
        own = [entry for entry in entries if entry.record.agency == code]
        written = {kind: [_written(entry) for entry in own if entry.kind == kind] for kind in MODELS}
        yield agency_sheet(code), render_workbook(written, vocabularies, as_of, views.site.palette)


def _written(entry: Entry) -> Written:
    return Written(entry.source.data, tidy(entry.source.body), entry.source.version)


def _render_supply(supply: SupplyList, views: Views) -> bytes:
    """The list, what changed since the last month ended, and what since the last quarter did."""
    sheets = [
        build_ledger(LIST_TITLES[supply.name], supply.entries, views.site),
        build_movement_ledger("本月变动", supply.month),
        build_movement_ledger("本季度变动", supply.quarter),
    ]
    return render_xlsx(sheets, views.catalogue.as_of, views.site.palette)
