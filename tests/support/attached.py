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


def plain_pdf(catalogue: str, *objects: str) -> bytes:
    """A PDF of one empty page, written out: entries of its catalogue, and objects from the fourth on."""
    texts = (f"/Type /Catalog /Pages 2 0 R {catalogue}", "/Type /Pages /Kids [3 0 R] /Count 1")
    page = "/Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]"
    content = "%PDF-1.7\n"
    places = []
    for number, text in enumerate([*(f"<<{text}>>" for text in (*texts, page)), *objects], start=1):
        places.append(f"{len(content):010} 00000 n \n")
        content += f"{number} 0 obj\n{text}\nendobj\n"
    table = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{''.join(places)}"
    trailer = f"trailer\n<</Size {len(places) + 1} /Root 1 0 R>>\nstartxref\n{len(content)}\n%%EOF\n"
    return (content + table + trailer).encode()


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


def box(name: bytes, *held: bytes) -> bytes:
    """A box of an MP4."""
    content = b"".join(held)
    return struct.pack(">I", 8 + len(content)) + name + content


def track(kind: bytes) -> bytes:
    return box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + kind + bytes(13))))


def mp4(*moov: bytes, kind: bytes = b"vide", brand: bytes = b"isom", rest: bytes = b"") -> bytes:
    """An MP4 with one track and what else its `moov` holds; there is no picture to decode."""
    return box(b"ftyp", brand + bytes(4) + brand) + box(b"moov", track(kind), *moov) + box(b"mdat", bytes(64)) + rest


def described(key: str, value: str) -> bytes:
    """A metadata key of QuickTime's with its value, as telephones write them."""
    name = box(b"mdta", key.encode())
    item = box((1).to_bytes(4, "big"), box(b"data", struct.pack(">II", 1, 0), value.encode()))
    keys = box(b"keys", bytes(4) + (1).to_bytes(4, "big"), name)
    return box(b"meta", bytes(4), box(b"hdlr", bytes(8) + b"mdta" + bytes(13)), keys, box(b"ilst", item))


def element(number: int, held: bytes) -> bytes:
    """An element of a WebM, its size in eight bytes."""
    return number.to_bytes((number.bit_length() + 7) // 8, "big") + b"\x01" + len(held).to_bytes(7, "big") + held


def webm(*rest: bytes, kind: bytes = b"\x01", document: bytes = b"webm") -> bytes:
    """A WebM with one track and what else its segment holds."""
    tracks = element(0x1654AE6B, element(0xAE, element(0x83, kind)))
    return element(0x1A45DFA3, element(0x4282, document)) + element(0x18538067, tracks + b"".join(rest))


def tagged(name: str, value: str) -> bytes:
    """A tag of a WebM."""
    simple = element(0x67C8, element(0x45A3, name.encode()) + element(0x4487, value.encode()))
    return element(0x1254C367, element(0x7373, simple))
