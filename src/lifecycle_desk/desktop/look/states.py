"""How the state of a thing looks: one tone and one icon for each, the same on every page and in every list.

A room says of each of its own states which of these it is, in a table by the enum of its states; nowhere else does a
state choose a tone. A stage of a vehicle's life has the colour of that stage, which is no verdict, and no state of an
order, a claim or a part has it. For how long something has waited is told in the tones of `look/ageing`.
"""

from lifecycle_desk.desktop.look import tokens as t

type Look = tuple[t.Tone, str]

GOOD: Look = ("ok", "circle-check")
PARTLY: Look = ("warn", "circle-half-2")
FAIR: Look = ("neutral", "circle-half-2")
TO_WATCH: Look = ("warn", "alert-triangle")
FAILED: Look = ("danger", "alert-circle")
STOPPED: Look = ("danger", "lock")
UNSURE: Look = ("neutral", "help")
TO_KNOW: Look = ("neutral", "info-circle")
TO_ADD: Look = ("accent", "plus")  # nothing is known yet: the words beside it add it

NOT_BEGUN: Look = ("neutral", "circle-dashed")
DRAFT: Look = ("neutral", "pencil")
TO_DO: Look = ("warn", "clipboard-list")
TO_SIGN: Look = ("warn", "signature")
TO_DRAIN: Look = ("warn", "droplet-off")
TO_TAKE_OUT: Look = ("warn", "battery-charging")
TO_CERTIFY: Look = ("warn", "file-certificate")
TO_DECIDE: Look = ("warn", "scale")
WAITING: Look = ("warn", "hourglass")
AGREED: Look = ("accent", "check")
IN_CHECK: Look = ("accent", "clipboard-check")
AT_WORK: Look = ("accent", "tool")
SENT: Look = ("accent", "file-export")  # the next word is somebody else's
RETURNED: Look = ("warn", "arrow-back-up")
AGAIN: Look = ("warn", "refresh")
MENDED: Look = ("warn", "tool")
PAID: Look = ("ok", "report-money")
OFFERED: Look = ("neutral", "report-money")
HANDED_OVER: Look = ("neutral", "key")
FINISHED: Look = ("neutral", "circle-check")
CANCELLED: Look = ("neutral", "x")
LEFT_OUT: Look = ("neutral", "minus")
GONE: Look = ("neutral", "world")
IN_USE: Look = ("neutral", "steering-wheel")
RECYCLED: Look = ("neutral", "recycle")

OVERDUE: Look = ("danger", "clock-exclamation")
DUE_NOW: Look = ("warn", "clock")
RUNNING: Look = ("neutral", "clock")
SOON: Look = ("warn", "calendar-due")
LATER: Look = ("neutral", "calendar-event")
SNOOZED: Look = ("neutral", "bell")
CHECK_DUE: Look = ("warn", "battery-3")
ON_THE_WAY: Look = ("accent", "truck-delivery")

PARTS_STORED: Look = ("neutral", "package")
PARTS_WANTED: Look = ("warn", "package")

ABOVE: Look = ("accent", "chevron-up")  # another rate than that of all, which need not be a fault
BELOW: Look = ("accent", "chevron-down")

COVERED: Look = ("ok", "shield-check")
FALLS_BACK: Look = ("warn", "shield-half")
NOT_COVERED: Look = ("danger", "shield-off")
COVER_ENDED: Look = ("neutral", "shield-off")  # as it was promised: nothing is wrong
COVER_NOT_KNOWN: Look = ("neutral", "shield-half")

CAMPAIGN_STOPS = STOPPED
CAMPAIGN_OPEN = TO_WATCH
CAMPAIGN_MAY_BE = UNSURE
CAMPAIGN_DONE = GOOD


def at(stage: t.Stage, icon: str) -> Look:
    """A stage of a vehicle's life, in its own colour."""
    return stage, icon
