"""Battery health over the age of a model's cars: the median as a line, the middle four fifths as its band."""

from collections.abc import Sequence
from decimal import Decimal

from lifecycle_desk.base import scene
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.language import Language
from lifecycle_desk.region.usecases.looking_health import HealthAt

YEARS = NN_("%(n)s year", "%(n)s years")
LOW, MIDDLE, HIGH = N_("Weakest tenth"), C_("health", "Median"), N_("Best tenth")
READ_OUT = N_("%(model)s, %(years)s: median %(median)s, one in ten below %(low)s")
NO_READINGS = N_("No readings of battery health yet")
LEAST, MOST = 60.0, 102.0  # percent that the chart shows
TICKS = (60, 70, 80, 90, 100)


def trend(lines: Sequence[HealthAt], language: Language) -> scene.Trend:
    """A model over the age of its cars: the median as a line, the middle four fifths as its band."""
    oldest = max((each.years for each in lines), default=8)
    across = scene.Axis(0.5, oldest + 0.5, [(float(at), language(YEARS, n=at)) for at in range(1, oldest + 1)])
    up = scene.Axis(LEAST, MOST, [(float(at), percent(Decimal(at), language, 0)) for at in TICKS])
    told = [each for each in lines if not each.band.is_few] or list(lines)
    curve = scene.Curve(
        [(float(each.years), float(each.band.middle)) for each in told],
        [(float(each.years), float(each.band.low), float(each.band.high)) for each in told],
    )
    readings = [
        scene.Reading(
            float(each.years),
            float(each.band.middle),
            language(
                READ_OUT,
                model=each.name,
                years=language(YEARS, n=each.years),
                median=percent(each.band.middle, language),
                low=percent(each.band.low, language),
            ),
            scene.ReadingStatus.LEFT_OUT if each.band.is_few else scene.ReadingStatus.USED,
        )
        for each in lines
    ]
    return scene.Trend(across, up, readings, [curve] if told else [], nothing=language(NO_READINGS))


def percent(value: Decimal, language: Language, digits: int = 1) -> str:
    """A percentage as it is read, to a tenth."""
    return language.formats.percent(value / 100, digits)
