"""Personal data in running text: what is found, and what only looks like it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import examples
from showcase.files.personal import find_personal, normalize
from showcase.schema.notation.rights import expected_check_digit

MOBILE = "13800138000"
"""China Mobile's own service number: nobody's."""

ID_CARD = "990000190001010016"
"""Right by its check digit; no place has the code 990000, so nobody has the number."""

PROVIDERS = frozenset({"qq.com", "163.com", "gmail.com"})


def keys(text: str) -> list[str]:
    return [found.key for found in find_personal(text, PROVIDERS)]


MOBILES = [
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
    "+86.138.0013.8000",
    "+86（138）0013 8000",
    "(138)0013-8000",
    "138  0013  8000",
    "138--0013--8000",
    "138_0013_8000",
    "1380-0138-000",
    "138-00-13-80-00",
    "一三八〇〇一三八〇〇〇",
    "幺三八零零幺三八零零零",
    "壹叁捌零零壹叁捌零零零",
    "一三八-〇〇一三-八〇〇〇",
    "一三八 零零一三 八零零零",
    "+86 一三八〇〇一三八〇〇〇",
    "1三8零0一三8零0〇",
    "联系人之一13800138000",
    "https://example.com/a，电话13800138000",
    "Tel-13800138000",
]


@pytest.mark.parametrize("text", MOBILES)
def test_mobile_numbers(text: str) -> None:
    """Every usual way to write a mobile number is found, with its place, and read as the same number."""
    (found,) = find_personal(text, PROVIDERS)

    assert (found.kind, found.key) == ("mobile", MOBILE)
    assert text[found.offset :].startswith(found.text)


@pytest.mark.parametrize("text", ["13800138000 13900139000", "13800138000/13900139000", "138 0013 8000 139 0013 9000"])
def test_two_mobile_numbers(text: str) -> None:
    """Two numbers side by side are two finds."""
    assert keys(text) == [MOBILE, "13900139000"]


OTHER_NUMBERS = [
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
    "量程 150 80 60 40 20",
    "转速 1500 1700 200",
    "13800138000 px",
    "DP-13800138000",
    "ZL201210055551.9\nHG/T 17179869183",
    "doi: 10.1016/j.13304180661；合同号 13304180661",
    "13800138000台",
    "一百三十八亿零一十三万八千",
    "二〇二六年三月一日至二〇二七年三月一日",
    "工序一二三四五六七八九十",
    "IMEI 352099001761481",
    "工商注册号：370202228012345",
    "序列号 370202780112345",
    "370202780112345 kWh",
    "350000 120115 300",
    "370202781312345",
    "370200780112345",
    "200202780112345",
]


@pytest.mark.parametrize("text", OTHER_NUMBERS)
def test_what_is_no_mobile_number(text: str) -> None:
    """Patents, standards, DOIs, addresses, registrations, credit codes, measurements and tables are left alone."""
    assert keys(text) == []


ID_CARDS = [
    ID_CARD,
    "990000 19000101 0016",
    "990000-19000101-0016",
    "身份证号：990000190001010016。",
    "９９００００１９０００１０１００１６",
    "990000.19000101.0016",
    "990-000-1900-0101-0016",
    "9 9 0 0 0 0 1 9 0 0 0 1 0 1 0 0 1 6",
    "九九〇〇〇〇一九〇〇〇一〇一〇〇一六",
    "1200 990000 19000101 0016",
]


@pytest.mark.parametrize("text", ID_CARDS)
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


OLD_ID_CARD = "370290780112345"
"""Of the form that was given until 1999; no district has the code 370290."""
OLD_ID_CARDS = [
    OLD_ID_CARD,
    f"身份证{OLD_ID_CARD}。",
    "370290 780112 345",
    "370290-780112-345",
    "３７０２９０７８０１１２３４５",
]


@pytest.mark.parametrize("text", OLD_ID_CARDS)
def test_old_id_cards(text: str) -> None:
    """Fifteen digits that begin with a province and hold a day of birth are told, as what they may be."""
    assert [(found.kind, found.key) for found in find_personal(text, PROVIDERS)] == [("old-id-card", OLD_ID_CARD)]


ACCOUNTS = [
    ("QQ12345678", "qq", "12345678"),
    ("QQ：12345678", "qq", "12345678"),
    ("QQ号 12345678，", "qq", "12345678"),
    ("QQ号码是１２３４５６７８", "qq", "12345678"),
    ("qq: 123-456-789", "qq", "123456789"),
    ("| QQ | 12345678 |", "qq", "12345678"),
    ("微信/QQ：12345678", "qq", "12345678"),
    ("QQ（微信同号）：12345678", "qq", "12345678"),
    ("扣扣一二三四五六七八", "qq", "12345678"),
    ("微信：haizaozhang", "wechat", "haizaozhang"),
    ("微信号haizaozhang", "wechat", "haizaozhang"),
    ("微信 haizao_01", "wechat", "haizao_01"),
    ("微信Haizao-01。", "wechat", "haizao-01"),
    ("**微信**：haizaozhang", "wechat", "haizaozhang"),
    ("微信号：12345678", "wechat", "12345678"),
    ("WeChat: haizaozhang", "wechat", "haizaozhang"),
    ("WeChat ID haizao01", "wechat", "haizao01"),
    ("V信：haizao01", "wechat", "haizao01"),
    ("加V：haizao", "wechat", "haizao"),
    ("请加v haizao01", "wechat", "haizao01"),
    ("加微信haizao01", "wechat", "haizao01"),
    ("VX：haizao01", "wechat", "haizao01"),
]


@pytest.mark.parametrize(("text", "kind", "key"), ACCOUNTS)
def test_accounts(text: str, kind: str, key: str) -> None:
    """QQ numbers and WeChat ids are found behind the words that people put before them; a clearance may repeat both."""
    assert [(found.kind, found.key) for found in find_personal(text, PROVIDERS)] == [(kind, key)]
    assert normalize(text) == key


NO_ACCOUNTS = [
    "QQ群：12345678",
    "支持 QQ 2013 版",
    "型号 QQ123456",
    "AQQ123456",
    "https://example.com/qq/12345678",
    "微信公众号：haiyang_01",
    "企业微信：haizao01",
    "微信小程序 haizao01",
    "微信支付接口 v3_api",
    "WeChat Pay2024",
    "微信 Android",
    "VX-12345A",
    "加V12345",
    "加Vitamin C",
    "加V Nb Ti 微合金化",
    "添加V LiFePO4",
    "haizao_01",
    "12345678",
]


@pytest.mark.parametrize("text", NO_ACCOUNTS)
def test_what_is_no_account(text: str) -> None:
    """Groups, public accounts, programs, parts and metals are nobody's account."""
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


GROUPS = [(11,), (3, 4, 4), (4, 3, 4), (4, 4, 3), (3, 3, 5), (3, 2, 2, 2, 2), (1,) * 11]
SIGNS = ["-", "·", "–", "－", "."]
SCRIPTS = ["0123456789", "０１２３４５６７８９", "〇一二三四五六七八九", "零幺二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"]
PREFIXES = ["", "+86", "+86 ", "+86-", "0086", "0086 ", "0086-", "（+86）", "＋８６ ", "86-"]


@st.composite
def written_mobiles(draw: st.DrawFn) -> tuple[str, str]:
    """A mobile number and one of the ways of writing it."""
    number = f"1{draw(st.integers(3, 9))}{draw(st.integers(0, 999_999_999)):09}"
    groups = draw(st.sampled_from(GROUPS))
    spaced = groups in ((11,), (3, 4, 4), (4, 3, 4), (3, 3, 5), (1,) * 11)
    sign = draw(st.sampled_from([*SIGNS, " ", "\u3000"] if spaced else SIGNS))
    ends = [sum(groups[: place + 1]) for place in range(len(groups))]
    parts = [number[end - length : end] for end, length in zip(ends, groups, strict=True)]
    digits = draw(st.sampled_from(SCRIPTS))
    text = sign.join(parts).translate(str.maketrans("0123456789", digits))
    before = draw(st.sampled_from(["", "联系：", "请打 ", "（", "手机号码", "0532-00000101 / "]))
    return number, before + draw(st.sampled_from(PREFIXES)) + text + draw(
        st.sampled_from(["", "。", "，白天", "）", " 张工"])
    )


@given(written_mobiles())
@pytest.mark.soak
@settings(max_examples=examples(1000))
def test_a_mobile_number_in_every_way_of_writing(case: tuple[str, str]) -> None:
    """Whatever the number, its groups, the signs between them, the digits' script and the country's prefix."""
    number, text = case

    assert keys(text) == [number]


UNITS = ["Pa", "MPa", "kW", "Hz", "m", "kg", "t", "次", "元", "万元", "吨", "立方米", "℃", "%", "小时", "亿元", "μm"]


@st.composite
def patents(draw: st.DrawFn) -> str:
    """A patent number with the right check digit."""
    digits = f"{draw(st.integers(2003, 2026))}{draw(st.sampled_from('123'))}{draw(st.integers(0, 9_999_999)):07}"
    return f"ZL{draw(st.sampled_from(['', ' ']))}{digits}.{expected_check_digit(digits + '.0')}"


def measures() -> st.SearchStrategy[str]:
    """Numbers with a unit: whole, with decimals, with commas, as a range."""
    number = st.integers(0, 10**12)
    shown = number.map(str) | number.map("{:,}".format) | st.decimals(0, 10**7, places=3).map(str)
    span = st.tuples(st.integers(0, 9999), st.integers(0, 9999)).map("{0[0]}–{0[1]}".format)
    return st.tuples(shown | span, st.sampled_from(["", " "]), st.sampled_from(UNITS)).map("".join)


TECHNICAL = st.one_of(
    measures(),
    patents(),
    st.dates().map(str) | st.dates().map("{0.year}年{0.month}月{0.day}日".format),
    st.integers(1, 99_999).map("GB/T {}-2020".format),
    st.integers(1, 99_999_999_999).map("HG/T {}".format),
    st.integers(1, 99_999).map("ISO {}:2015".format),
    st.integers(0, 10**15).map("doi: 10.1016/j.{}".format),
    st.integers(0, 10**12).map("DP-{}".format) | st.integers(0, 10**12).map("SN{:013}".format),
    st.integers(10**16, 10**17 - 1).map("统一社会信用代码 9{}".format),
    st.integers(0, 10**11).map("合同号 {}".format),
)


@given(st.lists(TECHNICAL, min_size=1, max_size=6), st.sampled_from(["，", "；", " | ", "\n", "。"]))
@pytest.mark.soak
@settings(max_examples=examples(1000))
def test_technical_texts_tell_nobody(parts: list[str], joint: str) -> None:
    """Measures, patents, standards, dates, DOIs, serials and codes, in any order, hold nothing personal."""
    assert keys(joint.join(parts)) == []


def test_normalize() -> None:
    """A clearance may write the number in its own way."""
    assert [normalize(text) for text in ("+86 138-0013-8000", "Zhang＠QQ.com ", "图集.PDF")] == [
        MOBILE,
        "zhang@qq.com",
        "图集.pdf",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1" * 100_000,
        "138 " * 30_000,
        "1 9 " * 25_000,
        "一" * 100_000,
        "QQ号" * 30_000,
        "微信 " * 30_000,
        "a" * 100_000,
        "a@" * 50_000,
        "a." * 50_000 + "@",
        "编号" * 50_000,
    ],
)
def test_hostile_text_costs_no_more_than_a_second(text: str) -> None:
    """Time grows with the length of the text only."""
    start = time.process_time()
    keys(text + "13800138000 a@b")

    assert time.process_time() - start < 1
