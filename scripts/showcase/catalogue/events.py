"""content/events.yml → Events, and what is wrong with them; without the file there are none."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from showcase.files.problem import Message, Problem
from showcase.files.source import Source, load_yaml
from showcase.schema.event import Event
from showcase.schema.fields import Model, quoted
from showcase.schema.validation import check_model
from showcase.schema.vocabulary import Vocabularies

PATH = "content/events.yml"


class _File(Model):
    events: Annotated[
        list[dict[str, Any]], Field(title="活动", description="每项写一条“- code: 代码”；还没有活动的写 events: []")
    ]


def load_events(root: Path, vocabularies: Vocabularies) -> tuple[Source, dict[int, Event], list[Problem]]:
    """The sound events by their place in the file."""
    if not (root / PATH).exists():
        return Source(PATH), {}, []
    source = load_yaml(root, root / PATH)
    if source.problems:
        return source, {}, list(source.problems)
    _, unsound, problems = check_model(_File, source, source.data, (), {})
    trees = source.data.get("events")
    if unsound or not isinstance(trees, list):
        return source, {}, problems
    events: dict[int, Event] = {}
    for number, tree in enumerate(trees):
        event, broken, found = check_model(Event, source, tree, ("events", number), {"vocabularies": vocabularies})
        problems += found
        if not broken:
            events[number] = event
    problems += _check_codes(source, events)
    return source, events, problems


def _check_codes(source: Source, events: dict[int, Event]) -> list[Problem]:
    """Every code stands once."""
    first: dict[str, int] = {}
    return [
        source.problem("duplicate-code", ("events", number, "code"), *_twice(event.code))
        for number, event in events.items()
        if first.setdefault(event.code, number) != number
    ]


def _twice(code: str) -> tuple[Message, Message]:
    message = Message(f"代码 {quoted(code)} 出现两次", f"the code {quoted(code)} stands twice")
    return message, Message("请改用另一代码", "use another code")
