"""The `showcase` command. A command's docstring is its help, in the language of those who type it."""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS = {
    "check": "检查记录和词表",
    "digest": "生成周报、月报、季报",
}
"""Each command by name, with its line in the list of commands; it is `commands/<name>.py`'s function of that name."""


class Commands(click.Group):
    """Imports a command's module only when the command is called: Word and Excel are slow to load."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"showcase.commands.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="showcase")
def main() -> None:
    """海洋科技大市场成果与需求目录的工具。"""
