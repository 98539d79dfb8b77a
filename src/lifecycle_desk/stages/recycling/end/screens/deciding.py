"""The forms of the decision and of the ways out that are no scrapping."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_
from lifecycle_desk.commands.kinds import kinds_of
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import Fact, Field, ReadField, column, row, wrap
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.recycling.end.rules.worksheet import NO_FIGURES, WAYS, Choice, Worksheet, best, nets
from lifecycle_desk.stages.recycling.end.screens.fields import UNCHOSEN, today
from lifecycle_desk.stages.recycling.end.usecases import deciding as d
from lifecycle_desk.stages.recycling.end.usecases.showing import EndPage
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.event_text import NOTHING
from lifecycle_desk.vehicle.screens.fields import looked
from lifecycle_desk.vehicle.screens.step_form import WIDGETS, Around, StepForm, shown


class WorksheetFields(QWidget):
    """The figures of each way in a column, and what is left of it while one types."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self._kinds = kinds_of(Worksheet)
        self.figures: dict[str, Field] = {
            name: WIDGETS[type(self._kinds[name])](self._kinds[name], around) for way in WAYS.values() for name in way
        }
        self.left = {choice: Fact(choice.label, PlainText(NOTHING)) for choice in Choice}
        columns = [
            (wrap(column(*(self.figures[name] for name in names), None, self.left[way], gap=2)), 1)
            for way, names in WAYS.items()
        ]
        self.setLayout(column(row(*columns, gap=24), 8, gap=0))
        for field in self._read_fields:
            field.read.connect(self._reckon)
        translator().changed.connect(self._reckon)
        self._reckon()

    @property
    def _read_fields(self) -> list[ReadField]:
        return [each for each in self.figures.values() if isinstance(each, ReadField)]

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them, in the order of the form."""
        return self.figures

    @property
    def value(self) -> Worksheet:
        """The figures as they stand here."""
        read = {name: each.value for name, each in self.figures.items()}
        return Worksheet(**{name: each for name, each in read.items() if isinstance(each, Money)})

    def validate(self) -> bool:
        """Read all figures."""
        return looked(*self._read_fields)

    def draft_value(self) -> object:
        """All as it was typed."""
        return {name: each.draft_value() for name, each in self.figures.items()}

    def restore(self, saved: Worksheet | None) -> None:
        """Show the figures of an earlier decision."""
        for name, field in self.figures.items():
            field.restore(shown(self._kinds[name], getattr(saved or NO_FIGURES, name)))

    @Slot()
    def _reckon(self) -> None:
        """Say what is left of each way, and of which most."""
        sheet, formats = self.value, translator().current.formats
        found, most = nets(sheet), best(sheet)
        for choice, fact in self.left.items():
            net = found[choice]
            value = PlainText(formats.money(net)) if net is not None else PlainText(NOTHING)
            if choice is most and net is not None:
                fact.show_fact(value, C_("decision", "best return"), "ok", "circle-check")
            else:
                fact.show_fact(value)


def deciding(app: AppContext, end: EndPage) -> Entry:
    """The entry of the decision about the car."""
    around, before = Around(app, currency=end.currency), end.decision
    begins = d.DecideEnd(
        end.vin, today(), before.choice if before else UNCHOSEN, "", before.worksheet if before else NO_FIGURES
    )
    return StepForm(d.DECIDED, around, begins, parts={"worksheet": WorksheetFields(around)}).entry(d.decide_end)


def total_loss(app: AppContext, end: EndPage) -> Entry:
    """An insurer takes the car for lost."""
    begins = d.RecordTotalLoss(end.vin, today(), UNCHOSEN, "", "")
    return StepForm(d.LOST, Around(app), begins).entry(d.record_total_loss)


def theft(app: AppContext, end: EndPage) -> Entry:
    """The car was stolen."""
    return StepForm(d.STOLEN, Around(app), d.RecordTheft(end.vin, today(), "")).entry(d.record_theft)


def finding(app: AppContext, end: EndPage) -> Entry:
    """The car was found again."""
    return StepForm(d.FOUND, Around(app), d.RecordFound(end.vin, today(), "")).entry(d.record_found)


def exporting(app: AppContext, end: EndPage) -> Entry:
    """The car left for another country."""
    return StepForm(d.EXPORTED, Around(app), d.RecordExport(end.vin, today(), "", "")).entry(d.record_export)
