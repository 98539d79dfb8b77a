"""Two programs at one file: what one checks or copies is of one moment, whatever the other does meanwhile."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from time import sleep

import pytest
from harness import copied, make_store, user_at, work
from meanwhile import written_meanwhile

from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.proof.usecases.heads import own_head
from lifecycle_desk.store import backup
from lifecycle_desk.store.documents import documents
from lifecycle_desk.store.files import laid_whole, place_of
from lifecycle_desk.store.manifests import Manifest, read_manifest
from lifecycle_desk.store.turns import Turns
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.documents import attach


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("books") / "desk.ldk", vehicles=2)


@pytest.fixture
def two(kept: Path, tmp_path: Path) -> Iterator[tuple[UserSession, UserSession]]:
    store = copied(kept, tmp_path / "desk.ldk")
    with closing(user_at(store).store) as here, closing(user_at(store).store) as there:
        yield UserSession(here, None, books.anybody), UserSession(there, None, books.anybody)


def let_go_of(user: UserSession, digest: str) -> None:
    """As an erasure does it."""
    with user.store.writing() as tx:
        people.drop_document(tx, digest)
        documents(tx).forget([digest], backup.documents_of(backup.folder_of(user.store.path) / "any"))


def test_what_another_program_saves_signs_backs_up_and_erases_during_a_check_is_no_finding(two):
    here, there = two
    digest = attach(here, "passport.txt", b"Somchai's").sha256
    books.back_up(here)

    def work_there() -> None:
        list(work(there, 90))
        own_head(there)
        books.back_up(there)
        let_go_of(there, digest)

    with written_meanwhile(here, work_there):
        checked = books.check(here)
    assert checked.findings == ()
    assert books.check(here).findings == ()


def test_of_two_programs_that_make_a_backup_one_waits_and_both_are_whole(two, monkeypatch):
    """Who had made one took away what the other had half written; in the same second they wrote into one file."""
    made: list[Path] = []
    both: list[Future[books.BackedUp]] = []
    whole, folder = books.described, backup.folder_of(two[0].store.path)

    def described(copy: Path, *rest: object) -> Manifest:
        made.append(copy)
        while len(made) == 1 and not (Turns(folder).is_awaited or any(each.done() for each in both)):
            sleep(0.001)  # until the other one waits
        return whole(copy, *rest)

    monkeypatch.setattr(books, "described", described)
    with ThreadPoolExecutor(2) as pool:
        both += (pool.submit(books.back_up, user) for user in two)
    files = [Path(each.result().file) for each in both]
    assert len(made) == 2
    for each in files:
        manifest = read_manifest(each)
        assert manifest
        assert manifest.sha256 == backup.hash_of(each)


def test_a_document_that_is_erased_while_it_is_copied_is_not_among_the_copies(two, monkeypatch):
    here, there = two
    digest = attach(here, "passport.txt", b"Somchai's").sha256
    write = backup.write_whole

    def written(path: Path, content: bytes, *, private: bool) -> None:
        let_go_of(there, digest)
        write(path, content, private=private)

    monkeypatch.setattr(backup, "write_whole", written)
    made = Path(books.back_up(here).file)
    assert not place_of(here.store.files, digest).exists()
    assert not place_of(backup.documents_of(made), digest).exists()


def test_two_threads_that_write_the_same_file_write_it_aside_each_for_itself(tmp_path):
    file = tmp_path / "document"
    with laid_whole(file) as one, laid_whole(file) as another:
        one.write_bytes(b"one")
        another.write_bytes(b"another")
    assert file.read_bytes() == b"one"
    assert [*tmp_path.iterdir()] == [file]
