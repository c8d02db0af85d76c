"""What the browser's side of the compiler has ready: built-ins, methods and classes, by the names of operators.js."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from functools import cached_property
from inspect import isfunction
from typing import Any, Protocol

from pydantic import BaseModel

from showcase.files.problem import Message
from showcase.files.source import Source
from showcase.rules.engine import DraftOf, Finding
from showcase.schema import achievement, demand, parts, record, terms
from showcase.schema.fields import Model, fail, propose
from showcase.schema.names import most_like
from showcase.schema.shapes import Shape
from showcase.schema.vocabulary import TermOf, Vocabularies, Vocabulary

NATIVES: Mapping[Any, tuple[str, int]] = {
    **{
        function: (function.__name__, 1)
        for function in (len, str, int, float, bool, any, all, sum, list, tuple, set, frozenset, reversed, abs, ord)
    },
    chr: ("chr", 1),
    **{function: (function.__name__, 2) for function in (enumerate, range, map, next, fail, propose, most_like)},
    **{function: (function.__name__, 9) for function in (min, max, zip)},
    sorted: ("sorted", 3),
    date: ("date", 3),
    date.fromisoformat: ("fromisoformat", 1),
    timedelta: ("timedelta", 1),
}
"""Functions that operators.js has, with the number of arguments that it understands."""

SEARCHES: Mapping[Any, str] = {
    function: function.__name__ for function in (re.fullmatch, re.search, re.match, re.findall, re.finditer, re.sub)
}
"""Functions of `re`: their pattern is translated when the rule is compiled."""

KEYWORDS: Mapping[Any, tuple[str, ...]] = {timedelta: ("days",), sorted: ("", "key", "reverse"), zip: ("strict",)}
"""Their parameters that may be named, in their places."""

METHODS: Mapping[str, int] = {
    **dict.fromkeys(
        ("splitlines", "upper", "lower", "isdigit", "isspace", "isascii", "isprintable", "items", "keys", "values"), 0
    ),
    **dict.fromkeys(("items", "keys", "values", "groups", "start", "end", "isoformat", "toordinal"), 0),
    **dict.fromkeys(
        ("strip", "lstrip", "rstrip", "split", "startswith", "endswith", "join", "count", "find", "rfind"), 1
    ),
    **dict.fromkeys(("removeprefix", "removesuffix", "zfill", "index", "partition", "rpartition", "translate"), 1),
    **dict.fromkeys(("append", "extend", "add", "group", "search", "match", "fullmatch", "finditer", "findall"), 1),
    **dict.fromkeys(("replace", "get", "sub"), 2),
    "format": 9,
}
"""Methods of texts, lists, mappings, sets, patterns, matches and dates that methods.js has, with the same number."""

_TYPES: Mapping[type, list[str]] = {
    **{kind: [kind.__name__] for kind in (str, bool, float, list, tuple, dict, set, date)},
    int: ["int", "bool"],
    type(None): ["NoneType"],
}


class CompileError(Exception):
    """A rule uses something that the form cannot run."""

    def __init__(self, place: str, what: str) -> None:
        super().__init__(
            f"{place}: the form cannot run {what}. Write it more simply (outputs/form/expressions.py and natives.py say"
            " what is understood), or register the rule with form=False: then only `showcase check` applies it."
        )


class Definitions(Protocol):
    """Where compiled things are kept (program.py)."""

    def function(self, function: Callable[..., Any]) -> str:
        """The name of the compiled function."""

    def value(self, value: Any, place: str) -> str:
        """An expression for a value that Python holds."""

    def attribute(self, name: str, place: str) -> None:
        """Takes note that an attribute is read."""

    def dataclass(self, model: type) -> None:
        """Takes note that instances of a dataclass are made."""


def class_names(value: Any) -> list[str] | None:
    """The names that stand for a class in `isinstance`, its subclasses' included; None for what is no known class."""
    if not isinstance(value, type):
        return None
    if value in _TYPES:
        return _TYPES[value]
    if issubclass(value, BaseModel) or is_dataclass(value):
        return [value.__name__, *(name for child in value.__subclasses__() for name in class_names(child) or [])]
    return None


_SEEN = {module.__name__ for module in (record, achievement, demand, parts, terms)}
"""Modules whose models a rule sees."""


def _attributes() -> frozenset[str]:
    models = [model for model in _all_below(Model) if model.__module__ in _SEEN]
    names = {name for model in models for name in model.model_fields}
    for model in (DraftOf, Source, Finding, Message, Vocabularies, Vocabulary, TermOf, Shape):
        names |= {field.name for field in fields(model)}
    return frozenset(names | {"context", "year", "month", "day", "days"})


def _all_below(model: type[BaseModel]) -> list[type[BaseModel]]:
    return [model, *(deeper for child in model.__subclasses__() for deeper in _all_below(child))]


ATTRIBUTES = _attributes()
"""Fields of models and drafts, and parts of dates; beside those of dataclasses that rules make, nothing else has a
value in the browser."""

OWN_METHODS: Mapping[str, Any] = {
    name: getattr(member, "func", None) or getattr(member, "fget", None) or member
    for owner in (Vocabulary, Shape)
    for name, member in vars(owner).items()
    if not name.startswith("__") and (isfunction(member) or isinstance(member, cached_property | property))
}
"""Methods of vocabularies and of shapes: compiled like functions."""

PROPERTIES = frozenset(
    name
    for owner in (Vocabulary, Shape)
    for name, member in vars(owner).items()
    if isinstance(member, cached_property | property)
)
