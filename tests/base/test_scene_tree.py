"""Trees as scenes: nothing leaves the frame, boxes never meet, each stands behind what it hangs on, also mirrored."""

from itertools import combinations

from hypothesis import example, given, settings
from hypothesis import strategies as some

from lifecycle_desk.base.scene import Area, Branch, Frame, Letters, Node, Stroke, Text, Tie, Tree, laid_out, tree_height

SLACK = 1e-3
KEYS = tuple((tie, tie.value) for tie in Tie)


def measure(words, letters):
    return len(words) * (6.0 if letters is Letters.TICK else 6.5), 16.0 if letters is Letters.TICK else 18.0


@some.composite
def trees(draw):
    """Any tree, or what is nearly one: each node may hang on earlier ones."""
    count = draw(some.integers(1, 12))
    words = some.sampled_from(("", "Battery pack", "w " * 60))
    nodes = tuple(
        Node(draw(some.tuples(words, words, words)), f"node {at}", *draw(some.tuples(*[some.booleans()] * 3)))
        for at in range(count)
    )
    branches = tuple(
        Branch(parent, child, draw(some.sampled_from(Tie)))
        for child in range(1, count)
        for parent in draw(some.sets(some.integers(0, child - 1), max_size=2))
    )
    return Tree(nodes, branches, KEYS)


def line_of(count):
    """Each hangs on the one before: as many columns as nodes."""
    nodes = tuple(Node(("pack", "code"), str(at)) for at in range(count))
    return Tree(nodes, tuple(Branch(at, at + 1, Tie.BECAME) for at in range(count - 1)), KEYS)


@settings(max_examples=80)
@example(tree=line_of(12), width=300.0, mirrored=False)
@example(tree=line_of(7), width=300.0, mirrored=True)
@given(trees(), some.floats(300, 1600), some.booleans())
def test_boxes_stay_in_the_frame_apart_and_behind_what_they_hang_on(tree, width, mirrored):
    frame = Frame(width, tree_height(tree, measure) + 200, measure, right_to_left=mirrored)
    scene = laid_out(tree, frame)
    boxes = [stop.box for stop in scene.stops]

    assert len(boxes) == len(tree.nodes)
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    for branch in tree.branches:
        parent, child = boxes[branch.parent], boxes[branch.child]
        assert child.right <= parent.left if mirrored else child.left >= parent.right
    for part in scene.parts:
        for x, y in _points(part):
            assert -5 <= x <= width + 5
            assert -SLACK <= y <= frame.height + SLACK


def _points(part):
    match part:
        case Area(points) | Stroke(points):
            return points
        case Text(box=box):
            return ((box.left, box.top), (box.right, box.bottom))


def test_a_tree_that_is_mirrored_is_the_same_the_other_way_round():
    tree = Tree(tuple(Node(("one",), str(at)) for at in range(4)), (Branch(0, 1), Branch(1, 2), Branch(1, 3)), KEYS)
    there, back = (laid_out(tree, Frame(800, 300, measure, right_to_left=turned)) for turned in (False, True))

    for one, other in zip(there.stops, back.stops, strict=True):
        assert abs(one.x - (800 - other.x)) < SLACK
        assert one.y == other.y


def test_a_low_frame_says_less_and_then_nothing():
    tree = Tree((Node(("pack", "code", "status"), "pack"),))

    def texts(height: float) -> int:
        return sum(isinstance(each, Text) for each in laid_out(tree, Frame(400, height, measure)).parts)

    assert [texts(height) for height in (80, 60, 40, 10)] == [3, 2, 1, 0]
