"""Calls and comprehensions → JavaScript."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from types import FunctionType
from typing import Any

from showcase.files.needles import may_match
from showcase.files.problem import Message
from showcase.outputs.form.expressions import UNKNOWN, Expressions, names_in
from showcase.outputs.form.natives import KEYWORDS, METHODS, NATIVES, OWN_METHODS, SEARCHES, class_names

_Comprehension = ast.ListComp | ast.GeneratorExp | ast.SetComp


def _is_english(parameter: str, argument: ast.expr) -> bool:
    """Whether a text is written out for a parameter whose name says that only the English sentence is made of it."""
    return (parameter == "en" or parameter.endswith("_en")) and isinstance(argument, ast.Constant | ast.JoinedStr)


class Calls(Expressions):
    """Everything that is called: the house's functions, built-ins, methods, classes."""

    def on_call(self, node: ast.Call) -> str:
        called = self.known(node.func)
        if called is not UNKNOWN:
            return self._known_call(node, called)
        if isinstance(node.func, ast.Attribute):
            return self._method_call(node, node.func)
        if node.keywords:
            raise self.refuse(node, f"named arguments of `{ast.unparse(node.func)}`")
        return f"{self.expression(node.func)}({self.arguments(node.args)})"

    def _method_call(self, node: ast.Call, method: ast.Attribute) -> str:
        receiver = self.expression(method.value)
        if own := OWN_METHODS.get(method.attr):
            return f"{self.program.function(own)}({', '.join([receiver, *self._bound(node, own, 1)])})"
        if len(node.args) > METHODS.get(method.attr, -1) or node.keywords:
            raise self.refuse(node, f"the method `.{method.attr}` with these arguments")
        return f"$.methods.{method.attr}({', '.join([receiver, self.arguments(node.args)]).removesuffix(', ')})"

    def _known_call(self, node: ast.Call, called: Any) -> str:
        if called is may_match:
            return "true"  # a form looks at one record: there is nothing to be saved
        special = {isinstance: self._isinstance, getattr: self._getattr, Message: self._message}.get(called)
        if special:
            return special(node)
        if called in SEARCHES:
            return self._search(node, SEARCHES[called])
        if isinstance(called, type) and is_dataclass(called):
            return self._instance(node, called)
        if called in NATIVES:
            return f"$.{NATIVES[called][0]}({', '.join(self._native_arguments(node, called))})"
        if isinstance(called, FunctionType):
            return f"{self.program.function(called)}({', '.join(self._bound(node, called, 0))})"
        raise self.refuse(node, f"`{ast.unparse(node.func)}`")

    def _isinstance(self, node: ast.Call) -> str:
        return f"$.isinstance({self.expression(node.args[0])}, {self._classes(node.args[1])})"

    def _message(self, node: ast.Call) -> str:
        return f"$.message({self.expression(node.args[0])})"

    def _getattr(self, node: ast.Call) -> str:
        name = node.args[1]
        if isinstance(name, ast.Constant):
            self.program.attribute(str(name.value), f"{self.scope.where}, line {node.lineno}")
        return f"$.getattr({self.arguments(node.args)})"

    def _search(self, node: ast.Call, method: str) -> str:
        pattern, *rest = node.args
        if not isinstance(pattern, ast.Constant) or len(rest) != METHODS[method] or node.keywords:
            raise self.refuse(node, f"`{ast.unparse(node)}`: a pattern with flags is made by re.compile outside")
        place = f"{self.scope.where}, line {node.lineno}"
        return (
            f"$.methods.{method}({self.program.value(re.compile(str(pattern.value)), place)}, {self.arguments(rest)})"
        )

    def _classes(self, node: ast.expr) -> str:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            return f"[...{self._classes(node.left)}, ...{self._classes(node.right)}]"
        if isinstance(node, ast.Tuple):
            return f"[{', '.join(f'...{self._classes(part)}' for part in node.elts)}]"
        known = self.known(node)
        if known is not UNKNOWN and class_names(known) is None:
            raise self.refuse(node, f"the class `{ast.unparse(node)}`")
        return self.expression(node)

    def _native_arguments(self, node: ast.Call, called: Any) -> list[str]:
        places = KEYWORDS.get(called, ())
        texts = [self.arguments([argument]) for argument in node.args]
        for keyword in node.keywords:
            if keyword.arg not in places:
                raise self.refuse(node, f"the argument `{keyword.arg}` of `{ast.unparse(node.func)}`")
            if called is zip:
                continue  # `strict` asks for an exception, which a rule must not raise
            place = places.index(keyword.arg)
            texts += ["undefined"] * (place - len(texts))
            texts.append(self.expression(keyword.value))
        if len(texts) > NATIVES[called][1] or (called in (min, max) and node.keywords):
            raise self.refuse(node, f"these arguments of `{ast.unparse(node.func)}`")
        return texts

    def _bound(self, node: ast.Call, function: FunctionType, skipped: int) -> list[str]:
        """Arguments in the order of the function's parameters, the first `skipped` of which are given already."""
        parameters = list(inspect.signature(function).parameters)[skipped:]
        names = [*parameters, *[""] * len(node.args)]
        texts = [
            '""' if _is_english(name, argument) else self.arguments([argument])
            for argument, name in zip(node.args, names, strict=False)
        ]
        if not node.keywords:
            return texts
        given: Mapping[str | None, str] = {
            word.arg: '""' if _is_english(word.arg or "", word.value) else self.expression(word.value)
            for word in node.keywords
        }
        if None in given or not set(given) <= set(parameters):
            raise self.refuse(node, f"the arguments of `{ast.unparse(node.func)}`")
        return texts + [given.get(name, "undefined") for name in parameters[len(texts) :]]

    def _instance(self, node: ast.Call, model: Any) -> str:
        self.program.dataclass(model)
        names = [field.name for field in fields(model)]
        given = dict(zip(names, (self.arguments([argument]) for argument in node.args), strict=False))
        if any(isinstance(argument, ast.Starred) for argument in node.args):
            return self._spread_instance(node, model)
        given |= {keyword.arg: self.expression(keyword.value) for keyword in node.keywords if keyword.arg}
        parts = [f'$class: "{model.__name__}"']
        for field in fields(model):
            if field.name not in given and field.default is MISSING:
                raise self.refuse(node, f"`{model.__name__}` without `{field.name}`")
            value = given.get(field.name) or self.program.value(field.default, self.scope.where)
            parts.append(f"{field.name}: {value}")
        return f"({{{', '.join(parts)}}})"

    def _spread_instance(self, node: ast.Call, model: Any) -> str:
        names = ", ".join(f'"{field.name}"' for field in fields(model))
        defaults = ", ".join(
            "undefined" if field.default is MISSING else self.program.value(field.default, self.scope.where)
            for field in fields(model)
        )
        named = ", ".join(f"{keyword.arg}: {self.expression(keyword.value)}" for keyword in node.keywords)
        return f'$.instance("{model.__name__}", [{names}], [{defaults}], [{self.arguments(node.args)}], {{{named}}})'

    def on_listcomp(self, node: _Comprehension) -> str:
        return self._comprehended(node.generators, lambda inner: inner.expression(node.elt))

    on_generatorexp = on_listcomp

    def on_setcomp(self, node: ast.SetComp) -> str:
        return f"$.set({self.on_listcomp(node)})"

    def on_dictcomp(self, node: ast.DictComp) -> str:
        pairs = self._comprehended(
            node.generators, lambda inner: f"[{inner.expression(node.key)}, {inner.expression(node.value)}]"
        )
        return f"$.dict({pairs})"

    def _comprehended(self, generators: list[ast.comprehension], element: Any) -> str:
        first, *rest = generators
        inner = type(self)(self.program, self.scope.within(names_in(first.target)))
        target = inner.target(first.target)
        made = inner._comprehended(rest, element) if rest else element(inner)  # noqa: SLF001  # its own kind
        source = f"$.list({self.expression(first.iter)})"
        if first.ifs:
            # In one step: what a condition binds (:=) is for the element of the same turn.
            conditions = " && ".join(inner.test(condition) for condition in first.ifs)
            return f"{source}.flatMap(({target}) => {conditions} ? {made if rest else f'[{made}]'} : [])"
        return f"{source}.{'flatMap' if rest else 'map'}(({target}) => {made})"
