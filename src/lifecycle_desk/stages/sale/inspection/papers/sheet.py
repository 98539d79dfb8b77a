"""The sheet of the pre-delivery inspection: all items of one car, what was found, and within which limits."""

from collections.abc import Iterator

from lifecycle_desk.base.isolates import ltr
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.quantities import shown
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import letterhead, sheet_size
from lifecycle_desk.language import Language
from lifecycle_desk.market.checklist_items import Group, Item
from lifecycle_desk.paper import (
    Code,
    Column,
    Content,
    Facts,
    Mark,
    Muted,
    Note,
    Outcome,
    Paper,
    Picture,
    Pictures,
    Proves,
    Section,
    Signature,
    Signatures,
    Table,
    Tone,
)
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.stages.sale.inspection.rules import InspectionState, ItemResult, Result
from lifecycle_desk.stages.sale.inspection.usecases import SoftwareVersion
from lifecycle_desk.stages.sale.stock.usecases.showing import (
    InspectionSheet,
    InspectionTold,
    SalePage,
    inspection,
    sale_page,
)
from lifecycle_desk.vehicle.papers.dash import odometer_words
from lifecycle_desk.vehicle.papers.subject import NONE, OfVehicle, full_name
from lifecycle_desk.vehicle.usecases.documents import DocumentMissing, content_of, document

PHOTOS = ("image/png", "image/jpeg")
MOST_PHOTOS = 60  # a sheet with more is no sheet any more; all of them stay with the inspection
OUTCOMES = {
    Result.PASS: Outcome.PASSED,
    Result.FAIL: Outcome.FAILED,
    Result.FIXED: Outcome.FIXED,
    Result.NOT_APPLICABLE: Outcome.NOT_APPLICABLE,
}
NOT_LOOKED_AT = C_("inspection", "Open")


def pdi_sheet(user: UserSession, asked: OfVehicle, language: Language) -> Paper:
    """The checklist of a car with what was found; blank where nobody has looked yet."""
    sheet, page = inspection(user, asked.vin), sale_page(user, asked.vin)
    last = page.inspections[-1] if page.inspections else None
    inspector = full_name(user, sheet.sheet.inspector if sheet.sheet else last.inspector if last else "")
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
            Facts(_inspected(sheet, page, last, inspector, language)),
            *(_group(group, sheet, language) for group in sheet.groups),
            *_software(page, language),
            *_remarks(last, language),
            *_photos(user, sheet, language),
            Signatures([Signature(language(N_("Inspector")), inspector, _inspected_on(sheet, last))]),
        ],
    )


def _proves(sheet: InspectionSheet, page: SalePage, last: InspectionTold | None) -> Proves | None:
    """What a finished sheet proves; one in work is a form."""
    if sheet.sheet or last is None:
        return None
    facts = {"inspected_on": last.on.isoformat(), "result": sheet.state.value, "checklist": sheet.checklist.id}
    return Proves(page.vin, facts, "PDI")


def _inspected_on(sheet: InspectionSheet, last: InspectionTold | None) -> Content:
    if sheet.sheet:
        return sheet.sheet.on
    return last.on if last else None


def _verdict(sheet: InspectionSheet, language: Language) -> Note:
    """What the sheet comes to, above all its lines, with the items that must be inspected again."""
    n = len(sheet.failed)
    failed = language(NN_("%(n)s item must be inspected again:", "%(n)s items must be inspected again:"), n=n)
    items = tuple(language(item.says) for item in sheet.checklist.items if item.id in sheet.failed)
    words, tone = {
        InspectionState.PASSED: ((language(N_("All mandatory items have passed.")),), Tone.GOOD),
        InspectionState.FAILED: ((failed, *items), Tone.DANGER),
    }.get(sheet.state, ((language(N_("This inspection is not finished.")),), Tone.WARNING))
    if sheet.quarantined:
        apart = language(N_("The vehicle is in quarantine until its safety items have passed."))
        words, tone = (apart, *words), Tone.DANGER
    return Note(words, language(sheet.state.label), tone)


def _inspected(
    sheet: InspectionSheet, page: SalePage, last: InspectionTold | None, inspector: str, language: Language
) -> list[tuple[str, Content]]:
    told = sheet.sheet or (last.said if last else None)
    return [
        (language(N_("VIN")), Code(page.vin)),
        (language(C_("vehicle", "Colour")), page.description["colour"] or NONE),
        (language(N_("Arrived on")), page.figures.arrived_on),
        (language(N_("Checklist")), Code(sheet.checklist.id)),
        (language(N_("Inspector")), inspector or NONE),
        (language(N_("Odometer")), (shown(told.odometer) if told else None) or odometer_words(page.odometer, language)),
    ]


def _group(group: Group, sheet: InspectionSheet, language: Language) -> Section:
    """The items of a group; columns by shares, so that the tables of all groups stand alike."""
    return Section(
        language(group.group_title),
        Table(
            [
                Column(language(C_("inspection", "Item")), share=53),
                Column(language(C_("inspection", "Result")), share=18),
                Column(language(C_("inspection", "Measured")), share=13, end=True),
                Column(language(C_("inspection", "Limits")), share=16, end=True),
            ],
            [_line(item, sheet.results.get(item.id), language) for item in group.items],
        ),
    )


def _line(item: Item, found: ItemResult | None, language: Language) -> list[Content]:
    note = (Muted(found.note),) if found and found.note else ()
    mark = (
        Mark(OUTCOMES[found.result], language(found.result.label))
        if found
        else Mark(Outcome.OPEN, language(NOT_LOOKED_AT))
    )
    value = found.value if found else None
    formats = language.formats
    measured = formats.measure(value, (found and found.unit) or item.unit) if value is not None else ""
    return [(language(item.says), *note), mark, measured, formats.between(item.minimum, item.maximum, item.unit)]


def _software(page: SalePage, language: Language) -> Iterator[Block]:
    versions = [each for told in page.inspections for each in _versions(told)]
    if versions:
        columns = [Column(language(N_("Control unit"))), Column(language(N_("Software version")), share=1, code=True)]
        yield Section(language(N_("Software")), Table(columns, [[each.unit, each.version] for each in versions]))


def _versions(told: InspectionTold) -> tuple[SoftwareVersion, ...]:
    found: tuple[SoftwareVersion, ...] = getattr(told.said, "software", ())
    return found


def _remarks(last: InspectionTold | None, language: Language) -> Iterator[Block]:
    if last and last.said.note:
        yield Note(last.said.note, language(C_("event", "Note")))


def _photos(user: UserSession, sheet: InspectionSheet, language: Language) -> Iterator[Block]:
    """The photographs of single items, each with the item's name."""
    found: list[Picture] = []
    for item_id, result in sheet.results.items():
        item = sheet.checklist.item(item_id)
        for digest in result.documents:
            image = _photo(user, digest)
            if image and item and len(found) < MOST_PHOTOS:
                found.append(Picture(image, language(item.says)))
    if found:
        yield Section(language(N_("Photographs")), Pictures(found))


def _photo(user: UserSession, digest: str) -> bytes | None:
    """A photograph; one that is missing or no picture is left out: the sheet is better without it than not at all."""
    known = document(user, digest)
    if known is None or known.media not in PHOTOS:
        return None
    try:
        return content_of(user, digest)
    except DocumentMissing:
        return None
