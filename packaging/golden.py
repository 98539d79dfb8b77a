"""Golden files: all that the program says of the example dealers, so that a change shows what it alters.

    python packaging/golden.py write            # texts into build/golden, their sums into packaging/golden.sums
    python packaging/golden.py compare          # the same anew; tells which sums differ, and ends with 1 if any does
    python packaging/golden.py compare -m TH    # one dealer alone

Of every example dealer, and of the store that the tests keep because it holds every kind of event: all events in words
in all languages; the text of all papers; all JSON answers of the command line; all that travels in dossiers and other
files. A rebuilding that promises to change nothing is held to it by `compare`; what changes on purpose is written anew
by `write` in the same commit and named in the changelog. A sum is of all texts of a kind: to read what changed, keep
the texts of before under another name (`mv build/golden build/before`) and compare the folders.

It runs for some minutes; it is no part of the tests.
"""

import argparse
import hashlib
import json
import os
import re
import shutil
import sys
import zipfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pypdfium2
from click.testing import CliRunner, Result

from lifecycle_desk.base import clock
from lifecycle_desk.cli import main as command_line
from lifecycle_desk.cli.context import Windows
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.language import LANGUAGES, Language
from lifecycle_desk.overview.papers.phrases import phrase
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.trust.random_source import drawn_from
from lifecycle_desk.vehicle.rules.wording import worded
from lifecycle_desk.vehicle.usecases.showing import page

PURCHASE = re.compile(r"PO-\d{4}-\d{4}")
PLACE = re.compile(r'"place": "([^"]+)"')
ROOT = Path(__file__).resolve().parents[1]
SUMS, TEXTS = ROOT / "packaging" / "golden.sums", ROOT / "build" / "golden"
DEALERS = ("TH", "AE", "MX", "ES", "GB")
KEPT = "kept"  # the richest store that the tests keep of an older form: few cars, every kind of event
VEHICLES, UNTIL = 24, "2026-06-30"
MOMENT = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)  # when everything is asked
ISSUED_FOR = 2  # of the first of each kind the issued paper; of the others the draft, which is quicker
SEAL = re.compile(r":[0-9a-f]{32}\b")  # of the paper that was issued before: each is signed anew
WANDERING = {"signature", "salt", "made_at"}  # differ each time by their nature


class Dealer:
    """One store, asked by the command line as other programs ask it."""

    def __init__(self, store: Path, folder: Path) -> None:
        self.store, self.folder = store, folder
        self.runner = CliRunner()

    def ask(self, *args: str) -> Result:
        """What a command answers."""
        whole = ["--store", str(self.store), *args]
        result = self.runner.invoke(command_line, whole, prog_name="lifecycle-desk", obj=Windows(_none, _none))
        if result.exit_code not in {0, 1}:
            problem = f"{whole} ended with {result.exit_code}: {result.output}"
            raise SystemExit(problem)
        return result

    def answers(self, *args: str) -> str:
        """What it answers, as a text: a golden file of a refusal is one too."""
        result = self.ask(*args)
        return f"{result.exit_code}\n{result.stdout}{result.stderr}".replace(str(self.folder), "FOLDER")

    def made(self, *args: str) -> Path | None:
        """The file that a command writes; None if it refuses."""
        place = self.folder / "made.out"  # with an ending: else a kind of many files makes a folder
        place.unlink(missing_ok=True)
        return place if self.ask(*args, "-o", str(place)).exit_code == 0 else None


def _none(*_: object, **__: object) -> Any:
    problem = "no window here"
    raise AssertionError(problem)


def found(name: str, folder: Path) -> Dealer:
    """A dealer to be asked: the example dealer of a market, or the store that the tests keep."""
    store = folder / "golden.ldk"
    if name == KEPT:
        kept = (ROOT / "tests/store/files").glob("revision-*.ldk")
        shutil.copy(max(kept, key=lambda each: each.stat().st_size), store)
        store.chmod(0o600)
    dealer = Dealer(store, folder)
    if name != KEPT:
        dealer.ask("demo", "--market", name, "--vehicles", str(VEHICLES), "--until", UNTIL)
    return dealer


def texts(dealer: Dealer) -> Iterator[tuple[str, str]]:
    """All that a dealer's books say, by a name each; what writes nothing comes first."""
    cars = dealer.ask("export", "vehicles", "-o", "-").stdout.splitlines()
    vins = [car.split(",")[0].strip('"') for car in cars[1:]]
    yield from _records(dealer)
    yield from _words(dealer, vins)
    yield from _answers(dealer, vins)
    given = _given(dealer, vins)
    yield from _files(dealer, given)
    yield from _papers(dealer, given)
    yield "json/check", re.sub('"head": "[0-9a-f]+"', "", dealer.answers("check", "--json"))


def _records(dealer: Dealer) -> Iterator[tuple[str, str]]:
    """The records, a text for each kind of row; of a store whose documents do not lie beside it the refusal."""
    made = dealer.made("export", "records")
    if made is None:
        yield "records", dealer.answers("export", "records", "-o", "-")
        return
    kinds: dict[str, list[str]] = {}
    for line in map(json.loads, made.read_text(encoding="utf-8").splitlines()):
        kinds.setdefault(line.get("type", "head"), []).append(json.dumps(_without(line), ensure_ascii=False))
    for kind, rows in kinds.items():
        yield f"records/{kind}", "\n".join(rows)


def _words(dealer: Dealer, vins: list[str]) -> Iterator[tuple[str, str]]:
    """Every event of every car as it is told to people, in every language."""
    user = UserSession(open_store(dealer.store), None, authorise)
    with closing(user.store):
        lives = {vin: page(user, vin) for vin in vins}
    for code in LANGUAGES:
        language = Language(code)
        for vin, life in lives.items():
            names = {each.person: each.name or "" for each in life.owners if each.person}
            told = "\n".join(_event(line, names, language) for line in life.lines)
            yield f"words/{code}/{vin}", told


def _event(line: Any, names: dict[int, str], language: Language) -> str:
    words = worded(line.told, names)
    parts = [phrase(words.title, language), *(phrase(each, language) for each in words.detail)]
    facts = [f"  {language(label)}: {phrase(value, language)}" for label, value in words.facts]
    more = (line.told.kind, words.icon, words.state, words.covered, words.opens, line.stands, line.odd)
    return "\n".join([" · ".join(parts), *facts, f"  {more}"])


def _answers(dealer: Dealer, vins: list[str]) -> Iterator[tuple[str, str]]:
    """What the command line answers to those who only ask."""
    for verb in [line.split()[0] for line in dealer.ask("verbs").stdout.splitlines() if line.strip()]:
        yield f"json/verbs/{verb}", dealer.answers("verbs", verb)
    for command in ("verbs", "report --list --json", "import --list --json", "export --list --json"):
        for code in LANGUAGES:
            yield f"json/{command.replace(' ', '_')}/{code}", dealer.answers("--language", code, *command.split())
    for vin in vins:
        yield f"json/show/{vin}", dealer.answers("show", vin, "--json")
        yield f"show/{vin}", dealer.answers("show", vin)
        yield f"json/find/{vin}", dealer.answers("find", vin[-6:], "--json")


def _given(dealer: Dealer, vins: list[str]) -> dict[str, list[str]]:
    """What papers and files may be asked for: cars, what was done with them, people, purchases, storage places."""
    shown = [json.loads(dealer.ask("show", vin, "--json").stdout.splitlines()[-1]) for vin in vins]
    facts = [event["facts"] for car in shown for event in car["events"]]
    return {
        "vin": vins,
        "order": _several(each.get("order") for each in facts),
        "claim": _several(each.get("claim") for each in facts),
        "campaign": _several(campaign["number"] for car in shown for campaign in car["campaigns"]),
        "code": _several(car["battery"] and car["battery"]["code"] for car in shown),
        "person": [str(number) for number in range(1, len(vins) + 1)],
        "brand": _several(car["make"] for car in shown),
        "purchase": _several(PURCHASE.findall(dealer.ask("do", "list_parts", "{}").stdout)),
        "place": _several(PLACE.findall(dealer.ask("do", "list_stored_parts", "{}").stdout)),
    }


def _several(found: Any) -> list[str]:
    """Each once, in the order in which they came."""
    return list(dict.fromkeys(each for each in found if isinstance(each, str) and each))


def _asked(dealer: Dealer, command: str, given: dict[str, list[str]]) -> Iterator[tuple[str, str, list[str]]]:
    """Each kind that is offered with each thing that it can be asked of."""
    for offer in json.loads(dealer.ask(command, "--list", "--json").stdout):
        by = next((name for name in given if name in offer["takes"]), None)
        if by is None:
            yield offer["kind"], "", ["--all"] if "fleet" in offer["takes"] else []
        for value in given[by] if by else ():
            yield offer["kind"], value, [f"--{by}", value]


def _files(dealer: Dealer, given: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """All that goes out as files, dossiers opened."""
    for kind, of, options in _asked(dealer, "export", given):
        if kind in {"records", "verifier"}:  # the one is a text already, the other is no word of a dealer's
            continue
        made = dealer.made("export", kind, *options)
        if made is None:
            yield f"files/{kind}/{of}", dealer.answers("export", kind, *options, "-o", str(dealer.folder / "no.out"))
        elif kind == "dossier":
            yield from ((f"travel/{of}/{name}", text) for name, text in _opened(made))
        else:
            yield f"files/{kind}/{of}", _read(made.read_bytes())


def _opened(dossier: Path) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(dossier) as archive:
        for name in sorted(archive.namelist()):
            yield name, _read(archive.read(name))


def _read(content: bytes) -> str:
    """A file as a text that is the same each time: JSON without what wanders, others as they are."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return hashlib.sha256(content).hexdigest()
    try:
        return _steady(json.loads(text))
    except ValueError:
        return text


def _steady(value: Any) -> str:
    return json.dumps(_without(value), ensure_ascii=False, sort_keys=True, indent=1)


def _without(value: Any) -> Any:
    match value:
        case dict():
            return {name: _without(each) for name, each in value.items() if name not in WANDERING}
        case list():
            return [_without(each) for each in value]
    return value


def _papers(dealer: Dealer, given: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """The text of every paper in its reader's language; those of the first car in all languages."""
    so_far: dict[str, int] = {}
    for kind, of, options in _asked(dealer, "report", given):
        draft = ["--draft"] if so_far.get(kind, 0) >= ISSUED_FOR else []
        codes = [None, *LANGUAGES] if so_far.get(kind, 0) == 1 else [None]
        for code in codes:
            made = dealer.made("report", kind, *options, *draft, *(["--language", code] if code else []))
            if made is None:
                yield f"papers/{kind}/{of}", dealer.answers("report", kind, *options, *draft, "-o", "-")
                break
            yield f"papers/{kind}/{of}{f'.{code}' if code else ''}", _text(made)
        else:
            so_far[kind] = so_far.get(kind, 0) + 1


def _text(paper: Path) -> str:
    with pypdfium2.PdfDocument(paper) as document:
        text = "\f".join(sheet.get_textpage().get_text_bounded() for sheet in document)
    return SEAL.sub(":", text)


def taken(name: str) -> dict[str, str]:
    """The sums of one dealer's texts, which are written into build/golden."""
    folder = TEXTS / name
    shutil.rmtree(folder, ignore_errors=True)
    os.environ.pop("LIFECYCLE_DESK_STAFF", None)
    with TemporaryDirectory() as work, clock.standing_at(MOMENT), drawn_from(Random(name).randbytes):  # noqa: S311 (nobody's keys)
        for what, text in texts(found(name, Path(work))):
            place = folder / f"{what.rstrip('/').replace(' ', '_')}.txt"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
    return sums_of(folder)


def sums_of(folder: Path) -> dict[str, str]:
    """A sum for the texts of each kind: TH/papers/lifecycle-report, TH/words/en, TH/travel."""
    sums: dict[str, Any] = {}
    for place in sorted(folder.rglob("*.txt")):
        dealer, kind, *more = place.relative_to(folder.parent).parts
        deep = more[:1] if len(more) > 1 and kind != "travel" else []
        told = f"{'/'.join(more)}\0{place.read_text(encoding='utf-8')}\0"
        sums.setdefault("/".join((dealer, kind, *deep)), hashlib.sha256()).update(told.encode())
    return {group: each.hexdigest()[:16] for group, each in sums.items()}


def _sum_of(line: str) -> tuple[str, str]:
    kept, _, place = line.partition("  ")
    return place, kept


def main() -> int:
    """Write or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("write", "compare"))
    parser.add_argument("-m", "--market", choices=(*DEALERS, KEPT), action="append")
    asked = parser.parse_args()
    names = asked.market or [*DEALERS, KEPT]
    before = dict(_sum_of(line) for line in SUMS.read_text(encoding="utf-8").splitlines()) if SUMS.exists() else {}
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        now = {place: kept for sums in pool.map(taken, names) for place, kept in sums.items()}
    of_others = {place: kept for place, kept in before.items() if place.split("/")[0] not in names}
    if asked.what == "write":
        whole = sorted((now | of_others).items())
        SUMS.write_text("".join(f"{kept}  {place}\n" for place, kept in whole), encoding="utf-8")
        return 0
    all_of_these = now.keys() | before.keys() - of_others.keys()
    differs = sorted(place for place in all_of_these if now.get(place) != before.get(place))
    for place in differs:
        print("new" if place not in before else "gone" if place not in now else "differs", place)
    print(f"{len(now)} kinds of texts of {', '.join(names)}: {len(differs)} differ")
    return 1 if differs else 0


if __name__ == "__main__":
    sys.exit(main())
