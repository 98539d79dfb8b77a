"""Importing a list of vehicles: what it says of each, and what of it cannot go in."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import override

from PySide6.QtCore import Slot

from lifecycle_desk.base.incoming import Taken
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.steps import Steps
from lifecycle_desk.counter.verbs import Done
from lifecycle_desk.desktop.desk import Desk
from lifecycle_desk.desktop.long_table import LongTable
from lifecycle_desk.desktop.look.parts import Button, ChoiceField, hold, row
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.look.words import Words
from lifecycle_desk.desktop.speech import speech
from lifecycle_desk.overview.interchange import (
    ListedRow,
    Preview,
    PreviewRows,
    Which,
    faulty_rows,
    previewed,
    taken_in,
    template,
)
from lifecycle_desk.vehicle.screens.bringing import BringingPage
from lifecycle_desk.vehicle.screens.brought import LINE_AT, ORDERS, READY, VERDICT_AT, Wording, ready, refused
from lifecycle_desk.vehicle.screens.filters import Kind

TITLE, TEMPLATE = N_("Import vehicles"), N_("Save an empty list to fill in…")
SAYS = Wording(
    TITLE,
    N_("Bring your list"),
    N_("Drop a list of vehicles here (CSV, one a row). It is read and checked before anything is written."),
    NN_("Import %(n)s vehicle", "Import %(n)s vehicles"),
    N_("Reading the list…"),
    N_("Importing the list…"),
    "CSV (*.csv *.txt)",
    ("sale", "service", "transfer"),
)
IMPORTED = NN_("%(n)s vehicle was imported.", "%(n)s vehicles were imported.")
DETAIL = N_("New: %(new)s, changed: %(changed)s, already here: %(known)s, left out: %(refused)s.")
KINDS = (
    Kind(Which.GOOD, READY, "ok", "circle-check"),
    Kind(Which.FAULTY, N_("Cannot go in"), "danger", "alert-circle"),
)
AS_SHOWN = ("", N_("As the file shows"))
COLUMNS = (
    LINE_AT,
    Column(C_("vehicle", "VIN"), 180, role="mono"),
    Column(C_("vehicle", "Vehicle"), 210),
    Column(C_("vehicle", "Plate"), 110),
    Column(C_("vehicle", "Owner"), 150),
    Column(C_("column", "Odometer"), 90, "end"),
    VERDICT_AT,
)
VIN_AT, NAME_AT, PLATE_AT, OWNER_AT, ODOMETER_AT = range(1, 6)
AT = {"vin": VIN_AT, "original_vin": VIN_AT, "plate": PLATE_AT, "odometer_km": ODOMETER_AT} | {
    **dict.fromkeys(("make", "model", "variant", "model_year", "energy"), NAME_AT),
    **dict.fromkeys(("owner_name", "owner_phone", "owner_language"), OWNER_AT),
}


class ImportPage(BringingPage[Preview]):
    """A list of vehicles on its way in."""

    def __init__(self, desk: Desk) -> None:
        self.order = ChoiceField(N_("Dates are written"), (AS_SHOWN, *ORDERS.items()))
        self.order.setFixedWidth(200)
        nothing = PreviewRows(Preview(Path(), Taken("", ""), ()), Which.ALL)
        save = Button(TEMPLATE, "link", icon="download")
        super().__init__(
            desk,
            SAYS,
            KINDS,
            LongTable(TITLE, nothing, COLUMNS, cells, desk),
            choices=hold(row(self.order, None)),
            spare=(OWNER_AT, ODOMETER_AT),
            links=(save,),
        )
        save.clicked.connect(self._save_template)
        self.order.chosen.connect(self._ordered)

    @property
    def _order(self) -> str | None:
        return str(self.order.value or "") or None

    @override
    def look_at(self, path: Path) -> Steps[Preview]:
        return previewed(self.desk.seat, path, self._order)

    @override
    def listing(self, seen: Preview, which: object) -> PreviewRows:
        return PreviewRows(seen, which if isinstance(which, Which) else Which.ALL)

    @override
    def read_as(self, seen: Preview) -> Sequence[str]:
        return [
            speech().voice(ORDERS[each]) if each in ORDERS else each.upper()
            for name, each in seen.taken.read_as.items()
            if name != "delimiter"
        ]

    @override
    def offer_choices(self, seen: Preview | None) -> None:
        if seen is None:
            self.order.set_value("")
        else:
            self.order.setVisible(any("dates" in row.cells or _has_days(row) for row in seen.lines.values()))

    @Slot()
    def _ordered(self) -> None:
        if self.seen:
            self.read_again()

    @override
    def take_in(self, seen: Preview) -> Steps[Done[Taken]]:
        return taken_in(self.desk.seat, seen.path, self._order)

    @override
    def taken(self, done: Done[Taken]) -> str:
        taken = done.made
        facts = {"new": taken.new, "changed": taken.changed, "known": taken.known, "refused": len(taken.refused)}
        self.desk.tell(Words(IMPORTED, n=taken.new + taken.changed), Words(DETAIL, **facts))
        return "vehicles"

    @override
    def faulty_file(self, seen: Preview) -> Callable[[], bytes]:
        said = speech().voice.sentence
        return lambda: faulty_rows(seen, {each.line: said(each.fault.why) for each in seen.faulty if each.fault})

    @Slot()
    def _save_template(self) -> None:
        self.save_as("vehicles.csv", template)


def _has_days(listed: ListedRow) -> bool:
    """Whether a row tells a day that is not written as the standard says."""
    days = (listed.cells.get(name, "") for name in ("arrived_on", "sold_on", "first_registered_on"))
    return any("/" in each or "." in each for each in days)


def cells(listed: ListedRow) -> tuple[str | Cell, ...]:
    """A row as the table shows it: the faulty cell tinted, the reason at the end."""
    given = listed.cells
    name = " ".join(filter(None, (given.get(each, "") for each in ("make", "model", "variant"))))
    shown: list[str | Cell] = [
        speech().voice.formats.number(listed.line),
        given.get("vin", ""),
        name,
        given.get("plate", ""),
        given.get("owner_name", ""),
        given.get("odometer_km", ""),
    ]
    if listed.fault is None:
        return (*shown, ready())
    place = AT.get(listed.fault.field or "")
    if place is not None:
        text = str(shown[place]) or given.get(listed.fault.field or "", "")
        shown[place] = Cell(text or "–", "danger", tint="danger")
    return (*shown, refused(speech().voice.sentence(listed.fault.why)))
