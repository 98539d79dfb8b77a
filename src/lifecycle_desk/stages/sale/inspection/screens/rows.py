"""Rows of the inspection: measurements and results, earlier failures, and their consequences."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.market.checklist_items import Item, ItemKind
from lifecycle_desk.stages.sale.inspection.rules import ItemResult, Result
from lifecycle_desk.vehicle.screens.checklist_rows import ItemFound
from lifecycle_desk.vehicle.screens.event_text import join

BLOCKS, APART = N_("blocks handover"), N_("safety: vehicle goes to quarantine")


def found_at(item: Item, found: ItemResult | None, before: ItemResult | None) -> ItemFound:
    """The row of an item; `before` is the result in an inspection that is gone over again."""
    detail, tone = _detail(item, found, before)
    if found is None:
        return ItemFound(value=measured(item, None), detail=detail, detail_tone=tone)
    return ItemFound(
        answer=found.result,
        value=measured(item, found),
        detail=detail,
        detail_tone=tone,
        documents=len(found.documents),
    )


def measured(item: Item, found: ItemResult | None) -> str:
    """The measured value, with its unit; for an item that waits, the limits between which it passes."""
    if item.kind is not ItemKind.MEASURE:
        return ""
    if found and found.value is not None:
        return translator().current.formats.measure(found.value, found.unit or item.unit)
    return limits(item) if found is None else ""


def typed(item: Item, found: ItemResult) -> str:
    """The measured value as it stands in a field: in the market's unit, or with its own behind it."""
    formats, unit = translator().current.formats, found.unit or item.unit or ""
    return "" if found.value is None else formats.value(found.value, unit) if unit else formats.number(found.value)


def limits(item: Item) -> str:
    """Between which values an item passes, in its unit: 12.5–13.6 V."""
    return translator().current.formats.between(item.minimum, item.maximum, item.unit)


def _detail(item: Item, found: ItemResult | None, before: ItemResult | None) -> tuple[str, t.Tone | None]:
    """The second line: what had failed before, what a failure means with its note, or the item's hint."""
    language = translator().current
    if before and before.result is Result.FAIL and not found:
        return join(language(N_("failed previously")), before.note), "danger"
    if found and found.result is Result.FAIL and (item.mandatory or item.safety):
        return join(found.note, language(APART if item.safety else BLOCKS)), "danger"
    if found and found.note:
        return found.note, None
    return (language(item.hint), None) if item.hint and not found else ("", None)
