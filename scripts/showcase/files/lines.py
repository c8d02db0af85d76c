"""Lines of one paragraph that their author meant as lines: numbered by hand, or with a label each."""

from __future__ import annotations

import re

from showcase.files.figures import HAN

_ORDINAL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_ENUMERATOR = re.compile(
    rf"[ \t\u3000]{{0,12}}(?:[（(]{_ORDINAL}[)）]|{_ORDINAL}[、．]|\d{{1,2}}[.）)](?=[\u4e00-\u9fff“《])"
    r"|[①-⒛㈠-㈩㊀-㊉·•●■◆▲★※○◇□▪▶➢►✓√][ \t]*(?=\S)|[-*+—–](?=[\u4e00-\u9fff“《]))"
)


_LABELLED = re.compile(rf"[ \t]{{0,12}}(?:\*\*)?[{HAN}A-Za-z0-9（）/]{{1,12}}：")


def begins_anew(body: str, line: int, following: int) -> bool:
    """Whether the line at `following` stays one of its own behind the one at `line`."""
    labelled = _LABELLED.match(body, following) and _LABELLED.match(body, line)
    return bool(labelled or _ENUMERATOR.match(body, following))
