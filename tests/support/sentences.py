"""The sentences of tests/gate/ under the rules that keep what must not be published from being published unseen.

python tests/support/sentences.py      what is found and what is a false alarm, by kind, and each that went wrong
"""

from __future__ import annotations

import atexit
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from showcase.files.source import load_source
from showcase.rules.engine import Draft, check_record
from showcase.schema.records import MODELS
from showcase.schema.validation import check_model
from showcase.schema.vocabulary import Vocabularies
from showcase.schema.vocabulary_files import load_vocabularies
from tree import AS_OF, RECORD, RECORD_PATH, make_tree, put

GATE = Path(__file__).parent.parent / "gate"
RULES = {"personal-data", "secrecy", "novelty", "web-addresses"}
UNFILED = RECORD.replace("ip: []", "ip:\n  - {kind: patent-application, status: unfiled, title: 一种装置}")


@dataclass(frozen=True)
class Sentence:
    """One sentence of a set: whether it tells something, and what the gate said of it."""

    kind: str
    text: str
    telling: bool
    told: bool


@cache
def _catalogue() -> tuple[Path, Vocabularies]:
    folder = tempfile.TemporaryDirectory(prefix="sentences-")
    atexit.register(folder.cleanup)
    root = make_tree(Path(folder.name))
    return root, load_vocabularies(root)[0]


def told(text: str, record: str = RECORD) -> set[str]:
    """The codes of the gate's rules that speak of a record with this sentence in its body."""
    root, vocabularies = _catalogue()
    source = load_source(root, put(root, RECORD_PATH, f"{record}\n{text}\n"))
    sound, unsound, _ = check_model(MODELS["achievement"], source, source.data, (), {"vocabularies": vocabularies})
    draft = Draft(source, sound, unsound, {}, AS_OF)
    return RULES & {problem.code for problem in check_record(draft, vocabularies)}


def load_sentences(name: str) -> Iterator[Sentence]:
    """The sentences of a file of tests/gate, each with what the gate says of it."""
    for kind, sentences in yaml.safe_load((GATE / f"{name}.yml").read_text(encoding="utf-8")).items():
        record = UNFILED if kind == "method" else RECORD
        for sort, texts in sentences.items():
            yield from (Sentence(kind, text, sort == "telling", bool(told(text, record))) for text in texts)


def _report(name: str) -> None:
    sentences = list(load_sentences(name))
    for kind in dict.fromkeys(sentence.kind for sentence in sentences):
        of_kind = [sentence for sentence in sentences if sentence.kind == kind]
        for telling, word in ((True, "found"), (False, "false alarms")):
            chosen = [sentence for sentence in of_kind if sentence.telling is telling]
            print(f"{name:6} {kind:14} {word:13} {sum(item.told for item in chosen):3} of {len(chosen)}")  # noqa: T201
    for sentence in sentences:
        if sentence.told is not sentence.telling:
            print(f"{name:6} {'missed' if sentence.telling else 'false'}: {sentence.text}")  # noqa: T201


if __name__ == "__main__":
    for each in ("shown", "kept", "further", "field", "unseen", "beyond", "fresh", "later", "last", "everyday", "once"):
        _report(each)
