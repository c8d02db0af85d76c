"""Rules of the body and of the files beside a record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from showcase.files.markdown import BodyFault, body_faults
from showcase.files.problem import Message, shorten
from showcase.rules.engine import Draft, Finding, rule
from showcase.schema.vocabulary import Vocabularies

ATTACHMENT_TYPES = {".pdf", ".png", ".jpg", ".jpeg", ".webp"}
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
        elif item.file not in draft.files:
            message = Message(f'找不到附件 "{item.file}"', f'the attachment "{item.file}" is not there')
            yield Finding(loc, message, Message(f"请放入文件夹 {draft.source.path[:-3]}/", "put it into the folder"))
        elif draft.files[item.file] > ATTACHMENT_BYTES:
            message = Message("附件超过 5 MiB", "the attachment is larger than 5 MiB")
            yield Finding(loc, message, Message("请压缩", "make it smaller"))
    listed = {item.file for item in draft.record.attachments}
    for file in sorted(set(draft.files) - listed):
        message = Message(f'文件夹里的 "{file}" 没有列出', f'"{file}" lies in the folder but is not listed')
        yield Finding(("attachments",), message, Message("请列入 attachments 或删去", "list or remove it"))


@rule("attachments", form=False)
def check_body(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    """正文用 GitHub 风格 Markdown：不写 HTML，链接用网址或 mailto，图片只用附件，标题从 ## 开始。
    The body is GitHub-flavoured Markdown: no HTML, links by http(s) or mailto, pictures from the
    attachments only, headings from ## down."""
    files = frozenset(item.file for item in draft.record.attachments)
    for fault in body_faults(draft.source.body, files):
        place = (draft.source.body_line + fault.line - 1, fault.column)
        yield Finding(("body",), *_BODY_MESSAGES[fault.kind](fault), place=place)


_BODY_MESSAGES: dict[str, Callable[[BodyFault], tuple[Message, Message]]] = {
    "html": lambda fault: (
        Message(f"正文不能写 HTML：“{fault.text}”", f"no HTML in the body: {fault.text}"),
        Message("请用 Markdown 写法；小于号可写成“&lt;”", "use Markdown; write &lt; for the sign"),
    ),
    "link": lambda fault: (
        Message(
            f'链接须以 https://、http:// 或 mailto: 开头，现为 "{fault.text}"',
            f'links begin with https://, http:// or mailto:, found "{fault.text}"',
        ),
        Message("请改为完整网址或删去", "give the whole address or remove it"),
    ),
    "image": lambda fault: (
        Message(
            f'图片只能引用本条的附件，现为 "{fault.text}"', f'pictures come from the attachments, found "{fault.text}"'
        ),
        Message("请把图片放进附件并列出", "attach the picture and list it"),
    ),
    "nesting": lambda _fault: (
        Message("引用（>）太多", "there are too many quotations (>)"),
        Message("请改为普通段落", "write plain paragraphs"),
    ),
    "heading": lambda _fault: (
        Message("正文标题从二级（##）开始", "headings in the body begin at ##"),
        Message("请把 # 改为 ##", "change # to ##"),
    ),
}
