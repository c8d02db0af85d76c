"""Terms that a vocabulary had in one of its last versions and has no longer, or has without what records need."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from showcase.catalogue.load import Catalogue
from showcase.files.problem import Message, Problem
from showcase.files.source import Source, Tree
from showcase.files.yaml_tree import YamlError, parse_tree
from showcase.past.history import Commit, History, HistoryError, load_blobs
from showcase.schema.fields import quoted
from showcase.schema.vocabulary import TERM_MODELS

_VERSIONS = 5
_NEEDED = ("demo", "contact")
"""What a term has that records of its own need; the rules are named as the keys are."""


@dataclass(frozen=True)
class Lost:
    """A term as it was: at `commit`. `now` is the code of the term that bears its name today, if one does."""

    vocabulary: str
    code: str
    label: str
    commit: Commit
    now: str | None
    needed: str | None
    """What the term itself has lost, if it is still there."""

    @property
    def path(self) -> str:
        return path_of(self.vocabulary)

    def tells(self, problem: Problem) -> bool:
        """Whether the problem may be of this cause."""
        return self.needed is None or problem.code == self.needed

    def place(self, source: Source) -> int | None:
        """The number of the term in the file."""
        terms = source.data.get("terms")
        codes = [term.get("code") for term in terms if isinstance(term, dict)] if isinstance(terms, list) else []
        return codes.index(self.now) if self.now in codes else None


def path_of(vocabulary: str) -> str:
    return f"content/vocabularies/{vocabulary}.yml"


def find_lost(catalogue: Catalogue, codes: Collection[str]) -> Iterator[Lost]:
    """Of these codes those that a vocabulary had otherwise; nothing where git cannot tell."""
    if not isinstance(catalogue.history, History):
        return
    for name in TERM_MODELS:
        found: dict[str, Lost] = {}
        for commit, raw in _versions(catalogue.history, path_of(name)):
            if any(code.encode() in raw for code in codes):
                for one in _lost(catalogue, name, commit, raw):
                    if one.code in codes:
                        found.setdefault(one.code, one)
        yield from found.values()


def _versions(history: History, path: str) -> Iterator[tuple[Commit, bytes]]:
    """The last versions of a file that main had, newest first."""
    steps = [(step.commit, blob) for step in reversed(history.revisions) if (blob := step.blobs.get(path))]
    last = dict(islice(((blob, commit) for commit, blob in steps), _VERSIONS))
    with suppress(HistoryError):
        for blob, raw in load_blobs(history.root, last):
            yield last[blob], raw


def _lost(catalogue: Catalogue, name: str, commit: Commit, raw: bytes) -> Iterator[Lost]:
    vocabulary = catalogue.vocabularies[name]
    then = {str(tree["code"]): tree for tree in _trees(raw)}
    source = catalogue.root / path_of(name)
    now = {str(tree["code"]): tree for tree in _trees(source.read_bytes())} if source.is_file() else {}
    new = [code for code in now if code not in then]
    gone = [code for code in then if code not in now and vocabulary.now(code) == code]
    for code, tree in then.items():
        label = str(tree.get("label", code))
        if code in gone:
            alike = [one for one in new if now[one].get("label") == label]
            heirs = alike or (new if len(new) == len(gone) == 1 else [])
            yield Lost(name, code, label, commit, next(iter(heirs), None), None)
        elif code in now:
            for key in _NEEDED:
                if key in tree and tree[key] != now[code].get(key):
                    yield Lost(name, code, label, commit, code, key)


def _trees(raw: bytes) -> list[dict[str, Tree]]:
    try:
        tree = parse_tree(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, YamlError):
        return []
    terms = tree.get("terms") if isinstance(tree, dict) else None
    return [term for term in terms if isinstance(term, dict) and "code" in term] if isinstance(terms, list) else []


def said_of(lost: Sequence[Lost]) -> Message:
    """What became of the terms of one vocabulary."""
    first = lost[0]
    if len(lost) > 1:
        named = [one.code for one in lost[:3]]
        more = "等 " if len(lost) > len(named) else ""
        return Message(
            f"这份词表里 {'、'.join(named)} {more}{len(lost)} 个代码不见了或改了样",
            f"{len(lost)} codes are gone or changed: {', '.join(named)}{' and others' if more else ''}",
        )
    if first.needed:
        return Message(
            f"{first.code}（{first.label}）原有的 {first.needed} 改了或不见了",
            f"{first.code} had another {first.needed}",
        )
    if first.now:
        return Message(
            f"代码 {quoted(first.code)}（{first.label}）改成了 {quoted(first.now)}",
            f"the code {quoted(first.code)} became {quoted(first.now)}",
        )
    return Message(
        f"代码 {quoted(first.code)}（{first.label}）不在这份词表里了", f"the code {quoted(first.code)} is gone"
    )


def remedy_of(lost: Sequence[Lost], *, inside: bool) -> Message:
    """How it is put right; `inside`: other vocabularies name the codes, so that no command runs before."""
    first = lost[0]
    version = f"{first.commit.sha[:8]}:./{first.path}"
    if len(lost) > 1:
        zh = f"整份取回：git checkout {first.commit.sha[:8]} -- {first.path}；改代码、停用用 showcase term"
        return Message(
            zh, f"bring it back: git checkout {first.commit.sha[:8]} -- {first.path}; change it by showcase term"
        )
    if first.needed:
        return Message(f"请写回（git show {version}）", f"put it back (git show {version})")
    if first.now and inside:
        command = f"showcase term rename {first.vocabulary} {first.code} --code {first.now}"
        return Message(f"先把代码改回 {first.code}，再用 {command} 改", f"write {first.code} again, then {command}")
    if first.now:
        command = f"showcase term map {first.vocabulary} {first.code} {first.now} --yes"
        return Message(
            f"让旧代码照样有效：{command}；以后改代码用 showcase term rename，会自己记下",
            f"let the former code mean it: {command}; showcase term rename does so by itself",
        )
    retire = f"showcase term retire {first.vocabulary} {first.code} --into 接手的代码"
    return Message(
        f"请把这一条写回去（git show {version}）；要停用的，写回后用 {retire}",
        f"put it back (git show {version}); to be rid of it, then {retire}",
    )
