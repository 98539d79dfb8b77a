"""Batteries as dangerous goods: each line of the published rules, at the edges of its time."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle_desk.batteries.rules.words import Fate
from lifecycle_desk.language import Language
from lifecycle_desk.stages.recycling.batteries_out.rules.transport import (
    Condition,
    Mode,
    NoTransportRule,
    Presentation,
    Shipment,
    classify,
    sources_of,
)
from lifecycle_desk.vehicle.rules.models import Chemistry

NOW = date(2026, 11, 25)
ALONE, WITH, CAR = Presentation.ALONE, Presentation.WITH_EQUIPMENT, Presentation.VEHICLE
INTACT, MILD, CRITICAL, PROTOTYPE = Condition
LI, NA = Chemistry.LFP, Chemistry.NA_ION


@pytest.mark.parametrize(
    ("shipment", "number", "packages", "rule"),
    [
        (Shipment(LI, ALONE, INTACT, Fate.REUSE, Mode.ROAD, NOW), "UN3480", ("P903", "LP903"), "P903"),
        (Shipment(LI, WITH, INTACT, Fate.REUSE, Mode.ROAD, NOW), "UN3481", ("P903", "LP903"), "P903"),
        (Shipment(NA, ALONE, INTACT, Fate.REUSE, Mode.ROAD, NOW), "UN3551", ("P903", "LP903"), "P903"),
        (Shipment(NA, WITH, INTACT, Fate.REUSE, Mode.ROAD, NOW), "UN3552", ("P903", "LP903"), "P903"),
        (Shipment(LI, ALONE, INTACT, Fate.RECYCLING, Mode.ROAD, NOW), "UN3480", ("P909",), "SP 377"),
        (Shipment(LI, ALONE, INTACT, Fate.DISPOSAL, Mode.SEA, NOW), "UN3480", ("P909",), "SP 377"),
        (Shipment(LI, ALONE, MILD, Fate.RECYCLING, Mode.ROAD, NOW), "UN3480", ("P908", "LP904"), "SP 376"),
        (Shipment(NA, ALONE, MILD, Fate.RECYCLING, Mode.ROAD, NOW), "UN3551", ("P908", "LP904"), "SP 376"),
        (Shipment(LI, ALONE, CRITICAL, Fate.RECYCLING, Mode.ROAD, NOW), "UN3480", ("P911", "LP906"), "SP 376 critical"),
        (Shipment(LI, ALONE, PROTOTYPE, Fate.REUSE, Mode.ROAD, NOW), "UN3480", ("P910", "LP905"), "SP 310"),
        (Shipment(LI, CAR, INTACT, Fate.RECYCLING, Mode.ROAD, NOW), "UN3556", ("P912",), "P912"),
        (Shipment(NA, CAR, INTACT, Fate.RECYCLING, Mode.ROAD, NOW), "UN3558", ("P912",), "P912"),
        (Shipment(LI, CAR, CRITICAL, Fate.RECYCLING, Mode.ROAD, NOW), "UN3556", (), "SP 667"),
        (Shipment(LI, CAR, INTACT, Fate.REUSE, Mode.ROAD, date(2025, 6, 30)), "UN3171", ("P912",), "P912"),
        (Shipment(LI, CAR, INTACT, Fate.REUSE, Mode.ROAD, date(2025, 7, 1)), "UN3556", ("P912",), "P912"),
        (Shipment(LI, CAR, INTACT, Fate.REUSE, Mode.SEA, date(2025, 12, 31)), "UN3171", ("P912",), "P912"),
        (Shipment(LI, CAR, INTACT, Fate.REUSE, Mode.SEA, date(2026, 1, 1)), "UN3556", ("P912",), "P912"),
        (Shipment(LI, CAR, INTACT, Fate.REUSE, Mode.ROAD, date(2024, 12, 31)), "UN3171", (), "SP 388"),
        (Shipment(None, ALONE, INTACT, Fate.REUSE, Mode.ROAD, NOW), "UN3480", ("P903", "LP903"), "P903"),
    ],
)
def test_number_and_packing_follow_from_chemistry_state_and_way(shipment, number, packages, rule):
    said = classify(shipment)
    assert (said.un_number, said.packaging, said.packing_rule) == (number, packages, rule)
    assert not said.forbidden
    assert re.match("ADR|RID|IMDG|ICAO|UN Model", said.packing_source)
    assert re.match("ADR|RID|IMDG|ICAO|UN Model", said.un_source)


def test_a_rule_that_was_not_confirmed_is_told_as_such_beside_its_source():
    language = Language("en")
    reused, damaged = (
        classify(Shipment(LI, ALONE, condition, Fate.REUSE, Mode.ROAD, NOW)) for condition in (INTACT, MILD)
    )
    assert [language.spoken(each) for each in sources_of(damaged)] == [damaged.un_source, damaged.packing_source]
    number, packing = (language.spoken(each) for each in sources_of(reused))
    assert (number, packing) == (reused.un_source, f"{reused.packing_source} · To be verified")


@pytest.mark.parametrize("condition", [MILD, CRITICAL])
@pytest.mark.parametrize("chemistry", [LI, NA])
def test_damaged_batteries_do_not_fly(condition, chemistry):
    said = classify(Shipment(chemistry, ALONE, condition, Fate.REUSE, Mode.AIR, NOW))
    assert said.forbidden
    assert (said.provision, said.packaging) == ("SP 376", ())


def test_waste_batteries_do_not_fly():
    assert classify(Shipment(LI, ALONE, INTACT, Fate.RECYCLING, Mode.AIR, NOW)).forbidden
    assert not classify(Shipment(LI, ALONE, INTACT, Fate.REUSE, Mode.AIR, NOW)).forbidden


@pytest.mark.parametrize(
    ("chemistry", "on"),
    [(Chemistry.NIMH, NOW), (Chemistry.OTHER, NOW), (NA, date(2024, 12, 31)), (LI, date(1999, 1, 1))],
)
def test_what_the_rules_do_not_know_is_refused(chemistry, on):
    with pytest.raises(NoTransportRule):
        classify(Shipment(chemistry, ALONE, INTACT, Fate.REUSE, Mode.ROAD, on))


@settings(max_examples=60)
@given(
    st.sampled_from([LI, NA, Chemistry.NMC, None]),
    st.sampled_from(Presentation),
    st.sampled_from(Condition),
    st.sampled_from(Fate),
    st.sampled_from(Mode),
    st.dates(date(2025, 1, 1), date(2030, 1, 1)),
)
def test_today_every_shipment_has_an_answer_and_nothing_damaged_flies(
    chemistry, presentation, condition, fate, mode, on
):
    said = classify(Shipment(chemistry, presentation, condition, fate, mode, on))
    assert said.un_number.startswith("UN3")
    assert not (mode is Mode.AIR and condition in {MILD, CRITICAL} and not said.forbidden)
    assert not (said.forbidden and said.packaging)
