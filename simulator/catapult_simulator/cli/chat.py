"""`chat`: text an app as a person, line by line, and see its replies."""

from threading import Thread
from time import monotonic

import click

from catapult_simulator.cli.chat_commands import ChatCommands, WrongCommand
from catapult_simulator.cli.conversation import Conversation
from catapult_simulator.cli.only_number import only_number
from catapult_simulator.cli.options import tenant_command
from catapult_simulator.cli.prompt import Prompt
from catapult_simulator.cli.settings import SAMPLE_PERSON
from catapult_simulator.control_client.client import ControlClient
from catapult_simulator.control_client.errors import ControlError

_GLANCE_SECONDS = 1.0  # between looks at requests that no account owns: no journal has those
_LAST_SECONDS = 10.0  # for what is due when the input has ended, on a wall clock


@click.command()
@tenant_command
@click.option(
    "--from",
    "person",
    default=SAMPLE_PERSON,
    show_default=True,
    help="Number of the person who texts.",
)
@click.option("--to", "line", help="Number of the app. Can be left out if the tenant has only one.")
@click.pass_context
def chat(
    context: click.Context, client: ControlClient, user_id: str, person: str, line: str | None
) -> None:
    """Text an app, line by line, and see its replies.

    Each line is a text to the app; /help lists the commands: a picture, STOP, failures, time.
    Replies appear as they come. From a pipe, each line is sent when the app has answered the one
    before, and on virtual time the output is the same in every run; the exit code is then that of
    the first text that was not taken, or 1 where a message of the app was refused.

    Example: catapult-simulator chat --to +19195551212
    """
    prompt = Prompt("> ")
    line = line or only_number(client, user_id, "--to")
    talk = Conversation(client, user_id, person=person, line=line, say=prompt.say)
    prompt.say(f"{person} texts {line}; /help lists the commands, /quit ends", tone="quiet")
    virtual = client.tenant(user_id)["clock"] == "virtual"
    if prompt.is_interactive or not virtual:
        Thread(target=_follow, args=(client, user_id, talk, prompt), daemon=True).start()
    _read(prompt, ChatCommands(client, user_id, talk, prompt.say))
    if not prompt.is_interactive and not virtual:
        _wait_for_the_last(client, user_id, talk)
    prompt.close()
    if not prompt.is_interactive:
        context.exit(talk.exit_code)


def _read(prompt: Prompt, commands: ChatCommands) -> None:
    """Obey each line until /quit, the end of the input, or Ctrl-C."""
    for line in prompt.lines():
        try:
            if commands.obey(line):
                return
        except (ControlError, WrongCommand) as error:
            prompt.say(f"  {error}", tone="bad")


def _follow(client: ControlClient, user_id: str, talk: Conversation, prompt: Prompt) -> None:
    """Say what comes, until the tenant is closed or the simulator gone."""
    try:
        after = client.newest_entry(user_id)
        while True:
            after = client.follow(user_id, after=after, wait=_GLANCE_SECONDS)["next"]
            talk.look()
    except ControlError as error:
        prompt.say(f"  {error}", tone="bad")


def _wait_for_the_last(client: ControlClient, user_id: str, talk: Conversation) -> None:
    """Wait, for at most ten seconds, until nothing is due of what has been texted."""
    until, after = monotonic() + _LAST_SECONDS, client.newest_entry(user_id)
    while (left := until - monotonic()) > 0 and _is_due(client, user_id, left):
        after = client.journal(user_id, after=after, wait=min(left, 1.0))["next"]
    talk.look()


def _is_due(client: ControlClient, user_id: str, seconds: float) -> bool:
    return any(each["inMs"] <= seconds * 1000 for each in client.pending(user_id))
