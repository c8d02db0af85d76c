"""Faults of the machine are told in words; the table of faults in docs/ names tests that exist."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import NoReturn

import pytest
from click.testing import CliRunner, Result

from building import REPOSITORY, git
from showcase.catalogue.load import load
from showcase.cli import main
from showcase.files.journal import finish_writing, write_files
from showcase.files.refusals import remedy
from showcase.files.scratch import scratch
from showcase.files.whole import write_together
from showcase.past.day import check_clock
from showcase.schema.vocabulary_files import load_vocabularies
from tree import AS_OF, RECORD, RECORD_PATH, WRONG, make_tree, put

TABLE = REPOSITORY / "docs" / "faults.md"


@pytest.mark.parametrize("path", [RECORD_PATH, "content/vocabularies/stages.yml"])
def test_a_file_that_cannot_be_read(tree: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    """A record or vocabulary without permission to read is an error at its path that says what to do."""
    put(tree, RECORD_PATH)
    put(tree, path, (tree / path).read_bytes() + b"\n")  # what is known already is not read
    read = Path.read_bytes

    def refuse(file: Path) -> bytes:
        if file == tree / path:
            raise PermissionError(13, "Permission denied")
        return read(file)

    monkeypatch.setattr(Path, "read_bytes", refuse)

    assert (path, "not-readable") in {(problem.path, problem.code) for problem in load(tree, AS_OF).errors}


def test_a_terminal_that_knows_no_chinese(tree: Path) -> None:
    """Where the output's encoding lacks a character, an escape stands for it and the exit code stays true."""
    put(tree, RECORD_PATH, RECORD.replace(*WRONG))
    result = subprocess.run(
        [Path(sys.executable).parent / "showcase", "check"],
        cwd=tree,
        env=os.environ | {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
        capture_output=True,
        check=False,
    )

    assert (result.returncode, b"Traceback" in result.stderr) == (1, False)
    assert b"error[stage]" in result.stdout


def test_a_terminal_of_another_encoding(tree: Path) -> None:
    """Bytes that are no UTF-8 on the command line are told; as an answer they are asked for again."""
    put(tree, RECORD_PATH, RECORD)
    tool = [Path(sys.executable).parent / "showcase"]
    name = "海洋藻类".encode("gbk")
    typed = subprocess.run(
        [*tool, "set", Path(RECORD_PATH).stem, b"title=" + name], cwd=tree, capture_output=True, check=False
    )
    answered = subprocess.run(
        [*tool, "new", "achievement"], cwd=tree, input=b"\xb2\xfa\xc6\xb7\xb2\xfa\n", capture_output=True, check=False
    )
    told = (typed.stderr + answered.stderr + answered.stdout).decode()

    assert (typed.returncode, answered.returncode, "Traceback" in told) == (2, 1, False)
    assert "不是 UTF-8 编码的文字；请把终端的编码改为 UTF-8" in told
    assert (tree / RECORD_PATH).read_text(encoding="utf-8") == RECORD


def test_vocabularies_without_terms(tree: Path) -> None:
    """A vocabulary of no terms is sound; one that lacks the list is told."""
    path = "content/vocabularies/function-words.yml"
    text = (tree / path).read_text(encoding="utf-8")
    head = text[: text.index("terms:")]
    put(tree, path, f"{head}terms: []\n")
    empty = [problem.path for problem in load_vocabularies(tree)[1]]
    put(tree, path, head)

    assert path not in empty
    assert path in [problem.path for problem in load_vocabularies(tree)[1]]


FULL = "磁盘已满，请腾出空间后再试"
CHANGE = ["set", "a2026-lanhai-001", "status=negotiating"]


def run(root: Path, *arguments: str) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        return CliRunner().invoke(main, [*arguments, "--as-of", "2026-10-01"])


def read(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def fill(folder: Path) -> None:
    """Leave no byte."""
    with suppress(OSError), (folder / "filling").open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 1024)


def test_a_full_disk_where_records_are(small_disk: Path) -> None:
    """Nothing is written where not all can be; the remedy is named."""
    put(make_tree(small_disk / "tree"), RECORD_PATH)
    fill(small_disk)
    before = read(small_disk)
    result = run(small_disk / "tree", *CHANGE)

    assert (result.exit_code, FULL in result.stderr) == (1, True)
    assert read(small_disk) == before


def test_a_full_disk_where_drafts_are(small_disk: Path, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change that cannot be tried is not made; what was tried of it is cleared."""
    put(tree, RECORD_PATH)
    fill(small_disk)
    before = read(tree)
    monkeypatch.setattr(tempfile, "tempdir", str(small_disk))
    result = run(tree, *CHANGE)

    assert (result.exit_code, FULL in result.stderr) == (1, True)
    assert f"临时文件夹 {small_disk}" in result.stderr
    assert read(tree) == before
    assert [path.name for path in small_disk.iterdir()] == ["filling"]


@pytest.mark.parametrize(
    "command", [["template", "表.xlsx"], ["export", "表.xlsx"], ["export", "表.csv", "--kind", "achievement"]]
)
def test_a_full_disk_where_a_sheet_is(
    small_disk: Path, tree: Path, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sheet that is there already, perhaps filled in since, stays as it is; nothing else is left."""
    put(tree, RECORD_PATH)
    sheet = small_disk / command[1]
    sheet.write_bytes(b"kept")
    fill(small_disk)
    monkeypatch.chdir(tree)
    result = CliRunner().invoke(main, [command[0], str(sheet), *command[2:]])

    assert (result.exit_code, FULL in result.stderr) == (1, True)
    assert sheet.read_bytes() == b"kept"
    assert sorted(path.name for path in small_disk.iterdir()) == ["filling", sheet.name]


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOTSUP, errno.EXDEV, errno.EBUSY, errno.ESTALE, errno.ENOTDIR])
def test_what_shares_refuse_is_told_with_its_remedy(number: int) -> None:
    """File systems of networks and sticks refuse otherwise than disks do: in Chinese, with what to do."""
    said = remedy(OSError(number, os.strerror(number), "x"))

    assert os.strerror(number) not in said
    assert "请" in said


def test_several_files_for_people_come_together(tmp_path: Path) -> None:
    """None comes to its place before all are written; a device is written to, a link's file keeps its rights."""
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "a").chmod(0o640)
    (tmp_path / "link").symlink_to("a")
    with pytest.raises(FileNotFoundError):
        write_together({tmp_path / "link": b"new", tmp_path / "gone" / "b": b"new"})
    assert (tmp_path / "a").read_bytes() == b"old"
    write_together({tmp_path / "link": b"new", Path(os.devnull): b"new"})

    assert (tmp_path / "link").is_symlink()
    assert ((tmp_path / "a").read_bytes(), (tmp_path / "a").stat().st_mode & 0o777) == (b"new", 0o640)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "link"]


def test_an_old_git_is_told_as_that(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A git of before 2017 repeats what it does not know: no shallow clone, and no broken repository."""
    program = tree / "bin" / "git"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\necho "--is-shallow-repository"\n')
    program.chmod(0o755)
    (tree / ".git").mkdir()
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    result = run(tree, "check", "--base", "main")

    assert result.exit_code == 2
    assert "这台机器的 git 太旧，请升级到 2.20 或更新的版本" in result.stderr


def test_not_root_and_a_checkout_that_can_only_be_read(
    tmp_path_factory: pytest.TempPathFactory, lack: Callable[[str], NoReturn]
) -> None:
    """Whoever may only read checks; a change is refused with the reason, and nothing is left."""
    if os.getuid():
        lack("only root can be somebody else: run `make test` as root")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        root = make_tree(Path(folder) / "tree")
        put(root, RECORD_PATH)
        before, said = read(root), tmp_path_factory.mktemp("said") / "said.json"
        said.touch()
        # What is imported or read late may lie where nobody else may look: in root's own folder.
        other = shutil.copytree(root, Path(folder) / "other")
        for command in (CHANGE, ("check",)):
            run(other, *command)
        with said.open("w") as output:
            child = os.fork()
            if not child:
                try:
                    os.chdir(root)
                    os.setgid(65534)
                    os.setuid(65534)
                    results = [run(root, *CHANGE), run(root, "check")]
                    json.dump([[result.exit_code, result.output] for result in results], output)
                    output.flush()
                    os._exit(0)
                finally:
                    os._exit(1)  # else it would go on with the other tests
        assert os.waitpid(child, 0)[1] == 0
        (changing, refusal), (checking, _) = json.loads(said.read_text())

        assert (changing, checking) == (1, 0)
        assert "没有权限，请检查文件和文件夹的权限" in refusal
        assert read(root) == before


def test_a_file_that_vanishes_while_it_is_read(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record that is listed and then gone is told by its path."""
    put(tree, RECORD_PATH)
    read = Path.read_bytes

    def vanish(file: Path) -> bytes:
        if file == tree / RECORD_PATH:
            file.unlink(missing_ok=True)
        return read(file)

    monkeypatch.setattr(Path, "read_bytes", vanish)

    assert (RECORD_PATH, "not-readable") in {(problem.path, problem.code) for problem in load(tree, AS_OF).errors}


def test_a_machine_that_speaks_no_utf8(tree: Path) -> None:
    """Whatever the locale's encoding, what is typed and what files are called is read as it is meant."""
    put(tree, RECORD_PATH)
    result = subprocess.run(
        [Path(sys.executable).parent / "showcase", "set", "a2026-lanhai-001", "title=硅藻混养生产岩藻黄素"],
        cwd=tree,
        env=os.environ
        | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "SOURCE_DATE_EPOCH": "1790827200"},
        capture_output=True,
        check=False,
    )

    assert (result.returncode, result.stderr) == (0, b"")
    assert "title: 硅藻混养生产岩藻黄素\n" in (tree / RECORD_PATH).read_text("utf-8")


@pytest.mark.parametrize("clock", ["tomorrow", "1e9", "9" * 20, "253402300800", "9000000000"])
def test_a_clock_that_is_none(tree: Path, monkeypatch: pytest.MonkeyPatch, clock: str) -> None:
    """A setting of the clock that is no moment is told by its name."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", clock)
    monkeypatch.chdir(tree)
    result = CliRunner().invoke(main, ["check"])

    assert result.exit_code == 1
    assert "SOURCE_DATE_EPOCH 应为 1970 年以来的秒数" in result.stderr


def test_a_clock_before_the_newest_commit(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build on such a day is warned of, with what decides and the remedy; one whose clock is set is not."""
    monkeypatch.chdir(repository)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setattr("showcase.commands.build.find_standing", lambda *_: SimpleNamespace(report=""))
    put(repository, RECORD_PATH, RECORD.replace("三十七批", "三十八批"))
    git(repository, "commit", "-q", "-a", "-m", "of a day to come", day="2099-01-01")
    said = CliRunner().invoke(main, ["build"]).stderr

    assert "警告：本机时钟 " in said
    assert " 的时间 2099-01-01 12:00" in said
    assert "timedatectl set-ntp true" in said
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790827200")
    assert "时钟" not in CliRunner().invoke(main, ["build"]).stderr
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert check_clock(repository, datetime(2099, 1, 2, tzinfo=UTC)) is None


def test_a_clock_far_behind_the_newest_commit(repository: Path) -> None:
    """So late that every record has expired: the build says so before it empties the lists."""
    said = check_clock(repository, datetime(2105, 1, 1, tzinfo=UTC)) or ""

    assert "全都会过期、退出列表" in said
    assert "showcase renew" in said
    assert check_clock(repository, datetime(2027, 1, 1, tzinfo=UTC)) is None


def test_a_clock_that_is_behind_is_told_once(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the last steps are all of days to come it is this machine's clock: told once, not by record and commit."""
    monkeypatch.chdir(repository)
    text = RECORD.replace("published: 2026-03-01", "published: 2098-12-01")
    for number in range(4):
        put(repository, RECORD_PATH, text.replace("三十七批", f"三十{number}批"))
        git(repository, "commit", "-q", "-a", "-m", "later", day=f"2099-01-0{number + 1}")
    said = CliRunner().invoke(main, ["check"]).stdout

    assert (
        "warning[clock]: 最近 4 次提交的日期都晚于今天，最晚的是 2099-01-04：多半是本机时钟慢了；请校准本机时钟" in said
    )
    assert (said.count("晚于今天"), "[future]" in said) == (2, False)


def test_a_repository_with_holes(tree: Path) -> None:
    """A comparison with a base whose objects are lost says how to find out and what to do."""
    put(tree, RECORD_PATH)
    git(tree, "init", "-q", "-b", "main")
    for number in (1, 2):
        put(tree, RECORD_PATH, RECORD.replace("三十七批", f"三十{number}批"))
        git(tree, "add", "-A")
        git(tree, "commit", "-q", "-m", "one")
    lost = subprocess.run(["git", "rev-parse", "main:content"], cwd=tree, capture_output=True, text=True, check=True)
    (tree / ".git/objects" / lost.stdout[:2] / lost.stdout[2:].strip()).unlink()
    result = run(tree, "check", "--base", "main")

    assert result.exit_code == 1
    assert "git fsck" in result.stderr
    assert "Traceback" not in result.output


def test_several_files_are_written_together_or_not_at_all(tmp_path: Path) -> None:
    """If one of several cannot be written none is, and folders made for them go again."""
    put(tmp_path, "kept/one.md", "old")
    (tmp_path / "kept/two.md").mkdir()
    with pytest.raises(IsADirectoryError):
        write_files(tmp_path, {"kept/one.md": "new", "new/folder/three.md": "new", "kept/two.md": "new"})

    assert read(tmp_path) == {"kept/one.md": b"old"}
    assert not (tmp_path / "new").exists()


def test_a_journal_that_leads_elsewhere(tmp_path: Path) -> None:
    """A journal that somebody else put there moves nothing outside the root, and one that is broken moves nothing."""
    root = tmp_path / "root"
    put(tmp_path, ".x.md.new", "theirs")
    for told in ('["../x.md"]', f'["{tmp_path}/x.md"]', '{"a": 1}', "[[", "[null]"):
        put(root, ".showcase.decided", told)
        finish_writing(root)

        assert read(tmp_path) == {".x.md.new": b"theirs"}


def test_the_table_of_faults_names_tests_that_exist() -> None:
    """Each row of docs/faults.md names a test of the suite as file::function."""
    rows = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")][2:]
    named = [re.findall(r"`(tests/(?:browser/)?test_\w+\.py)::(test_\w+)`", row) for row in rows]

    assert rows
    assert all(named)
    for file, function in [pair for pairs in named for pair in pairs]:
        assert f"\ndef {function}(" in (REPOSITORY / file).read_text(encoding="utf-8"), (file, function)


def test_only_its_own_folders_are_cleared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a killed run left among the temporary folders goes with the next run; what is named alike stays."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with scratch() as left:
        prefix = left.name[:-8]
    for name in (f"{prefix}abcdefgh", "showcase-site", "showcase"):
        put(tmp_path / name, "file", "x")
    with scratch() as held, scratch():
        assert held.is_dir()

    assert sorted(path.name for path in tmp_path.iterdir()) == ["showcase", "showcase-site"]


@pytest.mark.parametrize("moment", ["mkdtemp", "open", "flock"])
def test_a_folder_cleared_by_another_run_before_it_is_locked(
    moment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two runs that begin at once: one that has lost its new folder to the other makes another."""
    lost: list[object] = []
    module = {"mkdtemp": tempfile, "open": os, "flock": fcntl}[moment]
    real = getattr(module, moment)

    def slowly(*arguments: object, **named: object) -> object:
        made = real(*arguments, **named)
        if not lost:
            lost.append(made)
            for folder in Path(tempfile.gettempdir()).glob(".showcase-scratch-*"):
                folder.rmdir()
        return made

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(module, moment, slowly)
    with scratch() as folder:
        assert folder.is_dir()

    assert lost
    assert not folder.exists()


@pytest.mark.parametrize("command", [["new", "achievement"], ["start"], ["term", "retire", "stages", "lab"], ["check"]])
def test_closed_streams(tree: Path, command: list[str]) -> None:
    """A command that is started without input, or without any stream, ends as one that nobody answers."""
    for closed in ("<&-", "<&- >&- 2>&-"):
        line = f'"{Path(sys.executable).parent / "showcase"}" {" ".join(command)} {closed}'
        result = subprocess.run(["sh", "-c", line], cwd=tree, capture_output=True, text=True, check=False)

        assert "Traceback" not in result.stderr
        assert result.returncode in (0, 1, 2)


@pytest.mark.parametrize("mask", [0o077, 0o000, 0o777])
def test_a_changed_record_keeps_its_permissions(tree: Path, mask: int) -> None:
    """Whoever could read a record before somebody with another umask changed it still can."""
    record = put(tree, RECORD_PATH)
    record.chmod(0o644)
    former = os.umask(mask)
    try:
        write_files(tree, {RECORD_PATH: RECORD.replace("三年试验", "四年试验")})
    finally:
        os.umask(former)

    assert record.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_beyond_all_records(tree: Path, monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    """Told with the years that may be; counting from such a day ended in a traceback."""
    monkeypatch.chdir(tree)
    result = CliRunner().invoke(main, ["check", "--as-of", day])

    assert result.exit_code == 2
    assert "年份应在 1949 至 2199 之间" in result.stderr
