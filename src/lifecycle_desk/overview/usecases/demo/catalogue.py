"""The example's catalogue and terms: lists imported on the first day, and terms of makes that were agreed on.

Names of operations and parts stand in the languages of the dealers that are written in full. A part's price is in
euros: what a euro comes to here follows from the parts that every example dealer sells.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from typing import Any

from lifecycle_desk.base.money import rounded
from lifecycle_desk.base.resources import resource
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.cover.rules import PartGroup
from lifecycle_desk.cover.usecases import KeepRule, keep_cover_rule
from lifecycle_desk.market.examples import Example, ExampleWarranty, LabourLine, PartLine, example
from lifecycle_desk.overview.usecases.demo.diary import Act, doing
from lifecycle_desk.overview.usecases.demo.lists import ENGLISH, column, listed, noted
from lifecycle_desk.overview.usecases.demo.shop import OPENS, Shop
from lifecycle_desk.stages.service.catalogue.rules.entries import CatalogueEntry, ModelHours, Price
from lifecycle_desk.stages.service.catalogue.usecases.changing import begin_import, put
from lifecycle_desk.stages.service.orders.rules.orders import LineKind

DANGEROUS_PARTS = {"HV-MOD-1": "battery_module"}  # that no job sells and no list prices, by the note that names them
OPERATIONS, PARTS = "labour-operations.csv", "parts.csv"
JOB_NAMES = "job-names.csv"  # in Chinese, in which no example dealer writes
IN_ENGLISH, IN_EUROS = "GB", "ES"
SPOKEN = {"es": "ES", "ar": "AE", "th": "TH"}  # where the names of a language are from
CHINESE = "zh_CN"
CENTS = 100
STEPS = (  # from such a price on, minor units between two prices
    (20_000_000, 100_000),
    (100_000, 1_000),
    (10_000, 100),
    (0, 5),
)


def happen(shop: Shop) -> None:
    """Let the shop begin with its catalogue and with the terms of the makes that it sells."""
    opening = shop.at(shop.opened_on, OPENS, 40)
    for name, entries in ((OPERATIONS, [*_operations(shop)]), (PARTS, [*_parts(shop)])):
        shop.diary.note(opening, _importing(name, entries))
    for number, each in enumerate(shop.example.warranties, 1):
        shop.diary.note(opening, doing(keep_cover_rule, KeepRule(_rule(shop, each, number))))


def _importing(name: str, entries: list[CatalogueEntry]) -> Act:
    """The act of taking a list in, as one change that can be undone."""

    def bring(user: UserSession) -> None:
        digest = sha256(resource(f"demo/{name}").read_bytes()).hexdigest()
        with user.store.writing(user.staff) as tx:
            put(tx, begin_import(tx, name, digest), entries)

    return bring


def _operations(shop: Shop) -> Iterator[CatalogueEntry]:
    """The operations of every shop, and those that the jobs of this one name."""
    for row in listed(OPERATIONS):
        hours = (ModelHours(Decimal(row["hours"])),)
        yield _entry(shop, LineKind.LABOUR, row["code"], _texts(shop.example, row), hours=hours)
    chinese = _chinese()
    for code, line in _labour(shop.example).items():
        names = _named(shop.example, code, _labour) | {CHINESE: chinese[code]}
        yield _entry(shop, LineKind.LABOUR, code, names, hours=(ModelHours(Decimal(line.tenths) / 10),))


def _parts(shop: Shop) -> Iterator[CatalogueEntry]:
    """The parts of every shop at the prices of the market, and those that the jobs of this one name."""
    euro = _euro(shop.example)
    for row in listed(PARTS):
        group = PartGroup.of(row["part_group"]) if row["part_group"] else None
        price = _price(Fraction(row["price"]) * CENTS * euro, shop)
        yield _entry(shop, LineKind.PART, row["number"], _texts(shop.example, row), prices=(price,), group=group)
    chinese = _chinese()
    for code, line in _sold(shop.example).items():
        price, names = _price(line.price_from, shop), _named(shop.example, code, _sold) | {CHINESE: chinese[code]}
        yield _entry(shop, LineKind.PART, code, names, prices=(price,))
    for code, key in DANGEROUS_PARTS.items():
        yield _entry(shop, LineKind.PART, code, noted(key), group=PartGroup.BATTERY)


def _entry(shop: Shop, kind: LineKind, code: str, texts: Mapping[str, str], **more: Any) -> CatalogueEntry:
    """An entry by the name that this shop's jobs and orders give it, and by those that it has in other languages."""
    return CatalogueEntry(kind=kind, code=code, text=texts[shop.example.language], texts=texts, **more)


def _texts(own: Example, row: Mapping[str, str]) -> dict[str, str]:
    """What a row of the lists is called in each language, and in that of the shop itself."""
    others = dict.fromkeys((*SPOKEN, CHINESE, own.language))
    return {language: row[column(language)] for language in (ENGLISH, *others)}


def _named(own: Example, code: str, of: Callable[[Example], Mapping[str, LabourLine | PartLine]]) -> dict[str, str]:
    """The same of a code that jobs name."""
    written = {"en": of(example(IN_ENGLISH))[code].what}
    written |= {language: of(example(market))[code].what for language, market in SPOKEN.items()}
    return {**written, own.language: written.get(own.language) or of(own)[code].what}


def _chinese() -> dict[str, str]:
    """What the codes that jobs name are called in Chinese."""
    return {row["code"]: row[column(CHINESE)] for row in listed(JOB_NAMES)}


def _labour(of: Example) -> dict[str, LabourLine]:
    return {line.code: line for job in of.jobs for line in job.labour}


def _sold(of: Example) -> dict[str, PartLine]:
    return {line.number: line for job in of.jobs for line in job.parts}


def _euro(of: Example) -> Fraction:
    """What a euro comes to at a dealer's, in minor units for a cent."""
    own, theirs = _sold(of), _sold(example(IN_EUROS))
    common = own.keys() & theirs.keys()
    return Fraction(_sum(own[each] for each in common), _sum(theirs[each] for each in common))


def _sum(lines: Iterable[PartLine]) -> int:
    return sum(each.price_from for each in lines)


def _price(minor: Fraction | int, shop: Shop) -> Price:
    """A price from the shop's first day on, as a list would have it."""
    step = next(step for least, step in STEPS if minor >= least)
    return Price(shop.opened_on, max(rounded(Fraction(minor) / step), 1) * step)


def _rule(shop: Shop, terms: ExampleWarranty, number: int) -> dict[str, object]:
    """Terms of makes as a rule of cover, with what they rest on."""
    rule: dict[str, object] = {
        "id": f"agreed-{number:02}-{terms.part}",
        "kind": "maker",
        "brands": list(terms.makes),
        "markets": [shop.pack.code],
        "part": terms.part,
        "months": terms.months,
        "km": terms.km,
        "valid_from": terms.valid_from.isoformat(),
        "looked_up_on": shop.opened_on.isoformat(),
        "source": shop.example.warranty_source,
    }
    return rule if terms.minimum_health is None else rule | {"minimum_health_percent": str(terms.minimum_health)}
