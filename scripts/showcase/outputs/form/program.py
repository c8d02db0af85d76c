"""Python's rules → JavaScript, so that the form runs the very rules that `showcase check` runs.

A compiler for the small part of Python that rules are written in. It goes by value: what a name means is
looked up in the function's own closure and globals, so that constants, patterns and helpers come along by
themselves. What it does not know, it refuses (`CompileError` says where and what to do). Expressions are in
expressions.py, statements in functions.py; what operators and built-ins mean to the browser is in
theme/assets/form/operators.js, methods.js and values.js, which python.js joins.

Messages are compiled with their Chinese sentence only: the form speaks Chinese.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from types import FunctionType, MethodDescriptorType, MethodType
from typing import Any

from showcase.files.problem import Message
from showcase.outputs.form.functions import compile_function
from showcase.outputs.form.natives import ATTRIBUTES, METHODS, NATIVES, CompileError, class_names
from showcase.outputs.form.patterns import TranslateError, translate


class Program:
    """JavaScript definitions, each made when something first refers to it."""

    def __init__(self) -> None:
        self.functions: list[str] = []
        self.constants: list[str] = []
        self.names: dict[int, str] = {}
        self.kept: list[Any] = []  # what ids stand for must stay alive
        self.waiting: list[tuple[Any, str]] = []  # constants that are not written yet, and where they are asked for
        self.patterns: dict[re.Pattern[str], re.Pattern[str]] = {}
        self.attributes: dict[str, str] = {}
        self.known = set(ATTRIBUTES)

    @property
    def text(self) -> str:
        """All definitions; every attribute that they read is known by now, and of constants only these are written."""
        while self.waiting:
            self._define(*self.waiting.pop(0))
        for name, place in self.attributes.items():
            if name not in self.known:
                raise CompileError(place, f"`.{name}`, which is no field of anything that a rule sees")
        return "\n".join([*self.functions, *self.constants])

    def module(self, exports: Mapping[str, str]) -> str:
        """An ES module, to stand one folder below the site's root, that gives expressions the names scripts know."""
        definitions = "\n".join(f"export const {name} = {text};" for name, text in exports.items())
        return (
            "// Compiled from Python by scripts/showcase/outputs/form/: change the sources, not this.\n"
            f'import * as $ from "../assets/form/python.js";\n{self.text}\n{definitions}\n'
        )

    def opened(self, name: str, results: Mapping[str, str]) -> str:
        """A function of that name that gives what the expressions are; it is told the runtime, which it shares."""
        found = ", ".join(f"{key}: {text}" for key, text in results.items())
        return f"export function {name}($) {{\n{self.text}\nreturn {{ {found} }};\n}}\n"

    def function(self, function: Callable[..., Any]) -> str:
        """The name of the compiled function."""
        if id(function) not in self.names:
            self._name(function, f"F{len(self.names)}")  # short, since all of it travels to the author
            self.functions.append(compile_function(self, function, self.names[id(function)]))
        return self.names[id(function)]

    def value(self, value: Any, place: str) -> str:
        """An expression for a value that Python holds."""
        if value is None or isinstance(value, bool | str | int):
            return json.dumps(str(value) if isinstance(value, Enum) else value, ensure_ascii=False)
        if isinstance(value, float):
            return f"$.float({value!r})"
        if isinstance(value, Message):
            return f"$.message({self.value(value.zh, place)})"
        if (names := class_names(value)) is not None:
            return json.dumps(names)
        if callable(value):
            return self._callable(value, place)
        if isinstance(value, re.Pattern):  # equal ones are one object or several, as Python's own cache has it
            value = self.patterns.setdefault(value, value)
        if id(value) not in self.names:
            self._name(value, f"K{len(self.names)}")
            self.waiting.append((value, place))
        return self.names[id(value)]

    def _define(self, value: Any, place: str) -> None:
        """Writes a constant, behind those that it is made of."""
        before, self.waiting = self.waiting, []
        expression = self._constant(value, place)
        inner, self.waiting = self.waiting, before
        for part in inner:
            self._define(*part)
        self.constants.append(f"const {self.names[id(value)]} = {expression};")

    def _callable(self, value: Any, place: str) -> str:
        if isinstance(value, MethodType) and isinstance(value.__func__, FunctionType):
            return f"((...all) => {self.function(value.__func__)}({self.value(value.__self__, place)}, ...all))"
        if value in NATIVES:
            return f"$.{NATIVES[value][0]}"
        if isinstance(value, MethodDescriptorType) and value.__name__ in METHODS:
            return f"$.methods.{value.__name__}"
        if isinstance(value, FunctionType):
            return self.function(value)
        raise CompileError(place, f"`{getattr(value, '__qualname__', value)}`")

    def _constant(self, value: Any, place: str) -> str:
        if isinstance(value, list | tuple):
            return self._array(value, place)
        if isinstance(value, set | frozenset):
            return f"$.set({self._array(sorted(value), place)})"
        if isinstance(value, Mapping) and value and all(isinstance(key, int) for key in value):  # for str.translate
            return f"$.table({_signs(map(chr, value))}, {_signs(map(_sign, value.values()))})"
        if isinstance(value, Mapping):
            return f"$.dict([{', '.join(self._array(pair, place) for pair in value.items())}])"
        if isinstance(value, re.Pattern):
            return self._pattern(value, place)
        if is_dataclass(value):
            self.dataclass(type(value))
            read = [field.name for field in fields(value) if field.name in self.attributes]
            parts = [f"{name}: {self.value(getattr(value, name), place)}" for name in read]
            return f"{{{', '.join([f'$class: {json.dumps(type(value).__name__)}', *parts])}}}"
        raise CompileError(place, f"a {type(value).__name__}")

    def _array(self, items: Any, place: str) -> str:
        return f"[{', '.join(self.value(item, place) for item in items)}]"

    def _pattern(self, pattern: re.Pattern[str], place: str) -> str:
        try:
            return f"$.pattern({', '.join(map(_signs, translate(pattern)))})"
        except TranslateError as error:
            raise CompileError(place, f"the pattern {pattern.pattern!r} ({error})") from error

    def attribute(self, name: str, place: str) -> None:
        """Takes note that an attribute is read."""
        self.attributes.setdefault(name, place)

    def dataclass(self, model: type) -> None:
        """Takes note that instances of a dataclass are made: their fields are attributes too."""
        self.known |= {field.name for field in fields(model)}

    def _name(self, value: Any, name: str) -> None:
        self.names[id(value)] = name
        self.kept.append(value)


def _signs(signs: Iterable[str]) -> str:
    """A string whose signs stand as they are where they can be seen: escapes would be most of what travels."""
    return f'"{"".join(json.dumps(sign, ensure_ascii=not sign.isprintable())[1:-1] for sign in signs)}"'


def _sign(value: int | str) -> str:
    """What a sign becomes; NUL is for none at all."""
    return chr(value) if isinstance(value, int) else value or "\0"
