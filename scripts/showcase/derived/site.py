"""What the site is called and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from showcase.files.brand import PLAIN, Palette


@dataclass(frozen=True)
class Site:
    """`url` ends in a slash. `source_url` and `history_url` are templates with {path} and {commit}, or empty."""

    name: str
    url: str
    description: str
    source_url: str = ""
    history_url: str = ""
    publisher: str = ""
    """Who answers for the data; empty: not named."""
    license: str = ""
    """The address of the data's licence; empty: none is claimed."""
    new_file_url: str = ""
    """Template of the address at which a forge makes a new file, with {path} and perhaps {content}, or empty."""
    edit_file_url: str = ""
    """Template of the address at which a forge edits a file, with {path}, or empty."""

    palette: Palette = PLAIN
    """The brand's colours, for what is not styled by its style sheet."""

    def absolute(self, path: str) -> str:
        return self.url + path

    def forge_link(self, template: str, path: str, commit: str | None = None) -> str | None:
        """The address that a template gives for a file, if there is a template."""
        return template.format(path=quote(path), commit=commit or "HEAD") if template else None
