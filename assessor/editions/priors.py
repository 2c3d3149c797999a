"""What was recorded under an earlier edition, as every feature reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assessor.checklist import Requirement
from assessor.terms import Verdict


@dataclass(frozen=True)
class PriorRow:
    """One thing as it stood under an earlier edition, and where it belongs now.

    `targets` are pairs of a reference and a point, "" for all points; none if its requirement
    is gone. `asked` is the requirement as it was then.
    """

    id: str
    copy_id: str
    edition: str
    what: str
    ref: str
    point_id: str
    site_id: str | None
    targets: tuple[tuple[str, str], ...]
    record: dict[str, Any]
    carried_at: datetime
    carried_by: str
    asked: Requirement | None = None

    @property
    def verdict(self) -> Verdict | None:
        """What was concluded then."""
        return Verdict(self.record["verdict"]) if self.record.get("verdict") else None


def priors_at(
    priors: Iterable[PriorRow], ref: str, point_id: str, site_id: str
) -> tuple[PriorRow, ...]:
    """Return what the latest edition before this one says of a point at a site."""
    found = [
        row
        for row in priors
        if row.what == "assessment"
        and row.site_id == site_id
        and {(ref, point_id), (ref, "")} & {*row.targets}
    ]
    latest = max((row.carried_at for row in found), default=None)
    return tuple(row for row in found if row.carried_at == latest)


def agreed(rows: Iterable[PriorRow]) -> PriorRow | None:
    """Return what can be confirmed as it was: where several were merged, they have to agree."""
    told = [row for row in rows if row.verdict is not None]
    return told[0] if told and len({row.verdict for row in told}) == 1 else None
