"""Public signatures: every argument has a type and a name, closed sets are Literals."""

import ast
import dataclasses
import inspect
import textwrap
from collections.abc import Callable, Iterator
from typing import Any, get_args, get_type_hints

import pytest

import catapult_simulator
from catapult_simulator.core import account, faults, journal, rules
from catapult_simulator.core.applications import Application, ApplicationChanges, Applications
from catapult_simulator.core.checks import CALLBACK_METHODS, CallbackMethod
from catapult_simulator.core.fault_effects import PLACES, Place
from catapult_simulator.core.messages import message
from catapult_simulator.core.messages.filters import MESSAGE_FILTERS
from catapult_simulator.core.messages.messages import Messages
from catapult_simulator.core.numbers import phone_numbers
from catapult_simulator.core.numbers.phone_numbers import NumberChanges, PhoneNumbers
from catapult_simulator.core.rules import RuleChanges, Rules
from catapult_simulator.core.simulator import CLOCKS, ClockName
from catapult_simulator.core.tenant import Tenant

OURS = ("catapult_simulator", __name__)
CLOSED_SETS: list[tuple[Any, Any]] = [
    (ClockName, CLOCKS),
    (CallbackMethod, [*CALLBACK_METHODS, *map(str.upper, CALLBACK_METHODS)]),
    (Place, PLACES),
    (account.Product, account.PRICES),
    (account.TransactionType, account.TYPES),
    (faults.CallbackOutcome, faults.CALLBACK_OUTCOMES),
    (faults.ConnectionFault, faults.CONNECTION_FAULTS),
    (faults.HttpMethod, faults.METHODS),
    (journal.Kind, journal.KINDS),
    (message.DeliveryCode, message.DELIVERY_CODES),
    (message.DeliveryState, message.DELIVERY_STATES),
    (message.Direction, message.DIRECTIONS),
    (message.Receipt, message.RECEIPTS),
    (message.State, message.STATES),
    (phone_numbers.NumberState, phone_numbers.NUMBER_STATES),
    (rules.ProfileName, rules.PROFILES),
    (rules.SmilPlace, rules.SMIL_PLACES),
]


def words_of(literal: Any) -> Iterator[object]:
    """The values of a Literal, or of a union of them."""
    for each in get_args(literal):
        yield from words_of(each) if get_args(each) else (each,)


@pytest.mark.parametrize(("literal", "words"), CLOSED_SETS, ids=lambda each: str(each)[:30])
def test_a_closed_set_is_a_literal_of_all_its_words(literal: Any, words: Any) -> None:
    assert sorted(words_of(literal), key=str) == sorted(words, key=str)


def keywords(function: Callable[..., object]) -> set[str]:
    named = inspect.signature(function).parameters.values()
    return {each.name for each in named if each.kind is inspect.Parameter.KEYWORD_ONLY}


def test_the_properties_of_an_application_are_spelled_out_everywhere() -> None:
    properties = set(Application._fields) - {"id"}

    assert set(ApplicationChanges.__annotations__) == properties
    assert keywords(Applications.create) == properties - {"name"}


def test_the_properties_of_a_number_are_spelled_out_everywhere() -> None:
    properties = set(NumberChanges.__annotations__)

    assert keywords(PhoneNumbers.allocate) == properties
    assert keywords(PhoneNumbers.import_number) == properties | {"password"}


def test_find_has_a_keyword_for_each_filter() -> None:
    fields = {row.field for row in MESSAGE_FILTERS}

    assert keywords(Messages.find) == fields | {"size"}, (
        "Messages.find in core/messages/messages.py has a keyword for each row of MESSAGE_FILTERS"
    )


def test_each_rule_can_be_changed_by_name() -> None:
    assert get_type_hints(RuleChanges) == get_type_hints(Rules)


def public_classes() -> list[type]:
    """The exported classes, and those of an account's resources."""
    exported = [getattr(catapult_simulator, name) for name in catapult_simulator.__all__]
    members = [member for base in Tenant.__mro__ for member in vars(base).values()]
    properties = [member.fget for member in members if isinstance(member, property)]
    resources = [get_type_hints(each).get("return") for each in properties if each]
    ours = [each for each in (*exported, *resources) if isinstance(each, type)]
    return sorted(
        {each for each in ours if each.__module__.startswith("catapult_simulator")},
        key=lambda each: each.__qualname__,
    )


def public_functions(class_: type) -> Iterator[tuple[str, Callable[..., object]]]:
    for name in dir(class_):
        member = inspect.getattr_static(class_, name)
        function = getattr(member, "__func__", member)
        if is_ours(function) and (not name.startswith("_") or name == "__init__"):
            yield name, inspect.unwrap(function)


def is_ours(function: object) -> bool:
    """Not inherited from a class of the standard library."""
    return inspect.isfunction(function) and function.__module__.startswith(OURS)


def untyped(function: Callable[..., object]) -> list[str]:
    """Parameters without a type, and those that take whatever is given to them by name."""
    return [
        each.name
        for each in inspect.signature(function).parameters.values()
        if each.name not in ("self", "cls")
        and (
            each.annotation is inspect.Parameter.empty
            or (
                each.kind in (inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL)
                and each.annotation in (Any, object, "Any", "object")
            )
        )
    ]


@pytest.mark.parametrize("class_", public_classes(), ids=lambda each: each.__qualname__)
def test_public_signatures_are_typed(class_: type) -> None:
    loose = {name: untyped(each) for name, each in public_functions(class_) if untyped(each)}

    assert not loose


@pytest.mark.parametrize("class_", public_classes(), ids=lambda each: each.__qualname__)
def test_public_attributes_have_a_declared_type(class_: type) -> None:
    """Without one, each type checker infers its own."""
    assert undeclared(class_) == []


def test_an_attribute_without_a_declared_type_is_found() -> None:
    assert undeclared(Undeclared) == ["loose"]


class Undeclared:
    declared: int

    def __init__(self) -> None:
        self.declared, self.loose = 1, 2
        self.stated: int = 3
        self._private = 4


def undeclared(class_: type) -> list[str]:
    """The public attributes that `__init__` sets and that no annotation names."""
    function = vars(class_).get("__init__")
    if function is None or not is_ours(function) or dataclasses.is_dataclass(class_):
        return []
    source = ast.parse(textwrap.dedent(inspect.getsource(function)))
    assignments = [each for each in ast.walk(source) if isinstance(each, ast.Assign)]
    targets = [part for each in assignments for goal in each.targets for part in ast.walk(goal)]
    set_here = [each.attr for each in targets if isinstance(each, ast.Attribute)]
    declared = inspect.get_annotations(class_)
    return [each for each in set_here if not each.startswith("_") and each not in declared]


def test_the_resources_of_an_account_are_looked_at() -> None:
    names = {each.__qualname__ for each in public_classes()}

    assert names >= {"Messages", "PhoneNumbers", "Applications", "Media", "Journal", "Faults"}


@pytest.mark.parametrize("name", sorted(name for name in dir(Tenant) if not name.startswith("_")))
def test_help_describes_each_name_of_an_account(name: str) -> None:
    assert inspect.getdoc(getattr(Tenant, name))


def test_each_record_that_a_method_gives_is_exported() -> None:
    given = {
        each
        for class_ in public_classes()
        for name, function in public_functions(class_)
        for each in types_in(function.__annotations__.get("return"))
        if is_record(each)
    }

    missing = {each.__name__ for each in given} - set(catapult_simulator.__all__)

    assert not missing - INTERNAL, "export it in __init__.py"


# Given by methods for what is around an account: routes, setups.
INTERNAL = {"Page", "Received", "Script"}


def types_in(hint: Any) -> Iterator[type]:
    """The types that a hint consists of."""
    if isinstance(hint, type):
        yield hint
    for each in get_args(hint):
        yield from types_in(each)


def is_record(each: type) -> bool:
    return each.__module__.startswith("catapult_simulator") and (
        hasattr(each, "_fields") or dataclasses.is_dataclass(each)
    )
