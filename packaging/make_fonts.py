"""Builds resources/fonts from the packages of Debian and npm; run it again only when a typeface is to change.

    python packaging/make_fonts.py WORKFOLDER

Papers and window share the files, so all have TrueType outlines: others look bold on dark ground. Arabic is Noto's
2.005 of 2020, whose letters are whole; later ones set them together from a base and its dots, and what is copied from a
paper would no longer be what was typed. Needs fonttools with brotli, apt-get, dpkg and npm.

Extension B, 42,711 rare characters, lies packed, since a paper seldom needs any: 7 MB for 21.
"""

import argparse
import lzma
import subprocess
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.varLib import instancer

FONTS = Path(__file__).parents[1] / "resources" / "fonts"
STYLES = {400: "Regular", 500: "Medium", 600: "SemiBold"}
DEBIAN = ("fonts-noto-core", "fonts-noto-extra", "fonts-droid-fallback", "fonts-hanazono")
NPM = (
    "inter-ui@4.1.1",
    "@expo-google-fonts/noto-sans-sc@0.4.3",
    "@expo-google-fonts/noto-sans-hk@0.4.3",
    "@expo-google-fonts/noto-sans-kr@0.4.3",
    "@expo-google-fonts/jetbrains-mono@0.4.1",
    "@expo-google-fonts/noto-emoji@0.4.7",
)
# Scripts of customers' names beside the program's own languages, and signs, one weight each.
GUESTS = ["Armenian", "Bengali", "Devanagari", "Ethiopic", "Georgian", "Hebrew", "Khmer", "Lao", "Malayalam"]
GUESTS += ["Myanmar", "Sinhala", "Tamil", "Symbols2"]
GUESTS += ["Gujarati", "Gurmukhi", "Kannada", "MeeteiMayek", "OlChiki", "Oriya", "Telugu", "Thaana"]
EXTENSION_B = range(0x20000, 0x2A6E0)
HAN_AND_RADICALS = (range(0x2E80, 0x3000), range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x40000))
COARSE = 256  # units to the em, as Droid's own: no printer shows the difference, and a third of the file is saved
# Western marks that Chinese writes full width, beside what GB 2312 lists.
HAN_MARKS = "“”‘’…—–·、。《》〈〉「」『』【】〔〕（）［］｛｝，．：；？！％￥～"


@dataclass(frozen=True, slots=True)
class Source:
    """One face to build: where its outlines lie below the work folder, its new family, its weight, the letters kept."""

    path: str
    family: str
    weight: int
    letters: str = ""
    variable: bool = False

    @property
    def file(self) -> str:
        """The name of the file that is made."""
        return f"{self.family.replace(' ', '')}-{self.weight}.ttf"


def gb2312() -> str:
    """The 7,445 characters of the national standard for Chinese text."""
    pairs = (bytes((high, low)) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    return "".join(pair.decode("gb2312", "ignore") for pair in pairs)


def hangul() -> str:
    """Every modern syllable, and the letters that stand alone."""
    return "".join(map(chr, (*range(0xAC00, 0xD7A4), *range(0x3131, 0x318F))))


def sources() -> Iterator[Source]:
    """Every face of resources/fonts but those that are taken as they are."""
    noto = "usr/share/fonts/truetype/noto/NotoSans"
    han, korean = gb2312() + HAN_MARKS, hangul()
    for weight, style in STYLES.items():
        yield Source("inter-ui/variable/InterVariable.woff2", "Desk Sans", weight, variable=True)
        yield Source(f"{noto}Arabic-{style}.ttf", "Desk Arabic", weight)
        yield Source(f"{noto}Thai-{style}.ttf", "Desk Thai", weight)
        yield Source(f"noto-sans-sc/{weight}{style}/NotoSansSC_{weight}{style}.ttf", "Desk Han", weight, han)
    yield Source("noto-sans-kr/400Regular/NotoSansKR_400Regular.ttf", "Desk Hangul", 400, korean)


def rare(work: Path, *before: Path) -> Iterator[Source]:
    """Characters of names that the fonts before do not have: of China's table of 2013, and of Hong Kong's set."""
    known = {code for path in before for code in TTFont(path).getBestCmap()}
    for place, family in (("noto-sans-sc", "Desk Han Rare"), ("noto-sans-hk", "Desk Hong Kong")):
        path = f"{place}/400Regular/{place.title().replace('-', '')[:-2]}{place[-2:].upper()}_400Regular.ttf"
        own = {
            code
            for code in TTFont(work / path).getBestCmap()
            if code not in known and any(code in each for each in HAN_AND_RADICALS)
        }
        known |= own
        yield Source(path, family, 400, "".join(map(chr, sorted(own))))


def build_extension_b(work: Path) -> Path:
    """Extension B, coarser and packed."""
    font = TTFont(work / "usr/share/fonts/truetype/hanazono/HanaMinB.ttf", recalcTimestamp=False)
    cut(font, (chr(code) for code in font.getBestCmap() if code in EXTENSION_B))
    for table in {"VORG", "vmtx", "vhea", "GSUB", "GPOS", "BASE"} & set(font.keys()):
        del font[table]
    scale_upem(font, COARSE)
    font["post"].formatType = 3
    rename(font, "Desk Han B", 400)
    plain = BytesIO()
    font.save(plain)
    target = FONTS / "DeskHanB-400.ttf.xz"
    target.write_bytes(lzma.compress(plain.getvalue(), preset=6))
    return target


def fetch(work: Path) -> None:
    """Download the packages and unpack each below the work folder."""
    subprocess.run(["apt-get", "download", *DEBIAN], cwd=work, check=True)
    for package in work.glob("*.deb"):
        subprocess.run(["dpkg", "-x", package, work], check=True)
    subprocess.run(["npm", "pack", *NPM], cwd=work, check=True)
    for package in work.glob("*.tgz"):
        folder = work / package.stem.removeprefix("expo-google-fonts-").rpartition("-")[0]
        with tarfile.open(package) as bundle:
            bundle.extractall(work, filter="data")
        (work / "package").rename(folder)


def cut(font: TTFont, letters: Iterable[str]) -> None:
    """Keep the letters and what shaping makes of them."""
    options = Options(layout_features=["*"], name_IDs=["*"], notdef_outline=True, hinting=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=map(ord, letters))
    subsetter.subset(font)


def rename(font: TTFont, family: str, weight: int) -> None:
    """Give a face our name, so that a system's own copy of the typeface never stands in for it."""
    style, table = STYLES[weight], font["name"]
    names = {
        1: family if weight == min(STYLES) else f"{family} {style}",
        2: "Regular",
        4: f"{family} {style}",
        6: f"{family.replace(' ', '')}-{style}",
        16: family,
        17: style,
    }
    for number in (*names, 3, 21, 22, 25):
        table.removeNames(nameID=number)
    for number, name in names.items():
        table.setName(name, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight


def build(source: Source, work: Path) -> Path:
    """Make one face."""
    font = TTFont(work / source.path, recalcTimestamp=False)
    font.flavor = None
    if source.variable:
        font = instancer.instantiateVariableFont(font, {"wght": source.weight, "opsz": 14})
    if source.letters:
        cut(font, source.letters)
    rename(font, source.family, source.weight)
    target = FONTS / source.file
    font.save(target)
    return target


def as_they_are(work: Path) -> Iterator[tuple[Path, str]]:
    """Faces and licences that are copied unchanged: where they lie, and their new name."""
    truetype, documents = work / "usr/share/fonts/truetype", work / "usr/share/doc"
    for script in GUESTS:
        yield truetype / f"noto/NotoSans{script}-Regular.ttf", f"NotoSans{script}-400.ttf"
    for weight in (400, 500):
        style = f"{weight}{STYLES[weight]}"
        yield work / f"jetbrains-mono/{style}/JetBrainsMono_{style}.ttf", f"JetBrainsMono-{weight}.ttf"
    yield work / "noto-emoji/400Regular/NotoEmoji_400Regular.ttf", "NotoEmoji-400.ttf"
    yield truetype / "droid/DroidSansFallbackFull.ttf", "DroidSansFallbackFull.ttf"
    yield work / "inter-ui/LICENSE.txt", "LICENSE-Inter.txt"
    yield work / "noto-sans-sc/LICENSE_FONT", "LICENSE-NotoSansSC-NotoSansKR.txt"
    yield work / "noto-sans-hk/LICENSE_FONT", "LICENSE-NotoSansHK.txt"
    yield documents / "fonts-hanazono/copyright", "LICENSE-HanaMinB.txt"
    yield work / "jetbrains-mono/LICENSE_FONT", "LICENSE-JetBrainsMono.txt"
    yield work / "noto-emoji/LICENSE_FONT", "LICENSE-NotoEmoji.txt"
    yield documents / "fonts-noto-core/copyright", "LICENSE-NotoSans.txt"
    yield documents / "fonts-droid-fallback/copyright", "LICENSE-DroidSansFallback.txt"
    yield Path("/usr/share/common-licenses/Apache-2.0"), "LICENSE-Apache-2.0.txt"


def main() -> None:
    """Fetch, build, copy, and tell the sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path, help="an empty folder for the packages")
    work = parser.parse_args().work
    work.mkdir(parents=True, exist_ok=True)
    FONTS.mkdir(parents=True, exist_ok=True)
    fetch(work)
    made = [build(source, work) for source in sources()]
    for path, name in as_they_are(work):
        made.append(FONTS / name)
        made[-1].write_bytes(path.read_bytes())
    before = [FONTS / "DeskHan-400.ttf", FONTS / "DroidSansFallbackFull.ttf"]
    made += [build(source, work) for source in rare(work, *before)]
    made.append(build_extension_b(work))
    for path in sorted(made):
        print(f"{path.stat().st_size / 1024:8.0f} KB  {path.name}")


if __name__ == "__main__":
    main()
