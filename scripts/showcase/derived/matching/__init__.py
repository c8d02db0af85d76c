"""Which records belong together: similar ones of a kind, and achievements that may answer demands."""

from showcase.derived.matching.matcher import Matcher
from showcase.derived.matching.matches import SHOWN, Match, Matches, build_matches
from showcase.derived.matching.reasons import Reason
from showcase.derived.matching.similar import SIMILAR, build_similar

__all__ = ["SHOWN", "SIMILAR", "Match", "Matcher", "Matches", "Reason", "build_matches", "build_similar"]
