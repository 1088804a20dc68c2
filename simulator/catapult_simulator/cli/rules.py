"""Rules of a tenant on the command line: `dequeueMs=10`. The simulator checks the values."""

import json

from catapult_simulator.cli.terminal import to_json
from catapult_simulator.control_client.client import Json


def parse_rule(text: str) -> tuple[str, object]:
    """The rule and its value: a number, true, false, null, or any other text. Raises ValueError."""
    name, sign, value = text.partition("=")
    if not name or not sign:
        raise ValueError(f"{text!r} is not of the form RULE=VALUE, such as loopBack=true")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def rule_lines(tenant: Json) -> list[str]:
    """One line for each rule of a tenant, and its userId."""
    width = max(map(len, tenant["rules"]))
    rules = [f"  {name:<{width}}  {to_json(value)}" for name, value in tenant["rules"].items()]
    return [tenant["userId"], *rules]
