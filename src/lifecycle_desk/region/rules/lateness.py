"""How a dealer stands with the region: what it gives comes every hour, so a day without anything is late."""

from datetime import datetime, timedelta

from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.terms import LabeledEnum

LATE_AFTER, SILENT_AFTER = timedelta(days=1), timedelta(days=7)  # a night and a morning are nobody's lateness


class DealerState(LabeledEnum):
    """How a dealer stands with the region."""

    DISPUTED = "disputed", C_("region", "In dispute")
    SILENT = "silent", C_("region", "Silent")
    LATE = "late", C_("region", "Late")
    NEVER = "never", C_("region", "Nothing yet")
    CURRENT = "current", C_("region", "Up to date")


def state_of(now: datetime, received_at: datetime | None, forked_at: datetime | None) -> DealerState:
    """How a dealer stands, by when its last batch came and whether its records are in dispute."""
    if forked_at is not None:
        return DealerState.DISPUTED
    if received_at is None:
        return DealerState.NEVER
    since = now - received_at
    if since > SILENT_AFTER:
        return DealerState.SILENT
    return DealerState.LATE if since > LATE_AFTER else DealerState.CURRENT
