"""Takes from a reading process what reading does not need: memory, time, dumps, the network."""

import os
import sys
from contextlib import suppress

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000  # of Linux's unshare()
_MAX_WRITTEN = 1_000_000_000  # bytes of one file that a converter may write


def confine(memory: int, seconds: int) -> None:
    """Limit this process and all that it starts to `memory` bytes each and to processor seconds.

    Windows knows no such limits, and macOS none of memory: there the parent's clock, its way to
    end the whole group, and the readers' own bounds on sizes have to do.
    """
    go_offline()
    if sys.platform == "win32":
        return
    import resource

    for name, soft, hard in (
        ("RLIMIT_DATA", memory, memory),
        # Address space is more than memory: libraries and the stacks of threads that nobody uses.
        ("RLIMIT_AS", 2 * memory, 2 * memory),
        ("RLIMIT_CPU", seconds, seconds + 5),
        ("RLIMIT_FSIZE", _MAX_WRITTEN, _MAX_WRITTEN),
        ("RLIMIT_CORE", 0, 0),  # a dump would hold the company's words
    ):
        limit = getattr(resource, name, None)
        if limit is not None:
            with suppress(ValueError, OSError):
                resource.setrlimit(limit, (soft, hard))


def go_offline() -> bool:
    """Leave the network, where Linux lets a program do that; tell whether it did.

    What this process starts has no network either: LibreOffice and tesseract included.
    """
    if sys.platform != "linux":
        return False
    import ctypes

    user, group = os.getuid(), os.getgid()
    try:
        if ctypes.CDLL(None, use_errno=True).unshare(_NEW_USER | _NEW_NET):
            return False
    except (OSError, AttributeError):
        return False
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        with suppress(OSError), open(f"/proc/self/{name}", "w", encoding="ascii") as stream:  # noqa: PTH123  no file
            stream.write(text)
    return True
