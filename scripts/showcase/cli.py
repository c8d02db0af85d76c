"""The `showcase` command. A command's docstring is its help, in the language of those who type it."""

from __future__ import annotations

import io
import os
import sys
from gettext import bindtextdomain
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Any

import click

from showcase.files.git import OUTDATED, GitError
from showcase.files.problem import shorten
from showcase.files.refusals import remedy
from showcase.files.settings import SettingsError

os.environ["LANGUAGE"] = (
    "zh"  # whatever the machine speaks: gettext, by which click says its own texts, asks this first
)
bindtextdomain("messages", str(Path(__file__).parent / "commands" / "locale"))

COMMANDS = {
    "check": "检查记录和词表",
    "start": "从演示转为正式目录",
    "new": "新建一条成果或需求",
    "set": "修改一条记录的字段",
    "renew": "复核记录，有效期顺延",
    "remind": "写好给各机构的复核提醒邮件",
    "log": "记一步对接进展",
    "withdraw": "撤回一条记录",
    "term": "登记、改名、核实、停用词表条目",
    "fmt": "把记录整理成统一的写法",
    "template": "写出待填的 Excel 表",
    "accept": "收入机构发来的文件、表格、压缩包或邮件",
    "import": "从 Excel 表或 CSV 导入记录",
    "export": "把记录写成 Excel 表或 CSV",
    "build": "生成网站，核对后一步启用",
    "publish": "把生成的网站发布到服务器",
    "releases": "列出服务器上的各次发布",
    "rollback": "让服务器回到以前的一次发布",
    "brochure": "编成果汇编（PDF 或 Word）",
    "digest": "生成周报、月报、季报",
    "keys": "做一对钥匙，给数据签名",
    "mirror": "复制目录的数据，并保持同步",
    "mcp": "让智能助手查阅复制来的目录",
    "forge": "由词表和字段生成托管平台的表单、标签和审核人",
    "editor": "生成 VS Code 的设置和提示",
}
"""Each command by name, with its line in the list of commands; it is `commands/<name>.py`'s function of that name."""


class _Words(click.ParamType[str]):
    """What was typed, as the system hands it on: a terminal of another encoding sends bytes that are no text."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if any(_LOW <= sign <= _HIGH for sign in value):
            shown = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            self.fail(f"“{shorten(shown)}”不是 UTF-8 编码的文字；请把终端的编码改为 UTF-8，再重新输入。", param, ctx)
        return value


_LOW, _HIGH = "\ud800", "\udfff"


def _of_words(command: click.Command) -> click.Command:
    """The command, and those below it, with every text looked at before it is used."""
    for parameter in command.params:
        if parameter.type is click.STRING:
            parameter.type = _Words()
    for part in command.commands.values() if isinstance(command, click.Group) else ():
        _of_words(part)
    return command


class Commands(click.Group):
    """Imports a command's module only when the command is called: Word and Excel are slow to load."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command = getattr(import_module(f"showcase.commands.{name}"), name)
        assert isinstance(command, click.Command)
        return _of_words(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As usual; of a name that is none, the command that was meant is proposed."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and (near := _near(name)):
            raise click.UsageError(f"没有命令 {name}；是否想用 showcase {near}？", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """What the operating system refuses is told, with the remedy."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # whoever reads has had enough
            raise
        except OSError as error:
            raise click.ClickException(f"没有做完：{remedy(error)}。") from error
        except SettingsError as error:
            raise click.ClickException(str(error)) from error
        except GitError as error:
            remedy_of_git = OUTDATED if error.outdated else "仓库可能不完整，请运行 git fsck 检查，或重新克隆"
            raise click.ClickException(f"没有做完：{error}。{remedy_of_git}。") from error

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("命令"):
            formatter.write_dl(list(COMMANDS.items()))


def _near(name: str) -> str | None:
    """The command that a slip of the pen, or a Chinese word for what it does, may mean."""
    from difflib import get_close_matches  # noqa: PLC0415  # only for a slip

    said = [command for command, line in COMMANDS.items() if not name.isascii() and line.startswith(name)]
    near = get_close_matches(name.lower(), COMMANDS, n=1)
    return said[0] if len(said) == 1 else next(iter(near), None)


def _speak_utf8() -> None:
    """Begin again in Python's UTF-8 mode where the locale is another: names of files are UTF-8 on every machine.

    Only what is read from and shown on the terminal keeps the locale's encoding.
    """
    if sys.getfilesystemencoding() == "utf-8":
        return
    command = [sys.executable, "-X", "utf8", *sys.orig_argv[1:]]
    shown = {"PYTHONIOENCODING": f"{sys.stdout.encoding}:backslashreplace"}
    os.execve(sys.executable, [word.encode("utf-8", "surrogateescape") for word in command], shown | os.environ)  # noqa: S606  # itself


def _open_streams() -> None:
    """Whoever starts a command with closed streams answers nothing and hears nothing; no file takes their numbers."""
    while (opened := os.open(os.devnull, os.O_RDWR)) <= _STDERR:
        if opened == 0:
            sys.stdin = open(opened, encoding="utf-8", closefd=False)  # noqa: SIM115  # until the process ends
    os.close(opened)


_STDERR = 2


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="showcase")
def main() -> None:
    """成果与需求目录的工具。"""
    _open_streams()
    _speak_utf8()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # one that knows no Chinese shows escapes and does not break off
            stream.reconfigure(errors="backslashreplace")
    if isinstance(sys.stdin, io.TextIOWrapper):  # what is no text is refused where it is checked
        sys.stdin.reconfigure(errors="replace")
