"""Blank words: `fault remove "$ID"` with an ID that is unset must not mean something else."""

import click

# Arguments and options that name something, or are a secret. A text may be blank.
_NAMING = (
    "application",
    "application_id",
    "fault_id",
    "from",
    "from_",
    "line",
    "message_id",
    "number",
    "person",
    "secret",
    "seed",
    "tag",
    "to",
    "token",
    "user_id",
)


def require_filled(ctx: click.Context) -> None:
    """Raises BadParameter for the first argument or option that names something, and is blank."""
    for parameter in ctx.command.params:
        value = ctx.params.get(parameter.name or "")
        if parameter.name in _NAMING and isinstance(value, str) and not value.strip():
            raise click.BadParameter("it is blank; give a value", ctx, parameter)
