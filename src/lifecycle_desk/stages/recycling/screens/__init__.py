"""The screens of the end, each built when it is first opened."""

from typing import TYPE_CHECKING

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.desktop.pages import Badge, Command, Page, Place, Section

if TYPE_CHECKING:
    from lifecycle_desk.desktop.desk import Desk
    from lifecycle_desk.desktop.pages import PageWidget


def _ends(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.stages.recycling.screens.ends import EndsPage

    return EndsPage(desk)


def _end_of_life(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.stages.recycling.screens.end_of_life import EndOfLifePage

    return EndOfLifePage(desk)


def _waiting(seat: Seat) -> Badge | None:
    """The cars on their way out; late only where a deadline has passed."""
    from lifecycle_desk.stages.recycling.usecases.listing import waiting

    found = waiting(seat)
    return Badge(found.late or found.count, late=found.late > 0) if found.count else None


BEGIN = Command(N_("End of life of a vehicle"), "recycle", lambda desk: desk.go("end_of_life"))

PAGES: tuple[Page, ...] = (
    Page(
        "recycling",
        C_("stage", "Recycling"),
        "recycle",
        _ends,
        Section.LIFE,
        6,
        stage="recycling",
        badge=_waiting,
        tables=frozenset({"recycling_car"}),
        commands=(BEGIN,),
    ),
    Page("end_of_life", N_("End of life of a vehicle"), "recycle", _end_of_life, under="recycling"),
)


def _pictures(seat: Seat) -> list[tuple[str, Place]]:
    """The cars on their way out, and the page of the first of them."""
    from lifecycle_desk.stages.recycling.usecases.listing import pressing

    return [("recycling", Place("recycling"))] + [
        ("end-of-life", Place("end_of_life", line.vin)) for line in pressing(seat)[:1]
    ]


PICTURES = (_pictures,)
