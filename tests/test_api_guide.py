"""The developers' page: what it shows is what the build made, and its programs run."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import reduce
from pathlib import Path

import pytest

from building import REPOSITORY, serving
from fed import made_feeds
from markup import Element, load_page
from published import ORIGIN, load_items, load_json
from showcase.catalogue.load import Catalogue
from showcase.derived.indexes import FACETS
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.outputs.feeds import DOCUMENT_MODELS
from showcase.outputs.feeds.documents import AchievementDocument
from showcase.outputs.feeds.files import FILE_KINDS
from showcase.outputs.feeds.schema import build_fields
from showcase.outputs.pages import Interface, expand_guide
from showcase.outputs.pages.api_guide import EXAMPLES
from showcase.outputs.pages.standards import STANDARDS
from showcase.schema.shapes import Shape

GUIDE = REPOSITORY / "content" / "guide"
PAGES = {"zh": "guide/api/index.html", "en": "guide/api.en/index.html"}


def tables(page: Element) -> dict[str, dict[str, list[str]]]:
    """The tables of fields by document: field → its other cells."""
    headings = [item.attributes["id"] for item in page.all("h3") if item.attributes.get("id") in DOCUMENT_MODELS]
    bodies = [[[cell.words for cell in row.all("td")] for row in table.all("tr")] for table in page.all("table")]
    rows = [{row[0]: row[1:] for row in body if row} for body in bodies]
    return dict(zip(headings, rows[1:], strict=True))


def names(fields: tuple[Shape, ...], above: str = "") -> set[str]:
    """The dotted names of fields and their parts."""
    own = {f"{above}{field.name}" for field in fields}
    return own.union(*(names(field.fields, f"{above}{field.name}.") for field in fields))


@pytest.mark.parametrize("language", PAGES)
def test_every_field_is_described(site: Path, language: str) -> None:
    """Each document has a table of its fields with type and meaning; what stands in another's table is linked."""
    page = load_page(site / PAGES[language])
    found = tables(page)

    assert list(found) == list(DOCUMENT_MODELS)
    for name, rows in found.items():
        known = names(build_fields(DOCUMENT_MODELS[name]))
        assert set(rows) <= known
        for field in known - set(rows):
            above = field.partition(".")[0]
            assert rows[above][1].split()[-1] in DOCUMENT_MODELS
        assert [field for field, (type_, meaning, _) in rows.items() if not type_ or not meaning] == []


def test_examples_are_from_this_build(site: Path) -> None:
    """An example is a value of the build's own files."""
    found = tables(load_page(site / PAGES["zh"]))
    texts = {
        folder: "".join(path.read_text("utf-8") for path in (site / "api/v1" / folder).iterdir())
        for folder in ("achievements", "demands")
    }
    for document, folder in (("achievement", "achievements"), ("demand", "demands")):
        examples = {field: cells[2].removesuffix("…") for field, cells in found[document].items() if cells[2]}
        assert len(examples) > 40
        compact = re.sub(r"\s", "", texts[folder])
        assert [field for field, text in examples.items() if re.sub(r"\s", "", text) not in compact] == []
    assert found["manifest"]["counts.achievements"][2] == "10"


def test_every_file_is_described(site: Path) -> None:
    """The table of files has every kind; those that are one file are links that work."""
    for path in PAGES.values():
        table = load_page(site / path).all("table")[0]
        assert [row.all("td")[0].words for row in table.all("tr")[1:]] == [f"/{kind.template}" for kind in FILE_KINDS]
        links = [link.attributes["href"] for link in table.all("a") if not link.attributes["href"].startswith("#")]
        assert len(links) > 10
        assert [link for link in links if not (site / path).parent.joinpath(link).is_file()] == []


def test_markers(catalogue: Catalogue) -> None:
    """A marker that means nothing stays as it is, as does a link to a file that is not made."""
    views = Views(catalogue, Site("测试目录", ORIGIN, ""))
    text = "{{nothing}} {{file feed.json 订阅}} {{file no/such.json 没有}} {{consumer.py}}"

    assert expand_guide(text, views, Interface(made_feeds(views))) == (
        '{{nothing}} <a href="../../feed.json">订阅</a> {{file no/such.json 没有}} {{consumer.py}}'
    )


def test_facets_are_those_of_the_catalogue(own_project: Path) -> None:
    """Both pages name every facet, from the table that addresses are made from."""
    names = " ".join(f"{facet.name}" for facet in FACETS)
    for path in PAGES.values():
        article = load_page(own_project / "site" / path).one("article")
        told = [item for item in article.all("p") if "{facet}" in item.words]
        assert " ".join(code.words for item in told for code in item.all("code")).count(names) == 1


def test_standards_are_told_as_far_as_they_are_public(own_project: Path) -> None:
    """Each field of the table is one of the document; what no public text names is 待核."""
    page = load_page(own_project / "site" / PAGES["zh"])
    heads = ["字段", "名称", "GB/T 30523-2023", "DB37/T 2885-2016", "DB50/T 1014.3-2020"]
    (table,) = [table for table in page.all("table") if [cell.words for cell in table.all("th")] == heads]
    rows = {cells[0].words: [cell.words for cell in cells[2:]] for row in table.all("tr") if (cells := row.all("td"))}

    assert rows.keys() <= AchievementDocument.model_fields.keys()
    assert {field for standard in STANDARDS for field in standard.elements} <= rows.keys()
    assert rows["id"] == ["标识符", "信息资源标识符", "待核"]
    assert {cells[2] for cells in rows.values()} == {"待核"}
    assert rows["stage"] == ["待核"] * 3


def test_english_is_marked_as_such(site: Path) -> None:
    """The text of the English page is English to a screen reader, that of the Chinese one is the page's own."""
    languages = {name: load_page(site / path).one("article").attributes.get("lang") for name, path in PAGES.items()}

    assert languages == {"zh": None, "en": "en"}


def test_the_guide_shows_the_programs(own_project: Path) -> None:
    """The programs stand in both pages as they are in their files, and no marker is left."""
    for path in PAGES.values():
        page = load_page(own_project / "site" / path)
        every = [block.text.strip() for block in page.all("pre")]
        blocks = [block for block in every if not block.startswith("minisign")]
        assert blocks == [(GUIDE / name).read_text("utf-8").strip() for name in EXAMPLES]
        shown = reduce(lambda text, block: text.replace(block, ""), blocks, page.one("article").text)
        assert "{{" not in shown
        links = [link.attributes["href"] for link in page.one("article").all("a")]
        files = [link for link in links if not link.startswith("#") and not link.endswith("/")]
        assert [link for link in files if not (own_project / "site" / path).parent.joinpath(link).is_file()] == []


def run_consumer(address: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(GUIDE / "consumer.py"), address, str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in (folder / "api").rglob("*.json")}


def kept(files: dict[str, bytes]) -> dict[str, bytes]:
    """The documents that are to be kept: of records that are not withdrawn, each by its number of today."""
    documents = {
        name: json.loads(data)
        for name, data in files.items()
        if name.startswith(("api/v1/achievements/", "api/v1/demands/"))
    }
    wanted = {f"/{document['id']}.json" for document in documents.values() if document["withdrawn"] is None}
    return {name: files[name] for name in documents if name[name.rindex("/") :] in wanted}


def describe(source: Path, left_out: str = "") -> None:
    """Bring the manifest and its parts up to date with the files; those not there, or left out, are not named."""
    index = source / "api/v1/index.json"
    manifest = load_json(index)
    for part in manifest["parts"]:
        document = load_json(source / part["path"])
        there = [file for file in document["files"] if (source / file["path"]).is_file()]
        document["files"] = [file for file in there if file["path"] != left_out]
        for file in document["files"]:
            file["sha256"] = hashlib.sha256((source / file["path"]).read_bytes()).hexdigest()
        data = json.dumps(document).encode()
        (source / part["path"]).write_bytes(data)
        part["sha256"] = hashlib.sha256(data).hexdigest()
    index.write_text(json.dumps(manifest), encoding="utf-8")


def test_python_consumer_keeps_in_step(site: Path, tmp_path: Path) -> None:
    """Records that change or go are followed, withdrawn and former numbers left out, wrong sums refused."""
    source, copy = tmp_path / "site", tmp_path / "copy"
    for folder in ("achievements", "demands", "files"):
        shutil.copytree(site / "api/v1" / folder, source / "api/v1" / folder)
    shutil.copy(site / "api/v1/index.json", source / "api/v1/index.json")
    (copy / "api/v1/achievements").mkdir(parents=True)
    (copy / "api/v1/achievements" / "mine.json").write_text("[]")
    with serving(source) as address:
        assert run_consumer(address.rstrip("/"), copy).returncode == 0
        records = kept(contents(source))
        foreign = {"api/v1/achievements/mine.json": b"[]"}
        assert contents(copy) == records | foreign
        assert len(records) < len([*(source / "api/v1").rglob("[ad]2*.json")])

        changed, gone, withdrawn = (
            next(path for path in records if path.endswith(f"/{name}.json"))
            for name in ("a2026-ceshi-001", "d2026-ceshi-001", "d2026-ceshi-002")
        )
        fresh = records[changed].replace(b'"trl":6', b'"trl":7')
        (source / changed).write_bytes(fresh)
        refused = run_consumer(address, copy / "other")
        assert (refused.returncode, refused.stderr.strip()) == (1, "The site has just been updated: run this again.")

        taken_back = json.dumps(json.loads(records[withdrawn]) | {"withdrawn": {}}).encode()
        (source / withdrawn).write_bytes(taken_back)
        describe(source, left_out=gone)
        assert run_consumer(address, copy).returncode == 0
        left = {name: data for name, data in records.items() if name not in (gone, withdrawn)}
        assert contents(copy) == left | {changed: fresh} | foreign


def test_javascript_consumer_lists_what_is_open(site: Path, address: str, need: Callable[[str, str], str]) -> None:
    """It prints the open records under a value with agency and last day, as the group's document has them."""
    command = [need("node", "nodejs"), str(GUIDE / "consumer.mjs"), address.rstrip("/"), "marine-sector/port-shipping"]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    ids = load_json(site / "api/v1/by/marine-sector/port-shipping.json")["ids"]
    both = [*command, "agency/shiyan"]
    of_agency = load_json(site / "api/v1/by/agency/shiyan.json")["ids"]
    summaries = {item["id"]: item for name in ("achievements", "demands") for item in load_items(site, name)}
    items = [summaries[identifier] for identifier in ids]
    lines = [line.split("\t") for line in result.stdout.splitlines()]

    assert [line[0] for line in lines] == [item["id"] for item in items if item["is_open"]]
    found = subprocess.run(both, capture_output=True, text=True, check=True).stdout.splitlines()
    assert [line.split("\t")[0] for line in found] == [line[0] for line in lines if line[0] in of_agency]
    assert 0 < len(found) < len(lines)
    assert len(lines) < len(items)
    assert ["d2026-shiyan-003", "渔港进出船只的夜间识别", "试验蓝湾技术转移公司", "2026-09-21"] in [
        line[:4] for line in lines
    ]
