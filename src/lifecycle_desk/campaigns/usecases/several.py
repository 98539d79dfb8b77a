"""Several cars of a campaign answered at once: an event in each life, all of them or none, and undone as one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.campaigns.rules.status import CampaignEvent
from lifecycle_desk.campaigns.usecases.standing import (
    CampaignDoneElsewhere,
    ConfirmCampaign,
    ExcludeCampaign,
    confirm_campaign,
    exclude_campaign,
    record_campaign_done,
)
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.kinds import Documents
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.folding import UNDONE
from lifecycle_desk.vehicle.rules.life import UnknownEvent
from lifecycle_desk.vehicle.rules.rights import EVENT_CORRECT, VEHICLE_EDIT
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.life import TakeBack, take_back

ANSWERS = frozenset({CampaignEvent.CONFIRMED.value, CampaignEvent.EXCLUDED.value, CampaignEvent.DONE.value})


@dataclass(frozen=True, slots=True)
class ConfirmCampaignCars:
    """Cars that were found to be affected by a campaign, and how one knows."""

    vins: tuple[str, ...]
    campaign: str
    why: str = ""
    documents: Documents = ()


@dataclass(frozen=True, slots=True)
class ExcludeCampaignCars:
    """Cars that were found not to be affected by a campaign, and why."""

    vins: tuple[str, ...]
    campaign: str
    why: str
    documents: Documents = ()


@dataclass(frozen=True, slots=True)
class CampaignCarsDone:
    """A campaign that another workshop did on some cars: on which day, where, and what shows it."""

    vins: tuple[str, ...]
    campaign: str
    on: date
    where: str = ""
    evidence: str = ""
    documents: Documents = ()


@dataclass(frozen=True, slots=True)
class CarsAnswered:
    """The events by which cars of a campaign were answered."""

    events: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class UndoCampaignAnswers:
    """Events by which cars of a campaign were answered, and why they shall not count."""

    events: tuple[int, ...]
    why: str = UNDONE


def _way_back(made: CarsAnswered) -> tuple[Command[Any, Any], Any] | None:
    return (undo_campaign_answers, UndoCampaignAnswers(made.events)) if made.events else None


@command(VEHICLE_EDIT, undo=_way_back)
def confirm_campaign_cars(tx: Transaction, asked: ConfirmCampaignCars) -> CarsAnswered:
    """Write down that several cars are affected by a campaign that may have meant them."""
    each = (ConfirmCampaign(vin, asked.campaign, asked.why, asked.documents) for vin in dict.fromkeys(asked.vins))
    return _answered(tx, confirm_campaign, each)


@command(VEHICLE_EDIT, undo=_way_back)
def exclude_campaign_cars(tx: Transaction, asked: ExcludeCampaignCars) -> CarsAnswered:
    """Write down that several cars are not affected by a campaign, and why."""
    each = (ExcludeCampaign(vin, asked.campaign, asked.why, asked.documents) for vin in dict.fromkeys(asked.vins))
    return _answered(tx, exclude_campaign, each)


@command(VEHICLE_EDIT, undo=_way_back)
def record_campaign_cars_done(tx: Transaction, asked: CampaignCarsDone) -> CarsAnswered:
    """Write down that a campaign was done on several cars elsewhere, with what shows it."""
    each = (
        CampaignDoneElsewhere(vin, asked.campaign, asked.on, asked.where, asked.evidence, documents=asked.documents)
        for vin in dict.fromkeys(asked.vins)
    )
    return _answered(tx, record_campaign_done, each)


@command(EVENT_CORRECT)
def undo_campaign_answers(tx: Transaction, asked: UndoCampaignAnswers) -> CarsAnswered:
    """Take back several events by which cars of a campaign were answered."""
    undone = []
    for seq in asked.events:
        found = life_rows.event(tx, seq)
        if found is None or found[0].kind not in ANSWERS:
            raise UnknownEvent(seq)
        undone.append(take_back.does(tx, TakeBack(seq, asked.why)))
    return CarsAnswered(tuple(each.event for each in undone))  # type: ignore[union-attr]  # no command of steps


def _answered(tx: Transaction, answer: Command[Any, Any], asked: Iterable[Any]) -> CarsAnswered:
    """Answer each car; a refusal that is about a car says in its place which one."""
    made = list[int]()
    for at, each in enumerate(asked):
        try:
            made.append(answer.does(tx, each).event)  # type: ignore[union-attr]  # no command of steps
        except Objection as why:
            raise (why.at_field(f"vins[{at}]") if why.at in {"", "vin"} else why) from None
    return CarsAnswered(tuple(made))


COMMANDS: tuple[Command[Any, Any], ...] = (
    confirm_campaign_cars,
    exclude_campaign_cars,
    record_campaign_cars_done,
    undo_campaign_answers,
)
