"""The audit list: what was recorded, by subject, person, day and source."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.vehicle.rules.life import Part, part_of

ANYBODY = ""  # of whom entries are listed, where nobody is named
NOBODY = "-"  # those that were recorded while nobody signed in
DEALER = "dealer."
PEOPLE_PREFIXES = tuple(DEALER + each for each in ("person_", "retention_", "hold_"))
ACCESS_PREFIXES = tuple(DEALER + each for each in ("sign", "secret_", "recovery_"))
SEPARATOR = "~"  # between the parts of a filter that is kept as one text


class Area(LabeledEnum):
    """What an entry is about: a part of a vehicle's life, or the dealership."""

    SALE = "sale", Part.SALE.label
    CHARGING = "charging", Part.CHARGING.label
    SERVICE = "service", Part.SERVICE.label
    TRANSFER = "transfer", Part.TRANSFER.label
    RECYCLING = "recycling", Part.RECYCLING.label
    VEHICLE = "vehicle", Part.VEHICLE.label
    PEOPLE = "people", N_("Customers")
    ACCESS = "access", C_("audit", "Sign-in")
    DEALER = "dealer", C_("audit", "Dealership")


class Source(LabeledEnum):
    """Where an entry came from."""

    WINDOW = "window", C_("audit source", "Window")
    COMMAND_LINE = "command_line", C_("audit source", "Command line")
    IMPORT = "import", C_("audit source", "Import")


def area_of(kind: str) -> Area:
    """What an entry of a kind is about."""
    if kind.startswith(PEOPLE_PREFIXES):
        return Area.PEOPLE
    if kind.startswith(ACCESS_PREFIXES):
        return Area.ACCESS
    return Area.DEALER if kind.startswith(DEALER) else Area.of(part_of(kind))


def source_of(via: str) -> Source | None:
    """Where an entry came from; None where it was not recorded, as before there was an audit list."""
    return Source.of(via) if via in {*Source} else None


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What the audit list is narrowed to: a subject, who acted, the first and the last day, a few letters."""

    area: Area | None = None
    by: str = ANYBODY
    since: date | None = None
    until: date | None = None
    text: str = ""

    @property
    def is_narrow(self) -> bool:
        """Whether it leaves anything out."""
        return any(getattr(self, each.name) for each in fields(self))

    def kept(self) -> str:
        """All but the letters as one text, for a filter that is kept by name."""
        parts = (self.area or "", self.by, self.since or "", self.until or "")
        return SEPARATOR.join(map(str, parts)) if any(parts) else ""


def read_filter(kept: str, text: str = "") -> AuditFilter:
    """A filter from what it was kept as; what is no filter of ours leaves nothing out."""
    area, by, since, until = (*kept.split(SEPARATOR), "", "", "", "")[:4]
    try:
        first, last = (date.fromisoformat(each) if each else None for each in (since, until))
        return AuditFilter(Area.of(area) if area else None, by, first, last, text)
    except ValueError:
        return AuditFilter(text=text)


def counted(kinds: Iterable[tuple[str, int]]) -> dict[Area, int]:
    """How many entries there are about each subject, from the numbers of each kind."""
    found: dict[Area, int] = {}
    for kind, count in kinds:
        found[area_of(kind)] = found.get(area_of(kind), 0) + count
    return found
