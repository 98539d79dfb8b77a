"""The recovery sheet: the code that lets a manager back in, printed once and kept away from the computer."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import letterhead, sheet_size
from lifecycle_desk.language import Language
from lifecycle_desk.paper import Code, Paper, Paragraphs, Section, style

TITLE, CODE = N_("Recovery sheet"), N_("Recovery code")
OPENS = N_(
    "With this code, a manager can set a new PIN at the sign-in screen if every PIN has been forgotten. Choose "
    "“Forgotten? Use the recovery code” there."
)
KEEP = N_(
    "Keep this sheet locked away from the computer. Anyone who has it can sign in as a manager. Each code works once; "
    "a new one is shown when it has been used."
)


def recovery_sheet(user: UserSession, code: str, language: Language) -> Paper:
    """The sheet with a code, which nobody can print again."""
    return Paper(
        title=language(TITLE),
        language=language,
        date=language.formats.today(),
        letterhead=letterhead(user, language),
        size=sheet_size(user),
        blocks=[
            Section(language(CODE), Paragraphs(Code(code), role=style.TITLE)),
            Paragraphs(language(OPENS), language(KEEP)),
        ],
    )
