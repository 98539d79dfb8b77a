"""How a row of a file on its way in reads: what it says, and what we make of it."""

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.filters import Kind
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language
from lifecycle_desk.stages.charging.imports.interchange.faulty import Part
from lifecycle_desk.stages.charging.imports.interchange.figures import CurrencyNotOurs
from lifecycle_desk.stages.charging.imports.interchange.previewing import Listed, Outcome, Shown
from lifecycle_desk.stages.charging.imports.rules.incoming import EMPTY, FUEL, OPEN
from lifecycle_desk.stages.charging.sessions.rules.sessions import Session
from lifecycle_desk.stages.charging.sessions.screens.cells import charge_of, cost_of, energy_of, started, where_of
from lifecycle_desk.stages.charging.sessions.usecases.deciding import REMOVED
from lifecycle_desk.vehicle.screens.event_text import NOTHING
from lifecycle_desk.vehicle.screens.importing.preview import LINE_AT, READY, VERDICT_AT, ready, refused

KINDS = (
    Kind(Outcome.READY, READY, "ok", "circle-check"),
    Kind(Outcome.WAITING, C_("import", "Waiting for a vehicle"), "warn", "archive"),
    Kind(Outcome.KNOWN, C_("import", "Already imported"), "neutral", "copy"),
    Kind(Outcome.CHANGED, C_("import", "Changed"), "accent", "edit"),
    Kind(Outcome.LEFT_OUT, C_("import", "Skipped"), "neutral", "minus"),
    Kind(Outcome.FAULTY, N_("Rejected"), "danger", "alert-circle"),
)
COLUMNS = (
    LINE_AT,
    Column(C_("vehicle", "Vehicle"), 172),
    Column(C_("charging", "Started"), 160),
    Column(C_("charging", "Energy"), 104, "end"),
    Column(C_("charging", "Charge"), 92, gives_way=2),
    Column(C_("charging", "Location"), 150, gives_way=1),
    Column(C_("charging", "Cost"), 96, "end"),
    VERDICT_AT,
)
PARTS = (Part.VEHICLE, Part.STARTED, Part.ENERGY, Part.CHARGE, Part.WHERE, Part.COST)

SINCE, CORRECTED = N_("Already imported on %(day)s"), N_("Already imported, and edited since")
TAKEN_OUT = N_("Removed earlier; stays removed")
SAME_AS, OTHER_THAN = N_("Same as line %(line)s"), N_("Differs from line %(line)s")
TOLD_ANEW = N_("Differs from %(day)s; this one replaces it")
WAITED = N_("Was waiting for a vehicle; now assigned")
UNKNOWN_NAME = N_("Waiting: “%(name)s” is not assigned to a vehicle")
NO_NAME = N_("Waiting: the file names no vehicle")
READY_BUT = N_("Ready, please check: %(odd)s")
LEFT_OUT = {
    OPEN: N_("Skipped: still charging"),
    EMPTY: N_("Skipped: no energy"),
    FUEL: N_("Skipped: fuel, not charging"),
}
IN_COLUMN = N_("%(column)s: %(why)s")
NOT_THAT_CURRENCY = N_("“%(given)s” is an amount in %(sign)s, not in %(currency)s: choose the currency above.")


def cells(shown: Shown) -> tuple[str | Cell, ...]:
    """A row of a file as the table shows it."""
    listed = shown.listed
    line = translator().current.formats.number(listed.line)
    if listed.session is None:
        return (line, *_given(listed), _verdict(shown))
    session = listed.session
    return (
        line,
        _whose(shown, session),
        started(session.started_at),
        energy_of(session.energy_wh),
        charge_of(session),
        where_of(session),
        cost_of(session),
        _verdict(shown),
    )


def _whose(shown: Shown, session: Session) -> str | Cell:
    """The plate, the VIN, or the name that the source gives the car."""
    if shown.listed.vin:
        return shown.plate or shown.listed.vin
    name = session.whose[0] if session.whose else NOTHING
    return Cell(name, "warn", tint="warn") if shown.listed.outcome is Outcome.WAITING else name


def _given(listed: Listed) -> list[str | Cell]:
    """A row in its own words, the wrong part of it tinted."""
    record = listed.record
    if record is None:
        return [""] * len(PARTS)
    shown: list[str | Cell] = [record.given.get(part, "") for part in PARTS]
    if record.wrong:
        shown[PARTS.index(record.wrong)] = Cell(record.given.get(record.wrong) or NOTHING, "danger", tint="danger")
    return shown


def _verdict(shown: Shown) -> Cell:
    """Our verdict on a row."""
    listed, language = shown.listed, translator().current
    match listed.outcome:
        case Outcome.FAULTY:
            made = refused(reason_of(listed, language))
        case Outcome.LEFT_OUT:
            made = Cell(language(LEFT_OUT.get(listed.reason, LEFT_OUT[EMPTY])), "neutral", "minus")
        case Outcome.WAITING:
            name = listed.session.whose[0] if listed.session and listed.session.whose else ""
            made = Cell(language(UNKNOWN_NAME, name=name) if name else language(NO_NAME), "warn", "archive")
        case Outcome.KNOWN:
            made = Cell(_known(shown), "neutral", "copy")
        case Outcome.CHANGED:
            made = Cell(_changed(shown), "accent", "edit")
        case Outcome.READY if shown.odd:
            made = Cell(language(READY_BUT, odd=language.sentence(shown.odd)), "warn", "alert-triangle")
        case Outcome.READY:
            made = Cell(language(WAITED), "ok", "circle-check") if listed.before else ready()
    return made


def _known(shown: Shown) -> str:
    before, language = shown.listed.before, translator().current
    if before and before.number < 0:
        return language(SAME_AS, line=-before.number)
    if shown.since:
        return language(SINCE, day=language.formats.local(shown.since).date())
    return language(TAKEN_OUT if before and before.gone == REMOVED else CORRECTED)


def _changed(shown: Shown) -> str:
    before, language = shown.listed.before, translator().current
    if before and before.number < 0:
        return language(OTHER_THAN, line=-before.number)
    return language(TOLD_ANEW, day=language.formats.local(shown.since).date() if shown.since else "")


def reason_of(listed: Listed, language: Language) -> str:
    """Why a row cannot go in; with the name of its column where the table has none like it."""
    fault = listed.fault
    if fault is None:
        return ""
    if isinstance(fault.why, CurrencyNotOurs):
        return language(NOT_THAT_CURRENCY, **fault.why.facts)
    why = language.sentence(fault.why)
    if fault.field and not (listed.record and listed.record.wrong):
        return language(IN_COLUMN, column=fault.field, why=why)
    return why
