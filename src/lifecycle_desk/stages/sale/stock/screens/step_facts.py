"""The facts of each step of a sale, as its page shows them: what was told, and what is not known yet."""

from datetime import date
from decimal import Decimal

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.quantities import VOLT, percent
from lifecycle_desk.base.terms import TwoNames
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import Fact
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.market.checklist_items import LIST_VERSION, Checklist
from lifecycle_desk.market.checklists import checklist, checklist_named
from lifecycle_desk.stages.sale.arrival.rules import Damage
from lifecycle_desk.stages.sale.arrival.usecases import ARRIVAL_LIST, PutInStock, ReceiveVehicle, StorageCheck
from lifecycle_desk.stages.sale.contract.usecases.selling import FEES
from lifecycle_desk.stages.sale.handover.usecases import HandOverVehicle, RegisterVehicle
from lifecycle_desk.stages.sale.inspection.rules import InspectionState
from lifecycle_desk.stages.sale.inspection.usecases import PDI_LIST
from lifecycle_desk.stages.sale.stock.rules.measures import PLACE
from lifecycle_desk.stages.sale.stock.rules.status import STOCK_ENTRY
from lifecycle_desk.stages.sale.stock.screens.fields import labels_of, today
from lifecycle_desk.stages.sale.stock.screens.listing import PDI_LOOKS
from lifecycle_desk.stages.sale.stock.usecases.showing import SalePage
from lifecycle_desk.vehicle.screens.event_text import NOTHING, join
from lifecycle_desk.vehicle.screens.step_card import FactLine

ARRIVED, REGISTERED, HANDED_OVER = map(labels_of, (ReceiveVehicle, RegisterVehicle, HandOverVehicle))


def arrival_facts(sale: SalePage) -> list[Fact]:
    """How the car came."""
    told, formats = sale.arrival.said, translator().current.formats
    damages = len(told.damages)
    return [
        Fact(C_("event", "Date"), PlainText(formats.day(told.on)), _ago(sale)),
        Fact(ARRIVED["vessel"], _or_nothing(told.vessel), PlainText(told.port)),
        Fact(ARRIVED["bill_of_lading"], _or_nothing(told.bill_of_lading), PlainText(told.customs_document)),
        Fact(ARRIVED["keys"], _number(told.keys)),
        Fact(ARRIVED["twelve_volt_mv"], _volts(told), _charge(told)),
        Fact(
            ARRIVED["damages"],
            _number(damages) if damages else C_("damages", "none"),
            tone="warn" if damages else None,
        ),
    ]


def damage_lines(sale: SalePage) -> list[FactLine]:
    """Each damage of the survey."""
    known = checklist(ARRIVAL_LIST, sale.arrival.on)
    return [FactLine(PlainText(_damage(each, known)), "warn", "alert-triangle") for each in sale.arrival.said.damages]


def _damage(damage: Damage, known: Checklist) -> str:
    language, item = translator().current, known.item(damage.panel)
    return join(language(item.says) if item else damage.panel, language(damage.kind.label), damage.note)


def stock_facts(sale: SalePage) -> list[Fact]:
    """Where it stands, and when it was looked after."""
    standing, formats = sale.standing, translator().current.formats
    last = sale.checks[-1] if sale.checks else None
    due = standing.next_check_on
    overdue, due_now = bool(due and due < today()), bool(due and due <= today())
    note: UiText = C_("check", "overdue") if overdue else C_("check", "due") if due_now else ""
    tone, icon = states.OVERDUE if overdue else states.DUE_NOW if due_now else (None, "")
    return [
        Fact(PLACE, _or_nothing(standing.location)),
        Fact(N_("In stock since"), PlainText(formats.day(standing.stocked_on)))
        if standing.stocked_on
        else Fact(STOCK_ENTRY.ahead, _not_yet()),
        Fact(
            N_("Last storage check"),
            PlainText(formats.day(last.on)) if last else _not_yet(),
            PlainText(join(_text_of(_volts(last.said)), _text_of(_charge(last.said)))) if last else "",
        ),
        Fact(
            N_("Next storage check"),
            PlainText(formats.day(due)) if due and sale.standing.here else PlainText(NOTHING),
            note if sale.standing.here else "",
            *((tone, icon) if sale.standing.here else (None, "")),
        ),
    ]


def inspection_facts(sale: SalePage) -> list[Fact]:
    """How far the inspection has come, and what it has found."""
    formats, last = translator().current.formats, sale.inspections[-1] if sale.inspections else None
    state = _state(sale)
    tone, icon = PDI_LOOKS[state]
    open_items = len(last.found.failed) if last else 0
    remaining: UiText = ""
    if sale.sheet:
        remaining = Message(NN_("%(n)s item has a result", "%(n)s items have a result"), n=len(sale.sheet.results))
    elif open_items:
        remaining = Message(NN_("%(n)s item to inspect again", "%(n)s items to inspect again"), n=open_items)
    return [
        Fact(
            C_("inspection", "Status"), state.label, remaining, tone if remaining else None, icon if remaining else ""
        ),
        Fact(C_("event", "Date"), PlainText(formats.day(last.on)) if last else _not_yet()),
        Fact(C_("inspection", "Inspector"), _or_nothing(last.said.inspector if last else "")),
        Fact(N_("Checklist"), _version(last.found.checklist, last.on) if last else _or_nothing("")),
    ]


def _version(named: str, on: date) -> UiText:
    return Message(LIST_VERSION, version=checklist_named(PDI_LIST, named, on).version)


def failed_lines(sale: SalePage) -> list[FactLine]:
    """The items that must be inspected again."""
    last = sale.inspections[-1] if sale.inspections else None
    if last is None:
        return []
    used, language = checklist_named(PDI_LIST, last.found.checklist, last.on), translator().current
    items = [used.item(each) for each in last.found.failed]
    return [FactLine(PlainText(language(each.says)), "danger", "alert-circle") for each in items if each]


def contract_facts(sale: SalePage) -> list[Fact]:
    """The buyer, and the price."""
    signed, language = sale.contract, translator().current
    if signed is None:
        return []
    agreed, sums = signed.agreed, signed.agreed.amounts
    tax: UiText = ""
    if agreed.tax:
        name = TwoNames(agreed.tax.name, agreed.tax.local_name)
        tax = Message(N_("with %(percent)s %(name)s"), percent=percent(agreed.tax.percent), name=name)
    buyer: UiText = PlainText(signed.buyer.name) if signed.buyer else N_("Personal data erased")
    return [
        Fact(N_("Contract"), PlainText(agreed.contract), PlainText(language.formats.day(signed.on))),
        Fact(C_("sale", "Buyer"), buyer, PlainText(signed.buyer.phone) if signed.buyer else ""),
        Fact(C_("sale", "Price"), _money(sums.price), _less(sums.discount)),
        Fact(C_("sale", "Total"), _money(sums.total), tax),
        *([Fact(FEES, _money(signed.said.fees))] if signed.said.fees else []),
        Fact(N_("Deposit"), _money(sums.deposit) if sums.deposit.minor else PlainText(NOTHING)),
        Fact(N_("Due on handover"), _money(sums.balance)),
    ]


def registration_facts(sale: SalePage) -> list[Fact]:
    """The plate and its papers."""
    if sale.registration is None:
        return []
    told, formats = sale.registration.said, translator().current.formats
    first = sale.standing.first_registered_on or told.on
    return [
        Fact(REGISTERED["plate"], PlainText(told.plate), PlainText(told.place)),
        Fact(N_("Registered"), PlainText(formats.day(told.on))),
        Fact(REGISTERED["first_registered_on"], PlainText(formats.day(first))),
        Fact(REGISTERED["authority"], _or_nothing(told.authority)),
        Fact(REGISTERED["certificate"], _or_nothing(told.certificate)),
    ]


def handover_facts(sale: SalePage) -> list[Fact]:
    """The things that were handed over."""
    if sale.handover is None:
        return []
    told, formats, spoken = sale.handover.said, translator().current.formats, translator().current.spoken
    starts, charge = sale.figures.warranty_started_on, told.soc_percent
    signed: UiText = N_("signed on the screen") if told.signature else N_("signed on paper")
    receiver = PlainText(told.receiver) if told.receiver else N_("Personal data erased")
    return [
        Fact(C_("event", "Date"), PlainText(formats.day(told.on)), signed),
        Fact(HANDED_OVER["receiver"], receiver),
        Fact(HANDED_OVER["odometer"], PlainText(formats.reading(told.odometer))),
        Fact(HANDED_OVER["keys"], _number(told.keys)),
        Fact(HANDED_OVER["soc_percent"], PlainText(NOTHING if charge is None else spoken(percent(charge)))),
        Fact(N_("Warranty from"), PlainText(formats.day(starts)) if starts else _not_yet()),
    ]


def _state(sale: SalePage) -> InspectionState:
    told = sale.standing.inspection
    return InspectionState.OPEN if sale.sheet and told is not InspectionState.PASSED else told


def _ago(sale: SalePage) -> UiText:
    """How long a car that is still here has been here."""
    if not sale.standing.here:
        return ""
    return Message(NN_("%(n)s day in stock", "%(n)s days in stock"), n=(today() - sale.arrival.on).days)


def _not_yet() -> UiText:
    return C_("step", "not yet")


def _or_nothing(text: str) -> PlainText:
    return PlainText(text or NOTHING)


def _number(value: int | None) -> PlainText:
    return PlainText(translator().current.formats.number(value) if value is not None else NOTHING)


def _money(value: Money) -> PlainText:
    return PlainText(translator().current.formats.money(value))


def _less(discount: Money) -> UiText:
    return Message(N_("less %(discount)s"), discount=discount) if discount.minor else ""


def _volts(told: ReceiveVehicle | PutInStock | StorageCheck) -> PlainText:
    if told.twelve_volt_mv is None:
        return PlainText(NOTHING)
    return PlainText(translator().current.formats.measure(Decimal(told.twelve_volt_mv) / 1000, VOLT))


def _charge(told: ReceiveVehicle | PutInStock | StorageCheck) -> UiText:
    """The other battery's charge: it stands under the voltage of the 12 V battery."""
    if told.soc_percent is None:
        return ""
    return Message(N_("high-voltage battery at %(percent)s"), percent=percent(told.soc_percent))


def _text_of(said: UiText) -> str:
    match said:
        case PlainText(text):
            return "" if text == NOTHING else text
        case Message(message=message, facts=facts):
            return translator().current(message, **facts)
    return ""
