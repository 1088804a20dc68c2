"""Recorder: the result of each step, as JSON."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bandwidth_sdk.models import BaseResource


class Recorder:
    """A step is named after the method it calls; further words distinguish steps of one method."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.plan = plan
        self.steps: dict[str, dict[str, Any]] = {}

    def step(self, name: str, call: Callable[[], Any]) -> Any:
        """Record the result of `call` and return it; None if it raised, which is recorded too."""
        try:
            result = call()
        except Exception as error:
            self.steps[name] = {"raised": {"name": type(error).__name__, "message": str(error)}}
            return None
        self.steps[name] = {"returned": in_json(result)}
        return result


def in_json(value: Any) -> Any:
    """Models as objects of their public attributes, times as ISO 8601, bytes as latin-1."""
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
