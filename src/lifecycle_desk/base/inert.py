"""Texts that go into spreadsheets: none of them may act there as a formula."""

import re

ACTS = re.compile(r"'*[=+\-@\t\r]")  # what a spreadsheet takes for a formula, behind any number of our own marks
ACTED = re.compile(r"'+[=+\-@\t\r]")
CONTROLS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # of direction: nobody sees them, and they match nothing


def plain(cell: str) -> str:
    """A cell's text, without the mark that keeps a spreadsheet from running it."""
    tidy = cell.strip()
    return tidy[1:] if ACTED.match(tidy) else tidy


def tidied(text: str) -> str:
    """A text in one line, without what nobody sees."""
    return CONTROLS.sub(" ", MARKS.sub("", text)).strip()


def inert(text: str) -> str:
    """A text as a cell in which no spreadsheet sees a formula, and which `plain` turns back."""
    tidy = CONTROLS.sub(" ", text).strip()
    return f"'{tidy}" if ACTS.match(tidy) else tidy
