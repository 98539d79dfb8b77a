"""What is done with batteries: known, taken out, put in, broken up, joined, given a second life, recycled."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Any

import msgspec

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.counter.verbs import Verb, verb
from lifecycle_desk.dealership.rules import BATTERY_EDIT
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.batteries import moves, recovery, words
from lifecycle_desk.vehicle.rules.batteries.genealogy import Battery
from lifecycle_desk.vehicle.rules.batteries.recovery import Recovery, kilograms
from lifecycle_desk.vehicle.rules.batteries.words import BatteryFacts, BatteryPart, BatteryStatus
from lifecycle_desk.vehicle.rules.battery_codes import CodeForm, SecondLifeBattery, fits, read_code
from lifecycle_desk.vehicle.rules.life import NO_FIGURES, Event, Figures
from lifecycle_desk.vehicle.rules.people import LONGEST_TEXT, TextTooLong
from lifecycle_desk.vehicle.tables import batteries as kept
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.genealogy import facts_of, record, tidied
from lifecycle_desk.vehicle.usecases.life import TakeBack, findable, take_back
from lifecycle_desk.vehicle.usecases.telling import tell

NOTHING_TOLD = Recovery()
OWN, IS_OWN = "OWN", re.compile("OWN[0-9]{6,}")  # how the numbers begin that the books give to batteries without a code


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What every move tells besides: the day, words, and documents."""

    on: date
    note: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowBattery(_Asked):
    """A battery with its parts, as it is in the car `vin` or lies here; where it is known, more of it."""

    battery: BatteryFacts
    parts: tuple[BatteryPart, ...] = ()
    status: BatteryStatus = BatteryStatus.ORIGINAL
    vin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOutBattery(_Asked):
    """A pack that leaves its car, or a module its pack."""

    code: str
    odometer: Distance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PutInBattery(_Asked):
    """A pack that goes into the car `vin`, or a part that goes into the battery `into`."""

    code: str
    vin: str | None = None
    into: str | None = None
    odometer: Distance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakUpBattery(_Asked):
    """A whole that is broken up into its parts."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinBatteries(_Asked):
    """Parts that are joined to a new whole; without a code it is given a number of the books."""

    whole: BatteryFacts
    parts: tuple[str, ...]
    status: BatteryStatus = BatteryStatus.REPURPOSED


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveSecondLife(_Asked):
    """Batteries that are re-used as they are, or what was `made` of them: repurposed, remanufactured, coded anew."""

    codes: tuple[str, ...]
    status: BatteryStatus
    made: tuple[BatteryFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscardBattery(_Asked):
    """A battery that its holder discards: it becomes waste (Directive 2008/98/EC, Article 3(1))."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecycleBattery(_Asked):
    """A battery that was recycled, with what its recycler's certificate tells; masses in g."""

    code: str
    recovery: Recovery = NOTHING_TOLD
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class BatteryMoved:
    """A battery that something was done with: the first by its code, the car whose life tells it, and the event."""

    code: str
    vin: str | None
    event: int


def _taken_back(made: BatteryMoved) -> tuple[Verb[Any, Any], TakeBack]:
    return take_back, TakeBack(made.event, "undone")


@verb(BATTERY_EDIT, _taken_back)
def know_battery(work: Work, asked: KnowBattery) -> BatteryMoved:
    """Write down a battery with its modules and cells, or more of one that is known."""
    own = _own_numbers(work)
    facts = _coded(work, asked.battery, next(own) if not asked.battery.code.strip() else "")
    parts = tuple(_part(work, each, own) for each in asked.parts)
    _weighed(work, facts, parts)
    car = vins.canonical(asked.vin) if asked.vin else _fitted(work, facts.code)
    sets = _into_car(work, car, facts.code) if car else NO_FIGURES
    move = moves.Known(facts, parts, asked.status, car)
    return _moved(work, move, asked, facts.code, car or _home(work, facts.code), sets)


@verb(BATTERY_EDIT, _taken_back)
def take_out_battery(work: Work, asked: TakeOutBattery) -> BatteryMoved:
    """Take a pack out of its car, or a module out of its pack."""
    code = tidied(asked.code)
    car = _home(work, code) or _fitted(work, code)
    fitted = life.row(work, car).battery if car else None
    sets = Figures(battery="") if fitted and tidied(fitted) == code else NO_FIGURES
    return _moved(work, moves.TakenOut(code, car), asked, code, car, sets, asked.odometer)


@verb(BATTERY_EDIT, _taken_back)
def put_in_battery(work: Work, asked: PutInBattery) -> BatteryMoved:
    """Put a pack into a car, or a module into a pack."""
    code = tidied(asked.code)
    if bool(asked.vin) is bool(asked.into):
        raise words.NowhereToPutIn
    car = vins.canonical(asked.vin) if asked.vin else None
    into = tidied(asked.into) if asked.into else None
    sets = _into_car(work, car, code) if car else NO_FIGURES
    home = car or _home(work, into or "") or _home(work, code)
    return _moved(work, moves.PutIn(code, car, into), asked, code, home, sets, asked.odometer)


@verb(BATTERY_EDIT, _taken_back)
def break_up_battery(work: Work, asked: BreakUpBattery) -> BatteryMoved:
    """Break a battery up into the parts that it has in the books."""
    code = tidied(asked.code)
    return _moved(work, moves.BrokenUp(code), asked, code, _home(work, code))


@verb(BATTERY_EDIT, _taken_back)
def join_batteries(work: Work, asked: JoinBatteries) -> BatteryMoved:
    """Join modules to a new pack, or cells to a new module."""
    whole = _coded(work, asked.whole, next(_own_numbers(work)) if not asked.whole.code.strip() else "")
    parts = tuple(map(tidied, asked.parts))
    _weighed(work, whole, [BatteryPart(each.facts) for each in kept.some(work, parts)])
    home = next(filter(None, (_home(work, each) for each in parts)), None)
    return _moved(work, moves.Joined(whole, parts, asked.status), asked, whole.code, home)


@verb(BATTERY_EDIT, _taken_back)
def give_second_life(work: Work, asked: GiveSecondLife) -> BatteryMoved:
    """Give batteries a second life: re-used as they are, or repurposed or remanufactured under a new code."""
    codes = tuple(map(tidied, asked.codes))
    old = {each.code: each for each in kept.some(work, codes)}
    made = tuple(_remade(work, each, list(old.values())) for each in asked.made)
    move = moves.SecondLife(codes, asked.status, made)
    first = next(iter(old.values()), None)
    done = {"operation": words.operation(asked.status, first.status).value} if first else {}
    code = made[0].code if made else next(iter(codes), "")
    home = next((each.vin for each in old.values() if each.vin), None)
    return _moved(work, move, asked, code, home, more=done)


@verb(BATTERY_EDIT, _taken_back)
def discard_battery(work: Work, asked: DiscardBattery) -> BatteryMoved:
    """Let a battery become waste, with all that is in it."""
    code = tidied(asked.code)
    return _moved(work, moves.BecameWaste(code), asked, code, _home(work, code))


@verb(BATTERY_EDIT, _taken_back)
def recycle_battery(work: Work, asked: RecycleBattery) -> BatteryMoved:
    """Record that a battery was recycled, with the masses that were recovered."""
    code, told = tidied(asked.code), asked.recovery
    known = next(iter(kept.some(work, [code])), None)
    mass = known.facts.mass_g if known else None
    if told.input_g is None:
        told = replace(told, input_g=mass)
    recovery.check(told)
    if mass and told.input_g and told.input_g != mass:
        work.note(recovery.InputNotItsMass(kilograms(told.input_g), kilograms(mass)))
    more = {"recovery": msgspec.to_builtins(told), "certificate": _text(asked.certificate, "certificate")}
    return _moved(work, moves.Recycled(code), asked, code, _home(work, code), more=more)


def _moved(
    work: Work,
    move: moves.Move,
    asked: _Asked,
    code: str,
    home: str | None,
    sets: Figures = NO_FIGURES,
    odometer: Distance | None = None,
    more: dict[str, Any] | None = None,
) -> BatteryMoved:
    """Tell a move, in the life of a car or in that of the dealer alone, and make it."""
    facts = facts_of(move) | (more or {}) | {"note": _text(asked.note, "note")}
    facts = {name: value for name, value in facts.items() if value != ""}
    read = odometer if home else None
    told = Event(home, asked.on, moves.kind_of(move), facts, sets, read, documents=asked.documents)
    seq = tell(work, told)
    record(work, seq, move, asked.on)
    if home:
        findable(work, home)
    return BatteryMoved(code, home, seq)


def _text(given: str, field: str) -> str:
    if len(given) > LONGEST_TEXT:
        raise TextTooLong(len(given), LONGEST_TEXT).beside(field)
    return given.strip()


def _own_numbers(work: Work) -> Iterator[str]:
    """The next numbers of the books' own, for batteries without a code."""
    taken = [int(code.removeprefix(OWN)) for code in kept.numbered(work, OWN) if code.removeprefix(OWN).isdecimal()]
    return (f"{OWN}{number:06}" for number in count(max(taken, default=0) + 1))


def _coded(work: Work, told: BatteryFacts, otherwise: str) -> BatteryFacts:
    """A battery with its code tidied, or with another one where it has none; what is odd about a code is noted."""
    if otherwise or IS_OWN.fullmatch(told.code):
        return replace(told, code=otherwise or told.code)
    code = read_code(told.code)
    work.note(*code.notes, fits(code, told.kind))
    return replace(told, code=code.code)


def _part(work: Work, told: BatteryPart, own: Iterator[str]) -> BatteryPart:
    facts = _coded(work, told.battery, next(own) if not told.battery.code.strip() else "")
    return BatteryPart(facts, tidied(told.inside) if told.inside else "")


def _weighed(work: Work, whole: BatteryFacts, parts: Sequence[BatteryPart]) -> None:
    """Note where the parts weigh more than the whole that holds them."""
    mass = sum(each.battery.mass_g or 0 for each in parts if each.inside in {"", whole.code})
    if whole.mass_g and mass > whole.mass_g:
        work.note(words.PartsHeavierThanWhole(whole.code, kilograms(mass), kilograms(whole.mass_g)))


def _remade(work: Work, told: BatteryFacts, old: Sequence[Battery]) -> BatteryFacts:
    """What was made of old batteries: coded anew, of the same chemistry where nothing else is told."""
    if not told.code.strip():
        raise words.SecondLifeUncoded
    code = read_code(told.code)
    odd = [each for each in code.notes if not isinstance(each, SecondLifeBattery)]  # its first code is kept
    work.note(*odd, words.CodeOfFirstLife(code.code) if code.form is not CodeForm.SECOND_LIFE else None)
    passports = {each.facts.passport for each in old if each.facts.passport}
    if told.passport and told.passport in passports:
        raise words.PassportNotNew(code.code)
    if passports and not told.passport:
        work.note(words.PassportOfSecondLifeMissing(code.code))
    chemistries = {each.facts.chemistry for each in old}
    same = next(iter(chemistries)) if len(chemistries) == 1 else None
    return replace(told, code=code.code, chemistry=told.chemistry or same)


def _home(work: Work, code: str) -> str | None:
    """The car that a known battery is in or was last in."""
    return next((each.vin for each in kept.some(work, [code])), None)


def _fitted(work: Work, code: str) -> str | None:
    """The car whose life says that it has a battery of which nothing else is known."""
    if kept.some(work, [code]):
        return None
    return kept.fitted_in(work, [code])


def _into_car(work: Work, vin: str, code: str) -> Figures:
    """What a car's row says once it has a battery; refuses a car that has another one still in it."""
    fitted = tidied(life.row(work, vin).battery or "")
    if fitted == code:
        return NO_FIGURES
    known = next(iter(kept.some(work, [fitted])), None)
    if fitted and (known is None or (known.where, known.vin) == (words.Whereabouts.IN_CAR, vin)):
        raise words.CarHasBattery(fitted, vin)
    return Figures(battery=code)


VERBS: tuple[Verb[Any, Any], ...] = (
    know_battery,
    take_out_battery,
    put_in_battery,
    break_up_battery,
    join_batteries,
    give_second_life,
    discard_battery,
    recycle_battery,
)
