"""Vocabularies live: names and codes that terms had keep working, and `showcase term` changes all they touch."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from building import REPOSITORY
from fed import made_feeds
from showcase.authoring.choices import code_of, offered
from showcase.authoring.term_file import TermFile
from showcase.catalogue.load import load
from showcase.cli import main
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.outputs.pages.render import Renderer, render_former
from showcase.outputs.search.columns import build_facets
from showcase.schema.names import bare, nearest, proposed_name
from showcase.schema.shapes import shapes
from showcase.schema.vocabulary_files import load_vocabularies
from tree import RECORD, RECORD_PATH, put

FORCES = "content/vocabularies/task-forces.yml"


def term(root: Path, *arguments: str, yes: bool = True) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        return CliRunner().invoke(main, ["term", *arguments, *(["--yes"] if yes else [])])


def code(root: Path, text: str, field: str = "task_force") -> str:
    return code_of(text, shapes("achievement")[field], load_vocabularies(root)[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("第一服务专班（待核）", "第一服务专班"),
        ("第一服务专班 (待核)", "第一服务专班"),
        ("优势产业（待核）一", "优势产业一"),
        ("中国石油大学(华东)", "中国石油大学（华东）"),
        ("ＡＩ 研究院", "ai研究院"),
    ],
)
def test_what_counts_of_a_name(one: str, other: str) -> None:
    """Neither the mark 待核 nor blanks, widths and case tell two names apart."""
    assert bare(one) == bare(other)


@pytest.mark.parametrize("slip", ["第七服务专班", "第服务专班", "第十二服务专班", "第壹服务专班"])
def test_numbered_names_are_never_guessed(slip: str) -> None:
    """Of names that only a number tells apart none is proposed for another; a slip beside the number still is."""
    forces = [f"第{number}服务专班" for number in "一二三四五六"]

    assert nearest(slip, forces) is None
    assert nearest("第三服务专般", forces) == "第三服务专班"
    assert nearest(slip, [f"{force}（待核）" if force[1] != "二" else force for force in forces]) is None
    assert nearest("tf-7", [f"tf-{number}" for number in range(1, 7)]) is None
    assert nearest("opne", ["open", "paused"]) == "open"


def test_a_verified_name_is_known_by_its_former_ones(tree: Path) -> None:
    """After 待核 has become an official name, sheets with the old label, marked or not, mean the same term."""
    result = term(tree, "verify", "task-forces", "第一服务专班", "--label", "示例海洋装备专班", "--source", "通知附件")

    assert result.exit_code == 0, result.output
    for name in ("第一服务专班（待核）", "第一服务专班", "示例海洋装备专班", "示例海洋装备专班（tf-1）", "tf-1"):
        assert code(tree, name) == "tf-1"
    forces = load_vocabularies(tree)[0].task_forces
    assert (forces["tf-1"].verified, forces["tf-1"].source) == (True, "通知附件")


def test_a_former_code_stays_good_in_files_and_ids(tree: Path) -> None:
    """A record that holds the code of former days is sound and has that of today; so is an id with an agency's."""
    put(tree, RECORD_PATH)
    assert term(tree, "rename", "agencies", "lanhai", "--code", "bluesea").exit_code == 0
    put(tree, RECORD_PATH)  # as a branch of former days has it

    catalogue = load(tree)

    assert not catalogue.errors
    assert [entry.record.agency for entry in catalogue.entries] == ["bluesea"]


def test_a_code_changes_wherever_it_is_named(tree: Path) -> None:
    """Terms of other vocabularies and records name the new code; comments and other lines stay."""
    put(tree, RECORD_PATH)
    before = {path: path.read_text("utf-8") for path in (tree / "content").rglob("*") if path.is_file()}

    result = term(tree, "rename", "districts", "370212", "--code", "laoshan")

    assert result.exit_code == 0, result.output
    changed = {path.name for path, text in before.items() if path.read_text("utf-8") != text}
    named = {path.name for path, text in before.items() if "370212" in text}
    assert changed == named
    assert not load(tree).errors


def test_it_says_what_it_touches_and_writes_nothing_unasked(tree: Path) -> None:
    """Without a yes nothing is written; records and addresses are counted first."""
    put(tree, RECORD_PATH)
    before = (tree / FORCES).read_text("utf-8")

    result = term(tree, "retire", "task-forces", "tf-1", yes=False)

    assert "牵动记录 1 条：a2026-lanhai-001" in result.output
    assert "/task-force/tf-1/" in result.output
    assert "还没有写入" in result.output
    assert (tree / FORCES).read_text("utf-8") == before


def test_a_retired_term_is_kept_and_offered_no_more(tree: Path) -> None:
    """Records that have it stay sound; forms and sheets do not offer it; merged into another it means that one."""
    put(tree, RECORD_PATH)
    assert term(tree, "retire", "task-forces", "tf-1").exit_code == 0
    shape = shapes("achievement")["task_force"]

    assert not load(tree).errors
    assert "tf-1" not in offered(shape, load_vocabularies(tree)[0])
    assert term(tree, "retire", "task-forces", "tf-1", "--into", "tf-2").exit_code == 0
    assert [entry.record.task_force for entry in load(tree).entries] == ["tf-2"]
    assert code(tree, "第一服务专班（待核）") == "tf-2"


def test_a_proposed_name_waits_for_the_editor(tree: Path) -> None:
    """新增：… is told apart from a mistake; once the editor has added or mapped the name it means that term."""
    put(tree, RECORD_PATH, re.sub("(?m)^holder:.*", "holder: 新单位：示例生态研究所", RECORD))
    [problem] = load(tree).errors

    assert (problem.code, problem.stops) == ("proposed-term", False)
    assert "showcase term add institutions 代码 示例生态研究所" in str(problem.hint and problem.hint.zh)
    assert term(tree, "map", "institutions", "示例生态研究所", "yuyan").exit_code == 0
    assert code(tree, "新增：示例生态研究所", "holder") == "yuyan"
    assert proposed_name("新研究院：名") == ""


def test_wrong_changes_are_refused_in_words(tree: Path) -> None:
    """A name or a code that is another term's, an unknown term, a missing field: each is said, nothing is written."""
    for arguments, words in (
        (("rename", "task-forces", "tf-1", "--label", "第二服务专班"), "已经是 tf-2"),
        (("rename", "task-forces", "tf-9", "--label", "某某"), "没有“tf-9”"),
        (("add", "institutions", "ouc2", "示例新大学"), "--set kind="),
        (("add", "agencies", "Blue-Sea", "示例机构"), "代码只用小写字母"),
        (("add", "agencys", "x", "y"), "没有词表"),
    ):
        result = term(tree, *arguments)
        assert (result.exit_code, words in result.output) == (2, True), result.output


@pytest.mark.parametrize(
    "text",
    [
        "label: 甲\nlabel_en: A\nterms: []  # 空\n",
        "label: 甲\nlabel_en: A\nterms:\n",
        "label: 甲\nlabel_en: A\nterms: [{code: a, label: 一}]\n",
        "label: 甲\nlabel_en: A\nterms:\n  # 第一\n  - code: a\n    label: 一  # 说明\n",
        "label: 甲\r\nlabel_en: A\r\nterms:\r\n- {code: a, label: 一}\r\n",
        "label: 甲\nlabel_en: A\nterms:\n  - {code: a, label: 一}",
    ],
)
def test_a_term_is_added_however_the_file_is_written(text: str) -> None:
    """Brackets, lines, an empty list, Windows line ends: the term is there, and no other line has changed."""
    if text.endswith("terms:\n"):
        text = text.replace("terms:", "terms: []")
    file = TermFile(text)
    file.add({"code": "b", "label": "二：新", "demo": "true"})
    file.put(("terms", file.number("b"), "former"), ["乙"])

    assert file.terms[-1] == {"code": "b", "label": "二：新", "demo": "true", "former": ["乙"]}
    assert [line for line in text.splitlines() if "#" in line and "[]" not in line] == [
        line for line in file.text.splitlines() if "#" in line and "{code: b" not in line and "terms:" not in line
    ]
    file.remove("b")
    assert [entry["code"] for entry in file.terms] == (["a"] if "code: a" in text else [])


def test_an_empty_vocabulary_is_sound_and_a_missing_list_says_what_to_write(tree: Path) -> None:
    """`terms: []` is a vocabulary; a file without terms is told how to write them."""
    path = tree / "content/vocabularies/institutions.yml"
    path.write_text("label: 持有单位\nlabel_en: Institutions\nterms: []\n", "utf-8")
    assert not load_vocabularies(tree)[1]
    path.write_text("label: 持有单位\nlabel_en: Institutions\n", "utf-8")
    [problem] = load_vocabularies(tree)[1]
    assert "terms: []" in problem.sentence("zh")


def test_addresses_with_a_former_code_lead_on(tree: Path) -> None:
    """Lists lead to their new address, feeds and documents stand at the former one too, the search knows the code."""
    put(tree, RECORD_PATH)
    assert term(tree, "rename", "industries", "ai", "--code", "machine-minds").exit_code == 0
    views = Views(load(tree, date(2026, 10, 1)), Site("测试目录", "https://market.example/", ""))
    files = made_feeds(views)
    pages = {page.path: page for page in render_former(Renderer(REPOSITORY / "theme", views))}

    for former in ("feeds/industry/{}.json", "api/v1/supply/{}.json"):
        assert files[former.format("ai")] == files[former.format("machine-minds")]
    assert pages["industry/ai/"].moved_to == "industry/machine-minds/"
    assert 'href="../../../supply/industry/machine-minds/"' in pages["supply/industry/ai/"].content
    [facet] = [facet for facet in build_facets(views.catalogue) if facet.name == "industry"]
    assert facet.renamed == {"ai": "machine-minds"}
