"""Rules across fields and across records; the rules of single fields are in records.py."""

from showcase.rules import achievement, body, common, demand
from showcase.rules.engine import RULES, Draft, check_record
from showcase.rules.links import check_links

__all__ = ["RULES", "Draft", "achievement", "body", "check_links", "check_record", "common", "demand"]
