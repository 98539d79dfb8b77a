"""What a visit leaves for later: the next maintenance that is due, and work that was recommended and declined."""

from collections.abc import Sequence

from lifecycle_desk.base.isolates import own
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.said import POINT, InARow
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.language import Language
from lifecycle_desk.paper import Column, Content, Muted, Section, Table
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.schedules.rules import limits_of
from lifecycle_desk.schedules.usecases.due import reminded_of
from lifecycle_desk.stages.service.estimates.usecases.showing import DeferredWork, LeftForLater

OVERDUE = NN_("%(n)s day overdue", "%(n)s days overdue")


def next_maintenance(user: UserSession, vin: str, language: Language) -> list[tuple[str, Content]]:
    """The day and the distance by which a vehicle is to come again, to be told after its latest visit; or was to."""
    found = reminded_of(user, vin)
    first = next((each for each in found.dues if each.forecast), None) if found else None
    if first is None:
        return []
    today = language.formats.today()
    days = (today - first.forecast).days if first.forecast else 0
    overdue = (Muted(language(OVERDUE, n=days)),) if days > 0 else ()
    return [(language(N_("Next maintenance")), (*limits_of(first, today), *overdue))]


def recommended(left: LeftForLater, language: Language) -> list[Block]:
    """The recommended work that a visit leaves."""
    return [advised(left.work, language(N_("Recommended work")), language)] if left.work else []


def advised(advice: Sequence[DeferredWork], title: str, language: Language) -> Section:
    """Declined work with the day and what it would cost."""
    columns = [
        Column(language(N_("Description")), share=60),
        Column(language(N_("Declined on")), share=20),
        Column(language(C_("order", "Amount")), share=20, end=True),
    ]
    rows: list[list[Content]] = [
        [own(advice_in_words(each, language)), each.since, language.formats.money(each.amount)] for each in advice
    ]
    return Section(title, Table(columns, rows))


def advice_in_words(advice: DeferredWork, language: Language) -> str:
    """Recommended work in a line: the cause, and what would be done."""
    lines = InARow(*(line.text or line.code for line in advice.job.lines))
    return language.spoken(InARow(advice.job.cause, lines, by=POINT))
