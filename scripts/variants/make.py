"""Makes the table of variant characters (scripts/showcase/files/variants.txt) anew from Unicode's own data.

Run: python scripts/variants/make.py UCD

UCD is `ucd.all.grouped.xml` of the Unicode Character Database in XML (variants.md says which). A character that
neither OpenCC nor Unicode's compatibility forms lead to GB 2312 is a variant of the one character of GB 2312, once
OpenCC has simplified it, that

- is the ideograph of a radical (Equivalent_Unified_Ideograph),
- is its z-variant, or else its semantic one (Unihan's kZVariant, kSemanticVariant), or
- has the same radical and strokes and is read alike in Mandarin and in Cantonese (kRSUnicode, kMandarin, kCantonese).

Where there are several there is none.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

from opencc import OpenCC

IDEOGRAPHS = range(0x3400, 0xA000)
TARGET = Path(__file__).parents[1] / "showcase" / "files" / "variants.txt"
_CODE = re.compile(r"U\+([0-9A-F]+)")
_SIMPLIFIED = OpenCC("t2s").convert


class Character(NamedTuple):
    """What Unicode says of a character, as its data name it."""

    sign: str
    radical: str
    z: list[str]
    semantic: list[str]
    strokes: str
    mandarin: str
    cantonese: frozenset[str]


def main() -> None:
    every = list(_read(Path(sys.argv[1])))
    alike: defaultdict[tuple[str, str], list[Character]] = defaultdict(list)
    for one in every:
        if _everyday(_SIMPLIFIED(one.sign)):
            alike[one.strokes, one.mandarin].append(one)
    lines: defaultdict[str, list[str]] = defaultdict(list)
    for one in every:
        same = [other.sign for other in alike[one.strokes, one.mandarin] if _read_alike(one, other)]
        found = ({_SIMPLIFIED(sign) for sign in way} for way in ([one.radical], one.z, one.semantic, same))
        targets = next(filter(None, ({sign for sign in signs if _everyday(sign)} for signs in found)), set())
        known = _everyday(_SIMPLIFIED(unicodedata.normalize("NFKC", one.sign)))
        if not known and len(targets) == 1:
            lines[targets.pop()].append(one.sign)
    TARGET.write_text("".join(f"{sign}\t{''.join(sorted(old))}\n" for sign, old in sorted(lines.items())), "utf-8")


def _read(path: Path) -> Iterator[Character]:
    for _, element in ET.iterparse(path):  # noqa: S314  # Unicode's own file
        code = element.get("cp")
        if element.tag.endswith("}char") and code:
            radical = element.get("EqUIdeo") or ""
            if int(code, 16) in IDEOGRAPHS or radical:
                yield Character(
                    chr(int(code, 16)),
                    chr(int(radical, 16)) if radical else "",
                    _signs(element.get("kZVariant")),
                    _signs(element.get("kSemanticVariant")),
                    (element.get("kRSUnicode") or "").split(" ")[0],
                    (element.get("kMandarin") or "").split(" ")[0],
                    frozenset((element.get("kCantonese") or "").split()),
                )
        if element.tag.endswith("}group"):
            element.clear()


def _signs(value: str | None) -> list[str]:
    return [chr(int(code, 16)) for code in _CODE.findall(value or "")]


def _everyday(sign: str) -> bool:
    """Whether a character is one of the ideographs of GB 2312."""
    return sign.encode("gb2312", "ignore") >= b"\xb0"


def _read_alike(one: Character, other: Character) -> bool:
    both = one.cantonese & other.cantonese
    return bool(one.strokes and one.mandarin and (both or not (one.cantonese and other.cantonese)))


if __name__ == "__main__":
    main()
