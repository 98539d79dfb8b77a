"""Ways out of a car's life here that are no scrapping: total loss, theft, export."""

from datetime import date

from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.vehicle.rules.life import Stage


class LossCause(LabeledEnum):
    """Why an insurer takes a car for lost."""

    COLLISION = "collision", C_("loss", "Collision")
    FIRE = "fire", C_("loss", "Fire")
    WATER = "water", C_("loss", "Water")
    HAIL = "hail", C_("loss", "Hail or storm")
    OTHER = "other", C_("loss", "Other")


NotStolen = objection("NotStolen", N_("The vehicle is not recorded as stolen."), "vin")
StolenAlready = objection(
    "StolenAlready", N_("The vehicle was stolen on %(on)s and has not been found."), "vin", on=date
)
HasLeft = objection("HasLeft", N_("The vehicle left the market on %(on)s."), "vin", on=date)
TakenOverAlready = objection(
    "TakenOverAlready", N_("The vehicle was taken over for scrapping on %(on)s."), "vin", on=date
)
NotTakenOver = objection("NotTakenOver", N_("The vehicle has not been taken over for scrapping."), "vin")
CertificateIssued = objection(
    "CertificateIssued", N_("The vehicle was destroyed: certificate %(number)s of %(on)s."), "vin", number=str, on=date
)

GONE = frozenset({Stage.END_OF_LIFE, Stage.DESTROYED, Stage.LEFT_THE_MARKET})
