"""content/vocabularies/*.yml → Vocabularies, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, cast

from pydantic import Field

from showcase.files.digests import folder_digest
from showcase.files.kept import recall_again
from showcase.files.problem import Message, Problem
from showcase.files.source import Source, load_yaml
from showcase.schema.fields import Line, Model, quoted
from showcase.schema.named import proposed_codes
from showcase.schema.names import bare
from showcase.schema.recipients import check_routes, expand_recipients
from showcase.schema.terms import Term
from showcase.schema.validation import check_model
from showcase.schema.vocabulary import TERM_MODELS, Vocabularies, Vocabulary, not_a_term


class _Header(Model):
    label: Line
    label_en: Line
    terms: Annotated[
        list[dict[str, Any]],
        Field(
            title="条目",
            description="每行写一条“- {code: 代码, label: 名称, status: verified}”；还没有条目的写 terms: []",
        ),
    ]


ADDED_SINCE = ("progress-kinds", "stop-reasons", "amount-bands")
"""Vocabularies that a catalogue of earlier days, and so its history, does not have; nothing in it names their terms."""


def load_vocabularies(root: Path) -> tuple[Vocabularies, list[Problem]]:
    """Read every vocabulary in `root`/content/vocabularies, unless the folder is known; broken ones are empty."""
    folder = root / "content" / "vocabularies"
    try:
        key = folder_digest(folder)
    except OSError:  # what it is, is told where it is read
        return _load(root, folder)
    vocabularies, problems = recall_again("vocabularies", key, lambda: _load(root, folder))
    return vocabularies, list(problems)


def _load(root: Path, folder: Path) -> tuple[Vocabularies, list[Problem]]:
    found: dict[str, Vocabulary[Term]] = {}
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    for name in TERM_MODELS:
        if name in ADDED_SINCE and not (folder / f"{name}.yml").exists():
            found[name.replace("-", "_")] = Vocabulary(name, name, name, {})
        else:
            sources[name] = load_yaml(root, folder / f"{name}.yml")
    for name, source in sources.items():
        found[name.replace("-", "_")], faults = _check_vocabulary(name, TERM_MODELS[name], source)
        problems += proposed_codes(name, sources, faults)
    # Each has been validated by its own model, which is where its type is written: TERM_MODELS.
    vocabularies = Vocabularies(**cast("dict[str, Any]", found))
    for path in sorted(folder.glob("[!.]*.yml")):
        if path.stem not in TERM_MODELS:
            source = Source(path.relative_to(root).as_posix())
            problems.append(source.problem("vocabulary", (), *_UNKNOWN_FILE))
    if not problems:
        problems = [p for name, source in sources.items() for p in _check_references(name, source, vocabularies)]
    if not problems:
        problems = list(check_routes(sources, vocabularies))
        recipients = replace(vocabularies.recipients, terms=expand_recipients(vocabularies))
        vocabularies = replace(vocabularies, recipients=recipients)
    return vocabularies, problems


_UNKNOWN_FILE = (
    Message("没有这个名称的词表", "there is no vocabulary of this name"),
    Message(f"词表为 {'、'.join(TERM_MODELS)}", f"the vocabularies are {', '.join(TERM_MODELS)}"),
)


def _check_vocabulary(name: str, model: type[Term], source: Source) -> tuple[Vocabulary[Term], list[Problem]]:
    if source.problems:
        return Vocabulary(name, name, name, {}), list(source.problems)
    header, unsound, problems = check_model(_Header, source, source.data, (), {})
    if unsound:
        return Vocabulary(name, name, name, {}), problems
    terms: dict[str, Term] = {}
    trees = source.data["terms"]
    assert isinstance(trees, list)
    for number, tree in enumerate(trees):
        term, broken, found = check_model(model, source, tree, ("terms", number), {})
        problems += found
        if broken:
            continue
        if term.code in terms:
            problems.append(source.problem("duplicate-code", ("terms", number, "code"), *_twice(term.code)))
        terms[term.code] = term
    vocabulary = Vocabulary(name, header.label, header.label_en, terms)
    return vocabulary, problems or [*_check_former(source, vocabulary), *_check_labels(source, vocabulary)]


def _check_labels(source: Source, vocabulary: Vocabulary[Term]) -> Iterator[Problem]:
    """A name stands once: nobody could tell two terms of one name apart, in a sheet or in the form."""
    first: dict[str, str] = {}
    for number, term in enumerate(vocabulary.values()):
        if (other := first.setdefault(bare(term.label), term.code)) != term.code:
            message = Message(
                f"名称 {quoted(term.label)} 与 {other} 的相同", f"the name {quoted(term.label)} is also {other}'s"
            )
            hint = Message(
                f"同一家的请删去一条：showcase term retire {vocabulary.name} {term.code} --into {other}；"
                "不是同一家的，名称里写明区别",
                "remove one of them, or let the names tell them apart",
            )
            yield source.problem("duplicate-name", ("terms", number, "label"), message, hint)


def _check_former(source: Source, vocabulary: Vocabulary[Term]) -> Iterator[Problem]:
    """A former name means one term only: it is no other's code, name or former name."""
    for number, term in enumerate(vocabulary.values()):
        for place, name in enumerate(term.former):
            meant = vocabulary.named(name)
            if meant != term.code:
                message = Message(
                    f"曾用名或别名 {quoted(name)} 也是 {meant} 的名称",
                    f"the other name {quoted(name)} is also {meant}'s",
                )
                hint = Message("一个名称只能指一项，请删去一处", "a name means one term: remove it from one of them")
                yield source.problem("duplicate-name", ("terms", number, "former", place), message, hint)


def _twice(code: str) -> tuple[Message, Message]:
    message = Message(f"代码 {quoted(code)} 出现两次", f"the code {quoted(code)} stands twice")
    return message, Message("请删去或改用另一代码", "remove it or use another code")


def _check_references(name: str, source: Source, vocabularies: Vocabularies) -> Iterator[Problem]:
    """Terms point only at terms that exist."""
    for number, term in enumerate(vocabularies[name].values()):
        parent = vocabularies[name].parent(term.code)
        own = [(("parent",), name, parent)] if parent else []
        for loc, vocabulary, code in (*own, *term.references()):
            target = vocabularies[vocabulary]
            if code not in target:
                texts = not_a_term(code, target, target.codes())
                yield source.problem("term-reference", ("terms", number, *loc), *texts)
        last = vocabularies[name].ancestry(term.code)[-1]
        if vocabularies[name].parent(last) == term.code:
            yield source.problem("term-reference", ("terms", number, "parent"), *_IN_A_CIRCLE)


_IN_A_CIRCLE = (
    Message("上级关系绕成了一圈", "the term is among its own ancestors"),
    Message("请改正其中一个 parent", "correct one `parent`"),
)
