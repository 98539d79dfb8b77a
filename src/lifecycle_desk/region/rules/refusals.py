"""What a region refuses, by name: of its place, of a batch, of who gives it, and of where it begins."""

from datetime import datetime
from typing import Annotated

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.said import Said


def named(region: str) -> str | Said:
    """A region by its name; one that has none is just the region."""
    return region or Said(N_("the region"))  # NOTE: in place of a name, as in “the receipt of 3 Mar from the region”


RegionThere = objection("RegionThere", N_("There is a region at %(place)s already."), "place", place=str)
RegionNameUnusable = objection(
    "RegionNameUnusable", N_("Name the region in 1 to %(most)s printable characters."), "name", most=int
)
NoRegionThere = objection(
    "NoRegionThere",
    N_("There is no region at %(place)s. Create one first: lifecycle-desk region init."),
    "place",
    place=str,
)
RegionFormUnknown = objection(
    "RegionFormUnknown",
    N_("The region was written by a newer version (form %(form)s; this version knows %(known)s). Update the program."),
    form=int,
    known=int,
)
RegionNotReached = objection(
    "RegionNotReached", N_("The region at %(place)s could not be reached: %(why)s"), "place", place=str, why=str
)
SchemaNameWrong = objection(
    "SchemaNameWrong",
    N_("“%(name)s” cannot name a schema: use lower-case letters, digits and underscores."),
    "place",
    name=str,
)
NotABatch = objection("NotABatch", N_("%(file)s is not a batch for a region: %(why)s"), "file", file=str, why=str)
BatchNewer = objection(
    "BatchNewer", N_("The batch was written by a newer version (%(version)s). Update the program."), version=int
)
# Its lines are others, or fewer, than those that its head counts and signs.
BatchAltered = objection(
    "BatchAltered", N_("The batch of %(name)s was altered or cut off: its lines do not match its signature."), name=str
)
BatchSignatureWrong = objection(
    "BatchSignatureWrong",
    N_("The signature of the batch of %(name)s does not match its key: it was altered, or somebody else made it."),
    name=str,
)
DealerUnknown = objection(
    "DealerUnknown",
    N_(
        "%(name)s is not known here. Compare this fingerprint with the dealer, then receive again with "
        "--trust “%(key)s”."
    ),
    name=str,
    key=str,
)
TrustedKeyOther = objection(
    "TrustedKeyOther",
    N_("The batch of %(name)s is signed with the key %(key)s, not with the one given as trusted."),
    name=str,
    key=str,
)
DealerKeyUnknown = objection(
    "DealerKeyUnknown",
    N_("The batch of %(name)s is signed with an unknown key that no known key endorses: %(key)s."),
    name=str,
    key=str,
)
DealerKeyRevoked = objection(
    "DealerKeyRevoked",
    N_("The batch is signed with a key that %(name)s revoked on %(then)s: %(key)s."),
    name=str,
    key=str,
    then=datetime,
)
# Numbers that nobody gave: the batch begins behind the next one that is wanted.
RecordsMissing = objection(
    "RecordsMissing",
    N_(
        "Records of %(name)s are missing: no. %(wanted)s comes next, the batch begins with no. %(first)s. "
        "Ask for the records since no. %(last)s."
    ),
    name=str,
    last=int,
    wanted=int,
    first=int,
)
LinesOutOfOrder = objection(
    "LinesOutOfOrder",
    N_("The batch of %(name)s does not hold its records in order: no. %(seq)s is wrong."),
    name=str,
    seq=int,
)
RecordUnreadable = objection(
    "RecordUnreadable",
    N_("Record no. %(seq)s of %(name)s cannot be read: %(why)s"),
    name=str,
    seq=int,
    why=str,
)
# The same numbers with other seals: a backup was put back there, the tail was cut off, or history was written anew.
RecordsForked = objection(
    "RecordsForked",
    N_(
        "%(name)s gives other records than before, up to no. %(seq)s: a backup was restored there, or records were "
        "altered. Nothing more is received until you decide: lifecycle-desk region accept %(dealer)s --epoch."
    ),
    name=str,
    seq=int,
    dealer=str,
)
ForkOpen = objection(
    "ForkOpen",
    N_(
        "The records of %(name)s have been in dispute since %(then)s. Nothing is received until you decide: "
        "lifecycle-desk region accept %(dealer)s --epoch."
    ),
    name=str,
    then=datetime,
    dealer=str,
)
# A new epoch was opened, and the first batch of it begins behind the place where both branches part.
BranchBeginsEarlier = objection(
    "BranchBeginsEarlier",
    N_("The records of %(name)s already differ before no. %(after)s. Ask for those since an earlier number."),
    name=str,
    after=int,
)
NoForkOpen = objection("NoForkOpen", N_("The records of %(name)s are not in dispute."), "dealer", name=str)
RegionDealerUnknown = objection("RegionDealerUnknown", N_("No dealer %(dealer)s is known here."), "dealer", dealer=str)
ReceivedMeanwhile = objection(
    "ReceivedMeanwhile", N_("Records of %(name)s were received at the same time elsewhere. Try again."), name=str
)
RegionKeyElsewhere = objection(
    "RegionKeyElsewhere",
    N_("This computer has no key of the region, so it cannot sign receipts. Receive where the region was created."),
)
NotAReceipt = objection("NotAReceipt", N_("%(file)s holds no receipt of a region."), "file", file=str)
ReceiptOfOthers = objection(
    "ReceiptOfOthers", N_("The receipt in %(file)s is for the records of another dealer."), "file", file=str
)
ReceiptSignatureWrong = objection(
    "ReceiptSignatureWrong", N_("The signature of the receipt in %(file)s does not match."), "file", file=str
)
RegionKeyUnknown = objection(
    "RegionKeyUnknown",
    N_("The receipt is signed with a key that is not known as the region’s: %(key)s. Compare it, then trust it."),
    "key",
    key=str,
)
ReceiptAgainst = objection(
    "ReceiptAgainst",
    N_(
        "The receipt of %(then)s from %(region)s names another record no. %(seq)s: the last records here were cut off "
        "or altered, or a backup was restored."
    ),
    seq=int,
    then=datetime,
    region=Annotated[str, named],
)
NoRegionSet = objection(
    "NoRegionSet", N_("No region is set. Name its folder or address: lifecycle-desk region set."), "place"
)
RegionPlaceWrong = objection(
    "RegionPlaceWrong",
    N_("%(place)s is neither a folder nor an address that begins with https://."),
    "place",
    place=str,
)
RegionFingerprintWrong = objection(
    "RegionFingerprintWrong",
    N_("“%(given)s” is no fingerprint of a key: eight groups of four, as lifecycle-desk region key prints it."),
    "fingerprint",
    given=str,
)
RegionAway = objection("RegionAway", N_("%(place)s could not be reached: %(why)s"), "place", place=str, why=str)
# `since` names a record that is not there.
SinceUnknown = objection("SinceUnknown", N_("There is no record no. %(since)s yet."), "since", since=int)
