"""`showcase fmt`, `set`, `withdraw` and `renew` as authors call them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from showcase.cli import main
from tree import OTHER, OTHER_PATH, RECORD, RECORD_PATH, put

DEMAND_PATH = "content/demands/2026/d2026-lanhai-001.md"
ID = "a2026-lanhai-001"


def run(root: Path, *arguments: str) -> Result:
    """Run showcase in `root`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        return CliRunner().invoke(main, arguments)


def day(root: Path, *arguments: str) -> Result:
    """Run showcase in `root` on a fixed day."""
    return run(root, *arguments, "--as-of", "2026-10-01")


def test_set_changes_its_lines_only(tree: Path) -> None:
    """Values change, appear and go; labels become codes; what changed is shown."""
    path = put(tree, RECORD_PATH, RECORD.replace("stage: pilot", "stage: pilot  # 已验收"))
    result = day(tree, "set", ID, "stage=小试", "trl=5", "keywords+=虾青素", "price.mode=面议")

    assert result.stdout == (
        f"{RECORD_PATH}\n"
        "  -keywords: [岩藻黄素, 微藻]\n  +keywords: [岩藻黄素, 微藻, 虾青素]\n"
        "  -stage: pilot  # 已验收\n  +stage: lab  # 已验收\n  +trl: 5\n"
        "  +price: {mode: negotiable}\n"
    )
    assert "stage: lab  # 已验收\ntrl: 5\n" in path.read_text(encoding="utf-8")


def test_set_in_lists_and_groups(tree: Path) -> None:
    """Items are counted from 1 as in messages; a whole list is given in brackets; nothing takes a field out."""
    path = put(tree, RECORD_PATH)
    assert day(tree, "set", ID, "advantages+={metric: 产率, value: 3, unit: g}", "trl=5").exit_code == 0
    assert day(tree, "set", ID, "advantages[2].value=4.0", "advantages[2].unit=", "trl=").exit_code == 0
    assert day(tree, "set", ID, "keywords=[a, b]", "price={mode: fixed, min: 3}", "price.min=4").exit_code == 0

    text = path.read_text(encoding="utf-8")
    assert '  - {metric: 产率, value: "4.0"}\n' in text
    assert "keywords: [a, b]\n" in text
    assert "price: {mode: fixed, min: 4}\n" in text
    assert "trl" not in text


def test_set_knows_titles_and_how_people_type(tree: Path) -> None:
    """Fields by their titles, signs of a Chinese keyboard, a record by its path or in other letters."""
    path = put(tree, RECORD_PATH)
    assert day(tree, "set", ID.upper(), "状态＝洽谈中", "技术就绪度 = 7").exit_code == 0
    assert day(tree, "set", RECORD_PATH, "优势指标[1].本成果=17.2", "联系方式·邮箱=邮箱：a@b.example").exit_code == 0

    text = path.read_text(encoding="utf-8")
    assert "status: negotiating\n" in text
    assert "trl: 7\n" in text
    assert '{metric: 岩藻黄素含量, value: "17.2"' in text
    assert "contact: {email: a@b.example}\n" in text
    assert f"是否想写 {ID}？" in day(tree, "set", "三角褐指藻", "trl=5").stderr
    assert "是否想写 所处阶段？" in day(tree, "set", ID, "处阶段=中试").stderr


def test_records_are_checked_and_tidied_by_their_ids(tree: Path) -> None:
    """An id stands for its file; of one that nobody has the path is said."""
    put(tree, RECORD_PATH)

    assert day(tree, "check", ID).stdout == "共 1 条记录：0 个错误，0 个警告。\n"
    assert run(tree, "fmt", ID).stdout == "0 个文件已整理。\n"
    assert "content/achievements/2026/a2026-lanhai-009.md" in run(tree, "fmt", "a2026-lanhai-009").stderr


def test_set_writes_nothing_if_a_problem_appears(tree: Path) -> None:
    """The rules are those of `check`; one wrong value keeps all others out."""
    path = put(tree, RECORD_PATH)
    result = day(tree, "set", ID, "trl=12", "title=另一个名称")

    assert "error[trl]: trl: 不得大于 9，现为 12" in result.stdout
    assert result.exit_code == 1
    assert path.read_text(encoding="utf-8") == RECORD


def test_an_older_error_does_not_block(tree: Path) -> None:
    """Mistakes are mended one after the other, and somebody else's do not matter."""
    put(tree, RECORD_PATH, RECORD.replace("stage: pilot", "stage: 中等").replace("status: open", "status: opne"))
    put(tree, "content/achievements/2026/a2026-lanhai-002.md", "---\nid: x\n---\n")

    assert day(tree, "set", ID, "stage=中试").exit_code == 0
    assert day(tree, "set", ID, "stage=大试").exit_code == 1


@pytest.mark.parametrize(
    ("assignment", "said"),
    [
        ("published=2026-01-01", "published 不能修改：发布日期不改；复核请用 showcase renew。"),
        ("id=a2026-lanhai-002", "id 不能修改：编号一经使用不改。"),
        ("aliases+=a2025-lanhai-001", "aliases 不能修改：曾用编号不改，否则旧网址会失效。"),
        ("tilte=x", "没有名为 tilte 的字段；是否想写 title？"),
        ("价格=50万", "没有名为 价格 的字段；是否想写 price？"),
        ("title", "应写成“字段=值”，如 price.max=80，现为“title”。"),
        ("price.most=3", "price.most 不是可以填写的字段。"),
        ("title+=x", "title 不是列表，不能用 +=。"),
        ("advantages[3].value=2", "advantages[3].value：现有 1 项，没有第 3 项（从 1 数起）；添加用 +=。"),
        ("keywords=[a", "keywords 的值看不懂"),
    ],
)
def test_set_wrong_use(tree: Path, assignment: str, said: str) -> None:
    """What cannot be meant is said in a sentence: exit code 2, nothing written."""
    path = put(tree, RECORD_PATH)
    result = day(tree, "set", ID, assignment)

    assert said in result.stderr
    assert result.exit_code == 2
    assert path.read_text(encoding="utf-8") == RECORD


def test_unknown_id(tree: Path) -> None:
    """A slip in the id is met by the nearest one."""
    put(tree, RECORD_PATH)

    assert (
        "没有编号为 a2026-lanhai-010 的记录；是否想写 a2026-lanhai-001？"
        in day(tree, "set", "a2026-lanhai-010", "trl=5").stderr
    )


def test_withdraw(tree: Path) -> None:
    """Status and the day and reason of withdrawal, nothing else; once."""
    path = put(tree, RECORD_PATH)
    result = day(tree, "withdraw", ID, "--reason", "合作方变更")

    assert result.exit_code == 0
    expected = RECORD.replace("status: open", "status: withdrawn").replace(
        "published: 2026-03-01\n", "published: 2026-03-01\nwithdrawn: {date: 2026-10-01, reason: 合作方变更}\n"
    )
    assert path.read_text(encoding="utf-8") == expected
    assert day(tree, "withdraw", ID, "--reason", "合作方变更").exit_code == 2
    assert day(tree, "renew", ID).exit_code == 2


def test_withdraw_for_too_short_a_reason(tree: Path) -> None:
    """The reason is public: the schema's rules hold."""
    put(tree, RECORD_PATH)

    assert "withdrawn.reason: 至少 4 字" in day(tree, "withdraw", ID, "--reason", "无").stdout


def test_renew(tree: Path) -> None:
    """The day of review is today; an end of validity goes, unless one is given."""
    path = put(tree, RECORD_PATH, RECORD.replace("status:", "valid_until: 2026-10-02\nstatus:"))
    assert day(tree, "renew", ID).exit_code == 0
    renewed = RECORD.replace("published: 2026-03-01\n", "published: 2026-03-01\nreviewed: 2026-10-01\n")
    assert path.read_text(encoding="utf-8") == renewed

    assert day(tree, "renew", ID, "--until", "2027-01-31").exit_code == 0
    assert "reviewed: 2026-10-01\nvalid_until: 2027-01-31\n" in path.read_text(encoding="utf-8")
    assert "应在 2026-10-01 至 2027-10-01 之间" in day(tree, "renew", ID, "--until", "2028-01-01").stdout


def test_fmt_mends_what_nobody_meant(tree: Path) -> None:
    """What a PDF, Word or a chat leaves in a text is put right; what would still not be read stays as it is."""
    pasted = "⽤⽔⻥\u200b养殖。\r\r\n\r\r\n\uf0b7 高效\r\r\n"
    file = put(tree, RECORD_PATH, RECORD.replace("三年试验", f"{pasted}三年试验"))
    torn = put(tree, OTHER_PATH, OTHER.replace("两个养殖场", "\ufffd⽤两个养殖场"))
    before = torn.read_bytes()
    result = run(tree, "fmt")

    assert "用水鱼养殖。\n\n- 高效\n三年试验" in file.read_text(encoding="utf-8")
    assert "U+FFFD" in result.stdout
    assert torn.read_bytes() == before
    assert run(tree, "check", RECORD_PATH).exit_code == 0


def test_fmt(tree: Path) -> None:
    """fmt puts files into the one form and names them; --check only names them and fails."""
    path = put(
        tree, RECORD_PATH, RECORD.replace("keywords: [", "keywords:   [").replace("stage: pilot", "stage: 'pilot'")
    )
    assert run(tree, "fmt", "--check").stdout == f"{RECORD_PATH}\n1 个文件需要整理。\n"
    assert run(tree, "fmt", "--check").exit_code == 1
    assert run(tree, "fmt", "content/vocabularies").stdout == "0 个文件已整理。\n"
    assert run(tree, "fmt").stdout == f"{RECORD_PATH}\n1 个文件已整理。\n"
    assert path.read_text(encoding="utf-8") == RECORD
    assert run(tree, "fmt", "--check").exit_code == 0


def test_fmt_of_what_cannot_be_read(tree: Path) -> None:
    """A file that is no record is left alone and reported; the others are formatted."""
    broken = put(tree, RECORD_PATH, "---\nid: [\n---\n")
    other = put(tree, DEMAND_PATH, "---\ntitle:   x\nid: y\n---\n")
    result = run(tree, "fmt")

    assert "error[yaml]" in result.stdout
    assert result.exit_code == 1
    assert broken.read_text(encoding="utf-8") == "---\nid: [\n---\n"
    assert other.read_text(encoding="utf-8") == "---\nid: y\ntitle: x\n---\n"


def test_commands_leave_links_alone(tree: Path) -> None:
    """The trial happens in a copy: a refused change leaves the file's very bytes and time."""
    path = put(tree, RECORD_PATH)
    before = path.stat()
    day(tree, "set", ID, "trl=12")

    assert (path.stat().st_mtime_ns, path.stat().st_nlink) == (before.st_mtime_ns, 1)
