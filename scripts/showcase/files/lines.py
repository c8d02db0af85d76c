"""Lines of one paragraph that their author meant as lines: numbered by hand, or with a label each."""

from __future__ import annotations

import re

from showcase.files.figures import HAN

_ORDINAL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_ENUMERATOR = re.compile(
    rf"[ \t\u3000]{{0,12}}(?:[（(]{_ORDINAL}[)）]|{_ORDINAL}[、．]|\d{{1,2}}[.）)](?=[\u4e00-\u9fff“《])"
    r"|[A-Za-z][.)）．、][ \t]{0,3}(?=[\u4e00-\u9fff“《])|[（(][a-z][)）]|\[\d{1,2}\][ \t]{1,3}(?=\S)"
    r"|[①-⒛㈠-㈩㊀-㊉·•●■◆▲★※○◇□▪▶➢►✓√][ \t]*(?=\S)|[-*+—–](?=[\u4e00-\u9fff“《]))"
)


_QUANTITY = "万亿千百十成倍米克吨元年月日天度个次台套毫厘公升小秒分以至"
_SECTION = re.compile(
    rf"[ \t\u3000]{{0,12}}\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}[ \t]{{0,3}}(?![{_QUANTITY}])(?=[\u4e00-\u9fff“《])"
)
_LABELLED = re.compile(rf"[ \t]{{0,12}}(?:\*\*)?[{HAN}A-Za-z0-9（）/]{{1,12}}：")


def begins_anew(body: str, line: int, following: int) -> bool:
    """Whether the line at `following` stays one of its own behind the one at `line`."""
    alike = any(kind.match(body, following) and kind.match(body, line) for kind in (_LABELLED, _SECTION))
    return alike or _ENUMERATOR.match(body, following) is not None
