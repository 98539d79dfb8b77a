"""Papers that are issued: numbers without gaps, issues, seals that hold, and what is said of those that do not."""

from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.books.usecases import books, putting_back
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.rules import Dealer, Guard, KeyLocked, KeyRevoked, PassphraseShort, PassphraseWrong
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.dealership.usecases.day import today_at
from lifecycle_desk.dealership.usecases.keys import (
    Guarding,
    RevokeKey,
    RotateKey,
    Unlock,
    guard_keys,
    known_keys,
    lock_keys,
    signing_key,
    unlock_keys,
)
from lifecycle_desk.dossier.interchange.verifying import keys_in, verify
from lifecycle_desk.paper import Paper, Paragraphs, Proves, Seal
from lifecycle_desk.proof.papers.issuing import issue, issuing
from lifecycle_desk.proof.usecases.issuing import Wanted, WithdrawPaper, confirm, papers_of, reserve, withdraw_paper
from lifecycle_desk.proof.usecases.keys import revoke_key, rotate_key
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.trust.reading_back import pages_of
from lifecycle_desk.trust.sealed_pdf import sign
from lifecycle_desk.vehicle.rules.issued_papers import LettersNotPrintable, NotIssued, PaperState, UnknownPaper
from lifecycle_desk.vehicle.rules.life import CorrectedWhereItWasMade
from lifecycle_desk.vehicle.tables import issued_papers as paper_rows
from lifecycle_desk.vehicle.usecases.life import (
    AddVehicle,
    ReadOdometer,
    TakeBack,
    add_vehicle,
    read_odometer,
    take_back,
)
from lifecycle_desk.vehicle.usecases.showing import page

VIN, OTHER = "LSJWH4095PN000001", "LVVDB21B7RD000001"


@dataclass(frozen=True, slots=True)
class OfVehicle:
    vin: str
    note: str = ""


def draw(user, asked, language):
    proves = None if asked.note == "draft" else Proves(asked.vin, {"km": 12_345}, "TP")
    own = asked.note.removeprefix("own ") if asked.note.startswith("own ") else None
    return Paper("Document", language, [Paragraphs("الوثيقة", asked.note or "–")], number=own, proves=proves)


REPORT = Report("test-paper", N_("Paper"), N_("Paper"), OfVehicle, draw)


@pytest.fixture
def shop(own_user):
    for vin in (VIN, OTHER):
        add_vehicle(own_user, AddVehicle(vin, clock.now().date() - timedelta(days=30)))
    yield own_user
    lock_keys()


def made(user, vin=VIN, note="", code="en"):
    return issue(user, REPORT, OfVehicle(vin, note), spoken(user, code))


def test_letters_that_no_typeface_has_are_told_before_a_number_is_given(shop):
    with pytest.raises(LettersNotPrintable) as refused:
        made(shop, note="Complaint of ꓘꓚ about the pump, in Lisu")
    said = spoken(shop, "en").sentence(refused.value)
    assert "U+A4D8" in said
    assert "LISU LETTER" in said
    assert "Complaint of ꓘꓚ about the pump" in said
    assert papers_of(shop, VIN) == []
    assert made(shop, note="Complaint of 𠮷野 ગુજરાતી ਪੰਜਾਬੀ తెలుగు ಕನ್ನಡ").number.endswith("-0001")
    assert made(shop, note="draft").number is None  # a draft is only looked at


def rules(verdict):
    return [each.rule for each in verdict.says]


def test_each_car_has_its_number_and_each_printing_its_issue(shop):
    given = [made(shop), made(shop, OTHER), made(shop), made(shop, code="ar")]

    year = today_at(shop).year
    assert [(each.number, each.issue) for each in given] == [
        (f"TP-{year}-0001", 1), (f"TP-{year}-0002", 1), (f"TP-{year}-0001", 2), (f"TP-{year}-0001", 3),
    ]  # fmt: skip
    assert [each.kind for each in (line.told for line in page(shop, VIN).lines)][-3:] == ["vehicle.paper_issued"] * 3
    assert books.check(shop).sound


def test_a_paper_with_a_number_of_its_own_keeps_it(shop):
    assert [(each.number, each.issue) for each in (made(shop, note="own RO-7"), made(shop, note="own RO-7"))] == [
        ("RO-7", 1),
        ("RO-7", 2),
    ]


def test_a_draft_is_drawn_and_not_issued(shop):
    given = made(shop, note="draft")

    assert (given.number, given.issue) == (None, None)
    assert papers_of(shop, VIN) == []
    assert rules(verify(given.pdf, user=shop)) == ["not_signed"]


@pytest.mark.parametrize("code", ["en", "ar", "th", "zh_CN", "es"])
def test_an_issued_paper_is_genuine_by_its_books_and_by_the_key_alone(shop, tmp_path, code):
    from lifecycle_desk.proof.interchange.keys import write

    given = made(shop, code=code)
    key = tmp_path / "key.pem"
    key.write_bytes(b"".join(write(shop, {})))

    by_books, by_key = verify(given.pdf, user=shop), verify(given.pdf, keys_in(key))

    assert by_books.genuine
    assert rules(by_books) == ["whole", "key_trusted", "code_agrees", "in_the_books", "what_it_does_not_show"]
    assert by_key.genuine
    assert (by_key.number, by_key.vin, by_key.dealer, by_key.facts) == (given.number, VIN, "Sathorn EV", {"km": 12_345})


def test_without_a_key_that_one_trusts_nothing_is_genuine(shop):
    verdict = verify(made(shop).pdf)

    assert not verdict.genuine
    assert "key_not_known" in rules(verdict)


def photo(pdf: bytes) -> bytes:
    picture, out = pypdfium2.PdfDocument(pdf)[0].render(scale=150 / 72).to_pil(), BytesIO()
    picture.rotate(4, expand=True, fillcolor="white").save(out, "JPEG", quality=70)
    return out.getvalue()


def test_a_photo_of_the_paper_and_the_code_in_letters_say_the_same(shop):
    pdf = made(shop).pdf
    [code] = [code for _, codes in pages_of(pdf) for code in codes]

    for brought in (photo(pdf), code.encode(), b"  " + code.encode() + b"\n"):
        verdict = verify(brought, user=shop)
        assert verdict.genuine, verdict
        assert rules(verdict)[0] == "code_holds"
        assert verdict.facts == {"km": 12_345}


def test_a_code_of_another_paper_on_a_signed_one_is_seen(shop):
    """Only who holds the key could make such a paper; he is told of all the same."""
    from lifecycle_desk.proof.papers.issuing import _seal, _wanted
    from lifecycle_desk.proof.usecases.issuing import reserve
    from lifecycle_desk.trust.sealed_pdf import sign

    asked = OfVehicle(VIN)
    paper = draw(shop, asked, spoken(shop, "en"))
    one, two = (reserve(shop, _wanted(REPORT, asked, paper, paper.proves)) for _ in range(2))
    pdf = sign(paper.sealed(replace(_seal(one), code=two.code)).pdf(), one.key)

    verdict = verify(pdf, user=shop)
    assert not verdict.genuine
    assert "code_of_another" in rules(verdict)


def test_what_the_books_never_issued_or_know_otherwise_is_said(shop):
    """By what was told: a row of the table proves nothing, for the paper or against it."""
    begun = reserve(shop, Wanted("test-paper", f"vin={VIN}", "en", VIN, prefix="TP", facts=(("km", 12_345),)))
    seal = Seal(begun.code, begun.line, begun.issue.number, begun.issue.issue, begun.dealer, begun.fingerprint)
    pdf = sign(draw(shop, OfVehicle(VIN), spoken(shop, "en")).sealed(seal).pdf(), begun.key)
    with shop.store.writing() as tx:
        paper_rows.change(tx, replace(begun.issue, state=PaperState.ISSUED, sha256=sha256(pdf).hexdigest()))
    never = verify(pdf, user=shop)
    assert not never.genuine
    assert "not_in_the_books" in rules(never)
    confirm(shop, [begun], "0" * 64)
    assert "other_file" in rules(verify(pdf, user=shop))


def test_a_later_issue_is_told_and_the_earlier_stays_genuine(shop):
    first = made(shop)
    made(shop)

    verdict = verify(first.pdf, user=shop)
    assert verdict.genuine
    assert "issued_anew" in rules(verdict)


def test_a_withdrawn_paper_is_not_genuine_and_stays_withdrawn(shop):
    given = made(shop)
    asked = WithdrawPaper("test-paper", str(given.number), 1, "the wrong car")
    withdraw_paper(shop, asked)

    verdict = verify(given.pdf, user=shop)
    assert not verdict.genuine
    assert "paper_withdrawn" in rules(verdict)
    with pytest.raises(NotIssued):
        withdraw_paper(shop, asked)
    with pytest.raises(UnknownPaper):
        withdraw_paper(shop, replace(asked, issue=9))
    assert made(shop).issue == 2
    assert books.check(shop).sound


def test_that_a_paper_was_issued_is_not_taken_back_in_the_timeline(shop):
    made(shop)
    [issued] = [line.told.seq for line in page(shop, VIN).lines if line.told.kind == "vehicle.paper_issued"]

    with pytest.raises(CorrectedWhereItWasMade):
        take_back(shop, TakeBack(issued, "a mistake"))


def test_books_that_were_put_back_do_not_know_the_head_of_a_later_paper(shop, tmp_path):
    """The paper is an anchor outside: a tail that was cut off is seen by it."""
    copy = tmp_path / "earlier.ldk"
    books.back_up(shop, books.BackUp(str(copy)))
    read_odometer(shop, ReadOdometer(VIN, clock.now().date(), Distance(10)))
    given = made(shop)
    earlier = UserSession(open_store(copy), None, authorise)
    with earlier.store.writing() as tx, shop.store.reading() as look:
        paper_rows.save(tx, paper_rows.issue(look, "test-paper", str(given.number), 1))

    assert "books_differ" in rules(verify(given.pdf, user=earlier))
    earlier.store.close()


def test_a_paper_that_cannot_be_drawn_leaves_its_number_void(shop, monkeypatch):
    def broken(*_given):
        raise OSError(28, "no space")

    monkeypatch.setattr("lifecycle_desk.trust.sealed_pdf.sign", broken)
    with pytest.raises(OSError, match="no space"):
        made(shop)
    monkeypatch.undo()

    assert [(each.state, each.issue) for each in papers_of(shop, VIN)] == [(PaperState.VOID, 1)]
    assert made(shop).issue == 2


def test_a_paper_that_a_crash_cut_off_is_void_when_the_next_is_made(shop, stopped_clock):
    steps = issuing(shop, REPORT, OfVehicle(VIN), spoken(shop, "en"))
    next(steps), next(steps)
    with shop.store.reading() as tx:
        [begun] = paper_rows.of_vehicle(tx, VIN)
    assert begun.state is PaperState.RESERVED
    stopped_clock(clock.now() + timedelta(minutes=11))
    made(shop, OTHER)

    assert [(each.state, each.why) for each in papers_of(shop, VIN)] == [(PaperState.VOID, "interrupted")]


def test_a_rotated_key_leaves_papers_good_and_a_revoked_one_does_not(shop):
    before = made(shop).pdf
    rotate_key(shop, RotateKey("every year"))
    after = made(shop).pdf
    assert verify(before, user=shop).genuine
    assert verify(after, user=shop).genuine
    assert verify(before, user=shop).fingerprint != verify(after, user=shop).fingerprint

    revoke_key(shop, RevokeKey(1, "the laptop was stolen"))

    verdict = verify(before, user=shop)
    assert not verdict.genuine
    assert "key_revoked_since" in rules(verdict)
    assert verify(after, user=shop).genuine
    with pytest.raises(KeyRevoked):
        revoke_key(shop, RevokeKey(1, "again"))
    assert books.check(shop).sound


def test_after_the_only_key_is_revoked_a_new_one_signs(shop):
    revoke_key(shop, RevokeKey(1, "seen by somebody"))

    assert verify(made(shop).pdf, user=shop).genuine
    assert [each.usable for each in known_keys(shop)] == [False, True]


def test_no_private_key_stands_bare_in_the_store(shop):
    made(shop)
    with shop.store.reading() as tx:
        from lifecycle_desk.dealership import tables

        assert [each.bare for each in tables.keys(tx)] == [None]
        assert [each.guard for each in tables.keys(tx)] == [Guard.COMPUTER]


def test_another_computer_cannot_sign_with_the_key_and_makes_its_own(shop, monkeypatch, tmp_path):
    before = made(shop).pdf
    monkeypatch.setenv("LIFECYCLE_DESK_GUARD", str(tmp_path / "other-guard"))

    after = made(shop).pdf

    assert verify(before, user=shop).fingerprint != verify(after, user=shop).fingerprint
    assert verify(before, user=shop).genuine


def test_a_passphrase_locks_the_key_until_it_is_typed(shop):
    with pytest.raises(PassphraseShort):
        guard_keys(shop, Guarding("short"))
    guard_keys(shop, Guarding("correct horse battery"))
    assert verify(made(shop).pdf, user=shop).genuine
    lock_keys()

    with pytest.raises(KeyLocked):
        made(shop)
    assert papers_of(shop, VIN)[0].state is PaperState.ISSUED  # nothing was reserved for what cannot be signed
    with pytest.raises(PassphraseWrong):
        unlock_keys(shop, Unlock("correct horse batterz"))
    unlock_keys(shop, Unlock("correct horse battery"))
    assert made(shop).issue == 2
    guard_keys(shop, Guarding())
    lock_keys()
    assert made(shop).issue == 3


def test_a_backup_is_made_while_the_key_is_locked_and_can_be_put_back(shop, tmp_path):
    guard_keys(shop, Guarding("correct horse battery"))
    lock_keys()
    backed_up = books.back_up(shop)

    file, place = tmp_path.__class__(backed_up.file), tmp_path / "elsewhere.ldk"
    with pytest.raises(putting_back.BackupUnproved):
        putting_back.restore(file, place)
    restored = putting_back.restore(file, place, unproved=True)
    assert restored.events == backed_up.events


def test_a_bare_key_of_an_older_store_is_sealed_when_it_signs(tmp_path):
    from lifecycle_desk.dealership import tables

    user = books.create(tmp_path / "desk.ldk", Dealer("Sathorn EV", "TH", "en"))
    with user.store.writing() as tx:
        _, key = signing_key(tx)
        tx.connection.exec_driver_sql("DELETE FROM key_guard")
        tx.connection.exec_driver_sql("UPDATE signing_key SET private = ?", (key.private,))
    add_vehicle(user, AddVehicle(VIN, clock.now().date()))

    assert verify(made(user).pdf, user=user).genuine
    with user.store.reading() as tx:
        assert [(each.bare, each.public) for each in tables.keys(tx)] == [(None, key.public)]
    user.store.close()
    assert key.private not in (tmp_path / "desk.ldk").read_bytes()


def test_the_seal_stands_in_the_text_of_the_paper(shop):
    given = made(shop, code="ar")
    text = "".join(each.extract_text() for each in PdfReader(BytesIO(given.pdf)).pages)

    assert f"{given.number}/1" in text
    assert "km=12345" in text


@pytest.mark.parametrize("brought", [b"", b"hello", b"\x89PNG broken", b"{}", b"LD1:ABC"])
def test_what_is_none_of_ours_is_said_to_be_none(shop, brought):
    verdict = verify(brought, user=shop)

    assert not verdict.genuine
    assert rules(verdict) == ["nothing_to_verify"]
