"""What stages know of a vehicle that is said of it at a glance: its battery's health, and where it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.store.store import Transaction


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


type AsksBattery = Callable[[UserSession, str], BatteryGlance | None]
type AsksPlace = Callable[[Transaction, str], PlaceGlance | None]

_BATTERY: list[AsksBattery] = []
_PLACES: list[tuple[int, AsksPlace]] = []
_TABLES: set[str] = set()


def on_battery(asks: AsksBattery, *tables: str) -> None:
    """A stage knows the health of batteries; `tables` are those whose change makes one ask anew."""
    _BATTERY.append(asks)
    _TABLES.update(tables)


def on_place(asks: AsksPlace, *tables: str, rank: int) -> None:
    """A stage knows where some vehicles are; of two that know, that of the lower rank is believed."""
    _PLACES.append((rank, asks))
    _TABLES.update(tables)


def glance_tables() -> frozenset[str]:
    """The tables from which that is known."""
    return frozenset(_TABLES)


def battery_at_a_glance(user: UserSession, vin: str) -> BatteryGlance | None:
    """The health of a vehicle's battery; None where there is no figure."""
    return next((found for asks in _BATTERY if (found := asks(user, vin))), None)


def place_of(user: UserSession, vin: str) -> PlaceGlance | None:
    """Where a vehicle is, where a stage has it in its hands."""
    with user.store.reading() as tx:
        asked = (asks(tx, vin) for _, asks in sorted(_PLACES, key=lambda each: each[0]))
        return next((found for found in asked if found), None)
