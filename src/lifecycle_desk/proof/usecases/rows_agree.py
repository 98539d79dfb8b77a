"""Whether rows beside the chain say what events told of them: customers, descriptions, papers, settings, keys."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import msgspec

from lifecycle_desk.base.clock import stamp
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.proof.rules import witness
from lifecycle_desk.proof.usecases.issuing import of_dealer
from lifecycle_desk.proof.usecases.key_chain import KEY_REVOKED, is_countersigned, told_keys
from lifecycle_desk.proof.usecases.rows_told import untold, wrong_rows
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.trust.signing import fingerprint
from lifecycle_desk.vehicle.rules.facts import ErasureTold
from lifecycle_desk.vehicle.rules.issued_papers import ISSUED, WITHDRAWN, Issue, PaperState, PaperTold
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.tables import chain, issued_papers, people
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.customers import PERSON_TOLD
from lifecycle_desk.vehicle.usecases.erasures import ERASED

type Wrong = tuple[str, str, str]  # part, where, why


def settings_agree(tx: Transaction) -> Iterator[Wrong]:
    """Rows that no life tells of are as they were told last."""
    yield from (("rows", f"{table} {key}", why) for table, key, why in wrong_rows(tx))


def keys_agree(tx: Transaction) -> Iterator[Wrong]:
    """Check that statements about keys and papers, which weigh much, are signed by a key of these books."""
    keys = told_keys(tx)
    weighty = (KEY_REVOKED, WITHDRAWN, of_dealer(WITHDRAWN))
    for told, _, _ in chain.told_by(tx, weighty):
        if is_countersigned(tx, told.facts, keys) is False:
            yield "keys", str(told.seq), "its signature is none of these books' keys"


def people_agree(tx: Transaction) -> Iterator[Wrong]:
    """Every customer is as they were told last, their key opens what was sealed, and who is blank was erased.

    Books that came without people have nobody but blank customers.
    """
    keys, now = dict[int, bytes](), dict[int, Person]()
    erased = {each.facts_as(ErasureTold).person for each in life_rows.of_dealer(tx, ERASED)}
    everybody = list(people.everybody(tx))
    nameless = all(person is None for _, person, _ in everybody)
    for number, person, key in everybody:
        if person is None and number not in erased and not nameless:
            yield "people", str(number), "blank, and no event erased them"
        if key is None and number not in erased and not nameless:
            yield "people", str(number), "the key is gone, and no event erased them"
        if person and key:
            keys[number], now[number] = key, person
    told: dict[int, dict[str, Any]] = {}
    for part in chain.sealed(tx):
        opened = life_rows.unsealed(keys.get(part.person), part.secret, part.vin, part.kind)
        if opened is None and part.person in keys:
            yield "people", f"{part.person}, event {part.seq}", "the key does not open what was sealed under it"
        elif opened is not None and part.kind == PERSON_TOLD:
            told[part.person] = opened
    blank = plain_person(Person(""))
    for number, said in told.items():
        if blank | said != plain_person(now[number]):  # an entry of an earlier version names fewer fields
            yield "people", str(number), "the data differ from what was told"


def plain_person(person: Person) -> dict[str, Any]:
    """A customer as an event seals them."""
    plain: dict[str, Any] = msgspec.to_builtins(asdict(person))
    return plain


def descriptions_agree(tx: Transaction) -> Iterator[Wrong]:
    """Every vehicle is described as its life told last."""
    told = dict(chain.descriptions(tx))
    for row in chain.described_rows(tx):
        said = told.get(row.vin)
        if said is not None and _shown(said) != _shown({name: getattr(row, name) for name in life_rows.DESCRIBED}):
            yield "vehicles", row.vin, "its description differs from what was told"


def _shown(described: dict[str, Any]) -> dict[str, str]:
    """A description to be compared: an event names only what is known, and a VIN in any writing."""
    found = {name: str(described[name]) for name in life_rows.DESCRIBED if described.get(name) not in {None, ""}}
    if "original_vin" in found:
        found["original_vin"] = "".join(found["original_vin"].split()).replace("-", "").upper()
    return found


def papers_agree(tx: Transaction) -> Iterator[Wrong]:
    """Every paper that was handed out stands here as its events told, and none that was not told is called issued."""
    issued = _by_paper(tx, (ISSUED, of_dealer(ISSUED)))
    gone = _by_paper(tx, (WITHDRAWN, of_dealer(WITHDRAWN)))
    rows = issued_papers.every(tx)
    for each in rows:
        key = each.kind, each.number, each.issue
        withdrawn = gone.pop(key, None)
        why_gone = life_rows.event(tx, withdrawn[0].seq) if withdrawn else None  # with its reason, which may be sealed
        if why := _wrong_paper(each, issued.pop(key, None), why_gone[0] if why_gone else None):
            yield "papers", f"{each.number}/{each.issue}", why
    for _, number, issue in (*issued, *gone):
        yield "papers", f"{number}/{issue}", "it was told and is not here"
    yield from (("papers", kind, f"a number is missing in {year}") for kind, year in _gaps(rows))


def _by_paper(tx: Transaction, kinds: tuple[str, ...]) -> dict[tuple[str, str, int], tuple[RecordedEvent, str | None]]:
    return {told.facts_as(PaperTold).which: (told, vin) for told, vin, _ in chain.told_by(tx, kinds)}


def _wrong_paper(row: Issue, issued: tuple[RecordedEvent, str | None] | None, gone: RecordedEvent | None) -> str | None:
    handed_out = row.state in {PaperState.ISSUED, PaperState.WITHDRAWN}
    if issued is None:
        return "it is called issued, and no event tells of it" if handed_out else None
    told, vin = issued
    now = {name: getattr(row, name) for name in told.facts if name in _OF_A_PAPER}
    now |= {"begun_at": stamp(row.at)} if "begun_at" in told.facts else {}
    same = all(told.facts[name] == value for name, value in now.items())
    if not handed_out or not same or (row.event, row.vin, row.on) != (told.seq, vin, told.on):
        return "it differs from what was told when it was issued"
    if (row.state is PaperState.WITHDRAWN) != (gone is not None):
        return "whether it was withdrawn differs from what was told"
    if gone and (row.withdrawn_at != gone.recorded_at or row.why not in {gone.facts_as(PaperTold).why, ""}):
        return "it was withdrawn otherwise"
    return None


_OF_A_PAPER = frozenset({"language", "sha256", "key", "subject", "year", "ordinal"})


def _gaps(rows: list[Issue]) -> list[tuple[str, int]]:
    """Kinds and years in which a number is missing: each was given, even to a paper that came to nothing."""
    given: dict[tuple[str, int], set[int]] = {}
    for each in rows:
        if each.year is not None and each.ordinal is not None:
            given.setdefault((each.kind, each.year), set()).add(each.ordinal)
    return [of for of, numbers in given.items() if numbers != set(range(1, len(numbers) + 1))]


def untold_of_old(tx: Transaction) -> Iterator[Objection]:
    """Limits of books that an earlier version wrote, and keys that no earlier key vouches for."""
    yield from (witness.RowsUntold(name) for name in untold(tx))
    told = {part.person for part in chain.sealed(tx) if part.kind == PERSON_TOLD}
    if strange := [number for number, person, _ in people.everybody(tx) if person and number not in told]:
        yield witness.PeopleUntold(len(strange))
    for key in told_keys(tx):
        if key.endorsed is False:
            yield witness.KeyUnendorsed(key.number, fingerprint(key.public), key.since)
