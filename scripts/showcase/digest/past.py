"""The catalogue as main published it at the end of a past day.

The files of the last commit of that day are read again and checked by today's rules: a past record that breaks a
rule made since is left out, and `States.unsound` counts those. Nothing comes from the working tree, so that
a digest can be made again, from any full clone, with the same result.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from showcase.catalogue.load import Catalogue, load
from showcase.digest.period import Period
from showcase.files.git import write_content
from showcase.files.problem import Message
from showcase.files.scratch import scratch
from showcase.past.day import SHANGHAI
from showcase.past.history import History, HistoryError, load_history


@dataclass(frozen=True)
class States:
    """The catalogue on the eve of a period and at its end, and on the eve of the period before; None before the first
    commit."""

    before: Catalogue | None
    after: Catalogue
    history: History
    earlier: Catalogue | None = None

    @property
    def unsound(self) -> int:
        """Record files of the end that today's rules refuse."""
        return len({problem.path for problem in self.after.errors})


def load_states(root: Path, period: Period) -> States:
    """Both ends of a period, and the beginning of the one before, from git; raises HistoryError."""
    history = load_history(root, period.last)
    after = _load_state(root, period.last, history)
    if after is None:
        message = Message(
            f"{period.label}结束时还没有任何提交，没有可以汇总的内容。",
            f"there was no commit yet at the end of {period.name}",
        )
        raise HistoryError(message, serious=False)
    before, earlier = (_load_state(root, day, history) for day in (period.eve, period.preceding.eve))
    return States(before, after, history, earlier)


def _load_state(root: Path, day: date, history: History) -> Catalogue | None:
    end = datetime.combine(day + timedelta(days=1), time(), SHANGHAI)
    known = history.until(end)
    if known.last is None:
        return None
    with scratch() as folder:
        (folder / "content").mkdir()
        write_content(root, known.last.sha, folder)
        return load(folder, day, known)
