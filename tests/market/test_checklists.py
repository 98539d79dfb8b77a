"""Checklists: every version is read, limits are plausible, and each car gets the items that concern it."""

import importlib.util
import tomllib
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.extract import extract as babel_extract

from lifecycle_desk.base.resources import resource
from lifecycle_desk.market.checklist_items import ItemKind
from lifecycle_desk.market.checklists import NoChecklist, checklist, checklists
from lifecycle_desk.vehicle.rules.models import Energy

TODAY = date(2026, 11, 25)
each_list = pytest.mark.parametrize("one", checklists(), ids=lambda one: one.id)


@pytest.fixture(scope="module")
def extractor():
    path = Path(__file__).parents[2] / "packaging" / "extract_data.py"
    spec = importlib.util.spec_from_file_location("extract_data", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.extract


@each_list
def test_a_checklist_is_whole(one):
    assert one.source or one.basis
    names = [item.id for item in one.items]
    assert len(names) == len(set(names))
    assert resource(f"checklists/{one.id}.toml").exists()
    for item in one.items:
        assert set(item.energies) <= {str(energy) for energy in Energy}
        assert (item.kind is ItemKind.MEASURE) == (item.unit is not None)
        assert item.kind is ItemKind.MEASURE or (item.minimum, item.maximum, item.alarm_at) == (None, None, None)
        assert item.kind is ItemKind.CHECK or item.minimum is not None or item.maximum is not None
        if None not in (item.minimum, item.maximum):
            assert item.minimum < item.maximum
        if item.alarm_at is not None:
            assert item.alarm_at < item.minimum


@each_list
def test_no_key_of_a_checklist_goes_unread(one):
    raw = tomllib.loads(resource(f"checklists/{one.id}.toml").read_text("utf-8"))
    assert raw.keys() <= {field.name for field in fields(one)}
    for item, written in zip(one.items, (each for group in raw["groups"] for each in group["items"]), strict=True):
        assert written.keys() <= set(item.__slots__)


def test_the_inspection_before_delivery_is_long_enough_and_has_its_groups():
    pdi = checklist("pdi", TODAY)
    assert 45 <= len(pdi.items) <= 75
    assert [group.id for group in pdi.groups] == [
        "documents", "body", "underbody", "battery_12v", "charging", "fluids", "wheels", "interior", "software",
        "test_drive", "delivery",
    ]  # fmt: skip
    assert {item.id for item in pdi.items if item.safety} >= {
        "no_smoke_or_smell",
        "battery_case",
        "battery_coolant_leak",
    }


def test_the_version_follows_the_day_and_old_answers_keep_theirs():
    assert checklist("pdi", date(2025, 12, 31)).id == "pdi-1"
    assert checklist("pdi", date(2026, 1, 1)).id == "pdi-2"
    assert checklist("pdi", TODAY, version="1").id == "pdi-1"
    old, new = checklist("pdi", TODAY, "1"), checklist("pdi", TODAY)
    assert {item.id for item in old.items} < {item.id for item in new.items}


@pytest.mark.parametrize(
    ("kind", "on", "version"), [("pdi", date(2000, 1, 1), None), ("pdi", TODAY, "99"), ("x", TODAY, None)]
)
def test_what_is_not_there_is_refused(kind, on, version):
    with pytest.raises(NoChecklist) as refused:
        checklist(kind, on, version)
    assert refused.value.facts == {"kind": kind, "on": on}


@pytest.mark.parametrize(
    ("energy", "has", "lacks"),
    [
        (Energy.BEV, {"soc_delivery", "dc_charging", "battery_case"}, {"engine_oil", "fuel", "range_extender_start"}),
        (Energy.PHEV, {"soc_delivery_hybrid", "engine_oil", "ac_charging"}, {"soc_delivery", "range_extender_start"}),
        (Energy.REEV, {"range_extender_start", "battery_case", "fuel"}, {"soc_delivery"}),
        (Energy.ICE, {"engine_oil", "voltage_12v"}, {"battery_case", "charging_cable", "no_smoke_or_smell"}),
    ],
)
def test_each_car_gets_what_it_has(energy, has, lacks):
    groups = checklist("pdi", TODAY).groups_for(energy)
    names = {item.id for group in groups for item in group.items}
    assert has <= names
    assert not lacks & names
    assert all(group.items for group in groups)
    assert ("charging" in {group.id for group in groups}) == energy.has_traction_battery


@pytest.mark.parametrize(
    ("volts", "passes", "alarms"),
    [
        ("12.8", True, False),
        ("12.5", True, False),
        ("12.49", False, False),
        ("11.61", False, False),
        ("11.6", False, True),
    ],
)
def test_the_limits_of_the_12_v_battery(volts, passes, alarms):
    item = checklist("pdi", TODAY).item("voltage_12v")
    assert (item.within(Decimal(volts)), item.alarms(Decimal(volts))) == (passes, alarms)


def test_arrival_knows_panels():
    assert checklist("arrival", TODAY).item("bonnet").says == "panel\x04Bonnet"


def test_storage_keeps_the_battery_in_the_middle():
    item = checklist("storage", TODAY).item("soc_storage")
    assert (str(item.minimum), str(item.maximum)) == ("30", "60")


@each_list
def test_all_words_of_a_checklist_reach_the_translators(one, extractor):
    with resource(f"checklists/{one.id}.toml").open("rb") as file:
        found = list(babel_extract(extractor, file, {"N_": None, "C_": ((1, "c"), 2)}))
    messages = {(context, message) for _, message, _, context in found}
    plain = {(None, text) for text in [one.title, *(group.group_title for group in one.groups)]}
    assert plain <= messages
    assert {(item.context, item.text) for item in one.items} <= messages
    assert {(item.context, item.hint) for item in one.items if item.hint} <= messages
    assert all(line > 1 for line, *_ in found)
