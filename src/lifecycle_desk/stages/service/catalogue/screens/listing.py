"""The list of the catalogue: operations and parts by code, with what they cost today."""

from collections.abc import Sequence

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import HOUR
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filters import Kind
from lifecycle_desk.desktop.list_page import Listed, ListedPage, begins
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import Button, EmptyPage
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.pages import PaletteCommand
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.catalogue.rules.entries import CATALOGUE_EDIT
from lifecycle_desk.stages.service.catalogue.usecases.offering import (
    Catalogue,
    CatalogueList,
    CatalogueRow,
    catalogue_counts,
)
from lifecycle_desk.stages.service.orders.rules.orders import LineKind

TITLE = N_("Catalogue")
NEW_ENTRY = PaletteCommand(
    N_("New catalogue entry"), "plus", lambda app: app.go("catalogue_entry"), right=CATALOGUE_EDIT
)
COLUMNS = (
    Column(C_("order line", "Code"), 150, role="mono"),
    Column(C_("order line", "Description")),
    Column(C_("order line", "Kind"), 110),
    Column(N_("Vehicle part"), 170, ink="ink2", gives_way=2),
    Column(C_("catalogue", "Flat rate"), 96, "end", gives_way=4),
    Column(C_("catalogue", "Price today"), 124, "end"),
    Column(N_("Core charge"), 110, "end", ink="ink2", gives_way=1),
    Column(N_("Superseded by"), 140, role="mono", ink="ink2", gives_way=3),
)
LOOKS: dict[CatalogueList, tuple[t.Tone, str]] = {
    CatalogueList.LABOUR: ("neutral", "clock"),
    CatalogueList.PART: ("neutral", "package"),
    CatalogueList.WITHDRAWN: ("neutral", "archive"),
}


def nothing_yet(app: AppContext) -> EmptyPage:
    """The page that teaches how to begin."""
    parts = Button(N_("Import a parts price list"), "link", icon="file-import")
    parts.clicked.connect(lambda: app.go("import", "parts"))
    labour = Button(N_("Import labour operations"), "link", icon="file-import")
    labour.clicked.connect(lambda: app.go("import", "labour-operations"))
    app.permits.lead_to("import", parts, labour)
    return EmptyPage(
        N_("The catalogue is empty"),
        N_("Operations and parts you keep here are offered in repair orders, with their prices and flat rates."),
        begins(NEW_ENTRY, app, shown_keys="Ctrl+N"),
        (parts, labour),
        stages=("sale", "service", "transfer"),
    )


def cells(row: CatalogueRow) -> Sequence[str | Cell]:
    """An entry in the columns of the list."""
    language, entry = translator().current, row.entry
    formats, which = language.formats, CatalogueList.LABOUR if entry.kind is LineKind.LABOUR else CatalogueList.PART
    hours = entry.hours_of("", "")
    spoken = entry.text_in(language.code)
    return (
        entry.code,
        spoken,
        Cell(language(entry.kind.label), *LOOKS[CatalogueList.WITHDRAWN if entry.withdrawn else which]),
        language(entry.group.label) if entry.group else "",
        language.formats.measure(hours, HOUR) if hours else "",
        formats.in_list(Money(row.price.price, row.currency)) if row.price else "",
        formats.in_list(Money(row.price.core, row.currency)) if row.price and row.price.core else "",
        entry.replaced_by,
    )


class CataloguePage(ListedPage):
    """The catalogue by code; letters find codes and words in any language."""

    listed = Listed(
        title=TITLE,
        begin=NEW_ENTRY,
        empty=nothing_yet,
        every=C_("catalogue", "All"),
        kinds=[Kind(which, which.label, *LOOKS[which]) for which in CatalogueList],
        counts=catalogue_counts,
        rows=Catalogue,
        columns=COLUMNS,
        cells=cells,
        opens="catalogue_entry",
        key=lambda row: f"{row.entry.kind}:{row.entry.code}",
    )
