"""Characters that no text from outside may hold, by Unicode's own classes."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from showcase.files.characters import character_faults, check_characters
from showcase.files.lookalikes import meant_by
from showcase.files.mending import mend

EVERY = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF]
IGNORABLE = (
    *(range(0x180B, 0x1810), range(0x2060, 0x2070), range(0xFFF0, 0xFFF9), range(0xE0000, 0xE1000)),
    *(range(0x115F, 0x1161), range(0x17B4, 0x17B6), range(0x1BCA0, 0x1BCA4), range(0x1D173, 0x1D17B)),
    *((0x00AD,), (0x034F,), (0x061C,), (0x3164,), (0xFFA0,)),
)
"""Default_Ignorable_Code_Point of the Unicode Character Database, the selectors of an emoji's shape left out."""


def faulty(text: str) -> bool:
    return bool(list(character_faults(text))) and bool(check_characters("a.md", text))


def test_what_is_no_character() -> None:
    """The last two of every plane and U+FDD0 to U+FDEF."""
    assert all(faulty(f"海{chr(plane << 16 | low)}洋") for plane in range(17) for low in (0xFFFE, 0xFFFF))
    assert all(faulty(f"海{chr(code)}洋") for code in range(0xFDD0, 0xFDF0))


def test_format_controls_of_every_script() -> None:
    passed = [f"U+{ord(one):04X}" for one in EVERY if unicodedata.category(one) == "Cf" and not faulty(f"海{one}洋")]
    assert passed == []
    assert [hex(code) for group in IGNORABLE for code in group if not faulty(f"海{chr(code)}洋")] == []


def test_stacked_marks_of_every_script() -> None:
    marks = [one for one in EVERY if unicodedata.category(one) in {"Mn", "Me", "Mc"}]
    assert [f"U+{ord(one):04X}" for one in marks if not faulty("海" + one * 5)] == []


def test_letters_are_no_marks() -> None:
    """Five letters or signs in a row are a word, whatever the script."""
    words = [
        one
        for one in EVERY
        if unicodedata.category(one)[0] in "LNPS" and one not in "\u2800\ufffc\ufffd" and not looks_han(one)
    ]
    told = [f"U+{ord(one):04X}" for one in words if faulty(one * 5)]
    assert told == ["U+115F", "U+1160", "U+3164", "U+FFA0"]


def test_radicals_and_variants_are_no_characters() -> None:
    """What PDFs give in the place of Chinese characters is told; characters of their own in that block are not."""
    assert [word for word in ("⼈工智能", "⻓期", "\uf900", "⿕", "\ufaff") if not faulty(word)] == []
    assert [word for word in ("人工智能", "長期", "﨑", "﨩", "⿰", "々〇") if faulty(word)] == []


def looks_han(one: str) -> bool:
    """A radical, or a variant that Unicode itself gives for an ordinary character."""
    return "\u2e80" <= one <= "\u2fdf" or ("\uf900" <= one <= "\ufaff" and unicodedata.normalize("NFKC", one) != one)


@pytest.mark.parametrize("word", ["བསྒྲུབས་", "ကြို့", "กี่น้ำ", "קוֹמֵץ", "مُحَمَّد", "が", "é", "Nguyễn", "👨️", "1️⃣", "𠮷野家"])
def test_words_of_other_scripts_pass(word: str) -> None:
    assert not faulty(word)


def test_a_text_full_of_them_is_one_problem() -> None:
    """However many radicals a body has, its author reads one line: which, how many, where."""
    text = "---\n---\n⽤⽔⽣⾕⻥\n⼤⼩⼈\n" * 400
    (problem,) = check_characters("a.md", text)

    assert problem.message.zh == (
        "含有形似汉字的字符 ⽤（应为“用”）、⽔（应为“水”）、⽣（应为“生”）、⾕（应为“谷”）、⻥（应为“鱼”） 等 8 种，"
        "搜索找不到，共 3200 处，在第 3、4、7、8、11、12、15、16 等行"
    )


def test_what_looks_like_a_character_is_mended() -> None:
    """Radicals become the characters that they look like, none becomes another sign than a Chinese character."""
    meant = {one: meant_by(one) for one in EVERY if meant_by(one)}

    assert mend("⽤⽔⽣⾕⻥\u200b养殖\r\r\n\uf0b7 高效\r低耗") == "用水生谷鱼养殖\n- 高效\n低耗"
    assert [one for one, character in meant.items() if faulty(character) or len(character) != 1] == []
    assert [one for one in EVERY if 0x2F00 <= ord(one) <= 0x2FD5 and one not in meant] == []
    assert mend("人工智能 10⁵ ｍ² ㎎ Å é が") == "人工智能 10⁵ ｍ² ㎎ Å é が"
