"""What of a battery's events travels with its car to another dealer: what was done with it, not what was noted."""

from lifecycle_desk.vehicle.rules.batteries.moves import PREFIX
from lifecycle_desk.vehicle.rules.travel import Travels, only, teach

FACTS = {
    "known": ("battery", "parts", "status", "vin"),
    "taken_out": ("code", "vin"),
    "put_in": ("code", "vin", "into"),
    "broken_up": ("code",),
    "joined": ("whole", "parts", "status"),
    "second_life": ("codes", "status", "made", "operation"),
    "waste": ("code",),
    "recycled": ("code", "recovery"),
}

teach({f"{PREFIX}{kind}": Travels(only(*names)) for kind, names in FACTS.items()})
