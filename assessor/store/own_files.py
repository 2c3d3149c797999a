"""Which files a workspace keeps: nothing that is exported or backed up may take their place."""

from contextlib import suppress
from pathlib import Path

DATABASE = "workspace.db"
SETTINGS = "settings.json"


def is_own_file(path: Path) -> bool:
    """Whether a file of this name would take the place of what a workspace keeps."""
    with suppress(OSError):
        whole = path.resolve()
        for folder in list(whole.parents)[:3]:
            if (folder / DATABASE).is_file():
                first = whole.relative_to(folder).parts[0]
                return first.startswith(DATABASE) or first in {SETTINGS, "blobs"}
    return False
