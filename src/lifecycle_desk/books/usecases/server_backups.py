"""Backups of books on a server: dumped, read back, put into a database of their own where that is allowed, signed.

A restore fills an empty database and never a filled one; the books that were there stay where they are.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.books.usecases.books import (
    IN_A_COPY,
    PARTS,
    BackedUp,
    BackUp,
    back_up,
    found_by,
    signed,
    signing_for_backup,
)
from lifecycle_desk.books.usecases.opening import open_books
from lifecycle_desk.books.usecases.putting_back import (
    Inside,
    Restored,
    proof_of_manifest,
    taken,
    tell,
)
from lifecycle_desk.books.usecases.restoring import Replaced, erase_listed
from lifecycle_desk.books.usecases.seat_care import look_after_documents
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.presence import refuse_incomplete
from lifecycle_desk.proof.usecases.key_chain import told_publics
from lifecycle_desk.store import documents, migrations
from lifecycle_desk.store.addresses import ServerAddress
from lifecycle_desk.store.backup import DUMP, BackupNotWhole, documents_of, folder_for, hash_of
from lifecycle_desk.store.engine import connect, named
from lifecycle_desk.store.files import (
    PART,
    begin_private,
    document,
    place_of,
    private_folder,
    settle,
    size_of,
    write_whole,
)
from lifecycle_desk.store.integrity import rows_by_table
from lifecycle_desk.store.manifests import STAMP, Manifest, manifest_of, write_manifest
from lifecycle_desk.store.refusals import StoreNotEmpty
from lifecycle_desk.store.schemas import at_its_schema
from lifecycle_desk.store.scratch import scratch
from lifecycle_desk.store.server_dump import dump, put_in
from lifecycle_desk.store.server_rename import put_in_anywhere
from lifecycle_desk.store.server_tools import Tools, find_tools
from lifecycle_desk.store.store import Store, Transaction
from lifecycle_desk.store.thinning import thin_out
from lifecycle_desk.store.under_lock import form_now
from lifecycle_desk.vehicle.tables import chain, people
from lifecycle_desk.vehicle.usecases.erasures import AMONG_BACKUPS, listed, write_list
from lifecycle_desk.vehicle.usecases.findings import Check

PARTS_WITHIN = tuple(each for each in PARTS if each in IN_A_COPY)  # where documents lie beside the books

OnlyReadBack = objection(
    "OnlyReadBack",
    N_(
        "The backup was compared with the database row by row, but not restored on trial: this account may not create "
        "databases on the server."
    ),
)


@dataclass(frozen=True, slots=True)
class ServerBackedUp(BackedUp):
    """A dump that was read back; `tried` where it was also restored into a database of its own and checked there."""

    tried: bool = False


def back_up_anywhere(
    user: UserSession, asked: BackUp | None = None, also: tuple[Check, ...] = (), tools: str | None = None
) -> BackedUp:
    """A backup of the books, wherever they lie."""
    if user.store.path:
        return back_up(user, asked, also)
    return _back_up_server(user, asked or BackUp(), also, find_tools(user.store.engine, tools))


def _back_up_server(user: UserSession, asked: BackUp, also: tuple[Check, ...], tools: Tools) -> ServerBackedUp:
    refuse_incomplete()
    look_after_documents(user)
    signing = signing_for_backup(user)
    target = Path(asked.file) if asked.file else folder_for(user.store) / f"{clock.now().strftime(STAMP)}{DUMP}"
    aside = target.with_name(target.name + PART)
    private_folder(target.parent)
    try:
        begin_private(aside)
        with user.store.reading() as tx:
            dump(tx, tools, aside)
            beside = _with_documents(tx, target)
            manifest = signed(_described(tx, aside, (*PARTS, *also)), signing)
        tried = _tried(user.store, tools, aside, manifest, (*(PARTS_WITHIN if beside else PARTS), *also))
        write_manifest(target, manifest)
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)
        if not target.exists():
            manifest_of(target).unlink(missing_ok=True)
    _list_erasures(user, target.parent)
    settle(target.parent)
    if not asked.file:
        thin_out(target.parent, DUMP)
    return ServerBackedUp(str(target), manifest.bytes, manifest.events, manifest.made_at, tried)


def _with_documents(tx: Transaction, target: Path) -> bool:
    """Lay the documents beside a backup that are not in it, once for all backups of a folder; gives whether there were.

    Refuses to do without one: a backup that lacks it would not be whole.
    """
    beside = documents.place_beside(tx)
    if beside is None:
        return False
    folder = documents_of(target)
    for which, name, size in people.documents_sized(tx):
        beside.size(which)  # where the place is away that is said, whatever this computer still has
        place = place_of(folder, which)
        if size_of(place, which) != size:
            content = documents.content_of(tx, which)
            if content is None:
                raise BackupNotWhole(str(target), f"the document {name} is missing")
            write_whole(place, content, private=True)
    return True


def _bring_documents(store: Store, file: Path) -> None:
    """Put into the books what lies beside a backup and not in it."""
    with store.reading() as tx:
        carrier = documents.documents(tx)
        missing = [which for which, _ in people.documents(tx) if carrier.size(which) is None]
    for which in missing:
        content = document(place_of(documents_of(file), which), which)
        if content is not None:  # else the check says so
            with store.writing() as tx:
                documents.documents(tx).put(which, content)


def _list_erasures(user: UserSession, folder: Path) -> None:
    """Lay the list of erasures among the backups, so that an older one brings nobody back."""
    with user.store.writing(user.staff) as tx:
        told = listed(tx, None)
    if told and told.erasures:
        write_list(folder / AMONG_BACKUPS, told)


def _described(tx: Transaction, file: Path, checks: tuple[Check, ...]) -> Manifest:
    """The manifest of a dump by the view that it was made of; refuses books that are not sound."""
    for finding in (each for part in checks for each in found_by(part, tx)):
        if finding.damage:
            raise BackupNotWhole(str(file), f"{finding.part} {finding.where}: {finding.why}")
    seq, head = chain.head(tx)
    form, rows, books = form_now(tx.connection)[0], rows_by_table(tx), chain.first_seal(tx).hex()
    size = file.stat().st_size
    return Manifest("", hash_of(file), size, clock.now(), form, rows, seq, head.hex(), books=books)


def _tried(store: Store, tools: Tools, file: Path, manifest: Manifest, checks: tuple[Check, ...]) -> bool:
    """Whether a dump was restored into a database of its own and found sound there; False where none may be made."""
    with scratch(store.engine, store.where) as place:
        if place is None:
            return False
        engine = at_its_schema(connect(place), ServerAddress.read(place), new=True)
        try:
            put_in(engine, tools.at(engine), file)
        finally:
            engine.dispose()
        restored = open_books(place)
        try:
            with restored.reading() as tx:
                again = _described(tx, file, checks)
        finally:
            restored.close()
    if (again.events, again.head, again.rows) != (manifest.events, manifest.head, manifest.rows):
        raise BackupNotWhole(str(file), "it ends elsewhere once it is restored")
    return True


def restore_server(
    file: Path,
    where: str,
    also: tuple[Check, ...] = (),
    *,
    unproved: bool = False,
    by: str | None = None,
    tools: str | None = None,
) -> Restored:
    """Fill an empty database of a server with a backup, after its proof; what turns out unsound is taken away again."""
    if not file.is_file():
        raise BackupNotWhole(str(file), "there is no such file")
    refuse_incomplete()
    engine = at_its_schema(connect(where), ServerAddress.read(where), new=True)
    try:
        if migrations.revision_of(engine) != migrations.NOTHING:
            raise StoreNotEmpty(named(where))
        put_in_anywhere(engine, where, find_tools(engine, tools), file)
        try:
            return _settled(file, where, also, unproved=unproved, by=by)
        except BaseException:
            migrations.unmake(engine)
            raise
    finally:
        engine.dispose()


def _settled(file: Path, where: str, also: tuple[Check, ...], *, unproved: bool, by: str | None) -> Restored:
    """Look at what was put in, hold it to its manifest, and tell in the books that they were put back."""
    store = open_books(where)
    try:
        _bring_documents(store, file)
        with store.reading() as tx:
            manifest = _described(tx, file, (*PARTS, *also))
            inside = Inside(frozenset(told_publics(tx)), dict(chain.seals(tx)))
        proof: Objection = taken(file, proof_of_manifest(file, inside.publics), unproved=unproved)
        with store.writing(by) as tx:
            erased = erase_listed(tx, [file.parent / AMONG_BACKUPS], Replaced())
        tell(store, file, replace(manifest, file=file.name), Replaced(), proof, by)
    finally:
        store.close()
    return Restored(named(where), manifest.events, None, erased, says=(proof,))
