"""What is wrong with a time is told in the language that was asked for."""

from datetime import date

import pytest
from charging_books import ONE
from reading_samples import TESLAMATE

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.language import LANGUAGES, Language
from lifecycle_desk.stages.charging.formats import READERS
from lifecycle_desk.stages.charging.sessions.usecases.showing import charged


def test_an_end_before_its_start_is_told_in_the_language_asked_for(own_desk, tmp_path):
    file = tmp_path / "charges.csv"
    file.write_text(TESLAMATE.replace("2026-01-10 21", "2026-01-09 21"))
    (reader,) = (each for each in READERS if each.kind == "teslamate")
    (row,) = drained(reader.take_in(own_desk, file, Choices(vin=ONE))).value.refused
    with pytest.raises(Objection) as period:
        charged(own_desk, ONE, date(2026, 5, 1), date(2026, 4, 1))

    assert (row.field, row.why.rule, period.value.rule) == ("end_date", "ends_before_start", "until_before_since")
    for why in (row.why, period.value):
        assert len({Language(code).sentence(why) for code in LANGUAGES}) == len(LANGUAGES)
