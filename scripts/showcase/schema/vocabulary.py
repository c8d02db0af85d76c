"""The controlled terms: the only home of allowed values, edited by the market in content/vocabularies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar, get_args, get_type_hints

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, core_schema

from showcase.files.problem import Message
from showcase.schema.fields import fail, quoted
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
from showcase.schema.validation import nearest

T_co = TypeVar("T_co", bound=Term, covariant=True)

LISTED_CHOICES = 12


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
    def by_label(self) -> dict[str, str]:
        """Codes by what authors are likely to write instead: the label, of an operator its sign too."""
        signs = {getattr(term, "symbol", term.label): code for code, term in self.terms.items()}
        return signs | {term.label: code for code, term in self.terms.items()}

    def meant_by(self, text: str, codes: list[str]) -> str | None:
        """The one of `codes` that an author who wrote `text` is likely to mean."""
        label = text if text in self.by_label else nearest(text, list(self.by_label))
        near = self.by_label[label] if label and text not in codes else None
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
        if value not in codes:
            fail(*not_a_term(value, vocabulary, codes))
        return value


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
