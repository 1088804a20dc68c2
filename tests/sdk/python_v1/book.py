"""Book: what was seen so far, in words that JSON can say."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bandwidth_sdk.models import BaseResource


class Book:
    """Each step is named after the method it exercises; words after it tell those of one apart."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.plan = plan
        self.steps: dict[str, dict[str, Any]] = {}

    def step(self, name: str, call: Callable[[], Any]) -> Any:
        """What `call` gives, written down; None where it raised, and how that was."""
        try:
            gave = call()
        except Exception as problem:
            self.steps[name] = {"threw": {"name": type(problem).__name__, "message": str(problem)}}
            return None
        self.steps[name] = {"gave": in_json(gave)}
        return gave


def in_json(value: Any) -> Any:
    """A model as an object of what it shows, times as ISO 8601, bytes as latin-1."""
    if isinstance(value, BaseResource):
        return in_json({k: v for k, v in vars(value).items() if k != "client" and k[0] != "_"})
    if hasattr(value, "_asdict"):
        return in_json(value._asdict())
    if isinstance(value, dict):
        return {k: in_json(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [in_json(each) for each in value]
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return value.isoformat() if isinstance(value, datetime) else value
