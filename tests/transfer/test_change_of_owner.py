"""The change of owner: who has the vehicle from when, what is refused, what ends, and how it is taken back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from owner_story import CARD, CHANGED, FIRST, SECOND, SOLD, VIN, books_of, canary, change, charge

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.cover.rules import Answer, Answered, CarFacts, Owner, Shown, Use, published, rule_of
from lifecycle_desk.cover.usecases import car_facts, handed_on
from lifecycle_desk.dealership.rules import Dealer, Member
from lifecycle_desk.dealership.rules.roles import NotAllowed
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.dealership.usecases.changing import SignIn, switch_sign_in, take_on
from lifecycle_desk.market.example_data import codes_written_in_full
from lifecycle_desk.rooms import offered
from lifecycle_desk.stages.charging.sessions.tables import batches
from lifecycle_desk.stages.charging.sessions.usecases.showing import charged
from lifecycle_desk.stages.transfer.ownership.rules import ownership
from lifecycle_desk.stages.transfer.ownership.rules.ownership import Becomes
from lifecycle_desk.stages.transfer.ownership.rules.papers_wanted import (
    PaperIssuedLater,
    PaperKind,
    PaperThere,
    PaperTwice,
    Side,
    authorities,
    authority_of,
    look_at_papers,
)
from lifecycle_desk.stages.transfer.ownership.usecases.changing import (
    ChangeToNew,
    TakeChangeBack,
    change_owner,
    change_to_new_owner,
    take_change_of_owner_back,
)
from lifecycle_desk.stages.transfer.trade_in.rules.rights import CHANGE_OWNER
from lifecycle_desk.stages.transfer.trade_in.usecases.trading import TakeInTrade, take_in_trade
from lifecycle_desk.vehicle.rules import life
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.rules.odometer import Reading
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.rules.resting import RestsOnThis
from lifecycle_desk.vehicle.rules.rights import PERSON_EDIT
from lifecycle_desk.vehicle.rules.wording import worded
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person
from lifecycle_desk.vehicle.usecases.life import AddVehicle, RecordOwner, TakeBack, add_vehicle, record_owner, take_back
from lifecycle_desk.vehicle.usecases.showing import page, personal_part

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
OWN_RULE = {
    "id": "own-first",
    "part": "battery",
    "months": "unlimited",
    "km": "unlimited",
    "brands": ["BYD"],
    "conditions": ["first_owner_only"],
    "valid_from": "2020-01-01",
    "looked_up_on": "2026-11-25",
    "source": "Our own promise",
}


@pytest.fixture
def desk(tmp_path, stopped_clock):
    """A dealer in Madrid with one car and its two owners to be."""
    stopped_clock(NOON)
    user = books.create(tmp_path / "desk.ldk", Dealer("Taller Sol", "ES", "en"))
    yield user, *books_of(user)
    user.store.close()


def learnt(user: UserSession):
    with user.store.reading() as tx:
        return batches.learnt(tx)


def owners(user: UserSession):
    return [(each.name, each.since, each.until) for each in page(user, VIN).owners]


def is_sound(user: UserSession) -> bool:
    found = books.check(user, tuple(offered("checks")))
    assert not found.findings
    return found.sound


def test_the_new_owner_has_the_car_from_the_day_and_the_earlier_one_until_it(desk):
    user, _, second = desk
    done = change_owner(user, change(second))

    assert not done.warnings
    assert done.value.notify_by == date(2026, 7, 15)  # 30 days: Real Decreto 2822/1998, art. 32
    figures = page(user, VIN).figures
    assert (figures.stage, figures.owner, figures.owner_since) == (Stage.IN_USE, second, CHANGED)
    assert figures.plate == "1234 KLM"  # a Spanish plate stays
    assert owners(user) == [(FIRST.name, SOLD, CHANGED), (SECOND.name, CHANGED, None)]
    assert is_sound(user)


def test_who_is_new_comes_into_the_books_with_the_change_or_not_at_all(desk):
    user, _, _ = desk
    new = Person("Eva Tercera", phone="600 555 0103")
    with pytest.raises(ownership.KeysOutOfRange):
        change_to_new_owner(user, ChangeToNew(change(0, keys=99), new))
    made = change_to_new_owner(user, ChangeToNew(change(0), new)).value

    assert made.owner == 3
    assert page(user, VIN).owner == new


def test_a_change_that_is_taken_back_leaves_the_earlier_owner_as_if_it_had_not_been(desk):
    user, first, second = desk
    made = change_owner(user, change(second)).value
    undo, asked = change_owner.undo(made)
    undo(user, asked)

    figures = page(user, VIN).figures
    assert (figures.owner, figures.owner_since) == (first, SOLD)
    assert owners(user) == [(FIRST.name, SOLD, None)]
    assert [each.until for each in learnt(user)] == [None]
    assert len(charged(user, VIN).lines) == 30
    assert is_sound(user)
    with pytest.raises(life.EventCorrected):
        take_change_of_owner_back(user, TakeChangeBack(made.event, "again"))


def test_the_cards_of_the_earlier_owner_are_this_cars_until_the_day_before(desk):
    user, _, second = desk
    change_owner(user, change(second))

    assert [(each.name, each.until) for each in learnt(user)] == [(CARD, CHANGED - timedelta(days=1))]
    late = [canary(90, CHANGED - timedelta(days=3)), canary(91, CHANGED), canary(92, CHANGED + timedelta(days=3))]
    assert charge(user, late).taken.unmatched == 2  # the day itself may be either's: somebody has to say
    found = charged(user, VIN)
    assert (len(found.lines), found.earlier.sessions) == (0, 31)


def test_a_name_that_is_learnt_late_from_the_earlier_owners_time_alone_was_that_owners(desk):
    user, _, second = desk
    change_owner(user, change(second))
    charge(user, [canary(300, SOLD, card="OLD", key="a")], names={"OLD": VIN})
    charge(user, [canary(301, CHANGED + timedelta(days=9), card="NEW", key="b")], names={"NEW": VIN})

    assert {each.name: each.until for each in learnt(user)} == {
        CARD: CHANGED - timedelta(days=1),
        "OLD": CHANGED - timedelta(days=1),
        "NEW": None,
    }
    assert charge(user, [canary(302, CHANGED + timedelta(days=20), card="OLD", key="c")]).taken.unmatched == 1


def test_names_end_and_come_back_on_either_engine(user):
    _, second = books_of(user)
    made = change_owner(user, change(second)).value
    assert [each.until for each in learnt(user)] == [CHANGED - timedelta(days=1)]
    assert charged(user, VIN).earlier.sessions == 30
    take_change_of_owner_back(user, TakeChangeBack(made.event, "mistake"))
    assert [each.until for each in learnt(user)] == [None]
    assert is_sound(user)


def test_a_change_that_was_told_without_this_form_hides_and_ends_the_same(desk):
    user, first, second = desk
    made = record_owner(user, RecordOwner(VIN, second, CHANGED)).value
    assert [each.until for each in learnt(user)] == [CHANGED - timedelta(days=1)]
    assert charged(user, VIN).lines == ()

    take_back(user, TakeBack(made.event, "mistake"))
    assert [each.until for each in learnt(user)] == [None]
    record_owner(user, RecordOwner(VIN, first, SOLD + timedelta(days=5)))  # the same owner, told again
    assert [each.until for each in learnt(user)] == [None]
    assert len(charged(user, VIN).lines) == 30
    assert is_sound(user)


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ({"on": date(2024, 2, 1)}, ownership.BeforeThePresentOwner),
        ({"on": date(2027, 2, 1)}, life.DayInTheFuture),
        ({"keys": 0}, ownership.KeysOutOfRange),
        ({"keys": 21}, ownership.KeysOutOfRange),
        ({"cards": -1}, ownership.KeysOutOfRange),
        ({"before": 2}, ownership.NotTheOwner),
        ({"to": 1}, ownership.OwnerAlready),
        ({"notified_on": date(2026, 6, 1)}, ownership.NotifiedBefore),
        ({"papers": (PaperThere(PaperKind.TITLE), PaperThere(PaperKind.TITLE))}, PaperTwice),
        ({"papers": (PaperThere(PaperKind.INSPECTION, date(2026, 7, 1)),)}, PaperIssuedLater),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(desk, more, refused):
    user, _, second = desk
    before = len(page(user, VIN).lines)
    with pytest.raises(refused):
        change_owner(user, change(**{"to": second} | more))
    assert len(page(user, VIN).lines) == before


def test_missing_papers_and_consents_are_noted_and_written_down(desk):
    user, _, second = desk
    done = change_owner(user, change(second, papers=(), consents=(Side.SELLER,), privacy_told=False))

    assert [each.rule for each in done.warnings] == ["papers_missing", "consent_missing", "privacy_not_told"]
    told = page(user, VIN).lines[-1].told
    assert len(told.facts["missing"]) == 6


def test_the_price_is_sealed_with_the_buyer_and_in_no_fact_of_the_life(desk):
    user, _, second = desk
    made = change_owner(user, change(second, price=Money(12_345_67, "EUR"))).value
    told = page(user, VIN).lines[-1].told

    assert "1234567" not in repr(told)
    assert told.paid is None
    assert personal_part(user, made.event)["price"] == {"minor": 12_345_67, "currency": "EUR"}
    erase_person(user, ErasePerson(second))
    assert personal_part(user, made.event) is None


def china(**more) -> CarFacts:
    """A BYD in China, handed over to its first private owner in 2022 and serviced as it should be."""
    start = Shown(date(2022, 3, 1), 1)
    given = {
        "brand": "BYD",
        "market": "CN",
        "energy": Energy.BEV,
        "warranty_started_on": start,
        "handed_over_on": start,
        "first_registered_on": start,
        "sold_on": start,
        "owners": (Owner(start.on, 1),),
        "use": Use.PRIVATE,
        "readings": (Reading(start.on, 10), Reading(date(2024, 3, 1), 30_000), Reading(date(2026, 3, 1), 60_000)),
        "services": (),
        "serviced_on_time": Answered(yes=True),
    }
    return CarFacts(**given | more)


def battery_after(facts: CarFacts, **more):
    days = CHANGED - timedelta(days=1), CHANGED
    found = ownership.cover_after(facts, handed_on(facts, CHANGED, **more), days, 65_000, published())
    return {each.part.value: each for each in found}["battery"]


def test_cells_for_life_fall_back_for_the_second_owner_and_the_reason_is_told():
    found = battery_after(china())

    assert (found.becomes, found.rule_before, found.rule_after) == (
        Becomes.FALLS_BACK,
        "byd-cn-cells",
        "byd-cn-battery",
    )
    assert found.why.facts == {"day": CHANGED}
    assert "changed owner" in found.why.message
    assert found.then.facts["day"] == date(2030, 2, 28)


def test_a_spouse_keeps_the_rights_of_the_first_owner():
    assert battery_after(china(), to_spouse=True).becomes is Becomes.STAYS


def test_cover_that_only_the_first_owner_has_ends_and_what_is_not_known_is_not_promised():
    own = rule_of(OWN_RULE | {"valid_from": date(2020, 1, 1), "looked_up_on": CHANGED, "kind": "dealer"}, {})
    facts = china(brand="BYD", market="ES")
    days = CHANGED - timedelta(days=1), CHANGED
    (found,) = ownership.cover_after(facts, handed_on(facts, CHANGED), days, 65_000, (own,))
    assert (found.becomes, found.rule_after) == (Becomes.ENDS, None)

    unknown = replace(facts, owners=None, use=Use.NOT_KNOWN)
    (found,) = ownership.cover_after(unknown, handed_on(unknown, CHANGED), days, 65_000, (own,))
    assert (found.before, found.becomes) == (Answer.NOT_KNOWN, Becomes.ENDS)


def test_what_becomes_of_the_cover_is_told_in_the_facts_of_the_event(desk):
    user, _, second = desk
    change_owner(user, change(second))
    told = {each["part"]: each for each in page(user, VIN).lines[-1].told.facts["cover"]}

    assert told["vehicle"]["becomes"] == "stays"
    assert told["vehicle"]["rule_before"] == told["vehicle"]["rule_after"] == "byd-europe-vehicle-2023"


def test_the_second_owner_is_known_not_to_be_the_first_even_where_we_did_not_hand_the_car_over(desk):
    user, _, second = desk
    with user.store.reading() as tx:
        assert car_facts(tx, VIN).owners is None
    change_owner(user, change(second, to_spouse=True))
    with user.store.reading() as tx:
        assert [(each.since, each.keeps_first) for each in car_facts(tx, VIN).owners] == [
            (SOLD, False),
            (CHANGED, True),
        ]


def test_only_the_last_change_is_taken_back_and_only_changes_are(desk):
    user, first, second = desk
    made = change_owner(user, change(second)).value
    again = change_owner(user, change(first, on=CHANGED + timedelta(days=30))).value

    assert [each[0] for each in owners(user)] == [FIRST.name, SECOND.name, FIRST.name]
    with pytest.raises(RestsOnThis):
        take_change_of_owner_back(user, TakeChangeBack(made.event, "mistake"))
    with pytest.raises(ownership.NoChangeOfOwner):
        take_change_of_owner_back(user, TakeChangeBack(page(user, VIN).lines[0].told.seq, "mistake"))
    take_change_of_owner_back(user, TakeChangeBack(again.event, "mistake"))
    assert [each[0] for each in owners(user)] == [FIRST.name, SECOND.name]
    assert is_sound(user)


def test_a_car_that_was_never_handed_over_is_no_second_hand_car():
    for stage in (Stage.ARRIVED, Stage.IN_STOCK, Stage.READY, Stage.SOLD):
        with pytest.raises(ownership.NotYetItsOwners):
            ownership.check_stage(stage)
    for stage in (Stage.END_OF_LIFE, Stage.DESTROYED, Stage.LEFT_THE_MARKET):
        with pytest.raises(ownership.NoLongerInUse):
            ownership.check_stage(stage)
    for stage in (None, Stage.IN_USE, Stage.FOR_SALE_AGAIN):
        ownership.check_stage(stage)


def test_a_car_without_an_owner_in_the_books_shows_the_new_one_nothing_from_before(desk):
    user, _, second = desk
    other = "LSJWH4095PN000001"
    add_vehicle(user, AddVehicle(other, SOLD))
    charge(user, [canary(200, SOLD, card="OTHER")], vin=other)
    assert len(charged(user, other).lines) == 1
    change_owner(user, change(second, vin=other))

    found = charged(user, other)
    assert (found.lines, found.earlier.sessions, found.earlier.energy_wh) == ((), 1, 53_000)


def test_markets_say_what_their_authorities_want_with_a_source():
    found = authorities()

    assert {each.market for each in found} >= {
        *codes_written_in_full(),
        "RU",
        "BR",
        "BE",
        "DE",
        "FR",
        "AU",
        "ZA",
        "MY",
        "VN",
        "NO",
    }
    assert len({(each.market, each.valid_from) for each in found}) == len(found)
    for each in found:
        assert each.source
        assert each.papers
        assert len({paper.kind for paper in each.papers}) == len(each.papers)
        terms = [term for term in (each.deadline_days, each.deadline_working_days) if term is not None]
        assert len(terms) == (each.deadline_of is not None)


@pytest.mark.parametrize(
    ("market", "days"), [("RU", 10), ("BR", 30), ("TH", 15), ("ES", 30), ("GB", 0), ("FR", 15), ("AE", None)]
)
def test_the_term_for_telling_the_authority_is_that_of_the_market(market, days):
    assert authority_of(market, CHANGED).deadline_days == days


@pytest.mark.parametrize(
    ("market", "changed_on", "by"),
    [
        ("CO", date(2026, 10, 9), date(2027, 1, 12)),  # four Mondays and three other days off between
        ("PH", date(2026, 11, 26), date(2027, 1, 4)),  # seven days off between
        ("PH", date(2025, 5, 23), None),  # before the order
    ],
)
def test_a_term_in_working_days_leaves_out_weekends_and_days_off(market, changed_on, by):
    assert authority_of(market, changed_on).notify_by(changed_on) == by


def test_a_passing_test_older_than_thirty_days_is_noted_in_dubai():
    dubai = authority_of("AE", CHANGED)
    papers = tuple(PaperThere(each.kind) for each in dubai.papers if each.kind is not PaperKind.INSPECTION)

    def notes(age: int) -> list[str]:
        inspection = PaperThere(PaperKind.INSPECTION, CHANGED - timedelta(days=age))
        return [each.rule for each in look_at_papers(dubai, (*papers, inspection), CHANGED)]

    assert notes(30) == []
    assert notes(31) == ["paper_too_old"]


def test_the_timeline_tells_the_change_and_what_it_took_along(desk):
    user, first, second = desk
    change_owner(user, change(second, authority_reference="DGT-1", note="two keys"))
    told = page(user, VIN).lines[-1].told
    words = worded(told, {first: FIRST.name, second: SECOND.name})

    labels = dict(words.facts)
    assert words.title.facts == {"name": SECOND.name}
    assert labels["Authority reference"] == "DGT-1"
    assert "Cover that continues" in labels


def test_whoever_may_change_owners_may_take_in_customers_and_others_are_refused(desk):
    user, _, second = desk
    assert CHANGE_OWNER.roles == {Role.ADVISER, Role.SALES, Role.MANAGER}
    assert CHANGE_OWNER.roles <= PERSON_EDIT.roles
    take_on(user, Member("boss", "The Boss", Role.MANAGER))
    take_on(user, Member("tech", "A Technician", Role.TECHNICIAN))
    switch_sign_in(user, SignIn(on=True))
    with pytest.raises(NotAllowed):
        change_owner(replace(user, staff="tech", authorise=authorise), change(second))


def test_a_change_of_owner_stays_while_the_new_owner_has_traded_the_car_in(desk):
    user, _, second = desk
    made = change_owner(user, change(second)).value
    taken = take_in_trade(user, TakeInTrade(VIN, CHANGED + timedelta(days=30), Distance(43_000))).value
    with pytest.raises(RestsOnThis) as refused:
        take_change_of_owner_back(user, TakeChangeBack(made.event, "mistake"))
    assert [each.event for each in refused.value.later] == [taken.event]


def test_an_owner_who_was_recorded_stays_while_a_change_of_owner_names_them(desk):
    user, first, second = desk
    recorded = record_owner(user, RecordOwner(VIN, first, SOLD + timedelta(days=1))).value
    change_owner(user, change(second))
    with pytest.raises(RestsOnThis):
        take_back(user, TakeBack(recorded.event, "mistake"))
