"""What is copied from a paper, or searched in it, is what was typed."""

import pypdfium2
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import ImageChops

from lifecycle_desk.base.isolates import ltr, own
from lifecycle_desk.paper import Column, Table
from lifecycle_desk.paper.typesetting import ink, sides, typed_order
from lifecycle_desk.paper.typesetting.fonts import WEIGHTS, face
from lifecycle_desk.paper.typesetting.shaping import shape

MIXED = (
    "VIN LGXCE4CB5P2012345, owner محمد (UAE)",
    "Dealer สมชาย ใจดี, maker 比亚迪, phone +971 4 123 4567",
    "Efficient office: 1,234.50 € [Größe] ‘ok’ #12/7",
)
LEFT_TO_RIGHT = {
    "en": MIXED[1:],
    "es": ("¿Está listo el coche? Sí: recíbalo el 15/03/2026 (20,000 km).", "Íñigo Ñúñez — RVB-123-A — $1,234.50"),
    "th": (
        "ที่ปั๊มน้ำ ผู้ซื้อแจ้งว่าน้ำมันเบรกต่ำ กั๊ก ปู่",
        "หมายเลขตัวถัง LGXCE4CB5P2012345 วันที่ 15 มีนาคม 2569",
        "ทะเบียน กข 1234 ราคา ฿1,234.50 (92.4%)",
    ),
    "zh_CN": (
        "动力电池健康度 92.4%，续航里程 510 km（含三电系统）。",
        "王喆堃，“粤B·D12345”，车架号 LGXCE4CB5P2012345",
    ),
}
ARABIC = (
    "تقرير دورة حياة المركبة",
    "الآن لا إله إلا الله",
    "حاليًا شكرًا مُعدّل أوّل",
    "گلشیفته فراهانی",
    "چوہدری ذوالفقار",
)
ARABIC_MIXED = (
    f"رقم الهيكل {ltr('LGXCE4CB5P2012345')} للمركبة",
    "رقم الهيكل LGXCE4CB5P2012345 للمركبة",
    f"هاتف الوكيل {ltr('+971 4 123 4567')} مفتوح",
    f"السعر {own('1,234.50')} فقط",
    "لوحة د 12345 دبي",
    "التاريخ 15/03/2026 الساعة 14:30",
    "درجة الحرارة 25 °C عند المخرج",
    "عزم الشد 120 N·m للعجلات",
    "الكود P0A80-00 مسجل",
    "استبدال بطارية BYD Blade في ورشة دبي",
)
ARABIC_NAMES = ("Owner محمد بن عبد الله in Dubai", "Plate دبي 12345 on file")


@pytest.mark.parametrize("code", LEFT_TO_RIGHT)
def test_left_to_right_lines_copy_exactly(copied, code):
    found = copied(code, *LEFT_TO_RIGHT[code])
    for text in LEFT_TO_RIGHT[code]:
        assert text in found.pypdf
        assert text in found.poppler
        assert text in found.pdfium


def test_arabic_persian_and_urdu_lines_copy_exactly(copied):
    found = copied("ar", *ARABIC)
    for text in ARABIC:
        assert text in found.pypdf
        assert text in found.poppler
        assert text in found.pdfium


def test_arabic_words_are_found_where_somebody_searches_for_them(copied):
    page = pypdfium2.PdfDocument(copied("ar", *ARABIC, *ARABIC_MIXED).pdf)[0].get_textpage()
    for word in ("الآن", "شكرًا", "المركبة", "فراهانی", "الهيكل", "الدورة", "LGXCE4CB5P2012345"):
        assert bool(page.search(word).get_next()) is (word != "الدورة"), word


def test_lines_of_both_directions_copy_as_they_were_typed(copied):
    """From pypdf and poppler in one line, from pdfium in lines of their own where it would turn codes around."""
    found, names = copied("ar", *ARABIC_MIXED), copied("en", *ARABIC_NAMES)
    for lines, texts in ((found, ARABIC_MIXED), (names, ARABIC_NAMES)):
        pypdf, poppler, pdfium = lines.pypdf, lines.poppler, " ".join(lines.pdfium)
        for text in texts:
            typed = "".join(c for c in text if c not in "\u2066\u2068\u2069")
            assert typed in pypdf
            assert typed in poppler
            assert typed in pdfium


def test_brackets_and_figures_keep_their_order_for_the_viewer_in_the_program(copied):
    texts = ("الصيانة الدورية (20,000 كم) اليوم", "«نعم» قال المالك [2]", "المجموع: ١٢٬٣٤٥٫٦٧ درهم")
    found = copied("ar", *texts, "+971 4 123 4567", "LGXCE4CB5P2012345")
    for text in (*texts, "+971 4 123 4567", "LGXCE4CB5P2012345"):
        assert text in found.pdfium


def test_a_left_to_right_paper_keeps_an_arabic_name_whole(copied):
    found = copied("en", MIXED[0], "محمد بن عبد الله")
    for reader in (found.pypdf, found.poppler, found.pdfium):
        assert "محمد بن عبد الله" in reader
        assert any("LGXCE4CB5P2012345" in line and "محمد" in line for line in reader)


def test_marks_of_other_scripts_copy_with_their_letters(copied):
    texts = ("देवनागरी क्षेत्र", "ភាសាខ្មែរ សុខ", "မြန်မာ အောင်", "ສົມສັກ", "김민준", "Nguyễn Thị Hường", "cafe\u0301")
    found = copied("en", *texts)
    for text in texts:
        assert text in found.poppler, text


def test_the_hyphen_of_a_parted_word_is_never_copied(copied):
    word = "Fahrzeugidentifizierungsnummernverzeichnis" * 4
    found = copied("de", f"Das {word} fehlt")
    for reader in (found.pypdf, found.poppler, found.pdfium):
        assert "".join(reader[1:4]).replace(" ", "") == f"Das{word}fehlt"


def test_marks_of_other_scripts_stand_where_they_should_in_a_line_with_arabic(copied):
    def ink(text):
        page = pypdfium2.PdfDocument(copied("en", text).pdf)[0]
        return page.render(scale=3, grayscale=True, crop=(51, 690, 500, 60)).to_pil().crop((0, 0, 70, 282))

    text = "ปั๊มที่ปู่"
    beside = ink(f"{text} محمد")
    assert text in copied("en", f"{text} محمد").pypdf[1]
    difference = ImageChops.difference(ink(text), beside)
    assert sum(difference.histogram()[100:]) < 30  # dots, of areas that are not hinted


FRAMES = ("{} مسجل باسم المالك محمد", "رقم الهيكل {} للمركبة", "تم التسليم إلى العميل مع {}", "الرمز {}، والمبلغ مدفوع")
MANY = (
    *("LGXCE4CB5P2012345", "LXK2DEG0D9P016613", "RO-2971", "CL-2024-0008", "24-1714", "+971 4 123 4567"),
    *("1,585.76", "P2A92-14", "BP-58101", "D97688", "BYD Blade", "E5DA 2A41 F969"),
)


@pytest.mark.parametrize("frame", FRAMES)
def test_codes_in_arabic_sentences_come_back_whole_from_each_reader(copied, frame):
    found = copied("ar", *(frame.format(code) for code in MANY))
    for reader in (found.pypdf, found.poppler, found.pdfium):
        text = f" {' '.join(reader)} "
        assert [code for code in MANY if code not in text] == []


def test_codes_in_cells_beside_arabic_ones_come_back_whole_and_in_the_order_of_the_cells(copied):
    names = ("محمد", "دبي", "المالك", "الهيكل", "ورشة", "الفحص")
    rows = [(name, code, f"{nth}", f"{nth}.50 AED") for nth, (name, code) in enumerate(zip(names, MANY, strict=False))]
    found = copied("ar", blocks=[Table([Column("أ", 3), Column("ب", 3), Column("ج"), Column("د", 2)], rows)])
    for reader in (found.pdfium, found.poppler, found.pypdf):
        text = " ".join(reader)
        assert [code for row in rows for code in row[1:] if code not in text] == []
    chrome = " ".join(found.pdfium)
    for row in rows:
        assert " ".join(row) in chrome


def test_what_parts_lines_for_chrome_is_not_seen(copied, monkeypatch):
    def picture():
        page = pypdfium2.PdfDocument(copied("ar", *(FRAMES[1].format(code) for code in MANY)).pdf)[0]
        return page.render(scale=2, grayscale=True).to_pil()

    parted = picture()
    monkeypatch.setattr(typed_order, "partings", lambda _: {})
    monkeypatch.setattr(sides.Lines, "parting", lambda *_: sides.Parting.NONE)
    difference = ImageChops.difference(parted, picture())
    assert sum(difference.histogram()[100:]) == 0


@pytest.mark.parametrize("weight", sorted(WEIGHTS))
def test_no_arabic_letter_is_so_wide_that_it_hides_from_chrome_what_parts_lines(weight):
    """pdfium begins again where something moves by more than half of the wider neighbour, as measured in its source."""
    arabic = face(f"DeskArabic-{weight}")
    letters = [char for char in map(chr, range(0x0600, 0x0700)) if char in arabic.letters and char.isalpha()]
    forms = [f"{before}{char}{after}" for char in letters for before in ("", "\u200d") for after in ("", "\u200d")]
    widest = max(max(shape(form, arabic.name, rightward=True).advances) / arabic.upem for form in forms)
    lower = {parting: 2 * depth for parting, depth in ink.LOWER.items()}
    assert widest < lower[sides.Parting.GROUP] < ink.WIDE < lower[sides.Parting.LINE]


LETTERS = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإآپچگی", min_size=2, max_size=8)
CODES = st.sampled_from(["LGXCE4CB5P2012345", "1,234.50", "12345", "BYD", "P0A80-00", "15/03/2026", "14:30", "20 km"])
TYPED = st.lists(st.tuples(LETTERS, CODES, LETTERS, LETTERS), min_size=6, max_size=6)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@example([("شدلعجرأي", "LGXCE4CB5P2012345", "ضء", "نییغذپ"), ("ص", "P0A80-00", "ى", "يرء"), ("ضءت", "BYD", "ص", "ض")])
@given(TYPED)
def test_any_arabic_words_around_any_code_copy_as_they_were_typed(copied, typed):
    texts = [" ".join(words) for words in typed]
    found = copied("ar", *texts)
    pypdf, pdfium = found.pypdf, " ".join(found.pdfium)
    for text in texts:
        assert text in pypdf
        assert text in pdfium
