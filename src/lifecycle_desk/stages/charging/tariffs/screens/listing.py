"""Tariffs: what a kWh costs where, from which day on; each is read whole, and serves as a draft of the next."""

from collections.abc import Sequence
from functools import partial
from typing import override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import market_of
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filter_keeping import FilterKeeping
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.listing import ListBody
from lifecycle_desk.desktop.long_table import LongTable
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import SectionTitle, column, row, wrap
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.tab import Tab
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.market.market import Market
from lifecycle_desk.stages.charging.tariffs.rules.tariffs import Tariff
from lifecycle_desk.stages.charging.tariffs.screens.form import TariffForm
from lifecycle_desk.stages.charging.tariffs.screens.reading import TariffReading
from lifecycle_desk.stages.charging.tariffs.screens.words import elements_said, fee_said, place_said
from lifecycle_desk.stages.charging.tariffs.usecases import DropTariff, Tariffs, drop_tariff
from lifecycle_desk.vehicle.screens.event_text import join
from lifecycle_desk.vehicle.screens.history_button import history_button

TARIFFS, KIND = C_("charging", "Tariffs"), "tariffs"
SHARES = (4, 5)  # of the width, for what is kept and for the form
COLUMNS = (
    Column(C_("charging", "Location"), 112, role="medium", id="place"),
    Column(N_("Prices"), role="small", ink="ink2", id="prices"),
    Column(C_("period", "From"), 122, "end", "small", "ink2", id="from", value=lambda tariff: tariff.valid_from),
    Column(
        C_("period", "Until"),
        122,
        "end",
        "small",
        "ink2",
        id="until",
        value=lambda tariff: tariff.valid_until,
        gives_way=1,
    ),
    Column(C_("column", "Currency"), 84, id="currency", value=lambda tariff: tariff.currency, extra=True),
)


def tariffs_found(user: UserSession, text: str) -> Tariffs:
    """The tariffs whose place some letters find, as it is called in the language of now."""
    language = translator().current
    return Tariffs(user, text, lambda tariff: place_said(tariff, language))


class TariffsTab(Tab):
    """A list of tariffs with the chosen one whole, and beside it the form of a new one."""

    tables = frozenset({"charging_tariff"})

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self._market: Market | None = None
        self._chosen: tuple[int, Tariff] | None = None
        self.table = LongTable(TARIFFS, Tariffs(app.user), COLUMNS, self._cells, app)
        self.body = ListBody(self.table, None)
        self.field = self.body.field
        self.keeping = FilterKeeping(app, self.body.save, self, filtered)
        self.reading, self.form = TariffReading(history_button(app, self._record)), TariffForm(app)
        self._dropping = Submission(app, Faults(dict), self)
        listed = wrap(column(row(SectionTitle(TARIFFS), None, self.body.save, self.field), (self.body, 1), gap=8))
        kept = wrap(column((listed, 1), (self.reading, 1), gap=t.CARD_GAP))
        self.setLayout(row((kept, SHARES[0]), (self.form, SHARES[1]), gap=t.COLUMN_GAP, margins=(24, 0, 24, 16)))
        self.table.selectionModel().currentChanged.connect(self._stand_on)
        self.table.long.came.connect(self._stand_on)
        self.table.opened.connect(lambda _: self.reading.use.setFocus())
        self.field.wanted.connect(self._narrow)
        self.body.all_wanted.connect(self.field.clear)
        self.reading.use.clicked.connect(self._use)
        self.reading.drop.clicked.connect(self._drop)
        app.permits.need(drop_tariff, self.reading.drop)
        self.form.saved.connect(self.form.place.setFocus)
        translator().changed.connect(self._show)

    @override
    def first_focus(self) -> QWidget | None:
        return self.form.place.control

    @override
    def save_typed(self) -> None:
        self.form.save_draft()

    @override
    def look(self) -> None:
        user = self.app.user
        self.app.run_query(lambda: market_of(user.store), self._came)

    def _came(self, found: Market) -> None:
        self._market = found
        self.form.reckon_by(found)
        self.table.long.refresh_words()
        self._show()

    # What is listed ---------------------------------------------------------------------------------------------

    @property
    def _text(self) -> str:
        return self.field.text().strip()

    def kept_as(self) -> tuple[str, str, str]:
        """How the present filter is kept."""
        return self._text, KIND, self._text

    def is_narrowed(self) -> bool:
        """Whether less is listed than there is."""
        return bool(self._text)

    def show_filter(self, _kind: str, text: str) -> None:
        """Narrow the list as a kept filter says."""
        self.field.put(text)
        self._narrow()

    @Slot()
    def _narrow(self) -> None:
        self.body.show_listing(tariffs_found(self.app.user, self._text), narrowed=self.is_narrowed())
        self.keeping.offer()

    @property
    def _first_weekday(self) -> int:
        return self._market.first_weekday if self._market else 1

    def _cells(self, tariff: Tariff) -> Sequence[str | Cell]:
        """A tariff in the columns of the list."""
        language, until = translator().current, tariff.valid_until
        day = language.formats.cell_day
        return (
            place_said(tariff, language),
            join(*elements_said(tariff, language, self._first_weekday), fee_said(tariff, language)),
            day(tariff.valid_from),
            day(until) if until else "",
            tariff.currency,
        )

    # The chosen one ---------------------------------------------------------------------------------------------

    @Slot()
    def _stand_on(self) -> None:
        key, listing = self.table.current_key(), self.table.long.listing
        if key is None:
            self._read(None, None)
        else:
            self.app.run_query(lambda: listing.rows([key]).get(key), partial(self._read, key))

    def _read(self, key: int | None, tariff: Tariff | None) -> None:
        if key == self.table.current_key():
            self._chosen = (key, tariff) if key is not None and tariff else None
            self._show()

    @Slot()
    def _show(self) -> None:
        zone = self._market.time_zone if self._market else ""
        self.reading.show_tariff(self._chosen[1] if self._chosen else None, zone, self._first_weekday)

    def _record(self) -> tuple[str, str] | None:
        """The chosen tariff, as its history knows it."""
        return ("charging_tariff", str(self._chosen[0])) if self._chosen else None

    @Slot()
    def _use(self) -> None:
        if self._chosen:
            self.form.use(self._chosen[1])

    @Slot()
    def _drop(self) -> None:
        if self._chosen:
            number = self._chosen[0]
            self._dropping.submit(drop_tariff, lambda: DropTariff(number), N_("Tariff removed"))


def filtered(user: UserSession, kind: str, text: str) -> Tariffs | None:
    """The tariffs of a filter that is kept; None for one of another list."""
    return tariffs_found(user, text) if kind == KIND else None
