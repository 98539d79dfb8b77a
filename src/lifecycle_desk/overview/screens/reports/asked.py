"""What is asked of a paper on the page of reports: its kind, what it is about, its options, its language."""

from dataclasses import dataclass
from typing import Any

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.language import Language

type Chosen = tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class AskedPaper:
    """A paper as it is asked for; without a `code` it is in the language that its reader wants."""

    report: Report
    subject: str
    code: str
    chosen: Chosen

    @property
    def request(self) -> Any:
        """What the report takes."""
        return self.report.takes(**{self.report.about_which: self.subject} | dict(self.chosen))

    def language(self, user: UserSession) -> Language:
        """The language that the paper is in."""
        return spoken(user, self.code or self.report.language_of(user, self.request))
