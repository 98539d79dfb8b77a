"""Meanwhile: a form that was filled from what is kept does not overwrite what somebody else has kept since."""

from lifecycle_desk.base.objections import N_, objection

ChangedMeanwhile = objection(
    "ChangedMeanwhile",
    N_("Somebody else changed this in the meantime. Please open it again and repeat your change."),
)


def refuse_changed[Kept](before: Kept | None, now: Kept) -> None:
    """Refuse where what was changed is not what is kept now; whoever names nothing changes what is there."""
    if before is not None and before != now:
        raise ChangedMeanwhile
