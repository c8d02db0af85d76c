"""One corpus as three sites, each made by its own tool the way its manual says.

All three hold the same text (showcase.outputs.search.search_texts) of the same records. Fields weigh what they
weigh with us: all in Pagefind (`data-pagefind-weight`), title, tags (keywords) and text in Material, which has no
others; on the judged queries that serves Material better than its own boosts (nDCG@10 0.75 against 0.70).
"""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any

from material.plugins.search.plugin import SearchPlugin
from mkdocs.commands.build import build
from mkdocs.config import load_config

from search.corpora import Corpus
from showcase.catalogue.entry import Entry
from showcase.derived.matching import build_matches
from showcase.outputs.search import FIELDS, render_search

_MATERIAL = """\
site_name: Material
docs_dir: docs
theme: {name: material, language: zh, font: false}
plugins: [search: {lang: [zh], fields: {title: {boost: 8}, tags: {boost: 6}, text: {boost: 1}}}]
markdown_extensions: [tables, toc: {slugify: !!python/name:markdown.extensions.toc.slugify_unicode }]
validation: {nav: {omitted_files: ignore}}
nav: [index.md]
"""
_WEIGHT = {field.name: field.boost for field in FIELDS}


def build_ours(corpus: Corpus, target: Path) -> float:
    """The whole showcase at `target`; returns the seconds that everything below search/ took."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(target.absolute())]
    subprocess.run(command, cwd=corpus.root, env=environment, check=True)
    # The site's pages load joined modules; the bench asks the parts, and leaves the pages as they are.
    shutil.copytree(corpus.root / "theme" / "assets", target / "parts")
    for entry in corpus.entries:
        assert entry.body_html  # the pages need it in any case
    start = time.perf_counter()
    assert sum(len(data) for _, data in render_search(corpus.catalogue, lambda: build_matches(corpus.catalogue)))
    return time.perf_counter() - start


def build_pagefind(corpus: Corpus, target: Path) -> float:
    """A page a record and Pagefind's index of them; returns the seconds that Pagefind took."""
    target.mkdir()
    for entry in corpus.entries:
        (target / f"{entry.id}.html").write_text(_page(entry, corpus.texts[entry.id]), "utf-8")
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "pagefind_bin_extended", "--quiet", "--site", str(target)],
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - start


def _page(entry: Entry, texts: dict[str, str]) -> str:
    rows = [f'<p data-pagefind-weight="{_WEIGHT[name]}">{escape(text)}</p>' for name, text in _lead(texts)]
    title = f'<h1 data-pagefind-weight="{_WEIGHT["title"]}">{escape(entry.record.title)}</h1>'
    return f'<!doctype html><html lang="zh"><body>{title}{"".join(rows)}{entry.body_html}</body></html>'


def _lead(texts: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The fields between title and body that hold anything."""
    return ((name, text) for name, text in texts.items() if name not in {"title", "body"} and text)


def build_material(corpus: Corpus, target: Path) -> float:
    """A Material site with a page a record; returns the seconds that its search plugin took, jieba's included."""
    root = target.with_name(f"{target.name}-source")
    (root / "docs").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(_MATERIAL, "utf-8")
    # The start page is no record: the plugin leaves it out, as all engines do.
    (root / "docs" / "index.md").write_text("---\nsearch: {exclude: true}\n---\n# Material\n", "utf-8")
    for entry in corpus.entries:
        (root / "docs" / f"{entry.id}.md").write_text(_markdown(entry, corpus.texts[entry.id]), "utf-8")
    spent: list[float] = []
    for name in ("on_page_context", "on_post_build"):
        setattr(SearchPlugin, name, _timed(getattr(SearchPlugin, name), spent))
    build(load_config(str(root / "mkdocs.yml"), site_dir=str(target.absolute())))
    (worker,) = target.glob("assets/javascripts/workers/search.*.js")
    worker.rename(worker.with_name("search.min.js"))
    return sum(spent)


def _markdown(entry: Entry, texts: dict[str, str]) -> str:
    title = json.dumps(entry.record.title, ensure_ascii=False)
    tags = json.dumps(entry.record.keywords, ensure_ascii=False)
    rows = "\n\n".join(f"<p>{escape(text)}</p>" for _, text in _lead(texts))
    return f"---\ntitle: {title}\ntags: {tags}\n---\n\n# {entry.record.title}\n\n{rows}\n\n{entry.source.body}"


def _timed(method: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    @functools.wraps(method)
    def run(*arguments: Any, **options: Any) -> Any:
        start = time.perf_counter()
        try:
            return method(*arguments, **options)
        finally:
            spent.append(time.perf_counter() - start)

    return run
