"""What a pull request changes, and which problems are its own."""

from showcase.review.report import Report, build_report

__all__ = ["Report", "build_report"]
