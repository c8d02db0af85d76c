"""A review: the change's own problems, older ones, and what it changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from showcase.catalogue.load import Catalogue
from showcase.files.problem import Problem, sort_problems
from showcase.review.baseline import load_baseline, split_problems
from showcase.review.changes import RecordChange, build_changes
from showcase.review.identity import check_identity
from showcase.review.messages import check_messages
from showcase.review.revisions import load_others
from showcase.review.terms import TermChange, build_term_changes, check_terms


@dataclass(frozen=True)
class Report:
    """`problems` count, `older` are only shown (None: nothing was compared); `vocabularies` are changed files.

    `others` are the changed files that no rule of the catalogue reads: pages, theme, scripts, workflows.
    """

    as_of: date
    problems: tuple[Problem, ...]
    older: tuple[Problem, ...] | None = None
    changes: tuple[RecordChange, ...] = ()
    vocabularies: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    terms: tuple[TermChange, ...] = ()


def build_report(root: Path, now: Catalogue, revision: str) -> Report:
    """What the working tree changes since it parted from `revision`. Raises HistoryError."""
    baseline = load_baseline(root, revision, now.as_of)
    # What this change deletes is for `check_identity` to judge; what vanished earlier is an older problem.
    vanished = [problem for problem in now.problems if problem.code == "vanished"]
    own, older = split_problems([problem for problem in now.problems if problem not in vanished], baseline)
    own += check_identity(root, now, baseline)
    own += check_messages(root, baseline.commit, now.vocabularies)
    own += check_terms(now, baseline)
    older += [problem for problem in vanished if problem.path not in baseline.changed]
    vocabularies = sorted(path for path in baseline.changed if path.startswith("content/vocabularies/"))
    changes = build_changes(now, baseline)
    others = load_others(root, baseline.commit)
    terms = build_term_changes(now, baseline)
    return Report(now.as_of, tuple(sort_problems(own)), tuple(older), changes, tuple(vocabularies), others, terms)
