"""How the end of life looks: the tones and icons of its steps and deadlines."""

from lifecycle_desk.desktop.look import states
from lifecycle_desk.stages.recycling.end.rules.deadlines import State
from lifecycle_desk.stages.recycling.end.rules.status import Step

STEPS: dict[Step, states.Look] = {
    Step.DECIDE: states.TO_DECIDE,
    Step.TAKE_OVER: states.TO_SIGN,
    Step.DEPOLLUTE: states.TO_DRAIN,
    Step.BATTERY: states.TO_TAKE_OUT,
    Step.CERTIFY: states.TO_CERTIFY,
    Step.CLOSED: states.FINISHED,
}
DEADLINES: dict[State, states.Look] = {
    State.OPEN: states.RUNNING,
    State.LATE: states.OVERDUE,
    State.KEPT: states.GOOD,
    State.MISSED: states.TO_WATCH,
}
