"""What tests ask of figures: what one came to, and what a recount finds."""

from fractions import Fraction

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.figures.rules.figure import Dimension
from lifecycle_desk.figures.rules.periods import period_of
from lifecycle_desk.figures.usecases.checking import CHECKS
from lifecycle_desk.figures.usecases.reading import figure_named, figures_of
from lifecycle_desk.vehicle.usecases.findings import Finding


def told(user: UserSession, name: str, period: str = "2026-11", by: Dimension | None = None) -> dict[str, Fraction]:
    """What a figure of a period came to, by its sort or its group."""
    figure = figure_named(name)
    assert figure
    found = figures_of(user, period_of(period), by, [figure]).readings
    return {each.sort or each.group: each.now for each in found if each.now is not None}


def findings(user: UserSession) -> list[Finding]:
    """What differs from a recount."""
    with user.store.reading() as tx:
        return [each for check in CHECKS for each in check(tx)]
