"""As-you-type suggestions: titles, keywords and institutions by their beginning, in Chinese or pinyin.

Shards hold `[text, kind, target, initials, full]`: `target` is a document number for titles, null for
the others; `initials` and `full` are the text's pinyin. An entry lies in the shard of each key that a
reader may begin with: its first Chinese character, or the first two letters of its text or pinyin;
institutions also under every character within, since people leave out the beginning.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from showcase.catalogue.entry import Entry
from showcase.files.tokens import fold, latin_terms
from showcase.outputs.search.pinyin import letters, sounds
from showcase.schema.terms import WordGroup
from showcase.schema.vocabulary import Vocabulary

SHARD_ENTRIES = 60
MIN_SPELLED = 4


@dataclass(frozen=True)
class Suggestion:
    """`kind`: title, keyword or institution."""

    text: str
    kind: str
    target: int | None


def build_suggestions(entries: Sequence[Entry]) -> list[Suggestion]:
    """Each title, keyword and institution of the searched entries once, institutions first."""
    institutions: dict[str, None] = {}
    keywords: dict[str, None] = {}
    for entry in entries:
        institutions.update(dict.fromkeys(entry.labels("holder") + entry.labels("agency")))
        keywords.update(dict.fromkeys(entry.record.keywords))
    return [
        *(Suggestion(text, "institution", None) for text in institutions),
        *(Suggestion(text, "keyword", None) for text in keywords),
        *(Suggestion(entry.record.title, "title", number) for number, entry in enumerate(entries)),
    ]


def build_suggestion_shards(suggestions: Sequence[Suggestion]) -> list[list[list[object]]]:
    """The shards, dealt by CRC-32 of the key; a power of two of them."""
    sounded = sounds([suggestion.text for suggestion in suggestions])
    rows = [(suggestion, *sound) for suggestion, sound in zip(suggestions, sounded, strict=True)]
    count = 16
    while count * SHARD_ENTRIES < len(rows) * 3:
        count *= 2
    shards: list[list[list[object]]] = [[] for _ in range(count)]
    for suggestion, initials, full in rows:
        row: list[object] = [suggestion.text, suggestion.kind, suggestion.target, initials, full]
        for number in sorted({zlib.crc32(key.encode()) % count for key in _keys(suggestion, initials, full)}):
            shards[number].append(row)
    return shards


def build_spellings(entries: Sequence[Entry], synonyms: Vocabulary[WordGroup]) -> dict[str, list[str]]:
    """Latin words of titles, summaries, keywords and synonyms by first letter, to mend a slip of the pen."""
    records = [entry.record for entry in entries]
    texts = [text for record in records for text in (record.title, record.title_en, record.summary, record.summary_en)]
    texts += [keyword for record in records for keyword in record.keywords]
    texts += [word for group in synonyms.values() for word in group.words]
    words = {word for text in filter(None, texts) for word in latin_terms(fold(text))}
    spelled = sorted(word for word in words if len(word) >= MIN_SPELLED and word.isascii() and word.isalpha())
    return {letter: [word for word in spelled if word[0] == letter] for letter in sorted({word[0] for word in spelled})}


def _keys(suggestion: Suggestion, initials: str, full: str) -> Iterator[str]:
    folded = fold(suggestion.text).strip()
    yield from (letters(text)[:2] for text in (folded[:2], initials, full) if len(letters(text)) > 1)
    if not folded[0].isascii():
        yield folded[0]
    if suggestion.kind == "institution":
        yield from folded
