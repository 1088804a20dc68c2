"""The commands on a running simulator, and `callback`, which needs none."""

import json
import signal
import socket
from collections.abc import Callable, Iterator

import pytest
from click.testing import CliRunner, Result

from catapult_simulator import MessageDraft, Server, Simulator, Tenant
from catapult_simulator.cli.main import commands
from catapult_simulator.cli.receiver import Receiver
from serve_support import started

LINE, PERSON = "+19195551212", "+19195550001"

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.fixture
def tenant(server: Server) -> Iterator[Tenant]:
    tenant = server.simulator.open_tenant()
    yield tenant
    server.simulator.close_tenant(tenant.user_id)


@pytest.fixture
def app() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
def run(server: Server, tenant: Tenant) -> Run:
    """Runs a command against `server`, for `tenant`."""
    twins = {"CATAPULT_SIMULATOR_URL": server.url, "CATAPULT_SIMULATOR_TENANT": tenant.user_id}

    def run(*arguments: str, **environment: str | None) -> Result:
        runner = CliRunner(env=twins | environment)
        return runner.invoke(commands, arguments, catch_exceptions=False)

    return run


def own_number(tenant: Tenant, app: Receiver | None = None, **application: str) -> None:
    if app is None:
        tenant.phone_numbers.allocate(LINE)
        return
    settings = {"incoming_message_url": f"{app.url}/sms"} | application
    created = tenant.applications.create("shop", **settings)
    tenant.phone_numbers.allocate(LINE, application_id=created.id)


def text_in(run: Run, *more: str) -> Result:
    return run("receive", "--from", PERSON, "--to", LINE, "--text", "open today?", *more)


def nobody() -> str:
    """A URL where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return f"http://127.0.0.1:{free.getsockname()[1]}"


# -- receive -----------------------------------------------------------------------------------


def test_receive_shows_what_was_sent_where_and_what_the_app_answered(
    run: Run, tenant: Tenant, app: Receiver
) -> None:
    own_number(tenant, app)

    said = text_in(run)

    assert said.exit_code == 0
    assert f"POST {app.url}/sms" in said.output
    assert '"text": "open today?"' in said.output
    assert "-> 200 in" in said.output


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_receive_reaches_the_app_by_the_method_of_its_application(
    run: Run, tenant: Tenant, app: Receiver, method: str
) -> None:
    own_number(tenant, app, callback_http_method=method)

    said = text_in(run, "--media", "http://media.example/cat.jpg")

    received = app.next()
    assert received is not None
    assert received.method == method
    assert f"{method} {app.url}/sms" in said.output


def test_receive_fails_when_the_app_does_not_take_it(
    run: Run, tenant: Tenant, app: Receiver
) -> None:
    own_number(tenant, app, incoming_message_url=nobody())

    said = text_in(run)

    assert said.exit_code == 1
    assert "-> network: " in said.output
    assert said.output.endswith("Error: the app did not accept the callback\n")


def test_receive_marks_the_fallback_and_is_content_with_it(
    run: Run, tenant: Tenant, app: Receiver
) -> None:
    urls = {"incoming_message_url": nobody(), "incoming_message_fallback_url": f"{app.url}/other"}
    own_number(tenant, app, **urls)

    said = text_in(run)

    assert said.exit_code == 0
    assert f"POST {app.url}/other  (fallback)" in said.output


def test_receive_fails_where_the_number_has_no_application(run: Run, tenant: Tenant) -> None:
    own_number(tenant)

    said = text_in(run)

    assert said.exit_code == 1
    assert "no callback was made" in said.output


def test_receive_finds_the_owner_of_the_number(run: Run, tenant: Tenant, app: Receiver) -> None:
    own_number(tenant, app)

    said = run(
        "receive", "--from", PERSON, "--to", LINE, "--text", "hi", CATAPULT_SIMULATOR_TENANT=None
    )

    assert said.exit_code == 0
    assert [each.text for each in tenant.messages.find(direction="in")] == ["hi"]


def test_receive_to_a_number_of_nobody_is_one_clear_line(run: Run) -> None:
    said = run("receive", "--from", PERSON, "--to", LINE, CATAPULT_SIMULATOR_TENANT=None)

    assert said.exit_code == 1
    assert said.output.startswith(f"Error: no tenant owns {LINE}")


def test_receive_gives_the_answer_of_the_control_api_as_json(
    run: Run, tenant: Tenant, app: Receiver
) -> None:
    own_number(tenant, app)

    answer = json.loads(text_in(run, "--json").output)

    assert answer["message"]["to"] == LINE
    assert answer["callbacks"][0]["status"] == 200


# -- callback ----------------------------------------------------------------------------------


def test_callback_posts_an_incoming_message_without_a_simulator(app: Receiver) -> None:
    said = CliRunner().invoke(commands, ["callback", f"{app.url}/sms", "--text", "hi"])

    received = app.next()
    assert said.exit_code == 0
    assert received is not None
    assert received.method == "POST"
    assert json.loads(received.body)["text"] == "hi"
    assert json.loads(received.body)["state"] == "received"


def test_callback_gets_with_query_parameters(app: Receiver) -> None:
    said = CliRunner().invoke(commands, ["callback", app.url, "--method", "get", "--text", "a b"])

    received = app.next()
    assert said.exit_code == 0
    assert received is not None
    assert received.method == "GET"
    assert "text=a+b" in received.path


def test_callback_carries_media(app: Receiver) -> None:
    picture = "http://media.example/cat.jpg"

    CliRunner().invoke(commands, ["callback", app.url, "--media", picture])

    received = app.next()
    assert received is not None
    told = json.loads(received.body)
    assert (told["eventType"], told["media"]) == ("mms", [picture])


def test_callback_fails_when_nobody_listens() -> None:
    said = CliRunner().invoke(commands, ["callback", nobody()])

    assert said.exit_code == 1
    assert "-> network: " in said.output


def test_callback_refuses_what_is_no_url() -> None:
    said = CliRunner().invoke(commands, ["callback", "localhost:9000"])

    assert said.exit_code == 2
    assert "http://host:port/path" in said.output


def test_callback_shows_all_of_it_as_json(app: Receiver) -> None:
    said = CliRunner().invoke(commands, ["callback", app.url, "--json"])

    told = json.loads(said.output)
    assert (told["url"], told["status"], told["eventType"]) == (app.url, 200, "sms")


# -- reading -----------------------------------------------------------------------------------


def test_health_says_that_it_is_up(run: Run) -> None:
    said = run("health")

    assert said.exit_code == 0
    assert said.output.startswith("ok: version 0.1.0, clock virtual")


def test_messages_are_listed_newest_first(run: Run, tenant: Tenant) -> None:
    own_number(tenant)
    for text in ("one", "two"):
        tenant.messages.send(MessageDraft(from_=LINE, to=PERSON, text=text))
        tenant.advance(1)

    lines = run("messages", "--state", "sent").output.splitlines()

    assert [line.rpartition("  ")[2] for line in lines] == ['"two"', '"one"']
    assert f"out  {LINE} -> {PERSON}  sent" in lines[0]


@pytest.mark.parametrize(
    ("command", "key"),
    [
        ("health", "status"),
        ("tenants", "userId"),
        ("magic", "first"),
        ("messages", "messageId"),
        ("fault list", "at"),
    ],
)
def test_reading_commands_print_json(run: Run, tenant: Tenant, command: str, key: str) -> None:
    own_number(tenant)
    tenant.messages.send(MessageDraft(from_=LINE, to=PERSON, text="one"))
    run("fault", "add", "--at", "rest", "--error", "internal-error")

    printed = json.loads(run(*command.split(), "--json").output)

    assert key in (printed[-1] if isinstance(printed, list) else printed)


def test_magic_numbers_are_listed_with_their_fates(run: Run) -> None:
    lines = run("magic").output.splitlines()

    assert any("+15557700100 to 0199" in line and "code 770" in line for line in lines)


def test_the_journal_is_shown_oldest_first(run: Run, tenant: Tenant) -> None:
    tenant.advance(1)
    tenant.advance(2)

    lines = run("journal", "--kind", "control").output.splitlines()

    assert [line.rpartition("  ")[2] for line in lines] == ["advanced 1 s", "advanced 2 s"]


def test_the_journal_prints_an_entry_per_line_as_json(run: Run, tenant: Tenant) -> None:
    tenant.advance(1)
    tenant.advance(2)

    entries = [json.loads(line) for line in run("journal", "--json").output.splitlines()]

    assert [entry["detail"]["seconds"] for entry in entries] == [1, 2]


def test_the_journal_goes_on_after_an_entry(run: Run, tenant: Tenant) -> None:
    tenant.advance(1)
    tenant.advance(2)

    assert run("journal", "--after", "1").output.count("\n") == 1


def test_the_journal_follows_what_happens_until_it_is_interrupted(
    server: Server, tenant: Tenant
) -> None:
    tenant.advance(1)
    options = ("journal", "--follow", "--url", server.url, "--tenant", tenant.user_id)

    with started(*options, until="advanced 1 s") as process:
        tenant.advance(2)
        line = process.next_line()
        ended = process.end(signal.SIGINT)

    assert line.endswith("advanced 2 s")
    assert ended == (0, "")


# -- time, reset, faults -----------------------------------------------------------------------


def test_advance_lets_time_pass(run: Run, tenant: Tenant) -> None:
    said = run("advance", "90")

    assert said.output == "it is 2019-05-01T12:01:30Z; 0 timers ran\n"
    assert tenant.now == "2019-05-01T12:01:30Z"


def test_advance_refuses_to_go_back(run: Run) -> None:
    assert run("advance", "--", "-1").exit_code == 2


def test_settle_ends_what_is_under_way(run: Run, tenant: Tenant) -> None:
    own_number(tenant)
    sent = tenant.messages.send(MessageDraft(from_=LINE, to=PERSON, text="one"))

    run("settle")

    assert tenant.messages.get(sent.id).state == "sent"


def test_reset_forgets_everything(run: Run, tenant: Tenant) -> None:
    own_number(tenant)

    said = run("reset")

    assert said.output == f"{tenant.user_id} is reset\n"
    assert not tenant.phone_numbers.owned(LINE)


def test_faults_are_added_listed_and_cleared(run: Run, tenant: Tenant) -> None:
    added = run("fault", "add", "--at", "carrier", "--to", PERSON, "--delivery-code", "770")
    listed = run("fault", "list")
    run("fault", "clear")

    assert added.output == listed.output == f"at carrier, to {PERSON}, deliveryCode 770\n"
    assert tenant.faults.all() == []


def test_a_fault_that_makes_no_sense_is_refused_in_the_simulators_words(run: Run) -> None:
    said = run("fault", "add", "--at", "rest", "--error", "nix")

    assert said.exit_code == 1
    assert said.output.startswith("Error: error: 'nix' is not one of ")


# -- which simulator, which tenant -------------------------------------------------------------

COMMANDS = [
    ("health",),
    ("tenants",),
    ("messages",),
    ("journal",),
    ("advance", "1"),
    ("settle",),
    ("reset",),
    ("fault", "list"),
    ("receive", "--from", PERSON, "--to", LINE),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])
def test_without_a_simulator_one_line_names_the_url_and_how_to_start_one(
    run: Run, command: tuple[str, ...]
) -> None:
    url = nobody()

    said = run(*command, "--url", url)

    assert said.exit_code == 1
    assert said.output == (
        f"Error: no simulator answers at {url}: Connection refused; "
        "start one: catapult-simulator serve\n"
    )


def test_another_server_is_not_taken_for_a_simulator(run: Run, app: Receiver) -> None:
    said = run("health", "--url", app.url)

    assert said.exit_code == 1
    assert f"{app.url} answers 200, but is no simulator" in said.output


def test_the_url_may_be_the_one_that_serve_prints(run: Run, server: Server) -> None:
    assert run("health", "--url", f"{server.url}/v1").exit_code == 0


def test_the_tenant_may_be_left_out_where_there_is_only_one() -> None:
    with Server(Simulator()) as server:
        server.simulator.open_tenant("u-only")

        said = CliRunner().invoke(commands, ["reset", "--url", server.url])

    assert said.output == "u-only is reset\n"


def test_the_tenant_must_be_said_where_there_are_two(run: Run, server: Server) -> None:
    server.simulator.open_tenant("u-other")
    try:
        said = run("reset", CATAPULT_SIMULATOR_TENANT=None)
    finally:
        server.simulator.close_tenant("u-other")

    assert said.exit_code == 1
    assert "u-other" in said.output
    assert "say --tenant" in said.output


def test_an_account_as_serve_takes_it_names_its_tenant(run: Run, tenant: Tenant) -> None:
    assert run("reset", "--tenant", f"{tenant.user_id}:t:s").exit_code == 0


def test_an_unknown_tenant_is_named(run: Run) -> None:
    said = run("messages", "--tenant", "u-x")

    assert said.exit_code == 1
    assert said.output == 'Error: no tenant "u-x"; open one with POST /_simulator/tenants\n'


@pytest.mark.parametrize("written", ["u/x", "u-a u-b", ""])
def test_what_is_no_user_id_is_refused(run: Run, written: str) -> None:
    said = run("messages", "--tenant", written)

    assert said.exit_code == 2
    assert "is no userId" in said.output


@pytest.mark.parametrize("command", [(), ("fault",), *COMMANDS, ("serve",), ("demo",)], ids=str)
def test_every_command_has_help(command: tuple[str, ...]) -> None:
    said = CliRunner().invoke(commands, [*command[:1], "--help"])

    assert said.exit_code == 0
    assert said.output.startswith("Usage: ")


def test_an_unknown_command_is_refused() -> None:
    assert CliRunner().invoke(commands, ["serv"]).exit_code == 2
