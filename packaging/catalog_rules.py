"""What must hold of one translated message: placeholders, punctuation, room; each breach as a phrase in English."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

# Written by hand: Babel's own differ for es, and put Arabic's fourth and fifth form the other way round.
PLURALS = {
    "zh_CN": "nplurals=1; plural=0;",
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
    "th": "nplurals=1; plural=0;",
    "es": "nplurals=3; plural=n==1 ? 0 : n!=0 && n%1000000==0 ? 1 : 2;",
    "ru": "nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2;",
    "pt_BR": "nplurals=3; plural=n<2 ? 0 : n%1000000==0 ? 1 : 2;",
    "id": "nplurals=1; plural=0;",
    "tr": "nplurals=2; plural=n!=1;",
    "de": "nplurals=2; plural=n!=1;",
    "fr": "nplurals=3; plural=n<2 ? 0 : n%1000000==0 ? 1 : 2;",
}
# What a region says otherwise than the language that it lies over; all else is said as that language says it.
OVERLAYS = {"es_MX": "es"}

SHORT = 24  # a label may grow to this many characters, however short the English is
GROWTH = 4

_PLACEHOLDER = re.compile(r"%\([a-z_][a-z0-9_]*\)s")
_PERCENT = re.compile(rf"{_PLACEHOLDER.pattern}|%%")
_CODE = re.compile(r"%[(a-z]")
# The program isolates what it puts in, and breaks Thai lines itself; typed by hand these marks stay for ever.
_UNSEEN = re.compile("[\u00ad\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_ABBREVIATION = re.compile(r"(?:^|[\s(/])\S{1,5}\.$")  # กม. and núm. end labels as rightly as sentences

_ENDS = {
    ".": {"zh_CN": "。", "th": ""},
    "?": {"zh_CN": "？", "ar": "؟"},
    ":": {"zh_CN": "："},
    "…": {},
}
_ANYTHING = re.compile("")
_FOREIGN = {
    "zh_CN": (re.compile(r"[\u3400-\u9fff][,;:?!]"), "a half-width mark after a Chinese character"),
    "ar": (re.compile(r"[\u0620-\u064a][,;?]"), "a Latin mark after an Arabic letter"),
    "es": (re.compile(r"^[^¿]*\?|^[^¡]*!"), "a question or an exclamation that is not opened"),
    "th": (re.compile(r"ครับ|ค่ะ|คะ$"), "a polite particle"),
    "ru": (re.compile(r"[\"“”]| [-–] "), "a quotation mark or a dash that Russian has not"),
    "pt_BR": (
        re.compile(r"\"|\b(?:ficheiro|ecrã|utilizador|palavra-passe|telemóvel)", re.IGNORECASE),
        "a straight quotation mark or a word of Portugal",
    ),
    "id": (re.compile(r"\"|\b(?:kamu|kalian)\b", re.IGNORECASE), "a straight quotation mark or a familiar address"),
    "tr": (
        re.compile(r"\"|\b(?:sen|seni|sana|senin)\b", re.IGNORECASE),
        "a straight quotation mark or a familiar address",
    ),
    "de": (
        re.compile(r"[\"”]|\b(?:du|dein|deine|dir)\b"),
        "a quotation mark that German has not, or a familiar address",
    ),
    "fr": (
        re.compile(r"[\"“”']|(?<![\u00a0\u202f])[;?!](?=\s|$)|(?<!\u00a0):(?=\s|$)|«(?!\u00a0)|(?<!\u00a0)»"),
        "a quotation mark, an apostrophe or a space that French writes otherwise",
    ),
}
# Words that a language has given up for one other, each where the English says what it is, with what is said instead.
_STRAYED: Mapping[str, Sequence[tuple[re.Pattern[str], re.Pattern[str], str]]] = {
    "ar": (
        (_ANYTHING, re.compile("\u064b\u0627"), "tanwin before its alef, which stands behind it (اً)"),
        (
            _ANYTHING,
            re.compile(r"(?<!\w)(?:أدخل|اختر|أضف|اضغط|اكتب|اطلب)(?!\w)"),
            "an order to one man; a request has no gender (يُرجى …)",
        ),
    ),
    "th": (
        (_ANYTHING, re.compile("ตัวแทนจำหน่าย|ดีลเลอร์"), "another word for the dealer than ผู้จำหน่าย"),
        (re.compile("supplier", re.IGNORECASE), re.compile("ผู้จำหน่าย(?!อะไหล่)"), "the dealer in place of the supplier"),
        (re.compile(r"^Save\b|\bsaved\b"), re.compile("จัดเก็บ"), "storing in place of saving (บันทึก)"),
    ),
    "zh_CN": (
        (
            re.compile(r"^(?!.*\bholder\b)", re.DOTALL | re.IGNORECASE),
            re.compile("所有人"),
            "another word for the owner than 车主",
        ),
        (_ANYTHING, re.compile("置信度"), "another word for confidence than 可信度"),
    ),
}
_STRAIGHT = re.compile(r"\w'(?:\w|\s|$)")
_MNEMONIC = re.compile(r"&(?=\w)")


def takes_facts(text: str) -> bool:
    """Whether facts are put into a message: only then is it formatted, and a per cent sign written %%."""
    return bool(_PLACEHOLDER.search(text))


def source_faults(text: str) -> Iterator[str]:
    """What is wrong with an English message before anyone translates it."""
    yield from _always(text, facts=takes_facts(text))
    if "..." in text:
        yield "three dots in place of …"
    if _STRAIGHT.search(text):
        yield "a straight apostrophe in place of ’"


def faults(code: str, sources: Sequence[str], translations: Sequence[str], nth: Callable[[int], int]) -> Iterator[str]:
    """What is wrong with a message's translations into a language.

    `sources` is the English text, or its form for one and its form for many; `translations` are the forms in the
    order of the header; `nth(n)` says which form serves the number n.
    """
    lone = _lone_forms(nth) if len(sources) > 1 else frozenset()
    facts = takes_facts(sources[-1])
    for form, text in enumerate(translations):
        found = ["empty"] if not text else [*_always(text, facts=facts), *_spoken(code, sources[-1], text)]
        if text and not _same_placeholders(sources[-1], text, may_lack_n=form in lone):
            found.append(f"placeholders {_told(text)} for {_told(sources[-1])}")
        yield from (f"form {form}: {fault}" if len(translations) > 1 else fault for fault in found)


def _lone_forms(nth: Callable[[int], int]) -> frozenset[int]:
    """The forms that serve a single number and may do without it: one, and in Arabic none and two."""
    served = Counter(nth(n) for n in (*range(300), 10**6, 2 * 10**6))
    return frozenset(form for form, numbers in served.items() if numbers == 1)


def _same_placeholders(source: str, text: str, *, may_lack_n: bool) -> bool:
    wanted, given = Counter(_PLACEHOLDER.findall(source)), Counter(_PLACEHOLDER.findall(text))
    if may_lack_n and not given["%(n)s"]:
        del wanted["%(n)s"]
    return +wanted == +given


def _told(text: str) -> str:
    return " ".join(sorted(_PLACEHOLDER.findall(text))) or "none"


def _always(text: str, *, facts: bool) -> Iterator[str]:
    if facts and "%" in _PERCENT.sub("", text):
        yield "a % that is neither %(name)s nor %%"
    if not facts and ("%%" in text or _CODE.search(text)):
        yield "%% or a placeholder in a message that takes no facts"
    for mark in sorted(set(_UNSEEN.findall(text))):
        yield f"an invisible U+{ord(mark):04X}"


def _spoken(code: str, source: str, text: str) -> Iterator[str]:
    if len(text) > max(SHORT, GROWTH * len(source)):
        yield f"{len(text)} characters for {len(source)}"
    if _edges(source) != _edges(text):
        yield "other spaces at an end than the English"
    if "..." in text:
        yield "three dots in place of …"
    pattern, what = _FOREIGN[code]
    if pattern.search(_PLACEHOLDER.sub("", text)):
        yield what
    yield from (what for said, strayed, what in _STRAYED.get(code, ()) if said.search(source) and strayed.search(text))
    if code in {"ar", "th"} and _MNEMONIC.search(text):
        yield "a mnemonic, which this script has not"
    if code == "ar" and "\u0640" in text:
        yield "a tatweel"
    yield from _ended(code, source, text)


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _ended(code: str, source: str, text: str) -> Iterator[str]:
    """A sentence ends as sentences of its language do, and a label does not."""
    last = source.rstrip()[-1:]
    wanted = _ENDS.get(last, {}).get(code, last) if last in _ENDS else ""
    closing = text.rstrip()
    if wanted and not closing.endswith(wanted):
        yield f"does not end with {wanted}"
    if wanted not in {".", "。"} and closing.endswith((".", "。")) and not _ABBREVIATION.search(closing):
        yield "a full stop that does not belong"
