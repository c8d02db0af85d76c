"""What happened between the two ends of a period, record by record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from showcase.catalogue.entry import Entry
from showcase.catalogue.load import Catalogue
from showcase.schema.parts import Progress

_OF_EVENTS = {"status", "withdrawn", "resolution", "progress", "outcome"}
"""Fields whose change is told as what it means, not as a change of content."""


@dataclass(frozen=True)
class Step:
    """A record at the end of the period, and as it was on its eve: None if it is new."""

    before: Entry | None
    after: Entry

    @property
    def entered(self) -> bool:
        return self.after.listed and not (self.before and self.before.listed)

    @property
    def changed_fields(self) -> tuple[str, ...]:
        """Labels of the fields whose content changed, the body as 正文; a new record has none."""
        if self.before is None or self.before.source.sha256 == self.after.source.sha256:
            return ()
        former, record = self.before.record, self.after.record
        fields = type(record).model_fields
        found = [
            fields[name].title or name
            for name in fields
            if name not in _OF_EVENTS and getattr(former, name, None) != getattr(record, name)
        ]
        return (*found, *(("正文",) if self.before.source.body.strip() != self.after.source.body.strip() else ()))

    @property
    def advanced(self) -> tuple[Progress, ...]:
        """The steps that were told in the period, on whatever day they were made."""
        former = list(self.before.record.progress) if self.before else []
        steps = []
        for step in self.after.record.progress:
            if step in former:
                former.remove(step)
            else:
                steps.append(step)
        return tuple(steps)

    def came_to(self, *codes: str) -> bool:
        """Whether its status became one of these."""
        return self.after.record.status in codes and (
            self.before is None or self.before.record.status != self.after.record.status
        )


@dataclass(frozen=True)
class Comparison:
    """All records at the end of a period beside what they were on its eve, newest first."""

    before: Catalogue | None
    after: Catalogue

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        before = self.before.by_id if self.before else {}
        return tuple(
            Step(next((before[name] for name in (entry.id, *entry.record.aliases) if name in before), None), entry)
            for entry in self.after.entries
        )

    @cached_property
    def removed(self) -> tuple[Entry, ...]:
        """Records whose files are gone; one that was renamed is not among them."""
        if self.before is None:
            return ()
        present = {*self.after.by_id, *(path.rpartition("/")[2].removesuffix(".md") for path in self.after.files)}
        return tuple(entry for entry in self.before.entries if entry.id not in present)

    def new(self) -> Iterator[Step]:
        return (step for step in self.steps if step.before is None)

    def left(self) -> Iterator[Entry]:
        """What was listed on the eve and is not at the end, as it was on the eve."""
        yield from (step.before for step in self.steps if step.before and step.before.listed and not step.after.listed)
        yield from (entry for entry in self.removed if entry.listed)
