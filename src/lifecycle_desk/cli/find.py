"""`find`: vehicles, people and orders by a few letters."""

import click

from lifecycle_desk.base.objections import N_
from lifecycle_desk.cli.context import CommandContext, answer, columns, json_too
from lifecycle_desk.vehicle.usecases.showing import look_for

KINDS = {
    "vehicle": N_("Vehicle"),
    "person": N_("Customer"),
    "order": N_("Repair order"),
    "catalogue_entry": N_("Catalogue entry"),
}


@click.command()
@click.argument("text")
@json_too
@click.pass_obj
def find(caller: CommandContext, text: str, *, as_json: bool) -> None:
    """Vehicles, people, orders, parts: by VIN or its tail, plate, name, phone, order or part number."""
    found = look_for(caller.searcher, text)
    hits = [
        {"kind": each.kind, "id": each.ref, "vin": each.vin, "label": each.label, "matched": each.matched}
        for each in found.hits
    ]
    if as_json:
        answer({"query": found.query, "hits": hits, "more": found.more})
        return
    for each in found.hits:
        kind = caller.language(KINDS[each.kind]) if each.kind in KINDS else each.kind
        click.echo(columns(kind, each.ref, each.label, each.kind))
    if not hits:
        caller.write_message(N_("Nothing found."))
    if found.more:
        caller.write_message(N_("More results: type more letters."))


COMMANDS = (find,)
