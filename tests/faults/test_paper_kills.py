"""The program is killed while it writes papers and dossiers: a file is the old one or the new one, never half."""

import os
import random
import time
from dataclasses import dataclass
from pathlib import Path

from harness import checked, copied, in_child, killed, opened, rounds, user_at, vin

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.steps import drained
from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.offers import Choices, Report
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.dossier.interchange import giving, taking
from lifecycle_desk.dossier.interchange.verifying import verify, verify_file
from lifecycle_desk.paper import Paper, Paragraphs, Proves
from lifecycle_desk.proof.papers.issuing import issue
from lifecycle_desk.proof.usecases.issuing import papers_of
from lifecycle_desk.store.files import pour_whole, write_whole
from lifecycle_desk.vehicle.rules.issued_papers import PaperState

KILLS = 20  # 1,000 with LIFECYCLE_DESK_FAULTS=50
TAKING_IN = 4
VIN = vin(0)


@dataclass(frozen=True, slots=True)
class OfVehicle:
    vin: str


def draw(_user, asked, language):
    return Paper("Certificate", language, [Paragraphs("صحة البطارية")], proves=Proves(asked.vin, {"km": 12_345}))


REPORT = Report("test-certificate", N_("Paper"), N_("Paper"), OfVehicle, draw)


def test_a_kill_while_papers_are_written_leaves_the_old_one_or_the_new_one(base, tmp_path, reliability):
    store, target = copied(base, tmp_path / "desk.ldk"), tmp_path / "paper.pdf"
    dice, kills = random.Random(7), rounds(KILLS)
    written = set()
    for kill in range(kills):
        listen, speak = os.pipe()

        def child(speak: int = speak) -> None:
            user = user_at(store)
            while True:
                write_whole(target, issue(user, REPORT, OfVehicle(VIN), spoken(user, "ar")).pdf)
                os.write(speak, b"x")

        working = in_child(child)
        os.close(speak)
        os.read(listen, 1)  # the first is written
        time.sleep(dice.uniform(0, 0.12))
        killed(working)
        os.close(listen)
        with opened(store) as user:
            verdict = verify(target.read_bytes(), user=user)
        assert verdict.genuine, (kill, verdict)
        written.add(verdict.issue)
        if kill % 10 == 0:
            assert checked(store) == "sound"

    with opened(store) as user:
        found = papers_of(user, VIN)
    issues = sorted(each.issue for each in found)
    assert issues == list(range(1, len(issues) + 1))  # no number is missing, none stands twice
    cut_off = sum(each.state is not PaperState.ISSUED for each in found)
    reliability(paper_kills=kills, papers_half=0, papers_begun=len(found), cut_off_and_void=cut_off)


def test_a_kill_while_a_dossier_is_written_or_taken_in_leaves_it_whole_or_not_there(base, tmp_path, reliability):
    here, file, dice = copied(base, tmp_path / "here.ldk"), tmp_path / "car.ldz", random.Random(9)
    there = tmp_path / "there.ldk"
    books.create(there, Dealer("Taller Madrid", "ES", "es")).store.close()
    kills = rounds(TAKING_IN)
    came = 0
    for kill in range(kills):

        def give() -> None:
            user = user_at(here)
            while True:
                pour_whole(file, giving.write(user, {"vin": VIN}))

        def take(target: Path) -> None:
            user = user_at(target)
            compared = tuple(life.fingerprint for life, _ in taking.look_at(user, file).strangers)
            drained(taking.take_in(user, file, Choices(trust=compared)))

        for_a_while(give, dice.uniform(0.02, 0.25))
        if file.exists():
            assert verify_file(file).whole
            target = copied(there, tmp_path / "taking" / f"{kill}.ldk")
            for_a_while(lambda target=target: take(target), dice.uniform(0.0, 0.15))
            assert checked(target) == "sound"
            take(target)
            assert checked(target) == "sound"
            came += 1
    assert checked(here) == "sound"
    reliability(dossier_kills=kills + came, dossiers_half=0)


def for_a_while(does, seconds: float) -> None:
    """Let a child do something, and kill it after so many seconds or when it is through."""
    child = in_child(does)
    time.sleep(seconds)
    killed(child)
