"""Who may do what: the whole table, as the dealer is told it."""

from lifecycle_desk.rooms import offered

MAY = {
    "audit.read": "administrator auditor manager privacy",
    "backup.run": "manager administrator",
    "battery.edit": "technician adviser manager",
    "books.view": "technician adviser sales manager privacy administrator auditor",
    "charging.edit": "adviser sales manager",
    "cover.edit": "manager administrator",
    "dealer.edit": "manager administrator",
    "document.add": "technician adviser sales manager",
    "event.correct": "adviser sales manager",
    "export.run": "adviser sales manager privacy administrator auditor",
    "import.run": "adviser sales manager administrator",
    "key.edit": "manager administrator",
    "odometer.add": "technician adviser sales manager",
    "paper.issue": "technician adviser sales manager",
    "paper.withdraw": "manager",
    "person.edit": "adviser sales manager privacy",
    "person.erase": "privacy",
    "person.export": "manager privacy",
    "recycling.certify": "manager",
    "recycling.edit": "technician adviser manager",
    "sale.arrival": "sales manager",
    "sale.hand_over": "sales manager",
    "sale.inspect": "technician sales manager",
    "sale.sell": "sales manager",
    "schedule.edit": "manager administrator",
    "service.catalogue.edit": "administrator adviser manager",
    "service.claim.edit": "adviser manager",
    "service.claim.settle": "adviser manager",
    "service.order.close": "adviser manager",
    "service.order.correct": "adviser manager",
    "service.order.edit": "technician adviser manager",
    "sign_in.off": "",
    "staff.edit": "manager administrator",
    "transfer.change_owner": "adviser sales manager",
    "transfer.condition": "technician adviser sales manager",
    "transfer.trade": "sales manager",
    "vehicle.edit": "adviser sales manager",
}


def test_each_right_is_of_these_roles_and_of_no_other():
    rights = offered("rights")
    assert {each.name: " ".join(sorted(each.roles)) for each in rights} == {
        name: " ".join(sorted(roles.split())) for name, roles in MAY.items()
    }
    assert len({each.name for each in rights}) == len(rights)


def test_what_a_command_needs_is_a_right_of_some_room():
    assert {each.right for each in offered("commands")} <= {*offered("rights")}
