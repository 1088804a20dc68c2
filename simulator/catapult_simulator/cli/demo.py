"""`demo`: the three steps, printed."""

import click


@click.command()
def demo() -> None:
    """Play the three steps against a simulator of its own, and show every exchange."""
    from catapult_simulator.cli.demo_play import StepFailed, run

    try:
        run(click.echo)
    except StepFailed as error:
        raise click.ClickException(str(error)) from None
