"""The dealer as a treatment facility: the permit on which certificates of destruction rest."""

from typing import Any, override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.kinds import kinds_of
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import FormBody, form_card
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import (
    Button,
    Field,
    Label,
    SectionTitle,
    StickyBar,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.tab import Tab
from lifecycle_desk.stages.recycling.end.rules.permits import Permit
from lifecycle_desk.stages.recycling.end.screens.addresses import AddressFields
from lifecycle_desk.stages.recycling.end.usecases.permits import permits, record_permit
from lifecycle_desk.vehicle.screens.step_form import WIDGETS, Around, shown

KINDS = kinds_of(Permit)
SAVED = N_("Permit saved")
MEANS = N_(
    "Only an authorised treatment facility can issue certificates of destruction. Without a valid "
    "permit, Lifecycle Desk prepares drafts for a facility that has one."
)
SEVERAL = N_("%(n)s permits are recorded; the latest one is shown. A different number adds another permit.")


class FacilityTab(Tab):
    """The permit that began last; another number is another permit, and the earlier one stays."""

    tables = frozenset({"recycling_permit"})

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self.plain = {name: WIDGETS[type(kind)](kind, Around(app)) for name, kind in KINDS.items()}
        self.places = {name: AddressFields(named=True) for name in ("facility", "authority", "auditor")}
        self.about, self.several = Label(MEANS, "body", "ink2", wrap=True), Label("", "small", "ink3", wrap=True)
        self.save = Button(N_("Save"), "primary", keys="Ctrl+Return")
        self.fields: dict[str, Field] = {
            **self.plain,
            **{name: each for under, place in self.places.items() for name, each in place.fields(under).items()},
        }
        self._submission = Submission(app, Faults(lambda: self.fields), self)
        self._lay_out()
        self.save.clicked.connect(self._save)
        app.permits.need(record_permit, self.save)

    def _lay_out(self) -> None:
        permit = (
            SectionTitle(N_("Treatment facility permit")),
            self.about,
            self.several,
            row(
                (self.plain["number"], 2),
                (self.plain["valid_from"], 1),
                (self.plain["valid_to"], 1),
                (self.plain["company_number"], 2),
                gap=t.COLUMN_GAP,
            ),
        )
        places = (
            (N_("Facility"), self.places["facility"], self.plain["phone"]),
            (N_("Issuing authority"), self.places["authority"], None),
            (N_("Auditor, if required in your country"), self.places["auditor"], self.plain["auditor_phone"]),
        )
        cards = [form_card(*permit)]
        for title, address, phone in places:
            last = [row((phone, 1), None, None, gap=16)] if phone else []
            line = row(*address.line(), gap=16)
            cards.append(form_card(SectionTitle(title), line, *last))
        form = wrap(column(*cards, None, gap=t.CARD_GAP))
        bar = StickyBar(self.save)
        body = FormBody(column(form, gap=0, margins=(24, 0, 24, t.PAGE_END)), bar)
        self.setLayout(column((body, 1), bar, gap=0))
        self.several.hide()

    @override
    def first_focus(self) -> QWidget | None:
        return self.plain["number"].control

    @override
    def look(self) -> None:
        self.app.run_query(lambda: permits(self.app.user), self._came)

    def _came(self, found: list[Permit]) -> None:
        self.several.setVisible(len(found) > 1)
        self.several.set_message(Message(SEVERAL, n=len(found)))
        if not found:
            return
        for name, field in self.plain.items():
            field.restore(shown(KINDS[name], getattr(found[-1], name)))
        for name, place in self.places.items():
            place.show(getattr(found[-1], name))

    @Slot()
    def _save(self) -> None:
        self._submission.submit(record_permit, self._read, SAVED)

    def _read(self) -> Permit:
        for field in self.plain.values():
            field.validate()
        plain: dict[str, Any] = {name: field.value for name, field in self.plain.items()}
        places = {name: place.read() for name, place in self.places.items()}
        return Permit(**plain | places)
