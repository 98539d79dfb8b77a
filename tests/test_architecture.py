"""The house rules hold, and each is shown to catch what it forbids."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from house import HOUSE

FLOOR = "The floor carries the spine, and the spine carries the stages, never the other way round"
STAGES = "Stages meet only in the spine"
INSIDE = "Inside a room, the table of contents stands above screens, screens above papers, and so on down to rules"
PARTS = "Inside a stage, a capability is a folder of the same parts in the same order"
SALE = "The sale consists of these capabilities, under one table of contents"
CHARGING = "Charging consists of these capabilities, under one table of contents"
WORKSHOP = "The workshop consists of these capabilities, under one table of contents"
SECOND_HAND = "Second-hand consists of these capabilities, under one table of contents"
END = "The end consists of these capabilities, under one table of contents"
OF_RULES = "Rules know nothing but rules"
OF_TABLES = "Tables know rules, and not what is done with them"
OF_USE_CASES = "Use cases know neither paper, file nor screen"
OF_PAPERS = "Papers know neither files nor screens"
OF_FILES = "Files know neither papers nor screens"
QT = "Only desktop and screens know Qt"
RULES = "Rules are plain Python"
ROWS = "Screens never hold a row of the database"
FACTS = "Facts below, words above"

PLANTS = [
    ("helpers", "", FLOOR),
    ("desktop.planted", "import lifecycle_desk.stages.service", FLOOR),
    ("base.planted", "import lifecycle_desk.language", FLOOR),
    ("commands.planted", "import lifecycle_desk.desktop", FLOOR),
    ("paper.planted", "import lifecycle_desk.store", FLOOR),
    ("vehicle.rules.planted", "import lifecycle_desk.stages.sale", FLOOR),
    ("vehicle.usecases.planted", "import lifecycle_desk.campaigns.usecases", FLOOR),
    ("campaigns.usecases.planted", "import lifecycle_desk.schedules.usecases", FLOOR),
    ("stages.sale.contract.usecases", "import lifecycle_desk.overview", FLOOR),
    ("region.usecases", "import lifecycle_desk.overview", FLOOR),
    ("rooms", "import lifecycle_desk.cli", FLOOR),
    ("cli", "import lifecycle_desk.app", FLOOR),
    ("vehicle.helpers", "", INSIDE),
    ("vehicle.tables", "import lifecycle_desk.vehicle.usecases", INSIDE),
    ("campaigns.screens.planted", "import lifecycle_desk.campaigns.pages", INSIDE),
    ("stages.service.orders.helpers", "", PARTS),
    ("stages.service.orders.usecases", "import lifecycle_desk.stages.service.orders.papers", PARTS),
    ("stages.service.orders.usecases.planted", "import lifecycle_desk.stages.service.orders.screens", PARTS),
    ("stages.service.orders.rules", "import lifecycle_desk.stages.service.orders.tables", PARTS),
    ("stages.service.orders.papers", "import lifecycle_desk.stages.service.orders.interchange", PARTS),
    ("stages.sale.helpers", "", SALE),
    ("stages.charging.health.rules.planted", "import lifecycle_desk.stages.charging.passports.rules", CHARGING),
    ("stages.service.orders.rules.planted", "import lifecycle_desk.stages.service.due.rules", WORKSHOP),
    ("stages.transfer.condition.rules.planted", "import lifecycle_desk.stages.transfer.ownership.rules", SECOND_HAND),
    ("stages.recycling.end.usecases.planted", "import lifecycle_desk.stages.recycling.pages", END),
    ("stages.service.claims.rules.planted", "import lifecycle_desk.stages.service.orders.tables", OF_RULES),
    ("stages.service.orders.tables.planted", "import lifecycle_desk.stages.service.clocks.usecases", OF_TABLES),
    ("stages.service.orders.usecases.planted", "import lifecycle_desk.stages.service.estimates.papers", OF_USE_CASES),
    ("stages.service.orders.papers.planted", "import lifecycle_desk.stages.service.claims.interchange", OF_PAPERS),
    ("stages.service.claims.interchange.planted", "import lifecycle_desk.stages.service.orders.papers", OF_FILES),
    ("stages.helpers", "", STAGES),
    ("stages.sale.stock.rules", "import lifecycle_desk.stages.service.orders.rules", STAGES),
    ("stages.sale.stock.screens.planted", "import lifecycle_desk.stages.service.orders.usecases", STAGES),
    ("stages.service.orders.usecases", "import PySide6.QtCore", QT),
    ("stages.service.orders.papers", "from PySide6 import QtGui", QT),
    ("store.planted", "def late():\n    import PySide6", QT),
    ("cli", "import PySide6.QtWidgets", QT),
    ("stages.service.orders.rules", "import sqlalchemy", RULES),
    ("stages.service.orders.rules.planted", "import msgspec", RULES),
    ("trust.planted", "from reportlab.pdfgen import canvas", RULES),
    ("stages.service.orders.screens.planted", "import lifecycle_desk.stages.service.orders.tables", ROWS),
    ("stages.service.orders.screens.planted", "from sqlalchemy import Row", ROWS),
    ("desktop.planted", "import sqlalchemy.engine", ROWS),
    ("store.planted", "import lifecycle_desk.language", FACTS),
    ("market.planted", "from lifecycle_desk.language import Language", FACTS),
    ("vehicle.usecases", "import lifecycle_desk.language", FACTS),
]


def linted(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache", "--no-logo", HOUSE / "pyproject.toml"],
        cwd=root,
        text=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(root / "src"), "COLUMNS": "200"},
        check=False,
    )


def module(package: Path, dotted: str) -> Path:
    """The file of a module, made with its packages where it is not there yet; a room may be a file or a folder."""
    *rooms, name = dotted.split(".")
    folder = package
    for room in rooms:
        folder /= room
        folder.mkdir(exist_ok=True)
        inside = folder / "__init__.py"
        alone = folder.with_suffix(".py")
        if alone.exists():
            alone.replace(inside)
        inside.touch()
    file = folder / name / "__init__.py" if (folder / name).is_dir() else folder / f"{name}.py"
    file.touch()
    return file


def test_the_house_stands():
    told = linted(HOUSE)
    assert told.returncode == 0, told.stdout + told.stderr


@pytest.fixture(scope="module")
def broken(tmp_path_factory) -> dict[str, str]:
    """What is said of each contract where all breaches are planted at once: a run for each would take a minute."""
    root = tmp_path_factory.mktemp("planted")
    shutil.copytree(HOUSE / "src", root / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    package = root / "src/lifecycle_desk"
    for where, line, _ in PLANTS:
        for imported in re.findall(r"lifecycle_desk\.([\w.]+)", line):
            module(package, imported)
        with module(package, where).open("a", encoding="utf-8") as file:
            file.write(f"\n{line}\n")
    told = linted(root)
    assert told.returncode == 1, told.stdout + told.stderr
    parts = re.split(r"^(.+)\n-+$", told.stdout.partition("Broken contracts")[2], flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize(("where", "line", "contract"), PLANTS)
def test_a_planted_violation_is_caught(broken, where, line, contract):
    imports = re.search(r"(?:import|from) (lifecycle_desk[\w.]*|\w+)", line)  # of others the package alone is told
    said = [each for each in broken[contract].splitlines() if re.search(rf"lifecycle_desk\.{re.escape(where)}\b", each)]
    assert any(imports is None or imports[1] in each for each in said), broken[contract]
