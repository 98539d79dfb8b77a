"""The facts of each step of a second-hand deal, as its page shows them."""

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.quantities import MM, PERCENT
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import Fact
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.transfer.condition.papers.words import POINTS, keys_words, points_of, reason_words
from lifecycle_desk.stages.transfer.condition.rules.grading import Grade
from lifecycle_desk.stages.transfer.trade_in.rules.measures import PLACE
from lifecycle_desk.stages.transfer.trade_in.screens.looks import GRADE_LOOKS
from lifecycle_desk.stages.transfer.trade_in.usecases.showing import ConditionTold, TradePage
from lifecycle_desk.vehicle.screens.event_text import NOTHING, in_words, join
from lifecycle_desk.vehicle.screens.step_card import FactLine
from lifecycle_desk.vehicle.usecases.glance import BatteryGlance
from lifecycle_desk.vehicle_file.screens.strip_facts import health_told

HEALTH_TODAY = N_("Battery health today: %(health)s")
ERASED = N_("Personal data erased")


def condition_facts(page: TradePage) -> list[Fact]:
    """The report's result, or how far it has come."""
    report, formats = page.condition or page.sheet, translator().current.formats
    if report is None:
        return []
    grade, told = report.graded.grade, report.said
    tone, icon = GRADE_LOOKS[grade]
    treads = [each.tread_mm for each in told.tyres]
    least = formats.measure(min(treads), MM) if treads else NOTHING
    begun: UiText = N_("not complete") if report.seq is None else PlainText(told.inspector)
    return [
        Fact(C_("condition", "Grade"), PlainText(grade.value), grade.label, tone, icon),
        Fact(C_("event", "Date"), PlainText(formats.day(report.on)), begun),
        Fact(
            C_("condition", "Damage"),
            Message(NN_("%(n)s mark", "%(n)s marks"), n=len(told.marks)),
            Message(points_of(report.seq), n=report.graded.points),
        ),
        Fact(N_("Lowest tread depth"), PlainText(least)),
        _health_read(report),
    ]


def _health_read(report: ConditionTold) -> Fact:
    """The battery's health as the report has it: how it was found, and when, where that was another day."""
    electric, language = report.said.electric, translator().current
    if electric is None or electric.health_percent is None:
        return Fact(N_("Battery health"), PlainText(NOTHING))
    method = language(electric.health_method.label) if electric.health_method else ""
    on = electric.health_on if electric.health_on != report.on else None
    return Fact(
        N_("Battery health"),
        PlainText(language.formats.measure(electric.health_percent, PERCENT)),
        PlainText(join(method, language.formats.day(on) if on else "")),
    )


def health_line(found: BatteryGlance) -> FactLine:
    """The battery's health today, the figure that the car's own page leads with, and what it rests on."""
    figure = translator().current(HEALTH_TODAY, health=health_told(found))
    return FactLine(PlainText(join(figure, *map(in_words, found.rests_on))), icon="battery-charging")


def appraisal_facts(page: TradePage) -> list[Fact]:
    """The car's worth to the dealer."""
    told, formats = page.appraisal, translator().current.formats
    if told is None:
        return []
    sums = told.amounts
    return [
        Fact(N_("Market value"), _money(sums.value), told.said.basis.label),
        Fact(
            N_("Reconditioning"), _money(sums.costs), Message(NN_("%(n)s line", "%(n)s lines"), n=len(told.said.costs))
        ),
        Fact(C_("appraisal", "Margin"), _money(sums.margin)),
        Fact(C_("appraisal", "Offer"), _money(sums.offer)),
        Fact(C_("event", "Date"), PlainText(formats.day(told.on)), PlainText(told.by or "")),
    ]


def trade_facts(page: TradePage) -> list[Fact]:
    """How the car came back."""
    told, formats = page.taken_in, translator().current.formats
    if told is None:
        return []
    said = told.said
    seller: UiText = PlainText(told.seller.name) if told.seller else ERASED
    counted = join(*keys_words(translator().current, said.keys, said.key_cards))
    return [
        Fact(C_("event", "Date"), PlainText(formats.day(told.on)), PlainText(told.by or "")),
        Fact(C_("trade", "From"), seller),
        Fact(C_("trade", "Agreed"), _money(said.agreed), _offered(said.offered)),
        Fact(N_("Odometer"), PlainText(formats.reading(said.odometer) if said.odometer else NOTHING)),
        Fact(N_("Keys and key cards"), PlainText(counted or NOTHING)),
        Fact(PLACE, PlainText(said.location or NOTHING)),
    ]


def reason_lines(report: ConditionTold | None) -> list[FactLine]:
    """Why the grade is what it is, the heaviest first."""
    if report is None:
        return []
    language = translator().current
    lines = []
    for each in report.graded.reasons:
        words = reason_words(language, each, report.said.marks, report.checklist)
        points = language(POINTS, n=each.points)
        worst = language(N_("at best %(grade)s"), grade=each.worst.value) if each.worst else ""
        heavy = each.worst is not None and each.worst >= Grade.D
        lines.append(
            FactLine(
                PlainText(join(words, points, worst)),
                "danger" if heavy else "neutral",
                "alert-circle" if heavy else "minus",
            )
        )
    return lines or [FactLine(N_("No findings lower the grade."), "ok", "circle-check")]


def _money(value: Money | None) -> PlainText:
    return PlainText(translator().current.formats.money(value) if value else NOTHING)


def _offered(value: Money | None) -> UiText:
    return Message(N_("offered %(amount)s"), amount=value) if value else ""
