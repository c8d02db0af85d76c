"""Vocabularies as people meet them: labels to choose from, and the codes that they stand for."""

from __future__ import annotations

import re

from showcase.files.problem import Message
from showcase.files.source import Tree
from showcase.schema.fields import quoted
from showcase.schema.names import PENDING, PROPOSED, nearest, proposed_name
from showcase.schema.notation.amounts import read_amounts, spelt_out, spread
from showcase.schema.notation.kinds import note_of, stored_form
from showcase.schema.notation.placeholders import is_placeholder
from showcase.schema.shapes import Shape
from showcase.schema.terms import Term
from showcase.schema.vocabulary import LISTED_CHOICES, PROPOSABLE, Vocabularies, Vocabulary, proposed_term

FLAGS = {"true": "是", "false": "否"}
VERDICTS = {"confirmed": "已确认", "rejected": "不合适"}


def choices(shape: Shape, vocabularies: Vocabularies) -> dict[str, str]:
    """The codes that a field takes, each with a label that names it alone; unverified terms say so."""
    if shape.holds == "flag":
        return FLAGS
    if shape.vocabulary is None:
        return {code: VERDICTS.get(code, code) for code in shape.choices}
    vocabulary = vocabularies[shape.vocabulary]
    labels: dict[str, str] = {}
    for code in vocabulary.codes(shape.use):
        term = vocabulary[code]
        pending = term.status != "verified" and "待核" not in term.label
        label = f"{term.label}{PENDING}" if pending else term.label
        labels[code] = label if label not in labels.values() else f"{label}（{code}）"
    return labels


def offered(shape: Shape, vocabularies: Vocabularies) -> dict[str, str]:
    """Those of `choices` that a new record may have."""
    labels = choices(shape, vocabularies)
    terms = vocabularies[shape.vocabulary] if shape.vocabulary else {}
    return {code: label for code, label in labels.items() if code not in terms or not terms[code].retired}


def code_of(text: str, shape: Shape, vocabularies: Vocabularies) -> str:
    """The code that a code, a name or a sign stands for, also a former one; what is none of them stays as it is."""
    known = choices(shape, vocabularies)
    if text in known:
        return text
    for code, label in known.items():
        if text in (label, f"{label}（{code}）"):
            return code
    if shape.vocabulary is None:
        return text.lower() if text.lower() in known else text
    vocabulary = vocabularies[shape.vocabulary]
    named = _NAME_AND_CODE.fullmatch(text)
    meant = vocabulary.named(text)
    if meant is None and named and vocabulary.named(named[1].rstrip()) == vocabulary.now(named[2]):
        meant = vocabulary.now(named[2])
    return meant if meant in known else text


_NAME_AND_CODE = re.compile(r"(.{1,60}?)[（(]([a-z0-9-]{1,60})[）)]\s{0,9}")


_DITTO = ("同上", "同前", "同上一行", "〃", "″", "”", "〞", '"')
_IN_FULL = Message("每一行都要写全，不写“同上”", "write it out in every row")


def no_choice(text: str, shape: Shape, vocabularies: Vocabularies) -> tuple[Message, Message | None] | None:
    """What is said, in labels, of a text that is none of the choices; None if it is one."""
    labels = choices(shape, vocabularies)
    if text in labels or not labels or shape.vocabulary is None:
        return None
    proposable = shape.vocabulary in PROPOSABLE
    if proposable and (name := proposed_name(text)):
        return proposed_term(name, vocabularies[shape.vocabulary])
    shown = quoted(text)
    beside = _REMARK.fullmatch(text)
    code = vocabularies[shape.vocabulary].named(beside[1]) if beside else None
    near = labels.get(code or "") or nearest(text, list(labels.values()))
    hint = Message(f"是否想选“{near}”？", f"did you mean {near}?") if near else _FROM_THE_LIST
    if shape.vocabulary == "price-modes" and re.search("[0-9]", text):
        hint = Message("金额写在“万元，起”“万元，止”两列", "amounts stand in columns of their own")
    if text in _DITTO:
        hint = _IN_FULL
    elif not shape.many and _are_several(text, vocabularies[shape.vocabulary]):
        hint = _ONE_OF_THEM
    elif proposable:
        zh = f"{hint.zh}{'' if near else '；'}列表里没有的，写“{PROPOSED}全称”"
        hint = Message(zh, f"{hint.en}; a new one: {PROPOSED}name")
    if len(labels) <= LISTED_CHOICES:
        listed = "、".join(labels.values())
        return Message(f"应为 {listed} 之一，现为 {shown}", f"must be one of {listed}, found {shown}"), hint
    vocabulary = vocabularies[shape.vocabulary]
    zh = f"应为“{vocabulary.label}”里的一项，现为 {shown}"
    return Message(zh, f"must be one of the {vocabulary.label_en}, found {shown}"), hint


def _are_several(text: str, vocabulary: Vocabulary[Term]) -> bool:
    names = [part for part in _BETWEEN.split(text) if part]
    return len(names) > 1 and all(vocabulary.named(name) for name in names)


_REMARK = re.compile(r"([^（(，,；;。]{1,40})[（(，,；;。].{0,80}")
"""A name with a remark behind it: 中试（已完成）."""
_BETWEEN = re.compile(r"[、，,；;/／+＋和及与\s]{1,9}")
_ONE_OF_THEM = Message("只能选一个，其余写进正文", "choose one; the others go into the text")
_FROM_THE_LIST = Message("请从下拉列表里选", "choose from the list")


def is_choice(text: str, shape: Shape | None, vocabularies: Vocabularies) -> bool:
    """Whether a text is one of the choices of a field that has some."""
    if shape is None or shape.holds not in ("code", "choice", "flag"):
        return False
    return code_of(text, shape, vocabularies) in choices(shape, vocabularies)


def as_stored(tree: Tree, shape: Shape, vocabularies: Vocabularies, said: list[Message]) -> Tree:
    """A field's value with labels turned into codes, and days, numbers and amounts into the form that is stored.

    A sign that stands for nothing is nothing. What is worth a word is put to `said`.
    """
    if isinstance(tree, list):
        items = [as_stored(item, shape, vocabularies, said) for item in tree]
        return [item for item, written in zip(items, tree, strict=True) if item is not None or written is None]
    if isinstance(tree, str) and is_placeholder(tree) and not is_choice(tree.strip(), shape, vocabularies):
        said.append(Message(f"“{tree.strip()}”按没有内容处理", f"{tree.strip()!r} is taken for nothing"))
        return None
    if shape.notation == "price" and isinstance(tree, str):
        tree = dict(spelt_out(read_amounts(tree))) or tree
    if isinstance(tree, dict):
        return _group(tree, shape, vocabularies, said)
    return tree if tree is None or shape.holds == "group" else _single(tree, shape, vocabularies, said)


def _group(tree: dict[str, Tree], shape: Shape, vocabularies: Vocabularies, said: list[Message]) -> Tree:
    parts = {field.name: field for field in shape.fields}
    spelt = spread(tree) if shape.notation == "price" else tree
    stored = {
        key: as_stored(value, parts[key], vocabularies, said) if key in parts else value for key, value in spelt.items()
    }
    return {key: value for key, value in stored.items() if value is not None or (key in tree and tree[key] is None)}


def _single(text: str, shape: Shape, vocabularies: Vocabularies, said: list[Message]) -> str:
    if shape.holds in ("code", "choice", "flag"):
        return code_of(text, shape, vocabularies)
    if not shape.notation:
        return text
    if note := note_of(text, shape.notation):
        said.append(note)
    return stored_form(text, shape.notation)
