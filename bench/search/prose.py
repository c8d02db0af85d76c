"""Invented Chinese of any amount, with the statistics of a real collection, as records of a catalogue in memory.

What is imitated: 10,000 Chinese texts of 2,000 characters have 564,000 different pairs of characters and words, and
5.9 million pairs of a term and a text that holds it. A text repeats a few dozen phrases of its own; phrases are
words by Zipf's law, words are characters of GB 2312's first level by Zipf's law. SETTINGS were chosen so that both
numbers come out (bench/search_scale.py prints them); the words mean nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from showcase.catalogue.entry import Entry
from showcase.catalogue.load import Catalogue
from showcase.schema.records import Achievement

WORDS = 20_000
PHRASES = 84
PHRASE_WORDS = 4
WORD_LENGTHS = {1: 0.04, 2: 0.72, 3: 0.14, 4: 0.10}
CHARACTER_LAW = (1.1, 10)
WORD_LAW = (1.0, 5)
"""Zipf's and Mandelbrot's law: exponent, and what is added to the rank."""
FIRST_LEVEL = (0xB0, 0xD7)
"""Rows of GB 2312 with the 3,755 everyday characters."""


@dataclass(frozen=True)
class Text:
    """Phrases of one record; its title, summary and keywords are some of them."""

    phrases: list[str]
    body: str

    @property
    def title(self) -> str:
        return self.phrases[0] + self.phrases[1]

    @property
    def summary(self) -> str:
        return "，".join(self.phrases[2:10]) + "。"

    @property
    def keywords(self) -> list[str]:
        return [phrase[:4] for phrase in self.phrases[10:14]]


def write_texts(number: int, length: int, seed: int = 1) -> Iterator[Text]:
    """`number` texts of about `length` characters, the same every time."""
    chance = np.random.default_rng(seed)
    words = _words(chance)
    by_rank = np.cumsum(_law(len(words), *WORD_LAW))
    phrases_needed = max(14, min(PHRASES, length // 9))
    for _ in range(number):
        drawn = by_rank.searchsorted(chance.random(phrases_needed * PHRASE_WORDS))
        phrases = ["".join(words[word] for word in row) for row in drawn.reshape(-1, PHRASE_WORDS)]
        yield Text(phrases, _body(chance, phrases, length))


def _body(chance: np.random.Generator, phrases: list[str], length: int) -> str:
    mean = sum(map(len, phrases)) / len(phrases)
    again = chance.integers(len(phrases), size=max(0, round(length / mean) - len(phrases)))
    order = np.concatenate([np.arange(len(phrases)), again])
    chance.shuffle(order)
    return "，".join(phrases[number] for number in order) + "。"


def _words(chance: np.random.Generator) -> list[str]:
    """Words by rank."""
    rows = range(FIRST_LEVEL[0], FIRST_LEVEL[1] + 1)
    codes = [bytes([row, cell]) for row in rows for cell in range(0xA1, 0xFF)]
    characters = np.array([text for code in codes if (text := code.decode("gb2312", "ignore"))])
    chance.shuffle(characters)
    lengths = chance.choice(list(WORD_LENGTHS), size=WORDS, p=list(WORD_LENGTHS.values()))
    letters = chance.choice(characters, size=int(lengths.sum()), p=_law(len(characters), *CHARACTER_LAW))
    ends = np.cumsum(lengths)
    return ["".join(letters[end - length : end]) for length, end in zip(lengths, ends, strict=True)]


def _law(number: int, exponent: float, shift: float) -> npt.NDArray[np.float64]:
    weights = 1 / (np.arange(number) + shift) ** exponent
    shares: npt.NDArray[np.float64] = weights / weights.sum()
    return shares


def with_latin(text: Text, seed: int) -> Text:
    """The text with Latin words, measures and signs between its phrases and within them, as papers have them."""
    chance = np.random.default_rng(seed)
    parts = text.body.split("，")
    for at in range(0, len(parts), 3):
        cut = int(chance.integers(1, max(2, len(parts[at]))))
        parts[at] = parts[at][:cut] + _foreign(chance) + parts[at][cut:]
    return replace(text, body="，".join(parts))


LATIN = ("pH", "PVC", "X", "RO", "LNG", "C++", "DP-3", "n-3", "β-", "CO₂", "chitosan", "Fe", "PCR", "AUV", "5G", "H2S")
UNITS = ("%", "℃", " mm", "mm", "MPa", " MPa", "m³", "米", "吨", "kW", " mg/L", "倍")
BEFORE = ("", "≥", "约", "φ", "-", "±", "n=", "P<0.", "达")


def _foreign(chance: np.random.Generator) -> str:
    kind = int(chance.integers(4))
    number = f"{float(chance.integers(1, 9999)) / float(chance.choice([1, 10, 100])):g}"
    if kind == 0:
        return str(chance.choice(LATIN))
    if kind == 1:
        return f"{number}~{number}{chance.choice(UNITS)}"
    if kind == 2:
        return f"（{chance.choice(LATIN)}-{int(chance.integers(99))}）"
    return f"{chance.choice(BEFORE)}{number}{chance.choice(UNITS)}"


def invent(model: Catalogue, number: int, length: int) -> Catalogue:
    """A catalogue of `number` entries of invented texts."""
    return records_of(model, write_texts(number, length))


def records_of(model: Catalogue, texts: Iterable[Text]) -> Catalogue:
    """A catalogue of these texts: the facets of the model's entries in turn."""
    models = [entry for entry in model.entries if not entry.withdrawn]
    entries = [_entry(models[place % len(models)], place, text) for place, text in enumerate(texts)]
    entries.sort(key=lambda entry: entry.record.published, reverse=True)
    return replace(model, entries=tuple(entries))


def _entry(model: Entry, number: int, text: Text) -> Entry:
    kind = "a" if isinstance(model.record, Achievement) else "d"
    update = {
        "id": f"{kind}{2000 + number // 1000}-{model.record.agency}-{number % 1000:03d}",
        "title": text.title,
        "summary": text.summary,
        "keywords": text.keywords,
        "published": model.record.published - timedelta(days=number % 300),
    }
    source = replace(model.source, body=text.body)
    entry = replace(model, record=model.record.model_copy(update=update), source=source)
    # What Markdown would make of the text, without its cost.
    entry.__dict__["body_text"] = text.body
    entry.__dict__["body_html"] = f"<p>{text.body}</p>"
    return entry
