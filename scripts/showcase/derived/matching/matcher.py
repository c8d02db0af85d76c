"""Compares the records of a catalogue; what all comparisons need is made once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from showcase.catalogue.entry import Entry
from showcase.derived.matching.score import Judgement, build_side, judge
from showcase.derived.matching.synonyms import Synonyms
from showcase.derived.matching.targets import Metrics
from showcase.derived.matching.texts import WEIGHTS, matching_texts
from showcase.derived.matching.topics import Topic, Topics
from showcase.derived.matching.vectors import Matrix, build_cosines, build_vectors
from showcase.schema.terms import WordGroup
from showcase.schema.vocabulary import Vocabulary


class Matcher:
    """Knows the texts, measures and words of `entries`; a pair is a demand and an achievement of them."""

    def __init__(self, entries: Sequence[Entry], synonyms: Vocabulary[WordGroup]) -> None:
        known = Synonyms(synonyms)
        texts = [matching_texts(entry) for entry in entries]
        self._rows = {entry.id: row for row, entry in enumerate(entries)}
        self._sides = {entry.id: build_side(entry) for entry in entries}
        names = (item.metric for side in self._sides.values() for item, _ in side.measures)
        self._metrics = Metrics(names, known)
        self._vectors = build_vectors(texts, WEIGHTS, known)
        self._topics = Topics(entries, texts, known)

    def cosines(self, demands: Sequence[Entry], achievements: Sequence[Entry]) -> Matrix:
        """Likeness of the texts of each demand (row) and each achievement (column)."""
        demand_rows, achievement_rows = (
            self._vectors.rows([self._rows[entry.id] for entry in side]) for side in (demands, achievements)
        )
        return build_cosines(demand_rows, achievement_rows)

    def judge(self, demand: Entry, achievement: Entry, cosine: float) -> Judgement:
        return judge(self._sides[demand.id], self._sides[achievement.id], cosine, self._metrics)

    def topics(self, demand: Entry, achievement: Entry) -> list[Topic]:
        return self._topics.shared(demand.id, achievement.id)

    def judge_all(
        self, demands: Sequence[Entry], achievements: Sequence[Entry], pairs: Iterable[tuple[int, int]], cosines: Matrix
    ) -> dict[tuple[str, str], Judgement]:
        """The judgements of `pairs`, which are rows and columns of `cosines`, by the ids."""
        return {
            (demands[row].id, achievements[column].id): self.judge(
                demands[row], achievements[column], float(cosines[row, column])
            )
            for row, column in pairs
        }
