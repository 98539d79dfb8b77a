"""Wording: how each kind of event is told to people, on the screen and on paper; each stage adds its own kinds.

Nothing here is in a language yet: messages are marked, facts keep their types, and `language/` writes both.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import KWH, Measure
from lifecycle_desk.base.said import InARow, Piece, Said
from lifecycle_desk.vehicle.rules.facts import (
    DescribedTold,
    DossierGivenTold,
    DossierTakenInTold,
    ElsewhereTold,
    ErasureTold,
    PersonTold,
    SettingTold,
    TrustTold,
)
from lifecycle_desk.vehicle.rules.issued_papers import PaperTold
from lifecycle_desk.vehicle.rules.life import ELSEWHERE, RecordedEvent, VehicleEvent, as_recorded
from lifecycle_desk.vehicle.rules.models import Chemistry, Energy, named
from lifecycle_desk.vehicle.rules.proof_words import KINDS

type Names = Mapping[int, str]  # the names of people who were not erased, by their numbers
type Wording = Callable[[RecordedEvent, Names], "Worded"]


@dataclass(frozen=True, slots=True)
class Worded:
    """An event as it is told: a title, what explains it, and all its facts with their labels.

    `icon` is of the program's set, else that of the stage. `state` is a chip beside the title: words and a tone such
    as "ok" or "accent". `covered` stands where the price would: warranty, free. `opens` is the page of the program
    on which it can be looked at, with its key: ("order", "RO-2026-0028").
    """

    title: Said
    detail: tuple[Piece, ...] = ()
    facts: tuple[tuple[str, Piece], ...] = ()
    icon: str = ""
    state: tuple[str, str] | None = None
    covered: str = ""
    opens: tuple[str, str] | None = None


_KNOWN: dict[str, Wording] = {}


def teach(wordings: Mapping[str, Wording]) -> None:
    """Add the wordings of a room; the vehicle finds them by kind and never learns which room they came from."""
    _KNOWN.update(wordings)


def worded(told: RecordedEvent, names: Names = MappingProxyType({})) -> Worded:
    """How an event is told; one whose room is not here is told by its part of life and the name of its kind."""
    known = _KNOWN.get(told.kind)
    return known(told, names) if known else _unknown(told)


def _unknown(told: RecordedEvent) -> Worded:
    of, _, name = told.kind.partition(".")
    title = Said(N_("Dealership record")) if of == "dealer" else Said(N_("Record: %(part)s"), part=told.part)
    return Worded(title, (name.replace("_", " "),))


def _texts(*texts: object) -> tuple[Piece, ...]:
    """Those of some texts that say something."""
    return tuple(each for each in texts if each)


def _labelled(*facts: tuple[str, Piece | None]) -> tuple[tuple[str, Piece], ...]:
    """Those of some facts that are known."""
    return tuple((label, value) for label, value in facts if value is not None and value != "")


BUILT: tuple[tuple[str, str], ...] = (
    ("make", C_("vehicle", "Make")),
    ("model", C_("vehicle", "Model")),
    ("variant", C_("vehicle", "Variant")),
    ("model_year", C_("vehicle", "Model year")),
    ("energy", C_("vehicle", "Energy")),
    ("chemistry", C_("battery", "Chemistry")),
    ("usable_wh", C_("battery", "Usable energy")),
    ("colour", C_("vehicle", "Colour")),
    ("original_vin", N_("Original VIN")),
)


def described(description: Mapping[str, object]) -> tuple[tuple[str, Piece], ...]:
    """A vehicle's description as it was built, each value with its label; years and codes are no numbers to group."""
    return _labelled(*((label, _built(name, description.get(name))) for name, label in BUILT))


def chemistry(code: str) -> Piece:
    """A chemistry as it is written everywhere; only what is none of these is a word."""
    if code == Chemistry.OTHER:
        return Said(C_("battery", "Other"))
    return {Chemistry.NA_ION: "Na-ion", Chemistry.NIMH: "NiMH"}.get(Chemistry(code), code)


def _built(name: str, value: object) -> Piece | None:
    match name, value:
        case _, None | "":
            return None
        case "energy", str(code):
            return Energy.of(code)
        case "chemistry", str(code):
            return chemistry(code)
        case "usable_wh", int(watt_hours):
            return Measure(kilowatt_hours(watt_hours), KWH)
    return str(value)


def kilowatt_hours(watt_hours: int) -> Decimal:
    """Wh as an exact number of kWh, as short as it is exact."""
    return Decimal(watt_hours) / 1000


def _added(told: RecordedEvent, names: Names) -> Worded:
    said, owner = told.facts_as(DescribedTold), names.get(told.sets.owner or 0)
    name, suggested = _name(said), InARow(*(str(each.value) for each in said.suggested.values()))
    facts = (
        *described(said.description),
        *_labelled(
            (C_("vehicle", "Plate"), told.sets.plate),
            (C_("vehicle", "Owner"), owner),
            (N_("First registered"), told.sets.first_registered_on),
            (N_("Read from the VIN"), suggested),
        ),
    )
    return Worded(Said(VehicleEvent.ADDED.label), _texts(name, told.sets.plate, owner), facts, "car")


def _described(told: RecordedEvent, _: Names) -> Worded:
    said = told.facts_as(DescribedTold)
    return Worded(Said(VehicleEvent.DESCRIBED.label), _texts(_name(said)), described(said.description), "pencil")


def _name(said: DescribedTold) -> str:
    return named(*(str(said.description.get(each, "")) for each in ("make", "model", "variant")))


def _elsewhere(told: RecordedEvent, names: Names) -> Worded:
    """As its own kind is told, with the dealer who vouches for it; some facts of it stayed with him."""
    try:
        own = worded(as_recorded(told), names)
    except (LookupError, TypeError, ValueError):
        own = _unknown(as_recorded(told))
    dealer = (C_("event", "Recorded by"), told.facts_as(ElsewhereTold).dealer)
    return replace(own, detail=(*own.detail, dealer[1]), facts=(*own.facts, dealer), opens=None)


def paper(told: RecordedEvent, _: Names) -> Worded:
    """A paper that was issued or withdrawn, of a vehicle or of the dealer alone."""
    said = told.facts_as(PaperTold)
    which = Said(N_("%(number)s, issue %(issue)s"), number=said.number, issue=said.issue)
    kind = Said(KINDS[said.kind]) if said.kind in KINDS else said.kind
    gone = told.kind.endswith(".paper_withdrawn")
    title = Said(N_("Document withdrawn")) if gone else Said(N_("Document issued"))
    labelled = _labelled((N_("Kind"), kind), (N_("Number"), which), (C_("correction", "Reason"), said.why))
    return Worded(title, _texts(kind, which, said.why), labelled, "shield-off" if gone else "file-certificate")


def _dossier_given(told: RecordedEvent, _: Names) -> Worded:
    facts = _labelled((N_("Owner’s data included"), yes_or_no(told.facts_as(DossierGivenTold).with_owner)))
    return Worded(Said(N_("Dossier exported")), (), facts, "arrows-exchange")


def yes_or_no(value: object) -> Piece | None:
    """A flag in words; nothing where it is not known."""
    return None if value is None else Said(C_("answer", "Yes") if value else C_("answer", "No"))


def _dossier_taken_in(told: RecordedEvent, _: Names) -> Worded:
    said = told.facts_as(DossierTakenInTold)
    facts = _labelled(
        (C_("settings", "Dealer"), said.dealer),
        (N_("Key fingerprint"), said.key),
        (C_("vehicle", "Events"), said.new),
    )
    return Worded(Said(N_("Dossier imported")), _texts(said.dealer), facts, "arrows-exchange")


def _founded(told: RecordedEvent, _: Names) -> Worded:
    return Worded(Said(N_("Records started")), _texts(told.facts_as(SettingTold).name), icon="building-store")


def _key_trusted(told: RecordedEvent, _: Names) -> Worded:
    said = told.facts_as(TrustTold)
    facts = _labelled((N_("Key fingerprint"), said.fingerprint))
    return Worded(Said(N_("Another dealer’s key trusted")), _texts(said.dealer), facts, "key")


def _key_mistrusted(told: RecordedEvent, _: Names) -> Worded:
    said = told.facts_as(TrustTold)
    facts = _labelled((N_("Key fingerprint"), said.fingerprint), (C_("correction", "Reason"), said.why))
    return Worded(Said(N_("Another dealer’s key no longer trusted")), _texts(said.dealer), facts, "key")


def _erased(told: RecordedEvent, _: Names) -> Worded:
    said = told.facts_as(ErasureTold)
    why = said.why or (Said(N_("Erased by retention rule")) if said.rule else "")
    return Worded(Said(N_("Personal data erased")), _texts(why), _labelled((C_("correction", "Reason"), why)), "trash")


def _exported(told: RecordedEvent, _: Names) -> Worded:
    person = Said(N_("Customer number %(number)s"), number=told.facts_as(PersonTold).person)
    return Worded(Said(N_("All data of a person exported")), (person,), icon="file-export")


teach(
    {
        VehicleEvent.ADDED.value: _added,
        VehicleEvent.DESCRIBED.value: _described,
        "vehicle.paper_issued": paper,
        "vehicle.paper_withdrawn": paper,
        "vehicle.dossier_given": _dossier_given,
        "vehicle.dossier_taken_in": _dossier_taken_in,
        ELSEWHERE: _elsewhere,
        "dealer.founded": _founded,
        "dealer.key_trusted": _key_trusted,
        "dealer.key_mistrusted": _key_mistrusted,
        "dealer.person_erased": _erased,
        "dealer.person_exported": _exported,
    }
)
