"""A period as the papers see it: what moved, what is stuck, what seeks capital, what ends soon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from showcase.catalogue.entry import Entry
from showcase.derived.progress import is_silent, is_unanswered, silent_since, waiting_since
from showcase.digest.comparison import Comparison, Step
from showcase.digest.past import States
from showcase.digest.period import Period
from showcase.schema.parts import Financing


@dataclass(frozen=True)
class Stuck:
    """A record that does not move: what is missing, and since when."""

    entry: Entry
    what: str
    since: date

    @property
    def days(self) -> int:
        return (self.entry.as_of - self.since).days

    def order(self) -> tuple[date, str]:
        return self.since, self.entry.id


@dataclass(frozen=True)
class Account:
    """A period with both its ends."""

    states: States
    period: Period

    @cached_property
    def comparison(self) -> Comparison:
        return Comparison(self.states.before, self.states.after)

    @cached_property
    def moved(self) -> list[Step]:
        """What was signed, landed or resolved, then what came to be negotiated."""
        steps = self.comparison.steps
        concluded = [step for step in steps if step.came_to("signed", "landed", "resolved")]
        return concluded + [step for step in steps if step.came_to("negotiating")]

    @cached_property
    def wanting(self) -> list[tuple[Step, Financing]]:
        """What is listed and seeks capital, the largest sum first."""
        steps = self.comparison.steps
        found = [(step, step.after.record.financing) for step in steps if step.after.listed]
        wanting = [(step, financing) for step, financing in found if financing]
        return sorted(wanting, key=lambda pair: (pair[0].before is not None, -pair[1].amount, pair[0].after.id))

    @cached_property
    def expiring(self) -> list[Entry]:
        """What ends before the next period does, the first first."""
        last = self.period.following.last
        listed = self.states.after.listed
        found = [entry for entry in listed if entry.is_open and self.period.last <= entry.closes <= last]
        return sorted(found, key=lambda entry: (entry.closes, entry.id))

    @cached_property
    def clocked(self) -> bool:
        """Whether anybody tells what comes of records: else the clock of the first contact says nothing of any."""
        return any(entry.record.progress for entry in self.states.after.entries)

    @cached_property
    def stuck(self) -> list[Stuck]:
        """What nobody answered, then what went silent, the longest first; without a clock what nobody touched."""
        listed = self.states.after.listed
        if not self.clocked:
            held = [entry for entry in listed if entry.is_open and moved_on(entry) < self.period.first]
            return sorted((Stuck(entry, "没有变动", moved_on(entry)) for entry in held), key=Stuck.order)
        unanswered = [
            Stuck(entry, "未回应", since)
            for entry in listed
            if is_unanswered(entry) and (since := waiting_since(entry))
        ]
        silent = [
            Stuck(entry, "没有新进展", since) for entry in listed if is_silent(entry) and (since := silent_since(entry))
        ]
        return sorted(unanswered, key=Stuck.order) + sorted(silent, key=Stuck.order)


def moved_on(entry: Entry) -> date:
    """The day on which the record was last touched."""
    return entry.modified.date()
