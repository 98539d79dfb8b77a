"""Tellers: rooms that each tell their part of one thing, and the tables whose change makes one ask them anew."""

from collections.abc import Callable, Iterator


class Tellers[**Asked, Told]:
    """Who tells something of a vehicle or a person: rooms above add themselves, whoever shows it asks them all."""

    def __init__(self) -> None:
        self._tellers: list[tuple[int, Callable[Asked, Told]]] = []
        self._tables: set[str] = set()

    def add(self, tells: Callable[Asked, Told], *tables: str, rank: int = 0) -> None:
        """A room tells its part, from some tables; those of a lower rank are asked before."""
        self._tellers.append((rank, tells))
        self._tellers.sort(key=lambda each: each[0])
        self._tables.update(tables)

    def tables(self) -> frozenset[str]:
        """The tables from which it is told."""
        return frozenset(self._tables)

    def asked(self, *args: Asked.args, **kwargs: Asked.kwargs) -> Iterator[Told]:
        """What each room tells, one room asked after the other as the answers are taken."""
        return (tells(*args, **kwargs) for _, tells in self._tellers)
