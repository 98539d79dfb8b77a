"""What is copied from a paper, by the quicker of two independent readers that reads its language."""

import re
from io import BytesIO

from pypdf import PdfReader
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtPdf import QPdfDocument

FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufeff]")  # pdfium tears such words apart


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page: as pdfium reads it, a tenth of pypdf's time, and pypdf where it goes from the right."""
    data = QByteArray(pdf)
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    told = [document.getAllText(page).text().replace("\r\n", "\n") for page in range(document.pageCount())]
    if any(map(FROM_THE_RIGHT.search, told)):
        return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    return told
