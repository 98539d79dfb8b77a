"""Ways out of a car's life here that are no scrapping: total loss, theft, export."""

from datetime import date

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.vehicle.rules.life import Stage

COUNTRY = 2  # letters of a country, ISO 3166-1 alpha-2


class LossCause(LabeledEnum):
    """Why an insurer takes a car for lost."""

    COLLISION = "collision", C_("loss", "Collision")
    FIRE = "fire", C_("loss", "Fire")
    WATER = "water", C_("loss", "Water")
    HAIL = "hail", C_("loss", "Hail or storm")
    OTHER = "other", C_("loss", "Other")


class CountryUnknown(Objection):
    """A country that is not two letters."""

    message = N_("A country is written with two letters, as DE or TH.")
    field = "country"


class NotStolen(Objection):
    """A car cannot be found that is not missing."""

    message = N_("The vehicle is not told as stolen.")
    field = "vin"


class StolenAlready(Objection):
    """A car that is missing."""

    message = N_("The vehicle was stolen on %(on)s and has not been found.")
    field = "vin"
    on: date


class HasLeft(Objection):
    """A car that is abroad."""

    message = N_("The vehicle left the market on %(on)s.")
    field = "vin"
    on: date


class TakenOverAlready(Objection):
    """A car that is being scrapped already."""

    message = N_("The vehicle was taken over for scrapping on %(on)s.")
    field = "vin"
    on: date


class NotTakenOver(Objection):
    """A car that nobody has handed in for scrapping."""

    message = N_("The vehicle has not been taken over for scrapping.")
    field = "vin"


class CertificateIssued(Objection):
    """A car that is destroyed."""

    message = N_("The vehicle was destroyed: certificate %(number)s of %(on)s.")
    field = "vin"
    number: str
    on: date


GONE = frozenset({Stage.END_OF_LIFE, Stage.DESTROYED, Stage.LEFT_THE_MARKET})


def country_of(given: str, field: str = "country") -> str:
    """A country's two letters as they are kept; refuses anything else."""
    tidy = given.strip().upper()
    if len(tidy) != COUNTRY or not (tidy.isascii() and tidy.isalpha()):
        raise CountryUnknown().at_field(field)
    return tidy
