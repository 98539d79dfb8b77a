"""Tables that go out to spreadsheets: a workbook with real days and numbers, CSV, and text for the clipboard.

A workbook is written as ECMA-376 (Office Open XML, part 1) asks, piece by piece, so that a million rows need no more
memory than one. A text stays a text: nothing is a formula or a link, and what begins like a formula is marked as text.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from lifecycle_desk.base.inert import ACTS, inert, tidied
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.language import Language
from lifecycle_desk.language.formats import currency_digits

type Given = str | int | Decimal | date | Money | Distance | None

LONGEST_TEXT, MOST_ROWS, LONGEST_NAME = 32_767, 1_048_575, 31  # of a cell, a sheet without its head, a sheet's name
FIRST_DAY = date(1900, 3, 1)  # before it the workbook's calendar has a day that never was
DAY_ZERO = date(1899, 12, 30)
PLAIN, TEXT, HEAD, DAY, MOMENT, OWN = 0, 1, 2, 3, 4, 5  # styles; those of amounts and distances follow
NUMBER_FORMATS = 164  # from here on they are one's own
NO_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column that goes out: its title, and its width in letters."""

    title: str
    width: int = 14


@dataclass(slots=True)
class _Styles:
    """The number formats in use, an amount's for each currency and a distance's for each unit."""

    formats: list[str] = field(default_factory=list)

    def of(self, form: str) -> int:
        """The number of a style, a new one where there is none yet."""
        if form not in self.formats:
            self.formats.append(form)
        return OWN + self.formats.index(form)

    def written(self) -> str:
        """The part of the workbook that tells them."""
        own = "".join(
            f"<numFmt numFmtId={quoteattr(str(NUMBER_FORMATS + at))} formatCode={quoteattr(form)}/>"
            for at, form in enumerate(self.formats)
        )
        styles = [(0, 0, ""), (49, 0, ' quotePrefix="1"'), (0, 1, ""), (14, 0, ""), (22, 0, "")]
        styles += [(NUMBER_FORMATS + at, 0, "") for at in range(len(self.formats))]
        xfs = "".join(
            f'<xf numFmtId="{number}" fontId="{font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"{more}/>'
            for number, font, more in styles
        )
        return (
            f'<styleSheet xmlns="{MAIN}">'
            + (f'<numFmts count="{len(self.formats)}">{own}</numFmts>' if own else "")
            + '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
            '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
            '<fills count="2"><fill><patternFill patternType="none"/></fill>'
            '<fill><patternFill patternType="gray125"/></fill></fills>'
            '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
            f'<cellXfs count="{len(styles)}">{xfs}</cellXfs>'
            '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
        )


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OF_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OF_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    f'<Types xmlns="{_OF_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/xl/{name}.xml" '
        f'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
        for name, kind in (("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"), ("styles", "styles"))
    )
    + "</Types>"
)


def _relations(*targets: tuple[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="rId{at}" Type="{_OF_DOCUMENT}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_OF_PACKAGE}/relationships">{each}</Relationships>'


def write_workbook(
    path: Path, name: str, columns: Sequence[SheetColumn], rows: Iterable[Sequence[Given]], language: Language
) -> Iterator[int]:
    """Write a workbook of one sheet; tells after each row how many are written."""
    styles = _Styles()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        with made.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(_sheet_head(columns, rtl=language.right_to_left).encode())
            count = 0
            for count, row in enumerate(rows, 1):
                sheet.write(f"<row>{''.join(_cell(each, styles, language) for each in row)}</row>".encode())
                yield count
            last = f"{_letters(len(columns))}{count + 1}"
            sheet.write(f'</sheetData><autoFilter ref="A1:{last}"/></worksheet>'.encode())
        book = (
            f'<workbook xmlns="{MAIN}" xmlns:r="{_OF_DOCUMENT}"><sheets>'
            f'<sheet name={quoteattr(_sheet_name(name))} sheetId="1" r:id="rId1"/></sheets></workbook>'
        )
        parts = _relations(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"))
        for part, said in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _relations(("officeDocument", "xl/workbook.xml"))),
            ("xl/workbook.xml", book),
            ("xl/_rels/workbook.xml.rels", parts),
            ("xl/styles.xml", styles.written()),
        ):
            made.writestr(part, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{said}')


def _sheet_name(name: str) -> str:
    """A name that a sheet may have."""
    return tidied(name.translate(NO_NAME))[:LONGEST_NAME].strip() or "1"


def _sheet_head(columns: Sequence[SheetColumn], *, rtl: bool) -> str:
    mirrored = ' rightToLeft="1"' if rtl else ""
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{each.width}" customWidth="1"/>' for at, each in enumerate(columns, 1)
    )
    titles = "".join(_text(each.title, HEAD) for each in columns)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{MAIN}"><sheetViews>'
        f'<sheetView{mirrored} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" '
        f'state="frozen"/></sheetView></sheetViews><cols>{widths}</cols><sheetData><row>{titles}</row>'
    )


def _letters(number: int) -> str:
    """The name of a column by its number, from 1: AA is the 27th."""
    made = ""
    while number:
        number, rest = divmod(number - 1, 26)
        made = chr(ord("A") + rest) + made
    return made


def _text(text: str, style: int) -> str:
    said = tidied(text)[:LONGEST_TEXT]
    if not said:
        return "<c/>"
    style = TEXT if style == PLAIN and ACTS.match(said) else style
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{escape(said)}</t></is></c>'


def _cell(given: Given, styles: _Styles, language: Language) -> str:
    match given:
        case datetime():
            return _dated(language.formats.local(given) if given.tzinfo else given, MOMENT)
        case date():
            return _dated(datetime.combine(given, time()), DAY)
        case Money(minor=minor, currency=currency):
            digits = currency_digits(currency)
            form = f"#,##0{'.' + '0' * digits if digits else ''}\\ [${currency}]"
            return f'<c s="{styles.of(form)}"><v>{Decimal(minor).scaleb(-digits)}</v></c>'
        case Distance(value=value):
            sign = tidied(language.formats.unit(given.unit)).replace('"', "")
            return f'<c s="{styles.of(f'#,##0\\ "{sign}"')}"><v>{value}</v></c>'
        case int() | Decimal():
            return f"<c><v>{given:f}</v></c>" if isinstance(given, Decimal) else f"<c><v>{given}</v></c>"
    return _text(given or "", PLAIN)


def _dated(moment: datetime, style: int) -> str:
    """A day as its number, with the time of day as its share; one that the workbook's calendar cannot have as text."""
    if moment.date() < FIRST_DAY:
        return _text(moment.date().isoformat(), PLAIN)
    whole = (moment.date() - DAY_ZERO).days
    share = Decimal((moment - datetime.combine(moment.date(), time(), moment.tzinfo)) // timedelta(seconds=1)) / 86_400
    return f'<c s="{style}"><v>{whole + share.quantize(Decimal("0.000001")):f}</v></c>'


# Text --------------------------------------------------------------------------------------------------------------


def in_plain_words(given: Given, language: Language, *, bare: bool) -> str:
    """A value as a spreadsheet reads it from text: numbers without groups in the language's form, days as ISO has them.

    `bare` amounts and distances leave out their currency or unit, since the title of their column names it.
    """
    match given:
        case datetime():
            return (language.formats.local(given) if given.tzinfo else given).strftime("%Y-%m-%d %H:%M")
        case date():
            return given.isoformat()
        case Money() | Distance():
            number = language.formats.plain_number(_bare(given))
            return number if bare else f"{number} {sign_of(given, language)}"
        case int() | Decimal():
            return language.formats.plain_number(given)
    return inert(tidied(given or ""))


def _bare(given: Money | Distance) -> Decimal:
    """The number of an amount or a distance."""
    if isinstance(given, Distance):
        return Decimal(given.value)
    return Decimal(given.minor).scaleb(-currency_digits(given.currency))


def sign_of(given: Given, language: Language) -> str:
    """The currency or the unit that a value brings with it."""
    match given:
        case Money(currency=currency):
            return currency
        case Distance(unit=unit):
            return tidied(language.formats.unit(unit))
    return ""


def text_rows(columns: Sequence[SheetColumn], rows: Sequence[Sequence[Given]], language: Language) -> list[list[str]]:
    """Rows as texts under their titles; where all amounts of a column have one currency, its title names that."""
    signs = [{sign for row in rows if (sign := sign_of(row[at], language))} for at in range(len(columns))]
    titles = [
        inert(tidied(language.with_aside(each.title, next(iter(own))) if len(own) == 1 else each.title))
        for each, own in zip(columns, signs, strict=True)
    ]
    return [titles] + [
        [in_plain_words(each, language, bare=len(own) == 1) for each, own in zip(row, signs, strict=True)]
        for row in rows
    ]


def as_csv(rows: Iterable[Sequence[str]], language: Language) -> bytes:
    """Lines of CSV for a spreadsheet: UTF-8 with a mark, semicolons where the comma is a decimal sign."""
    lines = io.StringIO(newline="")
    delimiter = ";" if language.formats.plain_number(Decimal("0.5")) == "0,5" else ","
    csv.writer(lines, delimiter=delimiter).writerows(rows)
    return (BOM + lines.getvalue()).encode()


def as_clipboard(rows: Iterable[Sequence[str]]) -> str:
    """Lines of cells parted by tabs, as spreadsheets take them from the clipboard."""
    return "\n".join("\t".join(row) for row in rows)
