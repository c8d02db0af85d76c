"""The MkDocs adapter: the only module that knows MkDocs.

Records do not go through MkDocs page by page: it renders one empty shell for each language and
depth of address (links in a page are relative), and the catalogue's pages are put into the shells.
"""

from __future__ import annotations

import logging
import re
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.__main__ import State
from mkdocs.commands.build import build as run_build
from mkdocs.config import config_options, load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import CountHandler

from showcase.catalogue.causes import tell_causes
from showcase.catalogue.entry import read_bodies
from showcase.catalogue.folders import is_page
from showcase.catalogue.load import Catalogue, load
from showcase.derived.english import NAME
from showcase.derived.site import site_of
from showcase.derived.views import Views
from showcase.files.brand import TOKENS, Brand, load_palette
from showcase.files.collector import collected, give_back, uncollected
from showcase.files.contrast import check_contrast
from showcase.files.journal import finish_writing
from showcase.files.minisign import KeyFault, load_key
from showcase.files.problem import Problem, render_text, text_line
from showcase.files.scratch import scratch
from showcase.files.stages import Stages, terminal_stages
from showcase.files.templates import KeptBytecode
from showcase.outputs.feeds import render_feeds
from showcase.outputs.pages import (
    SHELLS,
    Interface,
    Page,
    Shell,
    build_footer_facets,
    expand_guide,
    fill_shell,
    put_back,
    render_home,
    set_aside,
    slim_shell,
    without_controls,
)
from showcase.outputs.release import Draft, ReleaseError, drafting, refused
from showcase.publishing.assembly import DraftFiles, Frame, Tools, assemble, begin_tools
from showcase.publishing.past import load_published_past
from showcase.publishing.preview import Preview
from showcase.publishing.rights import check_rights
from showcase.publishing.standing import keep_standing, load_inputs, load_standing
from showcase.publishing.verification import verify
from showcase.publishing.watching import watch_natively
from showcase.review.baseline import has_broken_vocabulary

log = logging.getLogger("mkdocs.plugins.showcase")

FRAME_SHEET = re.compile(r"assets/stylesheets/main\.[0-9a-f]+\.min\.css")
NOT_FOR_THE_SITE = re.compile(r"styles/|partials/|assets/(?:javascripts|stylesheets|images)/|assets/.+\.js(?:on)?$")
"""Sheets and scripts, Material's and ours, of which outputs/assets makes what pages load, and Material's pictures."""


class ShowcaseConfig(Config):
    source_url = config_options.Type(str, default="")
    history_url = config_options.Type(str, default="")
    new_file_url = config_options.Type(str, default="")
    edit_file_url = config_options.Type(str, default="")
    signing_key = config_options.Type(str, default="")
    lunr_records = config_options.Type(int, default=2000)
    need_url = config_options.Type(str, default="")


class ShowcasePlugin(BasePlugin[ShowcaseConfig]):
    """Loads the catalogue, lends MkDocs' shells to its pages, and writes the whole site at the end."""

    views: Views
    brand: Brand
    interface: Interface
    """What other systems read: the first stage of the outputs, which the guides quote."""
    theme: Path
    frame: str
    """Material's style sheet."""
    draft: Draft
    tools: Tools
    staging: Path
    report: str
    """What was said of the records …"""
    said: str
    """… and of the site."""
    tables: list[str]
    """Of the guide that MkDocs is at."""
    stages: Stages
    shells: dict[Shell, str]
    inputs: str | None = None
    """Of what the build began, where it is known to read nothing else."""
    preview = False
    shown: Preview | None = None
    broken: tuple[Problem, ...] = ()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], **_: Any) -> None:
        self.preview = command == "serve"
        give_back()
        self.stages = terminal_stages()
        self.held = ExitStack()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self.held.enter_context(uncollected())
        self.held.callback(self.stages.clear)
        if sys.getfilesystemencoding() != "utf-8":  # names of attachments would be other ones
            raise PluginError("本机的语言环境不是 UTF-8，没有生成网站。请运行 showcase build，或先设 PYTHONUTF8=1。")
        root = Path(config.config_file_path).parent
        finish_writing(root)
        if self.shown:
            self.shown.run_ahead(self.views)
        with self.stages.of("检查记录"):
            catalogue = load(root)
            read_bodies(catalogue.entries)
        self.report = render_text(len(catalogue.files), tell_causes(catalogue, catalogue.problems))
        self.broken = catalogue.errors
        if self.broken:
            catalogue = self._bear(catalogue)
        self.brand = Brand(config.site_name, load_palette(root / TOKENS))
        own = {name: value for name, value in self.config.items() if name != "signing_key"}
        site = site_of(config, self.brand.palette, **own)
        for problem in check_contrast(root):
            log.warning("%s", text_line(problem))
        self.report += "".join(f"{text_line(problem)}\n" for problem in check_rights(root, site))
        log.info("检查完毕。\n%s", self.report.rstrip())
        with self.stages.of("读取历史"):
            self.views = Views(catalogue, site, load_published_past(catalogue))
        self.theme = Path(config.theme.custom_dir or root / "theme")
        if self.shown:
            self.shown.follow(self.views, self.broken)
        self.shells = {}
        self.guides: list[Page] = []
        self.introduction = ""
        try:
            self._begin(config)
        except ReleaseError as error:
            raise PluginError(str(error)) from None
        except KeyFault as error:
            raise PluginError(f"signing_key 不能用：{error}。") from None
        return config

    def _begin(self, config: MkDocsConfig) -> None:
        """Begin a draft with what other systems read; have the tools made beside all else."""
        live = Path(config.site_dir)
        known = load_standing(live)
        self.draft = self.held.enter_context(drafting(live, known.inventory if known else None))
        key = load_key(self.config.signing_key)
        self.staging = self.held.enter_context(scratch())
        config.site_dir = str(self.staging)
        self.tools = self.held.enter_context(begin_tools(self.views, self.draft, self.stages.between))
        files = DraftFiles(self.draft, self.stages.between)
        with self.stages.of("生成接口和订阅"):
            render_feeds(self.views, files, key)
        self.interface = Interface(files)

    def _bear(self, catalogue: Catalogue) -> Catalogue:
        """What a preview shows of a catalogue with errors: the sound records; with a broken vocabulary what it was."""
        blind = has_broken_vocabulary(catalogue)
        if not self.preview or (blind and not hasattr(self, "views")):
            raise PluginError(f"记录有错误，没有生成网站，原有网站未动。\n{self.report}")
        log.error("有 %d 处错误，改好存盘后自动重新生成；出错的记录在预览里显示要改什么。", len(self.broken))
        return self.views.catalogue if blind else catalogue

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        self.frame = "".join(file.content_string for file in files if FRAME_SHEET.fullmatch(file.src_uri))
        kept = Files([file for file in files if _is_published(file, config)])
        for path in SHELLS:
            kept.append(File.generated(config, path, content="", inclusion=InclusionLevel.NOT_IN_NAV))
        return kept

    def on_env(self, env: Environment, **_: Any) -> Environment:
        env.bytecode_cache = KeptBytecode()
        env.globals["has_demo"] = any(entry.record.demo for entry in self.views.catalogue.entries)
        env.globals.update(shells=SHELLS, english_name=NAME, brand=self.brand, has_events=bool(self.views.events))
        env.filters["digits"] = lambda text: "".join(filter(str.isdigit, str(text)))
        env.globals["facets"] = build_footer_facets()
        return env

    def on_page_markdown(self, markdown: str, **_: Any) -> str:
        text, self.tables = set_aside(expand_guide(markdown, self.views, self.interface))
        return text

    def on_page_content(self, html: str, *, page: MkDocsPage, **_: Any) -> str:
        html = put_back(html, self.tables)
        if page.is_homepage:
            self.introduction = html
        return html

    def on_post_page(self, output: str, *, page: MkDocsPage, **_: Any) -> str:
        output = without_controls(output)
        if page.file.src_uri in SHELLS:
            shell = SHELLS[page.file.src_uri]
            self.shells[shell] = slim_shell(output, shell[0])
            return ""
        if page.is_homepage:
            filling = render_home(self.theme, self.views, self.introduction)
        else:
            description = page.meta.get("description", self.views.site.description)
            filling = Page(page.url, str(page.title), description, "", "guide")
            self.guides.append(filling)
        return fill_shell(output, filling, self.views.site).decode()

    def on_post_template(self, output: str, *, template_name: str, **_: Any) -> str:
        if template_name != "404.html":
            return output
        missing = Page("404.html", "没有这个页面", self.views.site.description, "", indexed=False)
        return fill_shell(without_controls(output), missing, self.views.site).decode()

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if not (config.strict and _warned()):  # else MkDocs stops right after this; the site stays as it was
            try:
                self._write()
            except ReleaseError as error:
                raise PluginError(str(error)) from None
        self.held.close()

    def _write(self) -> None:
        """Put together what MkDocs and the catalogue have made, and show it."""
        frame = Frame(self.theme, self.brand.palette, self.frame, self.staging, self.shells, self.guides)
        assemble(self.draft, frame, self.views, self.tools, self.broken, self.stages)
        with self.stages.of("核对"), collected():
            self._verify()
        with self.stages.of("启用"):
            self.draft.show()
            if not self.preview:  # whose site is gone with it
                unchanged = self.inputs is not None and self.inputs == load_inputs(self.views.catalogue.root)
                keep_standing(self.draft, self.inputs if unchanged else None, self.report)
        if self.shown:
            self.shown.whole = self.shells, self.views
        self.said = f"网站在 {self.draft.live}：{len(self.draft.fresh)} 个文件有变化。"
        log.info("%s", self.said)

    def _verify(self) -> None:
        """What is broken is not shown; a preview shows it and says what is broken."""
        wrong, found, lines = verify(self.draft, self.views.site.url)
        if wrong and not self.preview:
            raise PluginError(f"生成的网站有 {wrong} 处不对，没有启用，原有网站未动。\n{lines}")
        if found:
            log.log(logging.ERROR if wrong else logging.INFO, "生成的网站有 %d 处不对。\n%s", found, lines)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, **_: Any) -> None:
        self.shown = Preview(server, self.theme, (self.shells, self.views), Path(config.config_file_path))
        self.stages.between = self.shown.give_way
        watch_natively(server, Path(config.docs_dir))

    def on_build_error(self, *, error: Exception, **_: Any) -> None:
        self.held.close()
        if isinstance(error, OSError) and error.errno:
            raise PluginError(str(refused(error))) from error

    def on_shutdown(self) -> None:
        if self.preview and hasattr(self, "draft"):
            self.draft.discard()


def build_site(config_file: Path, site_dir: Path | None) -> tuple[str, Stages]:
    """`mkdocs build --strict`; returns what is to be said of it, nothing if it failed, and how long it took."""
    telling = State(level=logging.WARNING)
    telling.stream.setFormatter(logging.Formatter("%(message)s"))
    config = load_config(str(config_file), strict=True, **({"site_dir": str(site_dir)} if site_dir else {}))
    plugin = config.plugins["showcase"]
    assert isinstance(plugin, ShowcasePlugin)
    plugin.inputs = load_inputs(config_file.parent)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        run_build(config)
    except Abort:
        return "", plugin.stages
    finally:
        config.plugins.on_shutdown()
        telling.logger.removeHandler(telling.stream)
    return f"{plugin.report}{plugin.said}", plugin.stages


def _is_published(file: File, config: MkDocsConfig) -> bool:
    """Of content/ what `check_folders` knows as a page, of the theme what pages load."""
    if file.src_dir == config.docs_dir:
        return is_page(file.src_uri)
    return not NOT_FOR_THE_SITE.match(file.src_uri)


def _warned() -> bool:
    return any(one.get_counts() for one in logging.getLogger("mkdocs").handlers if isinstance(one, CountHandler))
