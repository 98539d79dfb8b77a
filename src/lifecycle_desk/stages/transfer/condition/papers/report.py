"""The condition report: a used car from five sides, what was found at it, its grade with reasons, and who says so."""

from collections.abc import Iterator
from decimal import Decimal

from lifecycle_desk.base.isolates import ltr, own
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.quantities import MM, OHM_PER_VOLT, Measure, percent, shown
from lifecycle_desk.base.said import APART, InARow
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.dealership.papers import full_name, letterhead, sheet_size
from lifecycle_desk.language import Language
from lifecycle_desk.market.checklist_items import Group, Item
from lifecycle_desk.market.citing import SOURCE
from lifecycle_desk.paper import (
    Code,
    Column,
    Content,
    Facts,
    Mark,
    Muted,
    Note,
    Outcome,
    Paper,
    Paragraphs,
    Proves,
    Section,
    Signature,
    Signatures,
    Table,
    Tone,
)
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.stages.transfer.condition.papers.car_diagram import CarDiagram
from lifecycle_desk.stages.transfer.condition.papers.words import (
    SO_FAR,
    keys_words,
    mark_words,
    part_name,
    reason_words,
)
from lifecycle_desk.stages.transfer.condition.rules.condition import ACCESSORIES, Axle, Wheel
from lifecycle_desk.stages.transfer.condition.rules.grading import Grade
from lifecycle_desk.stages.transfer.condition.rules.limits import Limits, limits, ohms_per_volt
from lifecycle_desk.stages.transfer.condition.usecases import SaveCondition
from lifecycle_desk.stages.transfer.trade_in.usecases.showing import ConditionTold, TradePage, in_work, trade_page
from lifecycle_desk.vehicle.papers.checklists import ITEM, group_table, photographs, remarks, verdict, with_notes
from lifecycle_desk.vehicle.papers.dash import odometer_words
from lifecycle_desk.vehicle.papers.subject import OfVehicle

IN_TOTAL = NN_("%(n)s point in total", "%(n)s points in total")
NONE, BLANK = "–", "………"  # not found out; and to be written by hand on a blank report
TONES = {Grade.A: Tone.GOOD, Grade.B: Tone.GOOD, Grade.C: Tone.PLAIN, Grade.D: Tone.WARNING, Grade.E: Tone.DANGER}


def condition_report(user: UserSession, asked: OfVehicle, language: Language) -> Paper:
    """The last report of a car; the sheet in work where there is one, and a blank one where nobody has looked yet."""
    page = trade_page(user, asked.vin)
    market = page.condition.market if page.condition else ""
    blank = SaveCondition(page.vin, language.formats.today())
    report = page.condition or page.sheet or in_work(blank, market)
    begun = bool(page.condition or page.sheet)
    missing = NONE if begun else BLANK
    told = report.said
    by = limits(report.market, report.on)
    inspector = full_name(user, told.inspector)
    return Paper(
        title=language(N_("Condition report")),
        subtitle=page.name,
        language=language,
        letterhead=letterhead(user, language),
        number=ltr(page.vin),
        date=report.on if begun else None,
        size=sheet_size(user),
        proves=_proves(page),
        blocks=[
            *_verdict(report, language, begun=begun),
            Facts(_car(page, told, inspector, language, missing)),
            _damages(told, language, begun=begun),
            _tyres(told, by, language, missing),
            _brakes(told, by, language, missing),
            *_electric(page, told, by, language, missing),
            _sources(by, language, electric=page.description["energy"] != "ICE"),
            *(_group(group, report, language) for group in report.checklist.groups_for(page.description["energy"])),
            *_reasons(report, language),
            *remarks(told.note, language),
            *photographs(user, _pictures(told, language), language),
            Signatures(
                [
                    Signature(language(C_("inspection", "Inspector")), inspector, report.on if begun else ""),
                    Signature(language(C_("trade", "Handed over by")), _seller(page), ""),
                ]
            ),
        ],
    )


def _proves(page: TradePage) -> Proves | None:
    """A finished report's proof; one in work is a form."""
    report = page.condition
    if report is None:
        return None
    facts: dict[str, str | int] = {
        "inspected_on": report.on.isoformat(),
        "grade": report.graded.grade.value,
        "points": report.graded.points,
        "checklist": report.checklist.id,
    }
    if report.said.odometer:
        facts["km"] = report.said.odometer.km
    return Proves(page.vin, facts, "CR")


def _seller(page: TradePage) -> str:
    if page.taken_in:
        return page.taken_in.seller.name if page.taken_in.seller else ""
    return page.owner.name if page.owner else ""


def _verdict(report: ConditionTold, language: Language, *, begun: bool) -> Iterator[Block]:
    """The grade above all, with what it rests on in a sentence."""
    if not begun:
        return
    found = report.graded
    title = language(N_("Grade %(grade)s, %(word)s"), grade=found.grade.value, word=found.grade)
    n = len(found.reasons)
    reasons = language(NN_("%(n)s reason, listed below.", "%(n)s reasons, listed below."), n=n)
    words = [reasons if n else language(N_("No findings lower the grade."))]
    if report.seq is None:
        words.insert(0, language(N_("This report is not complete.")))
    yield Note(tuple(words), title, TONES[found.grade] if report.seq else Tone.WARNING)


def _car(
    page: TradePage, told: SaveCondition, inspector: str, language: Language, missing: str
) -> list[tuple[str, Content]]:
    figures, formats = page.figures, language.formats
    today = NONE if page.condition else odometer_words(page.odometer, language)  # of a report that is still in work
    keys = keys_words(language, told.keys, told.key_cards)
    return [
        (language(N_("VIN")), Code(page.vin)),
        (language(C_("vehicle", "Plate")), own(figures.plate) if figures.plate else NONE),
        (language(C_("vehicle", "Colour")), page.description["colour"] or NONE),
        (language(N_("Odometer")), shown(told.odometer) or today),
        (language(N_("First registered")), figures.first_registered_on or NONE),
        (language(N_("Keys and key cards")), formats.listed(keys) or missing),
        (language(C_("inspection", "Inspector")), inspector or missing),
    ]


def _damages(told: SaveCondition, language: Language, *, begun: bool) -> Section:
    """The drawing, and below it what its numbers stand for."""
    columns = [
        Column(language(C_("mark", "Number")), share=7, end=True),
        Column(language(C_("mark", "Part")), share=30),
        Column(language(C_("damage", "Damage")), share=22),
        Column(language(C_("mark", "Size")), share=13, end=True),
        Column(language(C_("event", "Note")), share=28),
    ]
    rows: list[list[Content]] = [
        [
            language.formats.number(number),
            part_name(language, mark),
            language(mark.kind.label),
            language.formats.measure(mark.size_mm, MM),
            mark.note,
        ]
        for number, mark in enumerate(told.marks, 1)
    ]
    blocks: list[Block] = [CarDiagram(told.marks)]
    if begun:  # a blank one is marked by hand
        blocks.append(Table(columns, rows) if rows else Note(language(N_("No damage marked."))))
    return Section(language(N_("Damage")), *blocks)


def _millimetres(value: Decimal | None, language: Language, missing: str) -> str:
    return language.formats.measure(value, MM) if value is not None else missing


def _judged(value: Decimal | None, least: Decimal | None, language: Language, missing: str) -> Content:
    """A measure with the sign of what it comes to."""
    words = _millimetres(value, language, missing)
    if value is None:
        return words
    if least is None:
        return words
    return Mark(Outcome.PASSED if value >= least else Outcome.FAILED, words)


def _tyres(told: SaveCondition, by: Limits, language: Language, missing: str) -> Section:
    found = {each.wheel: each for each in told.tyres}
    columns = [
        Column(language(C_("tyre", "Wheel")), share=24),
        Column(language(C_("tyre", "Tread")), share=18),
        Column(language(N_("Made (DOT)")), share=16),
        Column(language(C_("vehicle", "Make")), share=24),
        Column(language(C_("tyre", "Season")), share=18),
    ]
    rows: list[list[Content]] = []
    for wheel in Wheel:
        tyre = found.get(wheel)
        season = language(tyre.season.label) if tyre and tyre.season else missing
        tread = _judged(tyre.tread_mm if tyre else None, by.tread.least, language, missing)
        dot = Code(tyre.dot) if tyre and tyre.dot else missing
        rows.append([language(wheel.label), tread, dot, (tyre.make if tyre else "") or missing, season])
    least = language(N_("legal minimum %(limit)s"), limit=Measure(by.tread.least, MM))
    return Section(language(N_("Tyres")), Table(columns, rows), aside=least)


def _brakes(told: SaveCondition, by: Limits, language: Language, missing: str) -> Section:
    found = {each.axle: each for each in told.brakes}
    columns = [
        Column(language(C_("axle", "Axle")), share=28),
        Column(language(C_("brake", "Pad")), share=24),
        Column(language(C_("brake", "Disc")), share=24),
        Column(language(N_("Minimum disc thickness")), share=24),
    ]
    rows: list[list[Content]] = []
    for axle in Axle:
        brake = found.get(axle)
        rows.append(
            [
                language(axle.label),
                _judged(brake.pad_mm if brake else None, by.pad.least, language, missing),
                _judged(brake.disc_mm if brake else None, brake.disc_least_mm if brake else None, language, missing),
                _millimetres(brake.disc_least_mm if brake else None, language, missing),
            ]
        )
    least = language(N_("minimum pad thickness %(limit)s"), limit=Measure(by.pad.least, MM))
    return Section(language(N_("Brakes")), Table(columns, rows), aside=least)


def _electric(page: TradePage, told: SaveCondition, by: Limits, language: Language, missing: str) -> Iterator[Block]:
    if page.description["energy"] == "ICE":
        return
    electric = told.electric
    health: Content = missing
    if electric and electric.health_percent is not None:
        method = electric.health_method
        how = [Muted(each) for each in (language(method.label) if method else "", electric.health_on) if each]
        health = (language.spoken(percent(electric.health_percent)), *how)
    measured = ohms_per_volt(electric) if electric else None
    insulation: Content = missing
    if electric and measured is not None:
        outcome = Outcome.PASSED if measured >= by.insulation.least else Outcome.FAILED
        least = language(N_("at least %(limit)s"), limit=Measure(by.insulation.least, OHM_PER_VOLT))
        insulation = (Mark(outcome, language.formats.measure(measured, OHM_PER_VOLT)), Muted(least))
    charge = electric.soc_percent if electric else None
    facts: list[tuple[str, Content]] = [
        (language(N_("Battery health")), health),
        (language(N_("Insulation resistance")), insulation),
        (language(N_("State of charge")), language.spoken(percent(charge)) if charge is not None else missing),
    ]
    yield Section(language(N_("Battery and charging")), Facts(facts))


def _sources(by: Limits, language: Language, *, electric: bool) -> Paragraphs:
    """What the limits rest on by which the car was judged, in a line: the report is long enough."""
    rests = [(N_("Tyres"), by.tread), (N_("Brakes"), by.pad)]
    if electric:
        rests.append((N_("Insulation resistance"), by.insulation))
    told = [language.with_aside(language(about), each.cited) for about, each in rests]
    return Paragraphs(Muted(language(SOURCE, source=InARow(*told, by=APART))))


def _group(group: Group, report: ConditionTold, language: Language) -> Section:
    """The items of a group; accessories are there or not."""
    given = {each.item: each for each in report.said.answers}
    result = C_("accessory", "Present") if group.id == ACCESSORIES else C_("inspection", "Result")

    def line(item: Item) -> list[Content]:
        found = given.get(item.id)
        words = with_notes(language(item.says), found.note if found else "")
        return [words, verdict(found.answer if found else None, language)]

    return group_table(group, (Column(ITEM, share=74), Column(result, share=26)), line, language)


def _reasons(report: ConditionTold, language: Language) -> Iterator[Block]:
    """Why the grade is what it is, the heaviest first."""
    if not report.graded.reasons:
        return
    columns = [
        Column(language(C_("grade", "Reason")), share=66),
        Column(language(N_("Points")), share=12, end=True),
        Column(language(N_("Highest grade possible")), share=22),
    ]
    rows: list[list[Content]] = [
        [
            reason_words(language, each, report.said.marks, report.checklist),
            language.formats.number(each.points),
            each.worst.value if each.worst else NONE,
        ]
        for each in report.graded.reasons
    ]
    told = IN_TOTAL if report.seq is not None else SO_FAR
    points = language(told, n=report.graded.points)
    yield Section(language(N_("How the grade was determined")), Table(columns, rows), aside=points)


def _pictures(told: SaveCondition, language: Language) -> Iterator[tuple[str, str]]:
    """The photographs of single damages with their numbers, then the others."""
    for number, mark in enumerate(told.marks, 1):
        yield from ((digest, mark_words(language, number, mark)) for digest in mark.documents)
    yield from ((digest, "") for digest in told.documents)


def language_of(user: UserSession, asked: OfVehicle) -> str | None:
    """The language of who hands the car over, or of its owner, where it is known."""
    page = trade_page(user, asked.vin)
    who = page.taken_in.seller if page.taken_in else page.owner
    return who.language if who else None


CONDITION_REPORT = Report(
    "condition-report",
    N_("Condition report"),
    N_("A used vehicle from five sides, its findings and its grade with reasons, signed by both sides."),
    OfVehicle,
    condition_report,
    language_of=language_of,
    stage="transfer",
)
