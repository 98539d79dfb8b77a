"""The facts of each step of the end, as its page shows them: what was told, and what is not known yet."""

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.quantities import KG
from lifecycle_desk.base.said import InARow
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText, value_alone
from lifecycle_desk.desktop.look.parts import Fact
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.market.checklist_items import LIST_VERSION
from lifecycle_desk.stages.recycling.depollution.rules.laws import law_of
from lifecycle_desk.stages.recycling.end.rules.certificates import Item
from lifecycle_desk.stages.recycling.end.rules.deadlines import Due
from lifecycle_desk.stages.recycling.end.rules.permits import PermitMissing
from lifecycle_desk.stages.recycling.end.rules.status import DEPOLLUTION
from lifecycle_desk.stages.recycling.end.rules.worksheet import Choice, best, nets
from lifecycle_desk.stages.recycling.end.screens.looks import DEADLINES
from lifecycle_desk.stages.recycling.end.usecases.certifying import CertifyDestruction
from lifecycle_desk.stages.recycling.end.usecases.showing import EndPage
from lifecycle_desk.vehicle.screens.event_text import NOTHING, join
from lifecycle_desk.vehicle.screens.step_card import FactLine

MOST_LINES = 6


def decision_facts(end: EndPage) -> list[Fact]:
    """The decision, and the net of each way."""
    told = end.decision
    if told is None:
        return []
    formats, left, most = translator().current.formats, nets(told.worksheet), best(told.worksheet)
    found = [Fact(C_("decision", "Decision"), told.choice.label, PlainText(formats.day(told.on)))]
    for choice in Choice:
        net = left[choice]
        value = PlainText(formats.money(net)) if net is not None else PlainText(NOTHING)
        found.append(Fact(choice.label, value, C_("decision", "best return") if choice is most else ""))
    return found


def decision_lines(end: EndPage) -> list[FactLine]:
    """Why, and what else happened to the car."""
    formats = translator().current.formats
    lines = [FactLine(PlainText(end.decision.why), "neutral", "notes")] if end.decision else []
    if loss := end.total_loss:
        facts = join(loss.insurer, loss.reference, formats.day(loss.on))
        lines.append(FactLine(Message(N_("Total loss: %(facts)s."), facts=facts), "warn", "alert-triangle"))
    if theft := end.theft:
        facts = join(theft.reference, formats.day(theft.on))
        lines.append(FactLine(Message(N_("Stolen: %(facts)s."), facts=facts), "danger", "alert-circle"))
    if found := end.found:
        facts = join(found.reference, formats.day(found.on))
        lines.append(FactLine(Message(N_("Found again: %(facts)s."), facts=facts), "ok", "circle-check"))
    if export := end.export:
        facts = join(export.country, export.customs_document, formats.day(export.on))
        lines.append(FactLine(Message(N_("Exported: %(facts)s."), facts=facts), "neutral", "ship"))
    if not lines:
        lines.append(FactLine(N_("No decision yet.")))
    return lines


def taking_facts(end: EndPage) -> list[Fact]:
    """The holder who handed the car in, and the papers."""
    taking, holder, language = end.taking, end.holder, translator().current
    if taking is None:
        return []
    known = bool(holder and holder.name)
    name: UiText = PlainText(holder.name) if holder and known else N_("Personal data erased")
    country = language.formats.locale.territories.get(taking.nationality, "")
    signed: UiText = N_("signed on the screen") if taking.signature else N_("not signed on the screen")
    weight = taking.empty_weight_kg
    return [
        Fact(C_("event", "Date"), PlainText(language.formats.day(taking.on)), signed if known else ""),
        Fact(N_("Last holder"), name, PlainText(str(country))),
        Fact(N_("Registration document"), taking.registration_document.label),
        Fact(
            N_("Take-back"),
            N_("free of charge") if taking.free_take_back else N_("at a charge"),
            C_("vehicle", "incomplete") if taking.missing else C_("vehicle", "complete"),
            "warn" if taking.missing else None,
            "alert-triangle" if taking.missing else "",
        ),
        Fact(
            N_("Vehicle class"),
            PlainText(taking.vehicle_class.value),
            PlainText(language.formats.measure(weight, KG)) if weight else "",
        ),
    ]


def taking_lines(end: EndPage) -> list[FactLine]:
    """The parts missing from the car."""
    if end.taking is None:
        return [FactLine(N_("Not taken over yet."))]
    language = translator().current
    return [FactLine(PlainText(language(each.label)), "warn", "alert-triangle") for each in end.taking.missing]


def depollution_facts(end: EndPage) -> list[Fact]:
    """How far the list has come."""
    answered, language = end.end.answered, translator().current
    drained = end.end.depolluted_on(end.open_items)
    last = max(answered.values(), key=lambda each: (each.on, each.seq), default=None)
    count = Message(N_("%(done)s of %(all)s"), done=len(answered), all=len(end.depollution_items))
    law = law_of(end.market, last.on if last else language.formats.today())
    n = len(end.open_items)
    still = Message(NN_("%(n)s mandatory item open", "%(n)s mandatory items open"), n=n) if n else ""
    return [
        Fact(N_("Items completed"), count, still, "warn" if n and answered else None),
        Fact(N_("Depolluted on"), PlainText(language.formats.day(drained)))
        if drained
        else Fact(DEPOLLUTION.ahead, C_("step", "not yet")),
        Fact(N_("Done by"), PlainText(last.by if last else NOTHING)),
        Fact(
            C_("depollution", "List"),
            Message(LIST_VERSION, version=end.car.used.version),
            value_alone(law.said) if law else "",
        ),
    ]


def part_facts(end: EndPage) -> list[Fact]:
    """How many parts were taken."""
    if not end.parts:
        return []
    n, last = len(end.parts), end.parts[-1]
    return [
        Fact(C_("part", "Parts"), PlainText(translator().current.formats.number(n))),
        Fact(N_("Last removed"), PlainText(translator().current.formats.day(last.on)), PlainText(last.by)),
    ]


def part_lines(end: EndPage) -> list[FactLine]:
    """The last parts with their numbers."""
    if not end.parts:
        return [FactLine(N_("No parts removed for reuse."))]
    shown = end.parts[-MOST_LINES:]
    lines = [
        FactLine(PlainText(join(each.number, each.part.name, each.part.grade.value, each.part.place)), "neutral", "tag")
        for each in shown
    ]
    more = len(end.parts) - len(shown)
    words = NN_("and %(n)s more", "and %(n)s more")
    return [*lines, FactLine(Message(words, n=more))] if more else lines


def battery_facts(end: EndPage) -> list[Fact]:
    """Where the last battery went, and how."""
    if not end.batteries:
        return []
    told, formats = end.batteries[-1], translator().current.formats
    said, travels = told.said, told.transport
    packed = value_alone(InARow(*travels.packaging)) if travels.packaging else N_("as required by the authority")
    return [
        Fact(C_("event", "Date"), PlainText(formats.day(said.on)), value_alone(InARow(*said.codes))),
        Fact(C_("battery", "Condition"), said.condition.label, PlainText(said.assessor)),
        Fact(N_("UN number and class"), PlainText(travels.un_number), PlainText(travels.packing_rule)),
        Fact(N_("Packaging"), packed),
        Fact(N_("Consignee"), PlainText(said.consignee), PlainText(said.permit_number)),
        Fact(N_("Intended use"), said.fate.label),
    ]


def battery_lines(end: EndPage) -> list[FactLine]:
    """The lines while no battery has gone."""
    if end.batteries:
        return []
    if not end.car.has_battery:
        return [FactLine(N_("This vehicle has no high-voltage battery to hand over."), "neutral", "circle-check")]
    if end.end.battery_missing:
        return [FactLine(N_("The battery was missing when the vehicle was taken over."), "warn", "alert-triangle")]
    return [FactLine(N_("The high-voltage battery has not been handed over."))]


def certificate_facts(end: EndPage) -> list[Fact]:
    """The certificate, or the permit on which one could rest."""
    told, formats = end.certificate, translator().current.formats
    if told is None:
        permit = end.permit
        until = permit.valid_to if permit else None
        note: UiText = Message(N_("until %(until)s"), until=until) if until else ""
        return [Fact(N_("Permit"), PlainText(permit.number), note)] if permit else []
    found = [Fact(C_("certificate", "Number"), PlainText(told.number), PlainText(formats.day(told.on)))]
    if isinstance(told.said, CertifyDestruction):
        names = {each.name: each.full_name for each in end.staff}
        signed = (told.said.examined_by, told.said.released_by)
        labels = (N_("Examined by"), N_("Released by"))
        found += [Fact(label, PlainText(names.get(who, who))) for label, who in zip(labels, signed, strict=True)]
    else:
        found.append(Fact(N_("Facility"), PlainText(told.said.facility), PlainText(told.said.permit_number)))
    return found


def certificate_lines(end: EndPage) -> list[FactLine]:
    """The obstacles, the items missing on paper, and the facility that may issue it."""
    if end.certificate:
        return []
    lines = [FactLine(Message(each.message, **each.told), "neutral", "circle-dashed") for each in end.blocks]
    if not end.taking:
        return lines
    ours = [each for each in end.items if not each.is_complete and (end.permit or not _of_the_facility(each))]
    lines += map(_lacking, ours)
    if end.permit is None:
        objection = PermitMissing(end.today)
        words = N_("Without a permit, a draft is printed for the facility, and its certificate is recorded here.")
        lines += [FactLine(Message(objection.message, **objection.told), "neutral", "license"), FactLine(words)]
    elif not lines:
        lines.append(FactLine(N_("Nothing prevents the certificate."), "ok", "circle-check"))
    return lines


def _of_the_facility(item: Item) -> bool:
    """Whether an item tells of nothing but the facility: without a permit of ours it is another's to fill in."""
    own = ("facility.", "authority.", "permit.", "auditor.", "certificate.")
    return all(need.startswith(own) for need in item.requirement.needs)


def _lacking(item: Item) -> FactLine:
    language = translator().current
    missing = language.formats.listed([language(each) for each in item.missing])
    words = Message(N_("Item %(item)s is missing: %(missing)s."), item=item.requirement.id, missing=missing)
    return FactLine(words, "warn", "alert-triangle")


def due_line(due: Due) -> FactLine:
    """A deadline that waits, with its last day."""
    tone, icon = DEADLINES[due.state]
    message = N_("%(what)s by %(on)s.") if due.sure else N_("%(what)s by %(on)s, subject to public holidays.")
    what = translator().current(due.deadline.text)
    return FactLine(Message(message, what=what, on=due.due_on), tone, icon)
