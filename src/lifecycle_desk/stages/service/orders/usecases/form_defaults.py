"""The defaults of forms for repair orders, and the oddity of a reading before it is saved."""

from dataclasses import dataclass
from datetime import date

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.usecases import staff
from lifecycle_desk.market.market import PaymentMeans
from lifecycle_desk.market.taxes import Taxing
from lifecycle_desk.stages.service.clocks.rules import WorkshopDay
from lifecycle_desk.stages.service.orders.rules.facts import of_order
from lifecycle_desk.stages.service.orders.rules.orders import TaxCustom
from lifecycle_desk.stages.service.orders.usecases.events import dealer_context
from lifecycle_desk.stages.service.orders.usecases.requests import OrderTemplate
from lifecycle_desk.stages.service.orders.usecases.showing import LastValues, day_of, last_values, templates
from lifecycle_desk.vehicle.rules import odometer
from lifecycle_desk.vehicle.rules.odd_readings import OddReading
from lifecycle_desk.vehicle.rules.odometer import Reading
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.recording import readings


@dataclass(frozen=True, slots=True)
class FormDefaults:
    """The defaults of a form: the last values, money and tax of today, the technicians, their day, templates.

    `own_clock` is the signed-in person, where that is a technician; `means` are the market's own means of payment,
    `taxings` the ways in which a line may be taxed otherwise than usual.
    """

    last: LastValues
    currency: str
    tax: TaxCustom | None
    today: date
    technicians: tuple[str, ...]
    advisers: tuple[str, ...]
    day: WorkshopDay
    templates: tuple[OrderTemplate, ...]
    own_clock: str
    means: tuple[PaymentMeans, ...]
    taxings: tuple[Taxing, ...] = ()


def form_defaults(user: UserSession) -> FormDefaults:
    """The defaults of a form for a repair order."""
    with user.store.reading() as tx:
        of = dealer_context(tx)
    last, members = last_values(user), [each for each in staff(user) if each.active]
    return FormDefaults(
        last,
        of.market.currency,
        of.tax_on(of.today),
        of.today,
        _names([each.full_name for each in members if each.role is Role.TECHNICIAN], last.technician),
        _names([each.full_name for each in members if each.role in {Role.ADVISER, Role.MANAGER}], last.adviser),
        day_of(user),
        templates(user),
        next((each.full_name for each in members if each.name == user.staff and each.role is Role.TECHNICIAN), ""),
        of.market.payment_means_on(of.today),
        of.taxings_on(of.today),
    )


def own_names(user: UserSession) -> frozenset[str]:
    """The signed-in person's names on orders; none where nobody is named."""
    own = next((each for each in staff(user) if each.name == user.staff), None)
    return frozenset({own.name, own.full_name}) if own else frozenset()


def _names(known: list[str], last: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (*known, last))))


def odd_reading(user: UserSession, vin: str, read: Distance, on: date, besides: str = "") -> tuple[OddReading, ...]:
    """The oddities of a reading beside the others of the vehicle, without those that an order told itself."""
    with user.store.reading() as tx:
        found, offsets = readings(tx, vin)
        own = {each.seq for each in of_order(life.told(tx, vin), besides)} if besides else set()
    others = [each for each in found if each.seq not in own]
    segment = max((each.segment for each in others if each.on <= on), default=0)
    last_of_day = max((each.seq for each in others), default=0) + 1
    reading = Reading(on, read.km, segment, last_of_day)
    return odometer.judge(reading, odometer.sound(others, offsets), offsets)
