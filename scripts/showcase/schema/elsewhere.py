"""A value that belongs into another field: a marine sector among the industries, a class among the contracts."""

from __future__ import annotations

import re

from showcase.files.problem import Message
from showcase.schema.vocabulary import TermOf, Vocabularies

_OTHER_LIST = {
    "industries": ("marine-sectors", "marine_sectors"),
    "marine-sectors": ("industries", "industries"),
}
"""By the vocabulary of a field the one that it is taken for, and the field whose values that holds."""
_SHARES = re.compile(r"(?:技术|专利)?(?:作价)?(?:入股|投资)|股权(?:合作|投资)?")
_AS_PRICE = Message(
    "作价入股不是合同类型：写在 price: {mode: equity}；要成立企业的，另写 venture: {stage: planned}",
    "shares are no kind of contract: write price: {mode: equity}, and venture: {stage: planned} for a new company",
)
_AS_VENTURE = Message(
    "成立企业不是合同类型：写 venture: {stage: planned}；没有技术合同的，contract_types 写 []",
    "a new company is no kind of contract: write venture: {stage: planned}, and contract_types: [] if there is none",
)


def named_elsewhere(wanted: TermOf | None, text: str, vocabularies: Vocabularies) -> Message | None:
    """Where a value belongs that is none of its own field's terms; nothing if it is no other field's either."""
    if wanted is None:
        return None
    if wanted.name == "contract-types":
        return _as_contract(text, vocabularies)
    other, field = _OTHER_LIST.get(wanted.name, ("", ""))
    code = vocabularies[other].named(text) if other and vocabularies[wanted.name].named(text) is None else None
    if code is None:
        return None
    label = vocabularies[other].label
    return Message(f"它是“{label}”里的：写进 {field}: [{code}]", f"it is one of `{field}`: write {field}: [{code}]")


def _as_contract(text: str, vocabularies: Vocabularies) -> Message | None:
    """What is said instead of a contract: shares, a company, or the class that follows from the contracts."""
    category = vocabularies.categories.named(text)
    if _SHARES.fullmatch(text) or category == "venture":
        return _AS_VENTURE if category == "venture" else _AS_PRICE
    held = [f"{code} {term.label}" for code, term in vocabularies.contract_types.items() if term.category == category]
    if category is None or not held:
        return None
    return Message(
        f"“{text}”是由合同类型得出的类别，不用填：请在 {'、'.join(held)} 中选",
        f"a class follows from the contracts: choose among {', '.join(held)}",
    )
