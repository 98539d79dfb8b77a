"""Refusals: why a store cannot be opened, or not be used now."""

from datetime import datetime

from lifecycle_desk.base.objections import N_, Objection


class StoreMissing(Objection):
    """There is nothing at the place."""

    message = N_("There is no store at %(where)s.")
    where: str


class StoreNotOurs(Objection):
    """The file was made by another program."""

    message = N_("%(where)s is not a store of Lifecycle Desk. It is left as it is.")
    where: str


class StoreNotEmpty(Objection):
    """A new store was asked for where something already lies."""

    message = N_("%(where)s already holds something. A new store needs an empty place.")
    where: str


class StoreNewer(Objection):
    """The file was written by a later version of the program."""

    message = N_("%(where)s was written by a newer version of the program (%(revision)s). It is left as it is.")
    where: str
    revision: str


class StoreDamaged(Objection):
    """The file is a store, or was one, and cannot be read."""

    message = N_("%(where)s is damaged: %(why)s. It is left as it is; restore the last backup.")
    where: str
    why: str


class StoreOnShare(Objection):
    """SQLite's journal is not safe over a network file system."""

    message = N_("%(where)s lies on a network or cloud folder. Keep the store on this computer and its backups there.")
    where: str


class StoreOlderProtected(Objection):
    """A file of an earlier form that cannot be brought up to date where it lies."""

    message = N_(
        "%(where)s is from an older version and write-protected, so it cannot be updated there. "
        "Copy it to a folder that you can write to and open the copy."
    )
    where: str


class StoreHasJournal(Objection):
    """A file that cannot be written, beside a journal of what was saved last: SQLite can read both only by writing."""

    message = N_(
        "%(where)s is write-protected, and its latest entries are still in %(journal)s. "
        "Copy both files to a folder that you can write to and open the copy."
    )
    where: str
    journal: str


CANNOT_OPEN = (
    StoreMissing,
    StoreNotOurs,
    StoreNotEmpty,
    StoreNewer,
    StoreDamaged,
    StoreOnShare,
    StoreOlderProtected,
    StoreHasJournal,
)


class StoreUnusable(Objection):
    """The database itself says no: locked too long, damaged, full, gone."""

    message = N_("The store cannot be used now: %(why)s")
    why: str


class StoreBusy(Objection):
    """Another program has been writing for longer than anybody waits."""

    message = N_("Process %(process)s has been saving since %(since)s. Nothing was saved here: try again.")
    process: str
    since: datetime


class StoreProtected(Objection):
    """Books on a medium that cannot be written: they are looked at, and nothing is saved."""

    message = N_("%(where)s is write-protected: you can look at everything, but nothing can be saved.")
    where: str


CANNOT_USE = (StoreUnusable, StoreBusy, StoreProtected)
