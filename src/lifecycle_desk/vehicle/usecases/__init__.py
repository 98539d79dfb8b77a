"""What is done with vehicles, people and the books as a whole."""

from typing import Any

from lifecycle_desk.commands.command import Command
from lifecycle_desk.dealership.usecases.keys import on_key_made
from lifecycle_desk.store.store import before_commit
from lifecycle_desk.vehicle.rules import dealer_wording
from lifecycle_desk.vehicle.rules.campaigns import wording as campaigns_wording
from lifecycle_desk.vehicle.usecases import campaigns, due, genealogy, key_chain, last_saved, rows_told
from lifecycle_desk.vehicle.usecases.access import VERBS as OF_ACCESS
from lifecycle_desk.vehicle.usecases.batteries import VERBS as OF_BATTERIES
from lifecycle_desk.vehicle.usecases.battery_moves import VERBS as OF_BATTERY_MOVES
from lifecycle_desk.vehicle.usecases.battery_tree import show_batteries
from lifecycle_desk.vehicle.usecases.campaign_checks import CHECKS as OF_CAMPAIGN_FILES
from lifecycle_desk.vehicle.usecases.campaign_lists import show_campaigns
from lifecycle_desk.vehicle.usecases.campaign_withdrawing import VERBS as OF_CAMPAIGN_LISTS
from lifecycle_desk.vehicle.usecases.campaign_words import VERBS as OF_CAMPAIGN_WORDS
from lifecycle_desk.vehicle.usecases.campaigns import VERBS as OF_CAMPAIGNS
from lifecycle_desk.vehicle.usecases.clusters import VERBS as OF_CLUSTERS
from lifecycle_desk.vehicle.usecases.correcting import VERBS as OF_CORRECTIONS
from lifecycle_desk.vehicle.usecases.cover import VERBS as OF_COVER
from lifecycle_desk.vehicle.usecases.due import dues_agree
from lifecycle_desk.vehicle.usecases.erasing import VERBS as OF_ERASING
from lifecycle_desk.vehicle.usecases.following import on_told
from lifecycle_desk.vehicle.usecases.genealogy import CHECKS as OF_GENEALOGY
from lifecycle_desk.vehicle.usecases.heads import VERBS as OF_HEADS
from lifecycle_desk.vehicle.usecases.keys import VERBS as OF_KEYS
from lifecycle_desk.vehicle.usecases.life import VERBS as OF_VEHICLES
from lifecycle_desk.vehicle.usecases.life import on_taken_back
from lifecycle_desk.vehicle.usecases.papers import VERBS as OF_PAPERS
from lifecycle_desk.vehicle.usecases.people import VERBS as OF_PEOPLE
from lifecycle_desk.vehicle.usecases.schedules import VERBS as OF_SCHEDULES
from lifecycle_desk.vehicle.usecases.signing_in import VERBS as OF_SIGNING_IN
from lifecycle_desk.vehicle.usecases.together import VERBS as OF_BOTH
from lifecycle_desk.vehicle.usecases.trusting import VERBS as OF_TRUST


def _register() -> None:
    """What follows: campaigns and what is due from each event, batteries from corrections, an event from a key.

    At the end of each transaction rows beside the lives are told, and after it what was saved last is kept.
    """
    on_told(campaigns.follow)
    on_told(due.heard)
    on_taken_back(genealogy.heed)
    on_key_made(key_chain.tell_made)
    before_commit(rows_told.tell_changes)
    before_commit(last_saved.keep_saved)


REGISTERS = (_register,)

VERBS: tuple[Command[Any, Any], ...] = (
    *OF_VEHICLES,
    *OF_CLUSTERS,
    *OF_PEOPLE,
    *OF_ERASING,
    *OF_ACCESS,
    *OF_BOTH,
    *OF_CORRECTIONS,
    *OF_BATTERIES,
    *OF_BATTERY_MOVES,
    *OF_CAMPAIGNS,
    *OF_CAMPAIGN_LISTS,
    *OF_CAMPAIGN_WORDS,
    *OF_COVER,
    *OF_PAPERS,
    *OF_KEYS,
    *OF_TRUST,
    *OF_HEADS,
    *OF_SCHEDULES,
    *OF_SIGNING_IN,
)
SHOWS = (show_batteries, show_campaigns)

CHECKS = (*OF_GENEALOGY, *OF_CAMPAIGN_FILES, dues_agree)

# Whoever tells of these also reads it and lets it travel: wordings and what travels come along.
__all__ = [
    "CHECKS",
    "REGISTERS",
    "SHOWS",
    "VERBS",
    "campaigns_wording",
    "dealer_wording",
]
