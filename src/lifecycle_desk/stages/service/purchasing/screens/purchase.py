"""One purchase order: its parts, who waits for them, and what is done next: on the way, promised anew, arrived."""

from collections.abc import Callable
from functools import partial
from typing import Any, override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.commands.command import Command, Result
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.clashes import Path
from lifecycle_desk.desktop.followed_form import FollowedForm, FormTexts
from lifecycle_desk.desktop.form_body import FormBody, form_card, over_bar
from lifecycle_desk.desktop.forms import Faults, by_place
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    CheckField,
    Fact,
    Field,
    Label,
    LineField,
    PageTitle,
    SectionTitle,
    Stack,
    StickyBar,
    column,
    facts_strip,
    row,
)
from lifecycle_desk.desktop.pages import PageWidget, PaletteCommand
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.purchasing.rules.purchases import LONGEST_WORDS, PurchaseChangedMeanwhile
from lifecycle_desk.stages.service.purchasing.screens.line_arriving import LineArriving
from lifecycle_desk.stages.service.purchasing.usecases.ordering import cancel_parts, promise_parts, ship_parts
from lifecycle_desk.stages.service.purchasing.usecases.receiving import receive_parts
from lifecycle_desk.stages.service.purchasing.usecases.requests import (
    CancelParts,
    DeliveryDone,
    PromiseParts,
    PurchaseDone,
    ReceiveParts,
    ShipParts,
)
from lifecycle_desk.stages.service.purchasing.usecases.showing import PurchasePage, purchase_page
from lifecycle_desk.vehicle.screens.fields import day_field

TITLE, RECEIVE, RECEIVED = N_("Purchase order"), N_("Receive parts"), N_("Parts received")
SHIPPED, PROMISED, CANCELLED = N_("Marked as on the way"), N_("Promised day saved"), N_("Outstanding parts cancelled")
ON_THE_WAY, SAVE_DAY, CANCEL = N_("Mark as on the way"), N_("Save promised day"), N_("Cancel outstanding parts")
NOTE = N_("Delivery note number")
MORE = N_("More arrived than ordered")
ORDERS_GO_ON = N_("All parts are there for %(orders)s")


class PurchaseOrderPage(PageWidget):
    """A purchase order; Ctrl+Enter receives what stands in its lines."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._key, self._page = app, "", None  # type: tuple[AppContext, str, PurchasePage | None]
        self.lines, self._fresh = list[LineArriving](), True
        self.number = Label("", "title", "ink2", ltr=True, fixed=True)
        self.facts = {
            name: Fact(label, "")
            for name, label in (
                ("supplier", C_("parts", "Supplier")),
                ("on", N_("Ordered on")),
                ("reference", N_("Supplier’s order number")),
                ("amount", C_("order", "Amount")),
            )
        }
        self._stack = Stack(10)
        self.note = LineField(NOTE, mono=True, longest=LONGEST_WORDS)
        self.more = CheckField(MORE)
        self.promised = day_field(N_("Promised day"), ahead=True)
        self.tracking = LineField(N_("Tracking number"), mono=True, longest=LONGEST_WORDS)
        self.receive = Button(RECEIVE, "primary", keys="Ctrl+Return")
        self.ship = Button(ON_THE_WAY, icon="truck-delivery")
        self.promise = Button(SAVE_DAY, icon="calendar-event")
        self.cancel = Button(CANCEL, "link", icon="x")
        self.print = Button(N_("Print…"), icon="printer", keys="Ctrl+P")
        self.bar = StickyBar(self.receive, self.ship, self.promise)
        self._faults, self._running = Faults(lambda: self.fields), False
        texts = FormTexts(self._typed, self._write, self._text_fields, of_line=self._of_line)
        self.meanwhile = FollowedForm(texts)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        parts = form_card(SectionTitle(C_("purchase", "Parts")), self._stack)
        came = form_card(
            row((self.note, 2), (self.more, 2), (self.tracking, 2), (self.promised, 2), gap=16),
            row(None, self.cancel),
        )
        strip = facts_strip(list(self.facts.values()))
        form = FormBody(
            column(self.meanwhile, strip, parts, came, None, gap=t.CARD_GAP, margins=(24, 0, 24, 16)), self.bar
        )
        title = row(PageTitle(TITLE), 2, self.number, None, self.print, margins=(24, 14, 24, 0))
        self.setLayout(over_bar(title, form, self.bar))

    def _connect(self) -> None:
        self.print.clicked.connect(lambda: self._app.go("reports", f"purchase-order:{self._key}"))
        for button, does in (
            (self.receive, self._receive),
            (self.ship, self._ship),
            (self.promise, self._promise),
            (self.cancel, self._cancel),
        ):
            button.clicked.connect(does)
        for command, button in (
            (receive_parts, self.receive),
            (ship_parts, self.ship),
            (promise_parts, self.promise),
            (cancel_parts, self.cancel),
        ):
            self._app.permits.need(command, button)
        self.meanwhile.action.clicked.connect(self._begin_anew)
        self._app.changed.connect(self._heard)
        translator().changed.connect(self._shown_anew)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them."""
        return self._own_fields | by_place("parts", (each.fields for each in self._asked()))

    @property
    def _own_fields(self) -> dict[str, Field]:
        """The fields beside those of the lines."""
        return {"note": self.note, "more": self.more, "promised": self.promised, "tracking": self.tracking}

    def _asked(self) -> list[LineArriving]:
        """The lines of which something is said to have come."""
        return [each for each in self.lines if each.line.outstanding and each.came.text]

    # The place --------------------------------------------------------------------------------------------------

    @override
    def show_key(self, key: str) -> None:
        self._key, self._fresh, self._page = key, True, None
        self._ask()

    @override
    def title(self) -> UiText:
        return PlainText(self._key) if self._key else TITLE

    @override
    def first_focus(self) -> QWidget | None:
        return next((each.came.line for each in self.lines if each.line.outstanding), self.note.line)

    def _ask(self) -> None:
        user, key = self._app.user, self._key
        if key:
            self._app.run_query(lambda: purchase_page(user, key), partial(self._came, key))

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if self.isVisible() and "purchase_order" in tables and not self._running:
            self._ask()

    @Slot()
    def _begin_anew(self) -> None:
        """Show what is saved, and let go what was typed."""
        self._page = None
        self._ask()

    @Slot()
    def _shown_anew(self) -> None:
        if self._page:
            typed = self._typed()
            self._show(self._page)
            self._write(typed)

    def _came(self, key: str, page: PurchasePage) -> None:
        """Show the order; what is being typed stays, beside what somebody else has saved meanwhile."""
        if key != self._key:
            return
        before, self._page = self._page, page
        if before is None:
            self._show(page)
            self.meanwhile.begin()
        elif before.of.revision != page.of.revision or not self.meanwhile.is_touched:
            self.meanwhile.follow(partial(self._show, page), page.of.changed_by, page.of.changed_at)
        if self._fresh and (first := self.first_focus()):
            first.setFocus()
        self._fresh = False

    def _show(self, page: PurchasePage) -> None:
        of = page.of
        say = translator().current
        self.number.show_text(of.number)
        self.facts["supplier"].show_fact(PlainText(page.supplier.name))
        self.facts["on"].show_fact(PlainText(say.formats.day(of.ordered_on, "medium")))
        self.facts["reference"].show_fact(PlainText(of.reference or "–"))
        self.facts["amount"].show_fact(PlainText(say.formats.money(Money(of.amount, of.currency))))
        self.lines = [LineArriving(page, each) for each in of.lines]
        self._stack.fill(self.lines)
        for part in (self.receive, self.ship, self.promise, self.cancel, self.note, self.more):
            part.setVisible(of.is_open)
        self.promised.setVisible(of.is_open)
        self.tracking.setVisible(of.is_open)
        for field in self._own_fields.values():
            field.restore(None)

    # What is typed ----------------------------------------------------------------------------------------------

    def _typed(self) -> dict[str, Any]:
        own = {name: field.draft_value() for name, field in self._own_fields.items()}
        return own | {"lines": {str(each.line.id): each.typed() for each in self.lines}}

    def _write(self, texts: dict[str, Any]) -> None:
        for name, field in self._own_fields.items():
            field.restore(texts[name])
        for each in self.lines:
            each.write(texts["lines"].get(str(each.line.id), {}))

    def _text_fields(self) -> dict[str, Field]:
        lines = {f"lines.{each.line.id}.{name}": field for each in self.lines for name, field in each.fields.items()}
        return self._own_fields | lines

    def _of_line(self, path: Path) -> str:
        """The part of a line, by the place of a text in it."""
        at = str(path[1]) if path[0] == "lines" else ""
        return next((each.line.code for each in self.lines if str(each.line.id) == at), "")

    # What is done with it ---------------------------------------------------------------------------------------

    @Slot()
    def _receive(self) -> None:
        """Receive what the lines say; more than was ordered is received once somebody says that it came."""
        self._faults.clear()
        try:
            asked = self._read()
        except Objection as objection:
            self._refused(objection)
            return
        if not self._faults.first():
            self._do(receive_parts, asked, self._received)

    def _read(self) -> ReceiveParts:
        parts = [found for each in self._asked() if (found := each.read())]
        return ReceiveParts(parts=tuple(parts), note=self.note.text, more=self.more.checked)

    @Slot()
    def _ship(self) -> None:
        self.promised.validate()
        asked = ShipParts(number=self._key, tracking=self.tracking.text, promised=self.promised.value)  # type: ignore[arg-type]  # a day
        self._do(ship_parts, asked, partial(self._done, SHIPPED))

    @Slot()
    def _promise(self) -> None:
        self.promised.validate()
        revision = self._page.of.revision if self._page else None
        asked = PromiseParts(number=self._key, promised=self.promised.value, revision=revision)  # type: ignore[arg-type]  # a day
        self._do(promise_parts, asked, partial(self._done, PROMISED))

    @Slot()
    def _cancel(self) -> None:
        self._do(cancel_parts, CancelParts(self._key), partial(self._done, CANCELLED))

    def _do[Asked, Made](
        self, command: Command[Asked, Made], asked: Asked, done: Callable[[Result[Made]], object]
    ) -> None:
        """Run a command; what the order is after it is not somebody else's change."""

        def ended(result: Result[Made]) -> None:
            self._running = False
            done(result)
            self._begin_anew()

        self._running = True
        self._app.do(command, asked, ended, self._failed)

    def _done(self, said: str, done: Result[PurchaseDone]) -> None:
        self._app.show_toast(said, "", self._app.way_back(done))

    def _failed(self, fact: Exception) -> None:
        self._running = False
        if isinstance(fact, PurchaseChangedMeanwhile):
            self._ask()
        if isinstance(fact, Objection):
            self._refused(fact)
        else:
            self._app.failed.emit(fact)

    def _refused(self, objection: Objection) -> None:
        if not self._faults.show(objection):
            self._app.failed.emit(objection)

    def _received(self, done: Result[DeliveryDone]) -> None:
        """Say what came, and for which repair orders all parts are there now."""
        whole = tuple(each.number for each in done.value.orders if each.whole)
        odd = done.warnings[0] if done.warnings else None
        detail = Message(ORDERS_GO_ON, orders=whole) if whole else Message(odd.message, **odd.told) if odd else ""
        to_fit = PaletteCommand(C_("parts", "To fit"), "package", lambda app: app.go("parts_on_order"))
        self._app.show_toast(RECEIVED, detail, None, (to_fit,) if whole else ())
