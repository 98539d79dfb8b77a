"""The dealer's own history: who did what beside the lives of vehicles, such as keys, settings, restores."""

from collections.abc import Mapping
from dataclasses import dataclass

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules.rights import BACKUP
from lifecycle_desk.vehicle.rules.facts import PersonTold
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.tables import chain, people
from lifecycle_desk.vehicle.usecases.customers import PERSON_TOLD

MOST = 500  # events that are shown; a check and an export have all of them


@dataclass(frozen=True, slots=True)
class DealerHistory:
    """The last events of the dealer, the latest first, and the names of the customers whom they concern."""

    events: tuple[RecordedEvent, ...]
    names: Mapping[int, str]
    more: bool


def dealer_history(user: UserSession, *, customers: bool = False) -> DealerHistory:
    """The dealer's own history, for managers; each customer's data are an event too, told only where asked for."""
    with user.store.reading() as tx:
        tx.by = user.staff
        user.authorise(tx, BACKUP)
        told = chain.latest_of_dealer(tx, MOST + 1, () if customers else (PERSON_TOLD,))
        shown = tuple(told[:MOST])
        numbers = {who for each in shown if (who := each.person or each.facts_as(PersonTold).person)}
        found = {number: people.maybe_person(tx, number) for number in numbers}
    return DealerHistory(shown, {number: who.name for number, who in found.items() if who}, len(told) > MOST)
