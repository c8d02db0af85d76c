"""The records that were saved since a catalogue was loaded, each read by itself: a preview need not wait for all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from showcase.catalogue.checked import check_each, load_files
from showcase.catalogue.folders import find_records
from showcase.catalogue.load import Catalogue, build_entry, in_order
from showcase.files.problem import sort_problems
from showcase.past.day import today
from showcase.schema.records import MODELS
from showcase.schema.vocabulary_files import load_vocabularies

FEW = 20
"""Records: more that have changed at once are as soon read with all others."""


def load_saved(root: Path, former: Catalogue) -> Catalogue | None:
    """`former` with its records as they are now; None where more than a few have changed, or what they are read by.

    What only all of them tell together is as it was, and nothing of it is said of those that have changed.
    """
    vocabularies, faults = load_vocabularies(root)
    if faults or vocabularies != former.vocabularies or today() != former.as_of:
        return None
    files = load_files(root, {kind: find_records(root, kind) for kind in MODELS})
    known = {path: source.raw for path, source in former.sources.items()}
    new = [file for file in files if known.get(file.source.path) != file.source.raw]
    changed = {file.source.path for file in new} | known.keys() - {file.source.path for file in files}
    if len(changed) > FEW:
        return None
    sources = {path: source for path, source in former.sources.items() if path not in changed}
    problems = [problem for problem in former.problems if problem.path not in changed]
    entries = [entry for entry in former.entries if entry.source.path not in changed]
    for checked in check_each(new, vocabularies, former.as_of):
        sources[checked.source.path] = checked.source
        problems += checked.problems
        if checked.draft and not any(problem.is_error for problem in checked.problems):
            entries.append(build_entry(checked.draft, former.history, vocabularies, former.as_of))
    return replace(former, entries=in_order(entries), problems=tuple(sort_problems(problems)), sources=sources)
