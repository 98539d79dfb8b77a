"""The first tables."""

from importlib import import_module

from alembic import op

from lifecycle_desk.store.dialect import append_only, search_table
from lifecycle_desk.store.types import APPEND_ONLY, KEPT

revision, down_revision = "0001", None


def upgrade() -> None:
    for room in (
        "dealership.tables",
        "vehicle.tables.life",
        "vehicle.tables.people",
        "stages.sale.tables",
        "stages.service.tables",
    ):
        try:
            import_module(f"lifecycle_desk.{room}")
        except ModuleNotFoundError:
            continue
    KEPT.create_all(op.get_bind())
    for table in KEPT.sorted_tables:
        if table.info.get(APPEND_ONLY):
            append_only(op.get_bind(), table.name)
    search_table(op.get_bind())
