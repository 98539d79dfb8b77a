"""Builds resources/fonts from the packages of Debian and npm; run it again only when a typeface is to change.

    python packaging/make_fonts.py WORKFOLDER

Papers and window share the files, so all have TrueType outlines: others look bold on dark ground. Arabic is Noto's
2.005 of 2020, whose letters are whole; later ones set them together from a base and its dots, and what is copied from a
paper would no longer be what was typed. Needs fonttools with brotli, apt-get, dpkg and npm.

All are levelled to Desk Sans: Qt centres a line edit's text by the tallest of its fonts, and one Arabic letter would
lift it by 7 px. Where lines stand below one another we set their distance ourselves.

Extension B, 42,711 rare characters, lies packed, since a paper seldom needs any: 7 MB for 21.
"""

import argparse
import lzma
import struct
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
ASCENT, DESCENT = 0.96875, 0.24122  # of Desk Sans, in ems
LEVEL = ("DeskSans", "JetBrainsMono")
BY_TYPO = 0x80  # of fsSelection: the metrics called typographic count
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


def level(path: Path) -> None:
    """Give a face the line metrics of Desk Sans, in place; the typographic ones, which Qt passes over, stay its own.

    Papers tell readers of PDFs the face's own (`Face.heights`).
    """
    font = bytearray(path.read_bytes())
    (count,) = struct.unpack_from(">H", font, 4)
    entries = {bytes(font[at : at + 4]): at for at in range(12, 12 + 16 * count, 16)}
    places = {tag: struct.unpack_from(">L", font, at + 8)[0] for tag, at in entries.items()}
    head, lines, system = (places[tag] for tag in (b"head", b"hhea", b"OS/2"))
    (em,) = struct.unpack_from(">H", font, head + 18)
    (selection,) = struct.unpack_from(">H", font, system + 62)
    own = struct.unpack_from(">hh", font, system + 68 if selection & BY_TYPO else lines + 4)
    up, down = round(ASCENT * em), round(DESCENT * em)
    struct.pack_into(">hhh", font, lines + 4, up, -down, 0)
    struct.pack_into(">H", font, system + 62, selection & ~BY_TYPO)
    struct.pack_into(">hhhHH", font, system + 68, *own, 0, up, down)
    struct.pack_into(">L", font, head + 8, 0)
    for tag in (b"head", b"hhea", b"OS/2"):
        (length,) = struct.unpack_from(">L", font, entries[tag] + 12)
        struct.pack_into(">L", font, entries[tag] + 4, checksum(font[places[tag] : places[tag] + length]))
    struct.pack_into(">L", font, head + 8, (0xB1B0AFBA - checksum(font)) % 2**32)
    path.write_bytes(font)


def checksum(table: bytearray) -> int:
    """As OpenType adds up a table or a file."""
    padded = table + bytes(-len(table) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}L", padded)
    return sum(words) % 2**32


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
    for path in made:
        if path.suffix == ".ttf" and not path.name.startswith(LEVEL):
            level(path)
    made.append(build_extension_b(work))
    for path in sorted(made):
        print(f"{path.stat().st_size / 1024:8.0f} KB  {path.name}")


if __name__ == "__main__":
    main()
