"""Taking in a receipt of the region, from its file: as it lies beside batches, or as somebody sent it."""

from pathlib import Path

from lifecycle_desk.base.incoming import Taken
from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.commands.offers import Choices, Reader
from lifecycle_desk.commands.options import TRUST
from lifecycle_desk.dealership.rules.rights import IMPORT
from lifecycle_desk.files.knowing import by_words
from lifecycle_desk.region.rules.receipt import Receipt, read_receipt
from lifecycle_desk.region.rules.refusals import NotAReceipt
from lifecycle_desk.region.usecases.linking import against, check_receipt, is_against, take_receipt
from lifecycle_desk.trust.heads import FORMAT, last_read

KIND = "region-receipt"


def take_in(user: UserSession, file: Path, choices: Choices) -> Steps[Result[Taken]]:
    """Take a receipt in; one that contradicts the records here is taken in all the same, and told."""
    yield Step(0, 1)
    receipt = _receipt(file)
    with user.store.reading() as tx:
        check_receipt(tx, receipt, file.name, choices.trust)
        warnings = [against(receipt)] if is_against(tx, receipt) else []
    taken = Taken(KIND, file.name, rows=1)
    if choices.dry_run:
        taken.warnings += warnings
        return Result(taken)
    with user.store.writing(user.staff) as tx:
        user.authorise(tx, IMPORT)
        taken.new = int(take_receipt(tx, receipt))
    taken.known = 1 - taken.new
    taken.written = True
    return Result(taken, tuple(tx.warnings))


def _receipt(file: Path) -> Receipt:
    found = last_read(file, read_receipt)
    if found is None:
        raise NotAReceipt(file.name)
    return found


READER = Reader(
    KIND,
    N_("A receipt of the region for the records that were given to it."),
    take_in,
    takes=(TRUST,),
    title=N_("Receipt of the region"),
    knows=by_words(FORMAT.encode()),
)
