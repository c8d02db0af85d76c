"""Releases of the site, as Debian's archives and PyPI's mirrors keep theirs: whole, side by side, one of them shown.

    FOLDER/current                     a link to the release that readers see; switched in one step
    FOLDER/releases/<time>-<content>/  one release: when it was first published (UTC), the first 12 digits of the
                                       SHA-256 over all its paths and files
    FOLDER/releases/.draft/            one on its way; whatever a broken-off publication left there, the next puts right
    FOLDER/releases/.left              the names of those that a rollback left behind: nobody is led back to them
    FOLDER/.lock                       held while something is published

What did not change is one file in all of them.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from showcase.outputs.release import MARK, holding
from showcase.past.day import SLACK
from showcase.publishing.host import Host, PublishError
from showcase.publishing.moved import link_moved
from showcase.publishing.packing import pack

KEPT = 5
_DIGITS = 12
_TIME = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{12}")
_LIST = """
for release in releases/*/; do [ -d "$release" ] && basename "$release"; done
[ ! -L current ] || echo "current $(basename "$(readlink current)")"
[ ! -f releases/.left ] || sed "s/^/left /" releases/.left
"""
_SWITCH = """
[ -d "releases/$1" ]
ln -sfn "releases/$1" .current
mv -T .current current
"""
# Tried before anything is sent: not every file system has links.
_TRY_LINK = "ln -sfn releases .current; rm .current"
# Through a link rsync would delete what lies elsewhere, and into a folder `mv` would put what should take its place.
_DRAFT = ".draft"
_STRANGE = f"""
for name in current .current; do [ -L "$name" ] || [ ! -e "$name" ] || echo "$name"; done
draft=releases/{_DRAFT}
if [ -L "$draft" ] || {{ [ -e "$draft" ] && [ ! -d "$draft" ]; }}; then echo "$draft"; fi
"""
# No long options: BusyBox has none. Files that are as they should be are said too.
_PROVE = f"""
cd releases/{_DRAFT}
said=$(LC_ALL=C sha256sum -c - 2>&1) || {{ printf '%s\\n' "$said" | grep -v ': OK$'; exit 1; }}
"""
_KEEP_DRAFT = f'mv -T releases/{_DRAFT} "releases/$1"; sync'
# What can fail comes before readers see anything else.
_GO_BACK = f"cat >releases/.left.new{_SWITCH}mv -f releases/.left.new releases/.left"
_REMOVE = 'for name in "$@"; do rm -rf "releases/$name"; done'


@dataclass(frozen=True)
class Releases:
    """What a host holds: `names`, oldest first, the one that readers see, and those that a rollback left behind."""

    names: tuple[str, ...]
    current: str | None
    left: frozenset[str] = frozenset()

    @property
    def newest(self) -> datetime | None:
        """When the newest was published, as its name says."""
        if not self.names:
            return None
        return _time_of(self.names[-1])

    @property
    def former(self) -> str | None:
        """The release before the one that readers see, of those that nobody rolled back from."""
        older = [name for name in self.names if self.current and name < self.current and name not in self.left]
        return older[-1] if older else None

    def spare(self, kept: int) -> tuple[str, ...]:
        """What goes so that `kept` stay: first those rolled back from, then the oldest; never the current."""
        others = [name for name in self.names if name != self.current]
        in_order = sorted(others, key=lambda name: (name not in self.left, name))
        return tuple(in_order[: max(0, len(self.names) - kept)])

    def left_after(self, wanted: str) -> frozenset[str]:
        """Those left behind once readers see `wanted`: the current, where that is newer, and all between them."""
        back = {name for name in self.names if self.current and wanted < name <= self.current}
        return ((self.left & frozenset(self.names)) | back) - {wanted}


@dataclass(frozen=True)
class Published:
    """The release that readers see now, whether it is a new one, and those that were removed.

    `newest` is the time of the release before it, if this machine's clock is behind it.
    """

    name: str
    new: bool
    removed: tuple[str, ...] = ()
    newest: datetime | None = None


def load_releases(host: Host) -> Releases:
    """Raises PublishError where nothing was ever published."""
    names, left, current = [], [], None
    for line in host.run(_LIST).splitlines():
        if line.startswith("current "):
            current = line.removeprefix("current ")
        elif line.startswith("left "):
            left.append(line.removeprefix("left "))
        elif _time_of(line):
            names.append(line)
    return Releases(tuple(sorted(names)), current, frozenset(left))


def _time_of(name: str) -> datetime | None:
    """When a release was published; None for what is none of ours, whatever else lies there."""
    try:
        return (
            datetime.strptime(name.split("-", maxsplit=1)[0], _TIME).replace(tzinfo=UTC)
            if _NAME.fullmatch(name)
            else None
        )
    except ValueError:
        return None


def publish(site: Path, host: Host, now: datetime, kept: int = KEPT) -> Published:
    """Make the built site the one that readers of `host` see; the same content again changes nothing."""
    if not (site / MARK).is_file():
        raise PublishError(f"{site} 不是生成好的网站，请先运行 showcase build。")
    _refuse_itself(site, host)
    with host.held(), holding(site):
        _refuse_part(site)
        _refuse_strange(host)
        host.run(_TRY_LINK)
        before = load_releases(host)
        packed = pack(site)
        digests = {path.relative_to(packed).as_posix(): _digest(path) for path in _files(packed)}
        content = hashlib.sha256("\n".join(f"{digests[path]} {path}" for path in sorted(digests)).encode()).hexdigest()
        if before.current and before.current.endswith(content[:_DIGITS]):
            return Published(before.current, new=False)
        newest = before.newest
        # Names stay in order, whatever a clock says.
        name = f"{max(now, newest + timedelta(seconds=1)) if newest else now:{_TIME}}-{content[:_DIGITS]}"
        if before.current in before.names:
            link_moved(host, _DRAFT, before.current, digests)
        host.send(packed, f"releases/{_DRAFT}", f"releases/{before.current}" if before.current else None)
        host.run(_PROVE, given="".join(f"{digest}  {path}\n" for path, digest in digests.items()))
        host.run(_KEEP_DRAFT, name)
        host.run(_SWITCH, name)
        old = before.spare(kept - 1)
        host.run(_REMOVE, *old)
        return Published(name, True, old, newest if newest and newest > now + SLACK else None)


def _refuse_itself(site: Path, host: Host) -> None:
    """Raise PublishError if the site would be published into itself, or lies where releases are kept."""
    if host.machine:
        return
    folder, built = Path(host.folder).resolve(), site.resolve()
    if folder.is_relative_to(built) or any(built.is_relative_to(folder / name) for name in ("releases", "current")):
        raise PublishError(f"{host} 和生成的网站 {site} 套在一起，不能发布到那里。请另选一个文件夹。")


def _refuse_part(site: Path) -> None:
    """Raise PublishError if the site no longer holds as many files as its build has made."""
    there, made = len(_files(site)) - 1, json.loads((site / MARK).read_text("utf-8"))["files"]  # the mark apart
    if there != made:
        raise PublishError(
            f"{site} 生成时有 {made} 个文件，现在有 {there} 个，不是完整的网站。请重新运行 showcase build。"
        )


def _refuse_strange(host: Host) -> None:
    """Raise PublishError if something stands where a publication switches or writes that no publication made."""
    if strange := host.run(_STRANGE).split():
        raise PublishError(
            f"{host} 上的 {'、'.join(strange)} 不是发布所建：current 应为链接，releases/{_DRAFT} 应为文件夹。"
            "请核实它是什么，改名或移走后再试。"
        )


def rollback(host: Host, name: str | None = None) -> str:
    """Show a former release again: the one named, or the one before the current; returns its name."""
    if not load_releases(host).names:
        raise PublishError(f"{host} 上没有发布过，无从回到。请核对目标。")
    with host.held():
        _refuse_strange(host)
        releases = load_releases(host)
        wanted = name or releases.former
        if wanted is None:
            known = any(name < (releases.current or "") for name in releases.names)
            remark = "更早的都回退过，要回到其中一次，请写出名称。" if known else ""
            raise PublishError(f"{host} 上没有更早的发布可以回到。{remark}")
        if wanted not in releases.names:
            raise PublishError(f"{host} 上没有名为 {wanted} 的发布；现有：{'、'.join(releases.names) or '无'}。")
        host.run(_GO_BACK, wanted, given="".join(f"{left}\n" for left in sorted(releases.left_after(wanted))))
        return wanted


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
