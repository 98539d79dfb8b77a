"""The pages of the window that looks into a region."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.pages import Found, Page, Place, Section

_SCREENS = f"{__package__}.screens"
PAGES: tuple[Page, ...] = (
    Page("region_dealers", N_("Dealers"), "building-store", f"{_SCREENS}.dealers:DealersPage", Section.TOP, 1),
    Page("region_figures", N_("Figures"), "chart-line", f"{_SCREENS}.figures:FiguresPage", Section.TOP, 2),
    Page(
        "region_campaigns",
        N_("Campaigns"),
        "speakerphone",
        f"{_SCREENS}.campaigns:CampaignsPage",
        Section.TOP,
        3,
    ),
    Page("region_health", N_("Battery health"), "battery-3", f"{_SCREENS}.health:HealthPage", Section.TOP, 4),
    Page(
        "region_find",
        N_("Find a vehicle"),
        "search",
        f"{_SCREENS}.find:FindPage",
        Section.TOP,
        5,
        found=Found(N_("Vehicles")),
    ),
    Page(
        "region_dealer",
        N_("Dealers"),
        "building-store",
        f"{_SCREENS}.dealer:DealerPage",
        under="region_dealers",
        found=Found(N_("Dealers")),
    ),
    Page("region_figure", N_("Figures"), "chart-line", f"{_SCREENS}.figure:FigurePage", under="region_figures"),
    Page(
        "region_campaign",
        N_("Campaigns"),
        "speakerphone",
        f"{_SCREENS}.campaigns:CampaignPage",
        under="region_campaigns",
    ),
    Page("region_cars", N_("Vehicles"), "car", f"{_SCREENS}.cars:CarsPage", under="region_dealers"),
)
FIRST = Place("region_dealers")


def pictures(user: UserSession) -> list[tuple[str, Place]]:
    """The places that are drawn: each page, those with a key by what the region holds."""
    from lifecycle_desk.region.usecases.looking import dealers
    from lifecycle_desk.region.usecases.looking_campaigns import campaigns
    from lifecycle_desk.region.usecases.looking_cars import cars_of

    found = [
        ("dealers", FIRST),
        ("figures", Place("region_figures")),
        ("figure", Place("region_figure", "visits")),
        ("campaigns", Place("region_campaigns")),
        ("health", Place("region_health")),
        ("find", Place("region_find")),
    ]
    if known := dealers(user):
        largest = max(known, key=lambda each: each.cars).dealer
        found += [("dealer", Place("region_dealer", largest)), ("cars", Place("region_cars", f"dealer|{largest}"))]
        found += [("vehicle", Place("region_find", each.vin)) for each in cars_of(user, largest)[:1]]
    found += [("campaign", Place("region_campaign", each.campaign)) for each in campaigns(user)[:1]]
    return found
