"""Characters that no text from outside may hold, by name and place; the form runs the same table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from showcase.files.lookalikes import meant_by
from showcase.files.marks import MARKS
from showcase.files.problem import Message, Problem, Severity

_DELETE_IT = Message("请删除该字符后重新输入这一处", "delete it and type this place again")
_NAMES: dict[str, tuple[str, str]] = {
    "\u00a0": ("不换行空格", "no-break space"),
    "\u2002": ("半身空格", "en space"),
    "\u2003": ("全身空格", "em space"),
    "\u202f": ("窄不换行空格", "narrow no-break space"),
    "\u3000": ("全角空格", "ideographic space"),
    "\u00ad": ("软连字符", "soft hyphen"),
    "\u034f": ("组合用连接符", "combining grapheme joiner"),
    "\u115f": ("朝鲜文填充符", "Hangul filler"),
    "\u1160": ("朝鲜文填充符", "Hangul filler"),
    "\u180e": ("蒙古文元音分隔符", "Mongolian vowel separator"),
    "\u200b": ("零宽空格", "zero-width space"),
    "\u200c": ("零宽不连字", "zero-width non-joiner"),
    "\u200d": ("零宽连字", "zero-width joiner"),
    "\u200e": ("从左至右标记", "left-to-right mark"),
    "\u200f": ("从右至左标记", "right-to-left mark"),
    "\u2028": ("行分隔符", "line separator"),
    "\u2029": ("段分隔符", "paragraph separator"),
    "\u202d": ("从左至右强制", "left-to-right override"),
    "\u202e": ("从右至左强制", "right-to-left override"),
    "\u2060": ("零宽词连接符", "word joiner"),
    "\u2800": ("空白盲文", "blank Braille pattern"),
    "\u3164": ("朝鲜文填充符", "Hangul filler"),
    "\ufeff": ("字节顺序标记", "byte order mark"),
    "\uffa0": ("半角朝鲜文填充符", "halfwidth Hangul filler"),
    "\ufffc": ("没有粘贴过来的图片或公式", "an object that was not pasted"),
    "\ufffd": ("已经丢失的字", "a character that was lost"),
    "\uf0b7": ("Word 的项目符号", "a bullet of Word"),
    "\uf0a7": ("Word 的项目符号", "a bullet of Word"),
    "\uf0d8": ("Word 的项目符号", "a bullet of Word"),
    "\uf06c": ("Word 的项目符号", "a bullet of Word"),
    "\uf06e": ("Word 的项目符号", "a bullet of Word"),
    "\uf0fc": ("Word 的项目符号", "a bullet of Word"),
    "\x00": ("空字符", "NUL"),
    "\x0b": ("Word 的手动换行", "a line break of Word"),
    "\x0c": ("分页符", "form feed"),
    "\x1b": ("转义符", "escape"),
}
_FAMILIES = (
    (re.compile("[\U000e0000-\U000e007f]"), ("不可见的标签字符", "an invisible tag character")),
    (re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]"), ("字形选择符", "variation selector")),
    (re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]"), ("字体自造的字符", "private to some font")),
    (re.compile("[\u2e80-\u2fdf\uf900-\ufaff]"), ("从 PDF 复制来的部首或异体", "a radical or variant, as PDFs have")),
    (re.compile("[\x80-\x9f]"), ("多半是乱码的一部分", "probably of garbled text")),
)

_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
_SELECTORS = "\ufe00-\ufe0f"
_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# U+2028 and U+2029 are line breaks to YAML; the last two of each plane are no characters at all, planes 4 to 13 hold
# none; the rest are the format controls (Cf) of scripts that no text here is written in.
_CONTROLS = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff\U0001fffe\U0001ffff\U0002fffe\U0002ffff"
    "\U0003fffe-\U000dffff\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd\U00013430-\U0001343f"
)
# What Unicode calls Cf or Default_Ignorable_Code_Point, and blanks that are none to it.
_INVISIBLE = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u2800\u3164\ufeff\uffa0"
    "\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000effff"
)
# No word needs three of these on a letter; of the marks of other scripts words hold up to four.
_GENERAL_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"

# The character meant is the last of a match.
_RULES = (
    (
        re.compile(f"[{_CONTROLS}]"),
        "control-character",
        Message("含有控制字符 {0}", "contains the control character {0}"),
        _DELETE_IT,
    ),
    (
        re.compile(f"[{_TURNING}]"),
        "bidi-character",
        Message("含有改变文字方向的不可见字符 {0}", "contains the bidirectional control {0}"),
        _DELETE_IT,
    ),
    (
        # A selector of an emoji's shape is part of it; anywhere else it only hides what is there.
        re.compile(f"[{_INVISIBLE}]|(?:^|[^0-9#*\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff])[{_SELECTORS}]"),
        "invisible-character",
        Message("含有看不见的字符 {0}", "contains the invisible character {0}"),
        _DELETE_IT,
    ),
    (
        re.compile(f"[{_PRIVATE}\ufffc\ufffd]"),
        "unreadable-character",
        Message("含有读者看不到的字符 {0}", "contains a character that no reader sees, {0}"),
        Message(
            "请改为列表（“- ”）、文字或附件图片，或删去", "write a list, the words or an attached picture, or remove it"
        ),
    ),
    (
        # Those twelve of the block that are characters of their own (FA0E and others) stay.
        re.compile("[\u2e80-\u2fdf\uf900-\ufa0d\ufa10\ufa12\ufa15-\ufa1e\ufa20\ufa22\ufa25\ufa26\ufa2a-\ufaff]"),
        "unreadable-character",
        Message("含有形似汉字的字符 {0}，搜索找不到", "contains {0}, which only looks like a Chinese character"),
        Message("请改用普通汉字，或从 Word 原稿复制", "type the ordinary character, or copy from another source"),
    ),
    (
        re.compile(f"[{_GENERAL_MARKS}]{{3,}}|[{MARKS}]{{5,}}"),
        "invisible-character",
        Message("叠加了过多的组合符号，末一个是 {0}", "has too many combining marks, the last {0}"),
        _DELETE_IT,
    ),
)
# Nearly all texts hold nothing else than these, of which no rule speaks: one look says so.
_OTHER = re.compile(
    "[^\t\n -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u202f-\u205f\u2070-\u20cf\u2100-\u27ff"
    "\u3000-\u3029\u3030-\u3098\u309b-\u3163\u3165-\u9fff\uff00-\uff9f\uffe0-\uffef]"
)
_LISTED, _LINES, _COUNTED = 5, 8, 500
"""So many characters and lines are named, and so many places looked up."""
_HIDDEN = 3
"""The first so many rules are of what cannot be seen."""


def character_faults(text: str) -> Iterator[tuple[str, Message, Message]]:
    """Code, message and hint for each kind of character that a text must not hold."""
    for pattern, code, message, hint in _RULES:
        if match := pattern.search(text):
            zh, en = character_name(match.group()[-1])
            yield code, Message(message.zh.replace("{0}", zh), message.en.replace("{0}", en)), hint


def check_characters(name: str, text: str) -> list[Problem]:
    """Characters that no text from outside may hold: each kind once, where one stands first, with all that do."""
    problems: list[Problem] = []
    for pattern, code, message, hint in _RULES if _OTHER.search(text) else ():
        offsets = [match.end() - 1 for match in pattern.finditer(text)]
        if offsets:
            filled = _listed(message, text, offsets)
            problems.append(Problem(name, *place_of(text, offsets[0]), Severity.ERROR, code, (), filled, hint))
    return problems


def _listed(message: Message, text: str, offsets: list[int]) -> Message:
    """The message with the characters that stand there, how often they do, and in which lines."""
    different = list(dict.fromkeys(text[offset] for offset in offsets))
    names = [_meaning(character) for character in different[:_LISTED]]
    zh, en = "、".join([name[0] for name in names]), ", ".join([name[1] for name in names])
    if len(different) > _LISTED:
        zh, en = f"{zh} 等 {len(different)} 种", f"{en} and {len(different) - _LISTED} others"
    where = _where(text, offsets) if len(offsets) > 1 else Message("", "")
    return Message(message.zh.replace("{0}", zh) + where.zh, message.en.replace("{0}", en) + where.en)


def _where(text: str, offsets: list[int]) -> Message:
    lines = list(dict.fromkeys(text.count("\n", 0, offset) + 1 for offset in offsets[:_COUNTED]))
    shown = [str(line) for line in lines[:_LINES]]
    many = Message(f"，共 {len(offsets)} 处", f", {len(offsets)} times")
    if len(shown) == 1:
        return many
    rest = "等" if len(lines) > _LINES or len(offsets) > _COUNTED else ""
    return Message(f"{many.zh}，在第 {'、'.join(shown)} {rest}行", f"{many.en}, from line {shown[0]} on")


def _meaning(character: str) -> tuple[str, str]:
    """The character's name and what it stands for."""
    zh, en = character_name(character)
    meant = meant_by(character)
    return (f"{character}（应为“{meant}”）", f"{character} (for {meant})") if meant else (zh, en)


def without_hidden(text: str) -> str:
    """`text` without what nobody would miss in it."""
    for pattern, _code, _message, _hint in _RULES[:_HIDDEN]:
        text = pattern.sub(lambda match: match.group()[:-1], text)
    return text


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Line and column of a place in `text`, both counted from 1."""
    before = text[:offset]
    return before.count("\n") + 1, offset - before.rfind("\n")


def character_name(character: str) -> tuple[str, str]:
    """`U+200B（零宽空格）` and the same in English."""
    label = f"U+{ord(character):04X}"
    families = [name for pattern, name in _FAMILIES if pattern.search(character)]
    name = _NAMES.get(character) or (families[0] if families else None)
    return (f"{label}（{name[0]}）", f"{label} ({name[1]})") if name else (label, label)
