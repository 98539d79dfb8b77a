"""A campaign as a file tells it: its number, what is wrong, what is done about it, and how urgent it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date

from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.campaigns.rules.words import SAYS, CampaignWords, ShownTexts

LONGEST_NUMBER, LONGEST_TITLE, LONGEST_WORDS = 60, 300, 10_000  # characters; NHTSA's texts have 6,000 at most


class CampaignType(LabeledEnum):
    """The kinds of campaigns."""

    SAFETY_RECALL = "safety_recall", C_("campaign", "Safety recall")
    COMPLIANCE = "compliance", C_("campaign", "Compliance recall")
    SERVICE_CAMPAIGN = "service_campaign", C_("campaign", "Service campaign")
    CUSTOMER_SATISFACTION = "customer_satisfaction", C_("campaign", "Customer satisfaction campaign")
    OTA = "ota", C_("campaign", "Over-the-air update (OTA)")


class Source(LabeledEnum):
    """The sources of campaign files."""

    MAKER = "maker", C_("campaign", "Manufacturer file")
    NHTSA = "nhtsa", C_("campaign", "NHTSA recall list")


class CampaignState(LabeledEnum):
    """Where a car stands in a campaign."""

    OPEN = "open", C_("campaign", "Open")
    MAY_BE = "may_be", C_("campaign", "May be affected")
    DONE = "done", C_("campaign", "Done")
    NOT_AFFECTED = "not_affected", C_("campaign", "Not affected")
    GONE = "gone", C_("campaign", "No longer in this market")


class Match(LabeledEnum):
    """How a campaign's file means a car: by its VIN, by a range of serial numbers, or only perhaps."""

    LIST = "list", C_("campaign", "By VIN")
    RANGE = "range", C_("campaign", "By range")
    MAY_BE = "may_be", C_("campaign", "By model or build period")


UnknownCampaign = objection("UnknownCampaign", N_("Campaign %(number)s has not been imported."), "campaign", number=str)
NumberMissing = objection("NumberMissing", N_("Enter the campaign number."), "campaign")


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign, as its source tells it.

    `number` is the source's own; `authority_no` the authority's for the same campaign, `maker_no` the maker's in the
    list of an authority. `valid_from` is the day from which the source says that it holds; of NHTSA's list the day on
    which the report was received. `own` are its texts as they came; people are shown those of a `ShownCampaign`.
    """

    number: str
    source: Source = Source.MAKER
    type: CampaignType | None = None
    own: CampaignWords = field(default_factory=CampaignWords)
    authority_no: str = ""
    maker: str = ""
    maker_no: str = ""
    do_not_drive: bool = False
    park_outside: bool = False
    valid_from: date | None = None

    @property
    def stops(self) -> bool:
        """Whether a car that it is open on must not leave the house."""
        return self.do_not_drive or self.park_outside


@dataclass(frozen=True, slots=True)
class KnownCampaign:
    """A campaign in the books: its place in the list, how many cars stand where in it, and whose list answers for it.

    `answered_by` is the maker's campaign under the same authority's number: its list says which cars are meant.
    `withdrawn` is the event by which somebody took it back: it means no car any more.
    """

    place: int
    campaign: Campaign
    answered_by: str | None
    withdrawn: int | None
    counts: Mapping[CampaignState, int]

    @property
    def means_cars(self) -> bool:
        """Whether its own lists say which cars it means."""
        return self.answered_by is None and self.withdrawn is None


@dataclass(frozen=True, slots=True)
class ShownCampaign(KnownCampaign):
    """The same for people to look at, with its texts in their languages."""

    texts: ShownTexts

    @classmethod
    def of(cls, known: KnownCampaign, texts: ShownTexts) -> "ShownCampaign":
        """A campaign in the books with its texts."""
        return cls(known.place, known.campaign, known.answered_by, known.withdrawn, known.counts, texts)


@dataclass(frozen=True, slots=True)
class Telling:
    """The statements of one file's rows about a campaign; None is not said, and leaves the earlier value."""

    type: CampaignType | None = None
    title: str | None = None
    authority_no: str | None = None
    maker: str | None = None
    maker_no: str | None = None
    defect: str | None = None
    risk: str | None = None
    remedy: str | None = None
    do_not_drive: bool | None = None
    park_outside: bool | None = None
    valid_from: date | None = None

    def over(self, known: Campaign) -> Campaign:
        """The campaign after it was told so."""
        said = {each.name: value for each in fields(self) if (value := getattr(self, each.name)) is not None}
        own = {name: said.pop(name) for name in SAYS if name in said}
        return replace(known, own=replace(known.own, **own), **said)

    def with_more(self, later: "Telling") -> "Telling":
        """Both together; what this one leaves open the later one says."""
        return replace(
            self, **{each.name: getattr(later, each.name) for each in fields(self) if getattr(self, each.name) is None}
        )

    def against(self, later: "Telling") -> str | None:
        """The name of the first thing that two rows say otherwise; None where they go together."""
        for each in fields(self):
            mine, other = getattr(self, each.name), getattr(later, each.name)
            if mine is not None and other is not None and mine != other:
                return each.name
        return None


def number_of(given: str) -> str:
    """The one form in which a campaign's number is kept: capitals, single blanks; refuses none."""
    tidy = " ".join(given.split()).upper()
    if not tidy:
        raise NumberMissing
    return tidy


def same_number(given: str) -> str:
    """A number as it is compared between files: letters and digits alone, 25V-164000 is 25V164000."""
    return "".join(each for each in given.upper() if each.isalnum())
