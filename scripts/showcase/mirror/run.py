"""One run: manifest → what is missing → fetch and prove it → show it all at once."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from showcase.files.minisign import PublicKey, verify
from showcase.mirror.manifest import (
    MANIFEST,
    SIGNATURE,
    File,
    Manifest,
    MirrorError,
    check_files,
    parse_manifest,
    parse_part,
)
from showcase.mirror.news import News, build_news
from showcase.mirror.remote import CONNECTIONS, Remote, Stale
from showcase.mirror.store import Store, locked

ROUNDS = 5
ROUND_PAUSE = 1.0
"""Seconds before the manifest is read again because a file was not as it says; doubles with each round."""


@dataclass(frozen=True)
class Outcome:
    """What a run has done; `news` is None after a first copy and where the source tells no changes."""

    fetched: int
    fetched_bytes: int
    removed: int
    files: int
    bytes: int
    changed: bool
    news: News | None


def mirror(url: str, folder: Path, tell: Callable[[str], None], keys: Sequence[PublicKey] = ()) -> Outcome:
    """Bring the copy in `folder` in step with the site at `url`; raises MirrorError, readers then see what they saw.

    `tell` is given a sentence about what is going on. One of `keys` must have signed the manifest; without any, one of
    those that a former run was given.
    """
    with locked(folder), Remote(url) as remote:
        store = Store(folder, url, keys)
        store.load_available()
        fetched: dict[str, File] = {}
        stale: list[File] = []
        proof: list[File] | None = None
        for number in range(ROUNDS):
            if number:
                time.sleep(ROUND_PAUSE * 2 ** (number - 1))
            raw, etag = _load_manifest(remote, store, conditional=number == 0)
            proof = _fetch_proof(remote, store, raw)
            if proof is None:
                tell("清单与签名不符，网站可能正在发布，重新读取。")
                continue
            manifest = parse_manifest(raw)
            get = partial(_fetch_missing, remote, store, fetched, fresh=number > 0)
            stale = get(manifest.parts, lambda _: None)
            if not stale:
                files = _load_files(store, manifest)
                stale = get(files, tell)
            if not stale:
                return _finish(store, manifest.url, [*files, *proof], raw, etag, fetched)
            tell(f"{len(stale)} 个文件与清单不符（如 {stale[0].path}），网站可能正在发布，重新读取清单。")
    if proof is None:
        raise MirrorError("清单的签名不是所给的钥匙签的，或内容被改过。请向网站核实公钥；没有写入任何文件。")
    raise MirrorError(f"试了 {ROUNDS} 轮，{stale[0].path} 等仍与清单不符；已核对的文件会保留，请稍后再试。")


def _load_manifest(remote: Remote, store: Store, *, conditional: bool) -> tuple[bytes, str | None]:
    held = store.load_manifest() if conditional else None
    raw, etag = remote.fetch_manifest(store.etag if held else None)
    if raw is None:
        assert held is not None  # only then was the question conditional
        raw = held
    return raw, etag


def _fetch_proof(remote: Remote, store: Store, raw: bytes) -> list[File] | None:
    """The signature of the manifest as a file of the copy; none where no key is asked for, None if it does not hold."""
    if not store.keys:
        return []
    signature = remote.fetch_signature()
    if not verify(raw, signature, store.keys):
        return None
    file = File(path=SIGNATURE, sha256=hashlib.sha256(signature).hexdigest(), size=len(signature))
    store.available[file.sha256] = store.incoming / file.sha256
    store.available[file.sha256].write_bytes(signature)
    return [file]


def _load_files(store: Store, manifest: Manifest) -> list[File]:
    """Every file that the copy holds beside the manifest: its parts, which are there, and what they name."""
    files: list[File] = [*manifest.parts]
    for part in manifest.parts:
        files += parse_part(part.path, store.available[part.sha256].read_bytes())
    check_files(files)
    return files


def _fetch_missing(
    remote: Remote,
    store: Store,
    fetched: dict[str, File],
    files: Sequence[File],
    tell: Callable[[str], None],
    *,
    fresh: bool,
) -> list[File]:
    """Fetch what the store lacks, each content once; returns the files that were not as the manifest says."""
    missing = {file.sha256: file for file in files if file.sha256 not in store.available}
    if missing:
        size = sum(file.size for file in missing.values())
        tell(f"清单共 {len(files)} 个文件，需下载 {len(missing)} 个（{size:,} 字节）。")
    stale = []
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        jobs: dict[Future[None], File] = {}
        try:
            for file in missing.values():
                jobs[pool.submit(remote.fetch_file, file, store.incoming / file.sha256, fresh=fresh)] = file
            for job in as_completed(jobs):
                file = jobs[job]
                try:
                    job.result()
                except Stale:
                    stale.append(file)
                else:
                    store.available[file.sha256] = store.incoming / file.sha256
                    fetched[file.sha256] = file
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return sorted(stale, key=lambda file: file.path)


def _finish(
    store: Store, url: str, files: list[File], raw: bytes, etag: str | None, fetched: dict[str, File]
) -> Outcome:
    before = store.shown
    changed = not store.is_shown(files, raw)
    removed = 0
    if changed:
        paths = {file.path for file in files}
        held = (
            {path.relative_to(before).as_posix() for path in before.rglob("*") if path.is_file()} if before else set()
        )
        removed = len(held - paths - {MANIFEST})
        store.write_version(files, raw)
    store.finish(etag)
    news = build_news(before, store.shown, url) if before and store.shown else None
    return Outcome(
        fetched=len(fetched),
        fetched_bytes=sum(file.size for file in fetched.values()),
        removed=removed,
        files=len(files) + 1,
        bytes=sum(file.size for file in files) + len(raw),
        changed=changed,
        news=news,
    )
