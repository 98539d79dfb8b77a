"""Cards beside a battery's chart: its code, and its cover, condition by condition."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.batteries.rules.codes import BatteryCode, ProductType, fits, read_code
from lifecycle_desk.cover.rules import Cover, Holds, Open, PartGroup, Rule
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import Glyph, Label, Pair, row, wrap
from lifecycle_desk.desktop.look.parts.cards import ink_of
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.charging.health.papers.chart import promised
from lifecycle_desk.stages.charging.health.usecases.health import BatteryPage
from lifecycle_desk.vehicle.screens.event_text import NOTHING

LOOKS: dict[Holds, states.Look] = {
    Holds.YES: states.GOOD,
    Holds.NO: states.FAILED,
    Holds.NOT_KNOWN: states.UNSURE,
}


def code_lines(page: BatteryPage) -> Iterator[QWidget]:
    """A battery's code explained (GB/T 34014): its parts, and what is odd about it."""
    if not page.code:
        return
    try:
        code = read_code(page.code, page.health.as_of)
    except Objection as broken:
        yield Label(Message(broken.message, **broken.told), "body", "warn", wrap=True)
        return
    yield Label("", "mono", text=code.code, wrap=True)
    for name, value in _parts(code):
        yield Pair(name, value)
    odd = fits(code, ProductType.PACK)
    for each in (*code.notes, *([odd] if odd else [])):
        yield Label(Message(each.message, **each.told), "small", "warn", wrap=True)


def _parts(code: BatteryCode) -> Iterator[tuple[UiText, UiText]]:
    formats = translator().current.formats
    if code.maker:
        yield C_("battery code", "Maker"), PlainText(code.maker)
    if code.product:
        yield C_("battery code", "Product"), code.product.label
    if code.battery_type:
        yield C_("battery code", "Type"), code.battery_type.label
    if code.made:
        on = code.made.on
        yield C_("battery code", "Made"), PlainText(formats.day(on) if on else formats.year(code.made.year))
    if code.serial:
        yield C_("battery code", "Serial number"), PlainText(code.serial)


def cover_lines(page: BatteryPage) -> Iterator[QWidget]:
    """The battery's cover: until when and how far, and each condition of the rule that answers."""
    best = next((each for each in page.cover.covers if each.part is PartGroup.BATTERY), None)
    if best is None:
        yield Label(
            N_("No known terms for this battery. Add your own."),
            "body",
            "ink2",
            wrap=True,
        )
        return
    yield Label(Message(best.why.message, **best.why.facts), "body", wrap=True)
    yield Pair(N_("Last day"), PlainText(_day(best)))
    yield Pair(C_("cover", "Distance limit"), PlainText(_km(best)))
    floored = page.cover.battery.floor_rule if page.cover.battery else None  # as the chart draws it
    same = floored is not None and floored.source == best.rule.source
    if floored and same:
        yield _least(floored)
    yield _source(best.rule)
    yield from _tests(page)
    if floored and not same:
        yield _least(floored)
        yield _source(floored)


def _tests(page: BatteryPage) -> Iterator[QWidget]:
    """Each condition of the rule that runs longest, below where it is written."""
    answered = page.cover.battery_verdict.by
    for test in answered.tests if answered else ():
        tone, icon = LOOKS[test.holds]
        words = Label(Message(test.why.message, **test.why.facts), "small", "ink2", wrap=True)
        line = row(Glyph(icon, ink_of(tone), t.ICON_SMALL), (words, 1), gap=6)
        line.setAlignment(words, Qt.AlignmentFlag.AlignVCenter)
        yield wrap(line)


def _least(rule: Rule) -> QWidget:
    """The health that a rule promises at least."""
    return Pair(N_("Minimum health"), PlainText(promised(rule.floor_tenths or 0, translator().current)))


def _source(rule: Rule) -> QWidget:
    """Where a promise is written, below what it promises."""
    return Label("", "small", "ink3", text=rule.source, wrap=True)


def _day(cover: Cover) -> str:
    if cover.until is None:
        return NOTHING
    language = translator().current
    return language(cover.until.label) if isinstance(cover.until, Open) else language.formats.day(cover.until)


def _km(cover: Cover) -> str:
    if cover.until_km is None:
        return NOTHING
    language = translator().current
    if isinstance(cover.until_km, Open):
        return language(cover.until_km.label)
    return language.formats.kilometres(cover.until_km)
