"""Names in the place of codes within the vocabularies' own files: an editor knows terms by their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from showcase.files.problem import Loc, Message, Problem
from showcase.files.source import Source
from showcase.files.yaml_nodes import value_at
from showcase.schema.names import bare, nearest
from showcase.schema.notation.reading import Reading, hint_of

_STATUSES = ("achievement-statuses", "demand-statuses")
_MEANT: dict[str, tuple[str, ...]] = {
    "category": ("categories",),
    "district": ("districts",),
    "industries": ("industries",),
    "marine_sectors": ("marine-sectors",),
    "unless": ("routes",),
    "to": ("recipients",),
    "achievement": _STATUSES[:1],
    "demand": _STATUSES[1:],
}
"""By the field of a term the vocabularies of which it holds codes."""


def proposed_codes(name: str, sources: Mapping[str, Source], problems: list[Problem]) -> Iterator[Problem]:
    """The problems of a vocabulary; where a name stands for a code, with the code that it has in its own file."""
    for problem in problems:
        wanted = _wanted(name, problem.loc)
        value = value_at(sources[name].data, problem.loc)
        named = isinstance(value, str) and not value.isascii()
        yield replace(problem, hint=_hint(str(value), wanted, sources)) if wanted and named else problem


def _wanted(name: str, loc: Loc) -> tuple[str, ...]:
    """The vocabularies of which a code is wanted; a parent is of its own."""
    match [part for part in loc if isinstance(part, str)]:
        case [*_, "parent"]:
            return (name,)
        case [*_, "when", "status"]:
            return _STATUSES
        case [*_, field]:
            return _MEANT.get(field, ())
    return ()


def _hint(text: str, wanted: tuple[str, ...], sources: Mapping[str, Source]) -> Message | None:
    found = [sources[name] for name in wanted if name in sources]
    labels = {bare(label): code for source in found for code, label in _labels(source)}
    name = bare(text)
    holding = [name] if name in labels else [label for label in labels if name in label]
    near = holding[0] if len(holding) == 1 else nearest(name, list(labels))
    places = "、".join(f"content/vocabularies/{name}.yml" for name in wanted)
    return hint_of(Reading(labels[near])) if near else Message(f"可用代码见 {places}", f"see {places}")


def _labels(source: Source) -> Iterator[tuple[str, str]]:
    terms = source.data.get("terms")
    for term in terms if isinstance(terms, list) else ():
        if isinstance(term, dict) and isinstance(code := term.get("code"), str):
            yield from ((code, str(term[key])) for key in ("label", "symbol") if isinstance(term.get(key), str))
