"""Tells mypy what `objection(…)` declares: a class with the facts as its constructor's arguments, as `class` would."""

from collections.abc import Callable

from mypy.exprtotype import TypeTranslationError, expr_to_unanalyzed_type
from mypy.nodes import ARG_POS, GDEF, Argument, Expression, StrExpr, SymbolTableNode, TypeInfo, Var
from mypy.plugin import DynamicClassDefContext, FunctionContext, Plugin
from mypy.plugins.common import add_attribute_to_class, add_method_to_class
from mypy.types import AnyType, Instance, NoneType, Type, TypeOfAny

OBJECTION = "lifecycle_desk.base.objections.Objection"
DECLARES = "lifecycle_desk.base.objections.objection"


class Declared(Plugin):
    """The two places at which mypy meets a declaration: where a module's names are found, and what the call gives."""

    def get_dynamic_class_hook(self, fullname: str) -> Callable[[DynamicClassDefContext], None] | None:
        """Make the class that a name is assigned."""
        return _declare if fullname == DECLARES else None

    def get_function_hook(self, fullname: str) -> Callable[[FunctionContext], Type] | None:
        """Let the call be assigned to the class that was made of it."""
        return _anything if fullname == DECLARES else None


def _declare(found: DynamicClassDefContext) -> None:
    api, call = found.api, found.call
    base = api.lookup_fully_qualified(OBJECTION).node
    if not isinstance(base, TypeInfo):
        api.defer()
        return
    known = api.lookup_qualified(found.name, call, suppress_errors=True)
    if known and isinstance(known.node, TypeInfo):  # mypy comes by more than once
        return
    name = call.args[0]
    if not isinstance(name, StrExpr) or name.value != found.name:
        api.fail(f'An objection is named as what it is assigned to: "{found.name}"', call)
    kinds: dict[str, Type] = {}
    for fact, given in zip(call.arg_names, call.args, strict=True):
        if fact is None:  # the name, the message, the field
            continue
        kind = _kind(found, given)
        if kind is None:  # it is not known yet; mypy comes back
            api.defer()
            return
        kinds[fact] = kind
    rule = api.basic_new_typeinfo(found.name, Instance(base, []), call.line)
    api.add_symbol_table_node(found.name, SymbolTableNode(GDEF, rule))
    for fact, kind in kinds.items():
        add_attribute_to_class(api, rule.defn, fact, kind)
    taken = [Argument(Var(fact, kind), kind, None, ARG_POS) for fact, kind in kinds.items()]
    add_method_to_class(api, rule.defn, "__init__", taken, NoneType())


def _kind(found: DynamicClassDefContext, given: Expression) -> Type | None:
    """What a fact is, which stands there as in an annotation."""
    try:
        written = expr_to_unanalyzed_type(given, found.api.options, allow_new_syntax=True)
    except TypeTranslationError:
        found.api.fail("A fact is declared by its type", given)
        return AnyType(TypeOfAny.from_error)
    return found.api.anal_type(written)


def _anything(_call: FunctionContext) -> Type:
    return AnyType(TypeOfAny.special_form)


def plugin(_version: str) -> type[Plugin]:
    """What mypy asks a plugin for."""
    return Declared
