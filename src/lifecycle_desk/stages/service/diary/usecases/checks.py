"""Checks: each appointment stands as the dealer's own chain was told of it last."""

from collections.abc import Iterator

from lifecycle_desk.stages.service.diary.rules.events import AppointmentTold, DiaryEvent
from lifecycle_desk.stages.service.diary.tables import appointments as rows
from lifecycle_desk.stages.service.diary.usecases.recording import facts_of
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.tables import chain
from lifecycle_desk.vehicle.usecases.findings import Check, Finding

DIARY = "diary"


def appointments_told(tx: Transaction) -> Iterator[Finding]:
    """Appointments that differ from what was told of them last, of which nothing was told, or that are gone."""
    told = {}
    for event, _, _ in chain.told_by(tx, [each.value for each in DiaryEvent], []):
        told[event.facts_as(AppointmentTold).number] = event.facts
    for each in rows.every(tx):
        last = told.pop(each.number, None)
        if last is None:
            yield Finding(DIARY, str(each.number), "an appointment of which nothing was told")
        elif last != facts_of(each):
            yield Finding(DIARY, str(each.number), "the appointment differs from what was told")
    yield from (Finding(DIARY, str(number), "the appointment is gone") for number in sorted(told))


CHECKS: tuple[Check, ...] = (appointments_told,)
