"""What a build tells of the past, or why it cannot."""

from __future__ import annotations

import logging

from showcase.catalogue.load import Catalogue
from showcase.past.history import HistoryError
from showcase.past.timeline import Past, load_past

log = logging.getLogger("mkdocs.plugins.showcase")


def load_published_past(catalogue: Catalogue) -> Past | None:
    """The catalogue's past; without it nothing is said of changes, and a strict build of a repository fails."""
    try:
        if isinstance(catalogue.history, HistoryError):
            raise catalogue.history
        return load_past(catalogue.history, catalogue.sources.values())
    except HistoryError as error:
        level = logging.WARNING if error.serious else logging.INFO
        log.log(level, "%s。不生成 api/v1/changes.json 和 tombstones.json，以免说错。", error.message.zh)
        return None
