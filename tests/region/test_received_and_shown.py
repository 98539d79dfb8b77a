"""From a dealer's records to a page of the region: what is received is summed, and told as the dealer tells it."""

from datetime import date

from regions import a_region, address_of, given, received

from lifecycle_desk.base import clock
from lifecycle_desk.dealership.usecases import dealer
from lifecycle_desk.figures.rules.periods import Period, PeriodKind
from lifecycle_desk.figures.usecases.reading import figure_named
from lifecycle_desk.figures.usecases.reading import figures_of as dealers_figures
from lifecycle_desk.region.rules.lateness import DealerState
from lifecycle_desk.region.usecases.looking import dealers, figures_of, look_into
from lifecycle_desk.region.usecases.looking_cars import find_car
from lifecycle_desk.region.usecases.summing import sum_up, wrong_sums
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle

VINS = ("LGXCE6CD0RA000001", "LGXCE6CD0RA000002", "LGXCE6CD0RA000003")


def told(user, period, read):
    found = read(user, period, only=[figure_named("cars_by_stage")])
    return {(each.sort, each.now) for each in found.readings}


def test_a_region_tells_the_figures_that_its_dealer_tells(own_user, server, tmp_path):
    today = clock.now().date()
    period = Period.of(PeriodKind.MONTH, today)
    with a_region(server) as region:
        for vin in VINS:
            add_vehicle(own_user, AddVehicle(vin, min(today, date(2026, 1, 2)), Description("MG", "MG4")))
            received(region, given(own_user, tmp_path))
            assert sum_up(region).dealers == 1
            user = look_into(address_of(server, region))
            try:
                (one,) = dealers(user)
                assert (one.name, one.state) == (dealer(own_user.store).name, DealerState.CURRENT)
                assert told(user, period, figures_of) == told(own_user, period, dealers_figures)
                assert {each.dealer_name for each in find_car(user, vin).life} == {one.name}
                assert figures_of(user, period).summed_at
            finally:
                user.store.close()
        assert sum_up(region).dealers == 0
        assert wrong_sums(region) == []
