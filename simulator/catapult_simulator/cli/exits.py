"""EXITS: the exit codes of all commands, and the errors that end a command with them."""

import click

# Exit code -> when a command ends with it. Wrong usage is click's UsageError.
EXITS: dict[int, str] = {
    0: "it is done",
    1: "the app did not take it, or the simulator refused it",
    2: "the command was called wrongly",
    3: "no simulator answers there",
    4: "nobody to tell: the number has no application, or the application no incomingMessageUrl",
}


class NotTaken(click.ClickException):
    """The app was called, and did not answer with 2xx."""

    exit_code = 1


class NoSimulator(click.ClickException):
    """Nothing answers at --url, or something that is no simulator."""

    exit_code = 3


class NobodyToTell(click.ClickException):
    """A message was received for which no app is called."""

    exit_code = 4
