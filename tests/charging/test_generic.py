"""Tables of anybody's by a mapping: proposed, shown, kept by name, shared as a file, from CSV and from workbooks."""

import io
import json
import random
import tomllib
import zipfile
from dataclasses import asdict

import pytest
from charging_books import ONE, OTHER, is_sound, session, sessions_of, taken_in, with_cars
from reading_samples import HOME
from test_reading_hostile import mutated

from lifecycle_desk.base.incoming import Refused
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.base.resources import resource
from lifecycle_desk.base.steps import drained
from lifecycle_desk.books.usecases.books import create
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.files import workbooks
from lifecycle_desk.stages.charging.formats import READERS, WRITERS
from lifecycle_desk.stages.charging.imports.interchange.mapped import open_generic
from lifecycle_desk.stages.charging.imports.interchange.mapping_files import read_mapping, written
from lifecycle_desk.stages.charging.imports.interchange.recognising import kinds_of
from lifecycle_desk.stages.charging.imports.rules.mappings import ColumnMapping, Target, captions, proposed
from lifecycle_desk.stages.charging.imports.usecases import DropMapping, drop_mapping, keep_mapping, mappings
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current, Place
from lifecycle_desk.vehicle.tables import life, people

# Shaped after the columns of Renault's charge history, the fields that ev.energy names, the header of BYD Stats' export
# and a backup of Fuelio (its caption of kWh is from memory). None is a file that the program itself wrote.
RENAULT = (
    "chargeStartDate,chargeEndDate,chargeDuration,chargeStartBatteryLevel,chargeEndBatteryLevel,"
    "chargeEnergyRecovered,chargeEndStatus\n"
    "2024-03-02 15:26:43,2024-03-02 15:59:46,34,93,99,3.05,ok\n"
)
EV_ENERGY = (
    "Session ID,Car ID,Session Start Time,Session Finish Time,Estimated Energy Delivered,Cost,Location\n"
    "9001,c1,2026-05-01 18:02,2026-05-01 21:40,24.1,5.92,Home\n"
    "9002,c1,2026-05-02 18:02,,,,Home\n"
)
FUELIO = (
    '"## Vehicle"\n"Name","Description"\n"EV",""\n"## Log"\n'
    '"Data","Odo (km)","Fuel (kwh)","Full","Price (optional)","Notes (optional)"\n'
    '"2026-05-01 18:02","12345","24.10","1","5.92",""\n"## CostCategories"\n"CostTypeID","Name"\n"1","Service"\n'
)
BYD_STATS = (
    "Fecha/Hora,Km Totales,kWh Facturados,Precio Total,% Inicial,Tipo Cargador,Precio/kWh,% Final\n"
    "2026-05-01 18:02,12345,24.1,5.92,31,Casa,0.25,72\n"
    "2026-05-02 18:02,0,20,5,31,Casa,0.25,70\n"
    "2026-05-03 18:02,12600,38.5,60,0,Gasolina,1.55,0\n"
)
FUELIO_MAPPING = ColumnMapping(
    "Fuelio", "sessions",
    {"started_at": "Data", "meter_kwh": "Fuel (kwh)", "odometer_km": "Odo (km)", "cost": "Price (optional)"},
    section="## Log",
)  # fmt: skip
WALLBOX = "Start;Ende;Energie (kWh);Kosten;RFID\n01.05.2026 18:02;01.05.2026 21:40;24,1;5,92 €;{vin}\n"


def taken(desk, folder, content, name="table.csv", **choices):
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    (reader,) = (each for each in READERS if each.kind == "generic")
    return drained(reader.take_in(desk, file, Choices(**({"currency": "EUR"} | choices)))).value


def mapping_file(folder, mapping):
    path = folder / "mapping.json"
    path.write_bytes(written(mapping))
    return str(path)


def proposal(content, name="mine"):
    header = [cell.strip('"') for cell in content.splitlines()[0].replace(";", ",").split(",")]
    return ColumnMapping(**(asdict(proposed(header)) | {"name": name}))


def test_words_of_columns_propose_a_mapping_which_is_shown_and_not_used_by_itself(own_desk, tmp_path):
    with pytest.raises(Objection) as caught:
        taken(own_desk, tmp_path, EV_ENERGY, vin=ONE)
    assert caught.value.rule == "mapping_needed"
    assert "started_at = Session Start Time" in caught.value.proposed
    looked = taken(own_desk, tmp_path, EV_ENERGY, vin=ONE, dry_run=True)
    assert (looked.new, looked.left_out, looked.written) == (1, {"open": 1}, False)
    assert "meter_kwh = Estimated Energy Delivered" in looked.read_as["mapping"]
    assert sessions_of(own_desk) == []


@pytest.mark.parametrize("content", [RENAULT, EV_ENERGY])
def test_exports_of_other_programs_come_in_once_however_often_they_come(own_desk, tmp_path, content):
    mapping = mapping_file(tmp_path, proposal(content))
    first = taken(own_desk, tmp_path, content, mapping=mapping, vin=ONE)
    again = taken(own_desk, tmp_path, content, mapping=mapping, vin=ONE)

    assert (first.new, again.new, again.known) == (1, 0, 1)
    assert is_sound(own_desk)


def test_one_table_of_a_file_of_several_is_read_with_its_own_lines(own_desk, tmp_path):
    keep_mapping(own_desk, FUELIO_MAPPING)
    made = taken(own_desk, tmp_path, FUELIO, mapping="Fuelio", vin=ONE)
    (told,) = sessions_of(own_desk)

    assert (made.rows, made.new) == (1, 1)
    assert (told.meter_wh, told.odometer, told.cost) == (24_100, Distance(12_345), Money(592, "EUR"))
    wrong = taken(own_desk, tmp_path, FUELIO.replace("24.10", "x"), mapping="Fuelio", vin=ONE)
    assert [(each.line, each.field) for each in wrong.refused] == [(6, "Fuel (kwh)")]


def test_byd_stats_comes_in_without_its_fuel_and_without_kilometres_that_are_not_known(own_desk, tmp_path):
    mapping = mapping_file(tmp_path, proposal(BYD_STATS))
    made = taken(own_desk, tmp_path, BYD_STATS, mapping=mapping, vin=ONE)
    first, second = sorted(sessions_of(own_desk), key=lambda each: each.started_at)

    assert (made.new, made.left_out, made.refused) == (2, {"fuel": 1}, [])
    assert (first.meter_wh, first.soc_start, first.soc_end, first.cost) == (24_100, 310, 720, Money(592, "EUR"))
    assert (first.odometer, second.odometer) == (Distance(12_345), None)


def test_where_captions_were_read_is_said_beside_them():
    told = tomllib.loads(resource("charging/captions.toml").read_text("utf-8"))
    assert {"BYD Stats", "Fuelio", "TeslaFi"} < told["sources"].keys()
    assert "Tronity" in told["verify"]


def test_a_column_of_litres_is_never_energy(own_desk, tmp_path):
    content = FUELIO.replace("Fuel (kwh)", "Fuel (litres)")
    keep_mapping(own_desk, ColumnMapping(**(asdict(FUELIO_MAPPING) | {
        "columns": FUELIO_MAPPING.columns | {"meter_kwh": "Fuel (litres)"}})))  # fmt: skip
    with pytest.raises(Objection) as caught:
        taken(own_desk, tmp_path, content, mapping="Fuelio", vin=ONE)
    assert caught.value.rule == "column_of_fuel"


def test_a_wallbox_portal_names_cars_by_their_cards_or_vins(own_desk, tmp_path):
    mapping = ColumnMapping("portal", "sessions", {"started_at": "Start", "ended_at": "Ende",
                            "meter_kwh": "Energie (kWh)", "cost": "Kosten", "whose": "RFID"}, dates="dmy")  # fmt: skip
    made = taken(own_desk, tmp_path, WALLBOX.format(vin=OTHER), mapping=mapping_file(tmp_path, mapping))
    assert (made.new, sessions_of(own_desk, OTHER)[0].cost) == (1, Money(592, "EUR"))
    waiting = taken(own_desk, tmp_path, WALLBOX.format(vin="04A1"), mapping=mapping_file(tmp_path, mapping))
    assert waiting.unmatched == 1


def test_our_own_export_of_sessions_comes_back_as_it_went(own_desk, tmp_path):
    with_place = session(1, place=Place("Home", city="Gent", country="BEL", connector="IEC_62196_T2"), temperature=-35)
    back = session(2, key="BE/BEC/1-C", credits="BE/BEC/9", meter_wh=-5_000, cost=Money(-200, "EUR"))
    both = session(3, "teslamate", key="17", meter_wh=26_900, battery_wh=24_610, soc_start=310, soc_end=725, soc_step=1,
                   current=Current.AC, odometer=None, cost=None, most_watts=11_000)  # fmt: skip
    taken_in(own_desk, [with_place, back], vin=ONE)
    taken_in(own_desk, [both], "teslamate", vin=OTHER)
    (writer,) = (each for each in WRITERS if each.kind == "charging-sessions")
    exported = b"".join(writer.write(own_desk, {}))
    other = with_cars(create(str(tmp_path / "other.ldk"), Dealer("Other", "TH", "en", labour_rate=115_000)))
    try:
        made = taken(other, tmp_path, exported, mapping=mapping_file(tmp_path, proposal(exported.decode("utf-8-sig"))))
        assert (made.new, made.refused) == (3, [])
        assert b"".join(writer.write(other, {})) == exported
        assert is_sound(other)
    finally:
        other.store.close()


def test_a_mapping_is_kept_by_name_shared_as_a_file_and_dropped(own_desk, tmp_path):
    keep_mapping(own_desk, FUELIO_MAPPING)
    keep_mapping(own_desk, FUELIO_MAPPING)  # the same again is nothing new
    (writer,) = (each for each in WRITERS if each.kind == "mapping")
    shared = tmp_path / "fuelio.json"
    shared.write_bytes(b"".join(writer.write(own_desk, {"mapping": "Fuelio"})))

    assert read_mapping(shared) == FUELIO_MAPPING
    assert mappings(own_desk) == [FUELIO_MAPPING]
    drop_mapping(own_desk, DropMapping("Fuelio"))
    assert mappings(own_desk) == []
    with pytest.raises(Objection) as caught:
        taken(own_desk, tmp_path, FUELIO, mapping="Fuelio")
    assert caught.value.rule == "unknown_mapping"
    assert is_sound(own_desk)


WRONG = {
    "no_mapping_file": b"[]",
    "mapping_name_missing": {"name": " ", "of": "sessions"},
    "mapping_value_wrong": {"name": "x", "of": "boats"},
    "field_unknown": {"name": "x", "of": "readings", "columns": {"colour": "a"}},
    "field_left_out": {"name": "x", "of": "readings", "columns": {"on": "a"}},
    "column_mapped_twice": {"name": "x", "of": "readings", "columns": {"on": "a", "odometer_km": "A"}},
    "column_missing": {"name": "x", "of": "readings", "columns": {"on": "a", "odometer_km": "b"}},
}


@pytest.mark.parametrize(("rule", "told"), WRONG.items(), ids=WRONG)
def test_a_mapping_by_which_nothing_can_be_read_is_refused(own_desk, tmp_path, rule, told):
    path = tmp_path / "wrong.json"
    head = {"format": "lifecycle-desk/mapping", "version": 1}
    path.write_bytes(told if isinstance(told, bytes) else json.dumps(head | told).encode())
    with pytest.raises(Objection) as caught:
        taken(own_desk, tmp_path, "a,c\n1,2\n", mapping=str(path), vin=ONE)
    assert caught.value.rule == rule
    assert caught.value.message % caught.value.facts


def test_visits_and_readings_come_by_a_mapping_for_one_car_or_many(own_desk, tmp_path):
    visits = ColumnMapping("v", "services", {"vin": "VIN", "on": "Day", "note": "What", "odometer_mi": "Miles"})
    table = f"VIN,Day,What,Miles\n{ONE},2026-03-01,Brakes,7500\n{OTHER},2026-03-02,Tyres,100\nXX,2026-03-02,?,1\n"
    refused = taken(own_desk, tmp_path, table, mapping=mapping_file(tmp_path, visits))
    made = taken(own_desk, tmp_path, table, mapping=mapping_file(tmp_path, visits), skip_refused=True)
    again = taken(own_desk, tmp_path, table, mapping=mapping_file(tmp_path, visits), skip_refused=True)

    assert [(each.line, each.field) for each in refused.refused] == [(4, "VIN")]
    assert (refused.written, made.new, again.known) == (False, 2, 2)
    readings = ColumnMapping("r", "readings", {"on": "Day", "odometer_km": "km"})
    taken(own_desk, tmp_path, "Day,km\n2026-04-01,13000\n", mapping=mapping_file(tmp_path, readings), vin=ONE)
    with own_desk.store.reading() as tx:
        told = [each for each in life.told(tx, ONE) if each.odometer]
    assert [each.odometer for each in told] == [Distance(7_500, LengthUnit.MILES), Distance(13_000)]


def test_vehicles_and_customers_come_by_a_mapping(own_desk, tmp_path):
    cars = ColumnMapping("c", "vehicles", {"vin": "Chassis", "plate": "Reg", "model_year": "Year"})
    table = "Reg,Chassis,Year\n1กก 1234,LGXCE4CB7R0000002,2024\n2,LGXCE4CB7R0000003,20x4\n"
    refused = taken(own_desk, tmp_path, table, mapping=mapping_file(tmp_path, cars))
    made = taken(own_desk, tmp_path, table, mapping=mapping_file(tmp_path, cars), skip_refused=True)
    assert [(each.line, each.field) for each in refused.refused] == [(3, "Year")]
    assert made.new == 1
    who = ColumnMapping("w", "customers", {"name": "Kunde", "phone": "Telefon"})
    people_table = "Kunde;Telefon\nMüller;+49 30 1\nLi;\n;x\n"
    first = taken(own_desk, tmp_path, people_table, mapping=mapping_file(tmp_path, who), skip_refused=True)
    again = taken(own_desk, tmp_path, people_table, mapping=mapping_file(tmp_path, who), skip_refused=True)
    assert ([(each.line, each.field) for each in first.refused], first.new, again.known) == ([(4, "Kunde")], 2, 2)
    with own_desk.store.reading() as tx:
        assert len(people.numbers(tx, None)) == 2


def test_every_field_that_is_needed_has_words_and_no_word_stands_for_two():
    for known in captions().values():
        words = [word for some in known.values() for word in some]
        assert len(words) == len(set(words))
    assert set(captions()) == set(Target)


# Workbooks --------------------------------------------------------------------------------------------------------

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def workbook(rows, texts=(), **parts):
    """A workbook as spreadsheet programs write it; a cell is its XML from the type on."""

    def cells(at, row):
        return "".join(f'<c r="{chr(65 + place)}{at}" {cell}</c>' for place, cell in enumerate(row) if cell)

    sheet = "".join(f'<row r="{at}">{cells(at, row)}</row>' for at, row in rows)
    made = {
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="Log" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {MAIN}><sheetData>{sheet}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst {MAIN}>" + "".join(f"<si><t>{each}</t></si>" for each in texts) + "</sst>",
    }  # fmt: skip
    made["xl/styles.xml"] = (
        f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="164" formatCode="yyyy-mm-dd hh:mm:ss"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (made | {name.replace("__", "/"): part for name, part in parts.items()}).items():
            archive.writestr(name, content)
    return packed.getvalue()


HEAD = ("Start", "End", "kWh", "Cost")
SESSION = [
    (2, [f't="s"><v>{at}</v>' for at in range(4)]),
    (4, ['s="1"><v>46143.751516203702</v>', 's="1"><v>46143.902812499997</v>', "><v>24.100000000000001</v>",
         "><v>5.92</v>"]),
]  # fmt: skip


def test_a_workbook_is_read_as_its_cells_are_shown_with_the_numbers_of_its_rows(own_desk, tmp_path):
    made = taken(own_desk, tmp_path, workbook(SESSION, HEAD), "x.xlsx", mapping=mapping_file(
        tmp_path, ColumnMapping("w", "sessions", {"started_at": "Start", "ended_at": "End", "meter_kwh": "kWh",
                                                  "cost": "Cost"}, zone="UTC")), vin=ONE)  # fmt: skip
    (told,) = sessions_of(own_desk)

    assert made.new == 1
    assert (told.started_at.isoformat(), told.meter_wh, told.cost) == (
        "2026-05-01T18:02:11+00:00",
        24_100,
        Money(592, "EUR"),
    )
    assert kinds_of(own_desk, tmp_path / "x.xlsx") == ("generic",)
    wrong = [SESSION[0], (4, [*SESSION[1][1][:2], 't="inlineStr"><is><t>much</t></is>', ""])]
    refused = taken(own_desk, tmp_path, workbook(wrong, HEAD), "x.xlsx", dry_run=True, vin=ONE).refused
    assert [(each.line, each.field) for each in refused] == [(4, "kWh")]


BOMB = b"<sst><!--" + b"x" * (8 << 20)
HOSTILE = {
    "workbook_damaged": b"PK\x03\x04 and no archive",
    "entities": workbook(SESSION, HEAD, **{"xl__styles.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
    "no sheet": workbook(SESSION, HEAD, **{"xl__workbook.xml": f"<workbook {MAIN}/>"}),
    "a text that is not there": workbook([(1, ['t="s"><v>99</v>'])], HEAD),
    "a column far out": workbook([(1, [""] * 3)], HEAD, **{
        "xl__worksheets__sheet1.xml": f'<worksheet {MAIN}><row r="1"><c r="ZZZ1"><v>1</v></c></row></worksheet>'}),
    "a row far down": workbook([(9_000_000, ["><v>1</v>"])], HEAD),
    "a bomb": workbook(SESSION, HEAD, **{"xl__sharedStrings.xml": BOMB}),
}  # fmt: skip


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_workbook_that_is_damaged_or_grows_without_end_is_refused_soon(own_desk, tmp_path, content, monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_UNPACKED", 4 << 20)
    with pytest.raises(Objection) as caught:
        taken(own_desk, tmp_path, content, "x.xlsx", vin=ONE)
    assert caught.value.rule in {"workbook_damaged", "workbook_too_large", "sheet_not_there"}
    assert caught.value.message % caught.value.facts


def test_evccs_own_workbook_is_read_as_evccs(own_desk, tmp_path):
    head = ("Startzeit", "Endzeit", "Ladepunkt", "Energie (kWh)", "Ladedauer", "Kosten")
    rows = [
        (1, [f't="s"><v>{at}</v>' for at in range(6)]),
        (2, ['s="1"><v>46143.75151620</v>', 's="1"><v>46143.90281250</v>', 't="inlineStr"><is><t>Hof</t></is>',
             "><v>24.1</v>", 's="3"><v>0.145833333</v>', "><v>5.92</v>"]),
    ]  # fmt: skip
    styles = (
        f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="164" formatCode="yyyy-mm-dd hh:mm:ss"/>'
        '<numFmt numFmtId="165" formatCode="[h]:mm:ss"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="165"/></cellXfs></styleSheet>'
    )
    file = tmp_path / "evcc.xlsx"
    file.write_bytes(workbook(rows, head, **{"xl__styles.xml": styles}))
    (read,) = (each for each in READERS if each.kind == "evcc")
    made = drained(read.take_in(own_desk, file, Choices(vin=ONE, currency="EUR"))).value
    (told,) = sessions_of(own_desk)

    assert kinds_of(own_desk, file) == ("evcc",)
    assert (made.new, told.meter_wh, told.cost, told.place.name) == (1, 24_100, Money(592, "EUR"), "Hof")
    assert json.loads(told.more)["Ladedauer"] == "3:30:00"


def test_broken_tables_and_workbooks_are_read_or_refused_in_words(tmp_path):
    dice = random.Random(2026)
    parts = zipfile.ZipFile(io.BytesIO(workbook(SESSION, HEAD)))
    for number in range(400):
        which = dice.choice(parts.namelist())
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name in parts.namelist():
                archive.writestr(name, mutated(parts.read(name), dice) if name == which else parts.read(name))
        whole = dice.choice([packed.getvalue(), mutated(packed.getvalue(), dice), mutated(EV_ENERGY.encode(), dice)])
        file = tmp_path / f"{number % 2}.xlsx"
        file.write_bytes(whole)
        try:
            said = [each.why for each in open_generic(file, HOME).rows() if isinstance(each, Refused)]
        except Objection as why:
            said = [why]
        assert all(each.message % each.facts for each in said)
