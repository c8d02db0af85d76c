"""csv-metadata.json: what the columns of all CSV files are, as CSV on the Web says it; those of lists in a second file.

By https://www.w3.org/TR/tabular-metadata/ a column has the name of its field in the documents, with `_label` where it
has the labels of codes. All supply and needs lists have the columns that csv-list.json describes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from showcase.derived.views import Output, Views
from showcase.outputs.feeds.base import API
from showcase.outputs.feeds.documents import RECORD_DOCUMENTS
from showcase.outputs.feeds.modified import COLUMNS as MODIFIED
from showcase.outputs.feeds.tables import Columns, build_columns
from showcase.outputs.ledgers import ledger_columns
from showcase.schema.records import FOLDERS, WORDS

_CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "zh"}]
_LIST = "csv-list.json"


def render_csvw(views: Views) -> Iterator[Output]:
    """csv-metadata.json, beside the folders of the tables that it names, and csv-list.json."""
    vocabularies = views.catalogue.vocabularies
    tables = [
        _table(f"dump/{FOLDERS[kind]}.csv", WORDS[kind], build_columns(model, vocabularies), key="id")
        for kind, model in RECORD_DOCUMENTS.items()
    ]
    tables.append(_table("modified.csv", "各编号最近的变动", MODIFIED, key="record"))
    lists = [supply for lists in views.supply.values() for supply in lists.values()]
    tables += [{"url": f"{supply.api_path}.csv", "tableSchema": _LIST} for supply in lists]
    listed = _schema([(label, name, {"datatype": kind}) for label, name, kind in ledger_columns()])
    yield f"{API}/csv-metadata.json", _render({"@context": _CONTEXT, "tables": tables})
    yield f"{API}/{_LIST}", _render({"@context": _CONTEXT, **listed})


def _render(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _table(url: str, title: str, columns: Columns, key: str) -> dict[str, Any]:
    return {"url": url, "dc:title": title, "tableSchema": _schema(columns) | {"primaryKey": key}}


def _schema(columns: Columns) -> dict[str, Any]:
    return {"columns": [{"name": name, "titles": title, **value} for title, name, value in columns]}
