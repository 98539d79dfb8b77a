"""The third sheet of the specimen: charts, and what floats over a page."""

from dataclasses import replace
from math import sin

from PySide6.QtWidgets import QWidget

from lifecycle_desk.desktop.look.charts import Band, Floor, Legend, Meter, Moment, Point, Shares, Trend, TrendChart
from lifecycle_desk.desktop.look.parts import (
    Backdrop,
    Card,
    Floating,
    IconButton,
    Line,
    Pair,
    SectionTitle,
    Toast,
    column,
    row,
)
from lifecycle_desk.desktop.look.parts.boxes import pretend
from lifecycle_desk.desktop.look.rows import PaletteDelegate, PaletteHeading, PaletteRow, RowList
from lifecycle_desk.desktop.look.samples import sample as s
from lifecycle_desk.desktop.look.words import Plain

_NOW, _END = 3.7, 8.0  # years since the first registration


def _health(x: float) -> float:
    return 100.2 - 1.86 * x


_WHOLE = 100  # per cent


def _trend() -> Trend:
    points = []
    for i in range(61):
        x = 0.08 + i * 0.06
        y = _health(x) + 1.4 * sin(i * 12.9898) * sin(i * 4.1)
        words = f"{y:.1f} %"
        points.append(Point(x, y, words, "diamond" if i % 3 else "dot"))
    points += [Point(0.3 + i * 0.21, _health(i * 0.21) - 4 - 3 * sin(i * 2.7), "", "hollow") for i in range(15)]
    years = [i * _NOW / 20 for i in range(21)]
    later = [_NOW + i * (_END - _NOW) / 20 for i in range(21)]
    measured = tuple((x, _health(x) - 2.7 + 0.25 * x, _health(x) + 2.7 - 0.25 * x) for x in years)
    expected = tuple((x, _health(x) - 1.8 - 0.65 * (x - _NOW), _health(x) + 1.8 + 0.65 * (x - _NOW)) for x in later)
    return Trend(
        across=(0, 8.7),
        along=(66, 104.5),
        ticks_across=tuple((i - 0.2, str(2023 + i)) for i in range(1, 9)),
        ticks_along=tuple((value, f"{value} %" if value == _WHOLE else str(value)) for value in range(70, 101, 5)),
        points=tuple(points),
        line=((0, _health(0)), (_NOW, _health(_NOW))),
        forecast=((_NOW, _health(_NOW)), (_END, _health(_END))),
        forecast_words="85.3 % ± 4.6",
        bands=(Band(measured), Band(expected, forecast=True)),
        floors=(Floor(0, 5, 80, "80 %"), Floor(5, _END, 70, "70 %")),
        moments=(Moment(_NOW, s("Thu 26 Nov, 15:30")), Moment(_END, s("to 14 Mar 2028"), dashed=True)),
    )


def build_charts() -> QWidget:
    """The sheet."""
    chart = TrendChart(Plain("Battery health over time"))
    chart.show_trend(_trend())
    legend = Legend()
    legend.show_entries([("diamond", "DC"), ("dot", "AC"), ("hollow", s("Not covered")), ("floor", s("Warranty"))])
    start = Card(column(SectionTitle(Plain(s("Battery health"))), chart, legend, gap=6, margins=(16, 10, 12, 8)))
    page = Backdrop()
    page.setLayout(row((start, 2), (_side(), 1), gap=16, margins=(24, 24, 24, 120)))
    toast = Toast(page, Plain(s("Reminder moved to Friday")), detail=Plain(s("Battery check")), undo=lambda: None)
    page.resize(1440, 900)
    toast.rise()
    return page


def _side() -> QWidget:
    small = TrendChart(Plain("Battery health"), small=True)
    ticks = ((90, "90"), (95, "95"), (100, "100"))
    small.show_trend(replace(_trend(), across=(0, 4.1), along=(88, 104), ticks_along=ticks))
    shares = Shares(Plain("Who pays"))
    shares.show_parts([(4910, "ok"), (2380, "warn"), (2496, "accent")])
    pays = Card(
        column(
            SectionTitle(Plain(s("Pays"))),
            4,
            shares,
            4,
            Pair(Plain(s("Warranty")), Plain("4,910.00"), "ok", "shield-check*"),
            Pair(Plain(s("Customer")), Plain("2,496.00"), "accent", "user"),
            8,
            Meter(Plain("Hours"), 0.94),
            Meter(Plain("Hours"), 1.08),
            gap=4,
            margins=(16, 12, 16, 14),
        )
    )
    battery = Card(column(SectionTitle(Plain(s("Battery health"))), small, gap=4, margins=(16, 10, 12, 8)))
    return column_of(battery, pays, _palette())


def column_of(*parts: QWidget) -> QWidget:
    """The parts below one another."""
    made = QWidget()
    made.setLayout(column(*parts, None, gap=12))
    return made


def _palette() -> QWidget:
    entry = Line(role="section")
    entry.setProperty("bare", True)
    entry.setText("0001")
    hits = RowList(
        Plain("Hits"),
        PaletteDelegate(),
        [
            PaletteHeading(s("Owner")),
            PaletteRow("LSJWH4095PN000001", "3กข 4821", match=(13, 17), is_code=True),
            PaletteRow(s("Add event"), s("Charging"), "plus", "accent", keys="Ctrl+N"),
        ],
    )
    hits.setCurrentIndex(hits.rows.index(1, 0))
    hits.setFixedHeight(128)
    head = row(IconButton("search", Plain("Find")), entry, gap=8, margins=(12, 6, 20, 6))
    return pretend(Floating(column(head, hits, 6, gap=0)), "")
