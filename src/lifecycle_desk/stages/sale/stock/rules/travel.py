"""The facts of a sale that travel with the car; of each step those of its declaration, and never who paid what."""

from lifecycle_desk.stages.sale.stock.rules.status import Happening
from lifecycle_desk.vehicle.rules.travel import Travels, only, teach

teach({Happening.SETTLED.value: Travels(only("warranty"))})
