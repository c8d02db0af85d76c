"""The site as a real nginx serves it with deploy/nginx.conf."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import urllib3

from building import REPOSITORY
from serving_nginx import Nginx, nginx
from showcase.outputs.feeds.files import MEDIA_TYPES

Get = Callable[..., urllib3.BaseHTTPResponse]
BATTERY = "achievements/a2026-ceshi-001"


@pytest.fixture(scope="module")
def server(site: Path, need: Callable[[str, str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    """The built site, with a few files that a build does not make yet or must not show."""
    folder = tmp_path_factory.mktemp("nginx") / "site"
    shutil.copytree(site, folder)
    for path in EXTRA:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("海" * 1000, "utf-8")
    with nginx(need("nginx", "nginx-light"), folder, tmp_path_factory.mktemp("prefix")) as running:
        yield running


EXTRA = {
    "atom.xml": "application/atom+xml",
    "feeds/industry/ai.atom": "application/atom+xml",
    "feeds/industry/ai.xml": "application/atom+xml",
    "search/0123456789ab/shards/0.bin": "application/octet-stream",
    "deadlines.ics": "text/calendar; charset=utf-8",
    "catalog.jsonld": "application/ld+json",
    "api/v1/dump/demands.csv": "text/csv; charset=utf-8",
    "api/v1/dump/all.ndjson.gz": "application/gzip",
    "api/v1/dump/all.zip": "application/zip",
    "api/v1/dump/demands.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "achievements/a2026-ceshi-001/x.pdf": "application/pdf",
    "achievements/a2026-ceshi-001/x.mp4": "video/mp4",
    "achievements/a2026-ceshi-001/x.webm": "video/webm",
    ".git/config": "",
    "api/.hidden.json": "",
    ".well-known/acme-challenge/token": "application/octet-stream",
}
TYPES = {path: kind for path, kind in EXTRA.items() if kind} | {
    "": "text/html; charset=utf-8",
    f"{BATTERY}/": "text/html; charset=utf-8",
    f"{BATTERY}/source.md": "text/markdown; charset=utf-8",
    f"{BATTERY}/ocv.png": "image/png",
    "feed.json": "application/feed+json",
    "feeds/industry/ai.json": "application/feed+json",
    "api/v1/index.json": "application/json",
    f"api/v1/{BATTERY}.json": "application/json",
    "api/v1/schema/achievement.schema.json": "application/schema+json",
    "api/v1/csv-metadata.json": "application/csvm+json",
    "api/v1/changes.json": "application/json",
    "assets/showcase.css": "text/css; charset=utf-8",
    "assets/theme.js": "text/javascript; charset=utf-8",
    "assets/search/page.js": "text/javascript; charset=utf-8",
    "assets/favicon.svg": "image/svg+xml",
    "manifest.webmanifest": "application/manifest+json",
    "sw.js": "text/javascript; charset=utf-8",
    "robots.txt": "text/plain; charset=utf-8",
    "sitemap.xml": "application/xml",
}


@pytest.fixture(scope="module")
def get(server: Nginx) -> Get:
    """Asks for a path below the site's root, following nothing."""
    pool = urllib3.PoolManager()

    def ask(path: str, method: str = "GET", **headers: str) -> urllib3.BaseHTTPResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return pool.request(method, server.url + path, headers=named, redirect=False, decode_content=False)

    return ask


@pytest.mark.parametrize("path", TYPES)
def test_types(get: Get, path: str) -> None:
    """Every kind of file comes with its registered type, and text with its encoding."""
    answer = get(path)

    assert (answer.status, answer.headers["Content-Type"]) == (200, TYPES[path])


def test_every_kind_of_file_for_other_systems_has_its_type() -> None:
    """A suffix that the table of files knows is one that nginx knows, by the same type."""
    block = (REPOSITORY / "deploy" / "nginx.conf").read_text("utf-8").partition("\ntypes {")[2].partition("}")[0]
    lines = [line.rstrip(";").split() for line in block.splitlines() if line]
    served = {f".{suffix}": kind for kind, *suffixes in lines for suffix in suffixes}
    elsewhere = {".xml"}  # atom.xml has a location of its own, since other .xml files are none of ours

    assert {suffix: served.get(suffix) for suffix in MEDIA_TYPES if suffix not in elsewhere} == {
        suffix: kind for suffix, kind in MEDIA_TYPES.items() if suffix not in elsewhere
    }


@pytest.mark.parametrize("path", ["", f"{BATTERY}/", "feed.json", "api/v1/index.json", "assets/showcase.css", "sw.js"])
def test_what_may_change_is_asked_for_again(get: Get, path: str) -> None:
    """An address whose content may change is kept but asked for, and unchanged it is not sent again."""
    answer = get(path, Accept_Encoding="gzip")
    assert answer.headers["Cache-Control"] == "no-cache"
    again = get(path, Accept_Encoding="gzip", If_None_Match=answer.headers["ETag"])
    assert (again.status, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == "no-cache"

    assert get(path, If_None_Match='"other"').status == 200


def test_what_has_its_version_in_its_address_is_kept(get: Get) -> None:
    """What the search reads is never asked for again; that it is not there any more is."""
    answer = get("search/0123456789ab/shards/0.bin", Accept_Encoding="gzip")
    gone = get("search/ba9876543210/shards/0.bin")

    assert answer.headers["Cache-Control"] == "public, max-age=2592000, immutable"
    assert (gone.status, gone.headers["Cache-Control"]) == (404, "no-cache")
    assert get("search/index.json").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["feed.json", "feeds/industry/ai.json", "api/v1/index.json", "deadlines.ics"])
def test_any_site_may_read_the_data(get: Get, path: str) -> None:
    """Feeds and API may be read by the scripts of any site, asked for beforehand or not."""
    answer = get(path, Origin="https://elsewhere.example")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]

    asked = get(path, "OPTIONS", Origin="https://elsewhere.example", Access_Control_Request_Method="GET")
    assert (asked.status, asked.data) == (204, b"")
    assert asked.headers["Access-Control-Allow-Origin"] == "*"
    assert asked.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert get("api/v1/none.json").headers["Access-Control-Allow-Origin"] == "*"


def test_ordinary_headers_may_be_sent(get: Get) -> None:
    """A script's request with the headers that libraries add is allowed beforehand, whatever they are."""
    headers = "accept,authorization,content-type,if-none-match,x-requested-with"
    asked = get("api/v1/index.json", "OPTIONS", Origin="https://a.example", Access_Control_Request_Headers=headers)

    assert (asked.status, asked.headers["Access-Control-Allow-Headers"]) == (204, headers)


@pytest.mark.parametrize(
    "path", ["/api/v1/index.json", "%61pi/v1/index.json", "x/../api/v1/index.json", "api//v1/index.json"]
)
def test_the_address_that_is_served_decides(get: Get, path: str) -> None:
    """However an address is written, what it leads to decides who may read it."""
    answer = get(path)

    assert (answer.status, answer.headers.get("Access-Control-Allow-Origin")) == (200, "*")


@pytest.mark.parametrize("path", ["x/%2e%2e/search/", "api/../search/"])
def test_a_detour_by_the_api_opens_nothing(get: Get, path: str) -> None:
    """A page that is written as if it lay below the API is a page."""
    assert "Access-Control-Allow-Origin" not in get(path).headers


def test_a_list_may_be_framed(get: Get) -> None:
    """The pages below /embed/ may stand in the frames of any site, and run no script; no other page may."""
    policy = get("embed/industry/green-energy/").headers["Content-Security-Policy"]

    assert "frame-ancestors *" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize("path", ["", f"{BATTERY}/", "search/index.json", "assets/theme.js", "apiary", "x/api/v1/"])
def test_pages_are_for_this_site(get: Get, path: str) -> None:
    """What is not data has no word for the scripts of other sites."""
    assert "Access-Control-Allow-Origin" not in get(path).headers
    assert get(path, "OPTIONS").status in (404, 405)


@pytest.mark.parametrize(
    "path",
    ["", "feed.json", "api/v1/achievements.json", "assets/showcase.css", "assets/lunr.js", "deadlines.ics", "atom.xml"],
)
def test_compression(get: Get, path: str) -> None:
    """Text is compressed for who can read it so, plain for who cannot, and caches are told."""
    packed, plain = get(path, Accept_Encoding="gzip"), get(path)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(packed.data) == plain.data


def test_what_is_packed_already_is_not_packed_again(get: Get) -> None:
    """Pictures, spreadsheets and archives go as they are."""
    for path in (f"{BATTERY}/ocv.png", "api/v1/dump/demands.xlsx", "api/v1/dump/all.zip"):
        assert "Content-Encoding" not in get(path, Accept_Encoding="gzip").headers


@pytest.mark.parametrize("path", ["", f"{BATTERY}/", "api/v1/index.json", "no-such-page/", "assets/theme.js"])
def test_security_headers(get: Get, path: str) -> None:
    """Every answer forbids foreign and inline scripts, guessing at types and foreign frames."""
    headers = get(path).headers

    assert "script-src 'self';" in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Server"] == "nginx"


@pytest.mark.parametrize("path", [BATTERY, "achievements", "industry/ai", "search"])
def test_the_slash_is_added(get: Get, path: str) -> None:
    """A page's address without its slash leads to the page, on whatever host and port it was asked for."""
    answer = get(path)

    assert (answer.status, answer.headers["Location"]) == (301, f"/{path}/")


@pytest.mark.parametrize(
    "path",
    ["no-such-page/", "api/v1/none.json", "api/", "feeds/", "assets/", ".git/config", "api/.hidden.json", "404.html"],
)
def test_what_is_not_there(get: Get, site: Path, path: str) -> None:
    """An unknown address, a folder without page and a hidden file give the page that says so, with its status."""
    answer = get(path)

    assert answer.status == 404
    assert answer.data == (site / "404.html").read_bytes()
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["../building.py", "%2e%2e/%2e%2e/etc/passwd", "api/v1/..%2f..%2f..%2fetc/passwd"])
def test_no_way_out(get: Get, path: str) -> None:
    """No address leads out of the site's folder."""
    assert get(path).status in (400, 404)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_is_written(get: Get, method: str) -> None:
    """The site is read only."""
    assert get("api/v1/index.json", method).status == 405


def test_error_log_is_quiet(server: Nginx, get: Get) -> None:
    """nginx finds nothing wrong in the configuration."""
    get("")

    assert "[warn]" not in (server.prefix / "error.log").read_text("utf-8")
    assert "[emerg]" not in (server.prefix / "error.log").read_text("utf-8")


def test_a_pdf_opens_in_the_browser(get: Get) -> None:
    """A PDF file has the part of the policy that leaves the browser's viewer alone."""
    assert get(f"{BATTERY}/x.pdf").headers["Content-Security-Policy"] == "frame-ancestors 'self'"
