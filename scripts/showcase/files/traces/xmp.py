"""People, places and devices in an XMP packet (ISO 16684-1; the names of its fields are the standard's)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from showcase.files.traces import Kind, Trace
from showcase.files.traces.text import find_in_text

_FIELDS: dict[str, Kind] = {
    "creator": "author",
    "contributor": "author",
    "Author": "author",
    "Manager": "author",
    "LastModifiedBy": "author",
    "CreatorContactInfo": "author",
    "OwnerName": "device",
    "CameraOwnerName": "device",
    "SerialNumber": "device",
    "BodySerialNumber": "device",
    "GPSLatitude": "place",
    "GPSLongitude": "place",
    # As drones of DJI write them, misspelt in some.
    "GpsLatitude": "place",
    "GpsLongitude": "place",
    "GpsLongtitude": "place",
    "DroneSerialNumber": "device",
    "CameraSerialNumber": "device",
}
_NAME = re.compile(r"^\{([^}]*)\}(.*)")


_BEGIN, _END = b"<x:xmpmeta", b"</x:xmpmeta>"
_PACKET = re.compile(rb"<x:xmpmeta[\s>].{0,200000}?</x:xmpmeta>", re.DOTALL)


def find_in_profile(text: str) -> Iterator[Trace]:
    """The same of a packet that ImageMagick wrote into a PNG: its kind, its length, and the packet in hexadecimal."""
    held = bytes.fromhex("".join(text.strip().splitlines()[2:]))
    if 0 <= (begin := held.find(_BEGIN)) < (end := held.rfind(_END)):
        yield from find_in_xmp(held[begin : end + len(_END)])


def find_in_xmp(packet: bytes) -> Iterator[Trace]:
    """The telling fields, whether written as elements or as attributes. Raises ParseError and ValueError."""
    if b"<!DOCTYPE" in packet or b"<!ENTITY" in packet:
        raise ValueError("an XMP packet has no document type")
    tree = ET.fromstring(packet.strip(b"\x00 \r\n\t"))  # noqa: S314  # no document type, in a process with limits
    for element in tree.iter():
        yield from _trace(element.tag, " ".join("".join(element.itertext()).split()))
        yield from find_in_text("XMP", (element.text or "").strip())
        for key, value in element.attrib.items():
            yield from _trace(key, value)
            yield from find_in_text("XMP", value)


def find_packets(content: bytes) -> Iterator[Trace]:
    """The same of every packet that stands readable somewhere in a file."""
    for packet in _PACKET.findall(content):
        yield from find_in_xmp(packet)


def _trace(key: str, value: str) -> Iterator[Trace]:
    match = _NAME.fullmatch(key)
    kind = _FIELDS.get(match[2]) if match else None
    if match and kind and value.strip():
        yield Trace(kind, f"XMP {match[2]}", "" if kind == "place" else value)
