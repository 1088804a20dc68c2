"""ApiSchema: which error counts, and what is accepted."""

import json
from typing import Any, ClassVar

import pytest
from marshmallow import EXCLUDE

from catapult_simulator.core import catalogue
from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.web.fields import Text
from catapult_simulator.web.json_body import JsonBody
from catapult_simulator.web.schema import ApiSchema, Part


class Counted(Text):
    """Counts how often it is asked for a value."""

    calls = 0

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        self.calls += 1
        return super()._deserialize(value, attr, data, **kwargs)


class OpenPart(ApiSchema):
    class Meta:
        unknown = EXCLUDE

    inside = Text()


class ThingPart(ApiSchema):
    resource = "thing"
    prefix = "part."

    inside = Text(blank=False, required=True)
    open = Part(OpenPart())


class Thing(ApiSchema):
    resource = "thing"
    unrecognized = catalogue.UNRECOGNIZED_MESSAGE_PROPERTY
    root = "null"
    aliases: ClassVar = {"oldName": "newName"}
    ignored: ClassVar = {"id": "assumed: a test"}

    first = Text(blank=False)
    second = Text(blank=False, required=True)
    new_name = Text(blank=False, data_key="newName")
    part = Part(ThingPart())
    third = Text(required=True)


WHOLE = {"second": "2", "third": "3"}


def body(content: Any) -> JsonBody:
    return JsonBody(content, json.dumps(content))


@pytest.mark.parametrize(
    ("changes", "loaded"),
    [
        ({}, {}),
        ({"first": "1"}, {"first": "1"}),
        ({"first": None, "part": None}, {}),
        ({"id": {"any": "thing"}}, {}),
        ({"oldName": "x"}, {"new_name": "x"}),
        ({"oldName": "x", "newName": "y"}, {"new_name": "y"}),
        ({"newName": "y", "oldName": ""}, {"new_name": "y"}),
        ({"oldName": "x", "newName": None}, {"new_name": "x"}),
        ({"part": {"inside": "x"}}, {"part": {"inside": "x"}}),
        (
            {"part": {"inside": "x", "open": {"any": 1}}},
            {"part": {"inside": "x", "open": {}}},
        ),
    ],
    ids=str,
)
def test_properties_become_attributes(changes: Any, loaded: Any) -> None:
    assert Thing().load(body(WHOLE | changes)) == WHOLE | loaded


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        ({"third": {}, "first": "", "x": 1}, "unrecognized-property", "(path null.x) at line 1"),
        ({"x": None}, "unrecognized-property", "'x' (path null.x)"),
        ({"part": {"y": 1}}, "unrecognized-property", "'y' (path null.part.y)"),
        ({"part": 1, "x": 1}, "validation-error", "Bad parameters"),
        ({"part": {"open": []}, "x": 1}, "validation-error", "Bad parameters"),
        ({"third": {}, "first": ""}, "missing-property", "'second'"),
        ({"third": "3", "second": None}, "missing-property", "'second'"),
        (WHOLE | {"part": {}, "first": ""}, "missing-property", "'part.inside'"),
        ({"third": {}, "second": ""}, "blank-property", "'second'"),
        (WHOLE | {"second": " ", "first": ""}, "blank-property", "'first'"),
        (WHOLE | {"oldName": ""}, "blank-property", "'newName'"),
        (WHOLE | {"third": {}}, "validation-error", "Bad parameters"),
        ([], "validation-error", "Bad parameters"),
    ],
    ids=str,
)
def test_one_error_counts(content: Any, code: str, words: str) -> None:
    """Unknown names first, then missing properties, then blank ones, each in declared order."""
    with pytest.raises(CatapultError) as refused:
        Thing().load(body(content))

    assert refused.value.code == code
    assert words in refused.value.message


def test_an_item_of_a_batch_gives_the_error_of_a_value_back() -> None:
    error = Thing().load_item(body({"third": "3"}))

    assert isinstance(error, CatapultError)
    assert error.kind == catalogue.MISSING_PROPERTY


@pytest.mark.parametrize("content", [{"x": 1}, [], "text"], ids=str)
def test_an_item_without_the_right_shape_refuses_the_batch(content: Any) -> None:
    with pytest.raises(CatapultError):
        Thing().load_item(body(content))


@pytest.mark.parametrize("wrong", [{}, {"other": {}}, {"other": "x", "unknown": 1}], ids=str)
def test_a_value_is_read_once_whatever_else_is_wrong(wrong: Any) -> None:
    field = Counted()
    schema: Any = ApiSchema.from_dict({"counted": field, "other": Text(required=True)})()

    with pytest.raises(CatapultError):
        schema.load(body({"counted": "x"} | wrong))

    assert schema.fields["counted"].calls == 1
