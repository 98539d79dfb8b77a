"""How the end of life looks: the tones and icons of its steps and deadlines."""

from lifecycle_desk.desktop.look import states
from lifecycle_desk.stages.recycling.end.rules.deadlines import State
from lifecycle_desk.stages.recycling.end.rules.status import Step

STEPS: dict[Step, states.Look] = {
    Step.DECIDE: states.TO_DECIDE,
    Step.TAKE_OVER: states.at("recycling", "signature"),
    Step.DEPOLLUTE: states.at("recycling", "droplet-off"),
    Step.BATTERY: states.at("recycling", "battery-charging"),
    Step.CERTIFY: states.at("recycling", "file-certificate"),
    Step.CLOSED: states.FINISHED,
}
DEADLINES: dict[State, states.Look] = {
    State.OPEN: states.RUNNING,
    State.LATE: states.OVERDUE,
    State.KEPT: states.GOOD,
    State.MISSED: states.TO_WATCH,
}
