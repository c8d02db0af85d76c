"""The form: filled in on a phone, mended, kept, finished, without a network and without scripts."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from click.testing import CliRunner
from playwright.sync_api import BrowserContext, Page, Route, expect

from axe import EVERY_RULE, INSTALL_AXE, find_violations
from building import CONTENT, serving
from filling import ACHIEVEMENT, BLOCKED, DEMAND, NO_WORKER, Form, finish
from noise import Noise
from screens import NO_TRANSITIONS, on_phone, without_scripts
from showcase.cli import main

FORGE = "https://forge.example/new/main?filename={path}&value={content}"
CLIPBOARD = pytest.mark.browser_context_args(permissions=["clipboard-read", "clipboard-write"])


@on_phone
@pytest.mark.parametrize(("kind", "expected"), [("achievement", ACHIEVEMENT), ("demand", DEMAND)])
def test_whole_record(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, expected: str) -> None:
    """A record that is filled in on a phone is downloaded byte for byte as it should be, and passes the check."""
    form = Form(page, kind).open()
    form.fill_achievement() if kind == "achievement" else form.fill_demand()
    name, text = finish(form, tmp_path)

    assert text == expected
    shutil.copytree(CONTENT, tmp_path / "content")
    (tmp_path / "mkdocs.yml").touch()
    path = tmp_path / page.locator("[data-file-path]").inner_text()
    assert path.name == name
    path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["check", str(path), "--as-of", "2026-09-21"])
    assert result.stdout == "共 1 条记录：0 个错误，0 个警告。\n"


def test_lists_within_rows(page: Page, tmp_path: Path) -> None:
    """A right has a list of its own: adding, moving and removing leave the others alone, in a draft too."""
    form = Form(page).open()
    form.fill_achievement()
    for number, codes in ((1, ("C02F 1/44", "B01D 61/02", "G01N 33/18")), (2, ("A01K 61/10",))):
        right = form.group(f"知识产权 {number}")
        for code in codes:
            right.get_by_role("button", name="添加IPC 分类号").click()
            page.keyboard.type(code)
    first = form.group("知识产权 1")
    first.get_by_role("button", name="上移：IPC 分类号 2").click()
    first.get_by_role("button", name="删除：IPC 分类号 3").click()
    page.get_by_role("button", name="下移：知识产权 1").click()
    expect(page.locator("[data-saved-state]")).to_contain_text("草稿已存")
    page.wait_for_timeout(600)
    page.reload()
    form.group("知识产权 1").get_by_role("button", name="添加IPC 分类号").click()
    page.keyboard.type("A01K 63/04")
    _, text = finish(form, tmp_path)

    assert [right.get("classes", []) for right in yaml.safe_load(text.split("---")[1])["ip"][:2]] == [
        ["A01K 61/10", "A01K 63/04"],
        ["B01D 61/02", "C02F 1/44"],
    ]


def test_guide_for_a_colleague(page: Page, tmp_path: Path, noise: Noise) -> None:
    """The hand-over shows the guide's address as a code, and without a network the address alone."""
    noise.expect("ERR_FAILED|ERR_INTERNET_DISCONNECTED")
    form = Form(page).open()
    form.fill_achievement()
    finish(form, tmp_path)
    button = page.get_by_role("button", name="指南的二维码")
    code = page.get_by_role("img", name="指南网址的二维码")
    page.context.set_offline(True)
    button.click()
    expect(page.get_by_role("link", name="/guide/agencies/")).to_be_visible()
    expect(code).to_have_count(0)
    page.context.set_offline(False)
    button.click()
    button.click()
    expect(code).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")


def test_slow_click_is_not_lost(page: Page) -> None:
    """A mistake is not told while a button is down: it would move the button away; it is told afterwards."""
    form = Form(page).open()
    amount = page.get_by_label("金额（万元）")
    said = form.problem_of(amount)
    amount.fill("很多")
    page.wait_for_timeout(600)
    button = page.get_by_role("button", name="添加同意或审查")
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.wait_for_timeout(500)
    expect(said).to_be_hidden()
    page.mouse.up()

    expect(form.group("同意或审查 1")).to_be_visible()
    expect(said).to_be_visible()


@on_phone
def test_mistake(page: Page) -> None:
    """A mistake is told beside its field once it is left, announced, listed with a link, and gone when mended."""
    form = Form(page).open()
    title = form.field("名称")
    title.press_sequentially("短")
    said = form.problem_of(title)
    page.wait_for_timeout(600)
    expect(said).to_be_hidden()
    title.press("Tab")
    expect(said).to_have_text("至少 4 字，现为 1 字")
    expect(title).to_have_attribute("aria-invalid", "true")

    form.make.click()
    expect(form.summary).to_be_focused()
    expect(form.summary).to_contain_text("名称：至少 4 字，现为 1 字")
    form.summary.get_by_role("link", name="名称：").click()
    expect(title).to_be_focused()
    expect(title).to_be_in_viewport()
    before = form.summary.get_by_role("listitem").count()
    title.fill("足够长的名称")
    expect(said).to_be_hidden()
    expect(title).not_to_have_attribute("aria-invalid", "true")
    expect(form.summary.get_by_role("listitem")).to_have_count(before - 1)
    expect(form.state).to_have_text(f"还有 {before - 1} 处要填")


def test_numbers_take_their_form(page: Page) -> None:
    """A telephone typed as on a card is stored in its form when the field is left; what is in doubt stays as typed."""
    form = Form(page).open()
    phone = page.locator('[data-notation="phone"] input')
    phone.evaluate(
        "node => { for (let one = node; one; one = one.parentElement) if (one.tagName === 'DETAILS') one.open = true }"
    )
    phone.fill("（0532）88888888转8")
    phone.press("Tab")
    expect(phone).to_have_value("0532-88888888-8")
    phone.fill("88888888")
    phone.press("Tab")
    expect(phone).to_have_value("88888888")
    expect(form.problem_of(phone)).to_contain_text("缺区号")
    phone.fill("532-88888888")
    phone.press("Tab")
    expect(phone).to_have_value("0532-88888888")
    expect(form.problem_of(phone)).to_contain_text("开头的 0 丢了")
    phone.fill("/")
    phone.press("Tab")
    expect(form.problem_of(phone)).to_contain_text("没有内容的选填项，请整项删去")


def test_a_range_in_one_box_is_spread(page: Page) -> None:
    """A range or 面议 typed into the box of an amount goes to the boxes that say so, and that is told."""
    form = Form(page).open()
    price = page.locator('[data-node="price"]')
    low, high, mode = (
        price.locator(f'[data-node="{name}"]').locator("input, select") for name in ("min", "max", "mode")
    )
    low.fill("50-80万")
    low.press("Tab")
    form.title.focus()
    expect(low).to_have_value("50")
    expect(high).to_have_value("80")
    expect(mode).to_have_value("range")
    expect(price).to_contain_text("“50-80万”已分填到各格")
    for box in (low, high):
        box.fill("")
    mode.select_option("")
    low.fill("面议")
    low.press("Tab")
    expect(low).to_have_value("")
    expect(mode).to_have_value("negotiable")


def test_counts(page: Page) -> None:
    """What is missing is to be filled in and what is wrong to be mended, after everything was asked for too."""
    form = Form(page).open()
    form.make.click()
    missing = form.summary.get_by_role("listitem").count()
    expect(form.state).to_have_text(f"还有 {missing} 处要填")
    form.title.fill("短")
    expect(form.state).to_have_text(f"还有 {missing - 1} 处要填，1 处要改")


def test_missing(page: Page) -> None:
    """A missing field is asked for by its label, as its kind wants; the id follows the agency."""
    form = Form(page).open()
    form.make.click()
    for label, said in (("持有单位", "请选择持有单位"), ("一句话简介", "请填写一句话简介")):
        expect(form.problem_of(form.field(label))).to_have_text(said)
    expect(form.group("关键词").get_by_text("请填写关键词")).to_be_visible()
    number = form.field("编号")
    expect(form.problem_of(number)).to_have_text("请先选服务机构，编号会自动填好")
    form.choose("服务机构", "ceshi")
    number.fill("")
    expect(form.problem_of(number)).to_have_text("请填写编号")


def test_mistake_kept(page: Page) -> None:
    """After a reload a mistake in a kept field is told at once; of what is empty nothing is said yet."""
    form = Form(page).open()
    form.title.fill("短")
    expect(page.locator("[data-saved-state]")).to_contain_text("草稿已存")
    page.reload()
    expect(form.problem_of(form.title)).to_have_text("至少 4 字，现为 1 字")
    expect(form.problem_of(form.field("一句话简介"))).to_be_hidden()


def test_next_mistake(page: Page) -> None:
    """下一处 goes from one mistake to the next, into folded parts too, and begins again after the last."""
    form = Form(page).open()
    form.fill_achievement()
    form.title.fill("短")
    form.type("英文名称", "<b>x</b>")
    form.unfold()  # again, which folds it
    form.make.click()
    step = page.get_by_role("button", name="下一处")
    step.click()
    expect(form.title).to_be_focused()
    step.click()
    expect(form.field("英文名称")).to_be_focused()
    step.click()
    expect(form.title).to_be_focused()


def test_groups_wait(page: Page) -> None:
    """A rule about a whole group is silent while somebody is still inside it; it speaks of fields by their labels."""
    form = Form(page).open()
    form.choose("方式", "range", "报价")
    form.field("方式", "报价").focus()
    message = form.group("报价").get_by_text("方式为“区间”时须写“万元，起”和“万元，止”")
    page.wait_for_timeout(500)
    expect(message).to_be_hidden()
    form.field("名称").focus()
    expect(message).to_be_visible()


def test_composing(page: Page) -> None:
    """While an input method composes, nothing is checked or said; what is taken over is."""
    form = Form(page).open()
    title = form.field("名称")
    title.focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "<b>hai", "selectionStart": 6, "selectionEnd": 6})
    page.wait_for_timeout(500)
    expect(title).to_have_value("<b>hai")
    assert page.evaluate("localStorage.length") == 0

    session.send("Input.insertText", {"text": "海水淡化"})
    expect(title).to_have_value("海水淡化")
    expect(page.locator("[data-saved-state]")).to_contain_text("草稿已存")


def test_number_proposed(page: Page) -> None:
    """The next free number follows the agency and the year until one is typed; one that is taken is told."""
    form = Form(page).open()
    form.type("发布日期", "2026-09-01")
    form.choose("服务机构", "ceshi")
    expect(form.field("编号")).to_have_value("a2026-ceshi-005")
    form.choose("服务机构", "shiyan")
    expect(form.field("编号")).to_have_value("a2026-shiyan-006")
    form.type("编号", "a2025-ceshi-009")
    form.field("编号").press("Tab")
    form.choose("服务机构", "ceshi")
    expect(form.field("编号")).to_have_value("a2025-ceshi-009")
    expect(form.problem_of(form.field("编号"))).to_contain_text('编号 "a2025-ceshi-009" 已用于')


def test_demonstration(page: Page) -> None:
    """A record of an invented agency is marked as a demonstration by itself, until somebody says otherwise."""
    form = Form(page).open()
    mark = form.field("演示数据")
    form.choose("服务机构", "ceshi")
    expect(mark).to_be_checked()
    form.choose("服务机构", "")
    expect(mark).not_to_be_checked()
    form.choose("持有单位", "test-ocean-univ")
    form.choose("服务机构", "ceshi")
    form.make.click()
    expect(form.summary).not_to_contain_text("示例单位")

    form.unfold()
    mark.uncheck()
    form.choose("服务机构", "shiyan")
    expect(mark).not_to_be_checked()
    expect(form.summary).to_contain_text("正式记录引用了示例单位")


def test_draft(page: Page) -> None:
    """A draft survives a reload, rows and choices included; it is cleared by a button, which can be undone."""
    form = Form(page).open()
    form.fill_achievement()
    expect(page.locator("[data-saved-state]")).to_contain_text("草稿已存")
    page.reload()
    expect(page.locator("[data-saved-state]")).to_contain_text("已恢复草稿")
    form.make.click()
    expect(page.locator("[data-file-text]")).to_have_text(ACHIEVEMENT)

    page.get_by_role("button", name="清空重填").click()
    expect(form.field("名称")).to_have_value("")
    page.get_by_role("button", name="撤销").click()
    form.make.click()
    expect(page.locator("[data-file-text]")).to_have_text(ACHIEVEMENT)


def test_two_tabs(page: Page, context: BrowserContext) -> None:
    """A second tab that changes the draft makes the first one ask, and neither is overwritten unasked."""
    first = Form(page).open()
    first.type("名称", "第一个页面写的名称")
    expect(page.locator("[data-saved-state]")).to_contain_text("草稿已存")
    second = Form(context.new_page()).open()
    expect(second.field("名称")).to_have_value("第一个页面写的名称")
    second.type("名称", "第二个页面写的名称")

    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("另一个页面")
    first.type("一句话简介", "第一个页面接着写")
    page.wait_for_timeout(500)
    kept = json.loads(page.evaluate("localStorage.getItem('showcase.form.achievement')"))
    assert kept["tree"]["title"] == "第二个页面写的名称"
    page.get_by_role("button", name="换成那一份").click()
    expect(first.field("名称")).to_have_value("第二个页面写的名称")
    expect(alert).to_be_hidden()


@pytest.mark.parametrize(
    "script",
    [
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied'); } });",
        "localStorage.setItem('showcase.form.achievement', '{\"tree\": [1], \"body\": 2}');",
        """localStorage.setItem('showcase.form.achievement', '{"tree": {"title": [1], "ip": "x"}, "body": ""}');""",
    ],
    ids=["forbidden", "damaged", "of-another-schema"],
)
def test_storage_fails(page: Page, script: str) -> None:
    """Where storage is forbidden or holds something else, the form works all the same."""
    page.add_init_script(script)
    form = Form(page).open()
    form.type("名称", "足够长的名称")
    form.type("关键词 1", "锂")
    form.make.click()

    expect(form.summary).to_be_focused()
    expect(form.summary).not_to_contain_text("名称")


def with_forge(page: Page, template: str) -> None:
    """As if the site were built with this template."""

    def answer(route: Route) -> None:
        response = route.fetch()
        assert '"newFile":""' in response.text()
        facts = f'"newFile":{json.dumps(template)}'.replace("&", "\\u0026")
        route.fulfill(response=response, body=response.text().replace('"newFile":""', facts))

    page.route("**/submit/achievement/", answer)


@NO_WORKER
def test_forge(page: Page, noise: Noise) -> None:
    """A configured forge is opened with the path and the text in the address; without one there is no button."""
    noise.expect(BLOCKED)
    form = Form(page).open()
    form.fill_achievement()
    form.make.click()
    expect(form.state).to_have_text(re.compile("^都填好了"))
    expect(page.locator("[data-new-file]")).to_be_hidden()

    expect(page.locator("[data-saved-state]")).to_contain_text("草稿已存")
    with_forge(page, FORGE)
    page.reload()
    link = page.get_by_role("link", name="在代码平台新建")
    query = parse_qs(urlsplit(link.get_attribute("href") or "").query)
    assert query == {"filename": ["content/achievements/2026/a2026-ceshi-005.md"], "value": [ACHIEVEMENT]}


@pytest.mark.browser_context_args(permissions=["clipboard-read", "clipboard-write"], service_workers="block")
def test_forge_too_long(page: Page, context: BrowserContext, noise: Noise) -> None:
    """A text too long for an address is copied first, and the page says so."""
    noise.expect("forge.example")
    noise.expect(BLOCKED)
    context.route("https://forge.example/**", lambda route: route.fulfill(body=""))
    with_forge(page, FORGE)
    form = Form(page).open()
    form.fill_achievement()
    form.type("详细说明", "很长的正文。" * 300)
    with context.expect_page() as opened:
        page.get_by_role("link", name="复制内容并打开新建页").click()

    assert parse_qs(urlsplit(opened.value.url).query) == {"filename": ["content/achievements/2026/a2026-ceshi-005.md"]}
    expect(page.locator("[data-file-done]")).to_have_text("内容已复制，请粘贴到打开的页面里。")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("[data-file-text]").text_content()


@CLIPBOARD
def test_copied(page: Page) -> None:
    """The text is copied as it is."""
    form = Form(page).open()
    form.fill_achievement()
    form.make.click()
    page.get_by_role("button", name="复制内容").click()
    expect(page.locator("[data-file-done]")).to_have_text("已复制。")

    assert page.evaluate("navigator.clipboard.readText()") == ACHIEVEMENT


@on_phone
def test_preview(page: Page) -> None:
    """The preview shows the card and the values in words, whatever signs they hold."""
    form = Form(page).open()
    form.fill_achievement()
    form.type("详细说明", "## 小标题\n\n<img src=x onerror=alert(1)>")
    page.get_by_text("预览：列表里的样子").click()
    preview = page.locator("[data-preview-card]")

    expect(preview.locator(".sc-card__title")).to_have_text("海水中低浓度锂的膜法提取")
    expect(preview).to_contain_text("测例海洋大学")
    expect(preview).to_contain_text("<img src=x onerror=alert(1)>")
    expect(preview.locator("img")).to_have_count(0)


def test_without_network(page: Page, site: Path, noise: Noise, tmp_path: Path) -> None:
    """A form that was opened once opens again when the network is gone, and the other one too."""
    with serving(site) as address:
        noise.home = address
        noise.allow("ERR_CONNECTION_REFUSED")  # the worker asks the network first
        page.goto(f"{address}submit/achievement/")
        expect(page.locator("[data-offline-state]")).to_have_text("已存到这台设备，断网也能打开和填写。")

    page.goto(f"{address}submit/demand/")
    form = Form(page, "demand")
    form.fill_demand()
    assert finish(form, tmp_path)[1] == DEMAND


@on_phone
def test_axe_amid_mistakes(page: Page) -> None:
    """axe finds nothing grave while rows stand open and mistakes are shown, light and dark."""
    form = Form(page).open()
    for what in ("优势指标", "应用场景", "知识产权"):
        form.add(what)
    form.unfold()
    form.type("英文名称", "<b>")
    form.make.click()
    page.add_style_tag(content=NO_TRANSITIONS)
    page.evaluate(INSTALL_AXE)

    assert find_violations(page, EVERY_RULE) == []
    page.emulate_media(color_scheme="dark")
    assert find_violations(page, EVERY_RULE) == []
    assert page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth") == 0


@on_phone
def test_thumbs(page: Page) -> None:
    """What is pressed is large enough for a thumb."""
    form = Form(page).open()
    form.add("优势指标")
    boxes = page.locator(
        ".sc-submit__form input:visible, .sc-submit__form select:visible, .sc-submit__form button:visible"
    )
    small = boxes.evaluate_all(
        "boxes => boxes.map(box => box.closest('.sc-choice') || box)"
        ".filter(box => box.getBoundingClientRect().height < 43.5).map(box => box.outerHTML)"
    )

    assert small == []


@pytest.mark.parametrize(
    ("kind", "told"),
    [("achievement", "解决什么问题、怎么做的、在哪里试过、还缺什么"), ("demand", "现在怎么做、试过什么、怎样算解决")],
)
def test_body_explained(page: Page, kind: str, told: str) -> None:
    """The help of the body says what this kind of record tells."""
    form = Form(page, kind).open()

    expect(form.field("详细说明")).to_have_accessible_description(re.compile(f"^300 字以上，说清{told}。"))


@without_scripts
def test_without_scripts(page: Page) -> None:
    """Without scripts the page says what to do instead, whom to call, and what would be asked."""
    page.goto("submit/achievement/")
    page.set_content(page.content().replace("<noscript>", "<div>").replace("</noscript>", "</div>"))

    expect(page.get_by_text("这张表需要浏览器脚本。")).to_be_visible()
    expect(page.get_by_role("link", name="0532-00000201")).to_be_visible()
    expect(page.get_by_role("rowheader", name="一句话简介")).to_be_visible()
    expect(page.get_by_role("button", name="生成文件")).to_be_hidden()


@pytest.mark.parametrize("place", ["", "achievements/"])
def test_found(page: Page, place: str) -> None:
    """Home page and footer lead to the forms."""
    page.goto(place)
    page.get_by_role("link", name="提交需求").first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("提交需求")
