"""Where releases are kept: a folder on this machine or on another one that ssh reaches.

Both need a POSIX shell, GNU or BusyBox tools (`ln`, `mv -T`, `sha256sum`, `flock`) and rsync. What is done there is the
same script for both. RSYNC_RSH, rsync's own variable, says which ssh, with which options (ssh(1)); "ssh" without it.
"""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOCKED = "locked"
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
            said = (result.stdout + result.stderr).strip() or f"退出码 {result.returncode}"
            raise PublishError(f"在 {self} 执行失败：{said}")
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
                capture_output=True,
                check=False,
                **_TEXT,
            )
        except FileNotFoundError:
            raise PublishError("没有找到程序 rsync，请先安装（Debian：apt-get install rsync）。") from None
        if result.returncode:
            raise PublishError(f"没有传完，{self} 上读者看到的网站未动：{result.stderr.strip()}")

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
            raise PublishError(f"不能使用 {self}：{said}" if said else f"另一次发布正在写 {self}，请等它结束再试。")
        try:
            yield
        finally:
            holder.communicate()

    def _command(self, script: str, arguments: tuple[str, ...], *, cd: bool = True) -> list[str]:
        folder = shlex.quote(self.folder)
        place = f"[ -d {folder} ] || exit 0; cd {folder}; " if cd else ""  # nothing was ever published: nothing to say
        words = ["sh", "-euc", place + script, "sh", *arguments]
        if not self.machine:
            return words
        return [*shlex.split(os.environ.get("RSYNC_RSH", "ssh")), self.machine, shlex.join(words)]


def parse_target(text: str) -> Host:
    """`[USER@]HOST:FOLDER`, as scp takes it, or a folder of this machine; raises ValueError."""
    before, colon, after = text.partition(":")
    if colon and "/" not in before:
        if not after.startswith("/") or before.startswith("-") or not before:
            raise ValueError("服务器上的文件夹应写全，如 web@showcase.example:/srv/showcase")
        return Host(after.rstrip("/") or "/", before)
    return Host(os.path.abspath(text))  # noqa: PTH100  # not resolved: a link stays the operator's
