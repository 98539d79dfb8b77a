"""Which way each character runs: the Unicode bidirectional algorithm (UAX #9, 15.1), by its rules' own names."""

import unicodedata
from collections.abc import Iterator, Sequence

DEEPEST = 125  # BD2
MOST_BRACKETS = 63  # BD16
NEVER = 0xFFFE  # the last two code points of each plane are no characters

# BidiBrackets.txt: openers and closers in turn.
_PAIRS = (
    "()[]{}༺༻༼༽᚛᚜⁅⁆⁽⁾₍₎⌈⌉⌊⌋\u2329\u232a❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐⦏⦎⦑⦒⦓⦔⦕⦖⦗⦘⧘⧙⧚⧛⧼⧽⸢⸣⸤⸥⸦⸧⸨⸩⹕⹖⹗⹘"
    "⹙⹚⹛⹜〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞（）［］｛｝｟｠｢｣"
)
_CLOSER = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_CLOSERS = frozenset(_CLOSER.values())
_SAME = {"\u2329": "\u3008", "\u232a": "\u3009"}  # canonically the same brackets
MIRRORED = _CLOSER | {closer: opener for opener, closer in _CLOSER.items()}
MIRRORED |= dict(zip("«»‹›<>≤≥", "»«›‹><≥≤", strict=True))  # BidiMirroring.txt, what texts use of it

_ISOLATES = frozenset(("LRI", "RLI", "FSI"))
_EMBEDDINGS = frozenset(("LRE", "RLE", "LRO", "RLO"))
_NEUTRAL = frozenset(("B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"))
_SIDE = {"L": "L", "R": "R", "EN": "R", "AN": "R"}  # how N0 to N2 read a type

# DerivedBidiClass.txt, @missing: what code points that are not assigned yet will be.
_LATER = (
    (
        "R",
        ((0x590, 0x5FF), (0x7C0, 0x85F), (0xFB1D, 0xFB4F), (0x10800, 0x10CFF), (0x10D40, 0x10EBF), (0x10F00, 0x10F2F)),
    ),
    ("R", ((0x10F70, 0x10FFF), (0x1E800, 0x1EC6F), (0x1ECC0, 0x1ECFF), (0x1ED50, 0x1EDFF), (0x1EF00, 0x1EFFF))),
    ("AL", ((0x600, 0x7BF), (0x860, 0x8FF), (0xFB50, 0xFDCF), (0xFDF0, 0xFDFF), (0xFE70, 0xFEFF), (0x10D00, 0x10D3F))),
    ("AL", ((0x10EC0, 0x10EFF), (0x10F30, 0x10F6F), (0x1EC70, 0x1ECBF), (0x1ED00, 0x1ED4F), (0x1EE00, 0x1EEFF))),
    ("ET", ((0x20A0, 0x20CF),)),
    ("BN", ((0xFDD0, 0xFDEF), (0xE0000, 0xE0FFF))),
)


class _Classes(dict[str, str]):
    """The bidirectional class of each character, looked up once."""

    def __missing__(self, char: str) -> str:
        self[char] = found = unicodedata.bidirectional(char) or _unassigned(ord(char))
        return found


def _unassigned(code: int) -> str:
    if code & NEVER == NEVER:
        return "BN"
    return next((name for name, spans in _LATER for low, high in spans if low <= code <= high), "L")


CLASS = _Classes()


def visual(levels: Sequence[int]) -> list[int]:
    """The places of some levels' owners from left to right (L2)."""
    order = list(range(len(levels)))
    odd = [level for level in levels if level & 1]
    if not odd:
        return order
    for least in range(max(levels), min(odd) - 1, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= least:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end + 1
    return order


def levels(text: str, base: int | None = None) -> tuple[int, list[int | None]]:
    """The paragraph's level and each character's, None where X9 takes it out; without a base P2 and P3 find it."""
    classes = [CLASS[char] for char in text]
    matches = _matches(classes)
    if base is None:
        base = _first_strong(classes, 0, len(classes), matches) or 0
    found, types = _explicit(classes, matches, base)
    for sequence, level, start, end in _sequences(classes, found, matches, base):
        _weak(types, sequence, start)
        _brackets(text, types, classes, sequence, level, start)
        _neutral(types, sequence, level, start, end)
        for i in sequence:
            found[i] = level + _implicit(types[i], level)
    _trailing(classes, found, base)
    return base, found


def first_strong(text: str) -> int | None:
    """The level that a text's first strong letter asks for, isolates passed over (P2, P3); None without one."""
    classes = [CLASS[char] for char in text]
    return _first_strong(classes, 0, len(classes), _matches(classes))


def _matches(classes: Sequence[str]) -> dict[int, int]:
    """Each isolate's place with that of its end (BD9)."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for i, name in enumerate(classes):
        if name in _ISOLATES:
            opened.append(i)
        elif name == "PDI" and opened:
            found[opened.pop()] = i
    return found


def _first_strong(classes: Sequence[str], start: int, end: int, matches: dict[int, int]) -> int | None:
    """The level that the first strong character asks for, isolates passed over (P2, P3)."""
    i = start
    while i < end:
        name = classes[i]
        if name == "L":
            return 0
        if name in ("R", "AL"):
            return 1
        if name in _ISOLATES:
            i = matches.get(i, end)
        i += 1
    return None


class _Directions:
    """The stack of X1 to X8: (level, override, whether an isolate opened it), and what did not fit on it."""

    def __init__(self, base: int) -> None:
        self.stack: list[tuple[int, str | None, bool]] = [(base, None, False)]
        self.isolates_over = self.embeddings_over = self.isolates = 0

    def embed(self, *, right: bool, override: str | None) -> None:
        """X2 to X5."""
        level = self._next(right=right)
        if level <= DEEPEST and not self.isolates_over and not self.embeddings_over:
            self.stack.append((level, override, False))
        elif not self.isolates_over:
            self.embeddings_over += 1

    def isolate(self, *, right: bool) -> None:
        """X5a to X5c."""
        level = self._next(right=right)
        if level <= DEEPEST and not self.isolates_over and not self.embeddings_over:
            self.isolates += 1
            self.stack.append((level, None, True))
        else:
            self.isolates_over += 1

    def end_isolate(self) -> None:
        """X6a."""
        if self.isolates_over:
            self.isolates_over -= 1
        elif self.isolates:
            self.embeddings_over = 0
            while not self.stack.pop()[2]:
                pass
            self.isolates -= 1

    def end_embedding(self) -> None:
        """X7."""
        if self.isolates_over:
            return
        if self.embeddings_over:
            self.embeddings_over -= 1
        elif not self.stack[-1][2] and len(self.stack) > 1:
            self.stack.pop()

    def _next(self, *, right: bool) -> int:
        level = self.stack[-1][0]
        return (level + 1) | 1 if right else (level + 2) & ~1


def _explicit(classes: Sequence[str], matches: dict[int, int], base: int) -> tuple[list[int | None], list[str]]:
    """Levels and types after the explicit marks (X1 to X9)."""
    now = _Directions(base)
    found: list[int | None] = []
    types: list[str] = []
    for i, name in enumerate(classes):
        level: int | None
        if name == "PDI":
            now.end_isolate()
        level, override, _ = now.stack[-1]
        if name in _EMBEDDINGS:
            now.embed(right=name[0] == "R", override=name[0] if name[2] == "O" else None)
            level = None
        elif name in _ISOLATES:
            first = _first_strong(classes, i + 1, matches.get(i, len(classes)), matches) if name == "FSI" else 0
            now.isolate(right=name == "RLI" or first == 1)
        elif name == "PDF":
            now.end_embedding()
            level = None
        elif name == "BN":
            level = None
        elif name == "B":
            level, override = base, None
        found.append(level)
        types.append(override or name)
    return found, types


def _sequences(
    classes: Sequence[str], found: Sequence[int | None], matches: dict[int, int], base: int
) -> Iterator[tuple[list[int], int, str, str]]:
    """Isolating run sequences with their level, start and end types (X10)."""
    kept = [(i, level) for i, level in enumerate(found) if level is not None]
    place = {i: at for at, (i, _) in enumerate(kept)}
    runs: dict[int, tuple[int, list[int]]] = {}
    run: list[int] = []
    before = -1
    for i, level in kept:
        if level != before:
            runs[i] = (level, run := [])
        run.append(i)
        before = level
    ends = set(matches.values())
    for first, (level, run) in list(runs.items()):
        if first in ends:
            continue  # it goes on a sequence that an isolate broke
        sequence = list(run)
        while sequence[-1] in matches:
            sequence += runs[matches[sequence[-1]]][1]
        at, last = place[first], sequence[-1]
        previous = kept[at - 1][1] if at else base
        open_end = classes[last] in _ISOLATES or place[last] + 1 == len(kept)
        following = base if open_end else kept[place[last] + 1][1]
        yield sequence, level, _strong(max(level, previous)), _strong(max(level, following))


def _strong(level: int) -> str:
    return "R" if level & 1 else "L"


def _weak(types: list[str], sequence: Sequence[int], start: str) -> None:
    """W1 to W7."""
    previous = strong = start
    for i in sequence:
        name = types[i]
        if name == "NSM":
            name = "ON" if previous in _ISOLATES or previous == "PDI" else previous
        previous = name
        if name in ("L", "R", "AL"):
            strong = name
        types[i] = "AN" if name == "EN" and strong == "AL" else name
    for i in sequence:
        if types[i] == "AL":
            types[i] = "R"
    _separators(types, sequence)
    _terminators(types, sequence)
    strong = start
    for i in sequence:
        name = types[i]
        if name in ("ES", "ET", "CS"):
            types[i] = "ON"
        elif name in ("L", "R"):
            strong = name
        elif name == "EN" and strong == "L":
            types[i] = "L"


def _separators(types: list[str], sequence: Sequence[int]) -> None:
    """One separator between two numbers joins them (W4)."""
    for before, i, after in zip(sequence, sequence[1:], sequence[2:], strict=False):
        number = types[before]
        if number == types[after] and (
            (types[i] == "CS" and number in ("EN", "AN")) or (types[i] == "ES" and number == "EN")
        ):
            types[i] = number


def _terminators(types: list[str], sequence: Sequence[int]) -> None:
    """Signs beside a European number belong to it (W5)."""
    at = 0
    while at < len(sequence):
        if types[sequence[at]] != "ET":
            at += 1
            continue
        end = at
        while end < len(sequence) and types[sequence[end]] == "ET":
            end += 1
        if (at and types[sequence[at - 1]] == "EN") or (end < len(sequence) and types[sequence[end]] == "EN"):
            for i in sequence[at:end]:
                types[i] = "EN"
        at = end


def _pairs(text: str, types: Sequence[str], sequence: Sequence[int]) -> list[tuple[int, int]]:
    """Places in the sequence of brackets that belong together (BD16)."""
    opened: list[tuple[str, int]] = []
    found = []
    for at, i in enumerate(sequence):
        char = _SAME.get(text[i], text[i])
        if types[i] != "ON":
            continue
        if char in _CLOSER:
            if len(opened) == MOST_BRACKETS:
                break
            opened.append((_CLOSER[char], at))
        elif char in _CLOSERS:
            for depth in range(len(opened) - 1, -1, -1):
                if opened[depth][0] == char:
                    found.append((opened[depth][1], at))
                    del opened[depth:]
                    break
    return sorted(found)


def _brackets(
    text: str, types: list[str], classes: Sequence[str], sequence: Sequence[int], level: int, start: str
) -> None:
    """N0: a pair takes the direction of what it holds, or of what stands before it."""
    own = _strong(level)
    for opening, closing in _pairs(text, types, sequence):
        inside = {_SIDE.get(types[i]) for i in sequence[opening + 1 : closing]} - {None}
        if own in inside:
            side = own
        elif inside:
            before = (_SIDE.get(types[i]) for i in reversed(sequence[:opening]))
            side = next((each for each in before if each), start)
        else:
            continue
        for at in (opening, closing):
            types[sequence[at]] = side
            for i in sequence[at + 1 :]:
                if classes[i] != "NSM":
                    break
                types[i] = side


def _neutral(types: list[str], sequence: Sequence[int], level: int, start: str, end: str) -> None:
    """N1, N2: neutrals between two of one side take it, others take the level's own."""
    at = 0
    while at < len(sequence):
        if types[sequence[at]] not in _NEUTRAL:
            at += 1
            continue
        stop = at
        while stop < len(sequence) and types[sequence[stop]] in _NEUTRAL:
            stop += 1
        before = _SIDE[types[sequence[at - 1]]] if at else start
        after = _SIDE[types[sequence[stop]]] if stop < len(sequence) else end
        for i in sequence[at:stop]:
            types[i] = before if before == after else _strong(level)
        at = stop


def _implicit(name: str, level: int) -> int:
    """I1, I2: how far a type lies above its run's level."""
    if level & 1:
        return int(name != "R")
    return {"L": 0, "R": 1}.get(name, 2)


def _trailing(classes: Sequence[str], found: list[int | None], base: int) -> None:
    """L1: separators, and the white space before them or at the end, go back to the paragraph's level."""
    tail = True
    for i in range(len(classes) - 1, -1, -1):
        name = classes[i]
        if name in ("B", "S"):
            found[i], tail = base, True
        elif name == "WS" or name in _ISOLATES or name == "PDI":
            if tail:
                found[i] = base
        elif found[i] is not None:
            tail = False
