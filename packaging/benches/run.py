"""All benches: builds the stores, measures, prints the table, writes reports/bench.md."""

import argparse
import platform
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benches import (
    books,
    campaigns,
    catalogue,
    charging,
    cipher,
    diary,
    figures,
    lists,
    meanwhile,
    papers,
    seats,
    stores,
    window,
    workshop,
)
from benches.measure import TOP, Result
from lifecycle_desk.base.collector import collect_seldom
from lifecycle_desk.vehicle.usecases.showing import look_for

SMALL_EVENTS, SMALL_VEHICLES = 10_000, 1_000


def main() -> None:
    """Measure everything."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--vehicles", type=int, default=100_000)
    asked.add_argument("--events", type=int, default=1_000_000)
    asked.add_argument("--sessions", type=int, default=1_000_000)
    asked.add_argument("--full", action="store_true", help="1,000,000 vehicles, 10,000,000 events and sessions")
    given = asked.parse_args()
    collect_seldom()
    vehicles, events = (1_000_000, 10_000_000) if given.full else (given.vehicles, given.events)
    with tempfile.TemporaryDirectory(prefix="lifecycle-desk-bench-") as folder:
        found = measured(Path(folder), vehicles, events, given.sessions)
        if given.full:
            found += [charging.growth(Path(folder), 10_000_000, 100_000), *charging.fleet(Path(folder), 50_000, 20)]
    text = table(found)
    print(text)
    report = TOP / "reports" / "bench.md"
    report.parent.mkdir(exist_ok=True)
    report.write_text(text, "utf-8")


def measured(folder: Path, vehicles: int, events: int, sessions: int) -> list[Result]:
    """All results, each told as it comes."""
    found: list[Result] = []

    def note(*results: Result) -> None:
        for each in results:
            found.append(each)
            print(f"{each.what}: {each.ratio:.3g} (hold {each.hold:.3g})", file=sys.stderr, flush=True)

    began = time.monotonic()
    small = stores.books_of(folder, "small", SMALL_VEHICLES, SMALL_EVENTS)
    note(books.logging(small, folder))
    number = next(each.ref for each in look_for(small, "RO-").hits if each.kind == "order")
    note(papers.service_report(small, number), *papers.languages(), *papers.beside_typst(folder))
    note(*charging.imports(folder, sessions), *charging.batteries(folder))
    note(*seats.at_a_server(folder))
    note(*meanwhile.beside_an_import(folder, sessions), *meanwhile.beside_an_undoing(folder, 20_000, 5))
    large = stores.books_of(folder, "large", vehicles, events, searchable=True)
    print(f"stores built in {time.monotonic() - began:.0f} s", file=sys.stderr)
    note(books.vehicle_page(large, small, f"{events:,} events"), books.the_day(large, small, f"{events:,} events"))
    note(books.due_list(large, small, f"{vehicles:,} vehicles"))
    note(*books.finding(large, vehicles), *lists.sorting(large, vehicles))
    campaigns.matching(small, folder, 2 * SMALL_VEHICLES, SMALL_VEHICLES)
    note(*campaigns.matching(large, folder, 2 * vehicles, vehicles))
    note(campaigns.lists(large, small, f"{vehicles:,} cars"))
    for user, cars in ((large, vehicles), (small, SMALL_VEHICLES)):
        workshop.filled(user, cars)
    note(*workshop.lists(large, small, f"{vehicles:,} orders and claims"), workshop.verdict(large))
    note(catalogue.completing(large, small))
    diary.filled(large, diary.AROUND)
    diary.filled(small, 0)
    note(diary.looking(large, small), diary.scrolling(large, small))
    note(figures.reading(large, small))
    for each in (large, small):
        each.store.close()
    paths = [Path(each.store.where) for each in (large, small)]
    note(*cipher.beside_plain(paths[0], folder, f"{vehicles:,} vehicles"))
    note(window.start(paths[0]), window.memory(paths[0], vehicles))
    note(window.language(paths[1]))
    note(window.first_paint(paths[0], paths[1], f"{vehicles:,} rows"))
    return found


def table(found: list[Result]) -> str:
    """The results as a table, with the day and the machine."""
    head = f"{datetime.now(UTC):%Y-%m-%d}, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    rows = [_row(each) for each in found]
    heads = "| what | baseline in the same run | ratio | hold | | sizes |"
    return "\n".join([head, "", heads, "|---|---|---|---|---|---|", *rows, ""])


def _row(result: Result) -> str:
    sign, verdict = "≥" if result.more_is_better else "≤", "held" if result.held else "**missed**"
    figures = f"{result.ratio:.3g} × | {sign} {result.hold:.3g} × | {verdict}"
    return f"| {result.what} | {result.baseline} | {figures} | {result.sizes} |"


if __name__ == "__main__":
    main()
