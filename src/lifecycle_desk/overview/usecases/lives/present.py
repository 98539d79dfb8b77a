"""What is asked of a car first: its open campaigns, the next service, and how it looks."""

from collections.abc import Sequence
from dataclasses import dataclass

from lifecycle_desk.campaigns.usecases.lists import CampaignOfCar, are_known, campaigns_of_car
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.overview.usecases.lives.attachments import PICTURES
from lifecycle_desk.schedules.rules import Due
from lifecycle_desk.schedules.usecases.due import reminded_of
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.photo import photos_of
from lifecycle_desk.vehicle.usecases.documents import photo


@dataclass(frozen=True, slots=True)
class Present:
    """A car today; `campaigns` is None where no campaign was ever taken in, `due` where nobody is reminded."""

    campaigns: tuple[CampaignOfCar, ...] | None
    due: Due | None
    picture: bytes | None = None


def present(user: UserSession, vin: str, picture: bytes | None) -> Present:
    """A car as it is today."""
    servicing = reminded_of(user, vin)
    first = next((each for each in servicing.dues if each.forecast), None) if servicing else None
    return Present(campaigns_of_car(user, vin) if are_known(user) else None, first, picture)


def picture_of(user: UserSession, events: Sequence[RecordedEvent]) -> bytes | None:
    """The photo of a car as it is stored; whoever prints it cleans it first."""
    found = (photo(user, digest, PICTURES) for digest in photos_of(events))
    return next((each for each in found if each), None)
