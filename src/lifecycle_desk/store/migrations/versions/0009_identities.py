"""Jobs and lines of repair orders get numbers of their own, and claims, clocks and worked time know them by these."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from alembic import op
from sqlalchemy import Row, text

from lifecycle_desk.store.types import flag, maybe_money, maybe_whole, whole

revision, down_revision = "0009", "0008"

_NOT_YET = {"server_default": text("0")}  # rows that are there get theirs below
_LINE_IDS = (
    "UPDATE repair_line SET id = (SELECT count(*) FROM repair_job j WHERE j.order_key = repair_line.order_key)"
    " + (SELECT count(*) FROM repair_line l WHERE l.order_key = repair_line.order_key"
    " AND (l.job < repair_line.job OR (l.job = repair_line.job AND l.place <= repair_line.place)))"
)
_NUMBER = (
    "UPDATE repair_job SET id = place + 1",
    _LINE_IDS,
    "UPDATE repair_clock SET job_id = job + 1",
    "UPDATE repair_worked SET job_id = job + 1",
    "UPDATE warranty_claim SET job_id = job + 1",
)
_HIGHEST = (
    ("repair_job", "id"),
    ("repair_line", "id"),
    ("repair_clock", "job_id"),
    ("repair_worked", "job_id"),
    ("warranty_claim", "job_id"),
)
_OWED = (
    "UPDATE warranty_claim SET outstanding = coalesce(granted, 0) - paid"
    " WHERE state = 'paid' AND paid IS NOT NULL AND paid <> coalesce(granted, 0)"
)
_CLAIMS = "SELECT key, order_key, job, kind FROM warranty_claim ORDER BY key"
_CLAIMED = (
    "SELECT claim_key, place, kind, code, text, tenths, thousandths FROM warranty_claim_line ORDER BY claim_key, place"
)
_LINES = (
    "SELECT l.order_key, l.job, l.place, l.id, l.kind, l.code, l.text, l.tenths, l.thousandths, l.pays"
    " FROM repair_line l WHERE l.order_key IN (SELECT order_key FROM warranty_claim)"
    " ORDER BY l.order_key, l.job, l.place"
)


def upgrade() -> None:
    """Numbers for all jobs and lines, in the order in which they stand; what names a place names the job there.

    A job that is gone from its order keeps a number that no other job gets. A claim that stands at the place of another
    job, since jobs were moved under it, goes to the one job whose lines it took. A payment that differs from what was
    granted is outstanding from now on.
    """
    op.add_column("repair_order", whole(name="identities", **_NOT_YET))
    op.add_column("repair_order", flag("tax_internal_net", **_NOT_YET))  # closed by the rule of before
    op.add_column("repair_job", whole(name="id", **_NOT_YET))
    op.add_column("repair_line", whole(name="id", **_NOT_YET))
    op.add_column("repair_clock", whole(name="job_id", **_NOT_YET))
    op.add_column("repair_worked", whole(name="job_id", **_NOT_YET))
    op.add_column("warranty_claim", whole(name="job_id", **_NOT_YET))
    op.add_column("warranty_claim", maybe_money(name="written_off"))
    op.add_column("warranty_claim_line", maybe_whole(name="order_line"))
    for statement in _NUMBER:
        op.execute(statement)
    for table, column in _HIGHEST:
        highest = f"(SELECT max({column}) FROM {table} t WHERE t.order_key = repair_order.key)"  # noqa: S608 (names above)
        op.execute(f"UPDATE repair_order SET identities = {highest} WHERE identities < {highest}")  # noqa: S608 (as above)
    op.create_index("uq_repair_job_order_key_id", "repair_job", ["order_key", "id"], unique=True)
    op.create_index("uq_repair_line_order_key_id", "repair_line", ["order_key", "id"], unique=True)
    op.execute(_OWED)
    _claims()


def _claims() -> None:
    """Put each claim to its job, and its lines to the lines of the order that they were taken from."""
    connection = op.get_bind()
    claimed, of_order = defaultdict(list), defaultdict(list)
    for row in connection.execute(text(_CLAIMED)):
        claimed[row.claim_key].append(row)
    for row in connection.execute(text(_LINES)):
        of_order[row.order_key].append(row)
    jobs, lines = [], []
    for claim in connection.execute(text(_CLAIMS)).all():
        job, found = _taken(claim, claimed[claim.key], of_order[claim.order_key])
        if job != claim.job:
            jobs.append({"of": claim.key, "job_id": job + 1})
        lines += [{"of": claim.key, "at": at, "line": line} for at, line in found.items()]
    if jobs:
        connection.execute(text("UPDATE warranty_claim SET job_id = :job_id WHERE key = :of"), jobs)
    if lines:
        put = "UPDATE warranty_claim_line SET order_line = :line WHERE claim_key = :of AND place = :at"
        connection.execute(text(put), lines)


def _taken(claim: Row[Any], claimed: Sequence[Row[Any]], lines: Sequence[Row[Any]]) -> tuple[int, dict[int, int]]:
    """The place of a claim's job, and which line of the order each of its lines is, as far as that is plain."""
    by_job: dict[int, dict[int, int]] = {
        job: _matched(claimed, [each for each in lines if each.job == job and each.pays == claim.kind])
        for job in {each.job for each in lines}
    }
    whole_jobs = [job for job, found in by_job.items() if claimed and len(found) == len(claimed)]
    job = claim.job
    if job not in whole_jobs and len(whole_jobs) == 1:
        job = whole_jobs[0]
    return job, by_job.get(job, {})


def _matched(claimed: Sequence[Row[Any]], lines: Sequence[Row[Any]]) -> dict[int, int]:
    """The lines of a job that say what those of a claim say, each once: wholly first, then but for figures."""
    found: dict[int, int] = {}
    left = list(lines)
    for names in (("kind", "code", "text", "tenths", "thousandths"), ("kind", "code", "text")):
        for row in claimed:
            same = next((each for each in left if all(getattr(each, n) == getattr(row, n) for n in names)), None)
            if row.place not in found and same is not None:
                found[row.place] = same.id
                left.remove(same)
    return found
