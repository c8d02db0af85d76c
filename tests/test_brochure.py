"""The official booklet: PDF for print, Word for editing."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import numpy as np
import pytest
import zxingcpp
from click.testing import CliRunner, Result
from PIL import Image
from pypdf import PdfReader

from building import AS_OF
from showcase.cli import main
from showcase.outputs.booklet import paper

CHOSEN = ["a2026-ceshi-001", "a2026-shiyan-003", "d2026-ceshi-001"]
BATTERY_TITLE = "深海锂离子电池耐压油浸封装"


@pytest.fixture
def run(sources: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """`showcase brochure` in the tests' catalogue, on the tests' day."""
    monkeypatch.chdir(sources)

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["brochure", *arguments, "--as-of", AS_OF])

    return call


def test_pdf(run: object, tmp_path: Path) -> None:
    """Cover, contents, a page a record, index; bookmarks lead to the records; the same bytes again."""
    assert callable(run)
    result = run(str(tmp_path / "b.pdf"), *CHOSEN)
    assert result.output.endswith("成果 2 项、需求 1 项。\n"), result.output
    pdf = PdfReader(tmp_path / "b.pdf")
    texts = [page.extract_text() for page in pdf.pages]
    places = {entry.title: pdf.get_destination_page_number(entry) for entry in flat(pdf.outline)}

    assert len(texts) == len(CHOSEN) + 3
    assert places[BATTERY_TITLE] == 2
    for number, identifier in enumerate(CHOSEN):
        assert identifier in texts[2 + number]
        assert "0532-" in texts[2 + number]
    assert pdf.metadata.title == "需求与成果汇编"
    run(str(tmp_path / "again.pdf"), *CHOSEN)
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def flat(outline: list) -> list:
    return [entry for item in outline for entry in (flat(item) if isinstance(item, list) else [item])]


def test_one_record_has_no_cover(run: object, tmp_path: Path) -> None:
    """A single record is its sheet alone."""
    assert callable(run)
    run(str(tmp_path / "one.pdf"), CHOSEN[0])

    assert len(PdfReader(tmp_path / "one.pdf").pages) == 1


def test_word(run: object, tmp_path: Path) -> None:
    """Word gets headings for its navigation, a field for the contents, tables, and a code a record."""
    assert callable(run)
    run(str(tmp_path / "b.docx"), *CHOSEN)
    document = docx.Document(str(tmp_path / "b.docx"))
    headings = [one.text for one in document.paragraphs if one.style and one.style.name == "Heading 2"]

    assert headings[0] == BATTERY_TITLE
    assert len(headings) == len(CHOSEN)
    assert len(document.inline_shapes) == len(CHOSEN) + 1  # one record has a picture
    assert 'TOC \\o "2-2"' in document.element.xml
    assert any("142" in cell.text for table in document.tables for row in table.rows for cell in row.cells)


def test_code_leads_to_the_record() -> None:
    """The code of a sheet is read as the record's public address."""
    address = "https://showcase.example/achievements/a2026-ceshi-001/"
    picture = Image.open(io.BytesIO(paper.render_code(address, "png", scale=4))).convert("L")

    assert [found.text for found in zxingcpp.read_barcodes(np.array(picture))] == [address]


def test_without_a_chinese_font(run: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a Chinese font is told which to install, instead of boxes on paper."""
    assert callable(run)
    monkeypatch.setattr(paper, "FAMILIES", ("No Such Font",))
    result = run(str(tmp_path / "b.pdf"), *CHOSEN)

    assert result.exit_code == 1
    assert "这台机器没有中文字体" in result.output
    assert not (tmp_path / "b.pdf").exists()


@pytest.mark.parametrize(("arguments", "said"), [(["a2026-ceshi-999"], "没有编号为"), (["a2025-ceshi-001"], "已撤回")])
def test_what_cannot_be_printed(run: object, tmp_path: Path, arguments: list[str], said: str) -> None:
    """Unknown and withdrawn records are refused by name."""
    assert callable(run)
    result = run(str(tmp_path / "b.pdf"), *arguments)

    assert result.exit_code == 2
    assert said in result.output
