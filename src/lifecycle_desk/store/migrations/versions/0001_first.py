"""The first tables."""

from typing import Any

from alembic import op
from sqlalchemy import ForeignKey

from lifecycle_desk.store.dialect import append_only, search_table
from lifecycle_desk.store.types import (
    day,
    digest,
    flag,
    maybe_bytes,
    maybe_day,
    maybe_of_vehicle,
    maybe_person,
    maybe_utc_time,
    maybe_whole,
    maybe_words,
    of_vehicle,
    term,
    utc_time,
    whole,
    words,
)

revision, down_revision = "0001", None


def upgrade() -> None:
    _table(
        "dealer",
        words(name="name", primary_key=True),
        words(name="market"),
        words(name="language"),
        words(name="calendar"),
        words(name="legal_name"),
        words(name="address"),
        words(name="phone"),
        words(name="email"),
        words(name="tax_id"),
        maybe_whole(name="labour_rate"),
        flag("sign_in"),
        maybe_words(name="logo"),
    )
    _table(
        "document",
        words(name="sha256", primary_key=True),
        words(name="name"),
        words(name="media"),
        whole(name="size"),
        utc_time("added_at"),
    )
    _table(
        "draft",
        words(name="form", primary_key=True),
        words(name="about", primary_key=True),
        utc_time("kept_at"),
        maybe_words(name="by"),
        words(name="text"),
    )
    _table(
        "order_template",
        words(name="name", primary_key=True),
        words(name="jobs"),
        utc_time("changed_at"),
    )
    _table(
        "person",
        whole(name="number", primary_key=True),
        words(name="name"),
        words(name="kind"),
        words(name="phone"),
        words(name="email"),
        words(name="address"),
        words(name="tax_id"),
        maybe_words(name="language"),
        maybe_utc_time("erased_at"),
    )
    _table(
        "search_term",
        term("term", primary_key=True),
        whole(name="entry", primary_key=True),
    )
    _table(
        "signing_key",
        whole(name="number", primary_key=True),
        digest("public"),
        maybe_bytes("private"),
        utc_time("since"),
    )
    _table(
        "staff",
        words(name="name", primary_key=True),
        words(name="full_name"),
        words(name="role"),
        maybe_words(name="language"),
        flag("active"),
    )
    _table(
        "person_key",
        whole(ForeignKey("person.number"), name="person", primary_key=True),
        digest("key"),
    )
    _table(
        "vehicle",
        words(name="vin", primary_key=True),
        whole(name="number", unique=True),
        maybe_words(name="original_vin"),
        words(name="make"),
        words(name="model"),
        words(name="variant"),
        maybe_whole(name="model_year"),
        maybe_words(name="energy"),
        maybe_words(name="chemistry"),
        maybe_whole(name="usable_wh"),
        words(name="colour"),
        maybe_words(name="stage"),
        maybe_whole(name="odometer_km"),
        maybe_day("odometer_on"),
        maybe_words(name="plate"),
        maybe_person("owner", index=True),
        maybe_day("owner_since"),
        maybe_day("arrived_on"),
        maybe_day("sold_on"),
        maybe_day("handed_over_on"),
        maybe_day("first_registered_on"),
        maybe_day("warranty_started_on"),
        maybe_words(name="battery"),
        flag("quarantined"),
        maybe_day("last_event_on"),
    )
    _table(
        "event",
        whole(name="seq", primary_key=True),
        maybe_of_vehicle("vin"),
        day("on"),
        utc_time("at"),
        maybe_words(name="by"),
        words(name="kind"),
        maybe_whole(name="odometer_km"),
        whole(name="segment"),
        maybe_whole(name="corrects"),
        words(name="body"),
        maybe_person("person"),
        maybe_bytes("personal"),
        digest("seal"),
    )
    _table(
        "sale_contract",
        words(name="number", primary_key=True),
        of_vehicle("vin"),
        whole(name="event", unique=True),
        whole(name="year"),
        maybe_whole(name="ordinal"),
        maybe_whole(name="cancelled"),
    )
    _table(
        "sale_inspection_sheet",
        of_vehicle("vin", primary_key=True),
        words(name="body"),
        utc_time("at"),
        maybe_words(name="by"),
    )
    _table(
        "sale_stock",
        of_vehicle("vin", primary_key=True),
        whole(name="number", unique=True),
        flag("here"),
        words(name="stage"),
        day("arrived_on"),
        words(name="location"),
        maybe_day("stocked_on"),
        maybe_day("checked_on"),
        maybe_day("next_check_on"),
        words(name="inspection"),
        flag("quarantined"),
        maybe_words(name="contract"),
        maybe_day("sold_on"),
        maybe_day("handed_over_on"),
    )
    _table(
        "search_entry",
        whole(name="number", primary_key=True),
        words(name="kind"),
        words(name="ref"),
        maybe_of_vehicle("vin"),
        words(name="label"),
        words(name="by_words"),
        words(name="by_tails"),
    )
    _table(
        "repair_order",
        whole(name="key", primary_key=True),
        of_vehicle("vin", index=True),
        words(name="state", index=True),
        whole(name="revision"),
        day("opened_on"),
        utc_time("opened_at"),
        utc_time("state_since"),
        utc_time("changed_at"),
        maybe_words(name="changed_by"),
        whole(ForeignKey("event.seq"), name="last_event"),
        maybe_day("handed_over_on"),
        maybe_whole(ForeignKey("event.seq"), name="closing_event"),
        maybe_whole(name="odometer_in"),
        maybe_words(name="odometer_in_unit"),
        maybe_whole(name="odometer_out"),
        maybe_words(name="odometer_out_unit"),
        maybe_person("customer", index=True),
        words(name="adviser"),
        words(name="technician"),
        maybe_utc_time("promised"),
        maybe_words(name="language"),
        words(name="note"),
        words(name="currency"),
        maybe_whole(name="customer_pays"),
        maybe_words(name="tax_name"),
        maybe_words(name="tax_local_name"),
        maybe_whole(name="tax_hundredths"),
        flag("tax_inclusive"),
        flag("tax_by_line"),
    )
    _table(
        "repair_job",
        whole(ForeignKey("repair_order.key"), name="order_key", primary_key=True),
        whole(name="place", primary_key=True),
        words(name="complaint"),
        words(name="cause"),
        words(name="correction"),
    )
    _table(
        "repair_line",
        whole(ForeignKey("repair_order.key"), name="order_key", primary_key=True),
        whole(name="job", primary_key=True),
        whole(name="place", primary_key=True),
        words(name="kind"),
        words(name="pays"),
        words(name="code"),
        words(name="text"),
        maybe_whole(name="tenths"),
        maybe_whole(name="thousandths"),
        whole(name="price"),
        whole(name="discount"),
        words(name="technician"),
        words(name="supplier"),
        flag("causal"),
        flag("core"),
        flag("awaited"),
    )
    op.create_index("ix_vehicle_last_event_on_number", "vehicle", ["last_event_on", "number"])
    op.create_index("ix_vehicle_stage_last_event_on_number", "vehicle", ["stage", "last_event_on", "number"])
    op.create_index("ix_event_corrects", "event", ["corrects"])
    op.create_index("ix_event_vin_on_seq", "event", ["vin", "on", "seq"])
    op.create_index("ix_event_vin_seq", "event", ["vin", "seq"])
    op.create_index("uq_sale_contract_year_ordinal", "sale_contract", ["year", "ordinal"], unique=True)
    op.create_index("ix_sale_stock_here_arrived_on_number", "sale_stock", ["here", "arrived_on", "number"])
    op.create_index("ix_sale_stock_here_next_check_on", "sale_stock", ["here", "next_check_on"])
    for table in ("event",):
        append_only(op.get_bind(), table)
    search_table(op.get_bind())


def _table(name: str, *parts: Any) -> None:
    op.create_table(name, *parts, sqlite_strict=True)
