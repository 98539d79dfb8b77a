"""The dealer as a treatment facility: the permit on which certificates of destruction rest."""

from datetime import date
from typing import override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Field,
    Label,
    LineField,
    Scroll,
    SectionTitle,
    StickyBar,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.recycling.rules.permits import Permit
from lifecycle_desk.stages.recycling.screens.addresses import AddressFields
from lifecycle_desk.stages.recycling.usecases.permits import permits, record_permit
from lifecycle_desk.vehicle.screens.fields import day_field, looked
from lifecycle_desk.vehicle.screens.tab import Tab

WIDER = 980  # px: an address stands in one line
SAVED = N_("The permit is saved.")
MEANS = N_(
    "Only an authorised treatment facility issues certificates of destruction. Without a permit in force, the program "
    "prepares drafts for the facility that has one."
)
SEVERAL = N_("%(n)s permits are kept; the one that began last is shown. Another number keeps another permit.")


class FacilityTab(Tab):
    """The permit that began last; another number is another permit, and the earlier one stays."""

    tables = frozenset({"recycling_permit"})

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self.number, self.company = LineField(N_("Permit number")), LineField(N_("Company register number"))
        self.since, self.until = day_field(N_("Valid from"), required=True), day_field(N_("Valid until"))
        self.phone, self.auditor_phone = LineField(N_("Phone")), LineField(N_("Phone of the auditor"))
        self.facility, self.authority = AddressFields(named=True), AddressFields(named=True)
        self.auditor = AddressFields(named=True)
        self.about, self.several = Label(MEANS, "body", "ink2", wrap=True), Label("", "small", "ink3", wrap=True)
        self.save = Button(N_("Save"), "primary", keys="Ctrl+Return")
        self.fields: dict[str, Field] = {
            "number": self.number,
            "valid_from": self.since,
            "valid_to": self.until,
            "company_number": self.company,
            **self.facility.fields("facility"),
            "phone": self.phone,
            **self.authority.fields("authority"),
            **self.auditor.fields("auditor"),
            "auditor_phone": self.auditor_phone,
        }
        self._submission = Submission(app, Faults(lambda: self.fields), self)
        self._lay_out()
        self.save.clicked.connect(self._save)

    def _lay_out(self) -> None:
        permit = (
            SectionTitle(N_("Permit as a treatment facility")),
            self.about,
            self.several,
            row((self.number, 2), (self.since, 1), (self.until, 1), (self.company, 2), gap=t.COLUMN_GAP),
        )
        places = (
            (N_("Facility"), self.facility, self.phone),
            (N_("Authority that issued it"), self.authority, None),
            (N_("Auditor, where the country has one"), self.auditor, self.auditor_phone),
        )
        cards = [Card(column(*permit, gap=6, margins=(16, 12, 16, 8)))]
        for title, address, phone in places:
            last = [row((phone, 1), None, None, gap=16)] if phone else []
            line = row(*address.line(), gap=16)
            cards.append(Card(column(SectionTitle(title), line, *last, gap=6, margins=(16, 12, 16, 8))))
        form = wrap(column(*cards, None, gap=t.CARD_GAP))
        form.setMaximumWidth(WIDER)
        scroll = Scroll(row((form, 1000), None, margins=(24, 0, 24, 14)))
        self.setLayout(column((scroll, 1), StickyBar(self.save), gap=0))
        self.several.hide()

    @override
    def first_focus(self) -> QWidget | None:
        return self.number.control

    @override
    def look(self) -> None:
        self.app.run_query(lambda: permits(self.app.user), self._came)

    def _came(self, found: list[Permit]) -> None:
        self.several.setVisible(len(found) > 1)
        self.several.set_message(Message(SEVERAL, n=len(found)))
        if not found:
            return
        permit, formats = found[-1], translator().current.formats
        self.number.set_text(permit.number)
        self.since.set_text(formats.day(permit.valid_from, "short"))
        self.until.set_text(formats.day(permit.valid_to, "short") if permit.valid_to else "")
        self.company.set_text(permit.company_number)
        self.phone.set_text(permit.phone)
        self.auditor_phone.set_text(permit.auditor_phone)
        shown = ((self.facility, permit.facility), (self.authority, permit.authority), (self.auditor, permit.auditor))
        for fields, address in shown:
            fields.show(address)

    @Slot()
    def _save(self) -> None:
        self._submission.submit(record_permit, self._read, SAVED)

    def _read(self) -> Permit:
        looked(self.since, self.until)
        since, until = self.since.value, self.until.value
        return Permit(
            self.number.text,
            self.authority.read(),
            self.facility.read(),
            since if isinstance(since, date) else date.min,
            until if isinstance(until, date) else None,
            self.company.text,
            self.phone.text,
            self.auditor.read(),
            self.auditor_phone.text,
        )
