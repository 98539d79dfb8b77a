"""Papers by market: what the authority wants to see when a vehicle changes hands, as dated data with its source.

The data lie in resources/transfer/papers.toml; what is doubtful there carries `verify`, and is shown as doubtful.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from lifecycle_desk.base.objections import C_, N_, NN_, Objection, objection
from lifecycle_desk.base.resources import resource
from lifecycle_desk.base.terms import LabeledEnum, TwoNames
from lifecycle_desk.market.citing import Cited
from lifecycle_desk.market.working_days import calendar_of


class PaperKind(LabeledEnum):
    """A paper that authorities want, whatever it is called in a market."""

    REGISTRATION = "registration", C_("paper", "Registration certificate")
    TITLE = "title", C_("paper", "Certificate of ownership")
    CONTRACT = "contract", C_("paper", "Sales contract or receipt")
    APPLICATION = "application", C_("paper", "Application for the change")
    NOTICE = "notice", C_("paper", "Notice of sale")
    IDENTITY = "identity", C_("paper", "Proof of identity")
    RESIDENCE = "residence", C_("paper", "Proof of address")
    INSPECTION = "inspection", C_("paper", "Technical inspection")
    INSURANCE = "insurance", C_("paper", "Insurance")
    TAXES_PAID = "taxes_paid", C_("paper", "Taxes and fees paid")
    FINES_PAID = "fines_paid", C_("paper", "Fines paid")
    FINANCE_RELEASE = "finance_release", C_("paper", "Lender’s release")
    THEFT_CHECK = "theft_check", C_("paper", "Theft and finance check")
    ADMINISTRATIVE_STATUS = "administrative_status", C_("paper", "Certificate of status")
    ODOMETER_REPORT = "odometer_report", C_("paper", "Odometer report")
    EXPERT_REPORT = "expert_report", C_("paper", "Expert’s report")
    CONFORMITY = "conformity", C_("paper", "Certificate of conformity")
    POWER_OF_ATTORNEY = "power_of_attorney", C_("paper", "Power of attorney")
    PLATES = "plates", C_("paper", "Number plates")


class Side(LabeledEnum):
    """The side that brings a paper, or has to notify."""

    SELLER = "seller", C_("transfer", "Seller")
    BUYER = "buyer", C_("transfer", "Buyer")
    BOTH = "both", C_("transfer", "Both")


class Asked(LabeledEnum):
    """How regularly a paper is wanted."""

    ALWAYS = "always", C_("paper", "always")
    MOSTLY = "mostly", C_("paper", "in most cases")
    SOMETIMES = "sometimes", C_("paper", "only in some cases")


class PlateCustom(LabeledEnum):
    """The fate of the number plate, by the custom of a market."""

    STAYS = "stays", N_("The plate stays with the vehicle.")
    GOES = "goes", N_("The plate stays with the owner: the vehicle gets a new one.")
    DEPENDS = "depends", N_("Whether the plate stays depends on the region and the owner.")


# The authority will want more than is there: a change of owner is written down all the same.
PapersMissing = objection(
    "PapersMissing",
    NN_(
        "%(n)s document required by the authority is missing.", "%(n)s documents required by the authority are missing."
    ),
    "papers",
    n=int,
    kinds=tuple[str, ...],
)
PaperTooOld = objection(
    "PaperTooOld",
    N_("The document of %(issued_on)s is older than the %(days)s days the authority allows."),
    "papers",
    paper=str,
    issued_on=date,
    days=int,
)
PaperIssuedLater = objection(
    "PaperIssuedLater",
    N_("The document is dated %(issued_on)s, after the change of owner on %(on)s."),
    "papers",
    paper=str,
    issued_on=date,
    on=date,
)
PaperTwice = objection("PaperTwice", N_("A document is listed twice."), "papers")


@dataclass(frozen=True, slots=True)
class WantedPaper:
    """A paper that the authority wants: what it is called there, who brings it, how many days old it may be at most."""

    kind: PaperKind
    local: str
    brings: Side
    asked: Asked = Asked.ALWAYS
    valid_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority(Cited):
    """The authority that registers a change of owner in a market, its wishes, and until when it must know.

    `deadline_days` counts from the day of the change: 0 is at once; other terms are `deadline_working_days`, and where
    neither stands none is known. It holds from `valid_from` until another entry of the market does.
    """

    market: str
    name: str
    local_name: str
    valid_from: date
    plate: PlateCustom
    papers: tuple[WantedPaper, ...]
    looked_up_on: date
    deadline_days: int | None = None
    deadline_working_days: int | None = None
    deadline_of: Side | None = None

    @property
    def names(self) -> TwoNames:
        """Its name in English and in the market's own language."""
        return TwoNames(self.name, self.local_name or self.name)

    def notify_by(self, on: date) -> date | None:
        """The last day on which it may be told of a change; None where no term is known.

        Beyond the market's calendar of days off only weekends are left out, so that the term is rather too short.
        """
        if self.deadline_working_days is not None:
            calendar = calendar_of(self.market)
            return calendar.after(on, self.deadline_working_days) if calendar else None
        return None if self.deadline_days is None else on + timedelta(days=self.deadline_days)

    def wanted(self, kind: PaperKind) -> WantedPaper | None:
        """A paper of a kind, if it is wanted."""
        return next((each for each in self.papers if each.kind is kind), None)


@dataclass(frozen=True, slots=True)
class PaperThere:
    """A paper that was shown, and the day on which it was issued where that matters."""

    kind: PaperKind
    issued_on: date | None = None


@cache
def authorities() -> tuple[Authority, ...]:
    """All entries, by market and day; a word that is not known is a mistake in the file and raises ValueError."""
    content = tomllib.loads(resource("transfer/papers.toml").read_text("utf-8"))
    found = [_authority(each, content["looked_up_on"]) for each in content["markets"]]
    return tuple(sorted(found, key=lambda each: (each.market, each.valid_from)))


def authority_of(market: str, on: date) -> Authority | None:
    """The authority that registers a change of owner in a market on a day; None where nothing is known."""
    held = [each for each in authorities() if each.market == market and each.valid_from <= on]
    return held[-1] if held else None


def _authority(entry: Mapping[str, Any], looked_up_on: date) -> Authority:
    told = dict(entry)
    of = told.pop("deadline_of", None)
    made = Authority(
        market=told.pop("market"),
        name=told.pop("authority"),
        local_name=told.pop("local_authority", ""),
        valid_from=told.pop("valid_from"),
        plate=PlateCustom.of(told.pop("plate")),
        papers=tuple(_paper(each) for each in told.pop("papers")),
        source=told.pop("source"),
        read=told.pop("read", ""),
        verify=told.pop("verify", False),
        looked_up_on=looked_up_on,
        deadline_days=told.pop("deadline_days", None),
        deadline_working_days=told.pop("deadline_working_days", None),
        deadline_of=Side.of(of) if of else None,
    )
    if told:
        raise ValueError(f"{made.market}: {', '.join(told)} is not known")
    return made


def _paper(entry: Mapping[str, Any]) -> WantedPaper:
    return WantedPaper(
        PaperKind.of(entry["kind"]),
        entry["local"],
        Side.of(entry["from"]),
        Asked.of(entry.get("asked", Asked.ALWAYS)),
        entry.get("valid_days"),
    )


def missing(authority: Authority, there: Iterable[PaperThere]) -> tuple[PaperKind, ...]:
    """The papers that are always wanted and not there."""
    shown = {each.kind for each in there}
    return tuple(each.kind for each in authority.papers if each.asked is Asked.ALWAYS and each.kind not in shown)


def look_at_papers(authority: Authority, there: tuple[PaperThere, ...], on: date) -> tuple[Objection, ...]:
    """The oddities of the papers for a change on a day; refuses one named twice or dated after it."""
    if len({each.kind for each in there}) != len(there):
        raise PaperTwice
    notes: list[Objection] = []
    for each in there:
        wanted = authority.wanted(each.kind)
        if each.issued_on is None:
            continue
        if each.issued_on > on:
            raise PaperIssuedLater(each.kind.value, each.issued_on, on)
        if wanted and wanted.valid_days is not None and (on - each.issued_on).days > wanted.valid_days:
            notes.append(PaperTooOld(each.kind.value, each.issued_on, wanted.valid_days))
    if lacking := missing(authority, there):
        notes.append(PapersMissing(len(lacking), tuple(each.value for each in lacking)))
    return tuple(notes)
