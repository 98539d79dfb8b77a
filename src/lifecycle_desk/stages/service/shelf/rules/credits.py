"""Credits that suppliers owe for parts that went back to them: awaited from the day of the return, then settled."""

from dataclasses import dataclass
from datetime import date

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.commands.kinds import AmountNegative

LATE_AFTER = 30  # days without the credit after which it is to be chased

CreditUnknown = objection("CreditUnknown", N_("No credit is expected for movement %(number)s."), "number", number=int)
CreditSettled = objection(
    "CreditSettled", N_("The credit for movement %(number)s was settled on %(on)s."), "number", number=int, on=date
)
CreditOpen = objection("CreditOpen", N_("The credit for movement %(number)s is still expected."), "number", number=int)
SettledBeforeReturn = objection(
    "SettledBeforeReturn", N_("%(on)s is before the return on %(since)s."), "on", on=date, since=date
)
CreditDiffers = objection("CreditDiffers", N_("The credit differs from what was expected."), "received")


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """What a supplier owes for a return, in minor units of the dealer's currency.

    `received` is what came of it, nothing where the supplier declined; None while it is expected.
    """

    movement: int
    amount: int
    received: int | None = None
    settled_on: date | None = None
    reference: str = ""

    def is_late(self, since: date, today: date) -> bool:
        """Whether it is to be chased."""
        return self.settled_on is None and (today - since).days > LATE_AFTER


def check_amount(given: int, at: str) -> None:
    """Refuse a credit below nothing."""
    if given < 0:
        raise AmountNegative().at_field(at)


def check_expected(of: Credit) -> None:
    """Refuse to settle what was settled."""
    if of.settled_on:
        raise CreditSettled(of.movement, of.settled_on)
