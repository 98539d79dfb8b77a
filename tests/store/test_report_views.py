"""The views for reporting in a store's file: no change without a migration, there after each, ours alone."""

from dataclasses import replace
from importlib.util import module_from_spec, spec_from_file_location

import pytest
import reporting_page
from house import HOUSE
from sqlalchemy import text
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql import visitors
from sqlcipher3 import dbapi2

from lifecycle_desk.language.formats import currency_digits
from lifecycle_desk.store import migrations
from lifecycle_desk.store.dialect import Nearest
from lifecycle_desk.store.integrity import guard_faults
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.store.refusals import ViewsInTheWay
from lifecycle_desk.store.reporting import VIEWS, digest_of_views, digits_of, make_views, views, views_aside
from lifecycle_desk.store.types import PERSONAL

NAMES = [each.name for each in views()]
ABOUT_PEOPLE = {"person", "staff", "person_key"}


def digests() -> list[str]:
    """The digests that migrations name, the first first."""
    found = []
    for path in sorted((migrations.FOLDER / "versions").glob("[0-9]*.py")):
        spec = spec_from_file_location(path.stem, path)
        assert spec is not None
        assert spec.loader is not None
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        found += [module.VIEWS] if hasattr(module, "VIEWS") else []
    return found


def test_whoever_changes_a_view_writes_a_migration_that_names_the_new_digest():
    assert digests()[-1] == digest_of_views(sqlite.dialect())


def test_the_page_tells_the_views_as_they_are():
    page = (HOUSE / "docs/reporting.md").read_text("utf-8")
    assert page == reporting_page.text(), "run packaging/reporting_page.py"


def test_a_new_store_has_them_and_nobody_else_s(tmp_path):
    store = open_store(tmp_path / "desk.ldk", new=True)
    with store.reading() as tx:
        there = tx.connection.scalars(text("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name"))
        assert list(there) == NAMES
        assert list(guard_faults(tx)) == []
    store.close()


def test_a_view_that_was_changed_or_brought_in_is_told(tmp_path):
    where = tmp_path / "desk.ldk"
    open_store(where, new=True).close()
    with dbapi2.connect(str(where)) as raw:
        raw.execute("DROP VIEW report_claim")
        raw.execute("CREATE VIEW report_claim AS SELECT 1 AS claim")
        raw.execute("CREATE VIEW stranger AS SELECT 1 AS one")
    store = open_store(where)
    with store.reading() as tx:
        assert {where for _, where, _ in guard_faults(tx)} == {"report_claim", "stranger"}
    store.close()


def test_nothing_can_be_written_through_one(tmp_path):
    open_store(tmp_path / "desk.ldk", new=True).close()
    with dbapi2.connect(str(tmp_path / "desk.ldk")) as raw:
        for name in NAMES:
            with pytest.raises(dbapi2.OperationalError, match="view"):
                raw.execute(f"DELETE FROM {name}")  # noqa: S608 (our own names)


def test_no_view_reads_what_is_marked_as_personal_or_stands_in_a_table_of_people():
    read = []
    for view in views():
        for column in view.columns:
            parts = column.of.factors if isinstance(column.of, Nearest) else [getattr(column.of, "column", column.of)]
            for part in parts:
                columns = (each for each in visitors.iterate(part) if getattr(each, "table", None) is not None)
                read += [(each.table.name, each.name, each.info) for each in columns]
    assert len(read) > 150
    assert [(table, name) for table, name, info in read if info.get(PERSONAL) or table in ABOUT_PEOPLE] == []
    assert [name for _, name, _ in read if name in {"plate", "technician", "adviser", "note", "text", "by"}] == ["by"]


def test_amounts_have_as_many_digits_as_the_program_writes():
    from babel.core import get_global

    for currency in {*get_global("currency_fractions"), "THB", "EUR", "AED"} - {"DEFAULT"}:
        assert digits_of(currency) == currency_digits(currency), currency


def test_a_view_that_somebody_built_on_ours_stays_or_is_named_where_it_cannot(user, monkeypatch):
    with user.store.engine.connect().execution_options(migrates=True) as connection, connection.begin():
        if connection.dialect.name != "postgresql":
            pytest.skip("a file holds no views but ours")
        ours = VIEWS["report_vehicle"]
        connection.execute(text("CREATE VIEW by_make AS SELECT vin, make FROM report_vehicle"))
        with views_aside(connection):
            make_views(connection)
        assert list(connection.execute(text("SELECT * FROM by_make"))) == []
        less = replace(ours, columns=tuple(each for each in ours.columns if each.name != "make"))
        monkeypatch.setitem(VIEWS, ours.name, less)
        with pytest.raises(ViewsInTheWay) as refused, views_aside(connection):
            make_views(connection)
        assert "by_make" in refused.value.facts["views"]
