"""The zipped parts of a workbook, read with limits: names as some programs write them, no bombs, no document types."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Self
from xml.etree import ElementTree as ET

from showcase.files.problem import Message
from showcase.files.spreadsheets.shown import UnreadableError

MAX_UNPACKED = 256 * 1024 * 1024
"""Bytes that all parts of a workbook together may unpack to."""

MAX_HELD = 100_000
"""Elements that one cell or text may have in it."""

BROKEN = UnreadableError(
    Message("打不开这个文件，它不是表格或已损坏", "the file is no spreadsheet, or broken"),
    Message("请在 Excel 或 WPS 中打开，另存为 .xlsx", "open it in Excel or WPS and save it as .xlsx"),
)
FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ET.ParseError,
    ValueError,
)
"""What broken archives and parts raise."""


class Archive:
    """The parts by name, whatever case and slashes they are stored with."""

    def __init__(self, raw: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(raw))
        self.names = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in self.zip.infolist()}
        self.left = MAX_UNPACKED

    def has(self, name: str) -> bool:
        return name.lstrip("/").lower() in self.names

    def read(self, name: str) -> bytes:
        with self.open(name) as part:
            return part.read()

    def open(self, name: str) -> IO[bytes]:
        """A part's bytes; raises KeyError if it is absent."""
        return _Limited(self.zip.open(self.names[name.lstrip("/").lower()]), self._spend)  # type: ignore[return-value]  # reads and closes, which is all that is asked

    def _spend(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise UnreadableError(
                Message("这个文件解压后过大", "the file unpacks to more than is allowed"),
                Message("请只留要导入的行，另存为 .xlsx", "keep the rows to be imported and save it anew"),
            )

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part points at, by id: the target's name and the last word of its type."""
        folder, _, file = name.rpartition("/")
        found = {}
        for element in self.elements(f"{folder}/_rels/{file}.rels", "Relationship"):
            target = element.get("Target", "").replace("\\", "/")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[element.get("Id", "")] = (path, element.get("Type", "").rpartition("/")[2])
        return found

    def elements(self, name: str, *wanted: str, opened: str = "") -> Iterator[ET.Element]:
        """Each element of these local names when it is complete; nothing for a part that is absent.

        One named `opened` is given when it begins, with nothing but its attributes.
        """
        for event, element in self.walk(name, *wanted) if self.has(name) else ():
            if (event == "start") == (element.tag == opened) and element.tag in (opened, *wanted):
                yield element

    def walk(self, name: str, *kept: str) -> Iterator[tuple[str, ET.Element]]:
        """Beginnings and ends of a part's elements, by local names. Raises KeyError if the part is absent.

        What stands in an element named in `kept` is there at its end; everything else is dropped as soon as it has been
        met, so that a part of any length takes the room of one such element.
        """
        above: list[ET.Element] = []
        inside = held = 0
        with self.open(name) as part:
            for event, element in ET.iterparse(part, ("start", "end")):  # noqa: S314  # no document types, limited sizes
                if event == "start":
                    element.tag = local(element.tag)
                    above.append(element)
                    inside += element.tag in kept
                    held = held + 1 if inside else 0
                    if held > MAX_HELD:
                        raise BROKEN
                    yield event, element
                    continue
                above.pop()
                yield event, element
                inside -= element.tag in kept
                if above and not inside:
                    del above[-1][:]


class _Limited:
    """A stream that counts what it gives and refuses a document type, which no workbook has."""

    def __init__(self, stream: IO[bytes], spend: Callable[[int], None]) -> None:
        self.stream = stream
        self.spend = spend
        self.tail = b""

    def read(self, size: int = -1) -> bytes:
        piece = self.stream.read(min(size, 1 << 20) if size >= 0 else 1 << 20)
        found = piece
        while size < 0 and piece:
            self._look(piece)
            piece = self.stream.read(1 << 20)
            found += piece
        self._look(piece)
        return found

    def _look(self, piece: bytes) -> None:
        self.spend(len(piece))
        if b"<!DOCTYPE" in self.tail + piece:
            raise BROKEN
        self.tail = piece[-16:]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault: object) -> None:
        self.close()

    def close(self) -> None:
        self.stream.close()


def local(tag: str) -> str:
    """A name without its namespace: strict and transitional workbooks differ in nothing else."""
    return tag.rpartition("}")[2]


def child(element: ET.Element, name: str) -> ET.Element | None:
    return next((part for part in element if local(part.tag) == name), None)


def attribute(element: ET.Element, name: str) -> str:
    """An attribute by its local name."""
    return next((value for key, value in element.attrib.items() if local(key) == name), "")


def is_true(text: str | None) -> bool:
    return text in ("1", "true", "on")
