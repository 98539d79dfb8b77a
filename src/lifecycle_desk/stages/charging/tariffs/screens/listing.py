"""Tariffs: what a kWh costs where, from which day on; each is read whole, and serves as a draft of the next."""

from typing import override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import dealer
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import Card, SectionTitle, column, row, wrap
from lifecycle_desk.desktop.look.rows import RowList, TwoLineDelegate, TwoLineRow
from lifecycle_desk.desktop.tab import Tab
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.market.market import Market, market
from lifecycle_desk.stages.charging.tariffs.rules.tariffs import Tariff
from lifecycle_desk.stages.charging.tariffs.screens.form import TariffForm
from lifecycle_desk.stages.charging.tariffs.screens.reading import TariffReading
from lifecycle_desk.stages.charging.tariffs.screens.words import SINCE, UNTIL, elements_said, fee_said, place_said
from lifecycle_desk.stages.charging.tariffs.usecases import DropTariff, drop_tariff, tariffs
from lifecycle_desk.vehicle.screens.event_text import join

TARIFFS = C_("charging", "Tariffs")
SHARES = (4, 5)  # of the width, for what is kept and for the form


class TariffsTab(Tab):
    """A list of tariffs with the chosen one whole, and beside it the form of a new one."""

    tables = frozenset({"charging_tariff"})

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self._found: list[tuple[int, Tariff]] = []
        self._market: Market | None = None
        self.list = RowList(TARIFFS, TwoLineDelegate())
        self.reading, self.form = TariffReading(), TariffForm(app)
        self._dropping = Submission(app, Faults(dict), self)
        listed = Card(
            column(row(SectionTitle(TARIFFS), margins=(16, 10, 12, 6)), (self.list, 1), gap=0, margins=(1,) * 4)
        )
        kept = wrap(column((listed, 1), (self.reading, 1), gap=t.CARD_GAP))
        self.setLayout(row((kept, SHARES[0]), (self.form, SHARES[1]), gap=t.COLUMN_GAP, margins=(24, 0, 24, 16)))
        self.list.selectionModel().currentChanged.connect(self._stand_on)
        self.reading.use.clicked.connect(self._use)
        self.reading.drop.clicked.connect(self._drop)
        self.form.saved.connect(self.form.place.setFocus)
        translator().changed.connect(self._say)

    @override
    def first_focus(self) -> QWidget | None:
        return self.form.place.control

    @override
    def save_typed(self) -> None:
        self.form.save_draft()

    @override
    def look(self) -> None:
        self.app.run_query(lambda: _looked_up(self.app.user), self._came)

    def _came(self, found: tuple[list[tuple[int, Tariff]], Market]) -> None:
        self._found, self._market = found
        self.form.reckon_by(self._market)
        self._say()
        self._stand_on()

    @property
    def _first_weekday(self) -> int:
        return self._market.first_weekday if self._market else 1

    @Slot()
    def _say(self) -> None:
        self.list.show_rows([self._row(number, tariff) for number, tariff in self._found])

    def _row(self, number: int, tariff: Tariff) -> TwoLineRow:
        language = translator().current
        until = tariff.valid_until
        return TwoLineRow(
            title=place_said(tariff, language),
            detail=join(*elements_said(tariff, language, self._first_weekday), fee_said(tariff, language)),
            end=language(SINCE, on=tariff.valid_from),
            end_detail=language(UNTIL, on=until) if until else "",
            key=number,
        )

    def _chosen(self) -> tuple[int, Tariff] | None:
        shown = self.list.current()
        return next((each for each in self._found if shown and each[0] == shown.key), None)

    @Slot()
    def _stand_on(self) -> None:
        chosen = self._chosen()
        zone = self._market.time_zone if self._market else ""
        self.reading.show_tariff(chosen[1] if chosen else None, zone, self._first_weekday)

    @Slot()
    def _use(self) -> None:
        if chosen := self._chosen():
            self.form.use(chosen[1])

    @Slot()
    def _drop(self) -> None:
        if chosen := self._chosen():
            self._dropping.submit(drop_tariff, lambda: DropTariff(chosen[0]), N_("Tariff removed"))


def _looked_up(user: UserSession) -> tuple[list[tuple[int, Tariff]], Market]:
    return tariffs(user), market(dealer(user.store).market)
