"""How much of what a meter counts comes into the battery, before anything is known of the one car.

AC is turned into DC in the car, and the car itself takes power as long as it charges: ADAC (2022) measured losses of
6.3 to 9.7 % at 11 kW and 12.7 to 24.2 % at 2.3 kW in four models, and 100 to 300 W for the car's own electronics. A DC
meter stands behind the rectifier: what is lost then is the cable, the cooling and the car's own use.
"""

from datetime import timedelta

from lifecycle_desk.stages.charging.rules.sessions import Current, Session

USUAL = {Current.AC: 0.935, Current.DC: 0.97}  # on AC without the car's own use
UNSURE = {Current.AC: 0.027, Current.DC: 0.015}  # how far cars differ, and their meters, as a share
EVER = {Current.AC: (0.60, 1.0), Current.DC: (0.80, 1.02)}  # of one session; outside, one of its sides is wrong
OWN_WATTS = 200  # that a car takes while it charges
OWN_WATTS_UNSURE = 80
STEPS_WATTS = (2_300, 3_700, 7_400, 11_000, 22_000)  # IEC 61851: 10, 16 and 32 A at 230 V, on one phase or three
LIKELY_AC_WATTS = 4_000  # between a socket and a wallbox in what is lost, where nothing tells the power
UNTOLD_WATTS_UNSURE = 0.03  # what is lost may then differ, as a share
METER_ROOM = 1.03  # by which mains above 230 V exceed a step
LEAST_DC_WATTS = 23_000  # more than an on-board charger takes


def likely_current(session: Session) -> Current | None:
    """What flowed: what the source says, else what the power tells; None where that tells nothing."""
    if session.current is not None:
        return session.current
    watts = session.most_watts or _mean_watts(session)
    if watts is None:
        return None
    return Current.DC if watts > LEAST_DC_WATTS else Current.AC


def efficiency(session: Session, current: Current) -> float:
    """The share of the meter's energy that usually comes into the battery."""
    return USUAL[current] - (OWN_WATTS / ac_watts(session) if current is Current.AC else 0)


def overhead_per_watt(session: Session, current: Current) -> float:
    """By what share one more watt of the car's own use changes what comes into the battery; on DC that is nothing."""
    return 1 / ac_watts(session) / efficiency(session, current) if current is Current.AC else 0.0


def plausible_efficiency(current: Current, share: float) -> bool:
    """Whether one session can have brought that share of the meter's energy into the battery."""
    least, most = EVER[current]
    return least <= share <= most


def ac_watts(session: Session) -> int:
    """The power while it charged on AC, as the next of the usual steps.

    Many cars stay plugged in when they are full, so the mean over a session is only a lower bound.
    """
    watts = session.most_watts or _mean_watts(session)
    if not watts:
        return LIKELY_AC_WATTS
    return next((step for step in STEPS_WATTS if step * METER_ROOM >= watts), STEPS_WATTS[-1])


def power_is_told(session: Session) -> bool:
    """Whether a source tells the power, or how long it took."""
    return bool(session.most_watts or session.duration)


def _mean_watts(session: Session) -> float | None:
    if not session.duration:
        return None
    return abs(session.energy_wh) / (session.duration / timedelta(hours=1))
