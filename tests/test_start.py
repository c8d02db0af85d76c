"""`showcase start`: from the demonstration to a market's own catalogue, which builds before its first record."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from building import REPOSITORY, build, git, make_project
from showcase.authoring.beginning import render_settings
from showcase.cli import main

ANSWERS = {
    "--name": '某某"市场" · 成果目录',
    "--url": "https://market.example/catalogue",
    "--office": "成果编辑部",
    "--phone": "0532-00000303",
    "--email": "desk@market.example",
    "--hours": "工作日 9:00–17:00",
    "--sponsor": "某某局",
    "--icp": "鲁ICP备00000000号",
}


def start(root: Path, *arguments: str) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        return CliRunner().invoke(main, ["start", *arguments])


def test_the_day_on_which_a_market_begins(tmp_path: Path) -> None:
    """Settings are written, everything invented is gone, and the empty catalogue passes its check and builds."""
    root = make_project(tmp_path / "market", REPOSITORY / "content")
    result = start(root, *(part for pair in ANSWERS.items() for part in pair), "--keep", str(tmp_path / "kept"))
    assert result.exit_code == 0, result.output
    assert "检查通过" in result.stdout

    settings = (root / "mkdocs.yml").read_text("utf-8")
    assert "# 主办单位" in settings
    assert 'site_url: !ENV [SHOWCASE_SITE_URL, "https://market.example/catalogue/"]' in settings
    left = [
        path
        for path in (root / "content").rglob("*")
        if path.is_file() and "demo: true" in path.read_text("utf-8", "replace")
    ]
    assert [
        path for path in left if "guide" not in path.parts and "演示记录只能引用" not in path.read_text("utf-8")
    ] == []
    assert len(list((tmp_path / "kept").rglob("*.md"))) > 50
    assert "lanhai" not in (root / ".github/labels.yml").read_text("utf-8")

    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "begin")
    built = build(root)
    assert built.returncode == 0, built.stderr
    home = (root / "site/index.html").read_text("utf-8")
    form = (root / "site/submit/achievement/index.html").read_text("utf-8")
    guide = (root / "site/guide/agencies/index.html").read_text("utf-8")
    assert "某某&#34;市场&#34;" in home
    assert "鲁ICP备00000000号" in home
    assert 'href="tel:053200000303"' in form
    assert 'href="mailto:desk@market.example"' in form
    assert "成果编辑部（电话 0532-00000303，邮箱 desk@market.example，工作日 9:00–17:00）" in guide


def test_settings_keep_all_else() -> None:
    """Only the answered values change; comments, order and what is not asked stay, and it is YAML still."""
    text = (REPOSITORY / "mkdocs.yml").read_text("utf-8")
    changed = render_settings(text, {"sponsor": "甲: #乙", "icp": ""})
    differ = [(was, now) for was, now in zip(text.split("\n"), changed.split("\n"), strict=True) if was != now]

    assert [now for _was, now in differ] == ['    sponsor: "甲: #乙"  # 主办单位']
    loaded = yaml.load(changed, _Loose)  # noqa: S506  # a safe loader of its own
    assert loaded["extra"]["footer"]["sponsor"] == "甲: #乙"
    assert render_settings(text, {}) == text


class _Loose(yaml.SafeLoader):
    """MkDocs' tags are not looked at."""


_Loose.add_multi_constructor("", lambda *_: None)


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    """A folder that exists is not filled with the demonstration, and then nothing is taken away."""
    root = make_project(tmp_path / "market")
    (tmp_path / "kept").mkdir()
    before = sorted(path for path in (root / "content").rglob("*"))
    result = start(root, *(part for pair in ANSWERS.items() for part in pair), "--keep", str(tmp_path / "kept"))

    assert result.exit_code == 2
    assert sorted(path for path in (root / "content").rglob("*")) == before
    shutil.rmtree(root)
