"""Python expressions → JavaScript. `$` is theme/assets/form/python.js, which knows what operators mean."""

from __future__ import annotations

import ast
import builtins
import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from string import ascii_lowercase
from typing import Any

from showcase.outputs.form.natives import OWN_METHODS, PROPERTIES, CompileError, Definitions

_COMPARISONS: Mapping[type[ast.cmpop], str] = {
    ast.Eq: "$.eq({0}, {1})",
    ast.NotEq: "!$.eq({0}, {1})",
    ast.Lt: "$.order({0}, {1}) < 0",
    ast.LtE: "$.order({0}, {1}) <= 0",
    ast.Gt: "$.order({0}, {1}) > 0",
    ast.GtE: "$.order({0}, {1}) >= 0",
    ast.In: "$.has({1}, {0})",
    ast.NotIn: "!$.has({1}, {0})",
    ast.Is: "{0} === {1}",
    ast.IsNot: "{0} !== {1}",
}
_OPERATIONS: Mapping[type[ast.operator], str] = {
    ast.Add: "add",
    ast.Sub: "subtract",
    ast.Mult: "multiply",
    ast.Mod: "modulo",
    ast.FloorDiv: "divide",
    ast.BitOr: "union",
    ast.BitAnd: "intersection",
}
UNKNOWN: Any = object()
"""What `known` says of an expression whose value only a run can tell."""


@dataclass(frozen=True)
class Scope:
    """What names mean in a function: its locals, the values of all others, and what a browser calls the former."""

    where: str
    locals: frozenset[str]
    values: Mapping[str, Any]
    short: Mapping[str, str]

    @classmethod
    def of(cls, function: Any, node: ast.FunctionDef) -> Scope:
        inner = {
            name for part in ast.walk(node) if isinstance(part, ast.comprehension) for name in names_in(part.target)
        }
        stored = {part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
        parameters = set(inspect.signature(function).parameters)
        free = dict(zip(function.__code__.co_freevars, function.__closure__ or (), strict=True))
        values = vars(builtins) | function.__globals__ | {name: cell.cell_contents for name, cell in free.items()}
        where = f"{inspect.getsourcefile(function)}: {function.__qualname__}"
        own = [part.arg for part in ast.walk(node) if isinstance(part, ast.arg)]
        own += [part.id for part in ast.walk(node) if isinstance(part, ast.Name) and part.id in stored]
        short = dict(zip(dict.fromkeys(own), _short_names(), strict=False))
        return cls(where, frozenset(stored - (inner - _assigned(node)) | parameters), values, short)

    def within(self, names: set[str]) -> Scope:
        return replace(self, locals=self.locals | names)


def _short_names() -> Iterator[str]:
    """No reserved words, and none of what stands outside a function: every reader of the form fetches them all."""
    yield from ascii_lowercase
    yield from (f"{letter}{number}" for number in count(1) for letter in ascii_lowercase)


def names_in(target: ast.expr) -> set[str]:
    """The names that a target binds."""
    return {part.id for part in ast.walk(target) if isinstance(part, ast.Name)}


def _assigned(node: ast.AST) -> set[str]:
    """Names that something other than a comprehension binds."""
    targets = [part.target for part in ast.walk(node) if isinstance(part, ast.For | ast.NamedExpr | ast.AnnAssign)]
    targets += [target for part in ast.walk(node) if isinstance(part, ast.Assign) for target in part.targets]
    return {name for target in targets for name in names_in(target)}


class Expressions:
    """One method for each kind of expression that is understood."""

    def __init__(self, program: Definitions, scope: Scope) -> None:
        self.program = program
        self.scope = scope

    def refuse(self, node: ast.AST, what: str) -> CompileError:
        return CompileError(f"{self.scope.where}, line {getattr(node, 'lineno', '?')}", what)

    def expression(self, node: ast.expr) -> str:
        value = self.known(node)
        if value is not UNKNOWN:
            return self.program.value(value, f"{self.scope.where}, line {node.lineno}")
        compile_expression = getattr(self, f"on_{type(node).__name__.lower()}", None)
        if compile_expression is None:
            raise self.refuse(node, f"`{ast.unparse(node)}` ({type(node).__name__})")
        return str(compile_expression(node))

    def known(self, node: ast.expr) -> Any:
        """The value that an expression has before any call: a constant, or a name from outside the function."""
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.Name) and node.id not in self.scope.locals:
            if node.id not in self.scope.values:
                raise self.refuse(node, f"the unknown name `{node.id}`")
            return inspect.unwrap(self.scope.values[node.id])  # what Python remembers is made anew here
        if isinstance(node, ast.Attribute):
            base = self.known(node.value)
            return UNKNOWN if base is UNKNOWN or not hasattr(base, "__name__") else getattr(base, node.attr)
        return UNKNOWN

    def test(self, node: ast.expr) -> str:
        """A JavaScript boolean: whether the expression is true to Python."""
        if isinstance(node, ast.BoolOp):
            sign = " && " if isinstance(node.op, ast.And) else " || "
            return f"({sign.join(self.test(value) for value in node.values)})"
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return f"!{self.test(node.operand)}"
        if isinstance(node, ast.Compare):
            return f"({self.expression(node)})"
        return f"$.truth({self.expression(node)})"

    def target(self, node: ast.expr) -> str:
        if isinstance(node, ast.Name):
            return self.scope.short[node.id]
        if isinstance(node, ast.Tuple):
            targets = [self.target(part) for part in node.elts]
            # Of a name that stands twice (`_`) the last holds; JavaScript wants it once.
            once = ["" if name in targets[place + 1 :] else name for place, name in enumerate(targets)]
            return f"[{', '.join(once)}]"
        raise self.refuse(node, f"an assignment to `{ast.unparse(node)}`")

    def on_name(self, node: ast.Name) -> str:
        return self.scope.short[node.id]

    def on_namedexpr(self, node: ast.NamedExpr) -> str:
        return f"({self.scope.short[node.target.id]} = {self.expression(node.value)})"

    def on_attribute(self, node: ast.Attribute) -> str:
        if node.attr in PROPERTIES:
            return f"{self.program.function(OWN_METHODS[node.attr])}({self.expression(node.value)})"
        self.program.attribute(node.attr, f"{self.scope.where}, line {node.lineno}")
        return f"{self.expression(node.value)}.{node.attr}"

    def on_subscript(self, node: ast.Subscript) -> str:
        base = self.expression(node.value)
        if not isinstance(node.slice, ast.Slice):
            return f"$.get({base}, {self.expression(node.slice)})"
        if node.slice.step:
            raise self.refuse(node, "a slice with a step")
        ends = [self.expression(end) if end else "null" for end in (node.slice.lower, node.slice.upper)]
        return f"$.slice({base}, {', '.join(ends)})"

    def on_boolop(self, node: ast.BoolOp) -> str:
        name = "and" if isinstance(node.op, ast.And) else "or"
        result = self.expression(node.values[-1])
        for value in reversed(node.values[:-1]):
            result = f"$.{name}({self.expression(value)}, () => {result})"
        return result

    def on_unaryop(self, node: ast.UnaryOp) -> str:
        if isinstance(node.op, ast.Not):
            return f"!{self.test(node.operand)}"
        if isinstance(node.op, ast.USub):
            return f"$.subtract(0, {self.expression(node.operand)})"
        raise self.refuse(node, f"`{ast.unparse(node)}`")

    def on_binop(self, node: ast.BinOp) -> str:
        return self.operation(node, node.op, node.left, node.right)

    def operation(self, node: ast.AST, operator: ast.operator, left: ast.expr, right: ast.expr) -> str:
        if type(operator) not in _OPERATIONS:
            raise self.refuse(node, f"the operator `{type(operator).__name__}`")
        return f"$.{_OPERATIONS[type(operator)]}({self.expression(left)}, {self.expression(right)})"

    def on_compare(self, node: ast.Compare) -> str:
        sides = [node.left, *node.comparators]
        if any(isinstance(part, ast.Call | ast.NamedExpr) for side in sides[1:-1] for part in ast.walk(side)):
            raise self.refuse(node, "a chain of comparisons with a call in its middle")
        texts = [self.expression(side) for side in sides]
        return " && ".join(
            _COMPARISONS[type(operator)].format(texts[number], texts[number + 1])
            for number, operator in enumerate(node.ops)
        )

    def on_ifexp(self, node: ast.IfExp) -> str:
        return f"({self.test(node.test)} ? {self.expression(node.body)} : {self.expression(node.orelse)})"

    def on_joinedstr(self, node: ast.JoinedStr) -> str:
        return f"$.text({', '.join(self.expression(part) for part in node.values)})"

    def on_formattedvalue(self, node: ast.FormattedValue) -> str:
        form = node.format_spec.values[0] if isinstance(node.format_spec, ast.JoinedStr) else None
        width = re.fullmatch("0([0-9])X", str(getattr(form, "value", "")))
        if node.conversion != -1 or (form and not width):
            raise self.refuse(node, f"the format `{ast.unparse(node)}`")
        value = self.expression(node.value)
        return f"$.hex({value}, {width[1]})" if width else value

    def on_tuple(self, node: ast.Tuple | ast.List) -> str:
        return f"[{self.arguments(node.elts)}]"

    on_list = on_tuple

    def on_set(self, node: ast.Set) -> str:
        return f"$.set([{self.arguments(node.elts)}])"

    def on_dict(self, node: ast.Dict) -> str:
        keys = [key for key in node.keys if key]
        if len(keys) < len(node.keys):
            raise self.refuse(node, "`**` in a dictionary")
        pairs = [
            f"[{self.expression(key)}, {self.expression(value)}]" for key, value in zip(keys, node.values, strict=True)
        ]
        return f"$.dict([{', '.join(pairs)}])"

    def arguments(self, nodes: list[ast.expr]) -> str:
        return ", ".join(
            f"...$.iter({self.expression(node.value)})" if isinstance(node, ast.Starred) else self.expression(node)
            for node in nodes
        )

    def on_lambda(self, node: ast.Lambda) -> str:
        names = [argument.arg for argument in node.args.args]
        if len(names) != len(ast.unparse(node.args).split(",")) or node.args.defaults:
            raise self.refuse(node, "a lambda with anything but plain parameters")
        inner = type(self)(self.program, self.scope.within(set(names)))
        return f"(({', '.join(self.scope.short[name] for name in names)}) => {inner.expression(node.body)})"

    def on_yield(self, node: ast.Yield) -> str:
        return f"yield {self.expression(node.value) if node.value else 'null'}"

    def on_yieldfrom(self, node: ast.YieldFrom) -> str:
        return f"yield* $.iter({self.expression(node.value)})"
