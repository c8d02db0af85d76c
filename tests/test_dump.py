"""The dumps: everything at once, for programs and for spreadsheets."""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from csvw import CSVW
from python_calamine import CalamineWorkbook

from building import AS_OF, CONTENT
from crowd import write_crowd
from fed import made_feeds
from showcase.catalogue.load import Catalogue, load
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.files.guarded import read_csv_text
from showcase.files.sheets import MAX_CELL
from showcase.outputs.feeds.tables import LEFT_OUT
from showcase.schema.records import FOLDERS

DUMP = "api/v1/dump"
TABLES = [(kind, ending) for kind in FOLDERS.values() for ending in ("csv", "xlsx")]
HOSTILE = "=HYPERLINK('https：//evil','x')"


def read_csv(data: bytes) -> list[list[str]]:
    return [
        [read_csv_text(cell) for cell in row] for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    ]


def read_sheets(data: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def load_items(site: Path) -> list[dict[str, Any]]:
    return parse_lines((site / DUMP / "all.ndjson.gz").read_bytes())


def parse_lines(packed: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in gzip.decompress(packed).decode().splitlines()]


def test_all_records_but_the_withdrawn(catalogue: Catalogue, site: Path) -> None:
    """all.ndjson.gz holds the documents of all records, one a line, expired ones too, none that was withdrawn."""
    items = load_items(site)

    assert [item["id"] for item in items] == [entry.id for entry in catalogue.entries if not entry.withdrawn]
    assert sum(item["expired"] for item in items) == 2
    for item in items:
        path = site / f"api/v1/{FOLDERS[item['kind']]}/{item['id']}.json"
        assert item == json.loads(path.read_text(encoding="utf-8"))


def leaves(value: Any) -> Iterator[Any]:
    """All single values of a document that tables have."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name not in LEFT_OUT:
                yield from leaves(part)
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part)
    elif value is not None:
        yield {True: "是", False: "否"}[value] if isinstance(value, bool) else value


PINNED = json.loads((Path(__file__).parent / "golden/headers.json").read_text("utf-8"))
"""The headers of all tables: they may be added to, as fields may, and nothing else."""


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("achievements", "dump/achievements.csv"),
        ("demands", "dump/demands.csv"),
        ("list", "supply/ai.csv"),
        ("list", "needs/marine-sector/deep-sea.csv"),
        ("modified", "modified.csv"),
    ],
)
def test_headers_are_promised(site: Path, name: str, path: str) -> None:
    """No header that was ever published is gone, and no two changed places."""
    head = read_csv((site / "api/v1" / path).read_bytes())[0]

    assert [title for title in head if title in PINNED[name]] == PINNED[name]


@pytest.fixture
def described(site: Path, tmp_path: Path) -> CSVW:
    """The tables as a processor of CSV on the Web reads them; of files it does not follow a schema's name."""
    shutil.copytree(
        site / "api/v1", tmp_path / "v1", ignore=shutil.ignore_patterns("*.xlsx", "achievements", "demands")
    )
    document = json.loads((tmp_path / "v1/csv-metadata.json").read_text("utf-8"))
    listed = json.loads((tmp_path / "v1/csv-list.json").read_text("utf-8"))
    named = [table for table in document["tables"] if table["tableSchema"] == "csv-list.json"]
    for table in named:
        table["tableSchema"] = {"columns": listed["columns"]}
    (tmp_path / "v1/csv-metadata.json").write_text(json.dumps(document), "utf-8")
    return CSVW(str(tmp_path / "v1/csv-metadata.json"), validate=True)


def test_columns_are_described(described: CSVW, site: Path) -> None:
    """Every table is described, every cell is of its column's type, and values are those of the documents."""
    assert described.is_valid, described.warnings
    tables = {table.url.string: [*table.iterdicts(strict=True)] for table in described.tables}
    published = {path.relative_to(site / "api/v1").as_posix() for path in (site / "api/v1").rglob("*.csv")}
    assert set(tables) == published
    rows = {row["id"]: row for name in FOLDERS.values() for row in tables[f"dump/{name}.csv"]}
    for item in load_items(site):
        row = rows[item["id"]]
        keywords = [read_csv_text(word) for word in row["keywords"]]
        assert (row["industries"], keywords) == (item["industries"], item["keywords"])
        assert (row["published"].date().isoformat(), row["is_open"]) == (item["published"], item["is_open"])
        assert row["modified"].isoformat() == item["modified"]
    assert {row["record"] for row in tables["modified.csv"]} >= {f"achievements/{id_}" for id_ in rows if id_[0] == "a"}
    assert all(row["since"].year >= 2025 for row in tables["supply/ai.csv"])


@pytest.mark.parametrize("kind", FOLDERS)
def test_tables_drop_nothing(site: Path, kind: str) -> None:
    """Every value of every record but its body stands in its row, the same in CSV and in the workbook."""
    folder = site / DUMP
    head, *rows = read_csv((folder / f"{FOLDERS[kind]}.csv").read_bytes())  # type: ignore[index]
    sheets = read_sheets((folder / f"{FOLDERS[kind]}.xlsx").read_bytes())  # type: ignore[index]
    items = [item for item in load_items(site) if item["kind"] == kind]
    table = next(iter(sheets.values()))

    assert [row[0] for row in rows] == [row[0] for row in table[1:]] == [item["id"] for item in items]
    assert head == table[0]
    assert len(set(head)) == len(head)
    for item, row in zip(items, rows, strict=True):
        cells = "\n".join(row)
        assert [value for value in leaves(item) if str(value) not in cells] == [item["body_markdown"]]
        told = [value for name, value in item.items() if name not in LEFT_OUT and isinstance(value, list)]
        parts = [part for value in told for part in value if isinstance(part, dict)]
        assert [part for part in parts if not any(says(line, part) for line in cells.split("\n"))] == []


def says(line: str, part: dict[str, Any]) -> bool:
    """Whether a line of a cell names every value of one item of a list."""
    values = [str(value) for value in leaves(part)]
    return line.count("：") >= len(values) and all(value in line for value in values)


def test_people_can_read_them(site: Path) -> None:
    """Chinese headers, labels beside codes, dates and numbers as such, a list's items on lines of their own."""
    table = read_sheets((site / DUMP / "achievements.xlsx").read_bytes())["成果"]
    row = dict(zip(table[0], next(row for row in table if row[0] == "a2026-ceshi-001"), strict=True))

    assert row["海洋产业"] == "深海开发；海洋装备"
    assert row["海洋产业代码"] == "deep-sea；marine-equipment"
    assert row["发布日期"] == date(2026, 3, 16)
    assert (row["技术就绪度"], row["报价·万元，起"], row["演示数据"]) == (6.0, 80.0, "是")
    assert row["优势指标"].split("\n") == [
        "指标：能量密度；本成果：142；单位：Wh/kg；对照：耐压舱方案约85",
        "指标：最大工作水深；本成果：6000；单位：m",
    ]
    assert row["联系方式·电话"] == "0532-00000211"


def test_each_column_is_explained(site: Path) -> None:
    """A sheet says for each column which field it is of."""
    for name, title in (("achievements", "成果"), ("demands", "需求")):
        sheets = read_sheets((site / DUMP / f"{name}.xlsx").read_bytes())
        assert list(sheets) == [title, "正文", "各列说明"]
        assert [row[0] for row in sheets["各列说明"][1:]] == [*sheets[title][0], "正文"]
        fields = {row[1].split(".")[0] for row in sheets["各列说明"][1:]}
        document = next(item for item in load_items(site) if f"{item['kind']}s" == name)
        assert fields == set(document) - LEFT_OUT


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The outputs of two records: one with formulas for words, one with a body longer than a cell."""
    root = tmp_path_factory.mktemp("hostile")
    shutil.copytree(CONTENT / "vocabularies", root / "content" / "vocabularies")
    first, second = write_crowd(root / "content", 2)
    path = root / "content" / "achievements" / "2026" / f"{first}.md"
    words = path.read_text(encoding="utf-8").replace("title: 第1号海洋观测浮标", f'title: "{HOSTILE}"')
    path.write_text(words.replace("[浮标, 第1号]", '["+1+1", "@SUM(A1)"]'), encoding="utf-8")
    path = root / "content" / "achievements" / "2026" / f"{second}.md"
    path.write_text(path.read_text(encoding="utf-8") + "海洋\n\n" * 20_000, encoding="utf-8")
    catalogue = load(root, date.fromisoformat(AS_OF))
    assert catalogue.errors == ()
    return made_feeds(Views(catalogue, Site("测试目录", "https://showcase.example/", "")))


def test_no_formula_is_live(hostile: Mapping[str, bytes]) -> None:
    """Words that a spreadsheet would run are texts in the workbook and have an apostrophe in CSV."""
    rows = list(csv.reader(io.StringIO(hostile[f"{DUMP}/achievements.csv"].decode("utf-8-sig"), newline="")))
    sheet = read_sheets(hostile[f"{DUMP}/achievements.xlsx"])["成果"]

    assert rows[1][1] == f"'{HOSTILE}"
    assert sheet[1][1] == HOSTILE
    assert [cell for row in rows for cell in row if cell[:1] in "=+@" and cell] == []
    with zipfile.ZipFile(io.BytesIO(hostile[f"{DUMP}/achievements.xlsx"])) as book:
        assert b"<f>" not in b"".join(book.read(name) for name in book.namelist() if "sheet" in name)


def test_a_body_longer_than_a_cell_is_whole(hostile: Mapping[str, bytes]) -> None:
    """The workbook has it in numbered pieces; CSV, which many readers read by the field, has none."""
    body = parse_lines(hostile[f"{DUMP}/all.ndjson.gz"])[1]["body_markdown"]
    pieces = read_sheets(hostile[f"{DUMP}/achievements.xlsx"])["正文"][2:]

    assert len(body) > 2 * MAX_CELL
    assert [piece[2] for piece in pieces] == ["1/3", "2/3", "3/3"]
    assert "".join(piece[3] for piece in pieces) == body
    assert max(len(cell) for row in read_csv(hostile[f"{DUMP}/achievements.csv"]) for cell in row) < MAX_CELL


def test_zip_holds_the_whole(site: Path) -> None:
    """The archive has tables, vocabularies and schemas as they are, sorted, without a time of its own."""
    with zipfile.ZipFile(site / DUMP / "catalogue.zip") as archive:
        members = archive.infolist()
        assert all(archive.read(item) == (site / "api/v1" / item.filename).read_bytes() for item in members)

    names = [item.filename for item in members]
    assert names == sorted(names)
    assert {item.date_time for item in members} == {(1980, 1, 1, 0, 0, 0)}
    assert {name.partition("/")[0] for name in names} == {"dump", "schema", "vocabularies"}
    assert {f"dump/{kind}.{ending}" for kind, ending in TABLES} <= set(names)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_libreoffice_opens_them(hostile: Mapping[str, bytes], tmp_path: Path, ending: str) -> None:
    """In LibreOffice, where there is one, Chinese is right and no cell is a formula."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is too large to be asked for")
    (tmp_path / f"table.{ending}").write_bytes(hostile[f"{DUMP}/achievements.{ending}"])
    options = [f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "fods"]
    # What the dialogue that opens for CSV proposes by the byte order mark: comma, quotes, UTF-8.
    options += ["--infilter=CSV:44,34,76,1"] if ending == "csv" else []
    command = [office, *options, "--outdir", str(tmp_path), str(tmp_path / f"table.{ending}")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = (tmp_path / "table.fods").read_text(encoding="utf-8")

    assert "table:formula" not in text
    assert "一句话简介" in text
    assert HOSTILE.replace("'", "&apos;") in text
