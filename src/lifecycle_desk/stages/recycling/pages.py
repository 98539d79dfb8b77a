"""The screens of the end, each built when it is first opened."""

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.pages import Badge, Page, Place, Section
from lifecycle_desk.stages.recycling.end.screens.commands import BEGIN


def _waiting(user: UserSession) -> Badge | None:
    """The cars on their way out; late only where a deadline has passed."""
    from lifecycle_desk.stages.recycling.end.usecases.listing import waiting

    found = waiting(user)
    return Badge(found.late or found.count, late=found.late > 0) if found.count else None


PAGES: tuple[Page, ...] = (
    Page(
        "recycling",
        C_("stage", "Recycling"),
        "recycle",
        f"{__package__}.end.screens.listing:EndsPage",
        Section.LIFE,
        6,
        stage="recycling",
        badge=_waiting,
        tables=frozenset({"recycling_car"}),
        commands=(BEGIN,),
    ),
    Page(
        "end_of_life",
        N_("Vehicle end of life"),
        "recycle",
        f"{__package__}.end.screens.end_of_life:EndOfLifePage",
        under="recycling",
    ),
)


def _pictures(user: UserSession) -> list[tuple[str, Place]]:
    """The cars on their way out, and the page of the first of them."""
    from lifecycle_desk.stages.recycling.end.usecases.listing import pressing

    return [("recycling", Place("recycling"))] + [
        ("end-of-life", Place("end_of_life", line.vin)) for line in pressing(user)[:1]
    ]


PICTURES = (_pictures,)
