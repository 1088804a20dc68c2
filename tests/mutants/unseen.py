"""Parts of the code that no client of the API can see: types, evidence, the words of documents."""

import ast

_TYPING = {"Literal", "TypeVar", "cast", "NewType"}
_EVIDENCE = {"documented", "observed", "sdk", "assumed"}
_PYTHONS_ERRORS = {"TypeError", "ValueError", "RuntimeError", "AttributeError", "KeyError"}
_ERRORS_OF_RECEIVERS = {"BadResponse", "Forbidden", "OSError"}  # words for people
_PYTHONS_METHODS = {"__repr__", "__str__", "__hash__", "__eq__", "__dir__", "__getattr__"}
# Of the arguments of callers in Python; requests are checked by schemas before.
_PYTHONS_CHECKS = {
    "check_one_of", "check_text", "check_optional_text", "check_length", "check_type",
    "check_optional", "check_names", "check_url", "check_timeout", "check_callback_method",
    "check_list", "check_flag", "check_whole", "check_number", "check_function", "check_files",
}  # fmt: skip
# Query parameters and headers are read and written by other code: a row only documents one.
_DOCUMENTS = {"Header", "Parameter"}
# Arguments, by place or keyword, that only documents, the ledger or the control API repeat. The
# order of a callback's field in a query leaves gaps: one more or less changes nothing.
_SAID: dict[str, tuple[object, ...]] = {
    "Field": (2, 3, 4, "type", "values"),
    "ResourceView": (0, 1),
    "ErrorKind": (3,),
    "MessageFilter": (3, 4),
    "CallbackField": (2, 3),
    "_scenario": (2,),
}
_JOURNAL = (".journal.record", ".add_note", "request_journal.record", "record_unmatched")
# How much one simulator keeps: 10,000 applications are no behaviour of the API.
_BOUNDS = {"limits.require_room"}
_COUNTED_FOR_BOUNDS = {"self._stored_bytes"}


def is_unseen(node: ast.AST, parent: ast.AST, position: int | None) -> bool:
    """Whether no change of `node`, at `position` of `parent`, could be seen over HTTP."""
    if isinstance(node, ast.FunctionDef):
        return node.name in _PYTHONS_METHODS
    if isinstance(node, ast.If):
        is_typing = ast.unparse(node.test) == "TYPE_CHECKING"
        return is_typing or all(map(_is_unseen_statement, [*node.body, *node.orelse]))
    if isinstance(node, ast.AugAssign):
        return ast.unparse(node.target) in _COUNTED_FOR_BOUNDS
    if isinstance(node, ast.Raise):
        return _name_of(node.exc) in _PYTHONS_ERRORS | _ERRORS_OF_RECEIVERS
    if isinstance(node, ast.Assign):
        names = ("__slots__", "__all__", "__module__")
        return _name_of(node.targets[0]) in names or _name_of(node.value) == "reason"
    if isinstance(node, ast.Expr):
        return _is_unseen_statement(node)
    return _is_typing(node) or _is_said(node, parent, position)


def _is_unseen_statement(node: ast.stmt) -> bool:
    if not isinstance(node, ast.Expr):
        return False
    if isinstance(node.value, ast.Call):
        called = ast.unparse(node.value.func)
        return called in _PYTHONS_CHECKS | _BOUNDS or called.endswith(_JOURNAL)
    return isinstance(node.value, ast.Constant)  # a docstring


def _is_typing(node: ast.AST) -> bool:
    return isinstance(node, ast.Call | ast.Subscript) and _name_of(node) in _TYPING


def _is_said(node: ast.AST, parent: ast.AST, position: int | None) -> bool:
    if isinstance(node, ast.Call):
        return _name_of(node) in _EVIDENCE | _DOCUMENTS
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        kind, colon, _ = node.value.partition(": ")
        if colon and kind in _EVIDENCE:
            return True
    if isinstance(node, ast.keyword):
        place: object = node.arg
        if place in ("evidence", "detail_evidence"):
            return True
    else:
        place = position
    return isinstance(parent, ast.Call) and place in _SAID.get(_name_of(parent), ())


def _name_of(node: ast.AST | None) -> str:
    """The name that is called, indexed or assigned."""
    inner = getattr(node, "func", None) or getattr(node, "value", None) or node
    inner = getattr(inner, "value", None) if isinstance(inner, ast.Subscript) else inner
    return getattr(inner, "id", "")
