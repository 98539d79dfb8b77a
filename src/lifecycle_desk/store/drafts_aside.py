"""Drafts aside: what is typed while a server is away, kept in a file on this computer until it is back.

The file holds for each form and subject the last text, or that its draft is to go. It is taken over by the store as
soon as that can be written, and is for its owner's eyes alone.
"""

import json
import os
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from lifecycle_desk.store.files import PRIVATE

if TYPE_CHECKING:
    from lifecycle_desk.store.store import Store

NAME = "drafts-aside.json"
type Aside = dict[tuple[str, str], str | None]
_one = Lock()  # the file is written by the window and taken over by the thread that saves


def lay_aside(folder: Path, form: str, about: str, text: str | None) -> None:
    """Keep a draft in the file; None says that it is to be thrown away."""
    with _one:
        _write(folder, aside(folder) | {(form, about): text})


def aside(folder: Path) -> Aside:
    """What the file holds; nothing where there is none, or none of ours."""
    try:
        return {(form, about): text for form, about, text in json.loads((folder / NAME).read_text("utf-8"))}
    except (OSError, ValueError, TypeError):
        return {}


def take_over(store: "Store") -> int:
    """Bring what was laid aside into the store, in one transaction; gives how many drafts."""
    from lifecycle_desk.store import drafts

    with _one:
        found = aside(store.files)
        if found:
            with store.writing() as tx:
                for (form, about), text in found.items():
                    if text is None:
                        drafts.drop(tx, form, about)
                    else:
                        drafts.save(tx, form, about, text)
            (store.files / NAME).unlink(missing_ok=True)
    return len(found)


def _write(folder: Path, found: Aside) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{NAME}.part"
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump([[*key, text] for key, text in found.items()], file, ensure_ascii=False)
        file.flush()
        with suppress(OSError):
            os.fsync(file.fileno())
    part.replace(folder / NAME)
