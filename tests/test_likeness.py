"""Texts that are nearly the same, and the time that it takes to find them."""

from __future__ import annotations

import time

from showcase.rules.likeness import Document, Likeness, find_alike

BODY = "在北方浅海筏架上布设螺旋桩，替代水泥坨；两个养殖场用了两季。装拆一人可成，六级海况下位移不到三十厘米。"
OTHER = "用超声监测管网渗漏，定位误差小于一米。三座城市的供水公司试装了四百个节点，误报每月不到两次。"


def alike(*documents: tuple[str, str]) -> list[tuple[int, int]]:
    return [(item.first, item.later) for item in find_alike([Document(*document) for document in documents])]


def test_titles_that_differ_in_a_character() -> None:
    """One other character in a title, and signs and case not at all, make no other title."""
    found = alike(("浅海筏架抗风浪锚固件", BODY), ("浅海筏架抗风浪锚固器", OTHER), ("浅海 筏架·抗风浪锚固件！", ""))

    assert found == [(0, 1), (0, 2), (1, 2)]


def test_a_text_under_another_title() -> None:
    """A copied text is found under whatever title, even with changes."""
    assert alike(("螺旋桩", BODY), ("供水渗漏", OTHER), ("养殖设施的锚", BODY.replace("三十", "四十"))) == [(0, 2)]


def test_what_is_not_alike() -> None:
    """Neither the same words in another order of ideas nor empty texts are alike."""
    assert alike(("浅海筏架锚固件", BODY), ("浅海网箱清洗机", OTHER), ("", ""), ("泵", "")) == []


def test_likeness_in_percent() -> None:
    """The likeness says how much of title and text is the same; what is below the mark counts as 0."""
    assert list(find_alike([Document("浅海筏架抗风浪锚固件", BODY), Document("浅海筏架抗风浪锚固件", OTHER)])) == [
        Likeness(0, 1, 100, 0)
    ]


def test_ten_thousand_times_the_same() -> None:
    """Even where everything is alike the time does not grow with the square."""
    start = time.process_time()
    found = alike(*(("第海洋观测浮标", BODY) for _ in range(10_000)))

    assert len({later for _, later in found}) == 9_999
    assert time.process_time() - start < 20


def test_long_texts() -> None:
    """A text of a hundred thousand characters is compared by its beginning."""
    start = time.process_time()
    alike(*((f"第{number}种", "甲乙丙丁戊，" * 20_000) for number in range(30)))

    assert time.process_time() - start < 5
