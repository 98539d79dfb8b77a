"""Command lines as nobody should type them: each parameter of each command with what is odd or hostile in its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import click

from lifecycle_desk.cli import main

TEXTS = (
    *("", "\0", "x" * 20_000, "9" * 5_000, "\u202e\u200f", '"', "%(n)s", "-1", "0", str(2**63), "1e400", "٣", "³"),
    *(
        "9999-12-31",
        "0001-01-01",
        "2026-13-01",
        "9999-12",
        "0001-01",
        "9999",
        "0000-01",
        "9999-Q4",
        "owner=" + "9" * 30,
    ),
)
NUMBERS = ("-1", "0", str(2**63), "9" * 5_000, "x", "", "٣")
CODES = ("", "\0", "tlh", "x" * 5_000)
PLACES = ("missing", "folder", "empty", "empty/x", "binary", "huge", "loop", "full", "deep.json", "n" * 5_000)
TARGETS = ("folder", "empty/x", "loop", "full", "n" * 250, "n" * 5_000, "new.pdf", "new/deep/one.ldx")
NO_PLACES = ("", "a\0b", "-")
WRITTEN_TO = frozenset({"output", "out", "to", "folder", "sheet"})
NOT_HERE = frozenset({"do", "server", "region"})  # requests have a test of their own; servers have to be there


@dataclass(frozen=True)
class Line:
    """A command line in which one parameter is hostile."""

    arguments: tuple[str, ...]

    @property
    def is_json(self) -> bool:
        return "--json" in self.arguments

    def __str__(self) -> str:
        return " ".join(each[:40] for each in self.arguments).encode("unicode_escape").decode()


def lay_places(folder: Path) -> None:
    """Lay what the names of places stand for; a device is reached by a link, which is all that could be lost."""
    (folder / "folder").mkdir()
    (folder / "empty").touch()
    (folder / "binary").write_bytes(Random(1).randbytes(4_000))
    (folder / "deep.json").write_text("[" * 100_000)
    (folder / "loop").symlink_to(folder / "loop")
    (folder / "full").symlink_to("/dev/full")
    with (folder / "huge").open("wb") as huge:
        huge.truncate(2**31)


def hostile_lines(chance: Random, folder: Path, known: dict[str, str]) -> Iterator[Line]:
    """A line for each command, in which one parameter is hostile and all others that are needed are right."""
    for path, command in _commands(main, ()):
        asked = [each for each in command.params if each.name != "as_json"]
        if not asked:
            continue
        hostile = chance.choice(asked)
        said: list[str] = [*path]
        value = ""
        for each in command.params:
            if each is hostile:
                value = chance.choice(_values(each, folder))
            elif each.required or each.name == "output":
                value = _right(each, folder, known)
            elif each.name != "as_json" or chance.random() < 0.5:
                continue
            said += [] if isinstance(each, click.Argument) else [each.opts[0]]
            said += [] if isinstance(each, click.Option) and each.is_flag else [value]
        yield Line(tuple(said))


def _commands(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    if not isinstance(command, click.Group):
        yield path, command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        inner = command.get_command(context, name)
        if inner and name not in NOT_HERE:
            yield from _commands(inner, (*path, name))


def _values(parameter: click.Parameter, folder: Path) -> tuple[str, ...]:
    if isinstance(parameter.type, click.Path):
        names = TARGETS if parameter.name in WRITTEN_TO else PLACES
        return (*(str(folder / each) for each in names), *NO_PLACES)
    if isinstance(parameter.type, click.Choice):
        return CODES
    return NUMBERS if isinstance(parameter.type, click.types.IntParamType) else TEXTS


def _right(parameter: click.Parameter, folder: Path, known: dict[str, str]) -> str:
    if parameter.name in WRITTEN_TO:
        return str(folder / "right.pdf")
    if isinstance(parameter.type, click.Choice):
        return str(parameter.type.choices[0])
    if isinstance(parameter.type, click.Path):
        return str(folder / "binary")
    return known.get(str(parameter.name), "1")
