"""What the vocabularies' own files tell beside their terms, and what the site's own pages and settings tell."""

from __future__ import annotations

from pathlib import Path

from showcase.catalogue.folders import find_pages
from showcase.files.digests import digest
from showcase.files.kept import recall_again
from showcase.files.problem import Problem
from showcase.files.settings import SETTINGS
from showcase.files.source import load_text, load_yaml
from showcase.rules import check_remarks
from showcase.rules.remarks import check_pages_told
from showcase.schema.vocabulary import Vocabularies


def check_registers(root: Path, vocabularies: Vocabularies, known: str) -> list[Problem]:
    """The problems of the texts and comments of sound vocabularies; `known` is the digest of their folder."""

    def check() -> list[Problem]:
        folder = root / "content" / "vocabularies"
        sources = (load_yaml(root, path) for path in sorted(folder.glob("[!.]*.yml")))
        return [problem for source in sources for problem in check_remarks(source, vocabularies)]

    return recall_again("registers", known, check)


def check_own_texts(root: Path, vocabularies: Vocabularies) -> list[Problem]:
    """The problems of what pages and settings tell, kept by their bytes and the vocabularies."""
    sources = [load_text(root, path) for path in (*find_pages(root), root / SETTINGS)]
    known = digest(vocabularies.digest, *(part for source in sources for part in (source.path, source.raw)))

    def check() -> list[Problem]:
        return [problem for source in sources for problem in check_pages_told(source, vocabularies)]

    return recall_again("own-texts", known, check)
