"""What a person types for a field → its value, and what the schema and the rules say of it at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from showcase.authoring.choices import as_stored
from showcase.files.characters import character_faults
from showcase.files.problem import Message, Problem
from showcase.files.source import Source, Tree, tree_texts
from showcase.rules import Draft, check_record
from showcase.schema.notation.words import split_words
from showcase.schema.records import MODELS, Kind
from showcase.schema.shapes import LATER, Shape, shapes
from showcase.schema.validation import check_model
from showcase.schema.vocabulary import Vocabularies


def parse_answer(text: str, shape: Shape, vocabularies: Vocabularies, said: list[Message]) -> Tree:
    """A text for one value, or for a list of words, as it is stored; nothing is None. Notes are put to `said`."""
    if shape.many:
        items = split_words(text)
        return as_stored([*items], shape, vocabularies, said) or None
    return as_stored(text.strip() or None, shape, vocabularies, said)


def check_answers(kind: Kind, data: Mapping[str, Tree], vocabularies: Vocabularies, as_of: date) -> list[Problem]:
    """What is wrong with the fields answered so far, if only by None; rules that need other fields wait for them."""
    answered = with_demo({name: value for name, value in data.items() if value is not None}, vocabularies)
    source = Source("", answered)
    record, unsound, problems = check_model(MODELS[kind], source, answered, (), {"vocabularies": vocabularies})
    waiting = unsound | {name for name in shapes(kind) if name not in data and name not in LATER}
    found = [problem for problem in problems if top_field(problem) in answered]
    for loc, text, _ in tree_texts(answered):
        found += [source.problem(code, loc, message, hint) for code, message, hint in character_faults(text)]
    return [*found, *check_record(Draft(source, record, frozenset(waiting), {}, as_of), vocabularies)]


def with_demo(record: dict[str, Tree], vocabularies: Vocabularies) -> dict[str, Tree]:
    """A new record of an invented body is a demonstration; nobody is asked for that."""
    implied = "demo" not in record and names_invented(record, vocabularies)
    return record | {"demo": "true"} if implied else record


def names_invented(record: Mapping[str, Tree], vocabularies: Vocabularies) -> bool:
    """Whether the agency or the holder is one for demonstrations."""
    agency = vocabularies.agencies.get(vocabularies.agencies.now(str(record.get("agency"))))
    holder = vocabularies.institutions.get(vocabularies.institutions.now(str(record.get("holder"))))
    return any(term is not None and term.demo for term in (agency, holder))


def top_field(problem: Problem) -> str:
    """The field of a record that a problem is about."""
    return str(problem.loc[0]) if problem.loc else ""
