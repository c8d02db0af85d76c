"""A Python function → a JavaScript function: the statements."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

from showcase.outputs.form.calls import Calls
from showcase.outputs.form.expressions import Scope
from showcase.outputs.form.natives import CompileError, Definitions


def compile_function(program: Definitions, function: Callable[..., Any], name: str) -> str:
    """The definition of `function` under a name; keyword-only parameters take their places behind the others."""
    node = _definition(function)
    scope = Scope.of(function, node)
    body = _Body(program, scope)
    generates = any(isinstance(part, ast.Yield | ast.YieldFrom) for part in ast.walk(node))
    parameters = [body.parameter(argument) for argument in inspect.signature(function).parameters.values()]
    hoisted = sorted(scope.short[name] for name in scope.locals - set(inspect.signature(function).parameters))
    lines = [f"function{'*' if generates else ''} {name}({', '.join(parameters)}) {{"]
    if hoisted:
        lines.append(f"let {', '.join(hoisted)};")
    return "\n".join([*lines, *body.block(node.body), "}"])


def _definition(function: Callable[..., Any]) -> ast.FunctionDef:
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    ast.increment_lineno(tree, function.__code__.co_firstlineno - 1)
    definition = tree.body[0]
    if not isinstance(definition, ast.FunctionDef):
        raise CompileError(function.__qualname__, "anything but a function with a name")
    return definition


class _Body(Calls):
    """Statements, one method for each kind that is understood."""

    def parameter(self, parameter: inspect.Parameter) -> str:
        if parameter.kind in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL):
            raise CompileError(self.scope.where, f"`*{parameter.name}`")
        if parameter.default is parameter.empty:
            return self.scope.short[parameter.name]
        return f"{self.scope.short[parameter.name]} = {self.program.value(parameter.default, self.scope.where)}"

    def block(self, statements: list[ast.stmt]) -> Iterator[str]:
        for statement in statements:
            compile_statement = getattr(self, f"on_{type(statement).__name__.lower()}", None)
            if compile_statement is None:
                raise self.refuse(statement, f"a statement `{type(statement).__name__}`")
            yield from compile_statement(statement)

    def on_expr(self, node: ast.Expr) -> Iterator[str]:
        if not isinstance(node.value, ast.Constant):  # a docstring
            yield f"{self.expression(node.value)};"

    def on_pass(self, _node: ast.Pass) -> Iterator[str]:
        yield from ()

    def on_assert(self, _node: ast.Assert) -> Iterator[str]:
        """Asserts narrow types; none checks input."""
        yield from ()

    def on_return(self, node: ast.Return) -> Iterator[str]:
        yield f"return {self.expression(node.value) if node.value else 'null'};"

    def on_continue(self, _node: ast.Continue) -> Iterator[str]:
        yield "continue;"

    def on_break(self, _node: ast.Break) -> Iterator[str]:
        yield "break;"

    def on_assign(self, node: ast.Assign) -> Iterator[str]:
        for target in node.targets:
            yield from self._assign(target, self.expression(node.value))

    def on_annassign(self, node: ast.AnnAssign) -> Iterator[str]:
        if node.value:
            yield from self._assign(node.target, self.expression(node.value))

    def on_augassign(self, node: ast.AugAssign) -> Iterator[str]:
        if not isinstance(node.target, ast.Name):
            raise self.refuse(node, "an assignment in place to anything but a name")
        yield f"{self.scope.short[node.target.id]} = {self.operation(node, node.op, node.target, node.value)};"

    def _assign(self, target: ast.expr, value: str) -> Iterator[str]:
        if isinstance(target, ast.Subscript) and not isinstance(target.slice, ast.Slice):
            yield f"$.put({self.expression(target.value)}, {self.expression(target.slice)}, {value});"
        else:
            yield f"{self.target(target)} = {value};"

    def on_if(self, node: ast.If) -> Iterator[str]:
        yield f"if ({self.test(node.test)}) {{"
        yield from self.block(node.body)
        if node.orelse:
            yield "} else {"
            yield from self.block(node.orelse)
        yield "}"

    def on_for(self, node: ast.For) -> Iterator[str]:
        if node.orelse:
            raise self.refuse(node, "`for` with `else`")
        yield f"for ({self.target(node.target)} of $.iter({self.expression(node.iter)})) {{"
        yield from self.block(node.body)
        yield "}"

    def on_try(self, node: ast.Try) -> Iterator[str]:
        handler = node.handlers[0] if len(node.handlers) == 1 else None
        caught = handler.type if handler and not handler.name else None
        if node.orelse or node.finalbody or not isinstance(caught, ast.Name) or caught.id != "ValueError":
            raise self.refuse(node, "`try` with anything but one `except ValueError`")
        assert handler
        yield "try {"
        yield from self.block(node.body)
        yield "} catch (error) {"
        yield "if (!(error instanceof $.ValueError)) throw error;"
        yield from self.block(handler.body)
        yield "}"
