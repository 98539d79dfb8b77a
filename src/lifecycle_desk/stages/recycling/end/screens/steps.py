"""The steps of the end: which are done, which comes next, and what can be done about each."""

from collections.abc import Callable
from dataclasses import replace

from lifecycle_desk.base.milestones import Reached
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.rights import Right
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.stages.recycling.batteries_out.screens.battery import handing_on
from lifecycle_desk.stages.recycling.depollution.screens.depolluting import depolluting
from lifecycle_desk.stages.recycling.depollution.screens.parts import parting
from lifecycle_desk.stages.recycling.end.rules.rights import CERTIFY, END_OF_LIFE
from lifecycle_desk.stages.recycling.end.rules.status import WAY, Happening, Step
from lifecycle_desk.stages.recycling.end.screens import certifying, deciding, step_facts
from lifecycle_desk.stages.recycling.end.screens.taking_over import taking_over
from lifecycle_desk.stages.recycling.end.usecases.showing import EndPage
from lifecycle_desk.vehicle.screens.step_card import Action, Offer, Parts, StepShown, steps_shown
from lifecycle_desk.vehicle_file.screens.page_of_a_car import PageOfACar

_PLACES = {Step.DECIDE: 0, Step.TAKE_OVER: 1, Step.DEPOLLUTE: 2, Step.BATTERY: 4, Step.CERTIFY: 5}
_CARDS: dict[Happening, int] = {
    Happening.DECIDED: 0,
    Happening.TOTAL_LOSS: 0,
    Happening.STOLEN: 0,
    Happening.FOUND: 0,
    Happening.EXPORTED: 0,
    Happening.TAKEN_OVER: 1,
    Happening.DEPOLLUTED: 2,
    Happening.PARTS_TAKEN: 3,
    Happening.BATTERY_HANDED_OVER: 4,
    Happening.DESTROYED: 5,
}

type Page = PageOfACar[EndPage]


def here_of(end: EndPage) -> int:
    """The place of the next step; behind the last one where nothing is left to do."""
    if end.certificate:
        return len(WAY)
    return _PLACES.get(end.step, 0)


def reached_of(end: EndPage) -> list[Reached]:
    """How far each step has come, in their order."""
    taken = end.taking is not None
    return [
        Reached.of(done=end.decision is not None or taken),  # who takes over has decided, on paper or not
        Reached.of(done=taken),
        Reached.of(done=taken and end.end.depolluted_on(end.open_items) is not None),
        Reached.of(done=bool(end.parts)),
        _battery_reached(end),
        Reached.of(done=end.certificate is not None),
    ]


def _battery_reached(end: EndPage) -> Reached:
    """A battery that the car has not, or had no longer, was handed over by nobody."""
    if end.batteries:
        return Reached.DONE
    missing = end.end.battery_missing or not end.car.has_battery
    return Reached.NOT_NEEDED if end.taking is not None and missing else Reached.OPEN


def steps_of(end: EndPage, page: Page) -> list[StepShown]:
    """All steps as their cards show them; what was told last can be taken back on the card of its step."""
    made = steps_shown(WAY, reached_of(end), _PLACES.get(end.step, -1), [each(end, page) for each in _EACH])
    if end.last_told and end.last_told[0] in _CARDS:
        what, seq = end.last_told
        words = C_("certificate", "Withdraw") if what is Happening.DESTROYED else C_("correction", "Void")
        needs = CERTIFY if what is Happening.DESTROYED else END_OF_LIFE
        back = Action(words, "arrow-back-up", page.writes(certifying.taking_last_back, what, seq), needs)
        place = _CARDS[what]
        made[place] = replace(made[place], actions=(*made[place].actions, back))
    return made


def _offer(words: UiText, icon: str, call: Callable[[], object], needs: Right = END_OF_LIFE) -> Offer:
    return words, icon, call, needs


def _closed(end: EndPage) -> bool:
    return bool(end.certificate or end.export)


def _decided(end: EndPage, page: Page) -> Parts:
    offers: list[Offer] = []
    if not _closed(end) and end.taking is None:
        offers.append(
            _offer(
                C_("decision", "Decide") if end.decision is None else C_("decision", "Change decision"),
                "scale",
                page.writes(deciding.deciding, end),
            )
        )
        offers.append(_offer(N_("Record total loss"), "alert-triangle", page.writes(deciding.total_loss, end)))
        stolen = _offer(N_("Record theft"), "alert-circle", page.writes(deciding.theft, end))
        offers.append(
            _offer(N_("Record as found again"), "circle-check", page.writes(deciding.finding, end))
            if end.theft
            else stolen
        )
        offers.append(_offer(N_("Record export"), "ship", page.writes(deciding.exporting, end)))
    return step_facts.decision_facts(end), step_facts.decision_lines(end), offers


def _taken_over(end: EndPage, page: Page) -> Parts:
    offers: list[Offer] = []
    if end.taking is None and not _closed(end):
        offers.append(_offer(C_("end of life", "Take over"), "signature", page.writes(taking_over, end)))
    return step_facts.taking_facts(end), step_facts.taking_lines(end), offers


def _depolluted(end: EndPage, page: Page) -> Parts:
    if end.taking is None:
        return (), (), ()
    drained = reached_of(end)[_PLACES[Step.DEPOLLUTE]] is Reached.DONE
    words = N_("Open checklist") if drained else N_("Complete checklist")
    offers: list[Offer] = [] if _closed(end) else [_offer(words, "droplet-off", page.writes(depolluting, end))]
    return step_facts.depollution_facts(end), (), offers


def _parted(end: EndPage, page: Page) -> Parts:
    if end.taking is None:
        return (), (), ()
    offers: list[Offer] = [] if _closed(end) else [_offer(N_("Remove parts"), "package", page.writes(parting, end))]
    return step_facts.part_facts(end), step_facts.part_lines(end), offers


def _handed_over(end: EndPage, page: Page) -> Parts:
    if end.taking is None:
        return (), (), ()
    offers: list[Offer] = []
    if not _closed(end) and end.car.has_battery and not end.end.battery_missing:
        words = N_("Hand over another battery") if end.batteries else C_("end of life", "Hand over the battery")
        offers.append(_offer(words, "battery-charging", page.writes(handing_on, end)))
    return step_facts.battery_facts(end), step_facts.battery_lines(end), offers


def _certified(end: EndPage, page: Page) -> Parts:
    offers: list[Offer] = []
    if end.taking is not None and not _closed(end):
        if end.permit and not end.blocks:
            offers.append(
                _offer(N_("Issue certificate"), "file-certificate", page.writes(certifying.certifying, end), CERTIFY)
            )
        offers.append(
            _offer(N_("Record other facility’s certificate"), "file-import", page.writes(certifying.recording, end))
        )
        offers.append((N_("Print draft"), "printer", page.print.click, None))
    return step_facts.certificate_facts(end), step_facts.certificate_lines(end), offers


_EACH = (_decided, _taken_over, _depolluted, _parted, _handed_over, _certified)
