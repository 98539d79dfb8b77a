from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle_desk.trust import personal
from lifecycle_desk.trust.chain import START, Break, Link, canonical, first_break, seal
from lifecycle_desk.trust.signing import Key, fingerprint, holds, new_signing_key

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=10,
)


def chain(bodies: list[tuple[str, bytes, bytes]]) -> list[Link]:
    """A sound chain over (subject, body, personal)."""
    links, previous, heads = [], START, {}
    for seq, (subject, body, secret) in enumerate(bodies, start=1):
        previous = heads[subject] = seal(previous, heads.get(subject, START), body, secret)
        links.append(Link(seq, subject, body, previous, secret))
    return links


SOUND = chain([(f"VIN{n % 3}", f"body {n}".encode(), b"secret" if n % 4 == 0 else b"") for n in range(12)])


@given(PLAIN)
def test_the_canonical_form_does_not_depend_on_the_order_of_names(value):
    def turned(part):
        if isinstance(part, dict):
            return {name: turned(part[name]) for name in reversed(list(part))}
        return [turned(each) for each in part] if isinstance(part, list) else part

    assert canonical(value) == canonical(turned(value))


def test_equal_words_in_two_unicode_forms_seal_alike():
    assert canonical({"name": "Jose\u0301"}) == canonical({"name": "José"})


@pytest.mark.parametrize("value", [1.5, {"a": 0.1}, [float("nan")]])
def test_a_float_has_no_canonical_form(value):
    with pytest.raises(TypeError):
        canonical(value)


def test_a_sound_chain_has_no_break():
    assert first_break(SOUND) is None


@pytest.mark.parametrize("place", range(12))
@pytest.mark.parametrize(
    "attack",
    [
        lambda links, n: [*links[:n], replace(links[n], body=b"other"), *links[n + 1 :]],
        lambda links, n: [*links[:n], replace(links[n], personal=b"other"), *links[n + 1 :]],
        lambda links, n: [*links[:n], replace(links[n], seal=b"\x00" * 32), *links[n + 1 :]],
        lambda links, n: links[:n] + links[n + 1 :] + [replace(links[n], seq=13)],
        lambda links, n: [*links[:n], links[n], *links[n:]],
    ],
    ids=["body", "personal", "seal", "moved", "doubled"],
)
def test_the_first_event_that_was_tampered_with_is_named(attack, place):
    broken = first_break(attack(SOUND, place))

    assert isinstance(broken, Break)
    assert place + 1 <= broken.seq <= place + 2


@pytest.mark.parametrize("place", range(3, 12))
def test_an_event_that_was_given_to_another_vehicle_breaks_both_lives(place):
    moved = replace(SOUND[place], subject="VINX")

    assert first_break([*SOUND[:place], moved, *SOUND[place + 1 :]]).seq == place + 1


def test_a_tail_that_was_cut_off_is_not_seen_without_an_anchor():
    assert first_break(SOUND[:7]) is None
    assert SOUND[6].seal != SOUND[11].seal


@given(st.binary(max_size=200), st.binary(max_size=20))
@settings(max_examples=50)
def test_personal_data_open_only_with_their_own_key_and_place(plain, place):
    key = personal.new_key()
    secret = personal.sealed(key, plain, place)

    assert personal.opened(key, secret, place) == plain
    assert personal.opened(personal.new_key(), secret, place) is None
    assert personal.opened(key, secret, place + b"x") is None
    assert personal.opened(key, secret[:-1] + bytes([secret[-1] ^ 1]), place) is None


def test_a_signature_holds_for_this_key_and_these_words_alone():
    key, other = new_signing_key(), new_signing_key()
    signature = key.sign({"head": 7})

    assert holds(key.public, {"head": 7}, signature)
    assert not holds(other.public, {"head": 7}, signature)
    assert not holds(key.public, {"head": 8}, signature)
    assert not holds(key.public, {"head": 7}, "no signature")
    assert not holds(key.public, {"head": 7}, "")


def test_a_fingerprint_is_eight_groups_of_four():
    shown = fingerprint(Key(b"\1" * 32).public)

    assert [len(each) for each in shown.split()] == [4] * 8
