"""What travels with a car of what settles its sale; of each step what its declaration says, and never who paid what."""

from lifecycle_desk.stages.sale.stock.rules.status import Happening
from lifecycle_desk.vehicle.rules.travel import Travels, only, teach

teach({Happening.SETTLED.value: Travels(only("warranty"))})
