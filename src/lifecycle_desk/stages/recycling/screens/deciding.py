"""The forms of the decision and of the ways out that are no scrapping."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import Fact, Field, LineField, TextField, column, row, wrap
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.recycling.rules.ways_out import LossCause
from lifecycle_desk.stages.recycling.rules.worksheet import Choice, Worksheet, best, nets
from lifecycle_desk.stages.recycling.screens.fields import (
    NOTE,
    WHY,
    amount,
    asked_field,
    country_field,
    day_of,
    money_field,
    must_choose,
    picked,
    today_field,
)
from lifecycle_desk.stages.recycling.usecases.deciding import (
    DecideEnd,
    RecordExport,
    RecordFound,
    RecordTheft,
    RecordTotalLoss,
    decide_end,
    record_export,
    record_found,
    record_theft,
    record_total_loss,
)
from lifecycle_desk.stages.recycling.usecases.showing import EndPage
from lifecycle_desk.vehicle.screens.documents import DocumentsField
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.event_text import NOTHING
from lifecycle_desk.vehicle.screens.fields import looked

REFERENCE = C_("authority", "Reference")
# What each way brings and what it costs, as the columns of the worksheet stand.
WAYS: dict[Choice, tuple[tuple[str, str], ...]] = {
    Choice.REPAIR: (
        ("value_repaired", C_("worksheet", "Value repaired")),
        ("repair_estimate", C_("worksheet", "Less repair estimate")),
    ),
    Choice.SELL: (("value_as_is", C_("worksheet", "Value as it is")),),
    Choice.EXPORT: (
        ("value_abroad", C_("worksheet", "Value abroad")),
        ("transport", C_("worksheet", "Less transport")),
        ("fees", C_("worksheet", "Less fees and duties")),
    ),
    Choice.DISMANTLE: (
        ("parts_value", C_("worksheet", "Value of the parts")),
        ("scrap_value", C_("worksheet", "Scrap value")),
        ("dismantling_cost", C_("worksheet", "Less dismantling cost")),
    ),
}


class DecisionForm(QWidget):
    """The worksheet, what is left of each way while one types, and the decision with its reason."""

    def __init__(self, end: EndPage) -> None:
        super().__init__()
        self._vin = end.vin
        self.figures = {name: money_field(label, end.currency) for fields in WAYS.values() for name, label in fields}
        before = end.decision.worksheet if end.decision else Worksheet()
        formats = translator().current.formats
        for name, field in self.figures.items():
            known = getattr(before, name)
            if known is not None:
                field.set_text(formats.amount(known))
        self.left = {choice: Fact(choice.label, PlainText(NOTHING)) for choice in Choice}
        self.choice = asked_field(
            C_("decision", "Decision"), Choice, value=end.decision.choice if end.decision else None
        )
        self.on, self.why = today_field(), TextField(WHY, rows=2)
        columns = [
            (wrap(column(*(self.figures[name] for name, _ in fields), None, self.left[way], gap=2)), 1)
            for way, fields in WAYS.items()
        ]
        decided = row((self.choice, 1), (self.on, 1), (self.why, 2), gap=16)
        self.setLayout(column(row(*columns, gap=24), 8, decided, gap=4))
        for field in self.figures.values():
            field.read.connect(self._reckon)
        translator().changed.connect(self._reckon)
        self._reckon()

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them, in the order of the form."""
        return {**self.figures, "choice": self.choice, "on": self.on, "why": self.why, "vin": self.why}

    def _sheet(self) -> Worksheet:
        return Worksheet(**{name: amount(field) for name, field in self.figures.items()})

    @Slot()
    def _reckon(self) -> None:
        """Say what is left of each way, and of which most."""
        sheet, formats = self._sheet(), translator().current.formats
        found, most = nets(sheet), best(sheet)
        for choice, fact in self.left.items():
            net = found[choice]
            value = PlainText(formats.money(net)) if net is not None else PlainText(NOTHING)
            if choice is most and net is not None:
                fact.show_fact(value, C_("decision", "most is left"), "ok", "circle-check")
            else:
                fact.show_fact(value)

    def read(self) -> DecideEnd:
        """The decision as it stands here."""
        looked(*self.figures.values(), self.on)
        must_choose(self.choice)
        return DecideEnd(self._vin, day_of(self.on), picked(Choice, self.choice), self.why.text, self._sheet())


def deciding(_: AppContext, end: EndPage) -> Entry:
    """What is done with the car."""
    form = DecisionForm(end)
    return Entry(
        N_("End-of-life decision"),
        form.fields,
        (((form, 1),),),
        lambda: decide_end,
        form.read,
        N_("The decision is written down."),
    )


def total_loss(app: AppContext, end: EndPage) -> Entry:
    """An insurer takes the car for lost."""
    cause = asked_field(C_("loss", "Cause"), LossCause)
    insurer, reference, on = LineField(N_("Insurer")), LineField(REFERENCE), today_field()
    note, documents = LineField(NOTE), DocumentsField(app)

    def read() -> RecordTotalLoss:
        looked(on)
        must_choose(cause)
        cause_of = picked(LossCause, cause)
        return RecordTotalLoss(
            end.vin, day_of(on), cause_of, insurer.text, reference.text, note.text, documents.digests
        )

    return Entry(
        C_("event", "Total loss"),
        {
            "insurer": insurer,
            "reference": reference,
            "cause": cause,
            "on": on,
            "note": note,
            "documents": documents,
            "vin": insurer,
        },
        (((insurer, 1), (reference, 1), (cause, 1), (on, 1)), ((note, 1), (documents, 1))),
        lambda: record_total_loss,
        read,
        N_("The total loss is written down."),
        documents=documents,
    )


def theft(_: AppContext, end: EndPage) -> Entry:
    """The car was stolen."""
    reference, authority = LineField(N_("Reference of the police")), LineField(N_("Authority"))
    on, note = today_field(), LineField(NOTE)

    def read() -> RecordTheft:
        looked(on)
        return RecordTheft(end.vin, day_of(on), reference.text, authority.text, note.text)

    return Entry(
        C_("event", "Stolen"),
        {"reference": reference, "authority": authority, "on": on, "note": note, "vin": reference},
        (((reference, 1), (authority, 1), (on, 1), (note, 1)),),
        lambda: record_theft,
        read,
        N_("The theft is written down."),
    )


def finding(_: AppContext, end: EndPage) -> Entry:
    """The car was found again."""
    reference, on, note = LineField(N_("Reference of the police")), today_field(), LineField(NOTE)

    def read() -> RecordFound:
        looked(on)
        return RecordFound(end.vin, day_of(on), reference.text, note.text)

    return Entry(
        C_("event", "Found again"),
        {"reference": reference, "on": on, "note": note, "vin": reference},
        (((reference, 1), (on, 1), (note, 1)),),
        lambda: record_found,
        read,
        N_("It is written down that the vehicle was found."),
    )


def exporting(app: AppContext, end: EndPage) -> Entry:
    """The car left for another country."""
    country, customs = country_field(N_("Country")), LineField(N_("Customs document"))
    on, note, documents = today_field(), LineField(NOTE), DocumentsField(app)

    def read() -> Any:
        looked(on)
        return RecordExport(end.vin, day_of(on), country.text, customs.text, note.text, documents.digests)

    return Entry(
        C_("event", "Exported"),
        {
            "country": country,
            "customs_document": customs,
            "on": on,
            "note": note,
            "documents": documents,
            "vin": country,
        },
        (((country, 1), (customs, 2), (on, 1)), ((note, 1), (documents, 1))),
        lambda: record_export,
        read,
        N_("The export is written down; the vehicle has left the market."),
        documents=documents,
    )
