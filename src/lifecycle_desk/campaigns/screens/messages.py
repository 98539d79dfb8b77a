"""What the owner of a car is told of a campaign, in a message."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.said import Said
from lifecycle_desk.campaigns.rules.campaign import Campaign, CampaignState
from lifecycle_desk.campaigns.usecases.lists import CarInCampaign
from lifecycle_desk.vehicle.screens.messages import ABOUT_CAR

IS_AFFECTED = N_("your %(car)s is affected by campaign %(number)s and needs work at our workshop.")
MAY_BE_AFFECTED = N_("your %(car)s may be affected by campaign %(number)s and needs to be checked at our workshop.")
DO_NOT_DRIVE = N_("Please do not drive it until the work is done.")
PARK_OUTSIDE = N_("Please park it in the open, away from buildings, until the work is done.")
ASKS = {CampaignState.OPEN: IS_AFFECTED, CampaignState.MAY_BE: MAY_BE_AFFECTED}


def told_of(campaign: Campaign | None, car: CarInCampaign) -> tuple[Said, ...]:
    """What is asked of the owner, and what is dangerous meanwhile; of a car that is settled only its name is told."""
    if campaign is None or car.state not in ASKS:
        return (Said(ABOUT_CAR),)
    stops = ((DO_NOT_DRIVE, campaign.do_not_drive), (PARK_OUTSIDE, campaign.park_outside))
    return (Said(ASKS[car.state], number=campaign.number), *(Said(words) for words, holds in stops if holds))
