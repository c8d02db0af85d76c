"""A source against a model: every fault at once, with its place, in the words of the house.

Each field is validated on its own, so that the rules across fields can still look at the fields
that are sound when others are not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from itertools import islice
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from showcase.files.problem import PROPOSED_TERM, Loc, Message, Problem
from showcase.files.source import Source, Tree
from showcase.schema import meant
from showcase.schema.fields import found, quoted
from showcase.schema.keys import field_meant

M = TypeVar("M", bound=BaseModel)
Texts = tuple[Message, Message | None]


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
    meant_by = {key: _field_meant(key, model) for key in _unknown(model, tree)}
    problems = [_unknown_key(source, (*loc, key), near, model) for key, near in meant_by.items()]
    values: dict[str, Any] = {}
    unsound = {near for near in meant_by.values() if near and near not in tree}
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
            problems += [_problem(source, model, (*loc, name), detail, context) for detail in error.errors()]
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


MOST_UNKNOWN = 50
"""Of one mapping so many are told at once: to look for what each was meant to be takes its time."""


def _field_meant(key: str, model: type[BaseModel]) -> str | None:
    """The field that a key means, unless it is a part of one."""
    titles = {name: info.title or name for name, info in model.model_fields.items()}
    return None if _above(key, model) else field_meant(key, titles)


def _above(key: str, model: type[BaseModel]) -> list[str]:
    return [name for name in model.model_fields if key in getattr(_model_at(model, (name,)), "model_fields", {})]


def _unknown_key(source: Source, loc: Loc, near: str | None, model: type[BaseModel]) -> Problem:
    key, known = str(loc[-1]), list(model.model_fields)
    message = Message(f"没有名为 {quoted(key)} 的字段", f"there is no field {quoted(key)}")
    if above := _above(key, model):
        zh = f"它是 {'、'.join(above)} 里的一项：请缩进两格，写在那个字段下面"
        hint = Message(zh, f"it is a part of {', '.join(above)}: indent it below")
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
    return Message(f"应为一组“字段: 值”{now.zh}", f"must be a mapping of fields{now.en}"), _MAPPING_HINT


def _problem(source: Source, model: type[BaseModel], top: Loc, detail: Any, context: Mapping[str, Any]) -> Problem:
    loc = (*top, *detail["loc"])
    loc = tuple(part for part in loc if not (isinstance(part, str) and part.startswith("function-")))
    kind = detail["type"]
    if kind in ("missing", "extra_forbidden"):
        parent = _model_at(model, loc[len(top) - 1 : -1])
        name = str(loc[-1])
        if kind == "missing":
            return _missing(source, loc[:-1], name, parent.model_fields[name])
        return _unknown_key(source, loc, _field_meant(name, parent), parent)
    code = PROPOSED_TERM if kind == "proposed" else code_of(loc, "type")
    message, hint = texts_of(kind, detail)
    return source.problem(code, loc, message, _meant(model, top, loc, detail, context) or hint)


def _meant(model: type[BaseModel], top: Loc, loc: Loc, detail: Any, context: Mapping[str, Any]) -> Message | None:
    """What may have been meant by a value that has another form than its field."""
    value = detail["input"]
    depth = max(place for place, part in enumerate(loc) if isinstance(part, str))
    info = _model_at(model, loc[len(top) - 1 : depth]).model_fields[str(loc[depth])]
    item = _inner_model(info.annotation)
    match detail["type"]:
        case "list_type":
            return meant.as_list(item, value, info, context)
        case "model_type" | "model_attributes_type" if item:
            return meant.as_mapping(item, value)
        case "string_type":
            return meant.as_text(loc, value)
        case "literal_error":
            return meant.as_choice(value, _choices(detail["ctx"]))
        case "showcase":
            return meant.otherwise(loc, value, info, context)
    return None


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


def texts_of(kind: str, detail: Any) -> Texts:
    """What is said of a value that pydantic refuses: its kind of error and what it reports (type, input, ctx)."""
    context = detail.get("ctx", {})
    if kind in ("showcase", "proposed"):
        return context["message"], context["hint"]
    value = detail["input"]
    if kind in _TRANSLATIONS:
        return _TRANSLATIONS[kind](context, value)
    return Message(f"不合要求（{kind}）", f"does not fit ({kind})"), None  # better a poor message than none


def _length(zh: str, en: str) -> Callable[[dict[str, Any], Any], Texts]:
    def texts(context: dict[str, Any], value: Any) -> Texts:
        limit = context.get("min_length", context.get("max_length"))
        unit, units = ("字", "characters") if isinstance(value, str) else ("项", "items")
        now = len(value.strip() if isinstance(value, str) else value)
        return Message(f"{zh} {limit} {unit}，现为 {now} {unit}", f"{en} {limit} {units}, found {now}"), None

    return texts


def _kind(zh: str, en: str, hint: Message | None = None) -> Callable[[dict[str, Any], Any], Texts]:
    def texts(_context: dict[str, Any], value: Any) -> Texts:
        now = found(value)
        return Message(f"应为{zh}{now.zh}", f"must be {en}{now.en}"), hint

    return texts


def _limit(zh: str, en: str) -> Callable[[dict[str, Any], Any], Texts]:
    def texts(context: dict[str, Any], value: Any) -> Texts:
        limit = next(context[name] for name in ("ge", "gt", "le") if name in context)
        return Message(f"{zh} {limit}，现为 {value}", f"{en} {limit}, found {value}"), None

    return texts


def _one_of(context: dict[str, Any], value: Any) -> Texts:
    choices = _choices(context)
    now = found(value)
    return Message(f"应为 {'、'.join(choices)} 之一{now.zh}", f"must be one of {', '.join(choices)}{now.en}"), None


def _choices(context: dict[str, Any]) -> list[str]:
    return re.findall(r"'([^']*)'", context["expected"])


_TEXT_HINT = Message("请直接写文字，不用方括号和缩进", "write the text itself, without brackets or indent")
_MAPPING_HINT = Message("请换行缩进，逐行写出各字段", "write the fields below it, indented")
_LIST_HINT = Message("请写成 [甲, 乙]，或每行一个“- 甲”", "write [one, two], or one `- item` a line")
_TRANSLATIONS: dict[str, Callable[[dict[str, Any], Any], Texts]] = {
    "string_type": _kind("文字", "text", _TEXT_HINT),
    "string_too_short": _length("至少", "must have at least"),
    "string_too_long": _length("至多", "must have at most"),
    "too_short": _length("至少", "must have at least"),
    "too_long": _length("至多", "must have at most"),
    "list_type": _kind("列表", "a list", _LIST_HINT),
    "dict_type": _kind("一组“字段: 值”", "a mapping of fields", _MAPPING_HINT),
    "model_type": _kind("一组“字段: 值”", "a mapping of fields", _MAPPING_HINT),
    "model_attributes_type": _kind("一组“字段: 值”", "a mapping of fields", _MAPPING_HINT),
    "int_type": _kind("整数", "an integer"),
    "float_type": _kind("数", "a number"),
    "bool_type": _kind(" true 或 false", "true or false"),
    "date_type": _kind("日期，写作 2026-03-01", "a date as 2026-03-01"),
    "greater_than": _limit("应大于", "must be greater than"),
    "greater_than_equal": _limit("不得小于", "must be at least"),
    "less_than_equal": _limit("不得大于", "must be at most"),
    "literal_error": _one_of,
}
