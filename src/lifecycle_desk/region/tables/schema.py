"""The tables of a region: the dealer leads every key, so that they may be spread over servers by it.

There is no sequence and no key across dealers. They lie in a schema of their own on PostgreSQL and share nothing with
the tables of a dealer's store; the only other order is `vehicle_home`, by which a VIN is found whoever has the car.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypedColumns,
)

from lifecycle_desk.store.own_schema import parts_by

REGION = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)
FORM = 2  # rises with each step of `opening.STEPS`
PARTS = 16  # of the events on plain PostgreSQL: some gigabytes each at ten million cars


def _text(name: str | None = None, **more: Any) -> Column[str]:
    return Column(Text, name=name, nullable=False, **more)


def _maybe_text(**more: Any) -> Column[str | None]:
    return Column(Text, nullable=True, **more)


def _whole(**more: Any) -> Column[int]:
    return Column(BigInteger, nullable=False, autoincrement=False, **more)


def _maybe_whole(**more: Any) -> Column[int | None]:
    return Column(BigInteger, nullable=True, **more)


def _small(**more: Any) -> Column[int]:
    return Column(Integer, nullable=False, autoincrement=False, **more)


def _day(**more: Any) -> Column[date]:
    return Column(Date, nullable=False, **more)


def _maybe_day(**more: Any) -> Column[date | None]:
    return Column(Date, nullable=True, **more)


def _moment(**more: Any) -> Column[datetime]:
    return Column(DateTime(timezone=True), nullable=False, **more)


def _maybe_moment(**more: Any) -> Column[datetime | None]:
    return Column(DateTime(timezone=True), nullable=True, **more)


def _bytes(**more: Any) -> Column[bytes]:
    return Column(LargeBinary, nullable=False, **more)


def _maybe_bytes(**more: Any) -> Column[bytes | None]:
    return Column(LargeBinary, nullable=True, **more)


def _flag(**more: Any) -> Column[bool]:
    return Column(Boolean, nullable=False, **more)


def _dealer() -> Column[str]:
    """The dealer: the first 32 hexadecimal digits of the first seal of its chain."""
    return _text(primary_key=True)


class FormRow(TypedColumns):
    """The form of the tables, and what the region is called by its people."""

    number = _small(primary_key=True)
    name = Column(Text, nullable=False, server_default="")


class RegionKeyRow(TypedColumns):
    """The keys by which the region signs its receipts; private parts are sealed by the computer that made them."""

    number = _whole(primary_key=True)
    public = _bytes()
    sealed = _bytes()
    since = _moment()


class DealerRow(TypedColumns):
    """A dealer: who it is, up to where its records are here, and when its last batch came.

    `last_at` is the moment of its last record; `made_at` and `received_at` are those of its last batch, even of one
    without records. While `forked_at` stands, nothing of it is received; `opened` says that a person has opened the
    next epoch, and that the next batch may begin where both branches agree.
    """

    dealer = _dealer()
    name = _text()
    market = _text()
    language = _text()
    time_zone = _text()
    books = _bytes()
    since = _moment()
    epoch = _small()
    last_seq = _whole()
    last_seal = _bytes()
    last_at = _maybe_moment()
    made_at = _maybe_moment()
    received_at = _maybe_moment()
    forked_at = _maybe_moment()
    opened = _flag()


class DealerKeyRow(TypedColumns):
    """A key of a dealer: trusted by a person's word (`endorsed_by` is None) or endorsed by an earlier one."""

    dealer = _dealer()
    public = _bytes(primary_key=True)
    number = _whole()
    since = _moment()
    endorsed_by = _maybe_bytes()
    revoked_at = _maybe_moment()


class BatchRow(TypedColumns):
    """A batch that was received, with its head as it was signed."""

    dealer = _dealer()
    epoch = _small(primary_key=True)
    last_seq = _whole(primary_key=True)
    first_seq = _whole()
    seal = _bytes()
    public = _bytes()
    head = _text()
    signature = _text()
    cars = _whole()
    received_at = _moment()


class EventRow(TypedColumns):
    """A record of a dealer as it travels: `told` is its JSON without people, `seal` that of the dealer's chain."""

    dealer = _dealer()
    seq = _whole(primary_key=True)
    vin = _maybe_text()
    on = _day()
    at = _moment()
    kind = _text()
    corrects = _maybe_whole()
    told = _text()
    seal = _bytes()


class OldEventRow(EventRow):
    """A record of a branch that a person gave up when opening a new epoch."""

    dealer = _dealer()
    epoch = _small(primary_key=True)
    seq = _whole(primary_key=True)


class VehicleRow(TypedColumns):
    """A car at a dealer: as it is described, where it stands, and what its life contributes to the figures (`counted`).

    `soh_tenths` is the last official reading of battery health, `years` the age of the car then.
    """

    dealer = _dealer()
    vin = _text(primary_key=True)
    seq = _whole()
    seal = _bytes()
    make = _text()
    model = _text()
    variant = _text()
    model_year = _maybe_whole()
    energy = _text()
    stage = _text()
    odometer_km = _maybe_whole()
    arrived_on = _maybe_day()
    sold_on = _maybe_day()
    handed_over_on = _maybe_day()
    first_registered_on = _maybe_day()
    last_event_on = _maybe_day()
    climate = _text()
    soh_tenths = _maybe_whole()
    soh_on = _maybe_day()
    years = _maybe_whole()
    counted = _text()


class HomeRow(TypedColumns):
    """Which dealers have a car; led by the VIN, so one car is found without asking every server."""

    vin = _text(primary_key=True)
    dealer = _text(primary_key=True)


class DayRow(TypedColumns):
    """What the cars of a dealer contributed on a day: the measures of the program's figures ("order.turnover").

    `amount` is whole: minor units, tenths of an hour, watt-hours; `things` how many contributed. A level ("stage.cars")
    has what came (+1) and went (-1) on the day.
    """

    dealer = _dealer()
    on = _day(primary_key=True)
    measure = _text(primary_key=True)
    make = _text(primary_key=True)
    model = _text(primary_key=True)
    sort = _text(primary_key=True)
    currency = _text(primary_key=True)
    amount = _whole()
    things = _whole()


class CampaignCarRow(TypedColumns):
    """Where a car stands in a campaign."""

    dealer = _dealer()
    campaign = _text(primary_key=True)
    vin = _text(primary_key=True)
    state = _text()
    since = _day()
    done_on = _maybe_day()


class HealthRow(TypedColumns):
    """How many cars of a model, an age in years and a climate last read a battery health of a whole percent."""

    dealer = _dealer()
    make = _text(primary_key=True)
    model = _text(primary_key=True)
    years = _small(primary_key=True)
    climate = _text(primary_key=True)
    percent = _small(primary_key=True)
    cars = _whole()


class ForkRow(TypedColumns):
    """A fork: a batch told other records under known numbers, or went back behind what is here.

    `seq` is where both sides stood when it was found, `ours` and `theirs` their seals, `head` the batch's own.
    """

    dealer = _dealer()
    epoch = _small(primary_key=True)
    seq = _whole()
    ours = _bytes()
    theirs = _bytes()
    head = _text()
    found_at = _moment()
    opened_at = _maybe_moment()
    opened_by = _text()


class UnreadRow(TypedColumns):
    """A line that this version cannot read, or a record that it cannot fold: from whom, and where in what came.

    `place` is 0 for a record, else the line's place in the batch that ends with `seq`; `line` is its text as it came,
    nothing where the record itself holds all of it. `reads` is what the program could read that tried it last, as
    `rules/readable` puts it into a number.
    """

    dealer = _dealer()
    seq = _whole(primary_key=True)
    place = _small(primary_key=True)
    vin = _maybe_text()
    kind = _text()
    line = _text()
    reads = _small()


FORMS = Table("form", REGION, FormRow)
REGION_KEY = Table("region_key", REGION, RegionKeyRow)
DEALER = Table("dealer", REGION, DealerRow)
DEALER_KEY = Table("dealer_key", REGION, DealerKeyRow)
BATCH = Table("batch", REGION, BatchRow)
EVENT = Table("event", REGION, EventRow, **parts_by("dealer"))
OLD_EVENT = Table("old_event", REGION, OldEventRow)
VEHICLE = Table("vehicle", REGION, VehicleRow)
HOME = Table("vehicle_home", REGION, HomeRow)
DAY = Table("day", REGION, DayRow)
CAMPAIGN_CAR = Table("campaign_car", REGION, CampaignCarRow)
HEALTH = Table("health", REGION, HealthRow)
FORK = Table("fork", REGION, ForkRow)
UNREAD = Table("unread", REGION, UnreadRow)
Index(None, EVENT.c.dealer, EVENT.c.vin, EVENT.c.seq)
Index(None, VEHICLE.c.make, VEHICLE.c.model, VEHICLE.c.stage)
Index(None, DAY.c.measure, DAY.c.on)
Index(None, CAMPAIGN_CAR.c.campaign, CAMPAIGN_CAR.c.state)
SPREAD = (
    BATCH,
    DEALER_KEY,
    EVENT,
    OLD_EVENT,
    VEHICLE,
    DAY,
    CAMPAIGN_CAR,
    HEALTH,
    FORK,
    UNREAD,
)  # by dealer, on several servers
