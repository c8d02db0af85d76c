"""/embed/<facet>/<code>/: what a list holds, for the frames of other sites; no script, no shell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from showcase.derived.card import Card, build_card
from showcase.derived.indexes import Group
from showcase.derived.views import Output
from showcase.outputs.pages.render import Renderer

ROWS = 20
"""What came last; the rest is one link away."""


@dataclass(frozen=True)
class EmbedRow:
    """A record and the day on which it came to the list."""

    card: Card
    since: date


@dataclass(frozen=True)
class EmbedPage:
    """View model of theme/pages/embed.html; `url` is the list's own page."""

    title: str
    url: str
    counts: str
    total: int
    rows: list[EmbedRow]
    demo: bool
    """Whether invented records are in the catalogue."""


def render_embeds(renderer: Renderer) -> Iterator[Output]:
    """A page for every value of every facet."""
    demo = any(entry.record.demo for entry in renderer.views.catalogue.entries)
    for index in renderer.views.indexes.values():
        for group in index.groups.values():
            html = renderer.render("embed.html", 3, page=_build_page(group, demo=demo))
            yield f"embed/{group.url}index.html", html.encode()


def _build_page(group: Group, *, demo: bool) -> EmbedPage:
    newest = sorted(group.entries, key=lambda entry: group.since[entry.id], reverse=True)[:ROWS]
    found = ((len(group.achievements), "项成果"), (len(group.demands), "项需求"))
    return EmbedPage(
        title=group.term.label,
        url=group.url,
        counts="，".join(f"{number} {words}" for number, words in found if number),
        total=len(group.entries),
        rows=[EmbedRow(build_card(entry), group.since[entry.id]) for entry in newest],
        demo=demo,
    )
