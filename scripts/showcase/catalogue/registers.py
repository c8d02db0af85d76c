"""What the vocabularies' own files tell beside their terms."""

from __future__ import annotations

from pathlib import Path

from showcase.files.kept import find_kept, keep
from showcase.files.problem import Problem
from showcase.files.source import load_yaml
from showcase.rules import check_remarks
from showcase.schema.vocabulary import Vocabularies

_SHELF = "registers"


def check_registers(root: Path, vocabularies: Vocabularies, known: str) -> list[Problem]:
    """The problems of the texts and comments of sound vocabularies; `known` is the digest of their folder."""
    if (kept := find_kept(_SHELF, [known])) and known in kept:
        return list(kept[known])
    folder = root / "content" / "vocabularies"
    sources = (load_yaml(root, path) for path in sorted(folder.glob("[!.]*.yml")))
    problems = [problem for source in sources for problem in check_remarks(source, vocabularies)]
    keep(_SHELF, {known: problems})
    return problems
