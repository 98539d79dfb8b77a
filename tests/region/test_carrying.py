"""Batches on their way and receipts back: by a folder, by a web server, at the command line; and what they prove."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copyfile
from threading import Thread

import pytest
from command_line import Desk
from regions import a_region, address, given, received

from lifecycle_desk.base.steps import drained
from lifecycle_desk.books.usecases.books import check
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.language.language import Language
from lifecycle_desk.region.interchange.batch_file import head_of
from lifecycle_desk.region.interchange.inbox import FileReceived, receiving
from lifecycle_desk.region.interchange.receipt_file import take_in
from lifecycle_desk.region.interchange.sending import giving, is_set
from lifecycle_desk.region.rules import refusals
from lifecycle_desk.region.rules.receipt import LONGEST_NAME, read_receipt
from lifecycle_desk.region.tables import link
from lifecycle_desk.region.tables.opening import RegionStore, open_region
from lifecycle_desk.region.usecases.creating import name_region
from lifecycle_desk.region.usecases.linking import CHECKS, ForgetRegion, SetRegion, forget_region, set_region
from lifecycle_desk.region.usecases.receipts import public_keys
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.trust.heads import last_in
from lifecycle_desk.trust.signing import fingerprint
from lifecycle_desk.vehicle.tables import chain
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle

VINS = ("LGXCE6CD0RA000001", "LGXCE6CD0RA000002", "LGXCE6CD0RA000003", "LGXCE6CD0RA000004")


@pytest.fixture
def region(server: str) -> Iterator[RegionStore]:
    """A new region."""
    with a_region(server) as made:
        yield made


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """The folder of the region."""
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


def car(user: UserSession, number: int) -> None:
    with user.store.reading() as tx:
        add_vehicle(user, AddVehicle(VINS[number], tx.at.date()))


def last_of(user: UserSession) -> int:
    with user.store.reading() as tx:
        return chain.head(tx)[0]


def trusted(user: UserSession, folder: Path) -> tuple[str, ...]:
    return (fingerprint(head_of(given(user, folder)).public),)


def taken(region: RegionStore, inbox: Path, trust: tuple[str, ...] = (), *, keep: bool = False) -> list[FileReceived]:
    return list(drained(receiving(region, [inbox], trust, keep=keep)))


def names(inbox: Path) -> set[str]:
    return {each.name.rpartition(".")[2] for each in inbox.iterdir()}


def test_what_is_given_to_a_folder_is_received_and_confirmed_and_goes_on_from_there(own_user, region, inbox, tmp_path):
    trust = trusted(own_user, tmp_path)
    with pytest.raises(refusals.NoRegionSet):
        drained(giving(own_user))
    assert not is_set(own_user)
    set_region(own_user, SetRegion(str(inbox), public_keys(region)[-1]))
    car(own_user, 0)
    first = drained(giving(own_user, most=1)).value
    assert (first.records, first.receipt) == (last_of(own_user), 0)
    assert first.batches == len(list(inbox.iterdir())) > 1
    assert {type(each.refused) for each in taken(region, inbox)} >= {refusals.DealerUnknown}
    assert len(list(inbox.iterdir())) == first.batches, "what is refused stays"
    assert sum(each.received.new for each in taken(region, inbox, trust) if each.received) == first.records
    assert names(inbox) == {"receipt"}
    car(own_user, 1)
    second = drained(giving(own_user)).value
    assert (second.batches, second.records, second.receipt) == (1, last_of(own_user) - first.last, first.last)
    third = drained(giving(own_user)).value
    assert (third.records, third.last) == (0, last_of(own_user)), "unread, and yet not sent twice"
    assert [each.received.new for each in taken(region, inbox, keep=True) if each.received] == [second.records, 0]
    assert names(inbox) == {"receipt", "gz"}
    assert drained(giving(own_user)).value.receipt == last_of(own_user)
    forget_region(own_user, ForgetRegion())
    assert not is_set(own_user)


class Shelf(BaseHTTPRequestHandler):
    """A web server that keeps what is PUT and gives it back, to who knows the password."""

    folder: Path

    def do_PUT(self) -> None:
        self._answer(lambda file: file.write_bytes(self.rfile.read(int(self.headers["Content-Length"]))) and b"")

    def do_GET(self) -> None:
        self._answer(lambda file: file.read_bytes() if file.exists() else None)

    def _answer(self, does) -> None:
        asked = base64.b64decode((self.headers["Authorization"] or "").removeprefix("Basic "))
        body = does(self.folder / self.path.removeprefix("/region/")) if asked == b"dealer:p@ss" else b""
        self.send_response(401 if asked != b"dealer:p@ss" else 404 if body is None else 200)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def shelf(folder: Path) -> Iterator[str]:
    """Such a server within the block; gives where it listens."""
    with ThreadingHTTPServer(("127.0.0.1", 0), type("Own", (Shelf,), {"folder": folder})) as web:
        Thread(target=web.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{web.server_port}/region/"
        web.shutdown()


def test_a_web_server_carries_batches_there_and_receipts_back(own_user, region, inbox, tmp_path):
    key = public_keys(region)[-1]
    with shelf(inbox) as host:
        told = set_region(own_user, SetRegion(f"http://dealer:p%40ss@{host}", key)).value
        assert told.place == f"http://{host}".rstrip("/"), "a password is told to nobody"
        first = drained(giving(own_user)).value
        assert first.records == last_of(own_user)
        taken(region, inbox, trusted(own_user, tmp_path))
        assert drained(giving(own_user)).value.receipt == first.last
        set_region(own_user, SetRegion(f"http://{host}", key))
        with pytest.raises(refusals.RegionAway, match="401"):
            drained(giving(own_user))
    with pytest.raises(refusals.RegionAway):
        drained(giving(own_user))


def test_a_region_is_set_by_a_place_and_a_key_that_can_be(own_user, inbox):
    key = " ".join(["AB12"] * 8)
    for place in ("", str(inbox / "none"), "http://example.org/in", "ftp://example.org", "https:/x"):
        with pytest.raises(refusals.RegionPlaceWrong):
            set_region(own_user, SetRegion(place, key))
    for wrong in ("", "AB12", key + " AB12", key.replace("A", "X")):
        with pytest.raises(refusals.RegionFingerprintWrong):
            set_region(own_user, SetRegion(str(inbox), wrong))
    assert set_region(own_user, SetRegion(f" {inbox}/ ", key.lower())).value.place == str(inbox)


def receipt_of(region: RegionStore, user: UserSession, folder: Path) -> Path:
    """The receipt that lies beside a batch which was just received."""
    batch = given(user, folder)
    received(region, batch)
    drained(receiving(region, [batch]))
    return next(folder.glob("*.receipt"))


def findings(user: UserSession) -> list[str]:
    return [each.why for each in check(user, CHECKS).findings]


def test_a_tail_that_was_cut_off_after_a_receipt_is_told_by_check(own_user, region, inbox, tmp_path):
    """An older copy of the file stands for whatever took the last records away: it has no receipt of them either."""
    set_region(own_user, SetRegion(str(inbox), public_keys(region)[-1]))
    own_user.store.close()  # or the last records lie beside the file
    older = copyfile(own_user.store.where, tmp_path / "older.ldk")
    car(own_user, 0)
    file = receipt_of(region, own_user, inbox)
    assert findings(own_user) == []
    with_receipt = drained(take_in(own_user, file, Choices()))
    assert (with_receipt.value.new, with_receipt.warnings) == (1, ())
    assert drained(take_in(own_user, file, Choices())).value.known == 1
    assert findings(own_user) == []
    cut = UserSession(open_store(older), None, authorise)
    (why,) = findings(cut)
    assert f"the region had event {last_of(own_user)}" in why
    warned = drained(take_in(cut, file, Choices()))
    assert [type(each) for each in warned.warnings] == [refusals.ReceiptAgainst]
    file.unlink()
    assert findings(cut) == [why]
    car(cut, 1)
    car(cut, 2)
    assert findings(cut) == [why], "what was told anew is not what the region has"
    assert drained(giving(cut)).value.records == last_of(cut), "it goes on where both agree"
    with cut.store.reading() as tx:
        assert link.receipts(tx, chain.first_seal(tx))


def test_a_receipt_of_others_or_of_another_key_is_refused(own_user, region, server, tmp_path):
    file = receipt_of(region, own_user, tmp_path)
    key = public_keys(region)[-1]
    text = file.read_text()
    with pytest.raises(refusals.RegionKeyUnknown) as told:
        drained(take_in(own_user, file, Choices()))
    assert told.value.key == key
    other = tmp_path / "other.receipt"
    with a_region(server) as strange:
        (tmp_path / "strange").mkdir()
        with pytest.raises(refusals.RegionKeyUnknown):
            drained(take_in(own_user, receipt_of(strange, own_user, tmp_path / "strange"), Choices(trust=(key,))))
    for change, refusal in (
        (text.replace('"seq":', '"seq":9'), refusals.ReceiptSignatureWrong),
        (text.replace('"books":"', '"books":"00'), refusals.ReceiptOfOthers),
        ("Dear dealer", refusals.NotAReceipt),
    ):
        other.write_text(change)
        with pytest.raises(refusal):
            drained(take_in(own_user, other, Choices(trust=(key,))))
    assert drained(take_in(own_user, file, Choices(trust=(key,)))).value.new == 1


def test_a_receipt_bears_the_name_of_its_region_and_no_other_and_an_earlier_program_reads_it(
    own_user, region, tmp_path
):
    key = public_keys(region)[-1]
    name_region(region, "Asia South")
    file = receipt_of(region, own_user, tmp_path)
    text = file.read_text()
    assert read_receipt(text).region == "Asia South"
    assert last_in(file).holds, "whoever reads heads alone takes it for one"
    other = tmp_path / "other.receipt"
    for change, refusal in (
        (text.replace("Asia South", "Asia North"), refusals.ReceiptSignatureWrong),
        (text.replace('"Asia South"', '"Asia\\u202e"'), refusals.NotAReceipt),
        (text.replace('"Asia South"', '["Asia"]'), refusals.NotAReceipt),
        (text.replace("Asia South", "A" * (LONGEST_NAME + 1)), refusals.NotAReceipt),
    ):
        assert change != text
        other.write_text(change)
        with pytest.raises(refusal):
            drained(take_in(own_user, other, Choices(trust=(key,))))
    assert drained(take_in(own_user, file, Choices(trust=(key,)))).value.new == 1
    with own_user.store.reading() as tx:
        (kept,) = link.receipts(tx, chain.first_seal(tx))
    assert (kept.line, kept.holds) == (text.strip(), True), "it can be shown as it came"


def test_what_contradicts_a_receipt_names_whose_it_is(own_user, region, inbox):
    set_region(own_user, SetRegion(str(inbox), public_keys(region)[-1]))
    own_user.store.close()
    older = copyfile(own_user.store.where, inbox.parent / "older.ldk")
    name_region(region, "Asia South")
    car(own_user, 0)
    file = receipt_of(region, own_user, inbox)
    cut = UserSession(open_store(older), None, authorise)
    (why,) = findings(cut)
    assert why.startswith("the region “Asia South” had event")
    (warning,) = drained(take_in(cut, file, Choices())).warnings
    assert warning.facts["region"] == "Asia South"
    assert " from Asia South names another record" in Language("en").sentence(warning)
    warning.facts["region"] = ""
    assert " from the region names another record" in Language("en").sentence(warning)


def test_the_command_line_founds_a_region_receives_and_says_who_is_late(own_user, server, inbox, tmp_path):
    where, desk = address(server), Desk(own_user.store.where)
    assert desk("region", "dealers", "--at", where).code == 1
    assert "There is no region" in desk("region", "key", "--at", where).out
    assert desk("region", "init", where).code == 0
    assert "already" in desk("region", "init", where).out
    key = desk("region", "key", "--at", where).out.strip()
    assert len(desk("region", "key", "--at", where, "--new").out.splitlines()) == 2
    assert desk("region", "set", inbox, "--key", key).code == 0
    assert desk("region", "give", "--json").json["made"]["records"] == last_of(own_user)
    refused = desk("region", "receive", "--at", where, inbox, "--json")
    assert (refused.code, refused.json["refused"]["rule"]) == (1, "dealer_unknown")
    print_ = refused.json["refused"]["facts"]["key"]
    assert desk("region", "receive", "--at", where, inbox, "--trust", print_).code == 0
    (known,) = desk("region", "dealers", "--at", where, "--json").json
    assert (known["name"], known["last"], known["is_late"]) == ("Sathorn EV", last_of(own_user), False)
    assert desk("region", "check", "--at", where).out.startswith("No faults found: 1 dealers")
    assert desk("region", "accept", "--at", where, known["dealer"], "--epoch").code == 1
    assert "not confirmed" in desk("region", "give").err, "its receipt is signed with a key that was not told"
    signs_now = desk("region", "key", "--at", where).out.splitlines()[-1]
    assert desk("region", "set", inbox, "--key", signs_now).code == 0
    assert f"The region confirms records up to no. {last_of(own_user)}." in desk("region", "give").err
    assert "Asia South" in desk("region", "name", "--at", where, "Asia South").err
    car(own_user, 0)
    desk("region", "give")
    assert desk("region", "receive", "--at", where, inbox).code == 0
    assert f"Asia South confirms records up to no. {last_of(own_user)}." in desk("region", "give").err
    batch = tmp_path / "batch.region.gz"
    assert desk("export", "region-batch", "--since", "1", "--most", "1", "-o", batch).code == 0
    assert "already received" in desk("region", "receive", "--at", where, batch).out
    with open_region(where) as found, found.writing() as connection:
        connection.exec_driver_sql("UPDATE dealer SET received_at = received_at - interval '25 hours'")
        connection.exec_driver_sql("UPDATE vehicle SET counted = '[]', seal = ''")
        connection.exec_driver_sql("DELETE FROM event WHERE seq = 1")
    assert "Late" in desk("region", "dealers", "--at", where).out
    wrong = desk("region", "check", "--at", where, "--json")
    assert (wrong.code, wrong.json["findings"][0]["where"]) == (1, "records")
    with open_region(where) as found, found.writing() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA {found.name} CASCADE")
