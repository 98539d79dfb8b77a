"""Where cars stand in campaigns, as it is kept: one row for each car and campaign."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import batched
from typing import Any

from sqlalchemy import Index, Row, TypedColumns, bindparam, delete, func, literal, or_, select, update

from lifecycle_desk.campaigns.rules.campaign import Campaign, CampaignState, Match
from lifecycle_desk.campaigns.rules.status import CARRIED_OUT, KINDS, CampaignStatus
from lifecycle_desk.campaigns.tables.campaigns import AT_ONCE, CAMPAIGN, COUNTED, campaign_of, save_ranks
from lifecycle_desk.store.dialect import pour
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import Flag, day, maybe_day, maybe_whole, maybe_words, of_vehicle, table, whole, words
from lifecycle_desk.vehicle.rules.life import ELSEWHERE
from lifecycle_desk.vehicle.tables.life import EVENT, VEHICLE
from lifecycle_desk.vehicle.tables.people import PERSON


class CarRow(TypedColumns):
    """Where a car stands in a campaign: counted from targets and from its life; `event` is what decided it."""

    vin = of_vehicle(primary_key=True)
    campaign = words(primary_key=True)
    number = whole(unique=True)
    how = maybe_words()
    state = words()
    since = day()
    event = maybe_whole()
    done_on = maybe_day()
    order_no = maybe_words()


CAR = table("campaign_car", CarRow)
Index("ix_campaign_car_campaign_state_number", CAR.c.campaign, CAR.c.state, CAR.c.number)


_STOPS = or_(CAMPAIGN.c.do_not_drive == literal(True, Flag()), CAMPAIGN.c.park_outside == literal(True, Flag()))
_STOPS_FIRST = (CAMPAIGN.c.do_not_drive + CAMPAIGN.c.park_outside).desc()
_NEXT_CAR = select(func.coalesce(func.max(CAR.c.number), 0) + 1)
_OF_CAR = select(CAR).where(CAR.c.vin == bindparam("of")).order_by(CAR.c.number)
_OF_CAMPAIGN = select(CAR).where(CAR.c.campaign == bindparam("which")).order_by(CAR.c.number)
_OF_CAMPAIGNS = select(CAR).where(CAR.c.campaign.in_(bindparam("campaigns", expanding=True))).order_by(CAR.c.number)
_OF_CAMPAIGN_AT = _OF_CAMPAIGN.where(CAR.c.state == bindparam("at"))
_CAR_NUMBERS = select(CAR.c.number).where(CAR.c.campaign == bindparam("which")).order_by(CAR.c.number)
_CAR_NUMBERS_AT = _CAR_NUMBERS.where(CAR.c.state == bindparam("at"))
_AMONG = _CAR_NUMBERS.where(CAR.c.vin.in_(bindparam("vins", expanding=True)))
_AMONG_AT = _AMONG.where(CAR.c.state == bindparam("at"))
_CARS = select(CAR).where(CAR.c.number.in_(bindparam("numbers", expanding=True)))
_EVERY_CAR = select(CAR).order_by(CAR.c.vin, CAR.c.campaign)
_NO_CAR = delete(CAR).where(CAR.c.vin == bindparam("of"), CAR.c.campaign == bindparam("which"))
_CHANGE_CAR = update(CAR).where(CAR.c.vin == bindparam("of"), CAR.c.campaign == bindparam("which"))
_CHANGE_CAR = _CHANGE_CAR.values({name: bindparam(name) for name in ("how", "state", "event", "done_on", "order_no")})
_BY_VINS = select(VEHICLE).where(VEHICLE.c.vin.in_(bindparam("vins", expanding=True)))
_TELLING = (
    select(EVENT.c.vin)
    .where(
        EVENT.c.vin.is_not(None),
        or_(
            EVENT.c.kind.in_((*KINDS, ELSEWHERE)),
            EVENT.c.body.like(f'%"{CARRIED_OUT}":%'),
        ),
    )
    .distinct()
)
_WAITING_LONGEST = (
    select(CAR)
    .join(CAMPAIGN, CAR.c.campaign == CAMPAIGN.c.number)
    .where(CAR.c.state == CampaignState.OPEN.value)
    .order_by(_STOPS_FIRST, CAR.c.since, CAR.c.number)
)
_WAITING_LONGEST_OF = _OF_CAMPAIGN_AT.order_by(None).order_by(CAR.c.since, CAR.c.number)
_DONE_SINCE = (
    select(CAR)
    .where(CAR.c.state == CampaignState.DONE.value, CAR.c.done_on >= bindparam("since"))
    .order_by(CAR.c.done_on.desc(), CAR.c.number.desc())
)
_UNREACHED = (
    select(CAR.c.campaign, VEHICLE.c.owner.is_(None), func.count())
    .join_from(CAR, VEHICLE, VEHICLE.c.vin == CAR.c.vin)
    .join(PERSON, PERSON.c.number == VEHICLE.c.owner, isouter=True)
    .where(
        CAR.c.state == CampaignState.OPEN.value,
        or_(VEHICLE.c.owner.is_(None), func.trim(func.coalesce(PERSON.c.address, "")) == ""),
    )
    .group_by(CAR.c.campaign, VEHICLE.c.owner.is_(None))
)
_COUNT = select(CAR.c.campaign, CAR.c.state, func.count()).group_by(CAR.c.campaign, CAR.c.state)
_COUNT_OF = _COUNT.where(CAR.c.campaign.in_(bindparam("campaigns", expanding=True)))
_READ_BY_OWNERS = (
    select(PERSON.c.language, func.count(func.distinct(PERSON.c.number)))
    .join_from(CAR, VEHICLE, VEHICLE.c.vin == CAR.c.vin)
    .join(PERSON, PERSON.c.number == VEHICLE.c.owner)
    .where(
        CAR.c.campaign == bindparam("which"),
        CAR.c.state == CampaignState.OPEN.value,
        func.trim(PERSON.c.address) != "",
    )
    .group_by(PERSON.c.language)
)
_OPEN_OF_CAR = (
    select(CAMPAIGN, CAR.c.state.label("car_state"))
    .join_from(CAR, CAMPAIGN, CAR.c.campaign == CAMPAIGN.c.number)
    .where(
        CAR.c.vin == bindparam("of"),
        or_(CAR.c.state == CampaignState.OPEN.value, CAR.c.state == CampaignState.MAY_BE.value),
        _STOPS,
    )
    .order_by(CAR.c.number)
)

_OPEN_ON = (
    select(CAMPAIGN, CAR.c.vin.label("car_vin"))
    .join_from(CAR, CAMPAIGN, CAR.c.campaign == CAMPAIGN.c.number)
    .where(CAR.c.vin.in_(bindparam("vins", expanding=True)), CAR.c.state == CampaignState.OPEN.value)
    .order_by(_STOPS_FIRST, CAR.c.number)
)


def _kept(row: Row[Any]) -> CampaignStatus:
    return CampaignStatus(
        row.vin,
        row.campaign,
        Match.of(row.how) if row.how else None,
        CampaignState.of(row.state),
        row.since,
        row.event,
        row.done_on,
        row.order_no,
        row.number,
    )


def of_car(tx: Transaction, vin: str) -> list[CampaignStatus]:
    """A car's campaigns, in the order in which they came."""
    return [_kept(row) for row in tx.ask(_OF_CAR, of=vin)]


def of_campaign(tx: Transaction, number: str, at: CampaignState | None = None) -> list[CampaignStatus]:
    """The cars of a campaign, or those in one state."""
    rows = tx.ask(_OF_CAMPAIGN_AT, which=number, at=at.value) if at else tx.ask(_OF_CAMPAIGN, which=number)
    return [_kept(row) for row in rows]


def of_campaigns(tx: Transaction, numbers: Iterable[str]) -> Iterator[CampaignStatus]:
    """The cars of some campaigns."""
    for some in batched(dict.fromkeys(numbers), AT_ONCE):
        yield from map(_kept, tx.ask(_OF_CAMPAIGNS, campaigns=list(some)).all())


def car_numbers(tx: Transaction, number: str, at: CampaignState | None, first: int | None) -> "array[int]":
    """The numbers of a campaign's cars, or of those in one state."""
    asked = _CAR_NUMBERS_AT if at else _CAR_NUMBERS
    facts = {"at": at.value} if at else {}
    return array("q", tx.ask(asked.limit(first) if first else asked, which=number, **facts).scalars())


def numbers_among(tx: Transaction, number: str, at: CampaignState | None, vins: Sequence[str]) -> "array[int]":
    """The same of some vehicles."""
    facts = {"at": at.value} if at else {}
    asked = _AMONG_AT if at else _AMONG
    return array("q", tx.ask(asked, which=number, vins=list(vins), **facts).scalars())


def cars(tx: Transaction, numbers: Sequence[int]) -> list[CampaignStatus]:
    """Some cars in campaigns by the numbers of their rows."""
    return [_kept(row) for row in tx.ask(_CARS, numbers=list(numbers))]


def every_car(tx: Transaction) -> Iterator[CampaignStatus]:
    """All cars in all campaigns, by VIN."""
    return map(_kept, tx.ask(_EVERY_CAR))


def stopping(tx: Transaction, vin: str) -> list[tuple[Campaign, CampaignState]]:
    """The campaigns that would keep a car here, and whether they are open on it or only may be."""
    return [(campaign_of(row), CampaignState.of(row.car_state)) for row in tx.ask(_OPEN_OF_CAR, of=vin)]


def open_on(tx: Transaction, vins: Sequence[str]) -> dict[str, list[Campaign]]:
    """The campaigns that are open on some vehicles, those that keep a car here first."""
    found: dict[str, list[Campaign]] = {}
    for some in batched(dict.fromkeys(vins), AT_ONCE):
        for row in tx.ask(_OPEN_ON, vins=list(some)):
            found.setdefault(row.car_vin, []).append(campaign_of(row))
    return found


def vehicles(tx: Transaction, wanted: Sequence[str]) -> dict[str, Row[Any]]:
    """The rows of some vehicles by their VINs."""
    return {row.vin: row for some in batched(wanted, AT_ONCE) for row in tx.ask(_BY_VINS, vins=list(some))}


def read_by_owners(tx: Transaction, number: str) -> dict[str | None, int]:
    """The languages of those who own cars on which a campaign is open and have an address, and how many each."""
    return dict(tx.ask(_READ_BY_OWNERS, which=number).all())


def waiting_longest(tx: Transaction, most: int) -> list[CampaignStatus]:
    """The cars on which a campaign is open, those first that it keeps here, then those that wait longest."""
    return [_kept(row) for row in tx.ask(_WAITING_LONGEST.limit(most))]


def waiting_longest_of(tx: Transaction, number: str, most: int) -> list[CampaignStatus]:
    """The cars on which one campaign is open, those first that wait longest."""
    return [_kept(row) for row in tx.ask(_WAITING_LONGEST_OF.limit(most), which=number, at=CampaignState.OPEN.value)]


def done_since(tx: Transaction, since: date, most: int) -> list[CampaignStatus]:
    """The cars on which a campaign was done since a day, the latest first."""
    return [_kept(row) for row in tx.ask(_DONE_SINCE.limit(most), since=since)]


def unreached(tx: Transaction) -> dict[str, tuple[int, int]]:
    """Of each campaign, on how many cars it is open whose owner is not known, and on how many he has no address."""
    found: dict[str, tuple[int, int]] = {}
    for number, nobody, count in tx.ask(_UNREACHED):
        unknown, unwritten = found.get(number, (0, 0))
        found[number] = (unknown + count, unwritten) if nobody else (unknown, unwritten + count)
    return found


def told_of(tx: Transaction, number: str | None = None) -> set[str]:
    """The vehicles whose lives may tell of campaigns, or of one; all events are looked through."""
    asked = _TELLING.where(EVENT.c.body.like(f'%"{_plain(number)}"%', escape="\\")) if number else _TELLING
    return {vin for vin in tx.ask(asked).scalars() if vin}


def _plain(number: str) -> str:
    """A number as a pattern that means nothing else."""
    return number.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def save_cars(
    tx: Transaction, new: Sequence[CampaignStatus], changed: Sequence[CampaignStatus], gone: Sequence[CampaignStatus]
) -> None:
    """Keep where cars stand: those that are new in a campaign, that stand elsewhere now, and that are not meant."""
    if new:
        number = tx.ask(_NEXT_CAR).scalar_one()
        made = [
            (
                each.vin, each.campaign, number + at, each.how and each.how.value, each.state.value,
                each.since.isoformat(), each.event, _iso(each.done_on), each.order_no,
            )
            for at, each in enumerate(new)
        ]  # fmt: skip
        tx.touched.add(CAR.name)
        pour(tx.connection, CAR.name, tuple(CAR.columns.keys()), made)
    if changed:
        tx.write(_CHANGE_CAR, *(_changed(each) for each in changed))
    for each in gone:
        tx.write(_NO_CAR, of=each.vin, which=each.campaign)


def _changed(kept: CampaignStatus) -> dict[str, Any]:
    return {
        "of": kept.vin,
        "which": kept.campaign,
        "how": kept.how.value if kept.how else None,
        "state": kept.state.value,
        "event": kept.event,
        "done_on": kept.done_on,
        "order_no": kept.order_no,
    }


def counted(tx: Transaction, numbers: Iterable[str] | None = None) -> dict[str, dict[CampaignState, int]]:
    """How many cars stand where, counted; in some campaigns or in all that have a car."""
    found: dict[str, dict[CampaignState, int]] = {}
    if numbers is None:
        asked = list(tx.ask(_COUNT))
    else:
        wanted = list(dict.fromkeys(numbers))
        found = {each: dict.fromkeys(COUNTED, 0) for each in wanted}
        asked = [row for some in batched(wanted, AT_ONCE) for row in tx.ask(_COUNT_OF, campaigns=list(some))]
    for number, state, count in asked:
        found.setdefault(number, dict.fromkeys(COUNTED, 0))[CampaignState.of(state)] = count
    return found


def save_counts(tx: Transaction, numbers: Iterable[str]) -> None:
    """Count the cars of some campaigns anew, and rank them."""
    save_ranks(tx, counted(tx, numbers))


def _iso(on: date | None) -> str | None:
    return on.isoformat() if on else None
