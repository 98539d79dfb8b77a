"""The steps of a sale: which are done, which comes next, and what can be done about each."""

from dataclasses import dataclass

from lifecycle_desk.base.milestones import Reached
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.look.messages import Message, UiText
from lifecycle_desk.market.market import Market
from lifecycle_desk.stages.sale.contract.screens.form import selling
from lifecycle_desk.stages.sale.contract.usecases.selling import UsedSale
from lifecycle_desk.stages.sale.inspection.rules import InspectionState
from lifecycle_desk.stages.sale.stock.rules.rights import ARRIVAL, HAND_OVER, INSPECT, PURCHASE, SELL
from lifecycle_desk.stages.sale.stock.rules.status import INSPECTION, WAY
from lifecycle_desk.stages.sale.stock.screens import entries, step_facts
from lifecycle_desk.stages.sale.stock.usecases.showing import SalePage
from lifecycle_desk.vehicle.screens.step_card import FactLine, Offer, Parts, StepShown, steps_shown
from lifecycle_desk.vehicle_file.screens.page_of_a_car import PageOfACar


@dataclass(frozen=True, slots=True)
class OfCar:
    """The content of a sale's page: how far it has come, by which market, and whether it can be sold as a used one."""

    sale: SalePage
    market: Market
    used: UsedSale


type Page = PageOfACar[OfCar]


def reached_of(sale: SalePage) -> list[Reached]:
    """How far each step has come, in their order."""
    passed = sale.standing.inspection is InspectionState.PASSED and not sale.standing.quarantined
    done = (
        True,
        sale.stocked is not None,
        passed,
        sale.contract is not None,
        sale.registration is not None,
        sale.handover is not None,
    )
    return [Reached.of(done=each) for each in done]


def here_of(sale: SalePage) -> int:
    """The first step that is not done; behind the last one when the car is its owner's."""
    return len(WAY) if sale.handover else reached_of(sale).index(Reached.OPEN)


def next_of(sale: SalePage) -> int:
    """The step that is to be taken: a car in quarantine is inspected before all else."""
    return WAY.index(INSPECTION) if sale.standing.quarantined and not sale.handover else here_of(sale)


def steps_of(of: OfCar, page: Page) -> list[StepShown]:
    """All steps as their cards show them."""
    reached = reached_of(of.sale)
    parts = [each(of, page) for each in _EACH]
    if of.sale.closed:  # the page says why nothing is done with it
        *before, (facts, lines, _) = parts
        parts = [*((each[0], each[1], ()) for each in before), (facts, lines if of.sale.handover else (), ())]
    return steps_shown(WAY, reached, next_of(of.sale), parts)


def _arrived(of: OfCar, page: Page) -> Parts:
    sale = of.sale
    cost: Offer = (N_("Record purchase price"), "receipt", page.writes(entries.purchasing, sale, of.market), PURCHASE)
    return step_facts.arrival_facts(sale), step_facts.damage_lines(sale), [cost]


def _in_stock(of: OfCar, page: Page) -> Parts:
    sale = of.sale
    offers: list[Offer] = []
    if sale.standing.here:
        if sale.stocked is None:
            offers.append((N_("Put in stock"), "building-store", page.writes(entries.stocking, sale), ARRIVAL))
        offers.append((N_("Storage check"), "battery-3", page.writes(entries.checking, sale), INSPECT))
        offers.append((C_("stock", "Move"), "map-pin", page.writes(entries.moving, sale), ARRIVAL))
        if not sale.standing.quarantined:
            offers.append((C_("stock", "Quarantine"), "lock", page.writes(entries.apart, sale), INSPECT))
    return step_facts.stock_facts(sale), (), offers


def _inspected(of: OfCar, page: Page) -> Parts:
    sale = of.sale
    words: UiText = N_("Start inspection")
    if sale.sheet:
        words = N_("Continue inspection")
    elif sale.inspections:
        passed = reached_of(sale)[WAY.index(INSPECTION)] is Reached.DONE
        words = N_("Open inspection") if passed else N_("Inspect again")
    return (
        step_facts.inspection_facts(sale),
        step_facts.failed_lines(sale),
        [(words, "clipboard-check", page.goes("inspection"), INSPECT)],
    )


def _sold(of: OfCar, page: Page) -> Parts:
    sale = of.sale
    if sale.contract is None:
        sell: Offer = (C_("sale", "Sell"), "receipt", page.writes(selling, sale.vin, of.market), SELL)
        return (), [FactLine(N_("No contract yet."))], [sell]
    cancel: Offer = (C_("sale", "Cancel sale"), "arrow-back-up", page.writes(entries.cancelling, sale.vin), SELL)
    return step_facts.contract_facts(sale), (), [] if sale.handover else [cancel]


def _registered(of: OfCar, page: Page) -> Parts:
    sale = of.sale
    if sale.registration is None:
        register: Offer = (C_("sale", "Register"), "license", page.writes(entries.registering, sale, of.market), SELL)
        return (), [FactLine(N_("No plate yet."))], [register]
    return step_facts.registration_facts(sale), (), ()


def _handed_over(of: OfCar, page: Page) -> Parts:
    """The things handed over; before that, the obstacles, in the rules' own sentences."""
    sale = of.sale
    if sale.handover:
        return step_facts.handover_facts(sale), (), ()
    if not sale.blocks:
        free = FactLine(N_("Nothing prevents the handover."), "ok", "circle-check")
        return (), [free], [(C_("sale", "Hand over"), "key", page.goes("handover"), HAND_OVER)]
    return (), [FactLine(Message(each.message, **each.told), "neutral", "circle-dashed") for each in sale.blocks], ()


_EACH = (_arrived, _in_stock, _inspected, _sold, _registered, _handed_over)
