"""Takes the password off a workbook or document that Excel or Word encrypted."""

import io
import struct
from xml.parsers.expat import ExpatError

from assessor.errors import SaqPasswordNeeded, SaqPasswordWrong, SaqUnreadable
from assessor.saq.ole import has_stream

# Whatever a damaged lock makes the library say.
_DAMAGE = (ValueError, LookupError, OSError, AttributeError, TypeError, AssertionError,
           OverflowError, struct.error, ExpatError)  # fmt: skip


def is_locked_office(data: bytes) -> bool:
    """Whether a file is an encrypted package of Excel, Word or their like."""
    return has_stream(data, "EncryptedPackage")


def unlock_office(data: bytes, password: str) -> bytes:
    """Return the file that was encrypted; one that is not comes back as it is.

    Raises SaqPasswordNeeded, SaqPasswordWrong or SaqUnreadable; no password is kept.
    """
    if not is_locked_office(data):
        return data
    if not password:
        raise SaqPasswordNeeded(name="")
    import msoffcrypto
    from msoffcrypto import exceptions

    plain = io.BytesIO()
    try:
        locked = msoffcrypto.OfficeFile(io.BytesIO(data))
        locked.load_key(password=password, verify_password=True)
        locked.decrypt(plain)
    except exceptions.InvalidKeyError as error:
        raise SaqPasswordWrong(name="") from error
    except (exceptions.FileFormatError, exceptions.ParseError, exceptions.DecryptionError) as error:
        raise SaqUnreadable(name="") from error
    except _DAMAGE as error:
        raise SaqUnreadable(name="") from error
    return plain.getvalue()
