"""The programme's profile of a validation: kept as it was at the start, taken over anew if asked.

What the programme calls things and when they are due must not move once a validation runs.
"""

from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from assessor import checklist as checklists
from assessor import dossier
from assessor.errors import SameProfile
from assessor.facts import Dossier
from assessor.i18n import N_
from assessor.model import ProfileCopy, Validation, utc_now
from assessor.profile import Profile, frozen
from assessor.store.editing import existing, put
from assessor.store.engine import gate
from assessor.store.workspace import Workspace


def freeze(session: Session, profile: Profile) -> str:
    """Store a copy of the profile, once per content; return the copy's id."""
    content, copy_id = frozen(profile)
    if session.get(ProfileCopy, copy_id) is None:
        connection = session.connection()
        values = {"id": copy_id, "profile_id": profile.id, "content": content}
        with gate(connection):
            connection.execute(insert(ProfileCopy).values(**values))
    return copy_id


def kept(session: Session, profile: Profile) -> dict[str, Any]:
    """Return the columns of a validation that goes by this profile from now on."""
    return {"profile_copy_id": freeze(session, profile), "profile_at": utc_now()}


def newer(known: Dossier) -> Profile | None:
    """Return the profile as its file says today; None where it says what the validation keeps."""
    today = checklists.profiles().get(known.visit.profile_id)
    return today if today is not None and today != known.profile else None


def take_profile(workspace: Workspace, validation_id: str) -> None:
    """Let a validation go by the profile as its file says today, in one Step to be undone.

    Raises UnknownProfile, SameProfile or ValidationIssued.
    """
    with workspace.change(N_("Take over the profile"), validation_id=validation_id) as session:
        row = existing(session, Validation, validation_id)
        today = checklists.profile(row.profile_id)
        copy_id = row.profile_copy_id
        if copy_id and dossier.frozen_profile(session, copy_id, row.profile_id) == today:
            raise SameProfile
        put(session, Validation, validation_id, kept(session, today))


def keep_profiles(workspace: Workspace) -> int:
    """Keep today's profile for what an older program started; return for how many.

    One Step for all, issued ones too: their due dates stop moving where they stand. One whose
    profile no file gives is left for the day when there is one.
    """
    query = select(Validation.id).where(Validation.profile_copy_id.is_(None))
    with workspace.read() as session:
        if session.scalars(query.limit(1)).first() is None:
            return 0
    label = N_("Keep the profiles as they are today")
    with workspace.change(label, undoable=False, unlocks=True) as session:
        count = 0
        for row_id in session.scalars(query).all():
            row = existing(session, Validation, row_id)
            today = checklists.profiles().get(row.profile_id)
            if today is not None:
                put(session, Validation, row_id, kept(session, today))
                count += 1
    return count
