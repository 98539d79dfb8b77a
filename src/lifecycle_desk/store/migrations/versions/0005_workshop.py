"""The workshop: what the works of this form add to the tables."""

from typing import Any

from alembic import op
from sqlalchemy import ForeignKey

from lifecycle_desk.store.types import (
    day,
    flag,
    maybe_person,
    maybe_utc_time,
    maybe_whole,
    maybe_words,
    money,
    of_vehicle,
    utc_time,
    whole,
    words,
)

revision, down_revision = "0005", "0004"


def upgrade() -> None:
    """New tables alone; nothing that is there changes."""
    _diagnosis()
    _approvals()
    _inspections()


def _diagnosis() -> None:
    """What was read out of control units, code by code, and what codes mean."""
    _table(
        "diagnosis_session",
        whole(ForeignKey("event.seq"), name="event", primary_key=True),
        of_vehicle("vin"),
        maybe_whole(ForeignKey("repair_order.key"), name="order_key"),
        flag("counts"),
        day("on"),
        utc_time("started"),
        maybe_utc_time("ended"),
        maybe_whole(name="odometer"),
        maybe_words(name="odometer_unit"),
        words(name="software"),
        words(name="tool"),
        words(name="session"),
        words(name="note"),
        maybe_person("person"),
        maybe_words(name="read_by"),
    )
    _table(
        "diagnosis_ecu",
        whole(ForeignKey("diagnosis_session.event"), name="event", primary_key=True),
        whole(name="place", primary_key=True),
        words(name="name"),
        words(name="software"),
        maybe_utc_time("read_at"),
    )
    _table(
        "diagnosis_code",
        whole(ForeignKey("diagnosis_session.event"), name="event", primary_key=True),
        whole(name="place", primary_key=True),
        whole(name="ecu"),
        words(name="code"),
        maybe_whole(name="failure"),
        maybe_whole(name="status"),
        words(name="text"),
        maybe_whole(name="mil"),
        words(name="state"),
        maybe_words(name="kind"),
        maybe_whole(name="occurrences"),
        maybe_whole(name="occurred_km"),
        maybe_utc_time("occurred_at"),
        words(name="freeze_frame"),
        of_vehicle("vin"),
        day("on"),
        flag("counts"),
    )
    _table(
        "code_description",
        words(name="code", primary_key=True),
        words(name="of_maker", primary_key=True),
        words(name="failure", primary_key=True),
        words(name="language", primary_key=True),
        words(name="maker"),
        words(name="title"),
        words(name="text"),
        words(name="source"),
        utc_time("changed_at"),
    )
    op.create_index("ix_diagnosis_session_order_key", "diagnosis_session", ["order_key"])
    op.create_index("ix_diagnosis_session_person", "diagnosis_session", ["person"])
    op.create_index("ix_diagnosis_session_vin_session", "diagnosis_session", ["vin", "session"])
    op.create_index(
        "ix_diagnosis_code_code_counts_on_event_place_vin",
        "diagnosis_code",
        ["code", "counts", "on", "event", "place", "vin"],
    )
    op.create_index("ix_diagnosis_code_vin_code_on", "diagnosis_code", ["vin", "code", "on"])


def _approvals() -> None:
    """Estimates, what customers decided, and the advice that stays of what they refused."""
    _table(
        "order_estimate",
        whole(ForeignKey("repair_order.key"), name="order_key", primary_key=True),
        words(name="proposed"),
        utc_time("changed_at"),
        maybe_words(name="changed_by"),
    )
    _table(
        "order_approval",
        whole(ForeignKey("event.seq"), name="event", primary_key=True),
        whole(ForeignKey("repair_order.key"), name="order_key"),
        utc_time("at"),
        words(name="how"),
        money("approved"),
        money("refused"),
        words(name="currency"),
        whole(name="revision"),
        flag("counts"),
        words(name="before"),
        words(name="proposed"),
    )
    _table(
        "service_advice",
        whole(name="number", primary_key=True),
        of_vehicle("vin"),
        whole(ForeignKey("order_approval.event"), name="event"),
        whole(ForeignKey("repair_order.key"), name="order_key"),
        words(name="job"),
        money("amount"),
        words(name="currency"),
        day("since"),
        words(name="state"),
        maybe_whole(ForeignKey("repair_order.key"), name="taken_up"),
    )
    op.create_index("ix_order_approval_order_key", "order_approval", ["order_key"])
    op.create_index("ix_service_advice_event", "service_advice", ["event"])
    op.create_index("ix_service_advice_vin_state", "service_advice", ["vin", "state"])


def _inspections() -> None:
    """The dealer's own inspections, and what was found."""
    _table("inspection_template", words(name="name", primary_key=True), words(name="points"), utc_time("changed_at"))
    _table(
        "service_inspection",
        whole(ForeignKey("event.seq"), name="event", primary_key=True),
        of_vehicle("vin"),
        whole(ForeignKey("repair_order.key"), name="order_key"),
        flag("counts"),
        day("on"),
        words(name="template"),
        words(name="body"),
        words(name="inspector"),
    )
    op.create_index("ix_service_inspection_vin", "service_inspection", ["vin"])
    op.create_index("ix_service_inspection_order_key", "service_inspection", ["order_key"])


def _table(name: str, *parts: Any) -> None:
    op.create_table(name, *parts, sqlite_strict=True)
