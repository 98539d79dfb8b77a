"""The forms that end a life: our certificate, another facility's, a report to an authority, and taking back."""

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import PlainText, UiText
from lifecycle_desk.desktop.look.parts import ChoiceField, LineField
from lifecycle_desk.stages.recycling.rules.deadlines import REPORTED
from lifecycle_desk.stages.recycling.rules.status import Happening
from lifecycle_desk.stages.recycling.screens.fields import CHOOSE, NOTE, WHY, day_of, must_choose, today_field
from lifecycle_desk.stages.recycling.usecases.certifying import (
    CertifyDestruction,
    RecordCertificate,
    ReportDeadline,
    certify_destruction,
    record_certificate,
    report_deadline,
)
from lifecycle_desk.stages.recycling.usecases.showing import EndPage
from lifecycle_desk.stages.recycling.usecases.taking_back import (
    TakeBackEndOfLife,
    take_back_end_of_life,
    withdraw_certificate,
)
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.fields import looked

TAKE_BACK = C_("correction", "Take back")


def certifying(_: AppContext, end: EndPage) -> Entry:
    """Two members of staff sign."""
    members: list[tuple[object, UiText]] = [(each.name, PlainText(each.full_name)) for each in end.staff]
    examined = ChoiceField(N_("Examined by"), members, placeholder=CHOOSE)
    released = ChoiceField(N_("Released by"), members, placeholder=CHOOSE)
    on, note = today_field(), LineField(NOTE)

    def read() -> CertifyDestruction:
        looked(on)
        must_choose(examined, released)
        return CertifyDestruction(end.vin, day_of(on), str(examined.value or ""), str(released.value or ""), note.text)

    return Entry(
        N_("Issue the certificate of destruction"),
        {"examined_by": examined, "released_by": released, "on": on, "note": note, "vin": examined},
        (((examined, 1), (released, 1), (on, 1)), ((note, 1),)),
        lambda: certify_destruction,
        read,
        N_("The certificate is issued; the life of the vehicle is closed."),
        C_("certificate", "Issue"),
    )


def recording(_: AppContext, end: EndPage) -> Entry:
    """The certificate of another facility."""
    number, facility = LineField(C_("certificate", "Number")), LineField(N_("Facility"))
    permit, on, note = LineField(N_("Permit number")), today_field(), LineField(NOTE)

    def read() -> RecordCertificate:
        looked(on)
        return RecordCertificate(end.vin, day_of(on), number.text, facility.text, permit.text, note.text)

    return Entry(
        N_("Certificate of another facility"),
        {"number": number, "facility": facility, "permit_number": permit, "on": on, "note": note, "vin": number},
        (((number, 1), (facility, 2), (permit, 1), (on, 1)), ((note, 1),)),
        lambda: record_certificate,
        read,
        N_("The certificate is written down; the life of the vehicle is closed."),
    )


def reporting(_: AppContext, end: EndPage) -> Entry:
    """A report to an authority."""
    waiting = [each.deadline for each in end.dues if each.waits and each.deadline.until == REPORTED]
    deadline = ChoiceField(C_("deadline", "Deadline"), [(each.id, each.text) for each in waiting])
    reference, on, note = LineField(C_("authority", "Reference")), today_field(), LineField(NOTE)

    def read() -> ReportDeadline:
        looked(on)
        return ReportDeadline(end.vin, day_of(on), str(deadline.value or ""), reference.text, note.text)

    return Entry(
        C_("event", "Reported to the authority"),
        {"reference": reference, "deadline": deadline, "on": on, "note": note, "vin": reference},
        (((deadline, 2), (reference, 1), (on, 1), (note, 1)),),
        lambda: report_deadline,
        read,
        N_("The report is written down."),
    )


def taking_back(what: Happening, seq: int) -> Entry:
    """The last entry was made by mistake."""
    hint = N_("The entry stays readable with this reason, and counts no more.")
    why = LineField(WHY, hint=hint)
    verb = withdraw_certificate if what is Happening.DESTROYED else take_back_end_of_life
    return Entry(
        N_("Take the entry back"),
        {"why": why, "seq": why},
        (((why, 1),),),
        lambda: verb,
        lambda: TakeBackEndOfLife(seq, why.text),
        N_("The entry is taken back."),
        TAKE_BACK,
    )
