"""The form and the check are of one mind: the same rules, compiled, over a thousand random records."""

from __future__ import annotations

import gzip
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from building import AS_OF, CONTENT
from effort import examples
from form_oracles import ask_oracle, write_form
from form_records import BASES, BODIES, edge_records, records, sound_records
from showcase import rules
from showcase.authoring.edits import plain
from showcase.authoring.labels import in_labels
from showcase.authoring.manuscript import render_record
from showcase.authoring.taken import build_taken
from showcase.catalogue.load import Catalogue, load
from showcase.derived.card import card_of
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.files.problem import Problem
from showcase.files.source import load_source
from showcase.outputs.pages.form import build_form_page
from showcase.rules import RULES, TEXTS, Draft, check_advice, check_record
from showcase.schema.records import MODELS, Kind
from showcase.schema.validation import check_model
from showcase.schema.vocabulary import Vocabularies
from showcase.schema.vocabulary_files import load_vocabularies
from test_personal import ACCOUNTS, ID_CARDS, MOBILES, NO_ACCOUNTS, OLD_ID_CARDS, OTHER_NUMBERS

BROKEN = 520
SOUND = 120
"""Records drawn of each kind: 1,280 in all."""
CHARACTER_CODES = {"control-character", "bidi-character", "invisible-character", "unreadable-character"}
"""What a file must not hold at all: the check then looks no further, the form does."""


@dataclass(frozen=True)
class Case:
    """A record as the form holds it."""

    kind: Kind
    tree: dict[str, Any]
    body: str


@pytest.fixture(scope="session")
def vocabularies() -> Vocabularies:
    """Those of the tests' catalogue."""
    found, problems = load_vocabularies(CONTENT.parent)
    assert problems == []
    return found


@pytest.fixture(scope="session")
def ask_form(
    tmp_path_factory: pytest.TempPathFactory, vocabularies: Vocabularies, need: Callable[[str, str], str]
) -> Callable[[list[Case]], list[dict[str, Any]]]:
    """The form's answers to cases, from the modules that the site ships, run by Node.js."""
    site = write_form(tmp_path_factory.mktemp("form"), vocabularies)
    node = need("node", "nodejs")

    def ask(cases: list[Case]) -> list[dict[str, Any]]:
        questions = [{"kind": case.kind, "tree": case.tree, "body": case.body, "asOf": AS_OF} for case in cases]
        answers: list[dict[str, Any]] = ask_oracle(node, "form_oracle.mjs", site, questions)
        return answers

    return ask


def draw(kind: Kind, strategy: st.SearchStrategy[dict[str, Any]], number: int) -> list[Case]:
    """That many records, the same on every machine."""
    cases: list[Case] = []

    @settings(max_examples=examples(number), phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(strategy, BODIES)
    def collect(tree: dict[str, Any], body: str) -> None:
        cases.append(Case(kind, tree, body))

    collect()
    return cases


WRITTEN = ("应为一组", "应为文字", "应为列表", "应为 https", "应为 a 或 d", "应为 confirmed")
"""How these are written in a file is said of files only (schema/meant.py): no control of the form makes them."""


def says(problem: Problem) -> tuple[str, ...]:
    """What a problem says, without its place in the file."""
    hint = problem.hint.zh if problem.hint and not problem.message.zh.startswith(WRITTEN) else ""
    return problem.severity.value, problem.code, problem.field, problem.message.zh, hint


def form_says(problem: dict[str, Any]) -> tuple[str, ...]:
    """The same of a problem that the form shows."""
    hint = (not problem["message"].startswith(WRITTEN) and problem["hint"]) or ""
    return problem["severity"], problem["code"], problem["field"], problem["message"], hint


def check_says(root: Path, kind: Kind, answer: dict[str, Any], vocabularies: Vocabularies) -> tuple[Any, list[Problem]]:
    """What the check reads from the form's file, and what it says of it."""
    file = root / "record.md"
    file.write_bytes(answer["text"].encode("utf-8"))
    source = replace(load_source(root, file), path=answer["path"])
    if source.problems:
        return source.data, list(source.problems)
    record, unsound, problems = check_model(MODELS[kind], source, source.data, (), {"vocabularies": vocabularies})
    draft = Draft(source, record, unsound, {}, date.fromisoformat(AS_OF))
    later = {
        (rule.code, finding.message)
        for rule in RULES
        if not rule.form and rule.kind in (None, kind) and not unsound.intersection(rule.needs)
        for finding in rule.check(draft, vocabularies)
    }
    now = [found for found in check_record(draft, vocabularies) if (found.code, found.message) not in later]
    return source.data, [*problems, *now, *check_advice(draft, vocabularies)]


@pytest.mark.soak
@pytest.mark.parametrize("kind", MODELS)
def test_same_problems(
    kind: Kind, ask_form: Callable[..., list[dict[str, Any]]], vocabularies: Vocabularies, tmp_path: Path
) -> None:
    """On random records and on every limit, form and check find the same problems: same field, same words.

    And the form shows them in the labels in which a sheet's are shown.
    """
    cases = draw(kind, records(kind, vocabularies), BROKEN)
    cases += [Case(kind, tree, "") for tree in edge_records(kind, vocabularies)]
    seen: Counter[str] = Counter()
    for case, answer in zip(cases, ask_form(cases), strict=True):
        data, problems = check_says(tmp_path, kind, answer, vocabularies)
        refused = {problem.code for problem in problems} & CHARACTER_CODES
        form = sorted(form_says(problem) for problem in answer["problems"])
        if refused:
            assert refused <= {code for _severity, code, *_rest in form}
            continue
        check = sorted(says(problem) for problem in problems)
        assert form == check, case
        assert data == {"industries": [], "marine_sectors": []} | case.tree
        for loc, message, labelled in answer["labelled"]:
            assert labelled == in_labels(message, kind, tuple(loc), vocabularies)
        seen.update(code for _severity, code, *_rest in check)

    assert seen.total() > BROKEN
    assert len(seen) > 20, "the records meet too few rules"


def test_same_personal_data(
    ask_form: Callable[..., list[dict[str, Any]]], vocabularies: Vocabularies, tmp_path: Path
) -> None:
    """Whatever way a number or an account is written, the form finds it where the check does, and nowhere else."""
    texts = [*MOBILES, *ID_CARDS, *OLD_ID_CARDS, *(text for text, _, _ in ACCOUNTS), *OTHER_NUMBERS, *NO_ACCOUNTS]
    cases = [Case("achievement", BASES["achievement"], text) for text in texts]
    for case, answer in zip(cases, ask_form(cases), strict=True):
        _, problems = check_says(tmp_path, case.kind, answer, vocabularies)

        assert sorted(map(form_says, answer["problems"])) == sorted(map(says, problems)), case.body
        assert (case.body in [*OTHER_NUMBERS, *NO_ACCOUNTS]) == (
            not {found.code for found in problems} & {"personal-data"}
        )


@pytest.mark.soak
@pytest.mark.parametrize("kind", MODELS)
def test_sound_records_pass(
    kind: Kind, ask_form: Callable[..., list[dict[str, Any]]], vocabularies: Vocabularies, tmp_path: Path
) -> None:
    """Sound records are sound to the form; their files are what `new` writes, pass the check, hold what was typed."""
    cases = [
        replace(case, tree=case.tree | {"id": f"{kind[0]}2026-ceshi-{number:04}"}, body="## 正文\n\n文字。")
        for number, case in enumerate(draw(kind, sound_records(kind, vocabularies), SOUND))
    ]
    shutil.copytree(CONTENT / "vocabularies", tmp_path / "content" / "vocabularies")
    for case, answer in zip(cases, ask_form(cases), strict=True):
        assert [problem for problem in answer["problems"] if problem["severity"] == "error"] == []
        assert answer["text"] == render_record(kind, case.tree, case.body)
        file = tmp_path / answer["path"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(answer["text"], encoding="utf-8")

    catalogue = load(tmp_path, date.fromisoformat(AS_OF))
    assert catalogue.errors == ()
    for case in cases:
        source = catalogue.by_id[case.tree["id"]].source
        assert {"industries": [], "marine_sectors": []} | case.tree == source.data
        assert source.body == "\n## 正文\n\n文字。\n"


def test_cards_of_drafts(ask_form: Callable[..., list[dict[str, Any]]], catalogue: Catalogue) -> None:
    """The form shows a draft as lists will show the record; what is not sound yet is left out, not guessed."""
    entries = [entry for entry in catalogue.entries if entry.state.code == entry.record.status]
    drafts = [Case(entry.kind, cast("dict[str, Any]", plain(dict(entry.source.data))), "") for entry in entries]
    broken = [Case(draft.kind, {"status": "?", "stage": "?", "title": "短"}, "") for draft in drafts[:1]]
    *answers, unfinished = (answer["card"] for answer in ask_form([*drafts, *broken]))

    for entry, card in zip(entries, answers, strict=True):
        expected = asdict(card_of(entry.kind, entry.record, entry.vocabularies, frozenset()))
        expected |= {"day": str(expected["day"]), "classes": list(expected["classes"]), "tags": list(expected["tags"])}
        state = card.pop("state")
        assert (card.pop("$class"), state.pop("$class")) == ("Card", "State")
        assert card | {"state": state} == expected
    assert {entry.state.tone for entry in entries} == {"open", "busy", "done", "gone"}
    assert (unfinished["title"], unfinished["tags"], unfinished["state"]["label"]) == ("", [], "")


def test_what_is_checked_later(ask_form: Callable[..., list[dict[str, Any]]]) -> None:
    """The form names every rule that it has not run: those it cannot run and all across records and files."""
    [answer] = ask_form([Case("achievement", {}, "")])
    run = {rule.code for rule in RULES if rule.form}
    across = {name.removeprefix("check_") for name in rules.__all__ if name.startswith("check_")} - {"record", "advice"}

    assert len(across) >= 3
    assert set(TEXTS) == {rule.code for rule in RULES} | across
    assert set(answer["deferred"]) == {TEXTS[code].splitlines()[0] for code in set(TEXTS) - run}


def test_every_field_has_a_place(catalogue: Catalogue) -> None:
    """A field of the schema is in the form, by itself if nobody has put it anywhere."""
    for kind, model in MODELS.items():
        page = build_form_page(Views(catalogue, Site("", "https://showcase.example/", "")), kind)
        shown = [field.name for section in page.sections for field in section.fields] + [
            field.name for field in page.rest
        ]

        assert sorted(shown) == sorted(model.model_fields)


def test_taken_numbers(catalogue: Catalogue) -> None:
    """Expired, withdrawn and former numbers are taken too."""
    taken = build_taken(catalogue)

    assert taken["a2026-ceshi"] == "001-004"
    assert taken["a2025-ceshi"] == "001-003,009"


def test_light_enough(site: Path) -> None:
    """As they travel, style sheets aside; the rules come once the page stands."""
    gate = travels(site / "submit" / "gate.js")
    for kind in MODELS:
        page = travels(site / "submit" / kind / "index.html") + travels(site / "assets" / "form" / "page.js")

        assert page <= 78 * 1024, kind
    assert gate <= 42 * 1024


def travels(file: Path) -> int:
    """Bytes of a file packed as servers pack it."""
    return len(gzip.compress(file.read_bytes(), 6))
