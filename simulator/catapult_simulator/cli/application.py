"""`application`: add, list, update and delete the applications that are called back."""

from typing import Any, get_args

import click

from catapult_simulator.cli.groups import Group
from catapult_simulator.cli.options import (
    json_option,
    option_type,
    print_list,
    print_record,
    tenant_command,
    with_options,
)
from catapult_simulator.cli.records import with_json_names
from catapult_simulator.cli.settings import parse_url
from catapult_simulator.cli.terminal import say
from catapult_simulator.control_client.client import ControlClient, Json
from catapult_simulator.core.callbacks import Method

_NONE = "no applications yet: catapult-simulator application add http://127.0.0.1:3000/sms"
_NOTHING = (
    "nothing to change; give --to with the URL of the app (--url is the simulator), --method or "
    "another option"
)
_url = option_type(parse_url)
_properties = with_options(
    (
        click.option("--name", help="Name of the application."),
        click.option(
            "--method",
            "callback_http_method",
            type=click.Choice(get_args(Method), case_sensitive=False),
            help="HTTP method of the callbacks; POST at first.",
        ),
        click.option(
            "--fallback",
            "incoming_message_fallback_url",
            type=_url,
            metavar="URL",
            help="URL that is called where the first one fails.",
        ),
        click.option(
            "--timeout-ms",
            "incoming_message_url_callback_timeout",
            type=int,
            help="How long an answer may take; 10000 at first.",
        ),
    )
)


@click.group(cls=Group)
def application() -> None:
    """Add, list, update and delete applications: the URLs of apps.

    Example: catapult-simulator application add http://127.0.0.1:3000/sms --number +19195551212
    """


@application.command()
@click.argument("app", type=_url, metavar="URL")
@tenant_command
@_properties
@click.option("--number", help="Number of the tenant whose messages the app gets.")
@json_option
def add(
    client: ControlClient,
    user_id: str,
    *,
    app: str,
    name: str | None,
    number: str | None,
    as_json: bool,
    **properties: Any,
) -> None:
    """Add an application whose app is called at URL.

    Example: catapult-simulator application add http://127.0.0.1:3000/sms --number +19195551212
    """
    owned = client.call(user_id, "phone_numbers.get", number) if number else None
    given = {"incoming_message_url": app, **_given(properties)}
    added = client.call(user_id, "applications.create", name or "app", **given)
    if owned:
        change = {"application_id": added["id"]}
        client.call(user_id, "phone_numbers.update", owned["id"], change)
    print_record(with_json_names(added), as_json, _line_of)


@application.command(name="list")
@tenant_command
@json_option
def list_(client: ControlClient, user_id: str, as_json: bool) -> None:
    """List the applications, oldest first.

    Example: catapult-simulator application list
    """
    found = client.call(user_id, "applications.find")
    print_list([with_json_names(each) for each in found], as_json, _line_of, hint=_NONE)


@application.command()
@click.argument("application_id", metavar="ID")
@tenant_command
@click.option(
    "--to", "incoming_message_url", type=_url, metavar="URL", help="URL of the app from now on."
)
@_properties
@click.option("--no-fallback", is_flag=True, help="Remove the fallback URL.")
@json_option
def update(
    client: ControlClient,
    user_id: str,
    *,
    application_id: str,
    no_fallback: bool,
    as_json: bool,
    **properties: Any,
) -> None:
    """Change an application; what is not given stays as it is.

    Example: catapult-simulator application update a-1 --method GET
    """
    changes = _given(properties)
    if no_fallback:
        if "incoming_message_fallback_url" in changes:
            raise click.UsageError("give either --fallback or --no-fallback")
        changes["incoming_message_fallback_url"] = None
    if not changes:
        raise click.UsageError(_NOTHING)
    print_record(
        with_json_names(client.call(user_id, "applications.update", application_id, changes)),
        as_json,
        _line_of,
    )


@application.command()
@click.argument("application_id", metavar="ID")
@tenant_command
def delete(client: ControlClient, user_id: str, application_id: str) -> None:
    """Delete an application: its numbers have none then.

    Example: catapult-simulator application delete a-1
    """
    client.call(user_id, "applications.delete", application_id)
    say(f"{application_id} is deleted")


def _given(properties: Json) -> Json:
    given = {name: value for name, value in properties.items() if value is not None}
    if method := given.get("callback_http_method"):
        given["callback_http_method"] = method.lower()
    return given


def _line_of(application: Json) -> str:
    method = application["callbackHttpMethod"].upper()
    url = application.get("incomingMessageUrl", "no incomingMessageUrl: no app is told")
    fallback = application.get("incomingMessageFallbackUrl")
    words = (application["id"], application["name"], f"{method} {url}")
    return "  ".join([*words, f"fallback {fallback}"] if fallback else words)
