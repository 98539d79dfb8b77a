"""Price lists of suppliers as they are kept: rows are added with a list, and a list is withdrawn as a whole."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import bindparam, func, insert, select, update

from lifecycle_desk.base.folding import tight
from lifecycle_desk.stages.service.purchasing.rules.prices import PriceList, PriceListUnknown, SupplierPrice
from lifecycle_desk.stages.service.purchasing.tables.schema import LIST, PRICE
from lifecycle_desk.store.rows import InSteps, Parts
from lifecycle_desk.store.store import Transaction

AT_ONCE = 500  # keys of one statement
_LISTS = Parts(LIST, PriceList)
_PRICES = Parts(PRICE, SupplierPrice, columns={"minimum": InSteps("minimum", 3)})
_NEXT = select(func.coalesce(func.max(LIST.c.number), 0) + 1)
_NEW_LIST, _NEW_PRICE = insert(LIST), insert(PRICE)
_WITHDRAW = update(LIST).where(LIST.c.number == bindparam("of")).values(withdrawn=True)
_ONE = select(LIST).where(LIST.c.number == bindparam("of"))
_ALL = select(LIST).order_by(LIST.c.number)
_OF_LIST = select(PRICE).where(PRICE.c.list == bindparam("of")).order_by(PRICE.c.place)
_FOUND_AS = select(PRICE.c.list, PRICE.c.key, PRICE.c.code)
_OF_KEYS = (
    select(PRICE)
    .select_from(PRICE.join(LIST, LIST.c.number == PRICE.c.list))
    .where(PRICE.c.key.in_(bindparam("keys", expanding=True)), LIST.c.withdrawn == bindparam("withdrawn"))
    .order_by(PRICE.c.list, PRICE.c.place)
)
_REPLACED = (
    select(PRICE.c.key, PRICE.c.superseded_by)
    .select_from(PRICE.join(LIST, LIST.c.number == PRICE.c.list))
    .where(PRICE.c.superseded_by != "", LIST.c.withdrawn == bindparam("withdrawn"))
    .order_by(PRICE.c.valid_from, PRICE.c.list, PRICE.c.place)
)

type OfPart = tuple[int, str]  # the supplier, and the part's number as numbers are compared


def next_number(tx: Transaction) -> int:
    """A number that no list has or had."""
    return tx.ask(_NEXT).scalar_one()


def add(tx: Transaction, of: PriceList, prices: Sequence[SupplierPrice]) -> None:
    """Add a list with its prices, in the order in which they stand in the file."""
    tx.write(_NEW_LIST, **_LISTS.row(of), at=tx.at, by=tx.by)
    rows = [{"list": of.number, "place": at, "key": each.key, **_PRICES.row(each)} for at, each in enumerate(prices)]
    if rows:
        tx.write(_NEW_PRICE, *rows)


def withdraw(tx: Transaction, number: int) -> None:
    """Let a list count no more."""
    tx.write(_WITHDRAW, of=number)


def price_list(tx: Transaction, number: int) -> PriceList:
    """A list by its number; refuses one that there is not."""
    row = tx.ask(_ONE, of=number).one_or_none()
    if row is None:
        raise PriceListUnknown(number)
    return _LISTS.made(row)


def every(tx: Transaction) -> list[PriceList]:
    """All lists, by number."""
    return [_LISTS.made(row) for row in tx.ask(_ALL)]


def prices_of(tx: Transaction, number: int) -> Iterator[SupplierPrice]:
    """The prices of a list, as they stood in the file."""
    return (_PRICES.made(row) for row in tx.ask(_OF_LIST, of=number))


def misplaced(tx: Transaction) -> list[int]:
    """The lists of which a price is found under another part."""
    return sorted({row.list for row in tx.ask(_FOUND_AS) if row.key != tight(row.code)})


def of_parts(tx: Transaction, keys: Iterable[str]) -> dict[OfPart, list[SupplierPrice]]:
    """The prices of some parts in lists that count, by supplier and part, what came last at the end."""
    wanted, found = sorted(set(keys)), defaultdict[OfPart, list[SupplierPrice]](list)
    for first in range(0, len(wanted), AT_ONCE):
        for row in tx.ask(_OF_KEYS, keys=wanted[first : first + AT_ONCE], withdrawn=False):
            found[row.supplier, row.key].append(_PRICES.made(row))
    return found


def replaced(tx: Transaction) -> dict[str, str]:
    """Which number follows which by the suppliers' lists, each key to the number that follows."""
    return {row.key: row.superseded_by for row in tx.ask(_REPLACED, withdrawn=False)}
