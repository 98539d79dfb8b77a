"""Wording: how each step of the end is told in the timeline, on the screen and on paper."""

from datetime import date

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.stages.recycling.rules.status import Happening
from lifecycle_desk.stages.recycling.rules.taking_over import Essential, RegistrationDocument
from lifecycle_desk.stages.recycling.rules.transport import Condition
from lifecycle_desk.stages.recycling.rules.ways_out import LossCause
from lifecycle_desk.stages.recycling.rules.worksheet import Choice
from lifecycle_desk.vehicle.rules.batteries.words import Fate
from lifecycle_desk.vehicle.rules.dealer_wording import call_settings
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.wording import Names, Piece, Said, Worded, teach

NOTE, REASON, REFERENCE = C_("event", "Note"), C_("correction", "Reason"), C_("authority", "Reference")


def _known(*facts: tuple[str, Piece | None]) -> tuple[tuple[str, Piece], ...]:
    """Those of some facts that are known."""
    return tuple((label, value) for label, value in facts if value is not None and value != "")


def _pieces(*pieces: Piece | None) -> tuple[Piece, ...]:
    return tuple(each for each in pieces if each)


def _text(told: RecordedEvent, name: str) -> str:
    return str(told.facts.get(name) or "")


def _title(told: RecordedEvent) -> Said:
    return Said(Happening.of(told.kind).label)


def _decided(told: RecordedEvent, _: Names) -> Worded:
    choice, why = Choice.of(told.facts["choice"]), _text(told, "why")
    nets = {Choice.of(name): Money(net["minor"], net["currency"]) for name, net in told.facts.get("nets", {}).items()}
    facts = _known((C_("decision", "Decision"), choice), (REASON, why), *((each.label, nets[each]) for each in nets))
    return Worded(_title(told), _pieces(choice, nets.get(choice), why), facts, "scale")


def _total_loss(told: RecordedEvent, _: Names) -> Worded:
    cause = LossCause.of(told.facts["cause"])
    facts = _known(
        (C_("loss", "Cause"), cause),
        (N_("Insurer"), _text(told, "insurer")),
        (REFERENCE, _text(told, "reference")),
        (NOTE, _text(told, "note")),
    )
    return Worded(
        _title(told), _pieces(cause, _text(told, "insurer"), _text(told, "reference")), facts, "alert-triangle"
    )


def _stolen(told: RecordedEvent, _: Names) -> Worded:
    facts = _known(
        (REFERENCE, _text(told, "reference")), (N_("Authority"), _text(told, "authority")), (NOTE, _text(told, "note"))
    )
    return Worded(_title(told), _pieces(_text(told, "reference")), facts, "alert-circle")


def _found(told: RecordedEvent, _: Names) -> Worded:
    facts = _known((REFERENCE, _text(told, "reference")), (NOTE, _text(told, "note")))
    return Worded(_title(told), _pieces(_text(told, "reference")), facts, "circle-check")


def _exported(told: RecordedEvent, _: Names) -> Worded:
    facts = _known(
        (N_("Country"), _text(told, "country")),
        (N_("Customs document"), _text(told, "customs_document")),
        (NOTE, _text(told, "note")),
    )
    return Worded(_title(told), _pieces(_text(told, "country"), _text(told, "customs_document")), facts, "ship")


def _taken_over(told: RecordedEvent, names: Names) -> Worded:
    missing: Piece = tuple(Essential.of(each) for each in told.facts.get("missing", ())) or ""
    free = Said(N_("free of charge")) if told.facts.get("free_take_back") else None
    facts = _known(
        (N_("Last holder"), names.get(told.person or 0)),
        (N_("Registration document"), RegistrationDocument.of(told.facts["registration_document"])),
        (N_("Missing from the vehicle"), missing),
        (NOTE, _text(told, "note")),
    )
    incomplete = Said(N_("incomplete")) if missing else None
    return Worded(_title(told), _pieces(names.get(told.person or 0), free, incomplete), facts, "recycle")


def _depolluted(told: RecordedEvent, _: Names) -> Worded:
    n = len(told.facts.get("items", ()))
    items = Said(NN_("%(n)s item of the list", "%(n)s items of the list"), n=n)
    facts = _known((N_("Done by"), _text(told, "by")), (NOTE, _text(told, "note")))
    return Worded(_title(told), _pieces(items, _text(told, "by")), facts, "droplet-off")


def _parts(told: RecordedEvent, _: Names) -> Worded:
    parts, numbers = told.facts.get("parts", ()), told.facts.get("numbers", ())
    n = Said(NN_("%(n)s part", "%(n)s parts"), n=len(parts))
    facts = tuple((number, f"{part['name']} ({part['grade']})") for number, part in zip(numbers, parts, strict=False))
    return Worded(_title(told), _pieces(n, *(part["name"] for part in parts[:3])), facts, "package")


def _battery(told: RecordedEvent, _: Names) -> Worded:
    condition, fate = Condition.of(told.facts["condition"]), Fate.of(told.facts["fate"])
    travels = told.facts.get("transport", {})
    packed = ", ".join((str(travels.get("un_number", "")), *travels.get("packaging", ())))
    facts = _known(
        (N_("Battery code"), ", ".join(told.facts["codes"])),
        (C_("battery", "Condition"), condition),
        (N_("Transport"), packed),
        (N_("Carrier"), _text(told, "carrier")),
        (N_("Consignee"), _text(told, "consignee")),
        (N_("Permit"), _text(told, "permit_number")),
        (N_("Intended fate"), fate),
        (NOTE, _text(told, "note")),
    )
    return Worded(_title(told), _pieces(_text(told, "consignee"), fate, packed), facts, "battery-charging")


def _destroyed(told: RecordedEvent, _: Names) -> Worded:
    facts = _known(
        (C_("certificate", "Number"), _text(told, "certificate")),
        (N_("Facility"), _text(told, "facility")),
        (N_("Examined by"), _text(told, "examined_by")),
        (N_("Released by"), _text(told, "released_by")),
        (NOTE, _text(told, "note")),
    )
    return Worded(_title(told), _pieces(_text(told, "certificate"), _text(told, "facility")), facts, "certificate")


def _reported(told: RecordedEvent, _: Names) -> Worded:
    facts = _known((REFERENCE, _text(told, "reference")), (NOTE, _text(told, "note")))
    return Worded(_title(told), _pieces(_text(told, "reference")), facts, "send")


def _permit(told: RecordedEvent, _: Names) -> Worded:
    permit = told.facts["permit"]
    until = permit.get("valid_to")
    facts = _known(
        (N_("Permit"), permit["number"]),
        (N_("Authority"), permit["authority"]["name"]),
        (C_("period", "Until"), date.fromisoformat(until) if until else None),
    )
    return Worded(Said(N_("Permit as a treatment facility")), _pieces(permit["number"]), facts, "license")


def _taken_back(told: RecordedEvent, _: Names) -> Worded:
    why, kind = _text(told, "why"), told.facts.get("kind", "")
    what = Said(Happening.of(kind).label) if kind else None
    return Worded(_title(told), _pieces(what, why), _known((N_("Entry"), what), (REASON, why)), "arrow-back-up")


call_settings({"recycling_permit": N_("Permits of the treatment facility")})
teach(
    {
        Happening.DECIDED.value: _decided,
        Happening.TOTAL_LOSS.value: _total_loss,
        Happening.STOLEN.value: _stolen,
        Happening.FOUND.value: _found,
        Happening.EXPORTED.value: _exported,
        Happening.TAKEN_OVER.value: _taken_over,
        Happening.DEPOLLUTED.value: _depolluted,
        Happening.PARTS_TAKEN.value: _parts,
        Happening.BATTERY_HANDED_OVER.value: _battery,
        Happening.DESTROYED.value: _destroyed,
        Happening.REPORTED.value: _reported,
        Happening.TAKEN_BACK.value: _taken_back,
        "recycling.permit_recorded": _permit,
    }
)
