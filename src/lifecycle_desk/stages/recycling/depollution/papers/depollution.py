"""The depollution list of a car: what became of each item, how much, into which container, by whom and when."""

from lifecycle_desk.base.isolates import ltr, own
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import full_name, letterhead, sheet_size
from lifecycle_desk.language import Language
from lifecycle_desk.market.checklist_items import LIST_VERSION, Item
from lifecycle_desk.paper import Column, Content, Facts, Muted, Note, Paper, Proves, Signature, Signatures, Tone
from lifecycle_desk.stages.recycling.depollution.rules.laws import law_of
from lifecycle_desk.stages.recycling.end.papers.subject import amount, vehicle_facts
from lifecycle_desk.stages.recycling.end.usecases.showing import EndPage, end_page
from lifecycle_desk.vehicle.papers.checklists import group_table, verdict, with_notes
from lifecycle_desk.vehicle.papers.subject import NONE, OfVehicle

HEADS = (
    Column(C_("depollution", "Item"), share=34),
    Column(C_("depollution", "Status"), share=22),
    Column(C_("depollution", "Quantity"), share=12, end=True),
    Column(C_("depollution", "Container"), share=14),
    Column(N_("Done by"), share=18),
)


def depollution_list(user: UserSession, asked: OfVehicle, language: Language) -> Paper:
    """The list with what was done; blank where nobody has worked yet."""
    page = end_page(user, asked.vin)
    used = page.car.used
    last = max(page.end.answered.values(), key=lambda each: (each.on, each.seq), default=None)
    law = law_of(page.market, last.on if last else language.formats.today())
    return Paper(
        title=language(used.title),
        subtitle=page.name,
        language=language,
        letterhead=letterhead(user, language),
        number=ltr(page.vin),
        date=last.on if last else None,
        size=sheet_size(user),
        proves=Proves(page.vin, {"list": used.id}, "DL") if last and not page.open_items else None,
        blocks=[
            _verdict(page, language),
            Facts(
                [
                    *vehicle_facts(page, language),
                    (language(N_("Taken over on")), page.end.taken_over_on or NONE),
                    (language(C_("depollution", "List")), language(LIST_VERSION, version=used.version)),
                    *([(language(N_("Source")), language.spoken(law.said))] if law else []),
                ]
            ),
            *(
                group_table(each, HEADS, lambda item: _line(user, item, page, language), language, dense=True)
                for each in used.groups_for(page.car.energy)
            ),
            Signatures(
                [Signature(language(N_("Done by")), full_name(user, last.by) if last else "", last.on if last else "")]
            ),
        ],
    )


def _verdict(page: EndPage, language: Language) -> Note:
    if n := len(page.open_items):
        words = NN_("%(n)s mandatory item is open.", "%(n)s mandatory items are open.")
        return Note(language(words, n=n), "", Tone.WARNING)
    return Note(language(N_("All mandatory items completed.")), "", Tone.GOOD)


def _line(user: UserSession, item: Item, page: EndPage, language: Language) -> list[Content]:
    answered = page.end.answered.get(item.id)
    mark = verdict(answered.done.state if answered else None, language, C_("depollution", "Open"))
    if answered is None:
        return [language(item.says), mark, language.formats.sign(item.unit) if item.unit else "", "", ""]
    done = answered.done
    return [
        with_notes(language(item.says), *(own(each) for each in (done.kind, done.reason) if each)),
        mark,
        amount(done.amount, item.unit, language) if done.amount is not None else "",
        own(done.container) if done.container else "",
        (own(full_name(user, answered.by)), Muted(answered.on)),
    ]
