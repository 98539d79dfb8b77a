"""The form of a purchase order: from whom, which parts for whom, promised for when. Ctrl+Enter orders them."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, cast, override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.folding import tight
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import Result
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import FormBody, form_card, over_bar
from lifecycle_desk.desktop.forms import DraftSaver, Faults, Submission, by_place
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    ChoiceField,
    Field,
    Label,
    LineField,
    PageTitle,
    SectionTitle,
    Stack,
    StickyBar,
    column,
    row,
)
from lifecycle_desk.desktop.look.parts.controls import offer_all
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.stages.service.purchasing.rules.purchases import LONGEST_WORDS
from lifecycle_desk.stages.service.purchasing.screens.part_fields import PartFields
from lifecycle_desk.stages.service.purchasing.usecases.ordering import order_parts
from lifecycle_desk.stages.service.purchasing.usecases.prices import PartOffer, part_offers
from lifecycle_desk.stages.service.purchasing.usecases.requests import OrderParts, PurchaseDone, SaveSupplier
from lifecycle_desk.stages.service.purchasing.usecases.showing import (
    PartToOrder,
    PurchaseForm,
    SupplierShown,
    expected_on,
    purchase_form,
    shelf_proposals,
)
from lifecycle_desk.vehicle.screens.fields import day_field, language_field

if TYPE_CHECKING:
    from datetime import date

TITLE, ORDER, ORDERED = N_("Order parts"), N_("Place order"), N_("Parts ordered: %(number)s")
SUPPLIER, NEW_SUPPLIER, EMAIL = C_("parts", "Supplier"), N_("New supplier"), C_("customer", "E-mail")
REFERENCE, PROMISED, PARTS = N_("Supplier’s order number"), N_("Promised day"), C_("purchase", "Parts")
PROPOSE, NOTHING_LACKS = N_("Add low-stock parts"), N_("Nothing is missing in stock.")
OF_SUPPLIER = "supplier-"  # of the place: from whom parts are ordered, beside the names of what is wanted
USUALLY = N_("Usually delivers by %(day)s")
A_NEW_ONE: tuple[object, UiText] = (0, NEW_SUPPLIER)


class PurchaseFormPage(PageWidget):
    """A new purchase order; its place names the wants that it begins with."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._key, self._form = app, "", None  # type: tuple[AppContext, str, PurchaseForm | None]
        self.supplier = ChoiceField(SUPPLIER, [A_NEW_ONE], value=0)
        self.name = LineField(NEW_SUPPLIER, longest=LONGEST_WORDS)
        self.email = LineField(EMAIL, longest=LONGEST_WORDS)
        self.language = language_field()
        self.reference = LineField(REFERENCE, mono=True, longest=LONGEST_WORDS)
        self.promised = day_field(PROMISED, ahead=True)
        self.draft, self._stack = Label("", "small", "ink3"), Stack(4)
        self.parts: list[PartFields] = []
        self._filling = False
        self.propose = Button(PROPOSE, "link", icon="package")
        self.save = Button(ORDER, "primary", keys="Ctrl+Return")
        self.bar = StickyBar(self.save)
        self._submission = Submission(app, Faults(lambda: self.fields), self)
        self._drafts = DraftSaver(app, "purchase", self._typed, self._write, self)
        self._lay_out()
        self.save.clicked.connect(self._save)
        self.propose.clicked.connect(self._propose)
        app.permits.need(order_parts, self.save)
        self.supplier.chosen.connect(self._supplier_chosen)
        self._submission.saved.connect(self._saved)
        self._drafts.saved.connect(self.draft.set_message)

    def _lay_out(self) -> None:
        head = form_card(
            row((self.supplier, 6), (self.reference, 5), (self.promised, 5), gap=16),
            row((self.name, 6), (self.email, 5), (self.language, 5), gap=16),
        )
        parts = form_card(row(SectionTitle(PARTS), None, self.propose), self._stack)
        form = FormBody(column(head, parts, None, gap=t.CARD_GAP, margins=(24, 0, 24, 16)), self.bar)
        title = row(PageTitle(TITLE), None, self.draft, margins=(24, 14, 24, 0))
        self.setLayout(over_bar(title, form, self.bar))

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them."""
        own: dict[str, Field] = {
            "supplier": self.supplier,
            "name": self.name,
            "email": self.email,
            "reference": self.reference,
            "promised": self.promised,
            "lines": self.parts[0].code if self.parts else self.reference,
        }
        return own | by_place("lines", (each.fields for each in self.parts))

    # The place --------------------------------------------------------------------------------------------------

    @override
    def show_key(self, key: str) -> None:
        if key == self._key and self._form:
            return
        self._drafts.end(drop=False)
        self._key = key
        user, names = self._app.user, key.split()
        self._app.run_query(lambda: purchase_form(user, names), partial(self._offered, key))

    @override
    def first_focus(self) -> QWidget | None:
        return self.supplier.choice

    @override
    def may_leave(self) -> bool:
        self._drafts.keep()
        return True

    def _offered(self, key: str, form: PurchaseForm) -> None:
        if key != self._key:
            return
        self._form = form
        self._clear()
        offered: list[tuple[object, UiText]] = [(each.of.number, PlainText(each.of.name)) for each in form.suppliers]
        self.supplier.choice.blockSignals(True)
        self.supplier.choice.clear()
        offer_all(self.supplier.choice, [*offered, A_NEW_ONE])
        named = {f"{OF_SUPPLIER}{number}": number for number, _ in offered}
        begins = next((named[each] for each in key.split() if each in named), offered[0][0] if offered else 0)
        self.supplier.set_value(begins)
        self.supplier.choice.blockSignals(False)
        self._fill(partial(_show_all, self._add, form.parts))
        self._supplier_chosen()
        self._drafts.begin(key)

    def _clear(self) -> None:
        self.parts = []
        self._stack.fill()
        for field in (self.name, self.email, self.reference, self.promised):
            field.set_text("")
            field.clear()

    def _add(self) -> PartFields:
        """One more part at the end."""
        made = PartFields(self._currency)
        made.edited.connect(self._spare_row)
        made.named.connect(self._offer_prices)
        self.parts.append(made)
        self._stack.put(made)
        return made

    @Slot()
    def _offer_prices(self) -> None:
        """Ask what the chosen supplier calls each part and charges for it."""
        found, codes = self._chosen(), [each.code.text for each in self.parts if not each.is_empty]
        if found and codes:
            user, number = self._app.user, found.of.number
            self._app.run_query(lambda: part_offers(user, number, codes), partial(self._offers_came, number))

    def _offers_came(self, supplier: int, found: dict[str, PartOffer]) -> None:
        """Fill in what is not written yet, unless another supplier was chosen since."""
        chosen = self._chosen()
        for each in self.parts if chosen and chosen.of.number == supplier else ():
            each.offer(found.get(tight(each.code.text)), self._currency())

    @Slot()
    def _propose(self) -> None:
        """Add what the shelf lacks."""
        user = self._app.user
        self._app.run_query(lambda: shelf_proposals(user), self._proposed)

    def _proposed(self, parts: tuple[PartToOrder, ...]) -> None:
        there = {tight(each.code.text) for each in self.parts if not each.is_empty}
        more = [each for each in parts if tight(each.code) not in there]
        if not more:
            self._app.hint(NOTHING_LACKS)
            return
        spare = self.parts.pop() if self.parts and self.parts[-1].is_empty else None
        if spare:
            self._stack.take_out(spare)
        self._fill(partial(_show_all, self._add, more))
        self._offer_prices()

    def _fill(self, fills: Callable[[], None]) -> None:
        """Let something fill in parts, and put an empty one behind them."""
        self._filling = True
        fills()
        self._filling = False
        self._spare_row()

    @Slot()
    def _spare_row(self) -> None:
        """Keep an empty part at the end, so that the next one needs no button."""
        if not self._filling and not (self.parts and self.parts[-1].is_empty):
            self._add()

    def _chosen(self) -> SupplierShown | None:
        known = self._form.suppliers if self._form else ()
        return next((each for each in known if each.of.number == self.supplier.value), None)

    def _currency(self) -> str:
        found = self._chosen()
        return found.currency if found else self._form.currency if self._form else ""

    @Slot()
    def _supplier_chosen(self) -> None:
        """Ask for the name of a new supplier, and say when a known one usually delivers."""
        found = self._chosen()
        for field in (self.name, self.email, self.language):
            field.setVisible(found is None)
        self._offer_prices()
        on = expected_on(found.days, self._form.today) if found and self._form else None
        self.promised.hint(Message(USUALLY, day=on) if on else "")

    # Drafts -----------------------------------------------------------------------------------------------------

    def _typed(self) -> dict[str, Any]:
        """What a draft stores."""
        texts = {name: getattr(self, name).text for name in ("name", "email", "reference", "promised")}
        return texts | {"supplier": self.supplier.value, "parts": [each.draft() for each in self.parts]}

    def _write(self, draft: dict[str, Any]) -> None:
        for name in ("name", "email", "reference", "promised"):
            getattr(self, name).set_text(draft.get(name, ""))
        self.supplier.set_value(draft.get("supplier", 0))
        self.parts = []
        self._stack.fill()
        self._fill(partial(_restore_all, self._add, draft.get("parts", ())))

    # What is done with it ---------------------------------------------------------------------------------------

    @Slot()
    def _save(self) -> None:
        self._submission.submit(order_parts, self._read)

    def _read(self) -> OrderParts:
        self.promised.validate()
        found, promised = self._chosen(), cast("date | None", self.promised.value)
        supplier = found.of.number if found else self._new_supplier()
        lines = [replace(each.read(), promised=promised) for each in self.parts if not each.is_empty]
        return OrderParts(supplier=supplier, lines=tuple(lines), reference=self.reference.text)

    def _new_supplier(self) -> SaveSupplier:
        language = self.language.value
        return SaveSupplier(name=self.name.text, email=self.email.text, language=str(language) if language else None)

    @Slot(object)
    def _saved(self, done: Result[PurchaseDone]) -> None:
        """Say so, and show the order."""
        number = done.value.number
        self._app.show_toast(Message(ORDERED, number=number), "", self._app.way_back(done))
        self._drafts.end()
        self._form = None
        self._app.go("purchase", number)


def _show_all(add: Callable[[], PartFields], parts: Iterable[PartToOrder]) -> None:
    for each in parts:
        add().show_part(each)


def _restore_all(add: Callable[[], PartFields], drafts: Iterable[dict[str, Any]]) -> None:
    for each in drafts:
        add().restore(each)
