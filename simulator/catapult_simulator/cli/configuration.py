"""The settings of `serve` with where each value came from, without secrets."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import click
from click.core import ParameterSource

from catapult_simulator.core.configuration import Setting, Source
from catapult_simulator.core.masking import masked_text, masked_url

_SOURCES: dict[ParameterSource, Source] = {
    ParameterSource.COMMANDLINE: "option",
    ParameterSource.ENVIRONMENT: "variable",
}


def configuration_of(context: click.Context) -> list[Setting]:
    """The options of the command that runs in `context`, in the order of its help text."""
    return [
        _setting(context, option)
        for option in context.command.params
        if isinstance(option, click.Option) and option.envvar
    ]


def _setting(context: click.Context, option: click.Option) -> Setting:
    source = context.get_parameter_source(str(option.name))
    value = context.params[str(option.name)]
    show = _SHOWN_AS.get(str(option.name), _shown)
    name = max(option.opts, key=len).lstrip("-")
    return Setting(
        name,
        None if value is None else show(value),
        _SOURCES.get(source, "default") if source else "default",
        str(option.envvar),
    )


def _shown(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [masked_text(str(each)) for each in value]
    return value if isinstance(value, bool | int) else masked_text(str(value))


def _number(written: str) -> str:
    number, sign, url = written.partition("=")
    return f"{number}{sign}{masked_url(url)}"


# Option -> how its value is shown, where that is not as it is.
_SHOWN_AS: dict[str, Callable[[Any], Any]] = {
    "tenants": lambda tenants: [each.user_id for each in tenants],
    "control_token": lambda _: "***",
    "setup": lambda text: "(text)" if "\n" in text or text.lstrip()[:1] == "{" else text,
    "numbers": lambda numbers: [_number(each) for each in numbers],
}
