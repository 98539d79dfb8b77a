"""The second sheet of the specimen: lists, tables, the board, and what stands round a form."""

from PySide6.QtWidgets import QWidget
from specimen_words import sample as s

from lifecycle_desk.base.milestones import Milestone
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import (
    Backdrop,
    Button,
    Card,
    Due,
    DueStrip,
    EmptyPage,
    SectionTitle,
    SignaturePad,
    Stat,
    Steps,
    StickyBar,
    column,
    row,
    stats_strip,
)
from lifecycle_desk.desktop.look.rows import (
    BoardCard,
    Cell,
    ChipShown,
    Column,
    DueDelegate,
    DueRow,
    EventRow,
    Heading,
    Lane,
    LineTable,
    PaletteDelegate,
    PaletteHeading,
    PaletteRow,
    RowList,
    Timeline,
    TwoLineDelegate,
    TwoLineRow,
    YearRow,
)


def build_rows() -> QWidget:
    """The sheet."""
    start = column(_timeline(), _due(), gap=12)
    end = column(_table(), _board(), row(_found(), _people(), gap=12), gap=12)
    upper = row(gap=12)
    upper.addLayout(start, 1)
    upper.addLayout(end, 1)
    body = column(
        _stats(), _next(), upper, row((_empty(), 2), (_signature(), 1), gap=12), gap=12, margins=(24, 14, 24, 14)
    )
    page = Backdrop()
    page.setLayout(column(gap=0))
    layout = page.layout()
    if layout is not None:
        holder = QWidget()
        holder.setLayout(body)
        layout.addWidget(holder)
        layout.addWidget(_bar())
    return page


def _stats() -> QWidget:
    late = Stat(PlainText(s("Late")), tone="danger", icon="clock-exclamation")
    late.count("7", PlainText(s("6 days late")), (5, 6, 9, 8, 12, 11, 9, 10, 8, 9, 9, 7))
    late.setChecked(True)
    booked = Stat(PlainText(s("Booked")), tone="accent", icon="calendar-due")
    booked.count("34", PlainText(s("in 23 days")), (22, 25, 21, 26, 28, 24, 30, 27, 29, 31, 29, 34))
    waiting = Stat(PlainText(s("Waiting")), tone="warn", icon="hourglass")
    waiting.count("5", PlainText(s("in 23 days")), (3, 4, 4, 6, 5, 7, 8, 6, 5, 6, 4, 5))
    return stats_strip([late, booked, waiting])


def _next() -> QWidget:
    return DueStrip(
        [
            Due(PlainText(s("Brake fluid")), PlainText(s("6 days late")), PlainText(s("every 2 years")), 1.0, "danger"),
            Due(
                PlainText(s("Service 40,000 km")),
                PlainText(s("in 23 days")),
                PlainText(s("or in 1,788 km, whichever is first")),
                0.93,
                "warn",
            ),
            Due(PlainText(s("Battery check")), PlainText(s("in 88 days")), PlainText(s("to 14 Mar 2028")), 0.55),
        ]
    )


def _timeline() -> QWidget:
    life = Timeline(PlainText("Vehicle history"))
    life.show_rows(
        [
            YearRow("2026", "17", "+12,990 km", "฿ 14,270"),
            EventRow(
                "19 Nov",
                s("Repair order RO-2026-1184"),
                s("Air conditioning weak"),
                stage="service",
                icon="tool",
                chip=ChipShown(s("In progress"), "service"),
                papers="3",
                odometer="48,212 km",
                paid="฿ 3,210",
            ),
            EventRow(
                "31 Oct",
                s("9 charging sessions in October"),
                "268 kWh",
                stage="charging",
                icon="bolt",
                odometer="47,020 km",
                paid="฿ 1,810",
            ),
            EventRow(
                "18 Mar",
                s("Reading from insurance form"),
                "Nok K.",
                papers="1",
                odometer="34,950 km",
                odd=s("Lower than 38,902 km on 2 Feb 2026. Left out of forecasts."),
                explain=s("Explain or correct"),
            ),
            EventRow(
                "2 Feb",
                s("Service 40,000 km"),
                stage="service",
                icon="shield-check*",
                odometer="38,902 km",
                covered=s("warranty"),
            ),
        ]
    )
    life.list.setCurrentIndex(life.list.rows.index(2, 0))
    card = Card(column(life, gap=0, margins=(1, 0, 1, 1)))
    card.setMinimumHeight(300)
    return card


def _due() -> QWidget:
    rows: list[DueRow | Heading] = [
        Heading(s("Late"), "7", s("Show all")),
        DueRow(
            "3กข 4821",
            "MG4 64 kWh",
            s("Brake fluid"),
            s("every 2 years"),
            "Siriporn Chaiyasit",
            "089 555 0177",
            s("6 days late"),
            "danger",
            "service",
            "tool",
            s("Add to order"),
            "plus",
        ),
        DueRow(
            "9กค 0018",
            "Deepal S07",
            s("Battery check"),
            s("good"),
            "Maliwan Thongdee",
            "090 555 0151",
            s("in 23 days"),
            "warn",
            "charging",
            "battery-3",
            s("Add event"),
            "plus",
        ),
    ]
    due = RowList(PlainText("Due"), DueDelegate(), rows)
    due.setCurrentIndex(due.rows.index(1, 0))
    card = Card(column(due, gap=0, margins=(1, 4, 1, 1)))
    card.setMinimumHeight(180)
    return card


def _table() -> QWidget:
    columns = (
        Column(PlainText(s("Code")), 104, role="mono", ink="ink2"),
        Column(PlainText(s("Description"))),
        Column(PlainText(s("Pays")), 104),
        Column(PlainText(s("Cover")), 204),
        Column(PlainText(s("Amount")), 96, "end", "medium"),
    )
    table = LineTable(PlainText("Lines"), columns)
    paid = Cell(s("Warranty"), "ok", "shield-check*", is_chip=True)
    self_paid = Cell(s("Customer"), "accent", "user", is_chip=True)
    covered = Cell(s("Vehicle, to 14 Mar 2028"), "ok", "circle-check")
    over = Cell(s("Consumable, over in 2025"), "warn", "alert-triangle")
    table.show_lines(
        [
            ("HV-2210", s("Diagnose A/C, read faults"), paid, covered, "690.00"),
            ("R1234YF-0.5", s("Refrigerant R-1234yf"), self_paid, over, "2,496.00"),
            (Cell("HV-2214", tint="warn"), s("Diagnose A/C, read faults"), paid, covered, "1,380.00"),
        ]
    )
    table.selectRow(1)
    head = row(SectionTitle(PlainText(s("Air conditioning weak"))), None, margins=(16, 10, 16, 6))
    return Card(column(head, table, 4, gap=0, margins=(1, 0, 1, 1)))


def _board() -> QWidget:
    here = ChipShown(s("Parts in"), "neutral", "package")
    lanes = [
        (
            s("Booked"),
            "calendar-event",
            [BoardCard("1กร 0733", "MG4 · Thana Phrom", s("Service 40,000 km"), "14:00", chips=(here,))],
        ),
        (
            s("In progress"),
            "tool",
            [
                BoardCard(
                    "3กข 4821",
                    "MG4 · Siriporn C.",
                    s("Air conditioning weak"),
                    "13:00",
                    "danger",
                    "SP",
                    (here, ChipShown("", "warn", "speakerphone")),
                )
            ],
        ),
        (
            s("Ready"),
            "circle-check",
            [BoardCard("6ขบ 8802", "MG ZS · Daniel Weber", s("Battery check"), "12:00", who="JT")],
        ),
    ]
    made = row(gap=10)
    for name, icon, cards in lanes:
        lane = Lane(PlainText(name), icon)
        lane.show_cards(cards, str(len(cards)), "6.5 h")
        made.addWidget(lane, 1)
        if icon == "tool":
            lane.list.setCurrentIndex(lane.list.rows.index(0, 0))
    holder = QWidget()
    holder.setLayout(made)
    holder.setMinimumHeight(200)
    return holder


def _found() -> QWidget:
    rows: list[PaletteRow | PaletteHeading] = [
        PaletteHeading(s("Owner")),
        PaletteRow("LSJWH4095PN000001", "3กข 4821 · MG4", match=(13, 17), is_code=True),
        PaletteRow(s("Add event"), s("Charging"), "plus", "accent", keys="Ctrl+N"),
        PaletteRow(s("Battery health"), "", "battery-3", "charging", keys="B"),
    ]
    hits = RowList(PlainText("Hits"), PaletteDelegate(), rows)
    hits.setCurrentIndex(hits.rows.index(1, 0))
    card = Card(column(hits, gap=0, margins=(1, 4, 1, 4)))
    card.setMinimumHeight(170)
    return card


def _people() -> QWidget:
    rows = [
        TwoLineRow("Siriporn Chaiyasit", "089 555 0177", initials="SC", end="2", end_detail=s("Sale")),
        TwoLineRow("Anan Wongsakul", "081 555 0142", initials="AW", chip=ChipShown(s("New"), "accent"), end="1"),
        TwoLineRow(s("Battery check"), icon="recycle", stage="recycling", end="31 kWh", tone="warn"),
    ]
    people = RowList(PlainText("People"), TwoLineDelegate(), rows)
    return Card(column(people, gap=0, margins=(1, 4, 1, 4)))


def _empty() -> QWidget:
    links = [
        Button(text=s("Import list"), kind="link", icon="file-import"),
        Button(text=s("Use sample data"), kind="link", icon="database"),
    ]
    sentence = PlainText(s("The battery hand-over and the certificate of destruction of each vehicle will stand here."))
    primary = Button(text=s("Start with a vehicle"), kind="primary", icon="recycle", shown_keys="Ctrl+N")
    return EmptyPage(
        PlainText(s("No vehicle has reached its end of life")),
        sentence,
        primary,
        links,
        stages=("transfer", "recycling", "charging"),
    )


def _signature() -> QWidget:
    pad = SignaturePad(PlainText(s("Customer signs")))
    return Card(column(pad, None, margins=(16, 10, 16, 14)))


def _bar() -> QWidget:
    names = [s(name) for name in ("Booked", "In progress", "Quality check", "Ready", "Handed over")]
    steps = Steps([Milestone(name, name) for name in names], 1)
    primary = Button(text=s("To quality check"), kind="primary", shown_keys="Ctrl+Return")
    bar = StickyBar(primary, Button(text=s("Print"), icon="printer", shown_keys="Ctrl+P"), steps=steps)
    bar.summary.set_message(PlainText(s("Customer pays ฿ 2,670.72")))
    bar.missing.set_message(PlainText(s("Late")))
    return bar
