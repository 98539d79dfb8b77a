"""Which cars campaigns mean, as files told it, and what of a car tells whether it is meant."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import batched
from typing import Any

from sqlalchemy import ForeignKey, Index, Row, TypedColumns, bindparam, delete, func, insert, select, update

from lifecycle_desk.campaigns.rules.targets import CarSeen, Target, TargetKind
from lifecycle_desk.campaigns.tables.campaigns import AT_ONCE, PENDING
from lifecycle_desk.store.dialect import pour
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import day, maybe_day, maybe_whole, of_vehicle, table, term, whole, words
from lifecycle_desk.vehicle.tables.life import VEHICLE


class TargetRow(TypedColumns):
    """Some cars that a campaign means; `row` is what its source tells the row by, `gone` the file that replaced it."""

    number = whole(primary_key=True)
    file = whole(ForeignKey("campaign_file.number"))
    campaign = words()
    row = words()
    kind = words()
    key = term()
    first = maybe_whole()
    last = maybe_whole()
    year = maybe_whole()
    built_from = maybe_day()
    built_to = maybe_day()
    gone = maybe_whole()


class BuiltRow(TypedColumns):
    """The day on which a car was built, where somebody read it."""

    vin = of_vehicle(primary_key=True)
    on = day()


TARGET, BUILT = table("campaign_target", TargetRow), table("vehicle_built", BuiltRow)
Index("ix_campaign_target_key", TARGET.c.key)
Index("ix_campaign_target_campaign", TARGET.c.campaign)

PAGE = 2_000  # rows that are held at a time
_TARGET_COLUMNS = tuple(TARGET.columns.keys())
_NEXT_TARGET = select(func.coalesce(func.max(TARGET.c.number), 0) + 1)
_NO_TARGETS = delete(TARGET).where(TARGET.c.file == bindparam("which"))
_TARGETS = select(*(TARGET.c[name] for name in _TARGET_COLUMNS)).where(
    TARGET.c.gone.is_(None), TARGET.c.file.not_in(PENDING)
)
_TARGETS_OF = _TARGETS.where(TARGET.c.campaign.in_(bindparam("campaigns", expanding=True)))
_OTHERS_OF = _TARGETS_OF.where(TARGET.c.kind != TargetKind.VIN.value)
_LISTED_BY = (
    select(TARGET.c.campaign, TARGET.c.key)
    .where(
        TARGET.c.campaign.in_(bindparam("campaigns", expanding=True)),
        TARGET.c.kind == TargetKind.VIN.value,
        TARGET.c.gone.is_(None),
        TARGET.c.file.not_in(PENDING),
    )
    .order_by(TARGET.c.number)
)
_TARGETS_BY_KEY = _TARGETS.where(TARGET.c.key.in_(bindparam("keys", expanding=True)))
_EVERY = select(TARGET).order_by(TARGET.c.number)
_REPLACED = update(TARGET).where(TARGET.c.number == bindparam("which")).values(gone=bindparam("by_file"))
_CARS_SEEN = select(
    VEHICLE.c.vin, VEHICLE.c.make, VEHICLE.c.model, VEHICLE.c.variant, VEHICLE.c.model_year, VEHICLE.c.stage, BUILT.c.on
).join_from(VEHICLE, BUILT, VEHICLE.c.vin == BUILT.c.vin, isouter=True)
_CAR_SEEN = _CARS_SEEN.where(VEHICLE.c.vin == bindparam("of"))
_NO_BUILT, _NEW_BUILT = delete(BUILT).where(BUILT.c.vin == bindparam("of")), insert(BUILT)
_EVERY_BUILT = select(BUILT.c.vin, BUILT.c.on)


def pour_targets(tx: Transaction, file: int, rows: Sequence[tuple[str, str, Target]]) -> None:
    """Pour targets of a file: campaign, the row that named them, and which cars."""
    number = tx.ask(_NEXT_TARGET).scalar_one()
    made = [
        (
            number + at, file, campaign, row, target.kind.value, target.key, target.first, target.last, target.year,
            _iso(target.built_from), _iso(target.built_to), None,
        )
        for at, (campaign, row, target) in enumerate(rows)
    ]  # fmt: skip
    tx.touched.add(TARGET.name)
    pour(tx.connection, TARGET.name, _TARGET_COLUMNS, made)


def replace_targets(tx: Transaction, numbers: Iterable[int], file: int) -> None:
    """Let other rows of a file stand in the place of some targets."""
    rows = [{"which": number, "by_file": file} for number in numbers]
    if rows:
        tx.write(_REPLACED, *rows)


def drop_targets(tx: Transaction, file: int) -> None:
    """Forget what a file named."""
    tx.write(_NO_TARGETS, which=file)


def lines(tx: Transaction) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """All targets that files told, each with its file, as plain values in the order in which they were poured."""
    for row in tx.connection.execute(_EVERY, execution_options={"yield_per": PAGE}):
        built = _iso(row.built_from), _iso(row.built_to)
        yield row.file, (row.campaign, row.row, row.kind, row.key, row.first, row.last, row.year, *built)


def _iso(on: date | None) -> str | None:
    return on.isoformat() if on else None


def target_of(row: Row[Any]) -> Target:
    """A target from its row."""
    kind = TargetKind(row.kind)
    return Target(kind, row.key, row.first, row.last, row.year, row.built_from, row.built_to)


def targets_of(tx: Transaction, numbers: Iterable[str]) -> Iterator[Row[Any]]:
    """The targets of some campaigns that stand."""
    for some in batched(dict.fromkeys(numbers), AT_ONCE):
        yield from tx.ask(_TARGETS_OF, campaigns=list(some))


def others_of(tx: Transaction, numbers: Iterable[str]) -> Iterator[Row[Any]]:
    """Those of them that are no lists of VINs."""
    for some in batched(dict.fromkeys(numbers), AT_ONCE):
        yield from tx.ask(_OTHERS_OF, campaigns=list(some))


def listed_by(tx: Transaction, numbers: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The VINs that some campaigns list, each with the campaign."""
    for some in batched(dict.fromkeys(numbers), AT_ONCE):
        yield from tx.ask(_LISTED_BY, campaigns=list(some))


def targets_by_key(tx: Transaction, keys: Iterable[str]) -> list[Row[Any]]:
    """The targets that stand and count under some keys."""
    return list(tx.ask(_TARGETS_BY_KEY, keys=list(keys)).all())


def car_seen(tx: Transaction, vin: str) -> tuple[CarSeen, str | None]:
    """The facts of a car by which campaigns match, and the stage of its life."""
    return _seen(tx.ask(_CAR_SEEN, of=vin).one())


def cars_seen(tx: Transaction) -> Iterator[tuple[CarSeen, str | None]]:
    """The same of all cars."""
    return map(_seen, tx.ask(_CARS_SEEN))


def _seen(row: Row[str, str, str, str, int | None, str | None, date]) -> tuple[CarSeen, str | None]:
    return CarSeen(row.vin, row.make, row.model, row.variant, row.model_year, row.on), row.stage


def save_built(tx: Transaction, vin: str, on: date | None) -> None:
    """Keep the day on which a car was built, or that nobody knows it any more."""
    tx.write(_NO_BUILT, of=vin)
    if on:
        tx.write(_NEW_BUILT, vin=vin, on=on)


def built(tx: Transaction) -> dict[str, date]:
    """All days of build that are known."""
    return dict(tx.ask(_EVERY_BUILT).all())
