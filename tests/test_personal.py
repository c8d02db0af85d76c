"""Personal data in running text: what is found, and what only looks like it."""

from __future__ import annotations

import time

import pytest

from showcase.personal import find_personal, normalize

MOBILE = "13800138000"
"""China Mobile's own service number: nobody's."""

ID_CARD = "990000190001010016"
"""Right by its check digit; no place has the code 990000, so nobody has the number."""

PROVIDERS = frozenset({"qq.com", "163.com", "gmail.com"})


def keys(text: str) -> list[str]:
    return [found.key for found in find_personal(text, PROVIDERS)]


@pytest.mark.parametrize(
    "text",
    [
        "13800138000",
        "联系人手机13800138000，工作日",
        "电话：13800138000",
        "手机号13800138000",
        "电话号码 13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "138.0013.8000",
        "138·0013·8000",
        "138 - 0013 - 8000",
        "138–0013–8000",
        "1380-013-8000",
        "138 00138000",
        "1380013 8000",
        "13800 138000",
        "1 3 8 0 0 1 3 8 0 0 0",
        "1-3-8-0-0-1-3-8-0-0-0",
        "+86 13800138000",
        "+8613800138000",
        "+86-138-0013-8000",
        "（+86）138 0013 8000",
        "(86)13800138000",
        "0086 13800138000",
        "86-13800138000",
        "１３８００１３８０００",
        "１３８－００１３－８０００",
        "＋８６　１３８００１３８０００",
        "0532-00000101/13800138000",
        "0532-00000101 13800138000",
        "微信同号13800138000。",
        "张工13800138000个人",
        "**13800138000**",
        "`13800138000`",
    ],
)
def test_mobile_numbers(text: str) -> None:
    """Every usual way to write a mobile number is found, with its place, and read as the same number."""
    (found,) = find_personal(text, PROVIDERS)

    assert (found.kind, found.key) == ("mobile", MOBILE)
    assert text[found.offset :].startswith(found.text)


@pytest.mark.parametrize("text", ["13800138000 13900139000", "13800138000/13900139000", "138 0013 8000 139 0013 9000"])
def test_two_mobile_numbers(text: str) -> None:
    """Two numbers side by side are two finds."""
    assert keys(text) == [MOBILE, "13900139000"]


@pytest.mark.parametrize(
    "text",
    [
        "ZL201380013800.0",
        "ZL 2013 8001 3800.0",
        "专利号 13800138000",
        "CN113800138000A",
        "CN 13800138000 A",
        "PCT/CN13800138000",
        "申请号：13800138000",
        "登记证书编号：13800138000",
        "GB/T 13800138000-2001",
        "GB 138-0013-8000",
        "HG/T 1380-013-8000",
        "ISO 13800-138000",
        "doi: 10.1016/j.13800138000",
        "https://doi.org/10.1016/13800138000",
        "https://example.com/detail/13800138000.html",
        "ISBN 138-0013-8000",
        "统一社会信用代码 913702138001380005",
        "913702001380013800",
        "循环13800138000次",
        "循环 13800138000 次",
        "共13800138000元",
        "13800138000 Pa",
        "13800138000Hz",
        "13800138000 kWh",
        "13800138000.5",
        "0.13800138000",
        "¥13800138000",
        "13,800,138,000",
        "2023-13800138000",
        "138001380001",
        "A13800138000",
        "12800138000",
        "10800138000",
        "0532-00000101",
        "400-1380-0138",
        "量程 1300 1500 1700 2000 kg",
        "138 0013 8000 1200 1500",
        "138 0013",
        "2026-03-01 至 2026-12-31",
        "13 800 138 000",
    ],
)
def test_what_is_no_mobile_number(text: str) -> None:
    """Patents, standards, DOIs, addresses, registrations, credit codes, measurements and tables are left alone."""
    assert keys(text) == []


@pytest.mark.parametrize(
    "text",
    [
        ID_CARD,
        "990000 19000101 0016",
        "990000-19000101-0016",
        "身份证号：990000190001010016。",
        "９９００００１９０００１０１００１６",
    ],
)
def test_id_cards(text: str) -> None:
    """An ID-card number with a date and the right check digit is found."""
    assert keys(text) == [ID_CARD]


def test_id_card_with_x() -> None:
    """The check digit X counts in either case."""
    assert keys("99000019000101018x") == ["99000019000101018X"]


@pytest.mark.parametrize(
    "text", ["990000190001010019", "990000190013010013", "1990000190001010016", "99000019000101001"]
)
def test_what_is_no_id_card(text: str) -> None:
    """A wrong check digit, an impossible date and other lengths are no ID-card numbers."""
    assert keys(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "zhang@qq.com",
        "Zhang@QQ.com",
        "zhang＠qq.com",
        "zhang @ qq.com",
        "zhang(at)qq.com",
        "zhang[at]qq.com",
        "（zhang@qq.com）",
    ],
)
def test_private_mail(text: str) -> None:
    """Mail at a private provider is found however the sign is written."""
    assert keys(text) == ["zhang@qq.com"]


def test_subdomain_of_a_provider() -> None:
    """vip.163.com belongs to the provider; notqq.com does not."""
    assert keys("a@vip.163.com b@notqq.com office@lanhai.example") == ["a@vip.163.com"]


def test_normalize() -> None:
    """A clearance may write the number in its own way."""
    assert [normalize(text) for text in ("+86 138-0013-8000", "Zhang＠QQ.com ", "图集.PDF")] == [
        MOBILE,
        "zhang@qq.com",
        "图集.pdf",
    ]


@pytest.mark.parametrize(
    "text", ["1" * 100_000, "138 " * 30_000, "a" * 100_000, "a@" * 50_000, "a." * 50_000 + "@", "编号" * 50_000]
)
def test_hostile_text_costs_no_more_than_a_second(text: str) -> None:
    """Time grows with the length of the text only."""
    start = time.process_time()
    keys(text + "13800138000 a@b")

    assert time.process_time() - start < 1
