"""View models of the English lists: all records that have an English page, and those of one sector or stage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from showcase.catalogue.entry import Entry
from showcase.derived.card import thumbnail
from showcase.derived.english import (
    FOLDER,
    KINDS,
    NAME,
    Said,
    english_url,
    has_english,
    say_party,
    say_state,
    say_term,
    say_terms,
)
from showcase.derived.views import Views
from showcase.outputs.pages.english import build_moved
from showcase.outputs.pages.leaf import Leaf
from showcase.outputs.pages.pager import Pager, count_pages
from showcase.schema.terms import Term

PAGE_SIZE = 60
FACETS = {"marine-sector": "Marine sectors", "industry": "Industries", "stage": "Stages"}
"""What the English list is divided by."""


@dataclass(frozen=True)
class EnglishCard:
    """A record in a list; `url` and `picture` are from the site's root."""

    url: str
    kind: str
    record: Any
    state: Said
    tone: str
    party: Said
    tags: list[Said]
    picture: str


@dataclass(frozen=True)
class Choice:
    """A value of a facet with its number of records."""

    said: Said
    url: str
    count: int
    current: bool


@dataclass(frozen=True)
class EnglishList:
    """View model of theme/pages/en/list.html; `chinese` is the address of all records of which these are a part."""

    title: Said
    total: int
    cards: list[EnglishCard]
    sides: list[tuple[str, list[Choice]]]
    pager: Pager
    chinese: str


def build_english_lists(views: Views) -> Iterator[Leaf]:
    """/en/ and the values of FACETS that have a record; nothing where no record has its English fields."""
    if not any(map(has_english, views.catalogue.entries)):
        return
    held = {name: dict(_groups(views, name)) for name in FACETS}
    listed = [entry for entry in views.catalogue.listed if has_english(entry)]
    yield from _list(Said(NAME), "", listed, held, "achievements/")
    for name, groups in held.items():
        for url, (term, entries) in groups.items():
            yield from _list(say_term(term), url, entries, held, url)
        for old, new in views.indexes[name].vocabulary.renamed.items():
            if (url := f"{name}/{new}/") in groups:
                yield build_moved(f"{name}/{old}/", url, old, say_term(groups[url][0]))


Held = dict[str, dict[str, tuple[Term, list[Entry]]]]
"""By facet and by the address of a value's Chinese list: the value and its listed records that have English."""


def _groups(views: Views, name: str) -> Iterator[tuple[str, tuple[Term, list[Entry]]]]:
    for group in views.indexes[name].groups.values():
        if any(map(has_english, (*group.entries, *group.former))):
            yield group.url, (group.term, [entry for entry in group.entries if has_english(entry)])


def _list(title: Said, url: str, entries: list[Entry], held: Held, chinese: str) -> Iterator[Leaf]:
    """`url` is the address of the Chinese page that the list answers to."""
    pages = count_pages(len(entries), PAGE_SIZE)
    sides = [
        (
            FACETS[name],
            [Choice(say_term(term), english_url(at), len(of), at == url) for at, (term, of) in group.items()],
        )
        for name, group in held.items()
    ]
    for number in range(1, pages + 1):
        pager = Pager(english_url(url), number, pages)
        shown = entries[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        model = EnglishList(title, len(entries), [_card(entry) for entry in shown], sides, pager, chinese)
        name = title.text + (f", page {number}" if number > 1 else "")
        description = f"{title.text}: {len(entries)} with an English summary, from Qingdao, China."
        twin = "" if pager.path == FOLDER else None
        yield Leaf(pager.path, name, description, "en/list.html", model, "en", twin=twin)


def _card(entry: Entry) -> EnglishCard:
    return EnglishCard(
        url=english_url(entry.url),
        kind=KINDS[entry.kind],
        record=entry.record,
        state=say_state(entry),
        tone=entry.state.tone,
        party=say_party(entry),
        tags=say_terms([*entry.terms("categories"), *entry.terms("stage"), *entry.terms("districts")[:1]]),
        picture=thumbnail(entry),
    )
