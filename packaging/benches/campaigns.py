"""Benches of campaigns: a list of VINs matched against all cars beside a plain set, and lists beside smaller books."""

import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text

from benches.measure import Result, beside, cpu
from benches.stores import vin
from lifecycle_desk.base.steps import drained
from lifecycle_desk.campaigns.interchange import own_table
from lifecycle_desk.campaigns.rules.campaign import CampaignState
from lifecycle_desk.campaigns.usecases.files import match
from lifecycle_desk.campaigns.usecases.lists import CampaignCars, Campaigns, campaign_counts
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Choices

NUMBER = "BENCH-1"
PAGE = 50


def file_of(folder: Path, vins: int, *, number: str = NUMBER, every: int = 20) -> Path:
    """A campaign file with so many VINs, of which one in `every` is a car of the books."""
    path = folder / f"{number}.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("campaign_no,type,title,do_not_drive,vin\n")
        for at in range(vins):
            named = vin(at) if at % every == 0 else f"LZZZZZZZXPN{at:06d}"
            file.write(f"{number},safety_recall,Battery pack,yes,{named}\n")
    return path


def matching(user: UserSession, folder: Path, vins: int, cars: int) -> list[Result]:
    """A list matched against all cars, beside both as plain sets by the driver; and the import as a whole, told."""
    began = time.process_time()
    drained(own_table.take_in(user, file_of(folder, vins), Choices()))
    whole = time.process_time() - began

    def ours() -> None:
        with user.store.writing() as tx:
            match(tx, [NUMBER])
            tx.undo()

    def theirs() -> None:
        with user.store.reading() as tx:
            listed = {key for (key,) in tx.connection.execute(text("SELECT key FROM campaign_target"))}
            known = {key for (key,) in tx.connection.execute(text("SELECT vin FROM vehicle"))}
            assert listed & known  # noqa: S101 (what is measured must have happened)

    one, other = beside(lambda: cpu(ours), lambda: cpu(theirs), 3)
    sizes = f"{vins:,} VINs × {cars:,} cars: {one:.2f} s; the whole import {whole:.1f} s"
    return [Result("match a campaign against all cars", "two plain sets by the driver", one / other, 8, sizes)]


def lists(large: UserSession, small: UserSession, sizes: str) -> Result:
    """The list of campaigns with its counts and the first open cars of one, beside a store of a hundredth."""

    def looked(user: UserSession) -> Callable[[], float]:
        def look() -> None:
            campaign_counts(user)
            all_of, open_cars = Campaigns(user), CampaignCars(user, NUMBER, CampaignState.OPEN)
            all_of.rows(all_of.keys(PAGE))
            open_cars.rows(open_cars.keys(PAGE))

        return lambda: cpu(look)

    one, other = beside(looked(large), looked(small), 15)
    return Result(
        "the list of campaigns and the open cars of one",
        "the same in a store of a hundredth",
        one / other,
        1.5,
        f"{sizes}: {one * 1000:.1f} ms",
    )
