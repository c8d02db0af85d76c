"""A booklet as PDF, set by Typst: bookmarks, page numbers, margins for the binder; the same bytes every time."""

from __future__ import annotations

import io
import json
from dataclasses import asdict
from datetime import UTC, datetime, time
from pathlib import Path

import segno
import typst

from showcase.files.brand import Palette
from showcase.files.pictures import SIZES, render_sizes
from showcase.files.scratch import scratch
from showcase.outputs.booklet.sheet import Booklet

TEMPLATE = Path(__file__).with_name("booklet.typ")
FAMILIES = (
    *("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "HarmonyOS Sans SC"),
    *("Microsoft YaHei", "PingFang SC", "Hiragino Sans GB", "WenQuanYi Micro Hei", "SimHei"),
)
"""Chinese families with the forms of the mainland, the best first. One is named for all: what is left to fallback
takes Japanese forms in bold, and variable fonts come out as boxes in PDF."""


class FontError(LookupError):
    """No Chinese font on this machine."""


def render_pdf(booklet: Booklet, palette: Palette) -> bytes:
    fonts = typst.Fonts()
    family = next((name for name in FAMILIES if name in fonts.families()), None)
    if family is None:
        raise FontError(f"这台机器没有中文字体。请安装其中一种：{'、'.join(FAMILIES[:4])}、微软雅黑、黑体。")
    with scratch() as folder:
        (folder / TEMPLATE.name).write_bytes(TEMPLATE.read_bytes())
        for sheet in booklet.sheets:
            (folder / f"{sheet.id}.svg").write_bytes(render_code(sheet.address, "svg"))
            if sheet.picture:
                (folder / f"{sheet.id}.webp").write_bytes(dict(render_sizes(sheet.picture.read_bytes()))[SIZES[-1]])
        (folder / "booklet.json").write_text(json.dumps(_data(booklet, family, palette), ensure_ascii=False), "utf-8")
        moment = datetime.combine(booklet.day, time(), UTC)
        paper = typst.compile(str(folder / TEMPLATE.name), format="pdf", timestamp=int(moment.timestamp()))
    assert isinstance(paper, bytes)
    return paper


def render_code(address: str, kind: str, scale: int = 1) -> bytes:
    """A QR code of an address, in bytes alone: other modes are what readers guess wrongly."""
    target = io.BytesIO()
    segno.make(address, error="m", mode="byte", encoding="utf-8").save(target, kind=kind, border=2, scale=scale)
    return target.getvalue()


def _data(booklet: Booklet, family: str, palette: Palette) -> dict[str, object]:
    return {
        "title": booklet.title,
        "site": booklet.site,
        "address": booklet.address,
        "day": f"{booklet.day.year}年{booklet.day.month}月{booklet.day.day}日",
        "counts": booklet.counts,
        "family": family,
        "colors": {name: palette.colors[name] for name in ("deep", "sea", "on-deep-soft")},
        "sheets": [asdict(sheet) | {"picture": bool(sheet.picture)} for sheet in booklet.sheets],
        "index": booklet.index,
    }
