"""Configuration: how a simulator was started, each setting with where its value came from."""

from typing import Literal, NamedTuple

Source = Literal["option", "variable", "default"]


class Setting(NamedTuple):
    """One setting, as it may be shown: without secrets. `variable` is the environment variable
    that sets it."""

    name: str
    value: str | int | bool | list[str] | None
    source: Source
    variable: str
