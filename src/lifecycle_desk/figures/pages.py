"""The screens of figures: all of a period, and one with its months and its list."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.pages import Page, PaletteCommand, Place, Section

FIGURES_READ = f"{__package__}.rules.rights:FIGURES_READ"  # looked up when it is first asked for
FIGURES = PaletteCommand(N_("Figures"), "chart-line", lambda app: app.go("figures"), right=FIGURES_READ)

PAGES: tuple[Page, ...] = (
    Page(
        "figures",
        N_("Figures"),
        "chart-line",
        f"{__package__}.screens.page:FiguresPage",
        Section.RECORDS,
        commands=(FIGURES,),
        right=FIGURES_READ,
    ),
    Page(
        "figure",
        N_("Figures"),
        "chart-line",
        f"{__package__}.screens.one:FigurePage",
        under="figures",
        right=FIGURES_READ,
    ),
)


def _pictures(_user: UserSession) -> list[tuple[str, Place]]:
    """The figures of the present month, and the turnover with its list."""
    return [("figures", Place("figures")), ("figure", Place("figure", "turnover"))]


PICTURES = (_pictures,)
