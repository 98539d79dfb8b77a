"""The list of second-hand cars: since when they are here, how good they are, and what each of them waits for."""

from collections.abc import Mapping, Sequence

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filters import Kind
from lifecycle_desk.desktop.list_page import Listed, ListedPage, begins
from lifecycle_desk.desktop.look.ageing import waited_cell
from lifecycle_desk.desktop.look.parts import Button, EmptyPage
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.transfer.condition.rules.grading import Grade
from lifecycle_desk.stages.transfer.trade_in.rules.trade import TradeList
from lifecycle_desk.stages.transfer.trade_in.screens.commands import TRADE_IN
from lifecycle_desk.stages.transfer.trade_in.screens.looks import GRADE_LOOKS, LIST_LOOKS
from lifecycle_desk.stages.transfer.trade_in.screens.notes import TradeNotes
from lifecycle_desk.stages.transfer.trade_in.usecases.listing import TradeCars, TradeSummary, trade_counts
from lifecycle_desk.vehicle.screens.columns import A_CAR
from lifecycle_desk.vehicle.screens.event_text import join, odometer_cell, odometer_value
from lifecycle_desk.vehicle.screens.list_actions import vehicle_actions

TITLE = C_("stage", "Second-hand")
COLUMNS = (
    Column(C_("vehicle", "Vehicle"), least=A_CAR),
    Column(C_("vehicle", "VIN"), 176, role="mono", ink="ink2", gives_way=1),
    Column(C_("second-hand", "Status"), 184),
    Column(C_("condition", "Grade"), 120, rank=lambda line: line.grade or None),
    Column(
        N_("Odometer"),
        104,
        "end",
        value=lambda line: odometer_value(line.odometer),
        rank=lambda line: line.odometer.whole_km if line.odometer else None,
        gives_way=3,
    ),
    Column(C_("stock", "Location"), 110, gives_way=2),
    Column(C_("stock", "Days in stock"), 108, "end", value=lambda line: line.days_in_stock, gives_way=4),
    Column(
        C_("second-hand", "Paid or offered"),
        140,
        "end",
        id="second-hand\x04Bought for",  # its earlier title, under which lists remember it
        value=lambda line: line.price,
    ),
)


def no_cars(app: AppContext) -> EmptyPage:
    """The page that teaches how to begin: a car that is taken in, or one of the books that is looked at first."""
    cars = Button(N_("Find a recorded vehicle"), "link", icon="car")
    cars.clicked.connect(lambda: app.go("vehicles"))
    return EmptyPage(
        N_("No used vehicles yet"),
        N_("Trade in a vehicle: its condition report, appraisal and price then appear here."),
        begins(TRADE_IN, app, shown_keys="Ctrl+N"),
        (cars,),
        stages=("transfer", "service", "sale"),
    )


def cells(line: TradeSummary) -> Sequence[str | Cell]:
    """A car in the columns of the list."""
    language = translator().current
    formats = language.formats
    return (
        join(line.plate, line.name),
        line.vin,
        Cell(language(line.which.label), *LIST_LOOKS.get(line.which, ("neutral", "minus"))),
        _grade_cell(line),
        odometer_cell(line.odometer),
        line.location,
        "" if (days := line.days_in_stock) is None else waited_cell(formats.number(days), days),
        _price_cell(line),
    )


def _grade_cell(line: TradeSummary) -> str | Cell:
    language = translator().current
    if line.grade:
        return grade_cell(Grade.of(line.grade))
    return Cell(language(N_("report started")), "warn", "circle-half-2") if line.sheet_begun else ""


def grade_cell(grade: Grade) -> Cell:
    """A grade in a list: letter and word, never the colour alone."""
    return Cell(join(grade.value, translator().current(grade.label)), *GRADE_LOOKS[grade])


def _price_cell(line: TradeSummary) -> str | Cell:
    """The agreed price; one that was only offered has the mark of what is not bought yet. In brackets it is a loss."""
    if line.price is None:
        return ""
    language = translator().current
    amount = language.formats.in_list(line.price)
    if line.agreed:
        return amount
    tone, icon = LIST_LOOKS[TradeList.OFFERED]
    return Cell(amount, tone, icon, hint=language(C_("trade", "Offered")))


def _counted(user: UserSession) -> tuple[Mapping[TradeList, int], int]:
    found = trade_counts(user)
    return found, found[TradeList.ALL]


class SecondHandPage(ListedPage):
    """Cars taken in, for sale again, or appraised and not bought, the longest here first."""

    listed = Listed(
        title=TITLE,
        begin=TRADE_IN,
        empty=no_cars,
        kinds=[Kind(which, which.label, *look) for which, look in LIST_LOOKS.items()],
        counts=_counted,
        rows=lambda user, which, text: TradeCars(user, which or TradeList.ALL, text),
        columns=COLUMNS,
        cells=cells,
        opens="second_hand",
        key=lambda line: line.vin,
        actions=vehicle_actions(lambda line: line.vin),
        notes=TradeNotes,
    )
