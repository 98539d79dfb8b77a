"""Tariffs in words, in every language; and as texts of a form, from which the same tariff is read again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hands import dress_once
from hypothesis import given, settings
from hypothesis import strategies as some
from PySide6.QtCore import QCoreApplication, QEvent

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.books.usecases.books import create
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language, RegionalFormat
from lifecycle_desk.stages.charging.tariffs.rules.plain import tariff_from
from lifecycle_desk.stages.charging.tariffs.rules.tariffs import (
    HOME,
    LEAP_YEAR,
    MOST_FEE,
    MOST_MINUTES,
    Element,
    Season,
    Tariff,
    Window,
    check_tariff,
)
from lifecycle_desk.stages.charging.tariffs.screens.drafts import texts_of
from lifecycle_desk.stages.charging.tariffs.screens.form import TariffForm
from lifecycle_desk.stages.charging.tariffs.screens.words import elements_said, fee_said, period_said, weekdays_said

MADRID = RegionalFormat("ES", "es_ES", zone="Europe/Madrid", currency="EUR")
VOICES = [
    Language("es", MADRID),
    Language("zh_CN", MADRID),
    Language("ar", RegionalFormat("AE", "ar_AE", zone="Asia/Dubai", currency="AED")),
    Language("th", RegionalFormat("TH", "th_TH", "buddhist", "Asia/Bangkok", currency="THB")),
    Language("en", RegionalFormat("GB", "en_GB", zone="Europe/London", currency="GBP")),
]
NOON = datetime(2026, 11, 25, 5, 20, tzinfo=UTC)
NIGHT = Element(
    kwh=Fraction(12),
    minute=Fraction(5),
    after_minutes=240,
    weekdays=frozenset({1, 2, 3, 4, 5}),
    season=Season((10, 1), (3, 31)),
    window=Window(1320, 360),
)
TARIFF = Tariff(
    place="Ionity",
    currency="EUR",
    valid_from=date(2026, 1, 1),
    valid_until=date(2026, 12, 31),
    zone="Europe/Madrid",
    session_fee=50,
    elements=(NIGHT, Element(kwh=Fraction(30))),
)
ARABIC_NIGHT = (
    "من الاثنين إلى الجمعة، من 1 أكتوبر إلى 31 مارس، من 22:00 إلى 06:00: "
    "0,12 EUR لكل ك.و.س، 0,05 EUR لكل دقيقة بعد 240 دقيقة"
)
ISOLATES = str.maketrans("", "", "\u2066\u2067\u2068\u2069")

# In words ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "said", "others", "period", "fee"),
    [
        (
            "en",
            "Mon–Fri, 1 Oct–31 Mar, 22:00–06:00: 0,12 EUR per kWh, 0,05 EUR per minute after 240 minutes",
            "All other times: 0,3 EUR per kWh",
            "1 Jan 2026 to 31 Dec 2026",
            "0,5 EUR per session",
        ),
        (
            "es",
            "lun–vie, 1 oct–31 mar, 22:00–06:00: 0,12 EUR por kWh, 0,05 EUR por minuto después de 240 minutos",
            "Las demás horas: 0,3 EUR por kWh",
            "del 1 ene 2026 al 31 dic 2026",
            "0,5 EUR por sesión",
        ),
        (
            "zh_CN",
            "周一至周五，10月1日至3月31日，22:00至06:00：0,12 EUR/kWh，超过240分钟后0,05 EUR/分钟",
            "其余时间：0,3 EUR/kWh",
            "2026年1月1日至2026年12月31日",
            "0,5 EUR/次",
        ),
        (
            "th",
            "จ.–ศ., 1 ต.ค.–31 มี.ค., 22:00–06:00: 0,12 EUR ต่อ kWh, 0,05 EUR ต่อนาที หลังจาก 240 นาที",
            "เวลาอื่นทั้งหมด: 0,3 EUR ต่อ kWh",
            "1 ม.ค. 2026 ถึง 31 ธ.ค. 2026",
            "0,5 EUR ต่อครั้ง",
        ),
        (
            "ar",
            ARABIC_NIGHT,
            "بقية الأوقات: 0,3 EUR لكل ك.و.س",
            "من 1 يناير 2026 إلى 31 ديسمبر 2026",
            "0,5 EUR لكل جلسة",
        ),
    ],
)
def test_a_tariff_is_said_whole_in_every_language(code, said, others, period, fee):
    voice = Language(code, MADRID)
    found = [*elements_said(TARIFF, voice), period_said(TARIFF, voice), fee_said(TARIFF, voice)]

    assert [each.translate(ISOLATES) for each in found] == [said, others, period, fee]


def test_arabic_phrases_follow_one_another_and_are_not_isolated_as_names_are():
    """An isolate that holds isolates alone would run from left to right, and turn the conditions around."""
    said = elements_said(TARIFF, Language("ar", MADRID))[0]

    assert said.startswith("من \u2068")
    assert "\u2068\u2068" not in said


@pytest.mark.parametrize(
    ("days", "first", "said"),
    [
        ({1}, 1, "Mon"),
        ({6, 7}, 1, "Sat–Sun"),
        ({6, 7}, 7, "Sat–Sun"),
        ({1, 2, 3, 5, 7}, 1, "Fri, Sun–Wed"),
        ({1, 3, 5}, 7, "Mon, Wed, Fri"),
        ({1, 2, 3, 4, 5, 6, 7}, 1, "Mon–Sun"),
        ({1, 2, 3, 4, 5, 6, 7}, 7, "Sun–Sat"),
        ({1, 2, 3, 4, 6, 7}, 6, "Sat–Thu"),
    ],
)
def test_days_that_follow_one_another_are_a_span_also_over_the_end_of_the_week(days, first, said):
    assert weekdays_said(days, Language("en", MADRID), first) == said


def test_what_is_not_told_is_not_said():
    bare = replace(TARIFF, session_fee=0, valid_until=None, elements=(Element(minute=Fraction(1, 3)),))
    voice = Language("en", MADRID)

    assert (fee_said(bare, voice), period_said(bare, voice)) == ("", "from 1 Jan 2026")
    assert elements_said(bare, voice) == ["1/300 EUR per minute"]


# As texts of a form -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory, qapp) -> Iterator[TariffForm]:
    """One form for all examples."""
    dress_once()
    before = translator().current
    user = create(tmp_path_factory.mktemp("words") / "desk.ldk", Dealer("Sathorn EV", "TH", "en"))
    made = TariffForm(AppContext(user))
    yield made
    made.deleteLater()
    translator().set_language(before)
    user.store.close()


LETTERS = some.characters(codec="utf-8", categories=["L", "Nd", "P", "Sc"])
TEXTS = some.text(LETTERS, max_size=60)
PRICES = some.one_of(
    some.integers(0, 10**12 - 1).map(Fraction),
    some.decimals(0, 10**6, places=9).map(Fraction),
    some.builds(Fraction, some.integers(0, 10**9), some.integers(1, 10**9)),
)
DAYS = some.dates(date(LEAP_YEAR, 1, 1), date(LEAP_YEAR, 12, 31)).map(lambda day: (day.month, day.day))
HOURS = some.tuples(some.integers(0, 1439), some.integers(0, 1440)).filter(lambda ends: ends[0] != ends[1])


@some.composite
def elements(draw, *, always: bool) -> Element:
    minute, days = draw(some.none() | PRICES), draw(some.frozensets(some.integers(1, 7)))
    season, window = draw(some.none() | some.builds(Season, DAYS, DAYS)), draw(some.none() | HOURS)
    made = Element(
        name=draw(TEXTS),
        kwh=draw(some.none() | PRICES if minute is not None else PRICES),
        minute=minute,
        after_minutes=draw(some.integers(0, MOST_MINUTES)) if minute is not None else 0,
        weekdays=days,
        season=season,
        window=Window(*window) if window else None,
    )
    if always:
        return replace(
            made, weekdays=draw(some.sampled_from([frozenset(), frozenset(range(1, 8))])), season=None, window=None
        )
    return replace(made, weekdays=frozenset({draw(some.integers(1, 7))})) if made.always else made


@some.composite
def any_tariffs(draw) -> Tariff:
    since = draw(some.dates(date(1990, 1, 1), date(2050, 12, 31)))
    some_elements = draw(some.lists(elements(always=False), max_size=3))
    last = [draw(elements(always=True))] if draw(some.booleans()) else []
    made = Tariff(
        place=draw(some.just(HOME) | TEXTS.filter(str.strip)),
        currency=draw(some.sampled_from(["EUR", "JPY", "KWD", "THB"])),
        valid_from=since,
        valid_until=draw(some.none() | some.dates(since, date(2055, 12, 31))),
        zone=draw(some.sampled_from(["Europe/Madrid", "Asia/Bangkok"])),
        session_fee=draw(some.integers(0 if some_elements or last else 1, MOST_FEE)),
        elements=(*some_elements, *last),
    )
    check_tariff(made)
    return made


@given(any_tariffs(), some.sampled_from(VOICES), some.sampled_from(VOICES))
@settings(max_examples=25)
def test_whatever_the_rules_know_passes_through_the_form_and_nothing_is_lost(form, tariff, voice, other):
    with standing_at(NOON):
        translator().set_language(voice)
        texts = texts_of(tariff)
        form.write(texts)
        assert form.texts == texts
        assert tariff_from(form._read().tariff) == tariff
        if other.customs == voice.customs:
            translator().set_language(other)
        assert tariff_from(form._read().tariff) == tariff
        assert not any(field.is_faulty for field in form.fields.values())
    form.write({})
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # or each example would slow the next
