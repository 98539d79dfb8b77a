"""Importing campaigns: the maker's file or NHTSA's list, with what is said of each row before anything is written."""

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
from lifecycle_desk.vehicle.interchange.campaign_preview import (
    CampaignPreview,
    CampaignRow,
    PreviewedRows,
    Which,
    faulty_rows,
    previewed,
    taken_in,
    template,
)
from lifecycle_desk.vehicle.screens.bringing import BringingPage
from lifecycle_desk.vehicle.screens.brought import LINE_AT, ORDERS, READY, VERDICT_AT, Wording, ready, refused
from lifecycle_desk.vehicle.screens.filters import Kind

TITLE = N_("Import campaigns")
SAYS = Wording(
    TITLE,
    N_("Bring a campaign file"),
    N_("Drop the maker's file (CSV) or NHTSA's list here. It is read and checked before anything is written."),
    NN_("Import %(n)s row", "Import %(n)s rows"),
    N_("Reading the campaigns…"),
    N_("Importing the campaigns…"),
    "CSV, TXT, JSON (*.csv *.txt *.json)",
    ("sale", "service", "transfer"),
)
IMPORTED = NN_("%(n)s row was imported.", "%(n)s rows were imported.")
DETAIL = N_("New: %(new)s, changed: %(changed)s, already here: %(known)s, left out: %(refused)s.")
KINDS = (
    Kind(Which.GOOD, READY, "ok", "circle-check"),
    Kind(Which.FAULTY, N_("Cannot go in"), "danger", "alert-circle"),
)
AS_SHOWN = ("", N_("As the file shows"))
COLUMNS = (
    LINE_AT,
    Column(C_("campaign", "Campaign"), 130, role="mono"),
    Column(N_("Vehicles meant"), 320),
    Column(N_("What it is about"), 260),
    VERDICT_AT,
)
NUMBER_AT, CARS_AT, TITLE_AT = range(1, 4)
AT = {"campaign_no": NUMBER_AT, "CAMPNO": NUMBER_AT, "title": TITLE_AT, "COMPNAME": TITLE_AT} | {
    **dict.fromkeys(("vin", "vin_from", "vin_to", "built_from", "built_to"), CARS_AT),
    **dict.fromkeys(("MAKETXT", "MODELTXT", "YEARTXT", "BGMAN", "ENDMAN"), CARS_AT),
}


class CampaignImportPage(BringingPage[CampaignPreview]):
    """A campaign file on its way in."""

    def __init__(self, desk: Desk) -> None:
        self.order = ChoiceField(N_("Dates are written"), (AS_SHOWN, *ORDERS.items()))
        self.order.setFixedWidth(200)
        nothing = PreviewedRows(CampaignPreview(Path(), Taken("", ""), ()), None)
        save = Button(N_("Save an empty list to fill in…"), "link", icon="download")
        super().__init__(
            desk,
            SAYS,
            KINDS,
            LongTable(TITLE, nothing, COLUMNS, cells, desk),
            choices=hold(row(self.order, None)),
            spare=(TITLE_AT,),
            links=(save,),
        )
        save.clicked.connect(self._save_template)
        self.order.chosen.connect(self._ordered)

    @property
    def _order(self) -> str | None:
        return str(self.order.value or "") or None

    @override
    def look_at(self, path: Path) -> Steps[CampaignPreview]:
        return previewed(self.desk.seat, path, self._order)

    @override
    def listing(self, seen: CampaignPreview, which: object) -> PreviewedRows:
        return PreviewedRows(seen, which if isinstance(which, Which) else None)

    @override
    def read_as(self, seen: CampaignPreview) -> Sequence[str]:
        return [
            speech().voice(ORDERS[each]) if each in ORDERS else each.upper()
            for name, each in seen.taken.read_as.items()
            if name != "delimiter"
        ]

    @override
    def offer_choices(self, seen: CampaignPreview | None) -> None:
        if seen is None:
            self.order.set_value("")
        else:
            days = ("built_from", "built_to", "valid_from")
            self.order.setVisible(any("/" in each.cells.get(name, "") for each in seen.lines.values() for name in days))

    @Slot()
    def _ordered(self) -> None:
        if self.seen:
            self.read_again()

    @override
    def take_in(self, seen: CampaignPreview) -> Steps[Done[Taken]]:
        return taken_in(self.desk.seat, seen.path, self._order)

    @override
    def taken(self, done: Done[Taken]) -> str:
        taken = done.made
        facts = {"new": taken.new, "changed": taken.changed, "known": taken.known, "refused": len(taken.refused)}
        self.desk.tell(Words(IMPORTED, n=taken.new + taken.changed), Words(DETAIL, **facts))
        return "campaigns"

    @override
    def faulty_file(self, seen: CampaignPreview) -> Callable[[], bytes]:
        said = speech().voice.sentence
        return lambda: faulty_rows(seen, {each.line: said(each.fault.why) for each in seen.faulty if each.fault})

    @Slot()
    def _save_template(self) -> None:
        self.save_as("campaign.csv", template)


def cells(row_of: CampaignRow) -> tuple[str | Cell, ...]:
    """A row as the table shows it: the faulty cell tinted, the reason at the end."""
    shown: list[str | Cell] = [speech().voice.formats.number(row_of.line), row_of.number, row_of.cars, row_of.title]
    if row_of.fault is None:
        return (*shown, ready())
    place = AT.get(row_of.fault.field or "")
    if place is not None:
        shown[place] = Cell(str(shown[place]) or "–", "danger", tint="danger")
    return (*shown, refused(speech().voice.sentence(row_of.fault.why)))
