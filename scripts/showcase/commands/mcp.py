"""`showcase mcp`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

from showcase.mirror.library import Library
from showcase.mirror.manifest import MirrorError

if TYPE_CHECKING:
    from mcp.server import MCPServer

P = ParamSpec("P")
R = TypeVar("R")
INSTRUCTIONS = (
    "青岛海洋科技大市场公开的科技成果与企业技术需求的只读副本。先用 search 找，再用 get 看全文；"
    "联系方式在 contact 里。日期为 2026-03-01，金额单位为万元。引用时请给出 url。"
)


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="文件夹")
def mcp(folder: Path) -> None:
    """让智能助手按 MCP 协议（标准输入输出）查阅 showcase mirror 复制的目录：查找、取全文、看分类和变动，只读。

    需要另装 mcp 库：pip install ".[mcp]"。
    """
    if not folder.is_dir():
        raise click.UsageError(f"没有文件夹 {folder}；请先运行 showcase mirror 网址 {folder}。")
    build_server(Library(folder)).run("stdio")


def build_server(library: Library) -> MCPServer:
    """The server with its four tools, none of which writes."""
    try:
        from mcp.server import MCPServer  # noqa: PLC0415  # an extra, which other commands do without
        from mcp.types import ToolAnnotations  # noqa: PLC0415
    except ImportError:
        raise click.ClickException('没有安装 mcp 库。请运行：pip install ".[mcp]"') from None
    server = MCPServer("showcase", instructions=INSTRUCTIONS, log_level="WARNING")
    reading = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

    def tool(title: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
        return server.tool(title=title, annotations=reading)

    @tool("查找")
    @_told
    def search(words: str, kind: str = "", limit: int = 10) -> list[dict[str, Any]]:
        """在列成果与需求中查找，返回摘要。kind：achievement 成果、demand 需求，不给则都查。"""
        return library.search(words, kind, limit)

    @tool("取一条")
    @_told
    def get(identifier: str) -> dict[str, Any]:
        """一条记录的全部字段和正文，编号如 a2026-lanhai-001。"""
        return library.load_record(identifier)

    @tool("看分类")
    @_told
    def list_records(facet: str, code: str = "", limit: int = 50) -> dict[str, Any]:
        """一个分类的取值和条数；给了 code 则是它之下的摘要。facet 如 industry、marine-sector、district、route。"""
        return library.load_list(facet, code, limit)

    @tool("看变动")
    @_told
    def changes(since: str, facet: str = "", code: str = "") -> list[dict[str, Any]]:
        """某天（含）以来的变动；给了 facet 和 code 则是那一列的进出。"""
        return library.load_changes(since, facet, code)

    return server


def _told(answer: Callable[P, R]) -> Callable[P, R]:
    """What the copy cannot answer is told to who asked."""

    @wraps(answer)
    def told(*args: P.args, **kwargs: P.kwargs) -> R:
        from mcp.server.mcpserver.exceptions import ToolError  # noqa: PLC0415  # as above

        try:
            return answer(*args, **kwargs)
        except MirrorError as error:
            raise ToolError(str(error)) from None

    return told
