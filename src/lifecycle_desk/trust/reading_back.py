"""Reading a finished paper back as anybody would: its letters, and the codes that are drawn on its pages."""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

DOTS = (200, 300)  # per inch; a code that the first cannot read is looked at once more
MOST_PAGES, MOST_PIXELS = 400, 40_000_000


def pages_of(pdf: bytes) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Text and codes of each page, from the last page to the first: the code stands at a paper's end."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in reversed(range(min(len(document), MOST_PAGES))):
            page = document[number]
            text = page.get_textpage().get_text_bounded()
            codes: tuple[str, ...] = ()
            for dots in DOTS:
                codes = codes or codes_in(page.render(scale=dots / 72, grayscale=True).to_pil())
            yield text, codes
    finally:
        document.close()


def named_codes(pdf: bytes) -> tuple[str, ...]:
    """The codes that a paper names as its own: one, or one of each paper in a file of several."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        named = document.get_metadata_value("Keywords") or document.get_metadata_value("Subject")  # as it was before
        return tuple(named.splitlines())
    finally:
        document.close()


def codes_in(picture: "Image") -> tuple[str, ...]:
    """The texts of all QR codes in a picture."""
    import zxingcpp

    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return tuple(each.text for each in found)


def codes_in_photo(content: bytes) -> tuple[str, ...]:
    """The texts of all QR codes in a photo's bytes; none where it is no picture that we take."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG", "WEBP")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return ()
            return codes_in(picture.convert("L"))
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return ()
