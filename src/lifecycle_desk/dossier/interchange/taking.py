"""Taking a car over from another dealer: the dossier is verified whole, then its life goes on here."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from lifecycle_desk.base.incoming import Taken
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.dealership.rules.rights import IMPORT, KEY_EDIT
from lifecycle_desk.dossier.interchange.form import Dossier, unpacked
from lifecycle_desk.dossier.rules import DossierNotWhole, Fit, Life, Named, NothingNew, VouchedFor, written
from lifecycle_desk.dossier.usecases.strangers import strangers
from lifecycle_desk.dossier.usecases.travelling import Brought, bring, fit_of
from lifecycle_desk.proof.usecases.trusting import trust
from lifecycle_desk.store import documents
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.trust.signing import is_fingerprint
from lifecycle_desk.vehicle.usecases.documents import media_of

KIND = "dossier"
TEXT = "text/plain"


@dataclass(frozen=True, slots=True)
class Looked:
    """A dossier that is whole, how it fits to what is here, and whose keys must be trusted first."""

    dossier: Dossier
    fit: Fit
    strangers: tuple[tuple[Life, Objection], ...]


def look_at(user: UserSession, file: Path) -> Looked:
    """A dossier that is whole, and how it fits to what is here; nothing is written."""
    dossier, archive = unpacked(file)
    archive.close()
    with user.store.reading() as tx:
        fit = fit_of(tx, dossier.vin, dossier.lives)
        return Looked(dossier, fit, tuple(strangers(tx, dossier.lives)))


def take_in(user: UserSession, file: Path, choices: Choices) -> Steps[Result[Taken]]:
    """Take a life in: all of it or nothing. An open decision that nobody has made is a refusal."""
    yield Step(0, 3)
    dossier, archive = unpacked(file)
    with archive:
        with user.store.reading() as tx:
            tx.by = user.staff
            user.authorise(tx, IMPORT)
            fit = fit_of(tx, dossier.vin, dossier.lives)
            unknown = strangers(tx, dossier.lives)
        trusted = [life for life, _ in unknown if any(is_fingerprint(each, life.key) for each in choices.trust)]
        untrusted = [why for life, why in unknown if life not in trusted]
        if untrusted and not choices.dry_run:
            raise untrusted[0]
        if fit.against and not choices.join:
            raise fit.against
        taken = _taken(dossier, fit, file)
        taken.warnings += untrusted
        if choices.dry_run or not fit.count:
            return Result(taken)
        yield Step(1, 3)
        with user.store.writing(user.staff) as tx:
            user.authorise(tx, IMPORT)
            for life in trusted:
                user.authorise(tx, KEY_EDIT)
                trust(tx, life.dealer, life.key)
            brought = _brought(tx, dossier, archive, join=choices.join)
            yield Step(2, 3)
            bring(tx, brought)
    taken.written = True
    return Result(taken, tuple(tx.warnings))


def _taken(dossier: Dossier, fit: Fit, file: Path) -> Taken:
    """The outcome of a dossier, and who vouches for what."""
    rows = sum(len(each.told_here) for each in dossier.lives)
    says: list[Objection] = [VouchedFor(each.dealer, len(each.told_here), each.fingerprint) for each in dossier.lives]
    says += [] if fit.count else [NothingNew()]
    says += [fit.against] if fit.against else []
    return Taken(KIND, file.name, rows=rows, new=fit.count, known=fit.known, warnings=says)


def _brought(tx: Transaction, dossier: Dossier, archive: ZipFile, *, join: bool) -> Brought:
    """Keep the documents and the signed parts, before anything names them."""
    kept: list[Named] = []
    for each in dossier.documents:
        content = archive.read(f"documents/{each.sha256}")
        media = media_of(content)
        if media is None:
            raise DossierNotWhole(each.name, "it is no document")
        documents.save(tx, each.name, content)
        kept.append(Named(each.sha256, each.name, media, len(content)))
    parts: list[tuple[Any, str]] = []
    for life in dossier.lives:
        content = written(life)
        digest = documents.save(tx, KIND, content)
        kept.append(Named(digest, f"{KIND}-{life.vin}.json", TEXT, len(content)))
        parts.append((life, digest))
    return Brought(
        dossier.vin,
        dossier.dealer,
        dossier.key,
        dossier.vehicle,
        tuple(parts),
        tuple(kept),
        dossier.owner,
        join,
    )
