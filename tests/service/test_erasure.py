from dataclasses import fields, replace

import pytest
from workshop import LOGGED

from lifecycle_desk.books.usecases import books
from lifecycle_desk.stages.service.orders.rules.naming import name_pattern
from lifecycle_desk.stages.service.orders.usecases.orders import (
    correct_repair_order,
    log_repair_order,
    open_repair_order,
)
from lifecycle_desk.stages.service.orders.usecases.requests import CorrectRepairOrder, OpenRepairOrder
from lifecycle_desk.stages.service.orders.usecases.showing import order
from lifecycle_desk.stages.service.room import ROOM as OF_SERVICE
from lifecycle_desk.store import drafts
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person

CHECKS = tuple(OF_SERVICE.offered("checks"))

WORDS = "Blows warm air after twenty minutes in traffic."


@pytest.mark.parametrize("customer", [1, None])
def test_the_words_of_an_erased_customer_are_gone_from_orders_and_drafts_and_the_books_hold(shop, customer):
    done = log_repair_order(shop, replace(LOGGED, customer=customer)).value
    with shop.store.writing() as tx:
        drafts.save(tx, "order", "", '{"for": "สิริพร ชัยสิทธิ์"}')
        drafts.save(tx, "order", "other", '{"for": "somebody"}')
    before = order(shop, done.number).order
    erased = before.sheet.customer == 1

    erase_person(shop, ErasePerson(1, "asked for it"))

    words = [job.complaint for job in order(shop, done.number).order.sheet.jobs]
    assert words == ([""] if erased else [WORDS])
    with shop.store.reading() as tx:
        assert drafts.draft(tx, "order", "") is None
        assert drafts.draft(tx, "order", "other")
    assert books.check(shop, CHECKS).sound
    if erased and (path := shop.store.path):
        shop.store.close()
        remains = b"".join(each.read_bytes() for each in path.parent.glob("desk.ldk*") if each.is_file())
        assert WORDS.encode() not in remains


def test_an_order_is_corrected_after_its_customer_was_erased_and_the_words_stay_away(shop):
    made = log_repair_order(shop, LOGGED).value
    erase_person(shop, ErasePerson(1, "asked for it"))
    sheet = order(shop, made.number).order.sheet
    said = {each.name: getattr(sheet, each.name) for each in fields(sheet)} | {"note": "Oil forgotten"}

    correct_repair_order(shop, CorrectRepairOrder(number=made.number, revision=1, why="Oil", **said))

    kept = order(shop, made.number).order.sheet
    assert ([job.complaint for job in kept.jobs], kept.note) == ([""], "Oil forgotten")
    assert books.check(shop, CHECKS).sound


def test_an_erased_name_that_stays_in_a_sealed_cause_is_told_and_covered_where_nothing_is_sealed(own_shop):
    shop = own_shop
    named = replace(LOGGED.jobs[0], correction="Khun ชัยสิทธิ์ has seen the old part.")
    told = log_repair_order(shop, replace(LOGGED, jobs=(named,)))
    assert [(each.rule, each.at) for each in told.warnings if each.rule == "work_names_customer"] == [
        ("work_names_customer", "jobs[0].correction")
    ]
    open_one = open_repair_order(shop, OpenRepairOrder(vin=LOGGED.vin, jobs=(replace(named, cause="สิริพร says"),))).value
    done = erase_person(shop, ErasePerson(1, "asked for it"))

    (said,) = [each for each in done.warnings if each.rule == "orders_name_them"]
    assert (said.n, said.orders) == (1, told.value.number)
    (job,) = order(shop, open_one.number).order.sheet.jobs
    assert (job.cause, job.correction) == ("••• says", "Khun ••• has seen the old part.")
    assert books.check(shop, CHECKS).sound


@pytest.mark.parametrize(
    ("name", "text", "is_named"),
    [
        ("Mark Li", "The mark on the door is gone.", True),  # the program cannot know better: it only asks
        ("Mark Li", "Remarkable lining", False),
        ("李娜", "按李娜的要求更换", True),
        ("A. Núñez", "Señora Núñez waits", True),
        ("A. Núñez", "a NÚÑEZ part", True),
        ("Jo Ba", "job bar", False),
    ],
)
def test_a_name_is_found_by_its_parts_as_whole_words(name, text, is_named):
    assert bool(name_pattern(name).search(text)) is is_named
