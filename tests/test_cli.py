"""`showcase check` as authors and CI call it."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click
import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from click.testing import CliRunner, Result

import showcase
from showcase.cli import main
from showcase.files.problem import Message, Problem, Severity, render_github, render_json, render_text
from tree import RECORD, RECORD_PATH, put

LOCALE = Path(showcase.__file__).parent / "commands" / "locale" / "zh" / "LC_MESSAGES"
MISSPELT = RECORD.replace("status: open", "status: opne")
SECOND_PATH = "content/achievements/2026/a2026-lanhai-002.md"
SECOND = RECORD.replace("a2026-lanhai-001", "a2026-lanhai-002").replace("stage: pilot", "stage: 中试")
CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
HOSTILE = Problem(
    "content/a,b:c%\n.md", 3, 7, Severity.ERROR, "x,y:z", ("title",), Message("百分之 50%\r\n::set-env", "50%"), None
)


def check(root: Path, *arguments: str) -> Result:
    """Run `showcase check` in `root` on a fixed day."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        return CliRunner().invoke(main, ["check", "--as-of", "2026-10-01", *arguments])


def test_text_is_one_line_a_problem_and_a_count(tree: Path) -> None:
    """The default output is a line that editors can jump to, and the count."""
    put(tree, RECORD_PATH, MISSPELT)

    assert check(tree).stdout == (
        f"{RECORD_PATH}:5:9: error[status]: status: "
        '应为 open、negotiating、signed、landed、paused、withdrawn 之一，现为 "opne"；是否想写 "open"（可对接）？\n'
        "共 1 条记录：1 个错误，0 个警告。\n"
    )


def test_json_has_the_documented_shape(tree: Path) -> None:
    """--format json is one object with the number of records and every part of each problem."""
    put(tree, RECORD_PATH, MISSPELT)

    assert json.loads(check(tree, "--format", "json").stdout) == {
        "records": 1,
        "problems": [
            {
                "path": RECORD_PATH,
                "line": 5,
                "column": 9,
                "severity": "error",
                "code": "status",
                "field": "status",
                "message": '应为 open、negotiating、signed、landed、paused、withdrawn 之一，现为 "opne"',
                "hint": '是否想写 "open"（可对接）？',
            }
        ],
    }


def test_json_without_problems(tree: Path) -> None:
    """A clean catalogue gives an empty list, not an absent one."""
    put(tree, RECORD_PATH)

    assert json.loads(check(tree, "--format", "json").stdout) == {"records": 1, "problems": []}


def test_json_of_a_name_that_is_no_utf8() -> None:
    """A file name of arbitrary bytes still gives JSON that every parser reads."""
    problem = Problem("content/\udcff.md", 1, 1, Severity.ERROR, "id", ("id",), Message("错", "wrong"))
    output = render_json(1, [problem])

    assert json.loads(output.encode())["problems"][0]["path"] == "content/\udcff.md"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["publish", "--keep", "1", "x"], "应在 x>=2 之内，现为 1。"),
        (["publish", "--keep", "二", "x"], "应为整数，现为 二。"),
        (["digest", "--number", "0"], "应在 x>=1 之内，现为 0。"),
    ],
)
def test_numbers_of_options_are_told_in_chinese(arguments: list[str], said: str) -> None:
    """What click itself says of a number that is none, or out of range."""
    result = CliRunner().invoke(main, arguments)

    assert (result.exit_code, said in result.stderr) == (2, True)


def test_github_commands(tree: Path) -> None:
    """--format github gives one workflow command a problem."""
    put(tree, RECORD_PATH, MISSPELT)

    assert check(tree, "--format", "github", "--lang", "en").stdout == (
        f"::error file={RECORD_PATH},line=5,col=9,title=status::status: must be one of open, negotiating, signed, "
        'landed, paused, withdrawn, found "opne"; did you mean "open"?\n'
        "1 records: 1 errors, 0 warnings.\n"
    )


def test_github_escapes_what_ends_a_property_or_a_line() -> None:
    """%, CR and LF are escaped everywhere, comma and colon in properties: nothing forges a command."""
    assert render_github(1, [HOSTILE]) == (
        "::error file=content/a%2Cb%3Ac%25%0A.md,line=3,col=7,title=x%2Cy%3Az::title: 百分之 50%25%0D%0A::set-env\n"
        "共 1 条记录：1 个错误，0 个警告。\n"
    )


def test_text_keeps_a_problem_on_its_line() -> None:
    """Line breaks and control characters of a file's name are shown as escapes."""
    assert render_text(1, [HOSTILE]) == (
        "content/a,b:c%\\n.md:3:7: error[x,y:z]: title: 百分之 50%\\r\\n::set-env\n共 1 条记录：1 个错误，0 个警告。\n"
    )


def test_english_has_no_chinese(tree: Path) -> None:
    """--lang en says everything in English: nothing is left over from the Chinese."""
    broken = (
        MISSPELT.replace("published: 2026-03-01", "published: 2026/3/1")
        .replace("keywords: [岩藻黄素, 微藻]", "keywords: {a: b}")
        .replace("disclosure: {by: 海滨大学科技处, date: 2026-02-20}", "disclosure: {by: x, date: }")
        .replace("stage: pilot\n", "")
        .replace("ip: []", "ip: [[a]]\ntrl: 12\nprice: {mode: fixed, min: [80]}\nfinancing: {amount: 0, use: x}\nx: 1")
    )
    put(tree, RECORD_PATH, broken + "\n# Heading\n\n<b>bold</b> [a](javascript:alert) ![b](c.png)\n")
    result = check(tree, "--lang", "en")

    assert result.stdout.count("error[") == 14
    assert CHINESE.findall(result.stdout) == []


@pytest.mark.parametrize(
    ("content", "code"),
    [(RECORD, 0), (RECORD.replace("2026-03-01", "2027-03-01"), 0), (MISSPELT, 1)],
    ids=["clean", "warning", "error"],
)
def test_exit_code(tree: Path, content: str, code: int) -> None:
    """0 without errors, warnings or not; 1 with an error."""
    put(tree, RECORD_PATH, content)

    assert check(tree).exit_code == code


@pytest.mark.parametrize(
    "arguments",
    [
        ["--format", "xml"],
        ["--lang", "fr"],
        ["--as-of", "1.10.2026"],
        ["--unknown"],
        ["content/none.md"],
        ["mkdocs.yml"],
        [".."],
        ["content/../mkdocs.yml"],
        ["/etc"],
    ],
    ids=" ".join,
)
def test_wrong_use(tree: Path, arguments: list[str]) -> None:
    """Unknown options and paths outside content/ are wrong use: exit code 2, the reason on standard error."""
    result = check(tree, *arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


def test_outside_a_catalogue(tmp_path: Path) -> None:
    """Where there is no catalogue the remedy is said."""
    result = check(tmp_path)

    assert result.exit_code == 2
    assert "请在目录仓库之内运行（其中应有 mkdocs.yml 和 content/）。" in result.stderr


@pytest.mark.parametrize(
    ("folder", "path", "fields"),
    [
        (".", RECORD_PATH, ["status"]),
        (".", SECOND_PATH, ["stage"]),
        (".", "content/achievements/2026", ["status", "stage"]),
        (".", "content", ["status", "stage"]),
        (".", "content/vocabularies", []),
        ("content/achievements", "2026/a2026-lanhai-001.md", ["status"]),
        ("content/achievements/2026", ".", ["status", "stage"]),
        ("content/vocabularies", "../achievements/2026/a2026-lanhai-002.md", ["stage"]),
        (".", "a2026-lanhai-002", ["stage"]),
        ("content/vocabularies", "A2026－LANHAI－002.md", ["stage"]),
    ],
)
def test_named_files(tree: Path, folder: str, path: str, fields: list[str]) -> None:
    """Only the problems of the named files and folders are shown, named from wherever one stands."""
    put(tree, RECORD_PATH, MISSPELT)
    put(tree, SECOND_PATH, SECOND)
    result = check(tree / folder, path, "--format", "json")
    output = json.loads(result.stdout)

    assert [problem["field"] for problem in output["problems"]] == fields
    assert output["records"] == len(fields)
    assert result.exit_code == (1 if fields else 0)


def test_several_named_files_once_each(tree: Path) -> None:
    """A file named twice is counted and reported once."""
    put(tree, RECORD_PATH, MISSPELT)
    put(tree, SECOND_PATH, SECOND)

    assert check(tree, RECORD_PATH, SECOND_PATH, RECORD_PATH).stdout.endswith("共 2 条记录：2 个错误，0 个警告。\n")


def test_from_a_subfolder_without_names(tree: Path) -> None:
    """Without names the whole catalogue is checked, from any folder in it, with paths from its root."""
    put(tree, RECORD_PATH, MISSPELT)

    assert check(tree / "content" / "vocabularies").stdout == check(tree).stdout


def test_as_of_decides_what_is_the_future(tree: Path) -> None:
    """--as-of is the day against which dates are judged."""
    put(tree, RECORD_PATH)
    early = check(tree, "--as-of", "2026-02-28").stdout

    assert "6:12: warning[future]: published: 晚于今天（2026-02-28）" in early
    assert check(tree, "--as-of", "2026-03-01").stdout == "共 1 条记录：0 个错误，0 个警告。\n"


def test_source_date_epoch_is_the_default_day(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without --as-of, SOURCE_DATE_EPOCH decides, read as a day in Shanghai."""
    put(tree, RECORD_PATH)
    monkeypatch.chdir(tree)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772294400")  # 2026-02-28 16:00 UTC, 00:00 of 1 March in Shanghai
    assert "warning[future]" not in CliRunner().invoke(main, ["check"]).stdout
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772294399")
    assert "warning[future]" in CliRunner().invoke(main, ["check"]).stdout


def commands(command: click.Command, name: str = "showcase") -> list[tuple[str, click.Command]]:
    """A command and all below it, by full name."""
    if not isinstance(command, click.Group):
        return [(name, command)]
    context = click.Context(command)
    below = {key: command.get_command(context, key) for key in command.list_commands(context)}
    assert None not in below.values(), below
    return [(name, command), *(found for key, child in below.items() for found in commands(child, f"{name} {key}"))]


@pytest.mark.parametrize(("name", "command"), commands(main), ids=lambda value: value if isinstance(value, str) else "")
def test_help(name: str, command: click.Command) -> None:
    """Every command has a help text, and so has each of its options."""
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]

    assert command.help, name
    assert [option.name for option in options if not option.help] == []
    assert CliRunner().invoke(command, ["--help"]).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["withdraw", "a2026-lanhai-001"], "没有写选项 '--reason'"),
        (["set"], "没有写 '编号'"),
        (["renew"], "请写编号，或用 --agency、--expiring-before 选"),
        (["withdrow"], "没有命令 withdrow；是否想用 showcase withdraw？"),
        (["检查"], "没有命令 检查；是否想用 showcase check？"),
        (["帮助"], "没有命令 帮助。"),
        (["mcp", "没有的夹"], "没有文件夹 没有的夹；请先运行 showcase mirror 网址 没有的夹。"),
        (["check", "--format", "xml"], "'--format' 的值不对：应为 'github', "),
        (["check", "--as-of", "1.3.2026"], "日期写作 2026-03-01，现为 1.3.2026。"),
        (["check", "--formatt"], "没有选项 --formatt。 是否想写 '--format'？"),
        (["import", "nothing.xlsx"], "没有文件 nothing.xlsx。"),
    ],
)
def test_wrong_usage_is_told_in_chinese(tree: Path, arguments: list[str], said: str) -> None:
    """What click says of a command that is typed wrong is Chinese, whatever the machine's language."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tree)
        result = CliRunner().invoke(main, arguments)

    assert result.exit_code == 2
    assert said in result.stderr
    assert not re.search("Usage|Error|Try", result.stderr)


def test_help_is_chinese() -> None:
    """The headings of a help page are Chinese too."""
    result = CliRunner().invoke(main, ["withdraw", "--help"])
    shown = result.stdout
    assert result.exit_code == 0, result.stderr

    assert shown.startswith("用法：")
    assert "[必填]" in shown
    assert "显示这份说明。" in shown


def test_compiled_texts_are_those_written() -> None:
    """The compiled texts are the written ones, and each of them is one that click has."""
    with (LOCALE / "messages.po").open("rb") as file:
        written = [(texts(message.id), texts(message.string)) for message in read_po(file) if message.id]
    with (LOCALE / "messages.mo").open("rb") as file:
        compiled = [(texts(message.id), texts(message.string)) for message in read_mo(file) if message.id]
    sources = {
        node.value
        for path in Path(click.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
    }

    assert sorted(compiled) == sorted(written)
    assert {text for english, _chinese in written for text in english} <= sources


def texts(message: str | Sequence[str]) -> tuple[str, ...]:
    """One text, or singular and plural."""
    return (message,) if isinstance(message, str) else tuple(message)


@pytest.mark.parametrize("command", ["build", "publish", "rollback"])
def test_commands_that_read_no_record_load_none_of_what_reads_them(command: str) -> None:
    """Where nothing has changed a build is over in half a second: the rules and the schema take one of their own."""
    asked = f"import sys, showcase.commands.{command}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.split()

    assert {"pydantic", "numpy", "jinja2", "showcase.rules"} & {*loaded} == set()
