"""`completion`: the script with which a shell completes commands and options. It is click's."""

import click
from click.shell_completion import get_completion_class

from catapult_simulator.cli.terminal import say_script

_PROGRAM = "catapult-simulator"
_VARIABLE = "_CATAPULT_SIMULATOR_COMPLETE"  # click's name for it


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print a script that completes commands and options in a shell.

    For bash and zsh, put the following into ~/.bashrc or ~/.zshrc: eval "$(catapult-simulator
    completion bash)", or zsh. For fish, write the output to
    ~/.config/fish/completions/catapult-simulator.fish.

    Example: catapult-simulator completion fish
    """
    class_ = get_completion_class(shell)
    assert class_ is not None
    script = class_(context.find_root().command, {}, _PROGRAM, _VARIABLE)
    say_script(script.source_template % script.source_vars())
