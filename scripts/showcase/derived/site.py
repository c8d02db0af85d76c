"""What the site is called and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import quote

from showcase.files.brand import PLAIN, Palette
from showcase.files.settings import section


@dataclass(frozen=True)
class Editor:
    """The market's office that takes in what agencies send; what is empty is not shown."""

    office: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""

    def __bool__(self) -> bool:
        """Whether there is a way to reach it."""
        return bool(self.phone or self.email)

    @property
    def name(self) -> str:
        return self.office or "市场的编辑"

    @property
    def words(self) -> str:
        """Office, telephone, mail and hours in one line."""
        ways = [f"电话 {self.phone}" if self.phone else "", f"邮箱 {self.email}" if self.email else "", self.hours]
        return f"{self.name}（{'，'.join(way for way in ways if way)}）"


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
    lunr_records: int = 2000
    """Up to how many listed records the index for other sites' lunr.js is one; 0: there is none."""
    need_url: str = ""
    """Where the page 我有需求 sends what was written, or empty: then nothing is sent."""

    editor: Editor = Editor()
    palette: Palette = PLAIN
    """The brand's colours, for what is not styled by its style sheet."""

    def absolute(self, path: str) -> str:
        return self.url + path

    def forge_link(self, template: str, path: str, commit: str | None = None) -> str | None:
        """The address that a template gives for a file, if there is a template."""
        return template.format(path=quote(path), commit=commit or "HEAD") if template else None


def site_of(settings: Mapping[str, Any], palette: Palette = PLAIN, **own: Any) -> Site:
    """The site that mkdocs.yml describes; `own` are what it sets for this project's plugin."""
    editor = section(settings, "extra", "editor")
    return Site(
        str(settings.get("site_name") or ""),
        str(settings.get("site_url") or "/"),
        str(settings.get("site_description") or ""),
        publisher=str(section(settings, "extra", "footer").get("sponsor") or ""),
        license=str(section(settings, "extra").get("license") or ""),
        editor=Editor(**{field.name: str(editor.get(field.name) or "") for field in fields(Editor)}),
        palette=palette,
        **own,
    )
