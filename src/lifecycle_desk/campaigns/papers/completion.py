"""The completion report of a campaign for its maker: what became of every car, and nothing about whose it is."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from lifecycle_desk.base.isolates import ltr, own
from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.campaigns.papers.letters import NONE, OfCampaign
from lifecycle_desk.campaigns.rules.campaign import Campaign, CampaignState
from lifecycle_desk.campaigns.usecases.letters import Completed, completed
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import letterhead, sheet_size
from lifecycle_desk.language import Language
from lifecycle_desk.paper import Code, Column, Content, Facts, Mark, Outcome, Paper, Section, Strong, Table
from lifecycle_desk.paper.flow import Block

TITLE = N_("Campaign completion report")
TENTH = Decimal("0.001")  # of a per cent
OUTCOMES = {
    CampaignState.OPEN: Outcome.OPEN,
    CampaignState.MAY_BE: Outcome.WARNING,
    CampaignState.DONE: Outcome.PASSED,
    CampaignState.NOT_AFFECTED: Outcome.NOT_APPLICABLE,
    CampaignState.GONE: Outcome.NOT_APPLICABLE,
}

NoVehicleMeant = objection(
    "NoVehicleMeant",
    N_("Campaign %(number)s affects none of your vehicles, so there is nothing to report."),
    "campaign",
    number=str,
)


def completion(user: UserSession, asked: OfCampaign, language: Language) -> Paper:
    """Every car of a campaign with its standing, and when, at what odometer and by which order it was done."""
    known, cars = completed(user, asked.campaign)
    campaign = known.campaign
    if not cars:
        raise NoVehicleMeant(campaign.number)
    return Paper(
        title=language(TITLE),
        subtitle=own(language.spoken(known.texts.title)) if known.texts.title else None,
        language=language,
        letterhead=letterhead(user, language),
        number=ltr(campaign.number),
        date=language.formats.today(),
        size=sheet_size(user),
        blocks=list(_blocks(campaign, cars, language)),
    )


def _blocks(campaign: Campaign, cars: list[Completed], language: Language) -> Iterator[Block]:
    counts = Counter(each.state for each in cars)
    meant = sum(counts[each] for each in (CampaignState.OPEN, CampaignState.DONE))
    share = language.formats.percent((Decimal(counts[CampaignState.DONE]) / meant).quantize(TENTH)) if meant else NONE
    facts: list[tuple[str, Content]] = [
        (language(C_("campaign", "Campaign")), Code(campaign.number)),
        (language(N_("Authority reference")), Code(campaign.authority_no) if campaign.authority_no else NONE),
        (language(C_("campaign", "Kind")), language(campaign.type.label) if campaign.type else NONE),
        *((language(state.label), language.formats.number(counts[state])) for state in CampaignState),
        (language(N_("Done, of affected vehicles")), Strong(share)),
    ]
    yield Facts(facts)
    columns = [
        Column(language(N_("VIN")), share=32, code=True),
        Column(language(C_("campaign", "Status")), share=26),
        Column(language(N_("Done on")), share=18),
        Column(language(C_("column", "Odometer")), share=16, end=True),
        Column(language(N_("Repair order")), share=20, code=True),
    ]
    nothing = language(N_("None of your vehicles is in this campaign."))
    rows = [_row(each, language) for each in cars]
    yield Section(language(C_("campaign", "Vehicles")), Table(columns, rows, empty=nothing, dense=True))


def _row(car: Completed, language: Language) -> tuple[Content, ...]:
    done = car.state is CampaignState.DONE
    order = car.order or (language(N_("elsewhere")) if done else NONE)
    return (
        car.vin,
        Mark(OUTCOMES[car.state], language(car.state.label)),
        language.formats.cell_day(car.on) if car.on else NONE,
        language.formats.kilometres(car.odometer_km) if car.odometer_km is not None else NONE,
        order,
    )
