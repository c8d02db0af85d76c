"""The English face of a record: what its author wrote in English, what vocabularies say in English, and the rest.

There is one of every record that has both `title_en` and `summary_en`. What is said in Chinese only is shown in
Chinese and marked so: nothing is translated by machine, no official name made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from showcase.catalogue.entry import Entry
from showcase.schema.notation.phones import PHONE
from showcase.schema.parts import Budget, Price
from showcase.schema.terms import Contact, Term

FOLDER = "en/"
NAME = "Technology offers and requests, Qingdao"
"""What the pages are, not what the market is called: its name is Chinese."""
KINDS = {"achievement": "Offer", "demand": "Request"}

_CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_SHORT = re.compile(r"\d{5,6}")
_AREA = re.compile(r"0(\d{1,9})-(\d{1,9})")


@dataclass(frozen=True)
class Said:
    """A text on an English page; `lang` is zh where it is Chinese, `flagged` that the name is unverified."""

    text: str
    lang: str = ""
    flagged: bool = False


def has_english(entry: Entry) -> bool:
    return bool(entry.record.title_en and entry.record.summary_en)


def english_url(path: str) -> str:
    """Where the English page stands that answers to the Chinese one at `path`, from the site's root."""
    return FOLDER + path


def say(text: str | None) -> Said:
    """An author's text, as it was written."""
    return Said(text or "", "zh" if _CHINESE.search(text or "") else "")


def say_term(term: Term) -> Said:
    """A term's English label, or the Chinese one."""
    said = Said(term.label_en) if term.label_en else say(term.label)
    return Said(said.text, said.lang, term.flagged)


def say_terms(terms: Iterable[Term]) -> list[Said]:
    return [say_term(term) for term in terms]


def say_party(entry: Entry) -> Said:
    """Who holds the achievement or has the demand."""
    holders = entry.terms("holder")
    return say_term(holders[0]) if holders else say(entry.party)


def say_state(entry: Entry) -> Said:
    return Said(_BY_THE_CLOCK[entry.state.code]) if entry.state.code in _BY_THE_CLOCK else say_term(entry.status)


_BY_THE_CLOCK = {"expired": "Expired", "overdue": "Deadline passed"}


def say_day(day: date) -> str:
    """14 January 2026, whatever the machine's own language."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def say_yuan(amount: float) -> str:
    """A sum in units of 10,000 yuan in yuan: 200 → 2,000,000."""
    return f"{round(amount * 10_000, 2):,.10g}"


def say_price(entry: Entry, amount: Price | Budget) -> Said:
    """CNY 2,000,000–3,500,000, up to CNY 500,000; a mode without amounts is its label."""
    if amount.min is None:
        return say_term(entry.vocabularies.price_modes[amount.mode])
    if not amount.min and amount.max:
        return Said(f"up to CNY {say_yuan(amount.max)}")
    upper = f"–{say_yuan(amount.max)}" if amount.max is not None else ""
    return Said(f"CNY {say_yuan(amount.min)}{upper}")


@dataclass(frozen=True)
class Telephone:
    """A number as one dials it from abroad; `note` says what may be in the way."""

    text: str
    url: str
    note: str = ""


def telephone_of(contact: Contact) -> Telephone | None:
    """0532-00000101-8 → +86 532 00000101, ext. 8; 400 and short numbers, which few networks abroad know, say so."""
    parts = PHONE.fullmatch(contact.phone or "")
    if parts is None:
        return None
    number, extension = parts[1], parts[2]
    local = _AREA.fullmatch(number)
    shown = f"{local[1]} {local[2]}" if local else number.replace("-", " ")
    reachable = local and not _SHORT.fullmatch(local[2])
    return Telephone(
        f"+86 {shown}" + (f", ext. {extension}" if extension else ""),
        "tel:+86" + re.sub(r"\D", "", shown) + (f";ext={extension}" if extension else ""),
        "" if reachable else "May not be reachable from outside China; please write.",
    )
