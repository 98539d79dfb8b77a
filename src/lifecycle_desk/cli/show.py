"""`show`: everything known of one vehicle."""

from typing import Any

import click

from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.said import Said
from lifecycle_desk.cli.context import CommandContext, answer, columns, json_too
from lifecycle_desk.language import Language
from lifecycle_desk.overview.papers.phrases import detail, phrase
from lifecycle_desk.rooms import offered
from lifecycle_desk.vehicle.papers.dash import odometer_words
from lifecycle_desk.vehicle.rules.dash import Odometer
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.wording import Names, worded
from lifecycle_desk.vehicle.usecases.showing import VehiclePage, page
from lifecycle_desk.vehicle_file.usecases import shown_of

LABELS = {
    "vin": C_("vehicle", "VIN"),
    "original_vin": C_("vehicle", "Original VIN"),
    "make": C_("vehicle", "Make"),
    "model": C_("vehicle", "Model"),
    "model_year": C_("vehicle", "Model year"),
    "plate": C_("vehicle", "Plate"),
    "stage": C_("vehicle", "Stage"),
    "odometer_km": C_("vehicle", "Odometer"),
    "odometer_on": C_("vehicle", "Odometer read on"),
    "first_registered_on": C_("vehicle", "First registered on"),
    "warranty_started_on": C_("vehicle", "Warranty started on"),
}
OWNER = C_("vehicle", "Owner")


@click.command()
@click.argument("vin")
@json_too
@click.pass_obj
def show(caller: CommandContext, vin: str, *, as_json: bool) -> None:
    """Everything known of one vehicle."""
    found = page(caller.viewer, vin)
    told = shown_of(caller.user, found)
    for more in offered("shows"):
        more(caller.user, told["vin"], told)
    if as_json:
        answer(caller.plain(_in_words(told, caller.language)))
        return
    for line in (*_described(told, caller.language), *_life(found, caller.language)):
        click.echo(line)


def _in_words(told: Any, language: Language) -> Any:
    """Plain values with each message among them in words, several that belong together one after the other."""
    match told:
        case Said(message=message, facts=facts):
            return language(message, **facts)
        case tuple() if told and all(isinstance(each, Said) for each in told):
            return " ".join(language(each.message, **each.facts) for each in told)
        case dict():
            return {name: _in_words(value, language) for name, value in told.items()}
        case list() | tuple():
            return [_in_words(each, language) for each in told]
    return told


def _described(told: dict[str, Any], language: Language) -> list[str]:
    """What is known of a vehicle, in lines for a person."""
    known = {language(label): _said(told[name], name, language) for name, label in LABELS.items() if told[name]}
    if told["odometer_km"] is not None:
        odometer = Odometer(told["odometer_shown_km"], told["odometer_km"])
        known[language(LABELS["odometer_km"])] = odometer_words(odometer, language)
    if told["owner"] and told["owner"]["name"]:
        known[language(OWNER)] = told["owner"]["name"]
    width = max(map(len, known))
    return [columns(f"{label:{width}}", value) for label, value in known.items()]


def _life(found: VehiclePage, language: Language) -> list[str]:
    """A vehicle's life by day, in words, each event with its code behind them, by which other programs know it."""
    names = {owner.person: owner.name for owner in found.owners if owner.name}
    return [_event(each.told, names, language) for each in found.lines]


def _event(told: RecordedEvent, names: Names, language: Language) -> str:
    words = worded(told, names)
    said = phrase(words.title, language), detail(words, language)
    read = language.formats.kilometres(told.odometer.km) if told.odometer else ""
    return columns(language.spoken(told.on), *said, read, language.spoken(told.paid), told.kind)


def _said(value: object, name: str, language: Language) -> str:
    if name == "odometer_km" and isinstance(value, int):
        return language.formats.kilometres(value)
    return str(value) if name == "model_year" else language.spoken(value)  # a year has no groups


COMMANDS = (show,)
