"""Everything that outputs are made from, joined once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from showcase.catalogue import Catalogue
from showcase.entry import Entry
from showcase.indexes import Indexes, build_indexes
from showcase.matching import build_similar
from showcase.site import Site
from showcase.timeline import Past

Output = tuple[str, bytes]
"""A path below the site's root and the bytes that stand there."""


@dataclass(frozen=True)
class Views:
    """A catalogue with all that is derived from it as a whole."""

    catalogue: Catalogue
    site: Site
    past: Past | None = None
    """What main published so far; None where git cannot tell."""

    @cached_property
    def indexes(self) -> Indexes:
        return build_indexes(self.catalogue)

    @cached_property
    def similar(self) -> dict[str, tuple[Entry, ...]]:
        """For each id the listed entries of its kind that are most like it, best first."""
        return build_similar(self.catalogue.entries)
