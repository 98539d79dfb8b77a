"""The steps of a claim as entries: the answer, the money, an appeal, an authorisation, a part, a step taken back."""

from dataclasses import replace
from datetime import date
from typing import Any, cast

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.kinds import One, kinds_of
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.claims.rules.claim import Claim
from lifecycle_desk.stages.service.claims.rules.limits import OwnLimit, Wants
from lifecycle_desk.stages.service.claims.rules.states import ANSWERS, MOVES, PART_MOVES, REJECTED, RETURNED
from lifecycle_desk.stages.service.claims.screens.granting import GrantedLines
from lifecycle_desk.stages.service.claims.usecases import requests as asking
from lifecycle_desk.stages.service.claims.usecases.parts import authorise_claim, keep_claim_limit, move_claim_part
from lifecycle_desk.stages.service.claims.usecases.transitions import (
    answer_claim,
    appeal_claim,
    cancel_claim,
    pay_claim,
    take_back_claim_step,
    write_off_claim,
)
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.step_form import Around, OneOf, Part, StepForm

DIFFERENCE = N_("%(amount)s between the amounts approved and paid")
STATE_KIND = cast("One", kinds_of(asking.AnswerClaim)["state"])
PART_KIND = cast("One", kinds_of(asking.MoveClaimPart)["state"])


def answering(app: AppContext, claim: Claim) -> Entry:
    """The maker's answer, with what he grants of each line."""
    allowed = [state for state in ANSWERS if state in MOVES[claim.state]]
    begins = asking.AnswerClaim(
        number=claim.number, state=allowed[1], maker_number=claim.status.maker_number, on=_today()
    )
    parts: dict[str, Part] = {"state": OneOf(STATE_KIND, allowed), "lines": GrantedLines(claim)}
    form = StepForm(asking.ANSWERED, _around(app, claim), begins, parts=parts)

    def read() -> asking.AnswerClaim:
        asked = form.read()
        return replace(asked, lines=()) if asked.state in {RETURNED, REJECTED} else asked

    return replace(form.entry(answer_claim), read=read)


def paying(app: AppContext, claim: Claim) -> Entry:
    """The money that came."""
    begins = asking.PayClaim(claim.number, claim.status.outstanding, _today())
    return StepForm(asking.CAME, _around(app, claim), begins).entry(pay_claim)


def writing_off(app: AppContext, claim: Claim) -> Entry:
    """The difference to what was granted, which nobody waits for any more."""
    form = StepForm(asking.WRITTEN_OFF, Around(app), asking.WriteOffClaim(claim.number, ""))
    form["why"].hint(Message(DIFFERENCE, amount=claim.money(claim.status.outstanding)))
    return form.entry(write_off_claim)


def appealing(app: AppContext, claim: Claim) -> Entry:
    """An appeal against the answer."""
    return StepForm(asking.APPEALED, Around(app), asking.ClaimStepWhy(claim.number, "")).entry(appeal_claim)


def cancelling(app: AppContext, claim: Claim) -> Entry:
    """A claim that nothing comes of."""
    return StepForm(asking.CANCELLED, Around(app), asking.ClaimStepWhy(claim.number, "")).entry(cancel_claim)


def authorising(app: AppContext, claim: Claim) -> Entry:
    """The maker's word before the repair."""
    begins = asking.AuthoriseClaim(claim.number, "", claim.sheet.asked, _today())
    return StepForm(asking.AUTHORISED, _around(app, claim), begins).entry(authorise_claim)


def moving_part(app: AppContext, claim: Claim, line: int) -> Entry:
    """Where the replaced part of a line is."""
    part = claim.status.parts[line]
    allowed = PART_MOVES[part.state]
    begins = asking.MoveClaimPart(
        number=claim.number, line=line, state=allowed[0], until=part.until, reference=part.reference, on=_today()
    )
    form = StepForm(asking.PART_MOVED, Around(app), begins, parts={"state": OneOf(PART_KIND, allowed)})
    return replace(form.entry(move_claim_part), title=Message(N_("Replaced part of line %(line)s"), line=line))


def taking_back_step(app: AppContext, claim: Claim) -> Entry:
    """The last step, made by mistake."""
    begins = asking.TakeBackClaimStep(claim.number, claim.status.last_event, "")
    return StepForm(asking.TAKEN_BACK, Around(app), begins).entry(take_back_claim_step)


def own_limit(app: AppContext, claim: Claim, make: str) -> Entry:
    """A limit of claims of the dealer's own; what is wrong with the whole of it stands beside its source."""
    begins = OwnLimit(wants=next(iter(Wants)), make=make, valid_from=_today())
    form = StepForm(asking.LIMIT_KEPT, _around(app, claim), begins)
    fields = {**form.fields, "limit": form["source"]}

    def read() -> asking.KeepClaimLimit:
        return asking.KeepClaimLimit(form.read().entry(claim.currency))

    entry = form.entry(cast("Any", keep_claim_limit))  # which takes the limit as resources write one
    return replace(entry, fields=fields, read=read)


def _around(app: AppContext, claim: Claim) -> Around:
    return Around(app, currency=claim.currency)


def _today() -> date:
    return translator().current.formats.today()
