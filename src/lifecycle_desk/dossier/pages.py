"""The pages of dossiers, each built when it is first opened."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.pages import Page

PAGES: tuple[Page, ...] = (
    Page(
        "dossier",
        N_("Vehicle dossier"),
        "arrows-exchange",
        f"{__package__}.screens.dossier:DossierPage",
        under="vehicles",
    ),
)
