"""Takes the password off what an office program encrypted; it is used for that and never kept."""

import io
import struct
from xml.parsers.expat import ExpatError

from assessor.errors import (
    SaqPasswordNeeded,
    SaqPasswordProtected,
    SaqPasswordWrong,
    SaqUnreadable,
)
from assessor.saq import biff
from assessor.saq.locked_odf import is_locked_odf, unlock_odf
from assessor.saq.ole import has_stream, open_compound

# Excel itself opens what it locked with this word: sheets that may be read but not changed.
NO_SECRET = "VelvetSweatshop"  # noqa: S105  published by its maker

# Whatever a damaged lock makes the library say.
_DAMAGE = (ValueError, LookupError, OSError, AttributeError, TypeError, AssertionError,
           OverflowError, struct.error, ExpatError)  # fmt: skip


def is_locked(data: bytes) -> bool:
    """Whether a file of an office program asks for a password."""
    return is_locked_office(data) or is_locked_odf(data)


def is_locked_office(data: bytes) -> bool:
    """Whether a file was encrypted by Excel, Word or their like, of any year."""
    if has_stream(data, "EncryptedPackage"):
        return True
    if has_stream(data, "WordDocument"):
        start = open_compound(data).read("WordDocument")[:12]
        return len(start) == 12 and bool(start[11] & 1)
    return has_stream(data, "Workbook", "Book") and biff.is_locked(data)


def unlock(data: bytes, password: str) -> bytes:
    """Return the file that was encrypted; one that is not comes back as it is.

    Raises SaqPasswordNeeded, SaqPasswordWrong, SaqPasswordProtected (locked in a way that is not
    known here), SaqTooLarge, SaqUnsafe or SaqUnreadable.
    """
    if is_locked_odf(data):
        if not password:
            raise SaqPasswordNeeded(name="")
        return unlock_odf(data, password)
    if not is_locked_office(data):
        return data
    if password:
        return _unlock_office(data, password)
    try:
        return _unlock_office(data, NO_SECRET)
    except SaqPasswordWrong as error:
        raise SaqPasswordNeeded(name="") from error


def _unlock_office(data: bytes, password: str) -> bytes:
    import msoffcrypto
    from msoffcrypto import exceptions

    plain = io.BytesIO()
    try:
        locked = msoffcrypto.OfficeFile(io.BytesIO(data))
        # Those of before 2007 look at the password whether asked or not.
        look = {"verify_password": True} if locked.format == "ooxml" else {}
        locked.load_key(password=password, **look)
        locked.decrypt(plain)
    except exceptions.InvalidKeyError as error:
        raise SaqPasswordWrong(name="") from error
    except exceptions.DecryptionError as error:
        raise SaqPasswordProtected(name="") from error
    except (exceptions.FileFormatError, exceptions.ParseError, *_DAMAGE) as error:
        raise SaqUnreadable(name="") from error
    return plain.getvalue()
