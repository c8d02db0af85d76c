"""Rules of the files beside a record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from showcase.files.names import composed
from showcase.files.problem import Message, Severity, shorten
from showcase.rules.engine import Draft, Finding, rule
from showcase.schema.parts import PICTURES
from showcase.schema.vocabulary import Vocabularies

ATTACHMENT_TYPES = {".pdf", *PICTURES}
ATTACHMENT_BYTES = 5 * 1024 * 1024


@rule("attachments", form=False)
def check_attachments(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    """附件须放在与记录同名的文件夹里，类型为 pdf、png、jpg、webp，每个至多 5 MiB；夹里的文件都要列出。
    Attachments lie in the record's own folder, of an allowed type and size; every file there is listed."""
    for index, item in enumerate(draft.record.attachments):
        loc = ("attachments", index, "file")
        name = PurePosixPath(item.file)
        if name.name != item.file or item.file.startswith(".") or "\\" in item.file:
            message = Message(
                f'只写文件名，不写路径，也不以点开头，现为 "{shorten(item.file)}"',
                f'give the file\'s name only, no path and no leading dot, found "{shorten(item.file)}"',
            )
            yield Finding(loc, message, Message("文件放在与记录同名的文件夹里", "it lies in the record's folder"))
        elif name.suffix.lower() not in ATTACHMENT_TYPES:
            message = Message(
                f'不接受 "{name.suffix}" 类型的附件', f'attachments of type "{name.suffix}" are not taken'
            )
            yield Finding(loc, message, Message("请转为 PDF 或图片", "turn it into PDF or a picture"))
        elif composed(item.file) not in draft.files:
            message = Message(f'找不到附件 "{item.file}"', f'the attachment "{item.file}" is not there')
            yield Finding(loc, message, Message(f"请放入文件夹 {draft.source.path[:-3]}/", "put it into the folder"))
        elif draft.files[composed(item.file)] > ATTACHMENT_BYTES:
            message = Message("附件超过 5 MiB", "the attachment is larger than 5 MiB")
            yield Finding(loc, message, Message("请压缩", "make it smaller"))
        elif item.alt and not item.file.lower().endswith(PICTURES):
            message = Message("只有图片写 alt", "only pictures have `alt`")
            yield Finding(("attachments", index, "alt"), message, Message("请删去", "remove it"))
    listed = {composed(item.file) for item in draft.record.attachments}
    for file in sorted(set(draft.files) - listed):
        message = Message(f'文件夹里的 "{file}" 没有列出', f'"{file}" lies in the folder but is not listed')
        yield Finding(("attachments",), message, Message("请列入 attachments 或删去", "list or remove it"))


@rule("attachments", form=False)
def check_pictures(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    """图片附件须写图片说明 alt，才显示在记录页、列表和汇编里；正文里引用的图片不必写。
    A picture that the body does not show needs `alt`: with it the page, the lists and booklets show it."""
    for index, item in enumerate(draft.record.attachments):
        if item.alt is None and item.file.lower().endswith(PICTURES) and item.file not in draft.source.body:
            message = Message("图片没有说明，不会显示", "the picture has no alternative text and is not shown")
            hint = Message("请在 alt 写图上看得到什么", "say in `alt` what it shows")
            yield Finding(("attachments", index, "file"), message, hint, Severity.WARNING)
