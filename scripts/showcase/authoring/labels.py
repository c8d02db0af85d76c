"""Messages in the words of people who see labels: sheets and the form show neither keys nor codes.

Messages are written for files: keys stand bare (`deadline`, `disclosure.cleared`), codes bare or in quotes. The form
runs `in_labels` too, compiled.
"""

from __future__ import annotations

import re

from showcase.authoring.choices import FLAGS, VERDICTS
from showcase.files.problem import Loc
from showcase.schema.records import MODELS, Kind
from showcase.schema.shapes import paths, shapes
from showcase.schema.vocabulary import Vocabularies

# What is quoted, or a name of small letters that is part of no address, path or other word.
_NAMES = re.compile(
    r'"[^"]{0,500}"|“[^”]{0,500}”|《[^》]{0,500}》|(?<![A-Za-z0-9_./:@&-])[a-z][a-z_]*(?:\.[a-z_]+)*(?![A-Za-z0-9_./@*-])'
)
_WORD = 2
"""So many characters of a label that stand beside its key already say it."""
_OTHER_CODES = VERDICTS | FLAGS
BODIES = ("agencies", "institutions")
"""Vocabularies whose codes stand in ids: elsewhere than in their own fields they are meant as codes."""


_SHAPES = {kind: dict(paths(shapes(kind).values())) for kind in MODELS}
_TITLES = {kind: {path: shape.title for path, shape in found.items()} for kind, found in _SHAPES.items()}
"""By dotted path of keys what a field is called."""
_VOCABULARIES = {
    kind: {path: shape.vocabulary for path, shape in found.items() if shape.vocabulary}
    for kind, found in _SHAPES.items()
}


def in_labels(text: str, kind: Kind, loc: Loc, vocabularies: Vocabularies) -> str:
    """A Chinese message about the value at `loc` with labels, in quotation marks, in the place of keys and codes."""
    place = [part for part in loc if isinstance(part, str)]
    said, done = "", 0
    for match in _NAMES.finditer(text):
        label = _label(match.group(), kind, place, vocabularies)
        if label == "":
            continue
        before, after = said + text[done : match.start()], text[match.end() :]
        said = before.rstrip() + ("" if _says(before.rstrip(), after.lstrip(), label) else f"“{label}”")
        done = len(text) - len(after.removeprefix(f"（{label}）").lstrip())
    return said + text[done:]


def _says(before: str, after: str, label: str) -> bool:
    """Whether the words around a key say it already, as in 种类 kind or research 研发."""
    parts = (label, label[:_WORD], label[-_WORD:])
    return any(before.endswith(part) or after.startswith(part) for part in parts)


def _label(name: str, kind: Kind, place: list[str], vocabularies: Vocabularies) -> str:
    """A choice of the field itself, a field below it, beside it or of the record, or any code; else nothing.

    What is quoted can be a code only, or the author's own text.
    """
    if not name[0].isascii():
        return ""
    if name[0] == '"':
        return _label_of_code(name.strip('"'), kind, place, vocabularies)
    own = _VOCABULARIES[kind].get(".".join(place), "")
    if own and name in vocabularies[own]:
        return vocabularies[own][name].label
    for length in range(len(place) + 1):
        above = place[: len(place) - length]
        if ".".join([*above, name]) in _TITLES[kind]:
            return "·".join(_titles(name.split("."), above, kind))
    within = ".".join(place) + "."
    for path, title in _TITLES[kind].items():
        if path.startswith(within) and path.endswith(f".{name}"):
            return title
    return _label_of_code(name, kind, place, vocabularies)


def _titles(names: list[str], above: list[str], kind: Kind) -> list[str]:
    return [_TITLES[kind][".".join([*above, *names[: number + 1]])] for number in range(len(names))]


def _label_of_code(code: str, kind: Kind, place: list[str], vocabularies: Vocabularies) -> str:
    known = _VOCABULARIES[kind]
    own = known.get(".".join(place), "")
    for name in [own, *known.values()]:
        if name and (name == own or name not in BODIES) and code in vocabularies[name]:
            return vocabularies[name][code].label
    return _OTHER_CODES.get(code, "")
