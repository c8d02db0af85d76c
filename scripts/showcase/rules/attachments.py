"""Rules of the files beside a record."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from showcase.files.names import composed, folded
from showcase.files.problem import Message, Severity, shorten
from showcase.rules.engine import Draft, Finding, rule
from showcase.schema.names import nearest
from showcase.schema.notation.reading import half_width
from showcase.schema.parts import FILMS, PICTURES
from showcase.schema.vocabulary import Vocabularies

ATTACHMENT_TYPES = {".pdf", *PICTURES, *FILMS}
ATTACHMENT_BYTES = 5 * 1024 * 1024
FILM_BYTES = 10 * 1024 * 1024


def most_bytes(name: str) -> int:
    """How large the attachment of this name may be."""
    return FILM_BYTES if name.lower().endswith(FILMS) else ATTACHMENT_BYTES


@rule("attachments", form=False)
def check_attachments(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    """附件放在与记录同名的文件夹里，为 pdf、png、jpg、webp（5 MiB 内）或 mp4、webm（10 MiB 内）；都列出。
    They lie in the record's own folder, are of an allowed type and size, and all of them are listed."""
    unlisted = set(draft.files) - {composed(item.file) for item in draft.record.attachments}
    meant = {""}
    for index, item in enumerate(draft.record.attachments):
        loc = ("attachments", index, "file")
        name = PurePosixPath(item.file)
        if name.name != item.file or item.file.startswith(".") or "\\" in item.file:
            message = Message(
                f'只写文件名，不写路径，也不以点开头，现为 "{shorten(item.file)}"',
                f'give the file\'s name only, no path and no leading dot, found "{shorten(item.file)}"',
            )
            near = _near(item.file, unlisted)
            meant.add(near)
            yield Finding(loc, message, _is_it(near) if near else _without_folder(item.file))
        elif name.suffix.lower() not in ATTACHMENT_TYPES:
            message = Message(
                f'不接受 "{name.suffix}" 类型的附件', f'attachments of type "{name.suffix}" are not taken'
            )
            near = _near(item.file, unlisted)
            meant.add(near)
            turn = Message("请转为 PDF、图片或 mp4 短片", "turn it into PDF, a picture or MP4")
            yield Finding(loc, message, _is_it(near) if near else turn)
        elif composed(item.file) not in draft.files:
            message = Message(f'找不到附件 "{item.file}"', f'the attachment "{item.file}" is not there')
            near = _near(item.file, unlisted)
            meant.add(near)
            yield Finding(loc, message, _is_it(near) if near else _put_it(draft))
        elif draft.files[composed(item.file)] > (most := most_bytes(item.file)):
            size = f"{most // 1024**2} MiB"
            message = Message(f"附件超过 {size}", f"the attachment is larger than {size}")
            yield Finding(loc, message, Message("请压缩", "make it smaller"))
        elif item.alt and not item.file.lower().endswith(PICTURES):
            message = Message("只有图片写 alt", "only pictures have `alt`")
            yield Finding(("attachments", index, "alt"), message, Message("请删去", "remove it"))
    for file in sorted(unlisted - meant):
        message = Message(f'文件夹里的 "{file}" 没有列出', f'"{file}" lies in the folder but is not listed')
        yield Finding(("attachments",), message, Message("请列入 attachments 或删去", "list or remove it"))


def _near(file: str, unlisted: Collection[str]) -> str:
    """The file that is likely meant: the same but for the case of letters, or alike; empty if none is."""
    known, name = sorted(unlisted), half_width(re.split(r"[/\\]", file)[-1])
    same = (one for one in known if folded(one) == folded(name) or folded(PurePosixPath(one).stem) == folded(name))
    return next(same, None) or nearest(name, known) or ""


def _is_it(name: str) -> Message:
    return Message(f"文件夹里有 {name}，是不是它？大小写也要一致", f"is it {name}? the case of letters counts")


def _without_folder(file: str) -> Message:
    alone = re.split(r"[/\\]", file)[-1].lstrip(".")
    if PurePosixPath(alone).suffix.lower() not in ATTACHMENT_TYPES:
        return Message("文件放在与记录同名的文件夹里", "it lies in the record's folder")
    return Message(
        f"文件放在与记录同名的文件夹里，这里写 {alone}", f"put it into the record's folder and write {alone}"
    )


def _put_it(draft: Draft) -> Message:
    return Message(f"请放入文件夹 {draft.source.path[:-3]}/", "put it into the folder")


@rule("attachments", form=False)
def check_pictures(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    """图片附件须写图片说明 alt，才显示在记录页、列表和汇编里；正文里引用的图片不必写。
    A picture that the body does not show needs `alt`: with it the page, the lists and booklets show it."""
    told = unquote(draft.source.body)
    for index, item in enumerate(draft.record.attachments):
        named = PurePosixPath(item.file).name == item.file and "\\" not in item.file
        if named and item.alt is None and item.file.lower().endswith(PICTURES) and item.file not in told:
            message = Message("图片没有说明，不会显示", "the picture has no alternative text and is not shown")
            hint = Message("请在 alt 写图上看得到什么", "say in `alt` what it shows")
            yield Finding(("attachments", index, "file"), message, hint, Severity.WARNING)


@rule("attachments", form=False)
def check_films(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    """短片须有同名的封面图片（演示.mp4 配 演示.jpg），封面也列入附件并写 alt；太长的写成来源里的网址。
    A film has a poster, an attached picture of the same name with `alt`; a long one is a link in `sources`."""
    posters = {PurePosixPath(item.file).stem for item in draft.record.attachments if item.shown}
    for index, item in enumerate(draft.record.attachments):
        name = PurePosixPath(item.file)
        if item.file.lower().endswith(FILMS) and name.stem not in posters:
            message = Message("短片没有封面，读者看不出是什么", "the film has no poster")
            hint = Message(
                f"从短片里截一张图，存为 {name.stem}.jpg，列入 attachments 并写 alt",
                f"attach a frame of it as {name.stem}.jpg, with `alt`",
            )
            yield Finding(("attachments", index, "file"), message, hint)
