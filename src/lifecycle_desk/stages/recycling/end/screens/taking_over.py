"""The form of the taking over: who hands the car in, by which papers, in what state, with their signature."""

from dataclasses import replace
from typing import Any, override

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import Command
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.parts import Field
from lifecycle_desk.stages.recycling.end.rules.addresses import Address
from lifecycle_desk.stages.recycling.end.rules.taking_over import IdentityDocument
from lifecycle_desk.stages.recycling.end.screens.addresses import AddressLine
from lifecycle_desk.stages.recycling.end.screens.fields import UNCHOSEN, SignedPad, today
from lifecycle_desk.stages.recycling.end.usecases.showing import EndPage
from lifecycle_desk.stages.recycling.end.usecases.taking_over import (
    TAKEN_OVER,
    TakeOver,
    TakeOverFromNew,
    take_over_from_new,
    take_over_vehicle,
)
from lifecycle_desk.vehicle.rules.kinds import kinds_of
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.picker import PersonPicker
from lifecycle_desk.vehicle.screens.step_form import Around, Part, StepForm

NEW = 0  # the number of a holder who has none yet: the books give one


class HolderPicker(PersonPicker):
    """The last holder as a part of a form."""

    @property
    @override
    def fields(self) -> dict[str, Field]:
        return {**super().fields, "holder": self.name}

    @property
    def value(self) -> int | None:
        """The number of one who is known."""
        return self.number

    def validate(self) -> bool:
        """Somebody must be named, known or new."""
        if self.number is None and self.new_person() is None:
            self.name.fault(N_("Please fill this in."))
        return not self.name.is_faulty

    @override
    def restore(self, saved: Any) -> None:
        if isinstance(saved, dict):
            super().restore(saved)


def taking_over(app: AppContext, end: EndPage) -> Entry:
    """The car is handed in."""
    kinds = kinds_of(TakeOver)
    holder = HolderPicker(app, kinds["holder"].label)
    parts: dict[str, Part] = {
        "holder": holder,
        "address": AddressLine("address"),
        "signature": SignedPad(kinds["signature"].label),
    }
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
    form = StepForm(TAKEN_OVER, Around(app), begins, parts=parts)
    if end.owner:
        holder.choose(*end.owner)

    def command() -> Command[Any, Any]:
        return take_over_from_new if holder.new_person() else take_over_vehicle

    def read() -> TakeOver | TakeOverFromNew:
        asked, new = form.read(), holder.new_person()
        return TakeOverFromNew(asked, new) if new else asked

    return replace(form.entry(take_over_vehicle), verb=command, read=read)
