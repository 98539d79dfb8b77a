"""Batteries in the books: moves are events, corrections move back, files come in, tables are what events say."""

import json
from contextlib import suppress
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.said import Said
from lifecycle_desk.base.steps import drained
from lifecycle_desk.batteries.interchange import READER, BatteryFileNotJson
from lifecycle_desk.batteries.papers.genealogy import OfBattery
from lifecycle_desk.batteries.reports import GENEALOGY
from lifecycle_desk.batteries.room import ROOM as OF_BATTERIES
from lifecycle_desk.batteries.rules import words
from lifecycle_desk.batteries.rules.codes import BatteryProductDiffers, ProductType
from lifecycle_desk.batteries.rules.moves import KINDS
from lifecycle_desk.batteries.rules.recovery import Material, MaterialMass, MoreThanWentIn, Recovery, Verdict
from lifecycle_desk.batteries.rules.words import BatteryFacts, BatteryPart, BatteryStatus, Fate, Whereabouts
from lifecycle_desk.batteries.usecases import replacing
from lifecycle_desk.batteries.usecases.moves import (
    BreakUpBattery,
    DiscardBattery,
    GiveSecondLife,
    JoinBatteries,
    KnowBattery,
    PutInBattery,
    RecycleBattery,
    TakeOutBattery,
    break_up_battery,
    discard_battery,
    give_second_life,
    join_batteries,
    know_battery,
    put_in_battery,
    recycle_battery,
    take_out_battery,
)
from lifecycle_desk.batteries.usecases.replacing import ReplaceBattery, replace_battery
from lifecycle_desk.batteries.usecases.tree import batteries_found, battery_tree
from lifecycle_desk.books.usecases.books import check, create
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.rules import Dealer, Member
from lifecycle_desk.dealership.rules.roles import NotAllowed
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.dealership.usecases.changing import SignIn, switch_sign_in, take_on
from lifecycle_desk.vehicle.rules.life import Event, RecordedEvent
from lifecycle_desk.vehicle.rules.models import Chemistry
from lifecycle_desk.vehicle.rules.travel import travelling
from lifecycle_desk.vehicle.rules.wording import worded
from lifecycle_desk.vehicle.usecases.life import AddVehicle, TakeBack, add_vehicle, take_back
from lifecycle_desk.vehicle.usecases.recording import record_event
from lifecycle_desk.vehicle.usecases.showing import page

CHECKS, SHOWS = (tuple(OF_BATTERIES.offered(kind)) for kind in ("checks", "shows"))

CAR, OTHER = "LGXCE4CB7R0000001", "LMGAC1G82R1000001"
PACK, NEW_PACK, SECOND = "001PB0A0000001F3A0000001", "001PB0A0000001F3A0000002", "001PB0AF3A0000001RP"
MODULES = tuple(f"001MB0A0000001F3A000000{at}" for at in (1, 2, 3, 4))
ON = date(2026, 3, 2)


def after(days: int) -> date:
    return ON + timedelta(days=days)


@pytest.fixture
def user(own_user: UserSession) -> UserSession:
    """Two cars, of which one tells of its pack."""
    add_vehicle(own_user, AddVehicle(CAR, date(2025, 4, 1), battery_code=PACK))
    add_vehicle(own_user, AddVehicle(OTHER, date(2025, 4, 1)))
    return own_user


def told(user: UserSession, on: date = ON, **more: object) -> KnowBattery:
    parts = tuple(BatteryPart(BatteryFacts(code, ProductType.MODULE, mass_g=40_000)) for code in MODULES)
    facts = BatteryFacts(PACK, chemistry=Chemistry.LFP, nominal_wh=60_000, mass_g=400_000, passport="urn:x:1")
    return KnowBattery(on=on, battery=facts, parts=parts, **more)


def sound(user: UserSession) -> bool:
    return check(user, CHECKS).sound


def test_a_pack_is_known_with_its_modules_in_the_car_that_tells_of_it(user):
    made = know_battery(user, told(user)).value

    shown = battery_tree(user, PACK)
    assert (made.vin, shown.battery.where, len(shown.parts)) == (CAR, Whereabouts.IN_CAR, 4)
    assert page(user, CAR).lines[-1].told.kind == "vehicle.battery_known"
    assert sound(user)


def test_before_anything_is_written_down_the_car_alone_tells_of_its_pack(user):
    shown = battery_tree(user, PACK.lower())

    assert (shown.described, shown.battery.vin) == (False, CAR)
    with pytest.raises(words.UnknownBattery):
        battery_tree(user, NEW_PACK)


def test_a_pack_goes_from_one_car_to_another_and_each_life_tells_it(user):
    take_out_battery(user, TakeOutBattery(on=ON, code=PACK))
    assert not page(user, CAR).figures.battery

    put_in_battery(user, PutInBattery(on=after(2), code=PACK, vin=OTHER))
    assert page(user, OTHER).figures.battery == PACK
    assert page(user, OTHER).lines[-1].told.kind == "vehicle.battery_put_in"
    with pytest.raises(words.BatteryInACar):
        put_in_battery(user, PutInBattery(on=after(3), code=PACK, vin=CAR))
    assert sound(user)


def test_a_car_with_a_battery_takes_no_other(user):
    with pytest.raises(words.CarHasBattery):
        know_battery(user, KnowBattery(on=ON, battery=BatteryFacts(NEW_PACK), vin=CAR))


def test_taking_back_moves_batteries_back_and_counting_again_moves_them_again(user):
    know_battery(user, told(user))
    out = take_out_battery(user, TakeOutBattery(on=after(1), code=PACK)).value
    back = take_back(user, TakeBack(out.event, "another car was meant")).value
    assert battery_tree(user, PACK).battery.where is Whereabouts.IN_CAR
    assert page(user, CAR).figures.battery == PACK

    take_back(user, TakeBack(back.event, "it was this car"))
    assert battery_tree(user, PACK).battery.where is Whereabouts.OUT
    assert sound(user)


def test_what_later_moves_rest_on_cannot_be_taken_back(user):
    know_battery(user, told(user))
    out = take_out_battery(user, TakeOutBattery(on=after(1), code=PACK)).value
    break_up_battery(user, BreakUpBattery(on=after(2), code=PACK))

    with pytest.raises(words.BatteryInACar):
        take_back(user, TakeBack(out.event, "a mistake"))
    assert battery_tree(user, PACK).battery.where is Whereabouts.BROKEN_UP
    assert sound(user)


def test_a_move_that_is_told_late_is_put_in_its_place(user):
    know_battery(user, told(user))
    take_out_battery(user, TakeOutBattery(on=after(9), code=PACK))
    take_out_battery(user, TakeOutBattery(on=after(5), code=MODULES[0]))

    assert len(battery_tree(user, PACK).parts) == 3
    with pytest.raises(words.BatteryInACar):
        discard_battery(user, DiscardBattery(on=after(6), code=PACK))
    assert sound(user)


def test_a_second_life_keeps_and_links_the_first(user):
    know_battery(user, told(user))
    take_out_battery(user, TakeOutBattery(on=after(1), code=PACK))
    with pytest.raises(words.PassportNotNew):
        second(user, BatteryFacts(SECOND, passport="urn:x:1"))
    done = second(user, BatteryFacts(SECOND))

    assert [type(each) for each in done.warnings] == [words.PassportOfSecondLifeMissing]
    shown = battery_tree(user, SECOND)
    assert [each.code for each in shown.originals] == [PACK]
    assert shown.battery.facts.chemistry is Chemistry.LFP
    assert page(user, CAR).lines[-1].told.facts["operation"] == "repurposing"


def second(user: UserSession, made: BatteryFacts):
    asked = GiveSecondLife(on=after(2), codes=(PACK,), status=BatteryStatus.REPURPOSED, made=(made,))
    return give_second_life(user, asked)


def test_a_code_of_a_first_life_is_noted_where_a_second_is_meant(user):
    take_out_battery(user, TakeOutBattery(on=ON, code=PACK))

    assert [type(each) for each in second(user, BatteryFacts(NEW_PACK)).warnings] == [words.CodeOfFirstLife]


def test_modules_of_two_cars_become_one_pack_with_a_number_of_the_books(user):
    know_battery(user, told(user))
    take_out_battery(user, TakeOutBattery(on=after(1), code=PACK))
    break_up_battery(user, BreakUpBattery(on=after(2), code=PACK))
    made = join_batteries(user, JoinBatteries(on=after(3), whole=BatteryFacts(), parts=MODULES[:2])).value

    assert made.code == "OWN000001"
    assert [each.code for each in battery_tree(user, made.code).parts] == list(MODULES[:2])
    again = join_batteries(user, JoinBatteries(on=after(3), whole=BatteryFacts(), parts=MODULES[2:])).value
    assert again.code == "OWN000002"
    with pytest.raises(words.BatteryInAWhole):
        put_in_battery(user, PutInBattery(on=after(4), code=MODULES[0], into=again.code))
    assert sound(user)


def test_recycling_is_held_against_the_law_and_more_out_than_in_is_refused(user):
    know_battery(user, told(user))
    take_out_battery(user, TakeOutBattery(on=after(1), code=PACK))
    discard_battery(user, DiscardBattery(on=after(2), code=PACK))
    steel = (MaterialMass(Material.STEEL, 400_001),)
    with pytest.raises(MoreThanWentIn):
        recycle_battery(user, RecycleBattery(on=after(3), code=PACK, recovery=Recovery(recovered=steel)))
    came_out = (MaterialMass(Material.STEEL, 260_000),)
    recycle_battery(user, RecycleBattery(on=after(3), code=PACK, recovery=Recovery(recovered=came_out)))

    shown = battery_tree(user, PACK)
    assert [(each.material, each.tenths, each.verdict) for each in shown.recycled] == [(None, 650, Verdict.MET)]
    assert (shown.battery.where, shown.battery.status) == (Whereabouts.RECYCLED, BatteryStatus.WASTE)
    with pytest.raises(words.BatteryGone):
        put_in_battery(user, PutInBattery(on=after(4), code=PACK, vin=CAR))


def test_a_replaced_pack_goes_on_as_a_thing_of_its_own(user):
    replaced = replace_battery(user, ReplaceBattery(CAR, NEW_PACK, ON)).value

    assert battery_tree(user, PACK).battery.where is Whereabouts.OUT
    assert battery_tree(user, NEW_PACK).battery.where is Whereabouts.IN_CAR
    take_back(user, TakeBack(replaced.event, "another car"))
    assert battery_tree(user, PACK).described is False
    assert sound(user)


def test_another_room_hands_batteries_over_by_its_own_event_and_takes_it_back(user):
    with user.store.writing(None) as tx:
        event = record_event(tx, Event(CAR, ON, "recycling.battery_handed_over", {"codes": [PACK]}))
        replacing.battery_handed_over(tx, CAR, [PACK], "recycling", ON, event)
    shown = battery_tree(user, PACK)
    assert (shown.battery.where, shown.battery.status) == (Whereabouts.HANDED_OVER, BatteryStatus.WASTE)
    assert sound(user)

    with user.store.writing(None) as tx:
        record_event(tx, Event(CAR, ON, "recycling.taken_back", {}, corrects=event))
        replacing.handing_over_taken_back(tx)
    assert battery_tree(user, PACK).described is False
    assert sound(user)


def test_a_battery_from_elsewhere_is_an_event_of_the_dealer_alone(user):
    made = know_battery(user, KnowBattery(on=ON, battery=BatteryFacts(NEW_PACK))).value
    assert made.vin is None

    take_back(user, TakeBack(made.event, "not ours"))
    with pytest.raises(words.UnknownBattery):
        battery_tree(user, NEW_PACK)
    assert sound(user)


def test_parts_that_weigh_more_than_their_whole_are_noted(user):
    parts = (BatteryPart(BatteryFacts(MODULES[0], ProductType.MODULE, mass_g=500_000)),)
    done = know_battery(user, KnowBattery(on=ON, battery=BatteryFacts(PACK, mass_g=400_000), parts=parts))

    assert [type(each) for each in done.warnings] == [words.PartsHeavierThanWhole]


@pytest.mark.parametrize(("role", "may"), [(Role.TECHNICIAN, True), (Role.ADVISER, True), (Role.SALES, False)])
def test_batteries_are_moved_by_who_may(user, role, may):
    take_on(user, Member("Mali", "Mali S.", Role.MANAGER))
    take_on(user, Member("Nok", "Nok K.", role))
    switch_sign_in(user, SignIn(on=True))
    nok = UserSession(user.store, "Nok", authorise)
    if may:
        take_out_battery(nok, TakeOutBattery(on=ON, code=PACK))
    else:
        with pytest.raises(NotAllowed):
            take_out_battery(nok, TakeOutBattery(on=ON, code=PACK))


def test_every_kind_of_event_is_told_in_words_and_opens_the_family(user):
    for kind, facts in {
        "known": {"battery": {"code": PACK}, "parts": [{}, {}]},
        "taken_out": {"code": PACK},
        "put_in": {"code": MODULES[0], "into": PACK},
        "broken_up": {"code": PACK},
        "joined": {"whole": {"code": PACK}, "parts": [MODULES[0]], "status": "repurposed"},
        "second_life": {"codes": [PACK], "status": "re-used", "operation": "re-use"},
        "waste": {"code": PACK, "note": "swollen"},
        "recycled": {"code": PACK, "certificate": "RC-1"},
    }.items():
        said = worded(RecordedEvent(1, ON, f"vehicle.battery_{kind}", facts))
        assert said.opens is not None
        assert said.opens[0] == "battery_tree"
        assert isinstance(said.title, Said)


def written(folder, held: object):
    path = folder / "codes.json"
    path.write_text(json.dumps(held) if not isinstance(held, str) else held)
    return path


def tree(code: str, *modules: str, kind: str = "pack") -> dict[str, object]:
    parts = [{"productType": "module", "tractionBatteryCode": each} for each in modules]
    return {"productType": kind, "tractionBatteryCode": code, "subcomponents": parts}


def test_codes_come_in_from_a_file_and_again_change_nothing(user, tmp_path):
    path = written(tmp_path, tree(PACK, *MODULES))
    tried = drained(READER.take_in(user, path, Choices(dry_run=True))).value
    assert (tried.new, tried.written, battery_tree(user, PACK).described) == (1, False, False)

    taken = drained(READER.take_in(user, path, Choices())).value
    assert (taken.rows, taken.new, taken.written) == (1, 1, True)
    assert [each.code for each in battery_tree(user, PACK).parts] == list(MODULES)
    again = drained(READER.take_in(user, path, Choices())).value
    assert (again.new, again.changed, again.known) == (0, 0, 1)
    assert sound(user)


def test_a_letter_that_differs_from_the_declared_type_warns(user, tmp_path):
    path = written(tmp_path, tree("X12MCPM27KLPCLX2M2382320"))  # the published sample, declared a pack
    done = drained(READER.take_in(user, path, Choices()))

    assert done.value.new == 1
    assert BatteryProductDiffers in [type(each) for each in done.warnings]


def test_one_bad_battery_keeps_the_others_out_unless_they_are_wanted(user, tmp_path):
    held = [tree(NEW_PACK, MODULES[0]), tree("A" * 24, MODULES[0]), {"productType": "pack"}]
    path = written(tmp_path, held)

    taken = drained(READER.take_in(user, path, Choices())).value
    assert (taken.written, [each.line for each in taken.refused]) == (False, [2, 3])
    taken = drained(READER.take_in(user, path, Choices(skip_refused=True))).value
    assert (taken.written, taken.new) == (True, 1)


NAMES = st.sampled_from(["productType", "tractionBatteryCode", "subcomponents"])
anything = st.recursive(
    st.none() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(held=anything)
def test_whatever_a_file_holds_is_answered(user, tmp_path, held):
    try:
        taken = drained(READER.take_in(user, written(tmp_path, held), Choices(dry_run=True))).value
    except BatteryFileNotJson:
        return
    assert taken.rows == taken.new + taken.changed + taken.known + len(taken.refused)


def test_what_is_no_json_is_refused_whole(user, tmp_path):
    for held in ('{"productType": "pack",', "[" * 5000):
        with pytest.raises(BatteryFileNotJson):
            drained(READER.take_in(user, written(tmp_path, held), Choices()))


def test_packs_are_found_by_code_and_by_car(user):
    know_battery(user, told(user))

    assert [each.code for each in batteries_found(user, "", 5)] == [PACK]
    assert [each.code for each in batteries_found(user, CAR[-6:], 5)] == [PACK]
    assert not batteries_found(user, "ZZZ", 5)


def test_the_paper_tells_the_whole_family_and_what_was_recovered(user, tmp_path):
    pypdf = pytest.importorskip("pypdf")
    know_battery(user, told(user))
    take_out_battery(user, TakeOutBattery(on=after(1), code=PACK, note="<b>swollen</b>"))
    second(user, BatteryFacts(SECOND, mass_g=380_000))
    recovery = Recovery(None, (), (MaterialMass(Material.STEEL, 200_000),))
    recycle_battery(user, RecycleBattery(on=after(9), code=SECOND, recovery=recovery))

    for language in ("en", "ar", "th"):
        paper = tmp_path / f"{language}.pdf"
        paper.write_bytes(GENEALOGY.draw(user, OfBattery(SECOND), spoken(user, language)).pdf())
        text = "".join(each.extract_text() for each in pypdf.PdfReader(paper).pages)
        assert all(code in text for code in (PACK, SECOND, *MODULES))
        assert "<b>swollen</b>" in text


CODES = (PACK, NEW_PACK, SECOND, *MODULES[:2])
code = st.sampled_from(CODES)
day = st.integers(0, 6).map(after)
cars = st.sampled_from((CAR, OTHER))
made = st.just((BatteryFacts(SECOND),))
facts = code.map(lambda one: BatteryFacts(one, ProductType.MODULE if one in MODULES else ProductType.PACK))
deed = st.one_of(
    st.tuples(st.just(know_battery), st.builds(KnowBattery, on=day, battery=facts, vin=st.none() | cars)),
    st.tuples(st.just(know_battery), day.map(lambda on: told(None, on))),
    st.tuples(st.just(take_out_battery), st.builds(TakeOutBattery, on=day, code=code)),
    st.tuples(st.just(put_in_battery), st.builds(PutInBattery, on=day, code=code, vin=cars)),
    st.tuples(st.just(put_in_battery), st.builds(PutInBattery, on=day, code=code, into=code)),
    st.tuples(st.just(break_up_battery), st.builds(BreakUpBattery, on=day, code=code)),
    st.tuples(st.just(recycle_battery), st.builds(RecycleBattery, on=day, code=code)),
    st.tuples(st.just(replace_battery), st.builds(ReplaceBattery, cars, code, day)),
    st.tuples(
        st.just(give_second_life),
        st.builds(GiveSecondLife, on=day, codes=st.tuples(code), status=st.just(BatteryStatus.REPURPOSED), made=made),
    ),
    st.tuples(st.just(take_back), st.builds(TakeBack, st.integers(2, 14), st.just("why not"))),
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(deed, max_size=14))
def test_whatever_is_done_in_whatever_order_the_tables_are_what_the_events_say(tmp_path, deeds):
    books = create(tmp_path / f"{uuid4().hex}.ldk", Dealer("Sathorn EV", "TH", "en"))
    add_vehicle(books, AddVehicle(CAR, date(2025, 4, 1), battery_code=PACK))
    add_vehicle(books, AddVehicle(OTHER, date(2025, 4, 1)))
    for verb, asked in deeds:
        with suppress(Objection):
            verb(books, asked)
    assert check(books, CHECKS).findings == ()
    books.store.close()


def test_a_fate_is_one_of_the_regulation(user):
    with user.store.writing(None) as tx, pytest.raises(ValueError, match="shredding"):
        replacing.battery_handed_over(tx, CAR, [PACK], "shredding", ON, 1)
    assert len(Fate) == 7


def test_what_is_known_of_a_vehicle_names_its_batteries(user):
    know_battery(user, told(user))
    shown: dict[str, list[dict[str, object]]] = {}
    for more in SHOWS:
        more(user, CAR, shown)

    assert [(each["code"], each["place"]) for each in shown["batteries"]] == [(PACK, "in_car")]


def test_a_car_whose_battery_was_handed_over_takes_another(user):
    with user.store.writing(None) as tx:
        event = record_event(tx, Event(CAR, ON, "recycling.battery_handed_over", {"codes": [PACK]}))
        replacing.battery_handed_over(tx, CAR, [PACK], Fate.REUSE, ON, event)
    know_battery(user, KnowBattery(on=after(1), battery=BatteryFacts(NEW_PACK)))
    put_in_battery(user, PutInBattery(on=after(2), code=NEW_PACK, vin=CAR))

    assert page(user, CAR).figures.battery == NEW_PACK
    assert sound(user)


def test_what_was_done_with_a_battery_travels_and_what_was_noted_stays(user):
    for kind in KINDS:
        event = RecordedEvent(1, ON, kind, {"code": PACK, "note": "the owner was angry", "certificate": "RC-1"})
        assert not {"note", "certificate"} & travelling(event).facts.keys()
    assert travelling(RecordedEvent(1, ON, "vehicle.battery_waste", {"code": PACK})).facts == {"code": PACK}
