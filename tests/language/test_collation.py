"""The order of names without a window is that of Qt's collator, which is ICU's here."""

import random

import pytest
from PySide6.QtCore import QCollator, QLocale

from lifecycle_desk.language.collation import order_key

NAMES = {
    "en": "Adams, Zoe|adams, zoe|O'Neil|Oneil|Müller|Muller|Mueller|Émile|Ernst|Unit 2|Unit 10|Zapf",
    "es": "Núñez|Nunez|Nuñez|Nuria|Ñandú|Ochoa|Lucía García|Lucia Gómez|Álvarez|Alvarez|Zamora|Óscar",
    "de": "Müller|Muller|Mueller|Öz|Oz|Ozan|Straße|Strasse|Strasser|Ärmel|Arm|Zahn",
    "fr": "Élise|Elise|Émile|Eric|Hélène|Helene|Çelik|Cédric|Zoé",
    "tr": "Çelik|Celik|Cuma|Demir|Işık|Ilgaz|İnci|Ismet|Öz|Ozan|Şahin|Sezer|Tan|Ümit|Uzun|Ğ|Gül",
    "pt_BR": "João|Joana|Ângela|Angela|Antônio|Antonio|Conceição|Cordeiro",
    "id": "Agus|agus|Budi 2|Budi 10|Dewi|Wayan",
    "ru": "Иванов|Йосипов|Ильин|Ёлкин|Елкин|Ельцин|Жуков|Яшин|Adams|Zoe",
    "ar": "أحمد|احمد|إبراهيم|آدم|بدر|فاطمة|فاطمه|محمد|مُحمد|يوسف|هدى|وليد|"
    "مؤمن|مأمون|مامون|رائد|راشد|سناء|سناب|إيمان|أيمن|آية|Adams",
    "th": "เอก|อรุณ|แก้ว|กานต์|โกวิท|ไก่|ขวัญ|สมชาย|สมใจ|ศรี|เพชร|พร|ใจดี|จันทร์|Adams|Zoe",
    "zh_CN": "安娜|王伟|王芳|李娜|张伟|赵敏|陈静|刘洋|欧阳|周杰|黄磊|Adams|Zoe",
}


@pytest.mark.parametrize("code", NAMES)
def test_names_stand_as_the_windows_collator_has_them(code):
    collator = QCollator(QLocale(code))
    collator.setNumericMode(True)
    names = NAMES[code].split("|")
    random.Random(7).shuffle(names)
    wanted = sorted(names, key=collator.sortKey)
    assert sorted(names, key=lambda each: order_key(each, code)) == wanted
