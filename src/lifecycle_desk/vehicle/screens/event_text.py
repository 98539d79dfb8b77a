"""Telling: events, stages and facts as the screens say them in the language of now."""

from typing import TYPE_CHECKING, cast

from lifecycle_desk.base.isolates import ltr, within_rtl
from lifecycle_desk.base.quantities import Distance, in_unit
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.rows import Cell
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.vehicle.rules.dash import Odometer, said_at
from lifecycle_desk.vehicle.rules.life import Part, Stage

if TYPE_CHECKING:  # the list of vehicles takes none apart
    from lifecycle_desk.vehicle.rules.vin import VinFacts

NOTHING = "–"  # stands where nothing is known

LOOKS: dict[Stage, states.Look] = {
    Stage.ARRIVED: states.at("sale", "ship"),
    Stage.IN_STOCK: states.at("sale", "building-store"),
    Stage.READY: states.at("sale", "circle-check"),
    Stage.SOLD: states.at("sale", "key"),
    Stage.IN_USE: states.IN_USE,
    Stage.FOR_SALE_AGAIN: states.at("transfer", "arrows-exchange"),
    Stage.END_OF_LIFE: states.at("recycling", "recycle"),
    Stage.DESTROYED: states.at("recycling", "file-certificate"),
    Stage.LEFT_THE_MARKET: states.GONE,
}


def odometer_cell(odometer: Odometer | None) -> str | Cell:
    """The dash's reading, in a list; the distance over all clusters, where one was replaced, under the pointer."""
    if odometer is None:
        return ""
    shown = translator().current.formats.kilometres(odometer.shown_km)
    return Cell(shown, hint=in_words(odometer.over_all)) if odometer.is_replaced else shown


def odometer_value(odometer: Odometer | None) -> Distance | None:
    """The dash's reading as a spreadsheet takes it: a number in the market's unit."""
    if odometer is None:
        return None
    unit = translator().current.customs.distance
    return Distance(in_unit(odometer.shown_km, unit), unit)


def distance_cell(odometer: Odometer | None, whole_km: int) -> str | Cell:
    """A distance run, in a list, as the dash of a car will show it then."""
    then = odometer.at(whole_km) if odometer else Odometer(whole_km, whole_km)
    return odometer_cell(then) if then.shown_km >= 0 else in_words(said_at(odometer, whole_km))


def colour_of(part: Part) -> t.Stage | None:
    """The stage whose colour a part of life has; None for the vehicle itself."""
    return None if part is Part.VEHICLE else cast("t.Stage", part.value)


def icon_of(part: Part) -> str:
    """The icon of a part of life."""
    colour = colour_of(part)
    return t.STAGES[colour] if colour else "car"


def in_words(piece: Piece | None) -> str:
    """A message with its facts, or a value by its type."""
    return translator().current.spoken(piece)


def as_spoken(piece: Piece) -> UiText:
    """The same for a part that says it in every language to come."""
    return (
        Message(piece.message, **piece.facts)
        if isinstance(piece, Said)
        else PlainText(translator().current.spoken(piece))
    )


def join(*texts: str | None, sign: str = " · ") -> str:
    """Texts beside one another in a line; where one reads from the right, each keeps its own direction."""
    said = [each for each in texts if each]
    return sign.join(map(within_rtl, said) if translator().current.right_to_left and len(said) > 1 else said)


def run_text(km: int) -> str:
    """How far a car has gone between two readings; where one reads from the right, the sign stays before the figure."""
    language = translator().current
    number, space, unit = language.formats.kilometres(abs(km)).rpartition("\u00a0")
    signed = ("+" if km >= 0 else "−") + number
    return f"{ltr(signed) if language.right_to_left else signed}{space}{unit}"


def decoded(facts: "VinFacts") -> tuple[str, ...]:
    """The facts of a VIN in words: model year, maker, country, as far as they are known."""
    maker = facts.maker
    territories = translator().current.formats.locale.territories
    country = territories.get(maker.country, maker.country) if maker else ""
    return (str(facts.model_year or ""), maker.name if maker else "", country)
