"""What a pull request changes, and which problems are its own."""

from showcase.review.report import Report, build_report
from showcase.review.revisions import RevisionError

__all__ = ["Report", "RevisionError", "build_report"]
