"""A Catalogue → what follows from it: indexes, routes, lists, freshness, changes, matches; no I/O."""
