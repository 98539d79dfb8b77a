"""What stages know of a vehicle that is said of it at a glance: its battery's health, and where it is."""

from dataclasses import dataclass
from datetime import date

from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.usecases.tellers import Tellers


@dataclass(frozen=True, slots=True)
class BatteryGlance:
    """The health of a traction battery in tenths of a per cent, how far it may be off, and what it rests on.

    `is_sure` is false where it rests on little; `falls_on` is the day on which it may fall below what its warranty
    promises.
    """

    tenths: int
    give_or_take: int | None
    rests_on: tuple[Piece, ...] = ()
    is_sure: bool = True
    falls_on: date | None = None


@dataclass(frozen=True, slots=True)
class PlaceGlance:
    """Where a vehicle is, which place there, and the page that says more."""

    said: Said
    detail: str = ""
    opens: tuple[str, str] | None = None


_BATTERY = Tellers[[UserSession, str], BatteryGlance | None]()
_PLACES = Tellers[[Transaction, str], PlaceGlance | None]()
on_battery, on_place = _BATTERY.add, _PLACES.add  # of two that know where a vehicle is the lower rank is believed


def glance_tables() -> frozenset[str]:
    """The tables from which that is known."""
    return _BATTERY.tables() | _PLACES.tables()


def battery_at_a_glance(user: UserSession, vin: str) -> BatteryGlance | None:
    """The health of a vehicle's battery; None where there is no figure."""
    return next(filter(None, _BATTERY.asked(user, vin)), None)


def place_of(user: UserSession, vin: str) -> PlaceGlance | None:
    """Where a vehicle is, where a stage has it in its hands."""
    with user.store.reading() as tx:
        return place_in(tx, vin)


def place_in(tx: Transaction, vin: str) -> PlaceGlance | None:
    """The same, within a look at other things."""
    return next(filter(None, _PLACES.asked(tx, vin)), None)
