"""The sheet with the recovery key of encrypted books, printed once and kept away from the computer."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import letterhead, sheet_size
from lifecycle_desk.language import Language
from lifecycle_desk.paper import Code, Facts, Paper, Paragraphs, Section, style

TITLE, KEY = N_("Encryption recovery sheet"), N_("Recovery key")
FILE, KEY_FILE = N_("Database"), N_("Key file")
OPENS = N_(
    "This key opens your encrypted records if the passphrase is forgotten. Enter it in place of the passphrase; "
    "spaces, hyphens and capitals do not matter."
)
BESIDE = N_("The key file next to the database is needed as well. Every backup contains a copy of it.")
KEEP = N_(
    "Keep this sheet locked away from the computer. Anyone who has it and a copy of the database can read everything. "
    "If the passphrase and this sheet are both lost, nobody can recover the data."
)


def encryption_sheet(user: UserSession, recovery_key: str, language: Language) -> Paper:
    """The sheet with a recovery key, which nobody can print again."""
    name = user.store.path.name if user.store.path else ""
    return Paper(
        title=language(TITLE),
        language=language,
        date=language.formats.today(),
        letterhead=letterhead(user, language),
        size=sheet_size(user),
        blocks=[
            Section(language(KEY), Paragraphs(Code(recovery_key), role=style.TITLE)),
            Paragraphs(language(OPENS), language(BESIDE), language(KEEP)),
            Facts([(language(FILE), Code(name)), (language(KEY_FILE), Code(f"{name}.key"))]),
        ],
    )
