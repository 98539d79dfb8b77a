"""Every kind of paper of every example dealer in every language, with what breaks the rules of pages.

    python packaging/papers.py                          # the dealers that are written in full, in all languages
    python packaging/papers.py -m TH -l th --kind estimate --sheets
    python packaging/papers.py -m SA -m DE              # any market's, in the languages that it offers
    python packaging/papers.py -m all

Each is written to reports/papers/<market>/<language>/<kind>.pdf as it would be issued, sealed by nobody's key, and a
table says how many pages it has and how full the last one is. `--sheets` draws every page of a language small, twelve
on each contact sheet. `--each 3` takes several subjects of a kind. The dealers' stores stay in build/papers and are
used again; take the folder away to make them anew. Ends with 1 when a paper breaks a rule.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import batched, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.market.example_data import codes_written_in_full, example_codes
from lifecycle_desk.market.market import market
from lifecycle_desk.overview.usecases.demo import fill
from lifecycle_desk.overview.usecases.subjects import subjects
from lifecycle_desk.paper import Paper, Seal
from lifecycle_desk.paper.fitting import faults
from lifecycle_desk.rooms import offered, put_together, register
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.vehicle.usecases.vehicles_shown import Vehicles

if TYPE_CHECKING:
    from PIL.Image import Image

ROOT = Path(__file__).resolve().parents[1]
PAPERS, STORES = ROOT / "reports" / "papers", ROOT / "build" / "papers"
ALL = "all"
VEHICLES = 24
MOMENT = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
WORKERS = 2
SEAL = Seal(
    code="LD1:" + "$CO*7VH FU1JKT0OVCI4CLTI2647" * 12,  # as long as that of a paper of one vehicle
    line="LR-2026-0001/1 · 2026-07-01 · LNN7MZ3V4NG000019 · events=65 km=27102 · 1458:621cf14dd9bd1d1d239b0d3eb22b7083",
    number="LR-2026-0001",
    issue=1,
    dealer="Example Motors",
    fingerprint="E5DA 2A41 F969 A74B 95EF E4D3 C43F CF9F",
)
DPI, ACROSS, DOWN, MARGIN = 56, 4, 3, 8  # of the small pages, and how many stand side by side and in rows


@dataclass(frozen=True, slots=True)
class Measured:
    """A paper as it was laid out."""

    market: str
    language: str
    name: str
    pages: int
    fill: float
    faults: tuple[str, ...]


def asked_of(user: UserSession, report: Report) -> Iterator[Any]:
    """The requests that a kind of paper can be asked by, one for each subject that the store has."""
    kind = report.about_which
    if kind == "vin":
        listed = Vehicles(user)
        values = [each.vin for each in listed.rows(listed.keys()).values()]
    else:
        values = [each.value for each in subjects(user, kind)]
    for value in values:
        yield report.takes(value)


def drawn(user: UserSession, report: Report, code: str, each: int = 1) -> Iterator[Paper]:
    """The first papers of a kind that can be drawn, as they would be issued."""

    def possible() -> Iterator[Paper]:
        for request in asked_of(user, report):
            try:
                paper = report.draw(user, request, spoken(user, code))
            except Objection:  # not of this vehicle, order or campaign
                continue
            yield paper.sealed(SEAL) if paper.proves else paper

    yield from islice(possible(), each)


def broken(paper: Paper) -> tuple[str, ...]:
    """What breaks the rules of pages on a paper, or on one that follows in the same file."""
    found: list[str] = []
    for each in (paper, *paper.followed):
        laid = each.laid()
        found += faults(laid.pages, laid.room)
    return tuple(dict.fromkeys(found))


def store_of(dealer: str) -> Path:
    """The example dealer of a market, made unless it is there."""
    put_together()  # or figures would not be kept of what happens in it
    register()
    place = STORES / f"{dealer}.ldk"
    if not place.exists():
        STORES.mkdir(parents=True, exist_ok=True)
        with clock.standing_at(MOMENT):
            drained(fill(str(place), dealer, VEHICLES))
    return place


def languages_of(code: str) -> tuple[str, ...]:
    """The languages in which a dealer's papers are looked at: all, or those of its market that the program speaks."""
    if code in codes_written_in_full():
        return tuple(LANGUAGES)
    return tuple(each for each in market(code).languages if each in LANGUAGES)


def printed(dealer: str, code: str, kinds: Sequence[str], each: int, *, sheets: bool) -> list[Measured]:
    """All kinds of a dealer's papers in a language, written and measured."""
    put_together()
    register()
    folder = PAPERS / dealer / code
    folder.mkdir(parents=True, exist_ok=True)
    user = UserSession(open_store(store_of(dealer)), None, authorise)
    found, files = [], []
    with closing(user.store), clock.standing_at(MOMENT):
        for report in offered("reports"):
            if kinds and report.kind not in kinds:
                continue
            for at, paper in enumerate(drawn(user, report, code, each), 1):
                name = f"{report.kind}-{at}" if at > 1 else report.kind
                files.append(folder / f"{name}.pdf")
                files[-1].write_bytes(paper.pdf())
                laid = paper.laid()
                found.append(Measured(dealer, code, name, len(laid.pages), laid.fill, broken(paper)))
    if sheets and files:
        _contact_sheets(files, folder)
    return found


def _contact_sheets(files: Sequence[Path], folder: Path) -> None:
    """Every page of the files, small enough to see a dozen at once and large enough to read the headings."""
    import pypdfium2

    small: list[Image] = []
    for file in files:
        with pypdfium2.PdfDocument(file) as document:
            small += [page.render(scale=DPI / 72).to_pil() for page in document]
    for old in folder.glob("sheet*.png"):
        old.unlink()
    for number, pages in enumerate(batched(small, ACROSS * DOWN), 1):
        _contact_sheet(pages).save(folder / f"sheet-{number:02}.png")


def _contact_sheet(pages: Sequence["Image"]) -> "Image":
    """Pages side by side, in rows."""
    from PIL import Image

    wide, high = (max(each.size[axis] for each in pages) + MARGIN for axis in (0, 1))
    sheet = Image.new("RGB", (wide * ACROSS, high * -(-len(pages) // ACROSS)), "#868F9F")
    for at, each in enumerate(pages):
        sheet.paste(each, (wide * (at % ACROSS) + MARGIN // 2, high * (at // ACROSS) + MARGIN // 2))
    return sheet


def main() -> int:
    """Print, measure, and say what breaks a rule."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-m", "--market", choices=(*example_codes(), ALL), action="append", default=[])
    parser.add_argument("-l", "--language", choices=tuple(LANGUAGES), action="append")
    parser.add_argument("--kind", action="append", default=[])
    parser.add_argument("--each", type=int, default=1)
    parser.add_argument("--sheets", action="store_true")
    asked = parser.parse_args()
    markets = example_codes() if ALL in asked.market else asked.market or codes_written_in_full()
    with ProcessPoolExecutor(WORKERS) as pool:
        list(pool.map(store_of, markets))
        begun = [
            pool.submit(printed, market_code, code, asked.kind, asked.each, sheets=asked.sheets)
            for market_code in markets
            for code in asked.language or languages_of(market_code)
        ]
        measured = [each for task in begun for each in task.result()]
    for each in measured:
        told = f"{each.market}  {each.language:6}  {each.name:30}  {each.pages:3} pages  {each.fill:4.0%}"
        print("  ".join((told, *each.faults)))
    bad = sum(bool(each.faults) for each in measured)
    print(f"{len(measured)} papers, {bad} break a rule")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
