"""`showcase new`: asked for or given, a record is written that check takes."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from building import git
from showcase.catalogue.serials import Serials
from showcase.cli import main
from tree import RECORD, RECORD_PATH, put

FLAGS = [
    *("achievement", "--title", "刺参养殖循环水脱氮填料", "--agency", "lanhai", "--task-force", "tf-1"),
    *("--summary", "以可缓释碳源的填料在同一塔内完成硝化和反硝化，换水量降到每天5%。", "--stage", "中试"),
    *("--marine-sectors", "现代渔业", "--keywords", "刺参、循环水", "--contract-types", "技术许可、service"),
    *("--disclosure", "{by: 海滨大学科技处, date: 2026-09-20}", "--holder", "haida", "--set", "ip=[]"),
    *("--advantages", "{metric: 去除率, value: 92, unit: '%'}", "--as-of", "2026-10-01"),
]
ANSWERS = {
    "title": "刺参养殖循环水脱氮填料",
    "title_en": "",
    "summary": "以可缓释碳源的填料在同一塔内完成硝化和反硝化，换水量降到每天5%。",
    "summary_en": "",
    "status": "",
    "published": "",
    "industries": "",
    "marine_sectors": "现代渔业",
    "keywords": "刺参、循环水",
    "contract_types": "许可 技术服务",
    "task_force": "1",
    "agency": "lanhai",
    "contact": "\n\n\n",
    "disclosure": "海滨大学科技处\n2026-09-20",
    "holder": "haida",
    "stage": "zhongshi",
    "trl": "",
    "advantages": "去除率\n92\n%\n\n",
    "applications": "",
    "ip": "",
    "price": "",
    "venture": "",
    "financing": "",
    "sources": "",
}


def new(root: Path, *arguments: str, answers: str | None = None) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        return CliRunner().invoke(main, ["new", *arguments], input=answers)


def without_comments(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("# "))


def typed(**changes: str) -> str:
    """What somebody types who is asked for an achievement."""
    return "".join(f"{answer}\n" for answer in (ANSWERS | changes).values())


def test_from_flags(tree: Path) -> None:
    """All required fields as options: no question, a commented file that check takes."""
    result = new(tree, *FLAGS)
    text = (tree / "content/achievements/2026/a2026-lanhai-001.md").read_text(encoding="utf-8")

    assert result.exit_code == 0, result.output
    assert "# 名称（必填）：4–60 字，纯文字，说清是什么\ntitle: 刺参养殖循环水脱氮填料\n" in text
    assert without_comments(text).startswith(
        "---\nid: a2026-lanhai-001\ntitle: 刺参养殖循环水脱氮填料\n"
        "summary: 以可缓释碳源的填料在同一塔内完成硝化和反硝化，换水量降到每天5%。\n"
        "status: open\npublished: 2026-10-01\n"
        "industries: []\nmarine_sectors: [modern-fishery]\nkeywords: [刺参, 循环水]\n"
        "contract_types: [licensing, service]\ntask_force: tf-1\nagency: lanhai\n"
        "disclosure: {by: 海滨大学科技处, date: 2026-09-20}\nholder: haida\nstage: pilot\n"
        'advantages:\n  - {metric: 去除率, value: "92", unit: "%"}\nip: []\n---\n\n## 解决什么问题\n'
    )


def test_asked_or_given_the_file_is_the_same(tree: Path) -> None:
    """The conversation leads to the file that the options give."""
    path = tree / "content/achievements/2026/a2026-lanhai-001.md"
    new(tree, *FLAGS)
    given = path.read_text(encoding="utf-8")
    path.unlink()
    result = new(tree, "achievement", "--as-of", "2026-10-01", answers=typed())

    assert result.exit_code == 0, result.output
    assert path.read_text(encoding="utf-8") == given


def test_a_name_that_is_not_listed_is_proposed(tree: Path) -> None:
    """An institution that the vocabulary lacks is written down for the editor, asked or given; a slip is not."""
    path = tree / "content/achievements/2026/a2026-lanhai-001.md"
    asked = new(tree, "achievement", "--as-of", "2026-10-01", answers=typed(holder="海洋某某所\n新增:某某 研究院"))
    text = path.read_text(encoding="utf-8")
    path.unlink()
    given = new(tree, *FLAGS, "--holder", "新增：某某 研究院")

    assert asked.exit_code == given.exit_code == 0, asked.output + given.output
    assert "没有对应的选项" in asked.output
    assert "error[proposed-term]" in asked.output
    assert "holder: 新增：某某 研究院\n" in text
    assert path.read_text(encoding="utf-8") == text
    path.unlink()
    assert new(tree, *FLAGS, "--holder", "海洋某某所").exit_code == 1


def test_a_demand(tree: Path) -> None:
    """Demands are asked for by their own fields; the kind can be chosen."""
    put(tree, "body.md", "## 现状\n\n网衣清洗全靠人工。\n")
    answers = (
        "2\n深远海网箱网衣清洗\n\n每月清洗一次网衣，要能在两米浪高下作业，少用潜水员，成本降三成以上。\n\n\n2026-09-30\n\n3\n"
        "网箱\n技术开发\n1\n蓝海\n\n\n\n\n潮生服务公司\n2026-09-01\n是\n海滨渔业公司\n\n1\n"
        "清洗率\n≥\n95\n%\n\n2026-12-31\n\n\n\n\n\n"
    )
    result = new(tree, "--body", str(tree / "body.md"), "--as-of", "2026-10-01", answers=answers)
    assert result.exit_code == 0, result.output
    text = (tree / "content/demands/2026/d2026-lanhai-001.md").read_text(encoding="utf-8")

    assert result.exit_code == 0, result.output
    assert 'targets:\n  - {metric: 清洗率, op: ge, value: "95", unit: "%"}\n' in text
    assert text.endswith("---\n\n## 现状\n\n网衣清洗全靠人工。\n")


@pytest.mark.parametrize("kind", ["1", "成果", "achievement", "chengguo", "三\n成果"])
def test_the_kind_is_chosen_as_codes_are(tree: Path, kind: str) -> None:
    """The first question takes a number, a name, a code or pinyin too, and asks again in Chinese."""
    result = new(tree, "--as-of", "2026-10-01", answers=f"{kind}\n{typed()}")

    assert result.exit_code == 0, result.output
    assert ("“三”没有对应的选项，请重选。" in result.stdout) == kind.startswith("三")
    assert "Error" not in result.output


@pytest.mark.parametrize(("answer", "goes_on"), [("", True), ("是", True), ("y", True), ("shi", True), ("否", False)])
def test_going_on_is_asked_in_chinese(tree: Path, answer: str, goes_on: bool) -> None:
    """Whether to go on with what is half filled in is answered in Chinese, or as ever with a letter."""
    new(tree, "achievement", "--as-of", "2026-10-01", answers=f"{ANSWERS['title']}\n")
    result = new(tree, "achievement", "--as-of", "2026-10-01", answers=f"{answer}\n")

    assert ("\n名称*" not in result.stdout) == goes_on


def test_each_answer_is_checked_at_once(tree: Path) -> None:
    """What check would refuse later is said under the question, and asked again."""
    answers = typed(
        title="短\n刺参养殖循环水脱氮填料",
        published="2026-02-30\n",
        marine_sectors="\n\n现代渔业",
        holder="研究\n没有这家\n渔业",
        trl="12\n九\n6",
        disclosure="海滨大学科技处\n2026-10-02\n\n2026-09-20",  # what was said of the unit stays
        contact="\n0532-00000303\n\n",
        # Enter keeps what was sound.
        ip="发明专利\nZL202310012345.0\n已授权\n一种填料\n\n\n\n\n\nZL202310012345.8\n\n\n\n\n\n",
    )
    result = new(tree, "achievement", "--as-of", "2026-10-01", answers=answers)

    for said in (
        "✗ 至少 4 字，现为 1 字",
        '✗ 应为真实日期，写作 2026-03-01，现为 "2026-02-30"；日历上没有这一天',
        "✗ 10+1 产业与海洋产业至少填一个",
        "→ 渔业研究所",
        "“没有这家”没有对应的选项，请重选。",
        "✗ 不得大于 9，现为 12",
        '✗ 应为整数，现为 "九"；是否想写 "9"？',
        "✗ 校验位与前面的数字不符，现为 0",
        "号码，可不填 [ZL202310012345.0]：ZL202310012345.8",
        "✗ 审查日期须不晚于发布日期 2026-10-01，现为 2026-10-02；先审查，后发布",
    ):
        assert said in result.stdout
    assert result.exit_code == 0, result.output
    text = (tree / "content/achievements/2026/a2026-lanhai-001.md").read_text(encoding="utf-8")
    assert "contact: {phone: 0532-00000303}\n" in text
    assert "disclosure: {by: 海滨大学科技处, date: 2026-09-20}\n" in text
    assert "{kind: invention, number: ZL202310012345.8, status: granted, title: 一种填料}" in text


def test_characters_that_no_text_may_hold(tree: Path) -> None:
    """What the file would be refused for is told at the answer, not at the end."""
    output = new(tree, "achievement", answers="刺参\x00养殖填料\n刺参\u200b养殖填料\n").output

    assert "含有控制字符 U+0000" in output
    assert "含有看不见的字符 U+200B" in output


def test_nothing_is_lost_when_it_breaks_off(tree: Path) -> None:
    """At the end of the input the answers are kept; the next run goes on behind them."""
    lines = typed().splitlines(keepends=True)
    first = new(tree, "achievement", "--as-of", "2026-10-01", answers="".join(lines[:5]))
    assert first.exit_code == 1
    assert "已填的内容留着" in first.output
    assert not (tree / "content/achievements").exists()

    second = new(tree, "achievement", "--as-of", "2026-10-01", answers="y\n" + "".join(lines[5:]))
    assert "有一份没填完的成果（已填 5 项）" in second.stdout
    assert second.exit_code == 0, second.output
    assert "title: 刺参养殖循环水脱氮填料" in (tree / "content/achievements/2026/a2026-lanhai-001.md").read_text(
        "utf-8"
    )
    assert "没填完的" not in new(tree, "achievement", answers="").stdout


def test_an_unwanted_draft_is_dropped(tree: Path) -> None:
    """Who does not want the unfinished record begins anew."""
    new(tree, "achievement", answers="没有用的标题\n")
    result = new(tree, "achievement", "--as-of", "2026-10-01", answers="n\n" + typed())

    assert result.exit_code == 0, result.output


def test_missing_fields_without_questions(tree: Path) -> None:
    """--no-input reports what is missing and writes nothing."""
    result = new(tree, "demand", "--agency", "lanhai", "--title", "深远海网箱网衣清洗", "--no-input")

    assert result.stdout.count("error[required]") == 8
    assert result.exit_code == 1
    assert list((tree / "content").glob("demands/**/*.md")) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--no-input"], "请写明 achievement（成果）或 demand（需求）。"),
        (["demand", "--no-input", "--title", "网衣清洗"], "请用 --agency 写明服务机构的代码或名称"),
        (["demand", "--holder", "haida"], "需求没有字段 holder。"),
        (["demand", "--set", "id=d2026-lanhai-001"], "id 不能修改"),
        (["achievement", "--disclosure", "{by"], "disclosure 的值看不懂"),
    ],
)
def test_wrong_use(tree: Path, arguments: list[str], said: str) -> None:
    """Options that cannot be meant: exit code 2 and a sentence."""
    result = new(tree, *arguments)

    assert said in result.stderr
    assert result.exit_code == 2


def test_agency_and_task_force_are_remembered(tree: Path) -> None:
    """The next record is offered the last one's agency and task force."""
    git(tree, "init", "-q")
    new(tree, *FLAGS)
    answers = typed(title="刺参循环水增氧锥", task_force="", agency="")
    result = new(tree, "achievement", "--as-of", "2026-10-01", answers=answers)

    assert "服务机构，输序号、名称或拼音 [蓝海转移中心]：" in result.stdout
    assert (tree / "content/achievements/2026/a2026-lanhai-002.md").exists(), result.output


def test_a_number_is_never_used_again(tree: Path) -> None:
    """Ids of other branches, of records that are gone and of former names count as used."""
    git(tree, "init", "-q", "-b", "main")
    put(tree, RECORD_PATH)
    put(tree, "content/achievements/2026/a2026-lanhai-005.md", RECORD.replace("lanhai-001", "lanhai-005"))
    git(tree, "add", "-A")
    git(tree, "commit", "-qm", "records")
    git(tree, "rm", "-q", "content/achievements/2026/a2026-lanhai-005.md")
    git(tree, "commit", "-qm", "gone")
    assert Serials(tree).next_id("achievement", 2026, "lanhai") == "a2026-lanhai-006"

    git(tree, "checkout", "-qb", "other")
    put(tree, "content/achievements/2026/a2026-lanhai-041.md", RECORD.replace("lanhai-001", "lanhai-041"))
    git(tree, "add", "-A")
    git(tree, "commit", "-qm", "elsewhere")
    git(tree, "checkout", "-q", "main")
    assert Serials(tree).next_id("achievement", 2026, "lanhai") == "a2026-lanhai-042"

    put(tree, RECORD_PATH, RECORD.replace("status:", "aliases: [a2026-lanhai-998]\nstatus:"))
    serials = Serials(tree)
    assert serials.next_id("achievement", 2026, "lanhai") == "a2026-lanhai-999"
    assert serials.next_id("achievement", 2026, "lanhai") == "a2026-lanhai-1000"
    assert serials.next_id("achievement", 2025, "lanhai") == "a2025-lanhai-001"
    assert serials.next_id("demand", 2026, "lanhai") == "d2026-lanhai-001"


QUESTION = re.compile(r"\r?\n[^\r\n]*：(\x1b\[[^A-Za-z]*[A-Za-z])*$|正文还是提纲")
"""A new line that ends by asking: what is typed before it may be lost while the terminal changes its mode."""


def read_until(terminal: int, wanted: str | re.Pattern[str], seconds: float = 120) -> str:
    """What a terminal shows until `wanted` appears."""
    shown = b""
    end = time.monotonic() + seconds
    while not re.search(wanted, shown.decode("utf-8", "replace")):
        assert time.monotonic() < end, shown.decode("utf-8", "replace")
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                shown += os.read(terminal, 65536)
            except OSError:
                break
    return shown.decode("utf-8", "replace")


def interrupt(process: subprocess.Popen[bytes], terminal: int) -> str:
    """Press Ctrl-C and say what is shown then; once more if the program had not yet begun to wait for a key."""
    for seconds in (3, 10, 100):
        process.send_signal(signal.SIGINT)
        with contextlib.suppress(AssertionError):
            return read_until(terminal, "已中止", seconds)
    pytest.fail("Ctrl-C did nothing")


def test_in_a_terminal(tree: Path) -> None:
    """In a real terminal Ctrl-C keeps what was answered, and choices are found by pinyin."""
    command = [
        sys.executable,
        "-c",
        "from showcase.cli import main; main()",
        "new",
        "achievement",
        "--as-of",
        "2026-10-01",
    ]

    def start() -> tuple[subprocess.Popen[bytes], int]:
        ours, theirs = pty.openpty()
        # Tests that a script runs in its background ignore the signal, and so would what they start.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        process = subprocess.Popen(
            command, cwd=tree, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        )
        os.close(theirs)
        return process, ours

    process, terminal = start()
    read_until(terminal, "名称：")
    os.write(terminal, "刺参养殖循环水脱氮填料\n".encode())
    read_until(terminal, "英文名称，可不填：")
    assert "已填的内容留着" in interrupt(process, terminal)
    assert process.wait(10) == 1

    process, terminal = start()
    read_until(terminal, "接着填吗")
    os.write(terminal, b"\n")
    read_until(terminal, "英文名称，可不填：")
    for line in typed().splitlines(keepends=True)[1:]:
        os.write(terminal, line.encode())
        shown = read_until(terminal, QUESTION)
    assert "正文还是提纲" in shown
    assert process.wait(10) == 0
    text = (tree / "content/achievements/2026/a2026-lanhai-001.md").read_text(encoding="utf-8")
    assert "stage: pilot\n" in text
