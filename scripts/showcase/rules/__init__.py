"""Rules across fields and across records; the rules of single fields are in records.py."""

from showcase.rules import (
    achievement,
    advice,
    attachments,
    body,
    comments,
    common,
    demand,
    novelty,
    privacy,
    progress,
    remarks,
    suspects,
    wording,
)
from showcase.rules.duplicates import check_duplicates
from showcase.rules.engine import ADVICE, RULES, Draft, check_advice, check_record
from showcase.rules.events import check_events
from showcase.rules.links import check_links
from showcase.rules.metadata import check_metadata, listed_files
from showcase.rules.remarks import check_remarks
from showcase.rules.verdicts import check_verdicts

TEXTS = {
    **{rule.code: rule.text for rule in RULES},
    "duplicates": check_duplicates.__doc__ or "",
    "events": check_events.__doc__ or "",
    "links": check_links.__doc__ or "",
    "metadata": check_metadata.__doc__ or "",
    "remarks": check_remarks.__doc__ or "",
    "verdicts": check_verdicts.__doc__ or "",
}
"""Every rule in the words of its docstring, by code; those across records and files last."""

__all__ = [
    "ADVICE",
    "RULES",
    "TEXTS",
    "Draft",
    "achievement",
    "advice",
    "attachments",
    "body",
    "check_advice",
    "check_duplicates",
    "check_events",
    "check_links",
    "check_metadata",
    "check_record",
    "check_remarks",
    "check_verdicts",
    "comments",
    "common",
    "demand",
    "listed_files",
    "novelty",
    "privacy",
    "progress",
    "remarks",
    "suspects",
    "wording",
]
