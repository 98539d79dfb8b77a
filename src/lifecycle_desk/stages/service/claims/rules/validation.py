"""Judging a claim's sheet while it is written: tidied, refused with the place of the fault."""

from dataclasses import replace
from decimal import Decimal

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.quantities import plain_number
from lifecycle_desk.stages.service.claims.rules.checks import (
    TROUBLE_CODE,
    AskedTooMuch,
    SplitNotWhole,
    TroubleCodeMalformed,
)
from lifecycle_desk.stages.service.claims.rules.claim import (
    Claim,
    ClaimKind,
    ClaimLine,
    ClaimSheet,
    Split,
    makers_share,
)
from lifecycle_desk.stages.service.orders.rules.validation import words_tidied

WHOLE = Decimal(100)

OnlyGoodwillIsSplit = objection(
    "OnlyGoodwillIsSplit", N_("Only goodwill is split: warranty and campaigns are paid by the manufacturer."), "split"
)
ShareOutOfSteps = objection("ShareOutOfSteps", N_("A share must be from 0 to 100 per cent, in steps of 0.01."), "split")
LinesDiffer = objection(
    "LinesDiffer",
    N_("A claim’s lines come from its order: lines can be removed, not added or changed."),
    "lines",
)


def tidied(sheet: ClaimSheet, claim: Claim) -> ClaimSheet:
    """The sheet as it is kept; refuses what is impossible, with its place."""
    split = _split(sheet.split, claim.kind)
    lines = tuple(_line(line, f"lines[{at}]", at, claim) for at, line in enumerate(sheet.lines))
    came_from = places(lines, claim)
    own = claim.sheet.lines
    lines = tuple(replace(line, order_line=own[came_from[at] - 1].order_line) for at, line in enumerate(lines, 1))
    if split:
        lines = tuple(replace(line, asked=makers_share(line.amount, split)) for line in lines)
    return replace(words_tidied(sheet), split=split, lines=lines)


def _split(split: Split | None, kind: ClaimKind) -> Split | None:
    if split is None:
        return None
    if kind is not ClaimKind.GOODWILL:
        raise OnlyGoodwillIsSplit
    shares = (split.maker, split.dealer, split.customer)
    for share in shares:
        if not (share.is_finite() and 0 <= share <= WHOLE) or int(share.normalize().as_tuple().exponent) < -2:  # noqa: PLR2004 (steps of 0.01)
            raise ShareOutOfSteps
    if sum(shares) != WHOLE:
        raise SplitNotWhole(str(plain_number(Decimal(sum(shares)))))
    return Split(
        maker=plain_number(split.maker), dealer=plain_number(split.dealer), customer=plain_number(split.customer)
    )


def _line(line: ClaimLine, at: str, place: int, claim: Claim) -> ClaimLine:
    line = words_tidied(line, f"{at}.")
    code = line.trouble_code.upper()
    if code and not TROUBLE_CODE.fullmatch(code):
        raise TroubleCodeMalformed(code).at_field(f"{at}.trouble_code")
    if not 0 <= line.asked <= max(line.amount, 0):
        asked, amount = Money(line.asked, claim.currency), Money(line.amount, claim.currency)
        raise AskedTooMuch(place + 1, asked, amount).at_field(f"{at}.asked")
    return replace(line, trouble_code=code)


def places(lines: tuple[ClaimLine, ...], claim: Claim) -> dict[int, int]:
    """Which line of a claim (from 1) each of some lines is, by its own place; refuses lines that are not its own.

    They stand in the claim's order, some perhaps taken off: what was done stands on the repair order.
    """
    own, found = list(enumerate(claim.sheet.lines, 1)), {}
    for at, line in enumerate(lines, 1):
        while own and not _is_it(line, own[0][1]):
            own.pop(0)
        if not own:
            raise LinesDiffer
        found[at] = own.pop(0)[0]
    return found


def _is_it(line: ClaimLine, own: ClaimLine) -> bool:
    """Whether a line is one of the claim's own: by what is fixed of it, and by the order's line where it names one."""
    return line.order_line in {None, own.order_line} and _fixed(line) == _fixed(own)


def _fixed(line: ClaimLine) -> tuple[object, ...]:
    return line.kind, line.text, line.code, line.hours, line.quantity, line.amount
