"""Which words find which records, and what the list says about it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from places import BATTERY_TITLE
from searching import Search

OLD_BATTERY_TITLE = "深海锂离子电池耐压舱（旧方案）"
POWER_TITLE = "6000米级水下机器人长航时电源"
SHIP_TITLE = "DP-3动力定位船的推力分配算法"
CLEANING_TITLE = '高压冷水射流清除"顽固"海生物附着 & 检测'


@pytest.mark.parametrize("query", ["AUV", "auv", "Auv", "ＡＵＶ", " ａｕｖ "])
def test_letters_of_any_kind(search: Search, query: str) -> None:
    """Capital, small and full-width letters find the same records."""
    search.open(query)

    search.expect_answer("找到 2 条", POWER_TITLE, BATTERY_TITLE)


@pytest.mark.parametrize(
    ("query", "titles", "mark"),
    [
        ("离子", [OLD_BATTERY_TITLE, BATTERY_TITLE], "离子"),
        ("藻", ["微藻固碳与饲料蛋白联产", "刺参越冬大棚的水温预报", "电厂烟气二氧化碳的就地利用"], "藻"),
        ("dp", [SHIP_TITLE], "DP"),
        ("DP-3", [SHIP_TITLE], "DP"),
        ("316l", ["316L不锈钢海水换热管的缓蚀清洗"], "316L"),
    ],
    ids=["inside-a-word", "single-character", "part-of-a-code", "code", "grade"],
)
def test_found_and_marked(search: Search, query: str, titles: list[str], mark: str) -> None:
    """Any piece of a word, one character and a code's letters are found, and marked where they stand."""
    search.open(query)

    search.expect_answer(re.compile(f"^找到 {len(titles)} 条"), *titles)
    expect(search.marks.first).to_have_text(mark)


def test_only_what_was_typed_is_marked_where_it_stands(page: Page, search: Search) -> None:
    """What holds the words as typed has no part of them marked elsewhere, and says what it is classed as by them."""
    search.open("海洋装备")

    expect(search.status).to_have_text(re.compile("^找到"))
    expect(page.get_by_text("分类：海洋装备").first).to_be_visible()
    assert set(search.marks.all_inner_texts()) == {"海洋装备"}


def test_signs_alone_are_said_to_be_none(page: Page, search: Search) -> None:
    """Nobody is told that nothing holds a sign, which every text has."""
    search.open("、%")

    expect(page.get_by_text("“、%”只是符号，请写上要找的词。")).to_be_visible()


def test_id(search: Search) -> None:
    """The number that a caller reads out finds its record alone; what answers that follows below a heading."""
    search.open("a2026-ceshi-001")

    search.expect_answer("找到 1 条，另有 1 条供需对应", BATTERY_TITLE)


def test_several_words_are_all_required(search: Search) -> None:
    """A second word narrows the list, in whatever order the words stand."""
    battery = {BATTERY_TITLE, OLD_BATTERY_TITLE}

    assert battery < set(search.read_titles("深海"))
    assert search.read_titles("深海 2026") == search.read_titles("2026 深海")
    assert set(search.read_titles("深海 锂离子")) == battery
    assert search.read_titles("深海 锂离子 接驳盒") == [BATTERY_TITLE]


def test_fallback_is_said(search: Search) -> None:
    """Where no record holds every word, those that hold some are shown, and the status says so."""
    search.open("赤潮 水温")

    expect(search.status).to_contain_text("没有同时符合全部字词的记录，以下")
    assert search.titles.all_inner_texts()[:2] == ["东海近岸赤潮的卫星监测", "刺参越冬大棚的水温预报"]
    expect(search.cards.nth(0).locator("mark").first).to_have_text("赤潮")
    expect(search.cards.nth(1).locator("mark").first).to_have_text("水温")
    expect(search.page.get_by_text("分开出现")).to_have_count(0)


def test_what_is_only_meant_says_so(page: Page, search: Search) -> None:
    """Words that no record holds lead to what means much the same; status and cards say so, and a way out follows."""
    search.open("钢铁桩子生锈")

    expect(search.status).to_contain_text("意思相近")
    expect(search.cards.first).to_contain_text("码头钢桩水下部分的防腐修复")
    expect(page.locator(".sc-card__why", has_text="意思相近").first).to_be_visible()
    expect(page.get_by_role("link", name="说说您的需求")).to_be_visible()


def test_partial_matches_below_a_line(page: Page, search: Search) -> None:
    """Where few records hold every word, the counterpart and those that hold some follow under a heading, uncounted."""
    search.open("深海 锂离子 接驳盒")

    search.expect_answer("找到 1 条，另有 2 条部分符合或供需对应", BATTERY_TITLE)
    expect(search.divider).to_have_text("另有部分符合或供需对应（2 条）")
    expect(search.partial_titles).to_have_text([POWER_TITLE, OLD_BATTERY_TITLE])
    expect(page.get_by_role("region", name="另有部分符合")).to_be_visible()
    expect(page.get_by_text(f"与“{BATTERY_TITLE}”供需对应")).to_be_visible()
    kinds = page.locator("[data-facet='kind'] .sc-facets__count")
    expect(kinds).to_have_text(["1", "0"])

    page.get_by_role("button", name="看表格").click()
    expect(page.locator(".sc-search__partial").get_by_role("rowheader")).to_have_text([POWER_TITLE, OLD_BATTERY_TITLE])


def test_filters_leave_partial_matches(page: Page, search: Search) -> None:
    """A filter that leaves no whole match leaves the partial ones, and says so."""
    page.goto("search/?q=深海 锂离子 接驳盒&stage=lab")

    search.expect_answer("这样筛选之后没有全部符合的，以下 1 条部分符合")
    expect(search.partial_titles).to_have_text([OLD_BATTERY_TITLE])


def test_last_resort_is_said(search: Search) -> None:
    """What is found by a single character of the word says which."""
    search.open("鱼参")

    search.expect_answer("没有“鱼参”，按其中的“参”字找到 1 条", "刺参越冬大棚的水温预报")


def test_phrase(search: Search) -> None:
    """A phrase is found where it stands to the letter, in whatever text of the record."""
    search.open("“近海海域，由测例海洋大学”")
    search.expect_answer("找到 1 条", "东海近岸赤潮的卫星监测")

    search.open("“东海海洋大学”")
    expect(search.status).to_have_text(re.compile("^没有逐字含有“东海海洋大学”的记录，以下 \\d+ 条部分符合"))
    expect(search.titles.first).to_have_text("东海近岸赤潮的卫星监测")


def test_passage_of_the_body(search: Search) -> None:
    """A record found by its body alone shows the passage, with the word marked."""
    search.open("冷水团")

    search.expect_answer("找到 1 条，另有 3 条意思相近或供需对应", BATTERY_TITLE)
    passage = search.cards.first.locator(".sc-card__why")
    expect(passage).to_contain_text("2026年4月在黄海冷水团布放")
    expect(passage.locator("mark")).to_have_text("冷水团")


def test_passage_is_in_words(search: Search) -> None:
    """A passage of the measures reads as the page does, without the codes that the data uses."""
    search.open("热回收率")

    passage = search.cards.locator(".sc-card__why")
    expect(passage).to_contain_text("热回收率")
    expect(passage).not_to_contain_text("ge")


def test_scattered_characters_are_said(search: Search) -> None:
    """A record that holds the query's characters only apart is shown, and says so."""
    search.open("东海海洋大学")

    expect(search.status).to_contain_text("没有逐字含有的，1 条分开含有这些字词")
    expect(search.titles.first).to_have_text("东海近岸赤潮的卫星监测")
    expect(search.cards.first).to_contain_text("这些字词在文中分开出现")


def test_nothing_found(page: Page, search: Search) -> None:
    """An empty answer names the query, says what to try and links to where to go on."""
    search.open("鼯鼠")

    expect(search.status).to_have_text("没有找到")
    expect(page.get_by_text("没有找到与“鼯鼠”有关的成果或需求。")).to_be_visible()
    links = page.locator("[data-search-results] a")
    assert links.all_inner_texts() == ["海洋产业", "10+1 产业", "合同类型", "说说您的需求", "联系服务机构"]
    for link in links.all():
        assert page.request.get(link.evaluate("link => link.href")).ok
    expect(page.get_by_role("region", name="按分类浏览")).to_be_visible()
    expect(page.locator("[data-search-facets]")).to_be_hidden()


def test_empty_query(page: Page, search: Search) -> None:
    """Without a query everything is listed, the newest first, followed by nothing else."""
    search.open("赤潮")
    expect(search.cards).to_have_count(1)
    search.box.fill("  ")

    expect(search.status).to_have_text(re.compile(r"^共 \d+ 条$"))
    expect(search.titles.first).to_have_text("渔港进出船只的夜间识别")
    expect(page).to_have_url("search/")
    expect(page.get_by_role("region", name="按分类浏览")).to_be_hidden()


def test_withdrawn_records_are_not_found(search: Search) -> None:
    """A withdrawn record leaves the search; an expired one stays, with its state."""
    assert search.read_titles("贝类净化池") == []
    assert search.read_titles("牡蛎壳") == ["牡蛎壳煅烧制备土壤调理剂"]
    expect(search.cards).to_contain_text("已过期")


def test_more_results(search: Search) -> None:
    """“再看” adds the next ten below, moves the focus to the first of them, and leaves when all are shown."""
    search.open("的")
    expect(search.titles).to_have_count(10)
    total = int(re.sub(r"\D", "", search.status.inner_text()))
    first_ten = search.titles.all_inner_texts()
    assert 10 < total <= 20
    expect(search.more).to_have_text(f"再看 {total - 10} 条（共 {total} 条）")

    search.more.focus()
    search.more.press("Enter")

    expect(search.titles).to_have_count(total)
    expect(search.titles.nth(10)).to_be_focused()
    expect(search.more).to_have_count(0)
    titles = search.titles.all_inner_texts()
    assert titles[:10] == first_ten
    assert len(set(titles)) == total


def test_more_results_once(search: Search) -> None:
    """Two quick presses on “再看” do not show the same records twice."""
    search.open("的")
    expect(search.titles).to_have_count(10)

    search.more.evaluate("button => { button.click(); button.click(); }")

    expect(search.more).to_have_count(0)
    titles = search.titles.all_inner_texts()
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize(
    "query", ["<img src=x onerror=alert(1)>", "<svg/onload=qqzzx()>", "</title><script>qqzzx()</script>"]
)
def test_markup_in_the_query_is_text(page: Page, search: Search, query: str) -> None:
    """Markup in an address is shown as the text that it is, wherever the page repeats it."""
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    search.open(query)

    expect(search.status).to_have_text(re.compile("^(找到|没有)"))
    expect(search.box).to_have_value(query)
    assert page.title().startswith(f"“{query}” · ")
    expect(page.locator("[data-search-results]").locator("img, svg, script")).to_have_count(0)


def test_markup_in_a_record_is_text(search: Search) -> None:
    """Markup that a record quotes is text in the list as well, with its words marked."""
    search.open("onerror")

    search.expect_answer("找到 1 条", CLEANING_TITLE)
    passage = search.cards.locator(".sc-card__why")
    expect(passage).to_contain_text("<img src=x onerror=alert(2)>")
    expect(passage.locator("mark")).to_have_text("onerror")
    expect(passage.locator("img")).to_have_count(0)


def test_doubtful_answers_come_below_the_way_out(search: Search, page: Page) -> None:
    """Who seeks what the catalogue hardly has is told so, and where to go, before what comes near it."""
    search.open("光伏板清洗机器人")

    expect(search.status).to_have_text(re.compile("^目录里可能没有正合适的，以下 [1-5] 条.*，供参考$"))
    first = page.locator("[data-search-results] > *").first
    expect(first.get_by_role("link", name="说说您的需求")).to_be_visible()
    assert search.cards.count() > 0
