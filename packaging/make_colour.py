"""Writes resources/colour/sRGB.icc: the colours that papers are meant in, as Little CMS describes sRGB."""

from pathlib import Path

from PIL import ImageCms

TARGET = Path(__file__).parents[1] / "resources" / "colour" / "sRGB.icc"
MADE = slice(24, 36)  # of the profile's head: when it was made (ICC.1:2010, 7.2)
MOMENT = b"".join(part.to_bytes(2) for part in (2026, 1, 1, 0, 0, 0))


def profile() -> bytes:
    """The profile, the same whenever it is written."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[MADE] = MOMENT
    return bytes(made)


if __name__ == "__main__":
    TARGET.write_bytes(profile())
    print(TARGET.name)
