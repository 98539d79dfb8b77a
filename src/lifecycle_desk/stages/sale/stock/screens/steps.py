"""The steps of a sale: which are done, which comes next, and what can be done about each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.look.messages import Message, UiText
from lifecycle_desk.desktop.look.parts import Fact
from lifecycle_desk.stages.sale.inspection.rules import InspectionState
from lifecycle_desk.stages.sale.stock.screens import step_facts
from lifecycle_desk.stages.sale.stock.screens.step_card import Action, StepShown
from lifecycle_desk.stages.sale.stock.screens.step_facts import FactLine
from lifecycle_desk.stages.sale.stock.usecases.showing import SalePage

NEXT = "Ctrl+Return"
INSPECTED = 2  # the place of the step
STEPS = (
    C_("step", "Arrived"),
    C_("step", "In stock"),
    C_("step", "Inspected"),
    C_("step", "Sold"),
    C_("step", "Registered"),
    C_("step", "Handed over"),
)

type Doing = Callable[[], object]
type Offer = tuple[UiText, str, Doing]


@dataclass(frozen=True, slots=True)
class Doings:
    """What the page does for each button of a step."""

    stock: Doing
    check: Doing
    move: Doing
    quarantine: Doing
    inspect: Doing
    sell: Doing
    cancel: Doing
    register: Doing
    hand_over: Doing


def done_of(sale: SalePage) -> tuple[bool, ...]:
    """Which steps are done, in their order."""
    passed = sale.standing.inspection is InspectionState.PASSED and not sale.standing.quarantined
    return (
        True,
        sale.stocked is not None,
        passed,
        sale.contract is not None,
        sale.registration is not None,
        sale.handover is not None,
    )


def here_of(sale: SalePage) -> int:
    """The first step that is not done; behind the last one when the car is its owner's."""
    return len(STEPS) if sale.handover else done_of(sale).index(False)


def next_of(sale: SalePage) -> int:
    """The step that is to be taken: a car in quarantine is inspected before all else."""
    return INSPECTED if sale.standing.quarantined and not sale.handover else here_of(sale)


def steps_of(sale: SalePage, doings: Doings) -> list[StepShown]:
    """All steps as their cards show them; the first thing to do about the next one is the primary one."""
    done, here = done_of(sale), next_of(sale)
    made = []
    for place, (name, each) in enumerate(zip(STEPS, _EACH, strict=True)):
        facts, lines, offers = each(sale, doings)
        if sale.closed:  # the page says why nothing is done with it
            lines, offers = () if place == len(STEPS) - 1 and not done[place] else lines, ()
        keys = [NEXT if place == here and not order else "" for order in range(len(offers))]
        actions = [Action(*offer, each_keys) for offer, each_keys in zip(offers, keys, strict=True)]
        made.append(StepShown(name, done[place], place == here, facts, lines, actions))
    return made


type Parts = tuple[Sequence[Fact], Sequence[FactLine], Sequence[Offer]]


def _arrived(sale: SalePage, _: Doings) -> Parts:
    return step_facts.arrival_facts(sale), step_facts.damage_lines(sale), ()


def _in_stock(sale: SalePage, doings: Doings) -> Parts:
    offers: list[Offer] = []
    if sale.standing.here:
        if sale.stocked is None:
            offers.append((N_("Put in stock"), "building-store", doings.stock))
        offers.append((N_("Storage check"), "battery-3", doings.check))
        offers.append((C_("stock", "Move"), "map-pin", doings.move))
        if not sale.standing.quarantined:
            offers.append((C_("stock", "Quarantine"), "lock", doings.quarantine))
    return step_facts.stock_facts(sale), (), offers


def _inspected(sale: SalePage, doings: Doings) -> Parts:
    words: UiText = N_("Start the inspection")
    if sale.sheet:
        words = N_("Continue the inspection")
    elif sale.inspections:
        words = N_("Open the inspection") if done_of(sale)[INSPECTED] else N_("Inspect again")
    return (
        step_facts.inspection_facts(sale),
        step_facts.failed_lines(sale),
        [(words, "clipboard-check", doings.inspect)],
    )


def _sold(sale: SalePage, doings: Doings) -> Parts:
    if sale.contract is None:
        return (), [FactLine(N_("No contract yet."))], [(C_("sale", "Sell"), "receipt", doings.sell)]
    cancel: Offer = (C_("sale", "Cancel the sale"), "arrow-back-up", doings.cancel)
    return step_facts.contract_facts(sale), (), [] if sale.handover else [cancel]


def _registered(sale: SalePage, doings: Doings) -> Parts:
    if sale.registration is None:
        return (), [FactLine(N_("No plate yet."))], [(C_("sale", "Register"), "license", doings.register)]
    return step_facts.registration_facts(sale), (), ()


def _handed_over(sale: SalePage, doings: Doings) -> Parts:
    """What was handed over; before that, what must be done first, in the rules' own sentences."""
    if sale.handover:
        return step_facts.handover_facts(sale), (), ()
    if not sale.blocks:
        free = FactLine(N_("Nothing stands in the way of the handover."), "ok", "circle-check")
        return (), [free], [(C_("sale", "Hand over"), "key", doings.hand_over)]
    return (), [FactLine(Message(each.message, **each.told), "neutral", "circle-dashed") for each in sale.blocks], ()


_EACH = (_arrived, _in_stock, _inspected, _sold, _registered, _handed_over)
