"""The fields of a model: found in the catalogue by a few letters, or typed where the catalogue does not know it."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, override

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import ChoiceField, Field, LineField, column, row
from lifecycle_desk.desktop.offer_box import Completion
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.market.published_data import PublishedData
from lifecycle_desk.vehicle.rules.models import Chemistry, Energy, Variant, search
from lifecycle_desk.vehicle.rules.vin import VinFacts
from lifecycle_desk.vehicle.rules.wording import chemistry, kilowatt_hours
from lifecycle_desk.vehicle.screens.event_text import as_spoken
from lifecycle_desk.vehicle.screens.fields import energy_field, looked, year_field
from lifecycle_desk.vehicle.screens.vin_field import VinField
from lifecycle_desk.vehicle.usecases.data_in_force import published_data
from lifecycle_desk.vehicle.usecases.life import Description

if TYPE_CHECKING:
    from lifecycle_desk.desktop.look.messages import UiText

UNKNOWN = C_("energy", "not known")  # NOTE: of what drives a vehicle, and of the chemistry of its battery
LONGEST = 200  # px up to which the names of a chemistry stand whole


class ModelFields(QWidget):
    """The description of a vehicle as it was built."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app = app
        self._data: PublishedData | None = None  # the program's own until it was looked up
        self.finder = LineField(
            N_("Find model"), hint=N_("Type a few letters of make, model or battery size to fill in the rest")
        )
        self.make, self.model = LineField(C_("vehicle", "Make")), LineField(C_("vehicle", "Model"))
        self.variant, self.colour = LineField(C_("vehicle", "Variant")), LineField(C_("vehicle", "Colour"))
        self.year, self.usable = year_field(C_("vehicle", "Model year")), energy_field(N_("Usable, kWh"))
        nothing: list[tuple[object, UiText]] = [(None, UNKNOWN)]
        self.energy = ChoiceField(C_("vehicle", "Energy"), nothing + [(each, each.label) for each in Energy])
        self.chemistry = ChoiceField(
            C_("battery", "Chemistry"), nothing + [(each, as_spoken(chemistry(each))) for each in Chemistry]
        )
        self.chemistry.choice.keep_words(LONGEST)
        self.completion = Completion(self.finder.line)
        self.completion.taken.connect(self._take)
        self.finder.edited.connect(self._offer)
        self.setLayout(
            column(
                self.finder,
                row((self.make, 1), (self.model, 1), (self.variant, 1), gap=16),
                row((self.year, 2), (self.colour, 3), (self.energy, 4), (self.chemistry, 2), (self.usable, 2), gap=16),
                gap=t.FIELD_GAP,
            )
        )

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them."""
        return {
            "find": self.finder,
            "make": self.make,
            "model": self.model,
            "variant": self.variant,
            "model_year": self.year,
            "colour": self.colour,
            "energy": self.energy,
            "chemistry": self.chemistry,
            "usable_wh": self.usable,
        }

    @property
    def value(self) -> Description:
        """The description as the fields tell it, without the original VIN; Qt keeps no more of a term than its code."""
        energy, chemistry = self.energy.value, self.chemistry.value
        return Description(
            self.make.text,
            self.model.text,
            self.variant.text,
            self.year.value if isinstance(self.year.value, int) else None,
            Energy.of(energy) if isinstance(energy, str) else None,
            Chemistry(chemistry) if isinstance(chemistry, str) else None,
            self.usable.value if isinstance(self.usable.value, int) else None,
            self.colour.text,
        )

    def validate(self) -> bool:
        """Look at what is read, and say beside it what is wrong; gives whether nothing is."""
        return looked(self.year, self.usable)

    def read(self) -> Description:
        """The description, with what is wrong said beside its field."""
        self.validate()
        return self.value

    def draft_value(self) -> dict[str, Any]:
        """The draft's value: the texts as they were typed."""
        return {name: _kept(field) for name, field in self.fields.items()}

    def restore(self, saved: Mapping[str, Any] | Description | None) -> None:
        """What a draft saved comes back, or a description is shown; None empties all."""
        if isinstance(saved, Description):
            saved = asdict(saved) | {"usable_wh": _kwh(saved.usable_wh)}
        kept = saved or {}
        for name, field in self.fields.items():
            if isinstance(field, LineField):
                field.set_text(str(kept.get(name) or ""))
            elif isinstance(field, ChoiceField):
                field.set_value(_of(name, kept.get(name)))

    def know(self, facts: VinFacts | None) -> None:
        """Fill from a VIN what is still empty: the year where it is sure, the make where there is but one."""
        if facts is None:
            return
        if not self.year.text and facts.year_is_sure and facts.model_year:
            self.year.set_text(str(facts.model_year))
        brands = facts.maker.brands if facts.maker else ()
        if not self.make.text and len(brands) == 1:
            self.make.set_text(brands[0])

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._app.run_query(lambda: published_data(self._app.user), self._know_models)

    def _know_models(self, data: PublishedData) -> None:
        self._data = data

    @Slot(str)
    def _offer(self, text: str) -> None:
        self.completion.offer([(each.name, each) for each in search(text, data=self._data)])

    @Slot(object)
    def _take(self, found: Variant) -> None:
        """Take what the catalogue knows; what is not known there stays as it was typed."""
        self.make.set_text(found.make)
        self.model.set_text(found.model)
        self.variant.set_text(found.variant)
        self.energy.set_value(found.energy)
        self.chemistry.set_value(found.chemistry)
        if found.usable_wh:
            self.usable.set_text(_kwh(found.usable_wh))
        self.finder.understood(found.name)


class BuiltFields(ModelFields):
    """The same with the VIN of the kit that the car was assembled from; a page places its field and its offer."""

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self.original = VinField(original=True)

    @property
    @override
    def fields(self) -> dict[str, Field]:
        return {"original_vin": self.original, **super().fields}

    @override
    def validate(self) -> bool:
        return self.original.validate() & super().validate()

    @property
    @override
    def value(self) -> Description:
        return replace(super().value, original_vin=self.original.vin or None)


def _kwh(watt_hours: int | None) -> str:
    return translator().current.spoken(kilowatt_hours(watt_hours)) if watt_hours else ""


def _kept(field: Field) -> object:
    return field.text if isinstance(field, LineField) else field.value if isinstance(field, ChoiceField) else None


def _of(name: str, code: object) -> object:
    if not isinstance(code, str):
        return None
    return Energy.of(code) if name == "energy" else Chemistry(code)
