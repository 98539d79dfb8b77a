"""The list of the parts store: what is there of each part and where, what it is worth, and what should be ordered."""

from collections.abc import Sequence

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import DAY, Measure
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filters import Kind
from lifecycle_desk.desktop.list_actions import ListAction
from lifecycle_desk.desktop.list_page import Listed, ListedPage, begins
from lifecycle_desk.desktop.look.parts import Button, EmptyPage
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.pages import PaletteCommand
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.catalogue.rules.entries import CATALOGUE_EDIT
from lifecycle_desk.stages.service.shelf.rules.parts import Hazard, quantity_of
from lifecycle_desk.stages.service.shelf.rules.proposing import AHEAD, WINDOW, in_wholes
from lifecycle_desk.stages.service.shelf.rules.rights import STOCK_MOVE
from lifecycle_desk.stages.service.shelf.screens.looks import HAZARDS, LISTS, NO_PLACE, quantity_said
from lifecycle_desk.stages.service.shelf.screens.steps import RECEIVE
from lifecycle_desk.stages.service.shelf.usecases.listing import Stock, StockList, StockRow, stock_counts
from lifecycle_desk.vehicle.screens.columns import A_TEXT
from lifecycle_desk.vehicle.screens.event_text import join

TITLE = C_("stock", "Parts")
NEW = PaletteCommand(RECEIVE, "plus", lambda app: app.go("part"), right=STOCK_MOVE)
COUNT = PaletteCommand(N_("Count parts"), "clipboard-check", lambda app: app.go("stock_count"), right=STOCK_MOVE)
HELD = PaletteCommand(N_("Held parts"), "recycle", lambda app: app.go("parts_held"))
CREDITS = PaletteCommand(N_("Supplier credits"), "receipt", lambda app: app.go("credits"))
# NOTE: how many to order of a part, as a sum of quantities: 2 minimum + 1 wanted − 1 on hand
BY_MINIMUM = N_("%(least)s minimum + %(wanted)s wanted − %(on_hand)s on hand")
# NOTE: the sum with what is on order already: 2 minimum + 1 wanted − 1 on hand − 2 on order
LESS_ORDERED = N_("%(sum)s − %(coming)s on order")
# NOTE: the same sum, where more is used in a month than the minimum: 3 used in 30 days (average of 90 days) + …
BY_USE = N_("%(least)s used in %(ahead)s (average of %(days)s) + %(wanted)s wanted − %(on_hand)s on hand")
COLUMNS = (
    Column(N_("Part number"), 132, role="mono", id="code"),
    Column(C_("order line", "Description"), id="text", least=A_TEXT),
    Column(C_("stock", "Storage place"), 120, ink="ink2", id="place", gives_way=2),
    Column(C_("stock", "On hand"), 88, "end", id="on_hand", value=lambda row: quantity_of(row.figure.thousandths)),
    Column(C_("stock", "Wanted"), 76, "end", id="wanted", value=lambda row: quantity_of(row.need.wanted)),
    Column(C_("stock", "Minimum"), 84, "end", ink="ink2", id="minimum", value=lambda row: row.minimum, gives_way=3),
    Column(
        C_("parts", "On order"), 84, "end", id="on_order", value=lambda row: quantity_of(row.need.coming), gives_way=5
    ),
    Column(C_("stock", "To order"), 84, "end", id="to_order", value=lambda row: quantity_of(row.to_order), gives_way=4),
    Column(
        C_("stock", "Average cost"),
        112,
        "end",
        ink="ink2",
        id="average",
        value=lambda row: _money(row, row.average),
        gives_way=1,
    ),
    Column(C_("stock", "Value"), 120, "end", id="value", value=lambda row: _money(row, row.figure.value), sums=True),
    Column(C_("stock", "Last movement"), 112, "end", id="moved", value=lambda row: row.moved_on, extra=True),
    Column(
        C_("stock", "Last counted"), 112, "end", "small", id="counted", value=lambda row: row.counted_on, extra=True
    ),
)


def _money(row: StockRow, minor: int) -> Money:
    return Money(minor, row.currency)


def _reckoned(row: StockRow) -> str:
    """How what to order comes about: by the minimum, or by the use where that asks for more."""
    need, unit = row.need, row.part.unit
    by, least = (BY_USE, need.ahead) if need.ahead > need.minimum else (BY_MINIMUM, need.minimum)
    say = translator().current
    found = say(
        by,
        least=quantity_said(in_wholes(least, unit), unit),
        wanted=quantity_said(need.wanted, unit),
        on_hand=quantity_said(need.on_hand, unit),
        ahead=Measure(AHEAD, DAY),
        days=Measure(WINDOW, DAY),
    )
    found = say(LESS_ORDERED, sum=found, coming=quantity_said(need.coming, unit)) if need.coming else found
    return join(say(row.why.label), found)


def nothing_yet(app: AppContext) -> EmptyPage:
    """The page that teaches how to begin."""
    count = Button(N_("Count a storage place"), "link", icon="clipboard-check")
    count.clicked.connect(lambda: app.go("stock_count"))
    catalogue = Button(N_("Catalogue"), "link", icon="list-check")
    catalogue.clicked.connect(lambda: app.go("catalogue"))
    app.permits.lead_to("stock_count", count)
    return EmptyPage(
        N_("No parts in stock yet"),
        N_("Receive parts, or count what is on the shelf: quantity, place and value follow from each movement."),
        begins(NEW, app, shown_keys="Ctrl+N"),
        (count, catalogue),
        stages=("service", "sale", "transfer"),
    )


def cells(row: StockRow) -> Sequence[str | Cell]:
    """A part in the columns of the list."""
    say, unit = translator().current, row.part.unit
    formats = say.formats
    danger = row.part.hazard is not Hazard.NONE
    text = row.text_in(say.code)
    places = join(*(each or say(NO_PLACE) for each in row.places))
    held = quantity_said(row.figure.thousandths, unit)
    return (
        row.part.code,
        Cell(text, *HAZARDS[row.part.hazard], hint=say(row.part.hazard.label)) if danger else text,
        places,
        Cell(held, tint="warn") if row.is_below else held,
        quantity_said(row.need.wanted, unit) if row.need.wanted else "",
        quantity_said(row.part.minimum, unit) if row.part.minimum else "",
        quantity_said(row.need.coming, unit) if row.need.coming else "",
        Cell(quantity_said(row.to_order, unit), tint="warn", hint=_reckoned(row)) if row.to_order else "",
        formats.in_list(_money(row, row.average)) if row.figure.thousandths else "",
        formats.in_list(_money(row, row.figure.value)),
        formats.cell_day(row.moved_on) if row.moved_on else "",
        formats.cell_day(row.counted_on) if row.counted_on else "",
    )


def _count(app: AppContext, rows: Sequence[StockRow]) -> None:
    app.go("stock_count", rows[0].places[0])


ACTIONS = (
    ListAction[StockRow](words=N_("Count this place"), icon="clipboard-check", run=_count, right=STOCK_MOVE),
    ListAction[StockRow](
        words=N_("Catalogue entry"),
        icon="list-check",
        run=lambda app, rows: app.go("catalogue_entry", f"part:{rows[0].part.code}"),
        right=CATALOGUE_EDIT,
    ),
)


class PartsPage(ListedPage):
    """The parts store by number; letters find numbers and names."""

    listed = Listed(
        title=TITLE,
        begin=NEW,
        empty=nothing_yet,
        every=C_("parts", "All"),
        kinds=[Kind(which, which.label, *LISTS[which]) for which in StockList],
        counts=stock_counts,
        rows=Stock,
        columns=COLUMNS,
        cells=cells,
        opens="part",
        key=lambda row: row.part.code,
        actions=ACTIONS,
        leads=(HELD, CREDITS, COUNT),
    )
