"""What a preview shows in the place of a record that is broken: what is wrong with it, until it is mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from showcase.files.problem import Problem
from showcase.outputs.pages.page import Page
from showcase.outputs.pages.render import Renderer

PATH = "problems/"


def render_faults(renderer: Renderer, problems: Iterable[Problem]) -> Iterator[Page]:
    """All problems at problems/, those of a record at the record's own address too."""
    found = list(problems)
    yield _render(renderer, PATH, found)
    for path in dict.fromkeys(problem.path for problem in found):
        place = PurePosixPath(path)
        if place.suffix == ".md" and place.parts[1:2] in (("achievements",), ("demands",)):
            own = [problem for problem in found if problem.path == path]
            yield _render(renderer, f"{place.parts[1]}/{place.stem}/", own)


def _render(renderer: Renderer, path: str, problems: list[Problem]) -> Page:
    content = renderer.render("problems.html", path.count("/"), problems=problems, page=None)
    return Page(path, f"{len(problems)} 处要改", "预览：记录有错误。", content, indexed=False)
