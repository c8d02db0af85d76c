"""dump/: all records at once, for programs and for people.

They hold every record that has not been withdrawn, expired ones included. A record's line, its row and its own
document say the same.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from showcase.derived.views import Files, Output, Views
from showcase.files.gzipped import gzipped
from showcase.files.sheets import render_csv, render_xlsx
from showcase.outputs.feeds.api import render_document
from showcase.outputs.feeds.base import API
from showcase.outputs.feeds.documents import RECORD_DOCUMENTS
from showcase.outputs.feeds.tables import build_list, build_table, build_workbook
from showcase.schema.records import FOLDERS, WORDS

DUMP = f"{API}/dump"
ARCHIVE = f"{DUMP}/catalogue.zip"

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can name."""


def render_dumps(views: Views) -> Iterator[Output]:
    """all.ndjson.gz, and a table of each kind as CSV and as a workbook."""
    entries = [entry for entry in views.catalogue.entries if not entry.withdrawn]
    lines = b"".join(views.once(render_document, entry) + b"\n" for entry in entries)
    yield f"{DUMP}/all.ndjson.gz", gzipped(lines)
    for kind, model in RECORD_DOCUMENTS.items():
        table = build_table(views, model, WORDS[kind], [entry for entry in entries if entry.kind == kind])
        yield f"{DUMP}/{FOLDERS[kind]}.csv", render_csv(build_list(table))
        sheets = build_workbook(table, model, views.catalogue.vocabularies)
        yield f"{DUMP}/{FOLDERS[kind]}.xlsx", render_xlsx(sheets, views.catalogue.as_of, views.site.palette)


def render_archive(files: Files) -> bytes:
    """The tables with vocabularies and schemas."""
    target = io.BytesIO()
    folders = tuple(f"{API}/{name}/" for name in ("dump", "vocabularies", "schema"))
    chosen = sorted(path for path in files if path.startswith(folders) and not path.endswith(".gz"))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in chosen:
            info = zipfile.ZipInfo(path.removeprefix(f"{API}/"), _EPOCH)
            info.compress_type = zipfile.ZIP_STORED if path.endswith(".xlsx") else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, files[path])
    return target.getvalue()
