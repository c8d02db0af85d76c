"""From a difficulty to an office: a company writes a need, an agency begins a demand with it."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, unquote

import pytest
from playwright.sync_api import Page, expect

from building import REPOSITORY
from noise import Noise
from screens import both_widths, without_scripts
from showcase.catalogue.load import Catalogue
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.outputs.pages.need import build_need_page
from showcase.outputs.pages.render import Renderer

PAIN = "水下机器人的锂离子电池在深海压坏，一次下潜只能用两小时"
GOAL = "连续工作不低于48小时"
WHEN = "2027年6月30日"


def write(page: Page) -> None:
    page.get_by_label("遇到什么难题？").fill(PAIN)
    page.get_by_label("做到什么样就算解决？").fill(GOAL)
    page.get_by_label("什么时候要？").fill(WHEN)
    page.get_by_label("联系人和电话").fill("王工 0532-00000999")


def test_asked_again_after_a_moment_without_network(page: Page, noise: Noise) -> None:
    """What the page fetches to look for answers, or the header's box to propose, is asked for again when it failed."""
    noise.allow("ERR_FAILED")
    page.route("**/assets/search/suggesting.js", lambda route: route.abort())
    page.goto("need/")
    with page.expect_event("requestfailed"):
        page.get_by_label("遇到什么难题？").fill("网箱")
    with page.expect_event("requestfailed"):
        page.get_by_role("combobox").first.fill("锂离")
    page.unroute("**/assets/search/suggesting.js")
    page.get_by_label("遇到什么难题？").fill(PAIN)
    found = page.get_by_role("complementary", name="目录里可能已经有")
    expect(found.get_by_role("article").filter(has_text="深海锂离子电池耐压油浸封装")).to_be_visible()
    page.get_by_role("combobox").first.fill("锂离子")

    expect(page.get_by_role("option").first).to_be_visible()


@both_widths
def test_from_a_difficulty_to_a_call(page: Page) -> None:
    """While a company writes, the catalogue shows what it holds; the text goes by telephone, mail or code."""
    page.goto("")
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="我有需求").click()
    write(page)
    found = page.get_by_role("complementary", name="目录里可能已经有")
    expect(found.get_by_role("article").filter(has_text="深海锂离子电池耐压油浸封装")).to_be_visible()

    page.get_by_label("选一家，就近即可").select_option(index=1)
    expect(page.get_by_role("link", name=re.compile("^拨打"))).to_have_attribute("href", re.compile(r"^tel:\d+"))
    letter = page.get_by_role("group", name="要发出的文字")
    expect(letter).to_contain_text(f"遇到的难题：{PAIN}\n怎样算解决：{GOAL}")
    mail = page.get_by_role("link", name="写邮件").get_attribute("href") or ""
    assert mail.startswith("mailto:")
    assert PAIN in unquote(mail)
    page.get_by_role("button", name="二维码").click()
    expect(page.get_by_role("img", name="上面文字的二维码")).to_be_visible()

    page.reload()
    expect(page.get_by_label("遇到什么难题？")).to_have_value(PAIN)


def test_copied_for_wechat(page: Page) -> None:
    """One touch puts the whole text into the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("need/?q=电池")
    page.get_by_role("button", name="复制，发微信").click()

    expect(page.get_by_text("已复制，打开微信粘贴即可。")).to_be_visible()
    assert "遇到的难题：电池" in page.evaluate("navigator.clipboard.readText()")


def test_nothing_found_leads_there(page: Page) -> None:
    """A search that finds nothing leads to the page, and the words go along."""
    page.goto("search/?q=鼯鼠")
    page.get_by_role("link", name="说说您的需求").click()

    expect(page.get_by_label("遇到什么难题？")).to_have_value("鼯鼠")


def test_office_begins_a_demand(page: Page) -> None:
    """The brokers' form is filled in from the text, whom to call stays out of it, and nothing typed is lost unasked."""
    page.goto("need/")
    write(page)
    page.get_by_role("link", name="用这段文字开始填报").click()
    expect(page.get_by_label("名称", exact=False).first).to_have_value(re.compile("^水下机器人的锂离子电池"))
    expect(page.locator("#f-deadline")).to_have_value("2027-06-30")
    expect(page.locator('[data-node="targets"] [data-node="value"] input').first).to_have_value("48")
    expect(page.locator("#f-body")).to_have_value(re.compile(f"## 怎样算解决\n\n{GOAL}"))
    expect(page.locator("[data-need-said]")).to_contain_text("不写进公开记录的：联系：王工 0532-00000999")
    assert "0532-00000999" not in page.locator("[data-file-text]").text_content()

    page.get_by_label("企业发来的文字").fill("换一个难题：网箱长藤壶")
    page.get_by_role("button", name="填入表单").click()
    page.get_by_role("button", name="保留已填的").click()
    expect(page.locator("#f-deadline")).to_have_value("2027-06-30")
    assert "#" not in page.url


@without_scripts
def test_without_scripts(page: Page) -> None:
    """Without scripts the page says what to tell on the telephone, and whom to call."""
    page.goto("need/")

    expect(page.locator("noscript p")).to_contain_text("做到什么样就算解决？")
    expect(page.locator("noscript a[href^='tel:']").first).to_be_visible()


@pytest.fixture
def market(catalogue: Catalogue, site: Path) -> Iterator[tuple[str, list[dict[str, list[str]]]]]:
    """A market whose site takes needs in at /inbox: its address and what came. It refuses whoever writes 拒收."""
    came: list[dict[str, list[str]]] = []
    views = Views(catalogue, Site("测例", "https://test.example/", "", need_url="/inbox"))
    own = Renderer(REPOSITORY / "theme", views).render("need.html", 1, page=build_need_page(views))
    shell = (site / "need" / "index.html").read_text("utf-8")
    head, rest = shell.split('<link rel="stylesheet" href="../assets/form.css">')
    body = f"{head}{own}{rest[rest.index('<footer') :]}"

    class Market(http.server.SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path != "/need/":
                super().do_GET()
                return
            self.answer(200, body)

        def do_POST(self) -> None:
            need = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            if "拒收" in need["pain"][0]:
                self.answer(503, "")
            else:
                came.append(need)
                self.answer(200, "XQ-0007")

        def answer(self, status: int, text: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Market, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/", came
        server.shutdown()
        thread.join()


def test_sent_to_the_market(page: Page, market: tuple[str, list[dict[str, list[str]]]], noise: Noise) -> None:
    """Where the market has set a place, the need arrives there whole; a refusal is said and nothing is lost."""
    address, came = market
    noise.home = address
    noise.expect("503")
    page.goto(f"{address}need/")
    page.get_by_label("遇到什么难题？").fill("拒收")
    page.get_by_role("button", name="提交给市场").click()
    expect(page.get_by_text("没有提交成功，内容还在。")).to_be_visible()
    write(page)
    page.get_by_role("button", name="提交给市场").click()

    expect(page.get_by_text("已提交，受理号 XQ-0007。")).to_be_visible()
    expect(page.get_by_role("complementary", name="目录里可能已经有").get_by_role("article").first).to_be_visible()
    [need] = came
    assert need["pain"] == [PAIN]
    assert f"怎样算解决：{GOAL}" in need["text"][0]


@without_scripts
def test_sent_to_the_market_without_scripts(
    page: Page, market: tuple[str, list[dict[str, list[str]]]], noise: Noise
) -> None:
    """There it arrives without scripts too."""
    address, came = market
    noise.home = address
    noise.allow("404")  # the answer is a page without an icon
    page.goto(f"{address}need/")
    write(page)
    page.get_by_role("button", name="提交给市场").click()

    expect(page.get_by_text("XQ-0007")).to_be_visible()
    assert came[0]["goal"] == [GOAL]
