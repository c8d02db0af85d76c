"""Every file below search/."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Container, Iterator, Mapping, Sequence

from showcase.catalogue.entry import Entry
from showcase.catalogue.load import Catalogue
from showcase.derived.matching import Matches
from showcase.derived.views import Output
from showcase.outputs.search.cards import CARDS_PER_FILE, build_result
from showcase.outputs.search.columns import COLUMN_DOCUMENTS, SearchFacet, build_facet_list, build_facets, render_column
from showcase.outputs.search.counterparts import build_counterparts
from showcase.outputs.search.index import FIELDS, K1, build_index
from showcase.outputs.search.meaning import WORD_SHARDS, find_names, render_meaning, render_words
from showcase.outputs.search.shards import STEPS, render_shards
from showcase.outputs.search.slips import build_slips
from showcase.outputs.search.sounds import build_sounds
from showcase.outputs.search.suggestions import build_spellings, build_suggestion_shards, build_suggestions
from showcase.outputs.search.texts import build_told, gone, search_texts, searched
from showcase.outputs.search.words import build_variants, build_words


def render_search(catalogue: Catalogue, find_matches: Callable[[], Matches]) -> Iterator[Output]:
    """Every file below search/; index.json tells a browser how the others are divided.

    They lie in a folder named after what they all hold: files of two publications have no address in common, so
    that a reader who is there while the site is switched never mixes them. The table of words, most of them all, has
    a folder of its own, which stays when a record changes. Matches are asked for late: by then another process may have
    found them.
    """
    entries = searched(catalogue)
    texts = [search_texts(entry) for entry in entries]
    suggestions = build_suggestion_shards(build_suggestions(entries))  # first: the index asks how titles sound, too
    meaning = render_meaning(texts, find_names(catalogue.vocabularies.synonyms))
    inverted = build_index(texts)
    index = render_shards(inverted)
    sounds = build_sounds(inverted)
    slips = build_slips(entries)
    files = {f"shards/{number:x}.bin": data for number, data in enumerate(index.shards)}
    files |= {f"weights/{name}": data for name, data in index.weights.items()}
    files |= {f"places/{name}": data for name, data in index.places.items()}
    files |= {f"meaning/{name}": data for name, data in meaning.items()}
    facets = build_facets(catalogue)
    files |= dict(_columns(facets, entries))
    files |= {
        f"{path}.json": _json(document)
        for path, document in _documents(catalogue, facets, entries, set(inverted.terms))
    }
    cards = list(map(build_result, entries, build_counterparts(entries, find_matches())))
    files |= {f"cards/{number:x}.json": _json(some) for number, some in enumerate(_rows(cards))}
    files |= {f"sounds/{name}.json": _json(document) for name, document in sounds.items()}
    files |= {f"slips/{number:x}.json": _json(shard) for number, shard in enumerate(slips)}
    files |= {f"suggest/{number:x}.json": _json(rows) for number, rows in enumerate(suggestions)}
    words = render_words()
    version, words_version = _version(files), _version(words)
    manifest = {
        "version": version,
        "documents": len(entries),
        "current": sum(not gone(entry) for entry in entries),
        "fields": [{"name": field.name, "boost": field.boost, "running": field.marks is None} for field in FIELDS],
        "texts": build_told(),
        "step": (K1 + 1) / STEPS,
        "shards": len(index.shards),
        "meaning": {"words": words_version, "word_shards": WORD_SHARDS},
        "sound_shards": len(sounds) - 1,
        "slip_shards": len(slips),
        "suggestion_shards": len(suggestions),
        "cards_per_file": CARDS_PER_FILE,
        "card": list(cards[0]) if cards else [],
        "column_documents": COLUMN_DOCUMENTS,
    }
    yield "search/index.json", _json(manifest)
    for path, data in files.items():
        yield f"search/{version}/{path}", data
    for path, data in words.items():
        yield f"search/{words_version}/{path}", data


def _version(files: Mapping[str, bytes]) -> str:
    return hashlib.sha256(b"".join(files.values())).hexdigest()[:12]


def _columns(facets: Sequence[SearchFacet], entries: Sequence[Entry]) -> Iterator[Output]:
    for facet in facets:
        for number, data in enumerate(render_column(facet, entries)):
            yield f"columns/{facet.name}-{number:x}.bin", data


def _rows(cards: Sequence[Mapping[str, object]]) -> Iterator[Sequence[object]]:
    """The cards of each file by their values alone: their names, in every file of two cards, are an eighth of it."""
    for start in range(0, len(cards), CARDS_PER_FILE):
        yield [list(card.values()) for card in cards[start : start + CARDS_PER_FILE]]


def _documents(
    catalogue: Catalogue, facets: Sequence[SearchFacet], entries: Sequence[Entry], terms: Container[str]
) -> Iterator[tuple[str, object]]:
    """The JSON files by path without ending, suggestions, cards and manifest apart."""
    yield "facets", build_facet_list(facets, entries)
    for letter, words in build_spellings(entries, catalogue.vocabularies.synonyms).items():
        yield f"spell/{letter}", words
    yield "words", build_words(catalogue.vocabularies, terms)
    yield "variants", build_variants()


def _json(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
