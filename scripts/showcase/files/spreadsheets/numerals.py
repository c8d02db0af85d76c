"""Numbers in Chinese numerals, as the formats [DBNum1] and [DBNum2] show them."""

from __future__ import annotations

_SETS = {
    1: ("〇一二三四五六七八九", ("", "十", "百", "千")),
    2: ("零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟")),
    3: ("０１２３４５６７８９", ("", "十", "百", "千")),
}
_LARGE = ("", "万", "亿", "兆")


def spell_digits(digits: str, style: int) -> str:
    """Digit by digit: 2026 → 二〇二六."""
    signs = _SETS[style][0]
    return "".join(signs[int(sign)] if sign.isdecimal() else sign for sign in digits)


def spell_number(number: int, style: int) -> str:
    """With units: 31 → 三十一, 壹仟零贰拾; as a day or an amount is written."""
    signs = _SETS[style][0]
    zero = "零" if style == 1 else signs[0]
    if number == 0:
        return signs[0]
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    text = ""
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if group and text and (group < 1000 or groups[place + 1] == 0):  # noqa: PLR2004  # a place of thousands is empty
            text += zero
        text += _group(group, style) + (_LARGE[place] if group else "")
    return text[1:] if style == 1 and text.startswith("一十") else text


def _group(group: int, style: int) -> str:
    signs, units = _SETS[style]
    zero = "零" if style == 1 else signs[0]
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit:
            text += (zero if gap and text else "") + signs[digit] + units[place]
        gap = not digit
    return text
