"""Keeping figures: within the transaction that changes a thing, and once for a store that has not counted them yet.

An event marks the things that it changes. At the end of the transaction their contributions are counted anew, and the
sums move by the difference to what was kept; so a correction, and what is told late, moves exactly its own months.

A store of before, records that came in and rules that changed are counted car by car, in short transactions. How far
that is stands beside the figures: things of cars that were not reached yet are left out, and a count that was
interrupted goes on where it stopped.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from itertools import batched

from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.figures import tables
from lifecycle_desk.figures.tables import AT_ONCE, Stored
from lifecycle_desk.figures.usecases.sources import CarOf, Source, sources
from lifecycle_desk.store.store import Store, Transaction
from lifecycle_desk.vehicle.rules.life import Event, VehicleEvent
from lifecycle_desk.vehicle.tables import life as life_rows

CARS = 50  # that are counted in one transaction: some 70 ms
NOT_BEGUN = ""  # before every VIN
_MARKED = object()

type Marked = dict[tuple[Source, str], str]  # the things to count, each with its car


def mark(tx: Transaction, vin: str, event: Event | None) -> None:
    """Mark the things of a car that an event changes, or all where many came at once or its name has changed."""
    marked: Marked = tx.known.setdefault(_MARKED, {})
    whole = event is None or _names_anew(event)
    for each in sources():
        keys = each.of_car(tx, vin) if whole or event is None else each.changed_by(event)
        marked.update(((each, key), vin) for key in keys)


def _names_anew(event: Event) -> bool:
    """Whether an event may change the brand or the model, by which figures are divided."""
    return event.kind == VehicleEvent.DESCRIBED or (event.corrects is not None and event.kind.startswith("vehicle."))


def keep_marked(tx: Transaction) -> None:
    """Count what was marked, at the end of the transaction."""
    marked: Marked = tx.known.pop(_MARKED, {})
    if not marked or tx.retold:  # what came from elsewhere is counted afterwards
        return
    keep_things(tx, _reached(tx, marked))


def _reached(tx: Transaction, marked: Marked) -> Marked:
    """What belongs to cars that were counted already: asked at each save, since others may begin to count anew."""
    states = tables.states(tx)
    return {of: vin for of, vin in marked.items() if _is_reached(states, of[0], vin)}


def _is_reached(states: Mapping[str, tuple[int, str | None]], source: Source, vin: str) -> bool:
    version, until = states.get(source.name, (0, NOT_BEGUN))
    return version == source.version and (until is None or vin <= until)


def keep_things(tx: Transaction, marked: Marked) -> None:
    """Keep what some things contribute as they stand."""
    for some in batched(marked.items(), AT_ONCE):
        tables.ask_ahead(tx, [source.thing(key) for (source, key), _ in some])
        tables.keep(tx, contributed(tx, some))


def contributed(tx: Transaction, some: Iterable[tuple[tuple[Source, str], str]]) -> dict[str, list[Stored]]:
    """What some things contribute as they stand, by their names."""
    cars: dict[str, CarOf] = {}
    found: dict[str, list[Stored]] = {}
    for (source, key), vin in some:
        if vin not in cars:
            cars[vin] = CarOf(tx, vin)
        told = source.contributes(cars[vin], key)
        found[source.thing(key)] = [Stored.of(cars[vin].row, each) for each in told if each.amount or each.count]
    return found


def forget(tx: Transaction) -> None:
    """Keep nothing of what was counted, so that all is counted anew."""
    tables.forget_all(tx)


def begin(tx: Transaction) -> None:
    """Keep figures of an empty store from its first event on: there is nothing to count."""
    for each in sources():
        tables.save_state(tx, each.name, each.version, None)


def uncounted(tx: Transaction) -> tuple[Source, ...]:
    """The sources of which not all was counted, or by other rules than those of now."""
    states = tables.states(tx)
    return tuple(each for each in sources() if states.get(each.name) != (each.version, None))


def is_counted(store: Store) -> bool:
    """Whether all figures are there."""
    with store.reading() as tx:
        return not uncounted(tx)


def count_figures(user: UserSession) -> Steps[None]:
    """Count what is not kept yet, car by car; stopped, it goes on where it was."""
    with user.store.reading() as tx:
        wanted, vins = uncounted(tx), sorted(life_rows.vins(tx))
        states = tables.states(tx)
    for each in wanted:
        if states.get(each.name, (0, None))[0] != each.version:
            yield from _begun_anew(user, each)
    done = 0
    while done < len(vins):
        with user.store.writing() as tx:
            done = _counted_on(tx, wanted, vins)
        yield Step(done, len(vins))
        user.store.give_way()
    with user.store.writing() as tx:
        for each in wanted:
            tables.save_state(tx, each.name, each.version, None)


def _begun_anew(user: UserSession, source: Source) -> Steps[None]:
    """Forget what was counted by other rules; until that is done, the version says that nothing is there."""
    with user.store.writing() as tx:
        tables.save_state(tx, source.name, 0, NOT_BEGUN)
        tables.forget_sums(tx, source.name)
    is_more = True
    while is_more:
        with user.store.writing() as tx:
            is_more = tables.forget_parts(tx, source.name, AT_ONCE)
            if not is_more:
                tables.save_state(tx, source.name, source.version, NOT_BEGUN)
        yield Step(0)
        user.store.give_way()


def _counted_on(tx: Transaction, wanted: tuple[Source, ...], vins: list[str]) -> int:
    """Count the next cars of the sources that are least far; gives how many cars all of them have behind them."""
    states = tables.states(tx)
    reached = {
        each: bisect_right(vins, states[each.name][1] or NOT_BEGUN)
        for each in wanted
        if states[each.name][1] is not None
    }
    if not reached:
        return len(vins)
    least = min(reached.values())
    now = [each for each, at in reached.items() if at == least]
    some = vins[least : least + CARS]
    keep_things(tx, {(each, key): vin for vin in some for each in now for key in each.of_car(tx, vin)})
    for each in now:
        tables.save_state(tx, each.name, each.version, some[-1] if some else None)
    return min((*(at for each, at in reached.items() if each not in now), least + len(some)))
