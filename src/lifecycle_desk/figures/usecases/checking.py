"""Checking figures: what is kept of each thing is what it contributes, and each sum is that of its things."""

from collections.abc import Iterator
from itertools import batched

from lifecycle_desk.figures import tables
from lifecycle_desk.figures.tables import AT_ONCE
from lifecycle_desk.figures.usecases.keeping import contributed, uncounted
from lifecycle_desk.figures.usecases.sources import Source, sources
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.findings import Check, Finding

PART = "figures by month"


def figures_agree(tx: Transaction) -> Iterator[Finding]:
    """Count all figures anew and compare; sources that were not counted yet are not wrong."""
    open_still = uncounted(tx)
    counted = [each for each in sources() if each not in open_still]
    kept = {thing for each in counted for thing in tables.kept_things(tx, each.name)}
    for some in batched(_things(tx, counted), AT_ONCE):
        now = contributed(tx, some)
        before = tables.parts(tx, list(now))
        kept -= now.keys()
        for (source, key), vin in some:
            thing = source.thing(key)
            if before.get(thing, []) != now[thing] and source.is_settled(tx, vin):
                yield Finding(PART, thing, "what is kept differs from what it contributes")
    yield from (Finding(PART, thing, "it is kept and is not there") for thing in sorted(kept))
    if not open_still:
        yield from (Finding(PART, each, "the sum differs from its parts") for each in tables.wrong_sums(tx))


def _things(tx: Transaction, counted: list[Source]) -> Iterator[tuple[tuple[Source, str], str]]:
    """All things of some sources, each with its car."""
    for vin in life_rows.vins(tx):
        for source in counted:
            yield from (((source, key), vin) for key in source.of_car(tx, vin))


CHECKS: tuple[Check, ...] = (figures_agree,)
