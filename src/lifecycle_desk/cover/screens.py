"""A rule of warranty of the dealer's own, as a form: part, months, kilometres, floor, from when, by which paper."""

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.cover.rules import PartGroup
from lifecycle_desk.cover.usecases import KeepRule, keep_cover_rule
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import CheckField, ChoiceField, LineField, ReadField
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.reading import read_number, read_whole
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.fields import day_field, distance_field, looked

if TYPE_CHECKING:
    from datetime import date

MOST_MONTHS = 1_200
HIGHEST = Decimal("99.9")


def own_rule(make: str, of: PartGroup = PartGroup.BATTERY) -> Entry:
    """A promise of the dealer's own for a part of cars of a make; empty limits are none."""
    source, also = (
        LineField(N_("Source document"), longest=200),
        CheckField(N_("Also for vehicles sold earlier"), checked=True),
    )
    part = ChoiceField(C_("cover", "Part"), [(each, each.label) for each in PartGroup], value=of)
    months, km = _whole_field(N_("Months"), MOST_MONTHS), distance_field(C_("cover", "Distance"))
    floor, since = _floor_field(), day_field(N_("In force from"), today=True, required=True)
    brand = LineField(C_("vehicle", "Make"))
    brand.line.setText(make)

    def read() -> Any:
        looked(months, km, floor, since)
        if not source.text:
            source.fault(N_("Please fill this in."))
        day = cast("date | None", since.value)
        told: dict[str, Any] = {
            "id": "-".join(["own", *re.findall("[a-z0-9]+", f"{part.value} {brand.text} {day}".casefold())]),
            "part": str(part.value),
            "months": months.value or "unlimited",
            "km": (km.value.km if isinstance(km.value, Distance) else 0) or "unlimited",
            "brands": [brand.text] if brand.text else [],
            "valid_from": day.isoformat() if day else "",
            "looked_up_on": translator().current.formats.today().isoformat(),
            "source": source.text,
            "retroactive": also.checked,
        }
        if floor.value is not None:
            told["minimum_health_percent"] = str(floor.value)
        return KeepRule(told)

    return Entry(
        N_("Own warranty terms"),
        {"rule": source, "months": months, "km": km, "floor": floor, "valid_from": since, "source": source},
        (((part, 1), (brand, 1), (since, 1)), ((months, 1), (km, 1), (floor, 1)), ((source, 2), (also, 1))),
        lambda: keep_cover_rule,
        read,
        N_("Warranty terms saved"),
    )


def _whole_field(label: UiText, most: int) -> ReadField:
    def read(text: str) -> tuple[object, str]:
        found = read_whole(text, translator().current, 1, most)
        return found.value, found.echo

    return ReadField(label, read, hint=N_("Leave empty for no limit."))


def _floor_field() -> ReadField:
    def read(text: str) -> tuple[object, str]:
        language = translator().current
        value = read_number(text.replace("%", "").strip(), language).value
        if not 0 < value <= HIGHEST:
            read_whole(str(int(value)), language, 1, int(HIGHEST))
        return value, language.formats.percent(value / 100)

    return ReadField(N_("Minimum health"), read, hint=N_("Of the battery, in per cent."))
