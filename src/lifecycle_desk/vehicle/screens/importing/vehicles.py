"""How rows of a list of vehicles are shown before it is imported."""

from lifecycle_desk.base.objections import C_, NN_
from lifecycle_desk.desktop.look.rows import Column
from lifecycle_desk.files.looking import SeenRow
from lifecycle_desk.vehicle.interchange.vehicles import KIND
from lifecycle_desk.vehicle.screens.importing.table import Shown

VEHICLE_COLUMNS = (
    Column(C_("vehicle", "VIN"), 180, role="mono"),
    Column(C_("vehicle", "Vehicle"), 210),
    Column(C_("vehicle", "Plate"), 110),
    Column(C_("vehicle", "Owner"), 150, gives_way=1),
    Column(C_("column", "Odometer"), 90, "end", gives_way=2),
)
VIN_AT, NAME_AT, PLATE_AT, OWNER_AT, ODOMETER_AT = range(1, 6)
VEHICLE_AT = {"vin": VIN_AT, "original_vin": VIN_AT, "plate": PLATE_AT, "odometer_km": ODOMETER_AT} | {
    **dict.fromkeys(("make", "model", "variant", "model_year", "energy"), NAME_AT),
    **dict.fromkeys(("owner_name", "owner_phone", "owner_language"), OWNER_AT),
}


def _vehicle(told: SeenRow) -> tuple[str, ...]:
    given = told.cells
    name = " ".join(filter(None, (given.get(each, "") for each in ("make", "model", "variant"))))
    others = (given.get(each, "") for each in ("plate", "owner_name", "odometer_km"))
    return given.get("vin", ""), name, *others


VEHICLES = Shown(
    KIND,
    VEHICLE_COLUMNS,
    _vehicle,
    VEHICLE_AT,
    go_in=NN_("Import %(n)s vehicle", "Import %(n)s vehicles"),
    imported=NN_("%(n)s vehicle imported", "%(n)s vehicles imported"),
)
PREVIEWS = (VEHICLES,)
