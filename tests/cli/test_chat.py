"""`chat`: a conversation with an app, from a pipe and on a terminal."""

import os

import pytest

from catapult_simulator import MessageDraft, Rules, Server, Tenant
from cli.chatting import Chat, bind, echo
from cli.commands import LINE, PERSON, Run, unused_url
from receivers import App, app_listening
from serve_support import COMMAND, own_environment


def without_times(text: str) -> str:
    return "\n".join(
        f"{line.partition(' in ')[0]}" if line.startswith("  taken") else line
        for line in text.splitlines()
    )


def test_a_line_is_texted_and_the_reply_shown_with_its_state(shop: App, chat: Chat) -> None:
    shown = chat("open today?", "/advance 5")

    assert without_times(shown).splitlines() == [
        "> open today?",
        "  taken: 200",
        "< You said open today?  (queued)",
        "> /advance 5",
        "  it is 2019-05-01T12:00:05Z",
        "  sent: You said open today?",
    ]


def test_number_and_person_can_be_given(shop: App, tenant: Tenant, run: Run) -> None:
    bind(tenant, shop.url, "+19195551213")
    options = ("--from", "+19195550009", "--to", "+19195551213")

    run("chat", *options, typed="hi\n")

    assert [(each.from_, each.to) for each in tenant.messages.find(direction="in")] == [
        ("+19195550009", "+19195551213")
    ]


def test_with_several_numbers_one_must_be_chosen(shop: App, tenant: Tenant, run: Run) -> None:
    bind(tenant, shop.url, "+19195551213")

    result = run("chat", typed="hi\n")

    assert result.exit_code == 2
    assert f"choose one with --to: {LINE}, +19195551213" in result.output


def test_what_the_app_gets_wrong_is_said_and_is_the_exit_code(shop: App, chat: Chat) -> None:
    shop.answer, shop.body = "500 Oops", b"<html><h1>Boom</h1></html>"

    shown = chat("hi", code=1)

    assert "  not taken: 500 in " in shown
    assert "the app failed: it answered 500: Boom; look at its log" in shown


def test_an_app_that_is_gone_is_named(tenant: Tenant, chat: Chat) -> None:
    bind(tenant, unused_url())

    assert "nothing listens on 127.0.0.1:" in chat("hi", code=1)


def test_that_nobody_is_told_is_said_and_is_the_exit_code(tenant: Tenant, chat: Chat) -> None:
    tenant.phone_numbers.allocate(LINE)

    assert f"  nobody is told: {LINE} has no application, so that no app is told" in chat(
        "hi", code=4
    )


def test_a_hostile_reply_does_not_steer_the_terminal(shop: App, tenant: Tenant, chat: Chat) -> None:
    shop.react = echo(tenant, "\x1b[2J\n\u202eforged")

    shown = chat("hi")

    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert [line for line in shown.splitlines() if line.startswith("forged")] == []


def test_what_a_pipe_has_that_is_no_text_is_replaced(shop: App, tenant: Tenant, run: Run) -> None:
    run("chat", typed=b"caf\xe9\n")

    assert [each.text for each in tenant.messages.find(direction="in")] == [
        "caf\N{REPLACEMENT CHARACTER}"
    ]


def test_on_a_wall_clock_the_last_states_are_waited_for(server: Server, run: Run) -> None:
    rules = Rules(dequeue_ms=10, carrier_ms=10, receipt_ms=10)
    tenant = server.simulator.open_tenant("u-wall", clock="wall", rules=rules)
    with app_listening() as app:
        app.react = echo(tenant)
        bind(tenant, app.url)

        shown = run("chat", "--tenant", "u-wall", typed="hi\n").output
    server.simulator.close_tenant("u-wall")

    assert "sent: You said hi" in shown or "< You said hi  (sent)" in shown


@pytest.mark.skipif(os.name == "nt", reason="there is no pty")
def test_on_a_terminal_replies_appear_above_the_prompt(
    server: Server, tenant: Tenant, shop: App
) -> None:
    import pty
    from subprocess import Popen

    ours, theirs = pty.openpty()
    variables = own_environment(
        CATAPULT_SIMULATOR_URL=server.url, CATAPULT_SIMULATOR_TENANT=tenant.user_id, NO_COLOR="1"
    )
    process = Popen([*COMMAND, "chat"], stdin=theirs, stdout=theirs, stderr=theirs, env=variables)
    os.close(theirs)
    seen = read_until(ours, b"> ")
    os.write(ours, b"hi\n")
    seen += read_until(ours, b"(queued)")
    tenant.messages.send(MessageDraft(from_=LINE, to=PERSON, text="By itself"))
    seen += read_until(ours, b"By itself  (queued)")
    os.write(ours, b"\x10\x01\x0b/quit\n")  # the line before, from the history; begin, delete

    assert process.wait(20) == 0
    os.close(ours)
    assert b"< You said hi" in seen


def read_until(terminal: int, end: bytes) -> bytes:
    seen = b""
    while end not in seen:
        seen += os.read(terminal, 1000)
    return seen
