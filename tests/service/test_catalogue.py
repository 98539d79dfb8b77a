"""The catalogue: kept by the dealer, priced by day, superseded without cycles, imported and undone as a whole."""

import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from command_line import Desk
from hypothesis import given
from hypothesis import strategies as st
from workshop import opened

from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.cover.rules import PartGroup
from lifecycle_desk.files.looking import looked
from lifecycle_desk.schedules.rules import Torque
from lifecycle_desk.stages.service.catalogue.interchange.lists import OPERATIONS_READER, PARTS_READER
from lifecycle_desk.stages.service.catalogue.interchange.reading import TranslationsKept
from lifecycle_desk.stages.service.catalogue.interchange.writing import write_operations, write_parts
from lifecycle_desk.stages.service.catalogue.rules.entries import (
    CatalogueEntry,
    ChangedSince,
    ChangeUnknown,
    EntryUnknown,
    ModelHours,
    Price,
    SupersessionCycle,
    chain,
)
from lifecycle_desk.stages.service.catalogue.rules.matching import fits, terms_of, wanted_of
from lifecycle_desk.stages.service.catalogue.rules.offers import OfferContext
from lifecycle_desk.stages.service.catalogue.tables.schema import AT_ONCE
from lifecycle_desk.stages.service.catalogue.usecases.changing import (
    SaveCatalogue,
    UndoCatalogue,
    WithdrawEntry,
    entry_of,
    save_catalogue,
    undo_catalogue,
    withdraw_catalogue_entry,
)
from lifecycle_desk.stages.service.catalogue.usecases.offering import (
    Catalogue,
    CatalogueList,
    catalogue_counts,
    learnt,
    offers,
)
from lifecycle_desk.stages.service.orders.rules.orders import LineKind
from lifecycle_desk.vehicle.usecases.showing import look_for

PAD = CatalogueEntry(
    kind=LineKind.PART,
    code="1104-6127",
    text="Brake pad set, front",
    texts={"th": "ผ้าเบรกหน้า", "zh_CN": "前制动片"},
    group=PartGroup.WEAR,
    prices=(Price(date(2026, 1, 1), 180_000, 20_000), Price(date(2026, 7, 1), 195_000, 25_000)),
)
BRAKES = CatalogueEntry(
    kind=LineKind.LABOUR,
    code="BR-10",
    text="Replace front brake pads",
    hours=(ModelHours(Decimal("0.8")), ModelHours(Decimal("1.1"), "MG", "MG4 Electric")),
    torques=(Torque("Caliper bolts", Decimal(35)),),
)
MG4 = OfferContext(None, "MG", "MG4 Electric", date(2026, 11, 24))
PARTS_CSV = """number,text,text_th,price,core_charge,valid_from,superseded_by,part_group
1104-6127,Brake pad set,ผ้าเบรกหน้า,1800.00,200,2026-01-01,,wear
1104-6127,Brake pad set,,1950.00,,2026-07-01,,
8800 1,Old coolant pump,,900,,,8800-2,
8800-2,Coolant pump,,1200,,,,drive_unit
"""


def kept(user, *entries):
    return save_catalogue(user, SaveCatalogue(entries)).value


def table(tmp_path, text, name="parts.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def taken(user, path, reader=PARTS_READER, **choices):
    return drained(reader.take_in(user, path, Choices(**choices))).value


def offered(user, typed, at=MG4):
    return offers(user, typed, at, learnt(user))


def test_an_entry_is_kept_changed_withdrawn_and_undone(own_shop):
    made = kept(own_shop, PAD, BRAKES)
    assert (made.new, made.changed, made.known) == (2, 0, 0)
    assert entry_of(own_shop, LineKind.PART, "11046127") == PAD
    assert entry_of(own_shop, LineKind.LABOUR, "br 10") == BRAKES
    assert kept(own_shop, PAD).known == 1

    withdrawn = withdraw_catalogue_entry(own_shop, WithdrawEntry(LineKind.PART, "1104-6127")).value
    assert catalogue_counts(own_shop) == (
        {CatalogueList.LABOUR: 1, CatalogueList.PART: 0, CatalogueList.WITHDRAWN: 1},
        1,
    )
    assert not offered(own_shop, "brake pad set")
    with pytest.raises(ChangedSince):
        undo_catalogue(own_shop, UndoCatalogue(made.change))
    undo_catalogue(own_shop, UndoCatalogue(withdrawn.change))
    assert offered(own_shop, "brake pad set")[0].code == "1104-6127"
    undo_catalogue(own_shop, UndoCatalogue(made.change))
    with pytest.raises(EntryUnknown):
        entry_of(own_shop, LineKind.PART, "1104-6127")
    assert not offered(own_shop, "brake")


@pytest.mark.parametrize(
    ("on", "price", "core"),
    [(date(2025, 12, 31), None, None), (date(2026, 6, 30), 180_000, 20_000), (date(2026, 7, 1), 195_000, 25_000)],
)
def test_the_price_of_the_day_counts(own_shop, on, price, core):
    kept(own_shop, PAD)
    (found,) = offered(own_shop, "110", OfferContext(on=on))
    assert (found.price, found.core, found.group) == (price, core, PartGroup.WEAR)


def test_hours_are_of_the_model_and_texts_of_the_language(shop):
    kept(shop, PAD, BRAKES)
    (own,) = offered(shop, "BR-10")
    (other,) = offered(shop, "br10", OfferContext(make="BYD", model="Dolphin"))
    assert (own.hours, other.hours) == (Decimal("1.1"), Decimal("0.8"))
    for typed, language in (("ผ้า", "th"), ("เบรก", "th"), ("制动", "zh_CN"), ("前制动片", "zh_CN")):
        found = offered(shop, typed, OfferContext(language=language))
        assert [each.text for each in found] == [PAD.texts[language]], typed


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_list_that_calls_parts_otherwise_says_whose_translations_it_leaves_as_they_were(own_shop, tmp_path, dry_run):
    kept(
        own_shop, PAD, *(replace(PAD, code=each) for each in ("P-1", "P-2", "P-3")), replace(PAD, code="P-4", texts={})
    )
    rows = (
        "11046127,Wiper blade,,",  # another maker's part of the same number
        "P-1,Wiper blade,ใบปัดน้ำฝน,前雨刮片",
        f'P-2,"{PAD.text}",,',
        "P-3,Wiper blade,ใบปัดน้ำฝน,",
        "P-4,Wiper blade,,",
        "P-5,Wiper blade,,",
    )
    path = table(tmp_path, "\n".join(("number,text,text_th,text_zh_cn", *rows)))
    done = taken(own_shop, path, dry_run=dry_run)
    (warned,) = done.warnings
    assert isinstance(warned, TranslationsKept)
    assert (warned.n, warned.codes) == (2, "1104-6127, P-3")
    assert entry_of(own_shop, LineKind.PART, PAD.code).texts == PAD.texts  # they are the dealer's work
    assert not done.refused


def test_an_old_number_finds_the_one_that_supersedes_it(shop):
    old, newer = (CatalogueEntry(kind=LineKind.PART, code=each, text="Pump") for each in ("P-1", "P-2"))
    newest = CatalogueEntry(kind=LineKind.PART, code="P-3", text="Pump", prices=(Price(date(2026, 1, 1), 500),))
    kept(shop, replace(old, replaced_by="P-2"), replace(newer, replaced_by="p3"), newest)
    (found,) = offered(shop, "p-1 ", OfferContext(on=date(2026, 2, 2))) or offered(shop, "pump")
    assert (found.code, found.price) == ("P-3", 500)
    with pytest.raises(SupersessionCycle) as refused:
        kept(shop, replace(newest, replaced_by="P-1"))
    assert refused.value.told["chain"] == "P-3 → P-1 → P-2 → p3"


def test_what_orders_said_is_learnt_this_model_first(shop):
    opened(shop)
    opened(shop)
    (gas,) = offered(shop, "refr")
    assert (gas.code, gas.text, gas.price, gas.times, gas.of_model) == ("R1234YF-0.5", "Refrigerant", 520_000, 2, 2)
    (diagnosed,) = offered(shop, "diagnose", OfferContext(make="BYD", model="Seal"))
    assert (diagnosed.hours, diagnosed.times, diagnosed.of_model) == (Decimal("0.6"), 2, 0)
    kept(shop, CatalogueEntry(kind=LineKind.PART, code="0000", text="Refrigerant oil"))
    assert [each.code for each in offered(shop, "refrigerant")] == ["R1234YF-0.5", "0000"]


def test_a_list_of_parts_comes_in_with_its_prices_and_is_undone_at_once(shop, tmp_path):
    path = table(tmp_path, PARTS_CSV)
    tried = taken(shop, path, dry_run=True)
    assert (tried.rows, tried.new, tried.known, tried.written) == (4, 3, 1, False)
    assert catalogue_counts(shop)[1] == 0
    done = taken(shop, path)
    assert (done.rows, done.new, done.known, done.refused) == (4, 3, 1, [])
    pad = entry_of(shop, LineKind.PART, "1104-6127")
    assert pad.prices == (Price(date(2026, 1, 1), 180_000, 20_000), Price(date(2026, 7, 1), 195_000))
    assert (pad.texts, pad.group) == ({"th": "ผ้าเบรกหน้า"}, PartGroup.WEAR)
    assert offered(shop, "88001")[0].code == "8800-2"
    assert taken(shop, path).known == 4
    undo_catalogue(shop, UndoCatalogue(1))
    assert catalogue_counts(shop)[1] == 0


def many(tmp_path, count: int, price: int = 10) -> Path:
    rows = "".join(f"M-{number:05},Part {number},{price}\n" for number in range(count))
    return table(tmp_path, f"number,text,price\n{rows}", f"many-{price}.csv")


def begun(user, change: int, steps: int):
    undoing = undo_catalogue.steps(user, UndoCatalogue(change))
    for _ in range(steps):
        next(undoing)
    return undoing


def test_a_save_comes_in_between_while_a_long_import_is_undone(own_shop, tmp_path):
    taken(own_shop, many(tmp_path, 3 * AT_ONCE))
    undoing = begun(own_shop, 1, 1)
    assert catalogue_counts(own_shop)[1] == 2 * AT_ONCE
    assert kept(own_shop, PAD).new == 1
    made = drained(undoing).value
    assert made.new == 3 * AT_ONCE
    assert catalogue_counts(own_shop)[1] == 1


def test_an_undo_that_was_stopped_goes_on_where_it_was_and_leaves_what_was_changed_meanwhile(own_shop, tmp_path):
    taken(own_shop, many(tmp_path, 3 * AT_ONCE))
    taken(own_shop, many(tmp_path, 3 * AT_ONCE, price=20))
    begun(own_shop, 2, 1).close()
    first = entry_of(own_shop, LineKind.PART, "M-00000")
    assert first.prices[-1].price == 1_000
    assert entry_of(own_shop, LineKind.PART, "M-01499").prices[-1].price == 2_000
    changed = kept(own_shop, replace(first, text="Named anew"))
    assert undo_catalogue(own_shop, UndoCatalogue(2)).value.changed == 2 * AT_ONCE
    assert entry_of(own_shop, LineKind.PART, "M-01499").prices[-1].price == 1_000
    assert entry_of(own_shop, LineKind.PART, "M-00000").text == "Named anew"
    with pytest.raises(ChangeUnknown):
        undo_catalogue(own_shop, UndoCatalogue(2))
    undo_catalogue(own_shop, UndoCatalogue(changed.change))
    undo_catalogue(own_shop, UndoCatalogue(1))
    assert catalogue_counts(own_shop)[1] == 0


def test_an_entry_that_is_changed_while_an_undo_runs_is_not_lost(own_shop, tmp_path):
    taken(own_shop, many(tmp_path, 2 * AT_ONCE))
    undoing = begun(own_shop, 1, 1)
    kept(own_shop, replace(entry_of(own_shop, LineKind.PART, "M-00999"), text="Named anew"))
    with pytest.raises(ChangedSince):
        next(undoing)
    assert entry_of(own_shop, LineKind.PART, "M-00999").text == "Named anew"


def test_no_entry_has_the_number_of_one_that_an_undo_removed(own_shop, tmp_path):
    taken(own_shop, many(tmp_path, 2 * AT_ONCE))
    highest = max(Catalogue(own_shop).keys())
    undo_catalogue(own_shop, UndoCatalogue(1))
    kept(own_shop, PAD)
    assert min(Catalogue(own_shop).keys()) > highest


def test_a_faulty_row_is_told_with_its_place_and_the_good_ones_come_in(own_shop, tmp_path):
    path = table(
        tmp_path,
        "number,text,price,superseded_by,part_group\nA1,One,12.345,,\nA2,Two,5,A3,\nA3,Three,5,A2,\n,Four,1,,\n"
        "A5,Five,1,,sunroof\nA6,,1,,\nA7,Seven,1,,\n",
    )
    seen = drained(looked(own_shop, PARTS_READER, path, Choices()))
    faults = {each.line: (each.field, type(each.why).__name__) for each in seen.taken.refused}
    assert faults == {
        2: ("price", "NumberTwoWays"),
        3: ("superseded_by", "SupersessionCycle"),
        4: ("superseded_by", "SupersessionCycle"),
        5: ("number", "CodeMissing"),
        6: ("part_group", "GroupUnknown"),
        7: ("text", "TextMissing"),
    }
    assert taken(own_shop, path).written is False
    assert taken(own_shop, path, skip_refused=True).new == 1
    assert entry_of(own_shop, LineKind.PART, "a7").text == "Seven"


def workbook(path: Path, rows) -> Path:
    cells = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) + "</row>" for row in rows
    )
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    link = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    with zipfile.ZipFile(path, "w") as book:
        book.writestr(
            "xl/workbook.xml", f'<workbook {space} {link}><sheets><sheet name="A" r:id="r1"/></sheets></workbook>'
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships><Relationship Id="r1" Target="worksheets/s.xml"/></Relationships>',
        )
        book.writestr("xl/worksheets/s.xml", f"<worksheet {space}><sheetData>{cells}</sheetData></worksheet>")
    return path


def test_operations_come_in_from_a_workbook_by_model(own_shop, tmp_path):
    path = workbook(
        tmp_path / "operations.xlsx",
        [
            ("code", "text", "text_zh_CN", "make", "model", "hours", "torques"),
            (
                "BR-10",
                "Replace front brake pads",
                "更换前制动片",
                "",
                "",
                "0.8",
                "Caliper bolts 35; Wheel bolts 140 Nm",
            ),
            ("BR-10", "", "", "MG", "MG4 Electric", "1.1", ""),
            ("BR-11", "Bleed brakes", "", "", "", "0.85", ""),
        ],
    )
    assert OPERATIONS_READER.knows(path, "TH") > PARTS_READER.knows(path, "TH") == 0
    done = taken(own_shop, path, OPERATIONS_READER, skip_refused=True)
    assert (done.rows, done.new, [(each.line, each.field) for each in done.refused]) == (3, 1, [(4, "hours")])
    found = entry_of(own_shop, LineKind.LABOUR, "BR10")
    assert found.hours_of("mg", "MG4 electric") == Decimal("1.1")
    assert found.torques == (Torque("Caliper bolts", Decimal(35)), Torque("Wheel bolts", Decimal(140)))


def test_the_command_line_keeps_imports_and_undoes(own_shop, tmp_path):
    desk = Desk(own_shop.store.where)
    entry = {"kind": "part", "code": "A-1", "text": "Fuse", "prices": [{"valid_from": "2026-01-01", "price": 100}]}
    assert desk.do("save_catalogue", entries=[entry])["new"] == 1
    assert desk("import", "parts", table(tmp_path, PARTS_CSV), "--json").json["new"] == 3
    assert desk.do("undo_catalogue")["new"] == 3
    assert desk.do("withdraw_catalogue_entry", kind="part", code="a1")["changed"] == 1


def test_the_list_shows_entries_by_code_and_letters_narrow_it(own_shop):
    kept(own_shop, PAD, BRAKES)
    whole, parts = Catalogue(own_shop), Catalogue(own_shop, CatalogueList.PART)
    assert [each.entry.code for each in whole.rows(whole.keys()).values()] == ["1104-6127", "BR-10"]
    assert len(parts.keys()) == 1
    narrowed = Catalogue(own_shop, None, "replace brake")
    assert [each.entry.code for each in narrowed.rows(narrowed.keys()).values()] == ["BR-10"]


@pytest.mark.parametrize("letters", ["1104-6127", "11046127", "brake pad set", "ผ้าเบรก", "制动"])
def test_a_part_is_found_from_anywhere_by_its_number_and_its_name_in_any_language(shop, letters):
    kept(shop, PAD, BRAKES)
    assert [(each.kind, each.ref, each.label) for each in look_for(shop, letters).hits] == [
        ("catalogue_entry", "part:1104-6127", "1104-6127 Brake pad set, front")
    ]


def test_an_operation_is_found_by_its_code_and_what_is_withdrawn_comes_last(own_shop):
    kept(own_shop, PAD, BRAKES)
    assert [each.ref for each in look_for(own_shop, "br-10").hits] == ["labour:BR-10"]
    withdraw_catalogue_entry(own_shop, WithdrawEntry(LineKind.PART, PAD.code))
    assert [each.ref for each in look_for(own_shop, "brake").hits] == ["labour:BR-10", "part:1104-6127"]


def test_of_many_parts_the_first_are_shown_and_that_there_are_more(own_shop):
    kept(own_shop, *(replace(PAD, code=f"P-{at:03}") for at in range(12)))
    found = look_for(own_shop, "brake")
    assert ([each.ref for each in found.hits], found.more) == ([f"part:P-{at:03}" for at in range(8)], True)


def test_the_command_line_finds_a_part(own_shop):
    kept(own_shop, PAD)
    found = Desk(own_shop.store.where)("find", "1104", "--json").json
    assert [(each["kind"], each["id"], each["matched"]) for each in found["hits"]] == [
        ("catalogue_entry", "part:1104-6127", "1104-6127")
    ]
    assert "Catalogue entry" in Desk(own_shop.store.where)("find", "1104").out


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("abcdef")))
def test_a_chain_ends_or_is_refused(replaced):
    for code in replaced:
        try:
            found = chain(code, replaced)
        except SupersessionCycle:
            continue
        assert found
        assert found[-1] not in replaced
        assert len({code, *found}) == len(found) + 1


@given(st.text(min_size=3, max_size=12), st.text(max_size=40))
def test_an_entry_is_found_by_its_whole_code(code, text):
    words, number = wanted_of(code)
    if number:
        assert fits(terms_of(code, (text,)), words, number)


def test_what_goes_out_comes_in_again_and_changes_nothing(shop, tmp_path):
    plain = CatalogueEntry(kind=LineKind.PART, code="=1+1", text="-5 %, “quoted”", replaced_by="1104-6127")
    bare = CatalogueEntry(kind=LineKind.LABOUR, code="X", text="Look")
    kept(shop, PAD, BRAKES, plain, bare)
    for write, reader, rows in ((write_parts, PARTS_READER, 3), (write_operations, OPERATIONS_READER, 3)):
        path = tmp_path / f"{reader.kind}.csv"
        path.write_bytes(b"".join(write(shop, {})))
        done = taken(shop, path, reader)
        assert (done.rows, done.known, done.refused) == (rows, rows, [])
