"""Diagnosis: what was read out of a vehicle's control units in one session, what codes mean, and what cured them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Annotated
from unicodedata import normalize

from lifecycle_desk.base.moments import MomentWithoutZone
from lifecycle_desk.base.objections import C_, N_, Objection, objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.kinds import Text
from lifecycle_desk.stages.service.diagnosis.rules.trouble_codes import TEXT, TroubleCode, check_status, read_code
from lifecycle_desk.stages.service.orders.rules import validation
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line

MOST_UNITS, MOST_CODES = 200, 500  # of one session; a premium car has some 100 control units
LONGEST_FRAME = 10_000
MOST_COUNTED = 2**31 - 1
_IN_WORDS = re.compile(rf"(?<![0-9A-Z]){TEXT.pattern}(?![0-9A-Z])")


class DiagnosisEvent(LabeledEnum):
    """Diagnosis events in the vehicle's life."""

    READ = "service.diagnosis", N_("Trouble codes read out")
    TAKEN_BACK = "service.diagnosis_taken_back", N_("Diagnosis voided")


class CodeKind(LabeledEnum):
    """A control unit's meaning with a code, in the words of Catena-X."""

    ERROR = "Error", C_("trouble code", "Fault")
    INFO = "Info", C_("trouble code", "Information")


TooManyCodes = objection(
    "TooManyCodes", N_("%(given)s is too many; a session has at most %(most)s."), "codes", given=int, most=int
)
CountOutOfRange = objection(
    "CountOutOfRange", N_("%(given)s is out of range: enter 0 to %(most)s."), given=int, most=int
)
NothingReadOut = objection("NothingReadOut", N_("Enter the codes, or name a control unit without codes."), "codes")
UnknownDiagnosis = objection("UnknownDiagnosis", N_("There is no diagnosis number %(event)s."), "event", event=int)
DiagnosisGone = objection("DiagnosisGone", N_("This diagnosis has already been voided."), "event")
DiagnosisKnown = objection(
    "DiagnosisKnown", N_("Session %(session)s of this vehicle is already recorded."), "session", session=str
)
DiagnosisOfNothing = objection("DiagnosisOfNothing", N_("Enter the repair order or the vehicle."), "vin")
OrderOfAnother = objection(
    "OrderOfAnother", N_("Repair order %(number)s is about another vehicle."), "order", number=str
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRead:
    """One code as it was read: text or hex, with what the tester said of it; names after Catena-X DiagnosticData."""

    code: str
    status: int | None = None
    text: str = ""
    mil: bool | None = None
    state: str = ""
    kind: CodeKind | None = None
    occurrences: int | None = None
    occurred_km: int | None = None
    occurred_at: datetime | None = None
    freeze_frame: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EcuRead:
    """A control unit with the version of its software and its codes; one without codes was read and had none."""

    name: str = ""
    software: str = ""
    read_at: datetime | None = None
    codes: tuple[CodeRead, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One reading out; `session` is the tester's own number, `software` the version of the whole vehicle.

    `started` and `ended` are moments, `odometer` the vehicle's own reading.
    """

    ecus: tuple[EcuRead, ...] = ()
    started: datetime | None = None
    ended: datetime | None = None
    odometer: Distance | None = None
    software: Annotated[str, Text(N_("Vehicle software"), longest=validation.LONGEST_WORDS)] = ""
    tool: Annotated[str, Text(N_("Diagnostic tester"), longest=validation.LONGEST_WORDS)] = ""
    session: str = ""
    note: Annotated[str, Text(C_("order", "Note"))] = ""


@dataclass(frozen=True, slots=True)
class CodeTold:
    """A code that was read, as people are told of it."""

    code: str


@dataclass(frozen=True, slots=True)
class UnitTold:
    """A control unit, as people are told of it."""

    name: str = ""
    software: str = ""
    codes: tuple[CodeTold, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionTold:
    """What people are told of a session; the event seals all of it."""

    order: str = ""
    ecus: tuple[UnitTold, ...] = ()
    software: str = ""
    tool: str = ""
    note: str = ""


def tidied[Said: Session](session: Said) -> Said:
    """A session as it is kept: codes by their text, words tidy; refuses what cannot be, with its place."""
    if len(session.ecus) > MOST_UNITS:
        raise TooManyCodes(len(session.ecus), MOST_UNITS)
    if (many := sum(len(ecu.codes) for ecu in session.ecus)) > MOST_CODES:
        raise TooManyCodes(many, MOST_CODES)
    if not session.session and not any(ecu.name or ecu.codes for ecu in session.ecus):
        raise NothingReadOut
    return replace(
        validation.words_tidied(session),
        started=_moment(session.started, "started"),
        ended=_moment(session.ended, "ended"),
        ecus=tuple(_ecu(ecu, f"ecus[{at}]") for at, ecu in enumerate(session.ecus)),
        session=validation.text(session.session, "session", validation.LONGEST_WORDS),
    )


def _ecu(ecu: EcuRead, at: str) -> EcuRead:
    return replace(
        ecu,
        read_at=_moment(ecu.read_at, f"{at}.read_at"),
        name=validation.text(ecu.name, f"{at}.name", validation.LONGEST_WORDS),
        software=validation.text(ecu.software, f"{at}.software", validation.LONGEST_WORDS),
        codes=tuple(_code(code, f"{at}.codes[{n}]") for n, code in enumerate(ecu.codes)),
    )


def _code(code: CodeRead, at: str) -> CodeRead:
    try:
        made = read_code(code.code)
        check_status(code.status)
    except Objection as objection:
        raise objection.at_field(f"{at}.{objection.at}") from None
    for name in ("occurrences", "occurred_km"):
        given = getattr(code, name)
        if given is not None and not 0 <= given <= MOST_COUNTED:
            raise CountOutOfRange(given, MOST_COUNTED).at_field(f"{at}.{name}")
    return replace(
        code,
        occurred_at=_moment(code.occurred_at, f"{at}.occurred_at"),
        code=made.text,
        text=validation.text(code.text, f"{at}.text", validation.LONGEST_TEXT),
        state=validation.text(code.state, f"{at}.state", validation.LONGEST_WORDS),
        freeze_frame=validation.text(code.freeze_frame, f"{at}.freeze_frame", LONGEST_FRAME),
    )


def _moment(moment: datetime | None, at: str) -> datetime | None:
    """A moment as it is kept: in UTC, to the second."""
    if moment is None:
        return None
    if moment.tzinfo is None:
        raise MomentWithoutZone().at_field(at)
    return moment.astimezone(UTC).replace(microsecond=0)


# What codes mean -------------------------------------------------------------------------------------------------
DescriptionSaysNothing = objection("DescriptionSaysNothing", N_("Enter a title."), "title")


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """The meaning of a code: by a maker (empty: by the standard), in a language (empty: unknown), with its source.

    `failure` is the failure type byte that it is about as two hex digits; empty for all of them.
    """

    code: str
    maker: str = ""
    failure: str = ""
    language: str = ""
    title: str = ""
    text: str = ""
    source: str = ""


def tidied_description(given: Description) -> Description:
    """A description as it is kept; the failure type may stand in the code: P0AA6-1A."""
    made = read_code(given.code)
    failure = made.failure
    if given.failure.strip():
        failure = read_code(f"{made.base}-{given.failure.strip().upper().removeprefix('0X').zfill(2)}").failure
    title = validation.text(given.title, "title", validation.LONGEST_TEXT)
    if not title:
        raise DescriptionSaysNothing
    return Description(
        code=made.base,
        maker=" ".join(validation.text(given.maker, "maker", validation.LONGEST_WORDS).split()),
        failure="" if failure is None else f"{failure:02X}",
        language=given.language.strip(),
        title=title,
        text=validation.text(given.text, "text", validation.LONGEST_TEXT),
        source=validation.text(given.source, "source", validation.LONGEST_WORDS),
    )


def folded(maker: str) -> str:
    """A maker's name as names are compared."""
    return normalize("NFKC", maker).casefold().strip()


def best(known: Iterable[Description], code: TroubleCode, maker: str, language: str) -> Description | None:
    """The best description of a code on a maker's car, if there is one.

    The maker goes before the standard, the code's failure type before all, then the language, English, any other.
    Another maker's words are no answer: the meaning of a code is the maker's own.
    """
    failure = "" if code.failure is None else f"{code.failure:02X}"
    own = folded(maker)
    fitting = [
        each
        for each in known
        if each.code == code.base and folded(each.maker) in {own, ""} and each.failure in {failure, ""}
    ]

    def rank(each: Description) -> tuple[bool, bool, int]:
        tongues = (language, "en", "")
        tongue = tongues.index(each.language) if each.language in tongues else len(tongues)
        return not each.maker, not each.failure, tongue

    return min(fitting, key=rank, default=None)


# What cured them -------------------------------------------------------------------------------------------------


class Outcome(LabeledEnum):
    """The outcome of a code that was read at a visit."""

    CURED = "cured", C_("trouble code", "Not read again")
    READ_AGAIN = "read_again", C_("trouble code", "Read again")
    AT_WORK = "at_work", C_("trouble code", "In the workshop")
    NO_VISIT = "no_visit", C_("trouble code", "Without a visit")


@dataclass(frozen=True, slots=True)
class Cure:
    """The cure of a code at a visit: the cause, the correction, the parts that had caused it."""

    cause: str
    correction: str
    parts: tuple[Line, ...]


def named_in(words: str) -> set[str]:
    """The codes that a text names, without their failure types."""
    return {"".join(found.groups()[:3]) for found in _IN_WORDS.finditer(words.upper())}


def jobs_about(jobs: Iterable[Job], code: str) -> list[Job]:
    """The jobs of an order that are about a code: those that name it, or the only job that there is."""
    listed = list(jobs)
    naming = [job for job in listed if code in named_in(f"{job.complaint}\n{job.cause}\n{job.correction}")]
    return naming or (listed if len(listed) == 1 else [])


def cure(jobs: Iterable[Job], code: str) -> Cure | None:
    """The cure of a code; None where no job is about it or none tells the work."""
    about = [job for job in jobs_about(jobs, code) if job.cause or job.correction]
    if not about:
        return None
    causes, corrections = [job.cause for job in about if job.cause], [job.correction for job in about if job.correction]
    parts = tuple(line for job in about for line in job.lines if line.causal)
    return Cure("\n".join(causes), "\n".join(corrections), parts)


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading of a code for the question whether it came again: when, at which order, told as which event."""

    on: date
    event: int
    order: int | None
    failure: int | None


def is_same(one: int | None, other: int | None) -> bool:
    """Whether two failure types may be of one fault; one that nobody knows may be any."""
    return one is None or other is None or one == other


def came_again(first: Reading, handed_over_on: date, closing: int, later: Iterable[Reading]) -> date | None:
    """The first day on which a code was read again after the vehicle was handed over; None where it never was.

    On the day of the handover itself counts only what another visit read and was told after it.
    """
    days = [
        each.on
        for each in later
        if is_same(first.failure, each.failure)
        and (
            each.on > handed_over_on
            or (each.on == handed_over_on and each.order != first.order and each.event > closing)
        )
    ]
    return min(days, default=None)
