"""The form of a tariff: as short as most tariffs are, and with all conditions for those that have them."""

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast, override

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QLayout, QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import PageScroll, WhyWithheld
from lifecycle_desk.desktop.forms import DraftSaver, Faults, Submission
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Divider,
    Field,
    Label,
    LineField,
    SectionTitle,
    column,
    row,
    wrap,
)
from lifecycle_desk.market.market import Market
from lifecycle_desk.stages.charging.tariffs.rules.tariffs import HOME, Tariff
from lifecycle_desk.stages.charging.tariffs.screens.drafts import texts_of
from lifecycle_desk.stages.charging.tariffs.screens.fields import APART, BELOW, Terms, fee_field, put
from lifecycle_desk.stages.charging.tariffs.screens.prices import PriceList, QuickPrices
from lifecycle_desk.stages.charging.tariffs.screens.words import AT_HOME
from lifecycle_desk.stages.charging.tariffs.usecases import KeepTariff, keep_tariff
from lifecycle_desk.vehicle.screens.fields import day_field, looked

if TYPE_CHECKING:
    from datetime import date

FORM, LONGEST_PLACE = "tariff", 200
ROUND = 12  # px kept in sight above and below a field


class TariffForm(Card):
    """A tariff that is being written; `texts` are all that stands in it, and `write` puts them back."""

    saved = Signal()

    def __init__(self, app: AppContext) -> None:
        self.terms, self._own = Terms(), Terms()
        self.place = LineField(C_("charging", "Location"), placeholder=AT_HOME, longest=LONGEST_PLACE)
        self.quick, self.list = QuickPrices(self.terms), PriceList(self.terms)
        self.fee = fee_field(N_("Session fee"), self.terms)
        self.since = day_field(N_("In force from"), today=True, required=True)
        self.until = day_field(N_("In force until"), placeholder=N_("no end date"))
        self._lines = {"place": self.place, "fee": self.fee, "since": self.since, "until": self.until}
        self.more = Button(N_("By weekday, season or minute"), "link", icon="adjustments-horizontal")
        self.back = Button(C_("form", "Restore"), icon="arrow-back-up")
        self.save = Button(N_("Save tariff"), "primary", keys="Ctrl+Return")
        self._reckoned = Label("", "small", "ink2")
        self.is_quick, self._before = True, dict[str, Any]()
        super().__init__(self._laid_out())
        self._submission = Submission(app, Faults(lambda: self.fields), self)
        self._drafts = DraftSaver(app, FORM, lambda: self.texts, self.write, self)
        app.permits.need(keep_tariff, self.save)
        self._connect()
        self._fit()

    def _laid_out(self) -> QLayout:
        quick = self.quick
        self._cheaper = wrap(row((quick.cheaper, 5), (quick.begins, 3), (quick.ends, 3), gap=APART))
        body = (
            WhyWithheld(self.save),
            self.place,
            row((quick.price, 1), (self.fee, 1), gap=APART),
            self._cheaper,
            row((self.since, 1), (self.until, 1), gap=APART),
            row(self.more, None),
            self.list,
            None,
        )
        about = Label(
            N_("Used for sessions that have no price of their own, and marked as such."), "small", "ink3", wrap=True
        )
        head = row(SectionTitle(N_("New tariff")), self._reckoned, None, self.back, margins=(16, 8, 12, 8))
        foot = row((about, 1), self.save, gap=12, margins=(16, 10, 16, 12))
        foot.setAlignment(about, Qt.AlignmentFlag.AlignVCenter)
        keeps_room = self.back.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)  # or the head would grow with it
        self.back.setSizePolicy(keeps_room)
        self._scroll = PageScroll(column(*body, gap=BELOW, margins=(16, 8, 16, 8)))
        return column(head, Divider(), (self._scroll, 1), Divider(), foot, gap=0, margins=(1, 0, 1, 1))

    def _connect(self) -> None:
        self.more.clicked.connect(self._open_up)
        self.back.clicked.connect(self._bring_back)
        self.save.clicked.connect(self._save)
        self.list.changed.connect(self._order_stops)
        self.list.removing.connect(self._remember)
        self._submission.saved.connect(self._saved)
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._follow)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them."""
        prices = self.quick.fields if self.is_quick else self.list.fields
        return {
            "place": self.place,
            "elements": self.fee,
            **prices,
            "session_fee": self.fee,
            "valid_from": self.since,
            "valid_until": self.until,
            "currency": self.place,
            "zone": self.place,
        }

    # What stands in it ------------------------------------------------------------------------------------------

    @property
    def texts(self) -> dict[str, Any]:
        """All that stands in the form."""
        return {
            "currency": self.terms.currency,
            "zone": self.terms.zone,
            **{name: field.text for name, field in self._lines.items()},
            "quick": self.is_quick,
            "prices": self.quick.texts if self.is_quick else self.list.texts,
        }

    def write(self, texts: Mapping[str, Any]) -> None:
        """Let other texts stand in the form; those that are not told are empty."""
        self.terms.currency = texts.get("currency", self._own.currency)
        self.terms.zone = texts.get("zone", self._own.zone)
        self.is_quick, prices = texts.get("quick", True), texts.get("prices", ())
        for name, field in self._lines.items():
            put(field, texts.get(name, ""))
        self.quick.write(prices if self.is_quick else ())
        self.list.write(() if self.is_quick else prices)
        self._fit()

    def reckon_by(self, pack: Market) -> None:
        """Reckon as the market does, where nothing else was begun; the first time, what was left comes back."""
        untouched, first = self.terms == self._own, not self._own.currency
        self._own = Terms(pack.currency, pack.time_zone, pack.first_weekday)
        self.terms.first_weekday = pack.first_weekday
        if untouched:
            self.terms.currency, self.terms.zone = pack.currency, pack.time_zone
        self._fit()
        if first:
            self._drafts.begin("")

    def save_draft(self) -> None:
        """Keep what was typed, before the form is left; one that was never shown has nothing."""
        if self._own.currency:
            self._drafts.keep()

    def use(self, tariff: Tariff) -> None:
        """Fill the form from a tariff; what stood there can be brought back."""
        self._remember()
        self.write(texts_of(tariff))
        first = self.quick.price if self.is_quick else self.list.blocks[0].kwh if self.list.blocks else self.fee
        first.setFocus()
        first.line.selectAll()

    def _fit(self) -> None:
        """Show what the form has now."""
        for part in (self.quick.price, self._cheaper, self.more):
            part.setVisible(self.is_quick)
        self.list.setVisible(not self.is_quick)
        self.back.setVisible(bool(self._before))
        same = self.terms.zone == self._own.zone
        words = N_("Prices in %(currency)s") if same else N_("Prices in %(currency)s, times in %(zone)s")
        zone = {} if same else {"zone": self.terms.zone}
        self._reckoned.set_message(Message(words, currency=self.terms.currency, **zone) if self.terms.currency else "")

    @Slot(QWidget, QWidget)
    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        """Keep in sight what has the keyboard, once its note is laid out: a fault may stand far below."""
        if now is not None and self._scroll.isAncestorOf(now):
            QTimer.singleShot(0, self._bring_in_sight)

    @Slot()
    def _bring_in_sight(self) -> None:
        now = QApplication.focusWidget()
        if now is not None and self._scroll.isAncestorOf(now):
            field = next((field for field in self.fields.values() if field.isAncestorOf(now)), now)
            self._scroll.ensureWidgetVisible(field, 0, ROUND)

    @Slot()
    def _order_stops(self) -> None:
        """Let Tab go through the prices as they stand: Qt would go to what was made last at last."""
        if self.until.window() is not self.save.window() or not self.isVisible():
            return  # not laid out yet
        for one, other in pairwise([self.until.line, self.more, *self.list.stops(), self.save]):
            self.setTabOrder(one, other)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._order_stops()

    # What is done with it ---------------------------------------------------------------------------------------

    @Slot()
    def _open_up(self) -> None:
        """Show all conditions, with what was typed."""
        texts = self.texts
        self.write({**texts, "quick": False})
        self.list.blocks[0].kwh.setFocus()

    @Slot()
    def _remember(self) -> None:
        """Keep what was typed, where something was."""
        texts = self.texts
        if any(texts[name] for name in ("place", "fee", "until")) or any(texts["prices"]):
            self._before = texts
            self._fit()

    @Slot()
    def _bring_back(self) -> None:
        """Bring back what stood there; pressed again, what stands there now."""
        before, self._before = self._before, self.texts
        self.write(before)
        self.place.setFocus()

    @Slot()
    def _save(self) -> None:
        self._submission.submit(keep_tariff, self._read, N_("Tariff saved"))

    def _read(self) -> KeepTariff:
        looked(self.fee, self.since, self.until)
        since, until = cast("date | None", self.since.value), cast("date | None", self.until.value)
        return KeepTariff(
            {
                "place": self.place.text or HOME,
                "currency": self.terms.currency,
                "zone": self.terms.zone,
                "valid_from": since.isoformat() if since else "",
                "valid_until": until.isoformat() if until else None,
                "session_fee": self.fee.value or 0,
                "elements": self.quick.read() if self.is_quick else self.list.read(),
            }
        )

    @Slot()
    def _saved(self) -> None:
        """Begin another, from the same day on."""
        self._before = {}
        self.write({"since": self.since.text})
        self._drafts.end()
        self._drafts.begin("")
        self.saved.emit()
