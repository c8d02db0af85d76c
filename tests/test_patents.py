"""Check digits of patent numbers, worked out by hand from ZC 0006—2003."""

from __future__ import annotations

from pathlib import Path

import pytest

from showcase.catalogue.load import load
from showcase.outputs.pages.rights import build_rights
from showcase.schema.notation.rights import expected_check_digit
from tree import AS_OF, CORPUS, RECORD_PATH, put


@pytest.mark.parametrize(
    ("number", "digit"),
    [
        # 2·2 0·3 2·4 3·5 1·6 0·7 1·8 2·9 3·2 4·3 5·4 6·5 = 4+0+8+15+6+0+8+18+6+12+20+30 = 127 = 11·11 + 6
        ("ZL202310123456.6", "6"),
        # 2·2 0·3 0·4 3·5 1·6 0·7 1·8 0·9 0·2 0·3 0·4 1·5 = 4+15+6+8+5 = 38 = 3·11 + 5
        ("200310100001.5", "5"),
        # 2·2 0·3 2·4 3·5 1·6 0·7 1·8 2·9 3·2 4·3 0·4 2·5 = 4+0+8+15+6+0+8+18+6+12+0+10 = 87 = 7·11 + 10, written X
        ("ZL202310123402.X", "X"),
        # 2·2 0·3 2·4 3·5 1·6 0·7 1·8 2·9 3·2 4·3 4·4 1·5 = 4+0+8+15+6+0+8+18+6+12+16+5 = 98 = 8·11 + 10
        ("202310123441.X", "X"),
        # the old numbers have eight digits: 8·2 5·3 1·4 0·5 0·6 1·7 2·8 3·9 = 16+15+4+7+16+27 = 85 = 7·11 + 8
        ("ZL85100123.8", "8"),
        # 0 stands for a sum that 11 divides: 8·2 5·3 1·4 0·5 0·6 0·7 0·8 1·9 = 16+15+4+9 = 44
        ("85100001.0", "0"),
        # the digit that the number itself ends with plays no part
        ("ZL202310123456.1", "6"),
    ],
)
def test_check_digit(number: str, digit: str) -> None:
    """Weights 2–9 and 2–5, modulo 11, 10 written X."""
    assert expected_check_digit(number) == digit


def test_a_right_says_when_it_was_looked_up(tree: Path) -> None:
    """Classes, and the day of the look-up with what was found, stand beside the right."""
    put(tree, RECORD_PATH, (CORPUS / "valid" / "lookup_found.md").read_bytes())
    (right,) = build_rights(load(tree, AS_OF).entries[0])

    assert right.classes == "B63C 11/52、G01N33/24、C12P"
    assert right.looked_up == "2026年3月1日查询：进入国家阶段"
