"""The process that opens attached files.

It prints one line of JSON a file, `{"traces": [[kind, name, value]], "fault": null}`, in the order of its arguments.
"""

from __future__ import annotations

import json
import logging
import re
import resource
import sys
import warnings
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from PIL import Image
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, WrongPasswordError

from showcase.files.git import LFS_POINTER
from showcase.files.traces import Fault, Trace
from showcase.files.traces.film import find_in_film
from showcase.files.traces.pdf import find_in_pdf
from showcase.files.traces.picture import find_in_attached
from showcase.files.traces.riders import find_riders

CPU_SECONDS = 10
MEMORY_BYTES = 1536 * 1024 * 1024
MOST_TRACES = 50
VALUE_CHARACTERS = 200
_JPEG = re.compile(rb"\xff\xd8\xff"), find_in_attached
_KINDS = {
    ".pdf": (re.compile(rb""), find_in_pdf),  # its own reader looks for the head, which may stand further behind
    ".png": (re.compile(rb"\x89PNG"), find_in_attached),
    ".jpg": _JPEG,
    ".jpeg": _JPEG,
    ".webp": (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), find_in_attached),
    ".mp4": (re.compile(rb".{4}ftyp", re.DOTALL), find_in_film),
    ".webm": (re.compile(rb"\x1a\x45\xdf\xa3"), find_in_film),
}
"""By the name's ending how such a file begins, for what opens under another name is refused, and who looks into it."""


def main() -> None:
    logging.disable()
    warnings.simplefilter("ignore")
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    for name in sys.argv[1:]:
        traces, fault = _examine(Path(name))
        print(json.dumps({"traces": traces, "fault": fault}), flush=True)  # noqa: T201  # its answer


def _examine(path: Path) -> tuple[list[tuple[str, str, str]], Fault | None]:
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
    try:
        content = path.read_bytes()
        if content.startswith(LFS_POINTER):
            return [], "pointer"
        return _told(_find(path.suffix.lower(), content)), None
    except (FileNotDecryptedError, WrongPasswordError, DependencyError):
        return [], "encrypted"
    except (MemoryError, Image.DecompressionBombError, Image.DecompressionBombWarning, LimitReachedError):
        return [], "too-large"
    except Exception:  # noqa: BLE001  # parsers of hostile files fail in every way
        return [], "broken"


def _find(suffix: str, content: bytes) -> Iterator[Trace]:
    beginning, find = _KINDS[suffix]
    if not beginning.match(content):
        raise ValueError("not what its name says")
    return chain(find_riders(content), find(content))


def _told(traces: Iterator[Trace]) -> list[tuple[str, str, str]]:
    told: dict[tuple[str, str, str], None] = {}
    for trace in traces:
        if len(told) == MOST_TRACES:
            break
        told[trace.kind, trace.name, " ".join(trace.value.split())[:VALUE_CHARACTERS]] = None
    return list(told)


if __name__ == "__main__":
    main()
