"""The form of one entry of the catalogue: what it is called, what it costs from when on, how long it takes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast, override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, Objection, objection
from lifecycle_desk.commands.command import Result
from lifecycle_desk.cover.rules import PartGroup
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import FormBody, form_card, over_bar
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    ChoiceField,
    Field,
    Label,
    LineField,
    PageTitle,
    ReadField,
    SectionTitle,
    StickyBar,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.language.reading import read_list, read_money, read_number, typed_list
from lifecycle_desk.language.words import SEMICOLON
from lifecycle_desk.schedules.screens.fields import read_torques, written_torques
from lifecycle_desk.stages.service.catalogue.rules.entries import KINDS, CatalogueEntry, ModelHours, Price
from lifecycle_desk.stages.service.catalogue.usecases.changing import (
    CatalogueChanged,
    SaveCatalogue,
    WithdrawEntry,
    save_catalogue,
    withdraw_catalogue_entry,
)
from lifecycle_desk.stages.service.catalogue.usecases.history import ENTRY
from lifecycle_desk.stages.service.catalogue.usecases.offering import KnownEntry, known_entry
from lifecycle_desk.stages.service.orders.rules.orders import LineKind
from lifecycle_desk.vehicle.screens.fields import day_field
from lifecycle_desk.vehicle.screens.history_button import history_button

TITLE, SAVED, WITHDRAWN = N_("Catalogue entry"), N_("Catalogue entry saved"), N_("Catalogue entry withdrawn")
TEXT_IN = N_("Description (%(language)s)")
NO_PART: tuple[object, UiText] = ("", C_("cover", "By its text"))
HOURS_HINT = N_("For all models, then by model: 0.8; MG MG4 Electric 1.1")
TORQUES_HINT = N_("For example: Wheel bolts 140; Drain plug 25")
EARLIER = N_("From %(day)s: %(price)s")

HoursUnread = objection(
    "HoursUnread", N_("“%(given)s” is not understood. Write hours, or a make, a model and hours."), given=str
)


class EntryPage(PageWidget):
    """One entry, or a new one; Ctrl+Enter saves it."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._known = app, KnownEntry(None, "")
        self.kind = ChoiceField(C_("order line", "Kind"), [(each, each.label) for each in KINDS], value=LineKind.PART)
        self.code = LineField(C_("order line", "Code"), mono=True, longest=200)
        self.text = LineField(C_("order line", "Description"), longest=2000)
        self.group = ChoiceField(N_("Vehicle part"), [NO_PART, *((each, each.label) for each in PartGroup)], value="")
        self.texts = {
            code: LineField(Message(TEXT_IN, language=name), longest=2000) for code, name in LANGUAGES.items()
        }
        self.price = ReadField(C_("order line", "Price"), self._read_money)
        self.core = ReadField(N_("Core charge"), self._read_money)
        self.since = day_field(N_("Price valid from"), today=True)
        self.replaced_by = LineField(N_("Superseded by"), mono=True, longest=200)
        self.hours = ReadField(N_("Flat-rate hours"), self._read_hours, hint=HOURS_HINT)
        self.torques = ReadField(N_("Torques"), read_torques, hint=TORQUES_HINT)
        self.earlier = Label("", "small", "ink2", wrap=True)
        self.save = Button(N_("Save entry"), "primary", keys="Ctrl+Return")
        self.withdraw = Button(C_("catalogue", "Withdraw"), icon="archive")
        self.history = history_button(app, self._record)
        self.bar = StickyBar(self.save, self.withdraw)
        self._submission = Submission(app, Faults(lambda: self.fields), self)
        self._lay_out()
        self.kind.chosen.connect(self._fit)
        self.save.clicked.connect(self._save)
        app.permits.need(save_catalogue, self.save)
        self.withdraw.clicked.connect(self._withdraw)
        app.permits.need(withdraw_catalogue_entry, self.withdraw)
        self._submission.saved.connect(self._saved)
        self._show(KnownEntry(None, ""))

    def _lay_out(self) -> None:
        names: list[QWidget] = list(self.texts.values())
        self._of_part = wrap(
            column(
                row((self.price, 1), (self.core, 1), (self.since, 1), (self.replaced_by, 1), gap=16),
                self.earlier,
                gap=2,
            )
        )
        self._of_labour = wrap(row((self.hours, 1), (self.torques, 1), gap=16))
        head = row((self.kind, 1), (self.code, 2), (self.text, 4), (self.group, 2), gap=16)
        card = form_card(head, self._of_part, self._of_labour)
        names += [QWidget()] * (len(names) % 2)  # or the last one would be twice as wide
        spoken = [row((one, 1), (other, 1), gap=16) for one, other in zip(names[::2], names[1::2], strict=True)]
        other = form_card(SectionTitle(N_("In other languages")), *spoken)
        form = FormBody(column(card, other, None, gap=t.CARD_GAP, margins=(24, 0, 24, 16)), self.bar)
        title = row(PageTitle(TITLE), None, self.history, margins=(24, 14, 24, 0))
        self.setLayout(over_bar(title, form, self.bar))

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them."""
        own: dict[str, Field] = {
            "kind": self.kind,
            "code": self.code,
            "text": self.text,
            "texts": next(iter(self.texts.values())),
            "group": self.group,
            "prices": self.price,
            "core": self.core,
            "since": self.since,
            "replaced_by": self.replaced_by,
            "hours": self.hours,
            "torques": self.torques,
        }
        return {f"entries[0].{name}": field for name, field in own.items()}

    # The place --------------------------------------------------------------------------------------------------

    @override
    def show_key(self, key: str) -> None:
        kind, _, code = key.partition(":")
        user = self._app.user
        self._app.run_query(lambda: known_entry(user, LineKind.of(kind) if code else None, code), self._show)

    @override
    def first_focus(self) -> QWidget | None:
        return self.code.line

    def _record(self) -> tuple[str, str] | None:
        entry = self._known.entry
        return (ENTRY, f"{entry.kind}:{entry.code}") if entry else None

    def _show(self, known: KnownEntry) -> None:
        self._known, entry = known, known.entry or CatalogueEntry(kind=LineKind.PART, code="")
        self.kind.set_value(entry.kind)
        self.code.set_text(entry.code)
        self.text.set_text(entry.text)
        self.group.set_value(entry.group or "")
        for code, field in self.texts.items():
            field.set_text(entry.texts.get(code, ""))
        self.replaced_by.set_text(entry.replaced_by)
        self.hours.set_text(written_hours(entry.hours))
        self.torques.set_text(written_torques(entry.torques))
        for empty in (self.price, self.core):
            empty.set_text("")
        self.since.set_text(translator().current.formats.day(known.today, "short") if known.today else "")
        self.withdraw.setVisible(known.entry is not None and not known.entry.withdrawn)
        for locked in (self.kind.choice, self.code.line):
            locked.setEnabled(known.entry is None)
        self._say_prices(entry)
        self._fit()

    def _say_prices(self, entry: CatalogueEntry) -> None:
        language = translator().current
        money = language.formats.money
        said = [
            language(EARLIER, day=each.valid_from, price=money(Money(each.price, self._known.currency)))
            for each in reversed(entry.prices)
        ]
        self.earlier.show_text(" · ".join(said))
        self.earlier.setVisible(bool(said))

    @Slot()
    def _fit(self) -> None:
        is_part = self.kind.value is LineKind.PART
        self._of_part.setVisible(is_part)
        self._of_labour.setVisible(not is_part)

    def _read_money(self, text: str) -> tuple[object, str]:
        read = read_money(text, translator().current, self._known.currency or "EUR")
        return read.value.minor, read.echo

    def _read_hours(self, text: str) -> tuple[object, str]:
        return read_hours(text, self._known.makes)

    # What is done with it ---------------------------------------------------------------------------------------

    @Slot()
    def _save(self) -> None:
        self._submission.submit(save_catalogue, lambda: SaveCatalogue((self._read(),)), SAVED)

    def _read(self) -> CatalogueEntry:
        shown = (self.price, self.core, self.since) if self.kind.value is LineKind.PART else (self.hours, self.torques)
        for field in shown:
            field.validate()
        kept = self._known.entry
        entry = CatalogueEntry(
            kind=cast("LineKind", self.kind.value),
            code=self.code.text,
            text=self.text.text,
            texts={code: field.text for code, field in self.texts.items() if field.text},
            group=cast("PartGroup | None", self.group.value or None),
            replaced_by=self.replaced_by.text,
            hours=cast("Any", self.hours.value or ()),
            torques=cast("Any", self.torques.value or ()),
            prices=kept.prices if kept else (),
        )
        if self.price.value is None:
            return entry
        since = cast("date | None", self.since.value) or self._known.today or date.max
        price = Price(since, cast("int", self.price.value), cast("int | None", self.core.value))
        others = tuple(each for each in entry.prices if each.valid_from != since)
        return replace(entry, prices=(*others, price))

    @Slot()
    def _withdraw(self) -> None:
        entry = self._known.entry
        if entry:
            self._submission.submit(withdraw_catalogue_entry, lambda: WithdrawEntry(entry.kind, entry.code), WITHDRAWN)

    @Slot(object)
    def _saved(self, _: Result[CatalogueChanged]) -> None:
        self._app.go("catalogue")


def read_hours(text: str, makes: Sequence[str]) -> tuple[object, str]:
    """Flat-rate hours: "0.8; MG MG4 Electric 1.1"; the make is the first word, or one that is known."""
    return tuple(_model_hours(each, makes) for each in read_list(text, SEMICOLON)), ""


def _model_hours(text: str, makes: Sequence[str]) -> ModelHours:
    model, _, figure = text.rpartition(" ")
    try:
        hours = read_number(figure, translator().current, 1).value
    except Objection:
        raise HoursUnread(text) from None
    named = " ".join(model.split())
    make = next((each for each in sorted(makes, key=len, reverse=True) if _begins(named, each)), "")
    make = make or named.partition(" ")[0]
    return ModelHours(hours, make, named[len(make) :].strip())


def _begins(named: str, make: str) -> bool:
    return f"{named} ".casefold().startswith(f"{make} ".casefold())


def written_hours(hours: tuple[ModelHours, ...]) -> str:
    """Hours as they are typed."""
    language = translator().current
    written = (" ".join(filter(None, (each.make, each.model, language.formats.number(each.hours)))) for each in hours)
    return typed_list(written, language, SEMICOLON)
