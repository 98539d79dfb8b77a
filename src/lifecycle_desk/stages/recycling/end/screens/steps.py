"""The steps of the end: which are done, which comes next, and what can be done about each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import Fact
from lifecycle_desk.stages.recycling.end.rules.status import Happening, Step
from lifecycle_desk.stages.recycling.end.screens import step_facts
from lifecycle_desk.stages.recycling.end.screens.step_card import Action, FactLine, StepShown
from lifecycle_desk.stages.recycling.end.usecases.showing import EndPage

NEXT = "Ctrl+Return"
STEPS = (
    C_("end of life", "Decided"),
    C_("end of life", "Taken over"),
    C_("end of life", "Depolluted"),
    C_("end of life", "Parts"),
    C_("end of life", "Battery"),
    C_("end of life", "Certificate"),
)
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

type Doing = Callable[[], object]
type Offer = tuple[UiText, str, Doing]
type Parts = tuple[Sequence[Fact], Sequence[FactLine], Sequence[Offer]]


@dataclass(frozen=True, slots=True)
class Doings:
    """What the page does for each button of a step."""

    decide: Doing
    total_loss: Doing
    theft: Doing
    find: Doing
    export: Doing
    take_over: Doing
    depollute: Doing
    part: Doing
    battery: Doing
    certify: Doing
    record: Doing
    draft: Doing
    take_back: Doing


def here_of(end: EndPage) -> int:
    """The place of the next step; behind the last one where nothing is left to do."""
    if end.certificate:
        return len(STEPS)
    return _PLACES.get(end.step, 0)


def done_of(end: EndPage) -> tuple[bool, ...]:
    """Which steps are done, in their order."""
    return (
        end.decision is not None or end.taking is not None,  # who takes over has decided, on paper or not
        end.taking is not None,
        end.taking is not None and not end.open_items,
        bool(end.parts),
        bool(end.batteries) or (end.taking is not None and (end.end.battery_missing or not end.car.has_battery)),
        end.certificate is not None,
    )


def steps_of(end: EndPage, doings: Doings) -> list[StepShown]:
    """All steps as their cards show them; the first thing to do about the next one is the primary one."""
    done, here = done_of(end), _PLACES.get(end.step, -1)
    last = end.last_told
    made = []
    for place, (name, each) in enumerate(zip(STEPS, _EACH, strict=True)):
        facts, lines, offers = each(end, doings)
        actions = [Action(*offer, NEXT if place == here and not at else "") for at, offer in enumerate(offers)]
        if last and _CARDS.get(last[0]) == place:
            words = C_("certificate", "Withdraw") if last[0] is Happening.DESTROYED else C_("correction", "Take back")
            actions.append(Action(words, "arrow-back-up", doings.take_back))
        made.append(StepShown(name, done[place], place == here, facts, lines, actions))
    return made


def _closed(end: EndPage) -> bool:
    return bool(end.certificate or end.export)


def _decided(end: EndPage, doings: Doings) -> Parts:
    offers: list[Offer] = []
    if not _closed(end) and end.taking is None:
        offers.append(
            (
                C_("decision", "Decide") if end.decision is None else C_("decision", "Decide anew"),
                "scale",
                doings.decide,
            )
        )
        offers.append((C_("event", "Total loss"), "alert-triangle", doings.total_loss))
        stolen: Offer = (C_("event", "Stolen"), "alert-circle", doings.theft)
        offers.append((C_("event", "Found again"), "circle-check", doings.find) if end.theft else stolen)
        offers.append((C_("event", "Exported"), "ship", doings.export))
    return step_facts.decision_facts(end), step_facts.decision_lines(end), offers


def _taken_over(end: EndPage, doings: Doings) -> Parts:
    offers: list[Offer] = []
    if end.taking is None and not _closed(end):
        offers.append((C_("end of life", "Take over"), "signature", doings.take_over))
    return step_facts.taking_facts(end), step_facts.taking_lines(end), offers


def _depolluted(end: EndPage, doings: Doings) -> Parts:
    if end.taking is None:
        return (), (), ()
    words = N_("Open the list") if done_of(end)[2] else N_("Work off the list")
    offers: list[Offer] = [] if _closed(end) else [(words, "droplet-off", doings.depollute)]
    return step_facts.depollution_facts(end), (), offers


def _parted(end: EndPage, doings: Doings) -> Parts:
    if end.taking is None:
        return (), (), ()
    offers: list[Offer] = [] if _closed(end) else [(N_("Take parts"), "package", doings.part)]
    return step_facts.part_facts(end), step_facts.part_lines(end), offers


def _handed_over(end: EndPage, doings: Doings) -> Parts:
    if end.taking is None:
        return (), (), ()
    offers: list[Offer] = []
    if not _closed(end) and end.car.has_battery and not end.end.battery_missing:
        words = N_("Hand over another battery") if end.batteries else C_("end of life", "Hand over the battery")
        offers.append((words, "battery-charging", doings.battery))
    return step_facts.battery_facts(end), step_facts.battery_lines(end), offers


def _certified(end: EndPage, doings: Doings) -> Parts:
    offers: list[Offer] = []
    if end.taking is not None and not _closed(end):
        if end.permit and not end.blocks:
            offers.append((N_("Issue the certificate"), "file-certificate", doings.certify))
        offers.append((N_("Record another facility's certificate"), "file-import", doings.record))
        offers.append((N_("Print the draft"), "printer", doings.draft))
    return step_facts.certificate_facts(end), step_facts.certificate_lines(end), offers


_EACH = (_decided, _taken_over, _depolluted, _parted, _handed_over, _certified)
