"""Refusals: why a store cannot be opened, or not be used now."""

from datetime import datetime

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.said import NamesInText

StoreMissing = objection("StoreMissing", N_("There is no database at %(where)s."), where=str)
StoreNotOurs = objection(
    "StoreNotOurs", N_("%(where)s is not a Lifecycle Desk database. It has not been changed."), where=str
)
StoreNotEmpty = objection(
    "StoreNotEmpty", N_("%(where)s already contains something. A new database needs an empty location."), where=str
)
StoreNewer = objection(
    "StoreNewer",
    N_("%(where)s was written by a newer version of Lifecycle Desk (%(revision)s). It has not been changed."),
    where=str,
    revision=str,
)
StoreDamaged = objection(
    "StoreDamaged",
    N_("%(where)s is damaged: %(why)s. It has not been changed; restore the last backup."),
    where=str,
    why=str,
)
# SQLite's journal is not safe over a network file system.
StoreOnShare = objection(
    "StoreOnShare",
    N_("%(where)s is in a network or cloud folder. Keep the database on this computer and its backups there."),
    where=str,
)
StoreOlderProtected = objection(
    "StoreOlderProtected",
    N_(
        "%(where)s is from an older version and write-protected, so it cannot be updated. Copy it to a "
        "writable folder and open the copy."
    ),
    where=str,
)
# A file that cannot be written, beside a journal of what was saved last: SQLite can read both only by writing.
StoreHasJournal = objection(
    "StoreHasJournal",
    N_(
        "%(where)s is write-protected, and its latest records are still in %(journal)s. Copy both files "
        "to a writable folder and open the copy."
    ),
    where=str,
    journal=str,
)
# Only on a server: views that somebody built on the views for reporting, whose columns an update changes.
ViewsInTheWay = objection(
    "ViewsInTheWay",
    N_(
        "The database cannot be updated while other views are based on its reporting views: %(views)s. Drop them, "
        "update, then create them again."
    ),
    views=NamesInText,
)

CANNOT_OPEN = (
    StoreMissing,
    StoreNotOurs,
    StoreNotEmpty,
    StoreNewer,
    StoreDamaged,
    StoreOnShare,
    StoreOlderProtected,
    StoreHasJournal,
    ViewsInTheWay,
)

# The database itself says no: locked too long, damaged, full, gone.
StoreUnusable = objection("StoreUnusable", N_("The database is not available: %(why)s"), why=str)
StoreBusy = objection(
    "StoreBusy",
    N_("Process %(process)s has been saving since %(since)s. Nothing was saved here: try again."),
    process=str,
    since=datetime,
)
StoreProtected = objection(
    "StoreProtected",
    N_("%(where)s is write-protected: you can view everything, but nothing can be saved."),
    where=str,
)
# A server's link was cut, or the server ended, before a save came to its end; or nobody knows whether it did.
LinkLost = objection(
    "LinkLost", N_("The connection to the database server was lost. Nothing was saved; your entry is still here.")
)
SaveUnknown = objection(
    "SaveUnknown",
    N_(
        "The connection to the database server was lost while saving, and the server does not answer. Check whether "
        "your entry was saved before you save it again."
    ),
)
# The server does not answer: what is shown stays, and what is typed is kept on this computer meanwhile.
ServerAway = objection("ServerAway", N_("The database server does not answer at the moment."))

CANNOT_USE = (ServerAway, StoreUnusable, StoreBusy, StoreProtected, LinkLost, SaveUnknown)
