"""Canaries: an unmistakable word in every place of a store where people write, and a figure in every price.

All text columns of all tables and all facts of all events are walked; what is no code, day, hash or VIN gets a canary,
so that a new field cannot be forgotten: it carries one until somebody says here that it is a code.
"""

import json
import re
from collections.abc import Iterator
from io import BytesIO
from itertools import count
from typing import Any

import msgspec
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DictionaryObject, IndirectObject, NameObject, StreamObject, TextStringObject
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import Text, inspect, text

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.trust import personal

STEM = "Kanarien"
FIGURE = 731_000_000_077  # minor units; a price of milliards that no example has

# Codes, days, moments, hashes, VINs and numbers that are texts: what the program writes, and nobody types.
CODES = {
    "alembic_version": {"version_num"},
    "appointment": {"on", "state", "work", "vin", "changed_at"},
    "battery": {"code", "kind", "chemistry", "status", "place", "vin", "moved_on"},
    "battery_link": {"parent", "child", "relation", "since", "until"},
    "battery_move": {"code", "fate"},
    "campaign": {
        *("number", "source", "campaign_type", "same_as", "authority_no", "maker_no", "answered_by", "valid_from"),
    },
    "campaign_car": {"vin", "campaign", "how", "state", "since", "done_on", "order_no"},
    "campaign_file": {"kind", "at"},
    "campaign_said": {"campaign"},
    "campaign_target": {"campaign", "row", "kind", "key", "built_from", "built_to"},
    "catalogue_change": {"at", "what"},
    "catalogue_entry": {"kind", "key", "changed_at"},
    "catalogue_price": {"valid_from"},
    "charging_batch": {"kind", "at", "state"},
    "charging_health": {"vin", "as_of", "ends_on", "crosses_on", "watch_on"},
    "charging_session": {
        *("vin", "source", "started_at", "ended_at", "current", "currency", "odometer_unit", "credits"),
    },
    "charging_tariff": {"valid_from"},
    "charging_token": {"source", "vin", "since", "until"},
    "charging_untold": {"vin"},
    "code_description": {"code", "of_maker", "failure", "language", "changed_at"},
    "cover_rule": {"said"},  # days and codes among the dealer's words, which a rule could not be read without
    "dealer": {"market", "language", "calendar", "logo"},
    "diagnosis_code": {"vin", "on", "code", "kind", "occurred_at"},
    "diagnosis_ecu": {"read_at"},
    "diagnosis_session": {"vin", "on", "started", "ended", "odometer_unit"},
    "diary_day": {"on"},
    "diary_resource": {"kind"},
    "document": {"sha256", "media", "added_at"},
    "draft": {"form", "kept_at"},
    "event": {"vin", "on", "at", "kind"},
    "figure_part": {"thing", "vin", "measure", "on", "sort", "currency", "brand", "model", "technician"},
    "figure_sum": {"measure", "month", "sort", "currency", "brand", "model", "technician"},
    "inspection_template": {"changed_at"},
    "issued_paper": {"kind", "vin", "language", "on", "at", "state", "sha256", "withdrawn_at"},
    "order_approval": {"at", "how", "currency"},
    "order_estimate": {"changed_at"},
    "order_payment": {"on", "paid_by", "currency"},
    "order_template": {"changed_at"},
    "part_delivery": {"on", "at"},
    "part_delivery_line": {"code"},
    "part_supplier": {"language", "currency"},
    "part_want": {"key", "since", "vin", "changed_at"},
    "purchase_line": {"key", "promised", "shipped_on", "state"},
    "purchase_order": {"currency", "ordered_on", "changed_at"},
    "person": {"kind", "language", "erased_at"},
    "recycling_car": {"vin", "step", "since", "taken_over_on", "depolluted_on", "battery_on", "destroyed_on"},
    "recycling_certificate": {"vin"},
    "recycling_part": {"vin"},
    "recycling_permit": {"valid_from"},
    "repair_line": {"kind", "pays", "campaign"},
    "repair_line_part": {"part"},
    "maintenance_schedule": {"valid_from"},
    "repair_order": {
        *("vin", "state", "opened_on", "opened_at", "state_since", "changed_at", "handed_over_on", "promised"),
        *("odometer_in_unit", "odometer_out_unit", "language", "currency"),
    },
    "repair_clock": {"started_at"},
    "repair_worked": {"started_at"},
    "supplier_list": {"digest", "at"},
    "supplier_price": {"key", "currency", "valid_from"},
    "technician_hours": {"on"},
    "sale_contract": {"vin"},
    "sale_inspection_sheet": {"vin", "at"},
    "sale_stock": {
        *("vin", "stage", "arrived_on", "stocked_on", "checked_on", "next_check_on", "inspection", "sold_on"),
        "handed_over_on",
    },
    "search_entry": {"kind", "ref", "vin"},
    "service_advice": {"vin", "currency", "since", "state"},
    "service_inspection": {"vin", "on"},
    "shelf_credit": {"settled_on"},
    "shelf_figure": {"moved_on", "counted_on"},
    "shelf_held": {"kind", "since", "until", "state", "done_on"},
    "shelf_movement": {"kind", "on", "at"},
    "shelf_part": {"key", "unit", "hazard"},
    "signing_key": {"since"},
    "staff": {"role", "language"},
    "transfer_condition_sheet": {"vin", "at"},
    "transfer_trade": {
        *("vin", "which", "seen_on", "taken_in_on", "condition_on", "grade", "appraised_on", "currency"),
    },
    "vehicle_due": {
        *("vin", "schedule", "version", "item", "due_on", "forecast_on", "by", "since", "snoozed_until"),
    },
    "warranty_claim": {
        *("vin", "kind", "state", "currency", "begun_on", "repaired_on", "since", "submitted_on", "answered_on"),
        *("paid_on", "alias", "authorised_on", "changed_at"),
    },
    "warranty_claim_answer": {"digest"},
    "warranty_claim_line": {"kind", "part_group", "part_state", "part_since", "kept_until"},
    "vehicle": {
        *("vin", "energy", "chemistry", "stage", "odometer_on", "owner_since", "arrived_on", "sold_on"),
        *("handed_over_on", "first_registered_on", "warranty_started_on", "last_event_on"),
    },
    "vehicle_built": {"vin", "on"},
}
# What a buyer may read: the car as it was built, its battery's code, and who sells it.
SHOWN = {
    "dealer": {"name", "legal_name", "address", "phone", "email", "tax_id"},
    "vehicle": {"make", "model", "variant", "colour", "battery"},
}
PACKED = {"charging_session.place": "\t"}  # several texts in one column
OURS = re.compile(r"search_|sqlite_")  # what the search keeps is made of the others
CODED_FACTS = {  # of events and of kept JSON: the same by the names of their facts
    *(
        "at",
        "vin",
        "on",
        "kind",
        "unit",
        "currency",
        "stage",
        "state",
        "from",
        "pays",
        "rule",
        "zone",
        "market",
        "custom",
    ),
    *("claim", "repair_order", "repaired_on", "alias", "part_state", "group", "since"),
    *("first_on", "last_on", "starts_on", "handed_over_on", "first_registered_on", "valid_from", "item", "result"),
    *(
        "panel",
        "sha256",
        "documents",
        "order",
        "contract",
        "checklist",
        "mandatory",
        "safety",
        "seal",
        "energy",
        "source",
    ),
    *("chemistry", "cables", "papers", "explained", "signs", "sold_on", "arrived_on", "warranty_started_on", "value"),
    *(
        "hours",
        "quantity",
        "discount",
        "percent",
        "key",
        "battery",
        "battery_code",
        "owner_since",
        "promised",
        "language",
        "paid_by",
    ),
    *("energies", "action", "newton_metres", "until", "version", "schedule"),
    *("started_at", "stopped_at"),
}
SHOWN_FACTS = {"make", "model", "variant", "colour"}
PRICES = {
    *("asked", "granted", "paid", "outstanding", "authorised", "amount"),
    "minor",
    "price",
    "net",
    "tax",
    "gross",
    "cost",
    "customer_pays",
    "session_fee",
    "labour_rate",
    "kwh",
    "minute",
}


class Planted:
    """Gives canaries, each with a number of its own, and knows where each was put."""

    def __init__(self) -> None:
        self.where: dict[str, str] = {}
        self._numbers = count(1)

    def word(self, where: str) -> str:
        word = f"{STEM}vogel{next(self._numbers)}q"
        self.where[word] = where
        return word

    def figure(self, where: str) -> int:
        figure = FIGURE + next(self._numbers) * 100
        self.where[str(figure)] = where
        return figure

    def json(self, value: Any, where: str, key: str = "") -> Any:
        match value:
            case dict():
                return {name: self.json(each, f"{where}.{name}", name) for name, each in value.items()}
            case list():
                return [self.json(each, where, key) for each in value]
            case str() if key in PRICES and value.isdecimal():
                return str(self.figure(where))
            case str() if value and key not in CODED_FACTS | SHOWN_FACTS:
                return self.word(where)
            case int() if key in PRICES and not isinstance(value, bool):
                return self.figure(where)
        return value


def plant(user: UserSession) -> Planted:
    """Put a canary into every place where people write, and give them all."""
    planted = Planted()
    engine = user.store.engine
    with engine.begin() as connection:
        for (name,) in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            connection.execute(text(f'DROP TRIGGER "{name}"'))
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        _personal(connection, planted)
        for table in inspect(engine).get_table_names():
            if not OURS.match(table):
                _table(connection, planted, table, inspect(engine).get_columns(table))
    return planted


def _table(connection: Any, planted: Planted, table: str, columns: list[Any]) -> None:
    kept = CODES.get(table, set()) | SHOWN.get(table, set())
    for column in columns:
        name = column["name"]
        where = f"{table}.{name}"
        prices = name in PRICES and not isinstance(column["type"], Text)
        if not prices and (name in kept or not str(column["type"]).startswith(("TEXT", "VARCHAR"))):
            continue
        asked = f'SELECT rowid, "{name}" FROM "{table}" WHERE "{name}" IS NOT NULL'  # noqa: S608 (names of our own tables)
        rows = connection.exec_driver_sql(asked).all()
        put = [(planted.figure(where) if prices else _planted(planted, str(value), where), row) for row, value in rows]
        if put:
            change = f'UPDATE "{table}" SET "{name}" = ? WHERE rowid = ?'  # noqa: S608 (names of our own tables)
            connection.exec_driver_sql(change, put)


def _planted(planted: Planted, value: str, where: str) -> str:
    if value[:1] in "{[" and value:
        return json.dumps(_body(planted, json.loads(value), where), ensure_ascii=False)
    if sign := PACKED.get(where):
        return sign.join(planted.word(where) for _ in value.split(sign))
    return planted.word(where)


def _body(planted: Planted, body: Any, where: str) -> Any:
    """An event's body; what it sets of the vehicle keeps its stage and its days."""
    return planted.json(body, f"{where}:{body.get('kind', '')}" if isinstance(body, dict) else where)


def _personal(connection: Any, planted: Planted) -> None:
    """The sealed parts of events, under the keys of their persons."""
    rows = connection.execute(
        text(
            "SELECT event.rowid, event.vin, event.kind, event.personal, person_key.key FROM event "
            "JOIN person_key ON person_key.person = event.person WHERE event.personal IS NOT NULL"
        )
    ).all()
    for row, vin, kind, secret, key in rows:
        context = f"{vin or ''} {kind}".encode()
        plain = msgspec.json.decode(personal.opened(key, secret, context))
        told = planted.json(plain, f"event.personal:{kind}")
        again = personal.sealed(key, msgspec.json.encode(told), context)
        connection.execute(text("UPDATE event SET personal = :put WHERE rowid = :row"), {"put": again, "row": row})


def telling_photo(planted: Planted) -> bytes:
    """A photo that tells where, when, by whom and with what it was taken."""
    exif = Image.Exif()
    for tag in (
        0x010E,
        0x010F,
        0x0110,
        0x0131,
        0x013B,
        0x8298,
    ):  # description, make, model, software, artist, copyright
        exif[tag] = planted.word(f"photo.exif.{tag:#06x}")
    exif.get_ifd(0x8825)[0x001D] = planted.word("photo.gps")
    file = BytesIO()
    Image.new("RGB", (320, 200), "#2C4FC4").save(
        file, "JPEG", exif=exif.tobytes(), comment=planted.word("photo.comment").encode()
    )
    return file.getvalue()


def telling_pdf(planted: Planted) -> bytes:
    """A PDF with an author, a hidden note, an embedded file and a photo that tells of itself; its page says SEEN."""
    page = BytesIO()
    canvas = Canvas(page)
    canvas.drawString(80, 700, "SEEN")
    canvas.drawImage(_file(telling_photo(planted)), 80, 400, 160, 100)
    canvas.setAuthor(planted.word("pdf.author"))
    canvas.setTitle(planted.word("pdf.title"))
    canvas.setKeywords(planted.word("pdf.keywords"))
    canvas.save()
    writer = PdfWriter(clone_from=BytesIO(page.getvalue()))
    writer.add_annotation(0, FreeText(text=planted.word("pdf.note"), rect=(10, 10, 90, 40)))
    writer.add_attachment(planted.word("pdf.attachment"), planted.word("pdf.attached").encode())
    writer.pages[0][NameObject("/PieceInfo")] = DictionaryObject(
        {NameObject("/Made"): TextStringObject(planted.word("pdf.piece"))}
    )
    writer.xmp_metadata = (
        f'<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/">{planted.word("pdf.xmp")}</x:xmpmeta>'.encode()
    )
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def _file(content: bytes) -> Any:
    from reportlab.lib.utils import ImageReader

    return ImageReader(BytesIO(content))


def found_in(pdf: bytes) -> list[str]:
    """The canaries that a PDF holds anywhere: on its pages, in its metadata, in any object of it."""
    found = [text_ for text_ in _texts(pdf) if STEM.casefold() in text_.casefold()]
    seen = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    figures = re.sub(r"(?<=\d)[.,'\s\u00a0\u202f٬](?=\d)", "", seen)
    return found + re.findall(r"731\d{7}77", figures.replace(" ", ""))


def _texts(pdf: bytes) -> Iterator[str]:
    reader = PdfReader(BytesIO(pdf))
    yield from (re.sub(r"\s", "", page.extract_text()) for page in reader.pages)
    yield str(reader.metadata)
    yield pdf.decode("latin-1")
    for number in range(1, int(reader.trailer["/Size"])):
        thing = IndirectObject(number, 0, reader).get_object()
        yield str(thing)
        if isinstance(thing, StreamObject):
            for content in (thing._data, _decoded(thing)):
                yield content.decode("latin-1")
                yield content.replace(b"\0", b"").decode("latin-1")


def _decoded(stream: StreamObject) -> bytes:
    try:
        return stream.get_data()
    except (NotImplementedError, ValueError):  # a picture: its bytes as they are were looked at
        return b""
