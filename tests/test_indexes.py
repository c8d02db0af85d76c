"""What is derived from records: groups, likeness, class, state of the day, contact, last change."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from building import AS_OF, CONTENT
from crowd import write_crowd
from showcase.catalogue.entry import Entry
from showcase.catalogue.load import Catalogue, load
from showcase.derived.indexes import FACETS
from showcase.derived.matching import SIMILAR, build_similar
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.outputs.pages.lists import FACET_TITLES
from showcase.outputs.search import searched
from showcase.outputs.search.columns import build_facet_list, build_facets
from showcase.past.day import SHANGHAI
from showcase.schema.parts import Price

TODAY = date.fromisoformat(AS_OF)
NOWHERE = Site("", "https://showcase.example/", "")
DAY = timedelta(days=1)

Loader = Callable[[date], Catalogue]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the tests' content outside git, which a test may change."""
    shutil.copytree(CONTENT, tmp_path / "content")
    return tmp_path


@pytest.fixture(scope="module")
def load_on(tmp_path_factory: pytest.TempPathFactory) -> Loader:
    """The tests' catalogue outside git on any day."""
    root = tmp_path_factory.mktemp("indexes")
    shutil.copytree(CONTENT, root / "content")
    return lambda day: load(root, day)


@pytest.fixture(scope="module")
def today(load_on: Loader) -> Catalogue:
    return load_on(TODAY)


def change(root: Path, identifier: str, *changes: tuple[str, str]) -> None:
    """Replace parts of a record's file."""
    (path,) = root.glob(f"content/*/*/{identifier}.md")
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


NOTHING_ELSE: dict[str, Any] = {"keywords": [], "summary": ""}


def ids(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.id for entry in entries]


def test_every_facet_has_a_group_for_every_term(today: Catalogue) -> None:
    """A facet holds all terms of its vocabulary in order; a term without records has an empty group."""
    indexes = Views(today, NOWHERE).indexes

    assert list(indexes) == [facet.name for facet in FACETS]
    for facet in FACETS:
        index = indexes[facet.name]
        assert list(index.groups) == list(today.vocabularies[facet.vocabulary])
        assert all(group.url == f"{facet.name}/{code}/" for code, group in index.groups.items())
    assert indexes["industry"].groups["future-quantum"].entries == ()


def test_every_facet_has_pages() -> None:
    """A facet without a title would have addresses in feeds and documents that no page answers."""
    assert [*FACET_TITLES, "route"] == [facet.name for facet in FACETS]  # recipients have pages of their own


@pytest.mark.parametrize(
    ("facet", "code", "members"),
    [
        (
            "industry",
            "green-energy",
            ["d2026-shiyan-002", "a2026-ceshi-004", "a2026-ceshi-001", "d2026-shiyan-001", "a2026-shiyan-001"],
        ),
        ("contract-type", "transfer", ["a2026-shiyan-003", "a2026-ceshi-003"]),
        ("category", "venture", ["a2026-ceshi-004"]),
        ("stage", "research", ["a2026-shiyan-005"]),
        ("ip-kind", "software", ["a2026-ceshi-002", "a2026-ceshi-001"]),
        (
            "task-force",
            "tf-3",
            ["d2026-shiyan-003", "a2026-ceshi-004", "a2026-shiyan-005", "d2026-ceshi-003", "a2026-shiyan-002"],
        ),
        ("institution", "test-algae-lab", ["a2026-shiyan-001", "a2026-shiyan-002"]),
        ("agency", "kongbai", []),
        ("district", "gaoxin", ["d2026-shiyan-002"]),
        ("district", "langu", ["a2026-ceshi-004"]),
    ],
)
def test_members_of_groups(today: Catalogue, facet: str, code: str, members: list[str]) -> None:
    """A group holds the listed records of a term, newest first, of both kinds."""
    assert ids(Views(today, NOWHERE).indexes[facet].groups[code].entries) == members


def test_lapsed_records_are_in_no_group(today: Catalogue) -> None:
    """Withdrawn and expired records stand in no group of any facet."""
    grouped = {
        entry.id
        for index in Views(today, NOWHERE).indexes.values()
        for group in index.groups.values()
        for entry in group.entries
    }

    assert grouped == set(ids(today.listed))
    assert not grouped & {"a2025-ceshi-001", "a2025-ceshi-002", "d2025-ceshi-001", "d2025-shiyan-001"}


def test_refinements_count_once_under_what_they_refine(root: Path) -> None:
    """A record of a child term is in the parent's group too, once even if it names both."""
    change(root, "a2026-ceshi-001", ("[future-deep-sea, green-energy]", "[future-deep-sea, future]"))
    groups = Views(load(root, TODAY), NOWHERE).indexes["industry"].groups

    assert ids(groups["future-deep-sea"].entries) == ["d2026-ceshi-001", "a2026-ceshi-001", "a2025-ceshi-003"]
    assert ids(groups["future"].entries) == [
        "d2026-ceshi-001",
        "a2026-shiyan-005",
        "a2026-ceshi-001",
        "a2025-ceshi-003",
    ]
    assert ids(groups["future"].achievements) == ["a2026-shiyan-005", "a2026-ceshi-001", "a2025-ceshi-003"]
    assert ids(groups["future"].demands) == ["d2026-ceshi-001"]


def test_order_is_newest_first_then_by_id(today: Catalogue) -> None:
    """Entries are newest first; those of one day are in the order of their ids."""
    keys = [(-entry.record.published.toordinal(), entry.id) for entry in today.entries]

    assert keys == sorted(keys)
    same_day = [entry.id for entry in today.entries if entry.record.published == date(2026, 5, 8)]
    assert same_day == ["a2026-ceshi-002", "a2026-ceshi-003"]


def test_similar_records_are_listed_others_of_the_kind(today: Catalogue) -> None:
    """Likes are listed, of the same kind, at most SIMILAR, each once, never the record itself."""
    similar = build_similar(today.entries)

    assert set(similar) == set(ids(today.entries))
    for entry in today.entries:
        likes = similar[entry.id]
        assert len(likes) <= SIMILAR
        assert len(set(ids(likes))) == len(likes)
        assert all(like.listed and like.kind == entry.kind and like.id != entry.id for like in likes)


def test_similar_records_are_alike(today: Catalogue) -> None:
    """What shares the most telling words comes first; the old scheme and its successor find each other."""
    similar = build_similar(today.entries)

    assert similar["a2026-ceshi-001"][0].id == "a2025-ceshi-003"
    assert similar["a2025-ceshi-003"][0].id == "a2026-ceshi-001"


def test_chance_likeness_is_none(today: Catalogue) -> None:
    """A few common words make nobody alike: what has neither a keyword nor a field in common is not named."""
    named = [(today.by_id[one], like) for one, likes in build_similar(today.entries).items() for like in likes]
    strangers = [
        (one.id, other.id)
        for one, other in named
        if not set(one.record.keywords) & set(other.record.keywords)
        and not set(one.record.marine_sectors) & set(other.record.marine_sectors)
        and not set(one.record.industries) & set(other.record.industries)
    ]

    assert 0 < len(named) < SIMILAR * len(today.entries)
    assert strangers == []


def test_similarity_does_not_depend_on_the_order(today: Catalogue) -> None:
    """The same records give the same likes, in whatever order they come."""
    forwards, backwards = build_similar(today.entries), build_similar(today.entries[::-1])

    assert {name: ids(likes) for name, likes in forwards.items()} == {
        name: ids(likes) for name, likes in backwards.items()
    }


def test_similarity_of_many_and_of_none(root: Path) -> None:
    """No record is an empty answer; a crowd that is alike throughout gives no error and no more than SIMILAR."""
    for folder in ("achievements", "demands"):
        shutil.rmtree(root / "content" / folder)
    write_crowd(root / "content", 30)
    crowd = load(root, TODAY).entries

    assert build_similar(()) == {}
    assert {len(likes) <= SIMILAR for likes in build_similar(crowd).values()} == {True}
    assert build_similar(crowd[:1]) == {crowd[0].id: ()}


@pytest.mark.parametrize(
    ("identifier", "categories"),
    [
        ("a2026-ceshi-001", ("transfer-licensing", "cooperation")),
        ("a2026-ceshi-002", ("cooperation",)),
        ("a2026-ceshi-003", ("transfer-licensing",)),
        ("a2026-ceshi-004", ("venture",)),
        ("d2026-shiyan-001", ("transfer-licensing",)),
    ],
)
def test_class_follows_from_contract_types_and_venture(
    today: Catalogue, identifier: str, categories: tuple[str, ...]
) -> None:
    """Classes are derived by the vocabulary's mapping, in the vocabulary's order."""
    assert today.by_id[identifier].categories == categories


def test_class_can_be_all_three(root: Path) -> None:
    """A record with contracts of both kinds and a company to be founded is in all classes."""
    change(root, "a2026-ceshi-004", ("contract_types: []", "contract_types: [service, transfer]"))

    assert load(root, TODAY).by_id["a2026-ceshi-004"].categories == ("transfer-licensing", "cooperation", "venture")


def test_mapping_to_classes_is_data(root: Path) -> None:
    """Which contract leads to which class is read from the vocabulary."""
    path = root / "content" / "vocabularies" / "contract-types.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("category: transfer-licensing", "category: cooperation"), encoding="utf-8")

    assert load(root, TODAY).by_id["a2026-ceshi-003"].categories == ("cooperation",)


EXPIRY = {
    "a2025-ceshi-002": date(2026, 9, 20),  # 365 days after publication
    "a2026-shiyan-005": date(2026, 9, 21),  # as written
    "a2026-ceshi-001": date(2027, 8, 20),  # 365 days after review
    "d2025-ceshi-001": date(2026, 6, 30),
}


@pytest.mark.parametrize("identifier", EXPIRY)
def test_last_day_of_validity_counts(load_on: Loader, identifier: str) -> None:
    """A record is listed until the end of the day on which its validity ends, and has expired on the next."""
    last = EXPIRY[identifier]
    before, after = load_on(last).by_id[identifier], load_on(last + DAY).by_id[identifier]

    assert before.valid_until == last
    assert (before.expired, before.listed) == (False, True)
    assert (after.expired, after.listed, after.is_open, after.state.code) == (True, False, False, "expired")


def test_withdrawn_records_do_not_expire(load_on: Loader) -> None:
    """A withdrawn record stays withdrawn, however old."""
    entry = load_on(date(2030, 1, 1)).by_id["a2025-ceshi-001"]

    assert (entry.expired, entry.listed, entry.is_open, entry.state.code) == (False, False, False, "withdrawn")


def test_settled_records_leave_the_lists_as_what_they_are(load_on: Loader) -> None:
    """A deal that is done leaves the lists with its validity, but is still called done."""
    entry = load_on(date(2030, 1, 1)).by_id["a2026-ceshi-003"]

    assert (entry.listed, entry.state.code, entry.state.tone) == (False, "signed", "done")


def test_last_day_of_a_deadline_counts(load_on: Loader) -> None:
    """A demand can be answered until the end of its deadline's day; after it, it is overdue and stays listed."""
    before, after = (load_on(day).by_id["d2026-shiyan-003"] for day in (TODAY, TODAY + DAY))

    assert (before.overdue, before.is_open, before.state.code) == (False, True, "open")
    assert (after.overdue, after.is_open, after.state.code) == (True, False, "overdue")
    assert after.listed


@pytest.mark.parametrize("identifier", ["d2026-shiyan-001", "d2026-ceshi-003", "d2025-shiyan-001"])
def test_only_what_awaits_answers_can_be_overdue(load_on: Loader, identifier: str) -> None:
    """Resolved, paused and withdrawn demands are not called overdue."""
    assert not load_on(date(2027, 1, 1)).by_id[identifier].overdue


@pytest.mark.parametrize(
    ("identifier", "closes"),
    [
        ("d2026-ceshi-001", date(2026, 10, 15)),  # the deadline, validity lasts longer
        ("d2025-ceshi-001", date(2026, 6, 30)),  # validity, the deadline is later
        ("a2026-shiyan-003", date(2026, 12, 31)),  # an achievement has no deadline
    ],
)
def test_last_day_to_answer(today: Catalogue, identifier: str, closes: date) -> None:
    """What comes first, deadline or end of validity, closes a record."""
    assert today.by_id[identifier].closes == closes


@pytest.mark.parametrize(
    ("identifier", "contact"),
    [
        ("a2026-ceshi-001", ("深海项目组", "0532-00000211", "deepsea@ceshi.example")),
        ("a2026-ceshi-002", ("成果部", "0532-00000201", "office@ceshi.example")),
        ("d2026-shiyan-002", ("对接部", "0532-00000202-8", "office@shiyan.example")),
    ],
)
def test_contact_is_the_records_or_its_agencys(
    today: Catalogue, identifier: str, contact: tuple[str, str, str]
) -> None:
    """A record without an office of its own gives its agency's."""
    found = today.by_id[identifier].contact

    assert (found.office, found.phone, found.email) == contact


@pytest.mark.parametrize(
    ("identifier", "day"),
    [
        ("a2026-ceshi-002", date(2026, 5, 8)),  # published
        ("a2026-ceshi-001", date(2026, 8, 20)),  # reviewed
        ("a2025-ceshi-001", date(2026, 5, 6)),  # withdrawn
    ],
)
def test_last_change_without_history(today: Catalogue, identifier: str, day: date) -> None:
    """Where git says nothing, the latest date in the record is its last change, at midnight in Shanghai."""
    assert today.by_id[identifier].modified == datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)


def test_last_change_with_history(catalogue: Catalogue) -> None:
    """Where git knows, the last commit's time is the last change."""
    assert {entry.modified.isoformat() for entry in catalogue.entries} == {"2026-09-21T12:00:00+08:00"}


def test_districts(today: Catalogue) -> None:
    """Districts are the holder's and the company's, or the demander's; a holder may have none."""
    assert today.by_id["a2026-ceshi-004"].districts == ("370212", "langu")
    assert today.by_id["a2026-shiyan-001"].districts == ()
    assert today.by_id["d2026-shiyan-002"].districts == ("gaoxin",)


def test_former_ids_lead_to_the_record(today: Catalogue) -> None:
    """An alias finds the entry that has taken its place."""
    assert today.by_id["a2025-ceshi-009"].id == "a2026-ceshi-001"


def test_what_many_hold_makes_nothing_similar(today: Catalogue) -> None:
    """Words that many records hold do not count for likeness; who says much else is less alike than who does not."""
    model = next(entry for entry in today.listed if entry.kind == "achievement")
    common = "amber bronze copper denim ebony"
    texts = [f"krill {common}", "krill walnut willow", "krill", *[common] * 4, *(f"plain{n}" for n in range(13))]
    entries = [
        replace(model, record=model.record.model_copy(update={"id": f"a2026-x-{n:03}", "title": text, **NOTHING_ELSE}))
        for n, text in enumerate(texts)
    ]

    assert [entry.id for entry in build_similar(entries)["a2026-x-000"]] == ["a2026-x-002", "a2026-x-001"]


def test_likeness_is_by_telling_words_and_the_same_both_ways(today: Catalogue) -> None:
    """Words are what two have in common, no pairs of characters; a name tells more than a summary."""
    model = next(entry for entry in today.listed if entry.kind == "achievement")
    said = [
        ("射流清洗网衣", "每小时一台"),
        ("射流采集结核", "另有一半"),
        ("渔网破洞", "每小时一台机器"),
        ("潮位", "用射流"),
    ]
    entries = [
        replace(model, record=model.record.model_copy(update={"id": f"a2026-x-{number:03}", **NOTHING_ELSE} | texts))
        for number, texts in enumerate([{"title": title, "summary": summary} for title, summary in said])
    ]
    more = [
        replace(
            model, record=model.record.model_copy(update={"id": f"a2026-y-{n:03}", **NOTHING_ELSE, "title": f"x{n}y"})
        )
        for n in range(20)
    ]
    similar = {name: [entry.id[-3:] for entry in some] for name, some in build_similar([*entries, *more]).items()}

    assert (similar["a2026-x-000"], similar["a2026-x-002"]) == (["001", "003"], [])
    assert similar["a2026-x-001"] == ["000", "003"]


def test_an_amount_falls_in_every_band_that_it_overlaps(today: Catalogue) -> None:
    """A band begins with its low end; a range touches all from that of its low end to that of its high end."""
    (facet,) = (facet for facet in build_facets(today) if facet.name == "price")
    model = next(entry for entry in today.listed if entry.kind == "achievement")

    def bands(mode: str, low: float | None = None, high: float | None = None) -> list[str]:
        price = Price.model_construct(mode=mode, min=low, max=high)
        return list(facet.codes(replace(model, record=model.record.model_copy(update={"price": price}))))

    assert bands("fixed", 49.9) == ["0-50"]
    assert bands("fixed", 50) == ["50-100"]
    assert bands("range", 50, 100) == ["50-100", "100-200"]
    assert bands("range", 30, 600) == ["0-50", "50-100", "100-200", "200-500", "500-"]
    assert bands("fixed", 500) == ["500-"]
    assert bands("negotiable") == ["negotiable"]


def test_an_amount_without_a_low_end_counts_as_its_high_one(today: Catalogue) -> None:
    """500万以内 is none of the cheapest."""
    (facet,) = (facet for facet in build_facets(today) if facet.name == "amount")
    model = next(entry for entry in today.listed if entry.kind == "achievement")

    def counted(low: float | None, high: float | None) -> list[str]:
        price = Price.model_construct(mode="range", min=low, max=high)
        return list(facet.codes(replace(model, record=model.record.model_copy(update={"price": price}))))

    assert [counted(0, 500), counted(30, 500), counted(30, None), counted(0, None)] == [["500"], ["30"], ["30"], ["0"]]
    assert counted(None, None) == []


def test_the_search_counts_the_expired_by_their_state_only(today: Catalogue) -> None:
    """Until a state is chosen the expired are not shown: the other facets do not count them, and they come last."""
    entries = searched(replace(today, entries=today.entries[::-1]))
    counts = {
        facet["name"]: sum(value["count"] for value in facet["values"])
        for facet in build_facet_list(build_facets(today), entries)
    }
    expired = [entry.id for entry in entries if entry.state.code == "expired"]

    assert expired == ids(entries)[-len(expired) :] != []
    assert (counts["state"], counts["kind"]) == (len(entries), len(entries) - len(expired))


def test_values_go_by_their_labels_and_other_names_for_who_names_them_in_a_query(today: Catalogue) -> None:
    """A query's conditions are facets' values by name; recipients and offices are none, nor is a former code."""
    entries = searched(today)
    facets = {facet["name"]: facet for facet in build_facet_list(build_facets(today), entries)}
    names = {
        (name, value["code"]): value["names"]
        for name, facet in facets.items()
        for value in facet["values"]
        if "names" in value
    }
    former = today.vocabularies.contract_types["transfer"].former

    assert names["contract-type", "transfer"] == ["技术转让", *former]
    assert names["price", "negotiable"][0] == "面议"
    assert names["state", "open"][0] == "可对接"
    assert not {"route", "agency", "institution", "task-force"}.intersection(name for name, _ in names)
    assert {name for name, facet in facets.items() if facet.get("topical")} == {"marine-sector", "industry", "ip-kind"}
