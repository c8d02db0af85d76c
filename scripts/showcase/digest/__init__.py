"""Weekly, monthly and quarterly digests (专报) for those who run the service; never part of the site."""

from showcase.digest.account import Account
from showcase.digest.contents import build_brief, build_digest, build_supply_lists
from showcase.digest.excel import render_excel
from showcase.digest.letterhead import load_letterhead
from showcase.digest.mail import build_mails
from showcase.digest.markdown import render_markdown
from showcase.digest.past import load_states
from showcase.digest.period import Period, PeriodKind, last_period
from showcase.digest.word import render_word

__all__ = [
    "Account",
    "Period",
    "PeriodKind",
    "build_brief",
    "build_digest",
    "build_mails",
    "build_supply_lists",
    "last_period",
    "load_letterhead",
    "load_states",
    "render_excel",
    "render_markdown",
    "render_word",
]
