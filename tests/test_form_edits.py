"""The form changes a published record as `edit` does: the same bytes, field by field."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from building import CONTENT
from drawn import RECORDS
from effort import examples
from form_oracles import ask_oracle, write_form
from form_records import BASES, BODIES, sound_records
from showcase.authoring.edits import edit, plain, with_body
from showcase.authoring.manuscript import (
    Manuscript,
    comments_between,
    compose,
    parse_manuscript,
    render_part,
    render_record,
    tidy,
)
from showcase.catalogue.load import Catalogue
from showcase.files.source import Tree
from showcase.outputs.form.editing import build_cuts
from showcase.schema.records import Kind
from showcase.schema.shapes import ALWAYS_WRITTEN, shapes
from showcase.schema.vocabulary import Vocabularies
from showcase.schema.vocabulary_files import load_vocabularies
from tree import CORPUS

EDITED = 120
"""Random edits of each kind."""
Ask = Callable[[list[dict[str, Any]]], list[str]]


@pytest.fixture(scope="module")
def vocabularies() -> Vocabularies:
    """Those of the tests' catalogue."""
    return load_vocabularies(CONTENT.parent)[0]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory, vocabularies: Vocabularies, need: Callable[[str, str], str]) -> Ask:
    """The files that the form makes of changed records."""
    site = write_form(tmp_path_factory.mktemp("form"), vocabularies)
    node = need("node", "nodejs")
    return lambda cases: list(ask_oracle(node, "edits_oracle.mjs", site, cases))


def decorated(text: str, comments: list[bool], newline: str) -> str:
    """A file with an author's own comments above and behind fields, perhaps without those that explain them.

    None behind an item of a list: there `edit` keeps it with its item, the form with the list's end.
    """
    above, behind, plain_file = comments[0::3], comments[1::3], comments[2]
    lines = text.split("\n")
    end = lines.index("---", 1)
    front = []
    for number, line in enumerate(lines[1:end]):
        if line.startswith("#") and plain_file:
            continue
        ours = above[number % len(above)] and not line.startswith((" ", "#"))
        front += [*(["# 我们记的：待核实"] if ours else []), line]
        if behind[number % len(behind)] and not line.startswith(("#", " ")) and not line.endswith(":"):
            front[-1] += "   # 已问过"
    return newline.join(["---", *front, *lines[end:]])


@st.composite
def cases(draw: st.DrawFn, kind: Kind, vocabularies: Vocabularies) -> tuple[str, dict[str, Tree], str | None]:
    """A file, changes to some of its fields, and perhaps another body."""
    old, new = draw(sound_records(kind, vocabularies)), draw(sound_records(kind, vocabularies))
    names = draw(st.lists(st.sampled_from(sorted(set(old) | set(new))), unique=True, max_size=5))
    required = {name for name, shape in shapes(kind).items() if shape.required} | set(ALWAYS_WRITTEN)
    changes = {name: new.get(name, [] if name in required else None) for name in names if name != "id"}
    marks = draw(st.lists(st.booleans(), min_size=12, max_size=12))
    newline = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    text = decorated(render_record(kind, old, draw(BODIES)), marks, newline)
    return text, changes, draw(st.none() | BODIES)


def question(
    kind: Kind, manuscript: Manuscript, changes: dict[str, Tree], body: str | None = None, text: str | None = None
) -> dict[str, Any]:
    """`text` is what is published, as it was written where the manuscript's own is that."""
    written = manuscript.text if text is None else text
    entry = build_cuts(manuscript, written) | {"tree": plain(manuscript.data)}
    return {"kind": kind, "entry": entry, "text": written, "changes": changes, "body": body}


@pytest.mark.soak
@pytest.mark.parametrize("kind", BASES)
def test_random_edits(kind: Kind, ask: Ask, vocabularies: Vocabularies) -> None:
    """Fields set, added and taken out and bodies rewritten amid comments give the bytes that `edit` gives."""
    drawn: list[tuple[str, dict[str, Tree], str | None]] = []

    @settings(max_examples=examples(EDITED), phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(cases(kind, vocabularies))
    def collect(case: tuple[str, dict[str, Tree], str | None]) -> None:
        drawn.append(case)

    collect()
    manuscripts = [parse_manuscript(text) for text, _changes, _body in drawn]
    questions = [
        question(kind, manuscript, changes, body)
        for manuscript, (_text, changes, body) in zip(manuscripts, drawn, strict=True)
    ]
    for manuscript, (_text, changes, body), answer in zip(manuscripts, drawn, ask(questions), strict=True):
        known = {name: value for name, value in changes.items() if plain(manuscript.data.get(name)) != plain(value)}
        expected = edit(manuscript, kind, known)
        assert answer == (expected if body is None else with_body(expected, tidy(body.replace("\r", "\n")))).text


def written_anew(manuscript: Manuscript, kind: Kind, name: str, value: Tree) -> Manuscript:
    """A field in the one way in which it is written; comments inside the old value go above it."""
    part = manuscript.part(name)
    assert part is not None
    comments = comments_between(part.text, 0, part.end, compose(part.text))
    lead = part.lead + "".join(f"{comment}{manuscript.newline}" for comment in comments)
    anew = render_part(name, value, kind, lead, part.rest)
    value_text = anew.text[: anew.end].replace("\n", manuscript.newline)
    return manuscript.with_part(replace(anew, text=value_text + part.rest))


def test_records_as_authors_wrote_them(ask: Ask) -> None:
    """Every field of every record takes another value; it alone is written anew, and all else stays byte for byte.

    `edit` keeps an author's own style inside a value; where the value had the usual style already, both agree.
    """
    questions, expected, agreeing = [], [], 0
    files = [*RECORDS, *sorted((CORPUS / "valid").glob("*.md"))]
    for path in files:
        manuscript = parse_manuscript(path.read_bytes().decode("utf-8"))
        kind: Kind = "demand" if str(manuscript.data["id"]).startswith("d") else "achievement"
        for part in manuscript.parts:
            value: Tree = ["甲", "乙"] if shapes(kind)[part.name].many else "另一个值"
            if shapes(kind)[part.name].holds == "group":
                continue
            wished = written_anew(manuscript, kind, part.name, value)
            questions.append(question(kind, manuscript, {part.name: value}))
            expected.append(wished.text)
            usual = render_part(part.name, manuscript.data[part.name], kind)
            if usual.text[: usual.end] == part.text[: part.end]:
                agreeing += 1
                assert edit(manuscript, kind, {part.name: value}).text == wished.text

    assert ask(questions) == expected
    assert agreeing > len(files)


def test_comments_inside_a_value_are_kept(ask: Ask) -> None:
    """A list with notes between its items is written anew below its notes."""
    text = "---\nid: a\nadvantages:\n  # 中试的数\n  - {metric: 深度, value: '6000'}   # 现场\n  # 未核\n---\n\n正文\n"
    manuscript = parse_manuscript(text)
    [answer] = ask([question("achievement", manuscript, {"advantages": [{"metric": "重量", "value": "1"}]})])

    assert answer == (
        '---\nid: a\n# 中试的数\nadvantages:\n  - {metric: 重量, value: "1"}   # 现场\n  # 未核\n---\n\n正文\n'
    )


def test_fields_in_brackets_are_changed_too(ask: Ask) -> None:
    """Fields that do not stand in lines of their own are written anew; what is published of them joins to that."""
    text = "---\n{id: a, title: 深海𠮷的电池}\n---\n\n正文𠮷\n"
    manuscript = parse_manuscript(text)
    [answer] = ask([question("achievement", manuscript, {"title": "浅海的电池"}, text=text)])

    assert answer == "---\nid: a\ntitle: 浅海的电池\n---\n\n正文𠮷\n"


def test_published_cuts_are_of_the_files(catalogue: Catalogue, site: Path, ask: Ask) -> None:
    """By the site's own files each record that may be changed is there, once, and joins to its file; no other is."""
    parts = sorted((site / "submit" / "records").iterdir())
    published = {name: entry for path in parts for name, entry in json.loads(path.read_bytes()).items()}
    records = [(catalogue.by_id[name], entry) for name, entry in published.items()]
    texts = [(site / record.url / "source.md").read_text("utf-8") for record, _ in records]
    answers = ask(
        [
            {"kind": record.kind, "entry": entry, "text": text, "changes": {}, "body": None}
            for (record, entry), text in zip(records, texts, strict=True)
        ]
    )

    assert answers == texts
    left = {entry.id for entry in catalogue.entries} - set(published)
    assert left == {entry.id for entry in catalogue.entries if entry.withdrawn or entry.record.superseded_by}
    assert left
    assert sum(len(json.loads(path.read_bytes())) for path in parts) == len(published)
