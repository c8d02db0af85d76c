"""View model of the pages 提交成果 and 提交需求, made from the schema of the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeGuard

from showcase.authoring.taken import build_taken
from showcase.authoring.templates import HEADINGS
from showcase.derived.views import Views
from showcase.outputs.form.editing import count_parts
from showcase.schema.about import FormSection
from showcase.schema.records import WORDS, Kind
from showcase.schema.shapes import NOTHING, Shape, declared
from showcase.schema.terms import Agency, Term, TieredTerm
from showcase.schema.vocabulary import PROPOSABLE, Vocabularies

Control = Literal["line", "text", "number", "date", "flag", "yes-no", "choice", "choices", "group", "lines", "groups"]

LONG = 60
"""A text that may be as long gets a box that grows."""
FEW = 12
"""So many whole numbers are offered to choose from."""
SECTIONS: dict[FormSection, dict[Kind, str]] = {
    "basic": {"achievement": "基本信息", "demand": "基本信息"},
    "class": {"achievement": "分类", "demand": "分类"},
    "owner": {"achievement": "持有与成熟度", "demand": "需求方"},
    "measures": {"achievement": "优势指标与应用", "demand": "指标与条件"},
    "ip": {"achievement": "知识产权", "demand": "知识产权"},
    "money": {"achievement": "报价与融资", "demand": "预算"},
    "review": {"achievement": "审查与联系方式", "demand": "审查与联系方式"},
}
"""Titles in the order of the page; which fields stand in each is declared with the fields (schema/about.py)."""


@dataclass(frozen=True)
class Option:
    """A value to choose; `tier` is the group that it is listed under, `former` the codes that it had.

    A `retired` one is shown only where a record has it.
    """

    code: str
    label: str
    flagged: bool = False
    tier: str = ""
    former: str = ""
    retired: bool = False


@dataclass(frozen=True)
class Field:
    """A field of the form. `path` is its place in the record, `[#]` standing for the number of a row."""

    name: str
    path: str
    label: str
    help: str
    required: bool
    control: Control
    notation: str = ""
    """What turns a text for it into the form that is stored (schema/notation)."""
    options: tuple[Option, ...] = ()
    least: int = 0
    most: int = 0
    """Limits: characters of a text, rows of a list, choices of several."""
    fields: tuple[Field, ...] = ()
    proposable: bool = False
    """Whether a name that the options do not have may be written."""

    @property
    def identifier(self) -> str:
        """The id of its element: `f-disclosure-by`."""
        return "f-" + self.path.replace("[#]", "-#").replace(".", "-")

    @property
    def tiers(self) -> dict[str, list[Option]]:
        tiers: dict[str, list[Option]] = {}
        for option in self.options:
            tiers.setdefault(option.tier, []).append(option)
        return tiers


@dataclass(frozen=True)
class Section:
    title: str
    anchor: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class FormPage:
    """View model of theme/pages/form.html."""

    kind: Kind
    label: str
    other: str
    """The name of the other form."""
    sections: tuple[Section, ...]
    rest: tuple[Field, ...]
    headings: tuple[str, ...]
    """What the body tells."""
    agencies: tuple[Agency, ...]
    facts: dict[str, Any]
    """What the scripts read: kind, ids that are taken, in how many files published records are, the build's day,
    templates of a new and a changed address."""


def build_form_page(views: Views, kind: Kind) -> FormPage:
    builder = _Builder(views.catalogue.vocabularies)
    shapes = sorted(declared(kind), key=lambda shape: shape.about.form_rank)
    sections = [
        Section(titles[kind], f"part-{number}", builder.section(shapes, name))
        for number, (name, titles) in enumerate(SECTIONS.items(), start=1)
    ]
    return FormPage(
        kind=kind,
        label=WORDS[kind],
        other="demand" if kind == "achievement" else "achievement",
        sections=tuple(section for section in sections if section.fields),
        rest=builder.section(shapes, "rest"),
        headings=HEADINGS[kind],
        agencies=tuple(
            term for term in views.catalogue.vocabularies.agencies.values() if term.contact and not term.retired
        ),
        facts={
            "kind": kind,
            "taken": build_taken(views.catalogue),
            "recordParts": count_parts(views.catalogue),
            "built": views.catalogue.as_of.isoformat(),
            "newFile": views.site.new_file_url,
            "editFile": views.site.edit_file_url,
        },
    )


class _Builder:
    def __init__(self, vocabularies: Vocabularies) -> None:
        self.vocabularies = vocabularies

    def section(self, shapes: Sequence[Shape], name: FormSection) -> tuple[Field, ...]:
        return tuple(self.field(shape, shape.name) for shape in shapes if shape.about.form == name)

    def field(self, shape: Shape, path: str) -> Field:
        control = _control(shape)
        nested = tuple(self.field(part, f"{path}{'[#]' if shape.many else ''}.{part.name}") for part in shape.fields)
        if control == "group" and not shape.required:
            # Only where the group is filled in at all: the marks would ask for it.
            nested = tuple(replace(field, required=False) for field in nested)
        if control == "lines":
            # A row has the field's name; its own words are those of the list.
            item = replace(shape, title=shape.name, help="", required=False, many=False, about=NOTHING)
            nested = (self.field(item, f"{path}[#]"),)
        return Field(
            name=shape.name,
            path=path,
            label=shape.title,
            help=shape.help if shape.about.form_help is None else shape.about.form_help,
            required=shape.required,
            control=control,
            notation=shape.notation if control in ("line", "number", "group") else "",
            options=tuple(self.options(shape)),
            least=shape.least if shape.many else shape.shortest,
            most=shape.most if shape.many else shape.longest,
            fields=nested,
            proposable=shape.vocabulary in PROPOSABLE,
        )

    def options(self, shape: Shape) -> Iterator[Option]:
        if shape.vocabulary:
            vocabulary = self.vocabularies[shape.vocabulary]
            yield from (_option(vocabulary[code], vocabulary.renamed) for code in vocabulary.codes(shape.use))
        elif _is_short(shape.range):
            yield from (Option(str(number), str(number)) for number in range(shape.range[0], shape.range[1] + 1))
        else:
            yield from (Option(code, code) for code in shape.choices)


def _option(term: Term, renamed: Mapping[str, str]) -> Option:
    tier = term.tier if isinstance(term, TieredTerm) else ""
    former = " ".join(old for old, new in renamed.items() if new == term.code)
    return Option(term.code, term.label, term.flagged, tier, former, term.retired)


def _is_short(numbers: tuple[int, int] | None) -> TypeGuard[tuple[int, int]]:
    return numbers is not None and numbers[1] - numbers[0] < FEW


def _control(shape: Shape) -> Control:
    chosen = shape.holds in ("code", "choice") or _is_short(shape.range)
    if shape.many:
        return "groups" if shape.holds == "group" else "choices" if chosen else "lines"
    if chosen:
        return "choice"
    if shape.holds == "text":
        return "text" if shape.longest >= LONG else "line"
    if shape.holds == "flag":
        return "yes-no" if shape.required else "flag"
    return "group" if shape.holds == "group" else "date" if shape.holds == "date" else "number"
