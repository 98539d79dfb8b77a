"""Entries about a battery: what can be written down of it, by where it stands."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import KG
from lifecycle_desk.batteries.rules.codes import ProductType
from lifecycle_desk.batteries.rules.recovery import HEAVIEST_G, Material, MaterialMass, Recovery, kilograms
from lifecycle_desk.batteries.rules.words import SECOND_LIVES, BatteryFacts, BatteryPart, BatteryStatus, Whereabouts
from lifecycle_desk.batteries.usecases import moves
from lifecycle_desk.batteries.usecases.replacing import BATTERY_REPLACED, ReplaceBattery, replace_battery
from lifecycle_desk.batteries.usecases.tree import BatteryTree
from lifecycle_desk.commands.kinds import NOTE, ON, kinds_of
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import ChoiceField, Field, LineField, ReadField, TextField
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.reading import read_number
from lifecycle_desk.vehicle.rules.models import Chemistry
from lifecycle_desk.vehicle.rules.steps import Step
from lifecycle_desk.vehicle.rules.wording import chemistry
from lifecycle_desk.vehicle.screens.documents import DocumentsField
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.event_text import in_words
from lifecycle_desk.vehicle.screens.fields import bare, day_field, energy_field, looked
from lifecycle_desk.vehicle.screens.step_form import Around, StepForm

if TYPE_CHECKING:
    from datetime import date

VIN_LENGTH = 17
LISTED = (Material.LITHIUM, Material.COBALT, Material.NICKEL, Material.COPPER, Material.ALUMINIUM, Material.STEEL)

type Make = Callable[[AppContext, BatteryTree], Entry]


def offered(page: BatteryTree) -> Iterator[tuple[UiText, str, Make]]:
    """The entries that a battery's present place allows, each with its icon; the likeliest first."""
    where, parts = page.battery.where, page.parts
    if where in {Whereabouts.IN_CAR, Whereabouts.PART}:
        yield moves.TAKEN_OUT.heading, "arrow-back-up", taking_out
    if where is Whereabouts.OUT:
        yield moves.PUT_IN.heading, "battery-charging", putting_in
        yield moves.JOINED.heading, "package", joining
    if where.is_loose:
        yield moves.SECOND_LIFE.heading, "recycle", second_life
        if parts:
            yield moves.BROKEN_UP.heading, "package", breaking_up
        yield moves.DISCARDED.heading, "trash", discarding
        yield moves.RECYCLED.heading, "recycle", recycling
    if not where.is_gone:
        yield moves.KNOWN.heading, "pencil", describing


def _entry(
    step: Step[Any],
    fields: dict[str, Field],
    lines: Sequence[Sequence[tuple[QWidget, int]]],
    does: tuple[Any, Callable[[dict[str, Any]], Any]],
    app: AppContext,
) -> Entry:
    """An entry about a battery as it was made, which no kind fits, with a day, a note and documents below."""
    on, note, documents = day_field(ON, today=True, required=True), LineField(NOTE), DocumentsField(app)
    verb, asked = does
    readable = [each for each in fields.values() if isinstance(each, ReadField)]

    def read() -> Any:
        looked(on, *readable)
        common = {"on": cast("date", on.value), "note": note.text, "documents": documents.digests}
        return asked(common)

    return Entry(
        step.heading,
        fields | {"on": on, "note": note, "documents": documents},
        (*lines, ((on, 1), (note, 2), (documents, 2))),
        lambda: verb,
        read,
        step.done,
        documents=documents,
    )


def mass_field(label: UiText) -> ReadField:
    """A mass in kg, kept as whole grams."""

    def read(text: str) -> tuple[object, str]:
        value, _ = read_number(bare(text, KG), translator().current)
        grams = int(value * 1000)
        if not 0 <= grams <= HEAVIEST_G:
            grams = HEAVIEST_G + 1  # the rule says what is wrong with it
        return grams, translator().current.formats.measure(kilograms(grams), KG)

    return ReadField(label, read)


def _codes(field: TextField) -> tuple[str, ...]:
    return tuple(filter(None, (line.strip() for line in field.text.splitlines())))


def taking_out(app: AppContext, page: BatteryTree) -> Entry:
    """A pack leaves its car, a module its pack."""
    begins = moves.TakeOutBattery(on=_today(), code=page.code)
    return StepForm(moves.TAKEN_OUT, Around(app), begins).entry(moves.take_out_battery)


def putting_in(app: AppContext, page: BatteryTree) -> Entry:
    """A pack goes into a car, a part into a whole: one field takes either's number."""
    into = LineField(kinds_of(moves.PutInBattery)["into"].label, mono=True, longest=64)
    begins = moves.PutInBattery(on=_today(), code=page.code)
    form = StepForm(moves.PUT_IN, Around(app), begins, parts={"into": into})

    def read() -> moves.PutInBattery:
        asked = form.read()
        return replace(asked, vin=asked.into, into=None) if len(asked.into or "") == VIN_LENGTH else asked

    return replace(form.entry(moves.put_in_battery, dict.fromkeys(("vin", "code"), "into")), read=read)


def breaking_up(app: AppContext, page: BatteryTree) -> Entry:
    """A whole is broken up into its parts."""
    begins = moves.BreakUpBattery(on=_today(), code=page.code)
    return StepForm(moves.BROKEN_UP, Around(app), begins).entry(moves.break_up_battery)


def discarding(app: AppContext, page: BatteryTree) -> Entry:
    """A battery becomes waste."""
    begins = moves.DiscardBattery(on=_today(), code=page.code)
    return StepForm(moves.DISCARDED, Around(app), begins).entry(moves.discard_battery)


def _today() -> "date":
    return translator().current.formats.today()


def joining(app: AppContext, page: BatteryTree) -> Entry:
    """Parts that lie by themselves are a new whole."""
    parts = TextField(N_("Codes of all parts, one per line"), text=page.code + "\n", rows=3)
    code = LineField(
        N_("New battery code"), mono=True, longest=64, hint=N_("Leave empty to assign a number automatically.")
    )
    status = _status(BatteryStatus.REPURPOSED)

    def asked(common: dict[str, Any]) -> moves.JoinBatteries:
        kind = ProductType.MODULE if page.battery.kind is ProductType.CELL else ProductType.PACK
        whole = BatteryFacts(code.text, kind, page.battery.facts.chemistry)
        return moves.JoinBatteries(
            whole=whole, parts=_codes(parts), status=cast("BatteryStatus", status.value), **common
        )

    fields: dict[str, Field] = {"parts": parts, "code": parts, "new_code": code, "battery_code": code}
    return _entry(
        moves.JOINED,
        fields,
        (((parts, 1),), ((code, 2), (status, 1))),
        (moves.join_batteries, asked),
        app,
    )


def _status(value: BatteryStatus) -> ChoiceField:
    return ChoiceField(C_("battery", "Status"), [(each, each.label) for each in SECOND_LIVES], value=value)


def second_life(app: AppContext, page: BatteryTree) -> Entry:
    """Re-used as it is, or coded anew."""
    status = _status(BatteryStatus.REPURPOSED)
    code = LineField(
        N_("New battery code"), mono=True, longest=64, hint=N_("Leave empty only if it is re-used unchanged.")
    )
    passport = LineField(N_("New EU battery passport"), mono=True)

    def asked(common: dict[str, Any]) -> moves.GiveSecondLife:
        made = (BatteryFacts(code.text, page.battery.kind, passport=passport.text),) if code.text else ()
        return moves.GiveSecondLife(codes=(page.code,), status=cast("BatteryStatus", status.value), made=made, **common)

    fields: dict[str, Field] = {
        "status": status,
        "new_code": code,
        "battery_code": code,
        "code": code,
        "passport": passport,
    }
    return _entry(
        moves.SECOND_LIFE, fields, (((status, 1), (code, 2), (passport, 2)),), (moves.give_second_life, asked), app
    )


def recycling(app: AppContext, page: BatteryTree) -> Entry:
    """The entry of a recycler's certificate, material by material."""
    went_in, certificate = (
        mass_field(N_("Input mass (kg)")),
        LineField(kinds_of(moves.RecycleBattery)["certificate"].label),
    )
    if page.battery.facts.mass_g:
        went_in.set_text(translator().current.formats.number(kilograms(page.battery.facts.mass_g)))
    held = {each: mass_field(Message(N_("%(material)s content (kg)"), material=each)) for each in LISTED}
    came = {each: mass_field(Message(N_("%(material)s recovered (kg)"), material=each)) for each in LISTED}
    other = mass_field(N_("Other material recovered (kg)"))

    def asked(common: dict[str, Any]) -> moves.RecycleBattery:
        told = Recovery(cast("int | None", went_in.value), _masses(held), _masses(came | {Material.OTHER: other}))
        return moves.RecycleBattery(code=page.code, recovery=told, certificate=certificate.text, **common)

    fields: dict[str, Field] = {"input_g": went_in, "certificate": certificate, "recovered": came[LISTED[0]]}
    fields |= {f"contained.{each}": field for each, field in held.items()}
    fields |= {f"recovered.{each}": field for each, field in came.items()} | {"other": other}
    lines: list[Sequence[tuple[QWidget, int]]] = [((went_in, 1), (other, 1), (certificate, 2))]
    for first in range(0, len(LISTED), 2):
        pair = LISTED[first : first + 2]
        lines.append([(field, 1) for each in pair for field in (held[each], came[each])])
    return _entry(moves.RECYCLED, fields, lines, (moves.recycle_battery, asked), app)


def _masses(fields: dict[Material, ReadField]) -> tuple[MaterialMass, ...]:
    return tuple(
        MaterialMass(each, cast("int", field.value)) for each, field in fields.items() if field.value is not None
    )


def describing(app: AppContext, page: BatteryTree) -> Entry:
    """The entry of a battery's description, as it was made, and of its parts."""
    facts = page.battery.facts
    kind = ChoiceField(
        C_("battery", "Chemistry"),
        [(None, PlainText("–")), *((each, PlainText(in_words(chemistry(each.value)))) for each in Chemistry)],
        value=facts.chemistry,
    )
    energy, mass = energy_field(N_("Nominal energy (kWh)")), mass_field(N_("Mass (kg)"))
    formats = translator().current.formats
    if facts.nominal_wh:
        energy.set_text(formats.number(Decimal(facts.nominal_wh) / 1000))
    if facts.mass_g:
        mass.set_text(formats.number(kilograms(facts.mass_g)))
    serial = LineField(N_("Maker’s serial number"), text=facts.serial, mono=True)
    passport = LineField(N_("EU battery passport"), text=facts.passport, mono=True)
    modules = TextField(N_("Part codes, one per line"), rows=3, hint=N_("Already recorded values can be left out."))

    def asked(common: dict[str, Any]) -> moves.KnowBattery:
        below = ProductType.CELL if page.battery.kind is ProductType.MODULE else ProductType.MODULE
        told = BatteryFacts(
            page.code,
            page.battery.kind,
            cast("Chemistry | None", kind.value),
            cast("int | None", energy.value),
            cast("int | None", mass.value),
            serial.text,
            passport.text,
        )
        parts = tuple(BatteryPart(BatteryFacts(each, below)) for each in _codes(modules))
        return moves.KnowBattery(battery=told, parts=parts, **common)

    fields: dict[str, Field] = {
        "chemistry": kind,
        "nominal_wh": energy,
        "mass_g": mass,
        "serial": serial,
        "passport": passport,
        "code": modules,
        "battery_code": modules,
    }
    return _entry(
        moves.KNOWN,
        fields,
        (((kind, 1), (energy, 1), (mass, 1)), ((serial, 1), (passport, 2)), ((modules, 1),)),
        (moves.know_battery, asked),
        app,
    )


def replacing(app: AppContext, vin: str, told: ReplaceBattery | None = None) -> Entry:
    """Another traction battery."""
    begins = told or ReplaceBattery(vin, "", translator().current.formats.today())
    return StepForm(BATTERY_REPLACED, Around(app), begins).entry(
        replace_battery, dict.fromkeys(("battery", "battery_code"), "code")
    )
