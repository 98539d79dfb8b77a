"""Dossiers: a car's life handed on to another dealer, or taken in from one after seeing who vouches for what."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import override

from PySide6.QtCore import QDir, Slot
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.exporting import EXPORT
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.dealership.rules.rights import IMPORT
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.list_notes import SHOWN, NotesCard
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    CheckField,
    InfoBar,
    Label,
    PageTitle,
    SectionTitle,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.rows import TwoLineRow
from lifecycle_desk.desktop.notices import refused_in, said_of
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.rail_section import pair
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.dossier.interchange.giving import write
from lifecycle_desk.dossier.interchange.taking import Looked, look_at, take_in
from lifecycle_desk.store.files import pour_whole
from lifecycle_desk.store.sources import FILE, steps_from
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.screens.dropping import FileDropPage
from lifecycle_desk.vehicle.screens.event_text import join
from lifecycle_desk.vehicle.screens.vehicle_field import VehicleField
from lifecycle_desk.vehicle.usecases.vehicles_shown import Vehicles, VehicleSummary

TITLE, GIVE, TAKE = N_("Vehicle dossier"), N_("Export vehicle history…"), N_("Import")
ABOUT_GIVING = N_(
    "Creates one signed file with the complete vehicle history, its documents and its battery. "
    "Plates, prices, locations and customer comments are left out."
)
WITH_OWNER = N_("Include the current owner’s data, with the owner’s consent")
HANDED_ON, CAME = N_("Dossier saved"), N_("History imported")
CHOOSE, ABOUT_TAKING = N_("Choose dossier…"), N_("Drop a dossier from another dealer here. Nothing is imported yet.")
JOIN = N_("They belong together: import")
WHOLE = N_("Signed by %(dealer)s and intact")
EVENTS = NN_("%(n)s record", "%(n)s records")
NEW, KNOWN = N_("New"), N_("Already here")
HALF = N_("Intact, but the signer is not known here.")
TRUST = N_("I checked with the dealer by another channel, and the fingerprint matches")
READING = N_("Dossier")
RECENT, NO_VEHICLES = N_("Recent vehicles"), N_("No vehicles yet.")


class DossierPage(FileDropPage):
    """At the start a car that is handed on, at the end one that comes; a place may name the VIN of the first.

    Where it names none, a car is searched for, or one of the last few is taken.
    """

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self._vin = ""
        self._file: Path | None = None
        self._seen: Looked | None = None
        self.vehicle = VehicleField(app)
        self.recent = NotesCard(app, RECENT, NO_VEHICLES)
        self.give = Button(GIVE, "primary", icon="arrows-exchange", keys="Ctrl+S")
        self.with_owner = CheckField(WITH_OWNER)
        self.choose = Button(CHOOSE, icon="file-import", keys="Ctrl+O")
        self.whole = InfoBar("", tone="ok", icon="circle-check")
        self.half = InfoBar(HALF, tone="warn", icon="alert-triangle")
        self.against = InfoBar("", tone="warn", icon="alert-triangle")
        self.refused = InfoBar("", tone="danger", icon="alert-circle")
        self.trusts = CheckField(TRUST)
        self.take = Button(TAKE, "primary", keys="Ctrl+Return")
        self._facts = QVBoxLayout()
        self._held: list[QWidget] = []
        self._lay_out()
        self.vehicle.chosen.connect(self._chosen)
        self.give.clicked.connect(self._give)
        self.choose.clicked.connect(self._choose)
        self.take.clicked.connect(self._take)
        app.permits.need(EXPORT, self.give)
        app.permits.need(IMPORT, self.take)
        self.trusts.toggled.connect(self._may_take)
        translator().changed.connect(self._say)
        self._say()

    def _lay_out(self) -> None:
        given = column(
            Label(ABOUT_GIVING, "body", "ink2", wrap=True),
            self.vehicle,
            self.with_owner,
            row(None, self.give),
            gap=10,
            margins=(16, 14, 16, 14),
        )
        came = column(
            Label(ABOUT_TAKING, "body", "ink2", wrap=True),
            row(self.choose, None),
            self.refused,
            self.whole,
            self.half,
            self._facts,
            self.against,
            self.trusts,
            row(None, self.take),
            gap=10,
            margins=(16, 14, 16, 14),
        )
        taken = wrap(column(SectionTitle(N_("From another dealer")), Card(came), None, gap=8))
        side = wrap(column(SectionTitle(N_("To another dealer")), Card(given), 4, self.recent, None, gap=8))
        body = row((side, 1), (taken, 1), gap=t.COLUMN_GAP)
        self.setLayout(column(row(PageTitle(TITLE), None), (wrap(body), 1), gap=14, margins=(24, 14, 24, 16)))

    @override
    def show_key(self, key: str) -> None:
        self._vin = key
        if key:
            self.vehicle.find_vehicle(key)
        else:
            self.vehicle.reset()
            user = self.app.user
            self.app.run_query(lambda: last_touched(user), self._show_recent)
        self._say()

    @override
    def first_focus(self) -> QWidget | None:
        return self.give if self._vin else self.vehicle.first()

    @Slot(object)
    def _chosen(self, vehicle: VehicleSummary | None) -> None:
        self._vin = vehicle.vin if vehicle else ""
        self._say()

    def _show_recent(self, found: Sequence[VehicleSummary]) -> None:
        """Show the vehicles that were worked on last, each a way to the same page with it."""
        rows = [
            TwoLineRow(each.name, join(each.plate, each.vin), icon="car", key=Place("dossier", each.vin))
            for each in found
        ]
        self.recent.show_rows(rows)

    @Slot()
    def _give(self) -> None:
        name = QDir.home().filePath(f"{self._vin}.ldz")
        chosen, _ = QFileDialog.getSaveFileName(self, translator().current(GIVE), name, "Lifecycle Desk (*.ldz)")
        if chosen:
            steps = giving(self.app.user, self._vin, Path(chosen), with_owner=self.with_owner.checked)
            self.app.run_long(steps, lambda _: self.app.show_toast(HANDED_ON), name=READING)

    @Slot()
    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, translator().current(CHOOSE), QDir.homePath(), "Lifecycle Desk (*.ldz)"
        )
        if chosen:
            self.bring(Path(chosen))

    @override
    def bring(self, path: Path) -> None:
        self._file = path
        user = self.app.user
        self.app.run_query(lambda: look_at(user, path), self._came, self._refused)

    def _came(self, seen: Looked) -> None:
        self._seen = seen
        self.trusts.tick.setChecked(False)
        self.refused.hide()
        self._say()
        if self.take.isVisible():
            self.take.setFocus()

    def _refused(self, fact: Exception) -> None:
        self._seen = None
        self._say()
        refused_in(self.refused, fact, self.app)

    @Slot()
    def _say(self) -> None:
        self.give.setEnabled(bool(self._vin))
        self.recent.setVisible(not self._vin)
        self.vehicle.say_vehicle()
        for each in self._held:
            each.deleteLater()
        self._held = []
        for part in (self.whole, self.half, self.against, self.trusts, self.take):
            part.setVisible(self._seen is not None)
        self.refused.setVisible(self.refused.isVisible() and self._seen is None)
        if self._seen:
            self._tell(self._seen)

    def _tell(self, seen: Looked) -> None:
        language, dossier, fit = translator().current, seen.dossier, seen.fit
        self.whole.set_message(Message(WHOLE, dealer=dossier.dealer))
        self.whole.setVisible(not seen.strangers)
        self.half.setVisible(bool(seen.strangers))
        built = dossier.vehicle
        name = named(*(str(built.get(each) or "") for each in ("make", "model", "variant")))
        self._add(pair(N_("Vehicle"), name or dossier.vin))
        self._add(pair(N_("VIN"), dossier.vin))
        for life in dossier.lives:
            events = language(EVENTS, n=len(life.told_here))
            self._add(pair(life.dealer, f"{events} \N{MIDDLE DOT} {life.fingerprint}"))
        self._add(pair(NEW, language(EVENTS, n=fit.count)))
        self._add(pair(KNOWN, language(EVENTS, n=fit.known)))
        for _, why in seen.strangers:
            self._add(Label(text=language.sentence(why), wrap=True))
        self.trusts.setVisible(bool(seen.strangers))
        self.against.setVisible(fit.against is not None)
        if fit.against:
            self.against.set_message(said_of(fit.against))
        self.take.set_message(JOIN if fit.against else TAKE)
        self.take.setVisible(fit.count > 0)
        self._may_take()

    @Slot()
    def _may_take(self, _compared: bool = False) -> None:  # noqa: FBT001, FBT002 (as Qt tells it)
        """Nothing is taken in by a key that nobody compared."""
        self.take.setEnabled(self._seen is not None and (not self._seen.strangers or self.trusts.checked))

    def _add(self, part: QWidget) -> None:
        self._facts.addWidget(part)
        self._held.append(part)

    @Slot()
    def _take(self) -> None:
        if self._seen is None or self._file is None:
            return
        dossier, fit = self._seen.dossier, self._seen.fit
        compared = tuple(life.fingerprint for life, _ in self._seen.strangers) if self.trusts.checked else ()
        steps = take_in(self.app.user, self._file, Choices(join=fit.against is not None, trust=compared))
        self.app.run_long(steps_from(FILE, steps), partial(self._taken, dossier.vin), self._refused, READING)

    def _taken(self, vin: str, _done: object) -> None:
        self.app.show_toast(CAME)
        self._seen = None
        self._say()
        self.app.go("vehicle", vin)


def last_touched(user: UserSession) -> list[VehicleSummary]:
    """The vehicles that something was recorded of last."""
    listing = Vehicles(user)
    return list(listing.rows(listing.keys(SHOWN)).values())


def giving(user: UserSession, vin: str, file: Path, *, with_owner: bool) -> Steps[None]:
    """Write a dossier into a file, whole or not at all."""
    yield Step(0)
    pour_whole(file, write(user, {"vin": vin, "with_owner": with_owner}))
