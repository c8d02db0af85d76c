"""What is said of a file in a parcel that is no record and belongs to none: what its sender can do about it."""

from __future__ import annotations

from pathlib import Path

from showcase.files.boundaries import begins_as_record

NO_RECORD = "不是记录，也没有记录引用它"
_ARCHIVES = (".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zipx")
_DOCUMENTS = (".doc", ".docx", ".wps", ".pdf", ".ppt", ".pptx", ".rtf", ".odt")
_STORES = (".mbox", ".pst", ".ost", ".olm")
_READ = 4096
"""Bytes by which a record that was saved under another name is known."""


def why_left_out(path: Path) -> str:
    """Why a file was not taken, with the remedy."""
    suffix = path.suffix.lower()
    if suffix in _ARCHIVES:
        return "压缩包只收 zip，请重新压缩为 zip，或直接发文件"
    if suffix in _STORES:
        return "是整个邮箱的存档，请只发那一封邮件，或把附件另存后单独发来"
    if suffix == ".msg" or path.name.lower() == "winmail.dat":
        return "是 Outlook 自己的格式，附件包在里面，请把附件另存后单独发来"
    if suffix not in _DOCUMENTS and begins_as_record(path.read_bytes()[:_READ]):
        return "像是记录，请把后缀改为 .md 后重发"
    if suffix in _DOCUMENTS:
        return f"{NO_RECORD}；内容请填进表格，原件可作附件"
    return NO_RECORD
