"""Faults of the machine are told in words; the table of faults in docs/ names tests that exist."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from building import REPOSITORY
from showcase.catalogue.load import load
from showcase.schema.vocabulary_files import load_vocabularies
from tree import AS_OF, RECORD, RECORD_PATH, WRONG, put

TABLE = REPOSITORY / "docs" / "faults.md"


@pytest.mark.parametrize("path", [RECORD_PATH, "content/vocabularies/stages.yml"])
def test_a_file_that_cannot_be_read(tree: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    """A record or vocabulary without permission to read is an error at its path that says what to do."""
    put(tree, RECORD_PATH)
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


def test_the_table_of_faults_names_tests_that_exist() -> None:
    """Each row of docs/faults.md names a test of the suite as file::function."""
    rows = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")][2:]
    named = [re.findall(r"`(tests/[\w./]+)::(\w+)`", row) for row in rows]

    assert rows
    assert all(named)
    for file, function in [pair for pairs in named for pair in pairs]:
        assert f"def {function}(" in (REPOSITORY / file).read_text(encoding="utf-8"), (file, function)
