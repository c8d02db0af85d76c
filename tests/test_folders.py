"""The allow-list of content/: whatever has no place there is told by name, and only pages reach MkDocs."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

import pytest
from click.testing import CliRunner, Result

from attached import picture
from showcase.catalogue.folders import check_folders, is_page
from showcase.catalogue.load import load
from showcase.cli import main
from tree import AS_OF, RECORD, RECORD_PATH, put

BESIDE = RECORD_PATH.removesuffix(".md")
STRAYS = [
    "content/404.md",
    "content/CNAME",
    "content/README.md",
    "content/robots.txt",
    "content/sw.js",
    "content/成果/a2026-lanhai-007.md",
    "content/achievement/2026/a2026-lanhai-007.md",
    "content/achievements/a2026-lanhai-007.md",
    "content/achievements/2026年/a2026-lanhai-007.md",
    "content/achievements/2026/A2026-LANHAI-007.MD",
    "content/achievements/2026/a2026-lanhai-007.markdown",
    "content/achievements/2026/index.html",
    "content/demands/sw.js",
    "content/guide/README.md",
    "content/guide/page.html",
    "content/guide/picture.svg",
    "content/guide/program.mjs",
    "content/guide/pictures/picture.svg",
    "content/guide/pictures/more/picture.png",
    "content/guide/two words.md",
    "content/overrides/main.html",
    "content/vocabularies/more/stages.yml",
    "content/vocabularies/stages.json",
    f"{BESIDE}/more/图.png",
    "content/a/b/c/d/e/f/g.md",
]
HIDDEN = [
    "content/.htaccess",
    "content/guide/.draft.md",
    "content/achievements/2026/.a2026-lanhai-001.md.swp",
    f"{BESIDE}/.~lock.图.pdf#",
]
SOUND = [
    RECORD_PATH,
    "content/index.md",
    "content/guide/index.md",
    "content/guide/怎样提交.md",
    "content/guide/api.en.md",
    "content/guide/pictures/form-done.png",
    "content/guide/consumer.py",
    f"{BESIDE}/图 一.png",
]


def told(root: Path) -> list[str]:
    return [problem.path for problem in check_folders(root)]


def check(root: Path, *arguments: str) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        return CliRunner().invoke(main, ["check", *arguments])


def test_what_has_its_place_is_not_told(tree: Path) -> None:
    """Pages with their pictures and programs, vocabularies, records and attachments are in order."""
    for path in SOUND:
        put(tree, path)

    assert told(tree) == []


def test_what_has_no_place_is_told_by_name(tree: Path) -> None:
    """Pages, scripts, records in misspelt folders and hidden files are errors, each at its own path."""
    put(tree, RECORD_PATH)
    for path in [*STRAYS, *HIDDEN]:
        put(tree, path)

    assert sorted(told(tree)) == sorted([*STRAYS[:-1], *HIDDEN, "content/a/b/c/d/e"])


def test_links_are_refused_everywhere(tree: Path) -> None:
    """A link to a file or a folder, dangling or within content/ itself, is an error and is not followed."""
    put(tree, RECORD_PATH)
    outside = put(tree, "outside/secret.md").parent
    links = {
        "content/guide/leak.md": outside / "secret.md",
        "content/guide/leak.txt": Path("/etc/passwd"),
        "content/guide/pictures": outside,
        "content/demands": outside,
        "content/achievements/2025": outside,
        f"{BESIDE}": outside,
        "content/loop": Path(),
        "content/dangling.md": Path("nowhere"),
    }
    for path, target in links.items():
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).symlink_to(target)

    assert sorted(told(tree)) == sorted(links)


def test_a_pipe_is_not_opened(tree: Path) -> None:
    """What is no file at all is an error; to read it would wait for ever."""
    os.mkfifo(tree / "content" / "index.md")

    assert told(tree) == ["content/index.md"]


def test_content_that_is_a_link(tree: Path) -> None:
    """The whole of content/ must be a folder of its own."""
    (tree / "content").rename(tree / "elsewhere")
    (tree / "content").symlink_to("elsewhere")

    assert told(tree) == ["content"]


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("content/成果/a2026-lanhai-007.md", "content/achievements/2026/a2026-lanhai-007.md"),
        ("content/achievement/2026/d2025-lanhai-007.md", "content/demands/2025/d2025-lanhai-007.md"),
        ("content/achievement/2026/draft.md", "是否应放在 content/achievements/ 之下？"),
    ],
)
def test_the_remedy_names_the_place(tree: Path, path: str, place: str) -> None:
    """A record in the wrong folder is told where its id belongs."""
    put(tree, path)

    assert place in check(tree).stdout


def test_a_named_file_that_is_no_record(tree: Path) -> None:
    """Who asks for a file that is no record hears so, and of what is wrong with it or with a folder above it."""
    put(tree, "outside/a2026-lanhai-009.md")
    put(tree, "content/成果/a2026-lanhai-007.md")
    put(tree, "content/guide/index.md", "# 指南\n")
    (tree / "content" / "linked").symlink_to(tree / "outside")
    results = [
        check(tree, f"content/{path}")
        for path in ("成果/a2026-lanhai-007.md", "linked/a2026-lanhai-009.md", "guide/index.md")
    ]

    assert [result.exit_code for result in results] == [1, 1, 0]
    assert all("不是记录，其中也没有记录。" in result.stderr for result in results)
    assert ["error[stray-file]" in result.stdout for result in results] == [True, True, False]


@pytest.mark.parametrize("name", ["sw.js", "shell.md", "vocabularies/stages.yml", RECORD_PATH[8:], "guide/../x.md"])
def test_nothing_else_is_a_page(name: str) -> None:
    """MkDocs gets pages, their pictures and programs; all else of content/ it never sees."""
    assert not is_page(name)


def test_faults_of_pages_are_told(tree: Path) -> None:
    """A page in another encoding, with invisible characters or with what runs, is an error like a record's."""
    put(tree, "content/guide/a.md", "指南".encode("gbk"))
    put(tree, "content/guide/b.md", "指\u202e南")
    for number, text in enumerate(
        ["<iframe src=x>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "<p style='x'>", "</script >"]
    ):
        put(tree, f"content/guide/c{number}.md", text)
    put(
        tree, "content/guide/sound.md", '<figure class="x"><img src="a.png" alt="b"></figure> <a@b.cn> 1 <2 onion = 3\n'
    )
    put(tree, "content/guide/d.md", "# 指南\n\n<<<<<<< HEAD\n甲\n=======\n乙\n>>>>>>> work\n")
    put(tree, "content/guide/consumer.py", "a = 1\n>>>>>>> work\n")
    output = check(tree).stdout

    assert [output.count(f"error[{code}]") for code in ("encoding", "bidi-character", "page", "conflict")] == [
        *(1, 1, 6, 2)
    ]
    assert "sound.md" not in output


def test_programs_that_readers_copy(tree: Path) -> None:
    """A program of the guide holds nothing that its readers do not see, and is text (CVE-2021-42574)."""
    put(tree, "content/guide/consumer.py", "if level != '\u202e \u2066# admin\u2069 user':\n")
    put(tree, "content/guide/follow.py", b"\xff\xfe\x00")
    put(tree, "content/guide/consumer.mjs", "const a = 1;\n")
    found = {(problem.path, problem.code) for problem in load(tree, AS_OF).errors}

    assert found == {("content/guide/consumer.py", "bidi-character"), ("content/guide/follow.py", "encoding")}


def test_pictures_of_pages_are_examined(tree: Path) -> None:
    """What lies below guide/pictures/ is published as attachments are: examined, and no larger."""
    pictures = {
        "page.png": b"<html><script>alert(1)</script>",
        "place.jpg": picture(gps=True),
        "rest.png": picture("PNG") + b"PK\x03\x04",
        "sound.png": picture("PNG"),
    }
    for name, content in pictures.items():
        put(tree, f"content/guide/pictures/{name}", content)
    os.truncate(put(tree, "content/guide/pictures/large.png"), 3 * 1024**3)
    told = {Path(problem.path).name: problem.message.zh for problem in load(tree, AS_OF).problems}

    assert {name: text[:8] for name, text in told.items()} == {
        "large.png": "图片超过 5 M",
        "page.png": "附件打不开，或内",
        "place.jpg": "附件里留有拍摄位",
        "rest.png": "附件里留有文件结",
    }


def test_a_record_is_still_there_beside_strays(tree: Path) -> None:
    """Strays are told together with what is wrong in records and vocabularies, at once."""
    put(tree, RECORD_PATH, RECORD.replace("stage: pilot", "stage: 中试"))
    put(tree, "content/sw.js")
    (tree / "content" / "vocabularies" / "operators.yml").unlink()

    assert "content/sw.js" in check(tree).stdout


def test_names_of_which_some_systems_keep_one(tree: Path) -> None:
    """Of files that differ by case only, or by how their letters are composed, one is told, and nothing else of it."""
    twins = [
        (f"{BESIDE}/a.pdf", f"{BESIDE}/A.PDF"),
        ("content/guide/index.md", "content/guide/Index.md"),
        (f"{BESIDE}/gr\u00fcn.png", f"{BESIDE}/gru\u0308n.png"),
        (RECORD_PATH, RECORD_PATH.replace("a2026-lanhai", "A2026-LANHAI")),
    ]
    for path in (path for pair in twins for path in pair):
        put(tree, path)
    found = {problem.path: problem.message.zh for problem in check_folders(tree)}

    assert found == {second: f"与 {PurePosixPath(first).name} 只差大小写，或看上去同名" for first, second in twins}


def test_folders_of_which_some_systems_keep_one(tree: Path) -> None:
    """The other file is named with its folder, for both have one name."""
    one, other = f"{BESIDE}/a.pdf", f"{BESIDE.upper()}/a.pdf".replace("CONTENT/ACHIEVEMENTS", "content/achievements")
    put(tree, RECORD_PATH)
    put(tree, one)
    put(tree, other)

    assert {problem.path: problem.message.zh for problem in check_folders(tree)} == {
        other: f"与 {one} 只差大小写，或看上去同名"
    }


@pytest.mark.parametrize(
    "name", ["CON.pdf", "aux.jpg", "lpt1.tar.png", "甲:乙.pdf", "甲\n乙.png", "a?.jpg", "a|b.webp", "x.pdf.", "x.pdf "]
)
def test_names_that_windows_cannot_hold(tree: Path, name: str) -> None:
    """One such file, and nobody with Windows can clone the repository."""
    put(tree, RECORD_PATH)
    for sound in ("第 1 张（正面）.png", "console.pdf", "com10.pdf", "a.b.c.pdf"):
        put(tree, f"{BESIDE}/{sound}")
    put(tree, f"{BESIDE}/{name}")

    assert [problem.path for problem in check_folders(tree) if "Windows" in problem.message.zh] == [f"{BESIDE}/{name}"]


@pytest.mark.parametrize("name", ["{} (1)", "{}（2）", "{} - 副本", "{} copy", "副本 {}", "{}_old", "{}的副本"])
def test_a_copy_beside_its_record(tree: Path, name: str) -> None:
    """A copy that a download or a file manager has renamed is told of once, and its record is not at fault."""
    put(tree, RECORD_PATH)
    path = f"{RECORD_PATH.rpartition('/')[0]}/{name.format(Path(RECORD_PATH).stem)}.md"
    put(tree, path, RECORD)
    catalogue = load(tree, AS_OF)

    assert [(problem.path, problem.code) for problem in catalogue.errors] == [(path, "stray-file")]
    assert [entry.id for entry in catalogue.entries] == [Path(RECORD_PATH).stem]
    assert f"{Path(RECORD_PATH).name} 的副本" in catalogue.errors[0].message.zh
