"""How papers say where an odometer stands."""

from lifecycle_desk.language import Language
from lifecycle_desk.vehicle.papers.subject import NONE
from lifecycle_desk.vehicle.rules.dash import Odometer


def odometer_words(odometer: Odometer | None, language: Language) -> str:
    """The dash's reading, with the distance over all clusters where one was replaced; – where nothing is known."""
    if odometer is None:
        return NONE
    said = odometer.said
    return language.spoken(said)
