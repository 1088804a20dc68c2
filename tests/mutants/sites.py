"""Places of a module's syntax tree that can be changed, and what each can become."""

import ast
from collections.abc import Iterator
from typing import Any, NamedTuple

from mutants.unseen import is_unseen

_OPPOSITES: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Add, ast.BitAnd: ast.BitOr,
}  # fmt: skip
_NOT_BEHAVIOUR = {"annotation", "returns", "decorator_list", "type_comment", "bases"}


class Site(NamedTuple):
    """A node where it stands: below `parent`, in `field`, at `position` of a list. `function` is
    the innermost function or class around it, or the value that is assigned."""

    parent: ast.AST
    field: str
    position: int | None
    node: Any
    function: str

    def put(self, node: ast.AST) -> None:
        if self.position is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.position] = node


def sites(tree: ast.AST, function: str = "") -> Iterator[Site]:
    """All places, in the order of the text."""
    for field, value in ast.iter_fields(tree):
        if field in _NOT_BEHAVIOUR:
            continue
        children = enumerate(value) if isinstance(value, list) else [(None, value)]
        for position, node in children:
            if isinstance(node, ast.AST) and not is_unseen(node, tree, position):
                yield Site(tree, field, position, node, function)
                yield from sites(node, _name_of(node, function))


def _name_of(node: Any, around: str) -> str:
    """The name of a function or class; at the top of a module, that of an assigned value."""
    target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
    if not around and isinstance(target, ast.Name):
        return target.id
    return str(getattr(node, "name", None) or around)


def variants(site: Site) -> list[ast.AST]:
    """The nodes that it can become: at most two."""
    node = site.node
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        return [ast.Compare(node.left, [_opposite(node.ops[0])], node.comparators)]
    if isinstance(node, ast.BoolOp):
        return [ast.BoolOp(_opposite(node.op), node.values)]
    if isinstance(node, ast.BinOp):
        return _of_operation(node)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return [node.operand]
    if isinstance(node, ast.IfExp):
        return [ast.IfExp(node.test, node.orelse, node.body)]
    if isinstance(node, ast.Constant) and not isinstance(site.parent, ast.JoinedStr):
        return _of_constant(node.value)
    return _of_statement(site)


def _opposite(operator: Any) -> Any:
    return _OPPOSITES[type(operator)]()


def _of_operation(node: ast.BinOp) -> list[ast.AST]:
    if isinstance(node.op, ast.BitOr):  # mostly of two dicts or sets
        return [node.left, node.right]
    if type(node.op) not in _OPPOSITES:
        return []
    return [ast.BinOp(node.left, _opposite(node.op), node.right)]


def _of_constant(value: object) -> list[ast.AST]:
    if isinstance(value, bool):
        return [ast.Constant(not value)]
    if isinstance(value, int):
        return [ast.Constant(value + 1), ast.Constant(value - 1)]
    if isinstance(value, str) and value:
        return [ast.Constant(f"{value}x")]
    return []


def _of_statement(site: Site) -> list[ast.AST]:
    node = site.node
    if isinstance(node, ast.If) and not isinstance(node.test, ast.Compare | ast.BoolOp):
        return [ast.If(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)]
    if isinstance(node, ast.Return) and not isinstance(node.value, ast.Constant | None):
        return [ast.Return(ast.Constant(None))]
    if isinstance(node, ast.AugAssign) or _is_call(node):
        return [ast.Pass()]
    is_attribute = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute)
    return [ast.Pass()] if is_attribute and site.function != "__init__" else []


def _is_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
