"""A published record changed in the form: opened from its page, mended on a phone, handed over."""

from __future__ import annotations

import difflib
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Locator, Page, Route, expect

from axe import EVERY_RULE, INSTALL_AXE, find_violations
from building import AS_OF, CONTENT, git, make_project, serving
from filling import BLOCKED, NO_WORKER, Form, finish
from noise import Noise
from screens import NO_TRANSITIONS, both_widths, on_phone
from showcase.authoring.edits import plain
from showcase.authoring.manuscript import parse_manuscript
from showcase.cli import main
from showcase.outputs.form.editing import build_cuts

ID = "a2026-ceshi-003"
PATH = f"achievements/2026/{ID}.md"
TEXT = (CONTENT / PATH).read_text(encoding="utf-8")
KEY = f"showcase.form.{ID}"


class Change(Form):
    """The form on a published record."""

    def open(self, identifier: str = ID) -> Change:
        self.page.goto(f"submit/{self.kind}/?edit={identifier}")
        return self

    @property
    def question(self) -> Locator:
        return self.page.get_by_role("alert")

    def saved(self) -> None:
        expect(self.page.locator("[data-saved-state]")).to_contain_text("草稿已存")


def changed_lines(old: str, new: str) -> list[str]:
    lines = difflib.unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True), n=0)
    return [line.rstrip("\n") for line in lines if not line.startswith(("---", "+++", "@@"))]


@on_phone
def test_changed_from_its_page(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the record's page: what is changed differs, all else is the same to the byte, and a review takes it."""
    page.goto(f"achievements/{ID}/")
    page.get_by_role("link", name="修改这条记录").click()
    form = Change(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("修改成果")
    expect(page.locator("[data-intro]")).to_contain_text(f"正在修改 {ID}《316L不锈钢海水换热管的缓蚀清洗》")
    expect(form.state).to_have_text(re.compile("^还没有改动"))
    for name in ("编号", "发布日期"):
        fixed = page.get_by_role("region", name="基本信息").get_by_label(name)
        expect(fixed).not_to_be_editable()
        fixed.evaluate("input => { input.value = ''; }")  # as a browser might that does not mind

    form.title.fill("316L海水换热管的缓蚀清洗")
    form.add("优势指标")
    form.type("指标", "换热系数", "优势指标 2")
    form.type("本成果", "95", "优势指标 2")
    form.type("单位", "%", "优势指标 2")
    form.choose("方式", "", "报价")
    body = form.field("详细说明")
    body.fill(body.input_value().replace("2400㎡", "2600㎡"))
    name, text = finish(form, tmp_path)

    assert name == f"{ID}.md"
    expect(page.locator("[data-file-state]")).to_have_text(
        "检查通过，可以交出去了。改了 4 处：名称、优势指标、报价、正文。"
    )
    assert changed_lines(TEXT, text) == [
        "-title: 316L不锈钢海水换热管的缓蚀清洗",
        "+title: 316L海水换热管的缓蚀清洗",
        '+  - {metric: 换热系数, value: "95", unit: "%"}',
        "-price: {mode: negotiable}",
        "-海水淡化厂的316L管束每季度清洗一次，换热面积2400㎡。用本清洗剂三次，金相检查未见点蚀。",
        "+海水淡化厂的316L管束每季度清洗一次，换热面积2600㎡。用本清洗剂三次，金相检查未见点蚀。",
    ]
    root = make_project(tmp_path / "project")
    git(root, "switch", "-q", "-c", "change")
    (root / "content" / PATH).write_text(text, encoding="utf-8")
    git(root, "commit", "-q", "-a", "-m", "改价格")
    monkeypatch.chdir(root)
    result = CliRunner().invoke(main, ["check", "--base", "main", "--as-of", AS_OF])
    assert result.exit_code == 0, result.output


def test_own_number_is_not_taken(page: Page) -> None:
    """The record's own id counts as free, a mistake in it is told as ever, and what is put back is no change."""
    form = Change(page).open()
    form.title.fill("短")
    form.make.click()
    expect(form.summary).to_contain_text("名称：至少 4 字，现为 1 字")
    expect(form.summary.get_by_role("listitem")).to_have_count(1)

    form.title.fill("316L不锈钢海水换热管的缓蚀清洗")
    expect(form.state).to_have_text(re.compile("^还没有改动"))
    expect(page.locator("[data-file]")).to_be_hidden()


@NO_WORKER
def test_every_record_opens_unchanged(page: Page, site: Path, noise: Noise) -> None:
    """Each record that may be changed stands in the form without a mistake, and as its author wrote it."""
    noise.expect(BLOCKED)
    parts = [json.loads(path.read_bytes()) for path in sorted((site / "submit" / "records").iterdir())]
    records = {identifier: record for part in parts for identifier, record in part.items()}
    for identifier, record in records.items():
        form = Change(page, "achievement" if identifier[0] == "a" else "demand").open(identifier)
        expect(form.state).to_have_text(re.compile("^还没有改动"))
        assert page.locator("[data-file-text]").text_content() == (CONTENT.parent / record["path"]).read_text("utf-8")

    assert len(records) > 10


@NO_WORKER
def test_each_record_has_its_draft(page: Page, noise: Noise) -> None:
    """A change survives a reload, touches no other draft, and is given up by a button, which can be undone."""
    noise.expect(BLOCKED)
    form = Change(page).open()
    form.title.fill("改过一半的名称")
    form.saved()
    page.reload()
    expect(form.title).to_have_value("改过一半的名称")
    expect(page.locator("[data-saved-state]")).to_contain_text("已恢复草稿")
    form.open("a2026-ceshi-002")
    expect(form.title).not_to_have_value("改过一半的名称")
    Form(page).open()
    expect(form.title).to_have_value("")

    form.open()
    page.get_by_role("button", name="放弃修改").click()
    expect(form.title).to_have_value("316L不锈钢海水换热管的缓蚀清洗")
    expect(form.state).to_have_text(re.compile("^还没有改动"))
    page.get_by_role("button", name="撤销").click()
    expect(form.title).to_have_value("改过一半的名称")


def publish_anew(page: Page) -> None:
    """As if the record had been changed on the site meanwhile."""

    def answer(route: Route) -> None:
        records = route.fetch().json()
        if ID in records:
            manuscript = parse_manuscript(text)
            records[ID] |= build_cuts(manuscript, text) | {"sha256": "0" * 64, "tree": plain(manuscript.data)}
        route.fulfill(json=records)

    text = TEXT.replace("title: 316L不锈钢海水换热管的缓蚀清洗", "title: 网站上的新名称")
    page.route("**/submit/records/*.json", answer)
    page.route(f"**/{ID}/source.md", lambda route: route.fulfill(body=text, content_type="text/markdown"))


@NO_WORKER
@pytest.mark.parametrize(
    ("choice", "title", "summary"),
    [("在新内容上接着改", "我改的名称", "我改的简介"), ("丢掉草稿，看新内容", "网站上的新名称", "为316L")],
    ids=["kept", "dropped"],
)
def test_stale_draft(page: Page, noise: Noise, choice: str, title: str, summary: str) -> None:
    """If the record was published anew since, the page asks, names what both have changed, and loses nothing."""
    noise.expect(BLOCKED)
    form = Change(page).open()
    form.title.fill("我改的名称")
    form.type("一句话简介", "我改的简介")
    form.saved()
    publish_anew(page)
    page.reload()
    expect(form.question).to_contain_text("网站上的这条记录更新过。名称两边都改了，接着改就以您的为准。")
    expect(form.make).to_be_hidden()
    assert json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))["tree"]["title"] == "我改的名称"

    page.get_by_role("button", name=choice).click()
    expect(form.question).to_be_hidden()
    expect(form.title).to_have_value(title)
    expect(form.field("一句话简介")).to_have_value(re.compile(f"^{summary}"))
    kept = json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))
    assert kept["base"]["sha256"] == "0" * 64


@pytest.mark.parametrize(
    ("kind", "identifier", "said", "link"),
    [
        ("achievement", "a2026-ceshi-999", "没有可以修改的记录 a2026-ceshi-999", "服务机构怎样提交"),
        ("achievement", "../x", "“../x”不是编号", "服务机构怎样提交"),
        ("demand", ID, f"{ID} 是成果，请到成果的表里修改。", f"修改 {ID}"),
    ],
    ids=["unknown", "no-id", "other-kind"],
)
def test_nothing_to_change(page: Page, kind: str, identifier: str, said: str, link: str) -> None:
    """An address that names no record of this form says so, and where to go instead."""
    form = Change(page, kind).open(identifier)

    expect(form.question).to_contain_text(said)
    expect(form.question.get_by_role("link", name=link)).to_be_visible()
    expect(form.make).to_be_hidden()


@pytest.mark.parametrize("identifier", ["a2025-ceshi-001", "a2025-ceshi-003"], ids=["withdrawn", "replaced"])
def test_not_offered(page: Page, identifier: str) -> None:
    """A record that was withdrawn or replaced cannot be changed here."""
    page.goto(f"achievements/{identifier}/")
    expect(page.get_by_role("link", name="原文（Markdown）")).to_be_visible()
    expect(page.get_by_role("link", name="修改这条记录")).to_have_count(0)

    expect(Change(page).open(identifier).question).to_contain_text("它已撤回、已被新记录替代")


def test_without_network(page: Page, site: Path, noise: Noise, tmp_path: Path) -> None:
    """A record that was opened once can be changed without a network; of another the page says that it cannot."""
    with serving(site) as address:
        noise.home = address
        noise.allow("ERR_CONNECTION_REFUSED|ERR_FAILED")  # the worker asks the network first
        page.goto(f"{address}submit/achievement/?edit={ID}")
        expect(page.locator("[data-offline-state]")).to_have_text("已存到这台设备，断网也能打开和填写。")

    page.goto(f"{address}submit/achievement/?edit=a2026-ceshi-002")
    form = Change(page)
    expect(form.question).to_contain_text("连不上网，取不到 a2026-ceshi-002 现在的内容。")
    expect(form.question.get_by_role("link", name="再试一次")).to_be_visible()
    page.goto(f"{address}submit/achievement/?edit={ID}")
    form.title.fill("断网时改的名称")
    assert changed_lines(TEXT, finish(form, tmp_path)[1])[1] == "+title: 断网时改的名称"


@pytest.mark.browser_context_args(permissions=["clipboard-read", "clipboard-write"], service_workers="block")
def test_forge(page: Page, noise: Noise) -> None:
    """A configured forge is opened at the file's own page with the text in the clipboard; without one, no button."""
    noise.expect("forge.example")
    noise.expect(BLOCKED)
    form = Change(page).open()
    form.title.fill("送往平台的名称")
    form.saved()
    form.make.click()
    expect(page.locator("[data-new-file]")).to_be_hidden()

    def answer(route: Route) -> None:
        response = route.fetch()
        facts = '"editFile":"https://forge.example/edit/main/{path}"'
        assert '"editFile":""' in response.text()
        route.fulfill(response=response, body=response.text().replace('"editFile":""', facts))

    page.route("**/submit/achievement/**", answer)
    page.context.route("https://forge.example/**", lambda route: route.fulfill(body=""))
    page.reload()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="复制内容并打开编辑页").click()

    assert opened.value.url == f"https://forge.example/edit/main/content/{PATH}"
    expect(page.locator("[data-file-done]")).to_have_text("内容已复制，请在打开的页面里全选，再粘贴。")
    assert changed_lines(TEXT, page.evaluate("navigator.clipboard.readText()"))[1] == "+title: 送往平台的名称"


@on_phone
def test_axe(page: Page) -> None:
    """axe finds nothing grave while fields are fixed, light and dark, and nothing is wider than the phone."""
    form = Change(page).open()
    expect(form.make).to_be_visible()
    form.unfold()
    page.add_style_tag(content=NO_TRANSITIONS)
    page.evaluate(INSTALL_AXE)

    assert find_violations(page, EVERY_RULE) == []
    page.emulate_media(color_scheme="dark")
    assert find_violations(page, EVERY_RULE) == []
    assert page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth") == 0


@both_widths
def test_way_in(page: Page) -> None:
    """The way to change a record stands right below whom to call, says whose it is, and is large enough for a thumb."""
    page.goto(f"achievements/{ID}/")
    contact = page.get_by_role("complementary", name="联系")
    expect(contact).to_contain_text("本机构维护：修改这条记录")
    box = contact.locator(".sc-contact").bounding_box()
    link = contact.get_by_role("link", name="修改这条记录").bounding_box()

    assert box
    assert link
    assert link["height"] >= 44
    assert 0 <= link["y"] - (box["y"] + box["height"]) <= 12
