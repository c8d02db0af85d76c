"""The pages that show what has changed, before all others are made: a preview shows what was just saved at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from showcase.catalogue.entry import Entry
from showcase.catalogue.load import Catalogue
from showcase.catalogue.saved import FEW
from showcase.derived.views import Output, Views
from showcase.files.problem import Problem
from showcase.outputs.pages import Page, Renderer, Shell, fill_shell, lists_with, render_entry
from showcase.outputs.pages.faults import render_faults


@dataclass(frozen=True)
class Ahead:
    """`pages` by their file's path; `lists`, by the address that their pages begin with, are made when asked for.

    Who has one made puts its pages beside the others.
    """

    pages: dict[str, bytes]
    lists: Mapping[str, Callable[[], Iterator[Output]]]


def render_fault_pages(
    theme: Path, shells: Mapping[Shell, str], views: Views, faults: Sequence[Problem]
) -> Iterator[Output]:
    """What is wrong, in the place of the records that are broken."""
    for page in render_faults(Renderer(theme, views), faults) if faults else ():
        yield page.file, fill_shell(shells[page.shell], page, views.site)


def _changed(former: Catalogue, present: Catalogue) -> list[Entry]:
    """The records that say something else, their former state too; none if it is the vocabularies that have changed."""
    if former.vocabularies != present.vocabularies:
        return []
    sums = [{entry.source.sha256 for entry in catalogue.entries} for catalogue in (former, present)]
    new = [entry for entry in present.entries if entry.source.sha256 not in sums[0]]
    return new + [entry for entry in former.entries if entry.source.sha256 not in sums[1]]


def _early(views: Views, former: Views) -> Views:
    """The same with the pairs and the similar records as they were: to find them anew takes longer than all else."""
    early = copy(views)
    entries = {entry.id: entry for entry in views.catalogue.entries}
    similar = {
        identifier: tuple(entries[other.id] for other in former.similar.get(identifier, ()) if other.id in entries)
        for identifier in entries
    }
    vars(early).update(matches=former.matches.among(entries), similar=similar)
    return early


def render_ahead(
    theme: Path, shells: Mapping[Shell, str], former: Views, views: Views, faults: Sequence[Problem]
) -> Ahead:
    """The pages of records that have changed and of what is wrong, and the lists on which they stand or stood."""
    changed = _changed(former.catalogue, views.catalogue)
    if len(changed) > 2 * FEW:  # each has two states
        return Ahead({}, {})
    renderer = Renderer(theme, _early(views, former))

    def filled(pages: Iterable[Page]) -> Iterator[Output]:
        return ((page.file, fill_shell(shells[page.shell], page, views.site)) for page in pages)

    def later(make: Callable[[], Iterator[Page]]) -> Callable[[], Iterator[Output]]:
        return lambda: filled(make())

    present = [entry for entry in changed if entry in views.catalogue.entries]
    pages = [page for entry in present for page in render_entry(renderer, entry)]
    lists = {path: later(make) for path, make in lists_with(renderer, changed).items()}
    return Ahead(dict(chain(filled(pages), render_fault_pages(theme, shells, views, faults))), lists)
