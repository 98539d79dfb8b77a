"""Parts that somebody waits for: to order, on order by age and supplier, late, and there to be fitted."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import Slot

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filters import Kind
from lifecycle_desk.desktop.list_actions import ListAction
from lifecycle_desk.desktop.list_page import Listed, ListedPage, begins
from lifecycle_desk.desktop.look.parts import Button, EmptyPage
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.pages import PaletteCommand
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.diary.rules.rights import DIARY_EDIT
from lifecycle_desk.stages.service.purchasing.rules.purchases import PurchaseState
from lifecycle_desk.stages.service.purchasing.rules.rights import PARTS_ORDER, PARTS_WANT
from lifecycle_desk.stages.service.purchasing.screens import acting, chasing
from lifecycle_desk.stages.service.purchasing.screens.looks import LISTS, state_of, whom_for, whom_for_cell
from lifecycle_desk.stages.service.purchasing.usecases.listing import PartRow, PartRows, PartsList, part_counts
from lifecycle_desk.vehicle.screens.columns import A_TEXT
from lifecycle_desk.vehicle.screens.event_text import join

TITLE, ORDER_PARTS = N_("Parts on order"), N_("Order parts")
NEW = PaletteCommand(ORDER_PARTS, "plus", lambda app: app.go("purchase_form"), right=PARTS_ORDER)
SUPPLIERS = PaletteCommand(N_("Parts suppliers"), "building-store", lambda app: app.go("suppliers"))
RANKS = [None, *PurchaseState]
COLUMNS = (
    Column(N_("Part number"), 114, role="mono", id="code", value=lambda one: one.code),
    Column(
        C_("order line", "Description"),
        id="text",
        value=lambda one: one.text_in(translator().current.code),
        least=A_TEXT,
    ),
    Column(C_("order line", "Quantity"), 74, "end", id="quantity", value=lambda one: one.quantity),
    Column(C_("appointment", "Status"), 136, id="state", rank=lambda one: (RANKS.index(one.state), -one.days_late)),
    Column(N_("Promised day"), 98, "end", "small", id="promised", value=lambda one: one.promised),
    Column(C_("parts", "Since"), 98, "end", "small", id="since", value=lambda one: one.since, gives_way=1),
    Column(C_("parts", "Supplier"), 116, ink="ink2", id="supplier", value=lambda one: one.supplier, gives_way=3),
    Column(C_("vehicle", "Vehicle"), 112, id="vehicle", gives_way=4),
    Column(C_("parts", "For"), 126, id="customer", value=whom_for),
    Column(N_("Repair order"), 126, role="medium", id="order", value=lambda one: one.order, gives_way=2),
    Column(N_("Purchase order"), 118, id="purchase", value=lambda one: one.purchase, extra=True),
    Column(C_("customer", "Phone"), 140, id="phone", value=lambda one: one.phone, extra=True),
    Column(N_("Tracking number"), 140, id="tracking", value=lambda one: one.tracking, extra=True),
)


def nothing_yet(app: AppContext) -> EmptyPage:
    """The page that teaches how to begin."""
    ask = Button(N_("Request a part"), "link", icon="package")
    ask.clicked.connect(lambda: app.go("part_want"))
    app.permits.need(PARTS_WANT, ask)
    workshop = Button(N_("Open workshop"), "link", icon="tool")
    workshop.clicked.connect(lambda: app.go("service"))
    return EmptyPage(
        N_("No parts on order"),
        N_("Mark a part on a repair order as not in stock, and it is listed here until it is fitted."),
        begins(NEW, app, shown_keys="Ctrl+N"),
        (workshop, ask),
        stages=("service", "sale", "transfer"),
    )


def cells(one: PartRow) -> Sequence[str | Cell]:
    """A part in the columns of the list."""
    say = translator().current
    said, look = state_of(one)
    return (
        one.code,
        one.text_in(say.code),
        say.formats.number(one.quantity),
        Cell(say(said.message, **said.facts), *look),
        say.formats.cell_day(one.promised) if one.promised else "",
        say.formats.cell_day(one.since),
        one.supplier,
        join(one.plate, one.car),
        whom_for_cell(one),
        one.order,
        one.purchase,
        one.phone,
        one.tracking,
    )


ACTIONS = (
    ListAction[PartRow](
        words=ORDER_PARTS,
        icon="truck-delivery",
        run=acting.order_chosen,
        keys="Ctrl+Shift+O",
        many=True,
        right=PARTS_ORDER,
    ),
    ListAction[PartRow](
        words=N_("Book next free slot"), icon="calendar-event", run=acting.book_slot, keys="Ctrl+B", right=DIARY_EDIT
    ),
    ListAction[PartRow](words=N_("Open order"), icon="tool", run=acting.open_order),
    *chasing.OF_PARTS,
    acting.MESSAGES,
)


class PartsPage(ListedPage):
    """All parts that somebody waits for; a row opens its purchase order, or the repair order that wants it."""

    listed = Listed(
        title=TITLE,
        begin=NEW,
        empty=nothing_yet,
        every=C_("parts", "All"),
        kinds=[Kind(which, which.label, *LISTS[which]) for which in PartsList],
        counts=part_counts,
        rows=PartRows,
        columns=COLUMNS,
        cells=cells,
        opens="purchase",
        key=lambda one: one.purchase,
        actions=ACTIONS,
        leads=(SUPPLIERS,),
    )

    @override
    @Slot(int)
    def _open(self, key: int) -> None:
        found = self.body.table.long.listing.rows([key]).get(key)
        if found is None:
            return
        if found.purchase:
            self._app.go("purchase", found.purchase)
        elif found.order:
            self._app.go("order", found.order)
        else:
            self._app.go("purchase_form", acting.name_in_form(found))
