"""A long table in a language for the benches; imports nothing but the paper, so that a cold start counts that alone."""

from lifecycle_desk.language import Language
from lifecycle_desk.paper import Column, Paper, Table

WORDS = {
    "en": "Sensor replaced, system refilled, seven degrees at the vent",
    "ar": "تم استبدال الحساس وإعادة تعبئة النظام سبع درجات عند المخرج",
    "th": "เปลี่ยนเซนเซอร์ เติมน้ำยา อุณหภูมิเจ็ดองศาที่ช่องลม",
    "zh_CN": "更换传感器，系统重新加注，出风口七摄氏度",
}
ROWS = 1_000


def table(language: str, rows: int) -> bytes:
    """A table of four columns in a language, every row another text."""
    columns = [Column(head) for head in ("A", "B", "C", "D")]
    return Paper(title="Bench", language=Language(language), blocks=[Table(columns, body_of(language, rows))]).pdf()


def body_of(language: str, rows: int) -> list[list[str]]:
    """The cells of that table."""
    words = WORDS[language]
    return [[f"{words} {row}", str(row), words[: 10 + row % 20], f"{row % 97}"] for row in range(rows)]
