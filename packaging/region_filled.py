"""A region of invented dealers: as many cars as one likes, believable as a whole, made on the server.

Dealers differ in size (most are small, few are large), in market and in how well they work; batteries age by model,
years and climate; visits follow the cars in use. All of it is drawn by the server from one seed, so a million cars
take seconds and no file. What a dealer has is written as receiving writes it; `sum_anew` makes the sums from it.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Integer, column, func, insert, select, text, true, update

from lifecycle_desk.region.tables.kept import (
    CAMPAIGN_COUNT,
    DEALER_MONTH,
    DEALER_SUM,
    MARKET_HEALTH,
    MARKET_MONTH,
    MONTH,
    SUMMED,
)
from lifecycle_desk.region.tables.opening import RegionStore
from lifecycle_desk.region.tables.schema import CAMPAIGN_CAR, DEALER, EVENT, HEALTH, HOME, VEHICLE
from lifecycle_desk.region.usecases.summing import sum_anew

# Market, language, currency, climate, share of all dealers, and the towns that its dealers are called after.
MARKETS = (
    ("TH", "th", "THB", "hot", 0.24, ("Sathorn EV", "สาทร อีวี", "Chiang Mai Drive", "เชียงใหม่ ยานยนต์", "Phuket Volt")),
    ("MX", "es", "MXN", "temperate", 0.20, ("Puebla Eléctrica", "Autos Polanco", "Mérida Motor", "León Verde")),
    ("AE", "ar", "AED", "hot", 0.14, ("Dubai Creek Motors", "سيارات دبي", "سيارات الشارقة", "Abu Dhabi EV")),
    ("CN", "zh_CN", "CNY", "temperate", 0.16, ("成都新能源", "西安电车行", "Harbin Motor", "厦门汽车")),
    ("GB", "en", "GBP", "temperate", 0.14, ("Leeds Electric", "Bristol Motors", "Glasgow EV")),
    ("NO", "en", "NOK", "cold", 0.12, ("Tromsø Bil", "Bergen Elbil", "Oslo Nord")),
)
MODELS = (  # make, model, energy, share, how many tenths of a percent the battery loses in a year
    ("MG", "4 Electric", "bev", 0.22, 17),
    ("MG", "ZS EV", "bev", 0.14, 21),
    ("BYD", "Atto 3", "bev", 0.20, 12),
    ("BYD", "Dolphin", "bev", 0.14, 13),
    ("BYD", "Seal", "bev", 0.09, 12),
    ("GWM", "Ora 03", "bev", 0.08, 19),
    ("Neta", "V", "bev", 0.07, 26),
    ("MG", "HS PHEV", "phev", 0.06, 24),
)
CAMPAIGNS = (("24V-118", "MG", 0.55), ("25V-031", "BYD", 0.32), ("MG-2026-4", "MG", 0.20), ("NETA-26-01", "Neta", 0.9))

IN_DISPUTE = 3  # the place of the dealer whose records are


@dataclass(frozen=True, slots=True)
class Size:
    """How much is invented: dealers, cars, months of records until a day; `visits` of a car in a year."""

    dealers: int = 12
    cars: int = 1_500
    months: int = 26
    until: date = date(2026, 11, 28)
    visits: float = 1.6
    seed: int = 7


def fill(store: RegionStore, size: Size = Size()) -> None:
    """Fill a new region, and make its sums."""
    with store.writing() as connection:
        connection.exec_driver_sql("SET LOCAL jit = off")  # it would take longer to compile than to run
        connection.exec_driver_sql(f"SELECT setseed({size.seed / 100})")
        _dealers(connection, size)
        told = {":until": f"DATE '{size.until}'", ":days": str(size.months * 30), ":visits": str(size.visits)}
        for statement in (_CARS, _HOMES, _MOVES, _VISITS, _ORDERS, _CHARGED, _READ, _HEALTH, _CAMPAIGN_CARS, _LIVES):
            said = statement
            for name, value in told.items():
                said = said.replace(name, value)
            for each in said.split(";"):
                connection.exec_driver_sql(each)
    sum_anew(store)


def multiply(store: RegionStore, times: int) -> None:
    """Have each dealer so many times over, every time under a code of its own and with cars of its own.

    All that pages ask is as large then as if it had been received. The days are not: no page reads them, and with them
    ten million cars would want forty gigabytes.
    """
    series = func.generate_series(1, times - 1).table_valued(column("again", Integer)).render_derived()
    for table in (
        DEALER,
        HOME,
        CAMPAIGN_CAR,
        HEALTH,
        CAMPAIGN_COUNT,
        SUMMED,
        DEALER_SUM,
        DEALER_MONTH,
        MONTH,
        VEHICLE,
        EVENT,
    ):
        others = select(*(_another(each, series.c.again) for each in table.columns)).select_from(
            table.join(series, true())
        )
        with store.writing() as connection:
            connection.execute(insert(table).from_select([each.name for each in table.columns], others))
    with store.writing() as connection:
        for kept, sums in ((MARKET_MONTH, ("amount", "things")), (MARKET_HEALTH, ("cars",))):
            connection.execute(update(kept).values({name: kept.c[name] * times for name in sums}))


def _another(of: Column[Any], again: ColumnElement[int]) -> ColumnElement[Any]:
    """A column's value for the same dealer once more."""
    match of.name:
        case "dealer":
            return func.md5(func.concat(of, again))
        case "vin":
            return func.concat("LD", func.upper(func.left(func.md5(func.concat(of, again)), 10)), func.right(of, 5))
        case "name":
            return func.concat(of, " ", again + 1)
    return of


def analyse(store: RegionStore) -> None:
    """Let the server look at what is there, as it does by itself after a while."""
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")


def _dealers(connection: Connection, size: Size) -> None:
    """Dealers of all markets; a few are late, one is in dispute, and one has only just begun."""
    drawn = random.Random(size.seed)  # noqa: S311 (invented data)
    shares = [market[4] for market in MARKETS]
    weights = [drawn.lognormvariate(0, 1.1) for _ in range(size.dealers)]
    for each in _INVENTED.split(";"):
        connection.exec_driver_sql(each)
    for place, weight in enumerate(weights):
        code, language, currency, climate, _, names = drawn.choices(MARKETS, shares)[0]
        name = names[place % len(names)] + (f" {place // len(names) + 1}" if place >= len(names) else "")
        now = f"{size.until.isoformat()} 23:00+00"
        late = {1: 240, 2: 50}.get(place % 40, drawn.random())
        told = {
            "dealer": f"{drawn.getrandbits(128):032x}",
            "name": name,
            "market": code,
            "language": language,
            "seal": drawn.randbytes(32),
            "since": size.until - timedelta(days=size.months * 30),
            "seq": 1 + round(weight * 400),
            "at": None if place == size.dealers - 1 else now,
            "hours": late,
            "forked": place == IN_DISPUTE,
        }
        connection.execute(text(_A_DEALER), told)
        share = 0 if place == size.dealers - 1 else weight / sum(weights[:-1] or [1])
        invented = {"place": place, "dealer": told["dealer"], "market": code, "currency": currency, "climate": climate}
        works = {"cars": round(share * size.cars), "works": drawn.uniform(0.25, 1.6)}
        connection.execute(text(_AN_INVENTION), invented | works)
    for place, (make, model, energy, share, loss) in enumerate(MODELS):
        before = sum(each[3] for each in MODELS[:place])
        told = {"make": make, "model": model, "energy": energy, "low": before, "high": before + share, "loss": loss}
        connection.execute(text(_A_MODEL), told)
    for number, make, share in CAMPAIGNS:
        connection.execute(
            text("INSERT INTO invented_campaign VALUES (:number, :make, :share)"),
            {"number": number, "make": make, "share": share},
        )


_INVENTED = """
CREATE TEMP TABLE invented (place int, dealer text, market text, currency text, climate text, cars int, works float)
    ON COMMIT DROP;
CREATE TEMP TABLE invented_model (make text, model text, energy text, low float, high float, loss float)
    ON COMMIT DROP;
CREATE TEMP TABLE invented_campaign (number text, make text, share float) ON COMMIT DROP
"""
_A_DEALER = """
INSERT INTO dealer (dealer, name, market, language, time_zone, books, since, epoch, last_seq, last_seal, last_at,
    received_at, forked_at, opened)
VALUES (:dealer, :name, :market, :language, 'UTC', :seal, :since, 1, :seq, :seal,
    CAST(:at AS timestamptz) - make_interval(hours => CAST(:hours AS int) + 1),
    CAST(:at AS timestamptz) - make_interval(secs => CAST(:hours AS float) * 3600),
    CASE WHEN :forked THEN CAST(:at AS timestamptz) END, false)
"""
_AN_INVENTION = "INSERT INTO invented VALUES (:place, :dealer, :market, :currency, :climate, :cars, :works)"
_A_MODEL = "INSERT INTO invented_model VALUES (:make, :model, :energy, :low, :high, :loss)"
# A car: sold some time in eight years, more of them lately; a few are still in stock, a few have left.
_CARS = """
INSERT INTO vehicle (dealer, vin, seq, seal, make, model, variant, model_year, energy, stage, odometer_km, arrived_on,
    sold_on, handed_over_on, first_registered_on, last_event_on, climate, soh_tenths, soh_on, years, counted)
SELECT dealer, 'LD' || upper(substr(md5(dealer || n), 1, 10)) || lpad((mod(n, 100000))::text, 5, '0'), n, '\\x00',
    make, model, '', extract(year from sold)::int, energy,
    CASE WHEN sold + 9 > :until THEN (ARRAY['in_stock', 'ready', 'arrived'])[1 + mod(n, 3)]
         WHEN leaves < 0.012 * years THEN 'destroyed' ELSE 'in_use' END,
    (years * (9000 + 9000 * drive))::int, (sold - 30 - (drive * 60)::int),
    CASE WHEN sold + 9 <= :until THEN sold END, CASE WHEN sold + 9 <= :until THEN sold + 9 END,
    CASE WHEN sold + 9 <= :until THEN sold + 9 END, :until, climate,
    CASE WHEN reads < 0.42 AND years > 0 THEN
        least(1005, greatest(600, 1000 - years * loss * (CASE climate WHEN 'hot' THEN 1.35 ELSE 1 END)
            - 8 * sqrt(years) + 16 * (drive + leaves + reads / 0.42 - 1.5)))::int END,
    CASE WHEN reads < 0.42 AND years > 0 THEN :until - (drive * 300)::int END,
    CASE WHEN reads < 0.42 AND years > 0 THEN years END, ''
FROM (
    SELECT i.dealer, i.climate, n, m.make, m.model, m.energy, m.loss, drive, leaves, reads,
        (:until - (2900 * age * age)::int) AS sold, ((2900 * age * age)::int) / 365 AS years
    FROM (
        SELECT invented.*, n, random() AS pick, random() AS age, random() AS drive, random() AS leaves,
            random() AS reads
        FROM invented, generate_series(1, invented.cars) n
    ) i JOIN invented_model m ON i.pick >= m.low AND i.pick < m.high
) cars
"""
_HOMES = "INSERT INTO vehicle_home (vin, dealer) SELECT vin, dealer FROM vehicle"
# What each car's life contributes to the stages, as the program folds it.
_MOVES = """
INSERT INTO day (dealer, "on", measure, make, model, sort, currency, amount, things)
SELECT v.dealer, moves.day, moves.measure, v.make, v.model, moves.sort, '', sum(moves.amount), sum(moves.things)
FROM vehicle v, LATERAL (VALUES
    (v.arrived_on, 'stage.cars', 'in_stock', 0, 1),
    (v.arrived_on, 'stage.stock', '', v.arrived_on - DATE '0001-01-01' + 1, 1),
    (v.handed_over_on, 'stage.stock', '', -(v.arrived_on - DATE '0001-01-01' + 1), -1),
    (v.handed_over_on, 'stage.cars', 'in_stock', 0, -1),
    (v.handed_over_on, 'stage.cars', 'in_use', 0, 1),
    (CASE WHEN v.stage = 'destroyed' THEN v.last_event_on END, 'stage.cars', 'in_use', 0, -1),
    (CASE WHEN v.stage = 'destroyed' THEN v.last_event_on END, 'stage.cars', 'destroyed', 0, 1),
    (v.sold_on, 'sale.sold', '', 0, 1),
    (v.handed_over_on, 'sale.handed_over', '', 0, 1),
    (v.handed_over_on, 'sale.days', '', v.handed_over_on - v.arrived_on, 1)
) moves (day, measure, sort, amount, things)
WHERE moves.day IS NOT NULL
GROUP BY 1, 2, 3, 4, 5, 6
"""
_VISITS = """
CREATE TEMP TABLE visit ON COMMIT DROP AS
SELECT v.dealer, (:until - (:days * random())::int) AS day, v.make, v.model, random() AS size,
    CASE WHEN random() < 0.28 THEN 'warranty' ELSE 'customer' END AS pays, i.currency, i.works, v.handed_over_on
FROM vehicle v JOIN invented i ON i.dealer = v.dealer,
    LATERAL generate_series(1, (:visits * :days / 365.0 * (0.5 + i.works / 2) + random())::int)
WHERE v.handed_over_on IS NOT NULL;
DELETE FROM visit WHERE day < handed_over_on
"""
_ORDERS = """
INSERT INTO day (dealer, "on", measure, make, model, sort, currency, amount, things)
SELECT visit.dealer, visit.day, of.measure, visit.make, visit.model, of.sort, of.currency, sum(of.amount),
    sum(of.things)
FROM visit, LATERAL (VALUES
    ('order.stays', '', '', (size * 6)::int, 1),
    ('order.turnover', pays, visit.currency, (8000 + 90000 * size * size)::int, 1),
    ('order.hours', pays, visit.currency, (4 + 40 * size)::int, 1),
    ('order.labour', pays, visit.currency, (3000 + 40000 * size * size)::int, 1),
    (CASE WHEN size > 0.9 THEN 'order.waits' END, '', '', (size * 9)::int, 1),
    (CASE WHEN size < 0.05 + 0.02 / works THEN 'visit.comebacks' END, '', '', 0, 1),
    ('visit.all', '', '', 0, 1)
) of (measure, sort, currency, amount, things)
WHERE of.measure IS NOT NULL
GROUP BY 1, 2, 3, 4, 5, 6, 7
"""
_CHARGED = """
INSERT INTO day (dealer, "on", measure, make, model, sort, currency, amount, things)
SELECT dealer, day, 'charged.energy', make, model, '', '', sum((12000 + 48000 * size)::int), count(*)
FROM visit GROUP BY 1, 2, 4, 5
"""
_READ = """
INSERT INTO day (dealer, "on", measure, make, model, sort, currency, amount, things)
SELECT dealer, soh_on, 'health.read', make, model, 'dealer_tool', '', sum(soh_tenths), count(*)
FROM vehicle WHERE soh_tenths IS NOT NULL GROUP BY 1, 2, 4, 5
"""
_HEALTH = """
INSERT INTO health (dealer, make, model, years, climate, percent, cars)
SELECT dealer, make, model, years, climate, soh_tenths / 10, count(*)
FROM vehicle WHERE soh_tenths IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6
"""
_CAMPAIGN_CARS = """
INSERT INTO campaign_car (dealer, campaign, vin, state, since, done_on)
SELECT dealer, number, vin, state, since, CASE WHEN state = 'done' THEN least(since + (takes * 400)::int, :until) END
FROM (
    SELECT v.dealer, c.number, v.vin, :until - 420 AS since, random() AS takes, i.works, random() AS pick
    FROM vehicle v JOIN invented i ON i.dealer = v.dealer
        JOIN invented_campaign c ON c.make = v.make AND ('x' || substr(md5(c.number || v.vin), 1, 4))::bit(16)::int
            < 65536 * c.share
    WHERE v.stage = 'in_use'
) cars, LATERAL (SELECT CASE WHEN pick < 0.03 THEN 'not_affected' WHEN pick < 0.06 THEN 'may_be'
    WHEN pick < 0.06 + 0.55 * works THEN 'done' ELSE 'open' END AS state) told
"""
_LIVES = """
INSERT INTO event (dealer, seq, vin, "on", at, kind, corrects, told, seal)
SELECT dealer, 1000 + row_number() OVER (PARTITION BY dealer ORDER BY day, vin), vin, day, day + time '09:00', kind,
    NULL, '{}', '\\x00'
FROM vehicle v, LATERAL (VALUES
    (v.arrived_on, 'sale.arrived'), (v.sold_on, 'sale.contract_signed'), (v.handed_over_on, 'sale.handed_over'),
    (v.soh_on, 'charging.health_read')
) told (day, kind)
WHERE told.day IS NOT NULL
"""
