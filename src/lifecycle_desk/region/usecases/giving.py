"""Giving: what a dealer tells a region since a record, in order and without people.

Everything is read in one view of the store and line by line, so a part of any size takes the same memory. A part ends
with the rows of the cars that its records move, as they stand now; the next part brings later ones.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import batched
from typing import Any

import msgspec

from lifecycle_desk.base.clock import stamp
from lifecycle_desk.campaigns.rules.status import DealerCampaignEvent
from lifecycle_desk.campaigns.tables import cars as campaign_cars
from lifecycle_desk.campaigns.usecases.files import TAKEN_IN as CAMPAIGNS_TAKEN_IN
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.dealership.rules import KeyLocked
from lifecycle_desk.dealership.usecases.day import zone
from lifecycle_desk.dealership.usecases.keys import key_at_hand, signing_key
from lifecycle_desk.figures import tables as figure_rows
from lifecycle_desk.proof.usecases.key_chain import KEY_KNOWN, KEY_MADE, told_keys
from lifecycle_desk.region.rules.batch import (
    BatchHead,
    BatchLine,
    CampaignLine,
    CampaignStanding,
    CarLine,
    EndorsedKey,
    RecordLine,
)
from lifecycle_desk.region.rules.refusals import SinceUnknown
from lifecycle_desk.region.rules.veil import veiled
from lifecycle_desk.region.usecases.margins import gives_margins
from lifecycle_desk.stages.charging.health.rules.climate import Climate, climate_of
from lifecycle_desk.stages.charging.health.rules.counted import READ_IN
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.trust.chain import START
from lifecycle_desk.trust.signing import Key
from lifecycle_desk.vehicle.rules.facts import KeyTold
from lifecycle_desk.vehicle.tables import chain

MOST = 20_000  # records of a batch, unless somebody names another number: some megabytes before packing
AT_ONCE = 500  # cars that are asked for in one statement
_MOVES_CAMPAIGNS = frozenset({CAMPAIGNS_TAKEN_IN, *(each.value for each in DealerCampaignEvent)})
_CLIMATES = {measure: climate for climate, measure in READ_IN.items()}


@dataclass(frozen=True, slots=True)
class Part:
    """The records after one up to another, with the head that is still to count and to sign its lines."""

    head: BatchHead
    key: Key

    def lines(self, tx: Transaction) -> Iterator[BatchLine]:
        """The records in order, then the campaigns that changed, then the cars."""
        campaigns, margins = dict[str, None](), gives_margins(tx)
        for seq, seal, body in chain.records(tx, self.head.after, self.head.seq):
            told = msgspec.json.decode(body)
            campaigns.update(dict.fromkeys(_moved_campaigns(told)))
            yield _record(seq, seal, told, margins=margins)
        yield from map(CampaignLine, campaigns)
        vins = dict.fromkeys(chain.vins_between(tx, self.head.after, self.head.seq))
        vins.update((each.vin, None) for each in campaign_cars.of_campaigns(tx, campaigns))
        yield from _cars(tx, vins)


def ready_to_sign(user: UserSession) -> None:
    """Make the key that signs where there is none yet; raises KeyLocked where somebody must open it first."""
    with user.store.reading() as tx:
        if key_at_hand(tx):
            return
    with user.store.writing(user.staff) as tx:
        signing_key(tx)


def part_of(tx: Transaction, since: int, most: int = MOST) -> Part:
    """The next records since one, at most so many."""
    last, _ = chain.head(tx)
    before = chain.seal_of(tx, since) if since else START
    if before is None:
        raise SinceUnknown(since)
    until = min(since + most, last)
    dealer, key = dealership.dealer(tx), _key(tx)
    head = BatchHead(
        books=chain.first_seal(tx).hex(),
        name=dealer.name,
        market=dealer.market,
        language=dealer.language,
        time_zone=str(zone(tx)),
        after=since,
        before=before.hex(),
        seq=until,
        seal=(chain.seal_of(tx, until) or START).hex(),
        stands=last,
        made_at=stamp(tx.at),
        lines=0,
        cars=0,
        sha256="",
        key=key.public.hex(),
        endorsed=tuple(_endorsed(tx)),
    )
    return Part(head, key)


def _key(tx: Transaction) -> Key:
    """The key that signs; `ready_to_sign` has seen to it, unless it was locked since."""
    at_hand = key_at_hand(tx)
    if at_hand is None:
        raise KeyLocked
    return at_hand[1]


def _endorsed(tx: Transaction) -> Iterator[EndorsedKey]:
    """The keys that the chain tells with the signature of an earlier one."""
    publics = {each.number: each.public.hex() for each in told_keys(tx)}
    for told, _, _ in chain.told_by(tx, (KEY_MADE, KEY_KNOWN), []):
        said = told.facts_as(KeyTold)
        if said.public and said.endorsement and said.endorsed_by in publics:
            yield EndorsedKey(said.number, said.public, publics[said.endorsed_by], said.endorsement)


def _record(seq: int, seal: bytes, told: dict[str, Any], *, margins: bool) -> RecordLine:
    on = date.fromisoformat(told["on"])
    let = veiled(told, margins=margins)
    return RecordLine(seq, seal.hex(), on, told["at"], told["kind"], told["vin"], told["corrects"], let)


def _moved_campaigns(told: dict[str, Any]) -> Iterator[str]:
    if told["kind"] in _MOVES_CAMPAIGNS:
        facts = told["facts"]
        yield from map(str, facts.get("campaigns") or filter(None, [facts.get("campaign")]))


def _cars(tx: Transaction, vins: dict[str, None]) -> Iterator[CarLine]:
    market = dealership.dealer(tx).market
    for some in batched(vins, AT_ONCE):
        climates = _climates(tx, some)
        for vin, row in campaign_cars.vehicles(tx, some).items():
            campaigns = tuple(
                CampaignStanding(each.campaign, each.state.value, each.since, each.done_on)
                for each in campaign_cars.of_car(tx, vin)
            )
            yield CarLine(
                vin=vin,
                make=row.make,
                model=row.model,
                variant=row.variant,
                model_year=row.model_year,
                energy=row.energy or "",
                stage=row.stage or "",
                odometer_km=row.odometer_km,
                arrived_on=row.arrived_on,
                sold_on=row.sold_on,
                handed_over_on=row.handed_over_on,
                first_registered_on=row.first_registered_on,
                last_event_on=row.last_event_on,
                climate=climates.get(vin, climate_of((), market)).value,
                campaigns=campaigns,
            )


def _climates(tx: Transaction, vins: tuple[str, ...]) -> dict[str, Climate]:
    """The climates of cars with readings of battery health, as the dealer's own figures have counted them."""
    things = {f"health {vin}": vin for vin in vins}
    return {
        things[thing]: _CLIMATES[each.measure]
        for thing, parts in figure_rows.parts(tx, list(things)).items()
        for each in parts
        if each.measure in _CLIMATES
    }
