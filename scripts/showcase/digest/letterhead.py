"""What stands above and below a paper: its name, who issues it, whom it is sent to (extra.digest in mkdocs.yml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from showcase.digest.period import TITLES, PeriodKind
from showcase.files.brand import load_brand
from showcase.files.settings import load_settings, section


@dataclass(frozen=True)
class Letterhead:
    """`names` are the issue's by period; what is empty is left out."""

    names: Mapping[PeriodKind, str] | None = None
    office: str = ""
    contact: str = ""
    copies: str = ""
    to: str = ""
    """Addresses to which the paper is mailed, between commas."""

    def name_of(self, kind: PeriodKind) -> str:
        return (self.names or {}).get(kind, "")


NO_HEAD = Letterhead()


def load_letterhead(root: Path) -> Letterhead:
    """The settings of a repository; an issue without a name is the market's 周报, 月报, 季报."""
    settings = section(load_settings(root), "extra", "digest")
    name, market = settings.get("name") or "", load_brand(root).short
    given = name if isinstance(name, dict) else dict.fromkeys(TITLES, name)
    names = {kind: str(given.get(kind) or f"{market}{title}") for kind, title in TITLES.items()}
    parts = {part: str(settings.get(part) or "") for part in ("office", "contact", "copies", "to")}
    return Letterhead(names, **parts)
