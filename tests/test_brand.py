"""One home for the brand: a copy with another name and other colours shows nothing of the old ones."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from building import build, git
from showcase.cli import main
from showcase.files.brand import TOKENS, Brand, Palette, load_brand, load_palette
from showcase.files.contrast import DARK, check_contrast, contrast
from tree import put

OTHER_NAME = "某某科技集市 · 供需名录"
FOOTER = {
    "sponsor": "某某办公室",
    "icp": "鲁ICP备00000001号-1",
    "police": "鲁公网安备00000000000002号",
    "site_code": "0000000003",
    "report_url": "https://report.example/?site=3",
}


def other(color: str) -> str:
    """Another colour, near enough to be read as well."""
    return "#" + "".join(f"{min(int(color[at : at + 2], 16) ^ 1, 255):02x}" for at in (1, 3, 5))


@pytest.fixture(scope="module")
def rebranded(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tests' catalogue under another name, in other colours, with another sign and every item of the footer."""
    root = tmp_path_factory.mktemp("brand") / "project"
    shutil.copytree(project, root, ignore=shutil.ignore_patterns("site"))
    settings = (root / "mkdocs.yml").read_text("utf-8")
    settings = re.sub(r"^site_name: .*", f"site_name: {OTHER_NAME}", settings, flags=re.MULTILINE)
    for item, value in FOOTER.items():
        settings, count = re.subn(rf'^    {item}: ""', f'    {item}: "{value}"', settings, flags=re.MULTILINE)
        assert count == 1, item
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    for path in (TOKENS, DARK):
        text = (root / path).read_text("utf-8")
        (root / path).write_text(re.sub(r"#[0-9a-f]{6}", lambda found: other(found[0]), text), "utf-8")
    sign = root / "theme" / "partials" / "logo.svg"
    sign.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M1 1h30"/></svg>', "utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "brand")
    result = build(root)
    assert result.returncode == 0, result.stderr
    return root


def texts(root: Path) -> Iterator[tuple[str, str]]:
    """Every file of the site as text, workbooks by their parts."""
    for path in sorted((root / "site").rglob("*")):
        if path.suffix == ".xlsx":
            archive = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
            yield path.name, "".join(archive.read(name).decode() for name in archive.namelist()).lower()
        elif path.is_file():
            yield path.relative_to(root).as_posix(), path.read_bytes().decode("utf-8", "replace")


def test_nothing_of_the_old_brand_is_left(project: Path, rebranded: Path) -> None:
    """Neither the old name nor an old colour or sign stands in any page, sheet, feed, icon or workbook."""
    before, after = load_brand(project), load_brand(rebranded)
    colors = {color.lstrip("#") for color in before.palette.colors.values()} - {"ffffff", "000000"}
    colors -= {color.lstrip("#") for color in after.palette.colors.values()}
    old = re.compile("|".join(map(re.escape, (before.short, before.tagline, "M3 12c", *colors))))

    assert len(colors) > 20
    assert after.short == "某某科技集市"
    assert [(name, found[0]) for name, text in texts(rebranded) if (found := old.search(text))] == []


def test_the_new_brand_is_everywhere(rebranded: Path) -> None:
    """Header, title, theme colour, icon, feeds and workbooks have the new name and colours."""
    colors = load_brand(rebranded).palette.colors
    found = dict(texts(rebranded))
    home = found["site/index.html"]

    assert '<span class="sc-header__name">某某科技集市</span><span class="sc-header__sub">供需名录</span>' in home
    assert f'<meta name="theme-color" content="{colors["deep"]}">' in home
    assert '<path d="M1 1h30"/>' in home
    assert OTHER_NAME in found["site/feed.json"]
    assert all(text in found["site/assets/favicon.svg"] for text in (colors["deep"], colors["on-deep"], "M1 1h30"))
    assert colors["sea-soft"].lstrip("#") in found["template.xlsx"]


def test_commands_have_the_brand(rebranded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the command line writes, digests and sheets to be filled in, has the same name and colours."""
    monkeypatch.chdir(rebranded)
    result = CliRunner().invoke(
        main, ["digest", "--period", "week", "--as-of", "2026-09-29", "--output", str(tmp_path)]
    )
    assert result.exit_code == 0, result.output
    (report,) = tmp_path.glob("*.md")
    assert "\n某某科技集市周报 2026年第39期\n" in report.read_text("utf-8")

    assert CliRunner().invoke(main, ["template", str(tmp_path / "blank.xlsx")]).exit_code == 0
    styles = zipfile.ZipFile(tmp_path / "blank.xlsx").read("xl/styles.xml").decode().lower()
    assert load_brand(rebranded).palette.colors["sea-soft"].lstrip("#") in styles
    assert "大市场" not in CliRunner().invoke(main, ["--help"]).output


def test_footer(rebranded: Path, site: Path) -> None:
    """Each item stands in the footer once it is filled in; the filing numbers lead to the authorities' sites."""
    page = (rebranded / "site" / "index.html").read_text("utf-8")
    footer = page[page.index("<footer") :]

    assert all(value in footer for value in FOOTER.values())
    assert 'href="https://beian.miit.gov.cn/"' in footer
    assert 'href="https://beian.mps.gov.cn/#/query/webSearch?code=00000000000002"' in footer
    assert "beian" not in (site / "index.html").read_text("utf-8")


def test_contrast() -> None:
    """The measure is WCAG's: black on white 21, the same colour 1, a known grey in between."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_faint_colours_are_reported(tmp_path: Path, project: Path) -> None:
    """A colour that cannot be read is reported with its line, in the scheme that it belongs to; ours are not."""
    assert list(check_contrast(project)) == []

    put(tmp_path, TOKENS.as_posix(), (project / TOKENS).read_text("utf-8").replace("--sc-ink-faint: #", "--sc-x: #"))
    put(tmp_path, DARK.as_posix(), ":root {\n  --sc-paper: #142027;\n  --sc-ink-faint: #55656f;\n}\n")
    problems = {
        (problem.path, problem.line, problem.message.zh.split("的对比度")[0]) for problem in check_contrast(tmp_path)
    }

    assert (DARK.as_posix(), 3, "--sc-ink-faint 在 --sc-paper 上") in problems


def test_no_theme(tmp_path: Path) -> None:
    """Where there is no theme, sheets are black and white, and a site without a dot in its name has no tagline."""
    put(tmp_path, "mkdocs.yml", "site_name: 名录\nurl: !ENV [NOT_SET, here]\nslugify: !!python/name:some.thing\n")

    assert load_brand(tmp_path) == Brand("名录", Palette())
    assert (load_brand(tmp_path).short, load_brand(tmp_path).tagline) == ("名录", "")
    assert load_palette(tmp_path / TOKENS).cell(bg_color="sea") == {}
