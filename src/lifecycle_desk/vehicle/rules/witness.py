"""What is told of how far the books can be proved: facts of a check that are no faults, and a tail that is missing."""

from datetime import datetime

from lifecycle_desk.base.objections import N_, NN_, Objection


class SignedUpTo(Objection):
    """How far a signed head reaches."""

    says = N_("A signed head of %(then)s covers the entries up to number %(seq)s.")
    seq: int
    then: datetime


class NotCovered(Objection):
    """Events that no signed head covers yet: whoever cuts these off is not noticed."""

    says = NN_(
        "%(n)s entry since %(since)s is covered by no signed head yet.",
        "%(n)s entries since %(since)s are covered by no signed head yet.",
    )
    n: int
    since: datetime


class NoWitness(Objection):
    """Heads lie only beside the books: whoever reaches the books reaches them."""

    says = N_("Signed heads lie beside the books alone; no witness outside has one: lifecycle-desk do witness_head.")


class UnwitnessedSince(Objection):
    """What came after the last head that a witness outside has."""

    says = N_("The witness %(place)s has the entries up to number %(seq)s; those since %(since)s are unwitnessed.")
    place: str
    seq: int
    since: datetime


class WitnessAway(Objection):
    """A witness that cannot be looked at now."""

    says = N_("The witness %(place)s cannot be reached now, so it was not compared.")
    place: str


class TailMissing(Objection):
    """The books end before a head that lies beside them, or say otherwise there."""

    says = N_(
        "A head signed on %(then)s names entry %(seq)s, which these books do not have so: the last entries are missing "
        "or were altered. Check the books, and restore the last backup."
    )
    seq: int
    then: datetime


class RestoredSince(Objection):
    """A backup was put back: what was told after it was made is not in these books, and that is no fault."""

    says = N_(
        "On %(then)s a backup was put back that ends with entry %(seq)s; what was told after it then is not here."
    )
    seq: int
    then: datetime


class RestoredBefore(Objection):
    """A store that was set aside shows that an earlier version put a backup back, which told no entry of it."""

    says = N_("The backup %(file)s tells of entries that are not here; an earlier version put a backup back since.")
    file: str


class ManifestDamaged(Objection):
    """A file beside a backup that says nothing any more."""

    says = N_("The manifest of the backup %(file)s is damaged, so it proves nothing.")
    file: str


class ManifestUnsigned(Objection):
    """A backup that nobody signed."""

    says = N_("The backup %(file)s is signed by no key of these books, so it proves nothing.")
    file: str


class HeadsOfOthers(Objection):
    """Heads of other books among one's own."""

    says = NN_("%(n)s head of other books lies in %(place)s.", "%(n)s heads of other books lie in %(place)s.")
    n: int
    place: str


class RowsUntold(Objection):
    """Rows that were written before changes of them were told."""

    says = N_("%(table)s was kept before changes of it were told; what was changed until then cannot be known.")
    table: str


class PeopleUntold(Objection):
    """Customers whose data were taken in before these were told."""

    says = NN_(
        "%(n)s customer was taken in before their data were told; whether they were changed cannot be known.",
        "%(n)s customers were taken in before their data were told; whether they were changed cannot be known.",
    )
    n: int


class KeyUnendorsed(Objection):
    """A key that no key before it vouches for: the books came to another computer, or somebody put it in."""

    says = N_("Signing key %(number)s (%(key)s) was made on %(then)s, and no earlier key vouches for it.")
    number: int
    key: str
    then: datetime


class ClockBehind(Objection):
    """The clock shows an earlier moment than the books."""

    says = N_("The clock says %(now)s, but entry %(seq)s was written at %(then)s: one of the two is wrong.")
    now: datetime
    seq: int
    then: datetime


class ClockAhead(Objection):
    """The clock jumped ahead of the books."""

    says = N_("The clock says %(now)s, but the last entry was written at %(then)s: is the date of this computer right?")
    now: datetime
    then: datetime


class ClockWentBack(Objection):
    """Entries that are stamped earlier than the one before them."""

    says = NN_(
        "%(n)s entry is stamped earlier than the one before it, the first is number %(seq)s; order is by number.",
        "%(n)s entries are stamped earlier than the one before, the first is number %(seq)s; order is by number.",
    )
    n: int
    seq: int
