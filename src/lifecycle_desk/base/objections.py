"""Objections: facts that a rule holds against something; raised they refuse, noted they warn."""

import re
import sys
from typing import Annotated, Any, ClassVar, Self, dataclass_transform, get_origin

CONTEXT, PLURAL = "\x04", "\x00"  # how compiled gettext catalogs themselves join a context and a plural


def N_(message: str) -> str:
    """Mark an English message for the translators; language/ finds its words when it is shown."""
    return message


def C_(context: str, message: str) -> str:
    """Mark a short message that needs a context: C_("order", "Ready") is another word than C_("vehicle", "Ready")."""
    return f"{context}{CONTEXT}{message}"


def NN_(one: str, many: str) -> str:
    """Mark a message that depends on the number %(n)s in it."""
    return f"{one}{PLURAL}{many}"


@dataclass_transform(eq_default=False)
class Objection(Exception):  # noqa: N818 (an objection that is noted is no error)
    """One rule's objection: its class is the rule, its annotations are the facts, `message` is its sentence.

    One that needs no more than that is declared by `objection`; a class is what others are derived from, what stands
    as a type, or what does something of its own.

    Not a dataclass: msgspec would write it as one before it asks us, and a frozen one cannot be raised.
    """

    message: ClassVar[str]
    field: ClassVar[str | None] = None

    def __init__(self, *given: Any, **named: Any) -> None:
        names = [name for name, kind in _annotations(type(self)).items() if "ClassVar" not in str(kind)]
        self.facts: dict[str, Any] = dict(zip(names, given, strict=False)) | named
        if self.facts.keys() != set(names):
            raise TypeError(f"{type(self).__name__} takes {names}, not {list(self.facts)}")
        self.rule = re.sub(r"(?<!^)(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z])", "_", type(self).__name__).lower()
        self.at = self.field
        super().__init__(self.rule, self.facts)

    def at_field(self, field: str) -> Self:
        """The same, at another field than the rule's own."""
        self.at = field
        return self

    @property
    def told(self) -> dict[str, Any]:
        """The facts as its sentence has them: one that is declared as Annotated[int, Distance] is a Distance.

        Other programs read the bare number under the same name in `facts`, people read it in their market's unit.
        """
        kinds = _annotations(type(self))
        return {name: _as_declared(kinds.get(name), value) for name, value in self.facts.items()}

    def __reduce__(self) -> tuple[Any, ...]:
        """How it goes to another process: by its facts, since their names are not what an exception is made of."""
        return _again, (type(self), self.facts, self.at)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["facts"][name]
        except KeyError:
            raise AttributeError(name) from None


def objection(name: str, message: str, field: str | None = None, /, **facts: Any) -> type[Objection]:
    """A rule's objection with its sentence, its field and its facts, each fact by what it is: `given=int`.

    It is the class that a `class` statement would make, and named as what it is assigned to; the facts may be given in
    the order in which they are declared. mypy takes it for that class by packaging/declared_objections.py.
    """
    module = sys._getframemodulename(1)  # noqa: SLF001 (as namedtuple finds where it is called)
    own = {"__module__": module, "__annotations__": facts, "message": message, "field": field}
    return type(name, (Objection,), own)


def _again(rule: type[Objection], facts: dict[str, Any], at: str | None) -> Objection:
    made = rule(**facts)
    made.at = at
    return made


def _as_declared(kind: Any, value: Any) -> Any:
    """A fact as the quantity that its rule declares it to be."""
    if value is None or get_origin(kind) is not Annotated:
        return value
    return kind.__metadata__[0](value)


def _annotations(rule: type) -> dict[str, Any]:
    """The facts that a rule declares, those of its parents first."""
    found: dict[str, Any] = {}
    for each in reversed(rule.__mro__):
        if issubclass(each, Objection) and each is not Objection:
            found |= each.__annotations__
    return found
