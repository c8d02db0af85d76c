"""What a release holds at another place than the one before it: linked there, not sent anew.

The files of the search lie in a folder named after all of them: where one record changes, thousands have another path
and the same bytes. rsync looks for a file at its own path alone.
"""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from showcase.publishing.host import Host

_PATHS = 'cd "releases/$1" && find . -type f'
# What somebody else put there may have a name of two lines; what cannot be read is sent.
_SUMS = 'cd "releases/$1" && tr "\\n" "\\0" | xargs -0 sha256sum 2>/dev/null || :'
_AT_ONCE = 500
"""Files that one `ln` is given: their names are far from what a command line may hold."""


def link_moved(host: Host, draft: str, current: str, digests: Mapping[str, str]) -> None:
    """Link into `draft` what the release `current` holds elsewhere; `digests` are those of the new one, by path.

    Both lie below releases/. Where the file system knows no links, nothing is there and everything is sent. Raises
    PublishError.
    """
    held = {path.removeprefix("./") for path in host.run(_PATHS, current).split("\n")}
    gone = sorted(held - digests.keys() - {""})
    if not gone or not digests.keys() - held:
        return
    sums = host.run(_SUMS, current, given="\n".join(gone))
    places: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for digest, _, path in (line.partition("  ") for line in sums.split("\n")):
        places[digest][PurePosixPath(path).name] = path
    moved = {
        path: _place(path, places[digest]) for path, digest in digests.items() if path not in held and digest in places
    }
    host.run("cd releases && sh -s", given="\n".join(_links(moved, draft, current)))


def _place(path: str, places: Mapping[str, str]) -> str:
    """Of places that hold the same bytes, by name, the one of the same name: thousands of small files are alike."""
    return places.get(PurePosixPath(path).name) or next(iter(places.values()))


def _links(moved: Mapping[str, str], draft: str, current: str) -> Iterator[str]:
    """The lines of a script; files of one folder that keep their names are linked together."""
    groups: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for path, place in moved.items():
        (folder, _, name), (_, _, former) = path.rpartition("/"), place.rpartition("/")
        groups[folder, "" if name == former else name].append(place)
    for (folder, name), places in groups.items():
        target = shlex.quote(f"{draft}/{folder}/{name}")
        yield f"mkdir -p {shlex.quote(f'{draft}/{folder}')}"
        for start in range(0, len(places), _AT_ONCE):
            sources = " ".join(shlex.quote(f"{current}/{place}") for place in places[start : start + _AT_ONCE])
            yield f"ln -f {sources} {target} 2>/dev/null || :"
