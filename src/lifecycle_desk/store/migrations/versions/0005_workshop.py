"""The workshop: what the works of this form add to the tables."""

from typing import Any

from alembic import op
from sqlalchemy import ForeignKey

from lifecycle_desk.store.types import (
    day,
    flag,
    kilometres,
    maybe_day,
    maybe_money,
    maybe_person,
    maybe_utc_time,
    maybe_whole,
    maybe_words,
    money,
    of_vehicle,
    term,
    utc_time,
    whole,
    words,
)

revision, down_revision = "0005", "0004"


def upgrade() -> None:
    """New tables, columns of order lines and an index of orders; nothing that is there changes."""
    _clocks()
    op.create_index("ix_repair_order_state_handed_over_on", "repair_order", ["state", "handed_over_on"])
    op.drop_index("ix_repair_order_state", "repair_order")
    _campaigns()
    _covered_lines()
    _claims()
    _diagnosis()
    _approvals()
    _inspections()
    _maintenance()


def _clocks() -> None:
    """Clocks on jobs, worked time, and the hours of technicians."""
    _table(
        "repair_clock",
        words(name="technician", primary_key=True),
        whole(ForeignKey("repair_order.key"), name="order_key"),
        whole(name="job"),
        utc_time("started_at"),
    )
    _table(
        "repair_worked",
        whole(ForeignKey("event.seq"), name="event", primary_key=True),
        whole(ForeignKey("repair_order.key"), name="order_key"),
        whole(name="job"),
        words(name="technician"),
        utc_time("started_at"),
        whole(name="minutes"),
    )
    _table(
        "technician_hours",
        words(name="technician", primary_key=True),
        day("on", primary_key=True),
        whole(name="tenths"),
    )
    op.create_index("ix_repair_clock_order_key", "repair_clock", ["order_key"])
    op.create_index("ix_repair_worked_order_key", "repair_worked", ["order_key"])


def _campaigns() -> None:
    """Campaigns, the files that told of them, the cars that they mean, and which of them an order line carries out."""
    op.add_column("repair_line", maybe_words(name="campaign"))
    _table(
        "campaign_file",
        whole(name="number", primary_key=True),
        words(name="kind"),
        words(name="name"),
        utc_time("at"),
        maybe_whole(name="event"),
    )
    _table(
        "campaign",
        words(name="number", primary_key=True),
        whole(name="place", unique=True),
        words(name="source"),
        maybe_words(name="campaign_type"),
        words(name="title"),
        words(name="authority_no"),
        words(name="same_as"),
        words(name="maker"),
        words(name="maker_no"),
        words(name="defect"),
        words(name="risk"),
        words(name="remedy"),
        flag("do_not_drive"),
        flag("park_outside"),
        maybe_day("valid_from"),
        whole(ForeignKey("campaign_file.number"), name="file"),
        maybe_words(name="answered_by"),
        maybe_whole(name="withdrawn"),
        whole(name="rank"),
        whole(name="open"),
        whole(name="may_be"),
        whole(name="done"),
        whole(name="not_affected"),
        whole(name="gone"),
    )
    _table(
        "campaign_said",
        words(name="campaign", primary_key=True),
        whole(ForeignKey("campaign_file.number"), name="file", primary_key=True),
        words(name="said"),
    )
    _table(
        "campaign_target",
        whole(name="number", primary_key=True),
        whole(ForeignKey("campaign_file.number"), name="file"),
        words(name="campaign"),
        words(name="row"),
        words(name="kind"),
        term("key"),
        maybe_whole(name="first"),
        maybe_whole(name="last"),
        maybe_whole(name="year"),
        maybe_day("built_from"),
        maybe_day("built_to"),
        maybe_whole(name="gone"),
    )
    _table(
        "campaign_car",
        of_vehicle("vin", primary_key=True),
        words(name="campaign", primary_key=True),
        whole(name="number", unique=True),
        maybe_words(name="how"),
        words(name="state"),
        day("since"),
        maybe_whole(name="event"),
        maybe_day("done_on"),
        maybe_words(name="order_no"),
    )
    _table("vehicle_built", of_vehicle("vin", primary_key=True), day("on"))
    op.create_index("ix_campaign_same_as", "campaign", ["same_as"])
    op.create_index("ix_campaign_rank_place", "campaign", ["rank", "place"])
    op.create_index("ix_campaign_target_key", "campaign_target", ["key"])
    op.create_index("ix_campaign_target_campaign", "campaign_target", ["campaign"])
    op.create_index("ix_campaign_car_campaign_state_number", "campaign_car", ["campaign", "state", "number"])


def _covered_lines() -> None:
    """The part of the car that a line of an order is about."""
    _table(
        "repair_line_part",
        whole(ForeignKey("repair_order.key"), name="order_key", primary_key=True),
        whole(name="job", primary_key=True),
        whole(name="place", primary_key=True),
        words(name="part"),
    )


def _claims() -> None:
    """Warranty claims with their lines, answers of makers that came in, limits of the dealer's own."""
    _table(
        "warranty_claim",
        whole(name="key", primary_key=True),
        of_vehicle("vin"),
        whole(ForeignKey("repair_order.key"), name="order_key"),
        whole(name="job"),
        *(words(name=name) for name in ("kind", "state", "currency")),
        whole(name="revision"),
        *(day(name) for name in ("begun_on", "repaired_on", "since")),
        *(maybe_day(name) for name in ("submitted_on", "answered_on", "paid_on")),
        kilometres("odometer_km"),
        words(name="alias"),
        money("asked"),
        *(maybe_money(name) for name in ("granted", "paid")),
        money("outstanding"),
        *(words(name=name) for name in ("maker_number", "authorisation")),
        maybe_money("authorised"),
        maybe_day("authorised_on"),
        *(words(name=name) for name in ("cause", "correction", "causal_part", "damage_code", "campaign")),
        words(name="technical_report"),
        flag("breakdown"),
        *(maybe_whole(name=name) for name in ("maker_share", "dealer_share", "customer_share")),
        utc_time("changed_at"),
        maybe_words(name="changed_by"),
        whole(ForeignKey("event.seq"), name="last_event"),
    )
    op.create_index("ix_warranty_claim_vin", "warranty_claim", ["vin"])
    op.create_index("ix_warranty_claim_order_key", "warranty_claim", ["order_key"])
    op.create_index("ix_warranty_claim_state_since_key", "warranty_claim", ["state", "since", "key"])
    summed = ["state", "submitted_on", "currency", "outstanding"]
    op.create_index("ix_warranty_claim_state_submitted_on_currency_outstanding", "warranty_claim", summed)
    _table(
        "warranty_claim_line",
        whole(ForeignKey("warranty_claim.key"), name="claim_key", primary_key=True),
        whole(name="place", primary_key=True),
        *(words(name=name) for name in ("kind", "code", "text")),
        *(maybe_whole(name=name) for name in ("tenths", "thousandths")),
        *(money(name) for name in ("amount", "asked")),
        maybe_money("granted"),
        words(name="reason"),
        flag("causal"),
        maybe_words(name="part_group"),
        *(words(name=name) for name in ("trouble_code", "faulty_serial", "new_serial")),
        maybe_words(name="part_state"),
        *(maybe_day(name) for name in ("part_since", "kept_until")),
        words(name="part_reference"),
    )
    columns = ["part_state", "kept_until"]
    op.create_index("ix_warranty_claim_line_part_state_kept_until", "warranty_claim_line", columns)
    _table(
        "warranty_claim_answer",
        words(name="digest", primary_key=True),
        whole(ForeignKey("warranty_claim.key"), name="claim_key"),
    )
    op.create_index("ix_warranty_claim_answer_claim_key", "warranty_claim_answer", ["claim_key"])
    _table("claim_limit", words(name="name", primary_key=True), words(name="said"))


def _diagnosis() -> None:
    """Readings of control units, code by code, and the meanings of codes."""
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


def _maintenance() -> None:
    """Schedules of the dealer's own, what is due of each car, and what of a schedule a job carries out."""
    _table(
        "maintenance_schedule",
        words(name="name", primary_key=True),
        day("valid_from", primary_key=True),
        words(name="said"),
    )
    _table(
        "vehicle_due",
        of_vehicle("vin", primary_key=True),
        whole(name="number", unique=True),
        words(name="schedule"),
        day("version"),
        words(name="item"),
        whole(name="times"),
        maybe_day("due_on"),
        maybe_whole(name="due_km"),
        maybe_day("forecast_on"),
        words(name="by"),
        maybe_day("since"),
        maybe_whole(name="since_km"),
        maybe_whole(name="months"),
        maybe_whole(name="every_km"),
        flag("guessed"),
        maybe_day("snoozed_until"),
    )
    op.create_index(
        "ix_vehicle_due_forecast_on_number_snoozed_until", "vehicle_due", ["forecast_on", "number", "snoozed_until"]
    )
    op.create_index("ix_vehicle_due_snoozed_until_number", "vehicle_due", ["snoozed_until", "number"])
    _table(
        "repair_job_item",
        whole(ForeignKey("repair_order.key"), name="order_key", primary_key=True),
        whole(name="job", primary_key=True),
        whole(name="place", primary_key=True),
        words(name="item"),
    )


def _table(name: str, *parts: Any) -> None:
    op.create_table(name, *parts, sqlite_strict=True)
