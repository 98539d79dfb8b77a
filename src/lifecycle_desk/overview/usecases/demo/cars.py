"""Invented cars: a VIN that holds, a variant of the catalogue, and how far it is driven in a day."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from lifecycle_desk.base.quantities import Distance, in_unit
from lifecycle_desk.batteries.rules import codes as batteries
from lifecycle_desk.batteries.rules.codes import BatteryType
from lifecycle_desk.market.examples import SoldModel
from lifecycle_desk.overview.usecases.demo.shop import Customer, Shop
from lifecycle_desk.vehicle.rules.models import Chemistry, Energy, find_model
from lifecycle_desk.vehicle.rules.vin import CHECK_PLACE, FIRST_YEAR, YEARS, expected_check_digit, makers
from lifecycle_desk.vehicle.usecases.life import Description

VDS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
PLANTS = "1234567ABCDEFG"
UNKNOWN_WMI = "LZZ"
AT_THE_PLANT = 8  # km that a car has run before anybody reads its odometer
SLOWEST, FASTEST = 14, 72  # km a day
AT_SEA = timedelta(days=150)  # from the making of a battery to the day on which its car is driven


@dataclass
class Car:
    """A car that is told of; `since` is the day from which it is driven, `pace` km a day, `price` in minor units."""

    vin: str
    description: Description
    energy: Energy
    battery: str | None
    price: int
    pace: Fraction
    since: date
    owner: Customer | None = None
    plate: str | None = None
    cluster_since: date | None = None
    gone: date | None = None  # the day on which it came back to the dealer

    def km(self, day: date) -> int:
        """The odometer's reading on a day, in km."""
        if self.cluster_since and day >= self.cluster_since:
            return round((day - self.cluster_since).days * self.pace)
        return AT_THE_PLANT + round(max((day - self.since).days, 0) * self.pace)

    def restart(self, day: date) -> None:
        """Count from nothing again, in a new cluster."""
        self.cluster_since = day


def build(shop: Shop, since: date, serial: int) -> Car:
    """A car as it comes from the maker, driven from a day on."""
    sold = _offered(shop)
    found = find_model(sold.make, sold.model, sold.variant)
    energy = found.energy if found else Energy.ICE
    dice = shop.dice
    year = (since - timedelta(days=120)).year
    description = Description(
        make=sold.make,
        model=sold.model,
        variant=sold.variant,
        model_year=year,
        energy=energy,
        chemistry=found.chemistry if found else None,
        usable_wh=found.usable_wh if found else None,
        colour=dice.choice(shop.example.colours),
    )
    step = 100_00
    vin = invented_vin(sold.make, year, serial, dice)
    return Car(
        vin=vin,
        description=description,
        energy=energy,
        battery=battery_code(vin, description.chemistry, since - AT_SEA) if energy.has_traction_battery else None,
        price=dice.randrange(sold.price_from, sold.price_to + 1, step),
        pace=Fraction(dice.randint(SLOWEST, FASTEST)),
        since=since,
    )


def _offered(shop: Shop) -> SoldModel:
    """A model of the market; makes are drawn first, or the one with the most variants would be everywhere."""
    makes = sorted({each.make for each in shop.example.models})
    make = shop.dice.choice(makes)
    return shop.dice.choice([each for each in shop.example.models if each.make == make])


def invented_vin(make: str, year: int, serial: int, dice: Random) -> str:
    """A VIN of a maker with a check digit that holds; the serial keeps it from being any other's."""
    described = "".join(dice.choice(VDS) for _ in range(5))
    code = YEARS[(year - FIRST_YEAR) % len(YEARS)]
    bare = f"{_wmi(make)}{described}0{code}{dice.choice(PLANTS)}{serial:06}"
    return bare[: CHECK_PLACE - 1] + expected_check_digit(bare) + bare[CHECK_PLACE:]


def _wmi(make: str) -> str:
    """A Chinese maker's identifier for a brand."""
    words = {make, *make.split()}
    own = [wmi for wmi, maker in makers().items() if words & set(maker.brands) and wmi[0] in "LH"]
    return min(own, default=UNKNOWN_WMI)


def battery_code(seed: str, chemistry: Chemistry | None, made: date) -> str:
    """A pack's code as GB/T 34014-2017 forms it; maker and trace are invented."""
    dice = Random(f"battery {seed}")  # noqa: S311 (invented on purpose)
    letter = next((each.value for each in BatteryType if chemistry in each.chemistries), BatteryType.OTHER.value)
    year, month, day = batteries.YEARS[made.year - batteries.FIRST_YEAR], made.month, made.day
    on = f"{year}{batteries.MONTHS[month - 1]}{batteries.DAYS[day - 1]}"
    own = "".join(dice.choice(VDS) for _ in range(12))
    return f"{own[:3]}P{letter}{own[3:5]}{own[5:]}{on}{dice.randint(1, 4_999):07}"


def read(shop: Shop, km: int) -> Distance:
    """The odometer's reading, in the market's unit."""
    return Distance(in_unit(km, shop.pack.distance_unit), shop.pack.distance_unit)
