"""The steps of a claim as entries: the answer, the money, an appeal, an authorisation, a part, a step taken back."""

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import Command
from lifecycle_desk.desktop.look.messages import Message, UiText
from lifecycle_desk.desktop.look.parts import ChoiceField, Field, LineField, ReadField
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.reading import read_money
from lifecycle_desk.stages.service.rules.claims.claim import Claim
from lifecycle_desk.stages.service.rules.claims.states import ANSWERS, MOVES, PART_MOVES, REJECTED, RETURNED, ClaimState
from lifecycle_desk.stages.service.usecases.claims.parts import authorise_claim, move_claim_part
from lifecycle_desk.stages.service.usecases.claims.requests import (
    AnswerClaim,
    AuthoriseClaim,
    ClaimStepWhy,
    LineAnswer,
    MoveClaimPart,
    PayClaim,
    TakeBackClaimStep,
    WriteOffClaim,
)
from lifecycle_desk.stages.service.usecases.claims.transitions import (
    answer_claim,
    appeal_claim,
    cancel_claim,
    pay_claim,
    take_back_claim_step,
    write_off_claim,
)
from lifecycle_desk.vehicle.screens.entries import ON, WHY, Entry
from lifecycle_desk.vehicle.screens.fields import day_field, looked

if TYPE_CHECKING:
    from datetime import date

type Lines = list[list[tuple[QWidget, int]]]


ASKED = N_("%(amount)s asked")
DIFFERENCE = N_("%(amount)s between what was granted and what was paid")


def answering(claim: Claim) -> Entry:
    """The maker's answer, with what he grants of each line; an empty amount follows from the answer."""
    allowed = [state for state in ANSWERS if state in MOVES[claim.state]]
    state = ChoiceField(C_("claim", "Answer"), [(each, each.label) for each in allowed], value=allowed[1])
    number, on = LineField(N_("Maker's own number"), text=claim.status.maker_number, longest=60), _day()
    why = LineField(WHY)
    amounts = [_money(N_("Line %(line)s granted"), claim.currency, line=at) for at in _places(claim)]
    reasons = [LineField(N_("Why not more"), longest=400) for _ in amounts]
    for amount, line in zip(amounts, claim.sheet.lines, strict=True):
        amount.hint(Message(ASKED, amount=Money(line.asked, claim.currency)))
    fields: dict[str, Field] = {"state": state, "on": on, "why": why, "maker_number": number}
    for place, (amount, reason) in enumerate(zip(amounts, reasons, strict=True)):
        fields |= {f"lines[{place}].granted": amount, f"lines[{place}].reason": reason}

    def read() -> Any:
        looked(on, *amounts)
        chosen = cast("ClaimState", state.value)
        told = [
            LineAnswer(at, cast("int", amount.value), reason.text)
            for at, amount, reason in zip(_places(claim), amounts, reasons, strict=True)
            if amount.value is not None
        ]
        lines = () if chosen in {RETURNED, REJECTED} else tuple(told)
        day = cast("date", on.value)
        return AnswerClaim(
            number=claim.number, state=chosen, lines=lines, why=why.text, maker_number=number.text, on=day
        )

    rows: Lines = [[(state, 2), (on, 1), (number, 1)], [(why, 1)]]
    rows += [[(amount, 1), (reason, 3)] for amount, reason in zip(amounts, reasons, strict=True)]
    title = N_("The maker's answer")
    return Entry(title, fields, rows, lambda: answer_claim, read, N_("The answer is written down."))


def paying(claim: Claim) -> Entry:
    """The money that came."""
    amount, on = _money(C_("claim", "Amount"), claim.currency), _day()
    amount.set_text(translator().current.formats.amount(Money(claim.status.outstanding, claim.currency)))

    def read() -> Any:
        looked(amount, on)
        return PayClaim(claim.number, cast("int | None", amount.value), cast("date", on.value))

    return Entry(
        N_("The money came"),
        {"amount": amount, "on": on},
        (((amount, 1), (on, 1)),),
        lambda: pay_claim,
        read,
        N_("The payment is written down."),
    )


def saying_why(claim: Claim, title: UiText, verb: Command[Any, Any], told: UiText) -> Entry:
    """A step that says why."""
    why = LineField(WHY)
    return Entry(title, {"why": why}, (((why, 1),),), lambda: verb, lambda: ClaimStepWhy(claim.number, why.text), told)


def writing_off(claim: Claim) -> Entry:
    """The difference to what was granted, which nobody waits for any more."""
    why = LineField(WHY)
    why.hint(Message(DIFFERENCE, amount=Money(claim.status.outstanding, claim.currency)))
    return Entry(
        N_("Write off the difference"),
        {"why": why},
        (((why, 1),),),
        lambda: write_off_claim,
        lambda: WriteOffClaim(claim.number, why.text),
        N_("The difference is written off."),
    )


def appealing(claim: Claim) -> Entry:
    """An appeal against the answer."""
    return saying_why(claim, N_("Appeal against the answer"), appeal_claim, N_("The appeal is written down."))


def cancelling(claim: Claim) -> Entry:
    """A claim that nothing comes of."""
    return saying_why(claim, N_("Cancel the claim"), cancel_claim, N_("The claim is cancelled."))


def authorising(claim: Claim) -> Entry:
    """The maker's word before the repair."""
    reference, on = LineField(N_("Number of the authorisation"), longest=60), _day()
    amount = _money(N_("Up to the amount of"), claim.currency)
    amount.set_text(translator().current.formats.amount(Money(claim.sheet.asked, claim.currency)))

    def read() -> Any:
        looked(amount, on)
        return AuthoriseClaim(claim.number, reference.text, cast("int", amount.value or 0), cast("date", on.value))

    return Entry(
        N_("The maker's authorisation"),
        {"reference": reference, "amount": amount, "authorisation": reference, "on": on},
        (((reference, 2), (amount, 1), (on, 1)),),
        lambda: authorise_claim,
        read,
        N_("The authorisation is written down."),
    )


def moving_part(claim: Claim, line: int) -> Entry:
    """Where the replaced part of a line is."""
    part = claim.status.parts[line]
    state = ChoiceField(C_("claim", "Replaced part"), [(each, each.label) for each in PART_MOVES[part.state]])
    until, on = day_field(N_("To be kept until")), _day()
    if part.until:
        until.set_text(translator().current.formats.day(part.until, "short"))
    reference = LineField(N_("Number of the shipment"), text=part.reference, longest=60)

    def read() -> Any:
        looked(until, on)
        return MoveClaimPart(
            number=claim.number,
            line=line,
            state=cast("Any", state.value),
            until=cast("date | None", until.value),
            reference=reference.text,
            on=cast("date", on.value),
        )

    return Entry(
        Message(N_("Replaced part of line %(line)s"), line=line),
        {"state": state, "until": until, "reference": reference, "on": on},
        (((state, 1), (until, 1), (reference, 1), (on, 1)),),
        lambda: move_claim_part,
        read,
        N_("It is written down where the part is."),
    )


def taking_back_step(claim: Claim) -> Entry:
    """The last step, made by mistake."""
    why = LineField(WHY, hint=N_("The entry stays readable with this reason, and counts no more."))
    return Entry(
        N_("Take the last step back"),
        {"why": why},
        (((why, 1),),),
        lambda: take_back_claim_step,
        lambda: TakeBackClaimStep(claim.number, claim.status.last_event, why.text),
        N_("The step is taken back."),
        C_("correction", "Take back"),
    )


def _places(claim: Claim) -> range:
    return range(1, len(claim.sheet.lines) + 1)


def _day() -> ReadField:
    return day_field(ON, today=True, required=True)


def _money(words: str, currency: str, **facts: object) -> ReadField:
    """An amount in minor units of a currency."""

    def read(text: str) -> tuple[object, str]:
        language = translator().current
        money = read_money(text, language, currency).value
        return money.minor, language.formats.money(money)

    return ReadField(Message(words, **facts) if facts else words, read)
