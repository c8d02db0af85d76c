"""Where releases are kept: a folder on this machine or on another one that ssh reaches.

Both need a POSIX shell, GNU or BusyBox tools (`ln`, `mv -T`, `sha256sum`, `flock`) and rsync. What is done there is the
same script for both. RSYNC_RSH, rsync's own variable, says which ssh, with which options (ssh(1)).
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOCKED = "locked"
SSH = "ssh -o ConnectTimeout=30 -o ServerAliveInterval=15 -o ServerAliveCountMax=4"
"""Unless RSYNC_RSH says otherwise: nobody waits for ever for a machine that has fallen silent."""
_TARGET = re.compile(
    r"((?:[^\s@:/-][^\s@:/]{0,255}@)?(?:\[[0-9A-Fa-f:.]{1,45}(?:%\w{1,32})?\]|[^\s@:/\[\]-][^\s@:/\[\]]{0,255})):(/.*)"
)
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}://")
_REMEDIES = (
    (
        "Host key verification failed|HOST IDENTIFICATION HAS CHANGED",
        "服务器的主机密钥与本机记下的不同，或本机还没有记下；请向管服务器的人核对，再更新 known_hosts",
    ),
    (r"Permission denied \([a-z]", "服务器不认这把密钥或这个用户；请核对用户名，并请管服务器的人加上公钥"),
    ("Could not resolve hostname|name resolution|Name or service not known", "没有找到这台主机；请核对主机名和网络"),
    (
        "Connection refused|timed out|No route to host|Network is unreachable",
        "连不上这台主机；请核对地址、端口和防火墙",
    ),
    (
        "not responding|Connection reset|Connection closed|closed by remote|Broken pipe|unexpectedly closed",
        "连接中断；请再发布一次，已经传到的不再传",
    ),
    ("No space left|Disk quota", "磁盘已满；请清理后再发布一次"),
    (
        "symbolic link.*not (?:permitted|supported|implemented)",
        "那里的文件系统不能建链接（网络共享、U 盘多是这样）；请换到服务器自己的磁盘，或经 ssh 发布到那台机器",
    ),
    (
        "No locks available|flock: .*(?:not supported|not implemented|Bad file descriptor)",
        "那里的文件系统不支持加锁（网络共享多是这样）；请换到服务器自己的磁盘，或经 ssh 发布到那台机器",
    ),
    (
        "illegal option|(?:invalid|unrecognized|unknown) option",
        "那里的程序不是 GNU 或 BusyBox 的（如 macOS、BSD 自带的）；请装 coreutils 和 util-linux，或发布到 Linux 服务器",
    ),
    ("File exists|Not a directory|Is a directory", "目标的路径上有一个文件，不是文件夹；请核对目标怎样写"),
    ("Read-only file system", "磁盘是只读的；请管服务器的人处理"),
    ("Permission denied|Operation not permitted", "没有写入的权限；请核对文件夹属于谁"),
    (
        r"\b(?:rsync|flock|sha256sum)\b.*not found|not found.*\b(?:rsync|flock|sha256sum)\b",
        "那里缺这个程序；请先安装（Debian：rsync、util-linux、coreutils）",
    ),
)
"""What ssh, rsync and the system say → what it means, and what to do."""
# Whatever the account's own habits: the web server reads what is made, and what is said is known to _REMEDIES.
_EVERYWHERE = "umask 022; export LC_ALL=C; "
_TEXT: dict[str, Any] = {"encoding": "utf-8", "errors": "replace"}
"""A server may speak in another encoding; what it says is only shown."""


class PublishError(Exception):
    """Nothing was published or switched; the message, in Chinese, is for the person at the terminal."""


@dataclass(frozen=True)
class Host:
    """A folder of releases; `machine` is `user@host` as ssh takes it, or None for this machine."""

    folder: str
    machine: str | None = None

    def __str__(self) -> str:
        return f"{self.machine}:{self.folder}" if self.machine else self.folder

    def run(self, script: str, *arguments: str, given: str = "") -> str:
        """What `script`, started in the folder with `arguments` as $1 …, prints; `given` is its standard input.

        Nothing where the folder does not exist. Raises PublishError.
        """
        try:
            result = subprocess.run(  # noqa: S603  # a shell on purpose, every value quoted
                self._command(script, arguments), input=given, capture_output=True, check=False, **_TEXT
            )
        except FileNotFoundError as error:
            raise PublishError(f"没有找到程序 {error.filename}，请先安装。") from None
        if result.returncode:
            raise PublishError(f"在 {self} 执行失败：{_explained(result.stdout + result.stderr, result.returncode)}")
        return str(result.stdout)

    def send(self, source: Path, draft: str, current: str | None) -> None:
        """Copy the files below `source` into `draft`; what `current` holds already is linked, whatever its time."""
        link = [f"--link-dest={self.folder}/{current}/"] if current else []
        target = f"{self.machine or ''}{':' if self.machine else ''}{self.folder}/{draft}/"
        # Times are the server's own: an ETag is made of time and size; what is linked keeps its own.
        options = ["-rp", "--checksum", "--delete", "--chmod=D755,F644", *link]
        try:
            result = subprocess.run(  # noqa: S603  # no shell
                ["rsync", *options, "--", f"{source}/", target],  # noqa: S607  # wherever the machine keeps it
                env=os.environ | {"RSYNC_RSH": _shell()},
                capture_output=True,
                check=False,
                **_TEXT,
            )
        except FileNotFoundError:
            raise PublishError("没有找到程序 rsync，请先安装（Debian：apt-get install rsync）。") from None
        if result.returncode:
            said = _explained(result.stderr, result.returncode)
            raise PublishError(f"没有传完，{self} 上读者看到的网站未动：{said}")

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep a second publication out; the hold ends with this process, however it ends."""
        script = f"mkdir -p releases && exec flock -n .lock -c 'echo {LOCKED}; cat >/dev/null'"
        holder = subprocess.Popen(  # noqa: S603  # a shell on purpose, every value quoted
            self._command(
                f"mkdir -p {shlex.quote(self.folder)} && cd {shlex.quote(self.folder)} && {script}", (), cd=False
            ),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **_TEXT,
        )
        assert holder.stdout is not None
        if (line := holder.stdout.readline().strip()) != LOCKED:
            said = f"{line}\n{holder.communicate()[1]}".strip()
            if not said:
                raise PublishError(f"另一次发布正在写 {self}，请等它结束再试。")
            raise PublishError(f"不能使用 {self}：{_explained(said)}")
        try:
            yield
        finally:
            holder.communicate()

    def _command(self, script: str, arguments: tuple[str, ...], *, cd: bool = True) -> list[str]:
        folder = shlex.quote(self.folder)
        place = f"[ -d {folder} ] || exit 0; cd {folder}; " if cd else ""  # nothing was ever published: nothing to say
        words = ["sh", "-euc", _EVERYWHERE + place + script, "sh", *arguments]
        if not self.machine:
            return words
        machine = self.machine.translate({ord("["): None, ord("]"): None})  # rsync wants them, ssh does not
        return [*shlex.split(_shell()), machine, shlex.join(words)]


def _shell() -> str:
    return os.environ.get("RSYNC_RSH") or SSH


def _explained(said: str, code: int | None = None) -> str:
    """What a program said, behind what it means where that is known."""
    said = said.strip() or f"退出码 {code}"
    meaning = next((meaning for pattern, meaning in _REMEDIES if re.search(pattern, said)), None)
    return f"{meaning}。\n{said}" if meaning else said


def parse_target(text: str) -> Host:
    """`[USER@]HOST:FOLDER`, as scp takes it, or a folder of this machine; raises ValueError."""
    if _URL.match(text):
        raise ValueError("目标不是网址：服务器上的文件夹写作 用户@主机:/文件夹，端口写在 ~/.ssh/config 里")
    if not text.isprintable():
        raise ValueError("目标里不能有换行等看不见的字符")
    if ":" in text.split("/", 1)[0]:
        match = _TARGET.fullmatch(text)
        if not match:
            raise ValueError("服务器上的文件夹应写全，如 web@showcase.example:/srv/showcase")
        return Host(match[2].rstrip("/") or "/", match[1])
    return Host(os.path.abspath(text))  # noqa: PTH100  # not resolved: a link stays the operator's
