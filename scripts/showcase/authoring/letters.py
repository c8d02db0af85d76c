"""Ready mails (RFC 5322) that an editor opens, reads and sends: nothing is sent by a program."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from email.message import EmailMessage
from email.policy import SMTP

from showcase.past.day import SHANGHAI

_TYPES = {
    ".xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".ics": ("text", "calendar"),
}


def render_letter(
    sender: str,
    receiver: str,
    subject: str,
    text: str,
    attachments: Mapping[str, bytes],
    day: date,
    html: str = "",
) -> bytes:
    """A mail with its attachments, which mail programs open as a draft; the same bytes for the same content.

    Without a receiver whoever sends it fills one in; `html` is the same text for programs that show it.
    """
    letter = EmailMessage(policy=SMTP)
    if sender:
        letter["From"] = sender
    if receiver:
        letter["To"] = receiver
    letter["Subject"] = subject
    letter["Date"] = datetime.combine(day, time(9), SHANGHAI)
    letter["X-Unsent"] = "1"  # Outlook opens it to be sent
    letter.set_content(text, cte="base64")
    if html:
        letter.add_alternative(html, subtype="html", cte="base64")
    for name, content in attachments.items():
        kind, subtype = _TYPES[name[name.rindex(".") :]]
        letter.add_attachment(content, maintype=kind, subtype=subtype, filename=name)
    for number, part in enumerate(one for one in letter.walk() if one.is_multipart()):
        part.set_boundary(f"=_{day.isoformat()}_{number}_showcase")
    return letter.as_bytes()
