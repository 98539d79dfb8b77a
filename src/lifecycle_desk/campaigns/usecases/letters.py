"""The content of a campaign's papers: who gets a letter for which cars, and the outcome of each car."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from lifecycle_desk.campaigns.rules.campaign import CampaignState, ShownCampaign
from lifecycle_desk.campaigns.rules.status import CampaignStatus
from lifecycle_desk.campaigns.rules.words import CampaignTexts
from lifecycle_desk.campaigns.tables import cars as campaign_cars
from lifecycle_desk.campaigns.usecases.lists import shown_campaign
from lifecycle_desk.campaigns.usecases.texts import Unworded, unworded, words_of
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.exporting import EXPORT
from lifecycle_desk.dealership.usecases import dealer
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import people

PAGE = 500  # cars that are read together


@dataclass(frozen=True, slots=True)
class LetterCar:
    """A car that a letter is about."""

    vin: str
    name: str
    plate: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to one owner, about all of his cars on which the campaign is open, in the language that he reads."""

    owner: Person
    cars: tuple[LetterCar, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a campaign by the owners' names; those without an address, and cars of which nobody is known.

    `held_back` are letters in whose language the campaign lacks a text, `unworded` what is lacking for them.
    """

    campaign: ShownCampaign
    texts: CampaignTexts
    letters: tuple[Letter, ...]
    held_back: tuple[Letter, ...]
    unworded: tuple[Unworded, ...]
    without_address: tuple[Letter, ...]
    without_owner: tuple[LetterCar, ...]


@dataclass(frozen=True, slots=True)
class Completed:
    """The outcome of a car in a campaign: its state; when, at what odometer, by which order it was done."""

    vin: str
    state: CampaignState
    on: date | None
    odometer_km: int | None
    order: str | None


def letters_of(user: UserSession, number: str, spoken: Collection[str]) -> Letters:
    """The letters of a campaign, to the owners of the cars on which it is open.

    An owner reads his own language where it is among those that the program speaks, else the dealer's.
    """
    own = dealer(user.store).language
    with user.store.reading() as tx:
        known = shown_campaign(tx, number)
        texts = words_of(tx, known.campaign)
        stood = campaign_cars.of_campaign(tx, known.campaign.number, CampaignState.OPEN)
        rows = campaign_cars.vehicles(tx, [each.vin for each in stood])
        by_owner: dict[int, list[LetterCar]] = {}
        for each in sorted(rows):
            row = rows[each]
            car = LetterCar(row.vin, named(row.make, row.model, row.variant), row.plate or "")
            by_owner.setdefault(row.owner or 0, []).append(car)
        found = _people(tx, [number for number in by_owner if number])
    letters = [
        Letter(person, tuple(by_owner[owner]), reads if (reads := person.language) and reads in spoken else own)
        for owner, person in found.items()
    ]
    letters.sort(key=lambda each: (each.owner.name.casefold(), each.cars[0].vin))
    nobody = [car for owner, cars in by_owner.items() if owner not in found for car in cars]
    reached = [each for each in letters if each.owner.address.strip()]
    held = tuple(each for each in reached if texts.lacking(each.language))
    return Letters(
        known,
        texts,
        tuple(each for each in reached if not texts.lacking(each.language)),
        held,
        unworded(texts, Counter(each.language for each in held)),
        tuple(each for each in letters if not each.owner.address.strip()),
        tuple(sorted(nobody, key=lambda each: each.vin)),
    )


def _people(tx: Transaction, numbers: Sequence[int]) -> dict[int, Person]:
    """The owners whose data are here."""
    found: dict[int, Person] = {}
    for at in range(0, len(numbers), PAGE):
        found |= {number: one for number, one in people.some(tx, numbers[at : at + PAGE]).items() if one}
    return found


def completed(user: UserSession, number: str, *, to_give_out: bool = False) -> tuple[ShownCampaign, list[Completed]]:
    """The outcome of every car in a campaign, by VIN; names nobody."""
    with user.store.reading() as tx:
        tx.by = user.staff
        if to_give_out:
            user.authorise(tx, EXPORT)
        known = shown_campaign(tx, number)
        stood = campaign_cars.of_campaign(tx, known.campaign.number)
        cars = sorted(stood, key=lambda each: each.vin)
        return known, [_completed(tx, each) for each in cars]


def _completed(tx: Transaction, stood: CampaignStatus) -> Completed:
    event = stood.event if stood.done_on else None
    return Completed(stood.vin, stood.state, stood.done_on, _odometer(tx, event), stood.order_no)


def _odometer(tx: Transaction, event: int | None) -> int | None:
    """The odometer's reading when a campaign was done, where the event that did it says so."""
    found = life_rows.event(tx, event) if event is not None else None
    return found[0].odometer.km if found and found[0].odometer else None
