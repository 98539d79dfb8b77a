"""Codes of batteries with their modules and cells as JSON, as makers and recyclers exchange them.

Format: Catena-X, io.catenax.traction_battery_code 2.0.0: `productType` (pack, module, cell), `tractionBatteryCode`, and
`subcomponents` of the same form. A file holds one battery, or a list of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lifecycle_desk.base.incoming import Refused, Taken
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.batteries.rules.tree import Battery, BatteryCodeTwice, read_battery
from lifecycle_desk.batteries.rules.words import BatteryFacts, BatteryPart
from lifecycle_desk.batteries.usecases.genealogy import family
from lifecycle_desk.batteries.usecases.moves import KnowBattery, know_battery
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.commands.intake import json_of
from lifecycle_desk.commands.offers import Choices, Group, Reader
from lifecycle_desk.commands.options import VIN
from lifecycle_desk.commands.request import RequestNotUnderstood
from lifecycle_desk.dealership.rules.rights import IMPORT
from lifecycle_desk.dealership.usecases.day import today_at
from lifecycle_desk.files.knowing import by_words
from lifecycle_desk.store.store import Transaction

KIND = "battery-codes"

# A file that is no JSON: cut off, or of another kind.
BatteryFileNotJson = objection(
    "BatteryFileNotJson", N_("%(file)s is not valid JSON at %(where)s: %(why)s."), file=str, where=str, why=str
)


@dataclass(frozen=True, slots=True)
class _Told:
    """A battery of a file: its place among all, from 1, and what is to be known of it."""

    place: int
    asked: KnowBattery


def take_in(user: UserSession, path: Path, choices: Choices) -> Steps[Result[Taken]]:
    """Take in batteries with their parts: tried whole before anything is written; each is one event."""
    _allow(user)
    taken = Taken(KIND, path.name)
    good: list[_Told] = []
    notes: list[Objection] = []
    for told in _read(path, choices, taken, today_at(user)):
        if refused := _known(user, told, notes, dry_run=True):
            taken.refused.append(refused)
        else:
            good.append(told)
        yield Step(taken.rows)
    taken.written = not choices.dry_run and (choices.skip_refused or not taken.refused)
    for done, told in enumerate(good, 1):
        counts = _outcome(user, told)
        setattr(taken, counts, getattr(taken, counts) + 1)
        if taken.written and counts != "known" and (refused := _known(user, told, [], dry_run=False)):
            raise refused.why  # the books changed between the trial and now
        yield Step(done, len(good))
    return Result(taken, tuple(notes))


def _read(path: Path, choices: Choices, taken: Taken, today: date) -> Iterator[_Told]:
    """The batteries of a file that can be read; the others are refused."""
    seen: dict[str, str] = {}
    for place, plain in enumerate(_listed(path), 1):
        taken.rows += 1
        try:
            read = read_battery(plain, today)
            _once(read, place, seen)
        except Objection as why:
            taken.refused.append(Refused(place, why.at, why))
            continue
        yield _Told(place, _asked(read, choices, today))


def _listed(path: Path) -> list[Any]:
    """The file's batteries as plain values."""
    try:
        held = json_of(path)
    except RequestNotUnderstood as fault:
        raise BatteryFileNotJson(path.name, fault.where, fault.why) from None
    return held if isinstance(held, list) else [held]


def _once(read: Battery, place: int, seen: dict[str, str]) -> None:
    """Refuse a battery of which an earlier one of the file has a code; one is in one place."""
    here = f"[{place}]"
    for each in read.each():
        if each.code.code in seen:
            raise BatteryCodeTwice(here, each.code.code, seen[each.code.code]).at_field(here)
    seen.update(dict.fromkeys((each.code.code for each in read.each()), here))


def _asked(read: Battery, choices: Choices, today: date) -> KnowBattery:
    return KnowBattery(
        on=today,
        battery=BatteryFacts(read.code.code, read.product),
        parts=tuple(_parts(read)),
        vin=choices.vin,
    )


def _parts(whole: Battery) -> Iterator[BatteryPart]:
    for part in whole.parts:
        yield BatteryPart(BatteryFacts(part.code.code, part.product), whole.code.code)
        yield from _parts(part)


def _known(user: UserSession, told: _Told, notes: list[Objection], *, dry_run: bool) -> Refused | None:
    """Write a battery down, or only try; gives why it is refused."""
    try:
        with user.store.writing(user.staff) as tx:
            user.authorise(tx, IMPORT)
            know_battery.does(tx, told.asked)
            notes += tx.warnings
            if dry_run:
                tx.undo()
    except Objection as why:
        return Refused(told.place, why.at, why)
    return None


def _outcome(user: UserSession, told: _Told) -> str:
    """Whether a battery is new, tells more, or is known with all its parts."""
    asked = told.asked
    with user.store.reading() as tx:
        return _standing(tx, asked)


def _standing(tx: Transaction, asked: KnowBattery) -> str:
    found = family(tx, [asked.battery.code]).genealogy
    if asked.battery.code not in found.batteries:
        return "new"
    same = all(found.whole(each.battery.code) == each.inside for each in asked.parts)
    there = asked.vin is None or found.batteries[asked.battery.code].vin == asked.vin
    return "known" if same and there else "changed"


def _allow(user: UserSession) -> None:
    """Refuse who may not, before a long file is read."""
    with user.store.reading() as tx:
        tx.by = user.staff
        user.authorise(tx, IMPORT)


READER = Reader(
    KIND,
    N_("Battery codes with their modules and cells, as JSON (GB/T 34014, Catena-X)."),
    take_in,
    takes=(VIN,),
    title=N_("Battery codes"),
    group=Group.CHARGING,
    knows=by_words(b'"tractionBatteryCode"'),
    by_parts=True,
)
