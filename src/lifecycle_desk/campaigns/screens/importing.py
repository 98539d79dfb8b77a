"""Importing campaigns: the maker's file or NHTSA's list, with what is said of each row before anything is written."""

from pathlib import Path
from typing import override

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.campaigns.interchange import nhtsa, own_table
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.rows import Column
from lifecycle_desk.files.looking import SeenRow
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.screens.importing.preview import Wording
from lifecycle_desk.vehicle.screens.importing.table import GO_IN, Shown, TableImportPage

SAYS = Wording(
    N_("Import campaigns"),
    N_("Import a campaign file"),
    N_("Drop the manufacturer’s file (CSV) or the NHTSA list here. It is checked before anything is imported."),
    GO_IN,
    N_("Reading the campaigns…"),
    N_("Importing the campaigns…"),
    "CSV, TXT, JSON (*.csv *.txt *.json)",
    ("sale", "service", "transfer"),
)
COLUMNS = (
    Column(C_("campaign", "Campaign"), 130, role="mono"),
    Column(N_("Vehicles named"), 320),
    Column(N_("Subject"), 260, gives_way=1),
)
NUMBER_AT, CARS_AT, TITLE_AT = range(1, 4)


def _of_a_maker(row: SeenRow) -> tuple[str, ...]:
    told = row.cells
    ends = "–".join(filter(None, (told.get("vin_from"), told.get("vin_to"))))
    return told.get("campaign_no", ""), told.get("vin") or ends, told.get("title", "")


def _of_nhtsa(row: SeenRow) -> tuple[str, ...]:
    told = row.cells
    car = named(*(told.get(name, "") for name in ("MAKETXT", "MODELTXT", "YEARTXT")))
    return told.get("CAMPNO", ""), car, told.get("COMPNAME", "")


CARS = ("vin", "vin_from", "vin_to", "built_from", "built_to", "MAKETXT", "MODELTXT", "YEARTXT", "BGMAN", "ENDMAN")
AT = {"campaign_no": NUMBER_AT, "CAMPNO": NUMBER_AT, "title": TITLE_AT, "COMPNAME": TITLE_AT} | dict.fromkeys(
    CARS, CARS_AT
)
PREVIEWS = (
    Shown(own_table.KIND, COLUMNS, _of_a_maker, AT),
    Shown(nhtsa.KIND, COLUMNS, _of_nhtsa, AT),
)


class CampaignImportPage(TableImportPage):
    """A campaign file on its way in."""

    def __init__(self, app: AppContext) -> None:
        super().__init__(app, SAYS, (own_table.READER, nhtsa.READER), PREVIEWS, template_of=own_table.KIND)

    @override
    def kinds_of(self, path: Path) -> tuple[str, ...]:
        return (nhtsa.KIND if nhtsa.is_of_nhtsa(path) else own_table.KIND,)
