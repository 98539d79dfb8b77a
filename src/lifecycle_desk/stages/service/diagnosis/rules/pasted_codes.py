"""Codes as somebody pastes or types them: one after the other, with status, words of the tester, and control units.

A line that ends with a colon names the control unit of the lines below it: "BMS:", or with its software, "BMS, 2.1.0:".
Any other line is codes, parted by blanks or commas, and behind the last of them what the tester says of it. Two hex
digits behind a code without a failure type are that, behind one with it they are the status byte: "P0AA6 1A 2F".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from unicodedata import normalize

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.stages.service.diagnosis.rules.diagnosis import CodeRead, EcuRead
from lifecycle_desk.stages.service.diagnosis.rules.trouble_codes import BYTES, PAIR, TroubleCode, spelt

PARTS = re.compile(r"[;；؛\t|]")
BETWEEN = re.compile(r"[\s,，、،]+")
LEADING = re.compile(r"^[\s,，、،:：\-–—]+")
COMMA = re.compile("[,，،]")
HAS_DIGIT = re.compile(r"[0-9]")
NUMBERED = re.compile(r"^[0-9]{1,3}[.)]\s+")  # 1. P0AA6, as reports of testers count

LineHasNoCode = objection(
    "LineHasNoCode",
    N_(
        "Line %(line)s has no trouble code: “%(given)s”. Write P0AA6 or P0AA6-1A as text, 0AA6 or "
        "0AA61A as hex; a line such as “BMS, 2.1.0:” names a control unit."
    ),
    "codes",
    line=int,
    given=str,
)


@dataclass(slots=True)
class _Found:
    """A code on its way in: what has been read of it so far."""

    code: TroubleCode
    status: int | None = None
    words: str = ""

    def read(self) -> CodeRead:
        return CodeRead(code=self.code.text, status=self.status, text=self.words)


def pasted(text: str) -> tuple[EcuRead, ...]:
    """The control units with their codes that a text names; refuses a line in which nothing is found."""
    units: list[EcuRead] = []
    for number, line in enumerate(text.splitlines(), 1):
        bare = NUMBERED.sub("", line.strip())
        if not bare:
            continue
        if bare.endswith((":", "\uff1a")):
            *before, last = COMMA.split(bare[:-1])
            name = ", ".join(each.strip() for each in before) or last.strip()
            units.append(EcuRead(name=name, software=last.strip() if before else ""))
            continue
        codes = tuple(each.read() for part in PARTS.split(bare) if part.strip() for each in _codes(part))
        if not codes:
            raise LineHasNoCode(number, bare[:60])
        if not units:
            units.append(EcuRead())
        units[-1] = replace(units[-1], codes=(*units[-1].codes, *codes))
    return tuple(units)


def _codes(part: str) -> Iterator[_Found]:
    """The codes at the beginning of a part of a line; what stands behind them is said of the last one."""
    tight = " ".join(normalize("NFKC", part).upper().split())
    if BYTES.fullmatch(tight) and (whole := spelt(tight)):
        yield _Found(whole.code, whole.status)
        return
    last: _Found | None = None
    at = 0
    for token, end in _tokens(part):
        upper = normalize("NFKC", token).upper()
        if last and PAIR.fullmatch(upper) and (last.code.failure is None or last.status is None):
            if last.code.failure is None:
                last.code = TroubleCode(last.code.number, int(upper, 16))
            else:
                last.status = int(upper, 16)
        elif HAS_DIGIT.search(upper) and (found := spelt(token)):
            if last:
                yield last
            last = _Found(found.code, found.status)
        else:
            break
        at = end
    if last:
        last.words = LEADING.sub("", part[at:]).strip()
        yield last


def _tokens(part: str) -> Iterator[tuple[str, int]]:
    """The words of a part with the place at which each ends."""
    at = 0
    for token in BETWEEN.split(part):
        end = part.index(token, at) + len(token)
        if token:
            yield token, end
        at = end
