"""The head of a vehicle's page: what it is called, its VIN with what that tells, its facts, and what must be said."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.said import Said
from lifecycle_desk.campaigns.screens.bars import CampaignBars
from lifecycle_desk.desktop.look import icons
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText, set_text
from lifecycle_desk.desktop.look.parts import (
    Button,
    Fact,
    InfoBar,
    column,
    facts_strip,
)
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.vehicle.rules.life import Stage, VehicleState
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.rules.vin import CheckDigit
from lifecycle_desk.vehicle.rules.wording import chemistry, kilowatt_hours
from lifecycle_desk.vehicle.screens.event_text import NOTHING, as_spoken, decoded, in_words, join
from lifecycle_desk.vehicle_file.screens.car_head import CarHead
from lifecycle_desk.vehicle_file.screens.lines import Shown

UNKNOWN = C_("fact", "not known")


@dataclass(frozen=True, slots=True)
class Offer:
    """An entry of the menu: its words, its icon, its form, and the vehicles it fits."""

    words: UiText
    icon: str
    call: Callable[[], object]
    fits: Callable[[VehicleState], bool] = lambda _: True


class VehicleHead(QWidget):
    """The head above the life of a vehicle."""

    campaign_wanted = Signal(str)  # the number of a campaign that keeps the vehicle here

    def __init__(self, car: CarHead, paper: Button, kinds: Sequence[Offer]) -> None:
        super().__init__()
        self._car = car
        self.add = Button(N_("Add event"), "primary", icon="plus", keys="Ctrl+N")
        self.menu = Menu(self)
        self._offered = []
        for each in kinds:
            action = self.menu.addAction("")
            set_text(partial(action.setText), each.words, by=self)
            action.triggered.connect(lambda _=False, call=each.call: call())
            self._offered.append((action, each))
        theme.changed.connect(self._paint_menu)
        self._paint_menu()
        self.add.drop(self.menu)
        self._apart = InfoBar(
            N_("The vehicle is quarantined; nothing can be done with it until this is lifted."),
            strong=C_("vehicle", "Quarantined"),
            tone="danger",
            icon="lock",
        )
        self._odd = InfoBar("", strong=C_("vehicle", "VIN"))
        self.stops = CampaignBars()
        self.stops.wanted.connect(self.campaign_wanted)
        self._facts = _Facts()
        self.setLayout(
            column(
                *car.lines(paper, self.add),
                self._facts.strip,
                self._apart,
                self.stops,
                self._odd,
                gap=10,
            )
        )

    @Slot()
    def _paint_menu(self) -> None:
        for action, each in self._offered:
            action.setIcon(icons.icon(each.icon))

    def show_vehicle(self, shown: Shown) -> None:
        """Show another vehicle, or the same one anew."""
        page = shown.page
        described, figures = page.description, page.figures
        name = named(described["make"], described["model"], described["variant"])
        self._car.show_car(page.vin, name, figures.plate, figures.stage, _about(shown))
        for bar in (self._apart, self._odd):  # a layout inside a widget forgets what height the widget asked for
            bar.setMinimumHeight(theme.px(38))
        for action, each in self._offered:
            action.setVisible(each.fits(figures))
        self._apart.setVisible(bool(figures.quarantined) and page.closed is None)
        self.stops.show_campaigns(shown.campaigns)
        notes = page.facts.notes
        self._odd.setVisible(bool(notes))
        if notes:
            self._odd.set_message(notes[0].message, **notes[0].told)
        self._facts.show_facts(shown)

    def keep_back(self, *, quiet: bool) -> None:
        """Let another button be the primary one for a while."""
        self.add.kind = "plain" if quiet else "primary"
        self.add.update()


def _about(shown: Shown) -> str:
    """The line beside the VIN: what it tells, what drives the car, its colour."""
    language, described = translator().current, shown.page.description
    facts = shown.page.facts
    _, maker, country = decoded(facts)
    year = described["model_year"] or facts.model_year
    sound = language(N_("VIN valid")) if facts.check_digit is CheckDigit.PASSES else None
    return join(str(year or ""), maker, country, described["energy"], described["colour"], sound)


class _Facts:
    """Six facts in equal columns."""

    def __init__(self) -> None:
        self.owner = Fact(C_("vehicle", "Owner"), "")
        self.odometer = Fact(N_("Odometer"), "")
        self.battery = Fact(N_("Battery"), "")
        self.registered = Fact(N_("First registered"), "")
        self.warranty = Fact(N_("Warranty started"), "")
        self.way = Fact(C_("vehicle", "Handover"), "")
        self.strip = facts_strip(
            [self.owner, self.odometer, self.battery, self.registered, self.warranty, self.way], least=132
        )

    def show_facts(self, shown: Shown) -> None:
        """Show what is known; what is not says so, and is never a nought."""
        page, figures, formats = shown.page, shown.page.figures, translator().current.formats
        self.owner.show_fact(*self._owner(shown))
        pace = page.km_per_day
        read = page.odometer
        run = PlainText(formats.kilometres(read.shown_km)) if read else PlainText(NOTHING)
        daily = Message(N_("about %(distance)s per day"), distance=formats.kilometres(round(pace))) if pace else ""
        over_all = as_spoken(read.over_all) if read and read.is_replaced else ""
        self.odometer.show_fact(run, over_all or daily or _on(N_("read on %(on)s"), figures.odometer_on) or UNKNOWN)
        self.battery.show_fact(*self._battery(shown))
        self.registered.show_fact(*_day(figures.first_registered_on, N_("not registered here")))
        self.warranty.show_fact(*_day(figures.warranty_started_on, N_("not started here")))
        self.way.show_fact(*_way(figures))

    def _owner(self, shown: Shown) -> tuple[UiText, UiText]:
        figures, owner = shown.page.figures, shown.page.owner
        since = _on(N_("since %(on)s"), figures.owner_since)
        if owner:
            return PlainText(owner.name), since
        if figures.owner:
            return N_("Personal data erased"), since
        taken_in = figures.stage is Stage.FOR_SALE_AGAIN
        return PlainText(NOTHING), Stage.FOR_SALE_AGAIN.label if taken_in else N_("no owner yet")

    def _battery(self, shown: Shown) -> tuple[UiText, UiText]:
        described, figures = shown.page.description, shown.page.figures
        kind, held, code = described["chemistry"], described["usable_wh"], figures.battery
        energy = in_words(Said(N_("%(energy)s kWh"), energy=kilowatt_hours(held))) if held else ""
        value = join(in_words(chemistry(kind)) if kind else "", energy)
        if value:
            return PlainText(value), PlainText(code) if code else C_("battery", "usable") if energy else ""
        return (PlainText(code), "") if code else (PlainText(NOTHING), UNKNOWN)


def _on(message: str, on: date | None) -> UiText:
    return Message(message, on=on) if on else ""


def _day(on: date | None, otherwise: UiText) -> tuple[UiText, UiText]:
    return (PlainText(translator().current.formats.day(on)), "") if on else (PlainText(NOTHING), otherwise)


def _way(figures: VehicleState) -> tuple[UiText, UiText]:
    """How the vehicle came into its owner's hands, as far as it has come."""
    formats = translator().current.formats
    arrived = _on(N_("arrived %(on)s"), figures.arrived_on)
    sold = _on(N_("sold %(on)s"), figures.sold_on)
    if figures.handed_over_on:
        return PlainText(formats.day(figures.handed_over_on)), sold or arrived
    if figures.sold_on or figures.arrived_on:
        return N_("not yet"), sold or arrived
    return PlainText(NOTHING), N_("not sold by us")
