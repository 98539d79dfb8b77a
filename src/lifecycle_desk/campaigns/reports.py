"""The papers of campaigns."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.campaigns.papers.completion import TITLE as COMPLETION_TITLE
from lifecycle_desk.campaigns.papers.completion import completion
from lifecycle_desk.campaigns.papers.letters import TITLE as LETTERS_TITLE
from lifecycle_desk.campaigns.papers.letters import OfCampaign, letters
from lifecycle_desk.commands.offers import Report

LETTERS = Report(
    "campaign-letters",
    LETTERS_TITLE,
    N_("A letter to each owner of an open vehicle, in his language, after a list of addresses."),
    OfCampaign,
    letters,
    stage="service",
    icon="speakerphone",
)
COMPLETION = Report(
    "campaign-completion",
    COMPLETION_TITLE,
    N_("What became of every vehicle of a campaign, for the maker."),
    OfCampaign,
    completion,
    stage="service",
    icon="speakerphone",
)
REPORTS = (LETTERS, COMPLETION)
