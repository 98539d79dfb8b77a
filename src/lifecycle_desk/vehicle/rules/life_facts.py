"""What the rules of every life read of its events; few, since they are loaded with the first list that is shown."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class AsRecorded:
    """`vehicle.told_elsewhere`: an event of another dealer as he told it."""

    kind: str
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ClusterTold:
    """`vehicle.cluster_replaced`: the new cluster by its number, and what is to be added to its readings."""

    segment: int
    offset_km: int


@dataclass(frozen=True, slots=True)
class DestroyedTold:
    """`recycling.destroyed`: the number of the certificate."""

    certificate: str
