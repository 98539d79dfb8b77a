"""How often Python's collector of garbage looks for rings of references: seldom.

Rows, letters and glyphs come by the thousand and stay until their page is drawn or their batch is saved, so most of
what it looks at is kept. At Python's own 2,000 objects it took a third of the time of a long table on paper; at this
number a twentieth, for some 10 MB more (`packaging/benches/papers.py`, with either).
"""

import gc

SELDOM = 50_000  # objects made and not given back, before the youngest are looked at


def collect_seldom() -> None:
    """Let the collector come seldom from now on, in the whole process."""
    gc.set_threshold(SELDOM)


def collect_due() -> None:
    """Collect, where Python's own collector is switched off, the oldest generation that is due by its thresholds."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    if counts[0] > thresholds[0]:
        gc.collect(max(each for each in range(len(counts)) if counts[each] > thresholds[each]))
