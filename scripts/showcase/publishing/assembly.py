"""What the frame has lent and what the catalogue has made → a draft of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from showcase.derived.views import Views
from showcase.files.brand import Palette
from showcase.files.problem import Problem
from showcase.files.stages import Stage, Stages, terminal_stages
from showcase.files.workers import aside
from showcase.outputs.ahead import render_fault_pages
from showcase.outputs.assets import render_assets
from showcase.outputs.compiled import render_modules
from showcase.outputs.offline import WORKER, render_worker
from showcase.outputs.pages import Page, Shell
from showcase.outputs.release import Draft, Written
from showcase.outputs.table import render_pages, render_tools

MADE_ANEW = {"sitemap.xml", "sitemap.xml.gz"}
"""What MkDocs makes of its own pages alone; ours names all."""

Tools = Callable[[], tuple[list[Written], Mapping[str, Stage]]]
"""Waits for search, workbooks and form, which are made while MkDocs makes its pages."""


class DraftFiles:
    """What a draft holds, by path; bytes are on the disk. `between` is called between two files."""

    def __init__(self, draft: Draft, between: Callable[[], None]) -> None:
        self._draft = draft
        self._between = between

    def __setitem__(self, path: str, data: bytes) -> None:
        self._between()
        self._draft.write(path, data)

    def __getitem__(self, path: str) -> bytes:
        return (self._draft.folder / path).read_bytes()

    def __contains__(self, path: object) -> bool:
        return path in self._draft.sums

    def __iter__(self) -> Iterator[str]:
        return iter(self._draft.sums)


@dataclass(frozen=True)
class Frame:
    """What MkDocs has made: the files below `staging`, the empty pages, the guides; its style sheet, and our theme."""

    theme: Path
    palette: Palette
    sheet: str
    staging: Path
    shells: Mapping[Shell, str]
    guides: Sequence[Page]


def begin_tools(views: Views, draft: Draft, between: Callable[[], None]) -> AbstractContextManager[Tools]:
    """Have the tools made beside all else; what is yielded waits for them. `between` is that of their stages."""
    views.find_shared()

    def make() -> tuple[list[Written], Mapping[str, Stage]]:
        stages = terminal_stages()
        stages.between = between
        return render_tools(views, stages, draft.put), stages.found

    return aside(make)


def assemble(
    draft: Draft,
    frame: Frame,
    views: Views,
    tools: Tools,
    broken: Sequence[Problem],
    stages: Stages,
) -> None:
    """Finish a draft, which holds what other systems read, with all else; `broken` is what a preview has to say."""
    with stages.of("生成样式和脚本"):
        made = [path.read_text("utf-8") for path in sorted(frame.staging.rglob("*.html"))]
        compiled = render_modules(views.catalogue.vocabularies)
        pages = [*frame.shells.values(), *made]
        assets = dict(render_assets(frame.theme, frame.palette, frame.sheet, pages, compiled))
    with stages.of("写入"):
        for file in frame.staging.rglob("*"):
            name = file.relative_to(frame.staging).as_posix()
            if file.is_file() and name not in assets and name not in MADE_ANEW:
                draft.write(name, file.read_bytes())
        for name, data in chain(assets.items(), render_fault_pages(frame.theme, frame.shells, views, broken)):
            draft.write(name, data)
    for written in render_pages(frame.theme, frame.shells, views, stages, draft.put, frame.guides):
        draft.adopt(written)
    others, passed = tools()
    stages.join(passed)
    for written in others:
        draft.adopt(written)
    with stages.of("写入"):
        draft.write(WORKER, render_worker(draft.sums, views.catalogue.as_of))
        draft.finish()
