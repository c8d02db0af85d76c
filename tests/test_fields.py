"""A field is declared once: what is added to the schema is everywhere, what is kept out says why."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from building import REPOSITORY, build, make_project
from showcase.catalogue.load import Catalogue
from showcase.schema.records import MODELS
from showcase.schema.shapes import Shape, declared, paths

RECORD = "a2026-ceshi-001"
GROUP = """class Trial(Model):
    place: Annotated[Text100, Field(title="海试地点"), About("where")]
    day: Annotated[Date, Field(title="海试日期"), About("when")]


class Withdrawal(Model):"""
FIELDS = """    colour: Annotated[
        Line | None, Field(title="外观颜色", description="看上去的颜色", max_length=40), About("colour")
    ] = None
    materials: Annotated[
        list[Text100], Field(title="所用材料", description="主要的材料", max_length=5), About("materials")
    ] = []
    trial: Annotated[Trial | None, Field(title="海试情况", description="在哪里试过"), About("sea trial")] = None
    trials: Annotated[list[Trial], Field(title="历次海试", description="每次一条", max_length=5), About("trials")] = []
    contract_types: Annotated["""
VALUES = """colour: 孔雀蓝釉色
materials: [锆英砂粉, 玄武岩短纤]
trial: {place: 胶州湾口门, day: 2026-05-04}
trials:
  - {place: 灵山岛以东, day: 2026-06-07}
---
"""
ADDED = {
    "colour": ("外观颜色", ["孔雀蓝釉色"]),
    "materials": ("所用材料", ["锆英砂粉", "玄武岩短纤"]),
    "trial": ("海试情况", ["胶州湾口门"]),
    "trials": ("历次海试", ["灵山岛以东"]),
}
"""Label and searched words of each field that is added."""
ASK = """
import json, pathlib
from showcase.catalogue.load import load
from showcase.forge import build_files
from showcase.outputs.search import search_texts
catalogue = load(pathlib.Path.cwd())
texts = search_texts(catalogue.by_id["{record}"])
forms = build_files(catalogue.vocabularies)
form = next(text for path, text in forms.items() if "achievement" in path and path.endswith("yml"))
print(json.dumps({{"search": " ".join(texts.values()), "request": form}}))
"""
NOT_ON_THE_PAGE = {
    "disclosure.cleared": "what was cleared is seen where it stands; the consent itself is nobody's to read",
    "matches": "shown as confirmed or left out, in the words of the proposals",
    "superseded_by": "said at the top, by a link to the new record",
    "resolution": "said at the top, by a link to the achievement",
}
"""Parts of fields with a place of their own on the page whose texts do not stand there, and why."""


def patched(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose package declares four more fields, built; nothing but the declaration was written."""
    root = make_project(tmp_path_factory.mktemp("grown"))
    shutil.copytree(REPOSITORY / "scripts" / "showcase", root / "scripts" / "showcase")
    schema = root / "scripts" / "showcase" / "schema"
    patched(schema / "parts.py", "class Withdrawal(Model):", GROUP)
    patched(schema / "record.py", "Progress, Withdrawal", "Progress, Text100, Trial, Withdrawal")
    patched(schema / "record.py", "    contract_types: Annotated[", FIELDS)
    patched(root / "content" / "achievements" / "2026" / f"{RECORD}.md", "price: {mode", f"{VALUES[:-4]}price: {{mode")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(root / "scripts"))
        result = build(root)
    assert result.returncode == 0, result.stderr
    return root


@pytest.fixture(scope="module")
def told(grown: Path) -> dict[str, str]:
    """What the grown package searches a record by, and what it asks in the forge's form."""
    command = [sys.executable, "-c", ASK.format(record=RECORD)]
    environment = os.environ | {"PYTHONPATH": str(grown / "scripts")}
    answer = subprocess.run(command, cwd=grown, env=environment, capture_output=True, text=True, check=True)
    said: dict[str, str] = json.loads(answer.stdout)
    return said


def read(grown: Path, path: str) -> str:
    return unescape((grown / "site" / path).read_text(encoding="utf-8"))


def cells(grown: Path, path: str) -> list[str]:
    book = CalamineWorkbook.from_path(str(grown / "site" / path))
    return [str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]


@pytest.mark.parametrize("name", ADDED)
def test_a_new_field_is_everywhere(grown: Path, told: dict[str, str], name: str) -> None:
    """A text, a list, a group and a list of groups: on the page, in form, sheet, template, guides, data, search."""
    label, words = ADDED[name]
    places = {
        "page": read(grown, f"achievements/{RECORD}/index.html"),
        "form": read(grown, "submit/achievement/index.html"),
        "form's file": read(grown, "assets/form/page.js"),
        "guide": read(grown, "guide/agencies/index.html"),
        "API guide": read(grown, "guide/api/index.html"),
        "template": read(grown, "guide/agencies/index.html").partition("成果模板")[2],
        "request": told["request"],
        "sheet": "\n".join(cells(grown, "submit/template.xlsx")),
        "table": read(grown, "api/v1/dump/achievements.csv").partition("\n")[0],
        "schema": read(grown, "api/v1/schema/achievement.schema.json"),
        "source schema": read(grown, "api/v1/schema/achievement.source.schema.json"),
    }
    document = json.loads(read(grown, f"api/v1/achievements/{RECORD}.json"))
    held = {
        "document": json.dumps(document[name], ensure_ascii=False),
        "page": places["page"],
        "search": told["search"],
        "sheet of the agency": "\n".join(cells(grown, "submit/sheets/ceshi.xlsx")),
    }

    assert [place for place, text in places.items() if label not in text] == []
    assert [(place, word) for place, text in held.items() for word in words if word not in text] == []
    assert f'"{name}"' in read(grown, "search/index.json")
    assert f'"{name}":' in places["schema"]
    assert f'"{name}":' in read(grown, "api/v1/openapi.json")


def test_a_day_is_said_on_the_page(grown: Path) -> None:
    """What a group holds is worded there as everywhere."""
    assert "海试地点：胶州湾口门；海试日期：2026年5月4日" in read(grown, f"achievements/{RECORD}/index.html")


def texts(value: Any, above: str) -> Iterator[tuple[str, str]]:
    """Every text that a record's value holds, with its dotted path."""
    if isinstance(value, str):
        yield above, value
    elif isinstance(value, list):
        for item in value:
            yield from texts(item, above)
    elif hasattr(value, "model_fields_set"):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name), f"{above}.{name}")


def test_every_text_stands_on_its_page(catalogue: Catalogue, site: Path) -> None:
    """A field that record.html draws itself is drawn; codes stand there by their labels."""
    coded = {
        path for kind in MODELS for path, shape in paths(declared(kind)) if shape.vocabulary or shape.holds == "choice"
    }
    missing = []
    for entry in catalogue.entries:
        if entry.withdrawn:
            continue
        page = unescape((site / entry.url / "index.html").read_text(encoding="utf-8"))
        for shape in declared(entry.kind):
            if "page" in shape.about.absent or shape.name in NOT_ON_THE_PAGE:
                continue
            for path, text in texts(getattr(entry.record, shape.name), shape.name):
                known = path in coded or any(path.startswith(one) for one in NOT_ON_THE_PAGE)
                if not known and text not in page:
                    missing.append((entry.id, path, text))

    assert missing == []


@pytest.mark.parametrize("kind", MODELS)
def test_what_is_absent_says_why(kind: Any) -> None:
    """An output that does not have a field is named with a reason, in words."""
    absent = [(shape, reason) for _, shape in paths(declared(kind)) for reason in shape.about.absent.values()]

    assert absent
    assert [shape.name for shape, reason in absent if len(reason.split()) < 2] == []


def test_lists_have_limits() -> None:
    """A list without a limit of its own could not be laid out in a sheet."""
    unlimited: list[Shape] = [
        shape for kind in MODELS for _, shape in paths(declared(kind)) if shape.many and shape.most < 2
    ]

    assert unlimited == []
