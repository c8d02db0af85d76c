"""Full-text search: index, shards, cards and facet columns for the browser."""

from showcase.outputs.search.index import FIELDS, InvertedIndex, build_index
from showcase.outputs.search.render import render_search
from showcase.outputs.search.shards import render_shards
from showcase.outputs.search.texts import search_texts, searched

__all__ = ["FIELDS", "InvertedIndex", "build_index", "render_search", "render_shards", "search_texts", "searched"]
