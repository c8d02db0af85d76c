"""Parcels that are broken or made to break: each ends in a sentence, or in what its sender meant."""

from __future__ import annotations

import base64
import errno
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from showcase.authoring.intake import _attachments
from showcase.authoring.parcels import MOST_FILES, Parcel, load_parcel
from showcase.files.source import load_source
from tree import NEW

RECORD = NEW.encode()
RECORD_WITH_PICTURE = NEW.replace("\n---\n", "\nattachments:\n  - {file: 图.png, title: 图}\n---\n", 1).encode()


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def spoilt(method: int) -> bytes:
    """An archive whose packed bytes are none."""
    raw = bytearray(zipped(("a.md", RECORD * 5), method=method))
    raw[50:110] = bytes(60)
    return bytes(raw)


def mailed(
    kind: str = "application/octet-stream", disposition: str = "attachment; filename=a.md", sender: str = "a@b.example"
) -> bytes:
    """A mail with one attachment, whose headers are written as a stranger likes."""
    body = base64.encodebytes(RECORD).decode()
    head = f"From: {sender}\nContent-Type: multipart/mixed; boundary=X\n\n--X\nContent-Type: text/plain\n\nhi\n--X\n"
    part = (
        f"Content-Type: {kind}\nContent-Disposition: {disposition}\nContent-Transfer-Encoding: base64\n\n{body}\n--X--"
    )
    return f"{head}{part}\n".encode()


def nested(times: int) -> bytes:
    inner = "Content-Type: message/rfc822\nContent-Disposition: attachment\n\n" * times
    return f"Content-Type: multipart/mixed; boundary=X\n\n--X\n{inner}hi\n--X--\n".encode()


READ: dict[str, Callable[[], bytes]] = {
    "a name of Windows.zip": lambda: zipped((f"{'长' * 200}.md", RECORD)),
    "folders without end.zip": lambda: zipped(("a/" * 3000 + "a.md", RECORD)),
    "a file where a folder is.zip": lambda: zipped(("a", b""), ("a/a.md", RECORD)),
    "no charset.eml": lambda: mailed("text/markdown"),
    "an unknown charset.eml": lambda: mailed("text/plain; charset=x-unknown"),
    "a charset that is none.eml": lambda: mailed("text/plain; charset=zlib_codec"),
    "a false charset.eml": lambda: mailed("text/plain; charset=utf-7"),
    "a type that is none.eml": lambda: mailed('////;;;="'),
    "a charset of brackets.eml": lambda: mailed(f"text/plain; charset={'(' * 20_000}"),
    "a name in no encoding.eml": lambda: mailed(disposition="attachment; filename*=x-unknown''a.md"),
    "a name with NUL.eml": lambda: mailed(disposition="attachment; filename*=utf-8''a%00.md"),
    "a name of megabytes.eml": lambda: mailed(disposition=f'attachment; filename="{"a" * 1_000_000}.md"'),
    "a name in thousands of parts.eml": lambda: mailed(
        disposition="attachment; " + "; ".join(f"filename*{number}*=a" for number in range(3000))
    ),
    "a type of signs.eml": lambda: mailed(f'multipart/mixed; x="{"; " * 200_000}'),
    "a sender of brackets.eml": lambda: mailed(sender="(" * 20_000),
    "a sender of quotes.eml": lambda: mailed(sender='"' * 20_001),
    "a sender of words.eml": lambda: mailed(sender="=?utf-8?q?a?= " * 5000),
    "half a sender.eml": lambda: mailed(sender="<"),
}


@pytest.mark.parametrize("name", READ)
def test_what_is_read_all_the_same(name: str, tmp_path: Path) -> None:
    """Names that no disk holds and headers that no library reads hide no record, and take no time."""
    parcel = Parcel(name, tmp_path)
    parcel.add(name, READ[name]())

    assert parcel.problems == []
    assert [path.read_bytes() for path in parcel.files if path.stat().st_size] == [RECORD]
    assert len(parcel.sender) <= 100


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "deflate.zip": (lambda: spoilt(zipfile.ZIP_DEFLATED), "打不开这个压缩包"),
    "bzip2.zip": (lambda: spoilt(zipfile.ZIP_BZIP2), "打不开这个压缩包"),
    "lzma.zip": (lambda: spoilt(zipfile.ZIP_LZMA), "打不开这个压缩包"),
    "mails in mails.eml": (lambda: nested(5000), "打不开这封邮件"),
    "thousands.zip": (
        lambda: zipped(*((f"{number}.txt", b"") for number in range(3 * MOST_FILES))),
        "来件太大",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(name: str, tmp_path: Path) -> None:
    """One sentence with the remedy, however often it holds."""
    make, said = REFUSED[name]
    parcel = Parcel(name, tmp_path)
    parcel.add(name, make())

    assert [problem.message.zh[: len(said)] for problem in parcel.problems] == [said]
    assert all(problem.hint for problem in parcel.problems)
    assert len(parcel.files) <= MOST_FILES


@pytest.mark.parametrize("depth", [0, 1, 3, 7, 8, 9, 20])
def test_an_attachment_is_found_however_deep_its_record_lies(depth: int, tmp_path: Path) -> None:
    """Whoever packs a whole folder, or the folders above it, too, sends attachments along."""
    folder = "/".join(map(str, range(depth)))
    parcel = Parcel("a.zip", tmp_path)
    parcel.add("a.zip", zipped((f"{folder}/a.md", RECORD_WITH_PICTURE), (f"{folder}/a/图.png", b"picture")))
    [record] = [path for path in parcel.files if path.suffix == ".md"]

    assert [path.read_bytes() for path in _attachments(parcel, load_source(tmp_path, record))] == [b"picture"]


def test_files_of_one_name_are_numbered(tmp_path: Path) -> None:
    """However many they are: some programs give every picture one name."""
    parcel = Parcel("a.zip", tmp_path)
    for number in range(100):
        parcel.add("图.png", bytes([number]))

    assert [path.name for path in parcel.files][:3] == ["图(10).png", "图(100).png", "图(11).png"]
    assert sorted(path.read_bytes()[0] for path in parcel.files) == list(range(100))


def test_what_is_no_fault_of_an_archive_is_not_put_down_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That the disk is full while its files are written does not make it a broken one."""

    def full(_path: Path, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, "full")

    parcel = Parcel("a.zip", tmp_path)
    archive = zipped(("a.md", RECORD))
    write = Path.write_bytes
    monkeypatch.setattr(Path, "write_bytes", lambda path, data: (write if path.suffix == ".zip" else full)(path, data))

    with pytest.raises(OSError, match="full"):
        parcel.add("a.zip", archive)


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    """Whoever sends a folder with a disk's image in it is told so, and nothing of it is held."""
    sent, folder = tmp_path / "sent", tmp_path / "folder"
    sent.mkdir()
    folder.mkdir()
    with (sent / "image.iso").open("wb") as file:
        file.truncate(1 << 40)
    parcel = load_parcel(sent, folder)

    assert [problem.path for problem in parcel.problems] == ["image.iso"]


@pytest.mark.parametrize("name", ["成果一条", "成果一条.msg", "转发 V1.2", "a.eml", ""])
@pytest.mark.parametrize("packed", [False, True])
def test_a_forwarded_mail(name: str, packed: bool, tmp_path: Path) -> None:
    """It is opened by what it is: programs call it by its subject, and servers pack what no standard lets them."""
    inner = mailed().decode()
    inner = base64.encodebytes(inner.encode()).decode() if packed else inner
    coding = "Content-Transfer-Encoding: base64\n" if packed else ""
    disposition = f'Content-Disposition: attachment; filename="{name}"\n' if name else ""
    head = "From: c@d.example\nContent-Type: multipart/mixed; boundary=Y\n\n--Y\nContent-Type: message/rfc822\n"
    parcel = Parcel("m.eml", tmp_path)
    parcel.add("m.eml", f"{head}{coding}{disposition}\n{inner}\n--Y--\n".encode())

    assert [path.read_bytes() for path in parcel.files] == [RECORD]


def test_where_mail_programs_put_attachments(tmp_path: Path) -> None:
    """Within one of two forms of a text, as on a Mac; the pictures of a signature are none."""
    body = base64.encodebytes(RECORD).decode()
    mail = (
        "From: =?utf-8?b?5oiQ5p6c6YOo?= <office@b.example>\nContent-Type: multipart/alternative; boundary=A\n\n--A\n"
        "Content-Type: text/plain\n\nhi\n--A\nContent-Type: multipart/mixed; boundary=B\n\n--B\n"
        "Content-Type: multipart/related; boundary=C\n\n--C\nContent-Type: text/html\n\nhi\n--C\n"
        "Content-Type: image/png; name=image001.png\nContent-Id: <1>\n\nx\n--C--\n--B\n"
        f"Content-Type: text/plain; name=a.md\nContent-Transfer-Encoding: base64\n\n{body}\n--B--\n--A--\n"
    )
    parcel = Parcel("m.eml", tmp_path)
    parcel.add("m.eml", mail.encode())

    assert [(path.name, path.read_bytes()) for path in parcel.files] == [("a.md", RECORD)]
    assert parcel.sender == "成果部 <office@b.example>"
