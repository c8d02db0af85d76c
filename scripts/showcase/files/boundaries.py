"""The lines --- before and after a record's fields: what is said where one is missing, and which line was meant."""

from __future__ import annotations

import re

from showcase.files.problem import Message

Fault = tuple[int, Message, Message]
"""The line, counted from 1, what is wrong and what to do."""
_MEANT = re.compile(
    r"^[ \t\u3000]*("
    r"(?:\\?[-‐‑‒–—―－─━_=*+~.…]{1,20}|[-*_](?:[ \t][-*_]){2,20}|[`~]{3,9}[ \t]?[A-Za-z-]{0,20}))[ \t\u3000]*$",
    re.MULTILINE,
)
"""What word processors make of ---, and what other kinds of files have in its place (TOML, fenced code, setext)."""
_GLUED = re.compile(r"^(?:#{1,6} )?id: ?[ad]\d{4}-\S{1,40} (?:title|summary|status): ", re.MULTILINE)
_IN_TABLE = re.compile(r"^[ \t]*\|[ \t]*(?:id|title|编号|名称)[ \t]*\|", re.MULTILINE)
_REWRITTEN = (
    (
        _GLUED,
        Message(
            "编辑器把各字段并成了一行，像是所见即所得的编辑器改的：请用记事本一类的纯文本编辑器，或从原文件重新复制",
            "an editor has put all fields into one line: use one for plain text, or copy the original again",
        ),
    ),
    (
        _IN_TABLE,
        Message(
            "字段不写成表格：每行一个“字段: 值”，上下各一行 ---", "no table: `field: value` a line, between lines ---"
        ),
    ),
)


def begins_as_record(raw: bytes) -> bool:
    """Whether a file begins as a record does, with a line --- and the id or the title among its first fields."""
    return _RECORD.match(raw) is not None


_RECORD = re.compile(rb"(?:\xef\xbb\xbf)?-{3}[ \t]{0,9}\r?\n(?:[#a-z][^\r\n]{0,200}\r?\n){0,20}?(?:id|title):")


_BEFORE = r"(?:[ \t]{1,8}|[+>|][ \t]?|\d{1,4}[ \t:.|]{1,3})"
_PREFIXED = re.compile(rf"(?:[^\n]{{0,200}}\n)?({_BEFORE})-{{3}}[ \t]{{0,9}}\r?\n{_BEFORE}(?:#|[a-z_]{{2,30}}:)")
"""A record copied from a comparison, a mail or a listing: each of its lines has a sign or a number before it."""


def missing_opening(text: str) -> Fault:
    message = Message(
        "文件须以一行 --- 开始，其下是各字段", "the file must begin with a line --- and the fields below it"
    )
    found = _MEANT.match(text)
    hint = _instead(found) if found else Message("请在第一行写 ---", "write --- on the first line")
    hint = _rewritten(text) or hint
    if prefixed := _PREFIXED.match(text):
        zh = f"每一行前面都多了“{prefixed[1]}”一类的字符，像是从对比、邮件或带行号的页面复制的：请复制原文件"
        hint = Message(zh, f"every line has something like {prefixed[1]!r} before it: copy the file itself")
    elif text.lstrip().startswith("{"):
        hint = Message(
            "字段不写成 JSON：第一行写 ---，其下每行一个“字段: 值”", "no JSON: --- first, then `field: value` a line"
        )
    return 1, message, hint


def missing_closing(text: str) -> Fault:
    """At the line that looks as if it was meant to end the fields, if there is one."""
    message = Message("字段之后缺少结束的一行 ---", "the line --- that ends the fields is missing")
    if hint := _rewritten(text):
        return 1, message, hint
    if found := _MEANT.search(text, text.find("\n") + 1):
        return text.count("\n", 0, found.start()) + 1, message, _instead(found)
    hint = Message("请在最后一个字段之后另起一行写 ---", "write --- on a line of its own after the last field")
    return 1, message, hint


_TORN = re.compile(r"\A(?:[ \t]*\n){0,9}(?:(?:[a-z_]{2,30}:(?:[ ][^\n]*)?|[ ]{1,9}[^\n]*|#[^\n]*)\n){2,60}-{3}[ \t]*\n")
_SECOND_RECORD = re.compile(
    r"^-{3,}\s*\n(?:#.*\n|\s*\n)*id: |^id: [ad]\d{4}-\S{1,40}[ \t]*\n(?:[a-z_]{2,30}: [^\n]*\n){2}", re.MULTILINE
)
_ONE_END = (
    Message("字段中间多了一行 ---，下面的字段会当作正文", "a line --- in the midst of the fields ends them"),
    Message("请删去这一行，只在全部字段之前和之后各留一行", "remove it: one line before all fields and one after"),
)
_SECOND = (
    Message("正文里又有一份字段，像是两条记录写在一个文件里", "the body holds fields again: two records in one file?"),
    Message("请每条记录单独成为一个文件", "give each record a file of its own"),
)


def fields_below(text: str, body: str) -> Fault | None:
    """What is wrong if fields stand below the second line ---: one line too many, or another record."""
    start = len(text) - len(body)
    if _TORN.match(body):
        return text.count("\n", 0, text.rfind("---", 0, start)) + 1, *_ONE_END
    if second := _SECOND_RECORD.search(body):
        return text.count("\n", 0, start + second.start()) + 1, *_SECOND
    return None


def no_fields(front: str) -> tuple[Message, Message]:
    """What is said of front matter that is YAML and yet no fields: a list, or a text."""
    as_item = Message(
        "请删去开头的“- ”，各字段退回行首", "remove the `- ` at its start, and begin each line with its field"
    )
    a_line = Message("每行写一个字段，冒号后空一格", "write one field a line, with a space after the colon")
    hint = as_item if front.lstrip().startswith("- ") else a_line
    return Message("应为若干“字段: 值”", "must be a mapping of fields to values"), hint


def _rewritten(text: str) -> Message | None:
    """What an editor that shows no signs has made of the fields."""
    return next((hint for pattern, hint in _REWRITTEN if pattern.search(text)), None)


def _instead(found: re.Match[str]) -> Message:
    zh = f"这一行是“{found[0]}”，请改成三个半角减号 ---，前面不留空格"
    return Message(zh, f"the line is {found[0]!r}: make it three hyphens, nothing before them")
