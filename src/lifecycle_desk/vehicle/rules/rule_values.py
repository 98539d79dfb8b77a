"""Values of market rules as people read them: codes of those that have some, taxes, numbers and texts."""

import re
from decimal import Decimal
from types import MappingProxyType

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.quantities import percent
from lifecycle_desk.base.said import Piece, Said

TAX = re.compile(r"(?P<percent>\d+(\.\d+)?) (?P<name>.+)")
VALUES = MappingProxyType(
    {
        "none": N_("No tax"),
        "inclusive": N_("Tax included"),
        "on_top": N_("Plus tax"),
        "line": N_("Each line"),
        "total": N_("Total of each rate"),
        "LETTER": N_("Letter"),
        "handover": N_("From handover"),
        "first_registration": N_("From first registration"),
        "earlier_of_handover_and_registration": N_("From handover or first registration, whichever is first"),
        "later_of_handover_and_registration": N_("From handover or first registration, whichever is last"),
    }
)


def value_said(value: str) -> Piece:
    """The value of a rule as it is sealed, in words."""
    if value in VALUES:
        return Said(VALUES[value])
    if tax := TAX.fullmatch(value):
        return Said(N_("%(percent)s %(name)s"), percent=percent(Decimal(tax["percent"])), name=tax["name"])
    return value
