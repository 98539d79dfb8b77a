"""Books with some cars and the campaign files that concern them; for tests of campaigns."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from lifecycle_desk.base.incoming import Taken
from lifecycle_desk.base.steps import drained
from lifecycle_desk.campaigns.interchange import nhtsa, own_table
from lifecycle_desk.campaigns.usecases.lists import campaigns_of_car
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
LISTED, RANGED, OUTSIDE, OTHER = "LGXCE4CC6S0010005", "LGXCE4CC6S0010100", "LGXCE4CC6S0020000", "LSJWH4095PN000001"
SEAL = Description("BYD", "Seal", "RWD", 2025, Energy.BEV)
STOP = {"campaign_no": "BYD-26-01", "type": "safety_recall", "title": "Battery pack may short", "do_not_drive": "yes"}


def cars(user: UserSession, vins: Iterable[str] = (LISTED, RANGED, OUTSIDE, OTHER)) -> None:
    """Cars of customers, three Seals and an MG."""
    for vin in vins:
        described = SEAL if vin.startswith("LGX") else Description("MG", "MG4 Electric", model_year=2023)
        add_vehicle(user, AddVehicle(vin, date(2025, 3, 1), described))


def written(path: Path, *rows: Mapping[str, str]) -> Path:
    """A campaign file of ours."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    lines = [",".join(columns), *(",".join(row.get(name, "") for name in columns) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def flat(path: Path, *rows: Mapping[str, str], fields: int = 29) -> Path:
    """A flat file of NHTSA, with so many fields in each row."""
    cells = [[row.get(name, "") for name in nhtsa.FIELDS[:fields]] for row in rows]
    path.write_bytes(b"".join("\t".join(each).encode("latin-1") + b"\r\n" for each in cells))
    return path


def record(number: int = 1, **more: str) -> dict[str, str]:
    """A row of it."""
    return {
        "RECORD_ID": str(number), "CAMPNO": "25V164000", "MAKETXT": "BYD", "MODELTXT": "SEAL", "YEARTXT": "2025",
        "MFGCAMPNO": "N252500010", "COMPNAME": "POWER TRAIN", "MFGNAME": "BYD Motor Inc.", "RCLTYPECD": "V",
        "RCDATE": "20250314", "DESC_DEFECT": 'A "weld" may crack.', "CORRECTIVE_ACTION": "Replace it.",
    } | more  # fmt: skip


def take_in(user: UserSession, path: Path, *, as_nhtsa: bool = False, **choices: object) -> Taken:
    """Take a file in."""
    reader = nhtsa if as_nhtsa else own_table
    return drained(reader.take_in(user, path, Choices(**choices))).value


def stands(user: UserSession, vin: str) -> dict[str, str]:
    """Where a car stands in each of its campaigns."""
    return {each.campaign.number: each.standing.state.value for each in campaigns_of_car(user, vin)}


def counts(taken: Taken) -> tuple[int, int, int, int]:
    """New, known, changed and refused rows."""
    return taken.new, taken.known, taken.changed, len(taken.refused)
