"""What authors write is what the page shows: ranges, products, comparisons, paths, addresses, lines."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building import CONTENT
from showcase.authoring.grids import read_grid
from showcase.authoring.manuscript import tidy
from showcase.authoring.rows import Written
from showcase.authoring.tables import load_tables
from showcase.authoring.workbook import render_workbook
from showcase.catalogue.load import Catalogue
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.files.intent import read_intent
from showcase.files.markdown import render_body, render_plain
from showcase.files.source import Tree
from showcase.files.swallowed import find_swallowed
from showcase.outputs.feeds.documents import build_document
from showcase.outputs.search.texts import search_texts
from showcase.schema.notation.placeholders import is_placeholder
from showcase.schema.vocabulary_files import load_vocabularies

VOCABULARIES = load_vocabularies(CONTENT.parent)[0]


def shown(body: str) -> str:
    """The page's HTML without what every link has."""
    return render_body(body).replace(' rel="nofollow noopener noreferrer"', "")


@pytest.mark.parametrize(
    "text",
    [
        *("水温10~20℃，盐度25~30", "5~10~15", "5~~10℃，20~~30℃", "约~5，~6", "H~2~O"),
        *(
            "5*3*2 m",
            "长5*宽3*高2",
            "长*宽*高",
            "体积=长*宽*高，面积=长*宽",
            "a*b，c*d",
            "（5*3）*2*4",
            "2**10 与 3**4",
        ),
        *("2**3，是", "0**0", "a**b**c", "x**2+y**2", "5**3**2 m", "产量5.2*，6.3**，7.4***", "__init__", "5 *2* 3"),
        *("*P<0.05，**P<0.01", "0.85*，0.92**", "P<0.05（*），P<0.01（**）", "DP*3*型"),
        *("> 95%的样品合格", ">=90%", ">5 MPa", "> -20℃", ">> 10倍", "> ±5", "<5℃，x<y，y>z"),
        *("2026. 年产值", "0. 5 MPa", "1000. 台", "#1机组", "-20℃至-5℃", "+5%", "a_b_c，K_a、K_b"),
        *("D:\\data\\_raw\\*.csv", "\\\\server\\_share", "3\\%", "价5$，总价6$。", "$5 到 $6", "US$5，HK$6"),
        *(
            "[注]: 见附录",
            "[^1]: 无人引用",
            "1,3-丙二醇",
            "10^5 与 10^-3",
            "5'×3\"",
            "|x|=5，|y|=6",
            "ftp://a.example/b",
            "<_< >_>",
        ),
    ],
)
def test_signs_stay(text: str) -> None:
    """Every sign of a figure, a product or a path stands on the page as in the source, wherever the text stands."""
    for body in (text, f"- {text}", f"## 标题\n\n前文。\n\n{text}\n\n后文。"):
        assert text in render_plain(render_body(body)), body


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("**标签：**正文", "<p><strong>标签：</strong>正文</p>"),
        ("这是**“免维护”**设计", "<p>这是<strong>“免维护”</strong>设计</p>"),
        ("这是*重点*，这是*3D*打印", "<p>这是<em>重点</em>，这是<em>3D</em>打印</p>"),
        ("~~旧~~值", "<p><del>旧</del>值</p>"),
        ("> 引文说\n> 95%以上", "<blockquote>\n<p>引文说\n95%以上</p>\n</blockquote>"),
        ("> 2025年，公司", "<blockquote>\n<p>2025年，公司</p>\n</blockquote>"),
        ("> 1. 甲", "<blockquote>\n<ol>\n<li>甲</li>\n</ol>\n</blockquote>"),
        ("见https://a.example/b。中文", '<p>见<a href="https://a.example/b">https://a.example/b</a>。中文</p>'),
        ("（https://a.example/b）", '<p>（<a href="https://a.example/b">https://a.example/b</a>）</p>'),
        ("www.a.example中文", '<p><a href="http://www.a.example">www.a.example</a>中文</p>'),
        ("（1）甲\n（2）乙", "<p>（1）甲<br>\n（2）乙</p>"),
        ("A. 甲\nb、乙", "<p>A. 甲<br>\nb、乙</p>"),
        ("[1] 甲\n[2] 乙，见\n[3]。", "<p>[1] 甲<br>\n[2] 乙，见\n[3]。</p>"),
        ("1.1 甲\n1.2 乙", "<p>1.1 甲<br>\n1.2 乙</p>"),
        ("由 1.2 米增至\n1.5 米，\n2.5 倍于前", "<p>由 1.2 米增至\n1.5 米，\n2.5 倍于前</p>"),
        ("一、甲\n二、乙\n丙", "<p>一、甲<br>\n二、乙\n丙</p>"),
        ("    第一段。\n    第二段。", "<p>第一段。<br>\n第二段。</p>"),
        ("2**3，是**重点**", "<p>2**3，是<strong>重点</strong></p>"),
        ("名称：甲\n型号：乙\n丙", "<p>名称：甲<br>\n型号：乙\n丙</p>"),
        (
            "从别处粘贴过来、每行都在中间断开的一段长文\n字，照一段显示。",
            "<p>从别处粘贴过来、每行都在中间断开的一段长文字，照一段显示。</p>",
        ),
        ("*首先，注意*这一点", "<p><em>首先，注意</em>这一点</p>"),
        ("（_注_）", "<p>（<em>注</em>）</p>"),
        ("$E_{in} \\thickapprox E $", "<p><code>$E_{in} \\thickapprox E$</code></p>"),
        ("$\\begin{x}a&*\\\\0*\\end{x}$", "<p><code>$\\begin{x}a&amp;*\\\\0*\\end{x}$</code></p>"),
        ("## C #", "<h2>C #</h2>"),
        ("## 甲 ##", "<h2>甲</h2>"),
        ("`5~6` ~7~", "<p><code>5~6</code> ~7~</p>"),
        ("```\n5*3*2 ~1~\n```", "<pre><code>5*3*2 ~1~\n</code></pre>"),
        ("[甲][x]\n\n[x]: https://a.example", '<p><a href="https://a.example">甲</a></p>'),
    ],
)
def test_rendered_as_meant(body: str, html: str) -> None:
    """What is unambiguous is rendered as its author meant it; what is Markdown stays Markdown."""
    assert shown(body) == html


NUMBER = st.one_of(
    st.integers(0, 10_000).map(str),
    st.decimals(0, 999, places=2).map(str),
    st.sampled_from(["1,200", "0.05", "10^5", "10^-3", "½", "３０"]),
)
UNIT = st.sampled_from(["", "%", "℃", "mm", " MPa", "m³", "μm", "万元", "° ", "kW·h", "次/年"])
JOINT = st.sampled_from(
    [
        "~",
        "～",
        "-",
        "–",
        "—",
        "至",
        "*",
        "×",
        " * ",
        "/",
        "±",
        "+",
        "=",
        ">",
        "<",
        "≥",
        "≤",
        ">=",
        "<=",
        ":",
        "^",
        "~~",
    ]
)
WORD = st.sampled_from(
    [
        "水温",
        "盐度",
        "，长*宽*高，",
        "pH",
        "P",
        "（*）",
        "提高",
        "标签：",
        "“甲”",
        "x_1",
        "A",
        "，",
        "。",
        "；",
        "、",
        " ",
        "#3",
    ]
)
MEASURE = st.tuples(NUMBER, UNIT).map("".join)
RANGE = st.tuples(MEASURE, JOINT, MEASURE).map("".join)
POWER = st.tuples(st.sampled_from("0123459xab"), st.sampled_from("0123459nbc")).map("**".join)
PRODUCT = st.lists(MEASURE, min_size=2, max_size=4).map("*".join)
CLAUSE = st.lists(st.one_of(WORD, MEASURE, RANGE, PRODUCT, POWER), min_size=1, max_size=8).map("".join)
PREFIX = st.sampled_from(
    ["", "", "", "> ", ">", ">=", "<", "- ", "2026. ", "1. ", "（1）", "±", "+", "-", "## ", "    "]
)
LINES = st.lists(st.tuples(PREFIX, CLAUSE), min_size=1, max_size=5)
_FIGURES = re.compile(r"[0-9０-９½.,%℃±×^μ³°<≥≤～~*=+]")


def figures(text: str) -> str:
    """The numerals and signs of a text, in order; two asterisks are bold type or none of its figures."""
    return "".join(_FIGURES.findall(text.replace("**标签：**", "")))


def test_figures_never_change(catalogue: Catalogue, tmp_path: Path) -> None:
    """The numerals and signs of a thousand bodies, the same on every machine, stand line by line in page, document of
    the API and text of the search as in the source; a workbook of all of them gives every body back."""
    [entry, *_others] = [entry for entry in catalogue.entries if entry.kind == "achievement"]
    views = Views(catalogue, Site("示例", "https://m.example/", ""))
    bodies: list[str] = []

    @settings(max_examples=1000, derandomize=True)
    @given(LINES, st.sampled_from(["\n", "\n\n"]))
    def look(lines: list[tuple[str, str]], joint: str) -> None:
        body = joint.join(prefix + clause for prefix, clause in lines)
        written = replace(entry, source=replace(entry.source, body=body))
        plain = search_texts(written)["body"]
        document = json.loads(build_document(written, views).model_dump_json())

        assert document["body_markdown"] == body.strip()
        assert figures(plain) == figures(html.unescape(re.sub(r"<[^>]*>", "", document["body_html"])))
        assert document["body_html"] == render_body(body)
        for prefix, clause in lines:
            assert figures(clause) in figures(plain)
            if (prefix in (">=", "<", "±", "+") and clause[:1].isnumeric()) or (
                prefix in ("> ", ">") and NUMERAL.match(clause)
            ):
                assert figures(prefix.strip(" >") + clause) in figures(plain)
        if not is_placeholder(body):  # which a sheet takes for nothing, and says so
            bodies.append(tidy(body))

    look()
    assert came_back(bodies, entry.source.data, tmp_path / "out.xlsx") == bodies


def came_back(bodies: list[str], data: dict[str, Tree], path: Path) -> list[str]:
    """The bodies of a workbook of records, as an import reads them."""
    written = [Written(data, body) for body in bodies]
    path.write_bytes(render_workbook({"achievement": written}, VOCABULARIES, date(2026, 9, 21)))
    [table, *_others] = load_tables(path)[0]
    grid, _problems = read_grid(table)
    assert grid is not None
    return [tidy(row.body or "") for row in grid.rows(VOCABULARIES)]


NUMERAL = re.compile(r"[0-9０-９]+(?:[.,][0-9]+)*(?!\d|[.、）)年月日号])")


@pytest.mark.parametrize(
    "body",
    [
        *("> 95%的样品合格。\n> 80%优。", "5*3*2~3 m", "**标签：**10~20℃", "C:\\_a"),
        *(
            "公式 $\\text{&lt;script&gt;}$ 与正文。",
            "写作 `&lt;b&gt;` 的。",
            "写作 \\&lt; 的。",
            "```\n&le;&amp;\n```\n小于 &lt; 的。",
        ),
    ],
)
def test_nothing_is_told_of_what_is_shown(body: str) -> None:
    """What the page shows as it was written needs no word."""
    assert list(find_swallowed(read_intent(body), render_plain(render_body(body)))) == []


def test_what_is_lost_behind_a_reference_is_told_at_its_line() -> None:
    """A reference that shows nothing is told of where it stands, with the line that holds it."""
    found = list(find_swallowed(read_intent("第一行。\n\n条件 &lt; 5。"), "第一行。条件5。"))

    assert [(one.text, one.offset) for one in found] == [("条件 &lt; 5。", 6)]
