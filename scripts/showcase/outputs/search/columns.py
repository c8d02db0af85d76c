"""Facets of the search: for each a column that holds every document's values.

`search/facets.json` names facets and values with the counts of the whole catalogue, so that the
panel can be drawn before any column is read. `search/columns/<name>-<n>.bin` holds a facet's values of
COLUMN_DOCUMENTS documents from n × COLUMN_DOCUMENTS on: a line of JSON with the different sets of codes,
then for each document the number of its set, in the fewest of 0, 1, 2, 4, 8 or 16 bits that are enough, the
lowest first. A column is read when its facet is opened, filtered or sorted by, and only where documents are asked for.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import numpy as np

from showcase.catalogue.entry import Entry
from showcase.catalogue.load import Catalogue
from showcase.derived.indexes import FACETS
from showcase.outputs.search.texts import gone
from showcase.schema.records import MODELS
from showcase.schema.terms import Term
from showcase.schema.vocabulary import Vocabulary

Codes = Callable[[Entry], Iterable[str]]

COLUMN_DOCUMENTS = 16_384
_WIDTHS = (0, 1, 2, 4, 8, 16)

PRICE_BANDS = (("0-50", 0, 50), ("50-100", 50, 100), ("100-200", 100, 200), ("200-500", 200, 500), ("500-", 500, None))
"""Code, low and high end in 10,000 yuan; an amount falls in every band that it overlaps."""


@dataclass(frozen=True)
class SearchFacet:
    """`values` are (code, label, parent code) in order; `codes` gives an entry's own.

    `kind`: `choice` lists values to tick, `range` takes a low and a high number, `days` takes a number of
    days back from today, `sort` is not shown.
    """

    name: str
    label: str
    kind: str
    values: tuple[tuple[str, str, str | None], ...]
    codes: Codes
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Codes by those that they had before: addresses may still hold them."""
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By code the names by which a query asks for what has it (conditions.js)."""
    topical: bool = False
    """Whether these names say what a record is about, too."""


def build_facets(catalogue: Catalogue) -> tuple[SearchFacet, ...]:
    """All facets of the search, in the panel's order."""
    by_name = {facet.name: _vocabulary_facet(catalogue, facet.name) for facet in FACETS}
    order = ("marine-sector", "industry", "category", "contract-type", "stage")
    rest = tuple(facet for name, facet in by_name.items() if name not in order)
    kind = SearchFacet("kind", "成果或需求", "choice", _KINDS, lambda entry: (entry.kind,), names=_KIND_NAMES)
    statuses = (catalogue.vocabularies.achievement_statuses, catalogue.vocabularies.demand_statuses)
    state = SearchFacet("state", "状态", "choice", _STATES, lambda entry: (entry.state.code,), names=_names(*statuses))
    trl = SearchFacet("trl", "技术就绪度", "range", tuple((str(n), str(n), None) for n in range(1, 10)), _trl)
    modes = {code: names for code, names in _names(catalogue.vocabularies.price_modes).items() if code in _MODES}
    price = SearchFacet("price", "报价或预算（万元）", "choice", _PRICES, _price, names=modes)
    wanted = (("wanted", "有融资需求", None),)
    financing = SearchFacet("financing", "融资", "choice", wanted, _financing, names=_FINANCING_NAMES)
    published = SearchFacet("published", "发布时间", "days", _DAYS, lambda entry: (entry.record.published.isoformat(),))
    closes = SearchFacet(
        "closes", "截止", "sort", (), lambda entry: (entry.closes.isoformat(),) if entry.is_open else ()
    )
    amount = SearchFacet("amount", "报价或预算", "sort", (), _amount)
    chosen = tuple(by_name[name] for name in order)
    facets = (kind, state, *chosen, trl, price, financing, published, *rest, closes, amount)
    # A column, its counts and its values ask for the same codes.
    return tuple(replace(facet, codes=cache(facet.codes)) for facet in facets)


def _names(*vocabularies: Vocabulary[Term]) -> dict[str, list[str]]:
    """By code what terms are called, here and elsewhere."""
    found: dict[str, list[str]] = {}
    for vocabulary in vocabularies:
        for code, term in vocabulary.items():
            own = (term.label, *(name for name in term.former if name not in vocabulary.renamed))
            found[code] = [*dict.fromkeys((*found.get(code, []), *own))]
    return found


_NAMED = ("marine-sector", "industry", "category", "contract-type", "stage", "ip-kind", "district")
_TOPICAL = ("marine-sector", "industry", "ip-kind")
_KIND_NAMES = {"achievement": ["成果", "现成技术", "现成的技术"], "demand": ["需求", "难题", "揭榜"]}
_FINANCING_NAMES = {"wanted": ["融资"]}
_MODES = ("negotiable", "equity")
_KINDS = tuple((kind, model.WORD, None) for kind, model in MODELS.items())
_STATES = (
    ("open", "可对接、征集中", None),
    ("negotiating", "洽谈中", None),
    ("signed", "已签约", None),
    ("landed", "已落地", None),
    ("resolved", "已解决", None),
    ("paused", "暂停", None),
    ("overdue", "已截止", None),
    ("expired", "已过期", None),
)
_PRICES = (
    *((code, f"{low}–{high}" if high else f"{low} 以上", None) for code, low, high in PRICE_BANDS),
    ("negotiable", "面议", None),
    ("equity", "作价入股", None),
)
_DAYS = (("30", "30 天内", None), ("90", "90 天内", None), ("365", "一年内", None))


def render_column(facet: SearchFacet, entries: Sequence[Entry]) -> Iterator[bytes]:
    """The files of a facet's column."""
    for start in range(0, len(entries), COLUMN_DOCUMENTS):
        sets: dict[tuple[str, ...], int] = {}
        chunk = entries[start : start + COLUMN_DOCUMENTS]
        numbers = [sets.setdefault(tuple(facet.codes(entry)), len(sets)) for entry in chunk]
        head = json.dumps(list(sets), ensure_ascii=False, separators=(",", ":"))
        yield head.encode() + b"\n" + _packed(numbers, len(sets))


def _packed(numbers: Sequence[int], count: int) -> bytes:
    width = next(width for width in _WIDTHS if 1 << width >= count)
    bits = np.array(numbers, dtype=np.uint16)[:, np.newaxis] >> np.arange(width, dtype=np.uint16) & 1
    return np.packbits(bits.astype(np.uint8), bitorder="little").tobytes()


def build_facet_list(facets: Sequence[SearchFacet], entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """facets.json: the panel's facets; values that no document has are left out."""
    return [_describe(facet, entries) for facet in facets if facet.kind != "sort"]


def _describe(facet: SearchFacet, entries: Sequence[Entry]) -> dict[str, Any]:
    # The search leaves the expired out until their state is chosen; the counts do the same.
    counted = [entry for entry in entries if facet.name == "state" or not gone(entry)]
    counts = Counter(code for entry in counted for code in facet.codes(entry))
    present = {code for entry in entries for code in facet.codes(entry)}
    values = [
        {"code": code, "label": label, "parent": parent, "count": counts[code]}
        | ({"names": list(facet.names[code])} if code in facet.names else {})
        for code, label, parent in facet.values
        if code in present or facet.kind == "days"
    ]
    return (
        {"name": facet.name, "label": facet.label, "kind": facet.kind, "values": values}
        | ({"renamed": dict(facet.renamed)} if facet.renamed else {})
        | ({"topical": True} if facet.topical else {})
    )


def _vocabulary_facet(catalogue: Catalogue, name: str) -> SearchFacet:
    facet = next(facet for facet in FACETS if facet.name == name)
    vocabulary = catalogue.vocabularies[facet.vocabulary]
    values = tuple((code, term.label, getattr(term, "parent", None)) for code, term in vocabulary.items())

    def codes(entry: Entry) -> tuple[str, ...]:
        found = (broader for code in facet.codes(entry) for broader in vocabulary.ancestry(code))
        return tuple(dict.fromkeys(found))

    names = _names(vocabulary) if name in _NAMED else {}
    return SearchFacet(name, vocabulary.label, "choice", values, codes, vocabulary.renamed, names, name in _TOPICAL)


def _trl(entry: Entry) -> tuple[str, ...]:
    return (str(entry.record.trl),) if entry.record.trl else ()


def _financing(entry: Entry) -> tuple[str, ...]:
    return ("wanted",) if entry.record.financing else ()


def _amount(entry: Entry) -> tuple[str, ...]:
    """What orders and bounds count, in 10,000 yuan: the low end, or the high one where the low end is 0."""
    amount = entry.record.amount
    if amount is None or amount.min is None:
        return ()
    return (f"{amount.min or amount.max or 0:g}",)


def _price(entry: Entry) -> tuple[str, ...]:
    amount = entry.record.amount
    if amount is None:
        return ()
    if amount.min is None:
        return (amount.mode,)
    low = amount.min
    high = low if amount.max is None else amount.max
    return tuple(code for code, start, end in PRICE_BANDS if high >= start and (end is None or low < end))
