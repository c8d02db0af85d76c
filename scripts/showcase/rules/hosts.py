"""Addresses that lead elsewhere than they seem, nowhere, or into a network that readers are not in.

Hosts as browsers read them (https://url.spec.whatwg.org/#host-parsing): a number is an address of IPv4 however it is
written, and `。` is a dot. Offsets count characters of the text as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from showcase.files.personal import Kind, Personal, normalize

_ADDRESS = re.compile(
    r"(https?:)?//(\[[^\]\s]{0,60}\](?::\d{1,6})?|[^\s/?#<>\"'()\[\]|，。｡；、（）！？：《》【】「」『』“”‘’…]{1,300})",
    re.IGNORECASE,
)
# Browsers take any number of slashes, of either kind, for two.
_SLASHES = re.compile(
    r"https?:(?:(?!//[^/\\])[/\\]{1,8}|(?=[0-9A-Za-z-]{1,63}\.[0-9A-Za-z]))[0-9A-Za-z\[\u3400-\u9fff][^\s<>\"'()，。；、]{0,300}",
    re.IGNORECASE,
)
_IPV6 = re.compile(r"\[[0-9A-Fa-f:.]{2,45}\](?::|$)")
# Other alphabets with the same looks, and signs that browsers read as letters, digits and dots (UTS 46).
_MIXED = re.compile(
    "[\u00b2\u00b3\u00b9\u0130-\u0131\u0250-\u02af\u0370-\u058f\u13a0-\u13ff\u1d00-\u1d7f\u1e9e\u2024\u2070-\u209c"
    "\u2100-\u218f\u2460-\u24ff\ufe52\uff0e\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff]"
)
_ENCODED_AT = re.compile("@|%40|＠|﹫", re.IGNORECASE)
# In running text an address ends before a Chinese full stop; in a field of its own and between brackets it goes on.
_IDEOGRAPHIC_DOT = re.compile(
    r"(?:^|[(<])(https?://[^\s/?#<>\"'()\[\]|，；、]{1,300}?[。｡][0-9A-Za-z][^\s/?#<>()]{0,300})"
)
_LETTER = re.compile(r"mailto:[^\s?<>()]{0,300}\?(?:[^\s<>()&]{0,300}&)?(?!subject=)[a-z]{1,20}=", re.IGNORECASE)

_END = r"(?![0-9A-Za-z_-]|\.[0-9A-Za-z])"
_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_IPV4 = re.compile(rf"{_OCTET}(?:\.{_OCTET}){{3}}{_END}")
_NUMBERS = re.compile(
    rf"(?:0x[0-9a-f]{{1,8}}|\d{{1,12}})(?:\.(?:0x[0-9a-f]{{1,8}}|\d{{1,12}})){{0,3}}{_END}", re.IGNORECASE
)
_PRIVATE = (
    r"(?:(?:10|127|0)\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)"
)
# The same as the first half of two groups of IPv6; and what may stand before an address of IPv4 within one.
_PRIVATE_HEX = "(?:0?a[0-9a-f]{2}|7f[0-9a-f]{2}|c0a8|a9fe|ac1[0-9a-f]|64[4-7][0-9a-f]|0{1,4}):"
_CARRIER = r"(?:[0:]{1,39}(?:ffff:(?:0{1,4}:)?)?|64:ff9b:[0:]{1,30})"
# Services whose every name leads to the number that it holds.
_NUMBER_NAMES = r"(?:nip|sslip|xip)\.io|localtest\.me|lvh\.me"
_INSIDE = re.compile(
    rf"(?={_IPV4.pattern}){_PRIVATE}"
    r"|\[(?:[0:]{2,39}1?\]|f[cd][0-9a-f]{2}:|fe[89a-f][0-9a-f]:)"
    rf"|\[(?:{_CARRIER}(?:{_PRIVATE}|{_PRIVATE_HEX})|2002:{_PRIVATE_HEX})"
    rf"|(?<![a-z0-9_.-])(?:[a-z0-9_-]{{1,63}}\.){{0,8}}(?:localhost|local|localdomain|lan|intranet|intra|private|internal"
    rf"|corp|home|home\.arpa|invalid|test|onion|alt|{_NUMBER_NAMES}){_END}"
    r"|[a-z][a-z0-9_-]{0,62}(?::\d{1,5})?(?![0-9A-Za-z_.:\u3400-\u9fff-])",
    re.IGNORECASE,
)
# A label has at most 63 signs, none of them a hyphen at an end, and the last is no number; ports end at 65535.
_NO_HOST = re.compile(r"^\.|\.\.[0-9A-Za-z]|(?:^|\.)-|-(?:\.|:|$)|[0-9A-Za-z_-]{64}|\.\d+(?::|$)")
_NO_PORT = re.compile(r":(?:0{1,5}(?!\d)|6553[6-9]|655[4-9]\d|65[6-9]\d\d|6[6-9]\d{3}|[7-9]\d{4}|\d{6}|[A-Za-z])")
_LONGEST = 253


def find_addresses(text: str) -> Iterator[Personal]:
    """Each address of the web that does not lead where a reader thinks, and letters that are written beforehand."""
    for match in _ADDRESS.finditer(text):
        host = match[2].rstrip(".,:;!*`~_")
        kind, certain = _judged(host) if match[1] else _seeming(host)
        if kind:
            yield Personal(kind, match.group(), normalize(match.group()), match.start(), certain)
    for match in _SLASHES.finditer(text):
        yield Personal("slashes", match.group(), normalize(match.group()), match.start())
    for match in _IDEOGRAPHIC_DOT.finditer(text):
        yield Personal("address", match[1], normalize(match[1]), match.start() + match.group().find(match[1]))
    for match in _LETTER.finditer(text):
        yield Personal("letter", match.group(), normalize(match.group()), match.start())


def _seeming(host: str) -> tuple[Kind | None, bool]:
    """Whether it leads elsewhere than it seems: a name before @, punycode, look-alike letters."""
    if _ENCODED_AT.search(host):
        return "address", True
    return ("address", False) if "xn--" in host.lower() or _MIXED.search(host) else (None, False)


def _judged(host: str) -> tuple[Kind | None, bool]:
    kind, certain = _seeming(host)
    if kind:
        return kind, certain
    ported = host.partition("]")[2] if host[:1] == "[" else host
    spoken = host[:1] == "[" and not _IPV6.match(host)  # in a manual the words for an address may stand there
    if not host or spoken or len(host) > _LONGEST or _NO_PORT.search(ported):
        return "nowhere", not spoken or host.isascii()
    if _INSIDE.match(host):
        return "inside", False
    if host[:1] == "[" or _IPV4.match(host):
        return "number", False
    if _NUMBERS.match(host):
        return "address", True
    return ("nowhere", True) if _NO_HOST.search(host) else (None, False)
