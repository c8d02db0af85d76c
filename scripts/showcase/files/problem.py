"""Problems: what is wrong with the content, where, and how to mend it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Lang = Literal["zh", "en"]
Loc = tuple[str | int, ...]
SHOWN_CHARACTERS = 40


PROPOSED_TERM = "proposed-term"
"""The code of a value that waits for the editor: a name that its vocabulary does not have yet."""


class Severity(StrEnum):
    """An error keeps a record off the site; a warning does not; advice is given to those who ask for it."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True)
class Message:
    """One sentence in both languages of the interface."""

    zh: str
    en: str

    def text(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True)
class Problem:
    """A fault in one file. `line` and `column` count characters from 1; `path` is relative to the root."""

    path: str
    line: int
    column: int
    severity: Severity
    code: str
    loc: Loc
    """The keys and positions that lead to the value in its file; in a sheet, its column's header."""
    message: Message
    hint: Message | None = None

    @property
    def field(self) -> str:
        return dotted(self.loc)

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        return (self.path, self.line, self.column, self.code, self.message.zh)

    @property
    def stops(self) -> bool:
        """Whether its author must mend it; what is proposed waits for the editor, not for the author."""
        return self.is_error and self.code != PROPOSED_TERM

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    def sentence(self, lang: Lang) -> str:
        """The message and, after it, the hint."""
        joint = "；" if lang == "zh" else "; "
        parts = [self.message.text(lang)] + ([self.hint.text(lang)] if self.hint else [])
        return joint.join(parts)

    def as_dict(self, lang: Lang) -> dict[str, str | int | None]:
        return {
            "path": self.path,
            "line": self.line,
            "column": self.column,
            "severity": self.severity.value,
            "code": self.code,
            "field": self.field,
            "message": self.message.text(lang),
            "hint": self.hint.text(lang) if self.hint else None,
        }


def dotted(loc: Loc) -> str:
    """A location as authors read it: `("ip", 0, "kind")` → `ip[1].kind`, counted from 1."""
    text = ""
    for part in loc:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def shorten(text: str) -> str:
    """A value as messages quote it: one line, cut to a length that a line bears."""
    shown = text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"
    return shown.replace("\n", "⏎")


def printable(text: str) -> str:
    """`text` with whatever could move the cursor, turn the line or break the encoding written as an escape.

    Names of files may hold anything but NUL and a slash, bytes that are no UTF-8 included.
    """
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() or character == "\u3000" else ascii(character)[1:-1] for character in text
    )


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by place, each once."""
    return sorted(dict.fromkeys(problems), key=lambda problem: problem.sort_key)


def render_text(records: int, problems: Sequence[Problem], lang: Lang = "zh") -> str:
    """One line a problem as `path:line:column: severity[code]: field: message`, a count last."""
    lines = [text_line(problem, lang) for problem in problems]
    return "\n".join([*lines, _count_line(records, problems, lang)]) + "\n"


def render_json(records: int, problems: Sequence[Problem], lang: Lang = "zh") -> str:
    """`{"records": n, "problems": [{path, line, column, severity, code, field, message, hint}]}`."""
    document = {"records": records, "problems": [problem.as_dict(lang) for problem in problems]}
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    # Bytes of a file's name that are no UTF-8 arrive as lone surrogates; JSON writes those as \udcxx.
    return text.encode("utf-8", "backslashreplace").decode()


def render_github(records: int, problems: Sequence[Problem], lang: Lang = "zh") -> str:
    """Workflow commands of GitHub Actions, which show each problem beside its line, then the count."""
    lines = [
        f"::{problem.severity.value} file={_property(problem.path)},line={problem.line},col={problem.column},"
        f"title={_property(problem.code)}::{_data(f'{problem.field}: {problem.sentence(lang)}')}"
        for problem in problems
    ]
    return "\n".join([*lines, _count_line(records, problems, lang)]) + "\n"


RENDERERS = {"text": render_text, "json": render_json, "github": render_github}


def text_line(problem: Problem, lang: Lang = "zh") -> str:
    """`path:line:column: severity[code]: field: message; hint`."""
    place = f"{problem.path}:{problem.line}:{problem.column}"
    field = f"{problem.field}: " if problem.field else ""
    return printable(f"{place}: {problem.severity.value}[{problem.code}]: {field}{problem.sentence(lang)}")


def _count_line(records: int, problems: Sequence[Problem], lang: Lang) -> str:
    errors, warnings, advice = (sum(problem.severity is one for problem in problems) for one in Severity)
    if lang == "zh":
        return f"共 {records} 条记录：{errors} 个错误，{warnings} 个警告{f'，{advice} 条建议' if advice else ''}。"
    return f"{records} records: {errors} errors, {warnings} warnings{f', {advice} pieces of advice' if advice else ''}."


def _data(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return printable(escaped)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
