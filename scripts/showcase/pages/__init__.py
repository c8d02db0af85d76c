"""Views → pages: view models in Python, words and order in theme/pages/*.html."""

from showcase.pages.guide import expand_guide
from showcase.pages.page import Page, fill_shell
from showcase.pages.render import render_home, render_pages

__all__ = ["Page", "expand_guide", "fill_shell", "render_home", "render_pages"]
