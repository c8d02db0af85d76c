"""The search finds a text however its words are joined and its measures are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from showcase.catalogue.load import Catalogue
from showcase.derived.matching import build_matches
from showcase.outputs.search import render_search, searched


class Answer(NamedTuple):
    """Which of the texts hold a query as it is meant, and which are found at all as a whole, by number, best first."""

    proven: list[int]
    whole: list[int]


Ask = Callable[[Sequence[str], Sequence[str]], list[Answer]]


@pytest.fixture
def ask(oracle: Callable[..., Any], catalogue: Catalogue, tmp_path: Path) -> Ask:
    """Texts as the bodies of records, and the answers of queries."""

    def answer(texts: Sequence[str], queries: Sequence[str]) -> list[Answer]:
        model = next(entry for entry in searched(catalogue) if not entry.expired)
        plain = {"title": "记录", "title_en": None, "summary": "简介", "summary_en": None, "keywords": ["词"]}
        records = [model.record.model_copy(update=plain | {"id": f"a2026-ceshi-{at:03d}"}) for at in range(len(texts))]
        made = tuple(replace(model, record=record) for record in records)
        for entry, text in zip(made, texts, strict=True):
            entry.__dict__["body_text"] = text
            entry.__dict__["body_html"] = f"<p>{text}</p>"
        own = replace(catalogue, entries=made)
        for path, data in render_search(own, build_matches(own)):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(data)
        number = {entry.id: at for at, entry in enumerate(made)}
        numbers = [number[entry.id] for entry in searched(own)]
        found = oracle(tmp_path, queries=list(queries))["searches"]
        return [
            Answer(*([numbers[document] for document in one[key]] for key in ("proven", "results"))) for one in found
        ]

    return answer


def not_proven(ask: Ask, texts: Mapping[str, Sequence[str]]) -> list[str]:
    """The queries to which a text is no proven answer, beside all the other texts."""
    asked = [(at, query) for at, queries in enumerate(texts.values()) for query in queries]
    answers = ask(list(texts), [query for _, query in asked])
    return [query for (at, query), answer in zip(asked, answers, strict=True) if at not in answer.proven]


PARTS = {
    "采用 antifouling 涂层。": (
        *("antifouling", "anti fouling", "anti-fouling", "Anti Fouling"),
        *("antifouling涂层", "anti-fouling涂层"),
    ),
    "用 anti-fouling 漆。": ("antifouling", "anti fouling", "anti-fouling"),
    "an offshore platform": ("offshore", "off shore", "off-shore", "off shore platform"),
    "a wave power device": ("wavepower", "wave-power", "wave power", "wave power device"),
    "a tidalpower device": ("tidal power", "tidal-power"),
    "以 fish meal 为原料": ("fishmeal", "fish-meal", "fish meal"),
    "the eDNA samples": ("e DNA", "e-DNA", "eDNA"),
    "低温早强。": ("低-温", "低 温", "低·温", "低温", "低_温", "低 温 早 强"),
    "高-温早强。": ("高-温", "高温", "高温早强"),
    "用氧-乙炔焰切割。": ("氧乙炔", "氧-乙炔", "氧乙炔焰"),
    "水下机器人清洗网衣。": ("水下-机器人", "水下·机器人", "水下 机器人", "水下机器人、网衣", "水下机器人/网衣"),
    "绳索用水下铲刀清洗。": ("水下铲刀，绳索", "水下铲刀；绳索", "水下铲刀,绳索"),
}


def test_parts_of_a_word(ask: Ask) -> None:
    """A word is found with its parts typed apart, linked or joined, whichever way it stands; words may be listed."""
    assert not_proven(ask, PARTS) == []


def test_what_stands_together_leads(ask: Ask) -> None:
    """Of characters typed apart the word that they make comes first; where they stand apart is counted apart."""
    (answer,) = ask(["温度不低于十度。", "低温早强灌浆料。"], ["低 温"])

    assert answer == Answer([1], [1, 0])


def test_neighbours_that_are_no_word_stay_apart(ask: Ask) -> None:
    """Latin words each for itself are found wherever they stand."""
    answers = ask(["the power of a wave", "wave energy"], ["wave power", "-energy wave"])

    assert [answer.whole for answer in answers] == [[0], [0]]
