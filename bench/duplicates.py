"""Near-copies among 10,000 records, beside comparing all with all (rapidfuzz.process.cdist, a sample extrapolated).

Run: .venv/bin/python bench/duplicates.py [records]
"""

from __future__ import annotations

import random
import re
import sys
import time
from pathlib import Path

from rapidfuzz import fuzz, process

from showcase.rules.likeness import Document, find_alike

CONTENT = Path(__file__).parent.parent / "content"
COPIES = 500
CHANGED = 0.1
SAMPLE = 200


def make_documents(count: int, seed: int = 1) -> tuple[list[Document], dict[int, int]]:
    """`count` texts of some 1,000 characters; the last COPIES are edited copies: number → the original's."""
    shuffle = random.Random(seed)  # noqa: S311  # a fixed corpus, no secret
    texts = [path.read_text("utf-8").split("---\n", 2) for path in sorted(CONTENT.glob("*s/20*/*.md"))]
    titles = [re.findall(r"^title: (.*)$", front, re.MULTILINE)[0] for _, front, _ in texts]
    clauses = [part for _, _, body in texts for part in re.split(r"(?<=[。；，\n])", body) if len(part) > 5]
    letters = "".join(clauses)
    documents = []
    for _ in range(count - COPIES):
        one, other = shuffle.sample(titles, 2)
        title = one[: len(one) // 2] + "".join(shuffle.choices(letters, k=4)) + other[len(other) // 2 :]
        parts = [_edited(part, letters, 0.3, shuffle) for part in shuffle.choices(clauses, k=70)]
        documents.append(Document(title, "".join(parts)))
    origins = {count - COPIES + n: shuffle.randrange(count - COPIES) for n in range(COPIES)}
    for origin in origins.values():
        text = _edited(documents[origin].text, letters, CHANGED, shuffle)
        documents.append(Document("".join(shuffle.choices(letters, k=16)), text))
    return documents, origins


def _edited(text: str, letters: str, share: float, shuffle: random.Random) -> str:
    return "".join(shuffle.choice(letters) if shuffle.random() < share else letter for letter in text)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    documents, origins = make_documents(count)
    start = time.process_time()
    found = {(item.later, item.first) for item in find_alike(documents)}
    ours = time.process_time() - start
    caught = sum(pair in found for pair in origins.items())
    plain = [document.plain_text for document in documents]
    start = time.process_time()
    process.cdist(plain[:SAMPLE], plain, scorer=fuzz.ratio, score_cutoff=75, workers=1)
    peer = (time.process_time() - start) * count / SAMPLE / 2
    print(f"{count} records, {COPIES} of them copies with {CHANGED:.0%} of the characters changed and another title")
    print("| finder | seconds of CPU | copies found | other pairs |")
    print("|---|---:|---:|---:|")
    print(f"| showcase | {ours:.1f} | {caught / COPIES:.1%} | {len(found) - caught} |")
    print(f"| rapidfuzz, all with all (from {SAMPLE} rows) | {peer:.0f} | 100.0% | |")


if __name__ == "__main__":
    main()
