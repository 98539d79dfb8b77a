"""The record of the handover: what went over the desk with a car, signed by both sides."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lifecycle_desk.base.isolates import ltr, own
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.quantities import Shown, percent
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import full_name, letterhead, sheet_size
from lifecycle_desk.language import Language
from lifecycle_desk.market.market import WarrantyStartRule
from lifecycle_desk.paper import (
    Beside,
    Code,
    Column,
    Content,
    Facts,
    Mark,
    Muted,
    Note,
    Outcome,
    Paper,
    Paragraphs,
    Proves,
    Section,
    Signature,
    Signatures,
    Strong,
    Table,
    Tone,
)
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.stages.sale.inspection.rules import InspectionState
from lifecycle_desk.stages.sale.stock.usecases.showing import SalePage, sale_page
from lifecycle_desk.vehicle.papers.subject import NONE, OfVehicle
from lifecycle_desk.vehicle.rules.checklists import list_said
from lifecycle_desk.vehicle.rules.models import Energy

MOST_SIDE_BY_SIDE, SHORT = 10, 400  # things, and characters of all their names
ROOMY, CLOSE = 2, 3  # columns of what was explained


def handover_record(user: UserSession, asked: OfVehicle, language: Language) -> Paper:
    """The handover record, signed by both sides; before the handover, the paper that is to be signed."""
    page = sale_page(user, asked.vin)
    told, contract = page.handover, page.contract
    buyer = contract.buyer if contract else None
    receiver = (told.said.receiver if told else "") or (buyer.name if buyer else "")

    def form(columns: int) -> Paper:
        return Paper(
            title=language(N_("Handover record")),
            subtitle=page.name,
            language=language,
            letterhead=letterhead(user, language),
            number=ltr(contract.agreed.contract) if contract else None,
            date=told.on if told else None,
            size=sheet_size(user),
            proves=_proves(page),
            blocks=[
                *_not_yet(page, language),
                Facts(_car(page, language)),
                Section(language(N_("Buyer")), Facts(_buyer(page, language))),
                *_went_along(page, language),
                *_explained(page, columns, language),
                _promised(page, language),
                Paragraphs(
                    language(
                        N_(
                            "The buyer has received the vehicle with the items listed here, in the condition described "
                            "here, and has been shown how to use it."
                        )
                    )
                ),
                Signatures(
                    [
                        Signature(language(N_("For the dealer")), _by(user, page), told.on if told else ""),
                        Signature(
                            language(N_("Buyer")),
                            receiver,
                            told.on if told else "",
                            strokes=told.said.signature if told else (),
                        ),
                    ]
                ),
            ],
        )

    # Two sides sign one page where closer distances, or more columns besides, allow it.
    return replace(form(ROOMY), tighter=(form(ROOMY), form(CLOSE)))


def _proves(page: SalePage) -> Proves | None:
    """The record's proof once the car is handed over; before, it is the paper that is to be signed."""
    told = page.handover
    if told is None:
        return None
    read = told.said.odometer
    facts: dict[str, str | int] = {"handed_over_on": told.on.isoformat(), "keys": told.said.keys}
    return Proves(page.vin, facts | {"km": read.km})


def _by(user: UserSession, page: SalePage) -> str:
    """The person who acts for the dealer: who handed over, else who sold."""
    handed = page.handover.by if page.handover else None
    return full_name(user, handed or (page.contract.agreed.seller if page.contract else ""))


def _not_yet(page: SalePage, language: Language) -> Iterator[Block]:
    if page.handover is None:
        yield Note(
            tuple(language.sentence(each) for each in page.blocks),
            language(N_("The vehicle has not been handed over yet.")),
            Tone.WARNING,
        )


def _car(page: SalePage, language: Language) -> list[tuple[str, Content]]:
    told, figures = page.handover, page.figures
    charge = told.said.soc_percent if told else None
    registered = page.registration.said if page.registration else None
    plate = " ".join(filter(None, (registered.plate, registered.place))) if registered else figures.plate
    energy = page.description["energy"]
    is_electric = energy is None or Energy.of(energy).has_traction_battery
    battery = Code(figures.battery) if figures.battery else NONE if is_electric else None
    return [
        (language(N_("VIN")), Code(page.vin)),
        (language(C_("vehicle", "Plate")), own(plate) if plate else NONE),
        (language(C_("vehicle", "Colour")), page.description["colour"] or NONE),
        (language(N_("Battery code")), battery),
        (language(N_("Odometer")), Shown(told.said.odometer) if told else NONE),
        (language(N_("State of charge")), _percent(charge, language) if is_electric else None),
    ]


def _percent(value: int | None, language: Language) -> str:
    return NONE if value is None else language.spoken(percent(value))


def _buyer(page: SalePage, language: Language) -> list[tuple[str, Content]]:
    buyer = page.contract.buyer if page.contract else None
    return [
        (language(C_("customer", "Name")), buyer.name if buyer else NONE),
        (language(N_("Phone")), ltr(buyer.phone) if buyer and buyer.phone else NONE),
        (language(N_("Address")), (buyer.address if buyer else "") or NONE),
    ]


def _went_along(page: SalePage, language: Language) -> Iterator[Block]:
    """The things that the buyer takes along; on a paper that is still to be signed nobody knows them yet."""
    told = page.handover
    if told is None:
        return
    keys = language(NN_("%(n)s key", "%(n)s keys"), n=told.said.keys)
    things = [
        (language(N_("Keys and charging cables")), (keys, *_words(told.said.cables, language))),
        (language(C_("handover", "Documents")), _words(told.said.papers, language)),
        (language(N_("Accessories")), told.said.accessories),
    ]
    yield Section(language(N_("Handed over with the vehicle")), _things(things, language))
    if told.said.note:
        yield Note(told.said.note, language(C_("event", "Note")))


def _words(terms: Sequence[LabeledEnum], language: Language) -> tuple[str, ...]:
    return tuple(language(each.label) for each in terms)


def _things(things: Sequence[tuple[str, Sequence[str]]], language: Language) -> Block:
    """Side by side, so that most records are one page; one under the other where lists are long or wordy."""
    ticked = [(label, tuple(Mark(Outcome.PASSED, each) for each in names)) for label, names in things]
    short = all(len(names) <= MOST_SIDE_BY_SIDE and len("".join(names)) <= SHORT for _, names in things)
    if short:
        return Facts([(label, marks or NONE) for label, marks in ticked])
    columns = [Column(language(N_("Item")), share=65), Column(language(C_("handover", "Kind")), share=35)]
    return Table(columns, [(mark, label) for label, marks in ticked for mark in marks])


def _explained(page: SalePage, columns: int, language: Language) -> Iterator[Block]:
    """What the buyer was shown, read down one column after another."""
    told = page.handover
    if told and told.said.explained:
        marks = [Mark(Outcome.PASSED, language(each.label)) for each in told.said.explained]
        rows = -(-len(marks) // columns)
        shares = [(1.0, Paragraphs(*marks[at * rows : (at + 1) * rows])) for at in range(columns)]
        yield Section(language(N_("Explained to the buyer")), Beside(shares))


def _outcome(page: SalePage, language: Language) -> Mark:
    state = page.standing.inspection
    marks = {InspectionState.PASSED: Outcome.PASSED, InspectionState.FAILED: Outcome.FAILED}
    return Mark(marks.get(state, Outcome.OPEN), language(state.label))


def _promised(page: SalePage, language: Language) -> Section:
    """How the car was inspected, and from when the maker's warranty runs, with both days that may decide."""
    figures, rule = page.figures, page.warranty_rule
    last = page.inspections[-1] if page.inspections else None
    starts_on = figures.warranty_started_on
    facts: list[tuple[str, Content]] = [
        (language(N_("Pre-delivery inspection (PDI)")), _outcome(page, language)),
        (language(N_("Inspected on")), last.on if last else NONE),
        (language(N_("Checklist")), language.spoken(list_said(last.found.checklist)) if last else NONE),
        (language(N_("Warranty from")), (Strong(starts_on), *_rule(rule, language)) if starts_on else NONE),
        (language(N_("Handed over on")), figures.handed_over_on or NONE),
        (language(N_("First registered")), figures.first_registered_on or NONE),
    ]
    return Section(language(N_("Inspection and warranty")), Facts(facts))


def _rule(rule: str | None, language: Language) -> tuple[Content, ...]:
    return (Muted(language(WarrantyStartRule.of(rule).label)),) if rule else ()


def language_of(user: UserSession, asked: OfVehicle) -> str | None:
    """The language of the buyer, where it is known."""
    contract = sale_page(user, asked.vin).contract
    return contract.buyer.language if contract and contract.buyer else None
