"""A copy of a catalogue's API and feeds that keeps in step with its source."""

from __future__ import annotations

from showcase.mirror.manifest import MirrorError
from showcase.mirror.run import Outcome, mirror

__all__ = ["MirrorError", "Outcome", "mirror"]
