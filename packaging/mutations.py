"""The faults that `mutants.py` plants: what a module's functions may have in place of what they have."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any

SWAPPED: tuple[tuple[Any, Any], ...] = (
    *((ast.Lt, ast.LtE), (ast.Gt, ast.GtE), (ast.Eq, ast.NotEq), (ast.Is, ast.IsNot), (ast.In, ast.NotIn)),
    *((ast.And, ast.Or), (ast.Add, ast.Sub), (ast.Mult, ast.Div), (ast.BitOr, ast.BitAnd), (ast.Mod, ast.FloorDiv)),
)
OTHER = {one: other for pair in SWAPPED for one, other in (pair, pair[::-1])}
LEFT_ALONE = {"annotation", "returns", "pattern", "type_params"}

type Where = tuple[str, int]  # a function's name in its module, and its first line
type Change = tuple[str, ast.AST]  # what it is called, and what stands there then


def changes(node: ast.AST) -> Iterator[Change]:
    """The faults that a node may have."""
    match node:
        case ast.stmt():
            yield from _of_statement(node)
        case ast.Compare(ops=[op]) if type(op) in OTHER:
            yield _swap(op), _with(node, ops=[OTHER[type(op)]()])
        case ast.BoolOp() | ast.BinOp() if type(node.op) in OTHER:
            yield _swap(node.op), _with(node, op=OTHER[type(node.op)]())
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield f"{type(node.op).__name__} gone", node.operand
        case ast.Constant(value=bool(value)):
            yield f"{value} to {not value}", ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield f"{value} to {value + 1}", ast.Constant(value + 1)
        case ast.Constant(value=str(value)) if re.fullmatch(r"\w+", value):  # words for people have spaces
            yield f"{value!r} to ''", ast.Constant("")
        case ast.comprehension(ifs=[_, *_]):
            yield "filter gone", _with(node, ifs=[])
    if isinstance(node, ast.If | ast.IfExp):
        yield "if never", _with(node, test=ast.Constant(value=False))
        yield "if always", _with(node, test=ast.Constant(value=True))


def _of_statement(node: ast.stmt) -> Iterator[Change]:
    match node:
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "None":
            yield "returns None", ast.Return(ast.Constant(None))
        case ast.Raise():
            yield "raise gone", ast.Pass()
        case ast.Expr(value=ast.Call(func=called)):
            yield f"{ast.unparse(called)}() gone", ast.Pass()
        case ast.AugAssign() | ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield "assignment gone", ast.Pass()
        case ast.Match(cases=[_, _, *_]):
            for at, each in enumerate(node.cases):
                yield (
                    f"case {ast.unparse(each.pattern)} gone",
                    _with(node, cases=node.cases[:at] + node.cases[at + 1 :]),
                )


def _swap(op: ast.AST) -> str:
    return f"{type(op).__name__} to {OTHER[type(op)].__name__}"


def _with(node: ast.AST, **fields: Any) -> ast.AST:
    return type(node)(**{name: getattr(node, name) for name in node._fields} | fields)


@dataclass(frozen=True)
class Mutant:
    """One function with one change."""

    file: str
    line: int
    function: Where
    operator: str
    count: int  # of the same operator in the same function

    @property
    def name(self) -> str:
        """What it is called wherever its line and its folder are."""
        path = Path(self.file)
        module = path.parent.name if path.stem == "__init__" else path.stem
        return f"{module}.{self.function[0]}: {self.operator}" + (f" ({self.count})" if self.count > 1 else "")


class Module:
    """A module's text, and the code of its functions."""

    def __init__(self, path: Path) -> None:
        self.file, self.text = str(path), path.read_text(encoding="utf-8")
        self.codes = self._codes(ast.parse(self.text))

    def _codes(self, tree: ast.Module) -> dict[Where, CodeType]:
        every = nested(compile(tree, self.file, "exec"))
        return {(code.co_qualname, code.co_firstlineno): code for code in every if code.co_name != "<module>"}

    def mutants(self) -> list[Mutant]:
        """All of its mutants."""
        return [mutant for mutant, *_ in self._planted(ast.parse(self.text))]

    def codes_of(self, mutant: Mutant) -> dict[Where, CodeType]:
        """The functions whose code differs in a mutant; none if it makes no difference or cannot be planted."""
        tree = ast.parse(self.text)
        (parent, name, at), old, new = next(found for each, *found in self._planted(tree) if each == mutant)
        ast.copy_location(new, old)
        if at is None:
            setattr(parent, name, new)
        else:
            getattr(parent, name)[at] = new
        now = self._codes(ast.fix_missing_locations(tree))
        changed = {key: code for key, code in now.items() if code != self.codes.get(key)}
        before = {key: self.codes[key] for key in changed if key in self.codes}
        fits = all(key in before and before[key].co_freevars == code.co_freevars for key, code in changed.items())
        return changed if fits else {}

    def _planted(self, tree: ast.Module) -> Iterator[tuple[Mutant, Any, ast.AST, ast.AST]]:
        for name, function in _functions(tree, ""):
            first = min([function.lineno, *(each.lineno for each in function.decorator_list)])
            seen: Counter[str] = Counter()
            for slot, node, line in _slots(ast.Module(function.body, []), function.lineno):
                for operator, new in changes(node):
                    seen[operator] += 1
                    yield Mutant(self.file, line, (name, first), operator, seen[operator]), slot, node, new


def nested(code: CodeType) -> Iterator[CodeType]:
    """A code and all within it."""
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from nested(each)


def _functions(parent: ast.Module | ast.ClassDef, within: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    for each in parent.body:
        match each:
            case ast.FunctionDef():
                yield within + each.name, each
            case ast.ClassDef():
                yield from _functions(each, f"{within}{each.name}.")


def _slots(parent: ast.AST, line: int) -> Iterator[tuple[tuple[ast.AST, str, int | None], ast.AST, int]]:
    """Every place below a node, what stands in it, and its line."""
    for name, value in ast.iter_fields(parent):
        held = [*enumerate(value)] if isinstance(value, list) else [(None, value)]
        for at, node in held:
            if isinstance(node, ast.AST) and name not in LEFT_ALONE:
                its_line = getattr(node, "lineno", line)
                yield (parent, name, at), node, its_line
                yield from _slots(node, its_line)
