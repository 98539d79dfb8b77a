"""The appraisal as it is told: market value, cost lines that follow from the report and are changed, and the offer."""

from datetime import date
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Fact,
    Field,
    IconButton,
    Label,
    LineField,
    column,
    facts_strip,
    row,
)
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.transfer.papers.condition_words import found_words, mark_words
from lifecycle_desk.stages.transfer.rules.appraisal import Basis, CostLine, Offer, Suggested, offer_of
from lifecycle_desk.stages.transfer.screens.trade_fields import NOTE, ON, amount, chosen, money_field, term_field
from lifecycle_desk.stages.transfer.usecases.appraising import Appraise, appraise_vehicle
from lifecycle_desk.stages.transfer.usecases.trade_showing import AppraisalShown
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.event_text import NOTHING
from lifecycle_desk.vehicle.screens.fields import day_field, looked


class CostRow(QWidget):
    """One cost line: what is done, and what it costs."""

    changed = Signal()
    gone = Signal()

    def __init__(self, currency: str, words: str = "", cost: Money | None = None, about: str = "") -> None:
        super().__init__()
        self._about = about
        self.words = LineField(C_("appraisal", "To be put right"), text=words)
        self.cost = money_field(C_("appraisal", "Cost"), currency)
        if cost and cost.minor:
            self.cost.set_text(translator().current.formats.amount(cost))
        remove = IconButton("trash", N_("Take the line away"))
        self.setLayout(row((self.words, 4), (self.cost, 1), column(18, remove, None, gap=4), gap=12))
        self.setFocusProxy(self.words)
        remove.clicked.connect(self.gone)
        self.cost.read.connect(self.changed)

    def read(self) -> CostLine | None:
        """The line; None where its cost is not known yet."""
        cost = amount(self.cost)
        return CostLine(self.words.text, cost, self._about) if cost else None

    def look(self) -> None:
        """Ask for a cost that is missing: a line without one would look as if it cost nothing."""
        looked(self.cost)
        if self.words.text and amount(self.cost) is None and not self.cost.is_faulty:
            self.cost.fault(N_("Write what it costs, or take the line away."))


class AppraisalForm(QWidget):
    """The fields of an appraisal, and under them what can be offered."""

    def __init__(self, shown: AppraisalShown) -> None:
        super().__init__()
        self._shown, self._currency = shown, shown.currency
        told = shown.page.appraisal.said if shown.page.appraisal else None
        self.value = money_field(N_("Market value"), self._currency, required=True)
        self.basis = term_field(C_("appraisal", "Taken from"), Basis, value=told.basis if told else Basis.LISTINGS)
        self.source = LineField(C_("appraisal", "Source"), text=told.source if told else "")
        self.margin = money_field(C_("appraisal", "Margin"), self._currency, required=True)
        self.on, self.note = day_field(ON, today=True, required=True), LineField(NOTE)
        self.rows: list[CostRow] = []
        self._box = QVBoxLayout()
        self._box.setSpacing(0)
        self.add = Button(N_("Add a cost line"), "quiet", icon="plus", keys="Alt+K")
        self.sums = [
            Fact(name, PlainText(NOTHING))
            for name in (N_("Market value"), N_("Reconditioning"), C_("appraisal", "Margin"), C_("appraisal", "Offer"))
        ]
        self._about = Label(
            N_("First figures: usual times at the rate of the workshop, without parts."), "small", "ink3"
        )
        if told or not shown.suggested:  # to show what has no parent yet would open a window
            self._about.hide()
        self.setLayout(
            column(
                row((self.value, 1), (self.basis, 1), (self.source, 1), (self.margin, 1), (self.on, 1), gap=16),
                self._box,
                row(self.add, 8, self._about, None),
                self.note,
                4,
                facts_strip(self.sums),
                gap=4,
            )
        )
        self.add.clicked.connect(lambda: self._grow().setFocus())
        self.value.read.connect(self._reckon)
        self.margin.read.connect(self._reckon)
        translator().changed.connect(self._reckon)
        self._begin()

    def _begin(self) -> None:
        """Begin with the last appraisal, or with what the report suggests."""
        told = self._shown.page.appraisal
        if told:
            formats = translator().current.formats
            self.value.set_text(formats.amount(told.said.value))
            self.margin.set_text(formats.amount(told.said.margin))
            named = {each.about: self._named(each) for each in self._shown.suggested}
            for each in told.said.costs:
                self._grow(each.words or named.get(each.about, ""), each.amount, each.about)
        else:
            for cost in self._shown.suggested:
                self._grow(self._named(cost), cost.amount, cost.about)
        self._reckon()

    def _named(self, cost: Suggested) -> str:
        """What a suggested cost is for, in the words of now: from then on they are the user's own."""
        report = self._shown.page.condition
        if report is None:
            return cost.about
        if cost.mark is not None:
            return mark_words(translator().current, cost.mark, report.said.marks[cost.mark - 1])
        return found_words(translator().current, cost.found, report.checklist) if cost.found else cost.about

    def _grow(self, words: str = "", cost: Money | None = None, about: str = "") -> CostRow:
        made = CostRow(self._currency, words, cost, about)
        made.changed.connect(self._reckon)
        made.gone.connect(lambda: self._remove(made))
        self.rows.append(made)
        self._box.addWidget(made)
        return made

    def _remove(self, which: CostRow) -> None:
        self.rows.remove(which)
        self._box.removeWidget(which)
        which.hide()
        which.deleteLater()
        (self.rows[-1] if self.rows else self.add).setFocus()
        self._reckon()

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them."""
        lines: dict[str, Field] = {}
        told = [each for each in self.rows if each.read()]
        for place, each in enumerate(told):
            lines |= {f"costs[{place}].words": each.words, f"costs[{place}].amount": each.cost}
        return {
            "value": self.value,
            "basis": self.basis,
            "source": self.source,
            "margin": self.margin,
            "on": self.on,
            **lines,
            **{f"row{place}": each.cost for place, each in enumerate(self.rows)},
            "note": self.note,
        }

    def _costs(self) -> tuple[CostLine, ...]:
        return tuple(line for each in self.rows if (line := each.read()))

    def _amounts(self) -> Offer | None:
        value = amount(self.value)
        if value is None:
            return None
        try:
            return offer_of(value, self._costs(), amount(self.margin) or Money(0, self._currency))
        except Objection:  # it is said beside its field when the appraisal is saved
            return None

    @Slot()
    def _reckon(self) -> None:
        """Say what can be offered."""
        made, formats = self._amounts(), translator().current.formats
        values = (made.value, made.costs, made.margin, made.offer) if made else (None,) * 4
        for fact, value in zip(self.sums, values, strict=True):
            fact.show_fact(PlainText(formats.money(value)) if value else PlainText(NOTHING))

    def read(self) -> Appraise:
        """The appraisal as it stands here."""
        looked(self.value, self.margin, self.on)
        for each in self.rows:
            each.look()
        nothing = Money(0, self._currency)
        on = self.on.value
        return Appraise(
            self._shown.page.vin,
            on if isinstance(on, date) else date.min,
            amount(self.value) or nothing,
            chosen(Basis, self.basis) or Basis.OWN,
            amount(self.margin) or nothing,
            self._costs(),
            self.source.text,
            note=self.note.text,
        )


def appraising(_: AppContext, shown: AppraisalShown) -> Entry:
    """An appraisal of a car, on its last condition report."""
    form = AppraisalForm(shown)

    def verb() -> Any:
        return appraise_vehicle

    return Entry(
        C_("appraisal", "Appraise the car"),
        _Fields(form),
        (((form, 1),),),
        verb,
        form.read,
        N_("The appraisal is written down."),
    )


class _Fields(dict[str, Field]):
    """The fields of a form whose lines come and go: asked for anew each time."""

    def __init__(self, form: AppraisalForm) -> None:
        super().__init__(form.fields)
        self._form = form

    def get(self, key: str, default: Any = None) -> Any:
        """The field of a name, as the form stands now."""
        return self._form.fields.get(key, default)

    def values(self) -> Any:
        """All fields, as the form stands now."""
        return self._form.fields.values()
