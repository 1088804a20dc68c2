"""RulesSchema: the rules of a tenant in JSON, a property with bounds for each field of `Rules`."""

from dataclasses import Field, fields
from typing import Any, ClassVar

from marshmallow import fields as json_fields

from catapult_simulator.control.control_schema import ControlSchema, between, one_of
from catapult_simulator.core.property_names import camel
from catapult_simulator.core.rules import CHOICES, RATES, TEXTS, WHOLE, Rules


def _property_of(rule: "Field[Any]") -> "json_fields.Field[Any]":
    options: dict[str, Any] = {"data_key": camel(rule.name), "allow_none": rule.default is None}
    if rule.name in WHOLE:
        return json_fields.Integer(validate=between(*WHOLE[rule.name]), **options)
    if rule.name in RATES:
        return json_fields.Float(validate=between(*RATES[rule.name]), **options)
    if rule.name in CHOICES:
        return json_fields.String(validate=one_of(CHOICES[rule.name]), **options)
    return json_fields.String(**options) if rule.name in TEXTS else json_fields.Boolean(**options)


class RulesSchema(ControlSchema):
    """Rules of a tenant that can be changed while it is open; `core/rules.py` explains each."""

    class Meta(ControlSchema.Meta):
        include: ClassVar["dict[str, json_fields.Field[Any]]"] = {
            rule.name: _property_of(rule) for rule in fields(Rules)
        }


RULES = RulesSchema()
