"""`audit`: everything that was recorded, by whom, when and from where; `history`: the changes of one record."""

from datetime import date
from typing import Any

import click

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.said import in_text
from lifecycle_desk.cli.context import CommandContext, answer, columns, json_too
from lifecycle_desk.vehicle.rules.audit import ANYBODY, Area, AuditFilter, source_of
from lifecycle_desk.vehicle.rules.record_refs import record_kinds
from lifecycle_desk.vehicle.rules.wording import worded
from lifecycle_desk.vehicle.usecases.audit import Audit, AuditRow
from lifecycle_desk.vehicle.usecases.record_history import Change, HistoryEntry, record_history

AT_ONCE = 500  # entries that are read at a time


def day(text: str) -> date:
    """A day as it is typed: 2026-11-28."""
    return date.fromisoformat(text)


@click.command()
@click.option("--about", type=click.Choice([each.value for each in Area]), help="Only entries about this.")
@click.option("--by", default=ANYBODY, metavar="STAFF", help="Only what this person did; - where nobody signed in.")
@click.option("--since", type=day, metavar="DAY", help="From this day on.")
@click.option("--until", type=day, metavar="DAY", help="To this day.")
@click.option("--find", "text", default="", metavar="TEXT", help="A vehicle, a customer, a short name or a number.")
@click.option("--most", type=click.IntRange(1), help="The latest so many.")
@json_too
@click.pass_obj
def audit(
    caller: CommandContext,
    *,
    about: str | None,
    by: str,
    since: date | None,
    until: date | None,
    text: str,
    most: int | None,
    as_json: bool,
) -> None:
    """Everything that was recorded: when, by whom, what, of which vehicle or record, from where; the latest first."""
    wanted = AuditFilter(Area.of(about) if about else None, by, since, until, text)
    listing = Audit(caller.user, wanted)
    keys = listing.keys(most)
    for at in range(0, len(keys), AT_ONCE):
        some = keys[at : at + AT_ONCE]
        found = listing.rows(some)
        for key in some:
            told = _told(caller, found[key])
            answer(told) if as_json else click.echo(_in_line(told))


@click.command()
@click.argument("kind")
@click.argument("key", default="")
@json_too
@click.pass_obj
def history(caller: CommandContext, kind: str, key: str, *, as_json: bool) -> None:
    """Who changed which field of a record, when, with what it held and holds: history person 12."""
    user, known = caller.user, record_kinds()
    if kind not in known:
        raise click.UsageError(f"{kind} is no kind of records: {in_text(sorted(known))}.")
    found = record_history(user, kind, key)
    for entry in found.entries:
        told = _entry(caller, entry)
        if as_json:
            answer(told)
            continue
        click.echo(columns(told["at"], told["by"] or "", told["title"], told["source"]))
        for each in told["changes"]:
            click.echo(columns(f"  {each['field']}:", each["before"] or "–", "→", each["after"] or "–"))
    if not found.entries:
        caller.write_message(N_("Nothing found."))


def _told(caller: CommandContext, row: AuditRow) -> dict[str, Any]:
    """An entry as one JSON document."""
    told, said = row.event, worded(row.event, row.names)
    language = caller.language
    return {
        "number": told.seq,
        "at": told.at,
        "by": told.by,
        "kind": told.kind,
        "title": language.spoken(said.title),
        "details": [language.spoken(each) for each in said.detail],
        "vin": row.vin,
        "plate": row.plate,
        "record": {"kind": row.record.kind, "key": row.record.key} if row.record else None,
        "changes": [_change(caller, each) for each in row.changes],
        "source": language.spoken(source_of(told.via)),
    }


def _entry(caller: CommandContext, entry: HistoryEntry) -> dict[str, Any]:
    told, language = entry.event, caller.language
    return {
        "number": told.seq,
        "at": told.at,
        "by": told.by,
        "kind": told.kind,
        "title": language.spoken(worded(told).title),
        "changes": [_change(caller, each) for each in entry.changes],
        "source": language.spoken(source_of(told.via)),
    }


def _change(caller: CommandContext, change: Change) -> dict[str, Any]:
    language = caller.language
    before, after = (None if each is None else language.spoken(each) for each in (change.before, change.after))
    return {"field": language(change.label), "before": before, "after": after, "told": change.told}


def _in_line(told: dict[str, Any]) -> str:
    number, record = f"{told['number']:>7}", told["record"]
    about = told["vin"] or (f"{record['kind']} {record['key']}".strip() if record else "")
    return columns(number, told["at"], told["by"] or "-", told["title"], *told["details"], about, told["source"])


COMMANDS = (audit, history)
