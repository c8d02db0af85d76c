"""A page that one view model and one template make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from showcase.outputs.assets import COVER


@dataclass(frozen=True)
class Leaf:
    """`model` is what the template knows as `page`; `path` is the address from the site's root."""

    path: str
    title: str
    description: str
    template: str
    model: object
    section: str = ""
    """The link of the header that it lights."""
    script: str = "site.js"
    """The module that it loads, from assets/."""
    indexed: bool = True
    """Whether search engines are asked in."""
    twin: str | None = None
    """The address of the same page in the other language."""
    moved_to: str | None = None
    linked_data: dict[str, Any] | None = None
    image: str = COVER
