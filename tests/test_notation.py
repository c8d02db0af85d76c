"""What people write → the one form that is stored, the same in files, sheets, commands and the form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import CONTENT
from form_oracles import ask_oracle, write_form
from showcase.authoring.assignments import assign, parse_assignment
from showcase.derived.english import say_price
from showcase.files.problem import Message
from showcase.schema.notation.amounts import likely_parts, read_amounts, spelt_out
from showcase.schema.notation.days import read_day
from showcase.schema.notation.kinds import READERS, stored_form
from showcase.schema.notation.phones import PHONE, read_phone
from showcase.schema.notation.placeholders import is_placeholder
from showcase.schema.notation.reading import hint_of, unmarked
from showcase.schema.notation.rights import expected_check_digit, is_abroad, read_right
from showcase.schema.parts import Budget
from showcase.schema.vocabulary_files import load_vocabularies
from showcase.schema.words import say_amount

VOCABULARIES = load_vocabularies(CONTENT.parent)[0]
WRITTEN = {
    "day": {
        "2026-09-01": [
            *(
                "20260901",
                "2026/9/1",
                "2026.9.1",
                "2026年9月1日",
                "2026-9-1",
                "2026\\9\\1",
                "２０２６．９．１",
                "2026—09—01",
            ),
            *(
                "“2026-09-01”",
                "「2026.9.1」",
                "二〇二六年九月一日",
                "二零二六年九月一日",
                "2026年九月1日",
                "2026年09月01号",
            ),
            *("2026-09-01T00:00:00", "20260901.0", "01-Sep-2026"),
        ],
        "2026-09-13": [
            "9/13/2026",
            "13.9.2026",
            "2026年9月13日（星期日）",
            "Sep 13 2026",
            "Sept. 13th, 2026",
            "13 September 2026",
        ],
        "2026-12-31": [
            "二○二六年十二月三十一日",
            "2026 年 12 月 31 日",
            "2026-12-31 00:00:00",
            "2026/12/31 14:30",
            "2026/12/31 12:00 AM",
        ],
        "2026-09-23": [
            "二零二六年九月廿三日",
            "2026-09-23T08:00:00+08:00",
            "Wed Sep 23 2026 00:00:00 GMT+0800 (中国标准时间)",
            "发布日期：2026-9-23",
            "2026 9 23",
        ],
    },
    "phone": {
        "0532-88888888": [
            *("+86 532 88888888", "+86-532-8888-8888", "0086 0532 88888888", "(0532)88888888", "（0532）88888888"),
            *(
                "0532/88888888",
                "0532_88888888",
                "0532 88888888",
                "053288888888",
                "0532—88888888",
                "０５３２－８８８８８８８８",
                "0532-8888 8888",
            ),
            *(
                "+86-(0)532-88888888",
                "(+86)532-88888888",
                "86-532-88888888",
                "电话：0532-88888888",
                "Tel: 0532.8888.8888",
            ),
            *("53288888888", "8653288888888"),
        ],
        "0532-88888888-8": [
            *(
                "0532-88888888转8",
                "（0532）88888888 转 8",
                "0532-88888888内线8",
                "0532-88888888（转8）",
                "0532-88888888 ext. 8",
            ),
            *(
                "总机0532-88888888转8分机",
                *("tel:+8653288888888;ext=8", "0532-88888888x8"),
                "0532-88888888#8",
                "0532-88888888分机8",
                "0532 88888888-8",
            ),
        ],
        "400-123-4567": ["400 123 4567", "4001234567", "400-1234-567", "+86 400 123 4567", "400－123－4567"],
        "800-820-1234": ["8008201234", "800 820 1234"],
        "0532-77777777": ["区号：0532，电话：77777777", "0532，77777777", "区号0532；座机77777777"],
        "010-12345678": ["01012345678", "+86 10 12345678", "1012345678"],
        "12345": ["12345", "１２３４５"],
        "95533-8": ["95533转8"],
        "0532-12345": ["0532 12345"],
    },
    "right": {
        "ZL202010123456.2": [
            *("ZL 2020 1 0123456.2", "zl202010123456.2", "ＺＬ２０２０１０１２３４５６．２", "ZL 2020 1 0123456。2"),
            *(
                "ZL2020.1.0123456.2",
                "ZL 202010123456.2号",
                "ZL2020101234562",
                "专利号：ZL 2020 1 0123456.2",
                "ZL：202010123456.2",
                "“ZL202010123456.2”",
            ),
        ],
        "202010123456.2": [
            "CN202010123456.2",
            "CN 202010123456.2",
            "202010123456．2",
            "2020101234562",
            "申请号：202010123456.2",
        ],
        "ZL85100123.8": ["ZL 85 1 00123.8", "zl85100123.8"],
        "PCT/CN2020/123456": [
            "pct/cn2020/123456",
            "PCT／CN2020／123456",
            "PCTCN2020123456",
            "国际申请号：PCT/CN2020/123456",
        ],
        "2023SR0123456": ["软著登记号：2023SR0123456", "计算机软件著作权 2023sr0123456"],
        "CNA20201234567": ["植物新品种权 CNA20201234567"],
        "BS.205001234": ["BS205001234", "布图设计登记号BS.205001234"],
        "DM/201234": ["DM201234"],
        "WO2020/123456A1": ["WO/2020/123456 A1", "WO 2020/123456 A1", "WO2020123456A1"],
        "US10123456B2": [
            "美国专利US10123456B2",
            "美国专利 10,123,456 B2",
            "US Patent No. 10,123,456 B2",
            "US 10,123,456 B2",
            "us10123456b2",
            "US 10123456 (B2)",
        ],
        "US2020/0123456A1": ["US 2020/0123456 A1", "US20200123456A1"],
        "US16/123456": ["US 16/123,456"],
        "EP3123456B1": ["EP 3 123 456 B1", "EP3123456 B1"],
        "EP20123456.7": ["EP 20123456.7"],
        "特開2020-123456": ["特开2020-123456", "特開 2020－123456", "特开2020-123456号公报".replace("报", "報")],
        "特許6123456": ["特许第6123456号", "特許第6123456号"],
        "KR10-2020-0123456": ["KR 10-2020-0123456", "10-2020-0123456"],
        "KR10-1234567": ["韩国专利 10-1234567", "KR 10-1234567"],
        "DE102020123456A1": ["DE 10 2020 123 456 A1"],
        "AU2020123456B2": ["AU 2020123456 B2"],
    },
    "amount": {
        "12000": ["1亿2千万", "1.2億", "1.2亿", "1.2 亿元", "1亿2000万", "１．２亿"],
        "100": [
            "100万",
            "100万元",
            "人民币100万元",
            "100w",
            "¥100万",
            "一百万",
            "壹佰万元整",
            "1000000元",
            "1,000,000元",
        ],
        "1200": ["1,200", "1,200万元", "1.2千万"],
        "120": ["一百二十万", "报价：120万", "总价120万元"],
        "10000": ["一个亿"],
        "5000": ["5千万", "0.5亿元人民币"],
        "0.3": ["3千元", "3000元"],
        "25": ["二十五万", "25 万"],
    },
}
DOUBTFUL = {
    "day": [
        *(
            "3/1/2026",
            "26.9.1",
            "2026年9月",
            "2026-9",
            "9月1日",
            "2026.9.1-9.30",
            "2026-02-30",
            "去年三月",
            "长期",
            "46266",
        ),
        *(
            "260301",
            "2026年3月5日前",
            "截至2026年3月5日",
            "2026年底",
            "2026Q3",
            "即日起",
            "2026-08-31T16:00:00Z",
            "2026年9月1日 星期三",
            "20261301",
            "2026",
            "1,2",
            *("二〇二七年三月底", "2027年2月末", "2027-03", "明年3月底前", "春节前", "年底"),
            *("31-Mar-27", "2027/3/31前有效"),
            *(
                "2027年2月下旬",
                "二〇二七年一季度末",
                "2027年上半年",
                "2027年正月十五",
                *("2026年10月1日国庆节", "二〇二六年十月一日（国庆）", "2026年10月1日（农历八月廿一）", "2026年国庆节"),
                "2027年3月第一周",
                "2027年中秋节前",
            ),
        ),
    ],
    "phone": [
        *(
            "88888888",
            "13800000000",
            "+86 138 0000 0000",
            "013800000000",
            "0532-88888888/88888889",
            *(
                "0532-88888888,8001",
                "O532-88888888",
                "市民热线12345",
                "0532-88888888 8001",
                "0532-88888888（8001）",
                "0532-888888888",
                "400-888-88888",
                "88888888（青岛）",
            ),
            "0532-88888888 张老师",
            "0532-88888888/8889",
        ),
        *("0532-88888888、0532-88888889", "+1 650 253 0000", "00852-21234567", "110", "见官网", "0532-8888888888"),
    ],
    "right": [
        *("CN112345678B", "CN 112345678 A", "CN212345678U", "CN301234567S", "CN1234567C", "ZL202010123456"),
        *("软著登字第1234567号", "PCT/CN2020/12345", "ZL2O2010123456.2"),
        *(
            "ZL202010123456.2、ZL202010123457.7",
            "ZL202010123456.2（已授权）",
            "一种装置",
            "XX123456",
            "证书号第1234567号",
            "2020SR0123456",
        ),
    ],
    "mail": [
        *("办公室 office(at)x.cn", "office@x,com,cn", "office#x.cn", "C#program,cn", "a(at)x.cn,b(at)x.cn"),
        "visit us at x.cn",
    ],
    "amount": [
        *(
            "约80万",
            "80万以上",
            "80+",
            "¥1,000,000",
            "100万美元",
            "50-100万",
            *("100、200", "100 200", "一百二万", "每年10万", "作价入股", "上限50万"),
            "面议",
            "-5",
            "1,2",
            "1.200,50",
            "100万/年",
            "1e3",
        ),
        *("10万+3%提成", "100-50万", "50万-100", "免费"),
        *(
            "45万，不含税",
            "30-50万（视规模而定）",
            "50万以内",
            *("100万(上限)", "100万元，封顶", "最高限价100万", "100万（此价为最高限价）", "100万（不设上限）"),
            "预算不高于80万元",
            "30-50万以内",
            "200元封顶",
            "100万以下（含税）",
            "45万元。含一年运维",
        ),
    ],
}
CASES = [
    (notation, text, stored) for notation, forms in WRITTEN.items() for stored, texts in forms.items() for text in texts
]


def test_every_usual_way_is_stored_one_way() -> None:
    """Each of some hundred ways of writing gives its stored form, and the stored form gives itself."""
    wrong = [
        (text, stored_form(text, notation), stored)
        for notation, text, stored in CASES
        if stored_form(text, notation) != stored
    ]
    again = [stored for notation, _text, stored in CASES if stored_form(stored, notation) != stored]

    assert (wrong, again) == ([], [])


def test_what_could_mean_two_things_is_left_alone() -> None:
    """Nothing is guessed: a doubtful text stays as it was written."""
    assert [(text, stored_form(text, notation)) for notation, texts in DOUBTFUL.items() for text in texts] == [
        (text, text) for texts in DOUBTFUL.values() for text in texts
    ]


def test_doubts_are_named() -> None:
    """What is told of a doubtful text says what is wrong with it, with an accepted example or a proposal."""
    said = {text: hint_of(READERS[notation](text)) for notation, texts in DOUBTFUL.items() for text in texts}

    assert "2026-03-01，也可能是 2026-01-03" in str(said["3/1/2026"])
    assert "不是专利号；请写证书或公告首页上的专利号或申请号，如 ZL202010123456.2" in str(said["CN112345678B"])
    assert "缺区号，如 0532-88888888" in str(said["88888888"])
    for text in ("2026年10月1日国庆节", "二〇二六年十月一日（国庆）", "2026年10月1日（农历八月廿一）"):
        assert '是否想写 "2026-10-01"？' in str(said[text]), text
    assert "写具体的一天" in str(said["2026年国庆节"])
    assert [text for text in DOUBTFUL["mail"] if said[text] is None] == [
        "C#program,cn",
        "a(at)x.cn,b(at)x.cn",
        "visit us at x.cn",
    ]
    assert '是否想写 "office@x.cn"？' in str(said["办公室 office(at)x.cn"])
    assert "要写到日，如 2027-03-31" in str(said["二〇二七年三月底"])
    assert "要写到日，如 2027-02-28" in str(said["2027年2月末"])
    assert "要写到日，如 2027-03-01" in str(said["2027-03"])
    assert "写具体的一天" in str(said["明年3月底前"])
    assert "如 2027-02-28" in str(said["2027年2月下旬"])
    assert "如 2027-03-31" in str(said["二〇二七年一季度末"])
    assert "如 2027-06-30" in str(said["2027年上半年"])
    assert '是否想写 "2027-03-31"？年份写四位' in str(said["31-Mar-27"])
    assert '是否想写 "2027-03-31"？' in str(said["2027/3/31前有效"])
    assert "换算成公历" in str(said["2027年正月十五"])
    assert "是另一个号码的，只写一个" in str(said["0532-88888888/8889"])
    assert "请写证书上的专利号" in str(said["证书号第1234567号"])
    assert "min: 0, max: 50；" in str(said["50万以内"])
    for text in ("100万(上限)", "100万元，封顶", "最高限价100万", "100万（此价为最高限价）"):
        assert "min: 0, max: 100；" in str(said[text]), text
    assert '是否想写 "100"？只写数；说明写进正文' in str(said["100万（不设上限）"])
    assert "min: 0, max: 80；" in str(said["预算不高于80万元"])
    assert "min: 0, max: 100；" in str(said["100万以下（含税）"])
    assert "min: 30, max: 50" in str(said["30-50万以内"])
    assert '是否想写 "45"？只写数；说明写进正文' in str(said["45万，不含税"])
    assert "个人手机不公开" in str(said["13800000000"])
    assert '是否想写 "80"？' in str(said["约80万"])
    assert "是元就写 100，是万元就写 1000000" in str(said["¥1,000,000"])


def test_the_form_reads_the_same(need: Callable[[str, str], str], tmp_path: Path) -> None:
    """The functions compiled for the browser give what Python gives."""
    texts = [(notation, text) for notation, text, _stored in CASES]
    texts += [(notation, text) for notation, doubtful in DOUBTFUL.items() for text in doubtful]
    questions = [{"notation": notation, "text": text} for notation, text in texts]

    answers = ask_oracle(need("node", "nodejs"), "notation_oracle.mjs", write_form(tmp_path, VOCABULARIES), questions)
    assert answers == [stored_form(text, notation) for notation, text in texts]


DAYS = st.dates(date(1990, 1, 1), date(2089, 12, 31))


@given(DAYS, st.sampled_from(["{0}-{1}-{2}", "{0}/{1}/{2}", "{0}.{1}.{2}", "{0}年{1}月{2}日", "{0} 年 {1} 月 {2} 日"]))
def test_days_in_digits(day: date, form: str) -> None:
    """Whatever the day, each order that begins with the year means it, with and without zeros."""
    assert read_day(form.format(day.year, day.month, day.day)).stored == day.isoformat()
    assert read_day(form.format(day.year, f"{day.month:02}", f"{day.day:02}")).stored == day.isoformat()
    assert read_day(f"{day:%Y%m%d}").stored == day.isoformat()
    assert read_day(str((day - date(1899, 12, 30)).days)).stored in (day.isoformat(), "")


@given(DAYS)
def test_days_in_words(day: date) -> None:
    """Chinese numerals, and a weekday that fits; one that does not is told."""
    digits = "〇一二三四五六七八九"

    def spelt(number: int) -> str:
        tens, ones = divmod(number, 10)
        return ("" if not tens else "十" if tens == 1 else f"{digits[tens]}十") + (
            digits[ones] if ones or not tens else ""
        )

    words = f"{''.join(digits[int(sign)] for sign in str(day.year))}年{spelt(day.month)}月{spelt(day.day)}日"
    assert read_day(words).stored == day.isoformat()
    weekday = "一二三四五六日"
    assert read_day(f"{words}（星期{weekday[day.weekday()]}）").sure
    assert not read_day(f"{words} 周{weekday[(day + timedelta(1)).weekday()]}").sure


@given(
    st.sampled_from(["0532", "010", "021", "0755", "0971"]),
    st.integers(2_000_000, 89_999_999),
    st.sampled_from(
        ["{a}-{n}", "({a}){n}", "（{a}）{n}", "{a} {n}", "+86 {b} {n}", "0086-{b}-{n}", "+86 {a} {n}", "电话：{a}—{n}"]
    ),
)
def test_phones(area: str, number: int, form: str) -> None:
    """Whatever the number, its usual forms are one; the stored form is accepted."""
    stored = read_phone(form.format(a=area, b=area[1:], n=number)).stored

    assert stored == f"{area}-{number}"
    assert PHONE.fullmatch(stored)


@given(st.integers(1990, 2030), st.integers(1, 3), st.integers(0, 9_999_999))
def test_chinese_numbers(year: int, kind: int, serial: int) -> None:
    """As the certificate prints it, as databases do, and as it is stored: one number with its own check digit."""
    digits = f"{year}{kind}{serial:07}"
    check = expected_check_digit(digits)
    for text in (f"ZL {year} {kind} {serial:07}.{check}", f"zl{digits}.{check.lower()}", f"ZL{digits}{check}"):
        assert read_right(text).stored == f"ZL{digits}.{check}"
    assert read_right(f"CN{digits}.{check}").stored == f"{digits}.{check}"
    assert not read_right(f"ZL{digits}").sure
    assert not is_abroad(f"ZL{digits}.{check}")


@given(st.decimals(1, 999_999, places=2), st.decimals(1, 999_999, places=2))
def test_ranges(one: object, other: object) -> None:
    """A range keeps both ends as they are; the wrong way round it is told."""
    low, high = sorted((one, other), key=float)  # type: ignore[arg-type]
    amount = read_amounts(f"{low}-{high}万元")

    assert (float(amount.low), float(amount.high)) == (float(low), float(high))  # type: ignore[arg-type]
    assert low == high or not read_amounts(f"{high}~{low}万").sure


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("price=面议", {"mode": "negotiable"}),
        ("price=50-100万", {"mode": "range", "min": "50", "max": "100"}),
        ("price=作价入股", {"mode": "equity"}),
        ("price.min=无", None),
        ("ip=无", []),
        ("keywords=[刺参, 待补充, Na]", ["刺参", "Na"]),
        ("price=1.2亿", {"mode": "fixed", "min": "12000"}),
        ("price={min: 50-100万}", {"mode": "range", "min": "50", "max": "100"}),
        ("price.min=100万元", {"min": "100"}),
        ("contact.phone=（0532）88888888转8", {"phone": "0532-88888888-8"}),
        ("reviewed=2026年9月1日", "2026-09-01"),
        ("ip=[{kind: 发明专利, number: ZL 2020 1 0123456.2}]", [{"kind": "invention", "number": "ZL202010123456.2"}]),
    ],
)
def test_set_stores_one_form(text: str, value: object) -> None:
    """`showcase set` and `new` take what people write."""
    assert assign({}, parse_assignment(text, "achievement"), "achievement", VOCABULARIES, []) == value


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("contact.phone=53288888888", "开头的 0 丢了（表格里请把这一格设为“文本”），按 0532-88888888 记下，请核对"),
        ("trl=无", "“无”按没有内容处理"),
        ("contact.phone=0532 88888888", None),
    ],
)
def test_set_says_what_it_put_back(text: str, note: str | None) -> None:
    """A lost 0 is not put back, and nothing is left out, without a word."""
    said: list[Message] = []
    assign({}, parse_assignment(text, "achievement"), "achievement", VOCABULARIES, said)

    assert [message.zh for message in said] == ([note] if note else [])


def test_placeholders() -> None:
    """Words and signs that say nothing are known, alone and whole only."""
    nothing = [
        "无",
        "/",
        "—",
        "——",
        "N/A",
        "n/a",
        "待补充",
        "－",
        "无。",
        "（无）",
        "...",
        "……",
        "xxx",
        "null",
        "None",
        "-",
        "、",
    ]
    nothing += ["暂无", "TBD", "·", "//", "【待补充】", "待定", "NA", "／", " 无 "]
    something = [
        "0",
        "否",
        "无人机",
        "无锡",
        "x",
        "A / B",
        "无毒",
        "-5",
        "待补充试验数据",
        "同上",
        "1/2",
        "N",
        "空气",
        "A/B",
        "",
    ]

    assert [text for text in nothing if not is_placeholder(text)] == []
    assert [text for text in something if is_placeholder(text)] == []


@pytest.mark.parametrize(
    ("cell", "text"),
    [("'0532-00000111", "0532-00000111"), (" ‘12 ", "12"), ("5'30", "5'30"), ("36°04'12", "36°04'12"), ("'甲", "'甲")],
)
def test_the_apostrophe_before_a_number(cell: str, text: str) -> None:
    """A spreadsheet's own sign at the beginning goes; minutes of arc and what stands before a word stay."""
    assert unmarked(cell) == text


@pytest.mark.parametrize(
    ("amount", "chinese", "english"),
    [
        ("50万以内", "50 万元以内", "up to CNY 500,000"),
        ("30-50万", "30–50 万元", "CNY 300,000–500,000"),
        ("60万", "60 万元", "CNY 600,000"),
    ],
)
def test_an_amount_is_said_as_it_was_meant(amount: str, chinese: str, english: str) -> None:
    """What is proposed for a bound from above reads as one again, in both languages."""
    parts = likely_parts(read_amounts(amount)) or spelt_out(read_amounts(amount))
    budget = Budget.model_validate(parts, context={"vocabularies": VOCABULARIES})
    entry: Any = SimpleNamespace(vocabularies=VOCABULARIES)

    assert say_amount(budget, VOCABULARIES.price_modes) == chinese
    assert say_price(entry, budget).text == english
