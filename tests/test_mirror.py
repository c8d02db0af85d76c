"""`showcase mirror` when things go wrong: interruptions, a publication in the middle, liars on the line."""

from __future__ import annotations

import errno
import gzip
import hashlib
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from chronicle import Chronicle
from faulty import Answer, Faulty, faulty, truthful
from showcase.cli import main
from showcase.mirror import MirrorError, remote, run
from showcase.mirror.manifest import check_files, parse_manifest, parse_part
from showing import read, show

MANIFEST = "api/v1/index.json"
A = "a2026-lanhai-001"
B = "a2026-lanhai-002"


@pytest.fixture(autouse=True)
def impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses between attempts are short."""
    monkeypatch.setattr(remote, "PAUSE", 0.01)
    monkeypatch.setattr(remote, "RETRIES", remote.RETRIES.new(backoff_factor=0.01))
    monkeypatch.setattr(remote, "TIMEOUT", 1)
    monkeypatch.setattr(run, "ROUND_PAUSE", 0.01)


@pytest.fixture
def book(tmp_path: Path) -> Chronicle:
    """A catalogue with two records."""
    book = Chronicle(tmp_path / "book")
    book.write(A)
    book.write(B)
    book.commit()
    book.wait(days=1)
    return book


@pytest.fixture
def source(tmp_path: Path, book: Chronicle) -> Path:
    """What is published of it."""
    show(tmp_path / "source", book.render())
    return tmp_path / "source"


@pytest.fixture
def server(source: Path) -> Iterator[Faulty]:
    with faulty(source) as running:
        yield running


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "copy"


def mirror(server: Faulty | str, copy: Path) -> Result:
    url = server if isinstance(server, str) else server.url
    return CliRunner().invoke(main, ["mirror", url, str(copy)])


def edit(book: Chronicle, source: Path, number: int = 1) -> None:
    """A changed record, published."""
    book.write(A, title=f"第{number}次改过的名称")
    book.commit()
    book.wait(days=1)
    show(source, book.render())


def test_what_a_run_says(server: Faulty, book: Chronicle, source: Path, copy: Path) -> None:
    """The first run says how much it copied, the next what changed by id, one without changes that there is none."""
    number = len(read(source))
    first = mirror(server, copy)
    assert first.exit_code == 0
    assert first.stdout.startswith(f"已同步：下载 {len(server.requests) - 1} 个文件（")
    assert f"现有 {number} 个文件" in first.stdout

    edit(book, source)
    book.write(B, status="withdrawn", withdrawn="{date: 2026-03-04, reason: 数据有误需要重测}")
    book.write("d2026-lanhai-001")
    book.commit()
    show(source, book.render())
    second = mirror(server, copy)
    assert second.stdout.splitlines()[1:] == [f"撤回 1：{B}", "新增 1：d2026-lanhai-001", f"更新 1：{A}"]

    assert mirror(server, copy).stdout.startswith(f"已是最新：{len(read(source))} 个文件")


def test_readers_see_whole_versions(server: Faulty, book: Chronicle, source: Path, copy: Path) -> None:
    """Until a run is through, readers see the former publication; whoever has opened it can finish."""
    mirror(server, copy)
    before = read(copy / "current")
    opened = (copy / "current").resolve()
    edit(book, source)
    seen = []

    def look(_path: str, answer: Answer) -> Answer:
        seen.append(read(copy / "current"))
        return answer

    server.hook = look
    mirror(server, copy)

    assert len(seen) > 3
    assert all(view == before for view in seen)
    assert read(copy / "current") == read(source)
    assert read(opened) == before
    assert len(list((copy / "versions").iterdir())) == 2
    edit(book, source, 2)
    server.hook = truthful
    mirror(server, copy)
    assert len(list((copy / "versions").iterdir())) == 2
    assert not opened.exists()


def test_killed_and_resumed(server: Faulty, source: Path, copy: Path) -> None:
    """A run that is killed leaves nothing for readers; the next fetches only what the first had not proved."""
    reached, go_on = threading.Event(), threading.Event()

    def stop_at_forty(_path: str, answer: Answer) -> Answer:
        if len(server.requests) > 40:
            reached.set()
            go_on.wait(20)
        return answer

    server.hook = stop_at_forty
    command = [sys.executable, "-c", "from showcase.cli import main; main()", "mirror", server.url, str(copy)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert reached.wait(20)
    process.send_signal(signal.SIGKILL)
    process.wait()
    go_on.set()
    assert not (copy / "current").exists()
    staged = len([path for path in (copy / "incoming").iterdir() if path.suffix != ".part"])
    assert staged >= 30
    server.hook = truthful
    server.requests.clear()

    assert mirror(server, copy).exit_code == 0
    assert read(copy / "current") == read(source)
    assert len({*server.requests}) == 1 + len({*read(source).values()}) - 1 - staged
    assert not (copy / "incoming").exists()


def test_publication_in_the_middle(server: Faulty, book: Chronicle, source: Path, copy: Path) -> None:
    """Files that no longer are what the manifest says begin the run again from the manifest."""
    server.headers["ETag"] = '"one"'
    mirror(server, copy)
    edit(book, source)
    server.requests.clear()
    server.asked.clear()
    server.headers["ETag"] = '"another"'

    published: list[str] = []
    one_at_a_time = threading.Lock()

    def publish(path: str, answer: Answer) -> Answer:
        with one_at_a_time:  # four connections ask at once
            if path == MANIFEST or published or len(server.requests) < 3:
                return answer
            published.append(path)
        edit(book, source, 2)
        return 200, (source / path).read_bytes()

    server.hook = publish
    result = mirror(server, copy)

    assert result.exit_code == 0
    assert "网站可能正在发布，重新读取清单" in result.stderr
    assert read(copy / "current") == read(source)
    assert 2 <= server.requests.count(MANIFEST) <= 3
    assert server.asked[server.requests.index(MANIFEST, 1)]["Cache-Control"] == "no-cache"


def test_file_gone_in_the_middle(server: Faulty, book: Chronicle, source: Path, copy: Path) -> None:
    """A file that a publication took away meanwhile is no failure either."""
    taken: list[str] = []
    publishing = threading.Lock()  # who asks again while it is written waits for the end

    def publish(path: str, answer: Answer) -> Answer:
        if not path.endswith(f"{B}.json"):
            return answer
        with publishing:
            if not taken:
                taken.append(path)
                book.remove(B)
                book.commit()
                show(source, book.render())
        return 404, b""

    server.hook = publish

    assert mirror(server, copy).exit_code == 0
    assert taken
    assert read(copy / "current") == read(source)


def once(damage: Callable[[bytes], Answer | None]) -> Callable[[Faulty, str], Callable[[str, Answer], Answer | None]]:
    """A hook that does damage to one answer for a path and then never again."""

    def make(server: Faulty, victim: str) -> Callable[[str, Answer], Answer | None]:
        def hook(path: str, answer: Answer) -> Answer | None:
            return damage(answer[1]) if path == victim and server.requests.count(path) == 1 else answer

        return hook

    return make


PASSING = {
    "a flipped byte": once(lambda data: (200, bytes([data[0] ^ 1]) + data[1:])),
    "too short": once(lambda data: (200, data[:-1])),
    "too long": once(lambda data: (200, data + b" " * 100_000)),
    "broken off": once(lambda _: None),
    "busy": once(lambda _: (503, b"")),
    "broken": once(lambda _: (500, b"")),
}


@pytest.mark.parametrize("damage", PASSING.values(), ids=PASSING)
@pytest.mark.parametrize("victim", ["feed.json", f"api/v1/achievements/{A}.json"])
def test_passing_faults(server: Faulty, source: Path, copy: Path, damage: Callable[..., Any], victim: str) -> None:
    """What goes wrong once on the way is fetched again and never shown."""
    server.hook = damage(server, victim)
    result = mirror(server, copy)

    assert result.exit_code == 0, result.stderr
    assert read(copy / "current") == read(source)
    assert server.requests.count(victim) == 2


def always(damage: Callable[[bytes], Answer | None]) -> Callable[[str, Answer], Answer | None]:
    return lambda path, answer: damage(answer[1]) if path == "feed.json" else answer


LASTING = {
    "a flipped byte": (always(lambda data: (200, bytes([data[0] ^ 1]) + data[1:])), "feed.json 等仍与清单不符"),
    "endless": (always(lambda data: (200, data + b" " * 3_000_000)), "feed.json 等仍与清单不符"),
    "missing": (always(lambda _: (404, b"")), "feed.json 等仍与清单不符"),
    "broken off": (always(lambda _: None), "feed.json 失败：传输中断"),
    "busy": (always(lambda _: (503, b"")), "feed.json 失败：服务器暂时不能回答"),
    "forbidden": (always(lambda _: (403, b"")), "服务器不给 feed.json（HTTP 403）"),
}


@pytest.mark.parametrize(("hook", "words"), LASTING.values(), ids=LASTING)
def test_lasting_faults(
    server: Faulty, book: Chronicle, source: Path, copy: Path, hook: Callable[..., Any], words: str
) -> None:
    """What stays wrong ends the run with the reason and exit code 1; readers keep what they had."""
    mirror(server, copy)
    before = read(copy / "current")
    edit(book, source)
    server.hook = hook
    result = mirror(server, copy)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[-1].startswith("没有同步：")
    assert words in result.stderr
    assert read(copy / "current") == before
    server.hook = truthful
    server.requests.clear()
    assert mirror(server, copy).exit_code == 0
    assert read(copy / "current") == read(source)
    assert "feed.json" in server.requests


def test_silence(server: Faulty, copy: Path) -> None:
    """A server that does not answer is not waited for without end."""
    end = threading.Event()

    def wait(_path: str, answer: Answer) -> Answer:
        end.wait(20)
        return answer

    server.hook = wait
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(remote, "TIMEOUT", 0.2)
        result = mirror(server, copy)
    end.set()

    assert result.exit_code == 1
    assert "等待回答超时" in result.stderr


def test_packed_bomb(server: Faulty, copy: Path) -> None:
    """A small packed answer that grows beyond the size in the manifest is refused while it grows."""
    bomb = gzip.compress(b"0" * 50_000_000)
    server.hook = lambda path, answer: (200, bomb) if path == "feed.json" else (answer[0], gzip.compress(answer[1]))
    server.headers["Content-Encoding"] = "gzip"

    assert "feed.json 等仍与清单不符" in mirror(server, copy).stderr
    assert not [path for path in copy.rglob("*") if path.is_file() and path.stat().st_size > 5_000_000]


def described(files: dict[str, bytes]) -> dict[str, bytes]:
    """The manifest and its parts, by path, brought up to date with these files."""
    manifest = json.loads(files[MANIFEST])
    result = {}
    for part in manifest["parts"]:
        document = json.loads(files[part["path"]])
        document["files"] = [
            file | {"sha256": hashlib.sha256(files[file["path"]]).hexdigest(), "size": len(files[file["path"]])}
            for file in document["files"]
            if file["path"] in files
        ]
        raw = json.dumps(document).encode()
        part |= {"sha256": hashlib.sha256(raw).hexdigest(), "size": len(raw)}
        result[part["path"]] = raw
    return result | {MANIFEST: json.dumps(manifest).encode()}


def with_file(source: Path, **changes: object) -> dict[str, bytes]:
    """The manifest and its first part with the description of that part's first file changed, by path."""
    manifest = json.loads((source / MANIFEST).read_bytes())
    path = manifest["parts"][0]["path"]
    part = json.loads((source / path).read_bytes())
    part["files"][0] |= changes
    raw = json.dumps(part).encode()
    manifest["parts"][0] |= {"sha256": hashlib.sha256(raw).hexdigest(), "size": len(raw)}
    return {MANIFEST: json.dumps(manifest).encode(), path: raw}


HOSTILE = [
    "../evil",
    "a/../../evil",
    "/etc/evil",
    "./evil",
    "a//evil",
    "a/",
    "",
    ".ssh/evil",
    "a/.htaccess",
    "a\\..\\evil",
    "C:evil",
    "a\nb",
    "a\0b",
    "x" * 300,
    "a/" * 600 + "b",
    "\ud800",
]


@pytest.mark.parametrize("path", HOSTILE, ids=ascii)
def test_hostile_paths(server: Faulty, source: Path, copy: Path, path: str) -> None:
    """A part that names a place outside the copy, a hidden one or an odd one is refused; no file is fetched."""
    answers = with_file(source, path=path)
    server.hook = lambda asked, true: (200, answers[asked]) if asked in answers else true
    result = mirror(server, copy)

    assert result.exit_code == 1
    assert "没有同步：清单" in result.stderr or "不是本目录第 1 版的清单" in result.stderr
    assert set(server.requests) <= {MANIFEST, *(part.path for part in parse_manifest(answers[MANIFEST]).parts)}
    assert not list(copy.rglob("evil"))
    assert not (copy / "current").exists()


@pytest.mark.parametrize("path", HOSTILE, ids=ascii)
def test_hostile_parts(source: Path, path: str) -> None:
    """The manifest itself may not name a part at such a place either."""
    manifest = json.loads((source / MANIFEST).read_bytes())
    manifest["parts"][0]["path"] = path
    with pytest.raises(MirrorError):
        parse_manifest(json.dumps(manifest).encode())


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"size": 2**40}, "files.0.size"),
        ({"size": -1}, "files.0.size"),
        ({"sha256": "../../evil"}, "files.0.sha256"),
        ({"path": "feed.json"}, "重复的路径"),
        ({"path": MANIFEST}, "重复的路径"),
        ({"path": "feed.json/below"}, "既是文件又是文件夹"),
    ],
)
def test_impossible_manifests(server: Faulty, source: Path, copy: Path, changes: dict[str, object], words: str) -> None:
    """Sizes beyond the limits, sums that are none, one path twice or within another are refused."""
    answers = with_file(source, **changes)
    server.hook = lambda asked, true: (200, answers[asked]) if asked in answers else true

    assert words in mirror(server, copy).stderr


def test_whole_size_is_limited() -> None:
    """So many files of the largest size are more than a mirror takes, and so is one part of that size."""
    files = [{"path": f"f{number}", "sha256": "0" * 64, "size": 2**30} for number in range(17)]
    with pytest.raises(MirrorError, match="超过上限"):
        check_files(parse_part("p", json.dumps({"files": files}).encode()))
    with pytest.raises(MirrorError, match="size"):
        parse_manifest(json.dumps({"version": "1.0", "url": "https://x.example/", "parts": files}).encode())


def test_later_versions_of_the_manifest(source: Path) -> None:
    """Fields that version 1 gains do not matter; another version does."""
    manifest = json.loads((source / MANIFEST).read_bytes())
    later = manifest | {"version": "1.7", "more": 1}
    assert parse_manifest(json.dumps(later).encode()).parts
    with pytest.raises(MirrorError, match="第 1 版"):
        parse_manifest(json.dumps(manifest | {"version": "2.0"}).encode())


@pytest.mark.parametrize(
    ("body", "words"),
    [((404, b""), "请给出目录网站首页的网址"), ((200, b"<html>"), "不是本目录第 1 版的清单")],
    ids=["nothing", "a page"],
)
def test_wrong_site(server: Faulty, copy: Path, body: Answer, words: str) -> None:
    """An address that is no catalogue says so; the folder can be used for the right one afterwards."""
    server.hook = lambda _path, _answer: body
    result = mirror(server, copy)
    assert result.exit_code == 1
    assert words in result.stderr

    server.hook = truthful
    with faulty(copy.parent / "source") as other:
        assert mirror(other, copy).exit_code == 0


@pytest.mark.parametrize("url", ["showcase.example", "ftp://showcase.example/", "https://", "https://x.example/?a=1"])
def test_wrong_address(url: str, copy: Path) -> None:
    """What is no address of a site is wrong use."""
    result = mirror(url, copy)

    assert result.exit_code == 2
    assert "应如 https://showcase.example/" in result.stderr
    assert not copy.exists()


def test_nobody_there(copy: Path) -> None:
    """An address where nothing answers is told as such."""
    result = mirror("http://127.0.0.1:9/", copy)

    assert result.exit_code == 1
    assert "连接不上" in result.stderr


def test_folder_of_somebody_else(server: Faulty, copy: Path) -> None:
    """A folder that holds other things, or the mirror of another site, is not touched."""
    copy.mkdir()
    (copy / "letter.txt").write_text("dear", "utf-8")
    assert "已有别的内容" in mirror(server, copy).stderr
    assert sorted(path.name for path in copy.iterdir() if path.name != ".lock") == ["letter.txt"]

    other = copy.with_name("other")
    mirror(server, other)
    assert "请换一个文件夹" in mirror("http://127.0.0.1:9/", other).stderr


def test_two_at_once(server: Faulty, copy: Path) -> None:
    """A second run on the same folder gives way to the first."""
    results: list[Result] = []

    def second(path: str, answer: Answer) -> Answer:
        if path == MANIFEST:
            results.append(CliRunner().invoke(main, ["mirror", server.url, str(copy)]))
        return answer

    server.hook = second
    command = [sys.executable, "-c", "from showcase.cli import main; main()", "mirror", server.url, str(copy)]
    first = subprocess.run(command, capture_output=True, check=False)

    assert first.returncode == 0
    assert [result.exit_code for result in results] == [1]
    assert "另一个同步正在写" in results[0].stderr


@pytest.mark.parametrize("damage", ["edited", "deleted", "added", "linked", "manifest"])
def test_a_spoilt_copy_is_mended(server: Faulty, source: Path, copy: Path, damage: str) -> None:
    """What somebody did to the copy is found by its checksums and mended, although the source did not change."""
    server.headers["ETag"] = '"one"'
    mirror(server, copy)
    victim = copy / "current" / ("feed.json" if damage != "manifest" else MANIFEST)
    if damage == "added":
        victim.with_name("strange.json").write_text("{}", "utf-8")
    else:
        text = victim.read_bytes()
        victim.unlink()
        if damage == "linked":
            (copy / "elsewhere").write_bytes(text)
            victim.symlink_to(copy / "elsewhere")
        elif damage != "deleted":
            victim.write_bytes(text + b" ")

    assert mirror(server, copy).exit_code == 0
    assert read(copy / "current") == read(source)
    assert not any(path.is_symlink() for path in (copy / "current").resolve().rglob("*"))


def test_unchanged_manifest_is_not_sent_again(server: Faulty, copy: Path) -> None:
    """The manifest is asked for by its ETag, and 304 is the end of it."""
    server.headers["ETag"] = '"one"'
    mirror(server, copy)
    server.requests.clear()

    assert mirror(server, copy).stdout.startswith("已是最新")
    assert server.requests == [MANIFEST]


def test_source_without_history(server: Faulty, book: Chronicle, source: Path, copy: Path) -> None:
    """A source that tells no changes is mirrored all the same."""
    mirror(server, copy)
    edit(book, source)
    files = {path: data for path, data in read(source).items() if "changes" not in path}
    show(source, files | described(files))
    result = mirror(server, copy)

    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1
    assert read(copy / "current") == read(source)


def test_hostile_changes_are_not_printed(server: Faulty, book: Chronicle, source: Path, copy: Path) -> None:
    """Ids that are none, such as signs that command a terminal, are not repeated."""
    mirror(server, copy)
    edit(book, source)
    path = source / "api/v1/changes.json"
    path.write_text(path.read_text("utf-8").replace(A, "\\u0007"), "utf-8")
    show(source, read(source) | described(read(source)))
    result = mirror(server, copy)

    assert result.exit_code == 0
    assert "\a" not in result.output


def test_folder_that_cannot_be_written(server: Faulty, tmp_path: Path) -> None:
    """A place where nothing can be written is told with the reason."""
    (tmp_path / "file").write_text("", "utf-8")
    result = mirror(server, tmp_path / "file" / "copy")

    assert result.exit_code == 1
    assert "没有同步：路径中间有一段不是文件夹，请核对路径" in result.stderr


def test_where_no_link_can_be_made(server: Faulty, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A share or a stick without links: told as that, and once it can, what was fetched is there."""

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "symlink_to", refuse)
        result = mirror(server, tmp_path / "copy")

    assert result.exit_code == 1
    assert "的文件系统不能建链接（网络共享、U 盘多是这样）；请换到本机的磁盘。" in result.stderr
    assert not (tmp_path / "copy" / "current").exists()
    assert mirror(server, tmp_path / "copy").exit_code == 0
