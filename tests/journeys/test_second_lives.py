"""Three journeys over all rooms: from trade-in to the second owner's first visit, from an accident to the certificate
of destruction with a second life of the battery, and a car that travels between two dealers and back."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from end_story import PACK, PERMIT, all_done, battery, handing_in, staff
from end_story import VIN as WRECK
from end_story import car as wrecked_car
from trade_story import ON, OWNER, VIN, appraisal, in_use, sheet, trade_in

from lifecycle_desk.base import clock
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.steps import drained
from lifecycle_desk.batteries.rules.words import BatteryStatus, Fate
from lifecycle_desk.batteries.usecases.moves import BatteryFacts, GiveSecondLife, give_second_life
from lifecycle_desk.batteries.usecases.tree import battery_tree
from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.dossier.interchange import giving, taking
from lifecycle_desk.dossier.interchange.verifying import verify
from lifecycle_desk.proof.papers.issuing import issue
from lifecycle_desk.rooms import offered
from lifecycle_desk.stages.charging.sessions.usecases.showing import charged
from lifecycle_desk.stages.recycling.batteries_out.usecases import hand_over_battery
from lifecycle_desk.stages.recycling.depollution.usecases import RecordDepollution, record_depollution
from lifecycle_desk.stages.recycling.end.rules.ways_out import LossCause
from lifecycle_desk.stages.recycling.end.usecases.certifying import CertifyDestruction, certify_destruction
from lifecycle_desk.stages.recycling.end.usecases.deciding import RecordTotalLoss, record_total_loss
from lifecycle_desk.stages.recycling.end.usecases.permits import record_permit
from lifecycle_desk.stages.recycling.end.usecases.taking_over import take_over_vehicle
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind
from lifecycle_desk.stages.service.orders.usecases.orders import LogRepairOrder, log_repair_order
from lifecycle_desk.stages.transfer.appraisal.usecases import appraise_vehicle
from lifecycle_desk.stages.transfer.condition.usecases import save_condition
from lifecycle_desk.stages.transfer.ownership.usecases.changing import ChangeOwner, ChangeToNew, change_to_new_owner
from lifecycle_desk.stages.transfer.trade_in.usecases.listing import TradeCars, TradeList
from lifecycle_desk.stages.transfer.trade_in.usecases.trading import take_in_trade
from lifecycle_desk.vehicle.rules.life import LifeClosed, Stage, as_recorded
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.showing import page

SECOND_LIFE = "X12PCPMX2M2382320RP"


@pytest.fixture
def shop(own_user, stopped_clock):
    stopped_clock(clock.now().replace(year=2026, month=11, day=25, hour=9))
    return own_user


def sound(user) -> None:
    found = books.check(user, tuple(offered("checks")))
    assert found.sound, found.findings


def paper(user, kind: str, **asked):
    """A paper as it is issued, which the books and its own code stand behind."""
    report = next(each for each in offered("reports") if each.kind == kind)
    given = issue(user, report, report.takes(**asked), spoken(user, "ar"))
    verdict = verify(given.pdf, user=user)
    assert verdict.genuine, verdict
    return verdict


def visit(vin: str, on: date, km: int) -> LogRepairOrder:
    line = Line(kind=LineKind.LABOUR, text="Annual service", hours=Decimal("1.2"))
    job = Job(complaint="It is due", cause="12 months", correction="Serviced by the list", lines=(line,))
    return LogRepairOrder(vin=vin, on=on, jobs=(job,), odometer_in=Distance(km), odometer_out=Distance(km + 1))


def test_a_car_is_taken_in_trade_sold_on_and_comes_to_its_second_owners_first_visit(shop):
    in_use(shop)
    take_in_trade(shop, trade_in())
    save_condition(shop, sheet())
    appraise_vehicle(shop, appraisal())
    assert page(shop, VIN).figures.stage is Stage.FOR_SALE_AGAIN
    assert page(shop, VIN).owner is None
    assert paper(shop, "condition-report", vin=VIN).facts["km"] == 48_210
    pack = paper(shop, "buyers-pack", vin=VIN)
    assert (pack.facts["owners"], pack.facts["km"]) == (1, 48_210)

    change = ChangeOwner(VIN, ON + timedelta(days=2), 0, Distance(48_230), 2, 1, price=Money(52_000_000, "THB"))
    buyer = Person("Ana Second", phone="081 222 3333", language="en")
    change_to_new_owner(shop, ChangeToNew(change, buyer))
    log_repair_order(shop, visit(VIN, ON + timedelta(days=4), 48_300))

    found = page(shop, VIN)
    assert (found.figures.stage, found.owner) == (Stage.IN_USE, buyer)
    assert [each.name for each in found.owners] == [OWNER.name, buyer.name]
    assert found.owners[0].until == ON
    assert TradeCars(shop, TradeList.ALL).keys().tolist() == []
    assert charged(shop, VIN).lines == ()
    paper(shop, "lifecycle-report", vin=VIN)
    sound(shop)


def test_a_wreck_comes_to_its_certificate_and_its_battery_to_a_second_life(shop):
    staff(shop)
    record_permit(shop, PERMIT)
    wrecked_car(shop)
    record_total_loss(shop, RecordTotalLoss(WRECK, date(2026, 11, 5), LossCause.COLLISION, "Seguros", "S-17"))
    take_over_vehicle(shop, handing_in())
    record_depollution(shop, RecordDepollution(WRECK, date(2026, 11, 11), all_done(), "anan"))
    hand_over_battery(shop, battery(fate=Fate.REPURPOSING))
    certify_destruction(shop, CertifyDestruction(WRECK, date(2026, 11, 20), "malee", "niran"))

    made = BatteryFacts(SECOND_LIFE)
    give_second_life(
        shop, GiveSecondLife(codes=(PACK,), status=BatteryStatus.REPURPOSED, made=(made,), on=date(2026, 11, 24))
    )

    assert page(shop, WRECK).figures.stage is Stage.DESTROYED
    assert paper(shop, "certificate-of-destruction", vin=WRECK).facts["destroyed_on"] == "2026-11-20"
    family = battery_tree(shop, SECOND_LIFE)
    assert [each.facts.code for each in family.originals] == [PACK]
    assert family.battery.status is BatteryStatus.REPURPOSED
    paper(shop, "battery-genealogy", code=SECOND_LIFE)
    with pytest.raises(LifeClosed):
        log_repair_order(shop, visit(WRECK, date(2026, 11, 25), 60_000))
    paper(shop, "lifecycle-report", vin=WRECK)
    sound(shop)


def test_a_car_travels_between_two_dealers_and_back_with_one_life(shop, tmp_path):
    offered("commands")
    in_use(shop)
    log_repair_order(shop, visit(VIN, date(2025, 3, 2), 30_000))
    save_condition(shop, sheet())
    other = books.create(tmp_path / "madrid.ldk", Dealer("Taller Madrid", "ES", "es", labour_rate=6_000))

    def travel(here, there) -> int:
        file = tmp_path / "car.ldz"
        file.write_bytes(b"".join(giving.write(here, {"vin": VIN})))
        assert OWNER.name.encode() not in file.read_bytes()
        compared = tuple(life.fingerprint for life, _ in taking.look_at(there, file).strangers)
        return drained(taking.take_in(there, file, Choices(trust=compared))).value.new

    assert travel(shop, other) == len(page(shop, VIN).lines)
    assert page(other, VIN).figures.odometer_km == page(shop, VIN).figures.odometer_km == 48_210
    log_repair_order(other, visit(VIN, date(2026, 11, 24), 49_000))
    paper(other, "buyers-pack", vin=VIN)
    assert travel(other, shop) == 4  # taken in, the visit, the pack, handed on

    lives = [[as_recorded(line.told).kind for line in page(user, VIN).lines] for user in (shop, other)]
    for kinds in lives:
        assert kinds.count("service.order") == 2
        assert kinds.count("transfer.condition_found") == 1
    assert page(shop, VIN).figures.odometer_km == page(other, VIN).figures.odometer_km == 49_001
    paper(shop, "lifecycle-report", vin=VIN)
    for user in (shop, other):
        sound(user)
    other.store.close()
