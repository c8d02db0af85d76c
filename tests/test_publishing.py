"""Publications on a server: whole, provable, switched and rolled back in one step; on this machine and over ssh."""

from __future__ import annotations

import fcntl
import getpass
import gzip
import os
import random
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import brotli
import pytest
from click.testing import CliRunner

from building import free_port
from showcase.cli import main
from showcase.publishing import host as host_module
from showcase.publishing.host import SSH, Host, PublishError, parse_target
from showcase.publishing.releases import load_releases, publish, rollback
from showing import read, show

NOW = datetime(2026, 9, 21, 4, tzinfo=UTC)
TEXT = b"<p>" + "海洋".encode() * 600


def outputs(number: int) -> dict[str, bytes]:
    return {"index.html": b"%d " % number + TEXT, "same/page.html": TEXT, "small.txt": b"%d" % number}


def unpacked(folder: Path) -> dict[str, bytes]:
    """What readers see, without the packed copies."""
    return {path: data for path, data in read(folder).items() if not path.endswith((".gz", ".br"))}


@pytest.fixture(params=["here", "ssh"])
def host(request: pytest.FixtureRequest, need: Callable[[str, str], str], tmp_path: Path) -> Host:
    """A place for releases: a folder, and the same through a real sshd on this machine."""
    need("rsync", "rsync")
    folder = tmp_path / "srv" / "it's 海洋"
    if request.param == "here":
        return Host(str(folder))
    machine: str = request.getfixturevalue("sshd")
    return Host(str(folder), machine)


@pytest.fixture
def sshd(need: Callable[[str, str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A real sshd on a free port; yields `user@host`, with the client's options in RSYNC_RSH."""
    program, keys = need("sshd", "openssh-server"), tmp_path / "ssh"
    keys.mkdir(mode=0o700)
    for name in ("server", "client"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", keys / name], check=True)
    (keys / "authorized").write_bytes((keys / "client.pub").read_bytes())
    port = free_port()
    settings = {
        "ListenAddress": f"127.0.0.1:{port}",
        "HostKey": keys / "server",
        "AuthorizedKeysFile": keys / "authorized",
        "StrictModes": "no",
        "UsePAM": "no",
        "PidFile": keys / "pid",
    }
    Path("/run/sshd").mkdir(exist_ok=True)  # where Debian's sshd gives up its rights
    (keys / "config").write_text("".join(f"{name} {value}\n" for name, value in settings.items()), "utf-8")
    server = subprocess.Popen([program, "-D", "-f", keys / "config", "-E", keys / "log"])
    client = ["-p", str(port), "-i", str(keys / "client"), "-F", "none", "-o", "StrictHostKeyChecking=no"]
    known = ["-o", f"UserKnownHostsFile={keys / 'known'}", "-o", "LogLevel=ERROR", "-o", "BatchMode=yes"]
    monkeypatch.setenv("RSYNC_RSH", shlex.join(["ssh", *client, *known]))
    try:
        _wait(port)
        yield f"{getpass.getuser()}@127.0.0.1"
    finally:
        server.terminate()
        server.wait(10)


def _wait(port: int) -> None:
    end = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 0.5).close()
        except OSError:
            assert time.monotonic() < end
            time.sleep(0.05)
        else:
            return


def test_publish_and_roll_back(host: Host, tmp_path: Path) -> None:
    """Readers see each publication whole; what did not change is the same file; a former one can be shown again."""
    site, current = tmp_path / "site", Path(host.folder) / "current"
    shown = []
    for number in range(4):
        show(site, outputs(number))
        shown.append(publish(site, host, NOW + timedelta(hours=number), kept=3).name)

        assert unpacked(current) == outputs(number)
    same = {Path(host.folder, "releases", name, "same/page.html").stat().st_ino for name in shown[1:]}
    assert len(same) == 1
    assert load_releases(host).names == tuple(shown[1:])

    assert publish(site, host, NOW + timedelta(hours=9)).new is False
    assert rollback(host) == shown[2]
    assert unpacked(current) == outputs(2)
    assert rollback(host, shown[3]) == shown[3]
    assert unpacked(current) == outputs(3)
    with pytest.raises(PublishError, match="没有名为 20200101"):
        rollback(host, "20200101T000000Z-0123456789ab")


def test_nobody_is_led_back_to_what_was_rolled_back_from(host: Host, tmp_path: Path) -> None:
    """A bad release is passed over by the next rollback, goes first when room is made, and comes by its name."""
    shown = []

    def publish_next(kept: int = 5) -> None:
        number = len(shown)
        show(tmp_path / "site", outputs(number))
        shown.append(publish(tmp_path / "site", host, NOW + timedelta(hours=number), kept=kept).name)

    for _ in range(2):
        publish_next()
    assert rollback(host) == shown[0]
    publish_next()
    assert rollback(host) == shown[0], "the second was bad: it is not the one before"
    assert load_releases(host).left == {shown[1], shown[2]}
    publish_next(kept=2)
    assert load_releases(host).names == (shown[0], shown[3]), "what readers saw until now stays, however old it is"
    publish_next()
    assert rollback(host) == shown[3]
    assert rollback(host, shown[4]) == shown[4]
    assert load_releases(host).left == frozenset()


def test_nobody_is_led_back_to_what_a_rollback_passed_over(host: Host, tmp_path: Path) -> None:
    """Back by two: both were bad, and the next rollback goes to what readers saw."""
    shown = []
    for number in range(4):
        show(tmp_path / "site", outputs(number))
        shown.append(publish(tmp_path / "site", host, NOW + timedelta(hours=number)).name)
    assert rollback(host, shown[1]) == shown[1]
    assert load_releases(host).left == {shown[2], shown[3]}
    show(tmp_path / "site", outputs(4))
    publish(tmp_path / "site", host, NOW + timedelta(hours=4))
    assert rollback(host) == shown[1]


def test_what_moves_is_linked(host: Host, tmp_path: Path) -> None:
    """Files whose folder or name is another are the same files in both releases, whatever else lies there."""
    site, texts = tmp_path / "site", {f"{number:x}.bin": TEXT + b"%d" % min(number, 400) for number in range(700)}
    show(site, {f"search/1/it's/{name}": data for name, data in texts.items()} | {"海.html": TEXT, "small.txt": b"1"})
    first = Path(host.folder, "releases", publish(site, host, NOW).name)
    for stray in ("two\nlines", "海洋\\"):
        (first / "search" / stray).write_bytes(TEXT)
    files = {f"search/2/it's/{name}": data for name, data in texts.items()} | {"水.html": TEXT, "small.txt": b"2"}
    files["search/2/it's/7.bin"] = b"another"
    show(site, files)
    second = Path(host.folder, "releases", publish(site, host, NOW + timedelta(hours=1)).name)
    moved = {f"search/2/it's/{name}": f"search/1/it's/{name}" for name in texts if name != "7.bin"} | {
        "水.html": "海.html"
    }

    assert unpacked(second) == files
    assert [path for path, place in moved.items() if not (second / path).samefile(first / place)] == []
    assert (first / "search/1/it's/7.bin").read_bytes() == texts["7.bin"]


def test_a_clock_before_the_former_release(tmp_path: Path, need: Callable[[str, str], str]) -> None:
    """Names of releases stay in order, readers see the newest, and whoever publishes is told to set the clock."""
    need("rsync", "rsync")
    target, site, future = tmp_path / "srv", tmp_path / "site", datetime(2099, 1, 1, tzinfo=UTC)
    show(site, outputs(1))
    first = publish(site, Host(str(target)), future)
    show(site, outputs(2))
    said = CliRunner().invoke(main, ["publish", str(target), "--site-dir", str(site)])
    show(site, outputs(3))
    third = publish(site, Host(str(target)), future + timedelta(hours=1))

    assert "警告：本机时钟 " in said.stderr
    assert " 早于上一次发布的时间 2099-01-01 08:00" in said.stderr
    assert "timedatectl set-ntp true" in said.stderr
    assert (first.newest, third.newest) == (None, None)
    assert load_releases(Host(str(target))).names == (first.name, said.stdout[4:-2], third.name)
    assert unpacked(target / "current") == outputs(3)


def test_packed_copies(tmp_path: Path, need: Callable[[str, str], str]) -> None:
    """Texts have a copy packed by gzip and one by Brotli beside them, which hold the same; small files have none."""
    need("rsync", "rsync")
    site, host = tmp_path / "site", Host(str(tmp_path / "srv"))
    for number in (1, 2):
        show(site, outputs(number))
        publish(site, host, NOW + timedelta(hours=number))
        current = tmp_path / "srv" / "current"

        assert gzip.decompress((current / "index.html.gz").read_bytes()) == outputs(number)["index.html"]
        assert brotli.decompress((current / "index.html.br").read_bytes()) == outputs(number)["index.html"]
        assert not (current / "small.txt.gz").exists()


def is_held(lock: Path) -> bool:
    with lock.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@pytest.mark.soak
def test_killed_publications(tmp_path: Path, need: Callable[[str, str], str]) -> None:
    """Killed at any moment, readers see the former publication or the new one, and the next succeeds."""
    need("rsync", "rsync")
    site, host = tmp_path / "site", Host(str(tmp_path / "srv"))
    show(site, outputs(0))
    publish(site, host, NOW)
    interrupted, moments = 0, random.Random(3)  # noqa: S311  # moments, no secrets
    kills = int(os.environ.get("SHOWCASE_SOAK", "8"))
    for number in range(1, kills + 1):
        show(site, outputs(number))
        command = [sys.executable, "-c", "from showcase.cli import main; main()", "publish", str(tmp_path / "srv")]
        process = subprocess.Popen(
            [*command, "--site-dir", str(site)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        while process.poll() is None and not is_held(tmp_path / "srv/.lock"):
            time.sleep(0.005)
        time.sleep(0.4 * moments.random())
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        interrupted += process.wait() < 0
        while is_held(tmp_path / "srv/.lock") or is_held(tmp_path / ".site.lock"):  # its children end a little later
            time.sleep(0.005)
        seen = unpacked(tmp_path / "srv" / "current")

        assert seen in [outputs(earlier) for earlier in range(number + 1)]
    assert interrupted
    assert publish(site, host, datetime.now(UTC)).name == load_releases(host).current
    assert unpacked(tmp_path / "srv" / "current") == outputs(kills)


def test_second_publication_waits_its_turn(host: Host, tmp_path: Path) -> None:
    """While one publishes, a second is told so and changes nothing."""
    show(tmp_path / "site", outputs(1))
    with host.held(), pytest.raises(PublishError, match="另一次发布正在写"):
        publish(tmp_path / "site", host, NOW)

    assert load_releases(host).names == ()
    assert publish(tmp_path / "site", host, NOW).new


def test_damaged_on_the_way(host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What did not arrive as it was sent is not shown."""
    show(tmp_path / "site", outputs(1))
    publish(tmp_path / "site", host, NOW)
    show(tmp_path / "site", outputs(2))
    send = Host.send

    def damaged(self: Host, source: Path, draft: str, current: str | None) -> None:
        send(self, source, draft, current)
        Path(self.folder, draft, "small.txt").write_text("3", "utf-8")

    monkeypatch.setattr(Host, "send", damaged)
    with pytest.raises(PublishError, match=r"small\.txt"):
        publish(tmp_path / "site", host, NOW + timedelta(hours=1))

    assert unpacked(Path(host.folder) / "current") == outputs(1)


@pytest.mark.parametrize("name", ["releases/.draft", "current", ".current"])
def test_what_no_publication_made_is_left_alone(host: Host, tmp_path: Path, name: str) -> None:
    """A link where drafts are written, behind which rsync would delete, or a folder in the link's place: told."""
    kept, strange = tmp_path / "kept", Path(host.folder) / name
    kept.mkdir()
    (kept / "thesis.txt").write_text("precious", "utf-8")
    strange.parent.mkdir(parents=True, exist_ok=True)
    if name == "releases/.draft":
        strange.symlink_to(kept)
    else:
        strange.mkdir()
    show(tmp_path / "site", outputs(1))
    with pytest.raises(PublishError, match="不是发布所建"):
        publish(tmp_path / "site", host, NOW)

    assert [path.name for path in kept.iterdir()] == ["thesis.txt"]
    assert load_releases(host).names == ()


def test_folders_that_are_no_releases(tmp_path: Path, need: Callable[[str, str], str]) -> None:
    """A folder whose name looks like a release's but holds no time is none: it stops nothing and stays."""
    need("rsync", "rsync")
    foreign = tmp_path / "srv/releases/99999999T999999Z-0123456789ab"
    foreign.mkdir(parents=True)
    show(tmp_path / "site", outputs(1))
    name = publish(tmp_path / "site", Host(str(tmp_path / "srv")), NOW).name

    assert load_releases(Host(str(tmp_path / "srv"))).names == (name,)
    assert foreign.is_dir()


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("printf '\\316\\264\\325\\322\\n' >&2; exit 1", "不能使用"),
        ("echo This account is currently not available.; exit 1", "currently not available"),
        ("echo Welcome; cat >/dev/null", "Welcome"),
    ],
    ids=["GBK", "no shell", "a greeting"],
)
def test_what_a_server_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, said: str) -> None:
    """Whatever stands before the lock, in whichever encoding, is shown; it is not taken for another publication."""
    ssh = tmp_path / "ssh"
    ssh.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    ssh.chmod(0o755)
    monkeypatch.setenv("RSYNC_RSH", str(ssh))
    show(tmp_path / "site", outputs(1))
    with pytest.raises(PublishError, match=said):
        publish(tmp_path / "site", Host("/srv", "web@showcase.example"), NOW)


def test_what_is_no_site_is_not_published(tmp_path: Path) -> None:
    """A folder that no build made is refused with the remedy, and nothing is made at the target."""
    (tmp_path / "thesis.txt").write_text("precious", "utf-8")
    result = CliRunner().invoke(main, ["publish", str(tmp_path / "srv"), "--site-dir", str(tmp_path)])

    assert result.exit_code == 1
    assert "请先运行 showcase build" in result.stderr
    assert not (tmp_path / "srv").exists()


def test_targets() -> None:
    """A target is a folder here, or one on a machine as scp writes it; anything else is told."""
    assert parse_target("web@showcase.example:/srv/showcase/") == Host("/srv/showcase", "web@showcase.example")
    assert parse_target("./a:b") == Host(str(Path("a:b").absolute()))
    assert parse_target("web@[fe80::1%eth0]:/srv") == Host("/srv", "web@[fe80::1%eth0]")
    for wrong in ("web@showcase.example:srv", "-oProxyCommand=x:/srv", "a@-oX:/srv", ":/srv", "::1:/srv", "a b:/srv"):
        with pytest.raises(ValueError, match="应写全"):
            parse_target(wrong)
    for address in ("ssh://web@showcase.example/srv", "rsync://showcase.example/srv", "https://showcase.example/"):
        with pytest.raises(ValueError, match="不是网址"):
            parse_target(address)
    with pytest.raises(ValueError, match="看不见"):
        parse_target("/srv/a\nb")


@pytest.mark.parametrize("change", [lambda site: (site / "small.txt").unlink(), lambda site: (site / "x.txt").touch()])
def test_only_a_whole_site(tmp_path: Path, need: Callable[[str, str], str], change: Callable[[Path], object]) -> None:
    """A site of which files are gone, or to which some came, is not what was built and verified."""
    need("rsync", "rsync")
    host = Host(str(tmp_path / "srv"))
    show(tmp_path / "site", outputs(1))
    publish(tmp_path / "site", host, NOW)
    show(tmp_path / "site", outputs(2))
    change(tmp_path / "site")
    with pytest.raises(PublishError, match="不是完整的网站"):
        publish(tmp_path / "site", host, NOW)

    assert unpacked(tmp_path / "srv/current") == outputs(1)


@pytest.mark.parametrize("target", ["site", "site/below", "."])
def test_not_into_itself(tmp_path: Path, target: str) -> None:
    """Neither the site into itself, nor a site that lies where releases are kept: one would remove the other."""
    site = tmp_path / "releases" / "site" if target == "." else tmp_path / "site"
    show(site, outputs(1))
    before = read(site)
    with pytest.raises(PublishError, match="套在一起"):
        publish(site, Host(str(tmp_path / target)), NOW)

    assert read(site) == before


def test_a_machine_that_says_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for ever; what is said names the remedy."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        short = SSH.replace("ConnectTimeout=30", "ConnectTimeout=1")
        monkeypatch.setattr(host_module, "SSH", f"{short} -F none -p {port}")
        monkeypatch.delenv("RSYNC_RSH", raising=False)
        show(tmp_path / "site", outputs(1))
        with pytest.raises(PublishError, match=r"连不上这台主机；请核对(?s:.)*timed out"):
            publish(tmp_path / "site", Host("/srv", "web@127.0.0.1"), NOW)


def test_a_disk_that_fills(small_disk: Path, tmp_path: Path, need: Callable[[str, str], str]) -> None:
    """Readers see the former release, the remedy is named, and with room the next publication succeeds."""
    need("rsync", "rsync")
    host = Host(str(small_disk / "srv"))
    show(tmp_path / "site", outputs(1))
    publish(tmp_path / "site", host, NOW)
    show(tmp_path / "site", outputs(2) | {"large.bin": os.urandom(300_000)})
    with pytest.raises(PublishError, match=r"读者看到的网站未动：磁盘已满(?s:.)*No space left"):
        publish(tmp_path / "site", host, NOW)
    assert unpacked(small_disk / "srv/current") == outputs(1)
    show(tmp_path / "site", outputs(2))
    publish(tmp_path / "site", host, NOW)

    assert unpacked(small_disk / "srv/current") == outputs(2)


def test_a_key_that_is_not_accepted(
    sshd: str, tmp_path: Path, need: Callable[[str, str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What ssh says in English stands behind what it means."""
    need("rsync", "rsync")
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "other"], check=True)
    monkeypatch.setenv(
        "RSYNC_RSH", os.environ["RSYNC_RSH"].replace(str(tmp_path / "ssh/client"), str(tmp_path / "other"))
    )
    show(tmp_path / "site", outputs(1))
    with pytest.raises(PublishError, match=r"不认这把密钥(?s:.)*Permission denied"):
        publish(tmp_path / "site", Host(str(tmp_path / "srv"), sshd), NOW)


def test_commands(tmp_path: Path, need: Callable[[str, str], str]) -> None:
    """`publish`, `releases` and `rollback` say what they did."""
    need("rsync", "rsync")
    target, run = str(tmp_path / "srv"), CliRunner().invoke
    assert run(main, ["releases", target]).stdout == f"{target} 上还没有发布。\n"
    for number in (1, 2):
        show(tmp_path / "site", outputs(number))
        said = run(main, ["publish", target, "--site-dir", str(tmp_path / "site")])
        assert said.exit_code == 0, said.output
        assert said.stdout.startswith("已发布 ")
    assert "没有变化" in run(main, ["publish", target, "--site-dir", str(tmp_path / "site")]).stdout
    newest, former = run(main, ["releases", target]).stdout.splitlines()

    assert newest.endswith("当前")
    assert run(main, ["rollback", target]).stdout == f"现在是 {former}。\n"
    assert run(main, ["rollback", target]).stderr == f"没有回退：{target} 上没有更早的发布可以回到。\n"
    assert run(main, ["releases", target]).stdout == f"{newest.split()[0]}  回退过\n{former}  当前\n"


def test_an_account_that_hides_what_it_makes(host: Host, tmp_path: Path) -> None:
    """The web server reads what is published, whatever the account's umask."""
    show(tmp_path / "site", outputs(1))
    before = os.umask(0o077)
    try:
        publish(tmp_path / "site", host, NOW)
    finally:
        os.umask(before)

    if host.machine is None:  # over ssh it is sshd's own
        assert [Path(host.folder, name).stat().st_mode & 0o777 for name in ("", "releases")] == [0o755, 0o755]
    assert {path.stat().st_mode & 0o777 for path in Path(host.folder, "current").rglob("*.html")} == {0o644}


@pytest.mark.parametrize(
    ("program", "script", "said"),
    [
        (
            "ln",
            "echo \"ln: failed to create symbolic link '.current': Operation not permitted\" >&2; exit 1",
            "不能建链接",
        ),
        ("flock", "echo 'flock: .lock: No locks available' >&2; exit 71", "不支持加锁"),
        ("mv", "echo 'mv: illegal option -- T' >&2; exit 64", "不是 GNU 或 BusyBox 的"),
    ],
    ids=["no links", "no locks", "another system's tools"],
)
def test_a_place_that_cannot_hold_releases(
    program: str,
    script: str,
    said: str,
    tmp_path: Path,
    need: Callable[[str, str], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A share on the network has no links or no locks, another system other tools: said with the remedy."""
    need("rsync", "rsync")
    show(tmp_path / "site", outputs(1))
    (tmp_path / program).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    (tmp_path / program).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(PublishError, match=said):
        publish(tmp_path / "site", Host(str(tmp_path / "srv")), NOW)

    assert not (tmp_path / "srv" / "current").exists()
    assert program == "mv" or not (tmp_path / "srv" / "releases" / ".draft").exists(), "nothing is sent in vain"


def test_tools_of_busybox(tmp_path: Path, need: Callable[[str, str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Published, published again and rolled back where there are no other tools than BusyBox's, rsync and flock."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for program in (need("busybox", "busybox"), need("rsync", "rsync"), need("flock", "util-linux")):
        shutil.copy(program, tools)
    for applet in subprocess.run([tools / "busybox", "--list"], capture_output=True, check=True).stdout.split():
        if not (tools / applet.decode()).exists():
            (tools / applet.decode()).symlink_to("busybox")
    monkeypatch.setenv("PATH", str(tools))
    host = Host(str(tmp_path / "srv"))
    for number in (1, 2):
        show(tmp_path / "site", outputs(number))
        publish(tmp_path / "site", host, NOW + timedelta(hours=number))

    assert unpacked(Path(host.folder, "current")) == outputs(2)
    rollback(host)
    assert unpacked(Path(host.folder, "current")) == outputs(1)


def test_a_target_with_a_file_in_its_way(tmp_path: Path) -> None:
    """That a part of the path is a file is said, in whatever language the system speaks."""
    show(tmp_path / "site", outputs(1))
    (tmp_path / "srv").write_text("x", "utf-8")
    with pytest.raises(PublishError, match="路径上有一个文件"):
        publish(tmp_path / "site", Host(str(tmp_path / "srv" / "web")), NOW)


def test_nothing_to_go_back_to(tmp_path: Path) -> None:
    """Where nothing was published rollback says so, and makes no folder."""
    with pytest.raises(PublishError, match="没有发布过"):
        rollback(Host(str(tmp_path / "srv")))

    assert not (tmp_path / "srv").exists()
