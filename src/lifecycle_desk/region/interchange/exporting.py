"""The tables of a region as files for its own tools, by the way in which a dealer's go out."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from lifecycle_desk.base.said import in_text
from lifecycle_desk.base.steps import Steps
from lifecycle_desk.books.interchange.report_tables import (
    FORMS,
    XLSX,
    OneTableNeeded,
    UnknownTable,
    poured,
    poured_into,
)
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.region.tables.views import VIEWS
from lifecycle_desk.store.reporting import ReportView

__all__ = ["FORMS", "TABLES", "tables_file", "tables_into"]
TABLES = tuple(VIEWS)


def tables_file(user: UserSession, form: str, names: Sequence[str] = ()) -> Iterator[bytes]:
    """One file: a workbook of all tables, or one table in another format."""
    chosen = _chosen(names)
    if form != XLSX and len(chosen) != 1:
        raise OneTableNeeded
    return poured(user, form, chosen)


def tables_into(user: UserSession, form: str, folder: Path, names: Sequence[str] = ()) -> Steps[tuple[Path, ...]]:
    """A file for each table."""
    return poured_into(user, form, _chosen(names), folder)


def _chosen(names: Sequence[str]) -> list[ReportView]:
    for name in names:
        if name not in VIEWS:
            raise UnknownTable(name, in_text(VIEWS))
    return [VIEWS[name] for name in names or VIEWS]
