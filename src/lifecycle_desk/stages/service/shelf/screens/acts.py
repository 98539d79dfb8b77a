"""The acts of the parts store as entries of the panel: receive, issue, put back, return, move, correct, hold."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from shiboken6 import isValid

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.base.said import names_in
from lifecycle_desk.commands.command import Command
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import ChoiceField, LineField
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.orders.rules.orders import key_of
from lifecycle_desk.stages.service.shelf.rules.held import HeldKind, HeldPart, HeldState
from lifecycle_desk.stages.service.shelf.rules.parts import PartMayBeMistyped, StockUnit, quantity_of
from lifecycle_desk.stages.service.shelf.screens import steps
from lifecycle_desk.stages.service.shelf.screens.serials import SerialsField
from lifecycle_desk.stages.service.shelf.screens.similar import SimilarNumbers
from lifecycle_desk.stages.service.shelf.usecases import requests as asking
from lifecycle_desk.stages.service.shelf.usecases.counting import correct_part
from lifecycle_desk.stages.service.shelf.usecases.holding import hold_part, release_held
from lifecycle_desk.stages.service.shelf.usecases.issuing import issue_part, return_part
from lifecycle_desk.stages.service.shelf.usecases.moving import move_part, send_back_part
from lifecycle_desk.stages.service.shelf.usecases.parts import kept, save_stock_part
from lifecycle_desk.stages.service.shelf.usecases.receiving import receive_part
from lifecycle_desk.stages.service.shelf.usecases.showing import LineShown, PartCard, lines_of, unknown_number
from lifecycle_desk.vehicle.rules.steps import Step
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.event_text import join
from lifecycle_desk.vehicle.screens.step_form import Around, StepForm

NO_LINE = N_("No line")
LINE = C_("stock", "Order line")


class OrderLineField(ChoiceField):
    """The part lines of the order that stands in another field, chosen by their words."""

    def __init__(self, app: AppContext, line: int | None = None) -> None:
        super().__init__(LINE, [(None, NO_LINE)])
        self._app, self._wanted = app, line

    def follow(self, order: LineField) -> None:
        """Offer the lines of the order in a field, now and whenever it is left."""
        order.line.editingFinished.connect(partial(self._ask, order))
        self._ask(order)

    def _ask(self, order: LineField) -> None:
        number = order.text.strip().upper()
        if key_of(number):
            user = self._app.user
            self._app.run_query(lambda: lines_of(user, number), self._came, lambda _: self._came(()))
        else:
            self._came(())

    @Slot(object)
    def _came(self, lines: tuple[LineShown, ...]) -> None:
        chosen = self._wanted or self.value
        self.choice.clear()
        self.choice.offer(None, NO_LINE)
        for each in lines:
            self.choice.offer(each.line, PlainText(join(each.code, each.text, str(quantity_of(each.thousandths)))))
        self.set_value(chosen if chosen in {each.line for each in lines} else None)
        self._wanted = None


def receiving(app: AppContext, card: PartCard | None, currency: str, code: str = "") -> Entry:
    """Parts that come: of the part that is shown, or of any."""
    code = card.row.part.code if card else code
    text, place = (card.row.text_in(translator().current.code), card.row.part.place) if card else ("", "")
    unit = card.row.part.unit if card else StockUnit.PIECE
    begins = asking.Receipt(code=code, quantity=asking.ONE_PIECE, place=place, text=text, unit=unit, on=_today())
    step, around = steps.RECEIVED_MORE if card else steps.RECEIVED, Around(app, currency=currency)
    form = StepForm(step, around, begins, parts={"serials": SerialsField()})
    _take_codes(form["code"], form["place"])
    entry = form.entry(receive_part)
    if card:
        return entry
    similar = SimilarNumbers(form["code"], form["quantity"].line)
    form["code"].line.editingFinished.connect(partial(_ask_whether_new, app, form["code"], similar))
    first, *others = entry.lines
    return replace(entry, lines=(first, ((similar, 1),), *others))


def _ask_whether_new(app: AppContext, code: LineField, similar: SimilarNumbers) -> None:
    """Say beside a number that nobody knows, before anything is saved, and offer those that are like it."""
    user, typed = app.user, code.text

    def came(found: Objection | None) -> None:
        if not isValid(code) or typed != code.text:
            return
        similar.offer(names_in(found.near) if isinstance(found, PartMayBeMistyped) else ())
        if found and not code.is_faulty:
            code.object_to(found, warning=True)

    app.run_query(lambda: unknown_number(user, typed), came)


def issuing(app: AppContext, card: PartCard, order: str = "", line: int | None = None) -> Entry:
    """Parts that go to a line of an order."""
    wanted = next((each for each in card.lines if each.line == line), None)
    quantity = quantity_of(wanted.open) if wanted else asking.ONE_PIECE
    begins = asking.IssuePart(code=card.row.part.code, quantity=quantity, order=order, line=line, on=_today())
    return _on_a_line(app, steps.ISSUED, begins, issue_part, line)


def putting_back(app: AppContext, card: PartCard, order: str = "", line: int | None = None) -> Entry:
    """Parts that come back from the line of an order."""
    begins = asking.ReturnPart(code=card.row.part.code, quantity=asking.ONE_PIECE, order=order, line=line, on=_today())
    return _on_a_line(app, steps.PUT_BACK_STEP, begins, return_part, line)


def _on_a_line(app: AppContext, step: Step[Any], begins: Any, command: Command[Any, Any], line: int | None) -> Entry:
    chosen = OrderLineField(app, line)
    form = StepForm(step, Around(app), begins, parts={"line": chosen})
    chosen.follow(form["order"])
    _take_codes(form["order"], form["serial"])
    return form.entry(command)


def returning(app: AppContext, card: PartCard) -> Entry:
    """Parts that go back to their supplier."""
    begins = asking.SendBackPart(
        code=card.row.part.code, quantity=asking.ONE_PIECE, supplier=last_supplier(card), on=_today()
    )
    return _of_part(app, steps.SENT_BACK, begins, send_back_part, card.row.currency)


def moving(app: AppContext, card: PartCard) -> Entry:
    """Parts that are put elsewhere."""
    begins = asking.MovePart(
        code=card.row.part.code, quantity=asking.ONE_PIECE, to_place="", place=card.row.places[0], on=_today()
    )
    return _of_part(app, steps.MOVED, begins, move_part)


def correcting(app: AppContext, card: PartCard) -> Entry:
    """The part as it really is, with a reason."""
    begins = asking.CorrectPart(code=card.row.part.code, place=card.row.places[0], on=_today())
    return _of_part(app, steps.CORRECTED, begins, correct_part, card.row.currency)


def setting(app: AppContext, card: PartCard) -> Entry:
    """How the part is kept."""
    return _of_part(app, steps.SETTINGS_SAVED, kept(card.row.part), save_stock_part)


def holding(app: AppContext, card: PartCard) -> Entry:
    """An old part of the same number that is held."""
    begins = asking.HoldPart(
        kind=HeldKind.CORE, code=card.row.part.code, text=card.row.text_in(translator().current.code), on=_today()
    )
    return _of_part(app, steps.HELD, begins, hold_part)


def releasing(app: AppContext, held: HeldPart) -> Entry:
    """An old part that was sent or scrapped."""
    begins = asking.ReleaseHeld(number=held.number, state=HeldState.SENT, reference=held.reference, on=_today())
    return StepForm(steps.RELEASED, Around(app), begins).entry(release_held)


def _of_part(app: AppContext, step: Step[Any], begins: Any, command: Command[Any, Any], currency: str = "") -> Entry:
    return StepForm(step, Around(app, currency=currency), begins).entry(command)


def last_supplier(card: PartCard) -> str:
    """From whom the part came last."""
    return next((each.supplier for each in card.ledger if each.supplier), "")


def _take_codes(*fields: LineField) -> None:
    for each in fields:
        each.line.setProperty("takes_codes", True)


def _today() -> Any:
    return translator().current.formats.today()
