"""A small catalogue in a temporary folder: the corpus' vocabularies and the records that a test puts there."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

CORPUS = Path(__file__).parents[1] / "corpus"
RECORD = (CORPUS / "valid" / "status_open.md").read_text(encoding="utf-8")
RECORD_PATH = "content/achievements/2026/a2026-lanhai-001.md"
OTHER_PATH = "content/achievements/2026/a2026-lanhai-002.md"
OTHER = (
    RECORD.replace("a2026-lanhai-001", "a2026-lanhai-002")
    .replace("三角褐指藻混养生产岩藻黄素", "浅海筏架抗风浪锚固件")
    .replace("在管道光反应器里用弱光加少量甘油培养硅藻", "用螺旋桩代替水泥坨固定养殖筏架，装拆快、位移小")
    .replace("三年试验，十二立方米装置，三十七批数据。", "两个养殖场用了两季。")
)
NEW_PATH = "content/achievements/2026/a2026-lanhai-003.md"
NEW = (
    RECORD.replace("a2026-lanhai-001", "a2026-lanhai-003")
    .replace("三角褐指藻混养生产岩藻黄素", "管网渗漏超声定位")
    .replace("在管道光反应器里用弱光加少量甘油培养硅藻", "用超声监测供水管网，定位误差小于一米，误报很少")
    .replace("三年试验，十二立方米装置，三十七批数据。", "三座城市试装了四百个节点。")
)
WRONG = ("stage: pilot", "stage: 中试")
"""What to replace in one of them to make it wrong."""
AS_OF = date(2026, 10, 1)

_ID = re.compile(rb"^id: ([ad])(\d{4})(-[a-z0-9]{2,12}-\d{3,4})\s*$", re.MULTILINE)
_FOLDERS = {"a": "achievements", "d": "demands"}


def make_tree(folder: Path) -> Path:
    """A root with vocabularies and no record."""
    shutil.copytree(CORPUS / "vocabularies", folder / "content" / "vocabularies")
    (folder / "mkdocs.yml").touch()
    return folder


def put(root: Path, path: str, content: str | bytes = RECORD) -> Path:
    """Write a file below `root`, with the folders above it."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def record_path(raw: bytes) -> str:
    """Where a record belongs by the id in its front matter; without a sound one, RECORD_PATH."""
    found = _ID.search(raw)
    if not found:
        return RECORD_PATH
    kind, year, rest = (part.decode() for part in found.groups())
    return f"content/{_FOLDERS[kind]}/{year}/{kind}{year}{rest}.md"
