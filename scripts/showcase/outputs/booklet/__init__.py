"""成果汇编: chosen records, a page each, with cover, contents and index; PDF for print, Word for editing."""

from showcase.outputs.booklet.paper import FontError, render_pdf
from showcase.outputs.booklet.sheet import Booklet, build_booklet
from showcase.outputs.booklet.word import render_word

__all__ = ["Booklet", "FontError", "build_booklet", "render_pdf", "render_word"]
