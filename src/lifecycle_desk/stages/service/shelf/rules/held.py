"""Old parts that are held: cores that go back for their deposit, and parts that a maker may ask for under warranty."""

from dataclasses import dataclass
from datetime import date

from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.base.terms import LabeledEnum


class HeldKind(LabeledEnum):
    """Why an old part is held."""

    CORE = "core", C_("held part", "Core")
    WARRANTY = "warranty", C_("held part", "Warranty part")


class HeldState(LabeledEnum):
    """Where an old part is."""

    HELD = "held", C_("held part", "Held")
    SENT = "sent", C_("held part", "Sent")
    SCRAPPED = "scrapped", C_("held part", "Scrapped")
    VOIDED = "voided", C_("held part", "Voided")


HeldUnknown = objection("HeldUnknown", N_("There is no held part %(number)s."), "number", number=int)
HeldGone = objection(
    "HeldGone", N_("Held part %(number)s is “%(state)s” already."), "number", number=int, state=HeldState
)
HeldAsItIs = objection("HeldAsItIs", N_("The part is held already."), "state")
HeldByClaim = objection("HeldByClaim", N_("Claim %(claim)s keeps this part: change it there."), "state", claim=str)
HeldUntil = objection("HeldUntil", N_("The part must be kept until %(until)s."), "state", until=date)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPart:
    """An old part that is held since a day; `until` is the last day on which it is kept or must be back.

    One that a claim keeps has the claim's key and the place of its line there, from 1.
    """

    number: int
    kind: HeldKind
    code: str
    text: str = ""
    thousandths: int = 1_000
    serial: str = ""
    place: str = ""
    order_key: int | None = None
    since: date
    until: date | None = None
    state: HeldState = HeldState.HELD
    done_on: date | None = None
    reference: str = ""
    claim: int | None = None
    claim_line: int | None = None

    def is_late(self, today: date) -> bool:
        """Whether a core should have gone back: its deposit lapses."""
        return self.kind is HeldKind.CORE and self._is_past(today)

    def may_go(self, today: date) -> bool:
        """Whether a warranty part was kept long enough, and nobody may ask for it any more; a claim keeps its own."""
        return self.kind is HeldKind.WARRANTY and self.claim is None and self._is_past(today)

    def _is_past(self, today: date) -> bool:
        return self.state is HeldState.HELD and bool(self.until and self.until < today)


def check_release(held: HeldPart, wanted: HeldState, on: date) -> None:
    """Refuse to let go of what is gone, and to throw away what is still to be kept."""
    if held.state is not HeldState.HELD:
        raise HeldGone(held.number, held.state)
    if wanted is HeldState.HELD:
        raise HeldAsItIs
    if wanted is HeldState.SCRAPPED and held.kind is HeldKind.WARRANTY and held.until and on <= held.until:
        raise HeldUntil(held.until)
