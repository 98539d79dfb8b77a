"""Entries: what can be written into a life on the vehicle's page, each with its fields in the order of the paper."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import Command
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import ChoiceField, Field, LineField, ReadField, TextField
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.vehicle.rules.odometer import ExplainedReading, OddReading, ReadingSource
from lifecycle_desk.vehicle.screens.documents import DocumentsField
from lifecycle_desk.vehicle.screens.fields import day_field, distance_field, looked
from lifecycle_desk.vehicle.screens.picker import PersonPicker
from lifecycle_desk.vehicle.usecases.batteries import ReplaceBattery, replace_battery
from lifecycle_desk.vehicle.usecases.correcting import ReadAgain, read_again
from lifecycle_desk.vehicle.usecases.life import (
    Note,
    ReadOdometer,
    RecordOwner,
    RecordPlate,
    ReplaceCluster,
    TakeBack,
    note_event,
    read_odometer,
    record_owner,
    record_plate,
    replace_cluster,
    take_back,
)
from lifecycle_desk.vehicle.usecases.together import NewOwner, record_new_owner

SAVE = C_("form", "Save")
ON, WHY = C_("event", "Date"), C_("correction", "Reason")


@dataclass(frozen=True)
class Entry:
    """Something to be written: its fields by what rules call them, how they stand in lines, what is then done.

    `verb` is asked for when it is saved, since the fields may decide it; `read` gives what it takes.
    """

    title: UiText
    fields: Mapping[str, Field]
    lines: Sequence[Sequence[tuple[QWidget, int]]]
    verb: Callable[[], Command[Any, Any]]
    read: Callable[[], Any]
    told: UiText
    save: UiText = SAVE
    documents: DocumentsField | None = None


def reading(app: AppContext, vin: str) -> Entry:
    """A reading of the odometer."""
    on, odometer = _day(ON), distance_field(N_("Odometer"), required=True)
    source = ChoiceField(
        C_("odometer", "Source"), [(each, each.label) for each in ReadingSource], value=ReadingSource.SERVICE
    )
    note, documents = LineField(C_("event", "Note")), DocumentsField(app)

    def read() -> Any:
        looked(on, odometer)
        by = cast("ReadingSource", source.value)
        return ReadOdometer(vin, date_in(on), _distance(odometer), by, note.text, documents.digests)

    return Entry(
        N_("Odometer reading"),
        {"odometer_km": odometer, "on": on, "note": note, "documents": documents},
        (((odometer, 1), (on, 1), (source, 1)), ((note, 1), (documents, 1))),
        lambda: read_odometer,
        read,
        N_("The reading is written down."),
        documents=documents,
    )


def noting(app: AppContext, vin: str) -> Entry:
    """A note with documents."""
    on, text, documents = _day(ON), TextField(C_("event", "Note"), rows=2), DocumentsField(app)

    def read() -> Any:
        looked(on)
        if not text.text and not documents.digests:
            text.fault(N_("Write something, or attach a document."))
        return Note(vin, date_in(on), text.text, documents.digests)

    return Entry(
        N_("Note with documents"),
        {"text": text, "on": on, "documents": documents},
        (((text, 3), (on, 1)), ((documents, 1),)),
        lambda: note_event,
        read,
        N_("The note is written down."),
        documents=documents,
    )


def plate(_: AppContext, vin: str) -> Entry:
    """Another number plate."""
    number, since = LineField(C_("vehicle", "Plate"), longest=20), _day(C_("period", "Since"))

    def read() -> Any:
        looked(since)
        if not number.text:
            number.fault(N_("Please fill this in."))
        return RecordPlate(vin, number.text, date_in(since))

    return Entry(
        N_("New plate"),
        {"plate": number, "since": since, "on": since},
        (((number, 1), (since, 1)),),
        lambda: record_plate,
        read,
        N_("The plate is written down."),
    )


def owner(app: AppContext, vin: str) -> Entry:
    """The owner of a vehicle of which none is known; who follows another comes in by the change of owner."""
    who, since = PersonPicker(app, C_("vehicle", "Owner")), _day(C_("period", "Since"))

    def read() -> Any:
        looked(since)
        new = who.new_person()
        if new:
            return NewOwner(vin, new, date_in(since))
        if who.number is None:
            who.name.fault(N_("Please fill this in."))
        return RecordOwner(vin, who.number or 0, date_in(since))

    return Entry(
        C_("vehicle", "Owner"),
        {**who.fields, "since": since, "on": since},
        (((who, 4), (since, 1)),),
        lambda: record_new_owner if who.new_person() else record_owner,
        read,
        N_("The owner is written down."),
    )


def cluster(_: AppContext, vin: str) -> Entry:
    """A new instrument cluster."""
    old = distance_field(N_("Last reading of the old cluster"), required=True)
    new = distance_field(N_("First reading of the new cluster"), required=True)
    on, why = _day(ON), LineField(WHY)

    def read() -> Any:
        looked(old, new, on)
        return ReplaceCluster(vin, date_in(on), _distance(old), _distance(new), why.text)

    return Entry(
        N_("Instrument cluster replaced"),
        {"odometer_km": new, "old": old, "new": new, "on": on, "why": why},
        (((old, 1), (new, 1), (on, 1)), ((why, 1),)),
        lambda: replace_cluster,
        read,
        N_("The cluster is written down; readings count on from the old one."),
    )


def battery(app: AppContext, vin: str) -> Entry:
    """Another traction battery."""
    code, on = LineField(N_("Battery code"), mono=True, longest=64), _day(ON)
    why, odometer, documents = LineField(WHY), distance_field(N_("Odometer")), DocumentsField(app)

    def read() -> Any:
        looked(on, odometer)
        if not code.text:
            code.fault(N_("Please fill this in."))
        run = cast("Distance | None", odometer.value)
        return ReplaceBattery(vin, code.text, date_in(on), why.text, run, documents.digests)

    return Entry(
        N_("Traction battery replaced"),
        {"code": code, "battery": code, "odometer_km": odometer, "on": on, "why": why, "documents": documents},
        (((code, 2), (on, 1), (odometer, 1)), ((why, 1), (documents, 1))),
        lambda: replace_battery,
        read,
        N_("The battery is written down; its health begins anew."),
        documents=documents,
    )


def taking_back(seq: int) -> Entry:
    """An entry that was made by mistake."""
    why = LineField(WHY, hint=N_("The entry stays readable with this reason, and counts no more."))

    def read() -> Any:
        return TakeBack(seq, why.text)

    return Entry(
        N_("Take the entry back"),
        {"why": why},
        (((why, 1),),),
        lambda: take_back,
        read,
        N_("The entry is taken back."),
        C_("correction", "Take back"),
    )


def counting_again(seq: int) -> Entry:
    """A correction that was itself a mistake."""
    entry = taking_back(seq)
    return Entry(
        N_("Let the entry count again"),
        entry.fields,
        entry.lines,
        entry.verb,
        entry.read,
        N_("The entry counts again."),
        C_("correction", "Count again"),
    )


def reading_again(seq: int, odd: OddReading | None) -> Entry:
    """A reading that was mistyped, with the figure that would fit where there is one."""
    meant, why = distance_field(N_("The figure that was meant"), required=True), LineField(WHY)
    if isinstance(odd, ExplainedReading):
        meant.set_text(translator().current.formats.kilometres(odd.facts["would_be_km"]))

    def read() -> Any:
        looked(meant)
        return ReadAgain(seq, _distance(meant), why.text)

    return Entry(
        N_("Another figure was meant"),
        {"odometer_km": meant, "why": why},
        (((meant, 1), (why, 2)),),
        lambda: read_again,
        read,
        N_("The reading is put right."),
    )


def explaining(app: AppContext, vin: str, sentence: str) -> Entry:
    """A reading that is right though it looks odd: a note says why."""
    entry = noting(app, vin)
    text = cast("TextField", entry.fields["text"])
    text.hint(N_("The reading stays as it is; the note explains it."))
    text.set_text(sentence)
    text.lines.moveCursor(QTextCursor.MoveOperation.End)
    return Entry(
        N_("The reading is right: only explain it"), entry.fields, entry.lines, entry.verb, entry.read,
        entry.told,
        documents=entry.documents,
    )  # fmt: skip


def _day(label: UiText) -> ReadField:
    return day_field(label, today=True, required=True)


def date_in(field: ReadField) -> date:
    """The day that was read; where there is a fault nothing is done with it."""
    return cast("date", field.value)


def _distance(field: ReadField) -> Distance:
    """The distance that was read, under the same terms."""
    return cast("Distance", field.value)
