"""Which rows of an imported file still wait for a person, where very many stand apart in a blob."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from assessor.errors import BlobMissing
from assessor.facts import row_marks


def waiting_rows(session: Session, counts: Mapping[str, Any], settled: set[str]) -> int:
    """Return how many rows wait; all that ever did, where nobody can say which they were."""
    try:
        if apart := counts.get("marks_sha256"):
            counts = {**counts, "marks": session.info["blobs"].read(apart).decode("ascii")}
    except BlobMissing:
        return int(counts["to_check"] + counts["unmatched"])
    return len(row_marks(counts) - settled)
