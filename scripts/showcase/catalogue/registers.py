"""What the vocabularies' own files tell beside their terms, and what the site's own pages and settings tell."""

from __future__ import annotations

from pathlib import Path

from showcase.catalogue.folders import find_pages
from showcase.files.brand import SETTINGS
from showcase.files.digests import digest
from showcase.files.kept import find_kept, keep
from showcase.files.problem import Problem
from showcase.files.source import load_text, load_yaml
from showcase.rules import check_remarks
from showcase.rules.remarks import check_pages_told
from showcase.schema.vocabulary import Vocabularies

_SHELF = "registers"
_PAGES = "own-texts"


def check_registers(root: Path, vocabularies: Vocabularies, known: str) -> list[Problem]:
    """The problems of the texts and comments of sound vocabularies; `known` is the digest of their folder."""
    if (kept := find_kept(_SHELF, [known])) and known in kept:
        return list(kept[known])
    folder = root / "content" / "vocabularies"
    sources = (load_yaml(root, path) for path in sorted(folder.glob("[!.]*.yml")))
    problems = [problem for source in sources for problem in check_remarks(source, vocabularies)]
    keep(_SHELF, {known: problems})
    return problems


def check_own_texts(root: Path, vocabularies: Vocabularies) -> list[Problem]:
    """The problems of what pages and settings tell, kept by their bytes and the vocabularies."""
    sources = [load_text(root, path) for path in (*find_pages(root), root / SETTINGS)]
    known = digest(vocabularies.digest, *(part for source in sources for part in (source.path, source.raw)))
    if (kept := find_kept(_PAGES, [known])) and known in kept:
        return list(kept[known])
    problems = [problem for source in sources for problem in check_pages_told(source, vocabularies)]
    keep(_PAGES, {known: problems})
    return problems
