"""What proves a paper and a life: each proof refuses by itself, so none can be left out unseen."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from lifecycle_desk.base import clock
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.usecases.keys import signing_key
from lifecycle_desk.dossier.interchange import giving
from lifecycle_desk.dossier.interchange.form import unpacked
from lifecycle_desk.dossier.interchange.verifying import verify
from lifecycle_desk.dossier.rules import DossierNotWhole, Life, check_life
from lifecycle_desk.paper import Paper, Paragraphs, Seal
from lifecycle_desk.proof.usecases.issuing import Reserved, Wanted, confirm, reserve
from lifecycle_desk.trust.sealed_pdf import Sealed, look_at, sign
from lifecycle_desk.vehicle.usecases.life import AddVehicle, ReadOdometer, add_vehicle, read_odometer

VIN = "LSJWH4095PN000001"


@pytest.fixture
def shop(own_user):
    day = clock.now().date() - timedelta(days=30)
    add_vehicle(own_user, AddVehicle(VIN, day))
    for km in (10, 20):
        read_odometer(own_user, ReadOdometer(VIN, day, Distance(km)))
    return own_user


def reserved(user, km: int) -> Reserved:
    return reserve(user, Wanted("test-paper", f"vin={VIN}", "en", VIN, prefix="TP", facts=(("km", km),)))


def drawn(user, drawing: Reserved, saying: Reserved, naming: Reserved) -> bytes:
    """A paper that is signed by the dealer's own key, and draws, says and names the codes of three issues."""
    issue = saying.issue
    seal = Seal(drawing.code, saying.line, issue.number, issue.issue, saying.dealer, saying.fingerprint)
    plain = Paper("Document", spoken(user, "en"), [Paragraphs("words")]).sealed(seal).pdf()
    writer, out = PdfWriter(clone_from=PdfReader(BytesIO(plain))), BytesIO()
    writer.add_metadata({"/Keywords": naming.code})
    writer.write(out)
    return sign(out.getvalue(), naming.key)


def test_the_code_that_is_drawn_the_one_that_is_named_and_the_text_must_be_the_same(shop):
    """Somebody with the dealer's key for papers draws the code of one paper on another: a phone would read that one."""
    one, other = reserved(shop, 10), reserved(shop, 99)
    for drawing, saying, naming, rule in (
        (one, one, one, "code_agrees"),
        (other, one, one, "code_of_another"),
        (one, other, one, "code_of_another"),
        (one, one, other, "code_of_another"),
    ):
        pdf = drawn(shop, drawing, saying, naming)
        assert isinstance(look_at(pdf), Sealed)
        assert rule in [each.rule for each in verify(pdf, user=shop).says]
    confirm(shop, [one], "0" * 64)


@pytest.fixture
def life(shop, tmp_path) -> Life:
    file = tmp_path / "car.ldz"
    file.write_bytes(b"".join(giving.write(shop, {"vin": VIN})))
    found, archive = unpacked(file)
    archive.close()
    return found.lives[0]


def signed(shop, life: Life) -> Life:
    """A life that its own dealer signs anew."""
    with shop.store.writing() as tx:
        _, key = signing_key(tx)
    return replace(life, signature=key.sign(life.signed_part()))


def test_a_dossiers_life_needs_its_own_signature(shop, life):
    check_life(life, "life")
    other = replace(life, dealer="Somebody Else")
    with pytest.raises(DossierNotWhole, match="signature"):
        check_life(other, "life")
    check_life(signed(shop, other), "life")


def test_a_dossiers_life_needs_its_own_chain(shop, life):
    """Also where the dealer himself signs what he altered: the seals were given long before."""
    lines = list(life.lines)
    at = next(place for place, each in enumerate(lines) if each.body)  # what does not travel is a seal alone
    altered = replace(lines[at], body=f"{lines[at].body} ")
    turned = [lines[1], lines[0], *lines[2:]]
    strange = [replace(lines[at], seq=lines[at].seq, previous=b"\1" * 32)]
    for some in ([*lines[:at], altered, *lines[at + 1 :]], [*lines[:at], *strange, *lines[at + 1 :]], turned):
        with pytest.raises(DossierNotWhole, match=r"altered|order"):
            check_life(signed(shop, replace(life, lines=tuple(some))), "life")
