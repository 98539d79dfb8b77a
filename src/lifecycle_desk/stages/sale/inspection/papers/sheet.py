"""The sheet of the pre-delivery inspection: all items of one car, what was found, and within which limits."""

from collections.abc import Iterator

from lifecycle_desk.base.isolates import ltr
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.quantities import shown
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import full_name, letterhead, sheet_size
from lifecycle_desk.language import Language
from lifecycle_desk.market.checklist_items import LIST_VERSION, Item
from lifecycle_desk.paper import (
    Code,
    Column,
    Content,
    Facts,
    Note,
    Paper,
    Proves,
    Section,
    Signature,
    Signatures,
    Table,
    Tone,
)
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.stages.sale.inspection.rules import InspectionState, ItemResult
from lifecycle_desk.stages.sale.inspection.usecases import SoftwareVersion
from lifecycle_desk.stages.sale.stock.usecases.showing import (
    InspectionSheet,
    InspectionTold,
    SalePage,
    inspection,
    sale_page,
)
from lifecycle_desk.vehicle.papers.checklists import ITEM, group_table, photographs, remarks, verdict, with_notes
from lifecycle_desk.vehicle.papers.dash import odometer_words
from lifecycle_desk.vehicle.papers.subject import NONE, OfVehicle

HEADS = (
    Column(ITEM, share=53),
    Column(C_("inspection", "Result"), share=18),
    Column(C_("inspection", "Measured"), share=13, end=True),
    Column(C_("inspection", "Limits"), share=16, end=True),
)


def pdi_sheet(user: UserSession, asked: OfVehicle, language: Language) -> Paper:
    """The checklist of a car with what was found; blank where nobody has looked yet."""
    sheet, page = inspection(user, asked.vin), sale_page(user, asked.vin)
    last = page.inspections[-1] if page.inspections else None
    inspector = full_name(user, sheet.sheet.inspector if sheet.sheet else last.said.inspector if last else "")
    return Paper(
        title=language(sheet.checklist.title),
        subtitle=page.name,
        language=language,
        letterhead=letterhead(user, language),
        number=ltr(page.vin),
        date=_inspected_on(sheet, last),
        size=sheet_size(user),
        proves=_proves(sheet, page, last),
        blocks=[
            _verdict(sheet, language),
            Facts(_inspected(sheet, page, inspector, language)),
            *(
                group_table(each, HEADS, lambda item: _line(item, sheet.results.get(item.id), language), language)
                for each in sheet.groups
            ),
            *_software(page, language),
            *remarks(last.said.note if last else "", language),
            *photographs(user, _pictures(sheet, language), language),
            Signatures([Signature(language(N_("Inspector")), inspector, _inspected_on(sheet, last))]),
        ],
    )


def _proves(sheet: InspectionSheet, page: SalePage, last: InspectionTold | None) -> Proves | None:
    """A finished sheet's proof; one in work is a form."""
    if sheet.sheet or last is None:
        return None
    facts = {"inspected_on": last.on.isoformat(), "result": sheet.state.value, "checklist": sheet.checklist.id}
    return Proves(page.vin, facts, "PDI")


def _inspected_on(sheet: InspectionSheet, last: InspectionTold | None) -> Content:
    if sheet.sheet:
        return sheet.sheet.on
    return last.on if last else None


def _verdict(sheet: InspectionSheet, language: Language) -> Note:
    """The sheet's verdict, above all its lines, with the items that must be inspected again."""
    n = len(sheet.failed)
    failed = language(NN_("%(n)s item must be inspected again:", "%(n)s items must be inspected again:"), n=n)
    items = tuple(language(item.says) for item in sheet.checklist.items if item.id in sheet.failed)
    words, tone = {
        InspectionState.PASSED: ((language(N_("All mandatory items have passed.")),), Tone.GOOD),
        InspectionState.FAILED: ((failed, *items), Tone.DANGER),
    }.get(sheet.state, ((language(N_("This inspection is not complete.")),), Tone.WARNING))
    if sheet.quarantined:
        apart = language(N_("The vehicle is in quarantine until its safety items have passed."))
        words, tone = (apart, *words), Tone.DANGER
    return Note(words, language(sheet.state.label), tone)


def _inspected(sheet: InspectionSheet, page: SalePage, inspector: str, language: Language) -> list[tuple[str, Content]]:
    return [
        (language(N_("VIN")), Code(page.vin)),
        (language(C_("vehicle", "Colour")), page.description["colour"] or NONE),
        (language(N_("Arrived on")), page.figures.arrived_on),
        (language(N_("Checklist")), language(LIST_VERSION, version=sheet.checklist.version)),
        (language(N_("Inspector")), inspector or NONE),
        (language(N_("Odometer")), _odometer(sheet, page, language)),
    ]


def _odometer(sheet: InspectionSheet, page: SalePage, language: Language) -> Content:
    """The odometer as it was read for the inspection; that of today only while the car is being inspected."""
    if sheet.sheet or not page.inspections:
        return (shown(sheet.sheet.odometer) if sheet.sheet else None) or odometer_words(page.odometer, language)
    read = (shown(each.said.odometer) for each in reversed(page.inspections))
    return next(filter(None, read), NONE)


def _line(item: Item, found: ItemResult | None, language: Language) -> list[Content]:
    formats = language.formats
    words = with_notes(language(item.says), found.note if found else "")
    result = verdict(found.result if found else None, language)
    limits = formats.between(item.minimum, item.maximum, item.unit)
    if found is None or found.value is None:
        return [words, result, "", limits]
    return [words, result, formats.measure(found.value, found.unit or item.unit), limits]


def _software(page: SalePage, language: Language) -> Iterator[Block]:
    versions = [each for told in page.inspections for each in _versions(told)]
    if versions:
        columns = [Column(language(N_("Control unit"))), Column(language(N_("Software version")), share=1, code=True)]
        yield Section(language(N_("Software")), Table(columns, [[each.unit, each.version] for each in versions]))


def _versions(told: InspectionTold) -> tuple[SoftwareVersion, ...]:
    found: tuple[SoftwareVersion, ...] = getattr(told.said, "software", ())
    return found


def _pictures(sheet: InspectionSheet, language: Language) -> Iterator[tuple[str, str]]:
    """The documents of single items, each with the item's name."""
    for item_id, result in sheet.results.items():
        if item := sheet.checklist.item(item_id):
            yield from ((digest, language(item.says)) for digest in result.documents)
