"""Record bodies: what is rendered, what is refused, and that nothing hostile survives."""

from __future__ import annotations

import re
import time
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import examples
from showcase.files.markdown import BodyFault, body_faults, render_body, render_plain
from showcase.files.source import Source
from showcase.rules import RULES, Draft
from showcase.rules.engine import Finding

LINK_REL = 'rel="nofollow noopener noreferrer"'
NO_FILES: frozenset[str] = frozenset()
RECORD: Any = None
NO_VOCABULARIES: Any = {}
"""Rules of the body look at neither."""


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("## 来历\n\n三年*试验*，**有效**。", "<h2>来历</h2>\n<p>三年<em>试验</em>，<strong>有效</strong>。</p>"),
        ("~~旧~~", "<p><del>旧</del></p>"),
        ("1. 甲\n3. 乙\n4. 丙", '<ol>\n<li>甲</li>\n<li value="3">乙</li>\n<li>丙</li>\n</ol>'),
        ("1. 甲\n1. 乙", "<ol>\n<li>甲</li>\n<li>乙</li>\n</ol>"),
        ("1) 甲", '<ol class="sc-list-parenthesis">\n<li>甲</li>\n</ol>'),
        (
            "$x^2$",
            '<p><math display="inline" alttext="x^2"><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math></p>',
        ),
        ("$\\begin{x}<$", "<p><code>$\\begin{x}&lt;$</code></p>"),
        ("https://ok.example", f'<p><a href="https://ok.example" {LINK_REL}>https://ok.example</a></p>'),
        ("<office@a.example>", f'<p><a href="mailto:office@a.example" {LINK_REL}>office@a.example</a></p>'),
        ("[标准](https://a.example/b_(c))", f'<p><a href="https://a.example/b_(c)" {LINK_REL}>标准</a></p>'),
        ("![装置](a.png)", '<p><img src="a.png" alt="装置"></p>'),
        ("```html\n</script>\n```", "<pre><code>&lt;/script&gt;\n</code></pre>"),
        ("1 < 2 & 3 > 2", "<p>1 &lt; 2 &amp; 3 &gt; 2</p>"),
        ("3. 丙\n4. 丁", '<ol start="3">\n<li>丙</li>\n<li>丁</li>\n</ol>'),
        ("甲  \n乙", "<p>甲<br>\n乙</p>"),
        ("", ""),
    ],
)
def test_rendering(body: str, html: str) -> None:
    """The body is GitHub-flavoured Markdown, links in it lead nowhere with a recommendation."""
    assert render_body(body) == html


def test_table() -> None:
    """A table stands in a box that scrolls by itself and that the keyboard reaches."""
    assert render_body("| 项 | 值 |\n|---|--:|\n| 电 | 47 |") == (
        '<div class="sc-scroll" tabindex="0" role="group" aria-label="表格"><table>\n'
        '<thead>\n<tr>\n<th>项</th>\n<th align="right">值</th>\n</tr>\n</thead>\n'
        '<tbody>\n<tr>\n<td>电</td>\n<td align="right">47</td>\n</tr>\n</tbody>\n</table></div>'
    )


def test_footnote() -> None:
    """A footnote and its mark lead to each other."""
    html = render_body("电耗[^甲]下降。\n\n[^甲]: 实测。")
    parsed = parse(html)
    targets = {value for _, name, value in parsed.attributes if name == "id"}
    links = {value.removeprefix("#") for _, name, value in parsed.attributes if name == "href"}

    assert links == targets
    assert len(targets) == 2
    assert "实测。" in render_plain(html)


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<style>*{display:none}</style>",
        '<iframe src="https://evil.example"></iframe>',
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">a</a>',
        "<svg><script>alert(1)</script></svg>",
        "<form action=https://evil.example><input></form>",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](&#106;avascript:alert(1))",
        "[a](java&#10;script:alert(1))",
        "[a](data:text/html;base64,PHNjcmlwdD4=)",
        "[a](vbscript:x)",
        "<javascript:alert(1)>",
        "![a](javascript:alert(1))",
        '![" onerror="alert(1)](a.png)',
        '[a](https://a.example "onmouseover=alert(1)")',
        '[a](https://a.example/"onmouseover="alert(1))',
        "`<script>`\n<script\n>alert(1)</script\n>",
        "<!--><script>alert(1)</script>-->",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "[^<script>]: a\n\n[^<script>]",
        "$\\text{</math><script>alert(1)</script>}$",
        "$\\text{<img src=x onerror=alert(1)>}$",
        "$\\text{<mtext onclick='alert(1)'>x</mtext>}$",
        "$$\\mathrm{<meta http-equiv=refresh content='0;url=//evil.example'>}$$",
        "$\\sqrt[<svg/onload=alert(1)>]{x}$",
        "[^1]: <b id=x>\n\n[^1]",
        "| <script> |\n|---|\n| <img onerror=a> |",
    ],
)
def test_hostile_body(body: str) -> None:
    """Scripts, styles, frames, handlers and script addresses never survive."""
    assert_harmless(render_body(body))


FRAGMENTS = st.sampled_from(
    [
        *("<script>", "</script>", "<img src=x onerror=alert(1)>", "<iframe src=//e>", "<style>", "<!--", "-->"),
        *("<![CDATA[", "<a href='javascript:x'>", "onmouseover=", "<svg/onload=x>", "<math><mtext>", "<table><style>"),
        *(
            "[a](",
            "![a](",
            ")",
            "javascript:",
            "&#106;avascript:",
            "data:text/html,",
            "vbscript:",
            "https://ok.example",
        ),
        *(
            "$",
            "$$",
            "\\frac{1}{2}",
            "\\text{",
            "\\mathrm{",
            "}",
            "</math>",
            "^2",
            "`",
            "``",
            "```\n",
            "~~~\n",
            "    ",
            "\n",
            "\n\n",
            "> ",
            "- ",
            "1. ",
            "# ",
            "## ",
            "|",
            "\n|---|\n",
            "\\",
        ),
        *("[^1]", "[^1]: ", "[x]: ", "[x]", "<", ">", '"', "'", "&", "&lt;", "&quot;", "*", "**", "_", "~~", "\u0000"),
        *("文", "</p>", "<javascript:x>", "\t"),
    ]
)
BODIES = st.lists(FRAGMENTS | st.text(max_size=4), max_size=25).map("".join)


@pytest.mark.soak
@settings(max_examples=examples(1500))
@given(BODIES)
def test_hostile_fragments(body: str) -> None:
    """However hostile fragments are put together, only the allow-list comes out."""
    assert_harmless(render_body(body))


@pytest.mark.soak
@settings(max_examples=examples(1500))
@given(BODIES)
def test_faults_of_hostile_fragments(body: str) -> None:
    """What the site would leave out is found, and at a place that exists."""
    faults = list(body_faults(body, NO_FILES))
    unsafe = [value for _, name, value in parse(render_body(body)).attributes if name == "src" or value == ""]

    assert faults or not unsafe
    for fault in faults:
        assert 0 <= fault.offset <= len(body)


def places(body: str, offset: int) -> tuple[int, int]:
    """Line and column of a character."""
    return body[:offset].count("\n") + 1, offset - body[:offset].rfind("\n")


def wide_table(columns: int, rows: int) -> str:
    """A table whose rows, of which the engine fills up each, give one cell only."""
    return "|a" * (columns - 1) + "\n" + "|-" * (columns - 1) + "\n" + "|x\n" * rows


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ("<https://ok.example> <office@a.example>", []),
        ("[甲](a.html)", [("link", "a.html", 1, 5)]),
        ("[甲](资料.html)", [("link", "资料.html", 1, 5)]),
        ("[甲](#乙)", [("link", "#乙", 1, 5)]),
        ("[甲](//evil.example)", [("link", "//evil.example", 1, 5)]),
        ("[甲](ftp://a.example)", [("link", "ftp://a.example", 1, 5)]),
        (
            "![图](图.png)[甲](javascript:a(1))\n\n[乙](VBScript:b)",
            [("link", "javascript:a(1)", 1, 16), ("link", "VBScript:b", 3, 5)],
        ),
        ("[甲][x]\n\n[x]: javascript:a", [("link", "javascript:a", 3, 6)]),
        ("[甲]()", [("link", "", 1, 5)]),
        ("<javascript:a>", [("link", "javascript:a", 1, 2)]),
        ("水温5~9℃，盐度3~4。[甲](a.html)", [("link", "a.html", 1, 18)]),
        ("![甲](https://a.example/a.png)", [("image", "https://a.example/a.png", 1, 6)]),
        ("![甲](乙.png)", [("image", "乙.png", 1, 6)]),
        ("![图](图.png) [图](%E5%9B%BE.png)", []),
        ("沙漠[19-21](图1a)", [("citation", "[19-21](图1a)", 1, 3)]),
        ("> 甲\n\n乙\n\n" * 50, []),
        ("> 甲\n\n乙\n\n" * 51, [("nesting", "", 1, 1)]),
        (">" * 51, [("nesting", "", 1, 1)]),
        ("甲\n\n" + wide_table(100, 199), []),
        ("甲\n\n" + wide_table(100, 200), [("table", "", 4, 1)]),
        (wide_table(100, 100) + "\n" + wide_table(100, 100), [("table", "", 105, 1)]),
    ],
)
def test_faults(body: str, faults: list[tuple[str, str, int, int]]) -> None:
    """Each link and picture that leads astray is found where it stands."""
    found = [
        (fault.kind, fault.text, *places(body, fault.offset)) for fault in body_faults(body, frozenset({"图.png"}))
    ]

    assert found == faults


def test_a_table_that_would_fill_the_machine_is_not_made() -> None:
    """Twelve kilobytes ask for four million cells: the page gets the text, and at once."""
    assert "<td" not in render_body(wide_table(2_000, 2_000))


def findings(code: str, body: str) -> list[Finding]:
    """What a rule of the body finds."""
    [rule] = [rule for rule in RULES if rule.code == code]
    draft: Any = Draft(Source("", body=body), RECORD, frozenset(), {}, date(2026, 10, 1))
    return list(rule.check(draft, NO_VOCABULARIES))


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("三年<b>试验</b>", [("<b>", 1, 3)]),
        ("`<b>`\n\n```\n<i>\n```\n\n<u>", [("<u>", 7, 1)]),
        ("``a`<b>`` `<i>", [("<i>", 1, 12)]),
        ("```\n未闭合 <b>", []),
        ("~~~\n<b>\n```\n<i>\n~~~\n<u>", [("<u>", 6, 1)]),
        ("x<y，3 <4，a\\<b>\n\n<br/>", [("<br/>", 3, 1)]),
        ("<!-- 甲\n乙 -->\n", [("<!-- 甲", 1, 1)]),
        ("<div\nclass=a>", [("<div⏎class=a>", 1, 1)]),
        ("正文\n\n# 甲", [("##", 3, 1)]),
        ("正文\n\n甲\n=", [("##", 3, 1)]),
        ("> # 甲", [("##", 1, 3)]),
        ("```\n# 甲\n```\n\n## 乙", []),
        ("三年&#x1b;试验&#8238;", [("U+001B", 1, 3), ("U+202E", 1, 11)]),
        ("`&#x1b;` &#65; &#xe000; &#0;", [("U+E000", 1, 16), ("U+FFFD", 1, 25)]),
    ],
)
def test_markup(body: str, found: list[tuple[str, int, int]]) -> None:
    """HTML, first-level headings and codes of characters that must not be there are found; code is none of it."""
    seen = findings("markup", body)

    assert [finding.place for finding in seen] == [(line, column) for _, line, column in found]
    assert all(text in finding.message.zh for (text, _, _), finding in zip(found, seen, strict=True))


def test_footnotes_are_no_fault() -> None:
    """The links that the renderer makes for footnotes are not the author's."""
    body = "电耗[^甲]下降[^b]。\n\n[^甲]: 实测。\n[^b]: 见[标准](https://a.example)。"

    assert list(body_faults(body, NO_FILES)) == []


@pytest.mark.parametrize(
    "seed",
    ["`", "```\n", "<a ", "<!--", "[", "](", "[a](b(", "[\n", "[a]: ", ">", "> # ", "=\n", "a\n=", "*a ", "1*", "甲~"],
)
def test_hostile_bodies_cost_no_time(seed: str) -> None:
    """A body as long as a file may be is checked at once, however it is made."""
    body = (seed * 200_000)[:200_000]
    started = time.process_time()
    faults = list(body_faults(body, NO_FILES))
    found = [*findings("markup", body), *findings("shown", body)]

    assert time.process_time() - started < 8
    assert all(isinstance(fault, BodyFault) for fault in faults)
    assert all(isinstance(finding, Finding) for finding in found)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("## 来历\n\n三年  *试验*，\n有效。\n\n- 甲\n- 乙", "来历\n三年 试验，\n有效。\n甲\n乙"),
        ("| 项 | 值 |\n|---|---|\n| 电 | 47 |", "项\n值\n电\n47"),
        ("1 < 2 &amp;amp; `</script>`", "1 < 2 &amp; </script>"),
        ("约 $10^5$ 与 $$\\frac{1}{2}$$", "约 10^5 与 \\frac{1}{2}"),
        ("![装置](a.png)\n\n[标准](https://a.example)", "标准"),
        ("", ""),
    ],
)
def test_plain_text(body: str, text: str) -> None:
    """Plain text is the words alone, a block a line, entities as the characters that they stand for."""
    assert render_plain(render_body(body)) == text


class Parsed(HTMLParser):
    """The tags and attributes of rendered HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.others: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def handle_decl(self, decl: str) -> None:
        self.others.append(decl)

    def handle_pi(self, data: str) -> None:
        self.others.append(data)


def parse(html: str) -> Parsed:
    parsed = Parsed()
    parsed.feed(html)
    parsed.close()
    return parsed


TAGS = {
    *("h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "blockquote", "pre", "code", "em", "strong", "del", "sup"),
    *("ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "a", "img", "section", "div"),
    *("math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "msub", "msup", "msubsup", "mfrac", "msqrt", "munder"),
    *("mover", "munderover", "mstyle"),
}
ATTRIBUTES = {
    *(("a", "href"), ("a", "rel"), ("a", "id"), ("li", "id"), ("img", "src"), ("img", "alt"), ("ol", "start")),
    *(("a", "title"), ("img", "title")),
    *(("ol", "class"), ("li", "value"), ("math", "display"), ("math", "alttext"), ("mi", "mathvariant")),
    *(("mspace", "width"), ("mo", "stretchy"), ("mo", "fence"), ("mo", "form")),
    *(("th", "align"), ("td", "align"), ("div", "class"), ("div", "tabindex"), ("div", "role"), ("div", "aria-label")),
}
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:")
SCHEMES = {"http:", "https:", "mailto:"}


def assert_harmless(html: str) -> None:
    """Only tags, attributes and addresses of the allow-list, written here a second time on purpose."""
    parsed = parse(html)
    # A browser drops what is not printable before it looks for the scheme.
    addresses = [re.sub("[\0- ]", "", value).lower() for _, name, value in parsed.attributes if name in ("href", "src")]

    assert parsed.tags <= TAGS
    assert {(tag, name) for tag, name, _ in parsed.attributes} <= ATTRIBUTES
    assert parsed.others == []
    assert [value for _, name, value in parsed.attributes if name == "id" and not value.startswith("fn")] == []
    assert {found.group() for address in addresses if (found := SCHEME.match(address))} <= SCHEMES
