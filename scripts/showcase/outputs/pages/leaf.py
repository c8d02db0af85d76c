"""A page that one view model and one template make."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Leaf:
    """`model` is what the template knows as `page`; `path` is the address from the site's root."""

    path: str
    title: str
    description: str
    template: str
    model: object
