"""The models that dealers sell: what drives them and what their batteries hold, as dated data with sources."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.market.citing import OF_THE_SOURCE, Cited, cited_in

if TYPE_CHECKING:
    from lifecycle_desk.market.published_data import PublishedData


class Energy(LabeledEnum):
    """The energies that drive cars; hybrids without a plug are combustion cars to charging and inspection."""

    BEV = "BEV", N_("Battery-electric car (BEV)")
    PHEV = "PHEV", N_("Plug-in hybrid (PHEV)")
    REEV = "REEV", N_("Range-extended electric car (EREV)")
    ICE = "ICE", N_("Combustion car")

    @property
    def has_traction_battery(self) -> bool:
        """Whether there is a high-voltage battery to charge, to inspect and to hand over."""
        return self is not Energy.ICE

    @property
    def has_engine(self) -> bool:
        """Whether there is an engine with oil and exhaust."""
        return self is not Energy.BEV


class Chemistry(StrEnum):
    """Of a battery's cells, by the abbreviations that every language uses."""

    LFP = "LFP"
    NMC = "NMC"
    NCA = "NCA"
    LMO = "LMO"
    LCO = "LCO"
    LTO = "LTO"
    NA_ION = "NA_ION"
    NIMH = "NIMH"
    OTHER = "OTHER"


class RangeCycle(StrEnum):
    """The cycles by which makers publish ranges, the most comparable first, by abbreviations of every language."""

    WLTP = "WLTP"
    NEDC = "NEDC"
    CLTC = "CLTC"


@dataclass(frozen=True, slots=True)
class RatedRange:
    """How far a new car goes on its battery by a cycle; no car of one's own is promised it."""

    cycle: RangeCycle
    km: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant(Cited):
    """A model as it is sold: `usable_kwh` is what may be drawn, `gross_kwh` what is built in; None is not known.

    `ranges` are those that its source gives, the most comparable cycle first.
    """

    make: str
    model: str
    variant: str
    energy: Energy
    valid_from: date
    chemistry: Chemistry | None = None
    usable_kwh: Decimal | None = None
    gross_kwh: Decimal | None = None
    ranges: tuple[RatedRange, ...] = ()

    @property
    def usable_wh(self) -> int | None:
        """The usable energy in Wh, as it is kept."""
        return None if self.usable_kwh is None else int(self.usable_kwh * 1000)

    @property
    def name(self) -> str:
        """Make, model and variant in one line, no word twice; names are data and never translated."""
        return named(self.make, self.model, self.variant)

    def is_called(self, name: str) -> bool:
        """Whether a full name is this one's, with its make once or in full, whatever its capitals and blanks."""
        wanted = " ".join(name.split()).casefold()
        return wanted in {self.name.casefold(), f"{self.make} {self.model} {self.variant}".casefold()}


def named(make: str, model: str, variant: str = "") -> str:
    """A vehicle's name in one line, in which no word stands twice: MG4 64 kWh, GAC Aion Y Plus."""
    first = make.split()
    while first and model.casefold().startswith(first[-1].casefold()):
        first.pop()
    return " ".join(filter(None, (*first, model, variant)))


def renamed(label: str) -> str:
    """A label that begins with a number and ends with a name, in which no word stands twice: labels of before do."""
    number, *words = label.split()
    kept = [word for word, after in zip(words, [*words[1:], ""], strict=True) if not _begins(after, word)]
    return " ".join((number, *kept)) if words else label


def _begins(longer: str, word: str) -> bool:
    return len(word) > 1 and longer.casefold().startswith(word.casefold())


def catalogue(data: "PublishedData | None" = None) -> tuple[Variant, ...]:
    """All variants, by make, model and variant; without data, those that come with the program."""
    from lifecycle_desk.market.published_data import program_data  # the first picture names cars, and looks none up

    return _catalogue(data or program_data())


@lru_cache(maxsize=4)
def _catalogue(data: "PublishedData") -> tuple[Variant, ...]:
    from lifecycle_desk.market.published_data import DataKind

    entries = [each for file in data.of(DataKind.MODELS) for each in variants_in(file.content)]
    return tuple(sorted(entries, key=lambda entry: (entry.make.casefold(), entry.model, entry.variant)))


def variants_in(content: Mapping[str, Any]) -> Iterator[Variant]:
    """The variants of a file."""
    yield from (_variant(entry) for entry in content["variants"])


def makes(data: "PublishedData | None" = None) -> tuple[str, ...]:
    """The makes of the catalogue, in the order of the alphabet."""
    return tuple(dict.fromkeys(entry.make for entry in catalogue(data)))


def variants(make: str, model: str | None = None, data: "PublishedData | None" = None) -> tuple[Variant, ...]:
    """The variants of a make, or of one of its models, however they are spaced and capitalised."""
    return tuple(
        entry for entry in catalogue(data) if _alike(entry.make, make) and (model is None or _alike(entry.model, model))
    )


def find_model(
    make: str, model: str, variant: str | None = None, data: "PublishedData | None" = None
) -> Variant | None:
    """The one variant that the names tell; None where none or several would fit."""
    found = [entry for entry in variants(make, model, data) if variant is None or _alike(entry.variant, variant)]
    return found[0] if len(found) == 1 else None


def search(text: str, limit: int = 20, data: "PublishedData | None" = None) -> tuple[Variant, ...]:
    """Variants whose names hold all words of a text, to complete what is being typed.

    Those in which the words stand side by side come first: `atto 3` is no Atto 2 with a battery of 7.3 kWh.
    """
    words = text.casefold().split()
    if not words:
        return ()
    fitting = [entry for entry in catalogue(data) if all(word in entry.name.casefold() for word in words)]
    typed = f" {' '.join(words)}"
    fitting.sort(key=lambda entry: typed not in f" {entry.name.casefold()}")
    return tuple(fitting[:limit])


def _alike(one: str, other: str) -> bool:
    """Whether two names differ in nothing but capitals, blanks and hyphens: MG 4 Electric, mg4-electric."""
    return _bare(one) == _bare(other)


def _bare(name: str) -> str:
    return "".join(each for each in name.casefold() if each.isalnum())


def _variant(entry: dict[str, str | date | bool]) -> Variant:
    """An entry of a file; a key or a code that is not known is a mistake in the file and raises."""
    told = {key: value for key, value in entry.items() if key not in OF_THE_SOURCE}
    texts: dict[str, Any] = {key: value for key, value in told.items() if isinstance(value, str)}
    kilowatt_hours = {key: Decimal(texts.pop(key)) for key in ("usable_kwh", "gross_kwh") if key in texts}
    ranges = [RatedRange(each, int(texts.pop(key))) for each in RangeCycle if (key := f"{each.lower()}_km") in texts]
    chemistry = texts.pop("chemistry", None)
    valid_from = entry["valid_from"]
    if not isinstance(valid_from, date):
        raise TypeError(f"valid_from of {entry} is no date")
    return Variant(
        energy=Energy.of(texts.pop("energy")),
        chemistry=Chemistry(chemistry) if chemistry else None,
        valid_from=valid_from,
        usable_kwh=kilowatt_hours.get("usable_kwh"),
        gross_kwh=kilowatt_hours.get("gross_kwh"),
        ranges=tuple(ranges),
        **texts,
        **cited_in(entry),
    )
