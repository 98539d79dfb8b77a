"""Who sits at the eight seats: each with a role and a PIN of their own, and one of them who looks after the books."""

from dataclasses import replace

import pytest

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member, NotSignedIn
from lifecycle_desk.dealership.rules.roles import OwnRole
from lifecycle_desk.dealership.rules.secrets import SecretWrong
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.dealership.usecases.changing import SaveRole, save_role, take_on
from lifecycle_desk.dealership.usecases.proving import RequireSignIn, SetSecret, require_sign_in, set_secret, sign_in
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.people import add_person

CASHIER = OwnRole("Cashier", Role.SALES, frozenset({"service.order.close", "person.edit"}))
MANAGER = Member("suda", "Suda Rattana", Role.MANAGER)
TILL = Member("kwan", "Kwan Siri", Role.SALES, own_role=CASHIER.name)
SEATS = (
    Member("malee", "Malee Chai", Role.ADVISER),
    Member("preecha", "Preecha Tong", Role.ADVISER),
    Member("anan", "Anan Wong", Role.TECHNICIAN),
    Member("boon", "Boon Sae", Role.TECHNICIAN),
    Member("pim", "Pim Srisuk", Role.PARTS),
    Member("dao", "Dao Noi", Role.PARTS),
    MANAGER,
    TILL,
)
ADMINISTRATOR = Member("lek", "Lek Boonmee", Role.ADMINISTRATOR)
_PINS = {each.name: f"{place}75{place}9" for place, each in enumerate((*SEATS, ADMINISTRATOR), 1)}


def employed(where: str) -> None:
    """Take everybody on at a dealer's books, each with a PIN of their own, and require it from now on.

    Another's PIN lets nobody in, who then waits a second; and nobody is let do anything.
    """
    user = UserSession(open_store(where), None, authorise)
    save_role(user, SaveRole(CASHIER))
    others = [each for each in (*SEATS, ADMINISTRATOR) if each != MANAGER]
    for each in others:
        take_on(user, each)
    require_sign_in(user, RequireSignIn(MANAGER, _PINS[MANAGER.name]))
    for each in others:
        set_secret(replace(user, staff=MANAGER.name), SetSecret(each.name, _PINS[each.name]))
    with pytest.raises(SecretWrong):
        sign_in(user.store, ADMINISTRATOR.name, _PINS[MANAGER.name])
    with pytest.raises(NotSignedIn):
        add_person(user, Person("Of nobody"))
    user.store.close()


def signed_in(where: str, who: Member) -> UserSession:
    """A seat of somebody who proved who they are."""
    store = open_store(where)
    return UserSession(store, sign_in(store, who.name, _PINS[who.name]), authorise)
