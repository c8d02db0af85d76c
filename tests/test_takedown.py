"""A take-down on legal request, by the editors' guide: out of the record, the site, exports, mirrors and history."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from chronicle import Chronicle
from faulty import faulty
from showcase.cli import main
from showing import show

WORDS = "示例测试人甲乙"
A, B = "a2026-lanhai-001", "a2026-lanhai-002"
SUMMARY = "在管道光反应器里用弱光加少量甘油培养硅藻，全年可产，不受采收季限制"


def holding(folder: Path) -> list[str]:
    """The files below a folder that hold the text."""
    return [path.name for path in sorted(folder.rglob("*")) if path.is_file() and WORDS.encode() in path.read_bytes()]


def in_history(book: Chronicle) -> int:
    """How many objects of the repository hold the text, messages of commits included."""
    names = book.git("rev-list", "--objects", "--all").splitlines()
    objects = [name.split()[0] for name in names]
    return sum(WORDS in book.git("cat-file", "-p", name) for name in objects)


def run(*arguments: str) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output


def test_nothing_of_it_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Published, exported, mirrored, mentioned in a commit; after the guide's steps nobody who is in step has it."""
    book = Chronicle(tmp_path / "book")
    book.write(A, summary=f"{SUMMARY}，{WORDS}提供")
    book.write(B)
    book.commit()
    book.git("commit", "-q", "--allow-empty", "-m", f"{WORDS}的来电")
    book.wait(days=1)
    show(tmp_path / "site", book.render())
    monkeypatch.chdir(book.root)
    run("export", str(tmp_path / "old.csv"), "--kind", "achievement")
    with faulty(tmp_path / "site") as server:
        run("mirror", server.url, str(tmp_path / "copy"))
        assert in_history(book) > 1
        assert holding(tmp_path / "site")
        assert holding((tmp_path / "copy/current").resolve())
        assert WORDS in (tmp_path / "old.csv").read_text("utf-8-sig")

        run("set", A, f"summary={SUMMARY}。", "--as-of", str(book.today))  # step 1 of the guide
        book.commit()
        book.wait(days=1)
        show(tmp_path / "site", book.render())
        (tmp_path / "old.csv").unlink()  # step 2
        (book.root / "remove.txt").write_text(WORDS, "utf-8")
        tool = Path(sys.executable).with_name("git-filter-repo")  # step 3
        options = ["--force", "--replace-text", "remove.txt", "--replace-message", "remove.txt"]
        subprocess.run([tool, *options], cwd=book.root, check=True, capture_output=True)
        (book.root / "remove.txt").unlink()
        show(tmp_path / "site", book.render())
        run("mirror", server.url, str(tmp_path / "copy"))
    run("export", str(tmp_path / "new.csv"), "--kind", "achievement")

    assert in_history(book) == 0
    assert holding(tmp_path / "site") == []
    assert holding((tmp_path / "copy/current").resolve()) == []
    assert WORDS not in (tmp_path / "new.csv").read_text("utf-8-sig")
    assert not book.load().errors
    # A mirror keeps the version before for those who are reading it: the next but one publication takes it away.
    assert holding(tmp_path / "copy/versions")
