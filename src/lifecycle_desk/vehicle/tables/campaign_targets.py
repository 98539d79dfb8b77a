"""Which cars campaigns mean, as files told it, and what of a car tells whether it is meant."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import batched
from typing import Any

from sqlalchemy import ForeignKey, Index, Row, TypedColumns, bindparam, delete, func, insert, select, update

from lifecycle_desk.store.dialect import pour
from lifecycle_desk.store.store import Work
from lifecycle_desk.store.types import day, maybe_day, maybe_whole, of_vehicle, table, term, whole, words
from lifecycle_desk.vehicle.rules.campaigns.targets import CarSeen, Target, TargetKind
from lifecycle_desk.vehicle.tables.campaigns import AT_ONCE, PENDING
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


def pour_targets(work: Work, file: int, rows: Sequence[tuple[str, str, Target]]) -> None:
    """Pour targets of a file: campaign, the row that named them, and which cars."""
    number = work.ask(_NEXT_TARGET).scalar_one()
    made = [
        (
            number + at, file, campaign, row, target.kind.value, target.key, target.first, target.last, target.year,
            _iso(target.built_from), _iso(target.built_to), None,
        )
        for at, (campaign, row, target) in enumerate(rows)
    ]  # fmt: skip
    work.touched.add(TARGET.name)
    pour(work.connection, TARGET.name, _TARGET_COLUMNS, made)


def replace_targets(work: Work, numbers: Iterable[int], file: int) -> None:
    """Let other rows of a file stand in the place of some targets."""
    rows = [{"which": number, "by_file": file} for number in numbers]
    if rows:
        work.write(_REPLACED, *rows)


def drop_targets(work: Work, file: int) -> None:
    """Forget what a file named."""
    work.write(_NO_TARGETS, which=file)


def lines(work: Work) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """All targets that files told, each with its file, as plain values in the order in which they were poured."""
    for row in work.connection.execute(_EVERY, execution_options={"yield_per": PAGE}):
        built = _iso(row.built_from), _iso(row.built_to)
        yield row.file, (row.campaign, row.row, row.kind, row.key, row.first, row.last, row.year, *built)


def _iso(on: date | None) -> str | None:
    return on.isoformat() if on else None


def target_of(row: Row[Any]) -> Target:
    """A target from its row."""
    kind = TargetKind(row.kind)
    return Target(kind, row.key, row.first, row.last, row.year, row.built_from, row.built_to)


def targets_of(work: Work, numbers: Iterable[str]) -> Iterator[Row[Any]]:
    """The targets of some campaigns that stand."""
    for some in batched(dict.fromkeys(numbers), AT_ONCE):
        yield from work.ask(_TARGETS_OF, campaigns=list(some))


def others_of(work: Work, numbers: Iterable[str]) -> Iterator[Row[Any]]:
    """Those of them that are no lists of VINs."""
    for some in batched(dict.fromkeys(numbers), AT_ONCE):
        yield from work.ask(_OTHERS_OF, campaigns=list(some))


def listed_by(work: Work, numbers: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The VINs that some campaigns list, each with the campaign."""
    for some in batched(dict.fromkeys(numbers), AT_ONCE):
        yield from work.ask(_LISTED_BY, campaigns=list(some))


def targets_by_key(work: Work, keys: Iterable[str]) -> list[Row[Any]]:
    """The targets that stand and count under some keys."""
    return list(work.ask(_TARGETS_BY_KEY, keys=list(keys)).all())


def car_seen(work: Work, vin: str) -> tuple[CarSeen, str | None]:
    """What of a car tells whether it is meant, and the stage of its life."""
    return _seen(work.ask(_CAR_SEEN, of=vin).one())


def cars_seen(work: Work) -> Iterator[tuple[CarSeen, str | None]]:
    """The same of all cars."""
    return map(_seen, work.ask(_CARS_SEEN))


def _seen(row: tuple[str, str, str, str, int | None, str | None, date | None]) -> tuple[CarSeen, str | None]:
    vin, make, model, variant, year, stage, built = row
    return CarSeen(vin, make, model, variant, year, built), stage


def keep_built(work: Work, vin: str, on: date | None) -> None:
    """Keep the day on which a car was built, or that nobody knows it any more."""
    work.write(_NO_BUILT, of=vin)
    if on:
        work.write(_NEW_BUILT, vin=vin, on=on)


def built(work: Work) -> dict[str, date]:
    """All days of build that are known."""
    return dict(work.ask(_EVERY_BUILT).all())
