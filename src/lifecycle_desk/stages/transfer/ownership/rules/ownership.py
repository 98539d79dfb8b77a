"""The change of owner: who may hand a vehicle on, what belongs to it, and what becomes of the cover with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.base.said import Said
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.cover.rules import Answer, CarFacts, PartGroup, Rule, Verdict, covers_of, evaluate
from lifecycle_desk.vehicle.rules.life import Stage

MOST_KEYS = 20
_NEVER_HANDED_OVER = frozenset({Stage.ARRIVED, Stage.IN_STOCK, Stage.READY, Stage.SOLD})
_ENDED = frozenset({Stage.END_OF_LIFE, Stage.DESTROYED, Stage.LEFT_THE_MARKET})


class OwnerEvent(LabeledEnum):
    """Events of a change of owner in a vehicle's life."""

    CHANGED = "transfer.owner_changed", C_("event", "Change of owner")
    TAKEN_BACK = "transfer.taken_back", C_("event", "Change of owner voided")


class Way(LabeledEnum):
    """How the vehicle came to its new owner."""

    PRIVATE = "private", C_("transfer", "Private sale")
    FROM_STOCK = "from_stock", C_("transfer", "Used vehicle sold by us")


class Becomes(LabeledEnum):
    """The fate of a part's cover when the vehicle changes hands."""

    STAYS = "stays", C_("cover", "Continues")
    FALLS_BACK = "falls_back", C_("cover", "Reverts")
    ENDS = "ends", C_("cover", "Ends")
    NOT_KNOWN = "not_known", C_("cover", "Not known")


NotYetItsOwners = objection(
    "NotYetItsOwners", N_("The vehicle has not been handed over yet; the first handover is part of the sale."), "vin"
)
NoLongerInUse = objection("NoLongerInUse", N_("The vehicle is no longer in use and cannot change owner."), "vin")
OwnerAlready = objection("OwnerAlready", N_("This customer already owns the vehicle."), "to")
NotTheOwner = objection("NotTheOwner", N_("The recorded owner is not the seller you named. Please check."), "before")
BeforeThePresentOwner = objection(
    "BeforeThePresentOwner",
    N_("The present owner has had the vehicle since %(since)s; it cannot change owner on %(on)s."),
    "on",
    on=date,
    since=date,
)
KeysOutOfRange = objection(
    "KeysOutOfRange",
    N_("%(value)s is out of range: enter %(least)s to %(most)s."),
    "keys",
    value=int,
    least=int,
    most=int,
)
NotifiedBefore = objection(
    "NotifiedBefore",
    N_("The authority cannot have been notified on %(notified_on)s of a change on %(on)s."),
    "notified_on",
    notified_on=date,
    on=date,
)
# Somebody has not agreed that the change is written down: lawful all the same, and to be asked for.
ConsentMissing = objection(
    "ConsentMissing",
    N_("Both sides must agree to this change being recorded. Please ask them."),
    "consents",
)
# The new owner has not been told what is kept of them (Regulation (EU) 2016/679, article 13).
PrivacyNotTold = objection(
    "PrivacyNotTold", N_("The new owner has not yet been informed about the data we keep."), "privacy_told"
)
NoChangeOfOwner = objection("NoChangeOfOwner", N_("Record %(seq)s is not a change of owner."), "seq", seq=int)


def check_stage(stage: Stage | None, *, under_contract: bool = False) -> None:
    """Refuse a vehicle that was never handed over, or whose life is over; a used one may be under contract."""
    if stage in _NEVER_HANDED_OVER and not under_contract:
        raise NotYetItsOwners
    if stage in _ENDED:
        raise NoLongerInUse


def check_parties(owner: int | None, since: date | None, before: int | None, to: int, on: date) -> None:
    """Refuse a seller whom the books do not know as owner, a buyer who is the owner, and a day before his time."""
    if before is not None and owner is not None and before != owner:
        raise NotTheOwner
    if to == owner:
        raise OwnerAlready
    if since and on < since:
        raise BeforeThePresentOwner(on, since)


def check_opens(keys: int, cards: int) -> None:
    """Refuse a vehicle without keys and key cards: one or the other opens it."""
    if keys + cards == 0:
        raise KeysOutOfRange(0, 1, MOST_KEYS)


@dataclass(frozen=True, slots=True)
class PartTold:
    """The cover of a part on the day before a change of owner and on its day.

    `rule_before` and `rule_after` are the names of the rules that carry the answers; None where none does.
    """

    part: PartGroup
    before: Answer
    after: Answer
    becomes: Becomes
    rule_before: str | None
    rule_after: str | None


@dataclass(frozen=True, slots=True)
class PartAfter(PartTold):
    """The same, and why it is another.

    `why` is what keeps the former rule from covering the new owner, or until when the cover runs on; `then` is until
    when it runs by the rule that it falls back to.
    """

    why: Said
    then: Said | None = None


def cover_after(
    before: CarFacts, after: CarFacts, days: tuple[date, date], odometer_km: int | None, rules: Iterable[Rule]
) -> tuple[PartAfter, ...]:
    """The fate of each part's cover that terms name and that was covered, or might have been, the day before.

    `days` are the day before and the day of the change; both are asked at the same odometer (a true distance, km).
    """
    rules = tuple(rules)
    return tuple(_compared(before, after, days, odometer_km, rules))


def _compared(
    before: CarFacts, after: CarFacts, days: tuple[date, date], odometer_km: int | None, rules: tuple[Rule, ...]
) -> Iterator[PartAfter]:
    for part in (each.part for each in covers_of(before, days[0], odometer_km, rules)):
        was = evaluate(before, part, days[0], odometer_km, rules)
        if was.by is None or was.answer is Answer.NOT_COVERED:
            continue
        now = evaluate(after, part, days[1], odometer_km, rules)
        names = was.by.rule.id, now.by.rule.id if now.by and now.answer is not Answer.NOT_COVERED else None
        becomes = _becomes(was, now)
        then = now.why[0] if becomes is Becomes.FALLS_BACK else None
        yield PartAfter(part, was.answer, now.answer, becomes, *names, _why(was, now), then)


def _becomes(was: Verdict, now: Verdict) -> Becomes:
    if now.answer is Answer.NOT_COVERED:
        return Becomes.ENDS
    if now.answer is Answer.NOT_KNOWN:
        return Becomes.NOT_KNOWN
    same = was.by is not None and now.by is not None and was.by.rule.id == now.by.rule.id
    return Becomes.STAYS if same or was.answer is Answer.NOT_KNOWN else Becomes.FALLS_BACK


def _why(was: Verdict, now: Verdict) -> Said:
    """The reason why the former rule covers no more; where it still does, until when."""
    former = next((each for each in now.considered if was.by and each.rule.id == was.by.rule.id), None)
    if former and former.deciding and former.answer is Answer.NOT_COVERED:
        return former.deciding.why
    return now.why[0]
