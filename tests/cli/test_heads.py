"""At the command line: a head for a witness, books compared with it, a backup put back on purpose alone."""

from pathlib import Path

from sqlcipher3 import dbapi2

from lifecycle_desk.store import last_saved
from lifecycle_desk.store.manifests import manifest_of


def cut_off(store: str, count: int) -> None:
    raw = dbapi2.connect(store, isolation_level=None)
    guards = [row[0] for row in raw.execute("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")]
    for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    last = raw.execute("SELECT max(seq) FROM event").fetchone()[0]
    raw.execute("DELETE FROM event WHERE seq > ?", (last - count,))
    raw.execute("DELETE FROM signed_head WHERE seq > ?", (last - count,))
    raw.execute("DELETE FROM staff")
    for each in guards:
        raw.execute(each)
    raw.close()


def test_a_mail_that_somebody_kept_shows_that_the_tail_was_cut_off(desk, tmp_path):
    desk.do("take_on", name="lek", full_name="Lek", role="technician")
    mail = tmp_path / "mail.txt"
    mail.write_text(f"Please keep:\n{desk.do('witness_head')['text']}\n", "utf-8")
    assert desk("check", "--witness", mail).code == 0
    assert "No copy of the signature is kept outside." in desk("check").out
    cut_off(desk.where, 1)
    for beside in (".heads", last_saved.ENDING):
        Path(f"{desk.where}{beside}").unlink()
    assert desk("check").code == 0
    found = desk("check", "--witness", mail, "--json")
    assert found.code == 1
    assert [(each["part"], each["where"]) for each in found.json["findings"]] == [("heads", str(mail))]


def test_each_command_says_on_standard_error_that_the_last_entries_are_missing(desk):
    desk.do("take_on", name="lek", full_name="Lek", role="technician")
    desk.do("witness_head")
    assert "missing" not in desk("find", "x").err
    cut_off(desk.where, 1)
    said = desk("find", "x", "--json")
    assert said.code == 0
    assert said.json["hits"] == []
    assert "is missing or altered" in said.err


def test_a_backup_that_nothing_proves_is_put_back_on_purpose_alone(desk):
    made = desk("backup", "--json").json["file"]
    manifest_of(Path(made)).unlink()
    refused = desk("restore", made)
    assert refused.code == 1
    assert "--unproved" in refused.out + refused.err
    taken = desk("restore", made, "--unproved", "--json")
    assert taken.code == 0
    assert [each["rule"] for each in taken.json["says"]] == ["restored_unproved"]
    assert desk("check").code == 0
