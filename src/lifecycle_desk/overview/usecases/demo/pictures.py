"""Drawn photos: a panel in the colour of a car with a scratch or a dent, so that the example has documents too."""

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 480, 320
PAINTS = ((232, 234, 236), (34, 37, 42), (120, 126, 133), (178, 184, 190), (36, 74, 128), (150, 30, 38), (38, 78, 62))


def photo(dice: Random) -> tuple[str, bytes]:
    """The name and the bytes of a picture; the same dice draw the same picture."""
    paint = dice.choice(PAINTS)
    picture = _panel(paint)
    draw = ImageDraw.Draw(picture)
    if dice.random() < 0.5:  # noqa: PLR2004 (as many dents as scratches)
        _scratch(draw, dice)
        name = "scratch"
    else:
        picture = _dent(picture, dice)
        name = "dent"
    kept = BytesIO()
    picture.quantize(64).save(kept, "PNG", optimize=True)
    return f"{name}-{dice.randint(1, 99):02}.png", kept.getvalue()


def _panel(paint: tuple[int, int, int]) -> Image.Image:
    """A curved door: lighter where the light falls, a seam and a handle."""
    shade = Image.linear_gradient("L").resize((WIDTH, HEIGHT))
    dark = Image.new("RGB", (WIDTH, HEIGHT), tuple(round(part * 0.55) for part in paint))
    light = Image.new("RGB", (WIDTH, HEIGHT), tuple(min(255, round(part * 1.12) + 12) for part in paint))
    picture = Image.composite(dark, light, shade)
    draw = ImageDraw.Draw(picture)
    seam = tuple(round(part * 0.35) for part in paint)
    draw.line((70, 0, 62, HEIGHT), fill=seam, width=4)
    draw.rounded_rectangle((96, 74, 178, 92), radius=9, fill=seam)
    draw.line((0, 205, WIDTH, 188), fill=tuple(min(255, part + 40) for part in paint), width=3)
    return picture


def _scratch(draw: ImageDraw.ImageDraw, dice: Random) -> None:
    x, y = dice.randint(180, 260), dice.randint(110, 240)
    for offset in (0, 3, 7):
        end = (x + dice.randint(90, 170), y + dice.randint(-26, 26) + offset)
        draw.line((x, y + offset, *end), fill=(214, 214, 210), width=1)


def _dent(picture: Image.Image, dice: Random) -> Image.Image:
    x, y, size = dice.randint(210, 360), dice.randint(90, 230), dice.randint(24, 46)
    mask = Image.new("L", picture.size, 0)
    ImageDraw.Draw(mask).ellipse((x - size, y - size * 0.7, x + size, y + size * 0.7), fill=150)
    mask = mask.filter(ImageFilter.GaussianBlur(12))
    return Image.composite(Image.new("RGB", picture.size, (20, 20, 22)), picture, mask)
