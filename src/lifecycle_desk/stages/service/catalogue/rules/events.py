"""What the dealer's own life is told of the catalogue, and how that is worded."""

from dataclasses import dataclass

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.said import Said
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.record_refs import RecordKind, call_records
from lifecycle_desk.vehicle.rules.wording import Names, Worded, teach

MOST_CODES = 5


class CatalogueEvent(LabeledEnum):
    """Changes of the catalogue."""

    SAVED = "dealer.catalogue_saved", N_("Catalogue entries saved")
    WITHDRAWN = "dealer.catalogue_withdrawn", N_("Catalogue entry withdrawn")
    IMPORTED = "dealer.catalogue_imported", N_("Catalogue imported")
    UNDONE = "dealer.catalogue_undone", N_("Catalogue change undone")


@dataclass(frozen=True, slots=True)
class CatalogueTold:
    """A change by its number: the codes of what a person saved, or the file with its SHA-256."""

    change: int = 0
    codes: tuple[str, ...] = ()
    file: str = ""
    sha256: str = ""


def _worded(told: RecordedEvent, _: Names) -> Worded:
    said = told.facts_as(CatalogueTold)
    detail = (said.file,) if said.file else said.codes[:MOST_CODES]
    return Worded(Said(CatalogueEvent.of(told.kind).label), detail, icon="list-check")


call_records({"catalogue_entry": RecordKind(N_("Catalogue entry"), "catalogue_entry", by_key=True)})
teach({each.value: _worded for each in CatalogueEvent})
