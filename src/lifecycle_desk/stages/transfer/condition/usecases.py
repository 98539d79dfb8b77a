"""Writing the condition report: a sheet that is kept while it is filled in, and told as one event at its end."""

from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Annotated, Any

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.kinds import Documents, LongNote, Odometer, On, Text
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.market.checklist_items import Checklist
from lifecycle_desk.market.checklists import checklist_named
from lifecycle_desk.stages.transfer.condition.rules import condition as rules
from lifecycle_desk.stages.transfer.condition.rules.condition import (
    ACCESSORIES,
    Brake,
    Electric,
    Findings,
    ItemAnswer,
    Tyre,
)
from lifecycle_desk.stages.transfer.condition.rules.grading import Graded, Judged, graded, grades
from lifecycle_desk.stages.transfer.condition.rules.limits import Found, judged, limits
from lifecycle_desk.stages.transfer.condition.rules.marks import DamageMark
from lifecycle_desk.stages.transfer.trade_in import tables
from lifecycle_desk.stages.transfer.trade_in.rules import wording as words
from lifecycle_desk.stages.transfer.trade_in.rules.measures import KeyCards, Keys
from lifecycle_desk.stages.transfer.trade_in.rules.rights import CONDITION
from lifecycle_desk.stages.transfer.trade_in.rules.trade import TradeEvent
from lifecycle_desk.stages.transfer.trade_in.usecases.recording import record, trade_car
from lifecycle_desk.stages.transfer.trade_in.usecases.trading import undone
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import photo
from lifecycle_desk.vehicle.rules.life import check_day
from lifecycle_desk.vehicle.rules.steps import Step, teach
from lifecycle_desk.vehicle.usecases.steps import check, check_documents, event_of

CONDITION_LIST = "condition"


@dataclass(frozen=True, slots=True)
class SaveCondition:
    """A condition report: by which checklist (condition-1; unnamed, the one in force), by whom, what was found.

    A draft may lack answers and is told to nobody but the next who opens it.
    """

    vin: str
    on: On
    marks: tuple[DamageMark, ...] = ()
    tyres: tuple[Tyre, ...] = ()
    brakes: tuple[Brake, ...] = ()
    answers: tuple[ItemAnswer, ...] = ()
    electric: Electric | None = None
    twelve_volt_mv: int | None = None
    keys: Keys = None
    key_cards: KeyCards = None
    checklist: str | None = None
    inspector: Annotated[str, Text(C_("inspection", "Inspector"))] = ""
    odometer: Odometer = None
    note: LongNote = ""
    documents: Documents = ()
    draft: bool = False

    @property
    def findings(self) -> Findings:
        """The findings that the rules judge."""
        return Findings(**{each.name: getattr(self, each.name) for each in fields(Findings)})


REPORTED = Step(
    SaveCondition,
    TradeEvent.CONDITION,
    "clipboard-check",
    heading=N_("Condition report"),
    done=N_("Condition report completed"),
    adds=Judged,
    detail=(words.damages, "inspector"),
    tells=(
        (C_("condition", "Grade"), words.grade_in_full),
        (N_("Points"), words.points),
        "inspector",
        (N_("Checklist"), words.checklist),
        "note",
    ),
    state=words.grade_chip,
    travels=(
        *("checklist", "marks", "tyres", "brakes", "answers", "electric", "twelve_volt_mv", "keys", "key_cards"),
        "graded",
    ),
    documents_travel=True,
    not_facts=("draft",),
)


@dataclass(frozen=True, slots=True)
class ConditionSaved:
    """A report with the number of its event (None for a draft), and the grade that its findings come to."""

    vin: str
    event: int | None
    graded: Graded


@command(CONDITION, undo=undone)
def save_condition(tx: Transaction, asked: SaveCondition) -> ConditionSaved:
    """Save a condition report, whole or as a draft."""
    check_day(asked.on, today(tx))
    of = trade_car(tx, asked.vin)
    used = checklist_named(CONDITION_LIST, asked.checklist, asked.on)
    _check(tx, asked, used)
    market = market_in_force(tx).code
    found = found_in(asked, used, market)
    result = graded(asked.marks, found, grades(asked.on))
    asked = replace(asked, checklist=used.id)
    if asked.draft:
        tables.SHEETS.save(tx, of.vin, asked)
        return ConditionSaved(of.vin, None, result)
    rules.check_whole(asked.findings, used.items, of.energy)
    tables.SHEETS.drop(tx, of.vin)
    of_marks = (each for mark in asked.marks for each in mark.documents)
    told = replace(asked, documents=tuple(dict.fromkeys((*asked.documents, *of_marks))))
    event = event_of(REPORTED, told, of.vin, Judged(market, limits(market, asked.on).version, found, result))
    return ConditionSaved(of.vin, record(tx, event), result)


def found_in(asked: SaveCondition, used: Checklist, market: str, version: str | None = None) -> tuple[Found, ...]:
    """The findings of a report beside its marks, by the limits of a market on its day or of a version."""
    by = limits(market, asked.on, version)
    accessories = frozenset(item.id for group in used.groups if group.id == ACCESSORIES for item in group.items)
    return judged(asked.findings, by, asked.on, {item.id: item for item in used.items}, accessories)


def graded_now(asked: SaveCondition, market: str) -> Graded:
    """The grade that a sheet in work would come to."""
    used = checklist_named(CONDITION_LIST, asked.checklist, asked.on)
    return graded(asked.marks, found_in(asked, used, market), grades(asked.on))


def _check(tx: Transaction, asked: SaveCondition, used: Checklist) -> None:
    rules.check_findings(asked.findings, [(group.id, group.items) for group in used.groups])
    check(tx, asked)
    for place, mark in enumerate(asked.marks):
        check_documents(tx, mark.documents, f"marks[{place}].documents")
    health = asked.electric.health_percent if asked.electric else None
    if isinstance(health, Decimal) and asked.electric and asked.electric.health_on:
        check_day(asked.electric.health_on, today(tx))


teach(REPORTED)
photo.teach(TradeEvent.CONDITION.value, photo.within("marks", "answers"))

COMMANDS: tuple[Command[Any, Any], ...] = (save_condition,)
