"""Which records belong together: similar ones of a kind, and achievements that may answer demands.

`matching/` proposes achievements for open demands. Text is compared by BM25F vectors (`vectors.py`), measures in
base units (`units.py`, `quantities.py`, `targets.py`), then field, stage and money (`conditions.py`); `score.py`
holds the weights and `choice.py` the limits. A pair is proposed only if something can be said for it in whole
words (`words.py`, `topics.py`, `reasons.py`): a telling word that both say up front or a target met; a word that
one only mentions or a similar target will do from a higher score on. Among at least twenty open records of either
kind, a pair is also proposed of which each is the other's nearest, and is said to be just that. The page of a demand
that nothing answers adds, by name only, what stands out among the rest (`choice.py`). What a broker has decided
(`verdicts.py`) outweighs all of it. Only records that are listed, open today and not replaced are proposed.
"""

from showcase.derived.matching.matcher import Matcher
from showcase.derived.matching.matches import SHOWN, Match, Matches, build_matches, recall_matches
from showcase.derived.matching.reasons import Reason
from showcase.derived.matching.similar import SIMILAR, build_similar

__all__ = [
    "SHOWN",
    "SIMILAR",
    "Match",
    "Matcher",
    "Matches",
    "Reason",
    "build_matches",
    "build_similar",
    "recall_matches",
]
