"""Takes the password off an OpenDocument file, as LibreOffice and OpenOffice put it on.

Three ways are about: each part by itself with AES or, until 2010, with Blowfish; and since 2024
all parts together. Sources: ODF 1.3 part 2, sections 3.4 and 4.8; LibreOffice's Argon2id extension.
"""

import hashlib
import io
import zipfile
import zlib
from base64 import b64decode
from collections.abc import Iterator
from typing import Any

from assessor.errors import (
    SaqPasswordProtected,
    SaqPasswordWrong,
    SaqTooLarge,
    SaqUnreadable,
    SaqUnsafe,
)
from assessor.i18n import _
from assessor.saq.opendocument import attribute
from assessor.saq.package import MAX_UNPACKED, Package, local, open_package

MANIFEST = "META-INF/manifest.xml"
WHOLE = "encrypted-package"
# What nobody reads here is not unlocked: each part costs a tenth of a second on purpose.
UNREAD = ("Pictures/", "Thumbnails/", "Configurations2/", "ObjectReplacements/")
# A file says itself how much work its key is; LibreOffice's are 100,000 turns, or 3 in 65,536 KiB.
MOST_TURNS, MOST_MEMORY, MOST_IN_MEMORY = 5_000_000, 1 << 20, 3 << 20


def is_locked_odf(data: bytes) -> bool:
    """Whether a file is an OpenDocument package with a password."""
    if not data.startswith(b"PK"):
        return False
    package = open_package(data)
    return MANIFEST in package and b"encryption-data" in package.xml_bytes(MANIFEST)


def unlock_odf(data: bytes, password: str) -> bytes:
    """Return the package without its password.

    Raises SaqPasswordWrong, SaqPasswordProtected (locked in a way that is not known here),
    SaqTooLarge or SaqUnreadable.
    """
    package = open_package(data)
    locked = {attribute(entry, "full-path"): entry for entry in _locked_entries(package)}
    if WHOLE in package and WHOLE in locked:
        return _unlocked(package.read(WHOLE), locked[WHOLE], password, MAX_UNPACKED)
    plain = io.BytesIO()
    left = MAX_UNPACKED
    with zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as out:
        for name in package.names:
            if name == MANIFEST or name.startswith(UNREAD):
                continue
            content = package.read(name)
            if name in locked:
                content = _unlocked(content, locked[name], password, left)
            left -= len(content)
            out.writestr(name, content)
    return plain.getvalue()


def _locked_entries(package: Package) -> Iterator[Any]:
    for entry in package.xml(MANIFEST):
        if local(entry.tag) == "file-entry" and entry.find("{*}encryption-data") is not None:
            yield entry


def _unlocked(content: bytes, entry: Any, password: str, most: int) -> bytes:
    try:
        words = [password.encode(), password.encode("cp1252", "ignore")]  # the second: before 2010
        for word in dict.fromkeys(words):
            packed = _decrypted(content, entry, word)
            if packed is not None:
                return _unpacked(packed, most)
    except (ValueError, TypeError, LookupError, OverflowError, zlib.error) as error:
        raise SaqUnreadable(name="") from error
    raise SaqPasswordWrong(name="")


def _unpacked(packed: bytes, most: int) -> bytes:
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    plain = engine.decompress(packed, max(1, most))  # 0 would mean without end
    if not engine.eof and len(plain) >= most:
        raise SaqTooLarge(name="", what=f"> {MAX_UNPACKED // 1_000_000} MB")
    if not engine.eof:
        raise SaqUnreadable(name="")
    return plain


def _decrypted(content: bytes, entry: Any, word: bytes) -> bytes | None:
    """Return the part, still packed; None if the password does not fit."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.decrepit.ciphers import algorithms as old_algorithms
    from cryptography.hazmat.decrepit.ciphers import modes as old_modes
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    made = entry.find("{*}encryption-data")
    how = made.find("{*}algorithm")
    start, name = _bytes(how, "initialisation-vector"), _name(how, "algorithm-name")
    key = _key(made, word)
    if name.endswith("-gcm"):
        try:
            return AESGCM(key).decrypt(start, content.removeprefix(start), None)
        except InvalidTag:
            return None
    cipher: Cipher[Any]
    if name.endswith("-cbc"):
        cipher = Cipher(algorithms.AES(key), modes.CBC(start))
    elif "blowfish" in name:
        cipher = Cipher(old_algorithms.Blowfish(key), old_modes.CFB(start))
    else:
        raise SaqPasswordProtected(name="")
    engine = cipher.decryptor()
    packed = engine.update(content) + engine.finalize()
    if name.endswith("-cbc"):
        packed = packed[: -packed[-1]] if 0 < packed[-1] <= 16 else b""
    return packed if _fits(packed, made) else None


def _fits(packed: bytes, made: Any) -> bool:
    kind, wanted = _name(made, "checksum-type"), _bytes(made, "checksum")
    piece = packed[:1024] if kind.endswith("1k") else packed
    method = hashlib.sha256 if "sha256" in kind else hashlib.sha1
    return method(piece).digest() == wanted


def _key(made: Any, word: bytes) -> bytes:
    first, derived = made.find("{*}start-key-generation"), made.find("{*}key-derivation")
    newer = first is not None and "sha256" in _name(first, "start-key-generation-name")
    secret = (hashlib.sha256 if newer else hashlib.sha1)(word).digest()
    kind, salt = _name(derived, "key-derivation-name"), _bytes(derived, "salt")
    size = int(attribute(derived, "key-size") or 16)
    if kind.endswith("pbkdf2"):
        turns = int(attribute(derived, "iteration-count") or 1024)
        _check_effort(turns / MOST_TURNS)
        return hashlib.pbkdf2_hmac("sha1", secret, salt, turns, size)
    if not kind.endswith("argon2id"):
        raise SaqPasswordProtected(name="")  # by a certificate, for instance
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    turns, memory, lanes = (
        int(attribute(derived, f"argon2-{what}")) for what in ("iterations", "memory", "lanes")
    )
    _check_effort(max(memory / MOST_MEMORY, turns * memory / MOST_IN_MEMORY))
    made_of = Argon2id(salt=salt, length=size, iterations=turns, lanes=lanes, memory_cost=memory)
    return made_of.derive(secret)


def _check_effort(part: float) -> None:
    if part > 1:
        raise SaqUnsafe(name="", what=_("its password would keep this computer busy for long"))


def _name(item: Any, name: str) -> str:
    return attribute(item, name).lower()


def _bytes(item: Any, name: str) -> bytes:
    return b64decode(attribute(item, name))
