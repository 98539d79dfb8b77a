"""What is done with templates: jobs that are often written, kept under a name."""

from typing import Any

from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.counter.verbs import Verb, verb
from lifecycle_desk.dealership.rules import ORDER_EDIT, NameMissing
from lifecycle_desk.stages.service.rules import sheets
from lifecycle_desk.stages.service.rules.orders import unnumbered
from lifecycle_desk.stages.service.tables import templates as kept
from lifecycle_desk.stages.service.usecases.requests import DropOrderTemplate, OrderTemplate
from lifecycle_desk.stages.service.usecases.sealing import house
from lifecycle_desk.store.store import Work


class UnknownTemplate(Objection):
    """No template has that name."""

    says = N_("There is no template called %(name)s.")
    field = "name"
    name: str


@verb(ORDER_EDIT)
def save_order_template(work: Work, template: OrderTemplate) -> OrderTemplate:
    """Keep jobs as a template, in place of the one of that name."""
    name = sheets.text(template.name, "name", sheets.LONGEST_WORDS)
    if not name:
        raise NameMissing
    if not template.jobs:
        raise sheets.JobMissing
    saved = OrderTemplate(name, sheets.tidied_jobs(unnumbered(template.jobs), house(work).dealer.labour_rate))
    kept.keep_template(work, name, saved.jobs)
    return saved


@verb(ORDER_EDIT, undo=lambda made: (save_order_template, made))
def drop_order_template(work: Work, asked: DropOrderTemplate) -> OrderTemplate:
    """Drop a template; orders that were written with it stay as they are."""
    jobs = kept.template(work, asked.name)
    if jobs is None:
        raise UnknownTemplate(asked.name)
    kept.drop_template(work, asked.name)
    return OrderTemplate(asked.name, jobs)


VERBS: tuple[Verb[Any, Any], ...] = (save_order_template, drop_order_template)
