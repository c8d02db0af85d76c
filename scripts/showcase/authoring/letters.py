"""Ready mails (RFC 5322) that an editor opens, reads and sends: nothing is sent by a program."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from email.message import EmailMessage
from email.policy import SMTP

from showcase.past.day import SHANGHAI

_TYPES = {
    ".xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".ics": ("text", "calendar"),
}


def render_letter(
    sender: str, receiver: str, subject: str, text: str, attachments: Mapping[str, bytes], day: date
) -> bytes:
    """A mail with its attachments, which mail programs open as a draft; the same bytes for the same content."""
    letter = EmailMessage(policy=SMTP)
    if sender:
        letter["From"] = sender
    letter["To"] = receiver
    letter["Subject"] = subject
    letter["Date"] = datetime.combine(day, time(9), SHANGHAI)
    letter["X-Unsent"] = "1"  # Outlook opens it to be sent
    letter.set_content(text, cte="base64")
    for name, content in attachments.items():
        kind, subtype = _TYPES[name[name.rindex(".") :]]
        letter.add_attachment(content, maintype=kind, subtype=subtype, filename=name)
    if letter.is_multipart():
        letter.set_boundary(f"=_{day.isoformat()}_showcase")
    return letter.as_bytes()
