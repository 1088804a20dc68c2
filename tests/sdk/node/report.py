"""Ids and refusals in the report of the script."""

from typing import Any

from sdk.scripts import Script


def ids(pages: list[list[dict[str, Any]]]) -> list[str]:
    return [item["id"] for page in pages for item in page]


def refusal(script: Script, step: str) -> tuple[str, int]:
    thrown = script.raised(step)
    assert thrown["name"] == "UnexpectedResponseError"
    return thrown["message"], thrown["statusCode"]
