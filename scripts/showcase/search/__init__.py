"""Full-text search: index, shards, cards and facet columns for the browser."""

from showcase.search.index import FIELDS, InvertedIndex, build_index
from showcase.search.render import render_search
from showcase.search.shards import render_shards
from showcase.search.texts import search_texts, searched

__all__ = ["FIELDS", "InvertedIndex", "build_index", "render_search", "render_shards", "search_texts", "searched"]
