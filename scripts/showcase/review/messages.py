"""What the messages of a change's commits tell: merged, they are in the history for good."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from showcase.files.problem import Message, Problem, Severity
from showcase.past.history import read_git
from showcase.rules.privacy import find_told, is_certain, said_of
from showcase.schema.vocabulary import Vocabularies

_TRAILER = re.compile(r"^(?:Signed-off|Co-authored|Reviewed|Acked|Reported|Tested|Suggested)-by: ", re.IGNORECASE)
"""Lines by which people name themselves."""
_HINT = Message(
    "提交说明随仓库公开：合并前用 git commit --amend 改写，或压缩合并时重写说明",
    "messages are public as the repository is: amend it before it is merged, or write another when it is squashed",
)


def check_messages(root: Path, base: str, vocabularies: Vocabularies) -> Iterator[Problem]:
    """提交说明里不写个人信息、密级标志和内部情况。
    Messages of commits tell of no person and nothing that is kept."""
    told = read_git(root, "log", "-z", "--format=%h %B", f"{base}..HEAD").decode("utf-8", "replace")
    for entry in filter(None, told.split("\0")):
        sha, _, words = entry.partition(" ")
        lines = [line for line in words.split("\n") if not _TRAILER.match(line)]
        for found in find_told("\n".join(lines), vocabularies):
            said = said_of(found)
            message = Message(f"提交 {sha} 的说明{said.zh}", f"the message of commit {sha} {said.en}")
            severity = Severity.ERROR if is_certain(found) else Severity.WARNING
            yield Problem("content", 1, 1, severity, "told-in-commit", (), message, _HINT)
