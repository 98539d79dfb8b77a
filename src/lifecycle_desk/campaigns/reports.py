"""The papers of campaigns."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.campaigns.papers.completion import TITLE as COMPLETION_TITLE
from lifecycle_desk.campaigns.papers.completion import completion
from lifecycle_desk.campaigns.papers.letters import TITLE as LETTERS_TITLE
from lifecycle_desk.campaigns.papers.letters import OfCampaign, letters
from lifecycle_desk.campaigns.usecases.lists import Campaigns
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.commands.subjects import Subject, SubjectKind
from lifecycle_desk.vehicle.usecases.subjects import MOST


def _found(user: UserSession, text: str) -> tuple[Subject, ...]:
    listed = Campaigns(user, text=text)
    rows = listed.rows(keys := listed.keys(MOST))
    return tuple(Subject(rows[key].campaign.number, rows[key].campaign.number, rows[key].texts.title) for key in keys)


SUBJECTS = (SubjectKind("campaign", N_("Campaign"), _found),)

LETTERS = Report(
    "campaign-letters",
    LETTERS_TITLE,
    N_("One letter per owner of an affected vehicle, in the owner’s language, after a list of addresses."),
    OfCampaign,
    letters,
    stage="service",
    icon="speakerphone",
)
COMPLETION = Report(
    "campaign-completion",
    COMPLETION_TITLE,
    N_("The result for every vehicle in a campaign, for the manufacturer."),
    OfCampaign,
    completion,
    stage="service",
    icon="speakerphone",
)
REPORTS = (LETTERS, COMPLETION)
