"""How the workshop's events are told in a vehicle's life."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.stages.service.rules.orders import PayType
from lifecycle_desk.stages.service.rules.states import OrderEvent, OrderState
from lifecycle_desk.vehicle.rules.life import Told
from lifecycle_desk.vehicle.rules.wording import Names, Piece, Said, Worded, teach

ORDER, STATE, WHY = N_("Repair order"), C_("order", "State"), C_("correction", "Reason")
TECHNICIAN, HOURS = C_("role", "Technician"), N_("Flat-rate hours")
DONE, CAUSE = N_("What was done"), C_("order", "Cause")
TONES: Mapping[OrderState, str] = {
    OrderState.WAITING_FOR_PARTS: "warn",
    OrderState.READY: "ok",
    OrderState.HANDED_OVER: "ok",
    OrderState.CANCELLED: "neutral",
}


def _step(title: str, icon: str = "") -> Any:
    """The wording of a mere step: the order's number, why, and the state that it came to as a chip."""

    def wording(told: Told, _: Names) -> Worded:
        number, why = told.facts.get("order", ""), told.facts.get("why", "")
        state = OrderState.of(found) if (found := told.facts.get("state")) else None
        facts = ((ORDER, number), (STATE, state), (WHY, why))
        return Worded(
            Said(title),
            tuple(filter(None, (number, why))),
            _labelled(*facts),
            icon,
            (state.says, TONES.get(state, "service")) if state else None,
        )

    return wording


def _closed(title: str) -> Any:
    """The wording of a visit as it was handed over or corrected: what was done, and who paid for it."""

    def wording(told: Told, _: Names) -> Worded:
        facts, jobs = told.facts, told.facts.get("sheet", {}).get("jobs", [])
        done = [job[name] for job in jobs if (name := "correction" if job.get("correction") else "cause") in job]
        shares = _shares(facts)
        labelled = (
            (ORDER, facts.get("order", "")),
            *((DONE, each) for each in done),
            *((CAUSE, job["cause"]) for job in jobs if job.get("cause") and job.get("correction")),
            (TECHNICIAN, facts.get("sheet", {}).get("technician", "")),
            (HOURS, _hours(jobs)),
            *((pays.says, amount) for pays, amount in shares.items()),
            (WHY, facts.get("why", "")),
        )
        covered = next(iter(shares)).says if shares and PayType.CUSTOMER not in shares else ""
        return Worded(Said(title), tuple([*done[:1], facts.get("order", "")]), _labelled(*labelled), covered=covered)

    return wording


def _shares(facts: Mapping[str, Any]) -> dict[PayType, Money]:
    """What each pay type came to, tax included."""
    told, currency = facts.get("totals", {}), facts.get("currency", "")
    return {pays: Money(told[pays].get("gross", 0), currency) for pays in PayType if pays in told}


def _hours(jobs: list[dict[str, Any]]) -> Decimal | None:
    hours = [Decimal(str(line["hours"])) for job in jobs for line in job.get("lines", []) if line.get("hours")]
    return sum(hours, Decimal(0)) if hours else None


def _labelled(*facts: tuple[str, Piece | None]) -> tuple[tuple[str, Piece], ...]:
    return tuple((label, value) for label, value in facts if value is not None and value != "")


teach(
    {
        OrderEvent.BOOKED.value: _step(OrderEvent.BOOKED.says, "calendar-event"),
        OrderEvent.READ.value: _step(OrderEvent.READ.says, "gauge"),
        OrderEvent.MOVED.value: _step(OrderEvent.MOVED.says),
        OrderEvent.ATTACHED.value: _step(OrderEvent.ATTACHED.says, "paperclip"),
        OrderEvent.CLOSED.value: _closed(OrderEvent.CLOSED.says),
        OrderEvent.CORRECTED.value: _closed(OrderEvent.CORRECTED.says),
        OrderEvent.CANCELLED.value: _step(OrderEvent.CANCELLED.says, "x"),
        OrderEvent.TAKEN_BACK.value: _step(OrderEvent.TAKEN_BACK.says, "arrow-back-up"),
    }
)
