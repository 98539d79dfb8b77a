"""Readings of the example's testers: the codes of the jobs of a visit, confirmed, by their control unit."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.overview.usecases.demo.shop import Shop
from lifecycle_desk.stages.service.diagnosis.rules.diagnosis import CodeRead, EcuRead
from lifecycle_desk.stages.service.diagnosis.rules.trouble_codes import System, read_code
from lifecycle_desk.stages.service.diagnosis.usecases.diagnosis import RecordDiagnosis, record_diagnosis
from lifecycle_desk.stages.service.orders.rules.orders import Job

CONFIRMED = 0x2F  # failed, in this cycle too, pending, confirmed, failed since last cleared
UNITS = {System.POWERTRAIN: "VCU", System.CHASSIS: "ESP", System.BODY: "BCM", System.NETWORK: "Gateway"}


def naming_codes(shop: Shop, jobs: Sequence[Job]) -> tuple[Job, ...]:
    """Jobs with the trouble codes that led to them in their causes, as technicians write them down."""
    codes = {each.complaint: each.trouble_code for each in shop.example.jobs}
    return tuple(_naming(job, codes.get(job.complaint)) for job in jobs)


def _naming(job: Job, code: str | None) -> Job:
    if code is None or not job.cause or code in job.cause:
        return job
    return replace(job, cause=f"{code}: {job.cause}")


def read_out(shop: Shop, user: UserSession, number: str, jobs: Sequence[Job], moment: datetime) -> None:
    """Read the codes of some jobs out at an order; where none of them has one, nobody fetches the tester."""
    known = {each.complaint: each.trouble_code for each in shop.example.jobs}
    codes = [code for job in jobs if (code := known.get(job.complaint))]
    if not codes:
        return
    by_unit: dict[str, list[CodeRead]] = {}
    for code in codes:
        by_unit.setdefault(UNITS[read_code(code).system], []).append(CodeRead(code=code, status=CONFIRMED))
    units = tuple(EcuRead(name=name, codes=tuple(read)) for name, read in by_unit.items())
    record_diagnosis(user, RecordDiagnosis(order=number, ecus=units, started=moment))
