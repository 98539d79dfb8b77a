"""Steps in a transaction: what was asked is checked by its kinds, told as an event, and read back as it was asked."""

from dataclasses import replace
from datetime import date
from typing import Any, cast

import msgspec

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.typed import typed
from lifecycle_desk.commands.kinds import Files, Text, kinds_of
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import NO_STATE, Event, RecordedEvent, VehicleState
from lifecycle_desk.vehicle.rules.steps import BESIDE, Step
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.documents import DocumentMissing


def check(tx: Transaction, asked: Any) -> None:
    """Refuse what no form may hold, by the kinds of its fields; documents must have been attached."""
    for name, kind in kinds_of(type(asked)).items():
        value = getattr(asked, name)
        if isinstance(kind, Files):
            check_documents(tx, value, name)
        else:
            kind.check(value, name)


def check_documents(tx: Transaction, documents: tuple[str, ...], field: str = "documents") -> None:
    """Refuse documents that were never attached."""
    for place, each in enumerate(documents):
        if people.document(tx, each) is None:
            raise DocumentMissing(each[:12]).at_field(f"{field}[{place}]")


def trimmed[Asked](asked: Asked) -> Asked:
    """A request whose words have no spaces at their ends."""
    words = {name: getattr(asked, name) for name, kind in kinds_of(type(asked)).items() if isinstance(kind, Text)}
    told: Any = asked
    return cast("Asked", replace(told, **{name: said.strip() for name, said in words.items() if said}))


def event_of[Asked](  # noqa: PLR0913 (each is a place of its own in the event)
    step: Step[Asked],
    asked: Asked,
    vin: str | None,
    adds: Any = None,
    sets: VehicleState = NO_STATE,
    *,
    on: date | None = None,
    corrects: int | None = None,
    paid: Money | None = None,
    person: int | None = None,
    personal: dict[str, Any] | None = None,
) -> Event:
    """The event that a step tells: its facts are what was asked and what was found out, under their sealed names.

    `on` is its day where the request has none, or calls it otherwise; `corrects` is the event that it takes back.
    """
    told: Any = asked
    facts = _facts(told, (*BESIDE, *step.not_facts)) | (_facts(adds, ()) if adds is not None else {})
    facts = {name: value for name, value in facts.items() if name not in step.only_said or value not in (None, "")}
    odometer, documents = getattr(told, "odometer", None), getattr(told, "documents", ())
    return Event(
        vin, on or told.on, step.event.value, facts, sets, odometer,
        paid=paid, documents=documents, corrects=corrects, person=person, personal=personal,
    )  # fmt: skip


def _facts(request: Any, leave_out: tuple[str, ...]) -> dict[str, Any]:
    kinds, plain = kinds_of(type(request)), msgspec.to_builtins(request)
    return {_fact(kinds, name): value for name, value in plain.items() if name not in leave_out}


def _fact(kinds: Any, name: str) -> str:
    return (kinds[name].fact if name in kinds else "") or name


def told_as[Asked](request: type[Asked], of: str, told: RecordedEvent) -> Asked:
    """The request of a recorded event, or its findings; facts that were sealed apart have their defaults."""
    beside = {"vin": of, "on": told.on, "odometer": told.odometer, "documents": told.documents}
    return typed(request, told.facts | beside)


def plainly_told(request: Any, of: str, told: RecordedEvent) -> dict[str, Any]:
    """The same as plain values by the names of the request, as far as they are known."""
    kinds = kinds_of(request)
    names = {name: _fact(kinds, name) for name in request.__annotations__}
    beside = {"vin": of, "on": told.on, "odometer": told.odometer, "documents": told.documents}
    known = told.facts | msgspec.to_builtins(beside)
    return {name: known[fact] for name, fact in names.items() if fact in known}
