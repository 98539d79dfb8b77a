"""Pictures of people's own: decoded away from the window's thread, and never larger than they are shown."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

FORMATS = {"image/png": b"png", "image/jpeg": b"jpeg", "image/webp": b"webp"}
MOST_PIXELS = 120_000_000  # of the file: more is no photograph, and would fill the memory of a small machine


def picture_within(content: bytes, media: str, within: QSize) -> QImage | None:
    """A picture that fits into a size, turned as the camera was held; None for what is damaged or none at all.

    It runs in any thread. Only the decoder of the kind is asked, whatever the content pretends to be.
    """
    kind = FORMATS.get(media)
    if kind is None or within.isEmpty():
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind))
    reader.setDecideFormatFromContent(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isEmpty() or size.width() * size.height() > MOST_PIXELS:
        return None
    turned = bool(reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90)
    room = within.transposed() if turned else within
    if size.width() > room.width() or size.height() > room.height():
        fitted = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(fitted.expandedTo(QSize(1, 1)))
    made = reader.read()
    return None if made.isNull() else made
