"""Names in what is written of the work: cause, correction and lines, on orders and on the claims that copy them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from unicodedata import normalize

from lifecycle_desk.base.objections import N_, NN_, objection
from lifecycle_desk.base.said import NamesInText
from lifecycle_desk.stages.service.claims.rules.claim import ClaimSheet
from lifecycle_desk.stages.service.orders.rules.orders import Job

COVERED = "•••"
SHORTEST = 2  # letters; one alone is an initial, and stands in any text
WORDS_RUN_TOGETHER = re.compile("[\u0e00-\u0e7f\u2e80-\u9fff\uf900-\ufaff]")  # Thai, Chinese: no spaces between words

# A cause, a correction or a line in which the customer is named: it stays in the books for ever.
WorkNamesCustomer = objection(
    "WorkNamesCustomer",
    N_(
        "Job %(job)s contains the customer’s name in a text that is kept when their data is erased: leave the name out."
    ),
    "jobs",
    job=int,
)
OrdersNameThem = objection(
    "OrdersNameThem",
    NN_(
        "%(n)s repair order contains their name in a cause, a correction or a line that cannot be changed: %(orders)s.",
        "%(n)s repair orders contain their name in a cause, a correction or a line that cannot be changed: %(orders)s.",
    ),
    n=int,
    orders=NamesInText,
)
ClaimsNameThem = objection(
    "ClaimsNameThem",
    NN_(
        "%(n)s submitted claim contains their name in its cause, correction or a line and cannot be "
        "changed: %(claims)s.",
        "%(n)s submitted claims contain their name in a cause, a correction or a line and cannot be "
        "changed: %(claims)s.",
    ),
    n=int,
    claims=NamesInText,
)
NamesCovered = objection(
    "NamesCovered",
    NN_(
        "Their name was masked in %(n)s order or claim: %(where)s.",
        "Their name was masked in %(n)s orders and claims: %(where)s.",
    ),
    n=int,
    where=NamesInText,
)


def name_pattern(name: str) -> re.Pattern[str]:
    """The pattern of a name and each of its parts in a text: as whole words, and anywhere where words have no gaps."""
    whole = normalize("NFC", name).strip()
    parts = dict.fromkeys([whole, *(each.strip(".,") for each in whole.split())])
    found = sorted((each for each in parts if len(each) >= SHORTEST), key=len, reverse=True)
    return re.compile("|".join(map(_word, found)) or r"(?!)", re.IGNORECASE)


def _word(part: str) -> str:
    escaped = re.escape(part)
    return escaped if WORDS_RUN_TOGETHER.search(part) else rf"(?<!\w){escaped}(?!\w)"


def naming(jobs: Sequence[Job], names: re.Pattern[str]) -> list[int]:
    """The jobs (from 1) that name somebody in what is written of the work."""
    return [at for at, job in enumerate(jobs, 1) if any(names.search(each) for each in _written(job))]


def _written(job: Job) -> Iterable[str]:
    return (job.cause, job.correction, *(line.text for line in job.lines), *(line.code for line in job.lines))


def covered(jobs: Iterable[Job], names: re.Pattern[str]) -> tuple[Job, ...]:
    """The same jobs with a name covered wherever it stands in what is written of the work."""
    return tuple(
        replace(
            job,
            cause=names.sub(COVERED, job.cause),
            correction=names.sub(COVERED, job.correction),
            lines=tuple(replace(line, text=names.sub(COVERED, line.text)) for line in job.lines),
        )
        for job in jobs
    )


def covered_claim(sheet: ClaimSheet, names: re.Pattern[str]) -> ClaimSheet:
    """The same sheet of a claim with a name covered; the part that is named as the cause stays the one of its line."""
    lines = tuple(replace(line, text=names.sub(COVERED, line.text)) for line in sheet.lines)
    return replace(
        sheet,
        cause=names.sub(COVERED, sheet.cause),
        correction=names.sub(COVERED, sheet.correction),
        causal_part=names.sub(COVERED, sheet.causal_part),
        lines=lines,
    )


def submitted_naming(sheet: ClaimSheet, names: re.Pattern[str]) -> bool:
    """Whether the sheet of a claim names somebody, as its submission tells it."""
    return any(names.search(each) for each in (sheet.cause, sheet.correction, *(line.text for line in sheet.lines)))
