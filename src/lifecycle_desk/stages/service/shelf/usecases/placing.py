"""What lies at a storage place, part by part and lot by lot; and the places themselves, as what papers are about."""

from dataclasses import dataclass

from lifecycle_desk.base.folding import folded
from lifecycle_desk.base.objections import C_, NN_
from lifecycle_desk.base.said import Said
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.subjects import Subject, SubjectKind
from lifecycle_desk.stages.service.catalogue.rules.entries import CatalogueEntry
from lifecycle_desk.stages.service.shelf.rules.movements import Lot
from lifecycle_desk.stages.service.shelf.rules.parts import StockPart
from lifecycle_desk.stages.service.shelf.tables import stock
from lifecycle_desk.stages.service.shelf.usecases import naming
from lifecycle_desk.vehicle.usecases.subjects import MOST

LOTS = NN_("%(n)s part", "%(n)s parts")


@dataclass(frozen=True, slots=True)
class LyingPart:
    """A lot of a part that lies at a place, and what the catalogue knows of the part."""

    part: StockPart
    lot: Lot
    entry: CatalogueEntry | None

    def text_in(self, language: str | None) -> str:
        """What the part is called: by the catalogue in a language, else as it was called when it came."""
        return self.entry.text_in(language) if self.entry else self.part.text


def lying_at(user: UserSession, place: str) -> list[LyingPart]:
    """What lies at a place, by the numbers of the parts."""
    with user.store.reading() as tx:
        lots = stock.lots_at(tx, place)
        parts = stock.by_numbers(tx, list(lots))
        known = naming.entries(tx, [each.code for each in parts.values()])
        found = [
            LyingPart(parts[number], lot, known.get(parts[number].key))
            for number, own in lots.items()
            for lot, many in own.items()
            if many > 0
        ]
    return sorted(found, key=lambda each: (each.part.key, each.lot))


def places_found(user: UserSession, text: str) -> tuple[Subject, ...]:
    """The storage places whose name has some letters; without letters, the first."""
    with user.store.reading() as tx:
        found = [(place, many) for place, many in stock.places(tx) if place and folded(text) in folded(place)]
    return tuple(Subject(place, place, Said(LOTS, n=many)) for place, many in found[:MOST])


SUBJECTS = (SubjectKind("place", C_("stock", "Storage place"), places_found, rank=6),)
