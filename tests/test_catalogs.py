"""Every word is translated into every language and written as that language is; the gate catches what is not."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from house import HOUSE

sys.path.insert(0, str(HOUSE / "packaging"))

from catalog_rules import PLURALS, faults, source_faults
from catalogs import Catalogs

ONE, MANY = "%(n)s session on %(day)s", "%(n)s sessions on %(day)s"


def nth(code):
    return Catalogs.plural(code)


def test_the_catalogs_are_whole():
    assert not list(Catalogs(HOUSE).check())


@pytest.mark.parametrize(
    ("code", "n", "form"),
    [("es", 1, 0), ("es", 0, 2), ("es", 2_000_000, 1), ("zh_CN", 1, 0), ("th", 7, 0)]
    + [("ar", n, form) for n, form in [(0, 0), (1, 1), (2, 2), (3, 3), (110, 3), (11, 4), (99, 4), (100, 5), (102, 5)]],
)
def test_plural_forms_are_chosen_as_the_language_counts(code, n, form):
    assert nth(code)(n) == form


@pytest.mark.parametrize(
    ("code", "source", "translation"),
    [
        ("es", "Save %(what)s.", "Guardar."),
        ("es", "Save %(what)s.", "Guardar %(what)s %(what)s."),
        ("es", "Save %(what)s.", "Guardar %(cosa)s."),
        ("es", "Save %(what)s.", "Guardar %(what)d."),
        ("es", "Save", ""),
        ("es", "%(n)s %% charged", "%(n)s % cargado"),
        ("es", "80 % charged", "80 %% cargado"),
        ("es", "Charged", "Cargado %(n)s"),
        ("es", "Save", "Guardar "),
        ("es", "Save", "Guardar."),
        ("es", "The order is saved.", "La orden está guardada"),
        ("es", "Open…", "Abrir..."),
        ("es", "Open…", "Abrir"),
        ("es", "Close the order?", "Cerrar la orden?"),
        ("es", "Save", "Guardar la orden en el almacén"),
        ("zh_CN", "The order is saved.", "工单已保存."),
        ("zh_CN", "The order is saved.", "工单已保存"),
        ("zh_CN", "Order, saved", "工单,已保存"),
        ("zh_CN", "Owner:", "车主:"),
        ("th", "The order is saved.", "บันทึกใบสั่งซ่อมแล้ว."),
        ("th", "&Save", "&บันทึก"),
        ("th", "Save", "บันทึก\u200b"),
        ("th", "Please save", "โปรดบันทึกค่ะ"),
        ("ar", "Save", "حفظ\u200f"),
        ("ar", "Save", "حفـظ"),
        ("ar", "&Save", "&حفظ"),
        ("ar", "Save, print", "حفظ, طباعة"),
        ("ar", "Save the order?", "حفظ الأمر?"),
        ("ar", "First", "أول\u064bا"),
        ("ar", "Enter a name.", "أدخل الاسم."),
        ("th", "Edit supplier", "แก้ไขผู้จำหน่าย"),
        ("th", "Edit the dealer profile", "แก้ไขข้อมูลตัวแทนจำหน่าย"),
        ("th", "Save appointment", "จัดเก็บนัดหมาย"),
        ("zh_CN", "New owner", "新所有人"),
        ("zh_CN", "Confidence", "置信度"),
    ],
)
def test_a_faulty_translation_is_caught(code, source, translation):
    assert list(faults(code, [source], [translation], nth(code)))


@pytest.mark.parametrize(
    ("code", "source", "translation"),
    [
        ("es", "Save %(what)s.", "Guardar %(what)s."),
        ("es", "Close the order?", "¿Cerrar la orden?"),
        ("es", "Number", "Núm."),
        ("es", "PDI", "Inspección (PDI)"),
        ("zh_CN", "&Open…", "打开(&O)…"),
        ("zh_CN", "The order %(no)s is saved.", "工单%(no)s已保存。"),
        ("th", "The order is saved.", "บันทึกใบสั่งซ่อมแล้ว"),
        ("th", "Distance", "ระยะ กม."),
        ("ar", "CSV, PDF", "CSV, PDF"),
        ("ar", "%(name)s: save?", "%(name)s: حفظ؟"),
        ("ar", "80 % charged", "80 % مشحون"),
        ("ar", "%(n)s %% charged", "%(n)s %% مشحون"),
        ("ar", "First", "أولا\u064b"),
        ("ar", "Enter a name.", "يُرجى إدخال الاسم."),
        ("th", "Edit supplier", "แก้ไขผู้จำหน่ายอะไหล่"),
        ("th", "Dealer", "ผู้จำหน่าย"),
        ("th", "Storage place", "ตำแหน่งจัดเก็บ"),
        ("zh_CN", "Holder or owner", "持有人或所有人"),
        ("zh_CN", "95% interval", "95%置信区间"),
    ],
)
def test_a_right_translation_passes(code, source, translation):
    assert not list(faults(code, [source], [translation], nth(code)))


def test_only_a_form_for_a_single_number_may_leave_it_out():
    arabic = ["لا جلسات في %(day)s", "جلسة في %(day)s", "جلستان في %(day)s"] + ["%(n)s جلسات في %(day)s"] * 3
    assert not list(faults("ar", [ONE, MANY], arabic, nth("ar")))

    assert list(faults("ar", [ONE, MANY], [*arabic[:3], "جلسات في %(day)s", *arabic[4:]], nth("ar")))
    assert list(faults("ar", [ONE, MANY], ["لا جلسات", *arabic[1:]], nth("ar")))
    assert list(faults("zh_CN", [ONE, MANY], ["%(day)s的充电记录"], nth("zh_CN")))


@pytest.mark.parametrize(
    "text", ["%(n)s % charged", "80 %% charged", "%(n)d sessions", "%s", "{name}%(", "Wait...", "a\u200eb"]
)
def test_faulty_english_is_caught(text):
    assert list(source_faults(text))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of one module and one language's words, as the scripts see it."""
    shutil.copytree(HOUSE / "packaging", tmp_path / "packaging", ignore=shutil.ignore_patterns("__pycache__"))
    code = tmp_path / "src/lifecycle_desk/words.py"
    code.parent.mkdir(parents=True)
    code.write_text(
        'A = N_("Save")  # NOTE: a button\n'
        'B = C_("order", "Ready")\n'
        "D = C_(item.context, item.text)\n"
        'E = N_("90 % is usual.")\n'
        "# NOTE: in a list\n"
        'C = NN_("%(n)s session", "%(n)s sessions")\n',
        encoding="utf-8",
    )
    return tmp_path


def run(checkout: Path, *command: str) -> subprocess.CompletedProcess[str]:
    script = checkout / "packaging/catalogs.py"
    return subprocess.run([sys.executable, script, *command], text=True, capture_output=True, check=False)


def fill(checkout: Path, code: str, **words: str) -> None:
    path = Catalogs(checkout).path(code)
    text = path.read_text("utf-8")
    for source, translation in words.items():
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{translation}"')
    path.write_text(text, encoding="utf-8")


WHOLE = {
    "zh_CN": ("保存", "就绪", "通常为90%。", ["%(n)s条充电记录"]),
    "ar": (
        "حفظ",
        "جاهز",
        "المعتاد 90%.",
        ["لا جلسات", "جلسة واحدة", "جلستان", "%(n)s جلسات", "%(n)s جلسة", "%(n)s جلسة"],
    ),
    "th": ("บันทึก", "พร้อม", "ปกติ 90%", ["ชาร์จ %(n)s ครั้ง"]),
    "es": ("Guardar", "Lista", "Lo usual es 90 %.", ["%(n)s sesión", "%(n)s de sesiones", "%(n)s sesiones"]),
    "ru": ("Сохранить", "Готово", "Обычно 90 %.", ["%(n)s сессия", "%(n)s сессии", "%(n)s сессий"]),
    "pt_BR": ("Salvar", "Pronto", "O usual é 90%.", ["%(n)s sessão", "%(n)s de sessões", "%(n)s sessões"]),
    "id": ("Simpan", "Siap", "Biasanya 90%.", ["%(n)s sesi"]),
    "tr": ("Kaydet", "Hazır", "Genelde %90.", ["%(n)s işlem", "%(n)s işlem"]),
    "de": ("Speichern", "Bereit", "Üblich sind 90 %.", ["%(n)s Ladevorgang", "%(n)s Ladevorgänge"]),
    "fr": ("Enregistrer", "Prêt", "90 % est habituel.", ["%(n)s session", "%(n)s de sessions", "%(n)s sessions"]),
}


def test_whole_catalogs_pass(checkout):
    run(checkout, "update")
    for code, (save, ready, usual, sessions) in WHOLE.items():
        fill(checkout, code, **{"Save": save, "Ready": ready, "90 % is usual.": usual})
        path = Catalogs(checkout).path(code)
        text = path.read_text("utf-8")
        for form, words in enumerate(sessions):
            text = text.replace(f'msgstr[{form}] ""', f'msgstr[{form}] "{words}"')
        path.write_text(text, encoding="utf-8")

    told = run(checkout, "check")

    assert (told.returncode, told.stdout) == (0, "")


def test_messages_are_gathered_with_their_own_notes(checkout):
    run(checkout, "extract")

    template = (checkout / "translations/lifecycle_desk.pot").read_text("utf-8")
    place = "#: src/lifecycle_desk/words.py\n"
    assert f'#. a button\n{place}msgid "Save"\n' in template
    assert f'\n\n{place}msgid "90 % is usual."\n' in template
    assert f'\n\n{place}msgctxt "order"\nmsgid "Ready"\n' in template
    assert f"#. in a list\n{place}#, python-format\n" + 'msgid "%(n)s session"\nmsgid_plural' in template


def test_text_that_the_translators_would_never_meet_stops_the_gathering(checkout):
    (checkout / "src/lifecycle_desk/words.py").write_text("A = N_(f'{b}')\n")
    told = run(checkout, "extract")
    assert told.returncode
    assert "words.py:1: N_(f'{b}')" in told.stderr


def test_updating_twice_changes_nothing_and_keeps_what_was_translated(checkout):
    run(checkout, "update")
    fill(checkout, "es", Save="Guardar", Ready="Lista")
    before = Catalogs(checkout).path("es").read_bytes()
    run(checkout, "update")
    assert Catalogs(checkout).path("es").read_bytes() == before

    words = checkout / "src/lifecycle_desk/words.py"
    whole = words.read_text("utf-8")
    words.write_text('A = N_("Print")\n', encoding="utf-8")
    run(checkout, "update")
    assert '#~ msgstr "Guardar"' in Catalogs(checkout).path("es").read_text("utf-8")

    words.write_text(whole, encoding="utf-8")
    run(checkout, "update")
    assert Catalogs(checkout).path("es").read_bytes() == before


def test_the_check_names_each_empty_fuzzy_gone_and_late_message(checkout):
    run(checkout, "update")
    fill(checkout, "es", Save="Guardar")
    path = Catalogs(checkout).path("es")
    path.write_text(path.read_text("utf-8").replace('\nmsgid "Save"', '\n#, fuzzy\nmsgid "Save"'), encoding="utf-8")
    words = checkout / "src/lifecycle_desk/words.py"
    words.write_text(words.read_text("utf-8").replace("Ready", "Done"), encoding="utf-8")

    told = run(checkout, "check")

    assert told.returncode == 1
    for line in (
        "lifecycle_desk.pot: not what the program says now; run packaging/catalogs.py update",
        "es: 'Save': fuzzy",
        "es: order: 'Done': missing",
        "es: order: 'Ready': no longer in the program",
        "es: '%(n)s session': form 0: empty",
    ):
        assert line in told.stdout.splitlines()


def test_compiling_serves_gettext(checkout):
    import gettext

    run(checkout, "update")
    fill(checkout, "ar", Save="حفظ")
    run(checkout, "compile")
    words = gettext.translation("lifecycle_desk", checkout / "translations", ["ar"])
    assert words.gettext("Save") == "حفظ"
    assert words.ngettext("%(n)s session", "%(n)s sessions", 5) == "%(n)s sessions"


def test_the_headers_are_ours_to_the_letter(checkout):
    run(checkout, "update")
    for code, plural in PLURALS.items():
        assert f'"Plural-Forms: {plural}\\n"\n' in Catalogs(checkout).path(code).read_text("utf-8")


def overlaid(checkout: Path, *messages: tuple[str, str]) -> list[str]:
    """What the check says of an overlay with these messages."""
    path = Catalogs(checkout).path("es_MX")
    path.parent.mkdir(parents=True, exist_ok=True)
    head = (
        Catalogs(checkout).path("es").read_text("utf-8").partition("\n\n")[0].replace("Language: es", "Language: es_MX")
    )
    path.write_text(head + "\n" + "".join(f'\nmsgid "{one}"\nmsgstr "{other}"\n' for one, other in messages), "utf-8")
    return [each for each in run(checkout, "check").stdout.splitlines() if each.startswith("es_MX")]


def test_an_overlay_holds_only_what_its_region_says_otherwise(checkout):
    run(checkout, "update")
    fill(checkout, "es", Save="Guardar")

    assert overlaid(checkout, ("Save", "Grabar")) == []
    assert overlaid(checkout, ("Save", "Guardar")) == ["es_MX: 'Save': said as in es"]
    assert overlaid(checkout, ("Keep", "Conservar")) == ["es_MX: 'Keep': no longer in the program"]
    assert overlaid(checkout, ("Save", "Grabar.")) != []


def test_an_update_fills_no_overlay_and_keeps_what_it_says(checkout):
    run(checkout, "update")
    overlaid(checkout, ("Save", "Grabar"), ("Keep", "Conservar"))
    run(checkout, "update", "--prune")

    known = {message.id: message.string for message in Catalogs(checkout).read("es_MX") if message.id}
    assert known == {"Save": "Grabar"}


def test_the_page_that_verifies_papers_is_compiled_with_the_words_that_it_speaks(checkout):
    """From the program of its own checkout, and only where something is newer than it is."""
    (checkout / "src/lifecycle_desk/words.py").unlink()
    for name in ("src", "resources/icons", "resources/verify/source"):
        shutil.copytree(HOUSE / name, checkout / name, dirs_exist_ok=True)
    german = Catalogs(checkout).path("de")
    page = checkout / "resources/verify/verify.html"

    def compiled(**words: str) -> str:
        german.parent.mkdir(parents=True, exist_ok=True)
        said = "".join(f'\n\nmsgid "{english}"\nmsgstr "{other}"' for english, other in words.items())
        german.write_text(f'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"{said}\n', encoding="utf-8")
        assert run(checkout, "compile").returncode == 0
        return page.read_text("utf-8")

    assert "Belege scannen" not in compiled(**{"Verify document": "Beleg prüfen"})
    assert '"title":"Belege scannen"' in compiled(**{"Verify document": "Belege scannen"})

    made = page.stat().st_mtime_ns
    run(checkout, "compile")
    assert page.stat().st_mtime_ns == made

    source = checkout / "resources/verify/source/page.html"
    source.write_text(source.read_text("utf-8").replace("<body", '<body data-made="anew"'), encoding="utf-8")
    run(checkout, "compile")
    assert 'data-made="anew"' in page.read_text("utf-8")
