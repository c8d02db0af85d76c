"""submit/: the models, vocabularies and rules that the form works with, its worker, the records that it changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from showcase.authoring.answers import names_invented
from showcase.authoring.labels import in_labels
from showcase.authoring.manuscript import (
    comment_of,
    is_explained,
    render_alone,
    render_body,
    render_record,
    tidy,
)
from showcase.authoring.taken import free_id, is_taken
from showcase.derived.card import card_of
from showcase.derived.views import Output, Views
from showcase.files.characters import character_faults
from showcase.files.problem import dotted
from showcase.files.source import MAX_BYTES, too_large
from showcase.outputs.form.editing import render_editable
from showcase.outputs.form.program import Program
from showcase.outputs.form.schema import build_fields, lines_of
from showcase.rules import ADVICE, RULES, TEXTS
from showcase.rules.common import taken
from showcase.rules.engine import Rule
from showcase.schema.notation.amounts import spread
from showcase.schema.notation.kinds import note_of, stored_form
from showcase.schema.records import MODELS, record_path
from showcase.schema.refused import texts_of
from showcase.schema.shapes import ALWAYS_WRITTEN, order
from showcase.schema.terms import Term
from showcase.schema.validation import code_of
from showcase.schema.vocabulary import Vocabularies, Vocabulary

NOT_IN_RECORDS = ("synonyms", "function-words", "recipients", "routes")
"""Vocabularies that no field of a record draws on."""


def render_form(views: Views) -> Iterator[Output]:
    # A worker serves the pages below its own address only: hence this file beside them.
    yield "submit/worker.js", b'importScripts("../assets/form/worker.js");\n'
    yield from render_editable(views)


def render_rules(vocabularies: Vocabularies) -> str:
    """An ES module: everything that `validator.js` asks for, but for the rules."""
    program = Program()
    exports = {
        "models": _models(program),
        "gateVersion": json.dumps(_version(_gate())),
        "deferred": json.dumps(list(_deferred()), ensure_ascii=False),
        "vocabularies": _vocabularies(vocabularies),
        "file": program.function(render_record),
        "field": program.function(render_alone),
        "body": program.function(render_body),
        "tidy": program.function(tidy),
        "comment": program.function(comment_of),
        "explains": program.function(is_explained),
        "order": program.function(order),
        "always": json.dumps(ALWAYS_WRITTEN),
        "path": program.function(record_path),
        "maxBytes": str(MAX_BYTES),
        "texts": program.function(texts_of),
        "code": program.function(code_of),
        "dotted": program.function(dotted),
        "characters": program.function(character_faults),
        "tooLarge": program.function(too_large),
        "taken": program.function(taken),
        "isTaken": program.function(is_taken),
        "freeId": program.function(free_id),
        "invented": program.function(names_invented),
        "card": program.function(card_of),
        "inLabels": program.function(in_labels),
        "stored": program.function(stored_form),
        "note": program.function(note_of),
        "spread": program.function(spread),
    }
    return program.module(exports)


def render_gate() -> str:
    """An ES module of the rules and the advice, which the page fetches once it stands; `version` is what it expects."""
    gate = _gate()
    return f'export const version = "{_version(gate)}";\n{gate}'


@cache
def _gate() -> str:
    program = Program()
    return program.opened("openGate", {"rules": _rules(program, RULES), "advice": _rules(program, ADVICE)})


def _version(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _models(program: Program) -> str:
    models = [
        f'{kind}: {{name: "{model.__name__}", fields: {build_fields(program, model)}}}'
        for kind, model in MODELS.items()
    ]
    return f"{{{', '.join(models)}}}"


def _rules(program: Program, rules: Sequence[Rule]) -> str:
    parts = [
        f"{{code: {json.dumps(rule.code)}, kind: {json.dumps(rule.kind)}, needs: {json.dumps(rule.needs)},"
        f" text: {json.dumps(_said(rule), ensure_ascii=False)}, check: {program.function(rule.check)}}}"
        for rule in rules
        if rule.form
    ]
    return lines_of(parts)


def _said(rule: Rule) -> str:
    """What stands in the list of what is checked later, if the browser cannot; advice never does."""
    return rule.text.splitlines()[0] if rule in RULES else ""


def _deferred() -> Iterator[str]:
    """The rules that only the check can apply, those across records too, in the words of their docstrings."""
    run = {rule.code for rule in RULES if rule.form}
    for code, text in TEXTS.items():
        if code not in run:
            yield text.splitlines()[0]


def _vocabularies(vocabularies: Vocabularies) -> str:
    named = [
        f"[{json.dumps(vocabulary.name)}, {_vocabulary(vocabulary)}]"
        for vocabulary in vocabularies
        if vocabulary.name not in NOT_IN_RECORDS
    ]
    return f"$.vocabularies({lines_of(named)})"


def _term(term: Term) -> dict[str, Any]:
    """What rules and choices may ask of a term: neither what is for the API nor what it usually is not."""
    held = term.model_dump(
        mode="json", exclude={"label_en", "source", "note", "owners", "meaning", "kinds", "divisions", "tier"}
    )
    return {name: value for name, value in held.items() if value or name not in ("former", "retired")}


def _vocabulary(vocabulary: Vocabulary[Term]) -> str:
    terms = ",\n".join(
        json.dumps([code, {"$class": type(term).__name__} | _term(term)], ensure_ascii=False)
        for code, term in vocabulary.items()
    )
    names = {"name": vocabulary.name, "label": vocabulary.label, "label_en": vocabulary.label_en}
    head = json.dumps({"$class": "Vocabulary"} | names, ensure_ascii=False)[:-1]
    return f'{head}, "terms": $.dict([{terms}])}}'
