"""The certificate of destruction by the items of Decision 2002/151/EC; without a permit a draft for the facility."""

from collections.abc import Iterator, Sequence
from datetime import date

from lifecycle_desk.base.isolates import ltr, own
from lifecycle_desk.base.milestones import Milestone
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.quantities import KG
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import for_authority, full_name, letterhead, sheet_size
from lifecycle_desk.language import Language
from lifecycle_desk.paper import (
    Code,
    Content,
    Facts,
    Mark,
    Note,
    Outcome,
    Paper,
    Paragraphs,
    Proves,
    Section,
    Signature,
    Signatures,
    Tone,
)
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.stages.recycling.end.rules.certificates import Item
from lifecycle_desk.stages.recycling.end.rules.nationality_marks import nationality_mark
from lifecycle_desk.stages.recycling.end.rules.status import DEPOLLUTION, TAKEOVER
from lifecycle_desk.stages.recycling.end.rules.taking_over import RegistrationDocument
from lifecycle_desk.stages.recycling.end.rules.ways_out import NotTakenOver
from lifecycle_desk.stages.recycling.end.usecases.certifying import CertifyDestruction
from lifecycle_desk.stages.recycling.end.usecases.showing import EndPage, end_page
from lifecycle_desk.vehicle.papers.subject import NONE, OfVehicle


def certificate_paper(user: UserSession, asked: OfVehicle, language: Language) -> Paper:
    """The certificate as it was issued; else what is known for it, as a draft, of a car that was taken over for it.

    It is dated as its authority dates.
    """
    page, language = end_page(user, asked.vin), for_authority(user, language)
    if page.taking is None and page.certificate is None:
        raise NotTakenOver
    issued = page.certificate if page.certificate and page.certificate.own else None
    return Paper(
        title=language(N_("Certificate of destruction")),
        subtitle=page.name,
        language=language,
        letterhead=letterhead(user, language),
        number=ltr(issued.number) if issued else language(C_("certificate", "Draft")),
        date=issued.on if issued else None,
        size=sheet_size(user),
        blocks=[
            *_no_certificate(page, language),
            Section(language(N_("Facility and authority")), Facts(_facility(page, language))),
            Section(language(C_("vehicle", "Vehicle")), Facts(_vehicle(page, language))),
            Section(language(N_("Last holder or owner")), Facts(_holder(page, language))),
            Section(language(N_("Treatment")), Facts(_treatment(page, language))),
            *_certified(page, language),
            _signatures(user, page, language),
        ],
        proves=Proves(page.vin, {"destroyed_on": issued.on.isoformat()}) if issued else None,
    )


def _lacks(item: Item, language: Language) -> str:
    return language.labelled(
        ltr(item.requirement.id), language.formats.listed([language(each) for each in item.missing])
    )


def _no_certificate(page: EndPage, language: Language) -> Iterator[Block]:
    """That this paper is none, who must issue it, and what is missing."""
    told = page.certificate
    if told and told.own:
        return
    if told:
        facts = {"number": told.number, "on": told.on, "facility": getattr(told.said, "facility", "")}
        words = language(N_("Certificate %(number)s of %(on)s was issued by %(facility)s."), **facts)
        yield Note(words, language(N_("Not a certificate")), Tone.WARNING)
        return
    missing = [item for item in page.items if not item.is_complete]
    lacking = tuple(_lacks(item, language) for item in missing)
    blocks = tuple(language.sentence(each) for each in page.blocks)
    whose = (
        language(N_("Prepared for the authorised treatment facility, which alone issues the certificate."))
        if page.permit is None
        else language(N_("It becomes valid when two members of staff have signed."))
    )
    yield Note((whose, *blocks), language(N_("This is a draft, not a certificate of destruction.")), Tone.WARNING)
    if lacking:
        title = language(
            NN_("%(n)s item of the certificate is incomplete:", "%(n)s items of the certificate are incomplete:"),
            n=len(missing),
        )
        yield Note(lacking, title, Tone.DANGER)


def _certified(page: EndPage, language: Language) -> Iterator[Block]:
    """The statement that is signed; a draft certifies nothing yet, another's certificate is not ours to sign."""
    if page.certificate and page.certificate.own:
        yield Paragraphs(
            language(
                N_(
                    "The facility has taken over the vehicle described here and certifies its destruction as "
                    "required by end-of-life vehicle law. This certificate is issued free of charge."
                )
            )
        )


def _lines(value: object) -> Content:
    """An address line by line, or a dash."""
    lines: Sequence[str] = value if isinstance(value, (tuple, list)) else ()
    return tuple(own(each) for each in lines) or NONE


def _text(page: EndPage, name: str) -> Content:
    value = page.known.get(name)
    return own(str(value)) if value else NONE


def _facility(page: EndPage, language: Language) -> list[tuple[str, Content]]:
    known = page.known
    number = known.get("facility.number")
    return [
        (f"1  {language(N_('Facility'))}", (_text(page, "facility.name"), *_block(known.get("facility.address")))),
        (f"1  {language(N_('Permit number'))}", Code(str(number)) if number else NONE),
        (f"2  {language(N_('Authority'))}", (_text(page, "authority.name"), *_block(known.get("authority.address")))),
        (f"3  {language(N_('Date of issue'))}", page.certificate.on if page.certificate else NONE),
        (language(N_("Permit valid until")), known.get("permit.expiry")),
        (language(N_("Auditor")), _text(page, "auditor.name") if "auditor.name" in known else None),
    ]


def _block(value: object) -> tuple[Content, ...]:
    lines = _lines(value)
    return lines if isinstance(lines, tuple) else ()


def _vehicle(page: EndPage, language: Language) -> list[tuple[str, Content]]:
    known, taking = page.known, page.taking
    on = page.certificate.on if page.certificate else page.end.taken_over_on
    country = known.get("vehicle.country")
    mark = nationality_mark(str(country), on) if country and on else country
    plate = known.get("vehicle.plate")
    registered = " ".join([*([ltr(str(mark))] if mark else []), *([own(str(plate))] if plate else [])])
    document = language(taking.registration_document.label) if taking else NONE
    missing = taking is not None and taking.registration_document is RegistrationDocument.MISSING
    weight = known.get("vehicle.empty_weight")
    formats = language.formats
    return [
        (f"4  {language(N_('Nationality mark and registration number'))}", registered or NONE),
        (f"4  {language(N_('Registration document'))}", Mark(Outcome.OPEN, document) if missing else document),
        (
            f"5  {language(N_('Vehicle class'))}",
            ltr(str(known["vehicle.class"])) if "vehicle.class" in known else NONE,
        ),
        (f"5  {language(N_('Brand and model'))}", own(page.name) if page.name else NONE),
        (f"6  {language(N_('VIN'))}", Code(page.vin)),
        (language(N_("First registered")), known.get("vehicle.first_registration")),
        (language(N_("Empty weight")), formats.measure(weight, KG) if weight else None),
    ]


def _holder(page: EndPage, language: Language) -> list[tuple[str, Content]]:
    holder = page.holder
    if holder is None or not holder.name:
        erased = language(N_("Personal data erased")) if page.taking else NONE
        return [(f"7  {language(C_('customer', 'Name'))}", erased)]
    nationality = str(page.known.get("holder.nationality", ""))
    country = language.formats.locale.territories.get(nationality, nationality)
    return [
        (f"7  {language(C_('customer', 'Name'))}", own(holder.name)),
        (f"7  {language(N_('Address'))}", _lines(page.known.get("holder.address"))),
        (
            f"7  {language(N_('Nationality'))}",
            str(country),
        ),
    ]


def _treatment(page: EndPage, language: Language) -> list[tuple[str, Content]]:
    drained = page.end.depolluted_on(page.open_items)
    batteries: list[Content] = [
        (Code(code), each.said.consignee, each.said.on) for each in page.batteries for code in each.said.codes
    ]
    return [
        _on(language, N_("Taken over on"), TAKEOVER, page.end.taken_over_on),
        _on(language, N_("Depolluted on"), DEPOLLUTION, drained),
        (language(N_("High-voltage battery")), batteries[0] if batteries else NONE),
        *((language(N_("High-voltage battery")), each) for each in batteries[1:]),
    ]


def _on(language: Language, done: str, step: Milestone, on: date | None) -> tuple[str, Content]:
    """The day of a step; one that is still open has a name that nobody takes for done."""
    return (language(done), on) if on else (language(step.ahead), language(C_("step", "not yet")))


def _signatures(user: UserSession, page: EndPage, language: Language) -> Signatures:
    told = page.certificate
    signed = told.said if told and isinstance(told.said, CertifyDestruction) else None
    when: Content = told.on if signed and told else ""
    holder, taking = page.holder, page.taking
    taken: Content = page.end.taken_over_on or ""
    return Signatures(
        [
            Signature(language(N_("Examined by")), full_name(user, signed.examined_by) if signed else "", when),
            Signature(language(N_("Released by")), full_name(user, signed.released_by) if signed else "", when),
            Signature(
                language(N_("Last holder or owner")),
                own(holder.name) if holder and holder.name else "",
                taken,
                strokes=taking.signature if taking else (),
            ),
        ],
        columns=3,
    )


def language_of(user: UserSession, asked: OfVehicle) -> str | None:
    """The language of the last holder, where it is known."""
    holder = end_page(user, asked.vin).holder
    return holder.person.language if holder and holder.person else None
