"""Settings and data folders; the log. Settings are one small JSON file in the workspace folder."""

import json
import logging
import logging.handlers
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """What the person at this laptop has chosen; an empty name means not asked yet."""

    name: str = ""
    post: str = ""
    organisation: str = ""
    language: str = ""
    theme: str = "system"
    report_languages: tuple[str, ...] = ("es", "en")
    scale: int = 100
    export_folder: str = ""


def default_folder() -> Path:
    """Return the workspace folder of this person on this system; AEO_WORKSPACE overrides it."""
    if chosen := os.environ.get("AEO_WORKSPACE"):
        return Path(chosen)
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA", Path.home()))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share"))
    return base / "aeo-assessor"


def load_settings(folder: Path) -> Settings:
    """Return the settings kept in `folder`; a missing or broken file gives the defaults."""
    try:
        kept = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(kept, dict):
        return Settings()
    # Someone may have mended the file by hand: a value of another kind is left out.
    chosen: dict[str, Any] = {
        name: value
        for name, default in asdict(Settings()).items()
        if type(value := _as_kept(kept.get(name))) is type(default)
    }
    return Settings(**chosen)


def _as_kept(value: object) -> object:
    return tuple(str(item) for item in value) if isinstance(value, list) else value


def save_settings(folder: Path, settings: Settings) -> None:
    """Keep `settings` in `folder`, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / "settings.json.part"
    draft.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=1), encoding="utf-8")
    draft.replace(folder / "settings.json")


def start_log(folder: Path) -> None:
    """Write warnings and worse to a small rotating log in `folder`: ids only, never answers."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        folder / "log.txt", maxBytes=1_000_000, backupCount=2, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("assessor").addHandler(handler)
