"""How old published data are: each file in force with its makes, its numbers and where it comes from."""

from dataclasses import dataclass
from datetime import date, timedelta

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.data_packs.rules.entries import FileFacts, facts_of
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.vehicle.tables import data_packs
from lifecycle_desk.vehicle.usecases.data_in_force import data_in_force

OLD = timedelta(days=365)  # makers change their terms about once a year


@dataclass(frozen=True, slots=True)
class DataAge:
    """A file in force; `pack` and `number` are of the data pack that brought it, empty of the program's own."""

    facts: FileFacts
    pack: str
    publisher: str
    is_old: bool
    number: int = 0

    @property
    def looked_up_on(self) -> date:
        """The last day on which anything in it was looked up."""
        return self.facts.file.dated


def data_ages(user: UserSession) -> tuple[DataAge, ...]:
    """All files of published data in force, by kind and makes."""
    with user.store.reading() as tx:
        data, on = data_in_force(tx), today(tx)
        packs = {each.number: each for each in data_packs.packs(tx)}
    found: list[DataAge] = []
    for file in data.files.values():
        pack = packs.get(file.pack)
        name, publisher = (pack.name, pack.publisher) if pack else ("", "")
        found.append(DataAge(facts_of(file), name, publisher, file.dated < on - OLD, file.pack))
    return tuple(sorted(found, key=_order))


def _order(age: DataAge) -> tuple[str, bool, str]:
    """First by kind, then files of makes by name, then those that are of no make."""
    facts = age.facts
    return facts.file.kind, not facts.makes, " ".join(facts.makes).casefold() or facts.file.stem
