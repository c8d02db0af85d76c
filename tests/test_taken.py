"""Which ids are in use: told to the form in short, decided there by what is compiled from here."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from building import CONTENT
from form_oracles import write_form
from showcase.authoring.answers import names_invented, with_demo
from showcase.authoring.taken import free_id, is_taken
from showcase.schema.records import Kind
from showcase.schema.vocabulary import Vocabularies
from showcase.schema.vocabulary_files import load_vocabularies

TAKEN = {"a2026-lanhai": "001-014,016", "a2026-full": "9999", "a2025-lanhai": "998-999"}
FREE: list[tuple[Kind, str, str, str | None]] = [
    ("achievement", "2026", "lanhai", "a2026-lanhai-017"),  # gaps are not filled
    ("achievement", "2025", "lanhai", "a2025-lanhai-1000"),
    ("demand", "2026", "lanhai", "d2026-lanhai-001"),
    ("achievement", "2026", "full", None),
    ("achievement", "2026", "two-words", None),
    ("achievement", "2026", "", None),
]
USED = {
    **dict.fromkeys(["a2026-lanhai-001", "a2026-lanhai-014", "a2026-lanhai-016"], True),
    **dict.fromkeys(
        ["a2026-lanhai-015", "a2026-lanhai-0016", "a2026-constructor-001", "x", "", "a2026-lanhai-"], False
    ),
}
BODIES = [("ceshi", "test-ocean-univ"), ("ceshi", ""), ("", "test-ocean-univ"), ("", ""), ("nobody", "none")]
SCRIPT = """
import { dict } from "%(site)s/assets/form/operators.js";
import * as rules from "%(site)s/submit/rules.js";
const { taken, free, used, bodies } = %(questions)s;
const known = dict(Object.entries(taken));
console.log(JSON.stringify([
  free.map(([kind, year, agency]) => rules.freeId(known, kind, year, agency)),
  used.map((id) => rules.isTaken(known, id)),
  bodies.map(([agency, holder]) => rules.invented(dict([["agency", agency], ["holder", holder]]), rules.vocabularies)),
]));
"""


@pytest.fixture(scope="module")
def vocabularies() -> Vocabularies:
    """Those of the tests' catalogue, in which every body is invented."""
    return load_vocabularies(CONTENT.parent)[0]


@pytest.mark.parametrize(("kind", "year", "agency", "expected"), FREE)
def test_the_next_id(kind: Kind, year: str, agency: str, expected: str | None) -> None:
    """It follows the highest; there is none after 9999, nor for a code that cannot stand in an id."""
    assert free_id(TAKEN, kind, year, agency) == expected


def test_an_id_is_taken_as_it_is_written() -> None:
    """016 is taken and 0016 is not; what is no id is not taken either."""
    assert {identifier: is_taken(TAKEN, identifier) for identifier in USED} == USED


def test_a_record_of_invented_bodies(vocabularies: Vocabularies) -> None:
    """Whichever body is invented, the record is a demonstration, unless its author has said otherwise."""
    assert with_demo({"holder": "test-ocean-univ"}, vocabularies)["demo"] == "true"
    assert with_demo({"agency": "ceshi", "demo": "false"}, vocabularies)["demo"] == "false"
    assert "demo" not in with_demo({"agency": "nobody"}, vocabularies)


def test_the_form_decides_alike(tmp_path: Path, vocabularies: Vocabularies, need: Callable[[str, str], str]) -> None:
    """The browser runs the same functions, compiled."""
    questions = {"taken": TAKEN, "free": [case[:3] for case in FREE], "used": list(USED), "bodies": BODIES}
    script = SCRIPT % {"site": write_form(tmp_path, vocabularies), "questions": json.dumps(questions)}
    command = [need("node", "nodejs"), "--input-type=module", "-e", script]
    said = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    records = [{"agency": agency, "holder": holder} for agency, holder in BODIES]
    assert said == [
        [expected for *_, expected in FREE],
        list(USED.values()),
        [names_invented(dict(record), vocabularies) for record in records],
    ]
    assert True in said[2]
    assert False in said[2]
