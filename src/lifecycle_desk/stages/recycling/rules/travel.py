"""What of an end travels with the car: that it ended, how it was treated and by which certificate; not whose it was."""

from lifecycle_desk.stages.recycling.rules.status import Happening
from lifecycle_desk.vehicle.rules.life import DESTROYED
from lifecycle_desk.vehicle.rules.travel import Travels, only, teach

BATTERY = ("codes", "chemistry", "fate", "condition", "soc_percent", "mass_g", "nominal_wh", "transport")

teach(
    {
        Happening.TOTAL_LOSS.value: Travels(only("cause")),
        Happening.EXPORTED.value: Travels(only("country")),
        Happening.DEPOLLUTED.value: Travels(only("list", "items", "answers")),
        Happening.PARTS_TAKEN.value: Travels(only("parts", "numbers")),
        Happening.BATTERY_HANDED_OVER.value: Travels(only(*BATTERY)),
        Happening.TAKEN_BACK.value: Travels(only("kind")),
        DESTROYED: Travels(only("certificate", "own", "permit")),
    }
)
