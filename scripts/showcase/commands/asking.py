"""The conversation of `showcase new`: a question a field, each answer checked before the next one."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

import click

from showcase.authoring.answers import check_answers, parse_answer
from showcase.authoring.choices import code_of, offered
from showcase.authoring.lookup import matches
from showcase.files.problem import PROPOSED_TERM, Message, Problem
from showcase.files.source import Tree
from showcase.schema.names import PROPOSED, proposed_name
from showcase.schema.notation.words import split_words
from showcase.schema.records import Kind
from showcase.schema.shapes import Shape
from showcase.schema.vocabulary import PROPOSABLE, Vocabularies

COLUMN = 38
"""Two columns of choices stand side by side on 80 characters."""

Complaints = Callable[[Tree], list[Problem]]


class Interview:
    """Asks for fields of a record of `kind`; `data` holds the answers so far, None where nothing was to say."""

    def __init__(self, kind: Kind, vocabularies: Vocabularies, data: dict[str, Tree], as_of: date) -> None:
        self.kind = kind
        self.vocabularies = vocabularies
        self.data = data
        self.as_of = as_of

    def ask(self, shape: Shape, default: str = "") -> None:
        """Ask for one field until the answer is sound; nothing leaves an optional field out."""
        click.echo()
        click.secho(f"{shape.title}{'*' if shape.required else ''}", bold=True, nl=False)
        click.echo(f"  {shape.help}" if shape.help else "")
        value: Tree = None
        while True:
            value = self._value(shape, default, value)
            if value is None and shape.required:
                value = [] if shape.many and not shape.least else None
            problems = self._problems(shape.name, value)
            if value is None and shape.required:
                click.echo("  必填，请填写。")
            elif not any(problem.stops for problem in problems):
                break
            _complain(problems)
        self.data[shape.name] = value

    def _problems(self, name: str, value: Tree) -> list[Problem]:
        """What the schema says of the answer, and every rule that it breaks together with former ones."""
        others = {key: answer for key, answer in self.data.items() if key != name}
        known = check_answers(self.kind, others, self.vocabularies, self.as_of)
        found = check_answers(self.kind, others | {name: value}, self.vocabularies, self.as_of)
        return [problem for problem in found if problem not in known]

    def _value(self, shape: Shape, default: str, refused: Tree) -> Tree:
        """An answer; the parts of a group that was `refused` are offered again."""
        if shape.holds == "group":
            return self._groups(shape, refused) if shape.many else self._group(shape, refused)
        if shape.sentences:
            return self._lines(shape)
        return self._one(shape, default, lambda _value: [])

    def _groups(self, shape: Shape, refused: Tree) -> Tree:
        """As many groups as one likes."""
        items: list[Tree] = []
        former = refused if isinstance(refused, list) else []
        while len(items) < shape.most:
            click.echo(f"  第 {len(items) + 1} 条（直接回车结束）")
            item = self._group(shape, former[len(items)] if len(items) < len(former) else None)
            if item is None:
                break
            items.append(item)
        return items or None

    def _group(self, shape: Shape, refused: Tree) -> Tree:
        """The parts of a group one by one; nothing where the first part that it needs is asked for leaves it out."""
        parts: dict[str, Tree] = {}
        former = refused if isinstance(refused, dict) else {}
        for field in (part for part in shape.fields if part.holds != "group"):  # a list in a group comes later
            complaints = partial(self._part, shape, parts, field.name)
            value = self._one(field, str(former.get(field.name) or ""), complaints)
            if value is None and field.required and not parts:
                return None
            while value is None and field.required:
                click.echo("    必填，请填写。")
                value = self._one(field, "", complaints)
            if value is not None:
                parts[field.name] = value
        return parts or None

    def _part(self, shape: Shape, parts: dict[str, Tree], part: str, value: Tree) -> list[Problem]:
        """What the schema says of one part of a group."""
        tree: Tree = {**parts, part: value}
        found = check_answers(self.kind, {shape.name: [tree] if shape.many else tree}, self.vocabularies, self.as_of)
        place = (shape.name, 0, part) if shape.many else (shape.name, part)
        return [
            problem for problem in found if problem.loc == place and problem.code not in ("required", PROPOSED_TERM)
        ]

    def _lines(self, shape: Shape) -> Tree:
        lines: list[Tree] = []
        while len(lines) < shape.most and (line := _prompt(f"  第 {len(lines) + 1} 条（直接回车结束）")):
            lines.append(line)
        return lines or None

    def _one(self, shape: Shape, default: str, complaints: Complaints) -> Tree:
        """One value, or a list of words."""
        labels = offered(shape, self.vocabularies) if shape.holds in ("code", "choice", "flag") else {}
        if labels:
            _list(labels, list(labels))
        hint = _hint(shape, default, labels)
        while True:
            text = _prompt(f"  {hint}") or default
            value = self._chosen(text, shape, labels) if labels and text else self._typed(text, shape)
            if labels and text and value is None:
                continue
            problems = complaints(value) if value is not None else []
            if not problems:
                return value
            _complain(problems)

    def _typed(self, text: str, shape: Shape) -> Tree:
        said: list[Message] = []
        value = parse_answer(text, shape, self.vocabularies, said)
        for note in said:
            click.echo(f"    {note.zh}")
        return value

    def _chosen(self, text: str, shape: Shape, labels: Mapping[str, str]) -> Tree:
        """Codes by number, code, label or pinyin; None if the text may mean several or nothing."""
        parts = split_words(text) if shape.many else []
        words = [word for part in parts for word in ([part] if proposed_name(part) else part.split())] or [text.strip()]
        codes: list[Tree] = []
        for word in words:
            code = code_of(word, shape, self.vocabularies)
            found = _proposed(code, shape) or _meant(code if code in labels else word, labels)
            if found is None:
                return None
            codes.append(found)
        return codes if shape.many else codes[0]


def ask_choice(text: str, labels: Mapping[str, str]) -> str:
    """One of these codes, asked for until the answer means one: its number, code, label or pinyin."""
    _list(labels, list(labels))
    while True:
        if (answer := _prompt(text)) and (code := _meant(answer, labels)):
            return code


def ask_whether(text: str) -> bool:
    """Yes or no in either language; nothing means yes."""
    labels = {"y": "是", "n": "否"}
    while True:
        answer = _prompt(f"{text}（是/否，直接回车为是）")
        if not answer or (code := _meant(answer, labels)):
            return not answer or code == "y"


def _proposed(word: str, shape: Shape) -> str | None:
    """A name that is proposed for the field's vocabulary, as it is stored; None if none is."""
    name = proposed_name(word) if shape.vocabulary in PROPOSABLE else ""
    if not name:
        return None
    click.echo(f"    → {PROPOSED}{name}，编辑收入后发布")
    return PROPOSED + name


def _meant(word: str, labels: Mapping[str, str]) -> str | None:
    """The code that a number, code, label or pinyin stands for; None, and a word about it, if several or nothing."""
    numbered = [list(labels)[int(word) - 1]] if word.isdecimal() and 0 < int(word) <= len(labels) else []
    found = [word] if word in labels else numbered or matches(word, labels)
    if len(found) != 1:
        click.echo(f"    “{word}”{'可能指：' if found else '没有对应的选项，请重选。'}")
        _list(labels, found)
        return None
    click.echo(f"    → {labels[found[0]]}")
    return found[0]


def _hint(shape: Shape, default: str, labels: Mapping[str, str]) -> str:
    title = shape.title if not labels else f"{shape.title}，输序号、名称或拼音"
    several = "，可写几个，用顿号隔开" if shape.many else ""
    skip = "" if shape.required else "，可不填"
    new = f"，没有的写“{PROPOSED}全称”" if labels and shape.vocabulary in PROPOSABLE else ""
    shown = f" [{labels.get(default, default)}]" if default else ""
    return f"{title}{several}{skip}{new}{shown}"


def _prompt(text: str) -> str:
    answer: str = click.prompt(text, default="", show_default=False, prompt_suffix="：")
    return answer.strip()


def _complain(problems: list[Problem]) -> None:
    for problem in problems:
        click.secho(
            f"    ✗ {problem.sentence('zh')}" if problem.is_error else f"    ! {problem.sentence('zh')}", fg="red"
        )


def _list(labels: Mapping[str, str], codes: list[str]) -> None:
    """Choices with the numbers that they have among all, in two columns if they are many."""
    numbers = {code: number for number, code in enumerate(labels, start=1)}
    cells = [f"{numbers[code]:>4} {labels[code]}" for code in codes]
    half = (len(cells) + 1) // 2 if len(cells) > 8 else len(cells)  # noqa: PLR2004  # what is seen at a glance
    for row in range(half):
        pair = cells[row::half] if half else []
        click.echo("".join(cell + " " * max(1, COLUMN - _width(cell)) for cell in pair[:2]).rstrip())


def _width(text: str) -> int:
    """Columns of a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
