"""A save whose answer was lost on its way from a server: it is known whether it was saved; nothing is saved twice."""

from contextlib import closing
from dataclasses import asdict

import pytest
from slow_link import slow_link
from sqlalchemy import insert, make_url, select

from lifecycle_desk.base import clock
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.store.refusals import LinkLost, SaveUnknown, ServerAway
from lifecycle_desk.store.saved_requests import KEPT_FOR, SAVED_REQUEST
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.tables.people import PERSON
from lifecycle_desk.vehicle.usecases.people import add_person

COMMIT = b"COMMIT"


def saved(user: UserSession) -> list[str]:
    with user.store.reading() as tx:
        return list(tx.ask(select(PERSON.c.name).order_by(PERSON.c.number)).scalars())


def test_what_was_saved_and_not_answered_is_said_as_saved_and_what_was_not_is_done_once_more(seats):
    url = make_url(seats[0].store.where)
    with slow_link(str(url.query["host"]), 5432) as link:
        place = url.set(host="127.0.0.1", port=link.port, query={}).render_as_string(hide_password=False)
        with closing(open_store(place)) as store:
            user = UserSession(store, None, authorise)

            link.lose_answer = COMMIT
            assert add_person(user, Person("Somchai")).value.number == 1
            assert saved(seats[1]) == ["Somchai"]

            link.lose_question = COMMIT
            assert add_person(user, Person("Nok")).value.number == 2
            assert saved(seats[1]) == ["Somchai", "Nok"]
            assert (link.lose_answer, link.lose_question) == (b"", b"")

            link.lose_question = b"FROM person"
            with pytest.raises(ServerAway):
                saved(user)
            assert saved(user) == ["Somchai", "Nok"]

            link.lose_question = COMMIT
            with pytest.raises(LinkLost), store.writing() as tx:
                tx.write(insert(PERSON), number=3, erased_at=None, **asdict(Person("Noi")))
            assert saved(seats[1]) == ["Somchai", "Nok"]

            store._backend.patience = 0.1
            link.lose_answer = COMMIT
            with pytest.raises(SaveUnknown), store.writing() as tx:  # noqa: PT012 (the link goes while it is saved)
                tx.write(insert(PERSON), number=3, erased_at=None, **asdict(Person("Noi")))
                link.refuses = True
            assert saved(seats[1]) == ["Somchai", "Nok", "Noi"]


def test_a_token_tells_the_events_of_its_save_and_goes_after_some_days(seats, stopped_clock):
    user, _ = seats
    add_person(user, Person("Somchai"))
    with user.store.reading() as tx:
        *_, row = tx.ask(select(SAVED_REQUEST).order_by(SAVED_REQUEST.c.last_seq)).all()
        assert row.last_seq == row.first_seq == tx.connection.exec_driver_sql("SELECT max(seq) FROM event").scalar()
    stopped_clock(clock.now() + KEPT_FOR * 2)
    with closing(open_store(user.store.where)) as later, later.writing() as tx:
        tx.write(insert(PERSON), number=2, erased_at=None, **asdict(Person("Noi")))
    with user.store.reading() as tx:
        (only,) = tx.ask(select(SAVED_REQUEST)).all()
        assert (only.first_seq, only.last_seq) == (None, None)
