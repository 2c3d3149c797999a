"""Has LibreOffice, where it is installed, save an old document as DOCX: no macro, link or network.

Each call gets a profile of its own that forbids all of that, and a limit of time.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path

from assessor.errors import SaqNeedsLibreOffice, SaqNotConverted
from assessor.saq.package import MAX_FILE

SECONDS = 120
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
_SCRIPTING = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS = (
    (_SCRIPTING, "MacroSecurityLevel", "3"),
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Common/Misc", "CrashReport", "false"),
)
_NOWHERE = "http://127.0.0.1:9"


def find_libreoffice() -> str:
    """Return where LibreOffice is; empty if it is not on this computer."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    return next((place for place in _PLACES if Path(place).is_file()), "")


@lru_cache(maxsize=1)
def as_docx(data: bytes, suffix: str, kind: str) -> bytes:
    """Return a DOC or RTF file as DOCX; SaqNeedsLibreOffice or SaqNotConverted if it cannot be."""
    return _saved_as(data, suffix, kind, "docx:MS Word 2007 XML")


@lru_cache(maxsize=1)
def as_xlsx(data: bytes, suffix: str, kind: str) -> bytes:
    """Return a binary workbook as XLSX; SaqNeedsLibreOffice or SaqNotConverted if it cannot be."""
    return _saved_as(data, suffix, kind, "xlsx:Calc MS Excel 2007 XML")


def _saved_as(data: bytes, suffix: str, kind: str, wanted: str) -> bytes:
    program = find_libreoffice()
    if not program:
        raise SaqNeedsLibreOffice(name="")
    with tempfile.TemporaryDirectory(prefix="saq-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        _write_profile(folder / "profile" / "user")
        source = folder / f"form.{suffix}"
        source.write_bytes(data)
        _run(
            [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
             "--norestore", "--nologo", "--nodefault", "--nolockcheck", f"--infilter={kind}",
             "--convert-to", wanted, "--outdir", str(folder / "out"),
             str(source)],
            folder,
        )  # fmt: skip
        made = folder / "out" / f"form.{wanted.partition(':')[0]}"
        if not made.is_file() or made.stat().st_size > MAX_FILE:
            raise SaqNotConverted(name="")
        return made.read_bytes()


def _write_profile(folder: Path) -> None:
    folder.mkdir(parents=True)
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor='
        f'"http://openoffice.org/2001/registry">{items}</oor:items>'
    )
    (folder / "registrymodifications.xcu").write_text(text, encoding="utf-8")


def _run(command: list[str], folder: Path) -> None:
    """Run LibreOffice with nothing to read from and nowhere to connect to; end it with its kin."""
    away = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), _NOWHERE)
    environment = {**os.environ, **away, "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    try:
        process = subprocess.Popen(  # noqa: S603  the program that was found, our own arguments
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=not _is_apart(),
        )
    except OSError as error:
        raise SaqNotConverted(name="") from error
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise SaqNotConverted(name="") from error
    finally:
        if process.poll() is None:
            _end(process)


def _is_apart() -> bool:
    """Whether whoever started us ends all that we start: we lead the session, see child.py."""
    return sys.platform == "win32" or os.getsid(0) == os.getpid()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program that was started, with the programs that it started."""
    if _is_apart():
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
