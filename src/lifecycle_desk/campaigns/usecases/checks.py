"""Checking campaigns: every car stands where files and its life say, the counts are right, no file was altered."""

from collections.abc import Iterator

from lifecycle_desk.campaigns.rules import status
from lifecycle_desk.campaigns.rules.campaign import Campaign, CampaignState, Match, Telling
from lifecycle_desk.campaigns.rules.file_rows import CampaignFileTold, Seal
from lifecycle_desk.campaigns.rules.status import CampaignStatus
from lifecycle_desk.campaigns.tables import campaigns as campaign_rows
from lifecycle_desk.campaigns.tables import cars, targets
from lifecycle_desk.campaigns.usecases.files import TAKEN_IN, matched_by
from lifecycle_desk.campaigns.usecases.standing import stage_of
from lifecycle_desk.campaigns.usecases.withdrawing import withdrawn_by
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import life
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.findings import Check, Finding


def campaign_files_agree(tx: Transaction) -> Iterator[Finding]:
    """Check that each campaign file's statements are those that its event sealed."""
    told = {each.seq: each for each in life_rows.of_dealer(tx, TAKEN_IN)}
    files = {each.number: each for each in campaign_rows.files(tx)}
    seals = {number: Seal(campaign_rows.said_in(tx, number)) for number in files}
    for number, line in targets.lines(tx):
        if number in seals:
            seals[number].add(line)
    for number, seal in seals.items():
        event = told.pop(files[number].event, None)
        sealed = event.facts_as(CampaignFileTold) if event else CampaignFileTold()
        if (sealed.seal, sealed.kind) != (seal.hex, files[number].kind):
            yield Finding("campaigns", f"file {number}", "its rows differ from what was told")
    if campaign_rows.withdrawn(tx) != withdrawn_by(tx):
        yield Finding("campaigns", "withdrawn", "what was withdrawn here differs from what was told")
    for seq in told:
        yield Finding("campaigns", str(seq), "a file was told and is not here")


def campaigns_agree(tx: Transaction) -> Iterator[Finding]:
    """Every campaign says what its files said, the last one last: whether a car may be driven hangs on it."""
    said: dict[str, list[tuple[int, Telling]]] = {}
    for number, file, told in campaign_rows.every_said(tx):
        said.setdefault(number, []).append((file, told))
    for stored in campaign_rows.every(tx):
        campaign = stored.known.campaign
        right = Campaign(campaign.number, campaign.source)
        for _, told in said.get(campaign.number, []):
            right = told.over(right)
        last = max((each for each, _ in said.get(campaign.number, [])), default=stored.file)
        same, rank = campaign_rows.compared_by(right), campaign_rows.rank_of(right, stored.known.counts)
        if (campaign, stored.file, stored.same_as, stored.rank) != (right, last, same, rank):
            yield Finding("campaigns", campaign.number, "it differs from what its files said")


def campaign_cars_agree(tx: Transaction) -> Iterator[Finding]:
    """Every car stands in each campaign as files and its life tell, and no other car stands in one."""
    numbers = campaign_rows.standing_for_themselves(tx)
    matched, stages = matched_by(tx, numbers)
    by_car: dict[str, dict[str, Match]] = {}
    for (campaign, vin), how in matched.items():
        by_car.setdefault(vin, {})[campaign] = how
    telling = cars.told_of(tx)
    built, withdrawn = targets.built(tx), campaign_rows.withdrawn(tx)
    known: dict[str, list[CampaignStatus]] = {}
    for each in cars.every_car(tx):
        known.setdefault(each.vin, []).append(each)
    for vin in sorted({*by_car, *telling, *known, *built}):
        events = life.effective_events(life_rows.told(tx, vin)) if vin in telling else []
        if built.get(vin) != status.built_on(events):
            yield Finding("campaigns", vin, "the day of build differs from the life")
        decided = status.decisions(events)
        car = vin, stage_of(stages.get(vin))
        after = status.stood(car, by_car.get(vin, {}), decided, today(tx), withdrawn)
        if _plain(after) != _plain(known.get(vin, [])):
            yield Finding("campaigns", vin, "where it stands differs from its files and its life")


def _plain(stood: list[CampaignStatus]) -> dict[str, tuple[object, ...]]:
    return {each.campaign: (each.how, each.state, each.event, each.done_on, each.order_no) for each in stood}


def campaign_counts_agree(tx: Transaction) -> Iterator[Finding]:
    """The kept counts of every campaign are those of its cars."""
    counted, none = cars.counted(tx), dict.fromkeys(CampaignState, 0)
    places = campaign_rows.places(tx, None)
    for at in range(0, len(places), campaign_rows.AT_ONCE):
        for each in campaign_rows.at_places(tx, places[at : at + campaign_rows.AT_ONCE]).values():
            if dict(each.counts) != counted.get(each.campaign.number, none):
                yield Finding("campaigns", each.campaign.number, "the kept counts differ from its cars")


CHECKS: tuple[Check, ...] = (campaign_files_agree, campaigns_agree, campaign_cars_agree, campaign_counts_agree)
