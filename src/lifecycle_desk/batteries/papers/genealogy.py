"""The battery genealogy: what a battery is, its family as a tree and in words, what happened, what was recovered."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import KG, KWH, Measure
from lifecycle_desk.base.said import APART, InARow, Piece
from lifecycle_desk.base.scene import Letters, tree_height
from lifecycle_desk.batteries.papers.family import family_tree
from lifecycle_desk.batteries.rules.recovery import Share, Verdict, kilograms
from lifecycle_desk.batteries.usecases.tree import BatteryTree, Happening, battery_tree
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import letterhead, sheet_size
from lifecycle_desk.dealership.usecases.day import today_at
from lifecycle_desk.language import Language
from lifecycle_desk.paper import (
    Chart,
    Code,
    Column,
    Content,
    Facts,
    Mark,
    Muted,
    Outcome,
    Paper,
    Paragraphs,
    Proves,
    Section,
    Table,
    style,
)
from lifecycle_desk.paper.charts import UNIT
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.vehicle.rules.wording import chemistry, kilowatt_hours, worded

TITLE = N_("Battery genealogy")
NONE = "–"
LETTERS = {Letters.NOTE: style.MUTED, Letters.TICK: style.LABEL}  # those of a tree on paper
TALLEST = 520.0  # points of a page
MARKS = {Verdict.MET: Outcome.PASSED, Verdict.MISSED: Outcome.FAILED}
EFFICIENCY = N_("Recycling efficiency")
RECOVERED = N_("%(recovered)s of %(whole)s")


@dataclass(frozen=True, slots=True)
class OfBattery:
    """The battery that a paper is about, by its code."""

    code: str


def genealogy(user: UserSession, asked: OfBattery, language: Language) -> Paper:
    """The whole family of a battery."""
    page = battery_tree(user, asked.code)
    return Paper(
        title=language(TITLE),
        subtitle=language(page.battery.kind.label),
        language=language,
        letterhead=letterhead(user, language),
        date=today_at(user),
        size=sheet_size(user),
        blocks=[
            Facts(list(_facts(page, language))),
            Section(language(C_("battery", "Family")), _chart(page, language)),
            *_recovered(page, language),
            *_happened(page, language),
            Section(language(N_("All batteries in the family")), _members(page, language)),
        ],
        proves=Proves(page.battery.vin or "", {"code": page.code, "status": page.battery.status.value}, "BG"),
    )


def _facts(page: BatteryTree, language: Language) -> Iterator[tuple[str, Content]]:
    battery, facts = page.battery, page.battery.facts
    where: Content = language(battery.where.label)
    yield language(N_("Battery code")), Code(page.code)
    yield language(C_("battery", "Status")), language(battery.status.label)
    yield language(C_("battery", "Location")), (where, Muted(page.car)) if page.car else where
    yield language(N_("VIN")), Code(battery.vin) if battery.vin else NONE
    yield language(C_("battery", "Chemistry")), said(chemistry(facts.chemistry), language) if facts.chemistry else NONE
    yield language(N_("Nominal energy")), _energy(facts.nominal_wh, language)
    yield language(C_("battery", "Mass")), _mass(facts.mass_g, language)
    yield language(N_("Maker’s serial number")), Code(facts.serial) if facts.serial else NONE
    yield language(N_("EU battery passport")), Code(facts.passport) if facts.passport else NONE
    if page.originals:
        yield language(N_("Original batteries")), tuple(Code(each.code) for each in page.originals)
        passports = tuple(Code(each.facts.passport) for each in page.originals if each.facts.passport)
        yield language(N_("Passports of the originals")), passports or NONE


def _energy(watt_hours: int | None, language: Language) -> str:
    return NONE if watt_hours is None else language.formats.measure(kilowatt_hours(watt_hours), KWH)


def _mass(grams: int | None, language: Language) -> str:
    return NONE if grams is None else language.formats.measure(kilograms(grams), KG)


def said(piece: Piece, language: Language) -> str:
    """A message with its facts, or a value by its type."""
    return language.spoken(piece)


def _chart(page: BatteryTree, language: Language) -> Chart:
    shown = family_tree(page, language)
    script = style.script(language.code)

    def measure(words: str, letters: Letters) -> tuple[float, float]:
        return len(words), (LETTERS[letters].type.size + script.grow) * script.line

    return Chart(shown, style.ACCENT, min(tree_height(shown, measure, UNIT), TALLEST))


def _recovered(page: BatteryTree, language: Language) -> Iterator[Block]:
    """The shares that recycling recovered, held against those of the law."""
    if not page.recycled:
        return
    columns = [
        Column(language(C_("recovery", "Material")), share=24),
        Column(language(C_("recovery", "Recovered")), share=24, end=True),
        Column(language(C_("recovery", "Share")), share=12, end=True),
        Column(language(C_("recovery", "Verdict")), share=40),
    ]
    rows = [_share(each, language) for each in page.recycled]
    sources = sorted({language.spoken(each.target.cited) for each in page.recycled if each.target})
    yield Section(language(N_("Recovered by recycling")), Table(columns, rows), *_sources(sources, language))


def _sources(sources: list[str], language: Language) -> Iterator[Block]:
    if sources:
        yield Paragraphs(Muted(language.spoken(InARow(*sources, by=APART))))


def _share(share: Share, language: Language) -> tuple[Content, ...]:
    name = language(share.material.label) if share.material else language(EFFICIENCY)
    verdict = Mark(MARKS.get(share.verdict, Outcome.OPEN), language(share.verdict.label))
    return (
        name,
        recovered_said(share, language),
        share_said(share, language),
        (verdict, Muted(said(share.why, language))),
    )


def recovered_said(share: Share, language: Language) -> str:
    """The mass that was recovered, and the whole where it is known."""
    recovered = Measure(kilograms(share.recovered_g), KG)
    if not share.of_g:
        return language.spoken(recovered)
    return language(RECOVERED, recovered=recovered.value, whole=Measure(kilograms(share.of_g), KG))


def share_said(share: Share, language: Language) -> str:
    """A share as people write it."""
    return NONE if share.tenths is None else language.formats.percent(Decimal(share.tenths) / 1000)


def _happened(page: BatteryTree, language: Language) -> Iterator[Block]:
    lines = [each for each in reversed(page.happened) if each.stands]
    if lines:
        columns = [
            Column(language(C_("column", "Date")), share=16),
            Column(language(C_("column", "Event")), share=56),
            Column(language(N_("VIN")), share=28, code=True),
        ]
        day = language.formats.cell_day
        rows = [(day(each.told.on), _event(each, language), each.vin or NONE) for each in lines]
        yield Section(language(N_("History")), Table(columns, rows))


def _event(line: Happening, language: Language) -> tuple[Content, ...]:
    told = worded(line.told)
    detail = [said(each, language) for each in told.detail]
    return said(told.title, language), *([Muted(" · ".join(detail))] if detail else [])


def _members(page: BatteryTree, language: Language) -> Table:
    """Every battery of the family, whole codes and all."""
    columns = [
        Column(language(N_("Battery code")), share=28, code=True),
        Column(language(C_("handover", "Kind")), share=22),
        Column(language(C_("battery", "Status")), share=22),
        Column(language(C_("battery", "Location")), share=28),
    ]
    rows = [
        (code, language(group.kind.label), language(group.status.label), language(group.where.label))
        for group in page.drawn.groups
        for code in group.codes
    ]
    return Table(columns, rows, dense=True)
