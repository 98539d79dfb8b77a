"""All parts in all states on one sheet, for those who build the next screen."""

import argparse
import os
import sys
from functools import partial
from pathlib import Path
from typing import Literal, override

from PySide6.QtCore import QRect, QSize, QTimer
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget
from specimen_charts import build_charts
from specimen_rows import build_rows
from specimen_words import sample as s

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.paint import Brush, Strip
from lifecycle_desk.desktop.look.parts import (
    Backdrop,
    Button,
    Card,
    CheckField,
    Chip,
    ChoiceField,
    Fact,
    FilterChip,
    IconButton,
    InfoBar,
    LineField,
    PageTitle,
    Painted,
    Plate,
    ReadField,
    Scroll,
    SectionTitle,
    TextField,
    Vin,
    column,
    facts_strip,
    row,
)
from lifecycle_desk.desktop.look.parts.boxes import Item
from lifecycle_desk.desktop.look.parts.painted import SHOWS
from lifecycle_desk.desktop.look.rows import RowList
from lifecycle_desk.desktop.look.theme import apply_style, theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language

_GROUNDS = ("frame", "page", "surface", "sunken", "hover", "selected", "accent_soft", "line", "field_line")
_INKS = ("ink", "ink2", "ink3", "disabled", "accent", "danger", "warn", "warn_mark", "ok")
_ROLES: tuple[t.Role, ...] = (
    "figure",
    "title",
    "section",
    "read",
    "strong",
    "medium",
    "body",
    "small",
    "caption",
    "mono-big",
)


class Swatches(Painted):
    """The colours with their names."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, theme.px(128, 4))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        for n, names in enumerate((_GROUNDS, _INKS)):
            strip = Strip(QRect(rect.x(), rect.y() + n * theme.px(66, 2), rect.width(), theme.px(60, 2)))
            for name in names:
                box = strip.lead((rect.width() - 8 * 8) // 9, 8)
                colour = getattr(b.c, name)
                b.frame(QRect(box.x(), box.y(), box.width(), 24), b.c.line, t.R_CHIP, 1, colour)
                b.text(QRect(box.x(), box.y() + 27, box.width(), theme.px(15)), name, "caption", b.c.ink2)
                value = QRect(box.x(), box.y() + 27 + theme.px(15), box.width(), theme.px(15))
                b.text(value, colour, "caption", b.c.ink3, ltr=True)


class TypeScale(Painted):
    """The roles of text with their size and weight."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, sum(self._height(role) for role in _ROLES))

    def _height(self, role: t.Role) -> int:
        return theme.px(max(20, round(t.TYPE[role].px * 1.45)))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        y = rect.y()
        for role in _ROLES:
            strip = Strip(QRect(rect.x(), y, rect.width(), self._height(role)))
            b.text(strip.slot(92), role, "small", b.c.ink3)
            b.text(strip.slot_end(64), f"{t.TYPE[role].px} / {t.TYPE[role].weight}", "small", b.c.ink3, "end")
            words = "LSJWH4095PN000001" if t.TYPE[role].mono else s("Battery check")
            b.text(strip.rest, words, role, ltr=t.TYPE[role].mono)
            y += self._height(role)


def _sheet(title: str, *items: Item, gap: int = 8) -> Card:
    return Card(column(SectionTitle(text=s(title)), 4, *items, gap=gap, margins=(16, 12, 16, 14)))


def _buttons() -> Card:
    kinds: tuple[tuple[str, Literal["primary", "plain", "quiet", "link"], str, str], ...] = (
        ("Add event", "primary", "plus", "Ctrl+N"),
        ("Print", "plain", "printer", "Ctrl+P"),
        ("Filter", "quiet", "search", "F6"),
        ("Show all", "link", "", ""),
    )
    lines: list[Item] = []
    for words, kind, icon, keys in kinds:
        states = [Button(text=s(words), kind=kind, icon=icon, shown_keys=keys) for _ in range(4)]
        pretend(states[1], "hover")
        pretend(states[2], "focus")
        states[3].setEnabled(False)
        lines.append(row(*states, None))
    icons = [IconButton("copy", "Copy"), IconButton("dots", "More", kind="plain")]
    lines.append(row(*icons, pretend(IconButton("history", "History"), "hover"), None))
    return _sheet("Buttons", *lines)


def _chips() -> Card:
    stages = [Chip(s(name), stage, t.STAGES[stage]) for name, stage in _STAGE_NAMES]
    verdicts = [
        Chip(text=s("Covered"), tone="ok", icon="shield-check*"),
        Chip(text=s("Ends soon"), tone="warn", icon="alert-triangle"),
        Chip(text=s("Late"), tone="danger", icon="clock-exclamation"),
        Chip(text=s("New"), tone="accent", icon="plus"),
        Chip(text=s("Not covered"), icon="shield-off"),
    ]
    filters = [
        FilterChip(text=s("All"), count="42", checked=True),
        FilterChip(text=s("Charging"), count="23", icon="bolt", tone="charging"),
        FilterChip(text=s("Recycling"), count="0", icon="recycle", tone="recycling"),
    ]
    names = row(Plate("3กข 4821"), Plate("3กข 4821", small=True), Vin("LSJWH4095PN000001"), None)
    return _sheet("Chips", row(*stages, None, gap=6), row(*verdicts, None, gap=6), row(*filters, None, gap=6), names)


_STAGE_NAMES: tuple[tuple[str, t.Stage], ...] = (
    ("Sale", "sale"),
    ("Charging", "charging"),
    ("Service", "service"),
    ("Transfer", "transfer"),
    ("Recycling", "recycling"),
)


class OnlyThirtyDays(Objection):
    """A sample of an objection."""

    message = "November has 30 days."


def _read(text: str) -> tuple[object, str]:
    if text.startswith("31"):
        raise OnlyThirtyDays
    return text, s("Thu 26 Nov, 15:30")


def _fields() -> Card:
    odd = LineField(s("Odometer in"), text="34,950")
    odd.warn(s("Lower than before"))
    choice = ChoiceField(s("Technician"), [(1, "Somchai Pradit"), (2, "Arthit Kaew")], hint=s("6.8 of 8 h booked"))
    fields = (
        LineField(s("Odometer"), text="48,212"),
        ReadField(s("Promised"), _read, text=s("tomorrow 15.30")),
        choice,
        odd,
        ReadField(s("Promised"), _read, text="31 Nov"),
        LineField("VIN", text="LSJWH4095PN000001", mono=True, read_only=True),
        TextField(s("Cause"), text=s("Pressure sensor reads 0.4 MPa too high.")),
        LineField(s("Owner"), placeholder=s("Name or phone")),
        CheckField(s("Customer waits"), checked=True),
    )
    grid = QGridLayout()
    grid.setSpacing(12)
    grid.setContentsMargins(0, 0, 0, 0)
    for i, field in enumerate(fields):
        grid.addWidget(field, i // 3, i % 3)
        grid.setColumnStretch(i % 3, 1)
    return _sheet("Fields", grid)


def _facts() -> QWidget:
    cells = [
        Fact(s("Owner"), "Siriporn Chaiyasit", s("2nd owner since 2025")),
        Fact(s("Odometer"), "48,212 km", s("about 42 km a day")),
        Fact(s("Battery health"), "93.4 % ± 1.8", s("good"), "ok", "circle-check"),
        Fact(s("Vehicle warranty"), s("to 14 Mar 2028"), s("or 150,000 km"), "ok", "shield-check*"),
        Fact(s("Wear parts"), s("ended 14 Mar 2025"), s("customer pays"), "neutral", "shield-off"),
    ]
    return facts_strip(cells)


def build() -> QWidget:
    """The sheet."""
    bar = InfoBar(
        s("12 V sensor. Parts in stock: 2. About 0.8 h."),
        strong=s("Open campaign"),
        icon="speakerphone",
        action=Button(text=s("Plan repair"), icon="calendar-event"),
    )
    start = column(_sheet("Colours", Swatches()), _buttons(), _chips(), None, gap=12)
    end = column(_sheet("Type", TypeScale()), _fields(), None, gap=12)
    parts = row(gap=12)
    parts.addLayout(start, 1)
    parts.addLayout(end, 1)
    whole = column(PageTitle(text=s("Parts and states")), _facts(), bar, parts, None, gap=12, margins=(24, 14, 24, 14))
    page = Backdrop()
    page.setLayout(column(Scroll(whole), gap=0))
    return page


SHEETS = {"parts": build, "rows": build_rows, "charts": build_charts}


def pretend(widget: QWidget, state: str) -> QWidget:
    """The part in a state that nobody brought about."""
    widget.setProperty(SHOWS, state)
    return widget


def main() -> int:
    """Draw the sheet into a file, or open it in a window."""
    asked = argparse.ArgumentParser(description="All parts of the window in all their states.")
    asked.add_argument("--to", type=Path, help="write a picture instead of opening a window")
    asked.add_argument("--language", default="en")
    asked.add_argument("--sheet", choices=SHEETS, default="parts")
    asked.add_argument("--dark", action="store_true")
    asked.add_argument("--scale", default="1", help="pixels of the screen per pixel of the design, such as 1.5")
    asked.add_argument("--text", type=float, default=1.0, help="size of text, such as 2")
    asked.add_argument("--size", default="1440x1250")
    given = asked.parse_args()
    os.environ["QT_SCALE_FACTOR"] = given.scale
    if given.to:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication(sys.argv[:1])
    translator().set_language(Language(given.language))
    apply_style(application, dark=given.dark, scale=given.text)
    theme.complete_fonts()
    page = SHEETS[given.sheet]()
    theme.dress(page)
    page.resize(*(int(side) for side in given.size.split("x")))
    page.show()
    if given.to:
        QTimer.singleShot(0, partial(_draw, page, given.to))
    return application.exec()


def _draw(page: QWidget, to: Path) -> None:
    """Draw a sheet once it stands there, and end with what came of it."""
    if first := page.findChild(RowList):
        first.setFocus()
    QApplication.exit(0 if page.grab().save(str(to)) else 1)


if __name__ == "__main__":
    sys.exit(main())
