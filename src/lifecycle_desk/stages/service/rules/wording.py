"""Wording: how each step of a repair order is told in the timeline, on the screen and on paper."""

from collections.abc import Iterator

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.stages.service.rules.orders import PayType
from lifecycle_desk.stages.service.rules.states import CANCELLED, READY, WAITING, OrderEvent, OrderState
from lifecycle_desk.vehicle.rules.campaigns.standing import CARRIED_OUT
from lifecycle_desk.vehicle.rules.life import Told
from lifecycle_desk.vehicle.rules.wording import Names, Piece, Said, Worded, teach

REASON = C_("correction", "Reason")
TONES = {WAITING: "warn", READY: "ok", CANCELLED: "neutral"}
ICONS = {WAITING: "hourglass", READY: "circle-check", CANCELLED: "x"}


def _order(told: Told) -> Said:
    return Said(N_("Repair order %(order)s"), order=told.facts.get("order", ""))


def _state(told: Told, name: str = "state") -> OrderState | None:
    given = told.facts.get(name)
    return OrderState.of(given) if given else None


def _chip(told: Told) -> tuple[str, str] | None:
    state = _state(told)
    return (state.says, TONES.get(state, "service")) if state else None


def _why(told: Told) -> tuple[tuple[str, Piece], ...]:
    why = told.facts.get("why", "")
    return ((REASON, why),) if why else ()


def _moved(told: Told, _: Names) -> Worded:
    """Booked, moved, cancelled: where the order stands now, and where it came from."""
    was, state = _state(told, "from"), _state(told)
    detail: tuple[Piece, ...] = (Said(N_("from “%(was)s” to “%(state)s”"), was=was, state=state),) if was else ()
    detail += tuple(why for _label, why in _why(told))
    return Worded(_order(told), detail, _why(told), ICONS.get(state, "") if state else "", _chip(told))


def _read(told: Told, _: Names) -> Worded:
    return Worded(Said(OrderEvent.READ.says), (_order(told),), icon="gauge")


def _attached(told: Told, _: Names) -> Worded:
    files = Said(NN_("%(n)s document", "%(n)s documents"), n=len(told.documents))
    return Worded(Said(OrderEvent.ATTACHED.says), (_order(told), files), icon="paperclip")


def _taken_back(told: Told, _: Names) -> Worded:
    why = tuple(words for _label, words in _why(told))
    return Worded(Said(OrderEvent.TAKEN_BACK.says), (_order(told), *why), _why(told), "arrow-back-up", _chip(told))


def _closed(told: Told, _: Names) -> Worded:
    """A whole visit: what was done, by whom, and what each pays."""
    sheet = told.facts.get("sheet", {})
    done = [each for job in sheet.get("jobs", ()) if (each := job.get("correction"))]
    technician = sheet.get("technician", "")
    detail = (*done, technician) if technician else tuple(done)
    return Worded(_order(told), detail, (*_written(told), *_paid(told)), covered=_covered(told))


def _corrected(told: Told, names: Names) -> Worded:
    whole, title = _closed(told, names), Said(N_("Repair order %(order)s corrected"), order=told.facts.get("order", ""))
    why = _why(told)
    return Worded(title, (*(words for _, words in why), *whole.detail), (*why, *whole.facts), covered=whole.covered)


def _written(told: Told) -> Iterator[tuple[str, Piece]]:
    sheet = told.facts.get("sheet", {})
    for job in sheet.get("jobs", ()):
        for label, name in ((N_("Cause"), "cause"), (N_("Correction"), "correction")):
            if words := job.get(name):
                yield label, words
    if carried_out := told.facts.get(CARRIED_OUT):
        yield N_("Campaigns"), ", ".join(map(str, carried_out))
    for label, name in ((N_("Service adviser"), "adviser"), (N_("Technician"), "technician")):
        if who := sheet.get(name):
            yield label, who


def _paid(told: Told) -> Iterator[tuple[str, Piece]]:
    currency = told.facts.get("currency", "")
    for pays, share in told.facts.get("totals", {}).items():
        yield PayType.of(pays).says, Money(share["gross"], currency)


def _covered(told: Told) -> str:
    """Who paid, where the customer paid nothing."""
    payers = list(told.facts.get("totals", {}))
    if PayType.CUSTOMER in payers:
        return ""
    return PayType.of(payers[0]).says if payers else C_("price", "Free")


teach(
    {
        OrderEvent.BOOKED.value: _moved,
        OrderEvent.MOVED.value: _moved,
        OrderEvent.CANCELLED.value: _moved,
        OrderEvent.READ.value: _read,
        OrderEvent.ATTACHED.value: _attached,
        OrderEvent.TAKEN_BACK.value: _taken_back,
        OrderEvent.CLOSED.value: _closed,
        OrderEvent.CORRECTED.value: _corrected,
    }
)
