"""Limits of the books' proof: facts of a check that are no faults, and a tail that is missing."""

from datetime import datetime

from lifecycle_desk.base.objections import N_, NN_, objection

MOMENT = "%Y-%m-%d %H:%M"  # of findings, which other programs read

SignedUpTo = objection(
    "SignedUpTo", N_("Records up to no. %(seq)s are covered by a signature of %(then)s."), seq=int, then=datetime
)
# Events that no signed head covers yet: whoever cuts these off is not noticed.
NotCovered = objection(
    "NotCovered",
    NN_(
        "%(n)s record since %(since)s is not covered by a signature yet.",
        "%(n)s records since %(since)s are not covered by a signature yet.",
    ),
    n=int,
    since=datetime,
)
# Heads lie only beside the books: whoever reaches the books reaches them.
NoWitness = objection(
    "NoWitness",
    N_(
        "No copy of the signature is kept outside. Send it to a witness: Settings, Backups and checks; "
        "or run: lifecycle-desk do witness_head."
    ),
)
UnwitnessedSince = objection(
    "UnwitnessedSince",
    N_("%(place)s covers records up to no. %(seq)s; those since %(since)s are unwitnessed."),
    place=str,
    seq=int,
    since=datetime,
)
WitnessAway = objection("WitnessAway", N_("%(place)s could not be reached, so it was not compared."), place=str)
TailMissing = objection(
    "TailMissing",
    N_("Record no. %(seq)s, signed on %(then)s, is missing or altered. Run a check and restore the last backup."),
    seq=int,
    then=datetime,
)
EntriesMissing = objection(
    "EntriesMissing",
    NN_(
        "%(n)s record saved after %(since)s is missing: the journal beside the file was cut or deleted. "
        "Restore the last backup or record it again.",
        "%(n)s records saved after %(since)s are missing: the journal beside the file was cut or "
        "deleted. Restore the last backup or record them again.",
    ),
    n=int,
    since=datetime,
)
EntryMissing = objection(
    "EntryMissing",
    N_("Record no. %(seq)s, saved on %(then)s, is missing or altered. Run a check and restore the last backup."),
    seq=int,
    then=datetime,
)
# A backup was put back: what was told after it was made is not in these books, and that is no fault.
RestoredSince = objection(
    "RestoredSince",
    N_("A backup ending with record no. %(seq)s was restored on %(then)s; later records from that time are missing."),
    seq=int,
    then=datetime,
)
# A store that was set aside shows that an earlier version put a backup back, which told no entry of it.
RestoredBefore = objection(
    "RestoredBefore",
    N_("Backup %(file)s has records that are missing here; an earlier version restored a backup since."),
    file=str,
)
ManifestDamaged = objection(
    "ManifestDamaged", N_("The manifest of backup %(file)s is damaged, so the backup cannot be verified."), file=str
)
HeadsOfOthers = objection(
    "HeadsOfOthers",
    NN_("%(place)s holds %(n)s signature of other records.", "%(place)s holds %(n)s signatures of other records."),
    n=int,
    place=str,
)
RowsUntold = objection("RowsUntold", N_("Changes to %(table)s made before this version cannot be verified."), table=str)
PeopleUntold = objection(
    "PeopleUntold",
    NN_(
        "The data of %(n)s customer was added before this version and cannot be verified.",
        "The data of %(n)s customers was added before this version and cannot be verified.",
    ),
    n=int,
)
# A key that no key before it vouches for: the books came to another computer, or somebody put it in.
KeyUnendorsed = objection(
    "KeyUnendorsed",
    N_("Signing key %(number)s (%(key)s) of %(then)s is not endorsed by an earlier key."),
    number=int,
    key=str,
    then=datetime,
)
# On a server another seat made it by itself: it would speak for the dealer, and nobody of the dealership let it.
KeyNotEndorsed = objection(
    "KeyNotEndorsed",
    N_(
        "Signing key %(number)s is not endorsed, so no documents are issued with it. On a computer that has key "
        "%(earlier)s, choose Endorse key in Settings, Signing keys."
    ),
    number=int,
    earlier=int,
)
