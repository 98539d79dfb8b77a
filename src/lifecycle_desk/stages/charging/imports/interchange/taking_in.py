"""Taking files of charging records in: opened by kind, the map read beside them, then recorded."""

from contextlib import AbstractContextManager
from pathlib import Path

from lifecycle_desk.base.incoming import Refused, Taken
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.steps import Steps
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.commands.intake import check_file
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.dealership.usecases import dealer, market_of
from lifecycle_desk.dealership.usecases.day import zone_of
from lifecycle_desk.files.spreadsheets import open_sheet
from lifecycle_desk.stages.charging.imports.interchange.mapping_files import mapping_of
from lifecycle_desk.stages.charging.imports.interchange.reader_process import Opened, read_from
from lifecycle_desk.stages.charging.imports.interchange.reading import Habits
from lifecycle_desk.stages.charging.imports.rules.incoming import CurrencyUnknown, MapNamesUnknownCar, NameTwice
from lifecycle_desk.stages.charging.sessions.usecases.recording import Recording, Telling, record
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.tables import life

MAP = ("from", "vin")


def habits_of(user: UserSession, choices: Choices) -> Habits:
    """The dealer's and the caller's answers to questions that a file leaves open."""
    profile = dealer(user.store)
    pack = market_of(user.store)
    currency = (choices.currency or pack.currency).strip().upper()
    if not (len(currency) == 3 and currency.isascii() and currency.isalpha()):  # noqa: PLR2004 (ISO 4217)
        raise CurrencyUnknown(choices.currency or "")
    mapping = mapping_of(user, choices.mapping) if choices.mapping else None
    zone = zone_of(profile, pack)
    return Habits(
        zone,
        pack.country,
        currency,
        choices.dates,
        bool(choices.currency),
        choices.columns,
        mapping,
        pack.distance_unit,
    )


def opened(user: UserSession, kind: str, path: Path, choices: Choices) -> AbstractContextManager[Opened]:
    """A file as its kind, while it is read."""
    check_file(path, most=None)
    return read_from(kind, path, habits_of(user, choices))


def recorded(user: UserSession, kind: str, path: Path, choices: Choices) -> Steps[Result[Recording]]:
    """Take in a file of charging records."""
    vin = _car(user, choices.vin) if choices.vin else None
    names = _names(user, choices.map) if choices.map else {}
    with opened(user, kind, path, choices) as file:
        telling = Telling(
            kind, file.file, file.chunks, vin, names, file.expected, choices.dry_run, choices.skip_refused
        )
        taken = Taken(kind, file.file, warnings=list(file.notes), read_as=file.read_as)
        return (yield from record(user, telling, taken))


def _car(user: UserSession, given: str) -> str:
    with user.store.reading() as tx:
        return str(life.row(tx, vins.canonical(given)).vin)


def _names(user: UserSession, path: Path) -> dict[str, str]:
    """The car of each name, as a map says it; refused whole, with the line of a fault."""
    names: dict[str, str] = {}
    sheet = open_sheet(path, MAP, MAP, dealer(user.store).market)
    with user.store.reading() as tx:
        for row in sheet.rows():
            if isinstance(row, Refused):
                raise row.why
            line, cells = row
            name, given = cells["from"].casefold(), cells["vin"]
            if not name:
                continue
            try:
                vin = str(life.row(tx, vins.canonical(given)).vin)
            except Objection:
                raise MapNamesUnknownCar(line, given) from None
            if names.setdefault(name, vin) != vin:
                raise NameTwice(line, cells["from"])
    return names
