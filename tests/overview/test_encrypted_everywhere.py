"""A thousand planted words, and afterwards none of them in any file: store, journal, documents, backups, settings, log.

What stands in memory, and what the system swaps out of it, is not looked at; nor is what people give out as a file.
"""

import tempfile
from pathlib import Path

import pytest
from erasable import plant
from hands import NO_WARNINGS, go, rest
from PySide6.QtCore import QCoreApplication, QEvent

from lifecycle_desk.app import window
from lifecycle_desk.books.usecases import books, encryption, putting_back
from lifecycle_desk.books.usecases.backup_looks import look_at
from lifecycle_desk.commands.bug_log import log_file, note_bug
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.remembered import SavedFilter, filter_key
from lifecycle_desk.store import unlocking
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.documents import attach
from lifecycle_desk.vehicle.usecases.people import add_person

pytestmark = NO_WARNINGS
PEOPLE = 97  # with ten words each, beside those that the rooms plant
PHRASE = "correct horse battery staple"


class OddError(Exception):
    """Its message holds what a customer is called."""


@pytest.fixture
def places(tmp_path, monkeypatch):
    """Every folder into which the program writes, in one place."""
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    (tmp_path / "temp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temp"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    yield tmp_path
    unlocking._OPEN.clear()


def words_of(user) -> list[bytes]:
    """Plant them: what all rooms hold of one customer, customers of their own, and a paper of theirs."""
    _, planted = plant(user)
    words = [*planted.sought]
    for each in range(PEOPLE):
        told = [f"Zq{each:03}{kind}Wv" for kind in "abcdefghij"]
        add_person(user, Person(told[0], email=f"{told[1]}@example.org", address="\n".join(told[2:])))
        words += [word.encode() for word in told]
    attach(user, "Zqpaper.txt", b"\n".join(words))
    return [*words, b"Zqpaper"]


def remains(folder: Path, words: list[bytes]) -> list[tuple[str, bytes]]:
    """The files in which a word stands; looked for by how words begin, since a thousand take their time."""
    begins: dict[bytes, list[bytes]] = {}
    for word in words:
        begins.setdefault(word[:3], []).append(word)
    found = []
    for file in (each for each in folder.rglob("*") if each.is_file()):
        content = file.read_bytes()
        likely = [word for beginning, of in begins.items() if beginning in content for word in of]
        found += [(file.name, word) for word in likely if word in content]
    return found


def looked_round(user, word: str) -> None:
    """The pages of the window, a filter by a name, kept and left on: closing it writes what this computer remembers."""
    shown = window(user, Machine(language="en"))
    shown.show()
    for page in ("vehicles", "customers", "settings"):
        go(shown, page)
    shown.app.remembered.keep_filters([SavedFilter(word, "customers", text=word)])
    go(shown, "customers", filter_key("", word))
    rest(shown)
    shown.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_thousand_words_stand_in_no_file_after_a_round_of_commands_and_pages(places, qapp):
    path = places / "books" / "desk.ldk"
    user = books.create(path, Dealer("Zqdealer", "TH", "en"))
    attach(user, "Zqbefore.txt", b"Zqbefore")
    assert len(remains(places, [b"Zqdealer", b"Zqbefore"])) > 1  # as in any plain file
    encryption.encrypt(user, PHRASE)
    words = [*words_of(user), b"Zqdealer", b"Zqbefore"]
    assert len(words) >= 1_000
    made = Path(books.back_up(user).file)
    look_at(user, made)
    looked_round(user, words[-10].decode())
    note_bug(OddError(words[-10].decode()))
    assert (path.with_name("desk.ldk-wal")).stat().st_size > 0
    assert remains(places, words) == []
    user.store.close()
    putting_back.restore(made, path)
    assert remains(places, words) == []
    seen = {each.relative_to(places).parts[0] for each in places.rglob("*") if each.is_file()}
    assert {"books", "config", "state"} <= seen
    assert log_file().is_relative_to(places)
