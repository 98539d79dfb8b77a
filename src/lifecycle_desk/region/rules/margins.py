"""Whether a dealer gives the region what new vehicles cost, from which their margins follow: an event says so.

It is an event and no setting, so that it stays readable who chose it, and since when.
"""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.said import Said
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.wording import Names, Worded, teach


class MarginsEvent(LabeledEnum):
    """What a dealer chose."""

    GIVEN = "dealer.region_margins_given", N_("Margins are given to the region")
    WITHHELD = "dealer.region_margins_withheld", N_("Margins are no longer given to the region")


def _worded(told: RecordedEvent, _: Names) -> Worded:
    return Worded(Said(MarginsEvent.of(told.kind).label), icon="send")


teach({each.value: _worded for each in MarginsEvent})
