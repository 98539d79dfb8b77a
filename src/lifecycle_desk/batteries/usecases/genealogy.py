"""The genealogy of batteries in the books: each move that is told is made, and all can be counted from the events."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import msgspec

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.typed import typed
from lifecycle_desk.batteries import tables as battery_rows
from lifecycle_desk.batteries.rules.codes import read_code
from lifecycle_desk.batteries.rules.genealogy import Genealogy, Link
from lifecycle_desk.batteries.rules.moves import KINDS, NO_HANDING, PREFIX, HandedOver, Handing, Move, Replaced
from lifecycle_desk.batteries.rules.words import BatteryStatus, Fate
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.findings import Check, Finding

TELL_NO_STATUS = {f"{PREFIX}{kind}" for kind in ("replaced", "taken_out", "put_in")}


@dataclass(frozen=True, slots=True)
class Family:
    """Batteries that have to do with one another, and the numbers under which their links are kept, in order."""

    genealogy: Genealogy
    numbers: tuple[int, ...]


def family(tx: Transaction, codes: Iterable[str], vin: str | None = None) -> Family:
    """All batteries that are linked with some, over any number of steps, and those that a car has or last had in it."""
    ahead = {*codes, *(each.code for each in (battery_rows.of_car(tx, vin) if vin else ()))}
    seen: set[str] = set()
    found: dict[int, Link] = {}
    while ahead:
        seen |= ahead
        links = battery_rows.links_beside(tx, sorted(ahead))
        found |= links
        ahead = {code for link in links.values() for code in (link.parent, link.child)} - seen
    numbers = tuple(sorted(found))
    return Family(Genealogy(battery_rows.some(tx, sorted(seen)), (found[each] for each in numbers)), numbers)


def record(tx: Transaction, event: int, move: Move, on: date, fate: Fate | None = None) -> None:
    """Make a move that an event has told; one that is dated before the last of its family or car counts all anew.

    Raises the objection of a move that is impossible, also of a later one that it would make impossible. `fate` is told
    where the event is another room's.
    """
    codes, vin = move.named, getattr(move, "vin", None)
    before = family(tx, codes, vin)
    wholes = [whole for code in codes if (whole := before.genealogy.whole(code))]  # a part taken out is theirs too
    battery_rows.save_told(tx, event, [*codes, *wholes], fate.value if fate else None)
    later = any(each.moved_on > on for each in before.genealogy.batteries.values())
    if later or (vin and battery_rows.is_told_later(tx, vin, on)):
        recount(tx)
        return
    after = before.genealogy.copy()
    after.make(move, on)
    _keep(tx, before, after)


def _keep(tx: Transaction, before: Family, after: Genealogy) -> None:
    """Keep what a move has changed: batteries, links that ended, links that are new."""
    known, links = before.genealogy.batteries, before.genealogy.links
    battery_rows.save_new(tx, (each for code, each in after.batteries.items() if code not in known))
    battery_rows.save_changed(
        tx, (each for code, each in after.batteries.items() if code in known and known[code] != each)
    )
    for number, was, now in zip(before.numbers, links, after.links, strict=False):
        if was != now and now.until:
            battery_rows.close_link(tx, number, now.until)
    battery_rows.save_links(tx, after.links[len(links) :])


def counted(tx: Transaction) -> Genealogy:
    """The genealogy as the events tell it that count, by day; raises the objection of one that is impossible."""
    made = Genealogy()
    for move, on in moves(tx):
        made.make(move, on)
    return made


def moves(tx: Transaction) -> Iterator[tuple[Move, date]]:
    """All moves that count, by day."""
    for body, vin, handed in battery_rows.told(tx):
        told = life.read_body(body)
        if not life.is_corrected(tx, told.seq) and (move := move_of(told, vin, handed)):
            yield move, told.on


def move_of(told: RecordedEvent, vin: str | None, handed: Handing = NO_HANDING) -> Move | None:
    """The move that an event tells; None of one that tells none."""
    if made := KINDS.get(told.kind):
        move: Move = typed(made, {"vin": vin} | told.facts)
        return replace(move, before=tidied(move.before)) if isinstance(move, Replaced) and move.before else move
    return HandedOver(handed.codes, Fate.of(handed.fate), vin) if handed.fate else None


def facts_of(move: Move) -> dict[str, Any]:
    """A move as the facts of its event: what is not known is left out."""
    told: dict[str, Any] = _known_only(msgspec.to_builtins(move))
    return told | ({"vin": move.vin} if hasattr(move, "vin") else {})  # the event's own may be that of another time


def _known_only(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _known_only(each) for name, each in value.items() if each not in (None, "", (), [])}
    return [_known_only(each) for each in value] if isinstance(value, list | tuple) else value


def recount(tx: Transaction) -> None:
    """Count all batteries anew from their events, as after a correction."""
    after, known = counted(tx), {each.code: each for each in battery_rows.every(tx)}
    battery_rows.drop_links(tx)
    for code in known.keys() - after.batteries.keys():
        battery_rows.drop(tx, code)
    battery_rows.save_new(tx, (each for code, each in after.batteries.items() if code not in known))
    battery_rows.save_changed(
        tx, (each for code, each in after.batteries.items() if code in known and known[code] != each)
    )
    battery_rows.save_links(tx, after.links)


def tidied(given: str) -> str:
    """A code as batteries are found by it; one that cannot be read stands as it is."""
    try:
        return read_code(given).code
    except Objection:
        return given.strip()


def status_of(tx: Transaction, code: str | None) -> BatteryStatus | None:
    """The status of a battery of which somebody told one; None where it only came into a car or out of it."""
    if not code:
        return None
    found = next(iter(battery_rows.some(tx, [tidied(code)])), None)
    if found is None:
        return None
    kinds = {life.read_body(body).kind for body, _ in battery_rows.told_of(tx, [found.code])}
    return found.status if kinds - TELL_NO_STATUS else None


def batteries_agree(tx: Transaction) -> Iterator[Finding]:
    """Every battery and every link says what the events tell."""
    told = counted(tx)
    known = {each.code: each for each in battery_rows.every(tx)}
    for code in sorted(known.keys() | told.batteries.keys()):
        if known.get(code) != told.batteries.get(code):
            yield Finding("batteries", code, "the row differs from the events")
    links = battery_rows.links(tx).values()
    if sorted(map(repr, links)) != sorted(map(repr, told.links)):
        yield Finding("batteries", "", "the links differ from the events")


def heed(tx: Transaction, told: RecordedEvent) -> None:
    """A correction of a battery's event, or of a correction, moves batteries back."""
    if told.kind.startswith(PREFIX) or told.corrects is not None:
        recount(tx)


CHECKS: tuple[Check, ...] = (batteries_agree,)
