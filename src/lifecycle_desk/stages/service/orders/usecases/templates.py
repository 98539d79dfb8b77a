"""Use cases of templates: jobs that are often written, stored under a name."""

from typing import Any

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership.rules import NameMissing
from lifecycle_desk.stages.service.orders.rules import validation
from lifecycle_desk.stages.service.orders.rules.orders import unnumbered
from lifecycle_desk.stages.service.orders.tables.templates import TEMPLATES
from lifecycle_desk.stages.service.orders.usecases.events import dealer_context
from lifecycle_desk.stages.service.orders.usecases.requests import DropOrderTemplate, OrderTemplate
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.rights import ORDER_EDIT

UnknownTemplate = objection("UnknownTemplate", N_("There is no template called %(name)s."), "name", name=str)


@command(ORDER_EDIT)
def save_order_template(tx: Transaction, template: OrderTemplate) -> OrderTemplate:
    """Keep jobs as a template, in place of the one of that name."""
    name = validation.text(template.name, "name", validation.LONGEST_WORDS)
    if not name:
        raise NameMissing
    if not template.jobs:
        raise validation.JobMissing
    saved = OrderTemplate(
        name, validation.tidied_jobs(unnumbered(template.jobs), dealer_context(tx).dealer.labour_rate)
    )
    TEMPLATES.save(tx, name, saved.jobs)
    return saved


@command(ORDER_EDIT, undo=lambda made: (save_order_template, made))
def drop_order_template(tx: Transaction, asked: DropOrderTemplate) -> OrderTemplate:
    """Drop a template; orders that were written with it stay as they are."""
    jobs = TEMPLATES.one(tx, asked.name)
    if jobs is None:
        raise UnknownTemplate(asked.name)
    TEMPLATES.drop(tx, asked.name)
    return OrderTemplate(asked.name, jobs)


COMMANDS: tuple[Command[Any, Any], ...] = (save_order_template, drop_order_template)
