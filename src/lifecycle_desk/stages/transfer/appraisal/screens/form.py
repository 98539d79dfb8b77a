"""The appraisal as it is told: market value, cost lines that follow from the report and are changed, and the offer."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Fact,
    Field,
    IconButton,
    Label,
    LineField,
    Stack,
    column,
    facts_strip,
    row,
)
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.transfer.appraisal.rules import Basis, CostLine, Offer, Suggested, offer_of
from lifecycle_desk.stages.transfer.appraisal.usecases import APPRAISED, Appraise, appraise_vehicle
from lifecycle_desk.stages.transfer.condition.papers.words import found_words, mark_words
from lifecycle_desk.stages.transfer.trade_in.screens.fields import amount, money_field
from lifecycle_desk.stages.transfer.trade_in.usecases.showing import AppraisalShown
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.event_text import NOTHING
from lifecycle_desk.vehicle.screens.step_form import Around, StepForm

if TYPE_CHECKING:
    from lifecycle_desk.desktop.look.parts.boxes import Item

FIRST_FIGURES = N_("First estimates: typical times at your labour rate, without parts.")


class CostRow(QWidget):
    """One cost line: what is done, and what it costs."""

    changed = Signal()
    gone = Signal()

    def __init__(self, currency: str, line: CostLine | None) -> None:
        super().__init__()
        self._about = line.about if line else ""
        self.words = LineField(C_("appraisal", "Work needed"), text=line.words if line else "")
        self.cost = money_field(C_("appraisal", "Cost"), currency)
        if line and line.amount.minor:
            self.cost.set_text(translator().current.formats.amount(line.amount))
        remove = IconButton("trash", N_("Remove line"))
        self.setLayout(row((self.words, 4), (self.cost, 1), column(18, remove, None, gap=4), gap=12))
        self.setFocusProxy(self.words)
        remove.clicked.connect(self.gone)
        self.cost.read.connect(self.changed)

    def read(self) -> CostLine | None:
        """The line; None where its cost is not known yet."""
        cost = amount(self.cost)
        return CostLine(self.words.text, cost, self._about) if cost else None

    def validate(self) -> bool:
        """Ask for a cost that is missing: a line without one would look as if it cost nothing."""
        self.cost.validate()
        if self.words.text and amount(self.cost) is None and not self.cost.is_faulty:
            self.cost.fault(N_("Enter the cost, or remove the line."))
        return not self.cost.is_faulty


class Costs(QWidget):
    """The cost lines of an appraisal: they come and go."""

    changed = Signal()

    def __init__(self, currency: str, about: UiText) -> None:
        super().__init__()
        self._currency = currency
        self._box = Stack(0)
        self.rows: list[CostRow] = self._box.parts
        self.add = Button(N_("Add cost line"), "quiet", icon="plus", keys="Alt+K")
        hint: list[Item] = [8, Label(about, "small", "ink3")] if about else []
        self.setLayout(column(self._box, row(self.add, *hint, None), gap=4))
        self.add.clicked.connect(lambda: self._grow().setFocus())

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them; a line that is not finished has a place of its own."""
        told = [each for each in self.rows if each.read()]
        lines: dict[str, Field] = {}
        for place, each in enumerate(told):
            lines |= {f"costs[{place}].words": each.words, f"costs[{place}].amount": each.cost}
        return {**lines, **{f"row{place}": each.cost for place, each in enumerate(self.rows)}}

    @property
    def value(self) -> tuple[CostLine, ...]:
        """The lines whose cost is known."""
        return tuple(line for each in self.rows if (line := each.read()))

    def validate(self) -> bool:
        """Ask for costs that are missing."""
        return all([each.validate() for each in self.rows])  # noqa: C419 (each is to be looked at)

    def draft_value(self) -> object:
        """Nothing: an appraisal is no draft."""
        return None

    def restore(self, saved: Iterable[CostLine] | None) -> None:
        """Show some lines and no others."""
        self._box.fill()
        for line in saved or ():
            self._grow(line)

    def _grow(self, line: CostLine | None = None) -> CostRow:
        made = self._box.put(CostRow(self._currency, line))
        made.changed.connect(self.changed)
        made.gone.connect(lambda: self._remove(made))
        return made

    def _remove(self, which: CostRow) -> None:
        self._box.take_out(which)
        (self.rows[-1] if self.rows else self.add).setFocus()
        self.changed.emit()


class AppraisalForm(QWidget):
    """The fields of an appraisal, and under them what can be offered."""

    def __init__(self, app: AppContext, shown: AppraisalShown) -> None:
        super().__init__()
        self._currency = shown.currency
        begun = shown.page.appraisal or not shown.suggested
        self.costs = Costs(self._currency, "" if begun else FIRST_FIGURES)
        around = Around(app, currency=self._currency)
        self.form = StepForm(APPRAISED, around, _begins(shown), parts={"costs": self.costs})
        self.value, self.margin = self.form["value"], self.form["margin"]
        self.sums = [
            Fact(name, PlainText(NOTHING))
            for name in (N_("Market value"), N_("Reconditioning"), C_("appraisal", "Margin"), C_("appraisal", "Offer"))
        ]
        self.setLayout(
            column(
                *self.form.rows("value basis source margin on"),
                self.costs,
                *self.form.rows("note:3 documents:2"),
                4,
                facts_strip(self.sums),
                gap=4,
            )
        )
        self.costs.changed.connect(self._reckon)
        self.value.read.connect(self._reckon)
        self.margin.read.connect(self._reckon)
        translator().changed.connect(self._reckon)
        self._reckon()

    def _amounts(self) -> Offer | None:
        value = amount(self.value)
        if value is None:
            return None
        try:
            return offer_of(value, self.costs.value, amount(self.margin) or Money(0, self._currency))
        except Objection:  # it is said beside its field when the appraisal is saved
            return None

    @Slot()
    def _reckon(self) -> None:
        """Say what can be offered."""
        made, formats = self._amounts(), translator().current.formats
        values = (made.value, made.costs, made.margin, made.offer) if made else (None,) * 4
        for fact, value in zip(self.sums, values, strict=True):
            fact.show_fact(PlainText(formats.money(value)) if value else PlainText(NOTHING))


def _begins(shown: AppraisalShown) -> Appraise:
    """The last appraisal, told again today, or what the report suggests."""
    nothing, on = Money(0, shown.currency), translator().current.formats.today()
    told = shown.page.appraisal.said if shown.page.appraisal else None
    named = {each.about: _named(shown, each) for each in shown.suggested}
    if told is None:
        costs = tuple(CostLine(named[each.about], each.amount, each.about) for each in shown.suggested)
        return Appraise(shown.page.vin, on, nothing, Basis.LISTINGS, nothing, costs)
    costs = tuple(replace(each, words=each.words or named.get(each.about, "")) for each in told.costs)
    return Appraise(shown.page.vin, on, told.value, told.basis, told.margin, costs, told.source)


def _named(shown: AppraisalShown, cost: Suggested) -> str:
    """The name of a suggested cost, in the words of now: from then on they are the user's own."""
    report = shown.page.condition
    if report is None:
        return cost.about
    if cost.mark is not None:
        return mark_words(translator().current, cost.mark, report.said.marks[cost.mark - 1])
    return found_words(translator().current, cost.found, report.checklist) if cost.found else cost.about


def appraising(app: AppContext, shown: AppraisalShown) -> Entry:
    """An appraisal of a car, on its last condition report."""
    made = AppraisalForm(app, shown)
    return replace(made.form.entry(appraise_vehicle), fields=_Fields(made), lines=(((made, 1),),))


class _Fields(dict[str, Field]):
    """The fields of a form whose lines come and go: asked for anew each time."""

    def __init__(self, form: AppraisalForm) -> None:
        super().__init__(form.form.fields)
        self._form = form

    def get(self, key: str, default: Any = None) -> Any:
        """The field of a name, as the form stands now."""
        return self._form.form.fields.get(key, default)

    def values(self) -> Any:
        """All fields, as the form stands now."""
        return self._form.form.fields.values()
