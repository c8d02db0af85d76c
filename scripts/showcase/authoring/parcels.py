"""What people send — a file, a folder, an archive, a mail with attachments — → a folder of plain files.

Nothing here trusts the sender: names stay within the folder, and archives are unfolded up to a limit.
"""

from __future__ import annotations

import email.policy
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from showcase.files.problem import Message, Problem, Severity

MOST_FILES = 1000
MOST_BYTES = 256 * 1024 * 1024
_UTF8_NAMES = 0x800  # APPNOTE.TXT 4.4.4, bit 11
_DEEPEST = 3
"""Archives within mails within folders; what lies deeper is nobody's way to send a record."""
_SUFFIX_OF = {"message/rfc822": ".eml", "application/zip": ".zip"}
_EXTENDED_NAME = re.compile(r"filename\*=([\w-]*)'[\w-]*'([^;\r\n]+)", re.IGNORECASE)
_PLAIN_NAME = re.compile(r'filename="([^"]+)"', re.IGNORECASE)


@dataclass
class Parcel:
    """What one sender sent: the files below `folder`, and what could not be unfolded."""

    name: str
    folder: Path
    sender: str = ""
    problems: list[Problem] = field(default_factory=list)
    _bytes: int = 0
    _files: int = 0

    @property
    def files(self) -> list[Path]:
        return sorted(path for path in self.folder.rglob("*") if path.is_file())

    def add(self, name: str, data: bytes, depth: int = 0) -> None:
        """Keep a file, or what it holds if it is an archive or a mail."""
        self._bytes += len(data)
        self._files += 1
        if self._bytes > MOST_BYTES or self._files > MOST_FILES:
            self._refuse(name, _TOO_MUCH)
        elif depth < _DEEPEST and name.lower().endswith(".zip"):
            self._unzip(name, data, depth)
        elif depth < _DEEPEST and name.lower().endswith(".eml"):
            self._open_mail(data, depth)
        else:
            self._keep(name, data)

    def _keep(self, name: str, data: bytes) -> None:
        parts = [part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("/", "..", ".")]
        if not parts or parts[-1].startswith((".", "~$")) or "__MACOSX" in parts:
            return  # what systems and programs leave beside files
        target = self.folder.joinpath(*parts)
        while target.exists():
            target = target.with_name(f"{target.stem}(2){target.suffix}")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    def _unzip(self, name: str, data: bytes, depth: int) -> None:
        archive = self.folder / f".{self._files}.zip"
        archive.write_bytes(data)
        try:
            with zipfile.ZipFile(archive) as opened:
                for member in opened.infolist():
                    if member.is_dir():
                        continue
                    if member.file_size > MOST_BYTES - self._bytes:
                        self._refuse(name, _TOO_MUCH)
                        return
                    self.add(_member_name(member), opened.read(member), depth + 1)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError):
            self._refuse(name, _NO_ARCHIVE)
        finally:
            archive.unlink()

    def _open_mail(self, data: bytes, depth: int) -> None:
        mail = BytesParser(_class=EmailMessage, policy=email.policy.default).parsebytes(data)
        self.sender = self.sender or str(mail["from"] or "")
        for number, part in enumerate(mail.iter_attachments(), 1):
            content = part.get_content()
            if isinstance(content, EmailMessage):
                content = content.as_bytes()
            data = content.encode() if isinstance(content, str) else content
            self.add(_attachment_name(part) or f"附件{number}{_suffix(part, data)}", data, depth + 1)

    def _refuse(self, name: str, texts: tuple[Message, Message]) -> None:
        self.problems.append(Problem(name, 1, 1, Severity.ERROR, "parcel", (), *texts))


_TOO_MUCH = (
    Message(
        f"来件太大（上限 {MOST_FILES} 个文件、{MOST_BYTES // 1024**2} MiB）",
        f"more than {MOST_FILES} files or {MOST_BYTES} bytes",
    ),
    Message("请分成几份收", "take it in parts"),
)
_NO_ARCHIVE = (
    Message("打不开这个压缩包，它已损坏、有密码或用了少见的压缩方法", "the archive is broken, encrypted or unusual"),
    Message("请重新压缩为不带密码的 zip，或直接发文件", "zip it anew without a password"),
)


def load_parcel(path: Path, folder: Path) -> Parcel:
    """Unfold a file or a folder from outside into the empty `folder`."""
    parcel = Parcel(path.name, folder)
    for file in _files(path):
        parcel.add(file.relative_to(path).as_posix() if path.is_dir() else file.name, file.read_bytes())
    return parcel


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    else:
        yield from sorted(file for file in path.rglob("*") if file.is_file() and not file.is_symlink())


def _attachment_name(part: EmailMessage) -> str:
    """An attachment's name as its sender saw it, also where a program wrote the header otherwise than RFC 2231 asks:
    signs left as they are in `filename*`, or the bytes of its own encoding."""
    raw = next((str(value) for name, value in part.raw_items() if name.lower() == "content-disposition"), "")
    if extended := _EXTENDED_NAME.search(raw):
        return unquote(extended[2].strip(), extended[1] or "utf-8", "replace")
    plain = _PLAIN_NAME.search(raw)
    if plain and not plain[1].isascii():
        return _decoded(plain[1].encode("ascii", "surrogateescape")) or ""
    return part.get_filename() or ""


def _suffix(part: EmailMessage, data: bytes) -> str:
    """What a nameless attachment is, by its type or its first characters."""
    return _SUFFIX_OF.get(
        part.get_content_type(), ".md" if data.removeprefix(b"\xef\xbb\xbf").startswith(b"---") else ""
    )


def _decoded(raw: bytes) -> str | None:
    """The text of bytes that do not say how they are encoded: UTF-8, else what Chinese Windows writes."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _member_name(member: zipfile.ZipInfo) -> str:
    """The name as its author saw it: Chinese Windows writes GBK, which zipfile takes for code page 437."""
    if member.flag_bits & _UTF8_NAMES:
        return member.filename
    try:
        raw = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    return _decoded(raw) or member.filename
