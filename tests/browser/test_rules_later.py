"""The form's rules come once its page stands: until then nothing is said to be in order."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, Route, expect

from filling import ACHIEVEMENT, BLOCKED, NO_WORKER, Form, finish
from noise import Noise

GATE = re.compile(r"/submit/gate\.js(\?[0-9]+)?$")


@NO_WORKER
def test_rules_that_cannot_be_fetched(page: Page, tmp_path: Path, noise: Noise) -> None:
    """What is known without them is told; no file is given, whatever is pressed, until they are there."""
    noise.expect(f"ERR_FAILED|ERR_INTERNET_DISCONNECTED|{BLOCKED}")
    page.route(GATE, lambda route: route.abort())
    form = Form(page).open()
    expect(form.state).to_have_text(re.compile("^还有 [0-9]+ 处要填$"))
    form.title.fill("短")
    form.title.press("Tab")
    expect(form.problem_of(form.title)).to_have_text("至少 4 字，现为 1 字")
    form.fill_achievement()
    expect(form.state).to_have_text("检查规则还没有取到：连上网络后会再取，草稿已存，请不要关闭本页")
    form.make.click()
    expect(page.locator("[data-file]")).to_be_hidden()
    expect(form.state).to_contain_text("还没有取到")
    expect(page.locator("[data-offline-state]")).to_be_empty()

    page.unroute(GATE)
    page.context.set_offline(True)
    page.context.set_offline(False)
    expect(form.state).to_contain_text("都填好了")
    assert finish(form, tmp_path)[1] == ACHIEVEMENT


@NO_WORKER
def test_rules_on_their_way(page: Page, tmp_path: Path, noise: Noise) -> None:
    """Who presses before they are there gets the file as soon as they are."""
    noise.expect(BLOCKED)
    held: list[Route] = []
    page.route(GATE, lambda route: held.append(route))  # noqa: PLW0108  # it cannot be marked as asked, a function can
    form = Form(page).open()
    form.fill_achievement()
    expect(form.state).to_have_text("正在取检查规则…")
    form.make.click()
    expect(page.locator("[data-file]")).to_be_hidden()
    held[0].continue_()

    expect(page.locator("#part-file")).to_be_focused()
    assert finish(form, tmp_path)[1] == ACHIEVEMENT


@NO_WORKER
def test_rules_of_another_publication(page: Page, noise: Noise) -> None:
    """Rules that this page was not made with are not used; the draft is there after the page is loaded anew."""
    noise.expect(BLOCKED)

    def another(route: Route) -> None:
        body = route.fetch().text()
        route.fulfill(body=re.sub(r'version="?\w*"?', 'version="other"', body, count=1), content_type="text/javascript")

    page.route(GATE, another)
    form = Form(page).open()
    form.fill_achievement()
    expect(form.state).to_have_text("网站刚更新过：草稿已存，请刷新页面再继续")
    page.unroute(GATE)
    page.wait_for_timeout(600)
    page.reload()
    expect(form.state).to_contain_text("都填好了")
