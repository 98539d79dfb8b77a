"""A new instrument cluster: readings count on from what the old one had reached."""

from dataclasses import dataclass, replace
from typing import Annotated, Any

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.kinds import WHY, Km, On, Text
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import odometer, vin
from lifecycle_desk.vehicle.rules.life import ReasonMissing, RecordedEvent, VehicleEvent
from lifecycle_desk.vehicle.rules.life_facts import ClusterTold
from lifecycle_desk.vehicle.rules.rights import EVENT_CORRECT
from lifecycle_desk.vehicle.rules.steps import Step, teach
from lifecycle_desk.vehicle.rules.wording import Names
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.life import undone
from lifecycle_desk.vehicle.usecases.recording import EventRef, readings, record_event
from lifecycle_desk.vehicle.usecases.steps import check, event_of, trimmed


@dataclass(frozen=True, slots=True)
class ReplaceCluster:
    """A new instrument cluster: what the old one showed last, and what the new one shows."""

    vin: str
    on: On
    old: Annotated[Distance, Km(N_("Last reading of old cluster"), needed=True)]
    new: Annotated[Distance, Km(N_("First reading of new cluster"), needed=True)]
    why: Annotated[str, Text(WHY, needed=True, refuses=ReasonMissing)]


@dataclass(frozen=True, slots=True)
class ClusterOffset(ClusterTold):
    """The new cluster with both readings in km."""

    old_km: int
    new_km: int


def _old(told: RecordedEvent, _: Names) -> Piece:
    return Distance(told.facts_as(ClusterOffset).old_km)


def _new(told: RecordedEvent, _: Names) -> Piece:
    return Distance(told.facts_as(ClusterOffset).new_km)


def _from_to(told: RecordedEvent, names: Names) -> Said:
    return Said(N_("from %(old)s to %(new)s"), old=_old(told, names), new=_new(told, names))


CLUSTER = Step(
    ReplaceCluster,
    VehicleEvent.CLUSTER_REPLACED,
    "gauge",
    heading=N_("Instrument cluster replaced"),
    done=N_("Cluster saved; the distance continues from the old one"),
    form="old new on / why",
    adds=ClusterOffset,
    first=((N_("Old cluster"), _old), (N_("New cluster"), _new)),
    detail=(_from_to, "why"),
    travels=("segment", "offset_km", "old_km", "new_km"),
    not_facts=("old", "new"),
    rests_on=(VehicleEvent.CLUSTER_REPLACED,),
)


@command(EVENT_CORRECT, undo=undone)
def replace_cluster(tx: Transaction, change: ReplaceCluster) -> EventRef:
    """Record a new instrument cluster: readings from now on count from what the old one had reached."""
    of = str(life_rows.row(tx, vin.canonical(change.vin)).vin)
    check(tx, change)
    before, offsets = readings(tx, of)
    segment = max((each.segment for each in before), default=0)
    true_km = odometer.kilometres(change.old) + offsets.get(segment, 0)
    offset = odometer.offset_of_new_cluster(true_km, odometer.kilometres(change.new))
    adds = ClusterOffset(segment + 1, offset, change.old.km, change.new.km)
    event = replace(event_of(CLUSTER, trimmed(change), of, adds), odometer=change.new, segment=segment + 1)
    return EventRef(of, record_event(tx, event))


teach(CLUSTER)

COMMANDS: tuple[Command[Any, Any], ...] = (replace_cluster,)
