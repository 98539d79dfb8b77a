"""What a paper can be about: vehicles, orders, batteries, campaigns and makes that a few letters find, or the last."""

from dataclasses import dataclass
from typing import Literal

from lifecycle_desk.batteries.usecases.tree import batteries_found
from lifecycle_desk.campaigns.usecases.lists import Campaigns
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.cover.rules import brands_of, published
from lifecycle_desk.cover.usecases import brands_with_terms
from lifecycle_desk.stages.service.orders.tables.lists import OrderSummary
from lifecycle_desk.stages.service.orders.usecases.showing import Orders, orders_of
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.usecases.showing import look_for
from lifecycle_desk.vehicle.usecases.vehicles_shown import Vehicles

type Kind = Literal["order", "vin", "code", "campaign", "brand"]

MOST = 12


@dataclass(frozen=True, slots=True)
class Subject:
    """A vehicle by its VIN, an order or a campaign by its number or a battery by its code, with what people call it."""

    value: str
    name: str
    about: str = ""


def subjects(user: UserSession, kind: Kind, text: str = "") -> tuple[Subject, ...]:
    """What a few letters find of a kind; an order is found by its vehicle too. Without letters, the latest."""
    if kind == "code":
        found = batteries_found(user, text, MOST)
        return tuple(Subject(each.code, each.code, each.car) for each in found)
    if kind == "campaign":
        listed = Campaigns(user, text=text)
        rows = listed.rows(keys := listed.keys(MOST))
        campaigns = [rows[key].campaign for key in keys]
        return tuple(Subject(each.number, each.number, each.title) for each in campaigns)
    if kind == "brand":
        named = (each for each in brands_with_terms(user) if text.strip().casefold() in each.casefold())
        return tuple(Subject(each, each) for each in named)
    if not text.strip():
        return _latest_orders(user) if kind == "order" else _latest_vehicles(user)
    hits = look_for(user, text).hits
    if kind == "vin":
        vins = dict.fromkeys(hit.vin for hit in hits if hit.vin)
        names = {hit.vin: hit.label for hit in hits if hit.kind == "vehicle"}
        return tuple(Subject(vin, names.get(vin, vin), vin) for vin in vins)[:MOST]
    numbers = [
        Subject(hit.ref, hit.ref, hit.label.removeprefix(hit.ref).strip()) for hit in hits if hit.kind == "order"
    ]
    cars = [hit.vin for hit in hits if hit.kind == "vehicle" and hit.vin]
    of_cars = [_order(each) for vin in cars[:MOST] for each in orders_of(user, vin)]
    return tuple({each.value: each for each in (*numbers, *of_cars)}.values())[:MOST]


def kind_of(subject: str) -> Kind:
    """What a number names: an order's begins with RO, a VIN has its length; else it is a make or a battery's code.

    A campaign's number may look like any of them: a place that means one names the kind of paper.
    """
    if subject.upper().startswith("RO-"):
        return "order"
    if subject.casefold() in {each.casefold() for each in brands_of(published())}:
        return "brand"
    return "vin" if len(subject) == vins.LENGTH else "code"


def _latest_orders(user: UserSession) -> tuple[Subject, ...]:
    listed = Orders(user)
    return tuple(_order(each) for each in listed.rows(listed.keys(MOST)).values())


def _latest_vehicles(user: UserSession) -> tuple[Subject, ...]:
    listed = Vehicles(user)
    lines = listed.rows(listed.keys(MOST)).values()
    return tuple(Subject(each.vin, " ".join(filter(None, (each.plate, each.name))), each.vin) for each in lines)


def _order(line: OrderSummary) -> Subject:
    return Subject(line.number, line.number, " ".join(filter(None, (line.plate, line.model, line.owner))))
