"""The pages of campaigns, each built when it is first opened."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import rights
from lifecycle_desk.desktop.pages import Badge, Page, Place, Section


def _waiting(user: UserSession) -> Badge | None:
    """The campaigns that the page's first chip counts; red while one of them keeps a car here, which is a danger."""
    from lifecycle_desk.campaigns.usecases.lists import Urgency, campaign_counts

    counts, _ = campaign_counts(user)
    count = counts[Urgency.WAITING]
    return Badge(count, late=counts[Urgency.STOPPING] > 0) if count else None


PAGES: tuple[Page, ...] = (
    Page(
        "campaigns",
        N_("Campaigns"),
        "speakerphone",
        f"{__package__}.screens.listing:CampaignsPage",
        Section.RECORDS,
        badge=_waiting,
        tables=frozenset({"campaign", "campaign_car"}),
    ),
    Page("campaign", N_("Campaign"), "speakerphone", f"{__package__}.screens.page:CampaignPage", under="campaigns"),
    Page(
        "campaign_import",
        N_("Import campaigns"),
        "file-import",
        f"{__package__}.screens.importing:CampaignImportPage",
        under="campaigns",
        right=rights.IMPORT,
        anywhere=True,
    ),
)


def _pictures(user: UserSession) -> list[tuple[str, Place]]:
    """The list of campaigns, and the first of them."""
    from lifecycle_desk.campaigns.usecases.lists import Campaigns

    listed = Campaigns(user)
    return [("campaigns", Place("campaigns"))] + [
        ("campaign", Place("campaign", each.campaign.number)) for each in listed.rows(listed.keys(1)).values()
    ]


PICTURES = (_pictures,)
