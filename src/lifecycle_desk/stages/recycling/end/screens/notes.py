"""The cards under the list of cars on their way out: next steps, deadlines, what lies apart, certificates, permit."""

from collections.abc import Iterator
from typing import Any, override

from lifecycle_desk.base.objections import C_, N_, NN_, Objection
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.list_notes import ListNotes, NotesCard
from lifecycle_desk.desktop.look.ageing import waited
from lifecycle_desk.desktop.look.parts import Button
from lifecycle_desk.desktop.look.rows import TwoLineRow
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.recycling.end.rules.deadlines import Deadline, Due, State, Unit
from lifecycle_desk.stages.recycling.end.rules.permits import Permit
from lifecycle_desk.stages.recycling.end.screens.looks import STEPS
from lifecycle_desk.stages.recycling.end.usecases.ahead import TABLES, Ahead, Apart, NextStep, OfCar, ahead
from lifecycle_desk.vehicle.screens.event_text import join

DAYS = NN_("%(n)s day", "%(n)s days")
IN_PROGRESS = C_("end of life", "in progress")
NOTHING_IN_THE_WAY = N_("Nothing is missing for this step.")
BY_LAW = NN_("within %(n)s day", "within %(n)s days")
BY_LAW_WORKING = NN_("within %(n)s working day", "within %(n)s working days")
WHOLE_LAW = N_("Required in this market")
WITHOUT_END = N_("no end date")
QUARANTINED, TAKEN_OUT = N_("Vehicle in quarantine"), N_("Removed, not handed over")


class EndNotes(ListNotes):
    """Five cards, each with what somebody who works here would look for next."""

    tables = TABLES

    def __init__(self, app: AppContext) -> None:
        self.steps = NotesCard(app, N_("Next steps"), N_("No vehicle is waiting for a step."))
        self.deadlines = NotesCard(
            app,
            N_("Legal deadlines"),
            N_("No deadlines are stored for this market. Follow the rules of your authority."),
        )
        self.apart = NotesCard(
            app, N_("Quarantine and removed batteries"), N_("No vehicle is in quarantine and no battery is stored.")
        )
        self.issued = NotesCard(
            app, N_("Certificates this month"), N_("No certificate of destruction has been issued this month.")
        )
        settings = Button(N_("Settings"), "link")
        settings.clicked.connect(lambda: app.go("settings", "facility"))
        self.permit = NotesCard(
            app,
            N_("Treatment facility permit"),
            N_("No valid permit is recorded: certificates are prepared as drafts for a facility that has one."),
            settings,
        )
        super().__init__(app, (self.steps, self.apart), (self.deadlines, self.issued, self.permit))

    @override
    def ask(self, user: UserSession) -> Any:
        return ahead(user)

    @override
    def tell(self, found: Ahead) -> None:
        language = translator().current
        self.steps.show_rows([_step(each) for each in found.steps])
        self.deadlines.show_rows([*(_due(*each) for each in found.dues), *_rules(found)])
        self.apart.show_rows([_apart(each) for each in found.apart])
        self.issued.show_rows(
            [
                TwoLineRow(
                    title=join(each.car.plate, each.car.name),
                    detail=each.number,
                    icon="file-certificate",
                    stage="recycling",
                    end=language.formats.cell_day(each.on),
                    key=_place(each.car),
                )
                for each in found.issued
            ]
        )
        self.permit.show_rows([_permit(found.permit)] if found.permit else [])


def _permit(permit: Permit) -> TwoLineRow:
    """The permit in force, and its last day."""
    language = translator().current
    until = language.formats.cell_day(permit.valid_to) if permit.valid_to else ""
    return TwoLineRow(
        title=permit.number,
        detail=join(permit.authority.name, permit.facility.name),
        icon="license",
        end=until or language(WITHOUT_END),
        end_detail=language(N_("Valid until")) if until else "",
        key=Place("settings", "facility"),
    )


def _place(car: OfCar) -> Place:
    return Place("end_of_life", car.vin)


def _step(of: NextStep) -> TwoLineRow:
    """A car with its next step, and the first thing that is missing."""
    language = translator().current
    missing: Objection | None = next(iter(of.blocks), None)
    return TwoLineRow(
        title=join(language(of.step.label), of.car.plate, of.car.name),
        detail=language.sentence(missing) if missing else language(NOTHING_IN_THE_WAY),
        icon=STEPS[of.step][1],
        stage="recycling",
        end=language(DAYS, n=of.days),
        end_detail=language(IN_PROGRESS),
        tone=waited(of.days),
        key=_place(of.car),
    )


def _due(car: OfCar, due: Due) -> TwoLineRow:
    """What the law asks for a car, by which day."""
    language, late = translator().current, due.state is State.LATE
    return TwoLineRow(
        title=language(due.deadline.text),
        detail=join(car.plate, car.name),
        icon="clock-exclamation" if late else "clock",
        end=language.formats.cell_day(due.due_on),
        end_detail=language(due.state.label),
        tone="danger" if late else None,
        key=_place(car),
    )


def _rules(found: Ahead) -> Iterator[TwoLineRow]:
    """What the law asks of every car, where none is waiting for it."""
    language, waiting = translator().current, {each.deadline.id for _, each in found.dues}
    for rule in found.rules:
        if rule.id not in waiting:
            yield TwoLineRow(
                title=language(rule.text),
                detail=language(WHOLE_LAW),
                icon="scale",
                end=language(_within(rule), n=rule.within),
            )


def _within(rule: Deadline) -> str:
    return BY_LAW if rule.unit is Unit.DAYS else BY_LAW_WORKING


def _apart(each: Apart) -> TwoLineRow:
    """A car in quarantine, or a battery that was taken out, with its days."""
    language, car, battery = translator().current, each.car, each.battery
    days, tone = ("", None) if each.days is None else (language(DAYS, n=each.days), waited(each.days))
    named = join(car.plate, car.name) if car else ""
    if battery is None:
        place = Place("vehicle", car.vin) if car else None
        code = "" if car is None or car.plate else car.vin  # a new car is known by nothing else yet
        detail = join(language(QUARANTINED), code, each.place)
        return TwoLineRow(title=named, detail=detail, icon="lock", tone=tone, end=days, key=place)
    return TwoLineRow(
        title=battery.code,
        detail=join(language(TAKEN_OUT), language(battery.status.label), named),
        icon="battery-charging",
        stage="recycling",
        end=days,
        tone=tone,
        is_code=True,
        key=Place("battery_tree", battery.code),
    )
