"""One cause that puts many records in the wrong is one problem, where the cause lies."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from building import git
from showcase.cli import main
from tree import AS_OF, CORPUS, RECORD, make_tree, put

NUMBERS = range(1, 12)


DEMAND_PATH = "content/demands/2026/d2026-lanhai-001.md"
DEMAND = (CORPUS / "valid/deadline_open-demand.md").read_text("utf-8")
MATCHES = "".join(f"\n  - {{id: a2026-lanhai-{number:03}, verdict: confirmed}}" for number in (1, 2, 3))
DEMAND = DEMAND.replace("\nstatus: open", f"\nmatches:{MATCHES}\nstatus: open")


def stem(number: int) -> str:
    return f"a2026-lanhai-{number:03}"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Eleven records in a repository."""
    make_tree(tmp_path)
    for number in NUMBERS:
        text = RECORD.replace("a2026-lanhai-001", stem(number)).replace("岩藻黄素", f"岩藻黄素{number}")
        put(tmp_path, f"content/achievements/2026/{stem(number)}.md", text)
    put(tmp_path, DEMAND_PATH, DEMAND)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "start")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def errors(*arguments: str) -> list[str]:
    said = CliRunner().invoke(main, ["check", "--as-of", AS_OF.isoformat(), *arguments]).stdout
    return [line for line in said.splitlines() if " error[" in line]


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / "content/vocabularies" / f"{name}.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def empty(root: Path, name: str) -> None:
    path = root / "content/vocabularies" / f"{name}.yml"
    path.write_text(path.read_text("utf-8").partition("terms:")[0] + "terms: []\n", "utf-8")


def without(root: Path, name: str, code: str) -> None:
    path = root / "content/vocabularies" / f"{name}.yml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if f"code: {code}," not in line), "utf-8")


def in_every_record(root: Path, change: Callable[[bytes], bytes]) -> None:
    for path in root.glob("content/achievements/2026/*.md"):
        path.write_bytes(change(path.read_bytes()))


CAUSES: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "a code renamed": (
        lambda root: edit(root, "stages", "code: pilot", "code: pilots"),
        "content/vocabularies/stages.yml:",
        '改成了 "pilots"，有 11 个文件的 11 处因此出错：a2026-lanhai-001、a2026-lanhai-002、a2026-lanhai-003 等；让',
    ),
    "an institution deleted": (
        lambda root: without(root, "institutions", "haida"),
        "content/vocabularies/institutions.yml:",
        '代码 "haida"',
    ),
    "a vocabulary emptied": (
        lambda root: empty(root, "institutions"),
        "content/vocabularies/institutions.yml:",
        '代码 "haida"',
    ),
    "the year's folder renamed": (
        lambda root: (root / "content/achievements/2026").rename(root / "content/achievements/2027"),
        "content/achievements/2027:1:1",
        "git mv content/achievements/2027 content/achievements/2026",
    ),
    "records moved elsewhere": (
        lambda root: (root / "content/achievements").rename(root / "content/成果"),
        "content/成果/2026:1:1",
        "这里的 11 条记录（a2026-lanhai-001、a2026-lanhai-002、a2026-lanhai-003 等）应放在 content/achievements/2026/",
    ),
    "the year's folder deleted": (
        lambda root: shutil.rmtree(root / "content/achievements/2026"),
        "content/achievements/2026:1:1",
        "这里有 11 条记录被删除，3 处引用因此落空：d2026-lanhai-001；用 git checkout HEAD -- content/achievements",
    ),
    "a record deleted to which others refer": (
        lambda root: (root / f"content/achievements/2026/{stem(1)}.md").unlink(),
        f"content/achievements/2026/{stem(1)}.md:1:1",
        "已发布的记录被删除，1 处引用因此落空：d2026-lanhai-001",
    ),
    "another encoding": (
        lambda root: in_every_record(root, lambda raw: raw.decode().encode("gb18030")),
        "content/achievements/2026:1:1",
        "git checkout -- content/achievements/2026",
    ),
    "a field taken out of all": (
        lambda root: in_every_record(root, lambda raw: raw.replace(b"status: open\n", b"")),
        "content/achievements/2026:1:1",
        "缺少必填字段 status",
    ),
}


@pytest.mark.parametrize("name", CAUSES)
def test_one_cause_is_told_once(root: Path, name: str) -> None:
    """Where it lies, with how many records it concerns, the first of them, and the remedy."""
    change, place, said = CAUSES[name]
    change(root)
    told = errors()

    assert len(told) == 1, told
    assert told[0].startswith(place)
    assert said in told[0]


def test_the_remedy_helps(root: Path) -> None:
    """A renamed code is known by its former one after the command that is named."""
    edit(root, "stages", "code: pilot", "code: pilots")
    CliRunner().invoke(main, ["term", "map", "stages", "pilot", "pilots", "--yes"])

    assert errors() == []


def test_a_code_that_vocabularies_name(root: Path) -> None:
    """Nothing can be checked then, and no command runs: the code is written back first."""
    edit(root, "categories", "code: cooperation", "code: coop")
    told = errors()

    assert len(told) == 1
    assert told[0].startswith("content/vocabularies/categories.yml:")
    assert "先把代码改回 cooperation" in told[0]


def test_each_record_by_itself(root: Path) -> None:
    """Who asks for one record is told its own line, and a wrong value of a few is told at each."""
    edit(root, "stages", "code: pilot", "code: pilots")
    path = f"content/achievements/2026/{stem(1)}.md"

    assert [line.partition(":")[0] for line in errors(path)] == [path]
    git(root, "checkout", "-q", ".")
    for number in NUMBERS[:3]:
        wrong = root / f"content/achievements/2026/{stem(number)}.md"
        wrong.write_text(wrong.read_text("utf-8").replace("stage: pilot", "stage: piolt"), "utf-8")
    assert [line.partition(":")[0] for line in errors()] == [
        f"content/achievements/2026/{stem(number)}.md" for number in NUMBERS[:3]
    ]


def test_what_the_editor_broke_is_no_authors_fault(root: Path) -> None:
    """A request is compared with a base that was broken already: told once, among the older problems."""
    edit(root, "stages", "code: pilot", "code: pilots")
    git(root, "commit", "-qam", "renamed")
    said = CliRunner().invoke(main, ["check", "--as-of", AS_OF.isoformat(), "--base", "main"])

    assert said.exit_code == 0
    assert said.stdout.count('代码 "pilot"（中试）改成了 "pilots"') == 1
    assert said.stdout.count("stage: ") == 0


def test_records_that_went_at_different_times_come_back_as_they_were(root: Path) -> None:
    """The named commands bring each back in its last version, and touch no record that has stayed."""
    folder = root / "content/achievements/2026"
    before: dict[str, str] = {}
    for numbers, message in (((2,), "one"), ((3, 4), "two"), ((5,), "")):
        for number in (6, *NUMBERS[numbers[-1] :]):
            changed = folder / f"{stem(number)}.md"
            changed.write_text(changed.read_text("utf-8") + f"\n又记一笔：第{number}号，{message}。\n", "utf-8")
        for number in numbers:
            before[stem(number)] = (folder / f"{stem(number)}.md").read_text("utf-8")
            (folder / f"{stem(number)}.md").unlink()
        if message:
            git(root, "commit", "-qam", message)
    before |= {path.stem: path.read_text("utf-8") for path in folder.glob("*.md")}
    told = CliRunner().invoke(main, ["check", "--as-of", AS_OF.isoformat()]).stdout
    commands = re.findall(r"git checkout [0-9a-f^A-Z]+ -- [a-z0-9/. -]+(?<=md)", told)
    assert "这里有 4 条记录被删除" in told
    for command in commands:
        subprocess.run(command.split(), cwd=root, check=True)

    assert len(commands) == 3
    assert {path.stem: path.read_text("utf-8") for path in folder.glob("*.md")} == before


def test_many_records_that_went_come_back_and_no_other(root: Path) -> None:
    """Deleted by dozens, changed in between, one of them put back, one moved away with them."""
    folder = root / "content/achievements/2026"
    for number in range(12, 28):
        shutil.copyfile(folder / f"{stem(1)}.md", folder / f"{stem(number)}.md")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "more")
    before: dict[str, str] = {}
    for numbers in (range(1, 13), range(13, 26)):
        for path in folder.glob("*.md"):
            path.write_text(path.read_text("utf-8") + f"\n又记一笔：{numbers}。\n", "utf-8")
        git(root, "commit", "-qam", "changed")
        before |= {stem(number): (folder / f"{stem(number)}.md").read_text("utf-8") for number in numbers}
        for number in numbers:
            (folder / f"{stem(number)}.md").unlink()
        git(root, "commit", "-qam", "gone")
    before[stem(1)] = "\n".join([before[stem(1)], "又回来了。\n"])
    (folder / f"{stem(1)}.md").write_text(before[stem(1)], "utf-8")
    git(root, "add", "-A")
    (root / "content/成果").mkdir()
    (folder / f"{stem(26)}.md").rename(root / f"content/成果/{stem(26)}.md")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "back, and moved")
    before[stem(27)] = (folder / f"{stem(27)}.md").read_text("utf-8")
    told = CliRunner().invoke(main, ["check", "--as-of", AS_OF.isoformat()]).stdout
    commands = re.findall(r"git checkout [0-9a-f^A-Z]+ -- [a-z0-9/. -]+(?<=md)", told)
    for command in reversed(commands):
        subprocess.run(command.split(), cwd=root, check=True)

    assert "这里有 24 条记录被删除" in told
    assert {path.stem: path.read_text("utf-8") for path in folder.glob("*.md")} == before


def test_a_folder_emptied_by_moving_some(root: Path) -> None:
    """What was moved out of the folder is not brought back beside itself."""
    folder = root / "content/achievements/2026"
    (root / "content/成果").mkdir()
    for number in NUMBERS:
        path = folder / f"{stem(number)}.md"
        path.rename(root / f"content/成果/{stem(number)}.md") if number < 5 else path.unlink()
    told = CliRunner().invoke(main, ["check", "--as-of", AS_OF.isoformat()]).stdout
    [command] = re.findall(r"git checkout HEAD -- [a-z0-9/. -]+", told)

    assert command.split()[4:] == [f"content/achievements/2026/{stem(number)}.md" for number in range(5, 12)]
