"""The commands of a chat: pictures, STOP, failures, time."""

from itertools import count
from pathlib import Path

import pytest

from catapult_simulator import MessageDraft, Tenant
from catapult_simulator.control_client.client import ControlClient
from cli.chatting import Chat
from cli.commands import LINE, PERSON
from receivers import App


def test_a_failure_is_made_for_the_next_message_only(shop: App, chat: Chat) -> None:
    lines = ["/fail 770", "one", "/advance 5", "two", "/advance 5"]

    shown = chat(*lines).splitlines()

    assert f"  the app's next message to {PERSON} fails with 770" in shown
    assert "  failed 770: Destination Rejected due to spam: You said one" in shown
    assert "  sent: You said two" in shown


def test_a_failure_spares_the_reply_that_is_still_queued(shop: App, chat: Chat) -> None:
    shown = chat("one", "/fail 770", "two", "/advance 5", "three", "/advance 5").splitlines()

    assert "  sent: You said one" in shown
    assert "  failed 770: Destination Rejected due to spam: You said two" in shown
    assert "  sent: You said three" in shown


def test_a_picture_is_sent_from_a_file(
    shop: App, tenant: Tenant, chat: Chat, tmp_path: Path
) -> None:
    cat = tmp_path / "cat.png"
    cat.write_bytes(b"\x89PNG of a cat")

    chat(f"/picture {cat}")

    [received] = tenant.messages.find(direction="in")
    assert received.media[0].endswith(".png")
    with tenant.media.get(received.media[0]).open() as content:
        assert content.read() == b"\x89PNG of a cat"


def test_stop_is_texted(shop: App, tenant: Tenant, chat: Chat) -> None:
    chat("/stop")

    assert [each.text for each in tenant.messages.find(direction="in")] == ["STOP"]


def test_a_text_may_begin_with_a_slash(shop: App, tenant: Tenant, chat: Chat) -> None:
    chat("//menu")

    assert [each.text for each in tenant.messages.find(direction="in")] == ["/menu"]


def test_nothing_is_read_after_quit(shop: App, tenant: Tenant, chat: Chat) -> None:
    chat("/quit", "never")

    assert tenant.messages.find() == []


def test_waiting_ends_with_the_time(shop: App, chat: Chat) -> None:
    assert "  no message from the app within 0.01 s" in chat("/wait 0.01")


def test_waiting_ends_with_a_message(
    shop: App, tenant: Tenant, chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    def newest_entry(client: ControlClient, user_id: str) -> int:
        if next(calls):  # the first is before the chat, the second that of /wait
            tenant.messages.send(MessageDraft(from_=LINE, to=PERSON, text="By itself"))
        return 0

    calls = count()

    monkeypatch.setattr(ControlClient, "newest_entry", newest_entry)

    assert chat("/wait 20") == "> /wait 20\n< By itself  (queued)\n"


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("/fial 770", "no command /fial; did you mean /fail?"),
        ("/xyzzy", "no command /xyzzy; /help lists them"),
        ("/fail", "/fail: '' is no delivery code; give one such as 770"),
        ("/fail 1", "deliveryCode: 1 is not one of"),
        ("/advance soon", "/advance: 'soon' is no time; give seconds, such as 5"),
        ("/advance nan", "/advance: 'nan' is no time; give seconds, such as 5"),
        ("/wait x", "/wait: 'x' is no time; give seconds, such as 5"),
        ("/picture none.png", "/picture: 'none.png' cannot be read: No such file or directory"),
        ("/picture", "/picture: name a file, such as /picture cat.png"),
    ],
)
def test_a_command_that_cannot_be_obeyed_is_refused(
    shop: App, chat: Chat, line: str, answer: str
) -> None:
    assert f"  {answer}" in chat(line, "hi")


def test_the_commands_are_listed(shop: App, chat: Chat) -> None:
    shown = chat("/help")

    assert all(f"/{name}" in shown for name in ("picture FILE", "stop", "fail CODE", "quit"))
