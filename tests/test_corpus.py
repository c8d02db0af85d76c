"""The corpus: every rule and every mistake, with the whole output that an author sees.

    tests/corpus/{valid,warning,invalid}/<code>_<reason>.md       one record, put where its id belongs
    tests/corpus/{valid,warning,invalid}/<code>_<reason>/content  several files, laid over the tree
    BUILT, below                                                  what git or Markdown cannot hold

The expected output stands beside each in <code>_<reason>.txt (in a folder: expected.txt). After a
change of wording, `pytest tests/test_corpus.py --regenerate` writes it anew; read the diff.
"""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from attached import box, mp4, picture
from showcase.cli import main
from showcase.rules import RULES
from showcase.schema.records import MODELS
from tree import AS_OF, CORPUS, RECORD, RECORD_PATH, make_tree, put, record_path

EXIT_CODES = {"valid": 0, "warning": 0, "invalid": 1}
SOURCE_CODES = {
    "bidi-character",
    "conflict",
    "control-character",
    "duplicate-key",
    "encoding",
    "front-matter",
    "invisible-character",
    "line-ends",
    "not-a-file",
    "too-large",
    "unreadable-character",
    "yaml",
    "yaml-alias",
    "yaml-depth",
    "yaml-tag",
}
OTHER_CODES = {
    "aliases",
    "duplicate-code",
    "duplicate-name",
    "duplicate-id",
    "events",
    "links",
    "recipient-unreached",
    "remarks",
    "metadata",
    "page",
    "required",
    "route-never",
    "stray-file",
    "term-reference",
    "type",
    "unknown-field",
    "verdicts",
    "vocabulary",
}


def record(old: str, new: str) -> Callable[[Path], object]:
    """A sound record with one text replaced."""
    assert old in RECORD
    return lambda root: put(root, RECORD_PATH, RECORD.replace(old, new))


def raw(content: bytes) -> Callable[[Path], object]:
    """A record file of these bytes."""
    return lambda root: put(root, RECORD_PATH, content)


def _link_to_outside(root: Path) -> None:
    outside = put(root, "outside.md")
    put(root, RECORD_PATH).unlink()
    (root / RECORD_PATH).symlink_to(outside)


def _linked_attachment(root: Path) -> None:
    listed = RECORD.replace("ip: []", "ip: []\nattachments:\n  - {file: passwd.pdf, title: 口令}")
    folder = put(root, RECORD_PATH, listed).with_suffix("")
    folder.mkdir()
    (folder / "passwd.pdf").symlink_to("/etc/passwd")


def _large_attachment(root: Path) -> None:
    listed = RECORD.replace("ip: []", "ip: []\nattachments:\n  - {file: 图集.pdf, title: 图集}")
    folder = put(root, RECORD_PATH, listed).with_suffix("")
    os.truncate(put(root, f"{folder.relative_to(root)}/图集.pdf", b""), 5 * 1024 * 1024 + 1)


def _names_of_any_kind(root: Path) -> None:
    """Signs that end or change an address; a letter of two characters, as macOS writes it, listed as one."""
    picture = next((CORPUS / "valid" / "attachments_listed").rglob("*.png")).read_bytes()
    names = ["a;b#c.png", "达标100%.png", "现场 照片.png", "Übersicht.png"]
    lines = "".join(f'\n  - {{file: "{name}", title: 图{number}}}' for number, name in enumerate(names))
    pictures = "".join(f"\n\n![图](<{name}>)" for name in names)
    listed = RECORD.replace("ip: []", f"ip: []\nattachments:{lines}").replace(
        "三年试验", f"三年试验。{pictures}\n\n三年试验"
    )
    folder = put(root, RECORD_PATH, listed).with_suffix("")
    for name in names:
        put(root, f"{folder.relative_to(root)}/{unicodedata.normalize('NFD', name)}", picture)


def _film(content: bytes, poster: str = "演示.png") -> Callable[[Path], object]:
    """A record with a film and a picture."""

    def build(root: Path) -> None:
        shown = f"{{file: {poster}, title: 封面, alt: 收鱼机在网箱边起吊}}"
        listed = RECORD.replace("ip: []", f"ip: []\nattachments:\n  - {{file: 演示.mp4, title: 演示}}\n  - {shown}")
        folder = put(root, RECORD_PATH, listed).with_suffix("").relative_to(root)
        put(root, f"{folder}/演示.mp4", content)
        put(root, f"{folder}/{poster}", picture("PNG"))

    return build


def _linked_folder(root: Path) -> None:
    folder = root / "content" / "achievements"
    folder.mkdir()
    (folder / "2026").symlink_to("/etc")


def _other_case(root: Path) -> None:
    """Attachments that the fields and the body name in other letters than their files have."""
    items = "attachments:\n  - {file: Report.pdf, title: 报告}\n  - {file: rig 1.png, title: 装置}\nip: []"
    text = RECORD.replace("ip: []", items) + "\n![装置](media/Rig%201.PNG)\n"
    put(root, RECORD_PATH, text)
    put(root, RECORD_PATH.replace(".md", "/report.PDF"), b"%PDF-1.7")
    put(root, RECORD_PATH.replace(".md", "/rig 1.png"), picture("PNG"))
    put(root, RECORD_PATH.replace(".md", "/~$report.docx"), b"\0")


BUILT: dict[str, Callable[[Path], object]] = {
    "valid/attachments_names-of-any-kind": _names_of_any_kind,
    "invalid/attachments_link-to-outside": _linked_attachment,
    "invalid/attachments_other-case": _other_case,
    "invalid/attachments_too-large": _large_attachment,
    "invalid/films_without-poster": _film(mp4(), "封面.png"),
    "invalid/metadata_film-place": _film(mp4(box(b"udta", box(b"\xa9xyz", b"+36.0670+120.3820/")))),
    "invalid/metadata_not-a-film": _film(b"MZ\x90"),
    "valid/attachments_film": _film(mp4()),
    "invalid/control-character_escape": record("三年试验", "\x1b[31m三年试验"),
    "invalid/control-character_not-a-character": record("海滨大学", "海滨\uffff大学"),
    "invalid/control-character_nul": record("holder: haida", "holder: hai\x00da"),
    "invalid/encoding_cut-off": raw(RECORD.encode()[:-2]),
    "invalid/encoding_gbk": raw(RECORD.encode("gbk")),
    "invalid/encoding_gbk-behind-bom": raw(b"\xef\xbb\xbf---\nid: a2026\ntitle: " + "海藻".encode("gbk")),
    "invalid/encoding_pdf": raw(b"%PDF-1.7\n"),
    "invalid/encoding_word": raw(b"PK\x03\x04" + bytes(40)),
    "invalid/encoding_utf-16": raw(RECORD.encode("utf-16")),
    "invalid/file-name_not-utf-8": lambda root: put(root, os.fsdecode(b"content/achievements/2026/\xff.md")),
    "invalid/line-ends_cr": raw(RECORD.replace("\n", "\r").encode()),
    "invalid/line-ends_cr-cr-lf": raw(RECORD.replace("\n", "\r\r\n").encode()),
    "invalid/line-ends_within-a-line": record("三年试验", "三年\r试验"),
    "invalid/not-a-file_folder": lambda root: (root / RECORD_PATH).mkdir(parents=True),
    "invalid/not-a-file_link-to-outside": _link_to_outside,
    "invalid/not-a-file_vocabulary-missing": lambda root: (root / "content/vocabularies/operators.yml").unlink(),
    "invalid/stray-file_hostile-name": lambda root: put(root, "content/demands/2026/a\n::error::\x1b[2J.txt"),
    "invalid/stray-file_hidden": lambda root: put(root, "content/guide/.draft.md"),
    "invalid/stray-file_link-to-folder": _linked_folder,
    "invalid/too-large_body": record("三年试验", "试验" * 50_000),
    "warning/stray-file_left-by-the-system": lambda root: put(root, "content/achievements/2026/Thumbs.db", b"\x00"),
}


@dataclass(frozen=True)
class Case:
    """`name` is <severity>/<code>_<reason>, `build` puts it into a tree, `expected` holds the output."""

    name: str
    build: Callable[[Path], object]
    expected: Path

    @property
    def severity(self) -> str:
        return self.name.split("/")[0]

    @property
    def code(self) -> str:
        return self.name.split("/")[1].split("_")[0]


def _file_case(name: str, path: Path) -> Case:
    content = path.read_bytes()
    return Case(name, lambda root: put(root, record_path(content), content), path.with_suffix(".txt"))


def _folder_case(name: str, path: Path) -> Case:
    overlay = path / "content"
    return Case(
        name, lambda root: shutil.copytree(overlay, root / "content", dirs_exist_ok=True), path / "expected.txt"
    )


def cases() -> Iterator[Case]:
    for severity in EXIT_CODES:
        for path in sorted((CORPUS / severity).iterdir()):
            if path.is_dir():
                yield _folder_case(f"{severity}/{path.name}", path)
            elif path.suffix == ".md":
                yield _file_case(f"{severity}/{path.stem}", path)
    for name, build in BUILT.items():
        yield Case(name, build, CORPUS / f"{name}.txt")


CASES = list(cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """`showcase check` says of each case exactly what stands beside it."""
    case.build(make_tree(tmp_path))
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["check", "--as-of", AS_OF.isoformat()])
    if request.config.getoption("regenerate"):
        case.expected.write_text(result.stdout, encoding="utf-8")
    expected = case.expected.read_text(encoding="utf-8")

    assert expected == result.stdout
    assert EXIT_CODES[case.severity] == result.exit_code
    assert "Traceback" not in result.output


def test_cases_show_what_their_names_say() -> None:
    """A case in invalid/ has an error of the code that it is named after, one in warning/ a warning and no error."""
    wrong = []
    for case in CASES:
        expected = case.expected.read_text(encoding="utf-8")
        wanted = {
            "valid": "0 个错误，0 个警告",
            "warning": f" warning[{case.code}]: ",
            "invalid": f" error[{case.code}]: ",
        }
        if wanted[case.severity] not in expected or (case.severity != "invalid" and " error[" in expected):
            wrong.append(case.name)

    assert not wrong, "\n".join(wrong)


def test_every_code_has_a_case() -> None:
    """Every rule, every field and every fault of a file occurs in the expected output of some case."""
    shown = "".join(case.expected.read_text(encoding="utf-8") for case in CASES)
    fields = {name.replace("_", "-") for model in MODELS.values() for name in model.model_fields}
    codes = {rule.code for rule in RULES} | fields | SOURCE_CODES | OTHER_CODES

    assert sorted(code for code in codes if f"[{code}]" not in shown) == []


def test_every_expected_output_has_a_case() -> None:
    """No expected output is left over from a case that is gone."""
    outputs = {path for severity in EXIT_CODES for path in (CORPUS / severity).rglob("*.txt")}

    assert {case.expected for case in CASES} == outputs


def test_vocabularies_of_the_corpus_are_sound(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The vocabularies that all cases share have no problem of their own."""
    monkeypatch.chdir(tree)
    result = CliRunner().invoke(main, ["check"])

    assert result.stdout == "共 0 条记录：0 个错误，0 个警告。\n"
