"""`number`: order, list and release numbers."""

import click

from catapult_simulator.cli.groups import Group
from catapult_simulator.cli.options import json_option, print_list, print_record, tenant_command
from catapult_simulator.cli.records import with_json_names
from catapult_simulator.cli.terminal import say
from catapult_simulator.control_client.client import ControlClient, Json
from catapult_simulator.core.checks import shown
from catapult_simulator.core.numbers import e164
from catapult_simulator.core.numbers.first_free import first_free
from catapult_simulator.core.numbers.phone_number import NUMBER_STATES

_NONE = "no numbers yet: catapult-simulator number add"


@click.group(cls=Group)
def number() -> None:
    """Order, list and release numbers.

    Example: catapult-simulator number add +19195551212
    """


@number.command()
@click.argument("number", required=False)
@tenant_command
@click.option("--application", metavar="ID", help="Application whose app gets the messages.")
@click.option("--name", help="Name of the number.")
@json_option
def add(
    client: ControlClient,
    user_id: str,
    *,
    number: str | None,
    application: str | None,
    name: str | None,
    as_json: bool,
) -> None:
    """Order a number; without NUMBER, the next free one.

    Example: catapult-simulator number add +19195551212 --name support
    """
    if number is not None and not e164.is_e164(e164.normalize(number)):
        raise click.BadParameter(
            f"{shown(number)} is no phone number; use E.164, such as +19195551212",
            param_hint="NUMBER",
        )
    ordered = client.call(
        user_id,
        "phone_numbers.allocate",
        number or next_number(client, user_id),
        name=name,
        application_id=application,
    )
    print_record(with_json_names(ordered), as_json, _line_of)


@number.command(name="list")
@tenant_command
@json_option
def list_(client: ControlClient, user_id: str, as_json: bool) -> None:
    """List the numbers, and the application of each.

    Example: catapult-simulator number list
    """
    found = client.call(user_id, "phone_numbers.find")
    print_list([with_json_names(each) for each in found], as_json, _line_of, hint=_NONE)


@number.command()
@click.argument("number")
@tenant_command
@click.option("--application", metavar="ID", help="Application whose app gets the messages.")
@click.option("--no-application", is_flag=True, help="Let no app get the messages.")
@click.option("--name", help="Name of the number.")
@json_option
def update(
    client: ControlClient,
    user_id: str,
    *,
    number: str,
    application: str | None,
    no_application: bool,
    name: str | None,
    as_json: bool,
) -> None:
    """Change a number; what is not given stays as it is.

    Example: catapult-simulator number update +19195551212 --no-application
    """
    if application and no_application:
        raise click.UsageError("give either --application or --no-application")
    given = {"application_id": application, "name": name}
    changes: Json = {key: value for key, value in given.items() if value is not None}
    if no_application:
        changes["application_id"] = None
    if not changes:
        raise click.UsageError("nothing to change; give --application or another option")
    owned = client.call(user_id, "phone_numbers.get", number)
    changed = with_json_names(client.call(user_id, "phone_numbers.update", owned["id"], changes))
    print_record(changed, as_json, _line_of)


@number.command(name="name")
@click.argument("number")
@click.argument("name")
@tenant_command
def name_(client: ControlClient, user_id: str, number: str, name: str) -> None:
    """Give a number, also of a person, a caller NAME; "" removes it.

    Example: catapult-simulator number name +19195550001 "JANE DOE"
    """
    client.name_number(user_id, number, name)
    say(f"{number} is {name}" if name else f"{number} has no name")


@number.command()
@click.argument("number")
@tenant_command
def release(client: ControlClient, user_id: str, number: str) -> None:
    """Release a number, by itself or by its id: it can no longer send or receive.

    Example: catapult-simulator number release +19195551212
    """
    client.call(user_id, "phone_numbers.release", number)
    say(f"{number} is released")


def next_number(client: ControlClient, user_id: str) -> str:
    """The first number from +19195551212 on that the tenant neither has nor had."""
    return first_free(
        {
            each["number"]
            for state in NUMBER_STATES
            for each in client.call(user_id, "phone_numbers.find", number_state=state)
        }
    )


def _line_of(number: Json) -> str:
    application = number.get("applicationId")
    bound = f"application {application}" if application else "no application: no app is told"
    return "  ".join(filter(None, (number["number"], number["id"], number.get("name"), bound)))
