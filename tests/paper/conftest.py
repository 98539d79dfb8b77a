"""Papers of one text, and what three independent readers copy from them."""

import io
import subprocess
from collections.abc import Sequence

import pypdf
import pytest
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtPdf import QPdfDocument

from lifecycle_desk.language import Language
from lifecycle_desk.paper import Paper, Paragraphs, Table

# Direction marks are no characters that anybody typed: we use them, and poppler writes its own.
MARKS = dict.fromkeys((0x0C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def lines(text: str) -> list[str]:
    """Copied text line by line, without direction marks, white space made even."""
    return [" ".join(line.split()) for line in text.translate(MARKS).splitlines() if line.strip()]


class Copied:
    """What a reader copies from the first page of a paper, by three programs."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf

    @property
    def pypdf(self) -> list[str]:
        return lines(pypdf.PdfReader(io.BytesIO(self.pdf)).pages[0].extract_text())

    @property
    def poppler(self) -> list[str]:
        """Debian's pdftotext (package poppler-utils)."""
        ran = subprocess.run(["pdftotext", "-layout", "-", "-"], input=self.pdf, capture_output=True, check=True)
        return lines(ran.stdout.decode())

    @property
    def pdfium(self) -> list[str]:
        """What Chrome and our own viewer copy."""
        data = QByteArray(self.pdf)
        buffer = QBuffer(data)
        buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        document = QPdfDocument()
        document.load(buffer)
        return lines(document.getAllText(0).text())


@pytest.fixture
def copied(qapp):
    """The texts, a paragraph each, or the blocks on a paper in a language, as they are copied from it."""

    def read(code: str, *texts: str, blocks: Sequence[Table] = ()) -> Copied:
        drawn = Paper(title="—", language=Language(code), blocks=blocks or [Paragraphs(*texts)]).draw()
        assert not drawn.missing
        return Copied(drawn.pdf)

    return read
