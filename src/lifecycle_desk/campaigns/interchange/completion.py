"""The state of a campaign's cars, as CSV for its maker: states as codes, no owner and no plate."""

from collections.abc import Iterator
from typing import Any

from lifecycle_desk.base.objections import N_
from lifecycle_desk.campaigns.usecases.letters import completed
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Writer
from lifecycle_desk.commands.options import Option
from lifecycle_desk.files.spreadsheets import BOM, written

HEADER = ("campaign_no", "vin", "state", "done_on", "odometer_km", "order_no")


def write(user: UserSession, asked: dict[str, Any]) -> Iterator[bytes]:
    """Every car of a campaign, by VIN."""
    known, cars = completed(user, asked.get("campaign") or "", to_give_out=True)
    yield BOM + written([HEADER])
    yield written(
        [
            known.campaign.number,
            each.vin,
            each.state.value,
            each.on.isoformat() if each.on else "",
            "" if each.odometer_km is None else str(each.odometer_km),
            each.order or "",
        ]
        for each in cars
    )


CAMPAIGN = Option("campaign", "The campaign's number.", metavar="NUMBER", is_required=True)
WRITER = Writer(
    "campaign-completion",
    N_("The result for every vehicle in a campaign, as CSV for the manufacturer."),
    write,
    takes=(CAMPAIGN,),
)
