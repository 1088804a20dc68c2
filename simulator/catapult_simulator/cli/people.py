"""`person` and `people`: people who answer texts by themselves."""

import click

from catapult_simulator.cli.options import json_option, print_list, tenant_command
from catapult_simulator.cli.terminal import say, to_json
from catapult_simulator.control_client.client import ControlClient, Json

_NOBODY = "nobody answers by itself yet: catapult-simulator person +19195550001 --answers YES"


@click.command()
@click.argument("number")
@tenant_command
@click.option(
    "--answers", multiple=True, metavar="TEXT", help="Answer to each text. Can be given repeatedly."
)
@click.option(
    "--when",
    nargs=2,
    multiple=True,
    metavar="REGEX TEXT",
    help="Answer to a text in which the regular expression is found. Can be given repeatedly.",
)
@click.option("--silent", is_flag=True, help="Answer no more.")
def person(
    client: ControlClient,
    user_id: str,
    *,
    number: str,
    answers: tuple[str, ...],
    when: tuple[tuple[str, str], ...],
    silent: bool,
) -> None:
    """Let a person answer each text when it has been delivered.

    With --when, the first expression that is found counts; upper and lower case are the same.

    Example: catapult-simulator person +19195550001 --when join YES --when code Thanks
    """
    if sum(map(bool, (answers, when, silent))) != 1:
        raise click.UsageError("give one of --answers, --when and --silent")
    if silent:
        client.remove_person(user_id, number)
        say(f"{number} answers no more")
        return
    say(_line_of(client.put_person(user_id, number, _by_pattern(when) or list(answers))))


@click.command()
@tenant_command
@json_option
def people(client: ControlClient, user_id: str, as_json: bool) -> None:
    """List the people who answer by themselves.

    Example: catapult-simulator people --json
    """
    found = client.people(user_id)
    print_list(found, as_json, _line_of, hint=_NOBODY)


def _by_pattern(when: tuple[tuple[str, str], ...]) -> dict[str, list[str]]:
    """The answers of each pattern; one that is given twice has two."""
    answers: dict[str, list[str]] = {}
    for pattern, text in when:
        answers.setdefault(pattern, []).append(text)
    return answers


def _line_of(person: Json) -> str:
    if "function" in person:
        return f"{person['number']}  by the function {person['function']}"
    return f"{person['number']}  {to_json(person['answers'])}"
