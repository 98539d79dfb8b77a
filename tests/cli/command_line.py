"""The command line as tests call it."""

import json
from dataclasses import dataclass
from typing import Any

from click.testing import CliRunner

from lifecycle_desk.cli import main
from lifecycle_desk.cli.context import SavedPrint, Windows


@dataclass(frozen=True)
class Said:
    """What a call gave."""

    code: int
    out: str
    err: str
    raw: bytes

    @property
    def json(self) -> Any:
        """Standard output as the one JSON document that it must be."""
        return json.loads(self.out)

    @property
    def rule(self) -> str:
        return str(self.json["refused"]["rule"])


class Desk:
    """Calls the program on a store."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.windows: list[tuple[Any, ...]] = []
        self.found: dict[str, tuple[str, ...]] = {}
        self.prints: dict[str, SavedPrint] = {}

    def __call__(self, *arguments: object, given: str | bytes | None = None, store: str | None = None) -> Said:
        done = CliRunner().invoke(
            main,
            ["--store", store or self.where, *map(str, arguments)],
            input=given,
            obj=Windows(
                self._window,
                self._screens,
                lambda _user, name, _which: self.found[name],
                lambda _user, name, _which: self.prints[name],
            ),
            catch_exceptions=False,
        )
        return Said(done.exit_code, done.stdout_bytes.decode("utf-8", "replace"), done.stderr, done.stdout_bytes)

    def do(self, name: str, /, **asked: Any) -> Any:
        """Do something that must succeed; gives what was made."""
        said = self("do", name, json.dumps(asked))
        assert said.code == 0, said
        return said.json["made"]

    def _window(self, *given: Any) -> int:
        self.windows.append(given)
        return 5

    def _screens(self, *given: Any, **more: Any) -> list[Any]:
        self.windows.append((*given, more))
        return ["fleet.png"]
