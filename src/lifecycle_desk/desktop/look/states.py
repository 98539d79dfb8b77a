"""How the state of a thing looks: one tone and one icon for each, the same on every page and in every list."""

from lifecycle_desk.desktop.look import tokens as t

type Look = tuple[t.Tone, str]

OVERDUE: Look = ("danger", "clock-exclamation")
SOON: Look = ("warn", "calendar-due")
LATER: Look = ("neutral", "calendar-event")
SNOOZED: Look = ("neutral", "bell")

COVERED: Look = ("ok", "shield-check")
NOT_COVERED: Look = ("danger", "shield-off")
COVER_ENDED: Look = ("neutral", "shield-off")  # as it was promised: nothing is wrong
COVER_NOT_KNOWN: Look = ("neutral", "shield-half")

CAMPAIGN_STOPS: Look = ("danger", "lock")
CAMPAIGN_OPEN: Look = ("warn", "alert-triangle")
CAMPAIGN_MAY_BE: Look = ("neutral", "help")
CAMPAIGN_DONE: Look = ("ok", "circle-check")

GOOD: Look = ("ok", "circle-check")
TO_WATCH: Look = ("warn", "alert-triangle")
UNSURE: Look = ("neutral", "help")
TO_ADD: Look = ("accent", "plus")  # nothing is known yet: the words beside it add it
