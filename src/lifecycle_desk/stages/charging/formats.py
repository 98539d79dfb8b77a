"""Charging records as files: read by kind, each with its own rules, into sessions; and given out."""

from collections.abc import Callable
from pathlib import Path

from lifecycle_desk.base.incoming import Taken
from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.steps import Steps
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.commands.offers import Choices, Group, Reader, Writer
from lifecycle_desk.commands.options import CURRENCY, DATES, VIN
from lifecycle_desk.stages.charging.imports.interchange import generic, logbooks, mapped, mapping_files
from lifecycle_desk.stages.charging.imports.interchange.columns_seen import is_table
from lifecycle_desk.stages.charging.imports.interchange.options import COLUMNS, MAP
from lifecycle_desk.stages.charging.imports.interchange.recognising import recognised
from lifecycle_desk.stages.charging.imports.interchange.taking_in import recorded
from lifecycle_desk.stages.charging.passports.interchange import batterypass, catena, maker
from lifecycle_desk.stages.charging.sessions.interchange import giving_out
from lifecycle_desk.stages.charging.sessions.rules.words import KINDS

TAKES = (VIN, MAP, DATES, CURRENCY)


def _taking_in(kind: str) -> Callable[[UserSession, Path, Choices], Steps[Result[Taken]]]:
    def take_in(user: UserSession, path: Path, choices: Choices) -> Steps[Result[Taken]]:
        done = yield from recorded(user, kind, path, choices)
        return Result(done.value.taken, done.warnings)

    return take_in


SESSIONS = tuple(
    Reader(
        kind,
        about,
        _taking_in(kind),
        (*TAKES, COLUMNS) if kind == "evcc" else TAKES,
        title=KINDS[kind],
        group=Group.CHARGING,
        page="charging_import",
    )
    for kind, about in (
        ("ocpi-cdr", N_("OCPI charge detail records: one, several, or an API response.")),
        ("teslamate", N_("TeslaMate charging processes, as CSV.")),
        ("evcc", N_("evcc charging sessions, as CSV.")),
        ("leapmotor-mate", N_("leapmotor-mate charges, as CSV.")),
        ("lubelogger-fuel", N_("LubeLogger fuel records of an electric vehicle, as CSV.")),
        ("mygarage-fuel", N_("MyGarage charging records from its own database (mygarage.db).")),
    )
)
AS_SESSIONS = 300  # how sure a file is of charging, by trying: above columns that others name too


def _known(user: UserSession, path: Path) -> dict[str, int]:
    """How surely a file is of each kind of sessions, by trying; any table can be read by a mapping too."""
    found = {kind: AS_SESSIONS - place for place, kind in enumerate(recognised(user, path)) if kind != mapped.KIND}
    return found | ({mapped.KIND: 1} if is_table(path) else {})


KNOWS = (_known,)
READERS: tuple[Reader, ...] = (*SESSIONS, *logbooks.READERS, generic.READER, maker.READER)
WRITERS: tuple[Writer, ...] = (giving_out.WRITER, batterypass.WRITER, catena.WRITER, mapping_files.WRITER)
