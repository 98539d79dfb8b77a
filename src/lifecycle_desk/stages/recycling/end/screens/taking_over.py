"""The form of the taking over: who hands the car in, by which papers, in what state, with their signature."""

from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.stages.recycling.end.rules.addresses import Address
from lifecycle_desk.stages.recycling.end.rules.taking_over import IdentityDocument
from lifecycle_desk.stages.recycling.end.screens.addresses import AddressLine
from lifecycle_desk.stages.recycling.end.screens.fields import UNCHOSEN, today
from lifecycle_desk.stages.recycling.end.usecases.showing import EndPage
from lifecycle_desk.stages.recycling.end.usecases.taking_over import TAKEN_OVER, TakeOver, take_over_vehicle
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.step_form import Around, StepForm

NEW = 0  # the number of a holder who has none yet: the books give one


def taking_over(app: AppContext, end: EndPage) -> Entry:
    """The car is handed in."""
    begins = TakeOver(
        end.vin,
        today(),
        NEW,
        end.market,
        IdentityDocument.IDENTITY_CARD,
        "",
        owner_declared=False,
        registration_document=UNCHOSEN,
        address=Address(country=end.market),
        identity_country=end.market,
        plate=end.figures.plate or "",
        registration_country=end.market,
    )
    form = StepForm(TAKEN_OVER, Around(app), begins, parts={"address": AddressLine("address")})
    if end.owner:
        form["holder"].choose(*end.owner)
    return form.entry(take_over_vehicle)
