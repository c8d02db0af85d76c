"""Every page of the catalogue, one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, StrictUndefined

from showcase.authoring.taken import build_taken
from showcase.catalogue.entry import Entry
from showcase.derived.english import FOLDER
from showcase.derived.indexes import group_url, whole_codes
from showcase.derived.views import Views
from showcase.files.names import address_of
from showcase.files.pictures import SIZES
from showcase.files.templates import KeptBytecode, Loader
from showcase.outputs.assets import COVER
from showcase.outputs.pages.booklet import build_booklet_leaves
from showcase.outputs.pages.cases import build_case_leaves
from showcase.outputs.pages.english import build_english_record
from showcase.outputs.pages.english_list import build_english_lists
from showcase.outputs.pages.events import build_event_leaves
from showcase.outputs.pages.form import build_form_page
from showcase.outputs.pages.freshness import build_freshness_leaves
from showcase.outputs.pages.home import build_home
from showcase.outputs.pages.leaf import Leaf
from showcase.outputs.pages.linked_data import build_linked_data
from showcase.outputs.pages.lists import (
    FACET_TITLES,
    ListPage,
    build_archive_pages,
    build_facet_page,
    build_group_pages,
    build_kind_pages,
)
from showcase.outputs.pages.need import build_need_leaves
from showcase.outputs.pages.page import Page, script_json
from showcase.outputs.pages.proposals import build_unanswered_page
from showcase.outputs.pages.recipients import build_recipient_leaves
from showcase.outputs.pages.record import build_record_page
from showcase.outputs.pages.statistics import build_statistics_leaves
from showcase.outputs.pages.supply import build_supply_leaves
from showcase.schema.records import FOLDERS, MODELS, Kind
from showcase.schema.words import say_date

LEAVES: tuple[Callable[[Views], Iterator[Leaf]], ...] = (
    build_recipient_leaves,
    build_supply_leaves,
    build_statistics_leaves,
    build_freshness_leaves,
    build_case_leaves,
    build_need_leaves,
    build_booklet_leaves,
    build_english_lists,
    build_event_leaves,
)
_SECTION_OF = {"marine-sector": "industry", "category": "contract-type"}
"""Facets that the header shows under another name; those it does not show light nothing."""


class Renderer:
    """Templates of theme/pages with what all of them may use."""

    def __init__(self, theme: Path, views: Views) -> None:
        self.views = views
        self.environment = Environment(
            loader=Loader(theme / "pages"),
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=False,  # a build has one theme; else every page asks the disk for every template
            bytecode_cache=KeptBytecode(),
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.filters["say_date"] = say_date
        self.environment.filters["address"] = address_of
        self.environment.filters["query"] = say_query
        self.environment.globals["site"] = views.site
        self.environment.globals["beginning"] = not views.catalogue.listed
        self.environment.globals["as_of"] = views.catalogue.as_of

    def render(self, template: str, depth: int, **context: Any) -> str:
        """HTML of a template; `root` leads from a page at `depth` to the site's root."""
        return self.environment.get_template(template).render(root="../" * depth or "./", **context)


def say_query(text: str) -> str:
    """A text as a value of an address's query; Chinese stands as itself, as addresses in HTML may have it."""
    return "".join(sign if sign.isalnum() and not sign.isascii() else quote(sign, safe="") for sign in text)


def render_entry(renderer: Renderer, entry: Entry) -> Iterator[Page]:
    """A record's page, the redirects from its former addresses, and the same in English if it has its texts."""
    yield render_record(renderer, entry)
    for alias in entry.record.aliases:
        yield _render_redirect(renderer, entry, alias)
    for leaf in build_english_record(entry, renderer.views):
        yield _render_leaf(renderer, leaf)


def list_jobs(renderer: Renderer) -> list[Callable[[], Iterator[Page]]]:
    """Lists, overviews, search, archive; neither records nor the home page: what makes them, each for itself."""
    index = renderer.views.indexes
    return [
        *(partial(_render_kind, renderer, kind) for kind in FOLDERS),
        *(partial(_render_leaves, renderer, build_leaves) for build_leaves in LEAVES),
        *(partial(_render_facet, renderer, name) for name in FACET_TITLES),
        *(partial(_render_group, renderer, name, code) for name in FACET_TITLES for code in index[name].groups),
        partial(_render_archive, renderer),
        partial(_render_ways, renderer),
        partial(render_former, renderer),
    ]


def lists_with(renderer: Renderer, entries: Iterable[Entry]) -> dict[str, Callable[[], Iterator[Page]]]:
    """By its address what makes each list on which one of the entries stands."""
    lists: dict[str, Callable[[], Iterator[Page]]] = {}
    for entry in entries:
        lists[f"{FOLDERS[entry.kind]}/"] = partial(_render_kind, renderer, entry.kind)
        for name in FACET_TITLES:
            for code in whole_codes(name, entry):
                lists[group_url(name, code)] = partial(_render_group, renderer, name, code)
    return lists


def render_home(theme: Path, views: Views, introduction: str) -> Page:
    """The home page; `introduction` is the site's own HTML from content/index.md."""
    renderer = Renderer(theme, views)
    home = build_home(views)
    content = renderer.render("home.html", 0, home=home, introduction=introduction)
    return Page("", views.site.name, views.site.description, content, twin=FOLDER if home.english is not None else None)


def render_record(renderer: Renderer, entry: Entry) -> Page:
    """One record's page."""
    page = build_record_page(entry, renderer.views)
    return Page(
        path=entry.url,
        title=entry.record.title,
        description=entry.record.summary,
        content=renderer.render("record.html", 2, page=page, entry=entry, record=entry.record),
        section=FOLDERS[entry.kind],
        linked_data=build_linked_data(entry, renderer.views.site),
        indexed=entry.listed,
        image=f"{entry.url}{page.pictures[0].addresses[SIZES[-1]]}" if page.pictures else COVER,
        twin=page.english_url,
    )


def _render_kind(renderer: Renderer, kind: Kind) -> Iterator[Page]:
    for page in build_kind_pages(renderer.views, kind):
        yield _render_list(renderer, page, FOLDERS[kind])


def _render_facet(renderer: Renderer, name: str) -> Iterator[Page]:
    """The overview of a facet."""
    overview = build_facet_page(renderer.views.indexes[name])
    content = renderer.render("facet.html", 1, page=overview)
    yield Page(overview.url, overview.title, overview.intro, content, _SECTION_OF.get(name, name))


def _render_group(renderer: Renderer, name: str, code: str) -> Iterator[Page]:
    """The list of one value of a facet."""
    section = _SECTION_OF.get(name, name)
    for page in build_group_pages(renderer.views.indexes[name].groups[code], renderer.views):
        yield _render_list(renderer, page, section)


def _render_leaves(renderer: Renderer, build_leaves: Callable[[Views], Iterator[Leaf]]) -> Iterator[Page]:
    for leaf in build_leaves(renderer.views):
        yield _render_leaf(renderer, leaf)


def _render_ways(renderer: Renderer) -> Iterator[Page]:
    """Pages of which there is one each, however many records there are."""
    yield _render_search(renderer)
    yield _render_unanswered(renderer)
    yield _render_saved(renderer)
    yield _render_submit(renderer)
    yield _render_sheet(renderer)
    for kind in MODELS:
        yield _render_form(renderer, kind)


def _render_leaf(renderer: Renderer, leaf: Leaf) -> Page:
    content = renderer.render(leaf.template, leaf.path.count("/"), page=leaf.model)
    return Page(
        path=leaf.path,
        title=leaf.title,
        description=leaf.description,
        content=content,
        section=leaf.section,
        linked_data=leaf.linked_data,
        indexed=leaf.indexed,
        moved_to=leaf.moved_to,
        script=leaf.script,
        image=leaf.image,
        twin=leaf.twin,
    )


def _render_list(renderer: Renderer, page: ListPage, section: str) -> Page:
    title = " · ".join([page.title, *(name for name, _ in page.trail)]) + page.pager.suffix
    description = f"{page.title}：{page.counts or '暂无公开记录'}。{''.join(page.intro[:1])}"
    content = renderer.render("list.html", page.path.count("/"), page=page)
    # Every page has the feeds of everything in its head already.
    own = page.feed != "feed"
    feeds = (("application/feed+json", f"{page.feed}.json"), ("application/atom+xml", page.atom)) if own else ()
    return Page(page.path, title, description, content, section, feeds=feeds)


def _render_search(renderer: Renderer) -> Page:
    indexes = renderer.views.indexes
    ways = [build_facet_page(indexes[name]) for name in ("marine-sector", "industry", "contract-type")]
    ways = [way for way in ways if any(choice.count for tier in way.tiers for choice in tier.choices)]
    content = renderer.render("search.html", 1, ways=ways, total=sum(1 for _ in renderer.views.catalogue.entries))
    return Page(
        "search/", "搜索", "在全部成果与需求中搜索。", content, "search", indexed=False, script="search/page.js"
    )


def _render_unanswered(renderer: Renderer) -> Page:
    content = renderer.render("unanswered.html", 1, page=build_unanswered_page(renderer.views))
    description = "仍在征集、目录里还没有合适成果的企业技术需求，按产业排列。"
    return Page("unanswered/", "暂无匹配成果的需求", description, content, "demands")


def _render_archive(renderer: Renderer) -> Iterator[Page]:
    for page in build_archive_pages(renderer.views):
        path = page.pager.path
        content = renderer.render("archive.html", path.count("/"), page=page)
        yield Page(path, f"往期与撤回{page.pager.suffix}", "已过有效期和已撤回的成果与需求。", content)


def _render_saved(renderer: Renderer) -> Page:
    content = renderer.render("saved.html", 1)
    description = "收藏的成果与需求，可以对比、导出和分享。"
    return Page("saved/", "收藏与对比", description, content, indexed=False, script="saved/page.js")


def _render_submit(renderer: Renderer) -> Page:
    content = renderer.render("submit.html", 1)
    return Page(
        "submit/", "提交成果或需求", "服务机构在这里提交成果和需求：网页表单、Excel 表和说明。", content, "guide"
    )


def _render_sheet(renderer: Renderer) -> Page:
    views = renderer.views
    editor = views.site.editor
    facts = {
        "built": views.catalogue.as_of.isoformat(),
        "taken": build_taken(views.catalogue),
        "editor": editor.name if editor else "",
        "mail": editor.email,
    }
    content = renderer.render("sheet.html", 2, facts=script_json(facts))
    description = "填好的 Excel 表放进来，按网站的规则逐行检查；文件不会上传。"
    return Page("submit/sheet/", "检查 Excel 表", description, content, "guide", script="sheet/page.js")


def _render_form(renderer: Renderer, kind: Kind) -> Page:
    form = build_form_page(renderer.views, kind)
    content = renderer.render("form.html", 2, page=form, facts=script_json(form.facts))
    description = f"填写一条{form.label}，按网站的规则边填边查，生成记录文件；内容不会上传。"
    return Page(f"submit/{kind}/", f"提交{form.label}", description, content, "guide", script="form/page.js")


def _render_redirect(renderer: Renderer, entry: Entry, alias: str) -> Page:
    title, section = entry.record.title, FOLDERS[entry.kind]
    content = renderer.render("redirect.html", 2, former=alias, url=entry.url, name=f"{entry.id}：{title}")
    path = f"{section}/{alias}/"
    return Page(path, title, entry.record.summary, content, section, indexed=False, moved_to=entry.url)


def render_former(renderer: Renderer) -> Iterator[Page]:
    """The redirects from addresses that hold a code which its term no longer has."""
    for index in renderer.views.indexes.values():
        facet = index.facet.name
        places = [facet, *(f"{name}/{facet}" for name, divided in renderer.views.supply if divided == facet)]
        for old, new in index.vocabulary.renamed.items():
            label = index.vocabulary[new].label
            for place in places:
                depth, url = place.count("/") + 2, f"{place}/{new}/"
                content = renderer.render("redirect.html", depth, former=old, url=url, name=label)
                yield Page(f"{place}/{old}/", label, f"{label}的网址已更新。", content, indexed=False, moved_to=url)
