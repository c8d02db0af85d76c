"""Why a pair is proposed, in the words of a broker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from showcase.catalogue.entry import Entry
from showcase.derived.matching.conditions import Money
from showcase.derived.matching.score import Judgement
from showcase.derived.matching.targets import Comparison
from showcase.derived.matching.topics import Topic
from showcase.schema.terms import Operator
from showcase.schema.vocabulary import Vocabulary
from showcase.schema.words import say_amount, say_measure, say_named, say_target

TOPICS = 4
TARGETS = 3
NEAREST = "用词不同，但在公开的成果和需求中，两边的描述互为最接近"

Kind = Literal["topic", "target", "nearest", "stage", "budget", "field"]


@dataclass(frozen=True)
class Reason:
    """One thing that speaks for a pair or, if not `good`, against it; `text` is a clause without a full stop."""

    kind: Kind
    text: str
    good: bool = True


def build_reasons(
    demand: Entry, achievement: Entry, judgement: Judgement, topics: Sequence[Topic], *, nearest: bool
) -> list[Reason]:
    """Common words, targets, stage, money, field: what is most telling first.

    `nearest` says that each is the other's best, which is said of pairs that have no better reason.
    """
    reasons = [Reason("nearest", NEAREST)] if nearest else list(_say_topics(topics))
    operators = demand.vocabularies.operators
    said = [_say_comparison(item, operators) for item in judgement.comparisons]
    # What is missed is not pushed out by what is met.
    said.sort(key=lambda reason: reason.good)
    reasons += sorted(said[:TARGETS], key=lambda reason: not reason.good)
    reasons += _say_stage(demand, achievement, judgement.ahead)
    if judgement.money:
        reasons.append(_say_money(demand, achievement, judgement.money))
    labels = judgement.overlap.own or judgement.overlap.broader
    return reasons + ([Reason("field", f"同属{'、'.join(labels)}")] if labels else [])


def _say_topics(topics: Sequence[Topic]) -> Iterator[Reason]:
    """What both are about; failing that, what they mention."""
    telling = [topic for topic in topics if topic.telling]
    mentioned = [topic for topic in topics if topic.rare]
    if words := [_say_topic(topic) for topic in telling or mentioned][:TOPICS]:
        yield Reason("topic", f"都{'涉及' if telling else '提到'}{'、'.join(words)}")


def _say_topic(topic: Topic) -> str:
    """生蚝（即牡蛎）; 对虾 and 南美白对虾 need no such explanation."""
    other = topic.other
    return f"{topic.word}（即{other}）" if other and other not in topic.word and topic.word not in other else topic.word


def _say_comparison(item: Comparison, operators: Vocabulary[Operator]) -> Reason:
    offered, wanted = say_measure(item.advantage), say_target(item.target, operators)
    if not item.same:
        text = f"{say_named(item.advantage, offered)}（要求：{say_named(item.target, wanted)}）"
    elif item.met:
        text = f"{say_named(item.advantage, offered)}，达到要求的 {wanted}"
    else:
        text = f"{item.target.metric}要求 {wanted}，成果为 {offered}，未达"
    return Reason("target", text, good=item.met)


def _say_stage(demand: Entry, achievement: Entry, ahead: int | None) -> Iterator[Reason]:
    if ahead is None:
        return
    (least,), (reached,) = demand.labels("stage_min"), achievement.labels("stage")
    if ahead < 0:
        yield Reason("stage", f"成果处于{reached}，未到需求的最低阶段{least}", good=False)
    elif ahead == 0:
        yield Reason("stage", f"成果处于{reached}，符合需求的最低阶段")
    else:
        yield Reason("stage", f"成果处于{reached}，满足需求的最低阶段{least}")


def _say_money(demand: Entry, achievement: Entry, money: Money) -> Reason:
    wanted, offered = demand.record.budget, achievement.record.price
    assert wanted is not None
    assert offered is not None
    modes = demand.vocabularies.price_modes
    price, budget = say_amount(offered, modes), say_amount(wanted, modes)
    if money.price[0] > money.budget[1]:
        return Reason("budget", f"报价 {price}，超出预算 {budget}", good=False)
    if money.price[1] > money.budget[1]:
        return Reason("budget", f"报价 {price}，与预算 {budget}有重合")
    if money.price[1] < money.budget[0]:
        return Reason("budget", f"报价 {price}，低于预算 {budget}")
    return Reason("budget", f"报价 {price}，在预算 {budget}之内")
