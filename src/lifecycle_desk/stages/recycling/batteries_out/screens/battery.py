"""The form of a battery's hand-over; while one types, it says how the rules of transport class what is told."""

from dataclasses import replace
from typing import override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.base.said import InARow
from lifecycle_desk.batteries.rules.words import Fate
from lifecycle_desk.commands.kinds import kinds_of
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText, value_alone
from lifecycle_desk.desktop.look.parts import ChoiceField, Fact, column, facts_strip
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.recycling.batteries_out.rules.transport import HAZARD_CLASS, Shipment, classify
from lifecycle_desk.stages.recycling.batteries_out.usecases import HANDED_OVER, HandOverBattery, hand_over_battery
from lifecycle_desk.stages.recycling.end.screens.fields import UNCHOSEN, today
from lifecycle_desk.stages.recycling.end.usecases.showing import EndPage
from lifecycle_desk.vehicle.rules.models import Chemistry
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.event_text import NOTHING
from lifecycle_desk.vehicle.screens.step_form import Around, Part, StepForm

STATE = 4  # lines of the form that tell of the battery; how it is classed stands below them


class ChemistryField(ChoiceField):
    """The field of a battery's chemistry, if it is known."""

    def __init__(self, label: UiText) -> None:
        items: list[tuple[object, UiText]] = [(None, C_("fact", "not known"))]
        items += [(each, PlainText(each.value.replace("_", "-"))) for each in Chemistry]
        super().__init__(label, items)

    @property
    @override
    def value(self) -> Chemistry | None:
        """The chemistry that is chosen."""
        return next((each for each in Chemistry if each.value == super(ChemistryField, self).value), None)


class Classed(QWidget):
    """How the rules of transport class what stands in the form."""

    def __init__(self, form: StepForm[HandOverBattery]) -> None:
        super().__init__()
        self._form = form
        names = (N_("UN number and class"), N_("Packaging"), N_("Rule"))
        self.facts = [Fact(name, PlainText(NOTHING)) for name in names]
        self.setLayout(column(4, facts_strip(self.facts, least=200), 6, gap=0))
        for name in ("chemistry", "condition", "fate", "presentation", "mode"):
            form[name].chosen.connect(self._classify)
        form["on"].read.connect(self._classify)
        translator().changed.connect(self._classify)
        self._classify()

    @Slot()
    def _classify(self) -> None:
        """Say how the rules class what stands here."""
        asked = self._form.stands()
        number, packaging, rule = self.facts
        if asked.condition is UNCHOSEN:
            number.show_fact(PlainText(NOTHING), N_("based on condition and chemistry"))
            return
        try:
            found = classify(
                Shipment(asked.chemistry, asked.presentation, asked.condition, asked.fate, asked.mode, asked.on)
            )
        except Objection as objection:
            number.show_fact(PlainText(NOTHING), Message(objection.message, **objection.told), "warn", "alert-triangle")
            packaging.show_fact(PlainText(NOTHING))
            rule.show_fact(PlainText(NOTHING))
            return
        number.show_fact(value_alone(InARow(found.un_number, HAZARD_CLASS)))
        rule.show_fact(PlainText(found.packing_rule))
        if found.forbidden:
            packaging.show_fact(
                C_("transport", "forbidden"), N_("Not permitted by this mode of transport"), "danger", "alert-circle"
            )
        elif found.packaging:
            packaging.show_fact(value_alone(InARow(*found.packaging)))
        else:
            packaging.show_fact(N_("as required by the authority"))


def handing_on(app: AppContext, end: EndPage) -> Entry:
    """The battery goes."""
    kinds, known = kinds_of(HandOverBattery), end.description["chemistry"]
    parts: dict[str, Part] = {"chemistry": ChemistryField(kinds["chemistry"].label)}
    begins = HandOverBattery(
        end.vin,
        today(),
        codes=(end.figures.battery,) if end.figures.battery else (),
        chemistry=Chemistry(known) if known else None,
        condition=UNCHOSEN,
        assessor="",
        assessed_on=today(),
        carrier="",
        consignee="",
        permit_number="",
        fate=Fate.RECYCLING,
        consignor=app.user.staff or "",
    )
    form = StepForm(HANDED_OVER, Around(app), begins, parts=parts)
    lines = form.lines()
    entry = form.entry(hand_over_battery)
    fields = {**form.fields, "battery_code": form["codes"]}
    return replace(entry, fields=fields, lines=[*lines[:STATE], ((Classed(form), 1),), *lines[STATE:]])
