"""What a term of each vocabulary holds."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from showcase.fields import Email, Flag, Line, Model, Phone, TermCode


class Contact(Model):
    """An office, never a person."""

    office: Annotated[Line | None, Field(title="部门", max_length=30)] = None
    phone: Annotated[Phone | None, Field(title="电话")] = None
    email: Annotated[Email | None, Field(title="邮箱")] = None


class Term(Model):
    """One allowed value. `unverified` terms are shown as 待核."""

    code: TermCode
    label: Line
    label_en: Line | None = None
    status: Literal["verified", "unverified"]
    source: Line | None = None
    note: Line | None = None
    demo: Flag = False

    @property
    def verified(self) -> bool:
        return self.status == "verified"

    @property
    def flagged(self) -> bool:
        """Whether 待核 is to be shown beside the label, which may say it already."""
        return not self.verified and "待核" not in self.label


class TieredTerm(Term):
    """An industry or marine sector: `tier` is the group it is listed under, `parent` the term it refines."""

    tier: Line
    parent: TermCode | None = None


class ContractType(Term):
    """One of the five contracts; `category` is the class that a record of this type falls in."""

    category: TermCode
    meaning: Line
    kinds: list[Line]


class TaskForce(Term):
    divisions: list[Line]


class District(Term):
    """`zone`: a functional zone, which GB/T 2260 does not number."""

    zone: Flag = False


class Agency(Term):
    district: TermCode | None = None
    contact: Contact | None = None


class Institution(Term):
    kind: Line
    district: TermCode | None = None


class Status(Term):
    """`open`: a record in this state can still be answered."""

    open: Flag


class IpKind(Term):
    """`patent`: numbers of this kind follow the rules of patent numbers."""

    patent: Flag = False


class PriceMode(Term):
    """`uses`: whether an achievement's price or a demand's budget may be put this way."""

    uses: list[Literal["price", "budget"]]


class Operator(Term):
    symbol: Line


class WordGroup(Term):
    """Words that the search treats alike; `label` names the group."""

    words: Annotated[list[Line], Field(min_length=2)]


TERM_MODELS: dict[str, type[Term]] = {
    "industries": TieredTerm,
    "marine-sectors": TieredTerm,
    "categories": Term,
    "contract-types": ContractType,
    "stages": Term,
    "task-forces": TaskForce,
    "agencies": Agency,
    "institutions": Institution,
    "districts": District,
    "achievement-statuses": Status,
    "demand-statuses": Status,
    "ip-kinds": IpKind,
    "ip-statuses": Term,
    "price-modes": PriceMode,
    "venture-stages": Term,
    "operators": Operator,
    "synonyms": WordGroup,
    "function-words": WordGroup,
}
