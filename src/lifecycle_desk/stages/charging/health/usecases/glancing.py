"""A battery's health as the page of its car says it at a glance."""

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.base.said import Said
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.stages.charging.health.rules import Confidence
from lifecycle_desk.stages.charging.health.usecases.health import battery_page
from lifecycle_desk.vehicle.usecases.glance import BatteryGlance


def health_at_a_glance(user: UserSession, vin: str) -> BatteryGlance | None:
    """The estimate with half of its interval, else the last official reading; None without either."""
    page = battery_page(user, vin)
    health = page.health
    if health.percent is not None:
        half = None if health.low is None or health.high is None else round((health.high - health.low) / 2)
        sessions = Said(NN_("from %(n)s session", "from %(n)s sessions"), n=health.sessions_used)
        sure = (Said(N_("Confidence: %(level)s"), level=health.confidence),) if health.confidence else ()
        return BatteryGlance(
            health.percent,
            half,
            (*sure, sessions),
            is_sure=health.confidence is not Confidence.LOW,
            falls_on=page.outlook.crosses_on,
        )
    if health.officials:
        last = health.officials[-1]
        return BatteryGlance(last.tenths, None, (Said(N_("%(kind)s, %(on)s"), kind=last.kind, on=last.on),))
    return None
