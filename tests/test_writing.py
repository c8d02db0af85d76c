"""Records written and edited: what is read back, what is touched, what stays."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from drawn import KINDS, RECORDS, TEXTS, kind_of, records, values
from showcase.authoring.edits import edit, format_text, plain, with_body
from showcase.authoring.manuscript import parse_manuscript, render_record
from showcase.files.source import Tree, load_source
from showcase.files.yaml_tree import parse_tree
from showcase.schema.records import MODELS, Kind
from showcase.schema.shapes import shapes
from tree import CORPUS


def changed_lines(old: str, new: str) -> list[str]:
    """The lines that a diff shows, with their sign."""
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_what_is_written_is_read_back(kind: Kind, data: st.DataObject) -> None:
    """Whatever the texts, a rendered record holds the same data and is in canonical form already."""
    record = data.draw(records(kind))
    text = render_record(kind, record, "## 正文\n\n一段。")
    manuscript = parse_manuscript(text)

    assert plain({"industries": [], "marine_sectors": []} | record) == plain(manuscript.data)
    assert manuscript.content == "## 正文\n\n一段。"
    assert text == format_text(text, kind)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_an_edit_touches_its_field_only(kind: Kind, data: st.DataObject) -> None:
    """After any change of one field the data is as wished and no line of another field differs."""
    record = data.draw(records(kind))
    name = data.draw(st.sampled_from(sorted(shapes(kind))))
    value = data.draw(
        values(shapes(kind)[name]) | st.none() if not shapes(kind)[name].required else values(shapes(kind)[name])
    )
    text = render_record(kind, record, "正文")
    before = parse_manuscript(text)
    after = edit(before, kind, {name: value})
    wished = {key: item for key, item in before.data.items() if key != name} | ({} if value is None else {name: value})

    assert plain(wished) == plain(parse_manuscript(after.text).data)
    for part in before.parts:
        if part.name != name:
            assert after.part(part.name).text == part.text  # type: ignore[union-attr]
    assert after.body == before.body


def test_parts_are_the_file() -> None:
    """Cut into parts and joined again a file is the same; formatting keeps its data and its body's words."""
    wrong = []
    for path in RECORDS:
        text = path.read_text(encoding="utf-8")
        tidy = format_text(text, kind_of(path))
        content = [parse_manuscript(form).content for form in (text, tidy)]
        if (parse_manuscript(text).text, format_text(tidy, kind_of(path)), content[1]) != (text, tidy, content[0]):
            wrong.append(path.name)

    assert len(RECORDS) > 10
    assert not wrong, "\n".join(wrong)


COMMENTED = """\
---
# 由启航中心填写

# 编号按年
id: a2026-lanhai-001   # 不改
title: '耐压  # 不是注释'
keywords: [甲, "乙"]  # 两个
price:
  mode: range   # 已谈
  min: 80
  max: 150
advantages:
  # 中试的数
  - {metric: 深度, value: "6000", unit: m}   # 现场
  - metric: 重量
    value: "142"
    # 不含外壳
  # 其余待补

# 状态由市场改
status: open
# 完
---


正文  \u0020
"""


def test_set_a_nested_value_in_place() -> None:
    """One number changes, everything around it stays."""
    manuscript = parse_manuscript(COMMENTED)
    after = edit(manuscript, "achievement", {"price": {"mode": "range", "min": "80", "max": "120.5"}})

    assert changed_lines(COMMENTED, after.text) == ["-  max: 150", "+  max: 120.5"]


@pytest.mark.parametrize("words", [["乙", "丙", "甲"], ["甲", "丙", "乙"], ["丙", "甲", "甲"]])
def test_items_in_brackets_change_their_places(words: list[str]) -> None:
    """A list on one line stays on its line, whatever moves in it."""
    before = parse_manuscript("---\nkeywords: [甲, 乙, 丙]\n---\n")

    assert edit(before, "achievement", {"keywords": words}).text == f"---\nkeywords: [{', '.join(words)}]\n---\n"


def test_items_come_and_go_by_their_lines() -> None:
    """A list that has an item a line loses and gains lines."""
    items: list[Tree] = parse_manuscript(COMMENTED).data["advantages"]  # type: ignore[assignment]
    after = edit(
        parse_manuscript(COMMENTED),
        "achievement",
        {"advantages": [{"metric": "深度", "value": "7000", "unit": "m"}, {"metric": "寿命", "value": "10"}, items[1]]},
    )

    assert changed_lines(COMMENTED, after.text) == [
        '-  - {metric: 深度, value: "6000", unit: m}   # 现场',
        '+  - {metric: 深度, value: "7000", unit: m}   # 现场',
        '+  - {metric: 寿命, value: "10"}',
    ]
    assert changed_lines(
        COMMENTED, edit(parse_manuscript(COMMENTED), "achievement", {"advantages": items[:1]}).text
    ) == [
        "-  - metric: 重量",
        '-    value: "142"',
    ]


def test_a_new_field_stands_in_its_place() -> None:
    """A field goes behind the last one that comes before it, and takes no comment of its neighbours."""
    after = edit(parse_manuscript(COMMENTED), "achievement", {"trl": "6", "summary": "一句话"})

    assert changed_lines(COMMENTED, after.text) == ["+summary: 一句话", "+trl: 6"]
    assert after.text.index("trl: 6") < after.text.index("price:")


def test_comments_survive_what_rewrites_a_value() -> None:
    """Where a value cannot be changed in place, the comments inside it go above it."""
    after = edit(parse_manuscript(COMMENTED), "achievement", {"advantages": [], "price": {"mode": "negotiable"}})

    assert after.text.count("#") == COMMENTED.count("#")
    assert after.data["price"] == {"mode": "negotiable"}
    assert after.data["advantages"] == []


def test_a_field_goes_and_its_comment_stays() -> None:
    """What stands above a field that is taken out may speak of more than the field."""
    after = edit(parse_manuscript(COMMENTED), "achievement", {"status": None})

    assert changed_lines(COMMENTED, after.text) == ["-status: open"]


def test_fmt_of_comments() -> None:
    """Fields move with their comments; a field with comments inside keeps its form."""
    assert (
        format_text(COMMENTED, "achievement")
        == """\
---
# 由启航中心填写

# 编号按年
id: a2026-lanhai-001   # 不改
title: "耐压  # 不是注释"

# 状态由市场改
status: open
keywords: [甲, 乙]  # 两个
advantages:
  # 中试的数
  - {metric: 深度, value: "6000", unit: m}   # 现场
  - metric: 重量
    value: "142"
    # 不含外壳
  # 其余待补
price:
  mode: range   # 已谈
  min: 80
  max: 150
# 完
---

正文
"""
    )


@pytest.mark.parametrize(
    "front",
    [
        "{id: a2026-lanhai-001, status: open, keywords: [a, b]}  # 备注\n",
        "  id: a2026-lanhai-001\n  # 备注\n  status: open\n  keywords: [a, b]\n",
        "\n\nid: a2026-lanhai-001\nstatus: >-\n  open\n# 备注\nkeywords:\n- a\n- b\n",
        "id: a2026-lanhai-001\nstatus:\n  open\nkeywords: [a,  # 备注\n  b]\n",
    ],
    ids=["in brackets", "indented", "a list without indent", "over lines"],
)
def test_whatever_form_yaml_allows(front: str) -> None:
    """Forms that nobody is asked to write are edited and formatted without loss."""
    text = f"---\n{front}---\n正文\n"
    after = edit(parse_manuscript(text), "achievement", {"status": "paused", "keywords": ["a", "c", "b"]})

    assert plain(parse_manuscript(after.text).data) == {
        "id": "a2026-lanhai-001",
        "status": "paused",
        "keywords": ["a", "c", "b"],
    }
    assert "# 备注" in after.text
    assert "# 备注" in format_text(text, "achievement")


def test_whatever_can_be_read(tmp_path: Path) -> None:
    """Every file of the corpus that can be read is formatted to the same data, once and for all."""
    wrong = []
    for path in sorted(CORPUS.glob("*/*.md")):
        copy = tmp_path / path.name
        copy.write_bytes(path.read_bytes())
        source = load_source(tmp_path, copy)
        if source.problems:
            continue
        text = path.read_bytes().decode()
        tidy = format_text(text, "achievement")
        read = [plain(data) for data in (parse_manuscript(text).data, source.data, parse_manuscript(tidy).data)]
        if read != read[:1] * 3 or tidy != format_text(tidy, "achievement"):
            wrong.append(path.name)

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ('title: "   "\nid: x\n', "id: x\ntitle:\n"),
        ("status: open\n\n# 编号\nid: x\n", "# 编号\nid: x\nstatus: open\n"),
        ('"": a\n"# b": c\n', '"": a\n"# b": c\n'),
        ("summary: |  # 两行\n  一\n  二\n", "summary: |  # 两行\n  一\n  二\n"),
        ("summary: >-\n  一\n  二\n", "summary: 一二\n"),
    ],
    ids=["blanks only", "a blank line first", "odd keys", "a comment beside a block of text", "a folded text"],
)
def test_odd_fronts(front: str, expected: str) -> None:
    """Oddities keep what they say and come to rest after one run."""
    tidy = format_text(f"---\n{front}---\n", "achievement")

    assert tidy == f"---\n{expected}---\n"
    assert format_text(tidy, "achievement") == tidy


def test_line_ends_and_byte_order_mark_stay() -> None:
    """A file from Windows keeps its line ends while it is edited; formatting makes them those of the others."""
    text = "\ufeff" + COMMENTED.replace("\n", "\r\n")
    changes: dict[str, Tree] = {"trl": "6", "title": "另一个名称", "advantages": [{"metric": "深度", "value": "1"}]}
    after = edit(parse_manuscript(text), "achievement", changes)
    plain_after = edit(parse_manuscript(COMMENTED), "achievement", changes)

    assert after.text == "\ufeff" + plain_after.text.replace("\n", "\r\n")
    assert format_text(text, "achievement") == format_text(COMMENTED, "achievement")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_another_body(newline: str) -> None:
    """A new body stands where the old one stood; without one it is set off by a blank line."""
    text = "---\nid: x\n---\n\n\n## 一\n\n二\n\n\n".replace("\n", newline)

    assert with_body(parse_manuscript(text), "## 一\n\n三").text == text.replace("二", "三")
    assert with_body(parse_manuscript(text), "## 一\n\n二").text == text
    assert with_body(parse_manuscript(f"---{newline}id: x{newline}---{newline}"), "三").text.split(newline)[3:] == [
        "",
        "三",
        "",
    ]


def test_every_field_has_its_place() -> None:
    """Fields come in the order in which authors read them, whichever the model has."""
    for kind in KINDS:
        assert set(shapes(kind)) == set(MODELS[kind].model_fields)
        assert list(shapes(kind))[:2] == ["id", "title"]


@given(TEXTS)
def test_a_text_is_the_same_in_brackets_and_outside(text: str) -> None:
    """Quotes stand wherever YAML would read something else."""
    record = {"title": text, "keywords": [text], "budget": {"mode": text}}
    tree = parse_tree(render_record("demand", record, "")[4:-4])

    assert isinstance(tree, dict)
    assert (tree["title"], tree["keywords"], tree["budget"]) == (text.strip(), [text.strip()], {"mode": text.strip()})


@example("1e5")
@example("0o17")
@example("09")
@given(st.from_regex(r"[-+.0-9][0-9_]{0,3}[.:exob,_+-]?[0-9a-fA-F]{0,3}", fullmatch=True) | TEXTS)
def test_every_reader_of_yaml_reads_the_same_text(text: str) -> None:
    """What looks like a number, a day or a truth to readers of YAML 1.1 or of 1.2 is quoted."""
    front = render_record("demand", {"title": text, "keywords": [text], "budget": {"mode": text}}, "")[4:-4]
    for read in (yaml.safe_load, YAML(typ="safe", pure=True).load):
        tree = read(front)

        assert [tree["title"], *tree["keywords"], tree["budget"]["mode"]] == [text.strip()] * 3


EXPLAINED = """\
---
# 所处阶段（必填）：从前的说明
stage: pilot
# 我们自己的话
# 报价（选填）：从前的说明
price: {mode: negotiable}
---
"""


def test_comments_come_and_go_with_their_fields() -> None:
    """A field taken out takes its own comment along and no other; one put into such a file gets its own."""
    without = edit(parse_manuscript(EXPLAINED), "achievement", {"price": None}).text
    added = edit(parse_manuscript(without), "achievement", {"trl": "6"}).text

    assert without == "---\n# 所处阶段（必填）：从前的说明\nstage: pilot\n# 我们自己的话\n---\n"
    assert added == without.replace("# 我", f"{shapes('achievement')['trl'].comment}trl: 6\n# 我")
