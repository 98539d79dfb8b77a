"""The region of a dealer: set and forgotten, where giving goes on, and the receipts that it is a witness by."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership.rules.rights import BACKUP
from lifecycle_desk.proof.rules.witness import MOMENT
from lifecycle_desk.proof.usecases.put_back import is_taken_back, put_back
from lifecycle_desk.region.rules.batch import dealer_of
from lifecycle_desk.region.rules.receipt import Receipt, read_receipt
from lifecycle_desk.region.rules.refusals import (
    NoRegionSet,
    ReceiptAgainst,
    ReceiptOfOthers,
    ReceiptSignatureWrong,
    RegionFingerprintWrong,
    RegionKeyUnknown,
    RegionPlaceWrong,
)
from lifecycle_desk.region.tables import link as link_rows
from lifecycle_desk.region.tables.link import RegionLink
from lifecycle_desk.store.files import named_folder
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.trust.heads import last_read
from lifecycle_desk.trust.signing import FINGERPRINT_GROUPS, GROUP, fingerprint, is_fingerprint
from lifecycle_desk.vehicle.tables import chain
from lifecycle_desk.vehicle.usecases.findings import Check, Finding

PART = "receipts of the region"
PATIENCE = timedelta(days=1)  # until what was sent and has no receipt is sent again
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class SetRegion:
    """The region to give records to: a folder or an https address, and the fingerprint of its key.

    `as_shown` says that the place was read where it is shown without its password, which is then kept.
    """

    place: str
    fingerprint: str
    as_shown: bool = False


@dataclass(frozen=True, slots=True)
class RegionSet:
    """The region as it may be told to anybody: without a password that its address holds."""

    place: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class ForgetRegion:
    """Give records to no region any more; the receipts that came stay."""


def is_address(place: str) -> bool:
    """Whether a place is an address on the web; without TLS only on this computer."""
    try:
        found = urlsplit(place)
    except ValueError:  # brackets of an address of version 6 that is none
        return False
    return bool(found.hostname) and (found.scheme == "https" or (found.scheme == "http" and found.hostname in LOOPBACK))


def shown(place: str) -> str:
    """A place without the name and the password that an address may hold."""
    if not is_address(place):
        return place
    parts = urlsplit(place)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


@command(BACKUP)
def set_region(tx: Transaction, asked: SetRegion) -> RegionSet:
    """Give records to a region from now on."""
    place = asked.place.strip().rstrip("/")
    known = link_rows.link(tx)
    if asked.as_shown and known and place == shown(known.place):
        place = known.place
    if not is_address(place):
        folder = named_folder(place) if place and "://" not in place else None
        if folder is None:
            raise RegionPlaceWrong(shown(asked.place))
        place = str(folder)
    letters = "".join(asked.fingerprint.split()).upper()
    if len(letters) != FINGERPRINT_GROUPS * GROUP or set(letters) - set("0123456789ABCDEF"):
        raise RegionFingerprintWrong(asked.fingerprint)
    link_rows.save_link(tx, place, letters)
    return RegionSet(shown(place), letters)


@command(BACKUP)
def forget_region(tx: Transaction, _asked: ForgetRegion) -> None:
    """Give records to no region any more."""
    if not link_rows.drop_link(tx):
        raise NoRegionSet


def link_of(tx: Transaction) -> RegionLink:
    """The region; refuses where none is set."""
    found = link_rows.link(tx)
    if found is None:
        raise NoRegionSet
    return found


def begins_after(tx: Transaction) -> int:
    """After which record giving goes on: what has a receipt, or was sent and may still lie there unread.

    Where a receipt names a record that is otherwise here, a backup was put back: then it goes on after the last record
    that both sides have, so that the region sees where the branches part.
    """
    known = link_of(tx)
    receipts = link_rows.receipts(tx, chain.first_seal(tx))
    agreed = max((each.seq for each in receipts if chain.seal_of(tx, each.seq) == each.seal), default=0)
    if any(each.seq > agreed for each in receipts):
        return agreed
    is_waiting = known.sent_at is not None and tx.at - known.sent_at < PATIENCE
    if known.sent_seq and is_waiting and chain.seal_of(tx, known.sent_seq) == known.sent_seal:
        return max(agreed, known.sent_seq)
    return agreed


def was_sent(tx: Transaction, seq: int, seal: bytes) -> None:
    """Keep up to which record all was sent."""
    link_rows.save_sent(tx, seq, seal)


# Receipts -------------------------------------------------------------------------------------------------------------


def check_receipt(tx: Transaction, receipt: Receipt, file: str, trust: tuple[str, ...] = ()) -> None:
    """Refuse a receipt of other records, or one that the region's key did not sign."""
    if receipt.books != chain.first_seal(tx):
        raise ReceiptOfOthers(file)
    if not receipt.holds:
        raise ReceiptSignatureWrong(file)
    known = link_rows.link(tx)
    prints = (*trust, *((known.fingerprint,) if known else ()))
    before = {each.public for each in link_rows.receipts(tx, receipt.books)}
    if receipt.public not in before and not any(is_fingerprint(each, receipt.public) for each in prints):
        raise RegionKeyUnknown(fingerprint(receipt.public))


def take_receipt(tx: Transaction, receipt: Receipt) -> bool:
    """Keep a receipt, and note where it contradicts what is here; gives whether it is new."""
    if is_against(tx, receipt):
        tx.note(against(receipt))
    return link_rows.save_receipt(tx, receipt)


def is_against(tx: Transaction, receipt: Receipt) -> bool:
    """Whether the region has a record otherwise, and no restore that is told explains it."""
    if chain.seal_of(tx, receipt.seq) == receipt.seal:
        return False
    return not is_taken_back(put_back(tx), receipt.seq, receipt.at)


def against(receipt: Receipt) -> Objection:
    """What is told of a receipt that contradicts the records here."""
    return ReceiptAgainst(receipt.seq, receipt.at, receipt.region)


def receipt_name(books: bytes) -> str:
    """The file of a dealer's last receipt in the folder of a region."""
    return f"{dealer_of(books)}.receipt"


def receipts_agree(tx: Transaction) -> Iterator[Finding]:
    """Compare the chain with every receipt that came, and with the one that lies in the region's folder.

    Whoever cuts the tail off reaches the receipts beside it, and not that folder.
    """
    books, known = chain.first_seal(tx), link_rows.link(tx)
    found = [(PART, each) for each in link_rows.receipts(tx, books)]
    if known and not is_address(known.place):
        file = Path(known.place) / receipt_name(books)
        last = last_read(file, read_receipt)
        if last and last.books == books and last.holds and _is_the_regions(last, known, found):
            found.append((str(file), last))
    for where, each in found:
        if each.holds and is_against(tx, each):
            region = f"the region “{each.region}”" if each.region else "the region"
            why = f"{region} had event {each.seq} at {each.at:{MOMENT}}, and these books do not have it so: "
            yield Finding(PART, where, why + "the last events were cut off, or sealed anew")


def _is_the_regions(last: Receipt, known: RegionLink, found: list[tuple[str, Receipt]]) -> bool:
    return is_fingerprint(known.fingerprint, last.public) or any(last.public == each.public for _, each in found)


COMMANDS: tuple[Command[Any, Any], ...] = (set_region, forget_region)
CHECKS: tuple[Check, ...] = (receipts_agree,)
