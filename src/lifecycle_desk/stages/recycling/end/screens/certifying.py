"""The forms that end a life: our certificate, another facility's, a report to an authority, and taking back."""

from lifecycle_desk.commands.kinds import kinds_of
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import PlainText, UiText
from lifecycle_desk.desktop.look.parts import ChoiceField
from lifecycle_desk.stages.recycling.end.rules.deadlines import REPORTED
from lifecycle_desk.stages.recycling.end.rules.status import Happening
from lifecycle_desk.stages.recycling.end.screens.fields import CHOOSE, today
from lifecycle_desk.stages.recycling.end.usecases import certifying as c
from lifecycle_desk.stages.recycling.end.usecases.showing import EndPage
from lifecycle_desk.stages.recycling.end.usecases.taking_back import take_back_end_of_life, withdraw_certificate
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.step_form import Around, StepForm
from lifecycle_desk.vehicle.screens.voiding import taking_back


def certifying(app: AppContext, end: EndPage) -> Entry:
    """Two members of staff sign."""
    members: list[tuple[object, UiText]] = [(each.name, PlainText(each.full_name)) for each in end.staff]
    kinds = kinds_of(c.CertifyDestruction)
    signers = {
        name: ChoiceField(kinds[name].label, members, placeholder=CHOOSE) for name in ("examined_by", "released_by")
    }
    begins = c.CertifyDestruction(end.vin, today(), "", "")
    return StepForm(c.CERTIFIED, Around(app), begins, parts=signers).entry(c.certify_destruction)


def recording(app: AppContext, end: EndPage) -> Entry:
    """The certificate of another facility."""
    begins = c.RecordCertificate(end.vin, today(), "", "")
    return StepForm(c.RECORDED, Around(app), begins).entry(c.record_certificate)


def reporting(app: AppContext, end: EndPage) -> Entry:
    """A report to an authority."""
    waiting = [each.deadline for each in end.dues if each.waits and each.deadline.until == REPORTED]
    deadline = ChoiceField(kinds_of(c.ReportDeadline)["deadline"].label, [(each.id, each.text) for each in waiting])
    begins = c.ReportDeadline(end.vin, today(), waiting[0].id if waiting else "", "")
    return StepForm(c.REPORTED, Around(app), begins, parts={"deadline": deadline}).entry(c.report_deadline)


def taking_last_back(app: AppContext, what: Happening, seq: int) -> Entry:
    """The last entry was made by mistake."""
    return taking_back(app, withdraw_certificate if what is Happening.DESTROYED else take_back_end_of_life, seq)
