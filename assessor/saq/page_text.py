"""Finds the HTML in a file and the encoding it is in: a page, or a web archive with one inside."""

import email
import email.policy
import re

from assessor.errors import SaqUnreadable
from assessor.i18n import N_
from assessor.saq.encodings import decode, decode_as
from assessor.saq.types import Notice

_OPENING = re.compile(
    # A comment is taken whole or not at all: tried in parts, thirty of them would take a minute.
    r"^\s*(<\?xml[^>]*>\s*)?(?>(?:<!--(?>.*?-->)\s*)*)<(!doctype\s+html|html|head|body|table|meta|title|div|"
    r"style|center|font|form|h[1-6]|p|span|link|script|tr)[\s/>]",
    re.IGNORECASE | re.DOTALL,
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")  # no page may hold them; exports do
# A page cut off inside a tag: browsers leave out what is left of it, parsers differ.
_UNFINISHED = re.compile(r"<(?:[a-zA-Z/!?][^<>]*)?\Z")
_ARCHIVE = re.compile(rb"^(MIME-Version|From|Content-Type|Subject|Date|X-[\w-]+):", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w\-:]+)", re.IGNORECASE)
_DECLARED = re.compile(rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w\-]+)", re.IGNORECASE)


def is_page(data: bytes) -> bool:
    """Whether the bytes are an HTML page or a web archive, whatever the file is called."""
    if _is_archive(data):
        return True
    start = data[:6000]
    if start.startswith((b"PK", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        return False
    return bool(_OPENING.match(decode(start[: len(start) // 4 * 4])[0].lstrip("\ufeff")))


def _is_archive(data: bytes) -> bool:
    head = data[:4000].lower()
    return bool(_ARCHIVE.match(data)) and b"mime-version:" in head and b"multipart/" in head


def page_text(data: bytes) -> tuple[str, Notice]:
    """Return the page's text, and what encoding it was read in."""
    charset = ""
    if _is_archive(data):
        data, charset = _first_page(data)
    found = _DECLARED.search(data[:400]) or _CHARSET.search(data[:8000])
    declared = charset or (found[1].decode("ascii", errors="ignore") if found else "")
    marked = data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    wide = declared.lower().startswith(("utf-16", "utf-32"))  # said, but it would have a mark
    decoded = decode_as(data, declared) if declared and not marked and not wide else None
    text, encoding = decoded or decode(data)
    values = {"encoding": encoding}
    whole = _UNFINISHED.sub("", _CONTROLS.sub("", text))
    return whole, Notice("encoding", N_("Read as {encoding}."), "", values)


def _first_page(data: bytes) -> tuple[bytes, str]:
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            return (content if isinstance(content, bytes) else b""), part.get_content_charset("")
    raise SaqUnreadable(name="")
