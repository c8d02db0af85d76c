"""What a plain value loses behind ` # `: YAML takes it for a comment, its author perhaps not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from showcase.files.characters import place_of
from showcase.files.problem import Message, Severity, shorten
from showcase.files.yaml_nodes import scalars
from showcase.rules.engine import Draft, Finding, rule
from showcase.schema.shapes import shape_at
from showcase.schema.vocabulary import Vocabularies

_COMMENT = re.compile(r"[ \t]{1,99}#[ \t]*(?=\S)([^\n]{1,200})")
_ANY = re.compile(r"[^ \t\n][ \t]{1,99}#")


@rule(form=False)
def check_comments(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    """没有引号的文字后面不写“ # ”：它之后的内容是注释，不会显示。
    No ` # ` behind a text without quotes: what follows is a comment and is not shown."""
    text = draft.source.text
    if not _ANY.search(text[: len(text) - len(draft.source.body)]) or not draft.source.front:
        return
    for loc, value in scalars(draft.source.front):
        cut = _COMMENT.match(text, value.end) if not value.style else None
        shape = shape_at(draft.kind, loc) if cut else None
        if cut and shape and shape.holds == "text" and shape.longest:  # no code, day or number goes on behind a blank
            shown = shorten(cut[1].strip())
            message = Message(
                f"“ # ”之后的“{shown}”是注释，不会显示", f"{shown} behind ` # ` is a comment and is not shown"
            )
            yield Finding(loc, message, _QUOTE, Severity.WARNING, place_of(text, text.index("#", value.end)))


_QUOTE = Message(
    '是内容，请给整个值加上引号 "…"；是注释，请写到上一行',
    "quote the whole value, or put the comment on the line above",
)
