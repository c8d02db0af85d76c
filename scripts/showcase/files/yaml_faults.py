"""What is said of text that is no YAML: every fault of the parser in the author's words, where it began."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml

from showcase.files.characters import character_name, place_of
from showcase.files.problem import Message
from showcase.files.yaml_nodes import Position


class YamlError(Exception):
    """The text is no YAML that a record may use."""

    def __init__(self, position: Position, code: str, message: Message, hint: Message | None) -> None:
        super().__init__(message.en)
        self.position = position
        self.code = code
        self.message = message
        self.hint = hint


Texts = tuple[Message, Message]
ODD_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_QUOTE_IT = Message('请给整个值加上引号 "…"', 'put the whole value in quotes "…"')
CUT_OFF = (
    Message("“ #”之后会被当作注释丢掉", "` #` begins a comment: what follows would be lost"),
    Message(
        '请给整个值加上引号 "…"；注释请写在上一行', 'put the whole value in quotes "…", a comment on the line above'
    ),
)
COMMA = (
    Message("括号里的文字含有半角逗号，被拆成了两项", "a comma inside the brackets has cut a text in two"),
    Message('请给含逗号的文字加上引号 "…"', 'put the text with the comma in quotes "…"'),
)
NO_MAPPING = (
    Message("花括号里应为“字段: 值”", "braces hold `field: value`"),
    Message('是文字，请给整个值加上引号 "…"', 'put a text in quotes "…"'),
)
GLUED = (
    Message("花括号里的冒号不是半角，或后面没有空格", "a colon inside the braces is none of ASCII, or lacks its space"),
    Message("请写成 {字段: 值, 字段: 值}，冒号和逗号用半角，后面各空一格", "write {field: value, field: value}"),
)
BLOCK = (
    Message(
        "值以 > 或 | 开头，YAML 会当成多行文字的记号，数就丢了", "a value that begins with > or | opens a block of text"
    ),
    _QUOTE_IT,
)
ONE_DOCUMENT = (
    Message("只能有一段 YAML", "there must be only one YAML document"),
    Message("请删除多余的 --- 或 ...", "remove the extra --- or ..."),
)


def odd_blank(slip: re.Match[str]) -> Texts:
    """What is said of a blank that is none to YAML, the last group of `slip`."""
    zh, en = character_name(slip[slip.lastindex or 0])
    return (
        Message(f"这里的空格不是普通空格，是 {zh}", f"this blank is no ordinary one but {en}"),
        Message("请删去，改用半角空格", "replace it by an ordinary blank"),
    )


def _always(message: Message, hint: Message) -> Callable[[re.Match[str]], Texts]:
    return lambda _slip: (message, hint)


# Slips that mislead the parser; what is wrong stands in the first group. They are looked for only when it has failed.
_SLIPS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Texts]], ...] = (
    (
        re.compile(
            rf"^[ ]*(?:- )?[A-Za-z_]+:([{ODD_BLANKS}])|^[ ]*([{ODD_BLANKS}])[{ODD_BLANKS} ]*(?:- |[A-Za-z_]+:)"
            rf"|^[ ]*-([{ODD_BLANKS}])",
            re.MULTILINE,
        ),
        odd_blank,
    ),
    (
        re.compile(r"((?:=[0-9A-F]{2}){3})"),
        _always(
            Message("“=E4=B8=89”一类是邮件传送时的编码", "=E4=B8=89 and its like are how mails carry text"),
            Message("请在邮件里打开，复制显示出来的文字", "open the mail and copy what it shows"),
        ),
    ),
    (
        re.compile(r"^[a-z_]{2,30}:[ ]*\n[ ]*(\|)[^\n]*\|[ ]*$", re.MULTILINE),
        _always(
            Message("字段里不能写表格", "no table can stand in a field"),
            Message("每行写成一项，如 - {metric: 含量, value: 16.5}", "write each row as an item"),
        ),
    ),
    (
        re.compile(r"^[ ]*(?:- )?[a-z_]+(：)", re.MULTILINE),
        _always(
            Message("字段名后用了全角冒号“：”", "the field name is followed by a full-width colon"),
            Message("请改为半角冒号加一个空格“: ”", "use an ASCII colon and a space"),
        ),
    ),
    (
        re.compile(r"^[ ]*([*_`【]{1,3})[a-z_]{2,30}[*_`】]{0,3}[ ]{0,3}[:：]", re.MULTILINE),
        _always(
            Message("字段名前后有多余的符号", "there are signs around the name of a field"),
            Message("只写字段名，如 status: open", "write the name alone, as status: open"),
        ),
    ),
    (
        re.compile(r"^[ ]*(?:-[ ])?[a-z_]{2,30}:[ ][^\"'\n]{0,300}[^\"'\\\n](\\)$", re.MULTILINE),
        _always(
            Message("行末多了反斜杠，像是别的编辑器加的", "a backslash at the end of the line, as some editors put it"),
            Message("请删去各行末尾的反斜杠", "remove those at the ends of the lines"),
        ),
    ),
    (
        re.compile(r"^[^#\n]{0,200}:[ ]{1,9}(&(?:quot|amp|lt|gt|nbsp|apos|#\d{1,6});)", re.MULTILINE),
        _always(
            Message(
                "值里有网页的字符写法，如 &quot;", "the value holds a character as web pages write it, like &quot;"
            ),
            Message('请改回字符本身，如半角引号 "', "write the character itself, like the quote"),
        ),
    ),
    (
        re.compile(r"^[ ]*(//|/\*|<!--)", re.MULTILINE),
        _always(
            Message("这里不能这样写注释", "comments are not written so here"),
            Message(
                "注释以 # 加一个空格开头，单独一行；不需要的请删去",
                "begin it with # on a line of its own, or remove it",
            ),
        ),
    ),
    (
        re.compile(r"^[ ]*(?:-[ ])?[a-z_]{2,30}[ ]{0,3}(=>?|＝|->|→|⇒|—>)(?!=)", re.MULTILINE),
        _always(
            Message("字段名后面不是冒号", "the field name is not followed by a colon"),
            Message("请写成“字段: 值”，半角冒号加一个空格", "write `field: value`"),
        ),
    ),
    (
        re.compile(r"^[a-z_]{2,30}:[ ][^\"'\[{\n]{1,200}?[;；,，、 ][ ]{0,3}([a-z_]{4,30}):[ ]", re.MULTILINE),
        _always(
            Message("一行里写了两个字段", "two fields stand in one line"),
            Message(
                "每个字段另起一行；是文字里的冒号，改用全角“：”", "give each a line; put a text with a colon in quotes"
            ),
        ),
    ),
    # A value opened by a quote that its line does not close, the next line being a field.
    (
        re.compile(r"""^[ ]*(?:-[ ])?[a-z_]+:[ ]+(?=("[^"\n]*|'[^'\n]*)\n[ ]*(?:-[ ])?[a-z_]+:)""", re.MULTILINE),
        _always(
            Message("引号没有闭合", "the quote is not closed"),
            Message("请在值的末尾补上同样的引号", "close the value with the same quote"),
        ),
    ),
    (
        re.compile(r"^[^#\n]{0,300}\{[^}\n]{0,300}?(，)[ ]{0,9}[a-z_]{1,40}:", re.MULTILINE),
        _always(
            Message("花括号里用了全角逗号“，”", "the fields inside the braces are parted by a full-width comma"),
            Message("请改为半角逗号加一个空格“, ”", "use an ASCII comma and a space"),
        ),
    ),
    (
        re.compile(r"^[ ]*(?:- )?[a-z_]+:?[ ]*([｛【［〔])[^:\n]{0,99}: ", re.MULTILINE),
        _always(
            Message("这里的括号是全角的", "the brackets here are full-width ones"),
            Message("请改用半角的 { } 或 [ ]", "use ASCII braces or brackets"),
        ),
    ),
    (re.compile(r"""^[^#"'\n]{0,300}[\[{][^\]}"'\n]{0,300}[ ](#)""", re.MULTILINE), _always(*CUT_OFF)),
)
_SYNTAX: tuple[tuple[str, Message, Message], ...] = (
    (
        "while scanning an (anchor|alias)",
        Message("值以 & 或 * 开头，YAML 会当成锚点或别名", "a value that begins with & or * is an anchor or alias"),
        _QUOTE_IT,
    ),
    (
        "while (scanning|parsing) a tag|tag handle|%TAG",
        Message("值以 ! 开头，YAML 会当成标签", "a value that begins with ! is a YAML tag"),
        _QUOTE_IT,
    ),
    (
        "Unicode character escape",
        Message("双引号里的 \\u 写法不成一个字符", "an escape such as \\ud83d is only half a character"),
        Message("请直接写出这个字符（表情符号也可直接写），或删去", "write the character itself, or remove it"),
    ),
    (
        "escape character|hexdecimal number",
        Message("双引号里的反斜杠 \\ 有特殊含义", "a backslash has a meaning of its own inside double quotes"),
        Message("请改用单引号，或把 \\ 写成 \\\\", "use single quotes, or write the backslash twice"),
    ),
    (
        "unexpected document indicator",
        Message("引号没有闭合就遇到了 --- 或 ...", "a line --- or ... stands inside a quote"),
        Message("请检查这一处之前的引号", "check the quotes above"),
    ),
    (
        "block scalar",
        Message("| 或 > 后面的写法不对", "what follows | or > is wrong"),
        Message('请改为写在一行里的文字，加上引号 "…"', 'write the text on one line, in quotes "…"'),
    ),
    (
        "directive|incompatible YAML",
        Message("行首的 % 会被 YAML 当成指令", "a line that begins with % is a directive of YAML"),
        _QUOTE_IT,
    ),
    (
        "mapping values are not allowed",
        Message("值里出现了“: ”，YAML 会当成新字段", "the value contains `: `, which YAML reads as a new field"),
        Message('请给整个值加上引号 "…"，并核对缩进', 'put the whole value in quotes "…" and check the indent'),
    ),
    (
        "mapping keys are not allowed",
        Message("“? ”不能写在这里", "`? ` cannot stand here"),
        _QUOTE_IT,
    ),
    (
        "cannot start any token|tab character|non-alphabetical",
        Message("此处的字符不能作为开头（制表符、@、`、% 等）", "this character cannot stand first (tab, @, `, % …)"),
        Message("缩进请用空格；值以符号开头时加引号", "indent with spaces; quote a value that begins with a sign"),
    ),
    (
        "could not find expected ':'",
        Message("这一行缺少冒号，或冒号后没有空格", "this line lacks the colon, or the space after it"),
        Message(
            "请写成“字段: 值”，冒号用半角；是上面没写完的文字，接到上一行末尾；是正文，写到第二行 --- 下面",
            "write `field: value` with an ASCII colon; join it to the line above if it goes on there, and put it below "
            "the second --- if it is of the body",
        ),
    ),
    (
        "unexpected end of stream",
        Message("引号或括号没有闭合", "a quote or bracket is not closed"),
        Message("请检查这一处之后的引号和括号", "check the quotes and brackets from here on"),
    ),
    (
        r"expected ',' or '[]}]'",
        Message(
            "方括号或花括号里缺少逗号，或没有闭合", "a comma is missing inside the brackets, or they are not closed"
        ),
        Message(
            "请用半角逗号分隔并补上括号；含逗号或括号的文字加引号",
            "separate with ASCII commas and close the bracket; quote a text that holds some",
        ),
    ),
    ("document start", *ONE_DOCUMENT),
    (
        "did not find expected",
        Message("缩进或引号有误，此处不是一个字段", "wrong indent or quotes: no field is found here"),
        Message(
            "同级字段、同一列表的“- ”须左对齐；引号之后不能再有文字",
            "align fields of one level and the items of one list; nothing may follow a closing quote",
        ),
    ),
    (
        "block sequence entries are not allowed",
        Message("列表项“- ”不能写在这里", "a list item `- ` cannot stand here"),
        Message("请把列表另起一行并缩进", "begin the list on a line of its own, indented"),
    ),
)
_UNKNOWN = (
    Message("这一处不合 YAML 的写法，读不出字段", "this is no YAML that can be read"),
    Message("请对照示例记录检查引号、括号、冒号和缩进", "compare quotes, brackets, colons and indent with an example"),
)
_ITEM = re.compile(
    r"[ ]{0,80}(?:-(?![ -])|(?:[‐‑‒–—―−－•·●◆▪＊]|\*(?!\*))[ ]?|[0-9]{1,2}[.、)）][ ]?|[(（][0-9]{1,2}[)）]|[①-⑳])"
    r"[^\s-].*"
)
_ITEMS = (
    Message("列表的每一项要以半角减号加一个空格“- ”开头", "each item of a list begins with a hyphen and a space"),
    Message("请写成“- 甲”，或在一行里写 [甲, 乙]", "write `- item`, or [one, two] on one line"),
)
# What is wrong began where the parser says that it was, not where it gave up.
_BEGAN_EARLIER = re.compile("while (scanning a simple key|parsing a flow|scanning an|scanning a tag|scanning a block)")


def syntax_fault(text: str, first_line: int, error: yaml.YAMLError) -> YamlError:
    """What is said of text that the parser refuses; its first line has the number `first_line`."""
    for pattern, texts in _SLIPS:
        if slip := pattern.search(text):
            line, column = place_of(text, slip.start(slip.lastindex or 0))
            return YamlError(Position(first_line + line - 1, column), "yaml", *texts(slip))
    context, problem = str(getattr(error, "context", "")), getattr(error, "problem", str(error))
    mark: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if getattr(error, "context_mark", None) and _BEGAN_EARLIER.match(context):
        mark = error.context_mark  # type: ignore[attr-defined]  # a MarkedYAMLError has it
    lines = text.split("\n")  # YAML knows other line ends, too
    if mark and mark.line < len(lines) and _ITEM.fullmatch(lines[mark.line]):
        return YamlError(Position(first_line + mark.line, mark.column + 1), "yaml", *_ITEMS)
    position = Position(first_line + mark.line, mark.column + 1) if mark else Position(first_line, 1)
    said = ((message, hint) for pattern, message, hint in _SYNTAX if re.search(pattern, f"{context} {problem}"))
    return YamlError(position, "yaml", *next(said, _UNKNOWN))
