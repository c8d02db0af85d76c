"""The controlled terms: the only home of allowed values, edited by the market in content/vocabularies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar, get_args, get_type_hints

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, core_schema

from showcase.files.digests import value_digest
from showcase.files.problem import Message
from showcase.schema.codes import TERM_CODE
from showcase.schema.fields import fail, propose, quoted
from showcase.schema.names import bare, nearest, proposed_name
from showcase.schema.terms import (
    Agency,
    ContractType,
    District,
    Institution,
    IpKind,
    MailProvider,
    Operator,
    PriceMode,
    ProgressKind,
    Recipient,
    RouteRule,
    Status,
    TaskForce,
    Term,
    TieredTerm,
    WordGroup,
)

T_co = TypeVar("T_co", bound=Term, covariant=True)

LISTED_CHOICES = 12
_CODE = re.compile(TERM_CODE)
PROPOSABLE = ("institutions", "industries", "marine-sectors", "districts")
"""Vocabularies to which an author may propose a term, by writing its name behind PROPOSED."""


@dataclass(frozen=True)
class Vocabulary(Mapping[str, T_co]):
    """The terms of one file by code, in the file's order."""

    name: str
    label: str
    label_en: str
    terms: dict[str, T_co]

    def __getitem__(self, code: str) -> T_co:
        return self.terms[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    def ancestry(self, code: str) -> tuple[str, ...]:
        """The term's own code and those of the terms it refines, nearest first, each once."""
        return self._ancestries[code]

    @cached_property
    def _ancestries(self) -> dict[str, tuple[str, ...]]:
        return {code: self._find_ancestry(code) for code in self.terms}

    def _find_ancestry(self, code: str) -> tuple[str, ...]:
        found = [code]
        while (parent := self.parent(found[-1])) in self.terms and parent not in found:
            found.append(parent)
        return tuple(found)

    def whole(self, codes: Iterable[str]) -> tuple[str, ...]:
        """The codes and those of all terms that they refine, each once."""
        return tuple(dict.fromkeys(broader for code in codes for broader in self.ancestry(code)))

    def parent(self, code: str) -> str | None:
        return getattr(self.terms[code], "parent", None)

    def codes(self, use: str | None = None) -> list[str]:
        """All codes, or those that `use` admits."""
        return [code for code, term in self.terms.items() if use is None or use in getattr(term, "uses", ())]

    @cached_property
    def by_name(self) -> dict[str, str]:
        """Codes by their `bare` names: labels first, then signs of operators, then what a term was called before.

        The form keeps of a term only what it has: hence `getattr`.
        """
        terms = list(self.terms.items())
        pairs = [(term.label, code) for code, term in terms]
        pairs += [(getattr(term, "symbol", term.label), code) for code, term in terms]
        pairs += [(name, code) for code, term in terms for name in getattr(term, "former", [])]
        found: dict[str, str] = {}
        for name, code in pairs:
            if bare(name) not in found:
                found[bare(name)] = code
        return found

    @cached_property
    def renamed(self) -> dict[str, str]:
        """Codes by those that they had before, as addresses and files may still hold them."""
        found: dict[str, str] = {}
        for code, term in self.terms.items():
            for name in getattr(term, "former", []):
                if name not in self.terms and _CODE.fullmatch(name):
                    found[name] = code
        return found

    def now(self, code: str) -> str:
        """The code that a code has today."""
        return self.renamed.get(code, code)

    def named(self, text: str) -> str | None:
        """The code that a code or a name stands for, also a former one, and also where it is proposed as a new one."""
        if text in self.terms:
            return text
        return self.renamed.get(text) or self.by_name.get(bare(proposed_name(text) or text))

    def meant_by(self, text: str, codes: list[str]) -> str | None:
        """The one of `codes` that an author who wrote `text` is likely to mean."""
        labels = [term.label for term in self.terms.values()]
        label = nearest(text, labels)
        near = self.named(text) or (self.named(label) if label else None)
        return near if near in codes else nearest(text, codes)


@dataclass(frozen=True)
class Vocabularies:
    """Every vocabulary. `vocabularies[name]` is for a name that is itself a datum: a facet's or that of a `TermOf`."""

    industries: Vocabulary[TieredTerm]
    marine_sectors: Vocabulary[TieredTerm]
    categories: Vocabulary[Term]
    contract_types: Vocabulary[ContractType]
    stages: Vocabulary[Term]
    task_forces: Vocabulary[TaskForce]
    agencies: Vocabulary[Agency]
    institutions: Vocabulary[Institution]
    districts: Vocabulary[District]
    achievement_statuses: Vocabulary[Status]
    demand_statuses: Vocabulary[Status]
    ip_kinds: Vocabulary[IpKind]
    ip_statuses: Vocabulary[Term]
    price_modes: Vocabulary[PriceMode]
    venture_stages: Vocabulary[Term]
    operators: Vocabulary[Operator]
    synonyms: Vocabulary[WordGroup]
    function_words: Vocabulary[WordGroup]
    recipients: Vocabulary[Recipient]
    routes: Vocabulary[RouteRule]
    personal_mail: Vocabulary[MailProvider]
    progress_kinds: Vocabulary[ProgressKind]
    stop_reasons: Vocabulary[Term]
    amount_bands: Vocabulary[Term]

    def __getitem__(self, name: str) -> Vocabulary[Term]:
        vocabulary: Vocabulary[Term] = getattr(self, name.replace("-", "_"))
        return vocabulary

    @cached_property
    def digest(self) -> str:
        """By which they are known again: what is made from them is kept under it."""
        return value_digest(self)

    def __iter__(self) -> Iterator[Vocabulary[Term]]:
        return (self[name] for name in TERM_MODELS)


TERM_MODELS: dict[str, type[Term]] = {
    field.replace("_", "-"): get_args(hint)[0] for field, hint in get_type_hints(Vocabularies).items()
}
"""What a term of each vocabulary is, by the vocabulary's name, which is that of its file."""


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
        vocabulary: Vocabulary[Term] = (info.context or {})["vocabularies"][self.name]
        codes = vocabulary.codes(self.use)
        code = vocabulary.now(value)
        proposed = proposed_name(value) if self.name in PROPOSABLE else ""
        if proposed:
            code = vocabulary.named(value) or value
        if proposed and code not in codes:
            propose(*proposed_term(proposed, vocabulary))
        if code not in codes:
            fail(*not_a_term(value, vocabulary, codes))
        return code


def term_of(annotation: Any) -> TermOf | None:
    """What says of a field, of its items or of the type of either that it holds codes."""
    parts = [*getattr(annotation, "metadata", ()), *getattr(annotation, "__metadata__", ())]
    inner = [*get_args(annotation), getattr(annotation, "annotation", None)]
    own = next((part for part in parts if isinstance(part, TermOf)), None)
    return own or next((found for part in inner if part is not None and (found := term_of(part))), None)


def not_a_term(value: str, vocabulary: Vocabulary[Term], codes: list[str]) -> tuple[Message, Message | None]:
    """What is said of a value that is none of the codes."""
    place = f"content/vocabularies/{vocabulary.name}.yml"
    if not codes:
        message = Message(
            f"“{vocabulary.label}”词表还没有条目，不能填 {quoted(value)}",
            f"{place} has no terms yet: {quoted(value)} cannot be one",
        )
        return message, Message(
            f"请先登记：showcase term add {vocabulary.name} 代码 名称", f"first showcase term add {vocabulary.name}"
        )
    near = vocabulary.meant_by(value, codes)
    hint = None
    if near:
        label = vocabulary[near].label
        hint = Message(f'是否想写 "{near}"（{label}）？', f'did you mean "{near}"?')
    if len(codes) <= LISTED_CHOICES:
        listed = codes if near else [f"{code} {vocabulary[code].label}" for code in codes]
        return Message(
            f"应为 {'、'.join(listed)} 之一，现为 {quoted(value)}",
            f"must be one of {', '.join(codes)}, found {quoted(value)}",
        ), hint
    hint = hint or Message(f"可用代码见 {place}", f"see {place}")
    return Message(
        f"应为“{vocabulary.label}”词表中的代码，现为 {quoted(value)}",
        f"must be a code of {vocabulary.label_en}, found {quoted(value)}",
    ), hint


def proposed_term(name: str, vocabulary: Vocabulary[Term]) -> tuple[Message, Message]:
    """What is said of a name that an author proposes for a vocabulary: the editor takes it in, or says what it is."""
    message = Message(
        f"“{name}”还不在“{vocabulary.label}”词表里，要等编辑收入",
        f"{quoted(name)} is proposed for {vocabulary.label_en} and waits for the editor",
    )
    hint = Message(
        f"编辑收入：showcase term add {vocabulary.name} 代码 {name}；词表里已有的：showcase term map {vocabulary.name} "
        f"{name} 已有的代码",
        f"showcase term add {vocabulary.name} CODE {name}, or showcase term map {vocabulary.name} {name} CODE",
    )
    return message, hint
