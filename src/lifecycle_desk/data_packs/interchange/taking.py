"""Taking a data pack in from its file: whole or not at all."""

from pathlib import Path

from lifecycle_desk.base.incoming import Taken
from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.commands.offers import Choices, Group, Reader
from lifecycle_desk.commands.options import TRUST
from lifecycle_desk.data_packs.interchange.form import read_pack
from lifecycle_desk.data_packs.rules.pack import PackBringsNothing
from lifecycle_desk.data_packs.usecases.taking import PackSeen, look_at, take
from lifecycle_desk.dealership.rules.rights import IMPORT, KEY_EDIT
from lifecycle_desk.files.knowing import by_words
from lifecycle_desk.schedules.usecases import catching_up
from lifecycle_desk.trust.signing import is_fingerprint

KIND = "data-pack"


def look_at_file(user: UserSession, file: Path) -> PackSeen:
    """A pack from its file, and what it would change; nothing is written."""
    return look_at(user, read_pack(file))


def take_in(user: UserSession, file: Path, choices: Choices) -> Steps[Result[Taken]]:
    """Take a pack in, after its publisher's key was compared; a dry run says what it would change.

    It is in force with one transaction. What is due of each car follows in others behind it; what a stop leaves over,
    whoever takes a pack in again goes on with.
    """
    yield Step(0, 2)
    if not choices.dry_run:
        yield from catching_up.go_on(user)
    pack = read_pack(file)
    found = look_at(user, pack)
    taken = _taken(found, file)
    compared = found.stranger is None or any(is_fingerprint(each, pack.key) for each in choices.trust)
    if found.stranger and not compared:
        if not choices.dry_run:
            raise found.stranger
        taken.warnings.append(found.stranger)
    if choices.dry_run or not found.brings:
        return Result(taken)
    yield Step(1, 2)
    with user.store.writing(user.staff) as tx:
        user.authorise(tx, IMPORT)
        if found.stranger:
            user.authorise(tx, KEY_EDIT)
        take(tx, pack)
    taken.written = True
    yield from catching_up.go_on(user)
    return Result(taken, tuple(tx.warnings))


def _taken(found: PackSeen, file: Path) -> Taken:
    """The outcome in entries of files; of a file that is not newer all are known."""
    new, changed = sum(each.added for each in found.changes), sum(each.changed for each in found.changes)
    known = sum(not each.is_newer for each in found.changes)
    gone = sum(each.removed for each in found.changes)
    taken = Taken(KIND, file.name, rows=new + changed + known, new=new, changed=changed, known=known)
    taken.left_out = {}
    taken.read_as = {"dated": found.pack.dated.isoformat(), "publisher": found.pack.publisher, "removed": str(gone)}
    taken.warnings += [] if found.brings else [PackBringsNothing()]
    return taken


READER = Reader(
    KIND,
    N_("Newer models, warranty terms and maintenance schedules, signed by their publisher."),
    take_in,
    takes=(TRUST,),
    title=N_("Data pack"),
    group=Group.TABLES,
    knows=by_words(b'manifest.json{"dated":'),
    page="settings/data",
)
