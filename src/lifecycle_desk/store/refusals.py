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

# Encrypted stores, and their key files.
StoreLocked = objection(
    "StoreLocked",
    N_("%(where)s is encrypted: enter its passphrase or recovery key, or set it in %(variable)s."),
    where=str,
    variable=str,
)
StoreKeyWrong = objection(
    "StoreKeyWrong", N_("This passphrase or recovery key does not open %(where)s."), "passphrase", where=str
)
StoreKeyMissing = objection(
    "StoreKeyMissing",
    N_(
        "%(where)s is encrypted and its key file %(key)s is missing. Restore the key file from a backup; without it "
        "the data is lost."
    ),
    where=str,
    key=str,
)
StoreKeyDamaged = objection(
    "StoreKeyDamaged",
    N_("The key file %(where)s is damaged. Restore it from a backup; without it the data is lost."),
    where=str,
)
StoreKeyOfAnother = objection(
    "StoreKeyOfAnother",
    N_("The key file %(key)s belongs to another database than %(where)s. Restore the right one from a backup."),
    where=str,
    key=str,
)
EncryptionMissing = objection("EncryptionMissing", N_("%(where)s is not encrypted."), where=str)

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
    StoreLocked,
    StoreKeyWrong,
    StoreKeyMissing,
    StoreKeyDamaged,
    StoreKeyOfAnother,
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

CANNOT_USE = (StoreUnusable, StoreBusy, StoreProtected)
