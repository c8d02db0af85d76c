"""A source against a model: every fault at once, with its place, in the words of the house.

Each field is validated on its own, so that the rules across fields can still look at the fields
that are sound when others are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from showcase.files.problem import PROPOSED_TERM, Loc, Message, Problem
from showcase.files.source import Source, Tree
from showcase.files.yaml_nodes import value_at
from showcase.schema import meant, misplaced
from showcase.schema.fields import found, quoted
from showcase.schema.keys import field_meant
from showcase.schema.refused import MAPPING_HINT, Texts, choices_of, texts_of

M = TypeVar("M", bound=BaseModel)


def check_model(
    model: type[M], source: Source, tree: Tree, loc: Loc, context: Mapping[str, Any]
) -> tuple[M, frozenset[str], list[Problem]]:
    """Validate the mapping at `loc`.

    Returns the instance with the sound fields only, the names of the unsound ones, and the problems.
    An unsound field is absent from the instance: read it only after looking at the names.
    """
    if not isinstance(tree, dict):
        problem = source.problem(code_of(loc, "type"), loc, *_not_a_mapping(tree))
        return model.model_construct(), frozenset(model.model_fields), [problem]
    if (key := misplaced.wrapping(model, tree)) is not None:
        problem = source.problem("unknown-field", (*loc, key), *misplaced.not_wrapped(key), at_key=True)
        return model.model_construct(), frozenset(model.model_fields), [problem]
    meant_by = {key: _field_meant(key, model, tree) for key in _unknown(model, tree)}
    problems, unsound = _unknown_keys(source, loc, tree, meant_by, model)
    unsound -= {key for key, value in tree.items() if value is not None}
    values: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        value = tree.get(name)
        if value is None:
            if info.is_required() and name not in unsound:
                unsound.add(name)
                problems.append(_missing(source, loc, name, info))
            continue
        try:
            values[name] = adapter(model, name).validate_python(value, context=dict(context))
        except ValidationError as error:
            unsound.add(name)
            details = [{**detail, "loc": (name, *detail["loc"])} for detail in error.errors()]
            told = _told_once(tree, model, details)
            problems += [_problem(source, model, loc, tree, detail, context) for detail in told]
    return model.model_construct(**values), frozenset(unsound), problems


def sound_values(
    model: type[BaseModel], names: Iterable[str], tree: Mapping[str, Tree], context: Mapping[str, Any]
) -> dict[str, Any]:
    """The named fields as the model has them, those that are not given by their default; unsound ones are left out."""
    values: dict[str, Any] = {}
    for name in names:
        if tree.get(name) is None:
            if not model.model_fields[name].is_required():
                values[name] = model.model_fields[name].get_default(call_default_factory=True)
            continue
        with suppress(ValidationError):
            values[name] = adapter(model, name).validate_python(tree[name], context=dict(context))
    return values


@cache
def adapter(model: type[BaseModel], name: str) -> TypeAdapter[Any]:
    """What validates one field on its own."""
    info = model.model_fields[name]
    return TypeAdapter(Annotated[info.annotation, info])  # type: ignore[arg-type]  # the type is known at run time only


def code_of(loc: Loc, default: str) -> str:
    """The code of a field's own problems: the field's name."""
    names = [part for part in loc if isinstance(part, str) and part not in ("terms", "events")]
    return names[0].replace("_", "-") if names else default


def _unknown(model: type[BaseModel], tree: dict[str, Tree]) -> Iterator[str]:
    return islice((key for key in tree if key not in model.model_fields), MOST_UNKNOWN)


FEWEST_RESPELT = 3
"""So many names in other letters, or translated, are told at once."""
MOST_UNKNOWN = 50
"""Of one mapping so many are told at once: to look for what each was meant to be takes its time."""


def _unknown_keys(
    source: Source, loc: Loc, tree: Mapping[str, Tree], meant_by: Mapping[str, str | None], model: type[BaseModel]
) -> tuple[list[Problem], set[str]]:
    """What is said of keys that the model does not have, and the fields that are told with them."""
    told = {near for near in meant_by.values() if near}
    others = misplaced.foreign(model, meant_by)
    wrong = {key: near for key, near in meant_by.items() if key not in others}
    respelt = {key: near for key, near in wrong.items() if near and _is_respelt(key, near, model)}
    problems = []
    if len(respelt) >= FEWEST_RESPELT:
        problems.append(_respelt(source, loc, respelt))
        wrong = {key: near for key, near in wrong.items() if key not in respelt}
    outside = _outside(tree, wrong, model)
    told |= set(outside)
    for above, keys in outside.items():
        problems.append(source.problem("unknown-field", (*loc, keys[0]), *_not_indented(above, keys), at_key=True))
    grouped = [key for keys in outside.values() for key in keys]
    problems += [_unknown_key(source, (*loc, key), near, model) for key, near in wrong.items() if key not in grouped]
    if others:
        texts = misplaced.of_the_other_kind(model, others)
        problems.append(source.problem("unknown-field", (*loc, others[0]), *texts, at_key=True))
        told |= misplaced.own_fields(model)
    told |= {above for key in meant_by for above in _above(key, model)[:1]}
    return problems, told


def _outside(tree: Mapping[str, Tree], wrong: Mapping[str, str | None], model: type[BaseModel]) -> dict[str, list[str]]:
    """The empty groups whose parts stand below them at the line's start, each with those parts."""
    empty = [name for name, value in tree.items() if value is None]
    held: dict[str, list[str]] = {}
    for key in wrong:
        if len(above := [name for name in _above(key, model) if name in empty]) == 1:
            held.setdefault(above[0], []).append(key)
    return {above: keys for above, keys in held.items() if len(keys) > 1}


def _not_indented(above: str, keys: Sequence[str]) -> tuple[Message, Message]:
    names = "、".join(keys)
    message = Message(f"{names} 写在了 {above} 外面", f"{', '.join(keys)} stand outside {above}")
    return message, Message(f"请各缩进两格，写在 {above}: 下面", f"indent each by two blanks, below {above}:")


def _told_once(tree: Mapping[str, Tree], model: type[BaseModel], details: Sequence[Any]) -> Iterator[Any]:
    """Of a group's faults those that no other one tells: a part is missing because the key that means it has another
    name, or because it stands beside the group."""
    meant_at: set[Loc] = {
        (*place[:-1], _meant_at(tree, model, place) or "")
        for detail in details
        if detail["type"] == "extra_forbidden" and (place := _place(detail["loc"]))
    }
    beside = set(tree) - set(model.model_fields)
    for detail in details:
        place = _place(detail["loc"])
        if detail["type"] != "missing" or (place not in meant_at and place[-1] not in beside):
            yield detail


def _place(loc: Loc) -> Loc:
    return tuple(part for part in loc if not (isinstance(part, str) and part.startswith("function-")))


def _meant_at(tree: Mapping[str, Tree], model: type[BaseModel], place: Loc) -> str | None:
    """The part that the last key of `place` means."""
    *above, key = place
    beside = value_at(dict(tree), tuple(above))
    return _field_meant(str(key), _model_at(model, tuple(above)), beside if isinstance(beside, dict) else {})


def _field_meant(key: str, model: type[BaseModel], tree: Mapping[str, Tree]) -> str | None:
    """The field that a key means, unless it is a part of one; what must be there and is not may have a part's name."""
    titles = {name: info.title or name for name, info in model.model_fields.items()}
    near = misplaced.counterpart(model, key) or field_meant(key, titles)
    lacking = near is not None and near not in tree and model.model_fields[near].is_required()
    return near if lacking or not _above(key, model) else None


def _above(key: str, model: type[BaseModel]) -> list[str]:
    return [name for name in model.model_fields if key in getattr(_model_at(model, (name,)), "model_fields", {})]


def _is_respelt(key: str, near: str, model: type[BaseModel]) -> bool:
    """Whether a key is its field's name in other letters or with other signs, or its title."""
    return re.sub("[^a-z]", "", key.lower()) == near.replace("_", "") or key == model.model_fields[near].title


def _respelt(source: Source, loc: Loc, pairs: Mapping[str, str]) -> Problem:
    """Many names that are nearly right: a keyboard or a program has changed them all."""
    keys = list(pairs)
    message = Message(
        f"{len(keys)} 个字段名写得不对：{'、'.join(map(quoted, keys))}",
        f"{len(keys)} fields have other names: {', '.join(map(quoted, keys))}",
    )
    names = list(pairs.values())
    hint = Message(f"依次改为 {'、'.join(names)}", f"write {', '.join(names)}")
    return source.problem("unknown-field", (*loc, keys[0]), message, hint, at_key=True)


def _unknown_key(source: Source, loc: Loc, near: str | None, model: type[BaseModel]) -> Problem:
    key, known = str(loc[-1]), list(model.model_fields)
    message = Message(f"没有名为 {quoted(key)} 的字段", f"there is no field {quoted(key)}")
    if (above := _above(key, model)) and not near:
        zh = f"它是 {'、'.join(above)} 里的一项：请缩进两格，写在那个字段下面"
        hint = Message(zh, f"it is a part of {', '.join(above)}: indent it below")
    elif elsewhere := misplaced.hint_of_foreign(model, key) or misplaced.hint_of_text(key):
        hint = elsewhere
    elif near:
        hint = Message(f'是否想写 "{near}"？', f'did you mean "{near}"?')
    else:
        hint = Message(f"可用字段：{'、'.join(known)}", f"fields: {', '.join(known)}")
    return source.problem("unknown-field", loc, message, hint, at_key=True)


def _missing(source: Source, loc: Loc, name: str, info: FieldInfo) -> Problem:
    return source.problem("required", (*loc, name), *missing(name, info))


def missing(name: str, info: FieldInfo) -> tuple[Message, Message]:
    """What is said of a required field that is absent."""
    message = Message(f"缺少必填字段 {name}（{info.title or name}）", f"the required field {name} is missing")
    return message, Message(info.description or "请补上该字段", f"add `{name}`")


def _not_a_mapping(tree: object) -> Texts:
    now = found(tree)
    return Message(f"应为一组“字段: 值”{now.zh}", f"must be a mapping of fields{now.en}"), MAPPING_HINT


def _problem(
    source: Source, model: type[BaseModel], top: Loc, tree: Mapping[str, Tree], detail: Any, context: Mapping[str, Any]
) -> Problem:
    """The problem of a fault in the mapping at `top`, whose `loc` begins there."""
    place = _place(detail["loc"])
    loc = (*top, *place)
    kind = detail["type"]
    if kind in ("missing", "extra_forbidden"):
        parent = _model_at(model, place[:-1])
        name = str(place[-1])
        if kind == "missing":
            absent = _missing(source, loc[:-1], name, parent.model_fields[name])
            near = meant.operator_in(detail["input"]) if name == "op" else None
            return replace(absent, hint=near) if near else absent
        return _unknown_key(source, loc, _meant_at(tree, model, place), parent)
    code = PROPOSED_TERM if kind == "proposed" else code_of(loc, "type")
    message, hint = texts_of(kind, detail)
    return source.problem(code, loc, message, _meant(model, loc, place, detail, context) or hint)


def _meant(model: type[BaseModel], loc: Loc, place: Loc, detail: Any, context: Mapping[str, Any]) -> Message | None:
    """What may have been meant by a value that has another form than its field."""
    value = detail["input"]
    depth = max(number for number, part in enumerate(place) if isinstance(part, str))
    info = _model_at(model, place[:depth]).model_fields[str(place[depth])]
    item = _inner_model(info.annotation)
    match detail["type"]:
        case "list_type":
            near: Message | None = meant.as_list(item, value, info, context)
        case "model_type" | "model_attributes_type" if item:
            near = meant.as_mapping(item, value)
        case "string_type":
            near = meant.as_text(loc, value)
        case "too_long" | "string_too_long":
            near = meant.too_long(loc, value)
        case "literal_error":
            near = meant.as_choice(value, choices_of(detail["ctx"]))
        case "showcase":
            near = meant.otherwise(loc, value, info, context)
        case _:
            near = None
    return near


def _model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel]:
    for part in loc:
        if isinstance(part, str):
            model = _inner_model(model.model_fields[part].annotation) or model
    return model


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if found := _inner_model(argument):
            return found
    return None
