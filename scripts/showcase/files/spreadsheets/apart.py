"""A reader in a process of its own, with limits of time and memory: where a hostile file leads a parser ends there."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection

from showcase.files.problem import Message
from showcase.files.spreadsheets.archive import BROKEN
from showcase.files.spreadsheets.shown import SheetRead, UnreadableError

Reader = Callable[[bytes], list[SheetRead]]
SECONDS = 20
"""The largest file that may be sent is read in some ten seconds."""
_MEMORY = 2 * 1024**3

TOO_HEAVY = UnreadableError(
    Message(
        "读这个文件要的时间或内存太多，它可能已损坏", "reading the file takes too much time or memory: it may be broken"
    ),
    Message("请在 Excel 或 WPS 中打开，另存为 .xlsx", "open it in Excel or WPS and save it as .xlsx"),
)


def read_apart(reader: Reader, raw: bytes, seconds: float) -> list[SheetRead]:
    """What `reader`, a function of a module, makes of `raw`; raises what it raises of ours, else TOO_HEAVY."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(reader, raw, there), daemon=True)
    process.start()
    there.close()
    try:
        found: list[SheetRead] | tuple[Message, Message] | None = here.recv() if here.poll(seconds) else None
    except EOFError:
        found = None
    finally:
        process.kill()
        process.join()
    if found is None:
        raise TOO_HEAVY
    if isinstance(found, tuple):
        raise UnreadableError(*found)
    return found


def _work(reader: Reader, raw: bytes, there: Connection) -> None:
    with suppress(ImportError, ValueError, OSError):  # Windows knows no such limits; the time's remains
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    try:
        there.send(reader(raw))
    except UnreadableError as fault:
        there.send((fault.message, fault.hint))
    except MemoryError:
        there.close()
    except Exception:  # noqa: BLE001  # parsers meet a hostile file with whatever its bytes lead to
        there.send((BROKEN.message, BROKEN.hint))
