"""The source, over HTTP: kept connections, time limits, repeated attempts, limited sizes."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self
from urllib.parse import quote, urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    MaxRetryError,
    NameResolutionError,
    NewConnectionError,
    ReadTimeoutError,
    ResponseError,
    SSLError,
)

from showcase.mirror.manifest import (
    MANIFEST,
    MOST_MANIFEST_BYTES,
    MOST_SIGNATURE_BYTES,
    SIGNATURE,
    File,
    MirrorError,
)

CONNECTIONS = 4
"""At once: enough to fill a line, few enough for a small server."""
ATTEMPTS = 4
PAUSE = 0.5
"""Seconds before the second attempt; it doubles with each further one."""
BLOCK = 64 * 1024
OK, NOT_MODIFIED = 200, 304
GONE = (404, 410)
PASSING = (429, 500, 502, 503, 504)
TIMEOUT = urllib3.Timeout(connect=10, read=30)
RETRIES = urllib3.Retry(
    ATTEMPTS - 1,
    redirect=3,
    status_forcelist=PASSING,
    backoff_factor=PAUSE,
    backoff_max=30,
    retry_after_max=60,
)
"""For what fails before the body; Remote repeats what breaks off in it."""

_WORDS: tuple[tuple[type[Exception], str], ...] = (
    (NameResolutionError, "找不到这台主机，请核对网址和网络"),
    (NewConnectionError, "连接不上"),
    (ConnectTimeoutError, "连接超时"),
    (ReadTimeoutError, "等待回答超时"),
    (SSLError, "TLS 证书未通过校验"),
    (ResponseError, "服务器暂时不能回答"),
)


class Stale(Exception):  # noqa: N818  # no error: the source has moved on
    """A file is not what the manifest says."""


class Remote:
    """The site at `url`, which ends in a slash."""

    def __init__(self, url: str) -> None:
        self.url = url
        parts = urlsplit(url)
        proxy = None if proxy_bypass(parts.hostname or "") else getproxies().get(parts.scheme)
        self._pool = (
            urllib3.proxy_from_url(proxy, maxsize=CONNECTIONS) if proxy else urllib3.PoolManager(maxsize=CONNECTIONS)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.clear()

    def fetch_manifest(self, etag: str | None) -> tuple[bytes | None, str | None]:
        """The manifest and its ETag; None for a manifest that still has `etag`."""
        headers = {"If-None-Match": etag} if etag else {"Cache-Control": "no-cache"}
        for attempt in _attempts():
            try:
                with self._open(MANIFEST, headers) as response:
                    if response.status == NOT_MODIFIED and etag:
                        return None, etag
                    _refuse(response, MANIFEST)
                    raw = b"".join(_limited(response, MOST_MANIFEST_BYTES))
                    return raw, response.headers.get("ETag")
            except Stale:
                raise MirrorError(f"{self.url}{MANIFEST} 超过 {MOST_MANIFEST_BYTES} 字节，不是清单。") from None
            except HTTPError as error:
                self._give_up(MANIFEST, error, attempt)
        raise AssertionError

    def fetch_signature(self) -> bytes:
        """The signature of the manifest; raises MirrorError if the site has none."""
        for attempt in _attempts():
            try:
                with self._open(SIGNATURE, {"Cache-Control": "no-cache"}) as response:
                    if response.status in GONE:
                        raise MirrorError(f"这个网站没有签名（{SIGNATURE}），不能用钥匙核对；请向网站核实。")
                    _refuse(response, SIGNATURE)
                    return b"".join(_limited(response, MOST_SIGNATURE_BYTES))
            except Stale:
                raise MirrorError(f"{self.url}{SIGNATURE} 不是签名。") from None
            except HTTPError as error:
                self._give_up(SIGNATURE, error, attempt)
        raise AssertionError

    def fetch_file(self, file: File, target: Path, *, fresh: bool) -> None:
        """Put the file at `target` once it is proved to be what the manifest says; raises Stale if it is not.

        `fresh` asks caches on the way to look again.
        """
        headers = {"Cache-Control": "no-cache"} if fresh else {}
        draft = target.with_suffix(".part")
        for attempt in _attempts():
            digest = hashlib.sha256()
            try:
                with self._open(file.path, headers) as response, draft.open("wb") as output:
                    if response.status in GONE:
                        raise Stale
                    _refuse(response, file.path)
                    for block in _limited(response, file.size):
                        digest.update(block)
                        output.write(block)
            except HTTPError as error:
                self._give_up(file.path, error, attempt)
                continue
            if digest.hexdigest() != file.sha256:
                raise Stale
            draft.replace(target)
            return

    def _open(self, path: str, headers: dict[str, str]) -> urllib3.BaseHTTPResponse:
        response = self._pool.request(
            "GET",
            self.url + quote(path),
            headers={"Accept-Encoding": "gzip", "User-Agent": "showcase-mirror"} | headers,
            preload_content=False,
            timeout=TIMEOUT,
            retries=RETRIES,
        )
        if self.url.startswith("https:") and (response.url or "").startswith("http:"):
            raise MirrorError(f"{self.url}{path} 转到了不加密的网址，已停止。")
        return response

    def _give_up(self, path: str, error: HTTPError, attempt: int) -> None:
        """Raise MirrorError if a further attempt has no point; urllib3 has repeated what failed before the body."""
        cause = error.reason if isinstance(error, MaxRetryError) and error.reason else error
        if isinstance(error, MaxRetryError) or attempt == ATTEMPTS:
            words = next((words for kind, words in _WORDS if isinstance(cause, kind)), "传输中断")
            raise MirrorError(f"读取 {self.url}{path} 失败：{words}（{cause}）。") from error


def _attempts() -> Iterator[int]:
    """1, 2, …, with a longer pause before each."""
    for attempt in range(1, ATTEMPTS + 1):
        yield attempt
        time.sleep(PAUSE * 2 ** (attempt - 1))


def _refuse(response: urllib3.BaseHTTPResponse, path: str) -> None:
    if response.status == OK:
        return
    if response.status in GONE and path == MANIFEST:
        raise MirrorError(f"这个网址下没有 {MANIFEST}：请给出目录网站首页的网址。")
    raise MirrorError(f"服务器不给 {path}（HTTP {response.status}）。")


def _limited(response: urllib3.BaseHTTPResponse, size: int) -> Iterator[bytes]:
    """The body in blocks, uncompressed; raises Stale as soon as it is longer than `size`."""
    for block in response.stream(BLOCK, decode_content=True):
        size -= len(block)
        if size < 0:
            raise Stale
        yield block
