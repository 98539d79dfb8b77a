"""A life that is handed on to another dealer, and one that comes from him: what is told of both."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any

import msgspec

from lifecycle_desk.commands.presence import refuse_incomplete
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.dealership.usecases.keys import public_keys
from lifecycle_desk.dossier.rules import Fit, Life, Named, TimelineEntry, fitted
from lifecycle_desk.proof.usecases.key_chain import key_for_outside
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.trust.signing import Key, fingerprint
from lifecycle_desk.vehicle.rules import life
from lifecycle_desk.vehicle.rules.facts import DossierTakenInTold, ElsewhereTold
from lifecycle_desk.vehicle.rules.life import ELSEWHERE, Event, RecordedEvent, VehicleEvent, VehicleState
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.rules.travel import is_whole, travelling
from lifecycle_desk.vehicle.tables import chain, people
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.customers import take_in_person
from lifecycle_desk.vehicle.usecases.life import Description, findable, take_in
from lifecycle_desk.vehicle.usecases.recording import record_event, record_received_event, settle_figures

GIVEN, TAKEN_IN = "vehicle.dossier_given", "vehicle.dossier_taken_in"
PASSING = frozenset({GIVEN, TAKEN_IN})  # a life passes through; nothing happened to the car


@dataclass(frozen=True, slots=True)
class Given:
    """The content of a dossier: the dealer's own part of the life, signed, and the parts of dealers before him."""

    life: Life
    before: tuple[str, ...]
    key: Key
    vehicle: Mapping[str, Any]
    documents: tuple[Named, ...]
    owner: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class CameIn:
    """A life that was taken in: how many events are new, and the number of the event that says so."""

    vin: str
    new: int
    event: int | None


def give(tx: Transaction, vin: str, *, with_owner: bool) -> Given:
    """Tell that the car's life is handed on, and gather what goes along; the telling itself goes along too."""
    refuse_incomplete()
    number, key = key_for_outside(tx)
    of = life_rows.row(tx, vin).vin
    facts = {"key": number, "with_owner": with_owner}
    record_event(tx, Event(of, today(tx), GIVEN, facts))
    lines = tuple(_lines(tx, of))
    dealer = dealership.dealer(tx).name
    told = Life(of, dealer, key.public, tx.at, lines)
    told = replace(told, signature=key.sign(told.signed_part()))
    row = life_rows.row(tx, of)
    vehicle = {name: getattr(row, name) for name in life_rows.DESCRIBED}
    named = {digest for line in lines for digest in _documents(line)}
    documents = [Named(each, *found) for each in sorted(named) if (found := people.document(tx, each))]
    owner = people.maybe_person(tx, row.owner) if with_owner else None
    return Given(told, _before(tx, of), key, vehicle, tuple(documents), msgspec.to_builtins(owner) if owner else None)


def _lines(tx: Transaction, vin: str) -> Iterator[TimelineEntry]:
    """The events of a life as they travel, by number."""
    for link, previous in chain.links_of(tx, vin):
        told = life_rows.read_body(link.body.decode())
        if told.kind == ELSEWHERE:
            yield TimelineEntry(link.seq, link.seal)
        elif is_whole(told):
            personal = sha256(link.personal).digest() if link.personal else b""
            yield TimelineEntry(link.seq, link.seal, link.body.decode(), previous, personal)
        else:
            yield TimelineEntry(link.seq, link.seal, told=_plain(travelling(told)))


def _plain(told: RecordedEvent) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(told)
    wanted = ("on", "kind", "facts", "sets", "odometer", "segment", "documents", "corrects", "at")
    return {name: plain[name] for name in wanted}


def _documents(line: TimelineEntry) -> Sequence[str]:
    told = read_line(line)
    return told.documents if told else ()


def _before(tx: Transaction, vin: str) -> tuple[str, ...]:
    """The signed parts that came in with this life, by the hashes of their documents; of each dealer the last."""
    latest: dict[str, str] = {}
    for told in life.effective_events(life_rows.told(tx, vin)):
        if told.kind == TAKEN_IN:
            latest |= {each.key: each.sha256 for each in told.facts_as(DossierTakenInTold).lives}
    own = {public.hex() for public in public_keys(tx).values()}
    return tuple(digest for key, digest in latest.items() if key not in own)


def read_line(line: TimelineEntry) -> RecordedEvent | None:
    """The event of a line; None where another part of the life tells it."""
    if line.body is not None:
        return travelling(life_rows.read_body(line.body))
    return msgspec.convert({"seq": line.seq, **line.told}, RecordedEvent) if line.told is not None else None


def known_lines(tx: Transaction, vin: str) -> dict[bytes, dict[int, bytes]]:
    """The events of a life that are here, by the key of who told them: seals by number."""
    own = public_keys(tx)
    found: dict[bytes, dict[int, bytes]] = {}
    if not life_rows.is_known(tx, vin):
        return found
    here: dict[int, bytes] = {}
    for link, _ in chain.links_of(tx, vin):
        told = life_rows.read_body(link.body.decode())
        if told.kind == ELSEWHERE:
            there = told.facts_as(ElsewhereTold)
            found.setdefault(bytes.fromhex(there.key), {})[there.seq] = bytes.fromhex(there.seal)
        else:
            here[link.seq] = link.seal
    return found | dict.fromkeys(own.values(), here)


def fit_of(tx: Transaction, vin: str, lives: Sequence[Life]) -> Fit:
    """How a dossier's parts fit to what is here."""
    here = [told.seq for told in _own(tx, vin) if told.kind not in PASSING]
    return fitted(lives, known_lines(tx, vin), public_keys(tx).values(), here)


def _own(tx: Transaction, vin: str) -> Iterator[RecordedEvent]:
    """The events of a car that were told here and nowhere else."""
    if life_rows.is_known(tx, vin):
        yield from (told for told in life_rows.told(tx, vin) if told.kind != ELSEWHERE)


@dataclass(frozen=True, slots=True)
class Brought:
    """An incoming dossier: the car as built, the parts of its life with the hashes of their files, and the owner."""

    vin: str
    dealer: str
    key: bytes
    vehicle: Mapping[str, Any]
    files: tuple[tuple[Life, str], ...]
    documents: tuple[Named, ...]
    owner: Mapping[str, Any] | None = None
    join: bool = False


def bring(tx: Transaction, brought: Brought) -> CameIn:
    """Take a life in: the car goes on here from where it stood; what is here already stays as it is.

    Raises LifeForked or LifeKnownOtherwise where a person must decide first (`join`), LivesContradict where nobody can.
    """
    refuse_incomplete()
    fit = fit_of(tx, brought.vin, [each for each, _ in brought.files])
    if not fit.count:
        return CameIn(brought.vin, 0, None)
    if fit.against and not brought.join:
        raise fit.against
    new = not life_rows.is_known(tx, brought.vin)
    if new:
        take_in(tx, brought.vin, msgspec.convert(dict(brought.vehicle), Description))
    for each in brought.documents:
        people.save_document(tx, each.sha256, each.name, each.media, each.size)
    event = record_event(tx, _taken_in(tx, brought, fit, new=new))
    for of, lines in fit.new:
        _tell_elsewhere(tx, brought.vin, of, lines)
    if brought.owner:
        _save_owner(tx, brought)
    settle_figures(tx, brought.vin)
    findable(tx, brought.vin)
    return CameIn(brought.vin, fit.count, event)


def _taken_in(tx: Transaction, brought: Brought, fit: Fit, *, new: bool) -> Event:
    lives = [
        {
            "dealer": of.dealer,
            "key": of.key.hex(),
            "fingerprint": of.fingerprint,
            "sha256": digest,
            "events": len(of.told_here),
            "head": of.lines[-1].seal.hex() if of.lines else "",
        }
        for of, digest in brought.files
    ]
    described = {name: value for name, value in brought.vehicle.items() if value not in {None, ""}}
    facts = {
        "dealer": brought.dealer,
        "key": fingerprint(brought.key),
        "lives": lives,
        "new": fit.count,
        "joined": fit.against is not None,
    } | ({"description": described} if new else {})
    documents = tuple(digest for _, digest in brought.files)
    return Event(brought.vin, today(tx), TAKEN_IN, facts, documents=documents)


def _tell_elsewhere(tx: Transaction, vin: str, of: Life, lines: Sequence[TimelineEntry]) -> None:
    """Tell what another dealer told, event by event; what corrects an event there corrects its telling here."""
    elsewhere = (each for each in life_rows.told(tx, vin) if each.kind == ELSEWHERE)
    told_there = ((each.facts_as(ElsewhereTold), each.seq) for each in elsewhere)
    here = {own.seq: seq for own, seq in told_there if own.key == of.key.hex()}
    for line in lines:
        told = read_line(line)
        if told is None:
            continue
        corrects = here.get(told.corrects) if told.corrects is not None else None
        here[line.seq] = record_received_event(tx, _elsewhere(vin, of, line, told, corrects))


def _elsewhere(vin: str, of: Life, line: TimelineEntry, told: RecordedEvent, corrects: int | None) -> Event:
    facts = ElsewhereTold(
        told.kind, told.facts, of.dealer, of.key.hex(), line.seq, line.seal.hex(), told.at, line.body is not None
    )
    sets = replace(told.sets, odometer_km=None, odometer_on=None, owner=None, owner_since=None, plate=None)
    return Event(
        vin, told.on, ELSEWHERE, asdict(facts), sets, told.odometer, told.segment, None, told.documents, corrects
    )


def _save_owner(tx: Transaction, brought: Brought) -> None:
    """The present owner, who agreed to go along, becomes a customer here."""
    person = msgspec.convert(dict(brought.owner or {}), Person)
    number = take_in_person(tx, person)
    on = today(tx)
    sets = VehicleState(owner=number, owner_since=on)
    kind, apart = VehicleEvent.OWNED.value, msgspec.to_builtins(person)
    told = Event(brought.vin, on, kind, {"person": number}, sets, person=number, personal=apart)
    record_event(tx, told)
