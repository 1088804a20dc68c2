"""Group: a command with commands, which says what a misspelt one may have been meant for."""

import click

from catapult_simulator.core.near_words import nearest


class Group(click.Group):
    """As click's, which guesses only in its latest versions, and only what is loaded."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            near = nearest(name, self.list_commands(ctx))
            guess = f"did you mean {near!r}?" if near else f"{ctx.command_path} --help lists them"
            ctx.fail(f"no command {name!r}; {guess}")
        return super().resolve_command(ctx, args)
