"""The shop-window sheet: one page that is read through the glass, from the same allow-list as the buyer's pack."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated

from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.commands.options import VIN, Asks, Option
from lifecycle_desk.cover.rules import Answer, PartGroup
from lifecycle_desk.dealership.papers import letterhead, sheet_size
from lifecycle_desk.language import Language
from lifecycle_desk.language.reading import read_money
from lifecycle_desk.overview.papers.pack_sections import health_range
from lifecycle_desk.overview.papers.phrases import NONE, cover_left, energy_of
from lifecycle_desk.overview.papers.proving import proves
from lifecycle_desk.overview.rules.buyers import BuyersFacts
from lifecycle_desk.overview.usecases.lives.buyers import buyers_facts
from lifecycle_desk.paper import Code, Content, Facts, Paper, Paragraphs
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.paper.style import INK, INK_2, INK_3, Role
from lifecycle_desk.paper.typesetting.lines import Type
from lifecycle_desk.stages.charging.health.papers.chart import percent
from lifecycle_desk.stages.charging.health.rules.figures import CERTAINTY, INTERVAL
from lifecycle_desk.vehicle.papers.dash import odometer_words
from lifecycle_desk.vehicle.rules.models import named

NAME, PRICE = Role(Type(32, 600), INK, steady=True), Role(Type(40, 600, tabular=True), INK, steady=True)
LABEL, VALUE, LINE = Role(Type(11, 500), INK_3), Role(Type(18, 600), INK, steady=True), Role(Type(13), INK_2)
LONGEST_PRICE = 40  # characters

ASKING_PRICE = Option("price", "A price, in the dealer's currency.", label=N_("Price"), asks=Asks.PRICE)


@dataclass(frozen=True, slots=True)
class InWindow:
    """A vehicle, and its price as the dealer types it, in his currency; without one, none is printed."""

    vin: Annotated[str, VIN]
    price: Annotated[str, ASKING_PRICE] = ""


PriceTooLong = objection("PriceTooLong", N_("A price has at most %(most)s characters."), "price", most=int)


def window_sheet(user: UserSession, asked: InWindow, language: Language) -> Paper:
    """The sheet of one car; raises UnknownVehicle, and what reading a price raises."""
    price = _price(asked.price, language)
    facts = buyers_facts(user, asked.vin)
    roomy = Paper(
        title=language(N_("For sale")),
        language=language,
        letterhead=letterhead(user, language),
        date=facts.as_of,
        size=sheet_size(user),
        gap=18.0,
        blocks=_blocks(facts, price, language),
        proves=proves(facts, "WS"),
    )
    return replace(roomy, tighter=(replace(roomy, gap=8.0),))


def _blocks(facts: BuyersFacts, price: str, language: Language) -> list[Block]:
    blocks: list[Block] = [Paragraphs(named(facts.make, facts.model, facts.variant) or facts.vin, role=NAME)]
    if price:
        blocks.append(Paragraphs(price, role=PRICE))
    blocks.append(Facts([*_car(facts, language), *_battery(facts, language)], columns=2, label=LABEL, value=VALUE))
    return [*blocks, *_cover(facts, language), Paragraphs(Code(facts.vin), role=LINE)]


def _price(given: str, language: Language) -> str:
    """The price as money of the dealer's currency, as the market writes it."""
    if len(given) > LONGEST_PRICE:
        raise PriceTooLong(LONGEST_PRICE)
    if not given.strip():
        return ""
    return language.formats.money(read_money(given, language, language.customs.currency).value)


def _car(facts: BuyersFacts, language: Language) -> list[tuple[str, Content]]:
    return [
        (language(C_("vehicle", "Model year")), str(facts.model_year or NONE)),
        (language(N_("Odometer")), odometer_words(facts.odometer, language)),
        (language(N_("First registered")), facts.first_registered_on or NONE),
        (language(C_("vehicle", "Energy")), language(facts.energy.label) if facts.energy else NONE),
        (language(C_("vehicle", "Colour")), facts.colour or NONE),
        (language(N_("Owners to date")), NONE if facts.owners is None else language.formats.number(facts.owners)),
        (language(N_("Workshop visits")), language.formats.number(len(facts.services))),
    ]


def _battery(facts: BuyersFacts, language: Language) -> list[tuple[str, Content]]:
    """The health of the battery, never without its interval, and the energy that it gives now."""
    told = facts.battery
    if told is None or told.percent is None:
        return []
    return [
        (language(N_("State of health, estimated")), percent(told.percent, language)),
        (language(INTERVAL, share=CERTAINTY), health_range(told, language)),
        (language(N_("Usable energy today")), energy_of(told.usable_now, language)),
    ]


def _cover(facts: BuyersFacts, language: Language) -> Iterator[Block]:
    """The remaining cover, in a line each for the car and its battery."""
    parts = (PartGroup.VEHICLE, PartGroup.BATTERY)
    left = [each for each in facts.covers if each.part in parts and each.answer is Answer.COVERED]
    if left:
        lines = tuple(cover_left(each.part, each.until, each.until_km, facts.odometer, language) for each in left)
        yield Facts(
            [(language(C_("report", "Cover")), lines)],
            columns=1,
            label=LABEL,
            value=LINE,
        )


WINDOW_SHEET = Report(
    "window-sheet",
    N_("Window sheet"),
    N_("One page in large type for the windscreen: vehicle, battery health, remaining cover and price."),
    InWindow,
    window_sheet,
)
