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
SchemaMissing = objection(
    "SchemaMissing",
    N_("The database has no schema %(schema)s. If the name is right, ask the owner of the database to run: %(sql)s"),
    schema=str,
    sql=str,
)
SchemaClosed = objection(
    "SchemaClosed",
    N_("%(login)s may not use the schema %(schema)s. Ask its owner to run: %(sql)s"),
    schema=str,
    login=str,
    sql=str,
)
SearchExtensionMissing = objection(
    "SearchExtensionMissing",
    N_(
        "The search needs PostgreSQL’s extension pg_trgm, which your login may not create. Ask the server’s "
        "administrator to run in this database: %(sql)s"
    ),
    sql=str,
)
ServerRightMissing = objection(
    "ServerRightMissing",
    N_("Your database login is not allowed to do this: %(why)s. Ask whoever looks after the server."),
    why=str,
)
# A seat has no right to change tables: whoever owns them brings the books up.
StoreOlderOnServer = objection(
    "StoreOlderOnServer",
    N_(
        "%(where)s is from an older version, and your login may not update it. Ask the owner of the database to run: "
        "%(command)s"
    ),
    where=str,
    command=str,
)
SchemaNameUnusable = objection(
    "SchemaNameUnusable",
    N_(
        "A schema’s name has only small letters a to z, digits and underscores, begins with no digit and not with "
        "pg_: %(schema)s cannot be used."
    ),
    schema=str,
)
ParameterUnknown = objection(
    "ParameterUnknown", N_("The database address has a parameter that cannot be used: %(name)s."), name=str
)
# A weaker mode lets whoever sits in between read and change everything; a second word keeps it from being copied along.
ConnectionNotVerified = objection(
    "ConnectionNotVerified",
    N_(
        "%(host)s is another computer, and sslmode=%(mode)s does not prove that it is the right one. Leave "
        "sslmode out, or add insecure=yes to the address if you accept that others on the network may read and change "
        "everything."
    ),
    host=str,
    mode=str,
)
PasswordNeeded = objection(
    "PasswordNeeded", N_("%(server)s asks for the password of %(login)s."), "password", server=str, login=str
)
PasswordWrong = objection(
    "PasswordWrong", N_("%(server)s does not accept this password for %(login)s."), "password", server=str, login=str
)
ASKS_FOR_PASSWORD = (PasswordNeeded, PasswordWrong)

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
    SchemaMissing,
    SchemaClosed,
    SearchExtensionMissing,
    StoreOlderOnServer,
    SchemaNameUnusable,
    ParameterUnknown,
    ConnectionNotVerified,
    *ASKS_FOR_PASSWORD,
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

# On a server: another seat migrates, or has migrated.
StoreBeingUpdated = objection(
    "StoreBeingUpdated",
    N_("%(computer)s has been updating the database since %(since)s. Wait until it has finished, then try again."),
    computer=str,
    since=datetime,
)
ProgramTooOld = objection(
    "ProgramTooOld",
    N_(
        "The database was updated by a newer version of Lifecycle Desk (%(revision)s), so nothing was saved. You can "
        "still view records. Update Lifecycle Desk on this computer; unfinished forms are kept as drafts."
    ),
    revision=str,
)
ClockFarOff = objection(
    "ClockFarOff",
    N_("The clock of this computer shows %(here)s, the server’s %(there)s. Correct it; nothing was saved."),
    here=datetime,
    there=datetime,
)
ClockOff = objection(
    "ClockOff",
    N_("The clock of this computer shows %(here)s, the server’s %(there)s. Records get the time of the server."),
    here=datetime,
    there=datetime,
)

CANNOT_USE = (
    ServerAway,
    StoreUnusable,
    StoreBusy,
    StoreProtected,
    LinkLost,
    SaveUnknown,
    ServerRightMissing,
    StoreBeingUpdated,
    ProgramTooOld,
    ClockFarOff,
)
