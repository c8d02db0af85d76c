"""The table of outputs: everything that the catalogue puts on the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TypeVar
from xml.sax.saxutils import escape

from showcase.catalogue.entry import Entry
from showcase.derived.english import english_url
from showcase.derived.views import Output, Views
from showcase.files.digests import digest
from showcase.files.kept import recall
from showcase.files.names import composed, find_file
from showcase.files.pictures import render_sizes, sized
from showcase.files.stages import Stages
from showcase.files.workers import spread
from showcase.outputs.form import render_form
from showcase.outputs.offline import MANIFEST, render_manifest
from showcase.outputs.pages import Page, Renderer, Shell, fill_shell, list_jobs, render_embeds, render_entry
from showcase.outputs.search import render_search
from showcase.outputs.workbooks import render_workbooks

T = TypeVar("T")

SITEMAP_PAGES = 40_000
"""The most that a sitemap names: 50,000 and 50 MB are allowed, and addresses may be long."""
_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


Put = Callable[[str, bytes], T]
"""What becomes of a file where it is made, which may be a worker: bytes are not sent from process to process."""


def render_tools(views: Views, stages: Stages, put: Put[T]) -> list[T]:
    """What people use beside the pages: search, workbooks, form, sources and attachments. It needs the views alone."""
    made = chain(
        stages.each("生成搜索", render_search(views.catalogue, lambda: views.matches)),
        stages.each("生成表格", render_workbooks(views)),
        stages.each("生成表单", render_form(views)),
        stages.each("复制原文和附件", render_sources(views)),
    )
    return [put(path, data) for path, data in made]


def render_pages(
    theme: Path, shells: Mapping[Shell, str], views: Views, stages: Stages, put: Put[T], guides: Sequence[Page] = ()
) -> Iterator[T]:
    """Every page, and what names them all.

    `shells` are the empty pages by language and depth. `guides` are the pages that MkDocs itself has made, which quote
    what other systems read (`feeds.render_feeds`): the sitemap names them too.
    """
    asked_in = ["", *(page.path for page in guides if page.indexed)]
    renderer = Renderer(theme, views)
    for path, made in _fill_pages(renderer, shells, views, stages, put):
        asked_in += [path] if path is not None else []
        yield made
    others = {MANIFEST: render_manifest(views.site)}
    others |= render_embeds(renderer)
    others |= render_sitemaps(asked_in, views)
    others["robots.txt"] = f"User-agent: *\nAllow: /\nSitemap: {views.site.absolute('sitemap.xml')}\n".encode()
    yield from (put(path, data) for path, data in others.items())


def _fill_pages(
    renderer: Renderer, shells: Mapping[Shell, str], views: Views, stages: Stages, put: Put[T]
) -> Iterator[tuple[str | None, T]]:
    """Every page's path, if search engines are asked in, and what has become of its file."""
    entries = views.catalogue.entries

    def fill(page: Page) -> tuple[str | None, T]:
        return page.path if page.indexed else None, put(page.file, fill_shell(shells[page.shell], page, views.site))

    def fill_entry(number: int) -> list[tuple[str | None, T]]:
        return [fill(page) for page in render_entry(renderer, entries[number])]

    jobs = list_jobs(renderer)

    def fill_list(number: int) -> list[tuple[str | None, T]]:
        return [fill(page) for page in jobs[number]()]

    for filled in stages.each("生成记录页", spread(fill_entry, len(entries), len(entries), chunk=16)):
        yield from filled
    for filled in stages.each("生成列表页", spread(fill_list, len(jobs), len(entries))):
        yield from filled


def render_sources(views: Views) -> Iterator[Output]:
    """Each record's file as its author wrote it, and its attachments."""
    for entry in views.catalogue.entries:
        yield f"{entry.url}source.md", entry.source.blob
        path = views.catalogue.root / entry.source.path
        for attachment in entry.record.attachments:
            file = find_file(path.with_suffix(""), attachment.file)
            data = file.read_bytes()
            yield f"{entry.url}{composed(attachment.file)}", data
            if attachment.shown:
                for width, small in _sizes(data):
                    yield f"{entry.url}{composed(sized(attachment.file, width))}", small


def _sizes(data: bytes) -> list[tuple[int, bytes]]:
    return recall("pictures", digest(data), lambda: list(render_sizes(data)))


def render_sitemaps(paths: Sequence[str], views: Views) -> Iterator[Output]:
    """sitemap.xml: every page that search engines are asked in (https://www.sitemaps.org/protocol.html).

    Of more than a file may hold it is an index of files beside it, one for each year in which records were published
    and one for the other pages: what is older stays as it is. An index may name no other, and a file only what stands
    below its own folder.
    """
    records = {url: entry for entry in views.catalogue.entries for url in (entry.url, english_url(entry.url))}
    if len(paths) <= SITEMAP_PAGES:
        yield "sitemap.xml", _render_sitemap(paths, records, views)
        return
    groups: dict[str, list[str]] = {}
    for path in sorted(paths):
        groups.setdefault(str(records[path].record.published.year) if path in records else "pages", []).append(path)
    names = []
    for name, members in sorted(groups.items()):
        for number, start in enumerate(range(0, len(members), SITEMAP_PAGES), start=1):
            names.append(f"sitemap-{name}.xml" if number == 1 else f"sitemap-{name}-{number}.xml")
            yield names[-1], _render_sitemap(members[start : start + SITEMAP_PAGES], records, views)
    places = "\n".join(f"<sitemap><loc>{escape(views.site.absolute(name))}</loc></sitemap>" for name in names)
    yield "sitemap.xml", f"{_XML}\n<sitemapindex {_SPACE}>\n{places}\n</sitemapindex>\n".encode()


def _render_sitemap(paths: Iterable[str], records: Mapping[str, Entry], views: Views) -> bytes:
    lines = [_XML, f"<urlset {_SPACE}>"]
    for path in paths:
        day = f"<lastmod>{records[path].modified.date().isoformat()}</lastmod>" if path in records else ""
        lines.append(f"<url><loc>{escape(views.site.absolute(path))}</loc>{day}</url>")
    return "\n".join([*lines, "</urlset>", ""]).encode()
