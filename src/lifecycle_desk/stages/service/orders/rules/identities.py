"""Jobs and lines are known by numbers of their own: what rests on one stays with it, wherever it stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lifecycle_desk.base.objections import N_, NN_, Objection, objection
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line

AS_CLAIMED = ("pays", "kind", "code", "hours", "quantity", "price", "discount")  # what a claim was sent with

UnknownIdentity = objection("UnknownIdentity", N_("The repair order has no job or line with identity %(id)s."), id=int)
IdentityTwice = objection("IdentityTwice", N_("The job or line with identity %(id)s appears twice."), id=int)
TimeWorked = objection(
    "TimeWorked",
    NN_("%(n)s minute worked by %(technician)s", "%(n)s minutes worked by %(technician)s"),
    n=int,
    technician=str,
)
ClockOnJob = objection("ClockOnJob", N_("the running clock of %(technician)s"), technician=str)


class ClaimOnLines(Objection):
    """A claim that takes lines of a job."""

    message = N_("claim %(claim)s (%(state)s)")
    claim: str
    state: LabeledEnum


JobIsNeeded = objection(
    "JobIsNeeded",
    N_("Job %(job)s cannot be removed, because later records depend on it: %(what)s."),
    "jobs",
    job=int,
    what=tuple[Objection, ...],
)
LineIsNeeded = objection(
    "LineIsNeeded",
    N_("Line %(line)s of job %(job)s cannot be changed, because later records depend on it: %(what)s."),
    "jobs",
    job=int,
    line=int,
    what=tuple[Objection, ...],
)


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A line that must stay on the job with the number `job`, with the values that `keeps` names, and by what."""

    job: int
    keeps: tuple[str, ...]
    by: Objection


def check_identities(known: Sequence[Job], given: Sequence[Job]) -> None:
    """Refuse numbers of jobs and lines that the order does not have, or that are given twice, with their place."""
    seen: set[int] = set()
    for own, at, number in _numbers(given):
        if number not in {each for kind, _, each in _numbers(known) if kind == own}:
            raise UnknownIdentity(number).at_field(at)
        if number in seen:
            raise IdentityTwice(number).at_field(at)
        seen.add(number)


def _numbers(jobs: Sequence[Job]) -> Iterator[tuple[str, str, int]]:
    """The numbers that jobs and lines have: of which of the two, its place, the number."""
    for at, job in enumerate(jobs):
        if job.id is not None:
            yield "job", f"jobs[{at}].id", job.id
        for place, line in enumerate(job.lines):
            if line.id is not None:
                yield "line", f"jobs[{at}].lines[{place}].id", line.id


def check_held(
    before: Sequence[Job],
    after: Sequence[Job],
    jobs: Mapping[int, Sequence[Objection]],
    lines: Mapping[int, Sequence[HeldLine]],
) -> None:
    """Refuse a sheet on which jobs or lines are gone, or altered, that something rests on; both by their numbers."""
    stay = {job.id for job in after}
    now = {line.id: (job.id, line) for job in after for line in job.lines}
    for at, job in enumerate(before, 1):
        if job.id not in stay and (held := jobs.get(job.id or 0)):
            raise JobIsNeeded(at, tuple(held))
        for place, line in enumerate(job.lines, 1):
            broken = [each for each in lines.get(line.id or 0, ()) if not _kept(each, line, now.get(line.id))]
            if broken:
                raise LineIsNeeded(at, place, tuple(each.by for each in broken))


def _kept(held: HeldLine, before: Line, found: tuple[int | None, Line] | None) -> bool:
    """Whether a line is still what something rests on."""
    if found is None:
        return False
    job, line = found
    return job == held.job and all(getattr(line, name) == getattr(before, name) for name in held.keeps)


def recognised(jobs: Sequence[Job], known: Sequence[Job]) -> tuple[Job, ...]:
    """Jobs that were written down without numbers, with those of the jobs that say the same; each is given once.

    For what was kept before jobs and lines had numbers: an order as it was before the customer decided.
    """
    left = list(known)
    found = []
    for job in jobs:
        same = next((each for each in left if job.id is None and _texts(each) == _texts(job)), None)
        if same is None:
            found.append(job)
            continue
        left.remove(same)
        found.append(replace(job, id=same.id, lines=_lines(job.lines, same.lines)))
    return tuple(found)


def _texts(job: Job) -> tuple[object, ...]:
    return job.complaint, job.cause, job.correction, job.service


def _lines(lines: Sequence[Line], known: Sequence[Line]) -> tuple[Line, ...]:
    left = list(known)
    found = []
    for line in lines:
        same = next((each for each in left if line.id is None and each == line), None)
        if same is not None:
            left.remove(same)
        found.append(replace(line, id=same.id) if same else line)
    return tuple(found)
