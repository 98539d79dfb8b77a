"""This computer: what belongs to the machine and not to the books: language, light or dark, the last place.

A TOML file that support staff can read; what is damaged or unknown in it counts as not set, and the program starts.
"""

import json
import tomllib
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Machine:
    """The settings of this computer; None is not set. `text` is the size of text, 1.0 for 100 %.

    `lock_after` is after how many minutes without a touch it asks again who works here, 0 for never.
    `second` is the language that is shown beside the pointer. `moved`: the records went from where they usually lie to
    `store`, although the file of before is still there.
    """

    language: str | None = None
    dark: bool | None = None
    text: float = 1.0
    page: str = "today"
    key: str = ""
    x: int | None = None
    y: int | None = None
    width: int = 1440
    height: int = 900
    maximized: bool = False
    store: str | None = None
    moved: bool = False
    lock_after: int = 5
    second: str | None = None


def settings_file() -> Path:
    """Where they are kept."""
    from platformdirs import user_config_path

    return user_config_path("lifecycle_desk") / "machine.toml"


def read_machine(path: Path) -> Machine:
    """The settings, each as far as it can be read."""
    try:
        given: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return Machine()
    standard = Machine()
    kinds = {each.name: type(getattr(standard, each.name)) for each in fields(Machine)}
    kinds |= {"language": str, "dark": bool, "store": str, "second": str, "x": int, "y": int}
    known = {name: value for name, value in given.items() if name in kinds and type(value) is kinds[name]}
    made = replace(standard, **known)
    return replace(made, text=min(max(made.text, 0.75), 2.0), lock_after=min(max(made.lock_after, 0), 240))


def write_machine(path: Path, machine: Machine) -> None:
    """Keep them, whole."""
    from lifecycle_desk.store.files import write_whole

    lines = [f"{name} = {_toml(value)}" for name, value in asdict(machine).items() if value is not None]
    write_whole(path, ("\n".join(lines) + "\n").encode())


def _toml(value: object) -> str:
    """A value as TOML writes it; a JSON string is a TOML string too."""
    return json.dumps(value, ensure_ascii=False)
