"""What `objection` declares is the class that a `class` statement would make, in every way that anybody looks at it."""

import io
import pickle
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec
import pytest
from extract_code import extract

from lifecycle_desk.base.objections import C_, N_, NN_, Objection, objection
from lifecycle_desk.base.quantities import Distance, Kilometres, Pressure
from lifecycle_desk.language import Language

HOUSE = Path(__file__).parents[2]


class Written:
    """The same rules as classes."""

    class PriceMissing(Objection):
        message = N_("The line needs a price.")

    class TooMany(Objection):
        message = NN_("%(n)s row is too many; %(most)s at most.", "%(n)s rows are too many; %(most)s at most.")
        field = "lines"
        n: int
        most: int

    class OdometerBelow(Objection):
        message = C_("odometer", "%(name)s: %(given)s is below %(least)s on %(on)s at %(kilopascals)s.")
        field = "odometer"
        given: Kilometres
        least: Annotated[int, Distance]
        kilopascals: Annotated[int, Pressure]
        on: date | None
        name: tuple[str, ...]


PriceMissing = objection("PriceMissing", N_("The line needs a price."))
TooMany = objection(
    "TooMany",
    NN_("%(n)s row is too many; %(most)s at most.", "%(n)s rows are too many; %(most)s at most."),
    "lines",
    n=int,
    most=int,
)
OdometerBelow = objection(
    "OdometerBelow",
    C_("odometer", "%(name)s: %(given)s is below %(least)s on %(on)s at %(kilopascals)s."),
    "odometer",
    given=Kilometres,
    least=Annotated[int, Distance],
    kilopascals=Annotated[int, Pressure],
    on=date | None,
    name=tuple[str, ...],
)

BOTH = [
    pytest.param(Written.PriceMissing, PriceMissing, (), id="without facts"),
    pytest.param(Written.TooMany, TooMany, (3, 2), id="by number, at a field"),
    pytest.param(
        Written.OdometerBelow, OdometerBelow, (3, 5, 250, date(2026, 3, 1), ("a", "b")), id="facts of every kind"
    ),
]
both = pytest.mark.parametrize(("written", "declared", "given"), BOTH)


def copied(made: Objection):
    again = pickle.loads(pickle.dumps(made))  # noqa: S301 (it was written here)
    return type(again) is type(made), again.rule, again.told, again.at


LOOKS = {
    "rule": lambda made: made.rule,
    "facts in their order": lambda made: [*made.facts.items()],
    "quantities in the sentence": lambda made: [*made.told.items()],
    "message": lambda made: made.message,
    "field": lambda made: (made.field, made.at),
    "another field": lambda made: made.at_field("elsewhere").at,
    "sentence": Language("en").sentence,
    "as text": lambda made: (str(made), made.args),
    "one fact": lambda made: [getattr(made, name) for name in made.facts],
    "JSON": lambda made: msgspec.to_builtins({"why": made}, enc_hook=lambda odd: {odd.rule: str(odd.facts)}),
    "what it is derived from": lambda made: type(made).__mro__[1:],
    "what is declared": lambda made: [*type(made).__annotations__.items()],
    "names": lambda made: (type(made).__name__, type(made).__module__, isinstance(made, Objection)),
    "a copy": copied,
}


@both
@pytest.mark.parametrize("look", LOOKS)
def test_a_declared_objection_looks_as_a_written_one_does(look, written, declared, given):
    assert LOOKS[look](declared(*given)) == LOOKS[look](written(*given))
    named = dict(zip(written.__annotations__, given, strict=True))
    assert LOOKS[look](declared(**named)) == LOOKS[look](written(**named))


@both
def test_other_facts_are_refused_in_the_same_words(written, declared, given):
    for wrong in ({"other": 1}, dict.fromkeys([*written.__annotations__, "other"], 1)):
        with pytest.raises(TypeError) as by_class:
            written(**wrong)
        with pytest.raises(TypeError, match=re.escape(str(by_class.value))):
            declared(**wrong)


def test_it_is_raised_and_caught_by_its_own_name_alone():
    def tried(odd: Objection | type[Objection]) -> str:
        try:
            raise odd
        except (PriceMissing, OdometerBelow) as caught:
            return f"one of two: {caught.rule}"
        except TooMany as caught:
            return f"at {caught.at}: {caught.n}"

    assert tried(PriceMissing) == "one of two: price_missing"
    assert tried(TooMany(3, 2).at_field("jobs")) == "at jobs: 3"
    with pytest.raises(TooMany) as caught:
        raise TooMany(3, 2)
    assert isinstance(caught.value, TooMany | PriceMissing)
    assert not isinstance(caught.value, Written.TooMany)
    match caught.value:
        case TooMany(n=3, most=2, at="lines"):
            return
    pytest.fail("not matched")


def test_a_declared_objection_is_known_by_its_place_and_among_the_others():
    assert (TooMany.__module__, TooMany.__qualname__) == (__name__, "TooMany")
    assert {PriceMissing, TooMany, OdometerBelow} <= {*Objection.__subclasses__()}


def test_facts_may_have_the_names_of_what_declares_them():
    odd = objection("Odd", N_("%(name)s"), None, name=str, message_=int)
    assert odd("a", 1).facts == {"name": "a", "message_": 1}


def test_it_goes_to_another_process(tmp_path):
    rules = tmp_path / "shop_rules.py"
    rules.write_text(
        "from lifecycle_desk.base.objections import N_, objection\n"
        "from lifecycle_desk.base.quantities import Kilometres\n"
        'Below = objection("Below", N_("Below %(least)s"), "odometer", least=Kilometres)\n'
    )
    said = "import pickle, sys; sys.path.insert(0, sys.argv[1]); import shop_rules;{}"
    sends = said.format("sys.stdout.buffer.write(pickle.dumps(shop_rules.Below(5).at_field('x')))")
    reads = said.format("b = pickle.loads(sys.stdin.buffer.read()); print(type(b) is shop_rules.Below, b.at, b.told)")
    sent = subprocess.run([sys.executable, "-c", sends, tmp_path], capture_output=True, check=True).stdout
    read = subprocess.run([sys.executable, "-c", reads, tmp_path], input=sent, capture_output=True, check=True).stdout
    assert read.decode().strip() == f"True x { ({'least': Distance(5)}) }"


def test_the_translators_meet_its_message_with_its_note():
    code = (
        "TooMany = objection(\n"
        '    "TooMany",\n'
        '    NN_("%(n)s row", "%(n)s rows"),  # NOTE: of a file\n'
        '    "rows",\n'
        "    n=int,\n"
        ")\n"
        '# NOTE: a button\nSaved = objection("Saved", C_("order", "Saved"))\n'
    )
    found = [
        (name, texts, notes)
        for _, name, texts, notes in extract(io.BytesIO(code.encode()), ["NN_", "C_"], ["NOTE:"], {})
    ]
    assert found == [
        ("NN_", ("%(n)s row", "%(n)s rows"), ["NOTE: of a file"]),
        ("C_", ("order", "Saved"), ["NOTE: a button"]),
    ]


def test_mypy_knows_what_it_takes(tmp_path):
    settings = tmp_path / "mypy.ini"
    settings.write_text(
        f"[mypy]\nstrict = true\nplugins = {HOUSE}/packaging/declared_objections.py\nmypy_path = {HOUSE}/src\n"
        f"cache_dir = {tmp_path}/cache\n"
    )
    code = tmp_path / "rules.py"
    code.write_text(
        "from typing import assert_type\n"
        "from lifecycle_desk.base.objections import N_, Objection, objection\n"
        'Missing = objection("Missing", N_("It is missing."))\n'
        'TooMany = objection("TooMany", N_("%(n)s"), "lines", n=int, why=Objection, at_most=tuple[str, ...] | None)\n'
        "def right(odd: Objection) -> TooMany | None:\n"
        "    kinds: tuple[type[Objection], ...] = (Missing, TooMany)\n"
        "    try:\n"
        "        raise TooMany(1, why=odd, at_most=None).at_field('x') from odd\n"
        "    except (TooMany, Missing) as known:\n"
        "        assert_type(known, TooMany | Missing)\n"
        "    if isinstance(odd, TooMany):\n"
        "        assert_type(odd.n, int)\n"
        "    raise Missing if kinds else Missing()\n"
        "def wrong(odd: Objection) -> None:\n"
        '    TooMany("1", odd, None)\n'
        "    TooMany(1, odd)\n"
        "    Missing(1)\n"
        "    TooMany(1, odd, None, other=2)\n"
        'Other = objection("Another", N_("It is not."))\n'
        'Untyped = objection("Untyped", N_("%(n)s"), n=1 + 2)\n'
    )
    told = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", settings, code], text=True, capture_output=True, check=False
    ).stdout
    faults = [(int(line), said) for line, said in re.findall(r"rules\.py:(\d+): error: (.*)  \[", told)]
    assert faults == [
        (15, 'Argument 1 to "TooMany" has incompatible type "str"; expected "int"'),
        (16, 'Missing positional argument "at_most" in call to "TooMany"'),
        (17, 'Too many arguments for "Missing"'),
        (18, 'Unexpected keyword argument "other" for "TooMany"'),
        (19, 'An objection is named as what it is assigned to: "Other"'),
        (20, "A fact is declared by its type"),
    ], told
