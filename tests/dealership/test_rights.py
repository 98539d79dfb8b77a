"""Who may do what: the whole table, as the dealer is told it."""

from lifecycle_desk.commands.rights import Role
from lifecycle_desk.rooms import offered

MAY = {  # a star: with a second person
    "audit.read": "administrator auditor manager privacy",
    "backup.run": "manager administrator",
    "battery.edit": "technician adviser parts manager",
    "books.view": "technician adviser warranty parts sales manager privacy administrator auditor",
    "charging.edit": "adviser sales manager",
    "cover.edit": "manager administrator",
    "dealer.edit": "manager administrator",
    "document.add": "technician adviser warranty parts sales manager",
    "event.correct": "adviser sales manager",
    "event.correct_anothers": "technician* adviser* warranty* parts* sales* manager*",
    "figures.read": "auditor manager",
    "export.run": "adviser warranty parts sales manager privacy administrator auditor",
    "report.run": "manager auditor",
    "import.run": "adviser warranty parts sales manager administrator",
    "key.edit": "manager* administrator*",
    "odometer.add": "technician adviser warranty sales manager",
    "paper.issue": "technician adviser warranty sales manager",
    "paper.withdraw": "manager*",
    "person.edit": "adviser sales manager privacy",
    "person.erase": "manager* privacy*",
    "person.export": "manager* privacy",
    "recycling.certify": "manager*",
    "recycling.edit": "technician adviser manager",
    "retention.edit": "manager privacy",
    "sale.arrival": "parts sales manager",
    "sale.hand_over": "sales manager",
    "sale.inspect": "technician sales manager",
    "sale.purchase": "manager",
    "sale.sell": "sales manager",
    "schedule.edit": "manager administrator",
    "security.edit": "manager* administrator*",
    "service.catalogue.edit": "administrator adviser parts manager",
    "service.claim.edit": "adviser warranty manager",
    "service.claim.settle": "adviser warranty manager",
    "service.diary.edit": "adviser manager sales",
    "service.diary.setup": "administrator manager",
    "service.order.close": "adviser manager",
    "service.order.correct": "adviser warranty manager",
    "service.order.edit": "technician adviser warranty parts manager",
    "service.purchasing.order": "manager parts",
    "service.purchasing.want": "technician adviser parts manager",
    "service.stock.correct": "manager",
    "service.stock.move": "manager parts",
    "sign_in.off": "",
    "staff.edit": "manager administrator",
    "staff.grant": "manager* administrator*",
    "transfer.change_owner": "adviser sales manager",
    "transfer.condition": "technician adviser sales manager",
    "transfer.trade": "sales manager",
    "vehicle.edit": "adviser sales manager",
}


def test_each_right_is_of_these_roles_and_of_no_other_and_these_need_a_second_person():
    rights = offered("rights")
    assert {each.name: _told(each.roles, each.paired) for each in rights} == {
        name: " ".join(sorted(roles.split())) for name, roles in MAY.items()
    }
    assert len({each.name for each in rights}) == len(rights)


def _told(roles, paired):
    return " ".join(sorted(f"{each}{'*' if each in paired else ''}" for each in roles))


def test_each_right_has_a_name_and_a_sentence_of_its_own():
    rights = offered("rights")
    assert len({each.words for each in rights}) == len({each.lets for each in rights}) == len(rights)
    assert all(each.lets.endswith(".") and not each.words.endswith(".") for each in rights)


def test_a_second_person_is_somebody_who_could_do_it_or_looks_after_the_books():
    assert all(each.confirm <= {*Role} and not each.confirm & each.roles for each in offered("rights"))


def test_what_a_command_needs_is_a_right_of_some_room():
    assert {each.right for each in offered("commands")} <= {*offered("rights")}


def test_no_two_commands_are_called_the_same():
    names = [each.name for each in offered("commands")]
    assert sorted(names) == sorted(set(names))
