"""The facts of each step of the end, as its page shows them: what was told, and what is not known yet."""

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import Fact
from lifecycle_desk.desktop.look.words import Plain, Spoken, Words
from lifecycle_desk.desktop.speech import speech
from lifecycle_desk.stages.recycling.rules.certificates import Item
from lifecycle_desk.stages.recycling.rules.deadlines import Due, State
from lifecycle_desk.stages.recycling.rules.permits import PermitMissing
from lifecycle_desk.stages.recycling.rules.worksheet import Choice, best, nets
from lifecycle_desk.stages.recycling.screens.step_card import Line
from lifecycle_desk.stages.recycling.usecases.certifying import CertifyDestruction
from lifecycle_desk.stages.recycling.usecases.showing import EndPage
from lifecycle_desk.vehicle.screens.telling import NOTHING, strung

MOST_LINES = 6
_LOOKS: dict[State, tuple[t.Tone, str]] = {
    State.LATE: ("danger", "clock-exclamation"),
    State.OPEN: ("neutral", "clock"),
}


def decision_facts(end: EndPage) -> list[Fact]:
    """What was decided, and what is left of each way."""
    told = end.decision
    if told is None:
        return []
    formats, left, most = speech().voice.formats, nets(told.worksheet), best(told.worksheet)
    found = [Fact(C_("decision", "Decision"), told.choice.says, Plain(formats.day(told.on)))]
    for choice in Choice:
        net = left[choice]
        value = Plain(formats.money(net)) if net is not None else Plain(NOTHING)
        found.append(Fact(choice.says, value, C_("decision", "most is left") if choice is most else ""))
    return found


def decision_lines(end: EndPage) -> list[Line]:
    """Why, and what else happened to the car."""
    formats = speech().voice.formats
    lines = [Line(Plain(end.decision.why), "neutral", "notes")] if end.decision else []
    if loss := end.total_loss:
        facts = strung(loss.insurer, loss.reference, formats.day(loss.on))
        lines.append(Line(Words(N_("Total loss: %(facts)s."), facts=facts), "warn", "alert-triangle"))
    if theft := end.theft:
        facts = strung(theft.reference, formats.day(theft.on))
        lines.append(Line(Words(N_("Stolen: %(facts)s."), facts=facts), "danger", "alert-circle"))
    if found := end.found:
        facts = strung(found.reference, formats.day(found.on))
        lines.append(Line(Words(N_("Found again: %(facts)s."), facts=facts), "ok", "circle-check"))
    if export := end.export:
        facts = strung(export.country, export.customs_document, formats.day(export.on))
        lines.append(Line(Words(N_("Exported: %(facts)s."), facts=facts), "neutral", "ship"))
    if not lines:
        lines.append(Line(N_("No decision yet.")))
    return lines


def taking_facts(end: EndPage) -> list[Fact]:
    """Who handed the car in, and by which papers."""
    taking, holder, voice = end.taking, end.holder, speech().voice
    if taking is None:
        return []
    known = bool(holder and holder.name)
    name: Spoken = Plain(holder.name) if holder and known else N_("Personal data erased")
    country = voice.formats.locale.territories.get(holder.nationality, "") if holder else ""
    signed: Spoken = N_("signed on the screen") if holder and holder.signature else N_("not signed on the screen")
    weight = taking.empty_weight_kg
    return [
        Fact(C_("event", "Date"), Plain(voice.formats.day(taking.on)), signed if known else ""),
        Fact(N_("Last holder"), name, Plain(str(country))),
        Fact(N_("Registration document"), taking.registration_document.says),
        Fact(
            N_("Take-back"),
            N_("free of charge") if taking.free_take_back else N_("at a charge"),
            C_("vehicle", "incomplete") if taking.missing else C_("vehicle", "complete"),
            "warn" if taking.missing else None,
            "alert-triangle" if taking.missing else "",
        ),
        Fact(
            N_("Class of vehicle"),
            Plain(taking.vehicle_class.value),
            Plain(voice.formats.measured(voice.formats.number(weight), "kg")) if weight else "",
        ),
    ]


def taking_lines(end: EndPage) -> list[Line]:
    """What was missing from the car."""
    if end.taking is None:
        return [Line(N_("Not taken over yet."))]
    voice = speech().voice
    return [Line(Plain(voice(each.says)), "warn", "alert-triangle") for each in end.taking.missing]


def depollution_facts(end: EndPage) -> list[Fact]:
    """How far the list has come."""
    answered, voice = end.end.answered, speech().voice
    drained = end.end.depolluted_on(end.open_items)
    last = max(answered.values(), key=lambda each: (each.on, each.seq), default=None)
    count = Words(N_("%(done)s of %(all)s"), done=len(answered), all=len(end.depollution_items))
    n = len(end.open_items)
    still = Words(NN_("%(n)s mandatory item open", "%(n)s mandatory items open"), n=n) if n else ""
    return [
        Fact(N_("Items answered"), count, still, "warn" if n and answered else None),
        Fact(N_("Depolluted on"), Plain(voice.formats.day(drained)) if drained else C_("step", "not yet")),
        Fact(N_("Done by"), Plain(last.by if last else NOTHING)),
        Fact(N_("List"), Plain(end.car.used.id), Plain("2000/53/EC, Annex I")),
    ]


def part_facts(end: EndPage) -> list[Fact]:
    """How many parts were taken."""
    if not end.parts:
        return []
    n, last = len(end.parts), end.parts[-1]
    return [
        Fact(C_("part", "Parts"), Plain(speech().voice.formats.number(n))),
        Fact(N_("Last taken on"), Plain(speech().voice.formats.day(last.on)), Plain(last.by)),
    ]


def part_lines(end: EndPage) -> list[Line]:
    """The last parts with their numbers."""
    if not end.parts:
        return [Line(N_("No part was taken for re-use."))]
    shown = end.parts[-MOST_LINES:]
    lines = [
        Line(Plain(strung(each.number, each.part.name, each.part.grade.value, each.part.place)), "neutral", "tag")
        for each in shown
    ]
    more = len(end.parts) - len(shown)
    words = NN_("and %(n)s more", "and %(n)s more")
    return [*lines, Line(Words(words, n=more))] if more else lines


def battery_facts(end: EndPage) -> list[Fact]:
    """Where the last battery went, and how."""
    if not end.batteries:
        return []
    told, formats = end.batteries[-1], speech().voice.formats
    said, travels = told.said, told.transport
    packed = Plain(", ".join(travels.packaging)) if travels.packaging else N_("as the authority says")
    return [
        Fact(C_("event", "Date"), Plain(formats.day(said.on)), Plain(", ".join(said.codes))),
        Fact(C_("battery", "Condition"), said.condition.says, Plain(said.assessor)),
        Fact(N_("UN number and class"), Plain(travels.un_number), Plain(travels.packing_rule)),
        Fact(N_("Packaging"), packed),
        Fact(N_("Consignee"), Plain(said.consignee), Plain(said.permit_number)),
        Fact(N_("Intended fate"), said.fate.says),
    ]


def battery_lines(end: EndPage) -> list[Line]:
    """What there is to say while no battery has gone."""
    if end.batteries:
        return []
    if not end.car.has_battery:
        return [Line(N_("This vehicle has no high-voltage battery to hand over."), "neutral", "circle-check")]
    if end.end.battery_missing:
        return [Line(N_("The battery was missing when the vehicle was taken over."), "warn", "alert-triangle")]
    return [Line(N_("The high-voltage battery has not been handed over."))]


def certificate_facts(end: EndPage) -> list[Fact]:
    """The certificate, or the permit on which one could rest."""
    told, formats = end.certificate, speech().voice.formats
    if told is None:
        permit = end.permit
        until = permit.valid_to if permit else None
        note: Spoken = Words(N_("until %(until)s"), until=until) if until else ""
        return [Fact(N_("Permit"), Plain(permit.number), note)] if permit else []
    found = [Fact(C_("certificate", "Number"), Plain(told.number), Plain(formats.day(told.on)))]
    if isinstance(told.said, CertifyDestruction):
        names = {each.name: each.full_name for each in end.staff}
        signed = (told.said.examined_by, told.said.released_by)
        labels = (N_("Examined by"), N_("Released by"))
        found += [Fact(label, Plain(names.get(who, who))) for label, who in zip(labels, signed, strict=True)]
    else:
        found.append(Fact(N_("Facility"), Plain(told.said.facility), Plain(told.said.permit_number)))
    return found


def certificate_lines(end: EndPage) -> list[Line]:
    """What stands in the way, what is missing on paper, and who may issue it."""
    if end.certificate:
        return []
    lines = [Line(Words(each.says, **each.told), "neutral", "circle-dashed") for each in end.blocks]
    if not end.taking:
        return lines
    ours = [each for each in end.items if not each.is_complete and (end.permit or not _of_the_facility(each))]
    lines += map(_lacking, ours)
    if end.permit is None:
        objection = PermitMissing(end.today)
        words = N_("Without a permit a draft is printed for the facility, and its certificate is recorded here.")
        lines += [Line(Words(objection.says, **objection.told), "neutral", "license"), Line(words)]
    elif not lines:
        lines.append(Line(N_("Nothing stands in the way of the certificate."), "ok", "circle-check"))
    return lines


def _of_the_facility(item: Item) -> bool:
    """Whether an item tells of nothing but the facility: without a permit of ours it is another's to fill in."""
    own = ("facility.", "authority.", "permit.", "auditor.", "certificate.")
    return all(need.startswith(own) for need in item.requirement.needs)


def _lacking(item: Item) -> Line:
    voice = speech().voice
    missing = ", ".join(voice(each) for each in item.missing)
    words = Words(N_("Item %(item)s lacks: %(missing)s."), item=item.requirement.id, missing=missing)
    return Line(words, "warn", "alert-triangle")


def due_line(due: Due) -> Line:
    """A deadline that waits, with its last day."""
    tone, icon = _LOOKS[due.state]
    message = N_("%(what)s by %(on)s.") if due.sure else N_("%(what)s by %(on)s, if the holidays fall as expected.")
    what = speech().voice(due.deadline.text)
    return Line(Words(message, what=what, on=due.due_on), tone, icon)
