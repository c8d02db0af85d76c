"""Changes of terms: each goes into everything that names the term, other vocabularies and records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from showcase.authoring.edits import edit
from showcase.authoring.manuscript import parse_manuscript
from showcase.authoring.term_file import TermFile
from showcase.catalogue.folders import find_records
from showcase.files.problem import Loc
from showcase.files.source import Tree, load_source
from showcase.files.yaml_nodes import value_at
from showcase.files.yaml_tree import parse_tree
from showcase.schema.names import bare
from showcase.schema.recipients import member_code
from showcase.schema.records import MODELS, Kind
from showcase.schema.shapes import Shape, names_term, shapes
from showcase.schema.terms import Term
from showcase.schema.vocabulary import TERM_MODELS, Vocabularies

Places = dict[str, list[Loc]]
"""Where terms name a code, by vocabulary."""


@dataclass
class Touched:
    """What a change of a term reaches: records that have it, terms that name it, addresses that show it."""

    records: list[str] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)


class Register:
    """The vocabularies of the catalogue at `root` under change; `files` are the texts that differ by now."""

    def __init__(self, root: Path, vocabularies: Vocabularies) -> None:
        self.root = root
        self.vocabularies = vocabularies
        self.files: dict[str, str] = {}

    def touched(self, name: str, code: str) -> Touched:
        """Who names a term now."""
        records = [path.stem for path, _kind, fields in self._records(name, code, code) if fields]
        places = self._places(name, code)
        terms = [
            f"{other} {list(self.vocabularies[other])[int(str(loc[1]))]}" for other in places for loc in places[other]
        ]
        return Touched(records, list(dict.fromkeys(terms)))

    def trees(self, name: str) -> list[dict[str, Tree]]:
        """The terms that stand in the file, as they are now."""
        return self._open(name).terms

    def add(self, name: str, term: Mapping[str, Tree]) -> None:
        file = self._open(name)
        file.add(term)
        self._keep(name, file)

    def rename(self, name: str, code: str, label: str = "", label_en: str = "") -> None:
        """Give a term another name; it still goes by the former one."""
        term = self.vocabularies[name][code]
        if label and bare(label) != bare(term.label):
            self._put(name, code, "former", [former for former in (*term.former, term.label) if former != label])
        if label:
            self._put(name, code, "label", label)
        if label_en:
            self._put(name, code, "label_en", label_en)

    def recode(self, name: str, code: str, new: str) -> None:
        """Give a term another code, in all that names it; addresses and files with the former one still work."""
        former: list[Tree] = [*self._former(name, code), code]
        self._put(name, code, "former", former)
        self._put(name, code, "code", new)
        self._replace(name, code, new)

    def call(self, name: str, code: str, other: str) -> None:
        """Let a term go by one more name."""
        self._put(name, code, "former", [*self._former(name, code), other])

    def verify(self, name: str, code: str, source: str = "") -> None:
        self._put(name, code, "status", "verified")
        if source:
            self._put(name, code, "source", source)

    def retire(self, name: str, code: str) -> None:
        self._put(name, code, "retired", "true")

    def merge(self, name: str, code: str, into: str) -> None:
        """Take a term out; who names it, by whatever name, means the other one from now on."""
        term = self.vocabularies[name][code]
        self._replace(name, code, into)
        file = self._open(name)
        file.remove(code)
        self._keep(name, file)
        self._put(name, into, "former", [*self._former(name, into), *term.former, term.label, code])

    def _former(self, name: str, code: str) -> list[Tree]:
        file = self._open(name)
        former = file.terms[file.number(code)].get("former")
        return list(former) if isinstance(former, list) else []

    def _put(self, name: str, code: str, key: str, value: Tree) -> None:
        file = self._open(name)
        file.put(("terms", file.number(code), key), value)
        self._keep(name, file)

    def _replace(self, name: str, code: str, new: str) -> None:
        """A code in all terms and records that name it."""
        for other, locs in self._places(name, code).items():
            file = self._open(other)
            for loc in locs:
                node = parse_tree(file.text)
                file.put(loc, _replaced_member(str(value_at(node, loc)), code, new))
            self._keep(other, file)
        for path, kind, fields in self._records(name, code, new):
            if not fields:
                continue
            text = edit(parse_manuscript(path.read_bytes().decode()), kind, fields).text
            self.files[path.relative_to(self.root).as_posix()] = text

    def _places(self, name: str, code: str) -> Places:
        """Where terms name the code, or one that is made from it (a member of a family of recipients)."""
        members = {member_code(term.code, code) for term in self._families(name)}
        found: Places = {}
        for other in TERM_MODELS:
            for number, term in enumerate(self.trees(other)):
                for loc, vocabulary, named in self._named(other, term):
                    if (vocabulary == name and named == code) or (vocabulary == "recipients" and named in members):
                        found.setdefault(other, []).append(("terms", number, *loc))
        return found

    def _families(self, name: str) -> list[Term]:
        each = {"districts": "venture-district", "industries": "industry"}.get(name)
        models = [TERM_MODELS["recipients"].model_validate(term) for term in self.trees("recipients")]
        return [term for term in models if each and getattr(term, "each", None) == each]

    def _named(self, other: str, tree: dict[str, Tree]) -> Iterator[tuple[Loc, str, str]]:
        if tree.get("parent"):
            yield ("parent",), other, str(tree["parent"])
        yield from TERM_MODELS[other].model_validate(tree).references()

    def _records(self, name: str, code: str, new: str) -> Iterator[tuple[Path, Kind, dict[str, Tree]]]:
        """Every record with the fields that name the code, as they are with another in its place."""
        for kind in MODELS:
            for path in find_records(self.root, kind):
                data = load_source(self.root, path).data
                named = {
                    field: _replaced(value, shapes(kind)[field], name, code, new)
                    for field, value in data.items()
                    if field in shapes(kind) and names_term(value, shapes(kind)[field], name, code)
                }
                yield path, kind, named

    def _open(self, name: str) -> TermFile:
        path = f"content/vocabularies/{name}.yml"
        return TermFile(self.files.get(path) or (self.root / path).read_bytes().decode("utf-8-sig"))

    def _keep(self, name: str, file: TermFile) -> None:
        self.files[f"content/vocabularies/{name}.yml"] = file.text


def _replaced_member(value: str, code: str, new: str) -> str:
    return new if value == code else f"{value.removesuffix(code)}{new}"


def _replaced(tree: Tree, shape: Shape, name: str, code: str, new: str) -> Tree:
    """A field with another code in the place of one, once."""
    if isinstance(tree, list):
        items = [_replaced(item, shape, name, code, new) for item in tree]
        return list(dict.fromkeys(items)) if all(isinstance(item, str) for item in items) else items
    if isinstance(tree, dict):
        parts = {key: shape.field(key) for key in tree}
        return {
            key: value if (part := parts[key]) is None else _replaced(value, part, name, code, new)
            for key, value in tree.items()
        }
    return new if shape.vocabulary == name and tree == code else tree
