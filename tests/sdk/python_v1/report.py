"""Ids and refusals in the report of the script."""

from typing import Any

from sdk.scripts import Script


def ids(resources: list[dict[str, Any]]) -> list[str]:
    return [resource["id"] for resource in resources]


def refusal(script: Script, step: str) -> str:
    thrown = script.raised(step)
    assert thrown["name"] == "AppPlatformError"
    return str(thrown["message"])
