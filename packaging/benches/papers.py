"""Benches of paper: a service report and a long table, beside stock ReportLab in English and between languages."""

from io import BytesIO
from pathlib import Path

from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from benches.measure import AS_THE_PROGRAM, Result, cpu, ratio, told_by_child
from benches.tables import ROWS, WORDS, body_of, table
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import letterhead, spoken
from lifecycle_desk.language import Language
from lifecycle_desk.schedules.usecases.due import reminded_of
from lifecycle_desk.stages.service.estimates.usecases.showing import left_for_later
from lifecycle_desk.stages.service.orders.usecases.showing import printed_order
from lifecycle_desk.stages.service.reports import REPORTS

OURS_COLD = """
import sys, time
sys.path.insert(0, "packaging")
from benches.tables import ROWS, table
table(sys.argv[1], ROWS)
print(time.process_time())
"""
TYPST_COLD = """
import sys, time
import typst
from pathlib import Path
typst.compile(Path(sys.argv[1]), font_paths=[Path("resources/fonts")])
print(time.process_time())
"""


def stock(texts: list[str]) -> bytes:
    """The same cells by stock ReportLab Paragraphs."""
    style = getSampleStyleSheet()["BodyText"]
    made = BytesIO()
    cells = [Paragraph(each, style) for each in texts]
    rows = [cells[at : at + 4] for at in range(0, len(cells), 4)]
    rows[-1] += [""] * (4 - len(rows[-1]))
    SimpleDocTemplate(made).build([Table(rows)])
    return made.getvalue()


def service_report(user: UserSession, number: str) -> Result:
    """One page in English, warm."""
    from pypdf import PdfReader

    report = next(each for each in REPORTS if each.kind == "service-report")
    language, request = spoken(user, "en"), report.takes(order=number)
    texts = PdfReader(BytesIO(report.draw(user, request, language).pdf())).pages[0].extract_text().splitlines()

    def ours() -> float:
        """The drawing alone: what is asked of the store has no twin on the other side."""
        return cpu(lambda: report.draw(user, request, language).pdf()) - cpu(lambda: _ask(user, number, language))

    found = ratio(ours, lambda: cpu(lambda: stock(texts)), 15)
    return Result(
        "a service report, English, warm", "the same cells by stock Paragraph", found, 1.3, f"{len(texts)} texts"
    )


def _ask(user: UserSession, number: str, language: Language) -> None:
    """What the report asks of the store."""
    found = printed_order(user, number, language.code).order
    left_for_later(user, found, language.code)
    reminded_of(user, found.vin)
    letterhead(user, language)


def languages() -> list[Result]:
    """A long table in the other scripts beside English."""
    table("en", 10)
    return [_beside_english(code) for code in ("ar", "th", "zh_CN")]


def _beside_english(code: str) -> Result:
    found = ratio(lambda: cpu(lambda: table(code, ROWS)), lambda: cpu(lambda: table("en", ROWS)), 3)
    return Result(f"a table of {ROWS:,} rows × 4, {code}", "ours in English", found, 2.5, "")


def beside_typst(folder: Path) -> list[Result]:
    """The same table, each in a process of its own, by Typst with our fonts."""
    return [_beside_typst(folder, code) for code in WORDS]


def _beside_typst(folder: Path, code: str) -> Result:
    source = folder / f"{code}.typ"
    rows = "\n".join("".join(f"[{cell}]," for cell in row) for row in body_of(code, ROWS))
    source.write_text(f'#set text(lang: "{code[:2]}")\n#table(columns: 4,\n{rows}\n)', "utf-8")
    found = ratio(
        lambda: told_by_child(AS_THE_PROGRAM + OURS_COLD, code), lambda: told_by_child(TYPST_COLD, str(source)), 3
    )
    return Result(f"a table of {ROWS:,} rows × 4, {code}, cold", "the same by Typst 0.15", found, 1, "")
