"""The fields of a change of owner, in the order of the paper, and how they are read."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLayout, QWidget

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.kinds import kinds_of
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import form_card
from lifecycle_desk.desktop.forms import Faults
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    CheckBox,
    ChoiceField,
    Fact,
    Field,
    Label,
    LineField,
    ReadField,
    SectionTitle,
    Stack,
    column,
    facts_strip,
    row,
    wrap,
)
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.reading import read_money
from lifecycle_desk.stages.transfer.ownership.rules.papers_wanted import Authority, PaperKind, PlateCustom, Side
from lifecycle_desk.stages.transfer.ownership.screens.outlook import Outlook
from lifecycle_desk.stages.transfer.ownership.screens.papers_wanted import PapersField
from lifecycle_desk.stages.transfer.ownership.usecases.changing import (
    CHANGED,
    ChangeOwner,
)
from lifecycle_desk.stages.transfer.ownership.usecases.form import Foreseen, OwnerForm
from lifecycle_desk.vehicle.screens.event_text import NOTHING, in_words
from lifecycle_desk.vehicle.screens.fields import day_field, looked
from lifecycle_desk.vehicle.screens.step_form import Around, Part, StepForm, within
from lifecycle_desk.vehicle_file.screens.car_head import CarHead

BESIDE_CONTROL = 24  # px from the top of a field to its control
STAYS, NEW_PLATE, TAKEN_OFF = "stays", "new", "off"
PLATES: tuple[tuple[str, str], ...] = (
    (STAYS, C_("plate", "Stays on the vehicle")),
    (NEW_PLATE, C_("plate", "New")),
    (TAKEN_OFF, C_("plate", "Removed, none yet")),
)
PRIVACY = N_(
    "The new owner’s name and contact details are kept with this vehicle as long as the law "
    "requires; they can be viewed, corrected and erased. The new owner sees nothing about the "
    "previous owner, and the price is not shown to later owners."
)
SOURCE = N_("Source: %(source)s.")
WEAK = N_("Please check with the authority: this information is not fully confirmed (%(source)s).")
AT_ONCE = N_("at once")


class OwnerFields(QObject):
    """All fields, and the cards in which they stand; `changed` is heard when what would come of it may be another."""

    changed = Signal()

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._known = app, cast("OwnerForm | None", None)
        self._make_form(app)
        self._make_parties()
        self._make_papers()
        self._make_consent()
        self.outlook = Outlook()
        self.head: tuple[QWidget | QLayout, ...] = (self.car.lines(),)
        self.cards = self._cards()
        for field in (self.on, self.odometer):
            field.read.connect(self.changed)
        self.spouse.toggled.connect(self.changed)
        self.plate.chosen.connect(self._show_plate)

    def _make_form(self, app: AppContext) -> None:
        labels = {name: kind.label for name, kind in kinds_of(ChangeOwner).items()}
        self.new_plate = LineField(labels["plate"], longest=20)
        notified = day_field(labels["notified_on"], placeholder=N_("not yet"))
        parts: dict[str, Part] = {"plate": self.new_plate, "notified_on": notified}
        self.form = StepForm(CHANGED, Around(app), _begins(), parts=parts)
        self.buyer, self.on, self.odometer = self.form["to"], self.form["on"], self.form["odometer"]

    def _make_parties(self) -> None:
        self.car = CarHead(CHANGED.heading, self._app.go)
        self.seller = Fact(C_("transfer", "Seller"), PlainText(NOTHING))
        self.price = ReadField(C_("transfer", "Price"), self._money, hint=N_("Optional"))
        self.spouse = CheckBox(N_("The new owner is the spouse of the seller"))
        self.plate = ChoiceField(C_("vehicle", "Plate"), list(PLATES), value=STAYS)
        self._custom = Label("", "small", "ink3", wrap=True)

    def _make_papers(self) -> None:
        self.papers: PapersField | None = None
        self._papers = Stack()
        self._shown_of: Authority | None = None
        names = (N_("Authority"), N_("Notify by"), N_("To be notified by"))
        self.authority = [Fact(name, PlainText(NOTHING)) for name in names]
        self._source = Label("", "small", "ink3", wrap=True)

    def _make_consent(self) -> None:
        self.seller_agrees = CheckBox(N_("The seller agrees to this change being recorded"))
        self.buyer_agrees = CheckBox(N_("The new owner agrees to this change being recorded"))
        self.told = CheckBox(N_("The new owner has been informed about the data we keep"))

    def _cards(self) -> tuple[QWidget, ...]:
        beside = wrap(column(BESIDE_CONTROL, self._custom, None, gap=0))
        return (
            form_card(
                SectionTitle(N_("Seller and new owner")),
                row((facts_strip([self.seller], least=220), 2), (self.form["way"], 1), (self.price, 1), gap=16),
                self.buyer,
                row(self.spouse, None),
            ),
            form_card(
                SectionTitle(N_("Vehicle on that day")),
                *self.form.rows("on odometer keys cards"),
                row((self.plate, 1), (self.new_plate, 1), (beside, 1), (QWidget(), 1), gap=16),  # under the four above
            ),
            form_card(
                SectionTitle(N_("Documents for the authority")),
                facts_strip(self.authority, least=200),
                self._papers,
                *self.form.rows("authority_reference notified_on"),
                self._source,
            ),
            form_card(SectionTitle(N_("Effect on cover")), self.outlook.cover, 6),
            form_card(SectionTitle(N_("Ends for the previous owner")), self.outlook.ends, 6),
            form_card(
                SectionTitle(N_("Consent and privacy")),
                column(*(row(each, None) for each in (self.seller_agrees, self.buyer_agrees, self.told)), gap=2),
                Label(PRIVACY, "small", "ink3", wrap=True),
                *self.form.rows("note documents"),
            ),
        )

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them, in the order of the form."""
        form, dates = self.form.fields, {f"issued_{kind}": each for kind, each in self._issued.items()}
        return {
            **within("to", self.buyer.fields),
            "before": self.buyer.name,
            "price": self.price,
            **{name: form[name] for name in ("on", "odometer", "keys", "cards", "plate")},
            **({"papers": self.papers} if self.papers else {}),
            **dates,
            **form,
        }

    @property
    def _issued(self) -> Mapping[PaperKind, ReadField]:
        """The fields for the days of issue of papers that grow too old."""
        return self.papers.issued if self.papers else {}

    @property
    def day(self) -> date | None:
        """The day of the change, as it was read."""
        return self.on.value if isinstance(self.on.value, date) else None

    def _money(self, text: str) -> tuple[object, str]:
        return read_money(text, translator().current, self._known.currency if self._known else "EUR")

    def clear(self) -> None:
        """Make ready for another change."""
        self.form.begin(_begins())
        self.price.set_text("")
        self.plate.set_value(STAYS)
        self._shown_of = None
        for tick in (self.spouse, self.seller_agrees, self.buyer_agrees, self.told):
            tick.setChecked(False)
        self.outlook.show_foreseen(None)
        Faults(lambda: self.fields).clear()

    def begin(self, known: OwnerForm) -> None:
        """Begin with what is known; what stands in the fields stays."""
        self._known = known
        if known.authority is not self._shown_of or self.papers is None:
            self._shown_of = known.authority
            self.papers = PapersField(known.authority) if known.authority else None
            issued = list(self._issued.values())
            dates = [wrap(row(*((each, 1) for each in issued), None, gap=16))] if issued else []
            self._papers.fill([self.papers, *dates] if self.papers else [])
            goes = known.authority is not None and known.authority.plate is PlateCustom.GOES
            self.plate.set_value(NEW_PLATE if goes else STAYS)

    def show_known(self, known: OwnerForm) -> None:
        """Say what is known, in the language of now."""
        self.car.show_car(known.vin, known.name, known.plate)
        since = known.figures.owner_since
        name: UiText = PlainText(known.owner.name) if known.owner else PlainText(NOTHING)
        if known.figures.owner and not known.owner:
            name = N_("Personal data erased")
        self.seller.show_fact(name, Message(N_("since %(on)s"), on=since) if since else N_("no owner yet"))
        authority = known.authority
        self._custom.set_message(authority.plate.label if authority else "")
        self._source.set_message(
            Message(WEAK if authority.verify else SOURCE, source=authority.source) if authority else ""
        )
        self._show_plate()
        self._show_authority(authority, authority.notify_by(self.day) if authority and self.day else None)

    def show_foreseen(self, seen: Foreseen) -> None:
        """Show what would come of the change."""
        self.outlook.show_foreseen(seen)
        if self._known:
            self._show_authority(self._known.authority, seen.notify_by)

    def _show_authority(self, authority: Authority | None, by: date | None) -> None:
        who, until, whose = self.authority
        if authority is None:
            who.show_fact(C_("fact", "not known"), "")
            return
        who.show_fact(PlainText(in_words(authority.names)), "")
        if by is None:
            until.show_fact(PlainText(NOTHING), N_("no known deadline"))
        else:
            until.show_fact(
                PlainText(translator().current.formats.day(by)), AT_ONCE if authority.deadline_days == 0 else ""
            )
        whose.show_fact(authority.deadline_of.label if authority.deadline_of else PlainText(NOTHING), "")

    def _show_plate(self) -> None:
        self.new_plate.setEnabled(self.plate.value == NEW_PLATE)

    def read(self, vin: str) -> ChangeOwner:
        """The change as it stands here."""
        asked = self.form.read()
        looked(self.price, *self._issued.values())
        keys, cards = self.form["keys"], self.form["cards"]
        if keys.value is None and cards.value is None and not keys.is_faulty:
            keys.fault(N_("Please fill this in."))
        if self.plate.value == NEW_PLATE and not self.new_plate.text:
            self.new_plate.fault(N_("Please fill this in."))
        return replace(
            asked,
            vin=vin,
            keys=max(asked.keys, 0),
            to_spouse=self.spouse.isChecked(),
            plate={STAYS: None, TAKEN_OFF: ""}.get(str(self.plate.value), self.new_plate.text),
            papers=self.papers.values if self.papers else (),
            consents=self._consents(),
            privacy_told=self.told.isChecked(),
            price=self.price.value if isinstance(self.price.value, Money) else None,
        )

    def _consents(self) -> tuple[Side, ...]:
        agreed = ((Side.SELLER, self.seller_agrees), (Side.BUYER, self.buyer_agrees))
        return tuple(side for side, tick in agreed if tick.isChecked())


def _begins() -> ChangeOwner:
    """A change of today; keys and cards begin below their least, which a field shows as nothing."""
    return ChangeOwner("", translator().current.formats.today(), 0, Distance(0), keys=-1, cards=-1)
