"""What is told beside the records: in comments, vocabularies, the programme of events, the site's pages and settings.

The repository is as public as the site, and keeps what was ever in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from showcase.files.characters import place_of
from showcase.files.problem import Loc, Message, Problem, Severity
from showcase.files.source import Source, tree_texts
from showcase.files.yaml_comments import comments
from showcase.rules.engine import Draft, Finding, rule
from showcase.rules.privacy import find_told, is_certain, said_of
from showcase.rules.references import as_shown, written_offset
from showcase.schema.vocabulary import Vocabularies

_ELSEWHERE = ("phone", "domains", "words", "what")
"""Fields of which another check knows what may stand there, or that hold nothing but words."""


@rule(form=False)
def check_told_in_comments(draft: Draft, vocabularies: Vocabularies) -> Iterator[Finding]:
    """注释里也不写个人信息、密级标志和内部情况：网站上看不到，仓库里看得到。
    Comments tell nothing of persons and nothing secret either: the repository shows them."""
    for place, message, severity in _in_comments(draft.source, vocabularies):
        yield Finding((), message, _REMOVE, severity, place)


def check_remarks(source: Source, vocabularies: Vocabularies) -> Iterator[Problem]:
    """词表和活动的文字、注释里不写个人信息、密级标志和内部情况。
    Neither the words nor the comments of vocabularies and events tell of persons or what is secret."""
    for loc, text, at_key in tree_texts(source.data):
        for message, severity in () if at_key or loc[-1] in _ELSEWHERE or "words" in loc else _told(text, vocabularies):
            yield source.problem("remarks", loc, message, _OFFICE, severity)
    for (line, column), message, severity in _in_comments(source, vocabularies):
        yield Problem(source.path, line, column, severity, "remarks", _NOWHERE, message, _REMOVE)


def check_pages_told(source: Source, vocabularies: Vocabularies) -> Iterator[Problem]:
    """网站页面和 mkdocs.yml 也不写个人信息、密码和密钥。
    Neither the site's own pages nor its settings tell of persons, or what opens something; what is kept they speak of,
    where they say how records are reviewed."""
    if source.problems:
        return
    shown, shifts = as_shown(source.text)
    for found in find_told(shown, vocabularies):
        if found.kind in ("secret", "trade"):
            continue
        line, column = place_of(source.text, written_offset(shifts, found.offset))
        severity = Severity.ERROR if is_certain(found) else Severity.WARNING
        hint = _CHANGE if found.kind == "access" else _OFFICE
        yield Problem(source.path, line, column, severity, "remarks", _NOWHERE, said_of(found), hint)


_NOWHERE: Loc = ()
_OFFICE = Message(
    "请改写单位或部门；程序认错了的，换一种写法", "name the office instead; write it otherwise if this is none"
)
_CHANGE = Message("请删去并立即更换，谁都读得到", "remove it and change it at once: anybody can read it")
_REMOVE = Message("注释随仓库公开，请删去", "comments are public as the repository is: remove it")


def _in_comments(source: Source, vocabularies: Vocabularies) -> Iterator[tuple[tuple[int, int], Message, Severity]]:
    if not source.front or not source.span:
        return
    text = source.text
    for offset, words in comments(text, source.front, *source.span):
        for message, severity in _told(words, vocabularies):
            yield place_of(text, offset), message, severity


def _told(text: str, vocabularies: Vocabularies) -> Iterator[tuple[Message, Severity]]:
    for found in find_told(text, vocabularies):
        yield said_of(found), Severity.ERROR if is_certain(found) else Severity.WARNING
