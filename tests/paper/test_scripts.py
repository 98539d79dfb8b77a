"""No box is ever printed: every script has its typeface, and a letter that has none is told by its code."""

import unicodedata
from itertools import accumulate

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lifecycle_desk.language import Language
from lifecycle_desk.paper import InLanguage, Paper, Paragraphs, SideBySide, style
from lifecycle_desk.paper.typesetting.fonts import GUESTS, Face, chain, face
from lifecycle_desk.paper.typesetting.lines import Type, Typesetter
from lifecycle_desk.paper.typesetting.shaping import BLANK, Glyphs

BODY = Type(9)
ENGLISH, CHINESE, ARABIC = (style.script(code) for code in ("en", "zh_CN", "ar"))
# Article 1 of the Universal Declaration of Human Rights, its beginning, and names.
SENTENCES = {
    "Gujarati": "પ્રતિષ્ઠા અને અધિકારોની દૃષ્ટિએ સર્વ માનવો જન્મથી સ્વતંત્ર અને સમાન હોય છે.",
    "Gurmukhi": "ਸਾਰਾ ਮਨੁੱਖੀ ਪਰਿਵਾਰ ਆਪਣੀ ਮਹਿਮਾ, ਸ਼ਾਨ ਅਤੇ ਹੱਕਾਂ ਦੇ ਪੱਖੋਂ ਜਨਮ ਤੋਂ ਹੀ ਆਜ਼ਾਦ ਹੈ।",
    "Telugu": "ప్రతిపత్తిస్వత్వముల విషయమున మానవులెల్లరును జన్మతః స్వతంత్రులును సమానులును నగుదురు.",
    "Kannada": "ಎಲ್ಲಾ ಮಾನವರೂ ಸ್ವತಂತ್ರರಾಗಿಯೇ ಜನಿಸಿದ್ದಾರೆ. ಹಾಗೂ ಘನತೆ ಮತ್ತು ಹಕ್ಕುಗಳಲ್ಲಿ ಸಮಾನರಾಗಿದ್ದಾರೆ.",
    "Oriya": "ଜନ୍ମକାଳରୁ ସବୁ ମଣିଷ ସ୍ଵାଧୀନ ଓ ମର୍ଯ୍ୟାଦାରେ ସମାନ।",
    "Ol Chiki": "ᱡᱟᱱᱟᱢ ᱠᱷᱚᱱ ᱜᱮ ᱥᱟᱱᱟᱢ ᱢᱟᱹᱱᱢᱤ",
    "Meetei Mayek": "ꯃꯤ ꯈꯨꯗꯤꯡꯃꯛ ꯄꯣꯛꯄ ꯃꯇꯝꯗ",
    "Thaana": "ހުރިހާ އިންސާނުން ވެސް ދުނިޔެއަށް އުފަންވަނީ",
    "Devanagari": "सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता प्राप्त है।",
    "Bengali": "সমস্ত মানুষ স্বাধীনভাবে সমান মর্যাদা নিয়ে জন্মগ্রহণ করে।",
    "Tamil": "மனிதப் பிறவியினர் சகலரும் சுதந்திரமாகவே பிறக்கின்றனர்",
    "Malayalam": "മനുഷ്യരെല്ലാവരും തുല്യാവകാശങ്ങളോടും അന്തസ്സോടും കൂടി ജനിച്ചവരാണ്.",
    "Sinhala": "සියලු මනුෂ්‍යයෝ නිදහස්ව උපත ලබා ඇත.",
    "Extension B, first and last": "\U00020000\U0002a6d6",
    "Extension B, in names": "𠮷野家 𡋾 𤧛 𣇈 𨋢 𪚥",
    "Table of 2013": "𬱖 𬭚 𬬻 䶮 鿏 喆 堃",
    "Georgian": "ყველა ადამიანი იბადება თავისუფალი",
    "Armenian": "Բոլոր մարդիկ ծնվում են ազատ",
    "Ethiopic": "የሰው ልጅ ሁሉ ሲወለድ ነጻና",
    "Hebrew": "כל בני האדם נולדו בני חורין",
    "Burmese": "လူတိုင်းသည် တူညီ လွတ်လပ်သော",
    "Khmer": "មនុស្សទាំងអស់ កើតមកមានសេរីភាព",
    "Lao": "ມະນຸດທຸກຄົນເກີດມາມີກຽດສັກສີ",
    "Korean": "모든 인간은 태어날 때부터",
    "Japanese": "すべての人間は、生まれながらにして",
    "Vietnamese": "Tất cả mọi người sinh ra đều được tự do",
    "Ukrainian, Kazakh": "Всі люди народжуються вільними, Барлық адамдар тең құқылы",
    "Greek": "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι",
    "Signs": "℃ Ω µ ½ № → ✓ ☐ ★ ฿ ₹ ₿ ﷼ 🚗⚡️",
}


def boxes(found):
    """Glyphs of a typeset text that are the box: none, ever."""
    return [number for line in found.lines for glyphs in line.glyphs for number in glyphs.numbers if number == 0]


@pytest.mark.parametrize("script", [ENGLISH, CHINESE, ARABIC])
def test_a_sentence_in_every_script_is_printed_without_a_box(script):
    for name, sentence in SENTENCES.items():
        found = Typesetter(script).typeset(sentence, BODY, 120)
        assert not found.missing, (name, found.missing)
        assert not boxes(found), name
        assert found.text == sentence


def test_every_face_in_the_chain_is_there_and_extension_b_is_whole():
    assert all(isinstance(face(name), Face) for name in chain(400).names)
    assert len(GUESTS) == len(set(GUESTS))
    rare = {chr(code) for code in range(0x20000, 0x2A6D7)}
    assert rare <= face("DeskHanB-400").letters


ANY = st.text(
    st.characters(exclude_categories=("Cs",))
    | st.characters(min_codepoint=0x20000, max_codepoint=0x323AF)
    | st.sampled_from("ab 12 سل กำ汉\u0301\u200d\ufe0f\u0f71\ua4d8\U00011600"),
    max_size=24,
)


@settings(max_examples=150)
@given(ANY, st.sampled_from([ENGLISH, CHINESE, ARABIC]))
@example("a\u1dff", ENGLISH)
@example("ก\u0f71", ARABIC)
@example("\ua4d8", CHINESE)
@example("e\u0301\u0329", ENGLISH)
def test_whatever_is_typed_no_box_is_drawn_and_each_letter_without_a_face_is_told(text, script):
    setter = Typesetter(script)
    found = setter.typeset(text, BODY, 100)
    assert not boxes(found), [unicodedata.name(each, hex(ord(each))) for each in text]
    for char in found.missing:
        assert char not in found.text
        assert f"[U+{ord(char):04X}]" in found.text
        assert char in setter.lacking[char]
    assert found.missing == frozenset(setter.lacking)


def test_a_paper_tells_before_it_is_drawn_which_letters_it_cannot_print_and_where():
    english, arabic = Language("en"), Language("ar")
    twice = SideBySide(InLanguage(english, [Paragraphs("Lisu ꓘ")]), InLanguage(arabic, [Paragraphs("𑘀")]))
    paper = Paper(title="Report", language=english, blocks=[Paragraphs("All well"), twice])
    assert paper.lacking() == {"ꓘ": "Lisu ꓘ", "𑘀": "𑘀"}
    assert paper.draw().missing == {"ꓘ", "𑘀"}
    assert Paper(title="Report", language=english, blocks=[Paragraphs("All well")]).lacking() == {}


def _places_in_pieces(glyphs: Glyphs) -> tuple[list[tuple[int, int, str]], int]:
    """Where the pieces of some glyphs put each of those that say something, and where they end."""
    found, x = [], 0
    for back, piece in glyphs.pieces:
        x -= back
        for number, text in piece:
            found.append((x, number, text))
            x += glyphs.face.width(glyphs.face.blank if number == BLANK else number)
    return found, x


@pytest.mark.parametrize("script", [*SENTENCES, "kerned"])
@pytest.mark.parametrize("tabular", [False, True])
def test_pieces_put_each_glyph_where_shaping_put_it(script, tabular):
    words = SENTENCES.get(script, "AVATAR, Type 1.70 “To” Wk. Ф.О.")
    for line in Typesetter(ENGLISH).typeset(words, Type(9, tabular=tabular)).lines:
        for glyphs in line.glyphs:
            starts = accumulate(glyphs.advances, initial=0)
            shaped = zip(starts, glyphs.numbers, glyphs.texts, glyphs.offsets, strict=False)
            placed = [(start + across, number, text) for start, number, text, (across, _) in shaped if text]
            assert _places_in_pieces(glyphs) == (placed, glyphs.total)
