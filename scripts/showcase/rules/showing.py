"""What is said of a sign that the page would not show as it was meant."""

from __future__ import annotations

from collections.abc import Callable

from showcase.files.problem import Message
from showcase.files.swallowed import Swallowed, Trouble

_Texts = tuple[Message, Message]


def shown_otherwise(one: Swallowed) -> _Texts:
    """Message and hint."""
    return _TEXTS[one.trouble](one.text)


def _said(zh: str, en: str, hint_zh: str, hint_en: str) -> Callable[[str], _Texts]:
    """`{}` is what was found."""
    return lambda text: (Message(zh.replace("{}", text), en.replace("{}", text)), Message(hint_zh, hint_en))


_TEXTS: dict[Trouble, Callable[[str], _Texts]] = {
    "raw": _said("“{}”会原样显示", "{} is shown as it stands", "请删去", "remove it"),
    "bold": _said(
        "“{}”里的标记没有起作用，会原样显示",
        "the marks in {} have no effect and are shown",
        "标记须成对，里侧不留空格；本意就是这些符号的，前面加反斜杠“\\”",
        "marks come in pairs without blanks inside; write a backslash before signs that are meant",
    ),
    "picture": _said(
        "图片没有起作用，会显示为“{}”",
        "this is no picture, it is shown as {}",
        "请写成 ![说明](文件名)，用半角括号，中间不留空格；文件名含空格的写在尖括号里：![说明](<现场 照片.jpg>)",
        "write ![words](file) without a blank between; a file name with blanks stands in angle brackets",
    ),
    "link-blank": _said(
        "链接“{}”没有起作用",
        "{} is no link",
        "请写成 [文字](网址)，用半角括号，中间不留空格；文件名含空格的写在尖括号里：[说明](<试验 报告.pdf>)",
        "write [words](address), without a blank between; a file name with blanks stands in angle brackets",
    ),
    "link-empty": _said(
        "链接“{}”没有文字，页面上看不到", "the link {} has no words and is not seen", "请写成 [文字](网址)", "add words"
    ),
    "address": _said(
        "网址“{}”里的中文不在链接里，链接到中文之前为止",
        "the link ends where Chinese begins: {}",
        "中文是网址一部分的，请写成 [文字](<完整网址>)；不是的，中间加一个空格",
        "write [words](<address>) if the Chinese is part of it, else put a blank between",
    ),
    "heading-empty": _said("标题“{}”没有文字", "the heading {} has no words", "请补上文字，或删去", "add words"),
    "row-by-chance": _said(
        "紧跟在表格下面的“{}”会成为表格的一行",
        "{} right below the table becomes a row of it",
        "请在表格后面空一行",
        "leave an empty line below the table",
    ),
    "heading-blank": _said(
        "“{}”不会成为标题，# 会原样显示",
        "{} is no heading: the # is shown",
        "请在 ## 后面空一格",
        "leave a blank after ##",
    ),
    "table": _said(
        "这几行不会成为表格，竖线会原样显示：“{}”",
        "these lines are no table: {}",
        "用半角竖线；表头下面须有一行 |---|---|，列数与表头相同；表格之前空一行，各行之间不空",
        "below the head there must be a line |---|---| with as many columns; an empty line above, none within",
    ),
    "table-by-blanks": _said(
        "用空格、制表符或逗号排的表格会连成一段文字：“{}”",
        "a table made by blanks, tabs or commas becomes one run of words: {}",
        "请用竖线写：| 指标 | 数值 |，下一行 |---|---|",
        "write it with bars: | one | two |, below it |---|---|",
    ),
    "cells": _said(
        "这一行的格子比表头多，多出的不会显示：“{}”",
        "this row has more cells than the head, the rest is lost: {}",
        "请补表头；文字里的竖线写成“\\|”",
        "add to the head; write a bar within a text as `\\|`",
    ),
    "task": _said(
        "“{}”会原样显示，页面上没有复选框", "{} is shown as it stands: there are no boxes", "请删去", "remove it"
    ),
    "note": _said(
        "脚注“{}”缺少另一半，会原样显示",
        "the footnote {} lacks its other half and is shown as it stands",
        "请在文末补“[^1]: 内容”，文中写“[^1]”",
        "write `[^1]` in the text and `[^1]: words` at its end",
    ),
    "entity": _said(
        "“{}”少了分号，会原样显示", "{} lacks its semicolon and is shown", "请写成“&lt;”或直接写符号", "write `&lt;`"
    ),
    "latex": _said(
        "“{}”是 LaTeX 写法，会原样显示",
        "{} is LaTeX and is shown as it stands",
        "公式请写在两个 $ 之间，如 $\\frac{1}{2}$，或直接写符号 ×、α、≤",
        "write a formula between dollar signs, or the sign itself",
    ),
    "subscript": _said(
        "“{}”会原样显示", "{} is shown as it stands", "上下标请写成 ₂、² 或公式 $H_2O$", "write ₂, ² or $H_2O$"
    ),
    "wide-indent": _said(
        "行首有全角空格，后面的“{}”不起作用",
        "a full-width blank at the start of the line keeps {} from its effect",
        "请删去行首的全角空格",
        "remove the blank",
    ),
    "fence": _said(
        "代码块“{}”没有结束，后面的内容都成了代码",
        "the code after {} is never closed",
        "请在结尾补一行 ```；不是代码的请删去",
        "close it with a line ```, or remove it",
    ),
    "code": _said(
        "行首四个空格或制表符会把这一段变成代码：“{}”",
        "four blanks or a tab turn the line into code: {}",
        "请删去行首的空格；确是代码的，前后各写一行 ```",
        "remove the indent, or put the code between lines of ```",
    ),
    "setext": _said(
        "这一行“{}”会把上一行变成标题",
        "the line {} turns the one above into a heading",
        "标题请写成“## 标题”；分隔线之前请空一行",
        "write `## heading`; leave an empty line above a rule",
    ),
    "quotation": _said(
        "行首的 > 会变成引用，页面上看不到这个符号：“{}”",
        "> at the start of a line makes a quotation and is not shown: {}",
        "表示大于请写成“\\>”；确是引用的，请以文字开头",
        "write `\\>` for the sign; begin a quotation with a word",
    ),
    "sign-as-item": _said(
        "行首的符号会变成列表的圆点，负号、加号或星号看不到了：“{}”",
        "the sign at the start of the line becomes a bullet: {}",
        "负数请写成“-20℃”，不留空格；确是列表的，数字前写明所指",
        "write -20 without a blank; begin the items of a list with a word",
    ),
    "furniture": _said(
        "“{}”像是原文档的目录、页眉或页码，会当作正文显示",
        "{} seems to be of the document's table of contents or the foot of its page",
        "请删去",
        "remove it",
    ),
    "picture-name": _said(
        "“{}”只是一个文件名，不会显示图片",
        "{} is a file's name and shows no picture",
        "把图片列入 attachments，正文写 ![说明](文件名)；不要图片的请删去",
        "list it in `attachments` and write ![words](file), or remove it",
    ),
    "heading-skips": _said(
        "标题“{}”跳过了一级",
        "the heading {} skips a level",
        "正文标题从 ## 开始，下一级用 ###，不跳级",
        "headings begin at ##, those below at ###",
    ),
    "heading-by-hand": _said(
        "“{}”像是标题，页面上只是普通文字，读屏软件也找不到",
        "{} looks like a heading, and is plain text to the page",
        "各处标题请写成“## 背景”，不用加粗和编号代替",
        "write headings as `## words`, not by bold type or numbers",
    ),
    "section-empty": _said(
        "“{}”这一节没有内容", "the section {} is empty", "请写上，或删去标题", "write it, or remove the heading"
    ),
    "table-empty": _said(
        "表格只有表头，没有内容：“{}”",
        "the table has a head and no rows: {}",
        "请补上，或删去",
        "add rows, or remove it",
    ),
    "drawing": _said(
        "{} 代码不会画成图，会原样显示",
        "code of {} is not drawn, it is shown as it stands",
        "请导出为图片，列入 attachments",
        "export it as a picture and list it in `attachments`",
    ),
    "platform": _said(
        "“{}”是从别处复制时带来的（公众号、网页、聊天、邮件或智能助手的话），会当作正文显示",
        "{} came along from an account, a page, a chat, a mail or an assistant",
        "请删去这类话，只留成果或需求本身",
        "remove it and its like",
    ),
    "review": _said(
        "“{}”是批注、修订或待补的记号，会原样显示",
        "{} is a note to the author, and would be shown",
        "请照它改好，再删去",
        "do what it says, then remove it",
    ),
    "sheet-error": _said(
        "“{}”是表格软件的报错，不是数据",
        "{} is an error of a spreadsheet, no figure",
        "请回到原表改好公式或列宽，重新填数",
        "mend the formula or the column's width in the sheet, then type the figure",
    ),
    "lost": _said(
        "这一行有内容不会显示在页面上：“{}”",
        "something in this line is not shown: {}",
        "请换一种写法，符号前可加反斜杠“\\”",
        "write it otherwise, with a backslash before signs",
    ),
}
OTHER_PREVIEWS: dict[str, tuple[str, str, str, str]] = {
    "tilde": ("把两个 ~ 之间的文字划掉", "strikes out what stands between two ~", "请改用“～”或“至”", "write ～"),
    "star": ("吞掉乘号 *", "swallows the *", "请改用“×”", "write ×"),
    "underscore": ("吞掉下划线", "swallows the lines", "请放进反引号：`__init__`", "put it between backticks"),
    "more": ("把行首的 > 变成引用", "makes a quotation of >", "请写成“＞”或“大于”", "write ＞"),
    "number": ("把行首的数字变成列表编号", "makes a list of the number", "请去掉数字后的空格", "remove the blank"),
    "backslash": ("吞掉反斜杠", "swallows the backslash", "请把“\\”写成“\\\\”", "write the backslash twice"),
    "indent": (
        "把行首缩进的段落变成代码",
        "makes code of an indented paragraph",
        "请删去行首的四个空格或制表符",
        "remove the four blanks or the tab",
    ),
    "definition": ("不显示这一行", "leaves the line out", "请在“[”前加反斜杠“\\”", "write a backslash before `[`"),
    "hash": ("吞掉标题末尾的 #", "swallows the last #", "请写成“\\#”", "write `\\#`"),
}
"""What the preview does, and the remedy, by the kind of edit."""
