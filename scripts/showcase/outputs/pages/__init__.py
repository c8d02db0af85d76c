"""Views → pages: view models in Python, words and order in theme/pages/*.html."""

from showcase.outputs.pages.embed import render_embeds
from showcase.outputs.pages.guide import expand_guide
from showcase.outputs.pages.lists import build_footer_facets
from showcase.outputs.pages.page import Page, fill_shell, slim_shell
from showcase.outputs.pages.render import Renderer, render_entry, render_home, render_lists

__all__ = [
    "Page",
    "Renderer",
    "build_footer_facets",
    "expand_guide",
    "fill_shell",
    "render_embeds",
    "render_entry",
    "render_home",
    "render_lists",
    "slim_shell",
]
