"""Benches of the catalogue: what three letters find among 200,000 parts, beside 2,000, and how a list comes in.

Run alone it prints milliseconds: `.venv/bin/python packaging/benches/catalogue.py FOLDER`.
"""

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from benches.measure import Result, beside, cpu
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.stages.service.catalogue.rules.entries import CatalogueEntry, Price
from lifecycle_desk.stages.service.catalogue.rules.offers import Learnt, OfferContext
from lifecycle_desk.stages.service.catalogue.tables import entries
from lifecycle_desk.stages.service.catalogue.usecases.offering import offers
from lifecycle_desk.stages.service.orders.rules.orders import LineKind

MANY, FEW, SOME = 200_000, 2_000, 1_000
PLACES = ("front left", "front right", "rear left", "rear right", "upper", "lower", "inner", "outer")
THINGS = (
    "Brake pad",
    "Brake disc",
    "Control arm",
    "Shock absorber",
    "Wheel bearing",
    "Door seal",
    "Bracket",
    "Harness",
)
CHINESE = ("制动片", "制动盘", "控制臂", "减振器", "轮毂轴承", "车门密封条", "支架", "线束")
TYPED = ("bra", "100", "1004-00", "brake pad fr", "制动", "轴承", "bracket upper 7", "har", "1004000")
CONTEXT = OfferContext(LineKind.PART, "MG", "MG4 Electric", date(2026, 11, 28))


def filled(user: UserSession, parts: int) -> None:
    """A catalogue of parts with names in two scripts and a price each."""
    for first in range(0, parts, SOME):
        with user.store.writing() as tx:
            entries.save(tx, [(at + 1, _part(at)) for at in range(first, min(first + SOME, parts))])


def _part(at: int) -> CatalogueEntry:
    thing, place = at % len(THINGS), PLACES[at // 8 % len(PLACES)]
    return CatalogueEntry(
        kind=LineKind.PART,
        code=f"{1000 + at % 150}-{at:06}",
        text=f"{THINGS[thing]} {place} {at % 977}",
        texts={"zh_CN": f"{CHINESE[thing]}{at % 977}"},
        prices=(Price(date(2026, 1, 1), 1_000 + at),),
    )


def asked(user: UserSession) -> Callable[[], float]:
    """CPU seconds that the letters take, one after the other."""
    habits = Learnt()

    def ask() -> None:
        for typed in TYPED:
            if not offers(user, typed, CONTEXT, habits):
                raise LookupError(typed)

    return lambda: cpu(ask)


def completing(large: UserSession, small: UserSession) -> Result:
    """What is typed among many parts, beside few."""
    filled(large, MANY)
    filled(small, FEW)
    ours, theirs = beside(asked(large), asked(small))
    return Result("completion of a line", f"{FEW:,} parts", ours / theirs, 4, f"{MANY:,} parts, {len(TYPED)} texts")


def main() -> None:
    """Print how long each text takes, at its median and at its worst, in milliseconds."""
    from benches.stores import books_of

    user = books_of(Path(sys.argv[1]), "parts", 10, 100)
    began = time.perf_counter()
    filled(user, MANY)
    print(f"{MANY:,} parts kept in {time.perf_counter() - began:.1f} s")
    for typed in TYPED:
        times = []
        for _ in range(20):
            began = time.perf_counter()
            found = offers(user, typed, CONTEXT, Learnt())
            times.append((time.perf_counter() - began) * 1000)
        print(f"{typed!r}: {median(times):.1f} ms, at most {max(times):.1f} ms, {len(found)} offered")
    user.store.close()


if __name__ == "__main__":
    main()
