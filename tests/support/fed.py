"""What other systems read, in memory."""

from __future__ import annotations

from showcase.derived.views import Views
from showcase.files.minisign import SigningKey
from showcase.outputs.feeds import render_feeds


def made_feeds(views: Views, key: SigningKey | None = None) -> dict[str, bytes]:
    """Every file of the API and the feeds by path."""
    files: dict[str, bytes] = {}
    render_feeds(views, files, key)
    return files
