"""The kinds of notation by name, as a field's `x-notation` says it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from showcase.files.problem import Message
from showcase.schema.notation.addresses import read_mail
from showcase.schema.notation.amounts import read_amount
from showcase.schema.notation.days import read_day
from showcase.schema.notation.phones import read_phone
from showcase.schema.notation.reading import Reading
from showcase.schema.notation.rights import read_right

READERS: Mapping[str, Callable[[str], Reading]] = {
    "day": read_day,
    "phone": read_phone,
    "right": read_right,
    "amount": read_amount,
    "mail": read_mail,
}


def stored_form(text: str, notation: str) -> str:
    """The form in which a text of this kind is stored; the text itself if it is in doubt."""
    reading = READERS[notation](text)
    return reading.stored if reading.stored and reading.sure else text


def note_of(text: str, notation: str) -> Message | None:
    """What is to be said where the stored form takes the place of a text: that a lost 0 was put back."""
    reading = READERS[notation](text)
    if not reading.stored or not reading.sure or not reading.note:
        return None
    return Message(f"{reading.note.zh}，按 {reading.stored} 记下，请核对", f"{reading.note.en}: {reading.stored}")
