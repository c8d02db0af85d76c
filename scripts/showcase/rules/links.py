"""Rules across records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from showcase.files.problem import Loc, Message, Problem
from showcase.rules.engine import Draft
from showcase.schema.records import WORDS, Achievement, Demand, kind_of


def check_links(drafts: Mapping[str, Draft], aliases: Mapping[str, str], present: frozenset[str]) -> Iterator[Problem]:
    """引用的记录（superseded_by、matches 等）须存在；对接的双方一为成果、一为需求；曾用编号不与任何编号相同。
    Records referred to must exist; a match joins an achievement and a demand; an alias is no id in use.

    `present` are the ids of all files, the broken ones too."""
    for draft in drafts.values():
        for loc, target, kinds in _references(draft):
            yield from _check_reference(draft, loc, target, kinds, present | frozenset(aliases))
        for index, alias in enumerate(() if "aliases" in draft.unsound else draft.record.aliases):
            if alias in drafts or aliases[alias] != draft.record.id:
                owner = alias if alias in drafts else aliases[alias]
                message = Message(f'曾用编号 "{alias}" 已被 {owner} 使用', f'the alias "{alias}" is taken by {owner}')
                hint = Message("编号不得重用", "ids are never used again")
                yield draft.source.problem("aliases", ("aliases", index), message, hint)


def _references(draft: Draft) -> Iterator[tuple[Loc, str, str]]:
    record = draft.record
    other = Demand.LETTER if draft.kind == "achievement" else Achievement.LETTER
    if "superseded_by" not in draft.unsound and record.superseded_by:
        yield ("superseded_by",), record.superseded_by, record.LETTER
    for index, other_id in enumerate(() if "distinct_from" in draft.unsound else record.distinct_from):
        yield ("distinct_from", index), other_id, record.LETTER
    for index, match in enumerate(() if "matches" in draft.unsound else record.matches):
        yield ("matches", index, "id"), match.id, other
    resolution = None if "resolution" in draft.unsound else record.resolution
    if resolution and resolution.achievement:
        yield ("resolution", "achievement"), resolution.achievement, Achievement.LETTER


def _check_reference(draft: Draft, loc: Loc, target: str, kind: str, known: frozenset[str]) -> Iterator[Problem]:
    if target[0] != kind:
        zh = f"{WORDS[kind_of(kind)]}（{kind} 开头）"
        message = Message(
            f'此处应引用{zh}，现为 "{target}"', f'must refer to an id that begins with {kind}, found "{target}"'
        )
        yield draft.source.problem("links", loc, message, Message("请改为对方的编号", "give the other side's id"))
    elif target not in known:
        message = Message(f'没有编号为 "{target}" 的记录', f'there is no record "{target}"')
        yield draft.source.problem("links", loc, message, Message("请核对编号", "look at the id again"))
    elif target == draft.record.id:
        message = Message(f'不能引用自己（"{target}"）', f'must not refer to itself ("{target}")')
        yield draft.source.problem(
            "links", loc, message, Message("请改为另一条的编号或删去", "name another or remove it")
        )
