"""The gate before the history: what it finds of sentences that tell something, and its silence at ordinary ones."""

from __future__ import annotations

import pytest

from sentences import UNFILED, load_sentences, told
from showcase.rules.references import as_shown, written_offset
from tree import RECORD


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("shown", 1.0, 0),
        ("kept", 0.95, 0),
        ("further", 1.0, 0),
        ("field", 0.95, 0),
        ("unseen", 0.85, 0),
        ("beyond", 1.0, 0),
        ("later", 1.0, 0),
        ("last", 0.95, 0),
        ("everyday", 1.0, 0),
        ("once", 0.95, 0),
        ("aboard", 0.95, 0),
        ("ashore", 0.95, 0),
        ("quayside", 1.0, 0),
        ("offshore", 0.8, 0),
    ],
)
def test_recall_and_false_alarms(name: str, least: float, most: int) -> None:
    """Nearly every telling sentence is found, those kept for measuring included, and no ordinary one is."""
    sentences = list(load_sentences(name))
    telling = [sentence for sentence in sentences if sentence.telling]

    assert sum(sentence.told for sentence in telling) >= least * len(telling)
    assert len([sentence for sentence in sentences if sentence.told and not sentence.telling]) <= most


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("由张伟教授团队研发。", "张伟教授"),
        ("手机 138 0013 8000", "13800138000"),
        ("邮箱 haiyang at qq dot com", "haiyang@qq.com"),
        ("邮箱 haiyang at qq dot com", "haiyang at qq dot com"),
        ("内部资料，请勿外传。", "内部资料,请勿"),
        ("现场看样车牌鲁B·00000。", "鲁B·00000"),
        ("官网 https://xn--80ak6aa92e.example/", "https://xn--80ak6aa92e.example"),
        ("试用者李海生确诊肺结核。", "李海生确诊"),
        ("抖音号 haishi2026 有录像。", "haishi2026"),
        ("军品编号 JP-0000-01。", "军品编号"),
        ("与海滨石油公司签订合同，金额三百二十万元。", "与海滨石油公司签订合同，金额三百二十万元"),
        ("开户行账号 6222 0000 0000 0000 004", "6222000000000000004"),
        ("船主王海生，船号鲁青渔00000。", "王海生"),
        ("样机已交驻青某部试用。", "某部"),
        ("门禁刷卡后输入 0000# 即可进入机房。", "门禁刷卡后输入0000#"),
        ("船上 WiFi 密码：haishi8888。", "密码:haishi8888"),
    ],
)
def test_a_reason_clears_each(text: str, what: str) -> None:
    """Whatever is told ends when `disclosure.cleared` names it and says on what ground."""
    old = "disclosure: {by: 海滨大学科技处, date: 2026-02-20}"
    assert old in RECORD
    cleared = f'{old[:-1]}, cleared: [{{what: "{what}", basis: 本人书面同意, date: 2026-02-19}}]}}'

    assert told(text)
    assert told(text, RECORD.replace(old, cleared)) == set()


def test_a_filed_right_may_be_described() -> None:
    """A method is told of only where a right is not filed yet."""
    text = "于 60℃ 水浴加热 30 分钟后过滤，料液比 1:20。"

    assert (told(text), told(text, UNFILED)) == (set(), {"novelty"})


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("手机 1&#51;9&#x30;0000000", "personal-data"),
        ("手机 139\\-0000\\-0000", "personal-data"),
        ("手机 139**0000**0000", "personal-data"),
        ("邮箱 haishi&commat;qq&period;com", "personal-data"),
        ("&#26426;&#23494;★", "secrecy"),
        ("[a](ht&#116;p://10.0.0.1/)", "web-addresses"),
        ("[a](http&colon;&sol;/10\\.0.0.1/)", "web-addresses"),
        ("[a]\n\n[a]: https:&#47;&#47;10.0.0.1/", "web-addresses"),
    ],
)
def test_what_the_page_shows_is_read(text: str, rule: str) -> None:
    """References, backslashes and emphasis hide nothing: the page shows it without them."""
    assert told(text) == {rule}


def test_where_it_stands_as_written() -> None:
    """A find is told at the place where its author looks for it."""
    shown, shifts = as_shown("a&#98;c&#100;e")

    assert [written_offset(shifts, shown.index(sign)) for sign in "abcde"] == [0, 1, 6, 7, 13]
