"""A mode with amounts, and what is proposed where it stands as one text (面议, 50-100万)."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict

from showcase.files.problem import Message
from showcase.schema.fields import Model, fail, found
from showcase.schema.notation.amounts import likely_parts, read_amounts, spelt_out


class Priced(Model):
    """A mode with amounts: what may also be written as one text (面议, 50-100万)."""

    model_config = ConfigDict(json_schema_extra={"x-notation": "price"})


def in_parts(value: Any) -> Any:
    """A text in the place of a price or budget, as 面议 or 50-100万: its parts are proposed."""
    if not isinstance(value, str):
        return value
    amount = read_amounts(value)
    parts = spelt_out(amount) or likely_parts(amount)
    now = found(value)
    listed = ", ".join([f"{name}: {part}" for name, part in parts.items()])
    note = amount.note or Message("", "")
    asked = Message(f"是否想写 {{{listed}}}？{note.zh}", f"did you mean {{{listed}}}? {note.en}".strip())
    hint = asked if parts else amount.note or _PARTS
    return fail(Message(f"应为一组“字段: 值”{now.zh}", f"must be a mapping of fields{now.en}"), hint)


_PARTS = Message("请写成 {mode: range, min: 50, max: 100}", "write {mode: range, min: 50, max: 100}")
