"""Words and signs that stand where nothing is to be said."""

from __future__ import annotations

from showcase.schema.notation.reading import half_width, told

_WORDS = (
    " 无 没有 暂无 暂无内容 暂缺 空 空白 空缺 略 不详 不明 不适用"
    " 不涉及 未知 未填 未填写 未定 待定 待填 待填写 待补 待补充 待完善"
    " 未评估 未评 未评级 未测 未测定 尚未评估 待评估 待测"
    " 待确认 待核实 待提供 稍后补充 后补 请填写 none null nil nan n/a na n.a tbd tba todo undefined "
)
_SIGNS = "/\\-—–―－_＿~～…⋯.。·、*×xX?？无"

LEAVE_OUT = told("没有内容的选填项，请整项删去", "leave an optional part out")


def is_placeholder(text: str) -> bool:
    """Whether a cell or field that holds this says nothing: 无, /, —, N/A, 待补充."""
    if text.strip() == "Na":  # sodium
        return False
    bare = half_width(text).strip().strip("()[]<>【】「」《》“”\"'").strip().lower()
    if bare and f" {bare.rstrip('.。')} " in _WORDS:
        return True
    signs = set(bare)
    return len(signs) == 1 and bare[0] in _SIGNS and (len(bare) > 1 or bare not in "xX?？*×")
