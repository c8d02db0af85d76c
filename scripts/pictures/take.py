"""Take the pictures of the agencies' guide anew, from the real things: `make pictures`.

Needs, besides what the tests need, Xvfb, openbox, xdotool, xterm, tmux, ImageMagick and LibreOffice Calc with its
Chinese interface. The records are the repository's own, in a clone; nothing of it is changed.
"""

from __future__ import annotations

import contextlib
import http.server
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import cmarkgfm
from cmarkgfm.cmark import Options
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

REPOSITORY = Path(__file__).parents[2]
PICTURES = REPOSITORY / "content" / "guide" / "pictures"
DISPLAY = ":97"
SCREEN = (1280, 800)
PHONE = {"width": 390, "height": 760}
COLORS = 48
PATIENCE = 60
"""Seconds that a program may take to come up."""
TITLE = "刺参工厂化养殖循环水脱氮填料"
SUMMARY = "以可缓释碳源的填料在同一塔内完成硝化和反硝化，换水量降到每天5%，适合北方越冬车间。"
BROKEN, CHANGED = "a2026-lanhai-002", "a2026-lanhai-004"
_PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ font: 15px/1.6 "Noto Sans CJK SC", sans-serif; margin: 24px; width: 672px; color: #1f2328 }}
table {{ border-collapse: collapse; margin: 12px 0 }}
th, td {{ border: 1px solid #d1d9e0; padding: 5px 12px; text-align: left }}
code {{ background: #eff1f3; border-radius: 4px; padding: 1px 5px; font-size: 13px }}
h2, h3 {{ margin: 18px 0 8px }} h2 {{ border-bottom: 1px solid #d1d9e0; padding-bottom: 6px }} a {{ color: #0969da }}
</style>{body}"""


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "showcase"
        run(["git", "clone", "--quiet", str(REPOSITORY), str(root)], Path(folder))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium-headless-shell", args=["--no-sandbox"]
            )
            take_form(browser, root)
            take_review(browser, root)
            browser.close()
        with screen():
            take_terminal(root)
            take_sheet(root)
    for path in PICTURES.glob("*.png"):
        shrink(path)


def take_form(browser: Browser, root: Path) -> None:
    """A mistake on the phone, and the finished file."""
    run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(root / "site")], root)
    with serve(root / "site") as address:
        page = browser.new_page(viewport=PHONE, device_scale_factor=2, locale="zh-CN", color_scheme="light")
        page.goto(f"{address}/submit/achievement/")
        title = page.get_by_label(re.compile("^名称"))
        title.fill("刺参")
        title.blur()
        page.get_by_text("现为 2 字").wait_for()
        title.evaluate("field => scrollTo(0, field.getBoundingClientRect().top + scrollY - 300)")
        shoot(page, "form.png")
        page.goto(f"{address}/submit/achievement/?edit={CHANGED}")
        page.get_by_label(re.compile("^状态")).first.select_option("negotiating")
        page.get_by_role("button", name="生成文件").click()
        page.get_by_role("button", name="复制内容").wait_for()
        page.wait_for_timeout(1000)
        shoot(page, "form-done.png")


def take_review(browser: Browser, root: Path) -> None:
    """What the check says of a request with one mistake."""
    path = next(root.glob(f"content/achievements/*/{BROKEN}.md"))
    path.write_text(path.read_text("utf-8").replace("stage: pilot", "stage: pilott"), encoding="utf-8")
    command = ["showcase", "check", "--base", "HEAD", "--format", "markdown"]
    summary = subprocess.run(command, cwd=root, env=environment(), capture_output=True, text=True, check=False).stdout
    page = browser.new_page(viewport={"width": 720, "height": 400}, device_scale_factor=2)
    page.set_content(_PAGE.format(body=cmarkgfm.github_flavored_markdown_to_html(summary, Options.CMARK_OPT_UNSAFE)))
    shoot(page, "review.png", whole=True)
    run(["git", "checkout", "--quiet", "."], root)


def take_terminal(root: Path) -> None:
    """The first questions of `showcase new`, one answered wrongly."""
    run(["tmux", "-u", "new-session", "-d", "-s", "picture", "-x", "88", "-y", "22", "env PS1='$ ' bash --norc"], root)
    for answer in ("clear; showcase new achievement", "刺参", TITLE, "", SUMMARY, ""):
        run(["tmux", "send-keys", "-t", "picture", "-l", answer], root)
        run(["tmux", "send-keys", "-t", "picture", "Enter"], root)
        time.sleep(4)
    run(["tmux", "set", "-t", "picture", "status", "off"], root)
    face = [
        "-fa",
        "DejaVu Sans Mono",
        "-fd",
        "Noto Sans Mono CJK SC",
        "-fs",
        "17",
        "-bg",
        "#f6f8fa",
        "-fg",
        "#1f2328",
        "-b",
        "12",
        "-fullscreen",
    ]
    terminal = start(["xterm", *face, "-e", "tmux -u attach -t picture"])
    time.sleep(4)
    save("terminal.png", "1280x640+0+0")
    terminal.terminate()
    run(["tmux", "kill-session", "-t", "picture"], root)


def take_sheet(root: Path) -> None:
    """The empty sheet with its help, its example and a list that has dropped down."""
    run(["showcase", "template", "提交.xlsx"], root)
    profile = root / "profile"
    command = ["soffice", "--norestore", "--nologo", f"-env:UserInstallation=file://{profile}", "--calc", "提交.xlsx"]
    office = start(command, root)
    wait_for_window("xlsx")
    time.sleep(8)
    for keys in ("ctrl+F5", "ctrl+shift+t"):
        press("key", keys)
    press("type", "AC4")
    press("key", "Return")
    press("key", "alt+Down")
    time.sleep(2)
    save("sheet.png", "1266x420+0+128")
    office.terminate()


def shoot(page: Page, name: str, *, whole: bool = False) -> None:
    page.screenshot(path=PICTURES / name, full_page=whole)


def shrink(path: Path) -> None:
    """Fewer colours, which is all that text on paper needs."""
    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(COLORS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def save(name: str, part: str) -> None:
    """A part of the screen."""
    run(
        ["import", "-window", "root", "-crop", part, "+repage", str(PICTURES / name)],
        REPOSITORY,
    )


def press(*keys: str) -> None:
    run(["xdotool", *keys], REPOSITORY)
    time.sleep(1)


def wait_for_window(name: str) -> None:
    command = ["xdotool", "search", "--onlyvisible", "--name", name]
    for _ in range(PATIENCE):
        if subprocess.run(command, capture_output=True, check=False, env=environment()).stdout:
            return
        time.sleep(1)
    sys.exit("A program did not come up.")


@contextlib.contextmanager
def screen() -> Iterator[None]:
    """A screen of its own with a window manager, since menus and lists need one."""
    server = start(["Xvfb", DISPLAY, "-screen", "0", f"{SCREEN[0]}x{SCREEN[1]}x24"])
    time.sleep(2)
    manager = start(["openbox"])
    yield
    manager.terminate()
    server.terminate()


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[str]:
    handler = partial(_Quiet, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def environment() -> dict[str, str]:
    """Programs of the environment first; texts in UTF-8, without which file names in Chinese are not found."""
    programs = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return {**os.environ, "DISPLAY": DISPLAY, "LC_ALL": "C.UTF-8", "PATH": programs, "NO_MKDOCS_2_WARNING": "1"}


def start(command: list[str], folder: Path = REPOSITORY) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, cwd=folder, env=environment(), stderr=subprocess.DEVNULL)


def run(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, env=environment(), check=True)


if __name__ == "__main__":
    if missing := [
        name for name in ("Xvfb", "xdotool", "xterm", "tmux", "import", "soffice") if not shutil.which(name)
    ]:
        sys.exit(f"Missing programs: {', '.join(missing)}.")
    main()
