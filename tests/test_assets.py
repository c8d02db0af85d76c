"""What pages load: modules joined, the frame's sheet cut down, both as the oldest browsers read them."""

from __future__ import annotations

import base64
import json
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from building import REPOSITORY
from showcase.outputs.assets.scripts import ModuleError, join_modules
from showcase.outputs.assets.styles import subset

NO_MODULES: dict[str, str] = {}


def write(theme: Path, **modules: str) -> Path:
    """A theme with these modules in assets/."""
    (theme / "assets").mkdir(parents=True)
    for name, text in modules.items():
        (theme / "assets" / f"{name}.js").write_text(text, "utf-8")
    return theme


def test_joined_modules_do_what_they_did(tmp_path: Path, need: Callable[[str, str], str]) -> None:
    """Every form of import and export that the theme uses gives the same values joined, each module run once."""
    theme = write(
        tmp_path,
        entry="""
import "./run.js";
import * as all from "./sums.js";
import { add as plus, Sum, made } from "./sums.js";
import { twice } from "../made/here.js";
export const said = [
  plus(1, 2), new Sum(4).half(), all.plus(2, 2), made, all.many, all.single, twice(21), globalThis.runs,
];
export function later() { return import("./lazy.js"); }
""",
        sums="""
import "./run.js";
export function add(one, other) { return one + other; }
export class Sum { constructor(all) { this.all = all; } half() { return this.all / 2; } }
export const made = "import { x } from \\"y\\"";
export { add as plus };
export * from "./more.js";
export { one as single } from "./more.js";
""",
        more="export const one = 1;\nexport const many = 9;",
        run="globalThis.runs = (globalThis.runs || 0) + 1;",
        lazy="export const name = 'lazy';",
    )
    generated = {
        "made/here.js": 'import { add } from "../assets/sums.js";\nexport const twice = (one) => add(one, one);\n'
    }
    site = tmp_path / "site"
    site.mkdir()
    for name in ("entry", "lazy"):
        (site / f"{name}.mjs").write_bytes(join_modules(theme, f"assets/{name}.js", generated))
    (site / "lazy.js").write_bytes((site / "lazy.mjs").read_bytes())
    (site / "package.json").write_text('{"type": "module"}', "utf-8")
    ask = (
        "const { said, later } = await import(process.argv[1]);"
        "console.log(JSON.stringify([...said, (await later()).name]));"
    )
    result = subprocess.run(
        [need("node", "nodejs"), "--input-type=module", "-e", ask, (site / "entry.mjs").as_uri()],
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(result.stdout) == [3, 2, 4, 'import { x } from "y"', 9, 1, 42, 1, "lazy"]


def test_lazy_import_of_what_is_there(tmp_path: Path) -> None:
    """A module that is imported lazily and is part of the page's own anyway is not fetched again."""
    theme = write(
        tmp_path,
        entry='import "./lazy.js";\nimport "./user.js";\n',
        user='export const fetchIt = () => import("./lazy.js");\n',
        lazy="export const name = 'lazy';\n",
    )

    assert b"import(" not in join_modules(theme, "assets/entry.js", NO_MODULES)
    assert b'import("./lazy.js")' in join_modules(theme, "assets/user.js", NO_MODULES)


@pytest.mark.parametrize(
    "module",
    ['import "./entry.js";', "export default 1;", 'import one from "./other.js";', "export let count = 0;"],
    ids=["circle", "default", "import-default", "changing"],
)
def test_unknown_imports_are_refused(tmp_path: Path, module: str) -> None:
    """A circle of imports, or a form of import that the joining does not know, stops the build instead of the page."""
    theme = write(tmp_path, entry='import "./part.js";\n', part=f"{module}\n", other="")

    with pytest.raises(ModuleError, match=r"part\.js"):
        join_modules(theme, "assets/entry.js", NO_MODULES)


def test_subset_keeps_what_pages_use() -> None:
    """Rules for elements, used classes and the variables that they read stay, those of unused classes go."""
    sheet = """
:root { --read: #123456; --through: var(--read); --unread: red }
a { color: inherit } .used { color: var(--through) } .used > .unused { margin: 0 } .unused, #idle { padding: 0 }
#here .also-used:hover { top: 0 } @keyframes idle { to { top: 1px } }
"""
    kept = subset(sheet, ['<p class="used" id="here">', "<p class='x'><b class=\"x also-used\">"])

    assert {name for name in ("--read", "--through", ".used", "#here .also-used:hover") if name not in kept} == set()
    assert {name for name in ("--unread", ".unused", "#idle", "@keyframes") if name in kept} == set()
    assert kept.startswith(":root") or "a{color:inherit}" in kept


MADE = {
    "submit/rules.js": "",
    "submit/gate.js": "export const version = 1; export function openGate() {}",
    "submit/sheet.js": "",
    "saved/table.js": "",
}


@pytest.mark.parametrize("before", ["(word) => ", "(word) => word || typeof "])
def test_a_regular_expression_keeps_its_blanks(tmp_path: Path, before: str) -> None:
    """What the minifier takes for a division is refused: its blanks would be lost, and with them what it matches."""
    lost = write(tmp_path / "lost", entry=f"export const one = {before}/[ -]/.test(word);")
    kept = write(tmp_path / "kept", entry=f"export const one = {before}(/[ -]/).test(word);")

    with pytest.raises(ModuleError, match="between brackets"):
        join_modules(lost, "assets/entry.js", NO_MODULES)
    assert b"/[ -]/" in join_modules(kept, "assets/entry.js", NO_MODULES)


def test_every_script_can_be_joined() -> None:
    """Each of the theme's modules can become the root of a page, not only those that are now."""
    theme = REPOSITORY / "theme"
    for path in sorted((theme / "assets").rglob("*.js")):
        assert join_modules(theme, path.relative_to(theme).as_posix(), MADE), path


def test_inflate(need: Callable[[str, str], str]) -> None:
    """Whatever zlib packs, by every kind of block, is unpacked to the same bytes; what is cut off is refused."""
    script = REPOSITORY / "theme" / "assets" / "sheet" / "inflate.js"
    random = Random(1)  # noqa: S311  # the same every time
    texts = [b"", b"a", "甲".encode() * 10_000, random.randbytes(70_000), bytes(n * n % 251 for n in range(50_000))]
    packed = []
    for text in texts:
        for level, strategy in ((0, 0), (1, 0), (9, 0), (9, zlib.Z_FIXED)):
            packer = zlib.compressobj(level, wbits=-15, strategy=strategy)
            packed.append((packer.compress(text) + packer.flush(), text))
    lines = "\n".join(f"{base64.b64encode(one).decode()} {len(text)}" for one, text in packed)
    program = (
        f'import {{ inflate }} from "{script.as_uri()}"; import {{ readFileSync }} from "node:fs";'
        "for (const line of readFileSync(0, 'utf8').split('\\n')) {"
        "const [text, size] = line.split(' ');"
        "const bytes = new Uint8Array(Buffer.from(text, 'base64'));"
        "console.log(Buffer.from(inflate(bytes, Number(size))).toString('base64')); }"
        "let refused = false; try { inflate(new Uint8Array([5, 128]), 10); } catch { refused = true; }"
        "console.log(refused);"
    )
    run = subprocess.run(  # a module that the repository holds
        [need("node", "nodejs"), "--input-type=module", "-e", program],
        input=lines, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert run.stdout.splitlines() == [*(base64.b64encode(text).decode() for _one, text in packed), "true"]
