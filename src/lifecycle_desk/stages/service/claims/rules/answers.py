"""The maker's answer: what is granted of each line, and whether that goes with the answer."""

from collections.abc import Mapping

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.stages.service.claims.rules.claim import Claim, Granted
from lifecycle_desk.stages.service.claims.rules.states import (
    ANSWERS,
    APPROVED,
    PARTLY,
    REJECTED,
    RETURNED,
    ClaimState,
    NoSuchClaimLine,
)

MOST = 10**12

NoAnswer = objection(
    "NoAnswer",
    N_("“%(given)s” is not a reply: use returned, approved, partly approved or rejected."),
    "state",
    given=ClaimState,
)
GrantedTooMuch = objection(
    "GrantedTooMuch",
    N_("Line %(line)s: %(granted)s is more than the %(asked)s claimed."),
    line=int,
    granted=Money,
    asked=Money,
)
AnswerDoesNotFit = objection(
    "AnswerDoesNotFit",
    N_("The amounts conflict with “%(given)s”: %(granted)s of %(asked)s approved."),
    "state",
    given=ClaimState,
    granted=Money,
    asked=Money,
)
AmountBelowNothing = objection(
    "AmountBelowNothing",
    N_("An amount must be between 0 and %(most)s minor units, not %(given)s."),
    given=int,
    most=int,
)
# Other money than was granted: noted, for it came so.
PaidOtherwise = objection(
    "PaidOtherwise", N_("%(paid)s was paid; %(granted)s was approved."), "amount", paid=Money, granted=Money
)
DifferenceOutstanding = objection(
    "DifferenceOutstanding",
    N_("%(amount)s of claim %(number)s is still outstanding: write it off with a reason before closing."),
    "number",
    number=str,
    amount=Money,
)
NothingToWriteOff = objection(
    "NothingToWriteOff",
    N_("There is no difference between the amounts approved and paid on claim %(number)s."),
    "number",
    number=str,
)


def check_is_answer(state: ClaimState) -> None:
    """Refuse a state that no answer gives."""
    if state not in ANSWERS:
        raise NoAnswer(state)


def check_amount(amount: int, field: str) -> None:
    """Refuse an amount that cannot be."""
    if not 0 <= amount <= MOST:
        raise AmountBelowNothing(amount, MOST).at_field(field)


def granted(claim: Claim, state: ClaimState, given: Mapping[int, tuple[int, str]]) -> dict[int, Granted]:
    """The grant of each line (from 1); lines that are not named follow from the answer.

    Refuses amounts above those asked, lines that there are not, and sums that make another answer.
    """
    lines = claim.sheet.lines
    for place, (line, (amount, _)) in enumerate(given.items()):
        if not 1 <= line <= len(lines):
            raise NoSuchClaimLine(line).at_field(f"lines[{place}].line")
        check_amount(amount, f"lines[{place}].granted")
        if amount > lines[line - 1].asked:
            asked = claim.money(lines[line - 1].asked)
            raise GrantedTooMuch(line, claim.money(amount), asked).at_field(f"lines[{place}].granted")
    if state is RETURNED:
        return {}
    found = {
        at: Granted(*given.get(at, (0 if state is REJECTED else line.asked, ""))) for at, line in enumerate(lines, 1)
    }
    total, asked_sum = sum(each.amount for each in found.values()), claim.sheet.asked
    fits = {APPROVED: total == asked_sum, REJECTED: total == 0, PARTLY: 0 < total < asked_sum}
    if not fits[state]:
        raise AnswerDoesNotFit(state, claim.money(total), claim.money(asked_sum))
    return found
