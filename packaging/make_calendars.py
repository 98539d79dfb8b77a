"""Writes resources/calendars of the markets named here from the package holidays, as dated data with its source.

    python packaging/make_calendars.py [SA AU …]

The package (PyPI, MIT) is asked in a throw-away environment: it wants an older python-dateutil than ours.
The calendars of AE, CN, ES, GB, MX and TH were written by hand and are left alone; what the package lacks of the others
stands in MENDED. Read the difference before it is committed: a newer package knows what governments announced since,
and sometimes corrects what it said of past days.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec

CALENDARS = Path(__file__).parents[1] / "resources" / "calendars"
PACKAGE = "holidays==0.109"
YEARS = (2025, 2026, 2027)
HEAD = "# Days on which nobody works in {}, for deadlines in working days. `expected` days are computed, not announced."
ANNOUNCED_UNTIL = date(2026, 11, 30)  # later days of the moon are computed, whatever the package calls them
MOON = re.compile(r"\b(Eid|Islamic|Hijri|Prophet|Isra|Arafah|Ashura|Deepavali|Birthday of the Prophet)\b")
ESTIMATED = re.compile(r",? ?\bestimated\b")

# The first day from which a government has not yet said which days it moves, or which it gives besides: none where
# days off follow from the law alone.
NOT_ANNOUNCED_FROM: dict[str, date | None] = {
    "AU": None, "BE": None, "BR": None, "CL": None, "CO": None, "DE": None, "FR": None, "IL": None, "IT": None,
    "KW": None, "MY": None, "NL": None, "NO": None, "NZ": None, "OM": None, "PE": None, "PL": None, "QA": None,
    "SA": None, "TR": None, "ZA": None,
    "BY": date(2027, 1, 1), "EG": date(2027, 1, 1), "HU": date(2027, 1, 1), "ID": date(2027, 1, 1),
    "KZ": date(2027, 1, 1), "PH": date(2027, 1, 1), "RU": date(2027, 3, 1), "UZ": date(2027, 1, 1),
    "VN": date(2027, 1, 1),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mended:
    """What the package lacks of what a government announced, and where that was read."""

    source: str
    off: tuple[tuple[date, str], ...] = ()
    worked: tuple[date, ...] = ()


MENDED = {
    "AU": Mended(
        "the laws of all states and territories on public holidays: Christmas Day and Boxing Day on a weekend are "
        "kept on the next Monday and Tuesday (southernmidlands.tas.gov.au; aus.wiki, read 2026-11), Australia Day "
        "on the next Monday, of memory: verify.",
        off=(
            (date(2025, 1, 27), "Australia Day (observed)"),
            (date(2026, 12, 28), "Boxing Day (observed)"),
            (date(2027, 12, 27), "Christmas Day (observed)"),
            (date(2027, 12, 28), "Boxing Day (observed)"),
        ),
    ),
    "EG": Mended(
        "the Prime Minister's decree of 2026-03-11: Eid al-Fitr off from Thursday 19 to Monday 23 March 2026 "
        "(egyptianstreets.com, 2026-03-12), for private business by the Minister of Labour, as in 2025: verify.",
        off=tuple((date(2026, 3, day), "Eid al-Fitr") for day in (19, 22, 23)),
    ),
    "HU": Mended(
        "10/2025. (IV. 30.) NGM rendelet: 12 December 2026 is worked for 24 December (tamogatoweb.hu, read 2026-11).",
        worked=(date(2026, 12, 12),),
    ),
    "VN": Mended(
        "Document 12729/VPCP-KGVX of 2025-12-25: 10 January 2026 is worked for 2 January, by the state, and others are "
        "asked to follow (vietnamnews.vn, 2025-12-25).",
        off=((date(2026, 1, 2), "Day off (substituted from 01/10/2026)"),),
        worked=(date(2026, 1, 10),),
    ),
}

# Asked in the throw-away environment: days off of whole countries, in English where the package speaks it.
QUESTION = """
import json, sys, holidays
years, codes = json.loads(sys.argv[1])
told = []
for code in codes:
    found = holidays.country_holidays(code, years=years)
    if "en_US" in found.supported_languages:
        found = holidays.country_holidays(code, years=years, language="en_US")
    worked = [day for day in getattr(found, "weekend_workdays", ()) if day.year in years]
    told.append({
        "code": code,
        "weekend": sorted(day + 1 for day in found.weekend),
        "worked": sorted(map(str, worked)),
        "days": sorted((str(on), name) for on, name in found.items()),
    })
print(json.dumps(told))
"""


@dataclass(frozen=True, slots=True)
class DaysOff:
    """What the package says of a country: its weekend, days of it that are worked, its days off by name."""

    code: str
    weekend: tuple[int, ...]
    worked: tuple[date, ...]
    days: tuple[tuple[date, str], ...]


def asked(codes: Iterable[str]) -> list[DaysOff]:
    """The days off of some countries."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder, "Scripts" if sys.platform == "win32" else "bin", "python")
        subprocess.run([python, "-m", "pip", "install", "--quiet", PACKAGE], check=True)
        answer = subprocess.run(
            [python, "-c", QUESTION, json.dumps((YEARS, list(codes)))], check=True, text=True, stdout=subprocess.PIPE
        )
    return msgspec.json.decode(answer.stdout, type=list[DaysOff])


def is_expected(code: str, on: date, name: str) -> bool:
    """Whether a day off was computed and not announced."""
    moves = NOT_ANNOUNCED_FROM[code]
    follows_moon = on > ANNOUNCED_UNTIL and MOON.search(name) is not None
    return follows_moon or ESTIMATED.search(name) is not None or (moves is not None and on >= moves)


def how_read(code: str) -> str:
    """How the days were come by, and what they leave out: for us, since people are told the package alone."""
    told = [
        f"Computed by the package {PACKAGE.replace('==', ' ')} (PyPI, MIT): days off of the whole country.",
        "Days of single regions are left out.",
        "Days that follow the moon are expected until they are announced.",
    ]
    if moves := NOT_ANNOUNCED_FROM[code]:
        told.append(f"Days that the government moves or gives besides were not known from {moves} on: verify.")
    if mended := MENDED.get(code):
        told.append(f"Mended by {mended.source}")
    return " ".join([*told, "Not compared with the law of the land."])


def calendar(of: DaysOff) -> str:
    """The text of a calendar."""
    mended = MENDED.get(of.code, Mended(""))
    worked, days = sorted({*of.worked, *mended.worked}), sorted({*of.days, *mended.off})
    lines = [
        HEAD.format(of.code),
        "",
        f'code = "{of.code}"',
        f"covers_from = {YEARS[0]}-01-01",
        f"covers_to = {YEARS[-1]}-12-31",
        f"weekend = {list(of.weekend)}",
    ]
    if worked:
        lines.append(f"worked = [{', '.join(map(str, worked))}]")
    read = how_read(of.code)
    lines += [f'source = "{PACKAGE.replace("==", " ")} (PyPI)"', f"read = {_quoted(read)}"]
    if "verify" in read:
        lines.append("verify = true")
    for on, name in days:
        plain = ESTIMATED.sub("", name).replace("()", "").strip()
        lines += ["", "[[holidays]]", f"on = {on}", f"name = {_quoted(plain)}"]
        if is_expected(of.code, on, name):
            lines.append("expected = true")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def main() -> None:
    """Write the calendars that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("markets", nargs="*", metavar="MARKET", help="codes such as SA; all where none is named")
    for each in asked(parser.parse_args().markets or NOT_ANNOUNCED_FROM):
        (CALENDARS / f"{each.code}.toml").write_text(calendar(each), encoding="utf-8")


if __name__ == "__main__":
    main()
