"""A record on its way to somebody: to a colleague, to its office, onto paper."""

from __future__ import annotations

import io
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from noise import Noise
from places import BATTERY, BATTERY_TITLE
from screens import both_widths, without_scripts

ADDRESS = f"https://showcase.example/{BATTERY}"


@both_widths
def test_from_a_record_to_wechat(page: Page) -> None:
    """The text for WeChat says what the record is and leads to its public address, and so does the code."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(BATTERY)
    page.get_by_role("button", name="分享", exact=True).click()
    expect(page.get_by_role("img", name="网址的二维码")).to_be_visible()
    page.get_by_role("group", name="分享这一页").get_by_role("button", name="复制，发微信").click()

    expect(page.get_by_text("已复制，打开微信粘贴即可。")).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith(f"【成果】{BATTERY_TITLE}\n")
    assert "首问：测试海创服务中心 深海项目组" in text
    assert text.endswith(f"0532-00000211\n{ADDRESS}")
    page.get_by_role("button", name="分享", exact=True).click()
    expect(page.get_by_role("group", name="分享这一页")).to_be_hidden()


@pytest.mark.parametrize(
    ("place", "name", "script"),
    [
        (BATTERY, "分享", "assets/record/sending.js"),
        (f"saved/?ids={BATTERY.split('/')[1]}", "导出 CSV", "saved/table.js"),
    ],
    ids=["record", "saved"],
)
def test_what_cannot_be_fetched_is_said(page: Page, noise: Noise, place: str, name: str, script: str) -> None:
    """A button whose script cannot be had, for want of a network or after a publication, says so; then it works."""
    noise.allow("ERR_FAILED")
    page.route(f"**/{script}", lambda route: route.abort())
    page.goto(place)
    page.get_by_role("button", name=name, exact=True).click()
    told = page.get_by_role("button", name=f"{name}：没有取到，请刷新页面再试")
    expect(told).to_be_visible()
    page.unroute(f"**/{script}")
    told.click()

    expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()


@both_widths
def test_question_to_the_office(page: Page) -> None:
    """The message names number, title and who asks, goes to the office's address, and who asks is typed once."""
    page.goto(BATTERY)
    page.get_by_role("button", name="微信、邮件留言").click()
    panel = page.get_by_role("group", name="给首问机构留言")
    panel.get_by_label("想问什么").fill("500米水深够吗？")
    panel.get_by_label("单位").fill("甲公司")
    panel.get_by_label("联系人和电话").fill("王工 0532-00000999")
    mail = urlsplit(panel.get_by_role("link", name="写邮件").get_attribute("href") or "")

    assert mail.path == "deepsea@ceshi.example"
    body = parse_qs(mail.query)["body"][0]
    for said in (
        BATTERY_TITLE,
        "a2026-ceshi-001",
        "想问：500米水深够吗？",
        "我们是：甲公司",
        "联系：王工 0532-00000999",
        ADDRESS,
    ):
        assert said in body
    page.goto("demands/d2026-ceshi-001/")
    page.get_by_role("button", name="微信、邮件留言").click()
    expect(page.get_by_role("group", name="给首问机构留言").get_by_label("单位")).to_have_value("甲公司")


@without_scripts
def test_mail_without_scripts(page: Page) -> None:
    """Without scripts a mail to the office names the number, and the page says what to have ready."""
    page.goto(BATTERY)
    contact = page.get_by_role("region", name="首问联系")
    mail = contact.get_by_role("link", name="deepsea@ceshi.example").get_attribute("href") or ""
    assert unquote(mail) == "mailto:deepsea@ceshi.example?subject=咨询 a2026-ceshi-001"

    contact.get_by_role("link", name="来电前请准备").click()
    expect(page.get_by_role("heading", name="来电前请准备")).to_be_in_viewport()


def test_refused_share_sheet_copies(page: Page) -> None:
    """Where an app's own browser has a share sheet that refuses, the text is copied instead, and that is said."""
    page.context.grant_permissions(["clipboard-write"])
    page.add_init_script("navigator.share = () => Promise.reject(new DOMException('no', 'NotAllowedError'))")
    page.goto(BATTERY)
    page.get_by_role("button", name="分享", exact=True).click()
    page.get_by_role("button", name="更多方式").click()

    expect(page.get_by_text("已复制，打开微信粘贴即可。")).to_be_visible()


def test_dossier(page: Page) -> None:
    """On paper a record has two pages at most, with the site's name, its address and a code that leads back."""
    page.goto(BATTERY)
    page.evaluate("window.print = () => (window.printed = true)")
    page.get_by_role("button", name="打印").click()
    page.wait_for_function("window.printed")
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))

    assert len(paper.pages) <= 2
    first = paper.pages[0].extract_text()
    assert ADDRESS in "".join(first.split())
    assert "0532-00000211" in first
    assert page.locator("[data-paper] svg").count() == 1


def test_expired_leads_on(page: Page) -> None:
    """An expired record leads to the page on which a need is written, and is named there."""
    page.goto("achievements/a2025-ceshi-002/")
    page.get_by_role("note").get_by_role("link", name="说说您的需求").click()

    expect(page.get_by_label("看过哪条成果")).to_have_value("a2025-ceshi-002 牡蛎壳煅烧制备土壤调理剂")
