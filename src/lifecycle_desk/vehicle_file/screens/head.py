"""The head of a vehicle's page: what it is called, its VIN with what that tells, its facts, and what must be said."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.campaigns.screens.bars import CampaignBars
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    InfoBar,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.permits import Named, Permits
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.vehicle.rules.life import VehicleState
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.rules.vin import CheckDigit
from lifecycle_desk.vehicle.screens.event_text import decoded, join
from lifecycle_desk.vehicle_file.screens.car_head import CarHead
from lifecycle_desk.vehicle_file.screens.lines import Shown
from lifecycle_desk.vehicle_file.screens.strip import Strip


@dataclass(frozen=True, slots=True)
class Offer:
    """An entry of the menu: its words, its icon, its form, and the vehicles it fits."""

    words: UiText
    icon: str
    call: Callable[[], object]
    needs: Named | None = None
    fits: Callable[[VehicleState], bool] = lambda _: True


type OfferGroup = tuple[UiText, Sequence[Offer]]  # a caption, and what stands under it


class VehicleHead(QWidget):
    """The head above the life of a vehicle."""

    campaign_wanted = Signal(str)  # the number of a campaign that keeps the vehicle here

    def __init__(
        self, car: CarHead, paper: Button, kinds: Sequence[OfferGroup], photo: QWidget, permits: Permits
    ) -> None:
        super().__init__()
        self._permits = permits
        permits.watch(each.needs for _, offers in kinds for each in offers)
        self._car = car
        self.add = Button(N_("Add event"), "primary", icon="plus", keys="Ctrl+N")
        self._kinds, self._figures = kinds, VehicleState()
        self.menu = Menu(self, self._fill)
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
        self.strip = Strip()
        self.setLayout(
            column(
                row(photo, (wrap(car.lines(paper, self.add)), 1), gap=14),
                self.strip,
                self._apart,
                self.stops,
                self._odd,
                gap=10,
            )
        )

    def _fill(self, menu: Menu) -> None:
        """Offer what fits the vehicle that is shown."""
        for caption, offers in self._kinds:
            menu.group(caption)
            for each in offers:
                if each.fits(self._figures):
                    may = not self._permits.lacks(each.needs)
                    menu.offer(each.words, each.call, icon_name=each.icon, enabled=may)

    def show_vehicle(self, shown: Shown) -> None:
        """Show another vehicle, or the same one anew."""
        page = shown.page
        described, figures = page.description, page.figures
        name = named(described["make"], described["model"], described["variant"])
        self._car.show_car(page.vin, name, figures.plate, figures.stage, _about(shown))
        for bar in (self._apart, self._odd):  # a layout inside a widget forgets what height the widget asked for
            bar.setMinimumHeight(theme.px(38))
        self._figures = figures
        self._apart.setVisible(bool(figures.quarantined) and page.closed is None)
        self.stops.show_campaigns(shown.campaigns)
        notes = page.facts.notes
        self._odd.setVisible(bool(notes))
        if notes:
            self._odd.set_message(notes[0].message, **notes[0].told)
        self.strip.show_vehicle(shown)

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
