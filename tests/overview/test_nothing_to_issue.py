"""A document for which there is nothing is refused with a sentence: all kinds, asked of a car with an empty life."""

from datetime import date

import pytest

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.commands.request import understood
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.rooms import offered
from lifecycle_desk.stages.service.orders.usecases.orders import open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import OpenRepairOrder
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle

ELECTRIC, PETROL = "LSJWH4095PN000002", "LSJWH4095PN000001"
REFUSED = {  # the kind, and by which rule it is refused for an electric car and for one with an engine
    "battery-genealogy": ("unknown_battery", "unknown_battery"),
    "campaign-letters": ("unknown_campaign", "unknown_campaign"),
    "campaign-completion": ("unknown_campaign", "unknown_campaign"),
    "pdi-sheet": ("not_received", "not_received"),
    "handover-protocol": ("not_received", "not_received"),
    "sale-summary": ("not_sold", "not_sold"),
    "battery-certificate": ("no_figure", "no_battery"),
    "charging-statement": ("nothing_charged", "nothing_charged"),
    "charging-sessions": ("nothing_charged", "nothing_charged"),
    "count-list": ("nothing_stored", "nothing_stored"),
    "service-report": ("no_work", "no_work"),
    "estimate": ("no_work", "no_work"),
    "order-summary": ("no_work", "no_work"),
    "workshop-inspection": ("no_inspection", "no_inspection"),
    "certificate-of-destruction": ("not_taken_over", "not_taken_over"),
    "battery-handover": ("no_battery_handed_over", "no_traction_battery"),
    "part-labels": ("no_part_taken", "no_part_taken"),
    "purchase-order": ("unknown_purchase", "unknown_purchase"),
    "warranty-claim": ("unknown_claim", "unknown_claim"),
}
# Forms to be filled in by hand, and what is told of a car or a make even where little is known.
DRAWN = {
    *("repair-order", "condition-report", "depollution-list"),
    *("lifecycle-report", "buyers-pack", "window-sheet", "cover-rules", "fleet-report", "monthly"),
}


@pytest.fixture
def asked(own_user):
    numbers = {}
    for vin, energy in ((ELECTRIC, Energy.BEV), (PETROL, Energy.ICE)):
        add_vehicle(own_user, AddVehicle(vin, date(2025, 3, 1), Description("MG", "X", "", 2024, energy)))
        numbers[vin] = open_repair_order(own_user, OpenRepairOrder(vin=vin, on=date(2026, 11, 1))).value.number

    def draw(report, vin):
        given = {
            "vin": vin, "order": numbers[vin], "brand": "MG", "code": "R09PBWXFF01TNAC8K0000880", "campaign": "X",
            "purchase": "PO-1999-0001", "fleet": vin, "place": "Z-9", "claim": "CL-1999-0001",
        }  # fmt: skip
        wanted = {name: value for name, value in given.items() if name in {each.name for each in report.options}}
        return report.draw(own_user, understood(wanted, report.takes, strict=False), spoken(own_user, "en"))

    return draw


def test_every_kind_is_refused_with_a_sentence_or_is_a_form(own_user, asked):
    voice = spoken(own_user, "en")
    kinds = {each.kind: each for each in offered("reports")}
    assert set(kinds) == {*REFUSED, *DRAWN}
    for kind, report in kinds.items():
        for at, vin in enumerate((ELECTRIC, PETROL)):
            if kind in DRAWN:
                assert asked(report, vin).blocks
                continue
            with pytest.raises(Objection) as refusal:
                asked(report, vin)
            assert refusal.value.rule == REFUSED[kind][at], kind
            assert voice.sentence(refusal.value).endswith((".", "?")), kind
