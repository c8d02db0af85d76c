"""The controlled terms: the only home of allowed values, edited by the market in content/vocabularies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, core_schema

from showcase.files.problem import Message, Problem
from showcase.files.source import Source, load_yaml
from showcase.schema.fields import Line, Model, fail, quoted
from showcase.schema.recipients import check_routes, expand_recipients
from showcase.schema.terms import TERM_MODELS, Term
from showcase.schema.validation import check_model, nearest

LISTED_CHOICES = 12


@dataclass(frozen=True)
class Vocabulary(Mapping[str, Term]):
    """The terms of one file by code, in the file's order."""

    name: str
    label: str
    label_en: str
    terms: dict[str, Term]

    def __getitem__(self, code: str) -> Term:
        return self.terms[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    def ancestry(self, code: str) -> tuple[str, ...]:
        """The term's own code and those of the terms it refines, nearest first, each once."""
        found = [code]
        while (parent := self.parent(found[-1])) in self.terms and parent not in found:
            found.append(parent)
        return tuple(found)

    def parent(self, code: str) -> str | None:
        return getattr(self.terms[code], "parent", None)

    def codes(self, use: str | None = None) -> list[str]:
        """All codes, or those that `use` admits."""
        return [code for code, term in self.terms.items() if use is None or use in getattr(term, "uses", ())]

    @cached_property
    def by_label(self) -> dict[str, str]:
        """Codes by what authors are likely to write instead: the label, of an operator its sign too."""
        signs = {getattr(term, "symbol", term.label): code for code, term in self.terms.items()}
        return signs | {term.label: code for code, term in self.terms.items()}

    def meant_by(self, text: str, codes: list[str]) -> str | None:
        """The one of `codes` that an author who wrote `text` is likely to mean."""
        label = text if text in self.by_label else nearest(text, list(self.by_label))
        near = self.by_label[label] if label and text not in codes else None
        return near if near in codes else nearest(text, codes)


Vocabularies = Mapping[str, Vocabulary]


@dataclass(frozen=True)
class TermOf:
    """Annotation of a field whose value is a code of the vocabulary `name` (if given: one fit for `use`).

    Validation needs the context `{"vocabularies": Vocabularies}`.
    """

    name: str
    use: str | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        reference = {"x-vocabulary": self.name} | ({"x-use": self.use} if self.use else {})
        return handler(schema) | reference

    def _check(self, value: str, info: ValidationInfo) -> str:
        vocabulary: Vocabulary = (info.context or {})["vocabularies"][self.name]
        codes = vocabulary.codes(self.use)
        if value not in codes:
            fail(*_not_a_term(value, vocabulary, codes))
        return value


def _not_a_term(value: str, vocabulary: Vocabulary, codes: list[str]) -> tuple[Message, Message | None]:
    place = f"content/vocabularies/{vocabulary.name}.yml"
    if not codes:
        message = Message(
            f"词表 {place} 为空或有错，无法核对 {quoted(value)}",
            f"{place} is empty or broken: cannot check {quoted(value)}",
        )
        return message, Message("先改好词表，本条不必改", "mend the vocabulary first, not this file")
    near = vocabulary.meant_by(value, codes)
    hint = None
    if near:
        label = vocabulary[near].label
        hint = Message(f'是否想写 "{near}"（{label}）？', f'did you mean "{near}"?')
    if len(codes) <= LISTED_CHOICES:
        return Message(
            f"应为 {'、'.join(codes)} 之一，现为 {quoted(value)}",
            f"must be one of {', '.join(codes)}, found {quoted(value)}",
        ), hint
    hint = hint or Message(f"可用代码见 {place}", f"see {place}")
    return Message(
        f"应为“{vocabulary.label}”词表中的代码，现为 {quoted(value)}",
        f"must be a code of {vocabulary.label_en}, found {quoted(value)}",
    ), hint


class _Header(Model):
    label: Line
    label_en: Line
    terms: list[dict[str, Any]]


def load_vocabularies(root: Path) -> tuple[dict[str, Vocabulary], list[Problem]]:
    """Read every vocabulary below `root`/content/vocabularies; a missing or broken one is empty."""
    folder = root / "content" / "vocabularies"
    vocabularies: dict[str, Vocabulary] = {}
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    for name, model in TERM_MODELS.items():
        sources[name] = load_yaml(root, folder / f"{name}.yml")
        vocabularies[name], found = _check_vocabulary(name, model, sources[name])
        problems += found
    for path in sorted(folder.glob("[!.]*.yml")):
        if path.stem not in TERM_MODELS:
            source = Source(path.relative_to(root).as_posix(), {}, {})
            problems.append(source.problem("vocabulary", (), *_UNKNOWN_FILE))
    if not problems:
        problems = [p for name, source in sources.items() for p in _check_references(name, source, vocabularies)]
    if not problems:
        problems = list(check_routes(sources, vocabularies))
        recipients = vocabularies["recipients"]
        vocabularies["recipients"] = replace(recipients, terms=expand_recipients(vocabularies))
    return vocabularies, problems


_UNKNOWN_FILE = (
    Message("没有这个名称的词表", "there is no vocabulary of this name"),
    Message(f"词表为 {'、'.join(TERM_MODELS)}", f"the vocabularies are {', '.join(TERM_MODELS)}"),
)


def _check_vocabulary(name: str, model: type[Term], source: Source) -> tuple[Vocabulary, list[Problem]]:
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
    return Vocabulary(name, header.label, header.label_en, terms), problems


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
                texts = _not_a_term(code, target, target.codes())
                yield source.problem("term-reference", ("terms", number, *loc), *texts)
        last = vocabularies[name].ancestry(term.code)[-1]
        if vocabularies[name].parent(last) == term.code:
            yield source.problem("term-reference", ("terms", number, "parent"), *_IN_A_CIRCLE)


_IN_A_CIRCLE = (
    Message("上级关系绕成了一圈", "the term is among its own ancestors"),
    Message("请改正其中一个 parent", "correct one `parent`"),
)
