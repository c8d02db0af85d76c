"""The search index against lunr.py's own builder over the same terms.

Run: .venv/bin/python bench/search_index.py [records]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from lunr.builder import Builder
from lunr.token import Token

from corpus import make_catalogue
from showcase.catalogue.load import load
from showcase.outputs.search import FIELDS, build_index, render_shards, search_texts, searched


def build_lunr(documents: list[dict[str, str]]) -> Builder:
    """lunr.py's index of the same fields, boosts and terms."""
    builder = Builder()
    for field in FIELDS:
        builder.field(field.name, boost=field.boost)
    for number, texts in enumerate(documents):
        terms = {field.name: [Token(term) for term in field.terms(texts[field.name])] for field in FIELDS}
        builder.add({"id": number} | terms)
    builder.build()
    return builder


def main() -> None:
    records = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    with tempfile.TemporaryDirectory() as folder:
        catalogue = load(make_catalogue(Path(folder) / "showcase", records))
        documents = [search_texts(entry) for entry in searched(catalogue)]
        start = time.perf_counter()
        index = build_index(documents)
        shards = render_shards(index)
        ours = time.perf_counter() - start
        start = time.perf_counter()
        build_lunr(documents)
        lunr = time.perf_counter() - start
    size = sum(map(len, shards)) / 1024
    print(f"{len(documents)} documents, {len(index.terms)} terms, {len(shards)} shards, {size:.0f} KiB")
    print("| index | seconds | ratio |")
    print("|---|---:|---:|")
    print(f"| showcase, shards written | {ours:.2f} | {ours / lunr:.2f} |")
    print(f"| lunr.py, index built | {lunr:.2f} | 1.00 |")


if __name__ == "__main__":
    main()
