"""What a file is, by its first bytes: names lie (.et, .xlsx.download, an .ods named .xlsx, a web page named .xls)."""

from __future__ import annotations

from collections.abc import Iterable

from showcase.files.problem import Message
from showcase.files.spreadsheets.archive import BROKEN, FAULTS, Archive
from showcase.files.spreadsheets.csv_text import load_csv
from showcase.files.spreadsheets.ods import load_ods
from showcase.files.spreadsheets.shown import SheetRead, UnreadableError
from showcase.files.spreadsheets.xls import PASSWORD, load_xls
from showcase.files.spreadsheets.xlsx import load_xlsx

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_EXCEL = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")
_OTHERS = {
    b"%PDF": "PDF",
    b"{\\rtf": "RTF 文档",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"Rar!": "压缩包",
    b"7z\xbc\xaf": "压缩包",
    b"\x1f\x8b": "压缩包",
    b"MIME-Version:": "网页",
}
_ZIPPED = {
    "word/": "Word 文档",
    "ppt/": "演示文稿",
    "xl/workbook.bin": "二进制工作簿（.xlsb）",
    "index/document.iwa": "Numbers 表格",
    "index.zip": "Numbers 表格",
}
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def load_sheets(raw: bytes) -> list[SheetRead]:
    """Every sheet of a file, whatever it is called. Raises UnreadableError."""
    if not raw.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise UnreadableError(
            Message("文件是空的", "the file is empty"),
            Message("可能没有下载完，请重新保存或下载", "save or download it again"),
        )
    if raw.startswith(b"PK"):
        return _load_archive(raw)
    if raw.startswith(_OLE):
        return load_xls(_spreadsheet(raw))
    if raw.startswith(_OLD_EXCEL):
        return load_xls(raw)
    if kind := _other(raw):
        raise _not_one(kind)
    return [load_csv(raw)]


def _load_archive(raw: bytes) -> list[SheetRead]:
    try:
        archive = Archive(raw)
        mimetype = archive.read("mimetype") if archive.has("mimetype") else b""
        if b"encryption-data" in (
            archive.read("META-INF/manifest.xml") if archive.has("META-INF/manifest.xml") else b""
        ):
            raise PASSWORD
        if mimetype.startswith(_ODS):
            return list(load_ods(archive))
        if kind := _zipped(archive.names):
            raise _not_one(kind)
        return list(load_xlsx(archive))
    except (*FAULTS, KeyError) as fault:
        raise BROKEN from fault


def _zipped(names: Iterable[str]) -> str:
    """What an archive is that holds no spreadsheet we read."""
    for name in names:
        for start, kind in _ZIPPED.items():
            if name.startswith(start):
                return kind
    return "" if any(name.startswith("xl/") or name == "[content_types].xml" for name in names) else "压缩包"


def _spreadsheet(raw: bytes) -> bytes:
    """A compound file, if it is a workbook and not locked."""
    names = {
        name: name.encode("utf-16-le") in raw for name in ("EncryptedPackage", "WordDocument", "PowerPoint Document")
    }
    if names["EncryptedPackage"]:
        raise PASSWORD
    if names["WordDocument"] or names["PowerPoint Document"]:
        raise _not_one("Word 文档" if names["WordDocument"] else "演示文稿")
    return raw


def _other(raw: bytes) -> str:
    start = raw[:4096].lstrip(b"\xef\xbb\xbf \r\n\t")
    for mark, kind in _OTHERS.items():
        if start.startswith(mark):
            return kind
    lower = start.lower()
    if lower.startswith((b"<!doctype", b"<html", b"<table", b"<meta", b"<head", b"<body", b"<style", b"<div")):
        return "网页"
    return "XML 表格" if lower.startswith(b"<?xml") else ""


def _not_one(kind: str) -> UnreadableError:
    remedy = "请先解压，再导入里面的表格" if kind == "压缩包" else "请在 Excel 或 WPS 中打开，另存为 .xlsx"
    if kind in ("图片", "PDF", "RTF 文档", "Word 文档", "演示文稿"):
        remedy = "请把内容填进 showcase template 写出的表格"
    return UnreadableError(
        Message(f"这个文件其实是{kind}，不是表格", "the file is no spreadsheet, whatever its name"),
        Message(remedy, "save it as .xlsx, or fill in the template"),
    )
