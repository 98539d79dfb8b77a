"""The acts of the parts store as forms: which fields each asks, in which lines, and what is said when it is done.

Those of one part do not ask for its number: it stands above them.
"""

from dataclasses import replace

from lifecycle_desk.base.objections import N_
from lifecycle_desk.stages.service.shelf.rules.events import StockEvent
from lifecycle_desk.stages.service.shelf.usecases import requests as asking
from lifecycle_desk.vehicle.rules.steps import Step

ICON = "package"
RECEIVE, ISSUE, PUT_BACK = N_("Receive parts"), N_("Issue parts"), N_("Put parts back")
SEND_BACK, MOVE, CORRECT = N_("Return to supplier"), N_("Move to another place"), N_("Correct stock")
SETTLE = N_("Record credit")
SETTINGS, HOLD, RELEASE = N_("Stock settings"), N_("Hold an old part"), N_("Send or scrap")

RECEIVED = Step(
    asking.Receipt,
    StockEvent.MOVED,
    ICON,
    heading=RECEIVE,
    done=N_("Parts received"),
    form="code:2 text:3 quantity unit_cost / place batch supplier:2 reference on / serials:2 unit new",
)
RECEIVED_MORE = replace(RECEIVED, form="quantity unit_cost place batch / supplier:2 reference on / serials")
ISSUED = Step(
    asking.IssuePart,
    StockEvent.MOVED,
    ICON,
    heading=ISSUE,
    done=N_("Parts issued"),
    form="quantity order:2 line:3 / place batch serial on / why:2 reserved",
)
PUT_BACK_STEP = Step(
    asking.ReturnPart,
    StockEvent.MOVED,
    ICON,
    heading=PUT_BACK,
    done=N_("Parts put back"),
    form="quantity order:2 line:3 / place batch serial on / why",
)
SENT_BACK = Step(
    asking.SendBackPart,
    StockEvent.MOVED,
    ICON,
    heading=SEND_BACK,
    done=N_("Parts returned to supplier"),
    form="quantity supplier:2 reference credit / place batch serial on / why",
)
CREDIT_SETTLED = Step(
    asking.SettleCredit,
    StockEvent.MOVED,
    ICON,
    heading=SETTLE,
    done=N_("Credit saved"),
    form="received reference on",
)
MOVED = Step(
    asking.MovePart,
    StockEvent.MOVED,
    ICON,
    heading=MOVE,
    done=N_("Parts moved"),
    form="quantity place to_place / batch serial on",
)
CORRECTED = Step(
    asking.CorrectPart,
    StockEvent.MOVED,
    ICON,
    heading=CORRECT,
    done=N_("Stock corrected"),
    form="quantity value / place batch serial on / why",
)
SETTINGS_SAVED = Step(
    asking.SaveStockPart,
    StockEvent.PART_SAVED,
    ICON,
    heading=SETTINGS,
    done=N_("Stock settings saved"),
    form="text:3 / unit minimum place hazard:2",
)
HELD = Step(
    asking.HoldPart,
    StockEvent.HELD,
    ICON,
    heading=HOLD,
    done=N_("Old part held"),
    form="kind text:3 quantity / serial place order until on",
)
RELEASED = Step(
    asking.ReleaseHeld,
    StockEvent.RELEASED,
    ICON,
    heading=RELEASE,
    done=N_("Held part saved"),
    form="state reference on",
)
