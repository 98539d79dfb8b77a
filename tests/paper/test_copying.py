"""What is copied from a paper, or searched in it, is what was typed."""

import pytest

from lifecycle_desk.base.isolates import ltr, own

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
# All programs agree on what is Arabic alone; around what runs to the right each has its own idea of a line's order.
ARABIC = (
    "تقرير دورة حياة المركبة",
    "الآن لا إله إلا الله",
    "حاليًا شكرًا مُعدّل أوّل",
    "گلشیفته فراهانی",
    "چوہدری ذوالفقار",
)
ARABIC_MIXED = (
    f"رقم الهيكل {ltr('LGXCE4CB5P2012345')} للمركبة",
    f"هاتف الوكيل {ltr('+971 4 123 4567')} مفتوح",
    f"السعر {own('1,234.50')} فقط",
    "الصيانة الدورية [20,000 كم] اليوم",
)


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


def test_every_word_of_a_mixed_arabic_line_can_be_found(copied):
    found = copied("ar", *ARABIC_MIXED)
    for at, text in enumerate(ARABIC_MIXED, 1):
        words = {word.strip("[]") for word in "".join(c for c in text if c not in "\u2066\u2068\u2069").split()}
        assert words <= {word.strip("[]") for word in found.pypdf[at].split()}, text
        assert all(word in found.poppler[at] for word in words), text


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
