"""What people send — a file, a folder, an archive, a mail with attachments — → a folder of plain files.

Nothing here trusts the sender: names stay within the folder, and archives are unfolded up to a limit.
"""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path, PurePosixPath

from showcase.authoring.mails import UnreadableMailError, open_mail
from showcase.files.names import decoded
from showcase.files.problem import Message, Problem, Severity

MOST_FILES = 1000
MOST_BYTES = 256 * 1024 * 1024
_UTF8_NAMES = 0x800  # APPNOTE.TXT 4.4.4, bit 11
_DEEPEST = 3
"""Archives within mails within folders; what lies deeper is nobody's way to send a record."""
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(RuntimeError, NotImplementedError, OSError, EOFError, ValueError, IndexError, OverflowError),
)
"""What zipfile and the methods of compression raise at bytes that are no archive, or ask for a password with."""
_MOST_FOLDERS = 8
"""What lies in deeper ones is put into the last of these: there an attachment stands beside its record."""
_LONGEST_SUFFIX = 10
_LONGEST = 200
"""Bytes of a part of a name: Windows takes 255 characters of Chinese, which are thrice as many bytes as others hold."""


@dataclass
class Parcel:
    """What one sender sent: the files below `folder`, and what could not be unfolded."""

    name: str
    folder: Path
    sender: str = ""
    problems: list[Problem] = field(default_factory=list)
    full: bool = False
    """Whether it holds more than is taken from one sender."""
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
            self._refuse_more(name)
        elif depth < _DEEPEST and name.lower().endswith(".zip"):
            self._unzip(name, data, depth)
        elif depth < _DEEPEST and name.lower().endswith(".eml"):
            self._open_mail(name, data, depth)
        else:
            self._keep(name, data)

    def add_file(self, name: str, path: Path) -> None:
        """The same of a file on the disk, which is not read if it is too large."""
        if path.stat().st_size > MOST_BYTES - self._bytes:
            self._refuse_more(name)
        else:
            self.add(name, path.read_bytes())

    def _keep(self, name: str, data: bytes) -> None:
        parts = [_short(part) for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("/", "..", ".")]
        if not parts or parts[-1].startswith((".", "~$")) or "__MACOSX" in parts:
            return  # what systems and programs leave beside files
        target = self.folder.joinpath(*parts[:-1][:_MOST_FOLDERS], parts[-1])
        if any(parent.is_file() for parent in target.parents):
            target = self.folder / parts[-1]
        target.parent.mkdir(parents=True, exist_ok=True)
        others = (target.with_name(f"{target.stem}({number}){target.suffix}") for number in count(2))
        next(path for path in chain([target], others) if not path.exists()).write_bytes(data)

    def _unzip(self, name: str, data: bytes, depth: int) -> None:
        archive = self.folder / f".{self._files}.zip"
        archive.write_bytes(data)
        try:
            for inner, content in self._unpacked(name, archive):
                self.add(inner, content, depth + 1)
        finally:
            archive.unlink()

    def _unpacked(self, name: str, archive: Path) -> Iterator[tuple[str, bytes]]:
        """The files of an archive as far as they can be read; what is done with them may fail for other reasons."""
        try:
            with zipfile.ZipFile(archive) as opened:
                members = [member for member in opened.infolist() if not member.is_dir()]
                for member in members[: MOST_FILES + 1]:
                    if member.file_size > MOST_BYTES - self._bytes or self.full:
                        self._refuse_more(name)
                        return
                    yield _member_name(member), opened.read(member)
        except _BROKEN:
            self._refuse(name, _NO_ARCHIVE)

    def _open_mail(self, name: str, data: bytes, depth: int) -> None:
        try:
            sender, attachments = open_mail(data)
        except UnreadableMailError:
            self._refuse(name, _NO_MAIL)
            return
        self.sender = self.sender or sender
        for attached, content in attachments:
            if self.full:
                return
            self.add(attached, content, depth + 1)

    def _refuse_more(self, name: str) -> None:
        """Said once: what comes after it is not looked at."""
        if not self.full:
            self._refuse(name, _TOO_MUCH)
        self.full = True

    def _refuse(self, name: str, texts: tuple[Message, Message]) -> None:
        self.problems.append(Problem(name, 1, 1, Severity.ERROR, "parcel", (), *texts))


def _short(part: str) -> str:
    """A part of a name as every system holds it."""
    printable = "".join(sign for sign in part if sign.isprintable()) or "_"
    if len(printable.encode()) <= _LONGEST:
        return printable
    path = PurePosixPath(printable)
    suffix = path.suffix if len(path.suffix) <= _LONGEST_SUFFIX else ""
    return path.stem.encode()[: _LONGEST - len(suffix.encode())].decode(errors="ignore") + suffix


_TOO_MUCH = (
    Message(
        f"来件太大（上限 {MOST_FILES} 个文件、{MOST_BYTES // 1024**2} MiB）",
        f"more than {MOST_FILES} files or {MOST_BYTES} bytes",
    ),
    Message("请分成几份收", "take it in parts"),
)
_NO_MAIL = (
    Message("打不开这封邮件，里面一层套一层，或已损坏", "the mail is nested too deeply, or broken"),
    Message("请把附件另存后单独发来", "save its attachments and send these"),
)
_NO_ARCHIVE = (
    Message("打不开这个压缩包，它已损坏、有密码或用了少见的压缩方法", "the archive is broken, encrypted or unusual"),
    Message("请重新压缩为不带密码的 zip，或直接发文件", "zip it anew without a password"),
)


def load_parcel(path: Path, folder: Path) -> Parcel:
    """Unfold a file or a folder from outside into the empty `folder`."""
    parcel = Parcel(path.name, folder)
    for file in _files(path):
        parcel.add_file(file.relative_to(path).as_posix() if path.is_dir() else file.name, file)
    return parcel


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    else:
        yield from sorted(file for file in path.rglob("*") if file.is_file() and not file.is_symlink())


def _member_name(member: zipfile.ZipInfo) -> str:
    """The name as its author saw it: Chinese Windows writes GBK, which zipfile takes for code page 437."""
    if member.flag_bits & _UTF8_NAMES:
        return member.filename
    try:
        raw = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    return decoded(raw) or member.filename
