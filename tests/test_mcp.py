"""`showcase mcp`: the reference SDK's client asks a server over a mirrored copy."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from mcp import Client

from building import serving
from showcase.cli import main
from showcase.commands.mcp import build_server
from showcase.mirror.library import Library


@pytest.fixture(scope="module")
def copy(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A mirror of the tests' site."""
    folder = tmp_path_factory.mktemp("copy")
    with serving(site) as address:
        assert CliRunner().invoke(main, ["mirror", address, str(folder)]).exit_code == 0
    return folder


def ask(folder: Path, *questions: tuple[str, dict[str, Any]]) -> list[Any]:
    """The answers of the tools, each an error's text or what was structured."""

    async def talk() -> list[Any]:
        async with Client(build_server(Library(folder))) as client:
            tools = (await client.list_tools()).tools
            assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)
            answers = [await client.call_tool(name, arguments) for name, arguments in questions]
        return [
            f"错误：{answer.content[0].text}" if answer.is_error else _unwrapped(answer.structured_content)
            for answer in answers
        ]

    return asyncio.run(talk())


def _unwrapped(content: Any) -> Any:
    return content["result"] if isinstance(content, dict) and content.keys() == {"result"} else content


def test_an_assistant_finds_and_reads(copy: Path, site: Path) -> None:
    """Search gives summaries by the words that stand in them, get the whole record, list a value's records."""
    record = json.loads((site / "api/v1/achievements/a2026-ceshi-001.json").read_bytes())
    found, whole, values, group, nothing = ask(
        copy,
        ("search", {"words": record["title"]}),
        ("get", {"identifier": record["id"]}),
        ("list_records", {"facet": "industry"}),
        ("list_records", {"facet": "industry", "code": "green-energy", "limit": 2}),
        ("search", {"words": "电影票打折"}),
    )

    assert found[0]["id"] == record["id"]
    assert whole == record
    assert {value["code"] for value in values["values"]} >= {"green-energy"}
    assert len(group["items"]) == 2 < group["count"]
    assert nothing == []


def test_an_assistant_asks_what_is_new(copy: Path, site: Path) -> None:
    """Changes of all or of one list from a day on, the same as in the files."""
    everything, none, district = ask(
        copy,
        ("changes", {"since": "2000-01-01"}),
        ("changes", {"since": "2999-01-01"}),
        ("changes", {"since": "2000-01-01", "facet": "industry", "code": "green-energy"}),
    )
    passages = json.loads((site / "api/v1/by/industry/green-energy/changes.json").read_bytes())

    assert len(everything) > 10
    assert none == []
    assert district == passages["items"]


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("get", {"identifier": "../../index"}, "不是编号"),
        ("get", {"identifier": "a2026-none-001"}, "没有编号"),
        ("list_records", {"facet": "../by", "code": "x"}, "没有"),
        ("changes", {"since": "昨天"}, "不是日期"),
        ("search", {"words": "海水", "kind": "成果"}, "achievement"),
    ],
)
def test_what_cannot_be_answered_is_told(copy: Path, tool: str, arguments: dict[str, str], words: str) -> None:
    """A wrong question is answered in words, and no path leads out of the copy."""
    (answer,) = ask(copy, (tool, arguments))

    assert answer.startswith("错误：")
    assert words in answer


def test_without_a_copy_it_says_what_to_do(tmp_path: Path) -> None:
    """An empty folder is answered with the command that fills it."""
    (answer,) = ask(tmp_path, ("search", {"words": "海水"}))

    assert "showcase mirror" in answer
