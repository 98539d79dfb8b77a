"""Words that several papers of the end share."""

from decimal import Decimal

from lifecycle_desk.base.isolates import own
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.language import Language
from lifecycle_desk.paper import Code, Content
from lifecycle_desk.stages.recycling.end.usecases.showing import EndPage
from lifecycle_desk.vehicle.papers.subject import NONE


def vehicle_facts(page: EndPage, language: Language) -> list[tuple[str, Content]]:
    """The car in a few words."""
    plate = str(page.known.get("vehicle.plate") or "")
    return [
        (language(N_("VIN")), Code(page.vin)),
        (language(C_("vehicle", "Vehicle")), own(page.name) if page.name else NONE),
        (language(C_("vehicle", "Plate")), own(plate) if plate else NONE),
    ]


def amount(value: Decimal | None, unit: str | None, language: Language) -> str:
    """A quantity with its unit, or a dash."""
    return NONE if value is None else language.formats.measure(value, unit)
