"""`showcase accept`: what agencies send, as they send it, becomes records under numbers that nobody else has."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from attached import picture
from building import git
from showcase.authoring.parcels import Parcel
from showcase.cli import main
from tree import NEW, NEW_PATH, OTHER, OTHER_PATH, RECORD, RECORD_PATH, WRONG, put

NEXT = "content/achievements/2026/a2026-lanhai-003.md"


def accept(root: Path, *paths: Path, arguments: tuple[str, ...] = ()) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        for role in ("AUTHOR", "COMMITTER"):
            patch.setenv(f"GIT_{role}_NAME", "编辑")
            patch.setenv(f"GIT_{role}_EMAIL", "editor@market.example")
        return CliRunner().invoke(main, ["accept", "--as-of", "2026-10-01", *arguments, *map(str, paths)])


def zipped(files: dict[str, str | bytes], encoding: str = "utf-8") -> bytes:
    """An archive; Chinese Windows writes its names in GBK without saying so."""
    buffer = io.BytesIO()
    names = {name: name if encoding == "utf-8" else "" for name in files}
    with zipfile.ZipFile(buffer, "w") as archive:
        for number, (name, content) in enumerate(files.items()):
            names[name] = names[name] or str(number) * len(name.encode(encoding))
            archive.writestr(names[name], content)
    raw = buffer.getvalue()
    for name, placeholder in names.items():
        raw = raw if name == placeholder else raw.replace(placeholder.encode(), name.encode(encoding))
    return raw


def mailed(*attachments: tuple[str, bytes]) -> bytes:
    mail = EmailMessage()
    mail["From"] = "成果部 <office@lanhai.example>"
    mail["Subject"] = "成果一条"
    mail.set_content("您好，附件是新成果。")
    for name, data in attachments:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


@pytest.fixture
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("inbox")


def test_a_new_record_keeps_a_free_number(repository: Path, inbox: Path) -> None:
    """A file under a free number is kept as it is, byte for byte, and the sender is told the number."""
    result = accept(repository, put(inbox, "成果 (1).md", NEW))

    assert result.exit_code == 0, result.output
    assert (repository / NEW_PATH).read_text("utf-8") == NEW
    assert "新增 a2026-lanhai-003《管网渗漏超声定位》" in result.stdout
    assert "| - 新成果《管网渗漏超声定位》，编号 a2026-lanhai-003" in result.stdout


def test_another_matter_under_a_published_number_gets_the_next(repository: Path, inbox: Path) -> None:
    """Nobody's record is replaced: the newcomer takes the next free number, and its sender is told."""
    collided = NEW.replace("a2026-lanhai-003", "a2026-lanhai-001")
    result = accept(repository, put(inbox, "x.md", collided))

    assert result.exit_code == 0, result.output
    assert (repository / RECORD_PATH).read_text("utf-8") == RECORD
    assert (repository / NEXT).read_text("utf-8") == NEW
    assert "编号 a2026-lanhai-003（不再用 a2026-lanhai-001）" in result.stdout


def test_a_number_of_the_past_is_not_used_again(repository: Path, inbox: Path) -> None:
    """A number that a deleted record had counts as used."""
    (repository / OTHER_PATH).unlink()
    git(repository, "commit", "-q", "-a", "-m", "one gone")
    result = accept(repository, put(inbox, "x.md", NEW.replace("a2026-lanhai-003", "a2026-lanhai-002")))

    assert result.exit_code == 0, result.output
    assert not (repository / OTHER_PATH).exists()
    assert (repository / NEXT).read_text("utf-8") == NEW


def test_a_changed_record_is_changed(repository: Path, inbox: Path) -> None:
    """A file about the same matter changes its record; the same file again changes nothing."""
    changed = RECORD.replace("status: open", "status: negotiating")
    first = accept(repository, put(inbox, "x.md", changed))
    again = accept(repository, inbox / "x.md")

    assert "修改 a2026-lanhai-001" in first.stdout
    assert (repository / RECORD_PATH).read_text("utf-8") == changed
    assert "没有变化 a2026-lanhai-001" in again.stdout


def test_a_parcel_is_all_or_nothing(repository: Path, inbox: Path) -> None:
    """One wrong record keeps its sender's others out, in words for the sender; another sender's come in."""
    put(inbox, "one/a.md", NEW)
    put(inbox, "one/b.md", OTHER.replace(*WRONG).replace("lanhai-002", "lanhai-009").replace("浅海筏架", "海带育苗"))
    put(inbox, "two/c.md", NEW.replace("a2026-lanhai-003", "a2026-lanhai-004"))
    result = accept(repository, inbox / "one", inbox / "two")
    kept = sorted(path.stem for path in (repository / "content/achievements/2026").glob("*.md"))

    assert result.exit_code == 1
    assert kept == ["a2026-lanhai-001", "a2026-lanhai-002", "a2026-lanhai-004"]
    assert "error[stage]" in result.stdout
    assert "1. a2026-lanhai-009.md 第" in result.stdout
    assert "「所处阶段」" in result.stdout


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_mail_with_an_archive(repository: Path, inbox: Path, encoding: str) -> None:
    """A mail's archive with a record and its attachment; names are read as their author saw them."""
    record = NEW.replace("ip: []", "ip: []\nattachments:\n  - file: 现场.png\n    title: 现场照片")
    picture = b"\x89PNG\r\n\x1a\n"
    archive = zipped({"成果/新.md": record, "成果/新/现场.png": picture, "说明.docx": b"PK"}, encoding)
    (inbox / "来信.eml").write_bytes(mailed(("成果.zip", archive)))
    result = accept(repository, inbox / "来信.eml", arguments=("--check",))

    assert "来件 来信.eml（成果部 <office@lanhai.example>）" in result.stdout
    assert "没有收入 说明.docx" in result.stdout
    assert "找不到附件" not in result.stdout
    assert not (repository / NEW_PATH).exists()


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ("attachment; filename*=utf-8''Status(s)%20new.md", "Status(s) new.md"),
        ("attachment; filename*=gb18030''%B3%C9%B9%FB.md", "成果.md"),
        ("attachment; filename*0*=utf-8''%E6%88%90; filename*1*=%E6%9E%9C.md", "成果.md"),
        ('attachment; filename="成果.md"', "成果.md"),
        ("attachment", "附件1.md"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_names_of_attachments(tmp_path: Path, disposition: str, name: str, encoding: str) -> None:
    """Names are read as mail programs write them: by the standard, short of it, or in their own bytes."""
    head = "From: a@b.example\r\nContent-Type: multipart/mixed; boundary=X\r\n\r\n--X\r\n"
    part = f"Content-Type: application/octet-stream\r\nContent-Disposition: {disposition}\r\n\r\n---\r\n--X--\r\n"
    parcel = Parcel("m.eml", tmp_path)
    parcel.add("m.eml", (head + part).encode(encoding))

    assert [path.name for path in parcel.files] == [name]


def test_branch(repository: Path, inbox: Path) -> None:
    """What was accepted is committed on a branch of its own, and nothing else is."""
    put(repository, "content/notes.txt", "mine")
    result = accept(repository, put(inbox, "x.md", NEW), arguments=("--branch", "intake"))
    assert result.exit_code == 0, result.output
    git(repository, "switch", "-q", "main")

    assert not (repository / NEW_PATH).exists()
    git(repository, "switch", "-q", "intake")
    assert (repository / NEW_PATH).read_text("utf-8") == NEW
    assert (repository / "content/notes.txt").is_file()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.zip", b"PK\x03\x04broken", "打不开这个压缩包"),
        ("x.md", "没有字段", "error[front-matter]"),
        ("x.pdf", b"%PDF", "里面没有记录"),
        ("x.rar", b"Rar!", "| - x.rar：压缩包只收 zip，请重新压缩为 zip"),
        ("winmail.dat", b"x", "| - winmail.dat：是 Outlook 自己的格式"),
        ("x.docx", b"PK", "| - x.docx：不是记录，也没有记录引用它；内容请填进表格"),
        ("x.md.txt", "\ufeff" + NEW.replace("\n", "\r\n"), "| - x.md.txt：像是记录，请把后缀改为 .md"),
        ("up.zip", zipped({"../../evil.md": "x"}), "error[front-matter]"),
    ],
)
def test_what_is_no_record(repository: Path, inbox: Path, name: str, content: str | bytes, said: str) -> None:
    """Whatever is sent, the answer is a sentence, and nothing leaves the parcel's own folder."""
    before = sorted(path for path in repository.rglob("*") if ".git" not in path.parts)
    result = accept(repository, put(inbox, name, content))

    assert result.exit_code == 1
    assert said in result.stdout
    assert isinstance(result.exception, SystemExit)
    assert sorted(path for path in repository.rglob("*") if ".git" not in path.parts) == before


def test_what_is_left_out_beside_a_record(repository: Path, inbox: Path) -> None:
    """A record under another suffix is told its sender, too, when others of his come in."""
    put(inbox, "one/a.md", NEW)
    put(inbox, "one/b.txt", OTHER)
    put(inbox, "one/说明.txt", "请查收")
    result = accept(repository, inbox / "one")

    assert result.exit_code == 0
    assert "| 没有收入 b.txt：像是记录，请把后缀改为 .md 后重发。" in result.stdout
    assert "| 没有收入 说明.txt" not in result.stdout


def test_an_attachment_named_in_other_letters(repository: Path, inbox: Path) -> None:
    """The file that is there is named, not called missing."""
    put(inbox, "one/a.md", NEW.replace("ip: []", "ip: []\nattachments:\n  - {file: Rig.PNG, title: 装置}"))
    put(inbox, "one/a/rig.png", picture("PNG"))

    assert "rig.png" in accept(repository, inbox / "one").stdout.partition("可以这样答复")[2]


def test_two_records_in_one_parcel(repository: Path, inbox: Path) -> None:
    """Two matters under one new number both come in; two states of one matter are told."""
    put(inbox, "two/a.md", NEW)
    put(inbox, "two/b.md", NEW.replace("status: open", "status: paused"))
    twice = accept(repository, inbox / "two", arguments=("--check",))
    assert "error[duplicate-id]" in twice.stdout

    put(
        inbox,
        "two/b.md",
        OTHER.replace("a2026-lanhai-002", "a2026-lanhai-003").replace("浅海筏架抗风浪锚固件", "海带夹苗机"),
    )
    both = accept(repository, inbox / "two", arguments=("--check",))
    assert "新增 a2026-lanhai-003" in both.stdout
    assert "a2026-lanhai-004" in both.stdout


def test_a_sheet_in_the_mail(repository: Path, inbox: Path) -> None:
    """A sheet that was mailed is taken as `import` takes it; its notes about rows reach the editor too."""
    row = "编号,名称,一句话简介\n,共 0 条,\n".encode("utf-8-sig")
    (inbox / "来信.eml").write_bytes(mailed(("成果.csv", row)))
    result = accept(repository, inbox / "来信.eml", arguments=("--check",))

    assert "成果.csv" in result.stdout
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_the_right_command_is_named(repository: Path, inbox: Path) -> None:
    """A record's file handed to `import` is answered with the command that takes it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(repository)
        result = CliRunner().invoke(main, ["import", str(put(inbox, "x.md", NEW))])

    assert result.exit_code == 2
    assert "请用 showcase accept" in result.stderr
