"""QR codes: drawn by the site's own encoder, read as a phone reads them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable

import numpy as np
import pytest
import zxingcpp

from building import REPOSITORY

TEXTS = {
    "an address": "https://showcase.example/achievements/a2026-ceshi-001/",
    "Chinese": "【企业需求】\n遇到的难题：烘干海带太费煤，含水率降不到 12%",
    "what readers take for other encodings": "201610170063400000010285，麻杏石甘口服液，电话 0532-00000101",
    "wide letters and rare characters": "ＡＵＶ—“防腐”𫚉鱇",
    "as much as fits": "深" * 421,
}
DRAW = (
    f'import {{ qrRows }} from "{(REPOSITORY / "theme/assets/shared/qr.js").as_uri()}";'
    'console.log(JSON.stringify(JSON.parse(process.argv[1]).map((text) => qrRows(text)?.map((row) => row.join("")))));'
)


@pytest.fixture(scope="module")
def draw(need: Callable[[str, str], str]) -> Callable[[list[str]], list[list[str] | None]]:
    """The encoder: texts → rows of 0 and 1."""

    def ask(texts: list[str]) -> list[list[str] | None]:
        node = [need("node", "nodejs"), "--input-type=module", "-e", DRAW, json.dumps(texts)]
        answer: list[list[str] | None] = json.loads(
            subprocess.run(node, capture_output=True, text=True, check=True).stdout
        )
        return answer

    return ask


def test_codes_are_read(draw: Callable[[list[str]], list[list[str] | None]]) -> None:
    """A reader that is not ours reads every text, whatever its length, as it was written."""
    read = {}
    for name, rows in zip(TEXTS, draw(list(TEXTS.values())), strict=True):
        assert rows, name
        dots = np.array([[0 if dot == "1" else 255 for dot in row] for row in rows], dtype=np.uint8)
        picture = np.pad(dots, 4, constant_values=255).repeat(4, 0).repeat(4, 1)
        read[name] = [found.text for found in zxingcpp.read_barcodes(picture)]

    assert read == {name: [text] for name, text in TEXTS.items()}


def test_too_long(draw: Callable[[list[str]], list[list[str] | None]]) -> None:
    """A text that no phone could read off another phone gives no code."""
    assert draw(["深" * 430]) == [None]
