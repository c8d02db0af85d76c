"""Attached files that tell of people, made with the libraries that people's programs use."""

from __future__ import annotations

import io
import struct

from PIL import ExifTags, Image, PngImagePlugin
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, StreamObject, TextStringObject

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
 {attributes}>{elements}</rdf:Description></rdf:RDF></x:xmpmeta>"""
XMP_CREATOR = "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>"


def xmp(elements: str = "", attributes: str = "") -> bytes:
    """An XMP packet."""
    return XMP.format(elements=elements, attributes=attributes).encode()


def pdf(*, author: str = "", title: str = "", packet: bytes = b"", comment_by: str = "", password: str = "") -> bytes:
    """A PDF of one empty page."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    information = {"/Author": author, "/Title": title}
    writer.add_metadata({key: value for key, value in information.items() if value})
    if packet:
        stream = DecodedStreamObject()
        stream.set_data(packet)
        writer.root_object[NameObject("/Metadata")] = writer._add_object(stream.flate_encode())
    if comment_by:
        comment = FreeText(text="请核对", rect=(0, 0, 50, 50))
        comment[NameObject("/T")] = TextStringObject(comment_by)
        writer.add_annotation(0, comment)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def picture(
    kind: str = "JPEG", *, artist: str = "", gps: bool = False, serial: str = "", packet: bytes = b"", iptc: bytes = b""
) -> bytes:
    """A picture of eight by eight pixels."""
    image = Image.new("RGB", (8, 8), "navy")
    exif = image.getexif()
    if artist:
        exif[0x013B] = artist
    if serial:
        exif.get_ifd(ExifTags.IFD.Exif)[0xA431] = serial
    if gps:
        exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (36.0, 4.0, 0.0), 3: "E", 4: (120.0, 22.0, 0.0)})
    options: dict[str, object] = {"exif": exif.tobytes()} if artist or gps or serial else {}
    if packet:
        options["xmp"] = packet
    file = io.BytesIO()
    image.save(file, kind, **options)
    return _with_iptc(file.getvalue(), iptc) if iptc else file.getvalue()


def png_text(**texts: str) -> bytes:
    """A PNG with text chunks behind its pixels."""
    chunks = PngImagePlugin.PngInfo()
    for key, value in texts.items():
        chunks.add_itxt(key, value)
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "PNG", pnginfo=chunks)
    return file.getvalue()


def pdf_with(*, jpeg: bytes = b"", note: str = "", stream: bytes = b"", packet: bytes = b"") -> bytes:
    """A PDF of one page with a picture as a camera made it, its XMP packet, a remark, a stream as it is."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    if jpeg:
        image = StreamObject()
        image.update({NameObject(f"/{key}"): NameObject(f"/{value}") for key, value in _IMAGE.items()})
        image._data = jpeg
        if packet:
            held = DecodedStreamObject()
            held.set_data(packet)
            image[NameObject("/Metadata")] = writer._add_object(held)
        resources = DictionaryObject({NameObject("/Im0"): writer._add_object(image)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): resources})
    if note:
        writer.add_annotation(0, FreeText(text=note, rect=(0, 0, 50, 50)))
    if stream:
        packed = StreamObject()
        packed[NameObject("/Filter")] = NameObject("/FlateDecode")
        packed._data = stream
        page[NameObject("/Contents")] = writer._add_object(packed)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


_IMAGE = {"Type": "XObject", "Subtype": "Image", "Filter": "DCTDecode"}


def revised(content: bytes) -> bytes:
    """The PDF changed and saved as many programs do: what it was stands before what it is."""
    writer = PdfWriter(io.BytesIO(content), incremental=True)
    writer.add_metadata({"/Title": "second"})
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def with_segment(jpeg: bytes, marker: int, payload: bytes) -> bytes:
    """The JPEG with a segment of its own behind its first marker."""
    return jpeg[:2] + bytes([0xFF, marker]) + (len(payload) + 2).to_bytes(2, "big") + payload + jpeg[2:]


def with_thumbnail(jpeg: bytes) -> bytes:
    """The JPEG with a small picture of itself in its EXIF, as cameras make one."""
    offset = 8 + 2 + 4 + 2 + 2 * 12 + 4
    first = struct.pack("<HI", 0, 14)
    tags = struct.pack("<HHHIIHHII", 2, 0x0201, 4, 1, offset, 0x0202, 4, 1, len(jpeg))
    exif = b"Exif\x00\x00II*\x00\x08\x00\x00\x00" + first + tags + struct.pack("<I", 0) + jpeg
    return with_segment(jpeg, 0xE1, exif)


def _with_iptc(jpeg: bytes, record: bytes) -> bytes:
    """The JPEG with an IPTC record in a Photoshop resource block (APP13)."""
    block = (
        b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + len(record).to_bytes(4, "big") + record + b"\x00" * (len(record) % 2)
    )
    segment = b"\xff\xed" + (len(block) + 2).to_bytes(2, "big") + block
    return jpeg[:2] + segment + jpeg[2:]


def iptc_record(number: int, text: str) -> bytes:
    """One dataset of IPTC's application record."""
    value = text.encode()
    return b"\x1c\x02" + bytes([number]) + len(value).to_bytes(2, "big") + value
