"""The market: all that its pack decides, each with its source, and the dealer's own rules over it."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, override

from PySide6.QtCore import QModelIndex, QSignalBlocker, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import LengthUnit, PressureUnit
from lifecycle_desk.commands.meanwhile import ChangedMeanwhile
from lifecycle_desk.dealership.rules import ReasonMissing
from lifecycle_desk.dealership.usecases.market_rules import SetRule, set_market_rule
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.followed_form import FollowedForm, FormTexts
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    ChoiceField,
    Field,
    Label,
    LineField,
    Scroll,
    SectionTitle,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.rows import ChipShown, RowList, TwoLineDelegate, TwoLineRow
from lifecycle_desk.desktop.tab import Tab
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language
from lifecycle_desk.language.reading import read_number
from lifecycle_desk.market.citing import NO_SOURCE, SOURCE, TO_VERIFY
from lifecycle_desk.market.market import PaperSize, PriceCustom, Rounding, WarrantyStartRule
from lifecycle_desk.market.own_rules import ALWAYS, NO_TAX, RESET, RuleKind, tax_value
from lifecycle_desk.overview.usecases.market_page import DecidedRow, decided
from lifecycle_desk.vehicle.rules.rule_values import value_said
from lifecycle_desk.vehicle.screens.fields import day_field
from lifecycle_desk.vehicle.screens.history_button import history_button

TITLE = N_("Market")
OWN = N_("Your own rule")
NOTHING_KNOWN = N_("No source was found: Lifecycle Desk claims nothing here.")
SINCE, COMES = N_("From %(day)s"), N_("From %(day)s: %(value)s")
REASON = N_("Your reason: %(reason)s")
AT_BEGINNING = N_("Entered when the dealership was created.")
FIXED = N_("Set by the country; it cannot be changed here.")
NEW_VALUE, FROM, WHY, RATE_HINT = (
    N_("New value"),
    C_("period", "From"),
    N_("Reason"),
    N_("Such as: 7 VAT. Empty: no tax."),
)
HINTS = {
    RuleKind.TAX: RATE_HINT,
    RuleKind.GUARANTEE_NEW: N_("In months"),
    RuleKind.GUARANTEE_USED: N_("In months"),
    RuleKind.OPENING_HOURS: N_("Such as: 1-5 08:00-18:00; 6 09:00-13:00. Monday is 1."),
}
SAVE, BACK = N_("Save own rule"), N_("Reset to the market’s rule")
SAVED, BACK_AGAIN = N_("Own rule saved"), N_("Reset from %(day)s")
NOTHING = "–"
CHOICES: Mapping[RuleKind, tuple[str, ...]] = {
    RuleKind.VEHICLE_PRICES: tuple(PriceCustom),
    RuleKind.WORKSHOP_PRICES: tuple(PriceCustom),
    RuleKind.ROUNDING: tuple(Rounding),
    RuleKind.WARRANTY_START: tuple(WarrantyStartRule),
    RuleKind.DISTANCE: tuple(LengthUnit),
    RuleKind.PRESSURE: tuple(PressureUnit),
    RuleKind.PAPER: tuple(PaperSize),
    RuleKind.FIRST_WEEKDAY: tuple(str(each) for each in range(1, 8)),
}


class MarketTab(Tab):
    """The list of what the market decides, beside it the one that is chosen with its source and its own rule."""

    tables = frozenset({"market_rule", "dealer"})

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self._rows: tuple[DecidedRow, ...] = ()
        self._filled: DecidedRow | None = None  # what the form was filled from
        self.list = RowList(TITLE, TwoLineDelegate())
        self.title, self.value = SectionTitle(TITLE), Label("", "figure", wrap=True)
        self.since, self.source = Label("", "small", "ink2", wrap=True), Label("", "body", "ink2", wrap=True)
        self.fixed = Label(FIXED, "small", "ink3", wrap=True)
        self.typed, self.choice = LineField(NEW_VALUE, longest=48), ChoiceField(NEW_VALUE)
        self.since_day, self.why = day_field(FROM, today=True, required=True), LineField(WHY)
        self.meanwhile = FollowedForm(FormTexts(self._texts, self._write, self._fields))
        self.save, self.reset = Button(SAVE, "primary", keys="Ctrl+Return"), Button(BACK, icon="history")
        self._form = wrap(
            column(
                8,
                self.meanwhile,
                self.typed,
                self.choice,
                self.since_day,
                self.why,
                row(self.save, self.reset, None, gap=8),
                gap=4,
            )
        )
        self._submission = Submission(app, Faults(self._fields), self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        rows = Card(column(row(SectionTitle(TITLE), None, margins=(16, 10, 12, 6)), (self.list, 1), gap=0))
        said = (self.title, self.value, self.since, self.source, self.fixed, self._form, None)
        shown = column(*said, gap=8, margins=(16, 12, 16, 12))
        history = history_button(self.app, lambda: ("market_rule", getattr(self._shown, "key", "")))
        beside = Card(column((Scroll(shown), 1), row(history, None, margins=(16, 4, 16, 12)), gap=0))
        self.setLayout(row((rows, 3), (beside, 2), gap=t.COLUMN_GAP, margins=(24, 0, 24, 16)))

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.save.clicked.connect(self._save)
        self.reset.clicked.connect(self._reset)
        self._submission.saved.connect(self._saved)
        self._submission.refused.connect(self._refused)
        self.meanwhile.action.clicked.connect(self._show_theirs)
        self.app.permits.need(set_market_rule, self.save, self.reset)
        translator().changed.connect(self._say)

    @override
    def first_focus(self) -> QWidget | None:
        return self.list

    @override
    def look(self) -> None:
        self.app.run_query(lambda: decided(self.app.user), self._came)

    def _came(self, found: tuple[DecidedRow, ...]) -> None:
        self._rows = found
        self._follow()
        self._say()
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.rows.index(0, 0))

    def _fields(self) -> Mapping[str, Field]:
        value = self.choice if self._chooses else self.typed
        return {"value": value, "valid_from": self.since_day, "reason": self.why}

    @property
    def _shown(self) -> DecidedRow | None:
        key = getattr(self.list.current(), "key", None)
        return next((each for each in self._rows if each.key == key), None)

    @property
    def _chooses(self) -> bool:
        shown = self._shown
        return shown is not None and shown.kind in CHOICES

    @Slot()
    def _say(self) -> None:
        language = translator().current
        self.list.show_rows([row_of(each, language) for each in self._rows])
        self._show()

    @Slot(QModelIndex)
    def _choose(self, _: QModelIndex) -> None:
        """Show what was chosen; the list coming anew takes nothing away that is being typed about it."""
        shown, filled = self._shown, self._filled
        if shown and not (filled and filled.key == shown.key):
            self._begin_with(shown)
        self._show()

    def _begin_with(self, shown: DecidedRow) -> None:
        self.why.set_text("")
        self._fill(shown)
        self.meanwhile.begin()

    def _fill(self, shown: DecidedRow) -> None:
        self._filled = shown
        if shown.kind:
            self._offer(shown.kind, shown.own.value if shown.own else "")

    def _texts(self) -> dict[str, Any]:
        return {name: field.draft_value() for name, field in self._fields().items()}

    def _write(self, texts: dict[str, Any]) -> None:
        for name, field in self._fields().items():
            field.restore(texts[name])

    def _follow(self) -> None:
        """Take over what somebody else ruled in place of what is shown, together with what was typed since."""
        filled = self._filled
        now = next((each for each in self._rows if filled and each.key == filled.key), None)
        if filled and now and now.rules != filled.rules and not self._submission.running:
            self.meanwhile.follow(partial(self._fill, now))

    @Slot()
    def _show_theirs(self) -> None:
        """Show what is saved, and let go what was typed."""
        if shown := self._shown:
            self._begin_with(shown)

    @Slot(object)
    def _refused(self, objection: object) -> None:
        if isinstance(objection, ChangedMeanwhile):
            self.look()

    def _show(self) -> None:
        shown, language = self._shown, translator().current
        if shown is None:
            return
        self.title.set_message(PlainText(language.spoken(shown.what)))
        self.value.set_message(PlainText(said_of(shown, language)))
        self.since.set_message(PlainText("\n".join(_days(shown, language))))
        self.source.setVisible(bool(shown.sources or shown.own) or shown.has_no_source)
        self.source.set_message(_source(shown, language))
        self.fixed.setVisible(shown.kind is None)
        self._form.setVisible(shown.kind is not None)
        self.typed.setVisible(not self._chooses)
        self.choice.setVisible(self._chooses)
        self.reset.setVisible(shown.own is not None)

    def _offer(self, kind: RuleKind, value: str) -> None:
        language = translator().current
        self.typed.hint(HINTS.get(kind, ""))
        self.typed.set_text("" if value == NO_TAX else value)
        with QSignalBlocker(self.choice.choice):
            self.choice.choice.clear()
            for each in CHOICES.get(kind, ()):
                words = language.formats.weekday_name(int(each), "wide") if kind is RuleKind.FIRST_WEEKDAY else ""
                self.choice.choice.offer(each, PlainText(words or language.spoken(value_said(each))))
            self.choice.set_value(value or None)

    @Slot()
    def _save(self) -> None:
        self._submission.submit(set_market_rule, lambda: self._read(self._value()), SAVED)

    @Slot()
    def _reset(self) -> None:
        day = self.since_day.value
        self._submission.submit(set_market_rule, lambda: self._read(RESET), Message(BACK_AGAIN, day=day or ""))

    def _value(self) -> str:
        """The value as a rule keeps it: a tax as it was typed, in the market's own signs."""
        if self._chooses:
            return str(self.choice.value or "")
        shown, text = self._shown, self.typed.text
        if shown is None or shown.kind is not RuleKind.TAX:
            return text
        rate, _, name = text.partition(" ")
        return tax_value(name, read_number(rate.rstrip("%"), translator().current).value) if text else NO_TAX

    def _read(self, value: str) -> SetRule:
        shown = self._shown
        kind = shown.kind if shown and shown.kind else RuleKind.TAX
        if not self.why.text:
            raise ReasonMissing().at_field("reason")
        self.since_day.validate()
        since = self.since_day.value
        seen = self._filled.rules if self._filled else None
        return SetRule(kind, since if isinstance(since, date) else date.min, value, self.why.text, seen)

    @Slot(object)
    def _saved(self, _: object) -> None:
        """The form says what is stored now, and is filled anew once that has come."""
        self.why.set_text("")
        self.meanwhile.begin()
        self.look()


def row_of(decided: DecidedRow, language: Language) -> TwoLineRow:
    """A row: what, its value at the end, and the day or what is missing."""
    chip = None
    if decided.own:
        chip = ChipShown(language(OWN), "accent")
    elif decided.has_no_source:
        chip = ChipShown(language(NO_SOURCE), "neutral")
    elif decided.verify:
        chip = ChipShown(language(TO_VERIFY), "warn")
    source = language.spoken(decided.sources[0]) if decided.sources else ""
    return TwoLineRow(language.spoken(decided.what), source, chip=chip, end=said_of(decided, language), key=decided.key)


def said_of(decided: DecidedRow, language: Language) -> str:
    """The value in words."""
    if decided.value is None:
        return NOTHING
    if decided.kind is RuleKind.FIRST_WEEKDAY:
        return language.formats.weekday_name(int(str(decided.value)), "wide")
    return language.spoken(decided.value)


def _days(decided: DecidedRow, language: Language) -> list[str]:
    """From when it holds, and what comes after it."""
    said = [language(SINCE, day=decided.since)] if decided.since and decided.since > ALWAYS else []
    if after := decided.to_come:
        said.append(language(COMES, day=after.valid_from, value=value_said(after.value) if after.value else NOTHING))
    return said


def _source(decided: DecidedRow, language: Language) -> UiText:
    told = "\n".join(map(language.spoken, decided.sources))
    if decided.own:
        return Message(REASON, reason=told) if told else AT_BEGINNING
    return Message(SOURCE, source=told) if told else NOTHING_KNOWN
