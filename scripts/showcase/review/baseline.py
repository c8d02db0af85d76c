"""The catalogue as it was before a change, and which problems it had then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path, PurePosixPath

from showcase.catalogue.load import Catalogue, load
from showcase.files.git import write_content
from showcase.files.problem import Problem
from showcase.files.scratch import scratch
from showcase.review.revisions import load_changed, load_merge_base, load_used

_VOCABULARIES = "content/vocabularies/"


@dataclass(frozen=True)
class Baseline:
    """`changed` are paths below content/; `used` are all ids ever given, with their paths."""

    commit: str
    catalogue: Catalogue
    changed: frozenset[str]
    used: dict[str, str]

    @cached_property
    def touched(self) -> frozenset[str]:
        """The changed paths, and the records beside which a changed file lies."""
        return self.changed | {f"{PurePosixPath(path).parent}.md" for path in self.changed}


def load_baseline(root: Path, revision: str, as_of: date) -> Baseline:
    """The state at the merge base with `revision`. Raises HistoryError."""
    commit = load_merge_base(root, revision)
    with scratch() as folder:
        write_content(root, commit, folder)
        catalogue = load(folder, as_of)
    return Baseline(commit, catalogue, load_changed(root, commit), load_used(root, commit))


def split_problems(problems: Iterable[Problem], baseline: Baseline) -> tuple[list[Problem], list[Problem]]:
    """The change's own problems, and older ones.

    Its own are all in files that it touches and, elsewhere, those that were not there before: a changed vocabulary
    or a deleted record puts others in the wrong. A broken vocabulary is everybody's, since nothing can be checked.
    """
    blind = has_broken_vocabulary(baseline.catalogue)
    before = Counter(map(_key, baseline.catalogue.problems))
    own: list[Problem] = []
    older: list[Problem] = []
    for problem in problems:
        key = _key(problem)
        known = blind or before[key] > 0
        before[key] -= 1
        everybodys = problem.is_error and problem.path.startswith(_VOCABULARIES)
        (older if known and not everybodys and problem.path not in baseline.touched else own).append(problem)
    return own, older


def has_broken_vocabulary(catalogue: Catalogue) -> bool:
    return any(problem.path.startswith(_VOCABULARIES) for problem in catalogue.errors)


def record_id(path: str) -> str:
    return PurePosixPath(path).stem


def _key(problem: Problem) -> tuple[object, ...]:
    # Not the message: it lists choices, and those change with the vocabulary.
    return problem.path, problem.code, problem.loc, problem.severity
