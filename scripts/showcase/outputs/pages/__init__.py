"""Views → pages: view models in Python, words and order in theme/pages/*.html."""

from showcase.outputs.pages.api_guide import Interface
from showcase.outputs.pages.embed import render_embeds
from showcase.outputs.pages.guide import expand_guide
from showcase.outputs.pages.lists import build_footer_facets
from showcase.outputs.pages.page import SHELLS, Page, Shell, fill_shell, slim_shell, without_controls
from showcase.outputs.pages.render import Renderer, list_jobs, lists_with, render_entry, render_home
from showcase.outputs.pages.table import put_back, set_aside

__all__ = [
    "SHELLS",
    "Interface",
    "Page",
    "Renderer",
    "Shell",
    "build_footer_facets",
    "expand_guide",
    "fill_shell",
    "list_jobs",
    "lists_with",
    "put_back",
    "render_embeds",
    "render_entry",
    "render_home",
    "set_aside",
    "slim_shell",
    "without_controls",
]
