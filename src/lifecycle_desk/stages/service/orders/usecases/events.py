"""Events of a repair order: its steps, and the whole of it when it is closed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.typed import typed
from lifecycle_desk.campaigns.rules.status import CARRIED_OUT
from lifecycle_desk.campaigns.usecases.standing import unknown_among
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.dealership.usecases import day as dealer_day
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.market.market import Market, PriceCustom, Rounding
from lifecycle_desk.market.taxes import OF_THE_LAW, Taxed, Taxing
from lifecycle_desk.stages.service.orders.rules.facts import AtOrder, SealedOrder, ShareTold, WordsTold, of_order
from lifecycle_desk.stages.service.orders.rules.orders import OrderSheet, RepairOrder, TaxCustom
from lifecycle_desk.stages.service.orders.rules.states import OrderEvent, OrderState
from lifecycle_desk.stages.service.orders.rules.totals import Totals, reckoned
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event, RecordedEvent, effective_events
from lifecycle_desk.vehicle.tables import life, people
from lifecycle_desk.vehicle.usecases.documents import DocumentMissing
from lifecycle_desk.vehicle.usecases.recording import record_event

SERVICE = "service"  # of a job: one that carries out nothing of a schedule is sealed as jobs were before there was any

CampaignUnknown = objection(
    "CampaignUnknown", N_("Campaign %(number)s has not been imported; it was recorded as done anyway."), number=str
)
RateUnknown = objection("RateUnknown", N_("There is no tax rate “%(taxing)s” here on %(on)s."), taxing=Taxing, on=date)


@dataclass(frozen=True, slots=True)
class DealerContext:
    """The dealer, the market, and the dealer's zone and day: what every order depends on."""

    dealer: Dealer
    market: Market
    zone: ZoneInfo
    today: date

    def tax_on(self, day: date) -> TaxCustom | None:
        """The tax on workshop work on a day; None where the market knows of none."""
        prices, main = self.market.prices, next(iter(self.market.tax_on(day, Taxed.WORKSHOP)), None)
        if main is None:
            return None
        inclusive, by_line = prices.workshop is PriceCustom.INCLUSIVE, prices.rounding is Rounding.LINE
        internal_net = inclusive  # on top, the price is without tax already
        reduced = self.market.other_tax_on(day, Taxing.REDUCED)
        return TaxCustom(
            main.name,
            main.local_name,
            main.percent,
            inclusive,
            by_line,
            internal_net,
            reduced.percent if reduced else None,
            main.only is Taxed.WORK,
        )

    def taxings_on(self, day: date) -> tuple[Taxing, ...]:
        """How a line may be taxed otherwise on a day: at rates that the market has, and at none."""
        if not self.market.tax_on(day, Taxed.WORKSHOP):
            return ()
        return tuple(
            each for each in Taxing if each not in OF_THE_LAW or self.market.other_tax_on(day, each) is not None
        )

    def must_verify(self, tax: TaxCustom, day: date) -> bool:
        """Whether the market has this rate, on a day, from a source that says of itself that it is weak."""
        told = (each for each in self.market.tax_on(day, Taxed.WORKSHOP) if each.name == tax.name)
        return any(each.verify and each.percent == tax.percent for each in told)


def dealer_context(tx: Transaction) -> DealerContext:
    """The house as it is now; its day is that of the dealer's clocks."""
    profile = dealership.dealer(tx)
    pack = market_in_force(tx)
    return DealerContext(profile, pack, dealer_day.zone(tx), dealer_day.today(tx))


def totals_of(order: RepairOrder, of: DealerContext) -> Totals:
    """The totals of an order: with the tax of its handover, or of today while it is open."""
    tax = order.tax if order.closing_event else of.tax_on(of.today)
    return reckoned(order.sheet, tax, order.currency)


def check_taxings(sheet: OrderSheet, of: DealerContext, on: date) -> None:
    """Refuse a line at a rate that the market does not have on a day."""
    known = {*of.taxings_on(on), *(each for each in Taxing if each not in OF_THE_LAW)}
    for at, job in enumerate(sheet.jobs):
        for place, line in enumerate(job.lines):
            if line.taxing and line.taxing not in known:
                raise RateUnknown(line.taxing, on).at_field(f"jobs[{at}].lines[{place}].taxing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How an order came to its state: as what kind of event, from which state, and what goes with it."""

    kind: OrderEvent
    was: OrderState | None = None
    why: str = ""
    documents: tuple[str, ...] = ()
    corrects: int | None = None

    def facts(self, order: RepairOrder) -> dict[str, Any]:
        """The facts of every step."""
        return {"order": order.number, "state": order.state, "from": self.was, "why": self.why}


def tell_step(tx: Transaction, order: RepairOrder, step: Step, on: date) -> int:
    """Tell the life that an order came to its state; gives the event's number."""
    facts, person = plain(step.facts(order)), order.sheet.customer
    event = Event(order.vin, on, step.kind.value, facts, documents=step.documents, corrects=step.corrects)
    return record_event(tx, replace(event, person=person))


def tell_reading(tx: Transaction, order: RepairOrder, on: date) -> None:
    """Tell what the odometer showed when the vehicle came; another reading corrects the one told before."""
    before = next((each for each in reversed(told_of(tx, order)) if each.kind == OrderEvent.READ), None)
    came = order.sheet.odometer_in
    if came == (before.odometer if before else None):
        return
    corrects, day = (before.seq, before.on) if before else (None, on)
    facts = plain(AtOrder(order.number))
    record_event(tx, Event(order.vin, day, OrderEvent.READ.value, facts, odometer=came, corrects=corrects))


def tell_closed(tx: Transaction, order: RepairOrder, step: Step, totals: Totals) -> int:
    """Seal an order as it was handed over or corrected; what the customer said stands under the customer's key."""
    tx.known[Totals, order.key] = totals  # for whoever counts the order within this transaction
    sheet, complaints = order.sheet, {"complaints": [job.complaint for job in order.sheet.jobs]}
    known = sheet.customer is not None and not words_erased(tx, sheet)
    openly = {CARRIED_OUT: sheet.campaigns or None} | ({} if sheet.customer else complaints)
    event = Event(
        order.vin,
        order.handed_over_on or order.opened_on,
        step.kind.value,
        plain(step.facts(order) | openly) | plain(sealed(order, totals, note=not known)),
        odometer=sheet.odometer_out or sheet.odometer_in,
        paid=totals.customer if totals.customer.minor else None,
        documents=step.documents,
        corrects=step.corrects,
        person=sheet.customer,
        personal=complaints | {"note": sheet.note} if known else None,
    )
    return record_event(tx, event)


def campaigns_unknown(tx: Transaction, sheet: OrderSheet) -> Iterator[Objection]:
    """The warnings about campaigns that an order carries out and nobody took in: a number may be mistyped."""
    return (CampaignUnknown(number) for number in unknown_among(tx, sheet.campaigns))


def words_erased(tx: Transaction, sheet: OrderSheet) -> bool:
    """Whether the customer was erased, and with him what he said."""
    return sheet.customer is not None and people.key_of(tx, sheet.customer) is None


def sealed(order: RepairOrder, totals: Totals, *, note: bool) -> SealedOrder:
    """The facts of an order in its closing event beside the complaints: the sheet, the tax, the totals by pay type.

    The note stands there only where no customer is known whose key would seal it.
    """
    jobs = tuple(replace(job, complaint="") for job in order.sheet.jobs)
    shares = {each.pays: ShareTold(each.net.minor, each.tax.minor, each.gross.minor) for each in totals.shares}
    return SealedOrder(
        sheet=replace(order.sheet, jobs=jobs, note=order.sheet.note if note else ""),
        tax=order.tax,
        totals=shares,
        currency=order.currency,
        serviced=order.sheet.serviced or None,
    )


def unsealed(facts: dict[str, Any], personal: dict[str, Any] | None) -> OrderSheet:
    """The sheet that a closing event holds; complaints and note stay away once the customer was erased."""
    return with_words(typed(SealedOrder, facts).sheet, typed(WordsTold, facts | (personal or {})))


def with_words(sheet: OrderSheet, said: WordsTold) -> OrderSheet:
    """A sheet as it was sealed with what the customer said."""
    jobs = zip(sheet.jobs, said.complaints or ("",) * len(sheet.jobs), strict=True)
    jobs_said = tuple(replace(job, complaint=words) for job, words in jobs)
    return replace(sheet, jobs=jobs_said, note=sheet.note or said.note)


def told_of(tx: Transaction, order: RepairOrder) -> list[RecordedEvent]:
    """The events of an order that count, by day."""
    return of_order(effective_events(life.told(tx, order.vin)), order.number)


def check_documents(tx: Transaction, documents: tuple[str, ...]) -> None:
    """Refuse files that were never attached."""
    for at, digest in enumerate(documents):
        if people.document(tx, digest) is None:
            raise DocumentMissing(digest[:12]).at_field(f"documents[{at}]")


def plain(facts: object) -> dict[str, Any]:
    """Facts, by their names or as a dataclass, as plain values without what says nothing."""
    found: dict[str, Any] = _bare(msgspec.to_builtins(facts))
    return found


def _bare(value: Any) -> Any:
    match value:
        case dict():
            given = ((name, each) for name, each in value.items() if each or name != SERVICE)
            return {name: _bare(each) for name, each in given if each is not None and each is not False and each != ""}
        case list() | tuple():
            return [_bare(each) for each in value]
    return value
