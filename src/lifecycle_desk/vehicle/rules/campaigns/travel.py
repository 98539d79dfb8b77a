"""What of a car's campaigns travels with it to another dealer: what was done or found, not what shows it."""

from lifecycle_desk.vehicle.rules.campaigns.status import BUILT, CONFIRMED, DONE, EXCLUDED
from lifecycle_desk.vehicle.rules.travel import Travels, only, teach

teach(
    {
        CONFIRMED: Travels(only("campaign")),
        EXCLUDED: Travels(only("campaign", "matched")),
        DONE: Travels(only("campaign")),
        BUILT: Travels(only("built_on")),
    }
)
