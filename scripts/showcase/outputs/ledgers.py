"""台账: records as tables for spreadsheets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import add
from weakref import WeakKeyDictionary

from showcase.catalogue.entry import Entry
from showcase.derived.indexes import Group
from showcase.derived.movement import WHY, Movement
from showcase.derived.routes import routes_of
from showcase.derived.site import Site
from showcase.files.sheets import Cell, Column, Row, Sheet
from showcase.schema.words import say_amount

Reason = Callable[[Entry], Cell]
"""What a list says of an entry's being on it."""


@dataclass(frozen=True)
class _LedgerColumn:
    label: str
    name: str
    width: int
    cell: Callable[[Entry], Cell]


def _labels(field: str) -> Callable[[Entry], Cell]:
    return lambda entry: "、".join(entry.labels(field))


def _label(field: str) -> Callable[[Entry], Cell]:
    """The label of one code, if the record has one."""
    return lambda entry: next(iter(entry.labels(field)), None)


def _money(part: str) -> Callable[[Entry], Cell]:
    def cell(entry: Entry) -> Cell:
        value = getattr(entry.record.amount, part, None)
        return entry.vocabularies.price_modes[value].label if value and part == "mode" else value

    return cell


def _financing(part: str) -> Callable[[Entry], Cell]:
    return lambda entry: getattr(entry.record.financing, part, None)


_COLUMNS = (
    _LedgerColumn("编号", "id", 18, lambda entry: entry.id),
    _LedgerColumn("成果或需求", "kind", 10, lambda entry: entry.record.WORD),
    _LedgerColumn("名称", "title", 36, lambda entry: entry.record.title),
    _LedgerColumn("一句话简介", "summary", 50, lambda entry: entry.record.summary),
    _LedgerColumn("状态", "state", 8, lambda entry: entry.state.label),
    _LedgerColumn("类别", "category", 14, _labels("categories")),
    _LedgerColumn("合同类型", "contract_types", 16, _labels("contract_types")),
    _LedgerColumn("10+1 产业", "industries", 20, _labels("industries")),
    _LedgerColumn("海洋产业", "marine_sectors", 20, _labels("marine_sectors")),
    _LedgerColumn("所处阶段", "stage", 10, _label("stage")),
    _LedgerColumn("持有单位或需求方", "party", 28, lambda entry: entry.party),
    _LedgerColumn("区（市）", "districts", 20, _labels("districts")),
    _LedgerColumn("报价或预算", "amount_mode", 10, _money("mode")),
    _LedgerColumn("金额起（万元）", "amount_min", 10, _money("min")),
    _LedgerColumn("金额止（万元）", "amount_max", 10, _money("max")),
    _LedgerColumn("融资（万元）", "financing_amount", 10, _financing("amount")),
    _LedgerColumn("融资用途", "financing_use", 28, _financing("use")),
    _LedgerColumn("服务专班", "task_force", 14, _label("task_force")),
    _LedgerColumn("服务机构", "agency", 26, _label("agency")),
    _LedgerColumn("联系部门", "office", 14, lambda entry: entry.contact.office),
    _LedgerColumn("电话", "phone", 16, lambda entry: entry.contact.phone),
    _LedgerColumn("邮箱", "email", 26, lambda entry: entry.contact.email),
    _LedgerColumn("发布日期", "published", 12, lambda entry: entry.record.published),
    _LedgerColumn("截止或有效期至", "closes", 12, lambda entry: entry.closes),
)


_DATATYPES = {"amount_min": "number", "amount_max": "number", "financing_amount": "number", "url": "anyURI"}
_DAYS = {"published", "closes", "since"}


def ledger_columns() -> list[tuple[str, str, str]]:
    """Label, name and CSVW's datatype of each column of `build_ledger`."""
    columns = (*_COLUMNS, _entered({}), _LedgerColumn("网址", "url", 44, lambda _: None))
    kind = dict.fromkeys(_DAYS, "date") | _DATATYPES
    return [(column.label, column.name, kind.get(column.name, "string")) for column in columns]


def build_ledger(name: str, entries: Sequence[Entry], since: Mapping[str, date], site: Site) -> Sheet:
    """One row a record; `since` says of each id when it came to this list."""
    return _ledger(name, (_entered(since), _address(site)), entries)


def _entered(since: Mapping[str, date]) -> _LedgerColumn:
    return _LedgerColumn("进入本清单", "since", 12, lambda entry: since[entry.id])


def build_reason(group: Group) -> Reason:
    """Why a record was sent to the recipient."""

    def reason(entry: Entry) -> Cell:
        return "；".join(route.reason for route in routes_of(entry) if route.recipient.code == group.term.code)

    return reason


def build_route_ledger(name: str, group: Group, site: Site) -> Sheet:
    """As `build_ledger`, with the reason why each record was sent to the recipient."""
    why = _LedgerColumn("推送原因", "reason", 40, build_reason(group))
    return _ledger(name, (_entered(group.since), why, _address(site)), group.entries)


def _address(site: Site) -> _LedgerColumn:
    return _LedgerColumn("网址", "url", 44, lambda entry: site.absolute(entry.url))


_told: WeakKeyDictionary[Entry, Row] = WeakKeyDictionary()


def _tell(entry: Entry) -> Row:
    """The entry's cells in `_COLUMNS`, made once: it stands in some ten ledgers."""
    if entry not in _told:
        _told[entry] = tuple(column.cell(entry) for column in _COLUMNS)
    return _told[entry]


def _ledger(name: str, own: tuple[_LedgerColumn, ...], entries: Sequence[Entry]) -> Sheet:
    """`_COLUMNS`, and behind them what only this ledger says."""
    sheet = _sheet(name, own, entries)
    told = tuple(Column(column.label, column.width) for column in _COLUMNS)
    return replace(sheet, columns=told + sheet.columns, rows=tuple(map(add, map(_tell, entries), sheet.rows)))


def _sheet(name: str, columns: tuple[_LedgerColumn, ...], entries: Iterable[Entry]) -> Sheet:
    rows = tuple(tuple(column.cell(entry) for column in columns) for entry in entries)
    return Sheet(name, tuple(Column(column.label, column.width) for column in columns), rows)


def build_print(
    heading: str, entries: Iterable[Entry], since: Mapping[str, date], reason: Reason | None = None
) -> Sheet:
    """打印: what is read of a list on paper, beside each other on a page across (files/sheets.py)."""
    why = [_LedgerColumn("推送原因", "reason", 26, reason)] if reason else []
    columns = (*_PRINTED, *why, _LedgerColumn("进入日期", "since", 11, lambda entry: since[entry.id]))
    return replace(_sheet("打印", columns, entries), heading=heading)


def _offered(entry: Entry) -> Cell:
    """Price or budget in words."""
    amount = entry.record.amount
    return say_amount(amount, entry.vocabularies.price_modes) if amount else None


_PRINTED = (
    _LedgerColumn("名称", "title", 34, lambda entry: entry.record.title),
    _LedgerColumn("状态", "state", 8, lambda entry: entry.state.label),
    _LedgerColumn("持有单位或需求方", "party", 24, lambda entry: entry.party),
    _LedgerColumn("阶段或截止", "stage", 11, lambda entry: entry.record.deadline or "".join(entry.labels("stage"))),
    _LedgerColumn("报价或预算", "amount", 15, _offered),
    _LedgerColumn("服务机构", "agency", 18, lambda entry: entry.agency.label),
    _LedgerColumn("电话", "phone", 15, lambda entry: entry.contact.phone),
)


def build_movement_ledger(name: str, movement: Movement) -> Sheet:
    """One row for each record that entered or left."""
    entered = [("进入", day, "进入清单", entry.id, entry.record.title) for entry, day in movement.entered]
    left = [("退出", end.day, WHY[end.why], entry.id, entry.record.title) for entry, end in movement.left]
    columns = (Column("变动", 8), Column("日期", 12), Column("原因", 14), Column("编号", 18), Column("名称", 48))
    return Sheet(name, columns, (*entered, *left))
