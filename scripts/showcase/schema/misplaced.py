"""Fields that stand where they do not belong: all below one key, in the record of the other kind, parts beside their
group."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pydantic import BaseModel

from showcase.files.problem import Message
from showcase.files.source import Tree
from showcase.schema.achievement import Achievement
from showcase.schema.demand import Demand

_OTHER: dict[type[BaseModel], type[Achievement | Demand]] = {Achievement: Demand, Demand: Achievement}
_COUNTERPARTS = {
    "price": "budget",
    "budget": "price",
    "advantages": "targets",
    "targets": "advantages",
    "applications": "constraints",
    "constraints": "applications",
    "holder": "demander",
    "demander": "holder",
    "deadline": "valid_until",
    "stage_min": "stage",
    "stage": "stage_min",
}
"""What a field of one kind is called in the other."""
_MOST_OF = 3
"""So many fields make a record, or a record of the other kind."""


def wrapping(model: type[BaseModel], tree: Mapping[str, Tree]) -> str | None:
    """The one key below which all fields stand."""
    held = [key for key, value in tree.items() if key not in model.model_fields and _holds(model, value)]
    return held[0] if len(held) == 1 and not set(tree) & set(model.model_fields) else None


def _holds(model: type[BaseModel], value: Tree) -> bool:
    return isinstance(value, dict) and len(set(value) & set(model.model_fields)) >= _MOST_OF


def not_wrapped(key: str) -> tuple[Message, Message]:
    message = Message(f"字段都写在“{key}”下面了", f"all fields stand below {key}")
    return message, Message("请删去这一行，各字段退回行首", "remove this line and move the fields to the line's start")


_TEXTS = ("content", "body", "text", "detail", "details", "正文", "详情", "内容", "详细介绍")


def hint_of_text(key: str) -> Message | None:
    """What is said of the body as a field."""
    if key.strip().lower() not in _TEXTS:
        return None
    return Message("正文不是字段：写在第二行 --- 的下面", "the text is no field: it stands below the second ---")


def counterpart(model: type[BaseModel], key: str) -> str | None:
    """What a record of this kind has in the place of a field that only the other kind has."""
    near = _COUNTERPARTS.get(key) if _is_foreign(model, key) else None
    return near if near in model.model_fields else None


def foreign(model: type[BaseModel], keys: Collection[str]) -> list[str]:
    """The keys of the other kind, where they are so many that the record is likely to be one."""
    found = [key for key in keys if _is_foreign(model, key)]
    return found if len(found) >= _MOST_OF else []


def own_fields(model: type[BaseModel]) -> set[str]:
    """The fields that the other kind does not have."""
    return set(model.model_fields) - set(_OTHER[model].model_fields)


def _is_foreign(model: type[BaseModel], key: str) -> bool:
    return model in _OTHER and key not in model.model_fields and key in _OTHER[model].model_fields


def of_the_other_kind(model: type[BaseModel], keys: list[str]) -> tuple[Message, Message]:
    """What is said of a record most of whose own fields are the other kind's."""
    own, other = _kinds(model)
    listed = "、".join(keys)
    message = Message(f"{listed} 是{other.WORD}的字段，这里是{own.WORD}", f"{listed} are fields of a {other.KIND}")
    place = f"编号以 {other.LETTER} 开头，文件放在 content/{other.FOLDER}/年份/"
    return message, Message(
        f"是{other.WORD}的，{place}；是{own.WORD}的，删去这些字段",
        f"a {other.KIND} has an id that begins with {other.LETTER} and stands in content/{other.FOLDER}/",
    )


def hint_of_foreign(model: type[BaseModel], key: str) -> Message | None:
    """What is said of one field that only the other kind has."""
    if not _is_foreign(model, key):
        return None
    own, other = _kinds(model)
    near = counterpart(model, key)
    instead = f"；{own.WORD}写 {near}" if near else f"；{own.WORD}没有，请删去"
    return Message(f"它是{other.WORD}的字段{instead}", f"it is a field of a {other.KIND}: use {near or 'none'}")


def _kinds(model: type[BaseModel]) -> tuple[type[Achievement | Demand], type[Achievement | Demand]]:
    other = _OTHER[model]
    return (Achievement if other is Demand else Demand), other
