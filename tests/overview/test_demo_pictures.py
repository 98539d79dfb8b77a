"""Photos and signatures of the example: drawn, of the car's own colour and each person's own hand, always the same."""

import itertools
from io import BytesIO
from random import Random

import pytest
from PIL import Image

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.strokes import check_strokes
from lifecycle_desk.overview.usecases.demo.handwriting import signature
from lifecycle_desk.overview.usecases.demo.pictures import HEIGHT, WIDTH, photo

NAMES = ("Somchai Pradit", "กิตติพงษ์ ทองดี", "王小明", "Daniel Weber", "")
RED, BLUE = 5, 4


def test_the_same_dice_draw_the_same_photo_and_others_another():
    assert photo(Random(7), RED) == photo(Random(7), RED)
    assert photo(Random(7), RED)[1] != photo(Random(8), RED)[1]


@pytest.mark.parametrize(("colour", "channel"), [(RED, 0), (BLUE, 2)])
def test_a_photo_shows_a_car_of_the_colour(colour, channel):
    picture = Image.open(BytesIO(photo(Random(3), colour)[1]))
    assert (picture.size, picture.format) == ((WIDTH, HEIGHT), "JPEG")
    loud = [
        each for each in picture.get_flattened_data() if each[channel] > 1.6 * max(each[:channel] + each[channel + 1 :])
    ]
    assert len(loud) > WIDTH * HEIGHT // 20


def test_a_colour_of_the_car_leaves_the_dice_as_they_were():
    with_colour, without = Random(11), Random(11)
    photo(with_colour, RED)
    photo(without)
    assert with_colour.random() == without.random()


def test_everybody_has_a_hand_of_their_own_and_keeps_it():
    drawn = [signature(name) for name in NAMES]
    assert drawn == [signature(name) for name in NAMES]
    assert len(set(drawn)) == len(NAMES)
    for strokes in drawn:
        check_strokes(strokes, "signature", Objection)
        assert sum(map(len, strokes)) > 60
        # A pen moves on: no two points of a stroke lie far apart, as they do where corners were joined by lines.
        for stroke in strokes:
            apart = [abs(ax - bx) + abs(ay - by) for (ax, ay), (bx, by) in itertools.pairwise(stroke)]
            assert max(apart) < 60
