"""Cars of whom all that a cover asks is known, for the tests of covers."""

from datetime import date

from lifecycle_desk.cover.rules import Answered, CarFacts, Owner, RuleKind, Shown, Use, published
from lifecycle_desk.vehicle.rules.models import Energy

MAKERS = tuple(rule for rule in published() if rule.kind is RuleKind.MAKER)
NAMED = {rule.id: rule for rule in published()}


def car(brand: str, market: str, start: date | str, model: str = "", energy: Energy | None = None, **more) -> CarFacts:
    """A private car of one careful owner, sold, registered and handed over on one day."""
    day = date.fromisoformat(start) if isinstance(start, str) else start
    told = {
        "warranty_started_on": Shown(day, 3),
        "handed_over_on": Shown(day, 3),
        "first_registered_on": Shown(day, 2),
        "sold_on": Shown(day, 1),
        "owners": (Owner(day, 3),),
        "use": Use.PRIVATE,
        "services": (),
        "serviced_on_time": Answered(yes=True, seq=9),
    }
    return CarFacts(brand=brand, market=market, model=model, energy=energy, **told | more)
