"""Drawn photos: a car from its side in front of the workshop, in its own colour, with a scratch or a dent.

Nothing is taken from a picture of somebody else. A scene is drawn once for each colour; what makes it look taken by a
phone (the part of it that is seen, light, grain, darker corners) differs from photo to photo.
"""

from functools import cache
from io import BytesIO
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

WIDTH, HEIGHT = 480, 320
SCENE = (1200, 800)  # drawn larger: what is made smaller has smooth edges
PAINTS = ((232, 234, 236), (34, 37, 42), (120, 126, 133), (178, 184, 190), (36, 74, 128), (150, 30, 38), (38, 78, 62))
LAST_PAINT = (196, 180, 148)  # of those that a market names; no photo without a car is drawn in it
GRAIN, QUALITY = 0.05, 80
FLOOR = 560  # px from the top: where the wall ends
WHEELS, WHEEL = ((330, 618), (872, 618)), 82

type Paint = tuple[int, int, int]
type Points = tuple[tuple[float, float], ...]

BODY: Points = (
    (168, 610), (160, 540), (172, 484), (214, 452), (330, 428), (398, 408), (470, 340), (540, 306), (660, 294),
    (790, 300), (880, 330), (958, 404), (1010, 424), (1034, 470), (1040, 548), (1032, 612), (980, 632), (240, 632),
)  # fmt: skip
GLASS: Points = ((424, 412), (486, 350), (548, 324), (660, 314), (784, 320), (862, 346), (916, 404), (780, 412))


def photo(dice: Random, colour: int | None = None) -> tuple[str, bytes]:
    """The name and the bytes of a picture; the same dice draw the same picture.

    `colour` is the place of the car's colour among those that a market names; without a car the dice choose one.
    """
    chosen = dice.choice(PAINTS)
    paint = chosen if colour is None else (*PAINTS, LAST_PAINT)[colour % (len(PAINTS) + 1)]
    picture = _scene(paint).copy()
    if dice.random() < 0.5:  # noqa: PLR2004 (as many dents as scratches)
        at = _scratch(ImageDraw.Draw(picture), dice)
        name = "scratch"
    else:
        picture, at = _dent(picture, dice)
        name = "dent"
    number = dice.randint(1, 99)
    kept = BytesIO()
    taken = _taken(picture, at, Random(f"{name} {number} {at}"))  # noqa: S311 (its own dice: the others go on as ever)
    taken.save(kept, "JPEG", quality=QUALITY)
    return f"{name}-{number:02}.jpg", kept.getvalue()


def _taken(scene: Image.Image, at: tuple[int, int], dice: Random) -> Image.Image:
    """What a phone shows of a scene: most of the car round the damage, a little aslant, with light and grain."""
    wide = dice.randint(760, 1080)
    high = wide * HEIGHT // WIDTH
    left = min(max(0, at[0] - wide // 2 + dice.randint(-80, 80)), SCENE[0] - wide)
    top = min(max(0, at[1] - high // 2 + dice.randint(-40, 40)), SCENE[1] - high)
    shown = scene.resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR, (left, top, left + wide, top + high))
    shown = ImageEnhance.Brightness(shown).enhance(dice.uniform(0.88, 1.08))
    shown = ImageChops.multiply(shown, _corners())
    grain = Image.frombytes("L", (WIDTH, HEIGHT), dice.randbytes(WIDTH * HEIGHT))
    return Image.blend(shown, Image.merge("RGB", (grain, grain, grain)), GRAIN)


@cache
def _corners() -> Image.Image:
    """Darker corners, as a small lens has them."""
    lens = ImageChops.invert(Image.radial_gradient("L").resize((WIDTH, HEIGHT)))
    lens = lens.point([min(255, 150 + each // 2 + each // 6) for each in range(256)])
    return Image.merge("RGB", (lens, lens, lens))


def _shade(paint: Paint, by: float) -> Paint:
    red, green, blue = (max(0, min(255, round(part * by + max(0.0, by - 1) * 40))) for part in paint)
    return red, green, blue


@cache
def _scene(paint: Paint) -> Image.Image:
    """The workshop with a car of a colour in front of it."""
    picture = _workshop().copy()
    picture.paste(_lit(paint), (0, 0), _mask(BODY))
    picture.paste(*_glass())
    draw = ImageDraw.Draw(picture)
    _windows(draw)
    _seams(draw, paint)
    for middle in WHEELS:
        _wheel(draw, *middle)
    return picture


@cache
def _workshop() -> Image.Image:
    """A wall with a roller door and a window, over a floor of concrete with the shadow of a car."""
    wide, high = SCENE
    slope = Image.linear_gradient("L").resize((wide, high))
    picture = Image.composite(Image.new("RGB", SCENE, (176, 176, 170)), Image.new("RGB", SCENE, (206, 208, 206)), slope)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((90, 60, 640, FLOOR), fill=(150, 158, 164))
    for y in range(60, FLOOR, 26):
        draw.line((90, y, 640, y), fill=(126, 134, 140), width=3)
        draw.line((90, y + 4, 640, y + 4), fill=(170, 177, 182), width=2)
    draw.rectangle((760, 110, 1100, 300), fill=(222, 232, 238), outline=(110, 114, 118), width=8)
    for x in (873, 986):
        draw.line((x, 110, x, 300), fill=(110, 114, 118), width=6)
    floor = Image.linear_gradient("L").resize((wide, high - FLOOR))
    near, far = (Image.new("RGB", floor.size, each) for each in ((104, 104, 102), (150, 149, 145)))
    picture.paste(Image.composite(near, far, floor), (0, FLOOR))
    draw.line((0, FLOOR, wide, FLOOR), fill=(92, 92, 90), width=5)
    draw.line((0, 772, wide, 742), fill=(196, 170, 70), width=9)
    picture = picture.filter(ImageFilter.BoxBlur(2))  # behind the car, out of focus
    picture.paste((38, 38, 40), (0, 0), _shadow())
    return picture


def _shadow() -> Image.Image:
    """The car's shadow on the floor, as a mask."""
    shade = Image.new("L", (SCENE[0] // 4, SCENE[1] // 4), 0)
    ImageDraw.Draw(shade).ellipse((37, 160, 265, 185), fill=190)
    return shade.filter(ImageFilter.GaussianBlur(4)).resize(SCENE)


@cache
def _mask(outline: Points) -> Image.Image:
    """What lies within an outline."""
    mask = Image.new("L", SCENE, 0)
    ImageDraw.Draw(mask).polygon(_round(outline), fill=255)
    return mask


def _round(points: Points, steps: int = 8) -> list[tuple[float, float]]:
    """A closed line through points that bends as sheet metal does (Catmull-Rom)."""
    count, found = len(points), []
    for i in range(count):
        before, start, end, after = (points[(i + by) % count] for by in (-1, 0, 1, 2))
        for step in range(steps):
            u = step / steps
            found.append((_between(before[0], start[0], end[0], after[0], u),
                          _between(before[1], start[1], end[1], after[1], u)))  # fmt: skip
    return found


def _between(a: float, b: float, c: float, d: float, u: float) -> float:
    return 0.5 * (2 * b + (c - a) * u + (2 * a - 5 * b + 4 * c - d) * u**2 + (3 * b - a - 3 * c + d) * u**3)


@cache
def _glass() -> tuple[Image.Image, tuple[int, int], Image.Image]:
    """Dark glass with the sky of the hall in it, where it goes, and what of it is seen."""
    dark, light = Image.new("RGB", SCENE, (26, 30, 34)), Image.new("RGB", SCENE, (92, 104, 112))
    return Image.composite(dark, light, _slope(300, 412)), (0, 0), _mask(GLASS)


def _lit(paint: Paint) -> Image.Image:
    """Paint under the lamps of a workshop: light on roof and shoulder, dark at the sill, a streak along the doors."""
    column = Image.new("RGB", (1, SCENE[1]))
    for y in range(SCENE[1]):
        by = 1.18 if y < 330 else 1.12 - (y - 330) / 330 * 0.62  # noqa: PLR2004 (px of the roof's edge)
        by += 0.16 if 436 < y < 452 else -0.08 if 452 <= y < 470 else 0  # noqa: PLR2004 (px of the shoulder)
        column.putpixel((0, y), _shade(paint, by))
    return column.filter(ImageFilter.GaussianBlur(4)).resize(SCENE)


def _windows(draw: ImageDraw.ImageDraw) -> None:
    """The lamps in the glass, and the pillars that part it."""
    draw.polygon([(500, 404), (560, 330), (592, 326), (536, 404)], fill=(112, 124, 130))
    for top, bottom in ((640, 628), (790, 806)):
        draw.line((top, 312, bottom, 414), fill=(18, 20, 22), width=12)


def _slope(top: int, bottom: int) -> Image.Image:
    """A mask that goes from nothing to all between two heights."""
    mask = Image.new("L", SCENE, 0)
    mask.paste(Image.linear_gradient("L").resize((SCENE[0], bottom - top)), (0, top))
    mask.paste(255, (0, bottom, *SCENE))
    return mask


def _seams(draw: ImageDraw.ImageDraw, paint: Paint) -> None:
    """Doors, handles, lamps, the sill and the mirror."""
    dark, light = _shade(paint, 0.38), _shade(paint, 1.3)
    for line in (
        [(446, 420), (436, 500), (448, 612)],
        [(628, 416), (626, 500), (632, 616)],
        [(806, 414), (822, 470), (800, 540)],
        [(214, 456), (330, 436), (420, 424)],
    ):
        draw.line(line, fill=dark, width=4, joint="curve")
    for x in (560, 742):
        draw.rounded_rectangle((x, 462, x + 52, 473), radius=5, fill=dark)
        draw.line((x, 461, x + 52, 461), fill=light, width=2)
    draw.polygon([(176, 486), (214, 462), (268, 460), (226, 490)], fill=(226, 234, 238))
    draw.polygon([(976, 440), (1022, 448), (1030, 486), (992, 476)], fill=(150, 26, 28))
    draw.rounded_rectangle((420, 604, 790, 630), radius=8, fill=(30, 31, 33))
    draw.ellipse((428, 398, 476, 432), fill=_shade(paint, 0.8), outline=dark, width=3)


def _wheel(draw: ImageDraw.ImageDraw, x: int, y: int) -> None:
    """An arch, a tyre, a rim with its spokes."""
    for radius, fill in (
        (WHEEL + 14, (22, 23, 24)),
        (WHEEL, (34, 35, 37)),
        (56, (168, 172, 176)),
        (48, (96, 100, 104)),
    ):
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)
    for dx, dy in ((0, -50), (48, -16), (29, 40), (-29, 40), (-48, -16)):
        draw.line((x, y, x + dx, y + dy), fill=(196, 200, 204), width=13)
    draw.ellipse((x - 13, y - 13, x + 13, y + 13), fill=(60, 62, 66))


def _scratch(draw: ImageDraw.ImageDraw, dice: Random) -> tuple[int, int]:
    """Some bright lines along the doors; gives where they are."""
    x, y = dice.randint(180, 260), dice.randint(110, 240)
    x, y = x * 2 + 120, 490 + (y - 110) * 3 // 5
    for offset in (0, 3, 7):
        end = (x + dice.randint(90, 170), y + dice.randint(-26, 26) // 2 + offset)
        draw.line((x + offset * 4, y + offset, *end), fill=(222, 222, 218), width=2)
    return x + 60, y


def _dent(picture: Image.Image, dice: Random) -> tuple[Image.Image, tuple[int, int]]:
    """A hollow in a door: dark above, where no light falls, and bright below; gives where it is."""
    x, y, size = dice.randint(210, 360), dice.randint(90, 230), dice.randint(24, 46)
    x, y = x * 2 + 60, 490 + (y - 90) * 3 // 5
    for by, fill, most in ((-size // 5, (16, 16, 18), 150), (size // 4, (250, 250, 250), 110)):
        mask = Image.new("L", (4 * size, 4 * size), 0)
        ImageDraw.Draw(mask).ellipse((size, size * 1.3, 3 * size, 2.7 * size), fill=most)
        mask = mask.filter(ImageFilter.GaussianBlur(size / 4))
        picture.paste(fill, (x - 2 * size, y - 2 * size + by), mask)
    return picture, (x, y)
