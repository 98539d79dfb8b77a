"""Data packs that are withdrawn: what they replaced applies again, cars follow, and both stay told."""

from dataclasses import replace
from datetime import date

import pytest
from test_data_packs import SCHEDULE, on_the_pack, pack, rule, take

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.steps import drained
from lifecycle_desk.books.usecases.books import check
from lifecycle_desk.data_packs.usecases import taking, withdrawing
from lifecycle_desk.data_packs.usecases.withdrawing import WithdrawPack, look_back, withdraw_data_pack
from lifecycle_desk.market.published_data import program_data
from lifecycle_desk.schedules import tables as schedule_rows
from lifecycle_desk.schedules.rules import ScheduleKind, published
from lifecycle_desk.schedules.usecases.due import dues_agree
from lifecycle_desk.schedules.usecases.schedules import KeepSchedule, ScheduleNameTaken, keep_schedule
from lifecycle_desk.vehicle.rules.dealer_wording import DATA_PACK_WITHDRAWN
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.data_in_force import data_in_force


def test_a_pack_that_is_withdrawn_lets_what_it_replaced_apply_again_and_cars_follow(own_user, tmp_path, in_use):
    user, vin = own_user, in_use
    first = pack(tmp_path, warranty_testa=rule(), schedules_testa=SCHEDULE.format(months=6).encode())
    take(user, first)
    take(user, pack(tmp_path, "later.ldp", warranty_testa=rule("2027-03-01", months=60)))
    (back,) = look_back(user, 2)
    assert (back.file.dated, back.changed, back.removed, back.stays) == (date(2027, 2, 1), 1, 0, True)
    (gone,) = look_back(user, 1)
    assert (gone.file.name, gone.removed, gone.stays) == ("schedules/testa.toml", 1, False), "the later file stays"

    made = withdraw_data_pack(user, WithdrawPack(1, " Its intervals are wrong ")).value
    with user.store.reading() as tx:
        assert schedule_rows.due(tx, vin).schedule != "testa-yearly"
        assert data_in_force(tx).files["warranty/testa.toml"].pack == 2
        (told,) = life.of_dealer(tx, DATA_PACK_WITHDRAWN)
    assert (told.seq, told.facts["why"], told.facts["number"]) == (made.event, "Its intervals are wrong", 1)

    withdraw_data_pack(user, WithdrawPack(2, "So are its terms"))
    with user.store.reading() as tx:
        assert data_in_force(tx).files == program_data().files
    assert take(user, first).written, "it can be imported again"
    assert on_the_pack(user) == [vin]
    assert not check(user, [*taking.CHECKS, *withdrawing.CHECKS, dues_agree]).findings


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        (WithdrawPack(1, "  "), "ReasonMissing"),
        (WithdrawPack(2, "There is none"), "PackUnknown"),
        (WithdrawPack(1, "Twice"), "PackWithdrawn"),
    ],
)
def test_a_withdrawal_is_refused_with_its_sentence_and_changes_nothing(own_user, tmp_path, asked, refusal):
    take(own_user, pack(tmp_path, warranty_testa=rule()))
    if refusal == "PackWithdrawn":
        withdraw_data_pack(own_user, WithdrawPack(1, "Once"))
    with own_user.store.reading() as tx:
        before = data_in_force(tx).files
    with pytest.raises(Objection) as found:
        withdraw_data_pack(own_user, asked)
    assert type(found.value).__name__ == refusal
    with own_user.store.reading() as tx:
        assert data_in_force(tx).files == before


def test_a_withdrawal_after_which_a_schedule_of_the_dealers_own_would_meet_its_namesake_is_refused(own_user, tmp_path):
    take(own_user, pack(tmp_path, schedules_testa=SCHEDULE.format(months=6).encode()))
    file = SCHEDULE.format(months=6).replace("testa-yearly", "testa-other").replace("2027-02-01", "2027-03-01")
    take(own_user, pack(tmp_path, "later.ldp", schedules_testa=file.encode()))
    with own_user.store.reading() as tx:
        now = {each.id for each in published(data_in_force(tx))}
    assert "testa-yearly" not in now
    own = replace(published(program_data())[0], id="testa-yearly", kind=ScheduleKind.OWN)
    drained(keep_schedule.steps(own_user, KeepSchedule(own)))

    with pytest.raises(ScheduleNameTaken):
        withdraw_data_pack(own_user, WithdrawPack(2, "The first was right"))
