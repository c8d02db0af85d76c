"""A site on disk, before anybody sees it: does everything lead somewhere, is everything what it says it is?

What is checked: every address within the site (pages, anchors, scripts, styles, pictures), nothing loaded from
elsewhere, the manifest's checksums, every document against its published schema, well-formed HTML, sizes. A fault
here is one of templates, guides or settings, never of a record that passed `showcase check`.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from jsonschema_rs import Draft202012Validator

from showcase.files.problem import Message, Problem, Severity, sort_problems, text_line
from showcase.files.workers import spread
from showcase.outputs.feeds.base import API
from showcase.outputs.feeds.files import kind_of
from showcase.outputs.release import Draft
from showcase.publishing.built import BuiltSite
from showcase.publishing.markup import Pointer, read_markup

KIB = 1024
BUDGETS = {".html": 512 * KIB, ".css": 96 * KIB, ".js": 400 * KIB, ".svg": 256 * KIB, ".bin": 512 * KIB}
"""The most bytes, uncompressed, that one file of a kind may have: a phone on a slow line fetches it whole."""

_LOADED = {"script", "img", "source", "iframe", "video", "audio", "embed", "object", "track"}
_LOADED_RELATIONS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon"}
_IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*(["'])([^"'\n]+)\1""")
_STYLE_URL = re.compile(r"""url\(\s*["']?([^"'()]+)["']?\s*\)|@import\s+["']([^"']+)["']""")
_OF_THE_SEARCH = re.compile(r"search/[0-9a-f]{12}/")
_ID = re.compile(rb"""\sid=["']?([^"'\s>]+)""")

Fault = tuple[str, Message]


def _problem(path: str, fault: Fault, line: int = 1, column: int = 1, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(path, line, column, severity, fault[0], (), fault[1])


def changes_of(draft: Draft) -> Collection[str] | None:
    """The files of a draft to look at: all (None), or what is new and what may have been put in the wrong by that.

    What an earlier, verified build held needs no second look, unless something is gone that it may point at, a schema
    is another one, or an anchor is gone from a page that stays. No page points at a file of the search.
    """
    if any(not _OF_THE_SEARCH.match(path) for path in draft.gone):
        return None
    schemas = f"{API}/schema/"
    if any(path.startswith(schemas) for path in draft.fresh):
        return None
    pages = [path for path in draft.fresh if path.endswith(".html") and (draft.live / path).is_file()]
    lost = {anchor for path in pages for anchor in _anchors(draft.live / path) - _anchors(draft.folder / path)}
    return {*draft.fresh, *_pointing(draft, lost)} if lost else draft.fresh


def _anchors(page: Path) -> set[bytes]:
    return set(_ID.findall(page.read_bytes()))


def _pointing(draft: Draft, anchors: Collection[bytes]) -> Iterator[str]:
    """The pages in which one of the anchors stands after a #, as it is or percent-encoded."""
    written = {form for anchor in anchors for form in (anchor, quote(anchor).encode(), quote(anchor).lower().encode())}
    pointing = re.compile(b"#(?:%s)" % b"|".join(map(re.escape, written)))
    pages = [path for path in draft.sums if path.endswith(".html")]
    return (path for path in pages if pointing.search((draft.folder / path).read_bytes()))


def verify(draft: Draft, url: str) -> tuple[int, int, str]:
    """A finished draft of the site at `url`: the number of errors, that of all faults, and these, a line each."""
    faults = sort_problems(check_site(BuiltSite(draft.folder, url), changes_of(draft)))
    return sum(fault.is_error for fault in faults), len(faults), "\n".join(map(text_line, faults))


def check_site(site: BuiltSite, fresh: Collection[str] | None = None) -> Iterator[Problem]:
    """Every fault of the files `fresh` (`changes_of`), or of all."""
    new = sorted(site.paths if fresh is None else site.paths.intersection(fresh))
    ids: dict[str, frozenset[str]] = {}
    sections: list[tuple[str, Pointer, str]] = []
    looked = spread(lambda number: _look(site, new[number]), len(new), len(new), chunk=64)
    for path, found in zip(new, looked, strict=True):
        yield from found.problems
        ids[path] = found.ids
        sections += ((path, pointer, page) for pointer, page in found.sections)
    yield from _check_sections(site, ids, sections)
    yield from _check_manifest(site)


@dataclass(frozen=True)
class _Looked:
    """What is wrong with a file for itself; of a page its ids, and the sections of pages that it points at."""

    problems: list[Problem]
    ids: frozenset[str] = frozenset()
    sections: Sequence[tuple[Pointer, str]] = ()


def _look(site: BuiltSite, path: str) -> _Looked:
    problems = list(_check_size(site, path))
    if path.endswith(".html"):
        return _look_at_page(site, path, problems)
    if check := _BY_SUFFIX.get(_suffix(path)):
        problems += check(site, path)
    return _Looked(problems)


def _suffix(path: str) -> str:
    return os.path.splitext(path)[1]  # noqa: PTH122  # thousands


def _look_at_page(site: BuiltSite, path: str, problems: list[Problem]) -> _Looked:
    """每个站内链接和资源都要有去处；页面不从别处加载任何东西；HTML 的元素在打开的地方结束，id 只写一次。
    Every address within the site leads somewhere; nothing is loaded from elsewhere; the HTML is well formed."""
    sections: list[tuple[Pointer, str]] = []
    markup = read_markup(site.read(path))
    for line, column, said in markup.faults:
        problems.append(_problem(path, ("markup", Message(f"HTML 有误：{said}", said)), line, column))
    for pointer in markup.pointers:
        found, fault = _follow(site, path, pointer)
        if fault:
            problems.append(_problem(path, fault, pointer.line))
        elif found and found.endswith(".html") and "#" in pointer.target:
            sections.append((pointer, found))
    return _Looked(problems, markup.ids, sections)


def _check_sections(
    site: BuiltSite, ids: dict[str, frozenset[str]], sections: Iterable[tuple[str, Pointer, str]]
) -> Iterator[Problem]:
    """链接所指的那一节要在那一页上。
    The section that a link points at is on the page that it leads to."""
    for path, pointer, found in sections:
        anchor = unquote(urlsplit(pointer.target).fragment)
        if found not in ids:
            ids[found] = read_markup(site.read(found)).ids
        if anchor and anchor not in ids[found]:
            message = Message(f"“{pointer.target}”所指的页面没有这一节", f"{pointer.target!r}: no such anchor there")
            yield _problem(path, ("dead-anchor", message), pointer.line)


def _follow(site: BuiltSite, path: str, pointer: Pointer) -> tuple[str | None, Fault | None]:
    """The file of this site that a page points at, and what is wrong with the address."""
    parts = urlsplit(pointer.target)
    if parts.scheme or parts.netloc:
        return None, _fault_of_absolute(site, pointer)
    found = path if not parts.path else site.file_from(path, parts.path)
    return found, None if found else _dead(pointer.target)


def _fault_of_absolute(site: BuiltSite, pointer: Pointer) -> Fault | None:
    loads = pointer.tag in _LOADED or not _LOADED_RELATIONS.isdisjoint(pointer.rel.split())
    target = pointer.target
    if urlsplit(target).scheme in ("javascript", "vbscript"):
        return "script-address", Message(f"“{target}”会运行脚本", f"{target!r} runs a script")
    if loads and not target.startswith(("data:image/", site.root)):
        return _foreign(target)
    if pointer.tag == "link" and target.startswith(site.root) and not site.file_at(urlsplit(target).path):
        return _dead(target)
    return None


def _dead(target: str) -> Fault:
    return "dead-link", Message(f"“{target}”没有去处", f"{target!r} leads nowhere")


def _foreign(target: str) -> Fault:
    return "foreign-origin", Message(f"从别处加载“{target}”", f"{target!r} is loaded from elsewhere")


def _check_script(site: BuiltSite, path: str) -> Iterator[Problem]:
    """脚本只从本站引入别的脚本，而且那些脚本都在。
    Scripts import from this site only, and what they import is there."""
    yield from _check_references(site, path, [found[1] for found in _IMPORT.findall(site.read(path).decode())])


def _check_style(site: BuiltSite, path: str) -> Iterator[Problem]:
    """样式只引用本站的文件，而且那些文件都在。
    Styles refer to files of this site only, and those are there."""
    targets = [url or imported for url, imported in _STYLE_URL.findall(site.read(path).decode())]
    yield from _check_references(site, path, [target for target in targets if not target.startswith(("data:", "#"))])


def _check_references(site: BuiltSite, path: str, targets: list[str]) -> Iterator[Problem]:
    for target in targets:
        if urlsplit(target).scheme or target.startswith("//"):
            yield _problem(path, _foreign(target))
        elif not site.file_from(path, urlsplit(target).path):
            yield _problem(path, _dead(target))


def _check_document(site: BuiltSite, path: str) -> Iterator[Problem]:
    """接口的每个文件都符合公布的 Schema。
    Every document of the API fulfils its published schema."""
    try:
        schema = kind_of(path).schema
    except LookupError:
        return  # not of the API
    if schema is None:
        return
    document = json.loads(site.read(path))
    for error in _validator(site, schema).iter_errors(document):
        place = "/".join(map(str, error.instance_path))
        text = error.message[:200]
        yield _problem(
            path,
            ("schema", Message(f"{place or '全文'}不符合 {schema} 的 Schema：{text}", f"{place}: {schema}: {text}")),
        )
        return


def _validator(site: BuiltSite, schema: str) -> Draft202012Validator:
    if schema not in site.validators:
        document = json.loads(site.read(f"{API}/schema/{schema}.schema.json"))
        site.validators[schema] = Draft202012Validator(document)
    return site.validators[schema]


def _check_manifest(site: BuiltSite) -> Iterator[Problem]:
    """总目录里的每个文件都在，大小和 SHA-256 与所写一致。
    Every file of the manifest is there, of the size and the SHA-256 that it says."""
    path = f"{API}/index.json"
    if path not in site.paths:
        yield _problem(path, ("manifest", Message("缺少总目录", "the manifest is missing")))
        return
    parts = json.loads(site.read(path))["parts"]
    files = (
        file for part in parts if part["path"] in site.paths for file in json.loads(site.read(part["path"]))["files"]
    )
    for file in chain(parts, files):
        name = file["path"]
        data = site.read(name) if name in site.paths else b""
        if len(data) != file["size"] or hashlib.sha256(data).hexdigest() != file["sha256"]:
            yield _problem(
                path, ("manifest", Message(f"{name} 与总目录所写的不一致", f"{name} is not what the manifest says"))
            )


def _check_size(site: BuiltSite, path: str) -> Iterator[Problem]:
    """每个文件不超过同类文件的大小上限；超过的照样发布，但要说出来：列表随目录变长。
    No file exceeds the budget of its kind. One that does is published and told of: lists grow with the catalogue."""
    most = BUDGETS.get(_suffix(path))
    if most and (size := site.size(path)) > most:
        yield _problem(
            path,
            ("size", Message(f"文件为 {size // KIB} KiB，上限 {most // KIB} KiB", f"{size} bytes, {most} at most")),
            severity=Severity.WARNING,
        )


_BY_SUFFIX: dict[str, Callable[[BuiltSite, str], Iterator[Problem]]] = {
    ".js": _check_script,
    ".css": _check_style,
    ".json": _check_document,
}
