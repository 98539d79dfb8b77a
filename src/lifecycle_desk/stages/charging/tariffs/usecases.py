"""Tariffs: what a kWh costs where, from which day on; sessions that name no price get theirs from here."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lifecycle_desk.base.folding import folded
from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.commands.command import Command, UserSession, command
from lifecycle_desk.dealership.usecases.day import today, zone
from lifecycle_desk.stages.charging.sessions.rules.events import ChargingEvent
from lifecycle_desk.stages.charging.sessions.rules.rights import CHARGING_EDIT
from lifecycle_desk.stages.charging.sessions.rules.sessions import Session, by_clocks_of
from lifecycle_desk.stages.charging.tariffs import tables as tariff_rows
from lifecycle_desk.stages.charging.tariffs.rules.plain import plain, tariff_from
from lifecycle_desk.stages.charging.tariffs.rules.pricing import price
from lifecycle_desk.stages.charging.tariffs.rules.tariffs import HOME, Tariff, tariff_for
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.usecases.recording import record_event

UnknownTariff = objection("UnknownTariff", N_("There is no tariff %(number)s."), "number", number=int)


@dataclass(frozen=True, slots=True)
class KeepTariff:
    """A tariff as plain values: place, currency, valid_from, zone, elements with prices, as tariffs_plain reads it."""

    tariff: dict[str, Any]


@dataclass(frozen=True, slots=True)
class DropTariff:
    """The number of a tariff that is kept no longer."""

    number: int


@dataclass(frozen=True, slots=True)
class SavedTariff:
    """A tariff in the books, by its number, as plain values."""

    number: int
    tariff: dict[str, Any]


def _dropped(made: SavedTariff) -> tuple[Command[Any, Any], DropTariff]:
    return drop_tariff, DropTariff(made.number)


def _kept(made: SavedTariff) -> tuple[Command[Any, Any], KeepTariff]:
    return keep_tariff, KeepTariff(made.tariff)


@command(CHARGING_EDIT, _dropped)
def keep_tariff(tx: Transaction, asked: KeepTariff) -> SavedTariff:
    """Keep a tariff of a place; the latest that is in force on the day of a session prices it."""
    tariff = tariff_from(asked.tariff)
    number = tariff_rows.save(tx, tariff)
    facts = {"tariff": number, "said": plain(tariff)}
    record_event(tx, Event(None, today(tx), ChargingEvent.TARIFF_KEPT.value, facts))
    return SavedTariff(number, plain(tariff))


@command(CHARGING_EDIT, _kept)
def drop_tariff(tx: Transaction, asked: DropTariff) -> SavedTariff:
    """Keep a tariff no longer; what it priced has no price then."""
    tariff = tariff_rows.tariff(tx, asked.number)
    if tariff is None:
        raise UnknownTariff(asked.number)
    tariff_rows.drop(tx, asked.number)
    facts = {"tariff": asked.number, "said": plain(tariff)}
    record_event(tx, Event(None, today(tx), ChargingEvent.TARIFF_DROPPED.value, facts))
    return SavedTariff(asked.number, plain(tariff))


class Tariffs:
    """The list of tariffs, by place, the latest first; those whose place some letters find, as it is `called`."""

    tables = frozenset({"charging_tariff"})

    def __init__(
        self, user: UserSession, text: str = "", called: Callable[[Tariff], str] = lambda tariff: tariff.place
    ) -> None:
        self.user, self.text, self.called = user, folded(text.strip()), called

    def keys(self, first: int | None = None) -> "array[int]":
        """The numbers of all tariffs of the list, or of the first ones."""
        found = tariffs(self.user)
        return array("q", [number for number, each in found if self.text in folded(self.called(each))][:first])

    def rows(self, keys: Sequence[int]) -> dict[int, Tariff]:
        """Some of them."""
        wanted = {*keys}
        return {number: each for number, each in tariffs(self.user) if number in wanted}


def tariffs(user: UserSession) -> list[tuple[int, Tariff]]:
    """All tariffs with their numbers, by place, the latest first."""
    with user.store.reading() as tx:
        return tariff_rows.tariffs(tx)


class Prices:
    """Prices of sessions that name none, by the tariffs of the books."""

    def __init__(self, tx: Transaction) -> None:
        self._tariffs, self._zone = [each for _, each in tariff_rows.tariffs(tx)], zone(tx)

    def priced(self, session: Session) -> Session:
        """The session with its price: its own, else the tariff's, marked as computed; as it is where none applies."""
        if session.cost is not None or not self._tariffs:
            return session
        tariff = tariff_for(self._tariffs, session.place.name or HOME, by_clocks_of(session, self._zone).day)
        if tariff is None:
            return session
        computed = price(tariff, session.started_at, session.ended_at, session.energy_wh)
        return replace(session, cost=computed.money, computed=True)


COMMANDS: tuple[Command[Any, Any], ...] = (keep_tariff, drop_tariff)
