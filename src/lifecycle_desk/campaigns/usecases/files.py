"""Campaign files taken in: poured, told as one event of the dealer, and matched against all cars at once."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lifecycle_desk.base.incoming import Taken
from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.campaigns.rules.campaign import CampaignState, Match
from lifecycle_desk.campaigns.rules.file_rows import Became, Brought, Compared, compared, lines_of, seal_of
from lifecycle_desk.campaigns.rules.status import CampaignStatus, state_of
from lifecycle_desk.campaigns.rules.targets import CampaignMatcher
from lifecycle_desk.campaigns.tables import campaigns as campaign_rows
from lifecycle_desk.campaigns.tables import cars
from lifecycle_desk.campaigns.tables import targets as campaign_targets
from lifecycle_desk.campaigns.usecases.standing import save, stage_of, stand
from lifecycle_desk.campaigns.usecases.texts import words_of
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules.rights import IMPORT
from lifecycle_desk.dealership.usecases import day as dealer_day
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.usecases.recording import record_event

TAKEN_IN = "dealer.campaigns_taken_in"
ROWS_AT_ONCE = 5_000  # poured in one transaction: some 50 ms, so that nobody who saves waits long
NAMED = 100  # campaigns that an event names; the seal is over all

AnotherFileMeanwhile = objection(
    "AnotherFileMeanwhile", N_("Another campaign file was imported in the meantime. Please import this one again.")
)


def take_in_campaigns(user: UserSession, brought: Brought, taken: Taken, *, write: bool) -> Steps[Taken]:
    """Take in the good rows of a file that was read whole, and count what became of them; or only count."""
    with user.store.reading() as look:
        last = campaign_rows.last_file(look)
        found = _compared(look, brought)
    taken.new += found.became[Became.NEW]
    taken.changed += found.became[Became.CHANGED]
    taken.known += found.became[Became.KNOWN]
    taken.written = write
    if write and (found.said or found.rows):
        yield from _write(user, brought, found, last)
    return taken


def _compared(tx: Transaction, brought: Brought) -> Compared:
    numbers = list(brought.tellings)
    known = {number: each.campaign for number, each in campaign_rows.campaigns(tx, numbers).items()}
    targets = {
        (row.campaign, row.row): (row.number, campaign_targets.target_of(row))
        for row in campaign_targets.targets_of(tx, known)
    }
    words = {number: words_of(tx, known[number]).words for number in brought.words if number in known}
    return compared(brought, known, targets, words)


def _write(user: UserSession, brought: Brought, found: Compared, last: int) -> Steps[None]:
    """Pour the rows in short transactions, none of which counts before the last one tells of the file."""
    with user.store.writing(user.staff) as tx:
        user.authorise(tx, IMPORT)
        for number in campaign_rows.cut_off(tx):
            _forget(tx, number)
        file = campaign_rows.begin_file(tx, brought.kind, brought.file)
    counts = False
    try:
        for at in range(0, len(found.rows), ROWS_AT_ONCE):
            with user.store.writing(user.staff) as tx:
                campaign_targets.pour_targets(tx, file, found.rows[at : at + ROWS_AT_ONCE])
            yield Step(at, len(found.rows))
            user.store.give_way()
        with user.store.writing(user.staff) as tx:
            user.authorise(tx, IMPORT)
            if campaign_rows.last_file(tx) != last:
                raise AnotherFileMeanwhile
            _count(tx, brought, found, file)
        counts = True
    finally:
        if not counts:
            with user.store.writing(user.staff) as tx:
                _forget(tx, file)


def _forget(tx: Transaction, file: int) -> None:
    campaign_targets.drop_targets(tx, file)
    campaign_rows.drop_file(tx, file)


def _count(tx: Transaction, brought: Brought, found: Compared, file: int) -> None:
    """Let a poured file count: keep what it says, tell it, and match it against all cars."""
    said = {
        number: campaign_rows.said_json(brought.tellings[number], brought.words.get(number, {}))
        for number in found.said
    }
    known = campaign_rows.campaigns(tx, found.said)
    told = {number: each.campaign for number, each in known.items()} | found.told
    campaign_targets.replace_targets(tx, found.replaced, file)
    campaign_rows.save_told(tx, list(told.values()), file, said, known)
    facts = {
        "file": file,
        "kind": brought.kind,
        "rows": len(found.rows),
        "campaigns": (named := list(dict.fromkeys((*found.touched, *found.worded))))[:NAMED],
        "count": len(named),
        "seal": seal_of(said.items(), lines_of(found.rows)),
    }
    campaign_rows.count_file(tx, file, record_event(tx, Event(None, dealer_day.today(tx), TAKEN_IN, facts)))
    match(tx, {*found.touched, *campaign_rows.answer(tx, found.touched)})


def match(tx: Transaction, numbers: Iterable[str]) -> None:
    """Match some campaigns against all cars: one look at each car, whatever the campaigns and their lists are."""
    wanted = set(numbers)
    known = campaign_rows.campaigns(tx, wanted)
    matched, stages = matched_by(tx, [each for each in wanted if known[each].means_cars])
    before = {(each.campaign, each.vin): each for each in cars.of_campaigns(tx, wanted)}
    today, after, again = dealer_day.today(tx), list[CampaignStatus](), set[str]()
    for (campaign, vin), how in matched.items():
        was = before.get((campaign, vin))
        if was is None or was.event is None:
            state = state_of(how, None, stage_of(stages[vin])) or CampaignState.OPEN
            after.append(CampaignStatus(vin, campaign, how, state, today))
    for (campaign, vin), was in before.items():
        now = matched.get((campaign, vin))
        if was.event is not None:
            after.append(replace(was, how=now) if was.state is CampaignState.DONE else was)
            if was.state is not CampaignState.DONE and was.how is not now:
                again.add(vin)  # what was decided may weigh less now, or more
    save(tx, before.values(), after)
    for vin in sorted(again):
        stand(tx, vin)
    cars.save_counts(tx, wanted)  # how urgent a campaign is may have changed, and with it its rank


def matched_by(tx: Transaction, numbers: Sequence[str]) -> tuple[dict[tuple[str, str], Match], dict[str, str | None]]:
    """How some campaigns mean all cars, by campaign and VIN; and the stage of each car that one means."""
    sought = CampaignMatcher(())
    sought.add_listed(campaign_targets.listed_by(tx, numbers))
    for row in campaign_targets.others_of(tx, numbers):
        sought.add(row.campaign, campaign_targets.target_of(row))
    stages: dict[str, str | None] = {}
    cars = []
    for seen, stage in campaign_targets.cars_seen(tx):
        cars.append(seen)
        stages[seen.vin] = stage
    return sought.matches(cars), stages
