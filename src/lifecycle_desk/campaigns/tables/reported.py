"""What other programs read of campaigns and of where vehicles stand in them."""

from lifecycle_desk.campaigns.rules.campaign import CampaignState, CampaignType, Match
from lifecycle_desk.campaigns.tables.campaigns import CAMPAIGN
from lifecycle_desk.campaigns.tables.cars import CAR
from lifecycle_desk.store.reporting import ReportColumn as Words
from lifecycle_desk.store.reporting import code, day, flag, report_view, whole

report_view(
    "campaign",
    "One row for each recall or service campaign, with how many vehicles stand where.",
    Words("campaign", CAMPAIGN.c.number, "The campaign's number."),
    code("kind", CAMPAIGN.c.campaign_type, "What it is", CampaignType),
    Words("title", CAMPAIGN.c.title, "Its title."),
    Words("maker", CAMPAIGN.c.maker, "The maker."),
    Words("authority_number", CAMPAIGN.c.authority_no, "The authority's number."),
    flag("is_do_not_drive", CAMPAIGN.c.do_not_drive, "Whether such a vehicle must not be driven."),
    flag("is_park_outside", CAMPAIGN.c.park_outside, "Whether it must be parked outside."),
    day("valid_from", CAMPAIGN.c.valid_from, "The day from which it is valid."),
    whole("open_vehicles", CAMPAIGN.c.open, "Vehicles on which it is still to be carried out."),
    whole("possible_vehicles", CAMPAIGN.c.may_be, "Vehicles that may be affected."),
    whole("done_vehicles", CAMPAIGN.c.done, "Vehicles on which it was carried out."),
    whole("not_affected_vehicles", CAMPAIGN.c.not_affected, "Vehicles that were found not affected."),
    source=CAMPAIGN,
    order=(CAMPAIGN.c.number,),
)

report_view(
    "campaign_vehicle",
    "One row for each vehicle and campaign that means it, or may.",
    Words("vin", CAR.c.vin, "The vehicle."),
    Words("campaign", CAR.c.campaign, "The campaign's number."),
    code("state", CAR.c.state, "Where it stands", CampaignState),
    code("matched_by", CAR.c.how, "How it was found", Match),
    day("since", CAR.c.since, "Since when it stands there."),
    day("done_on", CAR.c.done_on, "The day on which it was carried out."),
    Words("repair_order", CAR.c.order_no, "The order that carried it out."),
    source=CAR,
    order=(CAR.c.number,),
)
