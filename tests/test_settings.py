"""mkdocs.yml, which the market fills in on its first day: what is wrong there is told at its place, in Chinese."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from mkdocs.config.defaults import MkDocsConfig

from building import REPOSITORY
from showcase.catalogue.settings import check_settings
from showcase.cli import main
from showcase.files.problem import text_line
from showcase.files.settings import SETTINGS
from showcase.schema.settings import Plugin, Settings
from tree import make_tree

OWN = (REPOSITORY / SETTINGS).read_text("utf-8")


def told(tmp_path: Path, text: str | bytes) -> list[str]:
    """What is said of a repository with these settings."""
    (tmp_path / SETTINGS).write_bytes(text.encode() if isinstance(text, str) else text)
    for page in ("index.md", *(f"guide/{path.name}" for path in (REPOSITORY / "content/guide").glob("*.md"))):
        (tmp_path / "content" / page).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / page).touch()
    return [text_line(problem) for problem in check_settings(tmp_path)]


def test_as_it_comes(tmp_path: Path) -> None:
    assert told(tmp_path, OWN) == []


FILLED_IN = {
    'license: ""': "license: https://licence.example/cc-by/4.0/deed.zh",
    'office: ""      # 部': "office: 成果编辑部      # 部",
    'phone: ""': "phone: 0532-00000101",
    'email: ""': "email: office@market.example",
    'name: ""': "name: {week: 一周快报, quarter: 季报}",
    'to: ""': "to: 市场 <a@market.example>, b@market.example",
    'sponsor: ""': "sponsor: 示例主办单位",
    'icp: ""': "icp: 鲁 ICP 备 00000000 号-1",
    'police: ""': "police: 鲁公网安备 00000000000000号",
    'site_code: ""': "site_code: 0000000000",
    'report_url: ""': "report_url: http://report.example/?site_code=0000000000",
    '"https://showcase.example/"': '"http://127.0.0.1:8000/catalogue/"',
    'visits: ""': "visits: 按服务器日志统计 #每月",
    '[SHOWCASE_SITE_URL, "https://showcase.example/"]': "SHOWCASE_SITE_URL",
    "- 首页: index.md": "- 首页: index.md\n  - 市场: https://market.example/a.md",
    "  - tables\n": "  - tables\n  - pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji }\n",
    '[SHOWCASE_SOURCE_URL, ""]': '[SHOWCASE_SOURCE_URL, "https://forge.example/blob/{commit}/{path}"]',
    '!ENV [SHOWCASE_NEED_URL, ""]': "/inbox",
    "lunr_records: 2000": "lunr_records: 2000\n      enabled: true",
    "  generator: false": "  generator: false\n  annotate: {json: [.s2]}\n  our_own: 1",
}


@pytest.mark.parametrize("old", FILLED_IN)
def test_what_may_be_filled_in(tmp_path: Path, old: str) -> None:
    assert OWN.count(old) == 1
    assert told(tmp_path, OWN.replace(old, FILLED_IN[old])) == []


WRONG = {
    ('office: ""      # 部', "office: 编辑部: 一部 # 部"): "60:16: error[yaml]: 值里出现了“: ”",
    ('phone: ""', "phone：0532-00000101"): "61:10: error[yaml]: 字段名后用了全角冒号",
    ('phone: ""', "phone: 053200000101"): "61:12: error[extra]: extra.editor.phone: 应为固定电话或 400 号码",
    ('email: ""', "email: office＠market。example"): '是否想写 "office@market.example"？',
    ('license: ""', "license: CC BY 4.0"): "57:12: error[extra]: extra.license: 应为以 https:// 或 http:// 开头的网址",
    ('icp: ""', "icp: [鲁ICP备00000000号]"): "73:10: error[extra]: extra.footer.icp: 应为文字，现为列表",
    ('icp: ""', "icp: 鲁0000000号"): "extra.footer.icp: 应为 ICP 备案号，如 鲁ICP备00000000号",
    ('police: ""', "police: 鲁公网安备000号"): "extra.footer.police: 应为公安备案号",
    ('report_url: ""', "report_url: javascript:alert(1)"): "76:17: error[extra]: extra.footer.report_url",
    ('sponsor: ""', "sponser: 示例单位"): '没有名为 "sponser" 的字段；是否想写 "sponsor"？',
    ('sponsor: ""', 'sponsor: 示例单位\n    sponsor: ""'): "73:5: error[duplicate-key]: 字段 sponsor 写了两次",
    ('name: ""', "name: {week: 快报, mouth: 月报}"): "extra.digest.name: 应为一个名称，或三种各有名称",
    ('to: ""', "to: a@market.example、王"): 'extra.digest.to: 应为邮箱地址，几个用英文逗号分开，现有 "王"',
    (
        "site_name: ",
        "site_nam: ",
    ): '3:1: error[unknown-field]: site_nam: 没有名为 "site_nam" 的字段；是否想写 "site_name"？',
    ('"https://showcase.example/"', '"showcase.example"'): "error[site-url]: site_url: 应为以 https:// 或 http://",
    ("首页: index.md", "首页: inde.md"): '导航里的 "inde.md" 没有这个页面；是否想写 index.md？',
    ('[SHOWCASE_HISTORY_URL, ""]', '[X, "https://f.example/{pathh}"]'): "history_url: 花括号里写错了",
    ('[SHOWCASE_EDIT_FILE_URL, ""]', '[X, "https://f.example/{"]'): "edit_file_url: 花括号里写错了",
    ('[SHOWCASE_SOURCE_URL, ""]', '[X, "https://f.example/"]'): "source_url: 缺少 {path}",
    ("lunr_records: 2000", "lunr_records: 两千"): 'lunr_records: 应为整数，现为 "两千"',
    ("lunr_records: 2000", "lunr_record: 2000"): '没有名为 "lunr_record" 的字段；是否想写 "lunr_records"？',
    ("  footer:\n", "  footer:\n<<<<<<< HEAD\n"): "error[conflict]",
}


@pytest.mark.parametrize(("change", "expected"), WRONG.items(), ids=[new for _, new in WRONG])
def test_what_is_wrong_is_told_at_its_place(tmp_path: Path, change: tuple[str, str], expected: str) -> None:
    assert OWN.count(change[0]) == 1
    said = told(tmp_path, OWN.replace(*change))

    assert len(said) == 1
    assert said[0].startswith("mkdocs.yml:")
    assert expected in said[0]


def test_what_the_environment_says_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is what is in force; a name alone that is not set says nothing."""
    assert told(tmp_path, OWN.replace("site_name: ", "site_name: !ENV MARKET_NAME # ")) == []
    assert told(tmp_path, OWN.replace('[SHOWCASE_SITE_URL, "https://showcase.example/"]', "[SHOWCASE_SITE_URL]")) == []
    monkeypatch.setenv("SHOWCASE_SITE_URL", "market.example")
    (said,) = told(tmp_path, OWN)

    assert 'error[site-url]: site_url: 应为以 https:// 或 http:// 开头的网址，现为 "market.example"' in said


def test_what_only_mkdocs_knows_is_left_to_it(tmp_path: Path) -> None:
    """Aliases, and settings that stand in another file."""
    assert told(tmp_path, "INHERIT: ../base.yml\nextra: {license: &l https://licence.example/, homepage: *l}\n") == []
    assert told(tmp_path, "INHERIT: ../base.yml\n") == []
    assert told(tmp_path, "") == []


def test_everything_that_mkdocs_knows_is_known() -> None:
    known = {name for name, _ in MkDocsConfig()._schema} - {"config_file_path"}

    assert known <= Settings.model_fields.keys()


def test_every_option_of_the_plugin_is_known() -> None:
    from showcase.plugin import ShowcaseConfig  # noqa: PLC0415  # as slow as MkDocs

    assert {name for name, _ in ShowcaseConfig()._schema} | {"enabled"} == Plugin.model_fields.keys()


BROKEN: dict[str, Callable[[str], bytes]] = {
    "a colon": lambda text: text.replace('office: ""      # 部', "office: 编辑部: 一部 # 部").encode(),
    "another encoding": lambda text: text.encode("gb18030"),
    "a list": lambda _text: b"- site_name: x\n",
    "no groups": lambda _text: "site_name: 甲\nextra: 乙\n".encode(),
    "other groups": lambda _text: "site_name: 甲\nextra: {footer: [a], editor: {offise: a}, digest: b}\n".encode(),
    "a path of MkDocs": lambda text: text.replace(
        "  - tables", "  - tables\n  - s: {base: !relative $docs_dir}"
    ).encode(),
}


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN.keys())
@pytest.mark.parametrize(
    "command",
    [["check"], ["remind"], ["template", "achievement", "x.xlsx"], ["export", "x.csv"], ["digest", "--period", "week"]],
)
def test_no_command_ends_in_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[str], bytes], command: list[str]
) -> None:
    root = make_tree(tmp_path)
    (root / SETTINGS).write_bytes(change(OWN))
    monkeypatch.chdir(root)
    result = CliRunner().invoke(main, command)

    assert isinstance(result.exception, SystemExit | None), result.exc_info
    if command == ["check"] and change is not BROKEN["a path of MkDocs"]:
        assert result.exit_code == 1
        assert "mkdocs.yml:" in result.output


def test_a_build_says_it_before_mkdocs_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_tree(tmp_path)
    (root / SETTINGS).write_text(OWN.replace('"https://showcase.example/"', "showcase.example"), "utf-8")
    monkeypatch.chdir(root)
    result = CliRunner().invoke(main, ["build"])

    assert result.exit_code == 1
    assert "mkdocs.yml:5:" in result.output
    assert "网站没有启用，请改正以上各处后再生成。" in result.output
    assert "Config value" not in result.output
