"""How the steps of the end look, on every page the same."""

from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.stages.recycling.end.rules.status import Step

LOOKS: dict[Step, tuple[t.Tone, str]] = {
    Step.DECIDE: ("warn", "scale"),
    Step.TAKE_OVER: ("recycling", "signature"),
    Step.DEPOLLUTE: ("recycling", "droplet-off"),
    Step.BATTERY: ("recycling", "battery-charging"),
    Step.CERTIFY: ("recycling", "file-certificate"),
    Step.CLOSED: ("neutral", "circle-check"),
}
