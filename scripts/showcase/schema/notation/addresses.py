"""Mail and web addresses as people write them → as a link needs them."""

from __future__ import annotations

import re

from showcase.schema.notation.reading import NOTHING, Reading, plain, proposed

MAIL = r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
URL = r"https://[^\s<>\"']*[^\s<>\"'，。；：、！？）】》”’]"
_MAILS = re.compile(r"[A-Za-z0-9._+-]{1,64} ?@ ?(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z0-9-]{2,63}")
_AT = re.compile(r" ?(?:[(\[{<](?:at|AT)[)\]}>]|艾特) ?")
_DOT = re.compile(r" ?[(\[{<](?:dot|DOT)[)\]}>] ?")
_COMMAS = re.compile(r"@[A-Za-z0-9-]{1,63}(?:[.,][A-Za-z0-9-]{1,63}){1,5}(?![A-Za-z0-9._+-]{0,64} ?@)")
_AT_IN_WORDS = re.compile(" ?# ?| at ")
_URL = re.compile(URL)
_WORDS_BESIDE = re.compile(r"([^\s]{1,300})\s[^\u4e00-\u9fff]{0,20}[\u4e00-\u9fff].{0,100}")
_DOI = re.compile(
    r"(?:doi ?[:：]? ?|https?://(?:dx\.)?doi\.org/)?(10\.[0-9]{4,9}/[^\s<>\"'，。；]{1,120})", re.IGNORECASE
)
_HOST = re.compile(r"(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24}(?:/[^ ]*)?")


def read_mail(text: str) -> Reading:
    """`邮箱：office＠x。cn` and `mailto:<office@x.cn>` → office@x.cn; of several the first is only proposed."""
    said = plain(text)
    found = _MAILS.findall(said)
    if not found:
        return _in_disguise(said)
    first = found[0].replace(" ", "")
    return Reading(first) if len(found) == 1 else proposed(first, "只写一个邮箱", "one address only")


def _in_disguise(said: str) -> Reading:
    """An address with another sign in the place of @ or of a dot: office(at)x.cn, office@x,cn; office#x.cn alone."""
    spelt = _COMMAS.sub(_dotted, _DOT.sub(".", _AT.sub("@", said)))
    found = _MAILS.findall(spelt)
    if not found and "@" not in spelt:
        alone = _AT_IN_WORDS.sub("@", spelt.replace(" dot ", "."))
        found = [alone] if _MAILS.fullmatch(alone) else []
    return proposed(found[0].replace(" ", ""), "请核对", "please check it") if len(found) == 1 else NOTHING


def _dotted(host: re.Match[str]) -> str:
    return host[0].replace(",", ".")


def read_url(text: str) -> Reading:
    """`www.x.cn` and `https：//x.cn/a b。` → https://www.x.cn, https://x.cn/a%20b."""
    if doi := _DOI.fullmatch(text.strip()):
        return Reading(f"https://doi.org/{doi[1]}")
    if (beside := _WORDS_BESIDE.fullmatch(text.strip())) and _URL.fullmatch(beside[1]):
        return proposed(beside[1], "只写网址，不写说明", "the address alone, no words")
    bare = text.strip().rstrip("，。；：、！？）】》”’").replace("：//", "://").replace(" ", "%20")
    if bare.lower().startswith("http://"):
        return proposed(f"https://{bare[7:]}", "请先打开看看", "open it first")
    if _HOST.fullmatch(bare):
        return Reading(f"https://{bare}")
    return Reading(bare) if _URL.fullmatch(bare) else NOTHING
