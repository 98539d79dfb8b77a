"""The papers of a vehicle, such as the genealogy of a battery, and how every paper of the program is issued."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.vehicle.papers.campaign_completion import TITLE as COMPLETION_TITLE
from lifecycle_desk.vehicle.papers.campaign_completion import completion
from lifecycle_desk.vehicle.papers.campaign_letters import TITLE as LETTERS_TITLE
from lifecycle_desk.vehicle.papers.campaign_letters import OfCampaign, letters
from lifecycle_desk.vehicle.papers.cover_table import TITLE as COVER_RULES
from lifecycle_desk.vehicle.papers.cover_table import OfBrand, cover_table
from lifecycle_desk.vehicle.papers.genealogy import TITLE, OfBattery, genealogy

GENEALOGY = Report(
    "battery-genealogy",
    TITLE,
    N_("Where a battery comes from, what it holds and what became of it."),
    OfBattery,
    genealogy,
)
LETTERS = Report(
    "campaign-letters",
    LETTERS_TITLE,
    N_("A letter to each owner of an open vehicle, in his language, after a list of addresses."),
    OfCampaign,
    letters,
)
COMPLETION = Report(
    "campaign-completion",
    COMPLETION_TITLE,
    N_("What became of every vehicle of a campaign, for the maker."),
    OfCampaign,
    completion,
)
CAMPAIGNS = (LETTERS, COMPLETION)
COVER_TABLE = Report(
    "cover-rules",
    COVER_RULES,
    N_("What is promised for a make in a market, in force on a day, with sources."),
    OfBrand,
    cover_table,
)
REPORTS = (GENEALOGY, *CAMPAIGNS, COVER_TABLE)
