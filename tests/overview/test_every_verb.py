"""Every verb, sent what programs send: it is done, or refused in one sentence; the books stay sound."""

import json
from collections import Counter
from random import Random

import pytest
from sent import Sender

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.request import RequestNotUnderstood, read_request
from lifecycle_desk.language import Language
from lifecycle_desk.rooms import offered
from lifecycle_desk.vehicle.tables import life as life_rows

EACH = 8  # requests
LOCKS_OUT = frozenset({"switch_sign_in", "require_sign_in", "set_secret", "change_member"})  # sent last


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_sent_a_verb_does_it_or_says_why_in_one_sentence(example: UserSession, seed: int) -> None:
    with example.store.reading() as tx:
        sender = Sender(Random(seed), {"vin": sorted(life_rows.vins(tx))})
    english, met = Language("en"), Counter[str]()
    verbs = offered("commands")
    for verb in sorted([*verbs] * EACH, key=lambda each: each.name in LOCKS_OUT):
        sent = json.dumps(sender.request(verb.takes))
        try:
            verb(example, read_request(sent, verb.takes))
            met["done"] += 1
        except Objection as refused:
            met["refused" if english.sentence(refused) else "without a word"] += 1
        except Exception as error:
            raise AssertionError(f"{verb.name} fails of {sent[:400]}") from error
    assert min(met["done"], met["refused"]) > len(verbs) / 2
    assert not met["without a word"]


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 10**30])
def test_a_number_that_no_database_keeps_is_refused_with_its_place(number: int) -> None:
    takes = next(each.takes for each in offered("commands") if each.name == "take_back")
    with pytest.raises(RequestNotUnderstood) as refused:
        read_request(json.dumps({"seq": number, "why": "typed twice"}), takes)
    assert refused.value.facts["where"] == "$.seq"
