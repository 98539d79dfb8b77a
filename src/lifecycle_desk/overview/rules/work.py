"""Kinds of workshop work: what an operation is called in a paper for strangers, who must not read what people typed."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache

from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.resources import resource
from lifecycle_desk.base.terms import LabeledEnum


class WorkKind(LabeledEnum):
    """The kinds of work, in the program's own words; the words that tell them stand in resources/work."""

    SERVICE = "service", C_("work", "Regular service")
    OIL = "oil", C_("work", "Engine oil and filter")
    FILTER = "filter", C_("work", "Cabin filter")
    BRAKES = "brakes", C_("work", "Brakes")
    TYRES = "tyres", C_("work", "Tyres and wheels")
    SUSPENSION = "suspension", C_("work", "Suspension")
    TWELVE_VOLT = "twelve_volt", C_("work", "12 V battery")
    HIGH_VOLTAGE = "high_voltage", C_("work", "High-voltage system")
    CHARGING = "charging", C_("work", "Charging equipment")
    COOLING = "cooling", C_("work", "Cooling")
    AIR_CONDITIONING = "air_conditioning", C_("work", "Air conditioning")
    SOFTWARE = "software", C_("work", "Software update")
    DRIVE_UNIT = "drive_unit", C_("work", "Drive motor")
    ENGINE = "engine", C_("work", "Engine")
    ELECTRICS = "electrics", C_("work", "Lights, cameras and sensors")
    GLASS = "glass", C_("work", "Glass and wipers")
    BODY = "body", C_("work", "Body and paint")
    RESTRAINTS = "restraints", C_("work", "Seat belts and airbags")
    ACCESSORIES = "accessories", C_("work", "Accessories")
    OTHER = "other", C_("work", "Other work")


def kinds_of(texts: Iterable[str]) -> tuple[WorkKind, ...]:
    """The kinds of work that some texts tell of, in the order of the list; none where no word of the list is in them.

    >>> kinds_of(["Replace front brake pads"])
    (<WorkKind.BRAKES: 'brakes'>,)
    """
    whole = "\n".join(texts).casefold()
    return tuple(kind for kind, told_by in _told_by() if told_by.search(whole))


@cache
def _told_by() -> tuple[tuple[WorkKind, re.Pattern[str]], ...]:
    """For each kind what its words look like; ValueError for a kind in the file that there is not."""
    listed: dict[str, list[str]] = tomllib.loads(resource("work/kinds.toml").read_text("utf-8"))["kinds"]
    words = {WorkKind.of(kind): listed_words for kind, listed_words in listed.items()}
    return tuple((kind, _any_of(words[kind])) for kind in WorkKind if kind in words)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of some words: Latin ones from the beginning of a word, since “tire” stands in “entire”, others anywhere."""
    return re.compile("|".join(_pattern(word.casefold()) for word in words))


def _pattern(word: str) -> str:
    latin = word[0].isascii() or word[0] in "áéíóúñü"
    return rf"\b{re.escape(word)}" if latin else re.escape(word)
