"""Encrypted books and sealed files at the command line: what is asked, by which exit code it ends, what is written."""

import pytest

from lifecycle_desk.store import unlocking

PHRASE, OTHER = "correct horse battery staple", "another long passphrase"


@pytest.fixture(autouse=True)
def locked():
    unlocking._OPEN.clear()
    yield
    unlocking._OPEN.clear()


def test_a_store_is_encrypted_asks_for_its_key_and_becomes_plain_again(desk, tmp_path, monkeypatch):
    def run(*arguments, key=None, new=None):
        unlocking._OPEN.clear()  # as each command is a process of its own
        for name, value in (("LIFECYCLE_DESK_KEY", key), ("LIFECYCLE_DESK_NEW_KEY", new)):
            monkeypatch.setenv(name, value) if value else monkeypatch.delenv(name, raising=False)
        return desk(*arguments)

    assert run("key", "show").code == 1
    assert "LIFECYCLE_DESK_KEY" in run("encrypt").err
    assert "12" in run("encrypt", key="short").err
    assert run("encrypt", "--sheet", str(tmp_path / "sheet.pdf"), key=PHRASE).code == 0
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert run("key", "show").out.split()[1:] == ["passphrase", "recovery"]
    assert (run("check").code, run("check", key="wrong").code, run("check", key=PHRASE).code) == (3, 3, 0)
    said = run("key", "recovery", key=PHRASE)
    recovery = said.out.split()[-1]
    assert run("check", key=recovery).code == 0
    assert run("key", "passphrase", key=recovery, new=OTHER).code == 0
    assert (run("check", key=PHRASE).code, run("check", key=OTHER).code) == (3, 0)
    made = run("backup", key=OTHER).out.strip()
    assert run("restore", made).code == 1
    assert run("restore", made, key=OTHER).code == 0
    assert run("key", "open-here", key=OTHER).code == 0
    assert run("check").code == 0
    assert run("key", "ask-here").code == 0
    assert run("check").code == 3
    assert run("decrypt", key="wrong").code == 3
    assert run("decrypt", key=OTHER).code == 0
    assert run("check").code == 0


def test_records_travel_sealed_and_only_the_whole_file_with_its_passphrase_is_taken_in(desk, tmp_path, monkeypatch):
    sealed, new = tmp_path / "records.jsonl.ldx", tmp_path / "new.ldk"
    monkeypatch.delenv("LIFECYCLE_DESK_FILE_KEY", raising=False)
    assert "LIFECYCLE_DESK_FILE_KEY" in desk("export", "records", "-o", str(sealed)).err
    assert not sealed.exists()
    monkeypatch.setenv("LIFECYCLE_DESK_FILE_KEY", PHRASE)
    assert desk("export", "records", "-o", str(tmp_path / "plain.jsonl")).code == 0
    assert desk("export", "records", "-o", str(sealed)).code == 0
    assert b"Sathorn" in (tmp_path / "plain.jsonl").read_bytes()
    whole = sealed.read_bytes()
    assert b"Sathorn" not in whole
    for content, key in ((whole, OTHER), (whole[:-1], PHRASE), (whole[:40] + b"x" + whole[41:], PHRASE)):
        sealed.write_bytes(content)
        monkeypatch.setenv("LIFECYCLE_DESK_FILE_KEY", key)
        said = desk("import", "records", str(sealed), store=str(new))
        assert said.code == 1, said.err
        assert "cannot be opened" in said.err
        assert not new.exists()
    sealed.write_bytes(whole)
    assert desk("import", "records", str(sealed), store=str(new)).code == 0
