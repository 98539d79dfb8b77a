"""Printing a PDF from the window: the system's own dialog, and every page as it was drawn."""

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_, objection

FINEST = 300  # dots per inch of what is printed; finer only fills the printer's memory
POINTS = 72  # of an inch

NoPrinter = objection("NoPrinter", N_("There is no printer on this computer. Save the document as PDF instead."))


def ask_printer(parent: QWidget, name: str) -> QPrinter | None:
    """The printer that somebody chooses for a document; None if they cancel. NoPrinter where there is none."""
    if not QPrinterInfo.availablePrinterNames():
        raise NoPrinter
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    return printer if QPrintDialog(printer, parent).exec() else None  # no program has another way to a printer


def print_pdf(pdf: bytes, printer: QPrinter) -> None:
    """Print the pages of a PDF."""
    buffer = QBuffer()
    buffer.setData(pdf)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument(buffer)
    document.load(buffer)
    print_document(document, printer)


def print_document(document: QPdfDocument, printer: QPrinter) -> None:
    """Print all pages; each fills the sheet, since the paper was drawn for it."""
    painter = QPainter(printer)
    for page in range(document.pageCount()):
        if page:
            printer.newPage()
        _print_page(document, painter, printer, page)
    painter.end()


def _print_page(document: QPdfDocument, painter: QPainter, printer: QPrinter, page: int) -> None:
    sheet = printer.pageLayout().fullRectPoints()
    dots = min(FINEST, printer.resolution())
    size = QSize(round(sheet.width() / POINTS * dots), round(sheet.height() / POINTS * dots))
    picture = document.render(page, size)
    inner = printer.pageRect(QPrinter.Unit.DevicePixel)
    scale = printer.resolution() / POINTS
    painter.drawImage(QRectF(-inner.left(), -inner.top(), sheet.width() * scale, sheet.height() * scale), picture)
