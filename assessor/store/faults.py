"""What the database and the disk say, as failures that a person can understand."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from assessor.errors import (
    DatabaseBusy,
    DatabaseUnreadable,
    DiskFull,
    FolderNotWritable,
    UnknownRecord,
)

_NOT_WRITABLE = {
    errno.EACCES,
    errno.EEXIST,
    errno.EIO,
    errno.EISDIR,
    errno.ENOENT,
    errno.ENOTDIR,
    errno.EPERM,
    errno.EROFS,
}


@contextmanager
def translated(folder: Path) -> Iterator[None]:
    """Turn the driver's and the system's failures below into ours."""
    try:
        yield
    except DatabaseError as error:
        raise _database_fault(str(error.orig), folder) or error from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull from error
        if error.errno in _NOT_WRITABLE:
            raise FolderNotWritable(path=str(folder)) from error
        raise


def _database_fault(said: str, folder: Path) -> Exception | None:
    if "locked" in said or "busy" in said:
        return DatabaseBusy()
    if "full" in said:
        return DiskFull()
    if "not a database" in said or "malformed" in said:
        return DatabaseUnreadable(path=str(folder))
    if "unable to open" in said or "readonly" in said:
        return FolderNotWritable(path=str(folder))
    if "FOREIGN KEY" in said:
        return UnknownRecord()
    return None
