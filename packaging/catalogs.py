"""The translators' catalogs: `update` them after words changed, `compile` before a run, `check` before a commit.

The template and the catalogs hold no line numbers, and no date but the one that a translator's editor writes, so
that they change only when words do. What is compiled (the words that gettext reads, and the page that verifies papers,
which has them in it) is made where it is wanted and is no part of the repository, so that it cannot be an old one.
"""

import argparse
import gettext
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from itertools import chain
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from catalog_rules import OVERLAYS, PLURALS, faults, source_faults, takes_facts

PROJECT = "Lifecycle Desk"
DOMAIN = "lifecycle_desk"
MARKERS = ("N_", "C_:1c,2", "NN_:1,2")
VERIFIER, VERIFIER_MAKER = "resources/verify/verify.html", "packaging/make_verifier.py"

type Key = tuple[tuple[str, ...], str | None]


class TwoKinds(Exception):  # noqa: N818 (it names what was found)
    """One English text is marked both with and without a plural, which gettext cannot keep apart."""


class Catalogs:
    """The catalogs below one checkout."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.template = root / "translations" / f"{DOMAIN}.pot"

    def path(self, code: str) -> Path:
        """Where a language's catalog lies."""
        return self.root / "translations" / code / "LC_MESSAGES" / f"{DOMAIN}.po"

    def gathered(self) -> Catalog:
        """Every message of the program, by the file that it stands in first and then by its words."""
        with (self.root / "packaging/babel.cfg").open(encoding="utf-8") as file:
            mapping, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]  # Babel leaves it untyped
        found: dict[Key, Message] = {}
        for file_name, _, words, notes, context in extract_from_dir(
            self.root, mapping, options, parse_keywords(MARKERS), ["NOTE:"], strip_comment_tags=True
        ):
            fresh = Message(words, context=context)
            message = found.setdefault(_key(fresh), fresh)
            message.locations = sorted({*message.locations, (file_name, 0)})
            message.auto_comments = list(dict.fromkeys([*message.auto_comments, *notes]))
        for (forms, context), message in found.items():
            if len(forms) > 1 and (forms[:1], context) in found:
                raise TwoKinds(_told(message))
        return _catalog(sorted(found.values(), key=lambda each: (each.locations[0], _forms(each), each.context or "")))

    def extract(self) -> Catalog:
        """Write the template and answer it."""
        template = self.gathered()
        self.template.parent.mkdir(parents=True, exist_ok=True)
        self.template.write_bytes(_written(template))
        return template

    def update(self, *, prune: bool) -> None:
        """Bring every catalog up to the program: new messages are empty, gone ones rest below in case they return."""
        template = self.extract()
        for code in PLURALS:
            path = self.path(code)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_written(_merged(template, self.read(code), code, prune=prune), code))
        for code in OVERLAYS:
            if self.path(code).exists():
                merged = _merged(template, self.read(code), code, prune=prune, only_translated=True)
                self.path(code).write_bytes(_written(merged, code))

    def read(self, code: str) -> Catalog:
        """A language's catalog, empty where there is none yet."""
        path = self.path(code)
        return read_po(BytesIO(path.read_bytes()), locale=code) if path.exists() else Catalog(locale=code)

    def compile(self) -> None:
        """Compile what is older than its source; whole or not at all, as several test runs may do it at once."""
        for source in sorted(self.root.glob(f"translations/*/LC_MESSAGES/{DOMAIN}.po")):
            compiled = source.with_suffix(".mo")
            if compiled.exists() and compiled.stat().st_mtime_ns > source.stat().st_mtime_ns:
                continue
            unfinished = compiled.with_name(f"{compiled.name}.{os.getpid()}")
            with unfinished.open("wb") as file:
                write_mo(file, read_po(BytesIO(source.read_bytes())))
            unfinished.replace(compiled)
        self._make_verifier()

    def _make_verifier(self) -> None:
        """Make the page that verifies papers where something is newer that it may be made of.

        That is any module: looking at their ages costs 20 ms, the page half a second, and knowing which of them say
        its words and colours would be a list that somebody has to keep. A process of its own, since the page speaks by
        the program of this checkout, wherever this one found its modules.
        """
        page, source = self.root / VERIFIER, self.root / "resources/verify/source"
        if not source.exists():
            return  # some words alone, as tests lay them down
        of_words = self.root.glob(f"translations/*/LC_MESSAGES/{DOMAIN}.po")
        drawn = chain(source.rglob("*"), (self.root / "resources/icons").rglob("*.svg"))
        read = chain((self.root / "src").rglob("*.py"), drawn, of_words, [self.root / VERIFIER_MAKER])
        if not page.exists() or page.stat().st_mtime_ns <= max(each.stat().st_mtime_ns for each in read):
            speaking = {**os.environ, "PYTHONPATH": str(self.root / "src")}
            subprocess.run([sys.executable, self.root / VERIFIER_MAKER], env=speaking, check=True)

    @staticmethod
    def plural(code: str) -> Callable[[int], int]:
        """Which form of a language serves a number, counted from 0."""
        return gettext.c2py(_plurals(code).partition("plural=")[2].rstrip(";"))

    def check(self) -> Iterator[str]:
        """Everything that is wrong with the template and the catalogs, one line each."""
        template = self.gathered()
        if not self.template.exists() or self.template.read_bytes() != _written(template):
            yield f"{self.template.name}: not what the program says now; run packaging/catalogs.py update"
        yield from _source_faults(template)
        for code in PLURALS:
            if self.path(code).exists():
                yield from (f"{code}: {fault}" for fault in self._faults(code, template))
            else:
                yield f"{code}: no catalog"
        for code in OVERLAYS:
            if self.path(code).exists():
                yield from (f"{code}: {fault}" for fault in self._faults(code, template))

    def _faults(self, code: str, template: Catalog) -> Iterator[str]:
        path = self.path(code)
        if f'"Plural-Forms: {_plurals(code)}\\n"' not in path.read_text("utf-8"):
            yield f"the header's Plural-Forms is not {_plurals(code)}"
            return
        known, wanted = _keyed(self.read(code)), _keyed(template)
        if base := OVERLAYS.get(code):
            below = _keyed(self.read(base))
            same = [each for key, each in known.items() if key in below and _strings(each) == _strings(below[key])]
            yield from (f"{_told(each)}: said as in {base}" for each in same)
        else:
            yield from (f"{_told(wanted[key])}: missing" for key in wanted.keys() - known.keys())
        yield from (f"{_told(known[key])}: no longer in the program" for key in known.keys() - wanted.keys())
        nth = self.plural(code)
        for message in known.values():
            found = faults(OVERLAYS.get(code, code), _forms(message), _strings(message), nth)
            yield from (f"{_told(message)}: {each}" for each in chain(["fuzzy"] if message.fuzzy else [], found))
        yield from _refused_by_msgfmt(path)


def _source_faults(template: Catalog) -> Iterator[str]:
    for message in _keyed(template).values():
        for text in _forms(message):
            yield from (f"en: {_told(message)}: {fault}" for fault in source_faults(text))


def _refused_by_msgfmt(path: Path) -> Iterator[str]:
    tool = shutil.which("msgfmt")
    if tool is None:
        yield "msgfmt is not here to check it; it comes with gettext"
        return
    told = subprocess.run([tool, "--check", "-o", os.devnull, path], text=True, capture_output=True, check=False)
    if told.returncode or told.stderr:
        yield from told.stderr.splitlines() or [f"msgfmt ended with {told.returncode}"]


def _plurals(code: str) -> str:
    return PLURALS[OVERLAYS.get(code, code)]


def _merged(template: Catalog, old: Catalog, code: str, *, prune: bool, only_translated: bool = False) -> Catalog:
    known = {_key(each): each for each in old.obsolete.values()} | _keyed(old)
    messages = []
    for key, message in _keyed(template).items():
        before = known.pop(key, None)
        if only_translated and before is None:
            continue
        message.string = before.string if before else None
        message.user_comments = before.user_comments if before else []
        messages.append(message)
    merged = _catalog(messages, code)
    merged.revision_date = old.revision_date
    if not prune:
        resting = [each for each in known.values() if any(_strings(each))]
        merged.obsolete.update({str(index): each for index, each in enumerate(sorted(resting, key=_told))})
    return merged


def _catalog(messages: list[Message], code: str | None = None) -> Catalog:
    catalog = Catalog(locale=code)
    if code:
        catalog.mime_headers = [("Plural-Forms", _plurals(code))]
    for each in messages:
        added = catalog.add(
            each.id,
            each.string or None,
            each.locations,
            auto_comments=each.auto_comments,
            user_comments=each.user_comments,
            context=each.context,
        )
        if not takes_facts(_forms(each)[-1]):
            added.flags.discard("python-format")  # Babel takes "90 % is" for a placeholder, and msgfmt would ask for it
    return catalog


def _written(catalog: Catalog, code: str | None = None) -> bytes:
    revised = catalog.revision_date if isinstance(catalog.revision_date, datetime) else datetime.now(UTC)
    who = {"PO-Revision-Date": f"{revised:%Y-%m-%d %H:%M%z}", "Last-Translator": PROJECT, "Language-Team": PROJECT}
    fields = {
        "Project-Id-Version": PROJECT,
        **(who if code else {}),
        "Language": code or "",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        **({"Plural-Forms": _plurals(code)} if code else {}),
    }
    header = "".join(f'"{name}: {value}\\n"\n' for name, value in fields.items())
    body = BytesIO()
    write_po(body, catalog, width=0, omit_header=True, include_lineno=False)
    return f'msgid ""\nmsgstr ""\n{header}\n'.encode() + body.getvalue().rstrip() + b"\n"


def _keyed(catalog: Catalog) -> dict[Key, Message]:
    return {_key(message): message for message in catalog if message.id}


def _key(message: Message) -> Key:
    return _forms(message), message.context


def _forms(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _strings(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, (tuple, list)) else (message.string or "",)


def _told(message: Message) -> str:
    return f"{message.context}: {_forms(message)[0]!r}" if message.context else repr(_forms(message)[0])


def main(arguments: list[str] | None = None) -> int:
    """Do one of the four; `check` answers 1 when anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[1], help="the checkout, else this one")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("extract", "compile", "check"):
        commands.add_parser(name)
    commands.add_parser("update").add_argument("--prune", action="store_true", help="forget messages that are gone")
    options = parser.parse_args(arguments)
    catalogs = Catalogs(options.root)
    match options.command:
        case "extract":
            catalogs.extract()
        case "update":
            catalogs.update(prune=options.prune)
        case "compile":
            catalogs.compile()
        case "check":
            found = list(catalogs.check())
            print(*found, sep="\n", end="\n" if found else "")
            return 1 if found else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
