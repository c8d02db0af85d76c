"""Names of attachments: found however they are composed, published under one name, reached by their address."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from showcase.files.markdown import body_faults, render_body
from showcase.files.names import address_of, composed, find_file

NAMES = [
    "a?b.png",
    "a#b.png",
    "达标100%.png",
    "%41.png",
    "现场 照片.png",
    "Übersicht.png",
    "a&b.png",
    'a"b.png',
    "a;b=c.png",
]


@pytest.mark.parametrize("name", NAMES)
def test_an_address_leads_to_the_file(name: str) -> None:
    """Whatever signs a name holds, its address is one path below the page."""
    parts = urlsplit(urljoin("https://a.example/achievements/x/", address_of(name)))

    assert (parts.query, parts.fragment) == ("", "")
    assert unquote(parts.path) == f"/achievements/x/{name}"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("other", ["NFC", "NFD"])
def test_names_are_compared_composed(tmp_path: Path, form: str, other: str) -> None:
    """A file is found and its picture is shown, however the record, the body and the system compose its name."""
    name, written = (unicodedata.normalize(one, "Übersicht é.png") for one in (form, other))
    (tmp_path / name).write_bytes(b"")
    body = f"![图](<{written}>)"

    assert find_file(tmp_path, written).read_bytes() == b""
    assert find_file(tmp_path, "fehlt.png") == tmp_path / "fehlt.png"
    assert list(body_faults(body, frozenset({composed(name)}))) == []
    assert render_body(body) == '<p><img src="%C3%9Cbersicht%20%C3%A9.png" alt="图"></p>'


@pytest.mark.parametrize("name", ["a?b.png", "a#b.png", "达标100%.png", "现场 照片.png"])
def test_a_picture_in_a_body_is_encoded(name: str) -> None:
    """A picture's address in the body is the one under which it is published."""
    body = f"![图](<{name}>)"

    assert list(body_faults(body, frozenset({name}))) == []
    assert f'src="{address_of(name)}"' in render_body(body)
