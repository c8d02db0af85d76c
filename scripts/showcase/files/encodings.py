"""What is said of bytes that are no text in UTF-8: another encoding, or a document of another kind."""

from __future__ import annotations

from showcase.files.problem import Message

_OTHER_KINDS = (
    (b"PK\x03\x04", "Word、WPS、Excel 文件或压缩包"),
    (b"\xd0\xcf\x11\xe0", "Word、WPS 或 Excel 的旧版文件"),
    (b"%PDF-", "PDF 文件"),
    (b"{\\rtf", "RTF 文件"),
    (b"<html", "HTML 网页"),
    (b"<!DOCTYPE", "HTML 网页"),
    (b"<!doctype", "HTML 网页"),
)
"""What other kinds of files begin with: renaming makes no text of them."""


def other_kind(raw: bytes) -> tuple[Message, Message] | None:
    """What is said of a document of another kind under the name of a text; None of a text."""
    start = raw[:99].removeprefix(b"\xef\xbb\xbf").lstrip()
    for beginning, kind in _OTHER_KINDS:
        if start.startswith(beginning):
            return Message(f"文件其实是 {kind}，不是文本", "is a document of another kind, no text"), _COPY_IT
    return None


_COPY_IT = Message(
    "改后缀名没有用：请把内容复制到记事本一类的编辑器里，存为 UTF-8 的文本；原件可作附件",
    "copy its content into a text editor and save it as UTF-8; the original may be an attachment",
)


def other_encoding(raw: bytes) -> tuple[Message, Message]:
    """What is said of a text in another encoding, by its name where that can be told."""
    message = Message("文件不是 UTF-8 编码", "the file is not UTF-8")
    if _looks_like_utf16(raw[:_START]):
        zh = "看来是 UTF-16 编码（记事本里叫“Unicode”），请在编辑器中另存为 UTF-8"
        return message, Message(zh, "it looks like UTF-16: save it as UTF-8 in your editor")
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return message, Message("请在编辑器中另存为 UTF-8", "save it as UTF-8 in your editor")
    hint = Message("看来是 GBK 编码，请在编辑器中另存为 UTF-8", "it looks like GBK: save it as UTF-8 in your editor")
    return message, hint


_START = 400


def _looks_like_utf16(start: bytes) -> bool:
    """By its mark, or by the zeros beside the signs of a keyboard, which no other text has."""
    return start.startswith((b"\xff\xfe", b"\xfe\xff")) or start.count(0) * 8 > len(start)
