"""Summaries of a life's rows, as each stage that has any gives them: a month of charging."""

from collections.abc import Iterable

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.vehicle.rules.folding import Summary
from lifecycle_desk.vehicle.usecases.tellers import Tellers

_SUMS = Tellers[[UserSession, str], Iterable[Summary]]()
on_summaries, summary_tables = _SUMS.add, _SUMS.tables  # called with the VIN, a room sums up groups of its life


def summaries(user: UserSession, vin: str) -> tuple[Summary, ...]:
    """What the stages sum up of a vehicle's life."""
    return tuple(each for told in _SUMS.asked(user, vin) for each in told)
