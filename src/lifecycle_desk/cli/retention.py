"""`retention`: what the rules of retention would erase today, and the run that erases it."""

from typing import Any

import click

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.cli.context import CommandContext, answer, columns, followed, json_too
from lifecycle_desk.vehicle.rules.retention import RULES, Due, rule_called, term_said
from lifecycle_desk.vehicle.usecases.retention import Preview, erasing, previewing

ERASED = NN_("%(n)s entry erased", "%(n)s entries erased")
HELD = NN_("%(n)s entry is kept.", "%(n)s entries are kept.")


@click.command()
@click.option("--dry-run", is_flag=True, help="Tell what would be erased and what is held back, and erase nothing.")
@click.option(
    "--rule", "rules", multiple=True, type=click.Choice([each.id for each in RULES]), help="Only by these rules."
)
@json_too
@click.pass_obj
def retention(caller: CommandContext, *, dry_run: bool, rules: tuple[str, ...], as_json: bool) -> None:
    """Erase what the dealer's rules of retention say is due; their terms are set by `do set_retention`."""
    seen = followed(previewing(caller.user))
    shown = [each for each in seen.due if not rules or each.rule in rules]
    if dry_run:
        _tell(caller, seen, shown, as_json=as_json)
        return
    done = followed(erasing(caller.user, rules))
    if as_json:
        answer({"erased": dict(done.counts), "warnings": [*map(caller.objection, done.warnings)]})
        return
    for each in done.warnings:
        click.echo(caller.language.sentence(each), err=True)
    caller.write_message(ERASED, n=done.total)


def _tell(caller: CommandContext, seen: Preview, shown: list[Due], *, as_json: bool) -> None:
    """Answer what would be erased today."""
    if as_json:
        law = {"years": seen.law.years, "source": seen.law.source, "verify": seen.law.verify} if seen.law else None
        terms = {each.id: seen.terms.get(each.id) for each in RULES}
        answer({"on": seen.on.isoformat(), "terms": terms, "law": law, "due": [_plain(caller, each) for each in shown]})
        return
    language = caller.language
    for rule in RULES:
        click.echo(columns(language(rule.title), language.spoken(term_said(rule, seen.terms.get(rule.id)))))
    for each in shown:
        told = _plain(caller, each)
        click.echo(columns("  -" if each.holds else "  x", _title(caller, each), *_facts(told)))
    held = sum(bool(each.holds) for each in shown)
    if held:
        caller.write_message(HELD, n=held)
    if not shown:
        caller.write_message(N_("Nothing is due for erasure today."))


def _title(caller: CommandContext, due: Due) -> str:
    return caller.language(rule_called(due.rule).title)


def _facts(told: dict[str, Any]) -> tuple[str, ...]:
    return (told["what"], told["since"], *told["holds"])


def _plain(caller: CommandContext, due: Due) -> dict[str, Any]:
    language = caller.language
    return {
        "rule": due.rule,
        "key": due.key,
        "what": language.spoken(due.what),
        "since": due.since.isoformat(),
        "count": due.count,
        "files": due.files,
        "holds": [language.spoken(each) for each in due.holds],
    }


COMMANDS = (retention,)
