"""The third sheet of the specimen: charts, and what floats over a page."""

from dataclasses import replace
from math import sin

from PySide6.QtWidgets import QWidget
from specimen_words import sample as s

from lifecycle_desk.base.scene import (
    Axis,
    Column,
    Columns,
    Curve,
    Drawn,
    Floor,
    Key,
    Moment,
    Reading,
    ReadingStatus,
    Trend,
    Turn,
    round_values,
)
from lifecycle_desk.desktop.look.charts import Chart, Meter, Shares
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import (
    Backdrop,
    Card,
    Floating,
    IconButton,
    LineEdit,
    Pair,
    SectionTitle,
    Toast,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.rows import PaletteDelegate, PaletteHeading, PaletteRow, RowList

_NOW, _END = 3.7, 8.0  # years since the first registration
_WHOLE = 100  # per cent


def _health(x: float) -> float:
    return 100.2 - 1.86 * x


def _readings() -> list[Reading]:
    used = []
    for i in range(61):
        x = 0.08 + i * 0.06
        y = _health(x) + 1.4 * sin(i * 12.9898) * sin(i * 4.1)
        used.append(Reading(x, y, f"{y:.1f} %"))
    out = [(0.3 + i * 0.21, _health(i * 0.21) - 4 - 3 * sin(i * 2.7)) for i in range(15)]
    left_out = [Reading(x, y, f"{y:.1f} %, {s('Not covered')}", ReadingStatus.LEFT_OUT) for x, y in out]
    official = [Reading(x, y, f"{y:.0f} %, SOCE", ReadingStatus.OFFICIAL) for x, y in ((1.4, 97.0), (3.3, 94.0))]
    return [*used, *left_out, *official]


def _trend() -> Trend:
    years = [i * _NOW / 20 for i in range(21)]
    later = [_NOW + i * (_END - _NOW) / 20 for i in range(21)]
    measured = [(x, _health(x) - 2.7 + 0.25 * x, _health(x) + 2.7 - 0.25 * x) for x in years]
    expected = [(x, _health(x) - 1.8 - 0.65 * (x - _NOW), _health(x) + 1.8 + 0.65 * (x - _NOW)) for x in later]
    percents = [(value, f"{value:g} %" if value == _WHOLE else f"{value:g}") for value in range(70, 101, 5)]
    return Trend(
        across=Axis(0, 8.7, [(i - 0.2, str(2023 + i)) for i in range(1, 9)]),
        up=Axis(66, 104.5, percents),
        readings=_readings(),
        curves=[
            Curve([(0, _health(0)), (_NOW, _health(_NOW))], measured),
            Curve([(_NOW, _health(_NOW)), (_END, _health(_END))], expected, "85.3 % ± 4.6", forecast=True),
        ],
        floors=[Floor(0, 5, 80, f"80 %, {s('or 150,000 km')}"), Floor(5, _END, 70, "70 %")],
        moments=[
            Moment(2.1, s("Parts in")),
            Moment(_NOW, s("Thu 26 Nov, 15:30"), Turn.NOW),
            Moment(_END, s("to 14 Mar 2028"), Turn.END),
        ],
        keys=[
            Key(ReadingStatus.USED, s("Charging")),
            Key(ReadingStatus.LEFT_OUT, s("Not covered")),
            Key(ReadingStatus.OFFICIAL, "SOCE"),
            Key(Drawn.TREND, s("Battery health")),
            Key(Drawn.BAND, "± 1.8"),
            Key(Drawn.FORECAST, s("in 88 days")),
            Key(Drawn.FLOOR, s("Warranty")),
        ],
    )


def _months() -> Columns:
    months = [((n * 37) % 90 + 20.0, (n * 53) % 60 + 10.0, (n * 29) % 30 + 0.0) for n in range(12)]
    columns = [Column(f"{n:02}", values, f"{sum(values):.0f} kWh") for n, values in enumerate(months, 1)]
    up = Axis(0, 200, [(value, f"{value:g}") for value in round_values(0, 200, 5)])
    return Columns(columns, ["AC", "DC", s("Not covered")], up)


def build_charts() -> QWidget:
    """The sheet."""
    chart = Chart(PlainText("Battery health over time"))
    chart.show_chart(_trend())
    months = Chart(PlainText("Energy by month"))
    months.show_chart(_months())
    health = Card(column(SectionTitle(PlainText(s("Battery health"))), chart, gap=6, margins=(16, 10, 12, 8)))
    energy = Card(column(SectionTitle(PlainText(s("Charging"))), months, gap=6, margins=(16, 10, 12, 8)))
    start = wrap(column((health, 3), (energy, 1), gap=12))
    page = Backdrop()
    page.setLayout(row((start, 2), (_side(), 1), gap=16, margins=(24, 24, 24, 120)))
    toast = Toast(
        page, PlainText(s("Reminder moved to Friday")), detail=PlainText(s("Battery check")), undo=lambda: None
    )
    page.resize(1440, 900)
    toast.rise()
    return page


def _side() -> QWidget:
    small = Chart(PlainText("Battery health"), small=True)
    up = Axis(88, 104, [(90, "90"), (95, "95"), (100, "100")])
    shown = _trend()
    small.show_chart(replace(shown, across=Axis(0, 4.1, shown.across.ticks), up=up))
    shares = Shares(PlainText("Who pays"))
    shares.show_parts([(4910, "ok"), (2380, "warn"), (2496, "accent")])
    pays = Card(
        column(
            SectionTitle(PlainText(s("Pays"))),
            4,
            shares,
            4,
            Pair(PlainText(s("Warranty")), PlainText("4,910.00"), "ok", "shield-check*"),
            Pair(PlainText(s("Customer")), PlainText("2,496.00"), "accent", "user"),
            8,
            Meter(PlainText("Hours"), 0.94),
            Meter(PlainText("Hours"), 1.08),
            gap=4,
            margins=(16, 12, 16, 14),
        )
    )
    battery = Card(column(SectionTitle(PlainText(s("Battery health"))), small, gap=4, margins=(16, 10, 12, 8)))
    return column_of(battery, pays, _palette())


def column_of(*parts: QWidget) -> QWidget:
    """The parts below one another."""
    made = QWidget()
    made.setLayout(column(*parts, None, gap=12))
    return made


def _palette() -> QWidget:
    entry = LineEdit(role="section")
    entry.setProperty("bare", True)
    entry.setText("0001")
    hits = RowList(
        PlainText("Hits"),
        PaletteDelegate(),
        [
            PaletteHeading(s("Owner")),
            PaletteRow("LSJWH4095PN000001", "3กข 4821", match=(13, 17), is_code=True),
            PaletteRow(s("Add event"), s("Charging"), "plus", "accent", keys="Ctrl+N"),
        ],
    )
    hits.setCurrentIndex(hits.rows.index(1, 0))
    hits.setFixedHeight(128)
    head = row(IconButton("search", PlainText("Find")), entry, gap=8, margins=(12, 6, 20, 6))
    return Floating(column(head, hits, 6, gap=0))
