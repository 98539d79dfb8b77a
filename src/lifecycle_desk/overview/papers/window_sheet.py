"""The shop-window sheet: one page that is read through the glass, from the same allow-list as the buyer's pack.

Beside it stands the photo of the car, drawn anew: it shows no more than the car does in which the sheet stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import starmap
from typing import Annotated

from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.commands.options import VIN, Asks, Option
from lifecycle_desk.cover.papers.sources import unconfirmed
from lifecycle_desk.cover.rules import Answer, PartGroup
from lifecycle_desk.dealership.papers import letterhead, sheet_size
from lifecycle_desk.language import Language
from lifecycle_desk.language.reading import read_money
from lifecycle_desk.overview.papers.pack_sections import health_range
from lifecycle_desk.overview.papers.phrases import NONE, cover_left, energy_of
from lifecycle_desk.overview.papers.picture import cleaned
from lifecycle_desk.overview.papers.proving import proves
from lifecycle_desk.overview.rules.buyers import BuyersFacts
from lifecycle_desk.overview.usecases.lives.buyers import buyers_facts
from lifecycle_desk.overview.usecases.lives.present import picture_of
from lifecycle_desk.paper import Beside, Code, Content, Facts, Paper, Paragraphs, Picture, Pictures, Stacked
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.paper.style import INK, INK_2, INK_3, Role
from lifecycle_desk.paper.typesetting.lines import Type
from lifecycle_desk.stages.charging.health.papers.chart import percent
from lifecycle_desk.stages.charging.health.rules.figures import CERTAINTY, INTERVAL
from lifecycle_desk.vehicle.papers.dash import odometer_words
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.usecases.showing import page

NAME, PRICE = Role(Type(32, 600), INK, steady=True), Role(Type(40, 600, tabular=True), INK, steady=True)
LABEL, VALUE, LINE = Role(Type(11, 500), INK_3), Role(Type(18, 600), INK, steady=True), Role(Type(13), INK_2)
NARROW = Role(Type(15, 600), INK, steady=True)  # values where three stand side by side
LONGEST_PRICE = 40  # characters
BESIDE = 0.5  # of the width, for a picture that has name and price beside it
BESIDE_NAME, BESIDE_PRICE = Role(Type(22, 600), INK, steady=True), Role(Type(30, 600, tabular=True), INK, steady=True)
# The gap between blocks in points, how tall a picture's box above all is in its width (None: it stands beside), and how
# many facts stand side by side.
ROOMY, *TIGHTER = (18.0, 0.46, 2), (12.0, 0.4, 2), (14.0, None, 2), (10.0, None, 3), (6.0, None, 3), (3.0, None, 3)

ASKING_PRICE = Option("price", "A price, in the dealer's currency.", label=N_("Price"), asks=Asks.PRICE)


@dataclass(frozen=True, slots=True)
class InWindow:
    """A vehicle, and its price as the dealer types it, in his currency; without one, none is printed."""

    vin: Annotated[str, VIN]
    price: Annotated[str, ASKING_PRICE] = ""


NotForSale = objection(
    "NotForSale",
    N_("The vehicle is at the end of its life here and cannot be offered for sale: %(stage)s."),
    "vin",
    stage=Stage,
)
PriceTooLong = objection("PriceTooLong", N_("A price has at most %(most)s characters."), "price", most=int)


def window_sheet(user: UserSession, asked: InWindow, language: Language) -> Paper:
    """The sheet of one car; raises UnknownVehicle, NotForSale, and what reading a price raises."""
    price = _price(asked.price, language)
    facts, head, size = buyers_facts(user, asked.vin), letterhead(user, language), sheet_size(user)
    if facts.is_at_its_end and facts.stage:
        raise NotForSale(facts.stage)
    picture = cleaned(picture_of(user, [each.told for each in page(user, facts.vin).lines]))

    def form(gap: float, shape: float | None, columns: int) -> Paper:
        told = [*_car(facts, language), *_range(facts, language), *_battery(facts, language)]
        return Paper(
            title=language(N_("For sale")),
            language=language,
            letterhead=head,
            date=facts.as_of,
            size=size,
            gap=gap,
            blocks=[
                *_offer(facts, price, picture, shape),
                Facts(told, columns=columns, label=LABEL, value=VALUE if columns == ROOMY[-1] else NARROW),
                *_cover(facts, language),
                Paragraphs(Code(facts.vin), role=LINE),
            ],
            proves=proves(facts, "WS"),
        )

    return replace(form(*ROOMY), tighter=tuple(starmap(form, TIGHTER)))


def _offer(facts: BuyersFacts, price: str, picture: bytes | None, shape: float | None) -> list[Block]:
    """What is for sale and for how much, with its picture below or beside it."""
    name = named(facts.make, facts.model, facts.variant) or facts.vin
    if picture and shape is None:
        words = [Paragraphs(name, role=BESIDE_NAME), *([Paragraphs(price, role=BESIDE_PRICE)] if price else [])]
        return [Beside([(BESIDE, Pictures([Picture(picture)], columns=1)), (1 - BESIDE, Stacked(words))])]
    told: list[Block] = [Paragraphs(name, role=NAME), *([Paragraphs(price, role=PRICE)] if price else [])]
    return [*told, Pictures([Picture(picture)], columns=1, shape=shape)] if picture and shape else told


def _price(given: str, language: Language) -> str:
    """The price as money of the dealer's currency, as the market writes it."""
    if len(given) > LONGEST_PRICE:
        raise PriceTooLong(LONGEST_PRICE)
    if not given.strip():
        return ""
    return language.formats.price(read_money(given, language, language.customs.currency).value)


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


def _range(facts: BuyersFacts, language: Language) -> list[tuple[str, Content]]:
    """The published range of a new car of this model, with its cycle; none is reckoned from this car's own readings."""
    if facts.rated_range is None:
        return []
    label = language.with_aside(language(N_("Electric range when new")), facts.rated_range.cycle.value)
    return [(label, language.formats.kilometres(facts.rated_range.km))]


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
    yield from unconfirmed([each.part for each in left if each.is_weak], language)


WINDOW_SHEET = Report(
    "window-sheet",
    N_("Window sheet"),
    N_("One page in large type for the windscreen: vehicle, battery health, remaining cover and price."),
    InWindow,
    window_sheet,
)
