"""Entries of a vehicle's own page: readings, notes, plate and owner, cluster, and what puts them right."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtGui import QTextCursor

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.kinds import kinds_of
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.parts import ReadField
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.vehicle.rules.odd_readings import ExplainedReading, OddReading
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.step_form import Around, StepForm
from lifecycle_desk.vehicle.usecases import life
from lifecycle_desk.vehicle.usecases.clusters import CLUSTER, ReplaceCluster, replace_cluster
from lifecycle_desk.vehicle.usecases.correcting import (
    CORRECTION,
    READ_AGAIN,
    CorrectEntry,
    ReadAgain,
    as_meant,
    correct_entry,
    read_again,
)
from lifecycle_desk.vehicle.usecases.documents import Document
from lifecycle_desk.vehicle.usecases.first_sale import FIRST_SOLD, RecordFirstSale, record_first_sale

NOT_READ, SINCE = Distance(0), {"on": "since"}


def reading(app: AppContext, vin: str, told: life.ReadOdometer | None = None) -> Entry:
    """A reading of the odometer."""
    begins = told or life.ReadOdometer(vin, _today(), NOT_READ)
    return StepForm(life.READ, Around(app), begins).entry(life.read_odometer)


def noting(app: AppContext, vin: str, told: life.Note | None = None) -> Entry:
    """A note with documents."""
    return _noting(StepForm(life.NOTED, Around(app), told or life.Note(vin, _today(), "")))


def _noting(form: StepForm[life.Note]) -> Entry:
    def read() -> life.Note:
        note = form.read()
        if not note.text and not note.documents:
            form["text"].fault(N_("Enter a text, or attach a document."))
        return note

    return replace(form.entry(life.note_event), read=read)


def explaining(app: AppContext, vin: str, sentence: str) -> Entry:
    """A reading that is right though it looks odd: a note says why."""
    step = replace(life.NOTED, heading=N_("The reading is right: add an explanation"))
    form = StepForm(step, Around(app), life.Note(vin, _today(), sentence))
    form["text"].hint(N_("The reading stays as it is, with your explanation."))
    form["text"].lines.moveCursor(QTextCursor.MoveOperation.End)
    return _noting(form)


def plate(app: AppContext, vin: str, told: life.RecordPlate | None = None) -> Entry:
    """Another number plate; that one was taken off is told by other programs alone."""
    number = ReadField(kinds_of(life.RecordPlate)["plate"].label, lambda text: (text, ""), required=True)
    number.line.setMaxLength(20)
    begins = told or life.RecordPlate(vin, "", _today())
    return StepForm(life.PLATED, Around(app), begins, parts={"plate": number}).entry(life.record_plate, SINCE)


def first_sale(app: AppContext, vin: str, told: RecordFirstSale | None = None) -> Entry:
    """The days of the first sale, of a car that came without them."""
    return StepForm(FIRST_SOLD, Around(app), told or RecordFirstSale(vin)).entry(record_first_sale)


def owner(app: AppContext, vin: str) -> Entry:
    """The owner of a vehicle of which none is known; who follows another comes in by the change of owner."""
    begins = life.RecordOwner(vin, 0, _today())
    return StepForm(life.OWNED, Around(app), begins).entry(life.record_owner, SINCE)


def cluster(app: AppContext, vin: str) -> Entry:
    """A new instrument cluster."""
    begins = ReplaceCluster(vin, _today(), NOT_READ, NOT_READ, "")
    return StepForm(CLUSTER, Around(app), begins).entry(replace_cluster, {"odometer_km": "new"})


def reading_again(app: AppContext, seq: int, odd: OddReading | None) -> Entry:
    """A reading that was mistyped, with the figure that would fit where there is one."""
    fits = Distance(odd.would_be_km) if isinstance(odd, ExplainedReading) else NOT_READ
    return StepForm(READ_AGAIN, Around(app), ReadAgain(seq, fits, "")).entry(read_again)


def correcting(app: AppContext, seq: int, entry: Entry, documents: Sequence[Document] = ()) -> Entry:
    """An entry that was told before, with its documents, as it was meant, and why it is corrected."""
    if entry.documents:
        entry.documents.show_documents(documents)
    form = StepForm(CORRECTION, Around(app), CorrectEntry(seq, {}, ""))
    return replace(
        entry,
        title=CORRECTION.heading,
        fields={**entry.fields, "why": form["why"]},
        lines=(*entry.lines, *form.lines()),
        verb=lambda: correct_entry,
        read=lambda: as_meant(form.read(), entry.read()),
        told=CORRECTION.done,
    )


def _today() -> date:
    return translator().current.formats.today()
