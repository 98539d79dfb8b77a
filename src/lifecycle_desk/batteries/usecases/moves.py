"""Moves of batteries: known, taken out, put in, broken up, joined, given a second life, recycled."""

from dataclasses import dataclass, replace
from typing import Annotated, Any

import msgspec

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.batteries import tables as battery_rows
from lifecycle_desk.batteries.rules import moves, recovery, wording, words
from lifecycle_desk.batteries.rules.moves import BatteryEvent
from lifecycle_desk.batteries.rules.recovery import Recovery, kilograms
from lifecycle_desk.batteries.rules.rights import BATTERY_EDIT
from lifecycle_desk.batteries.rules.words import BatteryFacts, BatteryPart, BatteryStatus
from lifecycle_desk.batteries.usecases.coding import coded, note_weight, own_numbers, part_coded, remade
from lifecycle_desk.batteries.usecases.genealogy import facts_of, record, tidied
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.kinds import Documents, Note, On, Own, Text
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.life import NO_STATE, Event, VehicleState
from lifecycle_desk.vehicle.rules.steps import Step, teach
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.life import findable, undone
from lifecycle_desk.vehicle.usecases.recording import record_event
from lifecycle_desk.vehicle.usecases.steps import check

NOTHING_TOLD = Recovery()
TOLD = N_("Saved")
LAST_LINE = "on note:2 documents:2"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """The common fields of every move: the day, words, and documents."""

    on: On
    note: Note = ""
    documents: Documents = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowBattery(_Asked):
    """A battery with its parts, as it is in the car `vin` or lies here; where it is known, more of it."""

    battery: BatteryFacts
    parts: tuple[BatteryPart, ...] = ()
    status: BatteryStatus = BatteryStatus.ORIGINAL
    vin: str | None = None


KNOWN = Step(
    KnowBattery,
    BatteryEvent.KNOWN,
    "battery-charging",
    heading=N_("Describe with modules and cells"),
    done=TOLD,
    adds=moves.Known,
    first=(wording.CODE, wording.PARTS_OF),
    detail=(wording.code_told, wording.parts_told, "note"),
    opens=wording.opens,
    travels=("battery", "parts", "status", "vin"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOutBattery(_Asked):
    """A pack that leaves its car, or a module its pack."""

    code: str
    odometer: Distance | None = None


TAKEN_OUT = Step(
    TakeOutBattery,
    BatteryEvent.TAKEN_OUT,
    "battery-3",
    heading=N_("Remove"),
    done=TOLD,
    form=LAST_LINE,
    adds=moves.TakenOut,
    first=(wording.CODE,),
    detail=(wording.code_told, "note"),
    opens=wording.opens,
    travels=("code", "vin"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PutInBattery(_Asked):
    """A pack that goes into the car `vin`, or a part that goes into the battery `into`."""

    code: str
    vin: str | None = None
    into: Annotated[str | None, Own(N_("Vehicle VIN or battery code"), needed=True)] = None
    odometer: Distance | None = None


PUT_IN = Step(
    PutInBattery,
    BatteryEvent.PUT_IN,
    "battery-charging",
    heading=N_("Install in a vehicle or battery"),
    done=TOLD,
    form=f"into / {LAST_LINE}",
    adds=moves.PutIn,
    first=(wording.CODE, wording.INTO),
    detail=(wording.code_told, wording.into_told, "note"),
    opens=wording.opens,
    travels=("code", "vin", "into"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakUpBattery(_Asked):
    """A whole that is broken up into its parts."""

    code: str


BROKEN_UP = Step(
    BreakUpBattery,
    BatteryEvent.BROKEN_UP,
    "package",
    heading=N_("Split into parts"),
    done=TOLD,
    form=LAST_LINE,
    adds=moves.BrokenUp,
    first=(wording.CODE,),
    detail=(wording.code_told, "note"),
    opens=wording.opens,
    travels=("code",),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinBatteries(_Asked):
    """Parts that are joined to a new whole; without a code it is given a number of the books."""

    whole: BatteryFacts
    parts: tuple[str, ...]
    status: BatteryStatus = BatteryStatus.REPURPOSED


JOINED = Step(
    JoinBatteries,
    BatteryEvent.JOINED,
    "package",
    heading=C_("battery", "Join with others"),
    done=TOLD,
    adds=moves.Joined,
    first=(wording.CODE, wording.PARTS_OF, wording.STATUS),
    detail=(wording.code_told, wording.parts_told, wording.status_told, "note"),
    opens=wording.opens,
    travels=("whole", "parts", "status"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveSecondLife(_Asked):
    """Batteries that are re-used as they are, or what was `made` of them: repurposed, remanufactured, coded anew."""

    codes: tuple[str, ...]
    status: BatteryStatus
    made: tuple[BatteryFacts, ...] = ()


SECOND_LIFE = Step(
    GiveSecondLife,
    BatteryEvent.SECOND_LIFE,
    "recycle",
    heading=N_("Second life"),
    done=TOLD,
    adds=moves.SecondLife,
    first=(wording.CODE, wording.OPERATION, wording.STATUS, wording.MADE),
    detail=(wording.code_told, wording.operation_told, wording.status_told, wording.made_told, "note"),
    opens=wording.opens,
    travels=("codes", "status", "made", "operation"),
    later=("operation",),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscardBattery(_Asked):
    """A battery that its holder discards: it becomes waste (Directive 2008/98/EC, Article 3(1))."""

    code: str


DISCARDED = Step(
    DiscardBattery,
    BatteryEvent.WASTE,
    "trash",
    heading=N_("Declare as waste"),
    done=TOLD,
    form=LAST_LINE,
    adds=moves.BecameWaste,
    first=(wording.CODE,),
    detail=(wording.code_told, "note"),
    opens=wording.opens,
    travels=("code",),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecycleBattery(_Asked):
    """A battery that was recycled, with what its recycler's certificate tells; masses in g."""

    code: str
    recovery: Recovery = NOTHING_TOLD
    certificate: Annotated[str, Text(N_("Recycler’s certificate"))] = ""


RECYCLED = Step(
    RecycleBattery,
    BatteryEvent.RECYCLED,
    "recycle",
    heading=N_("Record recycling"),
    done=TOLD,
    adds=moves.Recycled,
    first=(wording.CODE,),
    detail=(wording.code_told, "certificate", "note"),
    opens=wording.opens,
    travels=("code", "recovery"),
    told_first=("certificate",),
)
teach(KNOWN, TAKEN_OUT, PUT_IN, BROKEN_UP, JOINED, SECOND_LIFE, DISCARDED, RECYCLED)


@dataclass(frozen=True, slots=True)
class BatteryMoved:
    """A battery that something was done with: the first by its code, the car whose life tells it, and the event."""

    code: str
    vin: str | None
    event: int


@command(BATTERY_EDIT, undone)
def know_battery(tx: Transaction, asked: KnowBattery) -> BatteryMoved:
    """Write down a battery with its modules and cells, or more of one that is known."""
    own = own_numbers(tx)
    facts = coded(tx, asked.battery, next(own) if not asked.battery.code.strip() else "")
    parts = tuple(part_coded(tx, each, own) for each in asked.parts)
    note_weight(tx, facts, parts)
    car = vins.canonical(asked.vin) if asked.vin else _fitted(tx, facts.code)
    sets = _into_car(tx, car, facts.code) if car else NO_STATE
    move = moves.Known(facts, parts, asked.status, car)
    return _moved(tx, move, asked, facts.code, car or _home(tx, facts.code), sets)


@command(BATTERY_EDIT, undone)
def take_out_battery(tx: Transaction, asked: TakeOutBattery) -> BatteryMoved:
    """Take a pack out of its car, or a module out of its pack."""
    code = tidied(asked.code)
    car = _home(tx, code) or _fitted(tx, code)
    fitted = life.row(tx, car).battery if car else None
    sets = VehicleState(battery="") if fitted and tidied(fitted) == code else NO_STATE
    return _moved(tx, moves.TakenOut(code, car), asked, code, car, sets, asked.odometer)


@command(BATTERY_EDIT, undone)
def put_in_battery(tx: Transaction, asked: PutInBattery) -> BatteryMoved:
    """Put a pack into a car, or a module into a pack."""
    code = tidied(asked.code)
    if bool(asked.vin) is bool(asked.into):
        raise words.NowhereToPutIn
    car = vins.canonical(asked.vin) if asked.vin else None
    into = tidied(asked.into) if asked.into else None
    sets = _into_car(tx, car, code) if car else NO_STATE
    home = car or _home(tx, into or "") or _home(tx, code)
    return _moved(tx, moves.PutIn(code, car, into), asked, code, home, sets, asked.odometer)


@command(BATTERY_EDIT, undone)
def break_up_battery(tx: Transaction, asked: BreakUpBattery) -> BatteryMoved:
    """Break a battery up into the parts that it has in the books."""
    code = tidied(asked.code)
    return _moved(tx, moves.BrokenUp(code), asked, code, _home(tx, code))


@command(BATTERY_EDIT, undone)
def join_batteries(tx: Transaction, asked: JoinBatteries) -> BatteryMoved:
    """Join modules to a new pack, or cells to a new module."""
    whole = coded(tx, asked.whole, next(own_numbers(tx)) if not asked.whole.code.strip() else "")
    parts = tuple(map(tidied, asked.parts))
    if not parts:
        raise words.NoBatteryNamed
    note_weight(tx, whole, [BatteryPart(each.facts) for each in battery_rows.some(tx, parts)])
    home = next(filter(None, (_home(tx, each) for each in parts)), None)
    return _moved(tx, moves.Joined(whole, parts, asked.status), asked, whole.code, home)


@command(BATTERY_EDIT, undone)
def give_second_life(tx: Transaction, asked: GiveSecondLife) -> BatteryMoved:
    """Give batteries a second life: re-used as they are, or repurposed or remanufactured under a new code."""
    codes = tuple(map(tidied, asked.codes))
    if not codes:
        raise words.NoBatteryNamed
    old = {each.code: each for each in battery_rows.some(tx, codes)}
    made = tuple(remade(tx, each, list(old.values())) for each in asked.made)
    move = moves.SecondLife(codes, asked.status, made)
    first = next(iter(old.values()), None)
    done = {"operation": words.operation(asked.status, first.status).value} if first else {}
    code = made[0].code if made else next(iter(codes), "")
    home = next((each.vin for each in old.values() if each.vin), None)
    return _moved(tx, move, asked, code, home, more=done)


@command(BATTERY_EDIT, undone)
def discard_battery(tx: Transaction, asked: DiscardBattery) -> BatteryMoved:
    """Let a battery become waste, with all that is in it."""
    code = tidied(asked.code)
    return _moved(tx, moves.BecameWaste(code), asked, code, _home(tx, code))


@command(BATTERY_EDIT, undone)
def recycle_battery(tx: Transaction, asked: RecycleBattery) -> BatteryMoved:
    """Record that a battery was recycled, with the masses that were recovered."""
    code, told = tidied(asked.code), asked.recovery
    known = next(iter(battery_rows.some(tx, [code])), None)
    mass = known.facts.mass_g if known else None
    if told.input_g is None:
        told = replace(told, input_g=mass)
    recovery.check(told)
    if mass and told.input_g and told.input_g != mass:
        tx.note(recovery.InputNotItsMass(kilograms(told.input_g), kilograms(mass)))
    more = {"recovery": msgspec.to_builtins(told), "certificate": asked.certificate.strip()}
    return _moved(tx, moves.Recycled(code), asked, code, _home(tx, code), more=more)


def _moved(
    tx: Transaction,
    move: moves.Move,
    asked: _Asked,
    code: str,
    home: str | None,
    sets: VehicleState = NO_STATE,
    odometer: Distance | None = None,
    more: dict[str, Any] | None = None,
) -> BatteryMoved:
    """Tell a move, in the life of a car or in that of the dealer alone, and make it."""
    check(tx, asked)
    facts = facts_of(move) | (more or {}) | {"note": asked.note.strip()}
    facts = {name: value for name, value in facts.items() if value != ""}
    read = odometer if home else None
    told = Event(home, asked.on, moves.kind_of(move), facts, sets, read, documents=asked.documents)
    seq = record_event(tx, told)
    record(tx, seq, move, asked.on)
    if home:
        findable(tx, home)
    return BatteryMoved(code, home, seq)


def _home(tx: Transaction, code: str) -> str | None:
    """The car that a known battery is in or was last in."""
    return next((each.vin for each in battery_rows.some(tx, [code])), None)


def _fitted(tx: Transaction, code: str) -> str | None:
    """The car whose life says that it has a battery of which nothing else is known."""
    if battery_rows.some(tx, [code]):
        return None
    return battery_rows.fitted_in(tx, [code])


def _into_car(tx: Transaction, vin: str, code: str) -> VehicleState:
    """The state of a car's row once it has a battery; refuses a car that has another one still in it."""
    fitted = tidied(life.row(tx, vin).battery or "")
    if fitted == code:
        return NO_STATE
    known = next(iter(battery_rows.some(tx, [fitted])), None)
    if fitted and (known is None or (known.where, known.vin) == (words.Whereabouts.IN_CAR, vin)):
        raise words.CarHasBattery(fitted, vin)
    return VehicleState(battery=code)


COMMANDS: tuple[Command[Any, Any], ...] = (
    know_battery,
    take_out_battery,
    put_in_battery,
    break_up_battery,
    join_batteries,
    give_second_life,
    discard_battery,
    recycle_battery,
)
