"""Plain ways to reckon battery health, for comparison: a mean, a careful median, the one largest charge."""

from statistics import mean, median

from lifecycle_desk.stages.charging.sessions.rules.sessions import Current

SHARE = {Current.AC: 0.90, Current.DC: 0.97}


def capacities(car, least_span):
    """What each session of this battery holds by plain division, with its span in points."""
    for each in sorted(car.sessions, key=lambda each: each.started_at):
        if None in (each.soc_start, each.soc_end) or each.credits or each.started_at.date() < car.since:
            continue
        energy = each.battery_wh or (each.meter_wh or 0) * SHARE[each.current]
        span = (each.soc_end - each.soc_start) / 10
        if span >= least_span and energy > 0:
            yield span, energy / span * 100


def by_mean(car):
    """The mean over all sessions of at least 20 points, a tenth lost on AC and 3 % on DC."""
    found = [capacity for _, capacity in capacities(car, 20)]
    return 100 * mean(found) / car.usable_wh_new if found and car.usable_wh_new else None


def by_median(car):
    """The same with care: of the last 20 sessions the median, without what cannot be."""
    new = car.usable_wh_new
    found = [capacity for _, capacity in capacities(car, 30) if new and 0.5 * new <= capacity <= 1.1 * new]
    return 100 * median(found[-20:]) / new if found else None


def by_largest(car):
    """The last of the largest charges."""
    found = list(capacities(car, 20))
    if not found or not car.usable_wh_new:
        return None
    largest = max(span for span, _ in found)
    return 100 * [capacity for span, capacity in found if span >= largest - 5][-1] / car.usable_wh_new
